#include "mentions/head_phrases.h"

#include <algorithm>

#include "mentions/parties_names.h"

namespace dateline {

std::string PluralOf(std::string_view noun) {
  const auto ends = [&](std::string_view end) { return noun.ends_with(end); };
  const auto with = [&](size_t cut, std::string_view end) { return std::string(noun.substr(0, noun.size() - cut)) + std::string(end); };
  if (ends("woman")) return with(5, "women");
  if (ends("man") && noun != "human" && noun != "german") return with(3, "men");
  if (ends("child")) return with(0, "ren");
  if (ends("knife") || ends("wife")) return with(2, "ves");
  if (ends("y") && noun.size() > 2 && std::string_view("aeiou").find(noun[noun.size() - 2]) == std::string_view::npos) return with(1, "ies");
  if (ends("ch") || ends("sh") || ends("s") || ends("x")) return with(0, "es");
  return with(0, "s");
}

bool HeadPhrases::Add(std::string_view text, uint32_t row, Vocabulary& vocabulary) {
  std::vector<std::string> pieces;
  NamePieces(text, pieces);
  if (pieces.empty()) return true;
  Phrase phrase;
  phrase.row = row;
  const WordId head = vocabulary.Intern(pieces.back());
  for (size_t i = pieces.size() - 1; i-- > 0;) phrase.before.push_back(vocabulary.Intern(pieces[i]));
  if (head.value >= by_head_.size()) by_head_.resize(head.value + head.value / 2 + 1024);
  auto& list = by_head_[head.value];
  if (std::any_of(list.begin(), list.end(), [&](const Phrase& p) { return p.before == phrase.before; })) return false;
  const auto at = std::find_if(list.begin(), list.end(), [&](const Phrase& p) { return p.before.size() < phrase.before.size(); });
  list.insert(at, std::move(phrase));
  return true;
}

bool HeadPhrases::Fits(const Document& doc, uint32_t begin, uint32_t head, const Phrase& phrase, uint32_t& first) {
  uint32_t t = head;
  for (const WordId word : phrase.before) {
    if (t > begin + 1 && IsGlueHyphen(doc, t - 1)) --t;
    if (t == begin || (doc.tokens.word[t - 1] != word && doc.tokens.lemma[t - 1] != word)) return false;
    --t;
  }
  first = t;
  return true;
}

uint32_t HeadPhrases::Alone(WordId word) const {
  if (!word.valid() || word.value >= by_head_.size() || by_head_[word.value].empty()) return kNone;
  const Phrase& shortest = by_head_[word.value].back();
  return shortest.before.empty() ? shortest.row : kNone;
}

}  // namespace dateline
