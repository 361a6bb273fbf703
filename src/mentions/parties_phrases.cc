// What stands around the head of a party: possessor, of-phrase, number, apposition, acronym in brackets.
#include <algorithm>

#include "mentions/parties_binding.h"
#include "mentions/parties_reader.h"
#include "mentions/parties_workspace.h"

namespace dateline {
namespace {

constexpr uint32_t kNone = UINT32_MAX;

bool Has(const std::vector<WordId>& words, WordId word) { return word.valid() && std::find(words.begin(), words.end(), word) != words.end(); }

}  // namespace

uint32_t PartyReader::Push(Document& doc, PartyMention party, PartyFacts facts, const Unit& unit, Workspace& work) const {
  facts.sentence = work.sentence;
  facts.paragraph = work.paragraph;
  facts.subject = !unit.modifier && IsSubject(doc, unit);
  // Token order holds even where a name was read before the phrase it stands in.
  doc.parties.push_back(party);
  work.facts.push_back(facts);
  return static_cast<uint32_t>(doc.parties.size() - 1);
}

bool PartyReader::StandsInPlace(const Document& doc, const Unit& unit) const {
  return unit.tokens.begin > doc.sentences.front().tokens.begin && Has(locative_, doc.tokens.word[unit.tokens.begin - 1]);
}

bool PartyReader::IsSubject(const Document& doc, const Unit& unit) const {
  if (unit.last_chunk == kNone) return false;
  const auto& tok = doc.tokens;
  if (unit.tokens.begin > 0 && tok.upos[unit.tokens.begin - 1] == Upos::kAdp) return false;
  uint32_t next = unit.last_chunk + 1;
  uint32_t end = unit.tokens.end;
  if (end + 2 < tok.size() && doc.token(end) == "(") {
    // "the Northern Front (NF) said"
    while (end < tok.size() && end < unit.tokens.end + 6 && doc.token(end) != ")") ++end;
    ++end;
    while (next < doc.chunks.size() && doc.chunks[next].tokens.end < end) ++next;
  }
  if (next < doc.chunks.size() && doc.chunks[next].kind == ChunkKind::kVerb && !doc.chunks[next].participle && doc.chunks[next].tokens.begin <= end + 1) return true;
  // "said X", "X, the head of the Y, said"
  if (unit.first_chunk > 0 && doc.chunks[unit.first_chunk - 1].kind == ChunkKind::kVerb && doc.chunks[unit.first_chunk - 1].tokens.end == unit.tokens.begin && Has(telling_, tok.lemma[unit.tokens.begin - 1])) return true;
  if (unit.tokens.end < tok.size() && doc.token(unit.tokens.end) == "," && next < doc.chunks.size() && doc.chunks[next].kind == ChunkKind::kNoun && unit.tokens.end + 1 == doc.chunks[next].tokens.begin) {
    for (uint32_t c = next + 1; c < doc.chunks.size() && c < next + 5; ++c) {
      if (doc.chunks[c].kind != ChunkKind::kVerb) continue;
      return !doc.chunks[c].participle && doc.chunks[c].tokens.begin > 0 && doc.token(doc.chunks[c].tokens.begin - 1) == ",";
    }
  }
  return false;
}

void PartyReader::Count(const Document& doc, const Unit& unit, PartyMention& party) const {
  const auto first = std::lower_bound(doc.quantities.begin(), doc.quantities.end(), unit.tokens.begin, [](const QuantityMention& q, uint32_t t) { return q.tokens.end + 1 < t; });
  for (auto q = first; q != doc.quantities.end() && q->tokens.begin < unit.tokens.end; ++q) {
    if (q->is_money || q->is_ordinal || q->is_age || q->is_year) continue;
    if (!q->estimate.unit.empty() && q->estimate.unit != "people" && q->estimate.unit != "households") continue;
    const bool inside = q->number.begin >= unit.tokens.begin && q->number.end <= unit.tokens.end;
    const bool before = q->tokens.end == unit.tokens.begin;
    const bool of = q->tokens.end + 1 == unit.tokens.begin && doc.tokens.word[q->tokens.end] == of_;
    if (inside || before || of) party.count = QuantityId{static_cast<uint32_t>(q - doc.quantities.begin())};
  }
}

void PartyReader::TakePossessor(Document& doc, const Unit& unit, PartyMention& party, PartyFacts& own, Workspace& work) const {
  if (unit.tokens.begin == 0 || doc.parties.empty()) return;
  const PartyMention before = doc.parties.back();
  const PartyFacts& facts = work.facts.back();
  // "Chad's army", and "United States military forces", "Taliban senior commanders" where the chunker cuts the name off.
  const uint32_t last = before.tokens.end == unit.tokens.begin ? before.tokens.end - 1 : unit.tokens.begin - 1;
  const bool compound = last + 1 == before.tokens.end && (facts.state || (facts.group && !before.actor.empty())) && unit.tokens.Contains(doc.tokens.head[TreeHead(doc, before.head_token)]);
  const uint32_t mark = compound ? before.tokens.end : last;
  if (!compound && doc.tokens.upos[mark] != Upos::kPart) return;
  if (before.tokens.end != mark || before.is_pronoun || facts.sentence != work.sentence) return;
  if (!facts.state && !facts.group) return;
  if (!before.country.empty() && party.country.empty()) party.country = before.country;
  if (!before.actor.empty() && party.actor.empty() && party.sectors != "CVL" && party.sectors != "REF") {
    party.actor = before.actor;
    party.name = before.name;
    if (party.sectors.empty() || party.sectors == "ELI" || party.sectors == "REB" || party.sectors == "GOV") party.sectors = before.sectors;
  }
  party.tokens.begin = before.tokens.begin;
  party.span = doc.tokens.span(party.tokens);
  // "the group's fighters": who the group is comes to light later; its row stays, as do rows that something points at.
  if (!facts.named && !facts.state) {
    own.owner = static_cast<uint32_t>(doc.parties.size() - 1);
    return;
  }
  for (const Workspace::Alias& alias : work.aliases) {
    if (alias.row + 1 == doc.parties.size()) return;
  }
  doc.parties.pop_back();
  work.facts.pop_back();
}

void PartyReader::ExtendOverOf(const Document& doc, const Unit& unit, bool is_body, PartyMention& party, Workspace& work) const {
  const auto& tok = doc.tokens;
  const uint32_t at = unit.tokens.end;
  const uint32_t next = unit.last_chunk == kNone ? kNone : unit.last_chunk + 1;
  if (next == kNone || at + 1 >= tok.size() || next >= doc.chunks.size()) return;
  const WordId word = tok.word[at];
  const bool of = word == of_;
  if (!of && word != for_ && word != from_ && word != with_) return;
  Chunk chunk = doc.chunks[next];
  if (next + 1 < doc.chunks.size() && doc.chunks[next + 1].kind == ChunkKind::kNoun && doc.chunks[next + 1].tokens.begin == chunk.tokens.end + 1 && tok.upos[chunk.tokens.end] == Upos::kPart) {
    // "head of Iran's Quds Force"
    chunk.tokens.end = doc.chunks[next + 1].tokens.end;
    chunk.head = doc.chunks[next + 1].head;
  }
  if (chunk.kind != ChunkKind::kNoun || chunk.tokens.begin != at + 1 || tok.upos[chunk.head] == Upos::kPron || tok.upos[chunk.head] == Upos::kNum) return;
  const Sentence& sentence = doc.sentences[work.sentence];
  if (chunk.tokens.begin >= sentence.tokens.end) return;
  uint32_t end = chunk.tokens.end;
  const bool civil = party.sectors == "CVL" || party.sectors == "REF" || party.role == "analysts";
  for (const NameHit& hit : work.hits) {
    if (hit.tokens.begin >= chunk.tokens.end) break;
    if (hit.tokens.end <= chunk.tokens.begin) continue;
    const Actor actor = ActorOf(doc, hit, work);
    end = std::max(end, hit.tokens.end);
    if (party.country.empty() && !actor.country.empty()) party.country = actor.country;
    if (of && actor.kind == ActorKind::kCountry) work.country_taken = hit.tokens.end;
    const bool group = actor.kind == ActorKind::kArmedGroup || actor.kind == ActorKind::kOrganization;
    if (!group || !party.actor.empty() || civil || actor.id.empty()) continue;
    party.actor = actor.id;
    party.name = actor.name;
    if (party.sectors.empty() || party.sectors == "ELI" || party.sectors == "REB") party.sectors = actor.sectors;
  }
  // "the head of the Euphrates Center": a body that only the name tagger knows.
  const NameMention* body = of && !civil && party.name.empty() ? NameAt(doc, chunk.head) : nullptr;
  if (body && body->confidence >= kSureName && (body->type == NameType::kOrganization || body->type == NameType::kArmedGroup) && body->tokens.begin >= chunk.tokens.begin) {
    party.name = doc.text(tok.span(body->tokens));
    end = std::max(end, body->tokens.end);
  }
  if (!of) return;
  // "Ministry of Health": a capitalised of-phrase belongs to the name.
  const bool name = is_body && (tok.shape[unit.head] & kCapitalized) && (tok.shape[chunk.head] & kCapitalized) && !work.shouted;
  if (name && party.name.empty()) party.name = doc.text(tok.span(TokenRange{unit.begin, end}));
  party.tokens.end = end;
  party.span = tok.span(party.tokens);
}

void PartyReader::NoteAcronym(Document& doc, uint32_t row, Workspace& work) const {
  const auto& tok = doc.tokens;
  PartyMention& party = doc.parties[row];
  const uint32_t open = party.tokens.end;
  if (open + 2 >= tok.size() || doc.token(open) != "(") return;
  uint32_t close = open + 1;
  while (close < tok.size() && close < open + 6 && doc.token(close) != ")") ++close;
  if (close >= tok.size() || doc.token(close) != ")") return;
  const uint32_t t = open + 1;
  NameHit hit;
  const bool known = actors_.Match(doc, t, close, false, hit) && hit.tokens.end == close;
  if (!known && !((tok.shape[t] & kAllCaps) && close == t + 1 && !(tok.shape[t] & kHasDigit))) return;
  if (known) {
    const Actor& actor = actors_.actor(hit.actor);
    if (actor.kind == ActorKind::kCountry || actor.kind == ActorKind::kCapital || actor.kind == ActorKind::kDemonym) return;
    if (party.actor.empty()) {
      party.actor = actor.id;
      party.name = actor.name;
      if (party.country.empty()) party.country = actor.country;
    }
  }
  // An acronym of the document stands for the row before any table is asked, where the tables know another.
  if (!known || actors_.actor(hit.actor).id != party.actor) work.aliases.push_back({tok.span(t), row});
  work.skip_until = close;
  work.done = std::max(work.done, close);
}

}  // namespace dateline
