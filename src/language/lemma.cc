#include "language/lemma.h"

#include <array>
#include <cstring>

namespace dateline {
namespace {

/// Looks up `stem` + `ending` without allocating.
WordId FindJoined(const Vocabulary& vocabulary, std::string_view stem, std::string_view ending) {
  std::array<char, 64> buffer;
  if (stem.empty() || stem.size() + ending.size() > buffer.size()) return {};
  std::memcpy(buffer.data(), stem.data(), stem.size());
  if (!ending.empty()) std::memcpy(buffer.data() + stem.size(), ending.data(), ending.size());
  return vocabulary.Find({buffer.data(), stem.size() + ending.size()});
}

}  // namespace

WordId LemmaByRule(const Vocabulary& vocabulary, std::string_view lower, Upos upos) {
  struct Rule {
    std::string_view suffix;
    std::array<std::string_view, 3> endings;  ///< tried in turn; "=" undoubles the last letter
  };
  static constexpr std::array<Rule, 4> kNoun = {{{"ies", {"y", "ie", ""}}, {"men", {"man", "", ""}}, {"es", {"e", "", ""}}, {"s", {"", "", ""}}}};
  static constexpr std::array<Rule, 6> kVerb = {{{"ies", {"y", "", ""}}, {"ied", {"y", "", ""}}, {"ing", {"", "e", "="}}, {"ed", {"", "e", "="}}, {"es", {"e", "", ""}}, {"s", {"", "", ""}}}};
  const auto run = [&](const auto& rules) -> WordId {
    for (const Rule& rule : rules) {
      if (lower.size() < rule.suffix.size() + 3 || !lower.ends_with(rule.suffix)) continue;
      const std::string_view stem = lower.substr(0, lower.size() - rule.suffix.size());
      for (const std::string_view ending : rule.endings) {
        const bool undouble = ending == "=";
        if (undouble && (stem.size() < 3 || stem[stem.size() - 1] != stem[stem.size() - 2])) continue;
        const WordId id = undouble ? FindJoined(vocabulary, stem.substr(0, stem.size() - 1), {}) : FindJoined(vocabulary, stem, ending);
        if (id.valid()) return id;
      }
    }
    return {};
  };
  return upos == Upos::kNoun ? run(kNoun) : run(kVerb);
}

}  // namespace dateline
