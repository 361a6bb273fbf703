// Learns knowledge/findings/same-event-weights.tsv: which occurrences of different reports are one event; and measures it by stories it has not seen.
#pragma once

#include <string>
#include <vector>

#include "base/container.h"
#include "dateline/result.h"
#include "train/incident_set.h"

namespace dateline::train {

struct AcrossOptions {
  std::string out;          ///< file to write; empty: only measure
  double l2 = 2;
  double merge = 0.5, possibly = 0.2;
  size_t folds = 5;
  float crowd_weight = 0.3f;  ///< of pairs of different stories, told as if they had happened on the same days: an archive holds many such
};

/// Prints the figures of the cross-validation and writes the table learned from all stories.
Result<void> LearnAcross(IncidentSet set, const Container& knowledge, const AcrossOptions& options);

/// Clusters the occurrences of record lines and prints them as finding lines, for measuring before the program has findings.
Result<void> PrintEvents(const ClaimSet& claims, const Container& knowledge, int threads);

}  // namespace dateline::train
