#include "records/slot_filler.h"

#include <algorithm>

#include "language/party_lookup.h"

namespace dateline {
namespace {

constexpr uint32_t kNone = UINT32_MAX;

bool IsArmed(const PartyMention& party) {
  if (!party.actor.empty() || !party.country.empty()) return true;
  for (const std::string_view sector : {"MIL", "REB", "UAF", "COP", "PRM", "SPY", "IMG", "GOV"}) {
    if (party.sectors.find(sector) != std::string_view::npos) return true;
  }
  return false;
}

const PartyMention& Resolved(const Document& doc, const PartyMention& party) {
  return party.antecedent.valid() ? doc.parties[party.antecedent.value] : party;
}

Estimate Exactly(double value, Span span) {
  Estimate out;
  out.low = out.best = out.high = value;
  out.unit = "people";
  out.span = span;
  return out;
}

}  // namespace

Result<SlotFiller> SlotFiller::Load(Vocabulary& v) {
  SlotFiller out;
  const std::pair<WordId*, const char*> words[] = {{&out.out_of_, "out_of"}, {&out.out_, "out"}, {&out.of_, "of"}, {&out.by_, "by"}, {&out.on_, "on"}, {&out.against_, "against"}, {&out.at_, "at"}, {&out.the_, "the"}, {&out.a_, "a"}, {&out.an_, "an"},
      {&out.this_, "this"}, {&out.that_, "that"}, {&out.these_, "these"}, {&out.those_, "those"}, {&out.its_, "its"}, {&out.their_, "their"}, {&out.his_, "his"}, {&out.her_, "her"}};
  for (const auto& [id, text] : words) *id = v.Intern(text);
  for (const char* text : {"some", "many", "others", "several", "most", "dozens", "hundreds", "thousands", "scores"}) out.some_.push_back(v.Intern(text));
  return out;
}

uint32_t SlotFiller::ChunkBehind(const SentenceContext& x, const Draft& draft, WordId preposition) const {
  const Document& doc = x.doc;
  const uint32_t after = draft.match.trigger.end;
  bool passed_verb = false;
  for (uint32_t c = x.clauses.first(); c < x.clauses.last(); ++c) {
    const Chunk& chunk = doc.chunks[c];
    if (chunk.tokens.begin < after) continue;
    if (chunk.kind == ChunkKind::kVerb) {
      const bool runs_on = chunk.participle || (chunk.infinitive && draft.record.kind == RecordKind::kMovement);
      if (!runs_on || draft.verb == kNone) break;
      passed_verb = !chunk.infinitive;
      continue;
    }
    const uint32_t p = x.clauses.noun(c).preposition;
    if (p == NounRole::kNone || passed_verb || p < after) continue;
    const WordId word = doc.tokens.word[p];
    const bool out_of = word == of_ && p > 0 && doc.tokens.word[p - 1] == out_;
    if (out_of ? preposition == out_of_ : word == preposition) return x.clauses.noun(c).possessive && c + 1 < x.clauses.last() && doc.chunks[c + 1].kind == ChunkKind::kNoun ? c + 1 : c;
  }
  return kNone;
}

bool SlotFiller::ChunksByTree(const SentenceContext& x, const Draft& draft, Position position, WordId preposition) const {
  const bool noun = draft.verb == kNone;
  const auto fits = [&](const Argument& a) {
    const bool is_by = a.role == ArgumentRole::kPreposition && a.preposition == by_, is_of = a.role == ArgumentRole::kPreposition && a.preposition == of_;
    if (position == Position::kSubject) return a.role == ArgumentRole::kSubject || (noun && is_by);
    if (position == Position::kObject) return a.role == ArgumentRole::kObject || (noun && is_of);
    if (position == Position::kPossessor) return a.role == ArgumentRole::kPossessor;
    if (a.role == ArgumentRole::kPreposition) return a.preposition == preposition;
    if (preposition == by_) return a.role == ArgumentRole::kSubject && (noun || draft.passive);
    // What an attack was aimed at, whether "on" says it or a verb does.
    return noun && a.role == ArgumentRole::kObject && (preposition == of_ || preposition == on_ || preposition == against_);
  };
  ArgumentPath best = ArgumentPath::kSister;
  bool any = false;
  for (const Argument& a : x.scratch.arguments) {
    if (!fits(a)) continue;
    best = std::min(best, a.path);
    any = true;
  }
  Chunks& chunks = x.scratch.chunks;
  for (const Argument& a : x.scratch.arguments) {
    if (!any || a.path != best || !fits(a)) continue;
    const uint32_t chunk = x.clauses.ChunkAt(a.head);
    if (chunk == kNone || x.doc.chunks[chunk].kind != ChunkKind::kNoun || x.clauses.noun(chunk).is_time) continue;
    if (std::find(chunks.begin(), chunks.end(), chunk) == chunks.end()) chunks.push_back(chunk);
  }
  return !chunks.empty();
}

const SlotFiller::Chunks& SlotFiller::ChunksAt(const SentenceContext& x, const Draft& draft, Position position, WordId preposition) const {
  Chunks& chunks = x.scratch.chunks;
  chunks.clear();
  if (ChunksByTree(x, draft, position, preposition)) return chunks;
  const uint32_t chunk = x.clauses.Named(x.doc, x.words, RawChunkFor(x, draft, position, preposition));
  if (chunk == kNone || x.doc.chunks[chunk].kind != ChunkKind::kNoun) return chunks;
  // Who acts is not acted upon, whatever the order of the words says.
  if (position == Position::kSubject || position == Position::kObject) {
    const ArgumentRole other = position == Position::kSubject ? ArgumentRole::kObject : ArgumentRole::kSubject;
    for (const Argument& a : x.scratch.arguments) {
      if (a.role == other && x.doc.chunks[chunk].tokens.Contains(a.head)) return chunks;
    }
  }
  x.clauses.Coordinated(chunk, chunks);
  return chunks;
}

uint32_t SlotFiller::RawChunkFor(const SentenceContext& x, const Draft& draft, Position position, WordId preposition) const {
  if (position == Position::kPreposition) {
    // "by" of a passive is its deep subject.
    return ChunkBehind(x, draft, preposition);
  }
  if (draft.verb != kNone) {
    const VerbRole& verb = x.clauses.verb(draft.verb);
    if (position == Position::kSubject) return draft.passive ? ChunkBehind(x, draft, by_) : verb.subject;
    if (position == Position::kObject) {
      if (draft.passive) return verb.subject;
      // Behind a trigger of several words the object is the noun that follows the trigger.
      if (verb.object != kNone && x.doc.chunks[verb.object].tokens.begin >= draft.match.trigger.end) return verb.object;
      if (draft.match.trigger.end > x.doc.chunks[draft.verb].tokens.end) {
        for (uint32_t c = x.clauses.first(); c < x.clauses.last(); ++c) {
          const Chunk& chunk = x.doc.chunks[c];
          if (chunk.tokens.begin < draft.match.trigger.end) continue;
          // The particle of "took over" counts as its preposition.
          const uint32_t p = x.clauses.noun(c).preposition;
          if (chunk.kind == ChunkKind::kNoun && (p == NounRole::kNone || p < draft.match.trigger.end) && chunk.tokens.begin <= draft.match.trigger.end + 1) return c;
          break;
        }
      }
      return kNone;
    }
    return kNone;
  }
  if (draft.noun == kNone) return kNone;
  if (position == Position::kSubject) return ChunkBehind(x, draft, by_);
  if (position == Position::kObject) return ChunkBehind(x, draft, of_);
  return kNone;
}

PartyId SlotFiller::PartyOf(const SentenceContext& x, uint32_t c, bool make) const {
  Document& doc = x.doc;
  const Chunk& chunk = doc.chunks[c];
  if (const PartyId found = PartyHeadedIn(doc, chunk.tokens, x.ordered_parties); found.valid()) return found;
  if (!make || chunk.kind != ChunkKind::kNoun || doc.tokens.upos[chunk.head] == Upos::kPron || IsBareNumber(x, c) || x.clauses.noun(c).is_time) return {};
  PartyMention party;
  TokenRange tokens = chunk.tokens;
  while (tokens.size() > 1 && (doc.tokens.upos[tokens.begin] == Upos::kDet || doc.tokens.upos[tokens.begin] == Upos::kPron)) ++tokens.begin;
  if (const uint32_t owner = x.clauses.noun(c).possessor; owner != NounRole::kNone) {
    // "Al Qaeda's branch": the name says which.
    if (const PartyId id = PartyHeadedIn(doc, doc.chunks[owner].tokens, x.ordered_parties); id.valid() && !doc.parties[id.value].actor.empty()) {
      const PartyMention& of = doc.parties[id.value];
      tokens.begin = of.tokens.begin;
      party.actor = of.actor;
      party.name = of.name;
      party.country = of.country;
      party.sectors = of.sectors;
      party.is_people = true;
    }
  }
  party.tokens = tokens;
  party.span = doc.tokens.span(tokens);
  party.head_token = chunk.head;
  party.head = doc.tokens.span(chunk.head);
  party.is_plural = (doc.tokens.morph[chunk.head] & kPlural) != 0;
  doc.parties.push_back(party);
  return PartyId{static_cast<uint32_t>(doc.parties.size() - 1)};
}

/// Whose happening a noun names: its possessor, what stands before it ("Turkish"), or the subject of the verb that carries it.
PartyId SlotFiller::OwnerOf(const SentenceContext& x, const Draft& draft) const {
  if (draft.noun == kNone) return {};
  for (const ArgumentRole role : {ArgumentRole::kPossessor, ArgumentRole::kModifier, ArgumentRole::kSubject}) {
    if (role == ArgumentRole::kModifier) {
      if (const PartyId id = ModifierParty(x, draft.noun); id.valid()) return id;
      continue;
    }
    for (const Argument& a : x.scratch.arguments) {
      const uint32_t chunk = a.role == role ? x.clauses.ChunkAt(a.head) : kNone;
      if (chunk == kNone || x.doc.chunks[chunk].kind != ChunkKind::kNoun) continue;
      if (const PartyId id = PartyOf(x, chunk, false); id.valid()) return id;
    }
  }
  return {};
}

PartyId SlotFiller::ModifierParty(const SentenceContext& x, uint32_t c) const {
  Document& doc = x.doc;
  const Chunk& chunk = doc.chunks[c];
  const NounRole& role = x.clauses.noun(c);
  if (role.possessor != NounRole::kNone) return PartyOf(x, role.possessor, false);
  const TokenRange before = {chunk.tokens.begin, chunk.head};
  if (const PartyId found = PartyHeadedIn(doc, before, x.ordered_parties); found.valid()) return found;
  const auto first = std::lower_bound(doc.places.begin(), doc.places.end(), before.begin, [](const PlaceMention& p, uint32_t t) { return p.tokens.begin < t; });
  for (auto it = first; it != doc.places.end() && it->tokens.end <= before.end; ++it) {
    const PlaceMention place = *it;
    if (!place.is_demonym) continue;
    PartyMention party;
    party.span = place.span;
    party.head = place.span;
    party.tokens = place.tokens;
    party.head_token = place.tokens.end - 1;
    party.name = place.name;
    party.country = place.country;
    party.is_people = true;
    doc.parties.push_back(party);
    return PartyId{static_cast<uint32_t>(doc.parties.size() - 1)};
  }
  return {};
}

PlaceId SlotFiller::PlaceIn(const SentenceContext& x, TokenRange tokens) const {
  const auto first = std::lower_bound(x.doc.places.begin(), x.doc.places.end(), tokens.begin, [](const PlaceMention& p, uint32_t t) { return p.tokens.end <= t; });
  for (auto it = first; it != x.doc.places.end() && it->tokens.begin < tokens.end; ++it) {
    if (!it->is_demonym && !it->is_dateline && !it->is_metonym) return PlaceId{static_cast<uint32_t>(it - x.doc.places.begin())};
  }
  return {};
}

bool CountOf(const SentenceContext& x, uint32_t c, Estimate& out) {
  const Document& doc = x.doc;
  const Chunk& chunk = doc.chunks[c];
  const uint32_t from = chunk.tokens.begin > 8 ? chunk.tokens.begin - 8 : 0;
  auto it = std::lower_bound(doc.quantities.begin(), doc.quantities.end(), from, [](const QuantityMention& a, uint32_t t) { return a.tokens.begin < t; });
  for (; it != doc.quantities.end() && it->tokens.begin < chunk.tokens.end; ++it) {
    const QuantityMention& q = *it;
    if (q.is_money || q.is_ordinal || q.is_age || q.is_year || q.is_label || q.is_denied || !(q.estimate.unit.empty() || q.estimate.unit == "people" || q.estimate.unit == "households")) continue;
    const bool inside = q.tokens.end > chunk.tokens.begin && q.tokens.end <= chunk.tokens.end && (q.number.begin >= chunk.tokens.begin || q.tokens.end < chunk.tokens.end);
    // "dozens of people", "more than half of the fighters": the number is the chunk before an of-phrase.
    const bool of_phrase = q.tokens.end + 1 == chunk.tokens.begin && doc.tokens.word[q.tokens.end] == x.words.of;
    if (inside || of_phrase) {
      out = q.estimate;
      if (out.unit.empty()) out.unit = "people";
      return true;
    }
  }
  const Upos u = doc.tokens.upos[chunk.head];
  const bool single_name = u == Upos::kPropn;
  if (const PartyId id = PartyHeadedIn(doc, chunk.tokens, x.ordered_parties); id.valid()) {
    const PartyMention& raw = doc.parties[id.value];
    const PartyMention& party = Resolved(doc, raw);
    if (raw.count.valid()) {
      out = doc.quantities[raw.count.value].estimate;
      if (out.unit.empty()) out.unit = "people";
      return true;
    }
    const bool person = !party.person.empty();
    const WordId first = doc.tokens.word[chunk.tokens.begin];
    const bool one = party.is_people && !raw.is_group && !party.is_group && !party.is_plural && !raw.is_plural && party.actor.empty() && u == Upos::kNoun && (doc.tokens.upos[chunk.tokens.begin] == Upos::kDet || first == x.words.and_);
    if ((person && (single_name || raw.is_pronoun) && !party.is_plural) || one) {
      out = Exactly(1, raw.span);
      return true;
    }
  }
  return false;
}

void SlotFiller::PutNumber(const SentenceContext& x, Draft& draft, Slot slot, const Chunks& chunks) const {
  Estimate sum, one;
  bool any = false;
  for (const uint32_t k : chunks) {
    if (!CountOf(x, k, one)) continue;
    if (any && one.unit != sum.unit) continue;  // "300 families or 1,500 people": the same people twice
    if (!any) {
      sum = one;
    } else {
      sum.low += one.low;
      sum.best += one.best;
      sum.high += one.high;
      sum.span.end = std::max(sum.span.end, one.span.end);
      if (sum.hedge == Hedge::kExact) sum.hedge = one.hedge;
    }
    any = true;
  }
  if (!any) return;
  if (slot == Slot::kCount) {
    draft.record.has_count = true;
    draft.record.count = sum;
  } else if (slot >= Slot::kKilled && slot <= Slot::kAbducted) {
    TollEstimate& toll = draft.record.toll[static_cast<size_t>(slot) - static_cast<size_t>(Slot::kKilled)];
    toll.given = true;
    toll.estimate = sum;
    if (const PartyId who = PartyHeadedIn(x.doc, x.doc.chunks[chunks.front()].tokens, x.ordered_parties); who.valid()) toll.who = x.doc.parties[who.value].span;
  }
}

void SlotFiller::PutParties(const SentenceContext& x, Draft& draft, Slot slot, const Chunks& chunks) const {
  Record& r = draft.record;
  if (slot == Slot::kActor || slot == Slot::kRecipient) {
    for (const uint32_t k : chunks) {
      const PartyId party = PartyOf(x, k, slot == Slot::kRecipient);
      if (!party.valid()) continue;
      auto& list = slot == Slot::kActor ? r.actors : r.recipients;
      if (std::find(list.begin(), list.end(), party) == list.end()) list.push_back(party);
      ++draft.filled;
    }
    return;
  }
  const PartyId party = PartyOf(x, chunks.front(), slot == Slot::kPeople || slot == Slot::kHolder || slot == Slot::kPrevious || slot == Slot::kJoined);
  if (!party.valid()) return;
  ++draft.filled;
  switch (slot) {
    case Slot::kPeople: r.people = party; break;
    case Slot::kFacilitator: r.facilitator = party; break;
    case Slot::kHolder: r.holder = party; break;
    case Slot::kPrevious: r.previous_holder = party; break;
    case Slot::kJoined: r.joined = party; break;
    default: break;
  }
}

bool SlotFiller::PutPlaces(const SentenceContext& x, Draft& draft, Slot slot, const Chunks& chunks) const {
  Record& r = draft.record;
  bool any = false;
  for (const uint32_t k : chunks) {
    TokenRange tokens = x.doc.chunks[k].tokens;
    PlaceId place = PlaceIn(x, tokens);
    // "the town of Afrin", "the front near Hajin": the name is in the phrase that follows.
    if (!place.valid() && k + 1 < x.clauses.last() && x.doc.chunks[k + 1].kind == ChunkKind::kNoun && x.clauses.noun(k + 1).preposition == tokens.end && x.rules.IsPlacePreposition(x.doc.tokens.word[tokens.end])) {
      place = PlaceIn(x, x.doc.chunks[k + 1].tokens);
    }
    if (!place.valid()) continue;
    any = true;
    ++draft.filled;
    auto& list = slot == Slot::kOrigin ? r.origin : slot == Slot::kDestination ? r.destination : slot == Slot::kVia ? r.via : r.places;
    if (std::find(list.begin(), list.end(), place) == list.end()) list.push_back(place);
  }
  return any;
}

void SlotFiller::Put(const SentenceContext& x, Draft& draft, Slot slot, const Chunks& chunks) const {
  if (chunks.empty()) return;
  switch (slot) {
    case Slot::kOrigin:
    case Slot::kDestination:
    case Slot::kVia:
    case Slot::kPlace: PutPlaces(x, draft, slot, chunks); return;
    case Slot::kCount:
    case Slot::kKilled:
    case Slot::kInjured:
    case Slot::kMissing:
    case Slot::kDetained:
    case Slot::kAbducted: PutNumber(x, draft, slot, chunks); return;
    case Slot::kPrice:
      for (const QuantityMention& q : x.doc.quantities) {
        if (q.is_money && x.doc.chunks[chunks.front()].tokens.Overlaps(q.tokens)) {
          draft.record.has_price = true;
          draft.record.price = q.estimate;
        }
      }
      return;
    case Slot::kTime: return;
    default: break;
  }
  PutParties(x, draft, slot, chunks);
}

void SlotFiller::PutCapture(const SentenceContext& x, Draft& draft, Slot slot, TokenRange tokens) const {
  if (tokens.empty()) return;
  for (uint32_t i = 0; i < x.doc.quantities.size() && (slot == Slot::kPrice || slot >= Slot::kCount); ++i) {
    const QuantityMention& q = x.doc.quantities[i];
    if (q.tokens.begin != tokens.begin && q.number.begin != tokens.begin) continue;
    if (slot == Slot::kPrice) {
      draft.record.has_price = true;
      draft.record.price = q.estimate;
    } else if (slot == Slot::kCount) {
      draft.record.has_count = true;
      draft.record.count = q.estimate;
      if (q.estimate.unit.empty()) draft.record.count.unit = "people";
    } else if (slot <= Slot::kAbducted) {
      TollEstimate& toll = draft.record.toll[static_cast<size_t>(slot) - static_cast<size_t>(Slot::kKilled)];
      toll.given = true;
      toll.estimate = q.estimate;
      toll.estimate.unit = "people";
    }
    ++draft.filled;
    return;
  }
  if (slot == Slot::kPrice) return;
  if (slot == Slot::kPlace || slot == Slot::kOrigin || slot == Slot::kDestination || slot == Slot::kVia) {
    const PlaceId place = PlaceIn(x, tokens);
    if (!place.valid()) return;
    auto& list = slot == Slot::kOrigin ? draft.record.origin : slot == Slot::kDestination ? draft.record.destination : slot == Slot::kVia ? draft.record.via : draft.record.places;
    list.push_back(place);
    ++draft.filled;
    return;
  }
  const uint32_t chunk = x.clauses.ChunkAt(tokens.end - 1);
  if (chunk == kNone || x.doc.chunks[chunk].kind != ChunkKind::kNoun) return;
  x.scratch.chunks.clear();
  x.clauses.Coordinated(chunk, x.scratch.chunks);
  Put(x, draft, slot, x.scratch.chunks);
}

/// "1,500", "90 more": a number without a noun.
bool SlotFiller::IsBareNumber(const SentenceContext& x, uint32_t c) const {
  bool number = false;
  for (uint32_t t = x.doc.chunks[c].tokens.begin; t < x.doc.chunks[c].tokens.end; ++t) {
    const Upos u = x.doc.tokens.upos[t];
    if (u == Upos::kNoun || u == Upos::kPropn || u == Upos::kPron) return false;
    number = number || u == Upos::kNum;
  }
  return number;
}

bool SlotFiller::IsPeopleName(const SentenceContext& x, uint32_t token) const {
  if (std::find(some_.begin(), some_.end(), x.doc.tokens.word[token]) != some_.end()) return true;
  const auto it = std::lower_bound(x.doc.places.begin(), x.doc.places.end(), token, [](const PlaceMention& p, uint32_t t) { return p.tokens.end <= t; });
  return it != x.doc.places.end() && it->is_demonym && it->tokens.Contains(token);
}

bool SlotFiller::ChunksPass(const SentenceContext& x, const Chunks& chunks, Filter filter, Position position) const {
  if (chunks.empty()) return false;
  if (filter == kAny) return true;
  for (const uint32_t k : chunks) {
    const TokenRange tokens = x.doc.chunks[k].tokens;
    if (filter == kPlaceFilter) {
      if (PlaceIn(x, tokens).valid()) return true;
      if (k + 1 < x.clauses.last() && x.doc.chunks[k + 1].kind == ChunkKind::kNoun && x.clauses.noun(k + 1).preposition == tokens.end && x.doc.tokens.word[tokens.end] == of_ &&
          PlaceIn(x, x.doc.chunks[k + 1].tokens).valid()) {
        return true;
      }
      continue;
    }
    if (filter == kNumberFilter) {
      Estimate estimate;
      if (CountOf(x, k, estimate)) return true;
      // "the community", "the majority": many, whose number is not said.
      if (const PartyId many = PartyHeadedIn(x.doc, tokens, x.ordered_parties); many.valid() && x.doc.parties[many.value].is_group && x.doc.parties[many.value].is_people) return true;
      continue;
    }
    PartyId id = PartyHeadedIn(x.doc, tokens, x.ordered_parties);
    const uint32_t head = x.doc.chunks[k].head;
    // "Europeans", "1,500": people by their country, or by number alone.
    if (!id.valid() && (filter == kPeopleFilter || filter == kPartyFilter) && (IsBareNumber(x, k) || IsPeopleName(x, head))) return true;
    if (!id.valid() && position == Position::kPossessor) id = ModifierParty(x, k);
    if (!id.valid()) continue;
    const PartyMention& party = Resolved(x.doc, x.doc.parties[id.value]);
    if (filter == kPartyFilter) return true;
    if (filter == kPeopleFilter && (party.is_people || x.doc.parties[id.value].is_people)) return true;
    if (filter == kArmedFilter && IsArmed(party)) return true;
  }
  return false;
}

bool SlotFiller::Passes(const SentenceContext& x, const Draft& draft, const Frame::Condition& condition) const {
  if (!condition.on_slot) {
    if (condition.position == Position::kPossessor) {
      const PartyId id = OwnerOf(x, draft);
      if (!id.valid()) return false;
      return condition.filter == kArmedFilter ? IsArmed(x.doc.parties[id.value]) : condition.filter != kPlaceFilter && condition.filter != kNumberFilter;
    }
    return ChunksPass(x, ChunksAt(x, draft, condition.position, condition.preposition), condition.filter, condition.position);
  }
  const Record& r = draft.record;
  const auto party = [&](PartyId id) {
    if (!id.valid()) return false;
    const PartyMention& p = Resolved(x.doc, x.doc.parties[id.value]);
    if (condition.filter == kPeopleFilter) return p.is_people;
    if (condition.filter == kArmedFilter) return IsArmed(p);
    return condition.filter == kAny || condition.filter == kPartyFilter;
  };
  const auto any_of = [&](const std::vector<PartyId>& ids) { return std::any_of(ids.begin(), ids.end(), party); };
  switch (condition.slot) {
    case Slot::kActor: return any_of(r.actors);
    case Slot::kRecipient: return any_of(r.recipients);
    case Slot::kPeople: return party(r.people);
    case Slot::kFacilitator: return party(r.facilitator);
    case Slot::kHolder: return party(r.holder);
    case Slot::kPrevious: return party(r.previous_holder);
    case Slot::kJoined: return party(r.joined);
    case Slot::kOrigin: return !r.origin.empty();
    case Slot::kDestination: return !r.destination.empty();
    case Slot::kVia: return !r.via.empty();
    case Slot::kPlace: return !r.places.empty();
    case Slot::kPrice: return r.has_price;
    case Slot::kCount: return r.has_count;
    case Slot::kTime: return !r.times.empty();
    default: return r.toll[static_cast<size_t>(condition.slot) - static_cast<size_t>(Slot::kKilled)].given;
  }
}

bool SlotFiller::Fill(const SentenceContext& x, Draft& draft) const {
  x.rules.Find({x.doc, x.tree, x.words, x.ordered_parties}, draft.match.trigger, x.scratch.arguments);
  for (const Frame::Filler& filler : draft.frame->fillers) {
    if (filler.position == Position::kCapture) {
      for (const Slot slot : filler.slots) PutCapture(x, draft, slot, draft.match.captures[filler.capture]);
      continue;
    }
    if (filler.position == Position::kPossessor) {
      const PartyId party = OwnerOf(x, draft);
      if (!party.valid()) continue;
      for (const Slot slot : filler.slots) {
        if (slot == Slot::kActor && draft.record.actors.empty()) draft.record.actors.push_back(party), ++draft.filled;
        if (slot == Slot::kRecipient && draft.record.recipients.empty()) draft.record.recipients.push_back(party), ++draft.filled;
        if (slot == Slot::kPeople) draft.record.people = party, ++draft.filled;
        if (slot == Slot::kHolder) draft.record.holder = party, ++draft.filled;
      }
      continue;
    }
    const Chunks& chunks = ChunksAt(x, draft, filler.position, filler.preposition);
    for (const Slot slot : filler.slots) Put(x, draft, slot, chunks);
  }
  for (const auto& alternatives : draft.frame->needs) {
    if (std::none_of(alternatives.begin(), alternatives.end(), [&](const Frame::Condition& c) { return Passes(x, draft, c); })) return false;
  }
  FillFromSubject(x, draft);
  return true;
}

void SlotFiller::FillFromSubject(const SentenceContext& x, Draft& draft) const {
  const Document& doc = x.doc;
  if (draft.record.kind != RecordKind::kMovement || !draft.record.origin.empty() || draft.verb == kNone || draft.passive) return;
  // "operatives from Raqqa paid for passage": where they come from is where they went from.
  const uint32_t subject = x.clauses.verb(draft.verb).subject;
  const uint32_t next = subject == kNone ? kNone : subject + 1;
  if (next == kNone || next >= x.clauses.last() || doc.chunks[next].kind != ChunkKind::kNoun || x.clauses.noun(next).preposition != doc.chunks[subject].tokens.end) return;
  if (doc.tokens.word[x.clauses.noun(next).preposition] != x.words.from) return;
  x.scratch.chunks.assign(1, next);
  PutPlaces(x, draft, Slot::kOrigin, x.scratch.chunks);
}

}  // namespace dateline
