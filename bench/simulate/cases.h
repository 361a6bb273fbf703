// Whole cases: incidents with places, days and weapons, told by reports whose records go through all of fusion. Measures what is merged wrongly, what is split,
// and the figures that come out.
#pragma once

#include <string_view>
#include <vector>

#include "bench/simulate/score.h"
#include "findings/fuse.h"

namespace simulate {

/// How close the incidents of a case lie.
struct CaseSetting {
  std::string_view name;
  std::string_view about;
  uint32_t incidents = 400;
  uint32_t towns = 60;
  int32_t days = 60;
  bool flows = false;  ///< movements of people from town to town, no incidents
};
const std::vector<CaseSetting>& CaseSettings();

struct CaseScores {
  uint32_t incidents = 0, reports = 0, found = 0;
  double merges = 0, splits = 0;  ///< per 100 true incidents
  double b_cubed = 0;             ///< F1 over records
  std::vector<Score> rules;       ///< by FigureRule: the killed of the incident found that holds most records of a true one
};

/// Makes the case of `setting` from `seed` and fuses it by every rule.
CaseScores RunCase(const dateline::Fuser& fuser, const CaseSetting& setting, uint64_t seed);

}  // namespace simulate
