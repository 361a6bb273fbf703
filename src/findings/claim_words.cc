#include "findings/claim_words.h"

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "base/utf8.h"

namespace dateline {
namespace {

constexpr size_t kLeastContent = 4;  ///< shorter words tell nothing of what is spoken of

uint32_t StemHash(std::string_view word) { return static_cast<uint32_t>(Hash64(Stem(word))); }

/// Cuts lower-case text into words of letters, digits, hyphens and apostrophes.
void Cut(std::string_view lower, std::vector<std::string_view>& out) {
  out.clear();
  for (size_t at = 0; at < lower.size();) {
    const auto is_word = [&](size_t i) {
      const auto c = static_cast<unsigned char>(lower[i]);
      return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'' || c == '-';
    };
    size_t end = at;
    while (end < lower.size() && is_word(end)) ++end;
    if (end > at) out.push_back(lower.substr(at, end - at));
    at = std::max(end, at + 1);
  }
}

/// Words after which a trigger is no noun with an article: "the governor was killed".
bool IsVerbBefore(std::string_view word) {
  static constexpr std::array<std::string_view, 20> kWords = {"was", "were", "is", "are", "be", "been", "being", "has", "have", "had", "who", "which", "that", "to", "and", "of", "by", "in", "on", "from"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

/// How the noun that begins at `at` is introduced.
Definiteness ArticleOf(const std::vector<std::string_view>& words, size_t at) {
  constexpr size_t kReach = 3;  // "the deadly car" bombing
  for (size_t back = 1; back <= kReach && back <= at; ++back) {
    const std::string_view word = words[at - back];
    if (IsVerbBefore(word) && !(back == 1 && word == "that")) return Definiteness::kBare;
    if (word == "the" || word == "this" || word == "these" || word == "those" || word == "that" || word.ends_with("'s") || word == "his" || word == "its" || word == "their") return Definiteness::kDefinite;
    if (word == "a" || word == "an") return Definiteness::kIndefinite;
  }
  return Definiteness::kBare;
}

}  // namespace

std::string_view Stem(std::string_view lower) {
  static constexpr std::array<std::string_view, 9> kEndings = {"ings", "ing", "ions", "ion", "ed", "ers", "er", "es", "s"};
  for (const std::string_view ending : kEndings) {
    if (lower.size() >= ending.size() + 3 && lower.ends_with(ending)) {
      lower.remove_suffix(ending.size());
      break;
    }
  }
  if (lower.size() > 3 && (lower.back() == 'e' || lower.back() == 'y' || lower.back() == 'i')) lower.remove_suffix(1);
  if (lower.size() > 3 && lower[lower.size() - 1] == lower[lower.size() - 2]) lower.remove_suffix(1);
  return lower;
}

Result<ClaimWordReader> ClaimWordReader::Load(const Container& knowledge) {
  ClaimWordReader out;
  const auto classes = knowledge.OpenTable("findings/trigger-classes.tsv");
  if (!classes) return classes.error();
  uint8_t number = 0;
  for (const Table::Row& row : classes->rows()) {
    ++number;
    if (row.cells[0] == "effect") out.effect_ = number;
    if (row.cells[0] == "any") out.any_ = number;
    if (row.cells[0] == "clash") out.clash_ = number;
    for (const std::string_view word : SplitList(row.cells[1], '|')) {
      if (!out.classes_.emplace(std::string(word), number).second) return Error{classes->Where(row), "\"" + std::string(word) + "\" stands in two classes", "one class a word"};
    }
  }
  const auto cues = knowledge.OpenTable("findings/cues.tsv");
  if (!cues) return cues.error();
  static constexpr std::array<std::string_view, 6> kNames = {"new", "background", "period", "later", "with", "plain"};
  std::vector<std::string_view> words;
  for (const Table::Row& row : cues->rows()) {
    const auto cue = std::find(kNames.begin(), kNames.end(), row.cells[1]);
    Cut(row.cells[0], words);
    if (cue == kNames.end() || words.empty()) return Error{cues->Where(row), "\"" + std::string(row.cells[1]) + "\"", "new, background, period, later, with or plain"};
    out.phrases_[std::string(words[0])].push_back({{words.begin() + 1, words.end()}, static_cast<Cue>(cue - kNames.begin())});
  }
  for (auto& [first, phrases] : out.phrases_) {
    std::stable_sort(phrases.begin(), phrases.end(), [](const Phrase& a, const Phrase& b) { return a.words.size() > b.words.size(); });
  }
  return out;
}

void ClaimWordReader::Take(Cue cue, ClaimWords& out) {
  if (cue == Cue::kPlain) return;
  (cue == Cue::kNew ? out.fresh : cue == Cue::kBackground ? out.background : cue == Cue::kPeriod ? out.period : cue == Cue::kLater ? out.later : out.with) = true;
}

void ClaimWordReader::Read(std::string_view quote, std::string_view trigger, ClaimWords& out) const {
  std::vector<uint32_t> content = std::move(out.content);
  content.clear();
  out = {};
  const std::string lower = utf8::Lower(quote), lower_trigger = utf8::Lower(trigger);
  std::vector<std::string_view> words, trigger_words;
  Cut(lower, words);
  Cut(lower_trigger, trigger_words);
  // A class that says what was done goes before one that only says that something was.
  const auto rank = [&](uint8_t of) { return of == 0 ? 0 : IsAny(of) ? 1 : IsEffect(of) ? 2 : 3; };
  for (const std::string_view word : trigger_words) {
    const auto found = classes_.find(std::string(word));
    if (found != classes_.end() && rank(found->second) > rank(out.trigger_class)) out.trigger_class = found->second;
  }
  if (!trigger_words.empty()) {
    out.trigger = StemHash(trigger_words.back());
    out.plural = trigger_words.back().size() > 4 && trigger_words.back().ends_with("s") && !trigger_words.back().ends_with("ss");
    const auto at = std::search(words.begin(), words.end(), trigger_words.begin(), trigger_words.end());
    if (at != words.end() && !trigger_words.back().ends_with("ed")) out.article = ArticleOf(words, static_cast<size_t>(at - words.begin()));
  }
  for (size_t i = 0; i < words.size(); ++i) {
    out.since |= words[i] == "since";
    const auto found = phrases_.find(std::string(words[i]));
    const bool plain = found != phrases_.end() && found->second.back().cue == Cue::kPlain && found->second.back().words.empty();
    if (!plain && words[i].size() >= kLeastContent && std::find(trigger_words.begin(), trigger_words.end(), words[i]) == trigger_words.end()) content.push_back(StemHash(words[i]));
    if (found == phrases_.end()) continue;
    for (const Phrase& phrase : found->second) {
      if (i + 1 + phrase.words.size() > words.size() || !std::equal(phrase.words.begin(), phrase.words.end(), words.begin() + static_cast<ptrdiff_t>(i) + 1)) continue;
      Take(phrase.cue, out);
      break;
    }
  }
  std::sort(content.begin(), content.end());
  content.erase(std::unique(content.begin(), content.end()), content.end());
  out.content = std::move(content);
}

}  // namespace dateline
