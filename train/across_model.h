// Learns which occurrences of different reports are one event: knowledge/findings/same-event-weights.tsv.
#pragma once

#include <string>
#include <string_view>

#include "base/container.h"
#include "dateline/result.h"
#include "train/incident_set.h"

namespace dateline::train {

struct AcrossOptions {
  double l2 = 4;
  size_t folds = 10;
  double merge = 0.25, possibly = 0.08;  ///< probabilities written to the table
  uint32_t crowd = 300;                ///< of a thousand pairs of different stories so many are learned from, told as if they had happened on the same days: an archive is full of such
};

struct AcrossReport {
  std::string table;  ///< the weights learned from all stories
  std::string told;   ///< what models are worth on stories that they have not seen, in words
};

/// `prior`: the table train/same-event-prior.tsv. Seconds.
Result<AcrossReport> LearnAcross(IncidentSet set, const Container& knowledge, std::string_view prior, const AcrossOptions& options);

/// The occurrences of all reports as events, a finding line each. `told`: what blocking finds of all pairs that score for a merge, O(occurrences^2); null: not asked.
Result<std::string> EventLines(const ClaimSet& claims, const Container& knowledge, std::string* told);

}  // namespace dateline::train
