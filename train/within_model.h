// Learns which claims of a report speak of one happening.
#pragma once

#include <string>

#include "dateline/result.h"
#include "findings/within.h"
#include "train/incident_set.h"

namespace dateline::train {

struct WithinReport {
  std::string table;     ///< knowledge/findings/within-weights.tsv
  double precision = 0, recall = 0, f1 = 0;  ///< B-cubed over labelled claims, by stories that the weights had not seen
  double calibration_error = 0;              ///< of the pairs, ten bins of equal mass
};

/// `folds` parts by story. Seconds.
WithinReport LearnWithin(const IncidentSet& set, MentionMerger merger, double l2, size_t folds, bool show_errors);

}  // namespace dateline::train
