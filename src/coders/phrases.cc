#include "coders/phrases.h"

#include <algorithm>

#include "base/utf8.h"

namespace dateline::coders {
namespace {

constexpr size_t kShortestStem = 2;
constexpr uint32_t kLongestPhrase = 32;  ///< words; longer ones are never found

bool IsBlank(char c) { return c == ' ' || c == '_' || c == '-' || c == '\t' || c == '~' || c == '='; }

}  // namespace

Word Words::Add(std::string_view lower, bool stem) {
  if (lower.empty()) return 0;
  Map& map = stem ? stems_ : ids_;
  const auto [it, added] = map.emplace(std::string(lower), static_cast<Word>(ids_.size() + stems_.size() + 1));
  if (stem) longest_stem_ = std::max(longest_stem_, lower.size());
  return it->second;
}

Word Words::Find(std::string_view lower) const {
  const auto it = ids_.find(lower);
  return it == ids_.end() ? 0 : it->second;
}

Word Words::FindStem(std::string_view lower) const {
  const auto it = stems_.find(lower);
  return it == stems_.end() ? 0 : it->second;
}

std::vector<Word> ReadPhrase(std::string_view text, bool stem, Words& words) {
  std::vector<Word> out;
  for (size_t at = 0; at < text.size();) {
    size_t end = at;
    while (end < text.size() && !IsBlank(text[end])) ++end;
    if (end > at) out.push_back(words.Add(utf8::Lower(text.substr(at, end - at)), stem && text.find_first_not_of(" _-\t~=", end) == std::string_view::npos));
    at = end + 1;
  }
  return out;
}

void Units::Read(const Document& doc, TokenRange tokens, const Words& words) {
  units_.clear();
  stems_.clear();
  first_.clear();
  begin_ = tokens.begin;
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    first_.push_back(size());
    lower_.clear();
    utf8::AppendLower(doc.token(t), lower_);
    const std::string_view text = lower_;
    const Word lemma = t < doc.tokens.lemma_form.size() ? words.Find(utf8::Lower(doc.tokens.lemma_form[t])) : 0;
    for (size_t at = 0; at < text.size();) {
      const size_t end = std::min(text.find_first_of("-_", at), text.size());
      const std::string_view part = text.substr(at, end - at);
      if (!part.empty()) {
        Unit unit{t, words.Find(part), at == 0 && end == text.size() ? lemma : 0, static_cast<uint32_t>(stems_.size()), 0};
        for (size_t size = std::min(part.size(), words.longest_stem()); size >= kShortestStem; --size) {
          if (const Word stem = words.FindStem(part.substr(0, size)); stem != 0) stems_.push_back(stem);
        }
        unit.stem_count = static_cast<uint32_t>(stems_.size()) - unit.stems;
        units_.push_back(unit);
      }
      at = end + 1;
    }
  }
  first_.push_back(size());
}

bool Units::Is(uint32_t i, Word word, bool lemma) const {
  const Unit& unit = units_[i];
  if (word == 0) return false;
  if (unit.word == word || (lemma && unit.lemma == word)) return true;
  const auto begin = stems_.begin() + unit.stems;
  return std::find(begin, begin + unit.stem_count, word) != begin + unit.stem_count;
}

std::vector<Word> Units::StemsAt(uint32_t i) const {
  const auto begin = stems_.begin() + units_[i].stems;
  return {begin, begin + units_[i].stem_count};
}

uint32_t& Phrases::At(const std::vector<Word>& phrase) {
  uint32_t node = 0;
  for (const Word word : phrase) {
    const auto [it, added] = next_.emplace(uint64_t{node} << 32 | word, static_cast<uint32_t>(values_.size()));
    if (added) values_.push_back(kNone);
    node = it->second;
  }
  return values_[node];
}

Phrases::Match Phrases::Longest(const Units& units, uint32_t at, uint32_t limit) const {
  Match best{kNone, at};
  Walk(units, at, std::min(limit, at + kLongestPhrase), 0, best);
  return best;
}

void Phrases::Walk(const Units& units, uint32_t at, uint32_t limit, uint32_t node, Match& best) const {
  if (node != 0 && values_[node] != kNone && (best.value == kNone || at > best.end)) best = {values_[node], at};
  if (at >= limit) return;
  const auto step = [&](Word word) {
    if (word == 0) return;
    const auto it = next_.find(uint64_t{node} << 32 | word);
    if (it != next_.end()) Walk(units, at + 1, limit, it->second, best);
  };
  step(units[at].word);
  for (const Word stem : units.StemsAt(at)) step(stem);
}

}  // namespace dateline::coders
