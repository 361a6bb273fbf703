// Small questions to the tree of a sentence that the rules of arguments share.
#pragma once

#include "records/arguments.h"

namespace dateline {

inline bool IsSubject(Deprel d) { return d == Deprel::kNsubj || d == Deprel::kNsubjPass || d == Deprel::kNsubjOuter; }
inline bool IsPhrase(Deprel d) { return d == Deprel::kObl || d == Deprel::kOblAgent || d == Deprel::kNmod || d == Deprel::kOblUnmarked || d == Deprel::kNmodUnmarked; }
inline bool IsVerbal(Upos u) { return u == Upos::kVerb || u == Upos::kAux; }
/// "who", "which", "that", "whom", "whose" as pronouns.
bool IsRelative(const Document& doc, const GrammarWords& words, uint32_t token);
/// The first child of `token` with this relation; SyntaxTree::kNone: none.
uint32_t ChildWith(const Document& doc, const SyntaxTree& tree, uint32_t token, Deprel deprel);
/// True when `token` stands in a party that is people.
bool IsPeople(const ArgumentView& view, uint32_t token);
/// The noun above `noun` that it is a part or an addition of; SyntaxTree::kNone: it stands alone.
uint32_t NounAbove(const ArgumentView& view, uint32_t noun);
/// The noun that the relative clause around `token` describes. Of "a fighter with Somali roots, who" the nearest is not the one meant; nor is it of "an attack by two
/// bombers in Baghdad that killed 36".
uint32_t Antecedent(const ArgumentView& view, uint32_t token, WordId pronoun);

}  // namespace dateline
