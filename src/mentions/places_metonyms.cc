// "Ankara accuses", "talks with Damascus", "Moscow's decision": a place that stands for those who rule it. Read from the tree, with the words of words.tsv that
// take somebody with a will; where none of them governs the name, it stays a place.
#include <algorithm>

#include "mentions/places_workspace.h"

namespace dateline {
namespace {

constexpr int kMostConjuncts = 4;

/// The token of the range whose head lies outside of it.
uint32_t HeadOf(const Document& doc, TokenRange tokens) {
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    if (!tokens.Contains(doc.tokens.head[t])) return t;
  }
  return tokens.end - 1;
}

bool IsPreposition(std::string_view word) {
  for (const std::string_view p : {"with", "to", "on", "against", "between", "from", "of", "for", "by", "toward", "towards"}) {
    if (word == p) return true;
  }
  return false;
}

}  // namespace

bool PlaceFinder::Governs(const Document& doc, uint32_t token, uint32_t classes) const {
  const auto is = [&](WordId word) { return word.valid() && words_.At(word).Is(classes, true); };
  return is(doc.tokens.lemma[token]) || is(doc.tokens.word[token]);
}

bool PlaceFinder::IsMetonym(const Document& doc, const Workspace& work, const Spot& spot, const PlaceMention& place) const {
  const auto& tok = doc.tokens;
  if (tok.deprel.size() != tok.size() || tok.lemma.size() != tok.size() || place.is_demonym || place.is_dateline || place.precision == 7) return false;
  uint32_t h = HeadOf(doc, spot.tokens);
  for (int i = 0; i < kMostConjuncts && tok.deprel[h] == Deprel::kConj && tok.head[h] != h && IsCapital(doc, tok.head[h]); ++i) h = tok.head[h];
  const uint32_t governor = tok.head[h];
  if (governor == h || spot.tokens.Contains(governor)) return false;
  // The preposition, where there is one, stands before the first of the names that go together.
  const uint32_t first = doc.sentences[spot.sentence].tokens.begin;
  uint32_t p = h == HeadOf(doc, spot.tokens) ? spot.tokens.begin : h;
  while (p > first && (work.words[p - 1] == words_.the || tok.deprel[p - 1] == Deprel::kCompound)) --p;
  const std::string_view before = p > first ? doc.token(p - 1) : std::string_view();
  const bool preposition = p > first && tok.upos[p - 1] == Upos::kAdp;
  switch (tok.deprel[h]) {
    case Deprel::kNsubj:
    case Deprel::kNsubjOuter: return !preposition && Governs(doc, governor, kWill | kSpeechWord);
    case Deprel::kNsubjPass: return !preposition && Governs(doc, governor, kAddress);
    case Deprel::kObj:
    case Deprel::kIobj: return !preposition && Governs(doc, governor, kAddress);
    case Deprel::kOblAgent: return Governs(doc, governor, kWill | kSpeechWord);
    case Deprel::kNmodPoss: return Governs(doc, governor, kOrgan | kDeed);
    case Deprel::kCompound:
    case Deprel::kNmodDesc: return Governs(doc, governor, kOrgan);
    case Deprel::kNmod:
    case Deprel::kObl:
      if (!preposition) return false;
      if (work.words[p - 1] == words_.by) return tok.xpos[governor] == Xpos::kVbn && Governs(doc, governor, kWill | kSpeechWord);
      if (p - 1 > first && work.words[p - 2] == words_.according) return true;
      return IsPreposition(before) && Governs(doc, governor, kDealing);
    default: return false;
  }
}

}  // namespace dateline
