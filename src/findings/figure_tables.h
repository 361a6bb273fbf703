// knowledge/figures.tsv as the rules use it: what each rule reads words and hedges as, and the settings of Dateline's own rule.
#pragma once

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "base/table.h"
#include "findings/figures.h"

namespace dateline {

inline constexpr size_t kHedges = 6;

/// An end of a figure as read from the text.
enum class FigureEnd : uint8_t { kLow, kBest, kHigh, kOpen, kZero };

struct FigureRules::Tables {
  using Reading = std::array<FigureEnd, 3>;  ///< low, best, high
  using Word = std::pair<std::string, double>;

  std::array<std::array<Reading, kHedges>, kFigureRules> reading;
  std::array<std::vector<Word>, kFigureRules> words;
  std::array<double, 5> letter{};  ///< weight of A to E
  double plural_war = 0, plural_peace = 0;
  double tail = 0, spread = 0, sureness = 0, tau_toll = 0, tau_level = 0, fortnight = 0, oldest = 0, oldest_end = 0, floor_stays = 0, ceiling_stays = 0,
         interval_stays = 0, round_from = 0, round_most = 0, doubtful = 0;

  /// Every row must be known, and every rule must read every hedge; errors name file and line.
  static Result<Tables> Read(const Table& table);
};

/// A claim as one rule reads it. Ends are NaN where open; `best` is always a number.
struct FigureReading {
  double low = 0, best = 0, high = 0;
  bool definite = false;  ///< a figure (exact, about, rounded), not a bound or a stretch
};

/// Reads the hedge and the words of a claim as `rule` does. O(words).
FigureReading ReadClaim(const FigureRules::Tables& tables, FigureRule rule, const FigureClaim& claim, const FuseOptions& options);

}  // namespace dateline
