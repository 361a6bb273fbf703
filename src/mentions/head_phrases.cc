#include "mentions/head_phrases.h"

#include <algorithm>
#include <string>

#include "mentions/parties_names.h"

namespace dateline {
namespace {

/// The regular plural; lemmatizers do not know every noun.
std::string Plural(std::string_view noun) {
  const auto ends = [&](std::string_view end) { return noun.ends_with(end); };
  if (ends("y") && noun.size() > 2 && std::string_view("aeiou").find(noun[noun.size() - 2]) == std::string_view::npos) return std::string(noun.substr(0, noun.size() - 1)) + "ies";
  if (ends("ch") || ends("sh") || ends("s") || ends("x")) return std::string(noun) + "es";
  return std::string(noun) + "s";
}

}  // namespace

bool HeadPhrases::Add(std::string_view text, uint32_t row, Vocabulary& vocabulary) {
  std::vector<std::string> pieces;
  NamePieces(text, pieces);
  if (pieces.empty()) return true;
  Phrase phrase;
  phrase.row = row;
  for (size_t i = pieces.size() - 1; i-- > 0;) phrase.before.push_back(vocabulary.Intern(pieces[i]));
  AddForm(vocabulary.Intern(Plural(pieces.back())), phrase);
  return AddForm(vocabulary.Intern(pieces.back()), std::move(phrase));
}

bool HeadPhrases::AddForm(WordId head, Phrase phrase) {
  if (head.value >= by_head_.size()) by_head_.resize(head.value + 1024);
  auto& list = by_head_[head.value];
  if (std::any_of(list.begin(), list.end(), [&](const Phrase& p) { return p.before == phrase.before; })) return false;
  const auto at = std::find_if(list.begin(), list.end(), [&](const Phrase& p) { return p.before.size() < phrase.before.size(); });
  list.insert(at, std::move(phrase));
  return true;
}

HeadPhrases::Hit HeadPhrases::Try(const Document& doc, uint32_t begin, uint32_t head, WordId key) const {
  if (!key.valid() || key.value >= by_head_.size()) return {};
  for (const Phrase& phrase : by_head_[key.value]) {
    uint32_t t = head;
    bool all = true;
    for (const WordId word : phrase.before) {
      if (t > begin + 1 && IsGlueHyphen(doc, t - 1)) --t;
      if (t == begin || (doc.tokens.word[t - 1] != word && doc.tokens.lemma[t - 1] != word)) {
        all = false;
        break;
      }
      --t;
    }
    if (all) return {phrase.row, t};
  }
  return {};
}

HeadPhrases::Hit HeadPhrases::Longest(const Document& doc, uint32_t begin, uint32_t head) const {
  const WordId word = doc.tokens.word[head], lemma = doc.tokens.lemma[head];
  const Hit out = Try(doc, begin, head, word);
  if (lemma == word) return out;
  const Hit other = Try(doc, begin, head, lemma);
  return other && (!out || other.begin < out.begin) ? other : out;
}

}  // namespace dateline
