#include "mentions/parties_binding.h"

namespace dateline {
namespace {

constexpr int kDepth = 24;  ///< steps up a tree; deeper ones are broken anyway

uint32_t Head(const Document& doc, uint32_t t) { return doc.tokens.head[t]; }

/// The first noun of a coordination.
uint32_t Top(const Document& doc, uint32_t t) {
  for (int steps = 0; steps < kDepth && (doc.tokens.deprel[t] == Deprel::kConj || doc.tokens.deprel[t] == Deprel::kFlat || doc.tokens.deprel[t] == Deprel::kAppos) && Head(doc, t) != t; ++steps) {
    // A verb that is coordinated is no noun: stop below it.
    const Upos above = doc.tokens.upos[Head(doc, t)];
    if (above == Upos::kVerb || above == Upos::kAux) break;
    t = Head(doc, t);
  }
  return t;
}

bool IsSubject(Deprel r) { return r == Deprel::kNsubj || r == Deprel::kNsubjPass || r == Deprel::kNsubjOuter; }

bool IsArgument(Deprel r) { return IsSubject(r) || r == Deprel::kObj || r == Deprel::kIobj || r == Deprel::kObl || r == Deprel::kOblAgent; }

bool HasSubject(const Document& doc, uint32_t verb) {
  // Subjects stand near their verb: a few words in front of it, seldom behind.
  const uint32_t from = verb > 40 ? verb - 40 : 0;
  for (uint32_t t = from; t < verb; ++t) {
    if (Head(doc, t) == verb && IsSubject(doc.tokens.deprel[t])) return true;
  }
  return false;
}

/// True where `verb` shares the subject of `owner`: coordinated with it or its open complement.
bool SharesSubject(const Document& doc, uint32_t verb, uint32_t owner) {
  for (int steps = 0; steps < 4 && verb != owner; ++steps) {
    const Deprel r = doc.tokens.deprel[verb];
    if ((r != Deprel::kConj && r != Deprel::kXcomp) || Head(doc, verb) == verb || HasSubject(doc, verb)) return false;
    verb = Head(doc, verb);
  }
  return verb == owner;
}

/// The child of `above` on the way up from `token`; `token` where it does not hang below.
uint32_t ChildToward(const Document& doc, uint32_t token, uint32_t above) {
  uint32_t child = token;
  for (int steps = 0; steps < kDepth; ++steps) {
    const uint32_t head = Head(doc, child);
    if (head == above) return child;
    if (head == child) break;
    child = head;
  }
  return token;
}

bool HangsBelow(const Document& doc, uint32_t child, uint32_t above) { return Head(doc, child) == above && child != above; }

/// "the officer who tortured him": the noun that a relative clause describes is its subject, where "who" is.
bool IsDescribedBy(const Document& doc, uint32_t noun, uint32_t argument) {
  const uint32_t verb = Head(doc, argument);
  if (doc.tokens.deprel[verb] != Deprel::kAclRelcl || Head(doc, verb) != noun || !IsArgument(doc.tokens.deprel[argument]) || IsSubject(doc.tokens.deprel[argument])) return false;
  for (uint32_t t = noun + 1; t < verb; ++t) {
    if (Head(doc, t) == verb && IsSubject(doc.tokens.deprel[t])) return doc.tokens.xpos[t] == Xpos::kWp || doc.tokens.xpos[t] == Xpos::kWdt;
  }
  return false;
}

}  // namespace

uint32_t TreeHead(const Document& doc, uint32_t token) {
  for (int steps = 0; steps < 8 && (doc.tokens.deprel[token] == Deprel::kFlat || doc.tokens.deprel[token] == Deprel::kGoeswith) && Head(doc, token) != token; ++steps) token = Head(doc, token);
  return token;
}

Deprel TopRelation(const Document& doc, uint32_t token) { return doc.tokens.deprel[Top(doc, token)]; }

bool AreCoarguments(const Document& doc, uint32_t a, uint32_t b) {
  const uint32_t x = Top(doc, a), y = Top(doc, b);
  const uint32_t over_x = Head(doc, x), over_y = Head(doc, y);
  if (IsDescribedBy(doc, y, x) || IsDescribedBy(doc, x, y)) return true;
  if (x == y || !IsArgument(doc.tokens.deprel[x]) || !IsArgument(doc.tokens.deprel[y])) return false;
  if (over_x == over_y) return true;
  if (IsSubject(doc.tokens.deprel[y]) && !IsSubject(doc.tokens.deprel[x])) return SharesSubject(doc, over_x, over_y);
  if (IsSubject(doc.tokens.deprel[x]) && !IsSubject(doc.tokens.deprel[y])) return SharesSubject(doc, over_y, over_x);
  return false;
}

bool Commands(const Document& doc, uint32_t subject, uint32_t other) {
  if (!IsSubject(doc.tokens.deprel[subject])) return false;
  const uint32_t verb = Head(doc, subject);
  const uint32_t child = ChildToward(doc, other, verb);
  if (!HangsBelow(doc, child, verb)) return false;
  const Deprel r = doc.tokens.deprel[child];
  return r == Deprel::kCcomp || r == Deprel::kXcomp || r == Deprel::kParataxis || r == Deprel::kObj || r == Deprel::kIobj;
}

bool Speaks(const Document& doc, uint32_t speaker, uint32_t token) {
  if (!IsSubject(doc.tokens.deprel[speaker])) return false;
  const uint32_t verb = Head(doc, speaker);
  const uint32_t child = ChildToward(doc, token, verb);
  if (HangsBelow(doc, child, verb) && child != speaker) {
    const Deprel r = doc.tokens.deprel[child];
    return r == Deprel::kCcomp || r == Deprel::kParataxis;
  }
  // "..., X said": the verb of saying hangs on what is said.
  return doc.tokens.deprel[verb] == Deprel::kParataxis && HangsBelow(doc, ChildToward(doc, token, Head(doc, verb)), Head(doc, verb));
}

bool IsPredicate(const Document& doc, uint32_t token) {
  const uint32_t top = Top(doc, token);
  if (doc.tokens.deprel[top] == Deprel::kXcomp) return true;
  for (uint32_t t = top > 8 ? top - 8 : 0; t < top; ++t) {
    if (Head(doc, t) == top && doc.tokens.deprel[t] == Deprel::kCop) return true;
  }
  return false;
}

uint32_t RelativeNoun(const Document& doc, uint32_t pronoun) {
  uint32_t t = pronoun;
  for (int steps = 0; steps < kDepth; ++steps) {
    if (doc.tokens.deprel[t] == Deprel::kAclRelcl) return Head(doc, t);
    if (Head(doc, t) == t) break;
    t = Head(doc, t);
  }
  return pronoun;
}

}  // namespace dateline
