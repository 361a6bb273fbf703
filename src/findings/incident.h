// Incidents: the occurrences of one real event, told by many reports, as one finding.
#pragma once

#include <span>
#include <vector>

#include "findings/figure_words.h"
#include "findings/corrections.h"
#include "findings/figures.h"
#include "findings/finding.h"
#include "findings/occurrence.h"

namespace dateline {

/// What the makers of findings work with.
struct FindingTools {
  const ClaimSet& set;
  const Corrections& corrections;
  const FigureRules& rules;
  const FigureWords& words;
  FigureRule rule = FigureRule::kDateline;
};

/// One incident from what its reports say (at least one occurrence). O(n log n) in their claims.
Finding MakeIncident(const FindingTools& tools, std::span<const Occurrence* const> occurrences);

/// Sets `credibility` and why, by the written rules of docs/fusion.md; a digit set by a person stands before them.
void SetCredibility(const FindingTools& tools, Finding& finding);

}  // namespace dateline
