// The rules by which conflicting figures become one interval; the rule's name stands beside every number (docs/fusion.md has their formulas).
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "dateline/result.h"

namespace dateline {

enum class Rule : uint8_t { kDateline, kUcdp, kAcled, kGtd, kAirwars, kIbc, kIdmc };
inline constexpr size_t kRules = 7;
/// "dateline", "ucdp", "acled", "gtd", "airwars", "ibc", "idmc".
std::string_view Name(Rule rule);
/// An Error that lists the rules for another name.
Result<Rule> RuleByName(std::string_view name);

/// A figure made from claims. low <= best <= high among those given; NaN: open or not given.
struct FusedFigure {
  static constexpr double kOpen = std::numeric_limits<double>::quiet_NaN();
  double low = kOpen, best = kOpen, high = kOpen;
  Rule rule = Rule::kDateline;
  bool provisional = false;  ///< the rule asks for more sources than there are (IBC)
  uint32_t claims = 0;       ///< that bear on it
  uint32_t origins = 0;      ///< independent ones among them
  std::string logic;         ///< how the number came out, in words

  bool given() const { return best == best; }
};

}  // namespace dateline
