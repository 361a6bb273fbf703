// What the record models weighed: every candidate for a record with its features, kept only when Document::keep_candidates asks (`explain`, `why-not`, training).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/record.h"
#include "dateline/span.h"

namespace dateline {

/// One feature of a decision as a person reads it ("lemma=attack"), what it is worth (mostly 1) and what it adds to the log-odds.
struct WeighedFeature {
  std::string name;
  float value = 1;
  float weight = 0;
};

/// What became of a candidate. kRival: another reading of the same words was likelier; kMerged: the same happening as another candidate, which took it in;
/// kUnlikely: below the threshold; kTold: a statement whose content holds a record.
enum class Outcome : uint8_t { kRecord, kRival, kMerged, kUnlikely, kOutOfScope, kTold };

/// Which table a filler is a row of.
enum class FillerTable : uint8_t { kParty, kPlace, kTime, kQuantity, kWorkedOut, kChunk };

/// A mention that could fill a slot of a candidate.
struct FillerCandidate {
  FillerTable table = FillerTable::kParty;
  uint32_t row = 0;
  Span span;
  std::string_view by_rule;  ///< slot that the frame gives it; empty: none
  std::string_view slot;     ///< slot that the model gives it; empty: none
  float probability = 0;     ///< of that decision
  std::vector<WeighedFeature> features;
};

struct Candidate {
  static constexpr uint32_t kNone = UINT32_MAX;
  Record record;  ///< as far as it was filled when the decision fell
  Outcome outcome = Outcome::kUnlikely;
  float probability = 0, threshold = 0;
  uint32_t row = kNone;     ///< kRecord: row of Document::records
  uint32_t winner = kNone;  ///< kRival, kMerged: the candidate that stands in its place; the likeliest rival of a record is its runner-up
  std::vector<WeighedFeature> features;  ///< in the order in which they were weighed
  std::vector<FillerCandidate> fillers;
  std::vector<WeighedFeature> stance_features;
};

}  // namespace dateline
