#include "language/clauses.h"

#include <algorithm>

namespace dateline {

GrammarWords::GrammarWords(Vocabulary& v)
    : and_(v.Intern("and")), or_(v.Intern("or")), comma(v.Intern(",")), that(v.Intern("that")), which(v.Intern("which")), who(v.Intern("who")), whom(v.Intern("whom")),
      whose(v.Intern("whose")), of(v.Intern("of")), out(v.Intern("out")), by(v.Intern("by")), to(v.Intern("to")), as(v.Intern("as")), with(v.Intern("with")), if_(v.Intern("if")),
      unless(v.Intern("unless")), when(v.Intern("when")), where(v.Intern("where")), after(v.Intern("after")), before(v.Intern("before")), be(v.Intern("be")), from(v.Intern("from")),
      s(v.Intern("'s")), s_curly(v.Intern("'")), not_(v.Intern("not")), no(v.Intern("no")), including(v.Intern("including")), than(v.Intern("than")), there(v.Intern("there")), during(v.Intern("during")) {
  for (const char* text : {"many", "some", "most", "all", "several", "few", "half", "majority", "number", "rest", "each", "both", "none", "dozen", "hundred", "thousand", "million", "score", "hundreds", "thousands", "dozens",
                           "millions", "scores", "tens", "handful", "group", "lot", "total", "part", "remainder", "percent", "member", "one", "two", "three"}) {
    quantity.push_back(v.Intern(text));
  }
}

void Clauses::Read(const Document& doc, const GrammarWords& words, uint32_t sentence) {
  first_ = doc.first_chunk[sentence];
  last_ = doc.first_chunk[sentence + 1];
  const TokenRange tokens = doc.sentences[sentence].tokens;
  begin_ = tokens.begin;
  body_ = doc.sentences[sentence].role == PartRole::kBody;
  nouns_.assign(last_ - first_, {});
  verbs_.assign(last_ - first_, {});
  chunk_of_.assign(tokens.size(), kNone);
  for (uint32_t c = first_; c < last_; ++c) {
    for (uint32_t t = doc.chunks[c].tokens.begin; t < doc.chunks[c].tokens.end; ++t) chunk_of_[t - begin_] = c;
  }
  ReadNouns(doc, words, tokens);
  ReadVerbs(doc, words, tokens);
}

uint32_t Clauses::ChunkAt(uint32_t token) const { return token < begin_ || token - begin_ >= chunk_of_.size() ? kNone : chunk_of_[token - begin_]; }

uint32_t Clauses::Named(const Document& doc, const GrammarWords& w, uint32_t chunk) const {
  if (chunk == kNone || chunk + 1 >= last_ || doc.chunks[chunk].kind != ChunkKind::kNoun || doc.chunks[chunk + 1].kind != ChunkKind::kNoun) return chunk;
  const uint32_t of = doc.chunks[chunk].tokens.end, head = doc.chunks[chunk].head;
  if (of >= doc.tokens.size() || doc.tokens.word[of] != w.of || nouns_[chunk + 1 - first_].preposition != of) return chunk;
  const bool quantity = doc.tokens.upos[head] == Upos::kNum || std::find(w.quantity.begin(), w.quantity.end(), doc.tokens.lemma[head]) != w.quantity.end() ||
                        std::find(w.quantity.begin(), w.quantity.end(), doc.tokens.word[head]) != w.quantity.end();
  return quantity ? chunk + 1 : chunk;
}

/// True when nothing but the hedge of a figure stands in `tokens` ("at least | 130 families").
bool Clauses::OnlyHedge(const Document& doc, TokenRange tokens) {
  if (tokens.empty()) return true;
  const auto figure = std::lower_bound(doc.quantities.begin(), doc.quantities.end(), tokens.begin, [](const QuantityMention& q, uint32_t t) { return q.tokens.end <= t; });
  return figure != doc.quantities.end() && figure->tokens.begin <= tokens.begin && tokens.end <= figure->tokens.end;
}

uint32_t Clauses::VerbOf(const Document& doc, uint32_t token) const {
  uint32_t found = kNone;
  for (uint32_t c = first_; c < last_; ++c) {
    if (doc.chunks[c].kind != ChunkKind::kVerb) continue;
    if (doc.chunks[c].tokens.begin <= token || found == kNone) found = c;
  }
  return found;
}

void Clauses::Coordinated(uint32_t chunk, std::vector<uint32_t>& out) const {
  out.push_back(chunk);
  for (uint32_t c = chunk + 1; c < last_; ++c) {
    if (nouns_[c - first_].coordinate == out.back()) out.push_back(c);
    else if (nouns_[c - first_].coordinate == kNone && nouns_[c - first_].apposed == kNone) break;
  }
}

void Clauses::ReadNouns(const Document& doc, const GrammarWords& w, TokenRange sentence) {
  const auto& tok = doc.tokens;
  size_t time = 0;
  while (time < doc.times.size() && doc.times[time].tokens.end <= sentence.begin) ++time;
  for (uint32_t c = first_; c < last_; ++c) {
    const Chunk& chunk = doc.chunks[c];
    if (chunk.kind != ChunkKind::kNoun) continue;
    NounRole& role = nouns_[c - first_];
    for (size_t k = time; k < doc.times.size() && doc.times[k].tokens.begin < chunk.tokens.end; ++k) role.is_time = role.is_time || doc.times[k].tokens.Contains(chunk.head);
    const WordId head = tok.word[chunk.head];
    role.relative = tok.upos[chunk.head] == Upos::kPron && (head == w.that || head == w.which || head == w.who || head == w.whom || head == w.whose);
    const uint32_t after = chunk.tokens.end;
    role.possessive = after < sentence.end && tok.upos[after] == Upos::kPart && (tok.morph[after] & kPossessive) != 0;
    if (chunk.tokens.begin == sentence.begin) continue;
    const uint32_t p = chunk.tokens.begin - 1;
    if (tok.upos[p] == Upos::kPart && (tok.morph[p] & kPossessive) && p > sentence.begin) role.possessor = ChunkAt(p - 1);
    if (role.possessor != kNone) {
      // The phrase hangs where its possessor hangs.
      role.preposition = nouns_[role.possessor - first_].preposition;
      role.coordinate = nouns_[role.possessor - first_].coordinate;
      role.apposed = nouns_[role.possessor - first_].apposed;
      continue;
    }
    // "as many as 1,500", "$20,000 to $30,000": inside a figure there is no preposition.
    const auto figure = std::lower_bound(doc.quantities.begin(), doc.quantities.end(), p, [](const QuantityMention& q, uint32_t t) { return q.tokens.end <= t; });
    const bool in_figure = figure != doc.quantities.end() && figure->tokens.Contains(p) && figure->tokens.Contains(chunk.tokens.begin);
    if (in_figure) {
      uint32_t q = figure->tokens.begin;
      if (q > sentence.begin && tok.upos[q - 1] == Upos::kDet) --q;
      if (q > sentence.begin && tok.upos[q - 1] == Upos::kAdp) role.preposition = q - 1;
      continue;
    }
    if (tok.upos[p] == Upos::kAdp || (tok.upos[p] == Upos::kSconj && (tok.word[p] == w.after || tok.word[p] == w.before || tok.word[p] == w.of || tok.word[p] == w.by || tok.word[p] == w.from || tok.word[p] == w.with)) || (tok.word[p] == w.to && tok.upos[p] != Upos::kVerb) || tok.word[p] == w.including) {
      role.preposition = p;
      continue;
    }
    if (c == first_) continue;
    // Coordination and apposition with the noun chunk before.
    uint32_t before = c - 1;
    if (doc.chunks[before].kind != ChunkKind::kNoun || nouns_[before - first_].is_time) continue;
    bool conjunction = false, comma = false, other = false;
    for (uint32_t t = doc.chunks[before].tokens.end; t < chunk.tokens.begin; ++t) {
      if (tok.upos[t] == Upos::kCconj) conjunction = true;
      else if (tok.word[t] == w.comma) comma = true;
      else other = true;
    }
    if (other || (!conjunction && !comma) || nouns_[before - first_].possessive || role.relative) continue;
    if (conjunction) {
      role.coordinate = before;
      role.preposition = nouns_[before - first_].preposition;
      continue;
    }
    // "In Raqqa, fighters said": a fronted phrase explains nothing of the subject behind its comma.
    const bool before_verb = after < sentence.end && (tok.upos[after] == Upos::kVerb || tok.upos[after] == Upos::kAux || tok.upos[after] == Upos::kAdv);
    if (nouns_[before - first_].preposition != kNone && (before_verb || IsFirstSubject(doc, c))) continue;
    // A comma alone: part of a series when a conjunction follows behind this chunk, else an apposition.
    const uint32_t next = c + 1;
    bool series = false;
    if (next < last_ && doc.chunks[next].kind == ChunkKind::kNoun) {
      for (uint32_t t = after; t < doc.chunks[next].tokens.begin && t < after + 3; ++t) series = series || (tok.upos[t] == Upos::kCconj && t <= after + 1);
    }
    (series ? role.coordinate : role.apposed) = before;
    role.preposition = nouns_[before - first_].preposition;
  }
}

/// "According to the police, rebels from Hama have": no verb stands before the noun but one that is a preposition, and no other noun could be the subject of the verb behind.
bool Clauses::IsFirstSubject(const Document& doc, uint32_t noun) const {
  const auto& tok = doc.tokens;
  for (uint32_t c = first_; c < noun; ++c) {
    const Deprel r = tok.deprel[doc.chunks[c].head];
    if (doc.chunks[c].kind == ChunkKind::kVerb && r != Deprel::kCase && r != Deprel::kAmod) return false;
  }
  for (uint32_t c = noun + 1; c < last_; ++c) {
    const Chunk& chunk = doc.chunks[c];
    if (chunk.kind == ChunkKind::kVerb) return !chunk.participle && !chunk.infinitive;
    const uint32_t p = chunk.tokens.begin - 1;
    if (tok.upos[p] == Upos::kAdp || tok.upos[p] == Upos::kCconj || (tok.upos[p] == Upos::kPart && (tok.morph[p] & kPossessive))) continue;
    return false;
  }
  return false;
}

uint32_t Clauses::PreviousVerb(const Document& doc, uint32_t chunk) const {
  for (uint32_t c = chunk; c-- > first_;) {
    if (doc.chunks[c].kind == ChunkKind::kVerb) return c;
  }
  return kNone;
}

uint32_t Clauses::PlainNounBefore(const Document& doc, uint32_t chunk, uint32_t not_before) const {
  for (uint32_t c = chunk; c-- > first_;) {
    const Chunk& candidate = doc.chunks[c];
    if (candidate.tokens.begin < not_before) return kNone;
    if (candidate.kind != ChunkKind::kNoun) continue;
    const NounRole& role = nouns_[c - first_];
    if (role.preposition != kNone || role.possessive || role.is_time || role.relative) continue;
    uint32_t found = c;
    while (nouns_[found - first_].apposed != kNone || nouns_[found - first_].coordinate != kNone) {
      const NounRole& r = nouns_[found - first_];
      found = r.apposed != kNone ? r.apposed : r.coordinate;
    }
    return nouns_[found - first_].preposition == kNone ? found : c;
  }
  return kNone;
}

uint32_t Clauses::FindSubject(const Document& doc, const GrammarWords& w, TokenRange sentence, uint32_t verb) {
  const auto& tok = doc.tokens;
  const Chunk& group = doc.chunks[verb];
  VerbRole& role = verbs_[verb - first_];
  const uint32_t previous = PreviousVerb(doc, verb);
  const uint32_t begin = group.tokens.begin;
  uint32_t p = begin;  // token before, adverbs passed over
  while (p > sentence.begin && tok.upos[p - 1] == Upos::kAdv) --p;
  const bool at_start = p == sentence.begin;
  const Upos before = at_start ? Upos::kPunct : tok.upos[p - 1];

  // Relative clause: the noun before the pronoun; a place between is passed over for "who".
  if (verb > first_ && doc.chunks[verb - 1].kind == ChunkKind::kNoun && nouns_[verb - 1 - first_].relative) {
    const bool who = tok.word[doc.chunks[verb - 1].head] == w.who;
    const auto is_people = [&](uint32_t c) {
      const auto party = std::lower_bound(doc.parties.begin(), doc.parties.end(), doc.chunks[c].tokens.begin, [](const PartyMention& m, uint32_t t) { return m.tokens.end <= t; });
      return party != doc.parties.end() && doc.chunks[c].tokens.Contains(party->head_token) && party->is_people;
    };
    uint32_t nearest = kNone, base = kNone;
    for (uint32_t c = verb - 1; c-- > first_ && doc.chunks[c].kind == ChunkKind::kNoun;) {
      const NounRole& r = nouns_[c - first_];
      if (r.possessive || r.is_time) continue;
      const uint32_t named = r.apposed != kNone ? r.apposed : c;
      if (nearest == kNone || (who && !is_people(nearest) && is_people(named))) nearest = named;
      base = named;
      if (r.preposition == kNone) break;
    }
    // "an attack by two bombers in Baghdad that killed": what hangs on a preposition is passed over where it does not suit the pronoun.
    if (!who && base != kNone && base != nearest && !is_people(base) && (is_people(nearest) || tok.upos[doc.chunks[nearest].head] == Upos::kPropn)) return base;
    if (nearest != kNone) return nearest;
    return verb - 1;
  }
  if (group.infinitive) {
    if (previous == kNone) return kNone;
    role.governor = previous;
    const VerbRole& main = verbs_[previous - first_];
    if (main.object != kNone && doc.chunks[main.object].tokens.end <= begin && !main.passive) return main.object;
    return main.subject;
  }
  if (group.participle && !role.finite_past) {
    // "accused Turkey of shelling", "stopped them from leaving", "is suspected of killing".
    if (before == Upos::kAdp && previous != kNone && (tok.morph[group.head] & kGerund)) {
      const VerbRole& main = verbs_[previous - first_];
      role.governor = previous;
      if (!main.passive && main.object != kNone && doc.chunks[main.object].tokens.end <= begin) return main.object;
      return main.subject;
    }
    if (!at_start && verb > first_ && doc.chunks[verb - 1].kind == ChunkKind::kNoun && doc.chunks[verb - 1].tokens.end == p && !(tok.morph[group.head] & kGerund && before == Upos::kAdp)) {
      role.governor = previous;
      return verb - 1;
    }
    if (previous != kNone) {
      role.governor = previous;
      return verbs_[previous - first_].subject;
    }
    // "Fleeing the fighting, residents ...": the subject comes behind.
    for (uint32_t c = verb + 1; c < last_; ++c) {
      if (doc.chunks[c].kind == ChunkKind::kVerb && !doc.chunks[c].participle) return PlainNounBefore(doc, c, group.tokens.end);
    }
    return kNone;
  }
  if (before == Upos::kCconj && previous != kNone) {
    // "struck and killed"; a noun between the conjunction and the verb would stand before it.
    return verbs_[previous - first_].subject;
  }
  if (const uint32_t subject = SubjectByTree(doc, sentence, group); subject != kNone) return PastFigure(doc, w, subject);
  return PlainNounBefore(doc, verb, previous == kNone ? sentence.begin : doc.chunks[previous].tokens.end);
}

/// "tens | of thousands | of people": the chunk of what is counted.
uint32_t Clauses::PastFigure(const Document& doc, const GrammarWords& w, uint32_t chunk) const {
  for (; chunk + 1 < last_ && doc.chunks[chunk + 1].kind == ChunkKind::kNoun; ++chunk) {
    const uint32_t head = doc.chunks[chunk].head, of = doc.chunks[chunk].tokens.end;
    const auto figure = std::lower_bound(doc.quantities.begin(), doc.quantities.end(), head, [](const QuantityMention& q, uint32_t t) { return q.tokens.end <= t; });
    if (figure == doc.quantities.end() || !figure->tokens.Contains(head)) break;
    if (figure->tokens.Contains(doc.chunks[chunk + 1].tokens.begin)) continue;
    return doc.tokens.word[of] == w.of && of + 1 >= doc.chunks[chunk + 1].tokens.begin ? chunk + 1 : chunk;
  }
  return Named(doc, w, chunk);
}

/// "100 families (about 400 people) were": the tree knows that the bracket is no subject. kNone: it gives none before the verb.
uint32_t Clauses::SubjectByTree(const Document& doc, TokenRange sentence, const Chunk& group) const {
  const auto& tok = doc.tokens;
  if (group.head >= tok.head.size()) return kNone;
  constexpr uint32_t kReach = 40;  // tokens between a verb and its subject
  const uint32_t from = std::max(sentence.begin, group.tokens.begin > kReach ? group.tokens.begin - kReach : 0);
  for (uint32_t t = group.tokens.begin; t-- > from;) {
    if (tok.head[t] != group.head || (tok.deprel[t] != Deprel::kNsubj && tok.deprel[t] != Deprel::kNsubjPass)) continue;
    const uint32_t chunk = ChunkAt(t);
    return chunk != kNone && doc.chunks[chunk].kind == ChunkKind::kNoun && !nouns_[chunk - first_].is_time ? chunk : kNone;
  }
  return kNone;
}

void Clauses::FindObjects(const Document& doc, uint32_t verb) {
  const auto& tok = doc.tokens;
  VerbRole& role = verbs_[verb - first_];
  uint32_t at = doc.chunks[verb].tokens.end;
  for (uint32_t c = verb + 1; c < last_; ++c) {
    const Chunk& chunk = doc.chunks[c];
    if (chunk.kind == ChunkKind::kVerb || nouns_[c - first_].preposition != kNone) return;
    for (uint32_t t = at; t < chunk.tokens.begin; ++t) {
      if (OnlyHedge(doc, {t, chunk.tokens.begin})) break;
      const Upos u = tok.upos[t];
      const bool particle = u == Upos::kAdp || u == Upos::kAdv || u == Upos::kPart;
      const bool mark = u == Upos::kPunct && (doc.token(t) == "\"" || doc.token(t) == "\xE2\x80\x9C" || doc.token(t) == "\xE2\x80\x98");
      const bool possessive = role.object == kNone && u == Upos::kPart;
      if (!particle && !mark && !possessive) return;
    }
    at = chunk.tokens.end;
    if (nouns_[c - first_].is_time || nouns_[c - first_].relative) {
      if (nouns_[c - first_].relative) return;
      continue;
    }
    if (nouns_[c - first_].possessive) {
      ++at;
      continue;
    }
    if (role.object == kNone) {
      role.object = c;
    } else {
      if (nouns_[c - first_].coordinate == kNone && nouns_[c - first_].apposed == kNone) role.second_object = c;
      return;
    }
  }
}

/// A past form that the tagger took for a participle: nothing else in the sentence is finite, or an object follows at once ("gunmen reportedly kidnapped a priest").
bool Clauses::IsFinitePast(const Document& doc, const GrammarWords& w, TokenRange sentence, uint32_t verb, bool body) const {
  const Chunk& group = doc.chunks[verb];
  if (!group.participle || !(doc.tokens.morph[group.head] & kPastParticiple) || group.tokens.size() > 2 || verb == first_) return false;
  const uint32_t next = group.tokens.end;
  if (next < sentence.end && doc.tokens.word[next] == w.by) return false;
  if (doc.chunks[verb - 1].kind != ChunkKind::kNoun) return false;
  const NounRole& before = nouns_[verb - 1 - first_];
  if (verb + 1 < last_ && doc.chunks[verb + 1].kind == ChunkKind::kNoun && OnlyHedge(doc, {next, doc.chunks[verb + 1].tokens.begin}) && !nouns_[verb + 1 - first_].is_time && before.preposition == kNone) return true;
  if (!body) return false;
  for (uint32_t c = first_; c < last_; ++c) {
    if (c != verb && doc.chunks[c].kind == ChunkKind::kVerb && !doc.chunks[c].participle && !doc.chunks[c].infinitive) return false;
    if (c < verb && doc.chunks[c].kind == ChunkKind::kVerb) return false;
  }
  return true;
}

void Clauses::ReadVerbs(const Document& doc, const GrammarWords& w, TokenRange sentence) {
  const auto& tok = doc.tokens;
  bool conditional = false;
  for (uint32_t c = first_; c < last_; ++c) {
    const Chunk& chunk = doc.chunks[c];
    if (chunk.kind != ChunkKind::kVerb) continue;
    VerbRole& role = verbs_[c - first_];
    role.finite_past = IsFinitePast(doc, w, sentence, c, body_);
    role.passive = chunk.passive || (chunk.participle && (tok.morph[chunk.head] & kPastParticiple) && !role.finite_past);
    role.subject = FindSubject(doc, w, sentence, c);
    FindObjects(doc, c);
    // Clause: from the mark or conjunction before the subject to the mark before the next finite verb's subject.
    const uint32_t previous = PreviousVerb(doc, c);
    role.clause_begin = previous == kNone ? sentence.begin : doc.chunks[previous].tokens.end;
    if (role.subject != kNone && doc.chunks[role.subject].tokens.begin < chunk.tokens.begin) {
      role.clause_begin = std::min(role.clause_begin, doc.chunks[role.subject].tokens.begin);
    }
    role.clause_end = sentence.end;
    if (previous != kNone) {
      VerbRole& other = verbs_[previous - first_];
      const uint32_t limit = role.subject != kNone && doc.chunks[role.subject].tokens.begin > doc.chunks[previous].tokens.end ? doc.chunks[role.subject].tokens.begin : chunk.tokens.begin;
      other.clause_end = std::min(other.clause_end, limit);
    }
    for (uint32_t t = previous == kNone ? sentence.begin : doc.chunks[previous].tokens.end; t < chunk.tokens.begin; ++t) {
      if (tok.word[t] == w.if_ || tok.word[t] == w.unless) conditional = true;
      if (conditional && tok.word[t] == w.comma && previous != kNone) conditional = false;
    }
    role.conditional = conditional;
  }
}

}  // namespace dateline
