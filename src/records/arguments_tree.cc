#include "records/arguments_tree.h"

#include <algorithm>

namespace dateline {
namespace {

constexpr uint32_t kNone = SyntaxTree::kNone;

}  // namespace

bool IsRelative(const Document& doc, const GrammarWords& w, uint32_t t) {
  const WordId word = doc.tokens.word[t];
  return doc.tokens.upos[t] == Upos::kPron && (word == w.who || word == w.which || word == w.that || word == w.whom || word == w.whose);
}

uint32_t ChildWith(const Document& doc, const SyntaxTree& tree, uint32_t token, Deprel deprel) {
  for (const uint32_t c : ChildrenOf(tree, token)) {
    if (doc.tokens.deprel[c] == deprel) return c;
  }
  return kNone;
}

bool IsPeople(const ArgumentView& v, uint32_t token) {
  const auto end = v.doc.parties.begin() + std::min<std::ptrdiff_t>(v.parties, static_cast<std::ptrdiff_t>(v.doc.parties.size()));
  const auto it = std::lower_bound(v.doc.parties.begin(), end, token, [](const PartyMention& p, uint32_t t) { return p.tokens.end <= t; });
  return it != end && it->tokens.Contains(token) && it->is_people;
}

uint32_t NounAbove(const ArgumentView& v, uint32_t noun) {
  const Deprel d = v.doc.tokens.deprel[noun];
  const uint32_t parent = v.tree.Parent(noun);
  return parent != kNone && parent < noun && (d == Deprel::kNmod || d == Deprel::kAppos) ? parent : kNone;
}

uint32_t Antecedent(const ArgumentView& v, uint32_t token, WordId pronoun) {
  for (uint32_t t = token; t != kNone; t = v.tree.Parent(t)) {
    const Deprel d = v.doc.tokens.deprel[t];
    if ((d != Deprel::kAclRelcl && d != Deprel::kAcl) || v.tree.Parent(t) == kNone) continue;
    const uint32_t nearest = v.tree.Parent(t);
    if (v.parties == 0) return nearest;
    const bool person = pronoun == v.words.who || pronoun == v.words.whom || pronoun == v.words.whose;
    if (person && IsPeople(v, nearest)) return nearest;
    uint32_t top = nearest;
    for (uint32_t up = NounAbove(v, nearest); up != kNone; up = NounAbove(v, up)) {
      if (person && IsPeople(v, up)) return up;
      top = up;
    }
    const bool unfit = !person && (IsPeople(v, nearest) || v.doc.tokens.upos[nearest] == Upos::kPropn);
    return unfit && !IsPeople(v, top) && v.doc.tokens.upos[top] == Upos::kNoun ? top : nearest;
  }
  return kNone;
}

}  // namespace dateline
