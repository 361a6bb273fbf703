// The source of an attribution: the noun phrase that speaks, with its apposition, and what it says of role, organization and place.
#include <algorithm>

#include "claims/attribution.h"
#include "claims/attribution_workspace.h"

namespace dateline {
namespace {

constexpr uint32_t kNone = UINT32_MAX;

bool IsComma(const Document& doc, uint32_t t) { return doc.token(t) == ","; }
bool IsNoun(const Chunk& chunk) { return chunk.kind == ChunkKind::kNoun; }

bool HasSector(const PartyMention& party, std::initializer_list<std::string_view> sectors) {
  for (const std::string_view sector : sectors) {
    if (party.sectors.find(sector) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

PartyId AttributionFinder::PartyIn(const Document& doc, const Source& source) const {
  if (source.first_chunk == kNone) return {};
  // Rows are in order of their first token; of-phrases overlap, so the head decides.
  const uint32_t from = source.tokens.begin > 24 ? source.tokens.begin - 24 : 0;
  const auto first = std::lower_bound(doc.parties.begin(), doc.parties.end(), from, [](const PartyMention& p, uint32_t t) { return p.tokens.begin < t; });
  const uint32_t end = doc.chunks[source.first_chunk].tokens.end;
  PartyId inside;
  for (auto p = first; p != doc.parties.end() && p->tokens.begin < source.tokens.end; ++p) {
    if (p->head_token == source.head) return PartyId{static_cast<uint32_t>(p - doc.parties.begin())};
    if (!inside.valid() && p->tokens.Contains(source.head) && p->head_token < end) inside = PartyId{static_cast<uint32_t>(p - doc.parties.begin())};
  }
  return inside;
}

AttributionFinder::Source AttributionFinder::NounAt(const Document& doc, uint32_t sentence, uint32_t chunk) const {
  const auto& tok = doc.tokens;
  Source out;
  uint32_t first = chunk;
  const uint32_t low = doc.first_chunk[sentence];
  // Back over "of the Y in Z", "Turkey's", "X and".
  while (first > low && IsNoun(doc.chunks[first - 1])) {
    const uint32_t between = doc.chunks[first].tokens.begin - doc.chunks[first - 1].tokens.end;
    if (between > 2 || between == 0) break;
    const uint32_t t = doc.chunks[first].tokens.begin - 1;
    const bool link = tok.upos[t] == Upos::kAdp || (tok.upos[t] == Upos::kPart && (tok.morph[t] & kPossessive || doc.token(t).size() <= 4)) || (Is(doc, t, and_) && between == 1);
    if (!link || IsComma(doc, doc.chunks[first - 1].tokens.end)) break;
    --first;
  }
  out.first_chunk = first;
  out.last_chunk = chunk;
  out.tokens = {doc.chunks[first].tokens.begin, doc.chunks[chunk].tokens.end};
  out.head = doc.chunks[first].head;
  // "Turkey's army": the possessor is no head.
  for (uint32_t c = first; c < chunk && tok.upos[doc.chunks[c].tokens.end] == Upos::kPart; ++c) out.head = doc.chunks[c + 1].head;
  return out;
}

AttributionFinder::Source AttributionFinder::SourceBefore(const Document& doc, uint32_t sentence, uint32_t verb, int depth) const {
  const auto& tok = doc.tokens;
  const uint32_t low = doc.first_chunk[sentence];
  const uint32_t begin = doc.sentences[sentence].tokens.begin;
  const Chunk& v = doc.chunks[verb];
  if (verb == low || depth > 3) return {};
  uint32_t before = v.tokens.begin;
  while (before > begin && tok.upos[before - 1] == Upos::kAdv) --before;
  if (before == begin) return {};
  const uint32_t mark = before - 1;
  const auto subject_of_verb_before = [&]() -> Source {
    for (uint32_t c = verb; c-- > low;) {
      if (doc.chunks[c].kind == ChunkKind::kVerb && !doc.chunks[c].participle && !doc.chunks[c].infinitive) return SourceBefore(doc, sentence, c, depth + 1);
    }
    return {};
  };
  if (v.participle || tok.upos[mark] == Upos::kCconj) return subject_of_verb_before();
  if (IsComma(doc, mark)) {
    // "X, the head of the Y, said", "X, 45, said", "X, who works there, said": back to the comma that opened the aside.
    uint32_t open = kNone, close = mark;
    for (int asides = 0; asides < 3; ++asides) {
      uint32_t t = close;
      while (t > begin && !IsComma(doc, t - 1)) --t;
      if (t == begin) break;
      open = t - 1;
      uint32_t c = verb;
      while (c > low && doc.chunks[c - 1].tokens.begin >= open) --c;
      if (c == low || !IsNoun(doc.chunks[c - 1])) break;
      if (doc.chunks[c - 1].tokens.end != open && !(tok.upos[open - 1] == Upos::kPunct && doc.chunks[c - 1].tokens.end + 3 >= open)) break;
      if (tok.upos[doc.chunks[c - 1].head] == Upos::kNum) {
        close = open;
        continue;
      }
      const bool date = doc.chunks[c - 1].tokens.begin > begin && tok.upos[doc.chunks[c - 1].tokens.begin - 1] == Upos::kAdp && c - 1 == low;
      if (date) break;
      Source out = NounAt(doc, sentence, c - 1);
      // "..., a brother of X, said": the chunk before may itself be an apposition.
      if (out.tokens.begin > begin && IsComma(doc, out.tokens.begin - 1) && asides < 2 && out.first_chunk > low && IsNoun(doc.chunks[out.first_chunk - 1]) && doc.chunks[out.first_chunk - 1].tokens.end + 1 == out.tokens.begin &&
          tok.upos[doc.chunks[out.first_chunk - 1].head] == Upos::kPropn) {
        const Source outer = NounAt(doc, sentence, out.first_chunk - 1);
        if (PartyIn(doc, outer).valid()) out = outer;
      }
      if (out.first_chunk > low && tok.upos[out.tokens.begin - 1] == Upos::kAdp && out.tokens.begin - 1 > begin) break;
      out.tokens.end = mark;
      return out;
    }
    return subject_of_verb_before();
  }
  const Chunk& last = doc.chunks[verb - 1];
  if (!IsNoun(last) || before - last.tokens.end > 2) {
    return last.kind == ChunkKind::kVerb ? Source{} : subject_of_verb_before();
  }
  Source out = NounAt(doc, sentence, verb - 1);
  if (out.tokens.begin > begin && tok.upos[out.tokens.begin - 1] == Upos::kAdp && !Is(doc, out.tokens.begin - 1, that_)) {
    // "In Raqqa residents said": the last chunk alone may be the subject; "by X said" is none.
    if (out.first_chunk == out.last_chunk) return {};
  }
  out.tokens.end = last.tokens.end;
  return Settle(doc, sentence, out);
}

AttributionFinder::Source AttributionFinder::Settle(const Document& doc, uint32_t sentence, Source source) const {
  const auto& tok = doc.tokens;
  const TokenRange range = doc.sentences[sentence].tokens;
  // "Major Hurtado today denied": the day is none of the name.
  while (source.tokens.size() > 1 && std::find(weekdays_.begin(), weekdays_.end(), tok.word[source.tokens.end - 1]) != weekdays_.end()) {
    --source.tokens.end;
    if (source.head >= source.tokens.end) source.head = source.tokens.end - 1;
  }
  if (source.tokens.size() == 1 && tok.upos[source.head] == Upos::kNum && (tok.shape[source.head] & kHasDigit)) return {};
  // A name that the chunks cut in two stays whole.
  if (const PartyId id = PartyIn(doc, source); id.valid()) {
    const PartyMention& party = doc.parties[id.value];
    if (party.tokens.begin < source.tokens.begin && party.tokens.begin >= range.begin) source.tokens.begin = party.tokens.begin;
  }
  return source;
}

AttributionFinder::Source AttributionFinder::SourceAfter(const Document& doc, uint32_t sentence, uint32_t token, bool phrase) const {
  const auto& tok = doc.tokens;
  const uint32_t end = doc.sentences[sentence].tokens.end;
  const uint32_t high = doc.first_chunk[sentence + 1];
  uint32_t c = doc.first_chunk[sentence];
  while (c < high && doc.chunks[c].tokens.begin < token) ++c;
  Source out;
  // "according to new American and other Western assessments": adjectives that no chunk holds stand in front.
  bool adjectives = false;
  for (uint32_t t = token; phrase && c < high && t < doc.chunks[c].tokens.begin; ++t) {
    const Upos u = tok.upos[t];
    adjectives = t < token + 8 && (u == Upos::kAdj || u == Upos::kCconj || u == Upos::kAdv || u == Upos::kDet || u == Upos::kPropn || u == Upos::kNoun || (u == Upos::kVerb && (tok.morph[t] & kPastParticiple)));
    if (!adjectives) break;
  }
  if (c < high && !adjectives && phrase && doc.chunks[c].kind == ChunkKind::kVerb && (tok.morph[doc.chunks[c].head] & kPastParticiple) && c + 1 < high && doc.chunks[c].tokens.begin == token) ++c, adjectives = true;
  if (c == high || !IsNoun(doc.chunks[c]) || (doc.chunks[c].tokens.begin != token && !adjectives)) return out;
  out.after = true;
  out.first_chunk = out.last_chunk = c;
  out.head = doc.chunks[c].head;
  uint32_t stop = doc.chunks[c].tokens.end;
  bool apposed = false;
  const auto take = [&](uint32_t next) {
    out.last_chunk = next;
    stop = doc.chunks[next].tokens.end;
  };
  while (stop < end && out.last_chunk + 1 < high && IsNoun(doc.chunks[out.last_chunk + 1])) {
    const uint32_t next = out.last_chunk + 1;
    const uint32_t at = doc.chunks[next].tokens.begin;
    if (at != stop + 1) break;
    const Upos u = tok.upos[stop];
    if (u == Upos::kPart) {
      if (!apposed && out.head == doc.chunks[out.last_chunk].head) out.head = doc.chunks[next].head;
      take(next);
    } else if (u == Upos::kAdp) {
      const bool inner = Is(doc, stop, of_) || Is(doc, stop, for_) || Is(doc, stop, at_) || Is(doc, stop, with_) || Is(doc, stop, from_);
      if (!inner && !(apposed && Is(doc, stop, in_)) && !(phrase && Is(doc, stop, in_))) break;
      if (CueOf(tok.lemma[doc.chunks[next].head], Kind::kMedium)) break;
      take(next);
    } else if (IsComma(doc, stop)) {
      // "Otso Iho, a senior analyst at X": an apposition begins with an article or a name of office; after a phrase ("according to X, the group fled") it must
      // be closed by a comma again.
      const Upos first = tok.upos[at];
      const bool noun_first = first == Upos::kDet || first == Upos::kNoun || first == Upos::kPropn || first == Upos::kAdj || first == Upos::kNum;
      if (!noun_first || IsOpeningQuote(doc, at)) break;
      uint32_t close = doc.chunks[next].tokens.end, last = next;
      while (close < end && last + 1 < high && IsNoun(doc.chunks[last + 1]) && doc.chunks[last + 1].tokens.begin == close + 1 && (tok.upos[close] == Upos::kAdp || tok.upos[close] == Upos::kPart || Is(doc, close, and_))) close = doc.chunks[++last].tokens.end;
      const bool ends = close >= end || IsComma(doc, close) || doc.token(close) == "." || doc.token(close) == ";" || doc.token(close) == ":";
      const bool verb_follows = last + 1 < high && doc.chunks[last + 1].kind == ChunkKind::kVerb && doc.chunks[last + 1].tokens.begin == close && !doc.chunks[last + 1].participle;
      if (verb_follows || (phrase && !(ends && close < end && IsComma(doc, close)) && !(ends && first == Upos::kDet && close + 2 >= end))) break;
      apposed = true;
      take(next);
    } else if (Is(doc, stop, and_)) {
      if (apposed) break;
      take(next);
      // Joined adjectives: the noun they describe comes last.
      if (adjectives) out.head = doc.chunks[next].head;
    } else {
      break;
    }
  }
  // "..., who asked not to be named".
  if (!phrase && stop + 2 < end && IsComma(doc, stop) && Is(doc, stop + 1, who_)) {
    uint32_t t = stop + 2;
    while (t < end && !IsComma(doc, t) && doc.token(t) != ".") ++t;
    stop = t;
  } else if (!phrase && stop + 1 < end && Is(doc, stop, who_)) {
    uint32_t t = stop + 1;
    while (t < end && !IsComma(doc, t) && doc.token(t) != ".") ++t;
    stop = t;
  }
  // A name that runs over the end stays whole ("the Centre for Terrorism and Insurgency").
  const auto first = std::lower_bound(doc.parties.begin(), doc.parties.end(), token, [](const PartyMention& p, uint32_t t) { return p.tokens.begin < t; });
  for (auto p = first; p != doc.parties.end() && p->tokens.begin < stop; ++p) {
    if (!p->name.empty() && p->tokens.end > stop && p->tokens.end <= end) stop = p->tokens.end;
  }
  out.tokens = {token, stop};
  return Settle(doc, sentence, out);
}

std::string_view AttributionFinder::MediumIn(const Document& doc, uint32_t sentence, TokenRange around) const {
  for (uint32_t c = doc.first_chunk[sentence]; c < doc.first_chunk[sentence + 1]; ++c) {
    const Chunk& chunk = doc.chunks[c];
    if (chunk.tokens.begin < around.begin || chunk.tokens.begin >= around.end || !IsNoun(chunk) || chunk.tokens.begin == 0) continue;
    const uint32_t p = chunk.tokens.begin - 1;
    if (!Is(doc, p, in_) && !Is(doc, p, on_) && !Is(doc, p, by_) && !Is(doc, p, at_) && !Is(doc, p, from_)) continue;
    if (!CueOf(doc.tokens.lemma[chunk.head], Kind::kMedium) && !CueOf(doc.tokens.word[chunk.head], Kind::kMedium)) continue;
    TokenRange tokens = {chunk.tokens.begin, chunk.head + 1};
    while (tokens.size() > 1 && (doc.tokens.upos[tokens.begin] == Upos::kDet || doc.tokens.upos[tokens.begin] == Upos::kPron)) ++tokens.begin;
    return doc.text(doc.tokens.span(tokens));
  }
  return {};
}

void AttributionFinder::NameParts(const Document& doc, const Source& source, AttributionMention& row) const {
  const auto& tok = doc.tokens;
  for (uint32_t i = 0; i < doc.places.size(); ++i) {
    const PlaceMention& place = doc.places[i];
    if (place.tokens.begin >= source.tokens.end) break;
    if (place.tokens.begin < source.tokens.begin || place.is_demonym || place.tokens.begin == 0) continue;
    const uint32_t p = place.tokens.begin - 1;
    if (Is(doc, p, in_) || Is(doc, p, from_)) row.place = PlaceId{i};
  }
  const bool body = row.source.valid() && doc.parties[row.source.value].person.empty() && !doc.parties[row.source.value].name.empty();
  if (body && doc.parties[row.source.value].head_token == source.head && doc.parties[row.source.value].role.empty()) return;
  // Role: the apposition behind the name, or the office in front of it; organization: what follows "at", "of", "for", "with" there.
  uint32_t role_chunk = kNone;
  for (uint32_t c = source.first_chunk + 1; c < doc.chunks.size() && doc.chunks[c].tokens.end <= source.tokens.end; ++c) {
    if (doc.chunks[c].kind == ChunkKind::kNoun && IsComma(doc, doc.chunks[c].tokens.begin - 1) && tok.upos[doc.chunks[c].head] != Upos::kNum) {
      role_chunk = c;
      break;
    }
  }
  if (role_chunk == kNone && row.source.valid() && doc.parties[row.source.value].person.empty() && !doc.parties[row.source.value].is_plural && !body && !CueOf(tok.lemma[source.head], Kind::kDocument)) role_chunk = source.first_chunk;
  if (role_chunk == kNone) {
    const Chunk& chunk = doc.chunks[source.first_chunk];
    uint32_t begin = chunk.tokens.begin;
    const uint32_t end = row.source.valid() ? doc.parties[row.source.value].tokens.begin : begin;
    while (begin < end && tok.upos[begin] == Upos::kDet) ++begin;
    if (begin < end) row.role = doc.text(tok.span(TokenRange{begin, end}));
    return;
  }
  const PartyMention* party = row.source.valid() ? &doc.parties[row.source.value] : nullptr;
  const bool organization = party && party->person.empty() && !party->name.empty() && party->role.empty();
  // "the ministry" is who speaks, not a role.
  const bool same = role_chunk == source.first_chunk && party && doc.tokens.span(doc.chunks[role_chunk].tokens).end == party->span.end && party->count.value == UINT32_MAX && party->person.empty();
  if (!same && (!organization || role_chunk != source.first_chunk)) row.role = doc.text(tok.span(doc.chunks[role_chunk].tokens));
  for (uint32_t c = role_chunk + 1; c < doc.chunks.size() && doc.chunks[c].tokens.end <= source.tokens.end; ++c) {
    const uint32_t p = doc.chunks[c].tokens.begin - 1;
    const bool link = Is(doc, p, of_) || Is(doc, p, at_) || Is(doc, p, for_) || Is(doc, p, with_) || Is(doc, p, from_);
    if (!link || !(tok.shape[doc.chunks[c].head] & kCapitalized)) continue;
    const PartyId named = PartyIn(doc, {c, c, doc.chunks[c].tokens, doc.chunks[c].head, false});
    uint32_t end = doc.chunks[c].tokens.end;
    for (uint32_t k = c + 1; k < doc.chunks.size() && doc.chunks[k].tokens.end <= source.tokens.end && doc.chunks[k].tokens.begin == end + 1; ++k) {
      const uint32_t q = doc.chunks[k].tokens.begin - 1;
      if ((tok.upos[q] != Upos::kPart && !Is(doc, q, of_) && !Is(doc, q, for_) && !Is(doc, q, and_)) || !(tok.shape[doc.chunks[k].head] & kCapitalized)) break;
      end = doc.chunks[k].tokens.end;
    }
    if (named.valid() && doc.parties[named.value].is_people && doc.parties[named.value].tokens.end > end) end = doc.parties[named.value].tokens.end;
    TokenRange name = {doc.chunks[c].tokens.begin, end};
    if (tok.upos[name.begin] == Upos::kDet) ++name.begin;
    row.organization = doc.text(tok.span(name));
    return;
  }
}

SourceType AttributionFinder::TypeOf(const Document& doc, const Source& source, const AttributionMention& row) const {
  const auto& tok = doc.tokens;
  for (uint32_t t = source.tokens.begin; t < source.tokens.end; ++t) {
    if (Is(doc, t, anonymity_) || Is(doc, t, unnamed_) || Is(doc, t, unidentified_) || Is(doc, t, anonymous_)) return SourceType::kAnonymous;
    if (Is(doc, t, named_) && t > source.tokens.begin && Is(doc, t - 1, tok.word[t - 1]) && doc.token(t - 1) == "be") return SourceType::kAnonymous;
  }
  const WordId head = source.head == kNone ? WordId{} : tok.lemma[source.head];
  if (!row.source.valid()) {
    if (CueOf(head, Kind::kAnonymous)) return SourceType::kAnonymous;
    return CueOf(head, Kind::kDocument) ? SourceType::kDocument : SourceType::kUnknown;
  }
  const PartyMention& party = doc.parties[row.source.value];
  if (party.person.empty() && CueOf(head, Kind::kAnonymous) && !party.is_pronoun) return SourceType::kAnonymous;
  if (party.person.empty() && CueOf(head, Kind::kDocument) && !party.is_pronoun) return SourceType::kDocument;
  if (party.role == "media" || (party.person.empty() && HasSector(party, {"JRN"}))) return SourceType::kMedia;
  if (HasSector(party, {"GOV", "MIL", "COP", "LEG", "JUD", "SPY"}) && party.sectors.find("REB") == std::string_view::npos) return SourceType::kOfficial;
  if (HasSector(party, {"REB", "UAF", "PRM", "IMG"})) return SourceType::kParty;
  if (party.role == "witnesses" || party.role == "people" || party.role == "family" || party.role == "victims" || party.role == "refugees" || party.role == "displaced" || party.role == "women" || party.role == "civilians" || party.role == "children") {
    return SourceType::kWitness;
  }
  if (!party.person.empty()) return SourceType::kNamedPerson;
  if (HasSector(party, {"NGO", "UNO", "IGO", "EUR", "BUS", "PTY", "REL", "SOC", "EDU", "OPP", "MED"}) || !party.actor.empty() || !party.name.empty()) return SourceType::kOrganization;
  return SourceType::kUnknown;
}

void AttributionFinder::Describe(const Document& doc, const Source& source, AttributionMention& row, const Workspace& work) const {
  row.source = PartyIn(doc, source);
  row.source_span = doc.tokens.span(source.tokens);
  if (row.source.valid() && doc.parties[row.source.value].is_pronoun) {
    const PartyMention& pronoun = doc.parties[row.source.value];
    const WordId word = doc.tokens.word[pronoun.head_token];
    PartyId speaker = pronoun.antecedent;
    // "he said" with no clear antecedent: who spoke last.
    if (!speaker.valid() && (word == he_ || word == she_) && !work.speakers.empty()) speaker = work.speakers.back();
    if (speaker.valid()) row.source = speaker;
  } else if (source.first_chunk != kNone) {
    NameParts(doc, source, row);
  }
  if (row.source.valid() && doc.parties[row.source.value].antecedent.valid() && !doc.parties[row.source.value].is_pronoun && doc.parties[row.source.value].person.empty()) {
    // "the group said": the group it stands for.
    row.source = doc.parties[row.source.value].antecedent;
  }
  row.source_type = TypeOf(doc, source, row);
}

}  // namespace dateline
