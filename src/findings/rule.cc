#include "findings/rule.h"

#include <array>

namespace dateline {
namespace {

constexpr std::array<std::string_view, kRules> kNames = {"dateline", "ucdp", "acled", "gtd", "airwars", "ibc", "idmc"};

}  // namespace

std::string_view Name(Rule rule) { return kNames[static_cast<size_t>(rule)]; }

Result<Rule> RuleByName(std::string_view name) {
  std::string all;
  for (size_t i = 0; i < kRules; ++i) {
    if (kNames[i] == name) return static_cast<Rule>(i);
    all.append(i == 0 ? "" : ", ").append(kNames[i]);
  }
  return Error{"--rule", "no rule \"" + std::string(name) + "\"", "one of " + all};
}

}  // namespace dateline
