// One row of doc.parties from a noun phrase whose head is known: a pronoun, a name, a state, a role, a person.
#include <algorithm>

#include "mentions/parties_binding.h"
#include "mentions/parties_reader.h"
#include "mentions/parties_workspace.h"

namespace dateline {
namespace {

constexpr float kVerySureName = 0.9F;

bool Has(const std::vector<WordId>& words, WordId word) { return word.valid() && std::find(words.begin(), words.end(), word) != words.end(); }

}  // namespace

bool PartyReader::ReadPronoun(Document& doc, const Unit& unit, Workspace& work) const {
  if (unit.tokens.size() != 1 || doc.tokens.upos[unit.head] != Upos::kPron) return false;
  const PronounKind kind = coreference_.KindOf(doc.tokens.word[unit.head]);
  if (kind == PronounKind::kNone) return true;
  if (kind == PronounKind::kIt) {
    // "denied it", "it is clear": mostly no party.
    const uint32_t next = unit.last_chunk + 1;
    if (!IsSubject(doc, unit) || (next < doc.chunks.size() && doc.tokens.lemma[doc.chunks[next].head] == be_)) return true;
  }
  PartyMention party;
  party.tokens = unit.tokens;
  party.head_token = unit.head;
  party.span = party.head = doc.tokens.span(unit.head);
  party.is_pronoun = true;
  party.is_plural = kind == PronounKind::kThey;
  party.is_people = true;
  PartyFacts facts;
  facts.single = kind == PronounKind::kHe || kind == PronounKind::kShe;
  facts.gender = kind == PronounKind::kHe ? Gender::kMale : kind == PronounKind::kShe ? Gender::kFemale : Gender::kUnknown;
  facts.group = kind == PronounKind::kIt;
  if (kind == PronounKind::kWho && !doc.parties.empty()) {
    const PartyFacts& before = work.facts.back();
    facts.single = before.single;
    facts.gender = before.gender;
    party.is_plural = doc.parties.back().is_plural;
  }
  Push(doc, party, facts, unit, work);
  return true;
}

Actor PartyReader::ActorOf(const Document& doc, const NameHit& hit, const Workspace& work) const {
  if (hit.actor < Workspace::kAlias) {
    Actor out = actors_.actor(hit.actor);
    const ActorCodes codes = actors_.CodesAt(out, work.context.day);
    out.country = codes.country;
    out.sectors = codes.sectors;
    out.in_office = codes.in_office;
    return out;
  }
  const PartyMention& row = doc.parties[hit.actor - Workspace::kAlias];
  Actor out;
  out.kind = ActorKind::kOrganization;
  out.id = row.actor;
  out.name = row.name.empty() ? doc.text(row.span) : row.name;
  out.country = row.country;
  out.sectors = row.sectors;
  return out;
}

bool PartyReader::ReadName(Document& doc, const Unit& unit, const NameHit& hit, Workspace& work) const {
  const Actor actor = ActorOf(doc, hit, work);
  if (work.skip_until > hit.tokens.begin) return true;
  PartyMention party;
  TokenRange name = hit.tokens;
  if (name.size() > 1 && doc.tokens.word[name.begin] == the_ && actor.kind != ActorKind::kMedia) ++name.begin;
  party.tokens = name;
  party.head_token = name.Contains(unit.head) ? unit.head : name.end - 1;
  party.span = party.head = doc.tokens.span(name);
  party.actor = actor.id;
  party.name = actor.name;
  party.country = actor.country;
  party.sectors = actor.sectors;
  party.is_people = true;
  PartyFacts facts;
  facts.named = true;
  if (hit.actor >= Workspace::kAlias) party.antecedent = PartyId{hit.actor - Workspace::kAlias};
  const RoleIndex::Hit role = name.begin > unit.begin ? roles_.Match(doc, unit.begin, name.begin - 1) : RoleIndex::Hit{};
  uint32_t same = Workspace::kNobody;  ///< the person met before
  if (actor.kind == ActorKind::kLeader) {
    facts.single = true;
    facts.title = role.role ? doc.tokens.lemma[name.begin - 1] : actor.in_office ? actor.title : WordId{};
    // The title he bears in the text comes before the table: "President X", "former President X".
    const bool former = role.role && IsFormer(doc, unit.begin, name.begin);
    if (former && (role.role->sectors == "GOV" || actor.sectors == "GOV")) party.sectors = "ELI";
    else if (role.role && !actor.in_office && !role.role->sectors.empty()) party.sectors = role.role->sectors;
    if (!role.role && actor.in_office) {
      if (const Role* office = roles_.Alone(actor.title)) party.role = office->role;
    }
    facts.gender = persons_.GenderOf(doc.tokens.word[name.begin]);
    party.person = actor.name;
    if (role.role) {
      party.role = role.role->role;
      if (role.role->number == RoleNumber::kTitle && role.role->role.empty()) {
        party.tokens.begin = role.begin;
        party.span = doc.tokens.span(party.tokens);
      }
    }
    for (uint32_t i = work.newest_actor[Workspace::Bucket(actor.id)]; i != Workspace::kNobody && same == Workspace::kNobody; i = work.persons[i].older_actor) {
      if (doc.parties[work.persons[i].row].actor == actor.id) same = i;
    }
    if (same != Workspace::kNobody && name.size() == 1) party.antecedent = PartyId{work.persons[same].row};
  } else {
    facts.group = true;
    if (role.role && role.role->people && role.role->number != RoleNumber::kTitle) party.role = role.role->role;
    if (actor.kind == ActorKind::kMedia) party.role = "media";
  }
  Count(doc, unit, party);
  const uint32_t row = Push(doc, party, facts, unit, work);
  if (same != Workspace::kNobody) ++work.persons[same].times;
  else if (facts.single) work.Meet(doc.token(name.end - 1), actor.id, {row, name.end - 1, facts.gender, 1});
  NoteAcronym(doc, row, work);
  return true;
}

bool PartyReader::ReadState(Document& doc, const Unit& unit, const NameHit& hit, Workspace& work) const {
  const auto& tok = doc.tokens;
  const Actor actor = ActorOf(doc, hit, work);
  PartyMention party;
  party.country = actor.country;
  party.name = actor.name;
  party.is_people = true;
  PartyFacts facts;
  facts.group = true;
  facts.named = true;
  if (actor.kind != ActorKind::kCapital && ReadShared(doc, unit, hit, work)) return true;
  if (actor.kind == ActorKind::kDemonym) {
    const bool plural = (tok.morph[unit.head] & kPlural) || (doc.token(unit.head).ends_with('s') && tok.upos[unit.head] != Upos::kAdj);
    const bool the = unit.definite && unit.begin == unit.head;
    if (!plural && !the && tok.upos[unit.head] != Upos::kNoun) return false;
    party.tokens = {unit.begin, unit.head + 1};
    party.is_plural = plural || the;
    party.role = "people";
    party.sectors = "CVL";
    facts.group = false;
    facts.single = !party.is_plural;
    // "Bosnian Serbs" are of Bosnia, "ethnic Albanians" of nowhere in particular.
    if (hit.tokens.begin > unit.begin) {
      if (doc.tokens.word[hit.tokens.begin - 1] == ethnic_) party.country = party.name = {};
      for (uint32_t h = unit.first_hit; h < unit.last_hit; ++h) {
        if (work.hits[h].tokens.end != hit.tokens.begin) continue;
        const Actor land = ActorOf(doc, work.hits[h], work);
        party.country = land.country;
        party.name = land.name;
      }
    }
    TakeCountry(doc, unit, hit.tokens.begin, party);
  } else {
    if (work.country_taken > hit.tokens.begin) return false;
    if (actor.kind == ActorKind::kCapital ? !StandsForState(doc, unit, hit) : StandsInPlace(doc, unit)) return false;
    if (hit.tokens.begin > unit.begin && tok.upos[unit.begin] == Upos::kAdj && !(tok.shape[unit.begin] & kCapitalized)) return false;  // "northern Syria"
    party.tokens = hit.tokens;
    party.sectors = "GOV";
    facts.state = true;
  }
  party.head_token = unit.head;
  party.span = doc.tokens.span(party.tokens);
  party.head = doc.tokens.span(unit.head);
  Count(doc, unit, party);
  Push(doc, party, facts, unit, work);
  return true;
}

bool PartyReader::ReadRole(Document& doc, const Unit& unit, const RoleIndex::Hit& hit, Workspace& work) const {
  const auto& tok = doc.tokens;
  const Role& role = *hit.role;
  if (role.role == "place") return false;
  // "dozens of", "a group of fighters": the people are in the of-phrase.
  if (role.role == "members" && role.lemma == "majority of people") return false;
  if (role.lemma == "couple" && unit.tokens.end < tok.size() && tok.word[unit.tokens.end] == of_) return false;
  if (ReadMinister(doc, unit, hit, work)) return true;
  PartyMention party;
  PartyFacts facts;
  party.role = role.role;
  party.sectors = role.sectors;
  party.is_people = role.people;
  party.tokens = {unit.begin, unit.tokens.end};
  party.head_token = unit.head;
  party.head = tok.span(TokenRange{hit.begin, unit.head + 1});
  party.is_plural = (tok.morph[unit.head] & kPlural) || Has(plural_words_, tok.word[unit.head]);
  facts.group = party.is_group = role.number == RoleNumber::kGroup;
  facts.single = role.people && role.number == RoleNumber::kOne && !party.is_plural;
  facts.definite = unit.definite && (hit.begin == unit.begin || tok.upos[unit.begin] == Upos::kNum);
  facts.possessed = tok.upos[unit.tokens.begin] == Upos::kPron || (unit.tokens.begin > 0 && tok.upos[unit.tokens.begin - 1] == Upos::kPart);
  if (role.lemma.ends_with("woman") || role.lemma == "mother" || role.lemma == "wife" || role.lemma == "girl" || role.lemma == "daughter" || role.lemma == "sister" || role.lemma == "queen") facts.gender = Gender::kFemale;
  if ((role.lemma.ends_with("man") && facts.gender == Gender::kUnknown) || role.lemma == "father" || role.lemma == "boy" || role.lemma == "son" || role.lemma == "brother" || role.lemma == "king") facts.gender = Gender::kMale;
  const bool civil = party.sectors == "CVL" || party.sectors == "REF" || party.sectors == "JRN" || party.sectors == "MED";
  for (uint32_t h = unit.first_hit; h < unit.last_hit; ++h) {
    const Actor actor = ActorOf(doc, work.hits[h], work);
    if (work.hits[h].tokens.begin >= hit.begin) continue;
    if (actor.kind == ActorKind::kLeader || (civil && actor.kind != ActorKind::kDemonym && actor.kind != ActorKind::kCountry)) continue;
    // "Croatian Serb refugees" are of Croatia, "ethnic Serb civilians" of nowhere in particular.
    const bool people = actor.kind == ActorKind::kDemonym;
    const bool ethnic = people && work.hits[h].tokens.begin > 0 && tok.word[work.hits[h].tokens.begin - 1] == ethnic_;
    const bool second = people && h > unit.first_hit && work.hits[h - 1].tokens.end == work.hits[h].tokens.begin && !party.country.empty();
    if (!actor.country.empty() && !ethnic && !second) party.country = actor.country;
    if (actor.kind == ActorKind::kArmedGroup || actor.kind == ActorKind::kOrganization || actor.kind == ActorKind::kMedia) {
      party.actor = actor.id;
      if (role.people) party.name = actor.name;
      if (role.people && (role.sectors.empty() || role.sectors == "REB" || role.sectors == "UAF" || role.sectors == "PRM" || role.sectors == "ELI" || role.sectors == "GOV")) party.sectors = actor.sectors;
      facts.named = facts.named || role.number == RoleNumber::kGroup;
    }
  }
  // An organization that no table knows: "the Northern Storm Brigade".
  const bool capital = (tok.shape[unit.head] & kCapitalized) && unit.head > unit.begin && (tok.shape[unit.head - 1] & kCapitalized) && !work.shouted;
  if (role.number == RoleNumber::kGroup && capital && party.name.empty()) {
    party.name = doc.text(tok.span(TokenRange{unit.begin, unit.head + 1}));
    facts.named = true;
    // A brigade of no state that the tagger takes for an armed group.
    const NameMention* name = NameAt(doc, unit.head);
    if (name && name->type == NameType::kArmedGroup && name->confidence >= kSureName && party.country.empty() && (role.sectors.empty() || role.sectors == "MIL" || role.sectors == "PTY")) {
      party.sectors = "REB";
      party.role = "armed group";
    }
  }
  if (party.sectors == "GOV" && role.number == RoleNumber::kOne && IsFormer(doc, unit.begin, unit.head)) party.sectors = "ELI";
  party.span = tok.span(party.tokens);
  if (role.people) {
    TakePossessor(doc, unit, party, facts, work);
    ExtendOverOf(doc, unit, role.number == RoleNumber::kGroup, party, work);
    TakeCountry(doc, unit, hit.begin, party);
    if (party.tokens.end > unit.tokens.end) facts.definite = false;
    if (party.actor.empty() && !party.name.empty() && facts.group) facts.named = true;
  }
  Count(doc, unit, party);
  if (party.count.valid() && doc.quantities[party.count.value].estimate.best > 1) party.is_plural = party.is_plural || role.number == RoleNumber::kOne;
  const uint32_t row = Push(doc, party, facts, unit, work);
  if (facts.named) NoteAcronym(doc, row, work);
  return true;
}

/// "Minister of Information NAME", "First Minister of Scotland NAME": the name stands in the of-phrase.
bool PartyReader::ReadMinister(Document& doc, const Unit& unit, const RoleIndex::Hit& hit, Workspace& work) const {
  const uint32_t at = unit.tokens.end, next = unit.last_chunk + 1;
  if (hit.role->number != RoleNumber::kOne || !(doc.tokens.shape[unit.head] & kCapitalized) || work.shouted) return false;
  if (at + 2 >= doc.tokens.size() || doc.tokens.word[at] != of_ || next >= doc.chunks.size() || doc.chunks[next].tokens.begin != at + 1) return false;
  const Chunk& chunk = doc.chunks[next];
  const NameMention* name = NameAt(doc, chunk.head);
  if (!name || name->type != NameType::kPerson || name->confidence < kSureName || name->tokens.size() < 2) return false;
  for (const NameHit& known : work.hits) {
    if (known.tokens.begin >= name->tokens.end || known.tokens.end <= name->tokens.begin) continue;
    if (ActorOf(doc, known, work).kind != ActorKind::kLeader) continue;
    // "Secretary of State NAME", whom a table knows.
    Unit rest = unit;
    rest.tokens = known.tokens;
    rest.begin = known.tokens.begin;
    rest.head = known.tokens.end - 1;
    rest.last_chunk = next;
    work.done = std::max(work.done, chunk.tokens.end);
    return ReadName(doc, rest, NameHit(known), work);
  }
  PersonHit person;
  person.name = {std::max(name->tokens.begin, at + 2), std::min(name->tokens.end, chunk.tokens.end)};
  if (const PlaceMention* place = PlaceAt(doc, person.name.begin); place && place->tokens.end < person.name.end) person.name.begin = place->tokens.end;
  if (person.name.size() < 1 || person.name.begin <= at + 1) return false;
  person.role = hit;
  person.gender = persons_.GenderOf(doc.tokens.word[person.name.begin]);
  Unit whole = unit;
  whole.tokens.end = chunk.tokens.end;
  whole.last_chunk = next;
  whole.head = chunk.head;
  while (whole.last_hit < work.hits.size() && work.hits[whole.last_hit].tokens.begin < chunk.tokens.end) ++whole.last_hit;
  work.done = std::max(work.done, chunk.tokens.end);
  work.country_taken = std::max(work.country_taken, person.name.begin);
  return ReadPerson(doc, whole, person, work);
}

bool PartyReader::ReadPerson(Document& doc, const Unit& unit, const PersonHit& person, Workspace& work) const {
  const auto& tok = doc.tokens;
  PartyMention party;
  PartyFacts facts;
  facts.named = facts.single = true;
  facts.gender = person.gender;
  party.tokens = {person.titled ? person.role.begin : person.name.begin, person.name.end};
  party.head_token = unit.head;
  party.head = tok.span(person.name);
  party.span = tok.span(party.tokens);
  party.person = doc.text(party.head);
  party.is_people = true;
  if (person.role.role) {
    party.role = person.role.role->role;
    party.sectors = person.role.role->sectors;
    if (!person.titled) facts.title = tok.lemma[person.name.begin - 1];
    if (party.sectors == "GOV" && IsFormer(doc, unit.begin, person.name.begin)) party.sectors = "ELI";
  }
  for (uint32_t h = unit.first_hit; h < unit.last_hit; ++h) {
    if (work.hits[h].tokens.end > person.name.begin) continue;
    const Actor actor = ActorOf(doc, work.hits[h], work);
    if (!actor.country.empty()) party.country = actor.country;
    if (actor.kind == ActorKind::kArmedGroup && person.role.role) party.sectors = actor.sectors;
  }
  TakeOwner(doc, unit, party, work);
  if (person.role.role) TakeCountry(doc, unit, person.name.begin, party);
  // One word after a title, or a full name again: the row it was given in first. Of several who share the last name, the one named most.
  const std::string_view last = doc.token(person.name.end - 1);
  Workspace::Person* same = nullptr;
  constexpr uint32_t kMostNamesakes = 64;  // looked at: the last met of those with this last name
  uint32_t namesakes = 0;
  for (uint32_t i = work.Newest(last); i != Workspace::kNobody && namesakes < kMostNamesakes; i = work.persons[i].older) {
    Workspace::Person& known = work.persons[i];
    namesakes += doc.token(known.last) == last;
    if (doc.token(known.last) != last || (same && known.times <= same->times)) continue;
    if (person.name.size() > 1 && doc.parties[known.row].person != party.person) continue;
    same = &known;
  }
  if (same) {
    ++same->times;
    const PartyMention& before = doc.parties[same->row];
    party.antecedent = PartyId{same->row};
    party.person = before.person;
    party.actor = before.actor;
    party.name = before.name;
    if (party.role.empty()) party.role = before.role;
    if (party.sectors.empty()) party.sectors = before.sectors;
    if (party.country.empty()) party.country = before.country;
    if (facts.gender == Gender::kUnknown) facts.gender = same->gender;
  }
  const uint32_t row = Push(doc, party, facts, unit, work);
  if (!party.antecedent.valid()) work.Meet(last, party.actor, {row, person.name.end - 1, facts.gender, 1});
  return true;
}

bool PartyReader::ReadSurname(Document& doc, const Unit& unit, Workspace& work) const {
  if (!(doc.tokens.shape[unit.head] & kCapitalized)) return false;
  const std::string_view text = doc.token(unit.head);
  for (uint32_t i = work.Newest(text); i != Workspace::kNobody; i = work.persons[i].older) {
    const Workspace::Person& known = work.persons[i];
    if (doc.token(known.last) != text) continue;
    PersonHit person;
    person.name = {unit.head, unit.head + 1};
    person.gender = known.gender;
    if (unit.head > unit.begin) person.role = roles_.Match(doc, unit.begin, unit.head - 1);
    if (unit.head > unit.begin && !person.role.role && (doc.tokens.shape[unit.head - 1] & kCapitalized)) return false;
    person.titled = person.role.role && person.role.role->number == RoleNumber::kTitle && person.role.role->role.empty();
    return ReadPerson(doc, unit, person, work);
  }
  return false;
}

/// "Israeli army bulldozers", "Israeli police custody": the party before a head that is none.
bool PartyReader::ReadInner(Document& doc, const Unit& unit, Workspace& work) const {
  const auto& tok = doc.tokens;
  for (uint32_t t = unit.head; t-- > unit.begin + 1 && unit.first_hit < unit.last_hit;) {
    const RoleIndex::Hit role = roles_.Match(doc, unit.begin, t);
    if (!role.role || !role.role->people || role.role->number != RoleNumber::kGroup) continue;
    for (uint32_t h = unit.first_hit; h < unit.last_hit; ++h) {
      const Actor actor = ActorOf(doc, work.hits[h], work);
      if (work.hits[h].tokens.end != role.begin || !actor.id.empty() || actor.country.empty()) continue;
      PartyMention party;
      party.tokens = {work.hits[h].tokens.begin, t + 1};
      party.head_token = t;
      party.span = tok.span(party.tokens);
      party.head = tok.span(TokenRange{role.begin, t + 1});
      party.country = actor.country;
      party.role = role.role->role;
      party.sectors = role.role->sectors;
      party.is_people = true;
      PartyFacts facts;
      facts.group = true;
      Unit part = unit;
      part.modifier = true;
      Push(doc, party, facts, part, work);
      return true;
    }
  }
  return false;
}

void PartyReader::ReadModifiers(Document& doc, const Unit& unit, Workspace& work) const {
  if (ReadInner(doc, unit, work)) return;
  for (uint32_t h = unit.first_hit; h < unit.last_hit; ++h) {
    const NameHit hit = work.hits[h];
    const ActorKind kind = ActorOf(doc, hit, work).kind;
    if (kind == ActorKind::kDemonym || kind == ActorKind::kCapital || kind == ActorKind::kCountry) {
      if (hit.tokens.end <= unit.head && IsDoer(doc, unit)) ReadDoer(doc, unit, hit, work);
      continue;
    }
    Unit part = unit;
    part.tokens = hit.tokens;
    part.begin = hit.tokens.begin;
    part.head = hit.tokens.end - 1;
    part.modifier = true;
    ReadName(doc, part, hit, work);
  }
}

/// "a US request", "Israeli air raids": who does it.
void PartyReader::ReadDoer(Document& doc, const Unit& unit, const NameHit& hit, Workspace& work) const {
  const Actor actor = ActorOf(doc, hit, work);
  PartyMention party;
  party.tokens = hit.tokens;
  party.head_token = hit.tokens.end - 1;
  party.span = party.head = doc.tokens.span(hit.tokens);
  party.name = actor.name;
  party.country = actor.country;
  party.is_people = true;
  PartyFacts facts;
  facts.group = facts.named = facts.state = true;
  Unit part = unit;
  part.modifier = true;
  Push(doc, party, facts, part, work);
}

/// "French and British forces": the first nationality shares the noun of the second.
bool PartyReader::ReadShared(Document& doc, const Unit& unit, const NameHit& hit, Workspace& work) const {
  const auto& tok = doc.tokens;
  const uint32_t noun = tok.head[unit.head], next = unit.tokens.end;
  const Deprel r = tok.deprel[unit.head];
  if ((r != Deprel::kAmod && r != Deprel::kCompound) || noun <= next || noun > next + 6 || hit.tokens.begin != unit.begin) return false;
  if (tok.word[next] != and_ && doc.token(next) != ",") return false;
  const RoleIndex::Hit role = roles_.Match(doc, next + 1, noun);
  if (!role.role || !role.role->people || role.role->number == RoleNumber::kTitle) return false;
  PartyMention party;
  party.tokens = hit.tokens;
  party.head_token = unit.head;
  party.span = party.head = tok.span(hit.tokens);
  party.country = ActorOf(doc, hit, work).country;
  party.role = role.role->role;
  party.sectors = role.role->sectors;
  party.is_people = true;
  party.is_plural = (tok.morph[noun] & kPlural) != 0;
  PartyFacts facts;
  facts.group = role.role->number == RoleNumber::kGroup;
  Unit part = unit;
  part.modifier = true;
  Push(doc, party, facts, part, work);
  return true;
}

/// A name that no table knows, where the tagger is sure and it acts or suffers.
bool PartyReader::ReadTagged(Document& doc, const Unit& unit, Workspace& work) const {
  const NameMention* name = NameAt(doc, unit.head);
  if (!name || name->confidence < kSureName || work.shouted || work.skip_until > unit.head) return false;
  const bool armed = name->type == NameType::kArmedGroup, person = name->type == NameType::kPerson, norp = name->type == NameType::kNorp;
  if (!armed && !person && !norp && name->type != NameType::kOrganization) return false;
  const bool plural = (doc.tokens.morph[unit.head] & kPlural) != 0;
  if ((norp && !plural) || !Acts(doc, unit)) return false;
  if (person) {
    // One word alone names a person only where it acts.
    PersonHit hit;
    hit.name = {std::max(name->tokens.begin, unit.begin), std::min(name->tokens.end, unit.tokens.end)};
    if (name->confidence < kVerySureName || (hit.name.size() < 2 && TopRelation(doc, unit.head) != Deprel::kNsubj)) return false;
    hit.gender = persons_.GenderOf(doc.tokens.word[hit.name.begin]);
    return ReadPerson(doc, unit, hit, work);
  }
  PartyMention party;
  party.tokens = {std::max(name->tokens.begin, unit.begin), std::max(name->tokens.end, unit.head + 1)};
  if (norp) party.tokens.begin = unit.begin;
  party.head_token = unit.head;
  party.span = party.head = doc.tokens.span(party.tokens);
  party.is_people = true;
  party.is_plural = norp;
  party.role = norp ? "people" : armed ? "armed group" : "organizations";
  party.sectors = norp ? "CVL" : armed ? "REB" : "";
  PartyFacts facts;
  facts.group = facts.named = !norp;
  if (!norp) party.name = doc.text(party.span);
  for (uint32_t h = unit.first_hit; h < unit.last_hit; ++h) {
    if (const Actor actor = ActorOf(doc, work.hits[h], work); !actor.country.empty()) party.country = actor.country;
  }
  TakeOwner(doc, unit, party, work);
  TakeCountry(doc, unit, unit.head, party);
  Count(doc, unit, party);
  const uint32_t row = Push(doc, party, facts, unit, work);
  if (!norp) NoteAcronym(doc, row, work);
  return true;
}

}  // namespace dateline
