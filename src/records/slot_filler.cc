#include "records/slot_filler.h"

#include <algorithm>
#include <array>

#include "base/rows.h"
#include "language/party_lookup.h"

namespace dateline {
namespace {

constexpr uint32_t kNone = UINT32_MAX;

/// Types whose recipient may be named by what is his: "rejected calls by Belgrade", "denounced Serbia's policy".
bool IsAnswer(std::string_view type) {
  constexpr std::array<std::string_view, 9> kTypes = {"ACCUSE", "REJECT", "SUPPORT", "REQUEST", "AGREE", "CONCEDE", "THREATEN", "PROTEST", "SANCTION"};
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

/// Positions that are looked at only where those of the clause itself leave the slot empty.
bool IsContent(Position position) { return position == Position::kDoer || position == Position::kReached || position == Position::kAim; }
ArgumentRole RoleOf(Position position) { return position == Position::kDoer ? ArgumentRole::kDoer : position == Position::kReached ? ArgumentRole::kReached : ArgumentRole::kAim; }

size_t TollOf(Slot slot) { return static_cast<size_t>(slot) - static_cast<size_t>(Slot::kKilled); }
bool IsToll(Slot slot) { return slot >= Slot::kKilled && slot <= Slot::kAbducted; }
bool IsPlace(Slot slot) { return slot == Slot::kPlace || slot == Slot::kOrigin || slot == Slot::kDestination || slot == Slot::kVia; }

std::vector<PlaceId>& PlacesOf(Record& r, Slot slot) {
  return slot == Slot::kOrigin ? r.origin : slot == Slot::kDestination ? r.destination : slot == Slot::kVia ? r.via : r.places;
}

}  // namespace

Result<SlotFiller> SlotFiller::Load(Vocabulary& v) {
  SlotFiller out;
  auto reader = PhraseReader::Load(v);
  if (!reader) return reader.error();
  out.reader_ = std::move(*reader);
  const std::pair<WordId*, const char*> words[] = {{&out.out_of_, "out_of"}, {&out.out_, "out"}, {&out.of_, "of"}, {&out.by_, "by"}, {&out.on_, "on"}, {&out.against_, "against"}, {&out.to_, "to"}};
  for (const auto& [id, text] : words) *id = v.Intern(text);
  return out;
}

bool SlotFiller::ByTree(const SentenceContext& x, const Draft& draft, Position position, WordId preposition) const {
  const bool noun = draft.verb == kNone;
  const bool behind_to = std::any_of(x.scratch.arguments.begin(), x.scratch.arguments.end(), [&](const Argument& a) { return a.role == ArgumentRole::kPreposition && a.preposition == to_; });
  const auto fits = [&](const Argument& a) {
    const bool is_by = a.role == ArgumentRole::kPreposition && a.preposition == by_, is_of = a.role == ArgumentRole::kPreposition && a.preposition == of_;
    if (position == Position::kSubject) return a.role == ArgumentRole::kSubject || (noun && is_by);
    if (position == Position::kObject) return a.role == ArgumentRole::kObject || (noun && is_of);
    if (position == Position::kPossessor) return a.role == ArgumentRole::kPossessor;
    if (IsContent(position)) return a.role == RoleOf(position);
    if (a.role == ArgumentRole::kIndirect) return preposition == to_ && !behind_to;  // "gave the rebels arms"
    if (a.role == ArgumentRole::kPreposition) return a.preposition == preposition;
    // "gave Ankara a warning": to Ankara.
    if (preposition == to_ && a.role == ArgumentRole::kIndirect) return true;
    if (preposition == by_) return a.role == ArgumentRole::kSubject && (noun || draft.passive);
    // What an attack was aimed at, whether "on" says it or a verb does.
    return noun && a.role == ArgumentRole::kObject && (preposition == of_ || preposition == on_ || preposition == against_);
  };
  ArgumentPath best = ArgumentPath::kSister;
  for (const Argument& a : x.scratch.arguments) {
    if (fits(a)) best = std::min(best, a.path);
  }
  Phrases& phrases = x.scratch.phrases;
  for (const Argument& a : x.scratch.arguments) {
    if (a.path != best || !fits(a)) continue;
    const auto time = std::lower_bound(x.doc.times.begin(), x.doc.times.end(), a.head, [](const TimeMention& t, uint32_t token) { return t.tokens.end <= token; });
    if (time != x.doc.times.end() && time->tokens.Contains(a.head)) continue;
    const Phrase phrase = PhraseReader::At(x, a.head, a.whole);
    if (phrase.chunk != kNone) phrases.push_back(phrase);
  }
  return !phrases.empty();
}

void SlotFiller::PutCoordinated(const SentenceContext& x, uint32_t chunk, Phrases& out) const {
  x.scratch.chunks.clear();
  x.clauses.Coordinated(chunk, x.scratch.chunks);
  for (const uint32_t c : x.scratch.chunks) out.push_back({x.doc.chunks[c].head, x.doc.chunks[c].head, x.doc.chunks[c].tokens, c});
}

const SlotFiller::Phrases& SlotFiller::PhrasesAt(const SentenceContext& x, const Draft& draft, Position position, WordId preposition) const {
  Phrases& phrases = x.scratch.phrases;
  phrases.clear();
  if (ByTree(x, draft, position, preposition)) return phrases;
  const uint32_t chunk = x.clauses.Named(x.doc, x.words, ByOrder(x, draft, position, preposition));
  if (chunk == kNone || x.doc.chunks[chunk].kind != ChunkKind::kNoun) return phrases;
  if (x.clauses.noun(chunk).is_time) return phrases;
  // Who acts is not acted upon, whatever the order of the words says.
  if (position == Position::kSubject || position == Position::kObject) {
    const ArgumentRole other = position == Position::kSubject ? ArgumentRole::kObject : ArgumentRole::kSubject;
    for (const Argument& a : x.scratch.arguments) {
      if (a.role == other && x.doc.chunks[chunk].tokens.Contains(a.head)) return phrases;
    }
  }
  PutCoordinated(x, chunk, phrases);
  return phrases;
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

/// Behind a trigger of several words the object is the noun that follows the trigger.
uint32_t SlotFiller::ObjectByOrder(const SentenceContext& x, const Draft& draft) const {
  const VerbRole& verb = x.clauses.verb(draft.verb);
  if (draft.passive) return verb.subject;
  const uint32_t after = draft.match.trigger.end;
  if (verb.object != kNone && x.doc.chunks[verb.object].tokens.begin >= after) return verb.object;
  if (after <= x.doc.chunks[draft.verb].tokens.end) return kNone;
  for (uint32_t c = x.clauses.first(); c < x.clauses.last(); ++c) {
    const Chunk& chunk = x.doc.chunks[c];
    if (chunk.tokens.begin < after) continue;
    // The particle of "took over" counts as its preposition.
    const uint32_t p = x.clauses.noun(c).preposition;
    return chunk.kind == ChunkKind::kNoun && (p == NounRole::kNone || p < after) && chunk.tokens.begin <= after + 1 ? c : kNone;
  }
  return kNone;
}

uint32_t SlotFiller::ByOrder(const SentenceContext& x, const Draft& draft, Position position, WordId preposition) const {
  if (position == Position::kPreposition) return ChunkBehind(x, draft, preposition);
  if (position != Position::kSubject && position != Position::kObject) return kNone;
  if (draft.verb == kNone) return draft.noun == kNone ? kNone : ChunkBehind(x, draft, position == Position::kSubject ? by_ : of_);
  if (position == Position::kObject) return ObjectByOrder(x, draft);
  return draft.passive ? ChunkBehind(x, draft, by_) : x.clauses.verb(draft.verb).subject;
}

/// Whose happening a noun names: its possessor, what stands before it ("Turkish"), or the subject of the verb that carries it.
PartyId SlotFiller::OwnerOf(const SentenceContext& x, const Draft& draft) const {
  if (draft.noun == kNone) return {};
  const auto by_role = [&](ArgumentRole role) {
    for (const Argument& a : x.scratch.arguments) {
      if (a.role != role) continue;
      if (const PartyId id = reader_.Party(x, PhraseReader::At(x, a.head, a.whole), false); id.valid()) return id;
    }
    return PartyId{};
  };
  if (const PartyId id = by_role(ArgumentRole::kPossessor); id.valid()) return id;
  if (const PartyId id = reader_.Modifier(x, x.doc.chunks[draft.noun].head); id.valid()) return id;
  return by_role(ArgumentRole::kSubject);
}

/// "Soleimani, head of the force": a tree may take for two what is one and the same.
bool SlotFiller::IsSame(const SentenceContext& x, const Phrase& first, const Phrase& other) const {
  const PartyId a = PartyHeadedIn(x.doc, first.tokens, x.ordered_parties), b = PartyHeadedIn(x.doc, other.tokens, x.ordered_parties);
  if (!a.valid() || !b.valid()) return false;
  const PartyMention &one = PhraseReader::Resolved(x.doc, x.doc.parties[a.value]), &two = PhraseReader::Resolved(x.doc, x.doc.parties[b.value]);
  return &one == &two || (!one.person.empty() && one.person == two.person);
}

/// Nobody does it to himself: a pronoun that stands for who has the other slot was bound wrongly.
bool SlotFiller::IsOther(const SentenceContext& x, PartyId party, const std::vector<PartyId>& others) {
  const PartyMention& one = PhraseReader::Resolved(x.doc, x.doc.parties[party.value]);
  return std::none_of(others.begin(), others.end(), [&](PartyId other) { return !(other == party) && &PhraseReader::Resolved(x.doc, x.doc.parties[other.value]) == &one; });
}

/// "the victims, Karim Hadi and Omar Nasser": so many as are named.
bool SlotFiller::CountNames(const SentenceContext& x, const Phrase& phrase, Estimate& out) const {
  const PartyId party = PartyHeadedIn(x.doc, phrase.tokens, x.ordered_parties);
  if (!party.valid()) return false;
  auto& members = x.scratch.members;
  members.clear();
  reader_.Members(x, party, members);
  if (members.size() < 2) return false;
  out = {};
  out.low = out.best = out.high = static_cast<double>(members.size());
  out.unit = "people";
  out.span = x.doc.parties[party.value].span;
  return true;
}

/// "left three people dead and | another injured": what became of one of a list is said of him alone.
bool SlotFiller::HasOwnFate(const SentenceContext& x, Slot slot, const Phrase& phrase) {
  const uint32_t next = phrase.tokens.end;
  return IsToll(slot) && next < x.tokens.end && x.doc.tokens.xpos[next] == Xpos::kVbn && (next + 1 == x.tokens.end || x.doc.tokens.deprel[next + 1] != Deprel::kObj);
}

bool SlotFiller::IsPartOf(const Document& doc, const Estimate& part, const Estimate& whole) {
  return std::any_of(doc.quantities.begin(), doc.quantities.end(), [&](const QuantityMention& q) {
    return q.estimate.span == part.span && q.part_of.valid() && doc.quantities[q.part_of.value].estimate.span == whole.span;
  });
}

void SlotFiller::PutNumber(const SentenceContext& x, Draft& draft, Slot slot, const Phrases& phrases) const {
  Estimate sum, one;
  bool any = false;
  for (const Phrase& phrase : phrases) {
    if (&phrase != &phrases.front() && (IsSame(x, phrases.front(), phrase) || HasOwnFate(x, slot, phrase))) continue;
    if (!reader_.CountOrOne(x, phrase, one) && !CountNames(x, phrase, one)) continue;
    if (any && IsPartOf(x.doc, one, sum)) continue;  // "four people, two of them children"
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
  } else if (IsToll(slot) || slot == Slot::kHit) {
    TollEstimate& toll = slot == Slot::kHit ? draft.hit : draft.record.toll[TollOf(slot)];
    toll.given = true;
    toll.estimate = sum;
    if (const PartyId who = PartyHeadedIn(x.doc, phrases.front().tokens, x.ordered_parties); who.valid()) toll.who = x.doc.parties[who.value].span;
  }
}

void SlotFiller::PutParties(const SentenceContext& x, Draft& draft, Slot slot, const Phrases& phrases) const {
  Record& r = draft.record;
  if (slot == Slot::kActor || slot == Slot::kRecipient) {
    for (const Phrase& phrase : phrases) {
      if (&phrase != &phrases.front() && IsSame(x, phrases.front(), phrase)) continue;
      // Things are hit, seized and given; who is accused, asked or praised is somebody.
      const bool physical = r.type == "ASSAULT" || r.type == "COERCE" || r.type == "AID" || r.type == "RETREAT" || r.type == "MOBILIZE";
      PartyId party = reader_.Party(x, phrase, slot == Slot::kRecipient && (physical || x.doc.tokens.upos[phrase.head] == Upos::kPropn));
      if (!party.valid() && slot == Slot::kRecipient && IsAnswer(r.type)) party = reader_.Owner(x, phrase);
      if (!party.valid()) continue;
      ++draft.filled;
      if (x.doc.parties[party.value].is_pronoun && !x.doc.parties[party.value].antecedent.valid()) continue;  // "they": nobody knows who
      auto& list = slot == Slot::kActor ? r.actors : r.recipients;
      x.scratch.members.clear();
      reader_.Members(x, party, x.scratch.members);
      for (const PartyId member : x.scratch.members) {
        if (!IsOther(x, member, slot == Slot::kActor ? r.recipients : r.actors)) continue;
        if (std::find(list.begin(), list.end(), member) == list.end()) list.push_back(member);
      }
    }
    return;
  }
  const PartyId party = reader_.Party(x, phrases.front(), slot == Slot::kPeople || slot == Slot::kHolder || slot == Slot::kPrevious || slot == Slot::kJoined);
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

void SlotFiller::PutPlaces(const SentenceContext& x, Draft& draft, Slot slot, const Phrases& phrases) const {
  auto& list = PlacesOf(draft.record, slot);
  for (const Phrase& phrase : phrases) {
    const PlaceId place = reader_.Place(x, phrase);
    if (!place.valid()) continue;
    ++draft.filled;
    if (std::find(list.begin(), list.end(), place) == list.end()) list.push_back(place);
  }
}

void SlotFiller::Put(const SentenceContext& x, Draft& draft, Slot slot, const Phrases& phrases) const {
  if (phrases.empty() || slot == Slot::kTime) return;
  if (IsPlace(slot)) return PutPlaces(x, draft, slot, phrases);
  if (slot == Slot::kCount || slot == Slot::kHit || IsToll(slot)) return PutNumber(x, draft, slot, phrases);
  if (slot != Slot::kPrice) return PutParties(x, draft, slot, phrases);
  for (auto q = FirstRowFrom(x.doc.quantities, x.tokens.begin); q != x.doc.quantities.end() && q->tokens.begin < x.tokens.end; ++q) {
    if (!q->is_money || !phrases.front().tokens.Overlaps(q->tokens)) continue;
    draft.record.has_price = true;
    draft.record.price = q->estimate;
  }
}

/// A captured number. False when no figure begins where the capture does.
bool SlotFiller::PutFigure(const SentenceContext& x, Draft& draft, Slot slot, TokenRange tokens) const {
  auto figure = FirstRowFrom(x.doc.quantities, x.tokens.begin);
  while (figure != x.doc.quantities.end() && figure->tokens.begin < tokens.begin && figure->number.begin != tokens.begin) ++figure;
  if (figure == x.doc.quantities.end() || (figure->tokens.begin != tokens.begin && figure->number.begin != tokens.begin)) return false;
  Record& r = draft.record;
  if (slot == Slot::kPrice) {
    r.has_price = true;
    r.price = figure->estimate;
  } else if (slot == Slot::kCount) {
    r.has_count = true;
    r.count = figure->estimate;
    if (r.count.unit.empty()) r.count.unit = "people";
  } else if (IsToll(slot) || slot == Slot::kHit) {
    TollEstimate& toll = slot == Slot::kHit ? draft.hit : r.toll[TollOf(slot)];
    toll.given = true;
    toll.estimate = figure->estimate;
    toll.estimate.unit = "people";
  }
  ++draft.filled;
  return true;
}

void SlotFiller::PutCapture(const SentenceContext& x, Draft& draft, Slot slot, TokenRange tokens) const {
  if (tokens.empty()) return;
  if ((slot == Slot::kPrice || slot >= Slot::kCount) && PutFigure(x, draft, slot, tokens)) return;
  if (slot == Slot::kPrice) return;
  if (IsPlace(slot)) {
    const PlaceId place = PhraseReader::PlaceIn(x, tokens);
    if (!place.valid()) return;
    PlacesOf(draft.record, slot).push_back(place);
    ++draft.filled;
    return;
  }
  const uint32_t chunk = x.clauses.ChunkAt(tokens.end - 1);
  if (chunk == kNone || x.doc.chunks[chunk].kind != ChunkKind::kNoun) return;
  x.scratch.phrases.clear();
  const uint32_t word = tokens.end - 1;
  const Chunk& around = x.doc.chunks[chunk];
  if (tokens.size() == 1 && around.head != word && x.doc.tokens.upos[word] == Upos::kNoun && !around.tokens.Contains(x.doc.tokens.head[word])) {
    // "paid smugglers | tens of thousands of dollars": one chunk, two objects.
    x.scratch.phrases.push_back(PhraseReader::At(x, word, word));
  } else {
    // "a father and | two children dead": all of a list that ends before the trigger.
    uint32_t first = chunk;
    for (int step = 0; IsToll(slot) && step < 4 && x.clauses.noun(first).coordinate != NounRole::kNone; ++step) first = x.clauses.noun(first).coordinate;
    PutCoordinated(x, first, x.scratch.phrases);
  }
  Put(x, draft, slot, x.scratch.phrases);
}

bool SlotFiller::SlotPasses(const SentenceContext& x, const Record& r, const Frame::Condition& condition) const {
  const auto party = [&](PartyId id) {
    if (!id.valid()) return false;
    const PartyMention& p = PhraseReader::Resolved(x.doc, x.doc.parties[id.value]);
    if (condition.filter == kPeopleFilter) return p.is_people;
    if (condition.filter == kArmedFilter) return PhraseReader::IsArmed(p);
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
    case Slot::kHit: return false;
    default: return r.toll[TollOf(condition.slot)].given;
  }
}

bool SlotFiller::Passes(const SentenceContext& x, const Draft& draft, const Frame::Condition& condition) const {
  if (condition.on_slot) return SlotPasses(x, draft.record, condition);
  if (condition.position == Position::kPossessor) {
    const PartyId id = OwnerOf(x, draft);
    if (!id.valid()) return false;
    return condition.filter == kArmedFilter ? PhraseReader::IsArmed(x.doc.parties[id.value]) : condition.filter != kPlaceFilter && condition.filter != kNumberFilter;
  }
  const Phrases& phrases = PhrasesAt(x, draft, condition.position, condition.preposition);
  return std::any_of(phrases.begin(), phrases.end(), [&](const Phrase& phrase) { return reader_.Passes(x, phrase, condition.filter, false); });
}

void SlotFiller::FillOwner(const SentenceContext& x, Draft& draft, const std::vector<Slot>& slots) const {
  const PartyId party = OwnerOf(x, draft);
  if (!party.valid()) return;
  Record& r = draft.record;
  for (const Slot slot : slots) {
    // "the teenager's death": whose it is died.
    if (IsToll(slot)) PutNumber(x, draft, slot, PhrasesAt(x, draft, Position::kPossessor, {}));
    if (slot == Slot::kActor && r.actors.empty()) r.actors.push_back(party), ++draft.filled;
    if (slot == Slot::kRecipient && r.recipients.empty()) r.recipients.push_back(party), ++draft.filled;
    if (slot == Slot::kPeople) r.people = party, ++draft.filled;
    if (slot == Slot::kHolder) r.holder = party, ++draft.filled;
  }
}

/// "operatives from Raqqa paid for passage": where they come from is where they went from.
void SlotFiller::FillFromSubject(const SentenceContext& x, Draft& draft) const {
  const Document& doc = x.doc;
  if (draft.record.kind != RecordKind::kMovement || !draft.record.origin.empty() || draft.verb == kNone || draft.passive) return;
  const uint32_t subject = x.clauses.verb(draft.verb).subject;
  const uint32_t next = subject == kNone ? kNone : subject + 1;
  if (next == kNone || next >= x.clauses.last() || doc.chunks[next].kind != ChunkKind::kNoun || x.clauses.noun(next).preposition != doc.chunks[subject].tokens.end) return;
  if (doc.tokens.word[x.clauses.noun(next).preposition] != x.words.from) return;
  x.scratch.phrases.clear();
  PutCoordinated(x, next, x.scratch.phrases);
  PutPlaces(x, draft, Slot::kOrigin, x.scratch.phrases);
}

/// "the commanders withdrew their fighters": who goes is the object, where there is one of people; the subject makes them go.
void SlotFiller::FillCarried(const SentenceContext& x, Draft& draft) const {
  Record& r = draft.record;
  if (r.kind != RecordKind::kMovement || draft.verb == kNone || !r.people.valid()) return;
  bool by_subject = false;
  for (const Frame::Filler& filler : draft.frame->fillers) {
    if (filler.position == Position::kObject || filler.position == Position::kCapture) return;
    by_subject = by_subject || (filler.position == Position::kSubject && std::find(filler.slots.begin(), filler.slots.end(), Slot::kPeople) != filler.slots.end());
  }
  if (!by_subject) return;
  for (const Argument& a : x.scratch.arguments) {
    if (a.role != ArgumentRole::kObject || a.path != ArgumentPath::kDirect) continue;
    const Phrase phrase = PhraseReader::At(x, a.head, a.whole);
    if (phrase.chunk == kNone || !reader_.Passes(x, phrase, kPeopleFilter, false)) continue;
    r.facilitator = r.people;
    r.people = reader_.Party(x, phrase, true);
    r.has_count = reader_.Count(x, phrase, r.count);
    return;
  }
}

/// Who is counted, where the frame names the number alone: the noun of the figure, or that of the figure it is a part of.
void SlotFiller::FillCounted(const SentenceContext& x, Draft& draft) const {
  Record& r = draft.record;
  if (r.kind != RecordKind::kMovement && r.kind != RecordKind::kStock) return;
  if (!r.has_count && draft.verb != kNone && !draft.passive) {
    // "as many as 1,500 have returned": a figure alone right before its verb counts who did it, wherever the tree hangs it.
    const uint32_t begin = x.doc.chunks[draft.verb].tokens.begin;
    auto q = FirstRowFrom(x.doc.quantities, begin);
    if (q != x.doc.quantities.begin() && (--q)->tokens.end == begin && q->tokens.begin >= x.tokens.begin && q->noun == QuantityMention::kNoNoun && PhraseReader::CountsPeople(*q) &&
        q->estimate.unit != "households") {
      r.has_count = true;
      r.count = q->estimate;
      r.count.unit = "people";
    }
  }
  if (r.people.valid() || !r.has_count) return;
  auto first = FirstRowFrom(x.doc.quantities, x.tokens.begin);
  for (; first != x.doc.quantities.end() && first->tokens.begin < x.tokens.end; ++first) {
    const QuantityMention& q = *first;
    if (q.estimate.span != r.count.span) continue;
    uint32_t noun = q.noun;
    if (noun == QuantityMention::kNoNoun && q.part_of.valid()) noun = x.doc.quantities[q.part_of.value].noun;
    if (noun == QuantityMention::kNoNoun || !x.tokens.Contains(noun)) return;
    r.people = reader_.Party(x, PhraseReader::At(x, noun, noun), true);
    return;
  }
}

PartyId SlotFiller::PartyOf(const SentenceContext& x, uint32_t chunk, bool make) const {
  const uint32_t head = x.doc.chunks[chunk].head;
  return reader_.Party(x, PhraseReader::At(x, head, head), make);
}

/// Who is to do what is asked, whom a threat or promise would reach: looked for in the content of the trigger where its own clause names nobody.
void SlotFiller::FillFromContent(const SentenceContext& x, Draft& draft) const {
  Record& r = draft.record;
  for (const Frame::Filler& filler : draft.frame->fillers) {
    if (!IsContent(filler.position) || !r.recipients.empty()) continue;
    const ArgumentRole role = RoleOf(filler.position);
    for (const ArgumentPath path : {ArgumentPath::kDirect, ArgumentPath::kShared, ArgumentPath::kSister, ArgumentPath::kAdverbial}) {
      Phrases& phrases = x.scratch.phrases;
      phrases.clear();
      for (const Argument& a : x.scratch.arguments) {
        if (a.role != role || a.path != path) continue;
        if (const Phrase phrase = PhraseReader::At(x, a.head, a.whole); phrase.chunk != kNone) phrases.push_back(phrase);
      }
      if (!phrases.empty()) Put(x, draft, Slot::kRecipient, phrases);
      std::erase_if(r.recipients, [&](PartyId id) { return !IsElse(x, id, r.actors); });
      if (!r.recipients.empty()) break;
    }
  }
}

/// Somebody other than who acts: nobody threatens or asks himself.
bool SlotFiller::IsElse(const SentenceContext& x, PartyId id, const std::vector<PartyId>& actors) const {
  const PartyMention& party = PhraseReader::Resolved(x.doc, x.doc.parties[id.value]);
  if (!party.is_people && party.country.empty() && party.actor.empty()) return false;
  return std::none_of(actors.begin(), actors.end(), [&](PartyId other) {
    const PartyMention& actor = PhraseReader::Resolved(x.doc, x.doc.parties[other.value]);
    return &actor == &party || (!party.actor.empty() && party.actor == actor.actor) || (!party.person.empty() && party.person == actor.person);
  });
}

void SlotFiller::Fill(const SentenceContext& x, Draft& draft) const {
  x.rules.Find({x.doc, x.tree, x.words, x.ordered_parties}, draft.match.trigger, x.scratch.arguments);
  for (const Frame::Filler& filler : draft.frame->fillers) {
    if (IsContent(filler.position)) continue;
    if (filler.position == Position::kCapture) {
      for (const Slot slot : filler.slots) PutCapture(x, draft, slot, draft.match.captures[filler.capture]);
    } else if (filler.position == Position::kPossessor) {
      FillOwner(x, draft, filler.slots);
    } else {
      const Phrases& phrases = PhrasesAt(x, draft, filler.position, filler.preposition);
      for (const Slot slot : filler.slots) Put(x, draft, slot, phrases);
    }
  }
  for (const auto& alternatives : draft.frame->needs) {
    if (std::none_of(alternatives.begin(), alternatives.end(), [&](const Frame::Condition& c) { return Passes(x, draft, c); })) ++draft.needs_failed;
  }
  FillFromContent(x, draft);
  FillCarried(x, draft);
  FillCounted(x, draft);
  FillFromSubject(x, draft);
}

}  // namespace dateline
