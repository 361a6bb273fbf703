// Whether the findings in a case file are those of its records and decisions.
#pragma once

#include <string>
#include <vector>

#include "casefile/query.h"
#include "casefile/statement.h"

namespace dateline {

/// Says that decisions changed. Inside the transaction that changes them. False: see Database::LastError.
bool MarkFindingsBehind(Database& db);
/// Says that reports changed: findings are behind, and so are copies and credits.
bool MarkReportsChanged(Database& db);
/// Says that the tables `copy` and `credit` are those of the reports.
bool MarkLinked(Database& db);
bool IsLinked(Database& db, bool& linked);
/// Says by what rule, engine and knowledge the findings were made.
bool MarkFindingsCurrent(Database& db, const std::string& stamp);
/// That stamp; empty: findings are behind, or were never made.
bool ReadFindingsStamp(Database& db, std::string& stamp);

/// How many findings of each kind: incident, flow, figure, control_line.
bool CountFindingKinds(Database& db, std::vector<Counted>& kinds);

}  // namespace dateline
