// The source of an attribution: the noun phrase that speaks, with its apposition, and what it says of role, organization and place.
#include <algorithm>

#include "claims/attribution.h"
#include "base/rows.h"
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

AttributionFinder::Source AttributionFinder::SourceIn(const Document& doc, uint32_t sentence, TokenRange tokens) const {
  Source out;
  out.tokens = tokens;
  // The head is the word that the others hang on.
  out.head = tokens.begin;
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    if (!tokens.Contains(doc.tokens.head[t]) || doc.tokens.head[t] == t) {
      out.head = t;
      if (doc.tokens.upos[t] != Upos::kPunct && doc.tokens.upos[t] != Upos::kAdp) break;
    }
  }
  const uint32_t high = doc.first_chunk[sentence + 1];
  uint32_t c = doc.first_chunk[sentence];
  while (c < high && doc.chunks[c].tokens.end <= out.head) ++c;
  if (c == high || !doc.chunks[c].tokens.Contains(out.head)) return out;
  out.first_chunk = out.last_chunk = c;
  while (out.last_chunk + 1 < high && doc.chunks[out.last_chunk + 1].tokens.end <= tokens.end) ++out.last_chunk;
  return out;
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
  for (auto place = FirstRowFrom(doc.places, source.tokens.begin); place != doc.places.end() && place->tokens.begin < source.tokens.end; ++place) {
    if (place->is_demonym || place->tokens.begin == 0) continue;
    const uint32_t p = place->tokens.begin - 1;
    if (Is(doc, p, in_) || Is(doc, p, from_)) row.place = PlaceId{static_cast<uint32_t>(place - doc.places.begin())};
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
    const PartyId named = PartyIn(doc, {c, c, doc.chunks[c].tokens, doc.chunks[c].head});
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
  const PartyMention& own = doc.parties[row.source.value];
  const PartyMention& party = own.antecedent.valid() && own.sectors.empty() && own.person.empty() ? doc.parties[own.antecedent.value] : own;
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

/// "which found", "who said": the noun that the clause describes; else the token itself.
uint32_t AttributionFinder::Meant(const Document& doc, uint32_t token) const {
  const auto& tok = doc.tokens;
  const bool relative = tok.xpos[token] == Xpos::kWdt || tok.xpos[token] == Xpos::kWp || (Is(doc, token, that_) && tok.upos[token] == Upos::kPron);
  if (!relative) return token;
  uint32_t t = token;
  for (int steps = 0; steps < 5 && tok.head[t] != t; ++steps) {
    if (tok.deprel[t] == Deprel::kAclRelcl) return tok.head[t];
    t = tok.head[t];
  }
  return token;
}

/// The person that a source names beside an office ("the head of the police, Neil Basu"); `other` where it names none.
PartyId AttributionFinder::PersonIn(const Document& doc, const Source& source, PartyId other) const {
  const auto& tok = doc.tokens;
  if (other.valid() && (!doc.parties[other.value].person.empty() || doc.parties[other.value].is_pronoun)) return other;
  auto p = std::lower_bound(doc.parties.begin(), doc.parties.end(), source.tokens.begin, [](const PartyMention& party, uint32_t t) { return party.tokens.begin < t; });
  for (; p != doc.parties.end() && p->tokens.begin < source.tokens.end; ++p) {
    if (p->person.empty() || p->is_pronoun || p->tokens.end > source.tokens.end) continue;
    const PartyId id{static_cast<uint32_t>(p - doc.parties.begin())};
    uint32_t t = p->head_token;
    for (int steps = 0; steps < 4 && t != source.head; ++steps) {
      const Deprel r = tok.deprel[t];
      if (r != Deprel::kAppos && r != Deprel::kFlat && r != Deprel::kCompound && r != Deprel::kNmodDesc && r != Deprel::kList) break;
      t = tok.head[t];
    }
    if (t == source.head) return id;
    // "Ambassador to the United Nations Nikki Haley", "the head of the police, Neil Basu": the name ends the phrase and no preposition leads to it.
    const uint32_t end = IsComma(doc, source.tokens.end - 1) ? source.tokens.end - 1 : source.tokens.end;
    const Upos before = p->tokens.begin > source.tokens.begin ? tok.upos[p->tokens.begin - 1] : Upos::kAdp;
    if (p->tokens.end == end && p->tokens.begin > source.tokens.begin && (before == Upos::kPropn || before == Upos::kNoun || IsComma(doc, p->tokens.begin - 1))) return id;
  }
  return other;
}

/// Who "he", "they" or "it" is where nothing else tells: whoever spoke last and can be called so.
PartyId AttributionFinder::LastSpeaker(const Document& doc, uint32_t sentence, WordId pronoun, const Workspace& work) const {
  if (pronoun == he_ || pronoun == she_) return work.last_person;
  const uint32_t from = sentence < 2 ? 0 : doc.sentences[sentence - 2].tokens.begin;
  for (size_t i = work.speakers.size(); i-- > 0;) {
    const PartyMention& party = doc.parties[work.speakers[i].value];
    if (party.tokens.begin < from) return {};
    if (pronoun == they_ ? party.is_plural || party.is_group : pronoun == it_ && party.person.empty() && !party.is_plural) return work.speakers[i];
  }
  return {};
}

/// The shortest words of a source without a name of its own: its noun with what stands before it, one phrase behind it, and what is joined to it.
Span AttributionFinder::NamedSpan(const Document& doc, uint32_t sentence, const Source& source) const {
  constexpr uint32_t kMost = 10;
  const auto& tok = doc.tokens;
  uint32_t begin = source.tokens.begin;
  if (source.head - begin > kMost) begin = source.first_chunk != kNone ? doc.chunks[source.first_chunk].tokens.begin : source.head;
  uint32_t end = source.head + 1;
  const uint32_t stop = std::min(source.tokens.end, doc.sentences[sentence].tokens.end);
  for (uint32_t t = end; t < stop && t < begin + kMost + 2; ++t) {
    const Upos u = tok.upos[t];
    const bool links = Is(doc, t, of_) || Is(doc, t, from_) || Is(doc, t, in_) || Is(doc, t, at_) || Is(doc, t, by_) || Is(doc, t, with_) || Is(doc, t, and_) || doc.token(t) == "within";
    const bool nominal = u == Upos::kNoun || u == Upos::kPropn || u == Upos::kNum;
    const bool inner = links || nominal || u == Upos::kDet || u == Upos::kAdj || u == Upos::kPart || (u == Upos::kPron && tok.deprel[t] == Deprel::kNmodPoss);
    if (!inner) break;
    if (nominal) end = t + 1;
  }
  return tok.span(TokenRange{begin, end});
}

void AttributionFinder::Describe(const Document& doc, uint32_t sentence, Source source, AttributionMention& row, const Workspace& work) const {
  const auto& tok = doc.tokens;
  row.source_span = tok.span(source.tokens);
  if (const uint32_t meant = Meant(doc, source.head); meant != source.head) {
    const uint32_t begin = std::min(meant, std::max(doc.sentences[sentence].tokens.begin, meant));
    source = SourceIn(doc, sentence, {begin, meant + 1});
    if (source.first_chunk != kNone) source.tokens = {doc.chunks[source.first_chunk].tokens.begin, meant + 1};
  }
  row.source = PersonIn(doc, source, PartyIn(doc, source));
  const bool pronoun = row.source.valid() ? doc.parties[row.source.value].is_pronoun : tok.upos[source.head] == Upos::kPron;
  if (pronoun) {
    PartyId speaker = row.source.valid() ? doc.parties[row.source.value].antecedent : PartyId{};
    if (!speaker.valid()) speaker = LastSpeaker(doc, sentence, tok.word[source.head], work);
    if (speaker.valid()) row.source = speaker;
  } else {
    if (source.first_chunk != kNone) NameParts(doc, source, row);
    const PartyMention* party = row.source.valid() ? &doc.parties[row.source.value] : nullptr;
    const bool joined = std::any_of(tok.deprel.begin() + source.tokens.begin, tok.deprel.begin() + source.tokens.end, [](Deprel r) { return r == Deprel::kConj; });
    if (party == nullptr || joined || (party->person.empty() && party->name.empty())) row.named = NamedSpan(doc, sentence, source);
  }
  row.source_type = TypeOf(doc, source, row);
}

}  // namespace dateline
