// Discards: phrases whose sentence, or whole report, is out of the project's scope.
#include <algorithm>

#include "base/table.h"
#include "base/utf8.h"
#include "mentions/dictionaries.h"

namespace dateline {
namespace {

/// Takes the tokens outside of `kept` sentences out of the columns that the splitter fills.
template <class T>
void Keep(std::vector<T>& column, const std::vector<Sentence>& kept, size_t size) {
  if (column.size() != size) return;  // a later stage's
  size_t out = 0;
  for (const Sentence& sentence : kept) {
    for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) column[out++] = column[t];
  }
  column.resize(out);
}

/// Words as the phrases have them: lower case, without hyphens between.
void WordsOf(const Document& doc, TokenRange tokens, std::vector<std::string>& out) {
  out.clear();
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    if (doc.token(t) == "-") continue;
    out.emplace_back();
    utf8::AppendLower(doc.token(t), out.back());
  }
}

}  // namespace

void Discards::Add(std::string_view phrase, bool story, bool stem) {
  Phrase added;
  added.story = story;
  added.stem = stem;
  std::string spaced;
  for (const char c : phrase) spaced += c == '-' ? ' ' : c;
  for (const std::string_view word : SplitList(spaced, ' ')) added.words.emplace_back(word);
  if (added.words.empty()) return;
  if (stem && added.words.size() == 1) longest_stem_ = std::max(longest_stem_, added.words[0].size());
  by_first_[added.words[0]].push_back(static_cast<uint32_t>(phrases_.size()));
  phrases_.push_back(std::move(added));
}

bool Discards::Stands(const Phrase& phrase, const std::vector<std::string>& words, size_t at) const {
  if (words.size() - at < phrase.words.size()) return false;
  for (size_t i = 0; i < phrase.words.size(); ++i) {
    const bool last = i + 1 == phrase.words.size();
    if (phrase.stem && last ? !words[at + i].starts_with(phrase.words[i]) : words[at + i] != phrase.words[i]) return false;
  }
  return true;
}

Discards::Found Discards::Look(const std::vector<std::string>& words) const {
  Found found = Found::kNothing;
  const auto look = [&](const std::string& first, size_t at) {
    const auto it = by_first_.find(first);
    if (it == by_first_.end()) return;
    for (const uint32_t p : it->second) {
      if (!Stands(phrases_[p], words, at)) continue;
      found = std::max(found, phrases_[p].story ? Found::kStory : Found::kSentence);
    }
  };
  for (size_t at = 0; at < words.size() && found != Found::kStory; ++at) {
    look(words[at], at);
    for (size_t size = std::min(longest_stem_, words[at].size() - 1); size > 0 && size < words[at].size(); --size) look(words[at].substr(0, size), at);
  }
  return found;
}

Discards::Found Discards::Look(const Document& doc, TokenRange tokens, std::vector<std::string>& words) const {
  if (phrases_.empty()) return Found::kNothing;
  WordsOf(doc, tokens, words);
  return Look(words);
}

void Discards::Apply(Document& doc) const {
  if (phrases_.empty()) return;
  std::vector<Sentence> kept;
  std::vector<std::string> words;
  const size_t sentences = doc.sentences.size(), size = doc.tokens.size();
  for (const Sentence& sentence : doc.sentences) {
    const Found found = Look(doc, sentence.tokens, words);
    if (found == Found::kStory) {
      doc.story_discarded = true;
      kept.clear();
      break;
    }
    if (found == Found::kNothing) kept.push_back(sentence);
  }
  doc.sentences_discarded = static_cast<uint32_t>(sentences - kept.size());
  if (kept.size() == sentences) return;
  TokenTable& t = doc.tokens;
  Keep(t.end, kept, size);
  Keep(t.shape, kept, size);
  Keep(t.word, kept, size);
  Keep(t.begin, kept, size);
  uint32_t at = 0;
  for (Sentence& sentence : kept) {
    const uint32_t count = sentence.tokens.size();
    sentence.tokens = {at, at + count};
    at += count;
  }
  doc.sentences = std::move(kept);
}

}  // namespace dateline
