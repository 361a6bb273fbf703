// What people decided: an append-only log, and what it does to the claims of a case before and after they are fused. Findings are made from records and this log,
// and from nothing else.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "casefile/statement.h"
#include "dateline/result.h"
#include "findings/corrections.h"
#include "findings/finding.h"

namespace dateline {

/// A record that a decision stands on. When reports are read anew by another engine its id changes; report, kind and quote then find what took its place.
struct DecidedRecord {
  std::string id, report, kind, type;  ///< report: its id
  uint32_t begin = 0, end = 0;         ///< of the quote: code points of the report's text
};

/// A row of `decision`.
struct Decision {
  int64_t nr = 0;
  std::string time, author;            ///< ISO 8601
  std::string action;                  ///< a name of DecisionActions()
  std::string target_kind, target_id;  ///< finding, record, source, party, decision
  std::vector<DecidedRecord> records;
  std::string field, old_value, new_value;
  int64_t undone_by = 0;               ///< 0: in force
};

/// accept, reject, unsure, edit, merge, split, date, place, credibility, reliability, withhold, note, undo.
std::span<const std::string_view> DecisionActions();

/// All decisions, oldest first. Empty for a case file of schema 1.
Result<std::vector<Decision>> ReadDecisions(Database& db);

/// Appends a decision, inside a transaction of the caller; fills `nr`. False: see Database::LastError.
bool AppendDecision(Database& db, Decision& decision);

/// Appends the undoing of decision `nr` (0: the newest one in force that is no undo), inside a transaction of the caller. Undoing an undo brings back what it had
/// taken back. Returns the decision that was undone. An Error for a number that is not there, and for one that is undone already.
Result<Decision> AppendUndo(Database& db, int64_t nr, const std::string& author, const std::string& time);

/// A figure that a person set on a finding.
struct FigureOverride {
  FigureSlot slot = FigureSlot::kKilled;
  double low = FigureClaim::kNone, best = FigureClaim::kNone, high = FigureClaim::kNone;  ///< best open: there is none
  std::string author, time;
};

struct FindingNote {
  std::string author, time, text;
};

/// What was decided about a finding as a whole.
struct FindingReview {
  std::string reviewed;  ///< accepted, unsure, edited; empty: nothing
  std::vector<FigureOverride> figures;
  std::vector<FindingNote> notes;
};

/// What the log does to a set of claims.
struct DecisionEffects {
  Corrections corrections;
  std::vector<std::string> withheld_parties;  ///< names or ids of actors
  std::vector<uint32_t> withheld_claims;
  std::vector<int64_t> lost;                  ///< decisions in force whose records are all gone

  /// What was said of a finding, as the claims that it stood on.
  struct About {
    std::vector<uint32_t> claims;
    std::string reviewed;
    std::vector<FigureOverride> figures;
    std::vector<FindingNote> notes;
  };
  std::vector<About> about;
};

/// Makes the edits of slots, days and places in `claims` and returns the rest. A later decision on the same thing takes the place of an earlier one. O(claims +
/// decisions); nothing is looked at where there are no decisions.
DecisionEffects ApplyDecisions(std::span<const Decision> decisions, ClaimSet& claims);

/// Gives each finding what was decided about it: what stood on a set of claims goes to the finding that holds most of them.
std::vector<FindingReview> ReviewsOf(const DecisionEffects& effects, const Findings& findings, size_t claims);

/// "12", "10-14", "10-12-14" (low, best, high), "none": a figure as a person gives it. An Error that says what was expected.
Result<FigureOverride> ParseFigure(FigureSlot slot, std::string_view text);

/// Fields that an edit may change, for messages: "type, mode, ...".
std::string EditableFields();
/// An Error where no edit can set `field` to `value`.
Result<void> CheckEdit(std::string_view field, std::string_view value);

}  // namespace dateline
