// How sure: a record's probability of being right, by a logistic model over what found it and what it holds (knowledge/confidence.tsv, fitted by
// tools/fit_confidence.py on hand-coded reports). The same features are computed there from the JSON; keep the two in step.
#pragma once

#include <array>

#include "base/container.h"
#include "dateline/document.h"
#include "dateline/result.h"

namespace dateline {

class ConfidenceModel {
 public:
  static Result<ConfidenceModel> Load(const Container& knowledge);
  /// A probability in [0.02, 0.98]. `prior`: the frame's own (`sure`), in (0, 1).
  float Probability(const Record& record, float prior) const;

 private:
  enum Feature : size_t { kBias, kPrior, kEvent, kMovement, kStock, kControl, kStatement, kTwoSlots, kThreeSlots, kNoun, kAttributed, kHedged, kPlaced, kNumber, kFeatures };
  std::array<double, kFeatures> weights_{};
};

}  // namespace dateline
