// A line of a finding (docs/records.md, Findings) as a flat struct, for every output that is not JSON.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/record_view.h"

namespace dateline {

struct FindingFigureView {
  std::string slot;         ///< killed ... abducted, count, price
  FigureView figure;        ///< low, best, high; unit
  std::string rule, logic;  ///< by which the number was made ("person": set by one); how it came out, in words
  std::string per, year;    ///< of a price
  bool provisional = false;
  std::vector<std::pair<std::string, double>> parts;  ///< of whom: civilians, soldiers ..., unknown; together = best
};

/// A report that a finding rests on.
struct FindingReportView {
  std::string source_id, publisher, published, title;
};

/// A claim that a finding rests on.
struct FindingClaimView {
  std::string record;     ///< id
  std::string source_id;  ///< its report
  std::string source;     ///< whose word it is
  std::string why;        ///< why it counts as it does
  bool copy = false, denies = false;
  std::string quote;  ///< its words; filled by who reads the case file
};

/// What was said of a quantity on a day, or who held a place then.
struct FindingPointView {
  std::string start, end, holder, change;
  FigureView figure;
  bool contested = false;
};

struct FindingView {
  /// What a finding has in common with a record: kind, id, type, mode, codes, parties, places, time, figures, confidence. The first of `people` and `holder`
  /// stand there.
  RecordView shared;
  std::vector<PartyView> people, holders;
  std::vector<FindingFigureView> figures;
  std::vector<FindingFigureView> estimates;  ///< the same by every rule; filled by who reads the case file
  std::vector<FindingPointView> series;
  std::vector<FindingReportView> reports;  ///< only `source_id`, until who reads the case file fills the rest
  std::vector<FindingClaimView> claims;
  std::vector<std::string> contradictions;  ///< "killed: 27 (Northgate Wire) against 38 (interior ministry)"
  int64_t origins = 0;
  int64_t clarity = 0;      ///< UCDP event_clarity; 0: does not apply
  int64_t credibility = 6;  ///< Admiralty digit
  std::string credibility_why, reviewed;
  std::string json;  ///< the line

  /// The figure of `slot` as it is given out; null: none.
  const FindingFigureView* Figure(std::string_view slot) const;
  /// The figure of `slot` by `rule`: what a person set, else the estimate by that rule; null: none.
  const FindingFigureView* FigureBy(std::string_view slot, std::string_view rule) const;
};

/// Reads the lines of findings; keeps its memory between calls.
class FindingParser {
 public:
  FindingParser();
  ~FindingParser();
  /// Unknown keys are passed over, keys of the wrong type count as absent. An Error where `json` is no JSON object with the kind of a finding.
  Result<FindingView> Parse(std::string_view json);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// "incident", "flow", "figure", "control_line": no kind of record.
bool IsFindingKind(std::string_view kind);

/// The texts of a list without those said before, in their order: "a; b". Empty ones are passed over.
std::string JoinUnique(const std::vector<std::string>& texts, std::string_view between);

}  // namespace dateline
