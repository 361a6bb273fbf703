// The line of a finding: the one place where findings become JSON. Fields: docs/records.md (Findings).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "casefile/decisions.h"
#include "findings/finding.h"

namespace dateline {

/// A finding with the claims it was made from and what people said of it.
struct FindingContext {
  const ClaimSet& claims;
  const Finding& finding;
  const FindingReview& review;
};

/// Appends one JSON object without a line end. Lists are in an order that does not depend on that of the reports.
void AppendFindingJson(const FindingContext& context, std::string& out);

/// "Turkish Armed Forces", else as written.
std::string_view ShownName(const ClaimParty& party, const TextPool& texts);
std::string_view ShownName(const ClaimPlace& place, const TextPool& texts);

/// The reports of a finding by day of publication, then name (source_id): rows of ClaimSet::reports.
std::vector<uint32_t> ReportsInOrder(const Finding& finding, const ClaimSet& claims);

/// Numbers of origins, from 0 in the order in which the claims of the finding name them; beside Finding::claims.
std::vector<uint32_t> OriginNumbers(const Finding& finding);

/// The figure of a finding as it is given out: the one a person set, else the rule's. `by`: "person", else the rule's name. Null `figure`: none.
struct ShownFigure {
  const FindingFigure* figure = nullptr;    ///< the rule's, for unit, parts, claims; may be null where a person set one
  const FigureOverride* set = nullptr;      ///< null: the rule's stands
  double low = FigureClaim::kNone, best = FigureClaim::kNone, high = FigureClaim::kNone;
  std::string_view by;
};
/// All figures, in the order of the slots; several of one slot (prices in two currencies) stand together.
std::vector<ShownFigure> FiguresOf(const Finding& finding, const FindingReview& review);
FigureSlot SlotOf(const ShownFigure& figure);
/// "lowest, highest, how it came out" of a figure that a person set: "set by Jane on 2026-01-02".
std::string LogicOf(const ShownFigure& figure);

/// The rule by which the figures of a finding were made; `otherwise` where it has none.
FigureRule RuleOf(const Finding& finding, FigureRule otherwise);

}  // namespace dateline
