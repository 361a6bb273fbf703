// What the tree says of two nouns of one sentence: whether one can stand for the other at all (binding), who speaks, what a relative pronoun belongs to.
#pragma once

#include <cstdint>

#include "dateline/document.h"

namespace dateline {

/// The word by which the tree knows a phrase that ends at `token`: of a name its first.
uint32_t TreeHead(const Document& doc, uint32_t token);

/// The relation of a noun to what governs it, that of the first of a coordination ("X and Y": both that of X).
Deprel TopRelation(const Document& doc, uint32_t token);

/// True where both are subject, object or adjunct of one verb, be it that the subject is shared by a coordinated verb ("X hit Y and kicked him").
bool AreCoarguments(const Document& doc, uint32_t a, uint32_t b);

/// True where `subject` is the subject of a verb in whose complement `other` stands ("He said that X left": He is not X).
bool Commands(const Document& doc, uint32_t subject, uint32_t other);

/// True where `speaker` is the subject of a verb in whose complement or quotation `token` stands ("X said that he").
bool Speaks(const Document& doc, uint32_t speaker, uint32_t token);

/// True for a noun that says what something is ("He was a writer", "to become a writer", "as a writer").
bool IsPredicate(const Document& doc, uint32_t token);

/// The noun a relative pronoun stands for; the pronoun itself where the tree has none.
uint32_t RelativeNoun(const Document& doc, uint32_t pronoun);

}  // namespace dateline
