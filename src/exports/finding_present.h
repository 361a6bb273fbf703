// Findings, sources and decisions as the terminal shows them. Nothing here prints or asks about the terminal.
#pragma once

#include <string>
#include <vector>

#include "casefile/findings_query.h"
#include "exports/layout.h"

namespace dateline {

/// Findings as an aligned table: when, what, who, figures as best (low–high) with the rule (in the head line where all have the same), where, independent origins of reports,
/// contradictions, how sure.
std::string FindingTable(const std::vector<FindingRow>& rows, const Layout& layout);

/// A finding with all it stands on: figures and how they came out, each claim with its weight, why and words, contradictions, series, what people said.
/// `possible`: pairs with this finding in them.
std::string ExplainFinding(const FindingRow& row, const std::vector<PossibleRow>& possible, const Layout& layout);

/// Sources with the letter a person set ("–": none), what was learned beside, and whom they repeat.
std::string SourcesTable(const std::vector<SourceRow>& rows, const Layout& layout);

/// The log of decisions.
std::string DecisionTable(const std::vector<Decision>& decisions, const Layout& layout);

}  // namespace dateline
