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
