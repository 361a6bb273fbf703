// What is measured of a rule: coverage, error, exactness, width. Every number is a mean over incidents.
#pragma once

#include <string>
#include <vector>

#include "bench/simulate/world.h"
#include "findings/figures.h"

namespace simulate {

/// A rule, or a baseline that looks at the figures of all reports alike.
enum class Baseline : uint8_t { kMin, kMax, kMedian, kLatest, kMean };
struct Method {
  std::string name;
  bool is_rule = true;
  dateline::FigureRule rule = dateline::FigureRule::kDateline;
  Baseline baseline = Baseline::kMin;
};
/// The seven rules, then the five baselines.
const std::vector<Method>& Methods();

struct Score {
  uint64_t incidents = 0, given = 0, covered = 0, exact = 0, open = 0, below = 0, above = 0;
  double error = 0, width = 0;  ///< sums of |ln(1+best) - ln(1+truth)| and, where both ends are given, of ln(1+high) - ln(1+low)
  uint64_t point = 0;           ///< low = best = high

  void Add(const Score& other);
  // Means; 0 where nothing is counted.
  double Coverage() const { return Ratio(covered, given); }
  double Error() const { return given > 0 ? error / static_cast<double>(given) : 0; }
  double Exact() const { return Ratio(exact, given); }
  double Open() const { return Ratio(open, given); }
  double Point() const { return Ratio(point, given); }
  double Width() const { return given > open ? width / static_cast<double>(given - open) : 0; }
  double Given() const { return Ratio(given, incidents); }
  double Below() const { return Ratio(below, given); }  ///< truth below low
  double Above() const { return Ratio(above, given); }

 private:
  static double Ratio(uint64_t a, uint64_t b) { return b > 0 ? static_cast<double>(a) / static_cast<double>(b) : 0; }
};

/// Adds one figure to a score.
void Count(const dateline::FusedFigure& figure, double truth, Score& score);

/// Classes of the true size, and of the number of origins, that scores are broken down by.
inline constexpr std::string_view kSizeClasses[] = {"1-4", "5-24", "25-99", "100+"};
inline constexpr std::string_view kOriginClasses[] = {"1", "2", "3-5", "6+"};

struct ScenarioScores {
  std::vector<Score> all;  ///< by method
  std::vector<std::array<Score, 4>> by_size, by_origins;
};

/// `n` incidents of a scenario from `seed`, by every method.
ScenarioScores Run(const dateline::FigureRules& rules, const Scenario& scenario, uint64_t seed, uint32_t n);

/// What UCDP's rule makes of incidents read with perfect care, beside what UCDP GED shows.
struct Moments {
  double ranged[3] = {};                     ///< share with low < high, of one, two, three and more sources
  double point = 0;                          ///< share with low = best = high
  double best_is_low = 0, best_is_high = 0;  ///< of the ranged
};
Moments CodersMoments(const dateline::FigureRules& rules, uint64_t seed, uint32_t n);

}  // namespace simulate
