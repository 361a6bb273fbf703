// Learns which occurrences of different reports are one event: knowledge/findings/same-event-weights.tsv.
#pragma once

#include <string>
#include <string_view>

#include "base/container.h"
#include "dateline/result.h"
#include "train/incident_set.h"

namespace dateline::train {

struct AcrossOptions {
  double l2 = 2;
  size_t folds = 10;
  double merge = 0.5, possibly = 0.2;  ///< probabilities written to the table
  float crowd_weight = 0.3f;           ///< of pairs of different stories, told as if they had happened on the same days: an archive is full of such
};

struct AcrossReport {
  std::string table;  ///< the weights learned from all stories
  std::string told;   ///< what models are worth on stories that they have not seen, in words
};

/// `prior`: the table train/same-event-prior.tsv. Seconds.
Result<AcrossReport> LearnAcross(IncidentSet set, const Container& knowledge, std::string_view prior, const AcrossOptions& options);

/// The occurrences of all reports as events, a finding line each.
Result<std::string> EventLines(const ClaimSet& claims, const Container& knowledge);

}  // namespace dateline::train
