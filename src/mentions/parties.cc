#include "mentions/parties.h"

#include <algorithm>

#include "mentions/parties_workspace.h"

namespace dateline {
namespace {

constexpr uint32_t kNone = UINT32_MAX;

bool Has(const std::vector<WordId>& words, WordId word) { return word.valid() && std::find(words.begin(), words.end(), word) != words.end(); }

/// A sentence without small letters: its capitals tell nothing.
bool IsShouted(const Document& doc, const Sentence& sentence) {
  uint32_t small = 0, caps = 0;
  for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
    const char c = doc.clean[doc.tokens.begin[t]];
    if (c >= 'a' && c <= 'z') ++small;
    else if (doc.tokens.shape[t] & kAllCaps) ++caps;
  }
  return caps >= 3 && small * 8 < caps;
}

}  // namespace

Result<PartyFinder> PartyFinder::Load(const Container& knowledge, Vocabulary& v) {
  PartyFinder out;
  auto actors = ActorIndex::Load(knowledge, v);
  if (!actors) return actors.error();
  out.actors_ = std::move(*actors);
  auto roles = RoleIndex::Load(knowledge, v);
  if (!roles) return roles.error();
  out.roles_ = std::move(*roles);
  auto persons = PersonNames::Load(knowledge, v);
  if (!persons) return persons.error();
  out.persons_ = std::move(*persons);
  out.coreference_ = Coreference::Load(v);
  for (const char* text : {"in", "into", "inside", "across", "throughout", "within", "near", "outside", "via", "through", "around", "at"}) out.locative_.push_back(v.Intern(text));
  for (const char* text : {"say", "add", "tell", "claim", "warn", "note", "write", "report", "explain", "continue", "recall", "ask", "announce", "declare", "argue"}) out.telling_.push_back(v.Intern(text));
  for (const char* text : {"people", "police", "troops", "personnel", "others", "cattle", "livestock", "staff", "media", "authorities", "paramilitaries"}) out.plural_words_.push_back(v.Intern(text));
  for (const char* text : {"backed", "led", "aligned", "allied", "affiliated", "linked", "controlled", "held", "run", "trained", "funded", "born", "based", "supported", "sponsored", "inspired", "speaking", "made",
                           "brokered", "owned", "occupied", "dominated", "friendly", "mediated", "supplied", "armed", "type", "style", "era", "related", "leaning"}) {
    out.tied_.push_back(v.Intern(text));
  }
  for (const char* text : {"today", "yesterday", "tomorrow", "tonight", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}) out.days_.push_back(v.Intern(text));
  const std::pair<WordId*, const char*> words[] = {{&out.of_, "of"}, {&out.for_, "for"}, {&out.from_, "from"}, {&out.with_, "with"}, {&out.the_, "the"}, {&out.that_, "that"}, {&out.this_, "this"},
      {&out.these_, "these"}, {&out.those_, "those"}, {&out.be_, "be"}};
  for (const auto& [id, text] : words) *id = v.Intern(text);
  return out;
}

void PartyFinder::Find(Document& doc) const {
  static thread_local Workspace work;
  work.Clear();
  work.context.day = doc.published_day;
  work.context.Note(doc.dateline_place.country);
  for (const PlaceMention& place : doc.places) work.context.Note(place.country);
  for (uint32_t s = 0; s < doc.sentences.size(); ++s) FindInSentence(doc, s, work);
  Enrich(doc, work);
  coreference_.Resolve(doc, work.facts);
}

void PartyFinder::FindNames(const Document& doc, const Sentence& sentence, Workspace& work) const {
  work.hits.clear();
  work.shouted = IsShouted(doc, sentence);
  for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end;) {
    NameHit hit;
    if (actors_.Match(doc, t, sentence.tokens.end, work.shouted, hit)) {
      const uint32_t end = hit.tokens.end;
      const bool tied = end + 1 < sentence.tokens.end && IsGlueHyphen(doc, end) && Has(tied_, doc.tokens.word[end + 1]);
      hit.actor = actors_.Choose(doc, hit, work.shouted, work.context);
      if (!tied) work.hits.push_back(hit);
      t = end;
      continue;
    }
    if (!work.aliases.empty() && (doc.tokens.shape[t] & kAllCaps) && doc.tokens.end[t] - doc.tokens.begin[t] >= 2) {
      for (const Workspace::Alias& alias : work.aliases) {
        if (doc.text(alias.text) != doc.token(t)) continue;
        work.hits.push_back({{t, t + 1}, Workspace::kAlias + alias.row, NameHit::kNoEntry});
        break;
      }
    }
    ++t;
  }
}

PartyFinder::Unit PartyFinder::UnitAt(const Document& doc, uint32_t chunk, uint32_t last_chunk, const Workspace& work) const {
  Unit unit;
  unit.first_chunk = unit.last_chunk = chunk;
  unit.tokens = doc.chunks[chunk].tokens;
  unit.head = doc.chunks[chunk].head;
  while (unit.first_hit < work.hits.size() && work.hits[unit.first_hit].tokens.end <= unit.tokens.begin) ++unit.first_hit;
  unit.last_hit = unit.first_hit;
  // A name that runs over several chunks ties them into one phrase ("Observatory for Human Rights", "Lord's Resistance Army").
  for (; unit.last_hit < work.hits.size() && work.hits[unit.last_hit].tokens.begin < unit.tokens.end; ++unit.last_hit) {
    const TokenRange name = work.hits[unit.last_hit].tokens;
    unit.tokens.begin = std::min(unit.tokens.begin, name.begin);
    if (name.end <= unit.tokens.end) continue;
    unit.tokens.end = name.end;
    bool head_moves = true;
    uint32_t head = name.end - 1;
    for (uint32_t c = unit.last_chunk + 1; c < last_chunk && doc.chunks[c].tokens.begin < name.end; ++c) {
      for (uint32_t t = doc.chunks[unit.last_chunk].tokens.end; t < doc.chunks[c].tokens.begin; ++t) head_moves = head_moves && doc.tokens.upos[t] != Upos::kAdp && doc.tokens.upos[t] != Upos::kCconj;
      unit.last_chunk = c;
      if (doc.chunks[c].kind == ChunkKind::kNoun) {
        unit.tokens.end = std::max(unit.tokens.end, doc.chunks[c].tokens.end);
        head = std::max(head, doc.chunks[c].head);
      }
    }
    if (head_moves || unit.tokens.end > name.end) unit.head = head;
  }
  // "Major Hurtado today": the day is none of the name.
  while (unit.head > unit.tokens.begin && unit.head + 1 == unit.tokens.end && Has(days_, doc.tokens.word[unit.head])) {
    --unit.head;
    --unit.tokens.end;
  }
  unit.begin = unit.tokens.begin;
  const auto& upos = doc.tokens.upos;
  while (unit.begin < unit.head && (upos[unit.begin] == Upos::kDet || (upos[unit.begin] == Upos::kPron && (doc.tokens.morph[unit.begin] & kPossessive)) || (upos[unit.begin] == Upos::kAdv && unit.begin == unit.tokens.begin))) {
    // "No": not a determiner that may go ("no civilians"); it stays as part of the description.
    if (unit.first_hit < unit.last_hit && work.hits[unit.first_hit].tokens.begin == unit.begin && work.hits[unit.first_hit].tokens.size() > 1 && doc.tokens.word[unit.begin] != the_) break;
    ++unit.begin;
  }
  unit.definite = doc.tokens.word[unit.tokens.begin] == the_ || doc.tokens.word[unit.tokens.begin] == that_ || doc.tokens.word[unit.tokens.begin] == this_ || doc.tokens.word[unit.tokens.begin] == these_ ||
                  doc.tokens.word[unit.tokens.begin] == those_;
  return unit;
}

void PartyFinder::FindInSentence(Document& doc, uint32_t index, Workspace& work) const {
  const Sentence& sentence = doc.sentences[index];
  work.sentence = index;
  work.paragraph = sentence.paragraph;
  FindNames(doc, sentence, work);
  const uint32_t last = doc.first_chunk[index + 1];
  size_t loose = 0;  // names that stand outside every noun chunk
  const auto flush = [&](uint32_t before) {
    for (; loose < work.hits.size() && work.hits[loose].tokens.begin < before; ++loose) {
      const NameHit hit = work.hits[loose];
      Unit unit;
      unit.tokens = hit.tokens;
      unit.begin = hit.tokens.begin;
      unit.head = hit.tokens.end - 1;
      unit.first_chunk = unit.last_chunk = kNone;
      const ActorKind kind = ActorOf(doc, hit, work).kind;
      if (kind == ActorKind::kArmedGroup || kind == ActorKind::kOrganization || kind == ActorKind::kLeader || kind == ActorKind::kMedia) ReadName(doc, unit, hit, work);
    }
  };
  for (uint32_t c = doc.first_chunk[index]; c < last;) {
    const Chunk& chunk = doc.chunks[c];
    if (chunk.kind != ChunkKind::kNoun || chunk.tokens.end <= work.done) {
      ++c;
      continue;
    }
    const Unit unit = UnitAt(doc, c, last, work);
    flush(unit.tokens.begin);
    loose = std::max(loose, static_cast<size_t>(unit.last_hit));
    Read(doc, unit, work);
    work.done = std::max(work.done, unit.tokens.end);
    c = std::max(c + 1, unit.last_chunk + 1);
  }
  flush(sentence.tokens.end);
}

void PartyFinder::Read(Document& doc, const Unit& unit, Workspace& work) const {
  const auto& tok = doc.tokens;
  if (ReadPronoun(doc, unit, work)) return;
  const NameHit* at_head = nullptr;
  for (uint32_t h = unit.first_hit; h < unit.last_hit; ++h) {
    if (work.hits[h].tokens.Contains(unit.head) || work.hits[h].tokens.end > unit.head) at_head = &work.hits[h];
  }
  PersonHit person;
  // A head in the middle of a name ("Observatory" of "Observatory for Human Rights") belongs to the name.
  if (!at_head && unit.last_hit > unit.first_hit && work.hits[unit.last_hit - 1].tokens.Contains(unit.head)) at_head = &work.hits[unit.last_hit - 1];
  if (at_head) {
    const NameHit hit = *at_head;
    const ActorKind kind = ActorOf(doc, hit, work).kind;
    // "Ahmed Sistani", "Jim Fox": a known word at the end of somebody else's name.
    const bool tail = hit.tokens.size() == 1 && hit.tokens.begin > unit.begin && (tok.shape[hit.tokens.begin - 1] & kCapitalized) && persons_.IsGiven(tok.word[hit.tokens.begin - 1]);
    if (tail && persons_.Find(doc, roles_, unit.begin, unit.head, work.shouted, person) && ReadPerson(doc, unit, person, work)) return;
    if (kind == ActorKind::kCountry || kind == ActorKind::kDemonym || kind == ActorKind::kCapital) {
      ReadState(doc, unit, hit, work);
    } else {
      ReadName(doc, unit, hit, work);
    }
    return;
  }
  const bool named = tok.upos[unit.head] == Upos::kPropn && (tok.shape[unit.head] & kCapitalized);
  if (named && unit.head > unit.begin && persons_.IsGiven(tok.word[unit.begin]) && persons_.Find(doc, roles_, unit.begin, unit.head, work.shouted, person) && person.name.begin == unit.begin) {
    ReadPerson(doc, unit, person, work);
    return;
  }
  if (const RoleIndex::Hit role = roles_.Match(doc, unit.begin, unit.head); role.role && role.role->number != RoleNumber::kTitle) {
    if (ReadRole(doc, unit, role, work)) return;
  }
  if (persons_.Find(doc, roles_, unit.begin, unit.head, work.shouted, person) && ReadPerson(doc, unit, person, work)) return;
  if (ReadSurname(doc, unit, work)) return;
  ReadModifiers(doc, unit, work);
}

bool PartyFinder::ReadPronoun(Document& doc, const Unit& unit, Workspace& work) const {
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

Actor PartyFinder::ActorOf(const Document& doc, const NameHit& hit, const Workspace& work) const {
  if (hit.actor < Workspace::kAlias) {
    Actor out = actors_.actor(hit.actor);
    const ActorCodes codes = actors_.CodesAt(out, work.context.day);
    out.country = codes.country;
    out.sectors = codes.sectors;
    if (!codes.in_office) out.office = {};
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

bool PartyFinder::ReadName(Document& doc, const Unit& unit, const NameHit& hit, Workspace& work) const {
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
  if (actor.kind == ActorKind::kLeader) {
    facts.single = true;
    facts.gender = persons_.GenderOf(doc.tokens.word[name.begin]);
    party.person = actor.name;
    if (role.role) {
      party.role = role.role->role;
      if (role.role->number == RoleNumber::kTitle && role.role->role.empty()) {
        party.tokens.begin = role.begin;
        party.span = doc.tokens.span(party.tokens);
      }
    }
    for (const Workspace::Person& known : work.persons) {
      if (doc.parties[known.row].actor == actor.id && known.row < doc.parties.size() && name.size() == 1) party.antecedent = PartyId{known.row};
    }
  } else {
    facts.group = true;
    if (role.role && role.role->people && role.role->number != RoleNumber::kTitle) party.role = role.role->role;
    if (actor.kind == ActorKind::kMedia) party.role = "media";
  }
  Count(doc, unit, party);
  const uint32_t row = Push(doc, party, facts, unit, work);
  if (facts.single) work.persons.push_back({row, name.end - 1, facts.gender});
  NoteAcronym(doc, row, work);
  return true;
}

bool PartyFinder::ReadState(Document& doc, const Unit& unit, const NameHit& hit, Workspace& work) const {
  const auto& tok = doc.tokens;
  const Actor actor = ActorOf(doc, hit, work);
  PartyMention party;
  party.country = actor.country;
  party.name = actor.name;
  party.is_people = true;
  PartyFacts facts;
  facts.group = true;
  facts.named = true;
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
  } else {
    if (StandsInPlace(doc, unit) || work.country_taken > hit.tokens.begin) return false;
    if (actor.kind == ActorKind::kCapital && (!IsSubject(doc, unit) || hit.tokens.begin != unit.begin)) return false;
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

bool PartyFinder::ReadRole(Document& doc, const Unit& unit, const RoleIndex::Hit& hit, Workspace& work) const {
  const auto& tok = doc.tokens;
  const Role& role = *hit.role;
  const uint32_t next = unit.tokens.end;
  // "dozens of", "a group of fighters": the people are in the of-phrase.
  if (role.role == "members" && role.lemma == "majority of people") return false;
  PartyMention party;
  PartyFacts facts;
  party.role = role.role;
  party.sectors = role.sectors;
  party.is_people = role.people;
  party.tokens = {unit.begin, unit.tokens.end};
  party.head_token = unit.head;
  party.head = tok.span(TokenRange{hit.begin, unit.head + 1});
  party.is_plural = (tok.morph[unit.head] & kPlural) || Has(plural_words_, tok.word[unit.head]);
  facts.group = role.number == RoleNumber::kGroup;
  facts.single = role.people && role.number == RoleNumber::kOne && !party.is_plural;
  facts.definite = unit.definite && (hit.begin == unit.begin || tok.upos[unit.begin] == Upos::kNum);
  facts.possessed = tok.upos[unit.tokens.begin] == Upos::kPron || (unit.tokens.begin > 0 && tok.upos[unit.tokens.begin - 1] == Upos::kPart);
  if (role.lemma.ends_with("woman") || role.lemma == "mother" || role.lemma == "wife" || role.lemma == "girl" || role.lemma == "daughter" || role.lemma == "sister" || role.lemma == "queen") facts.gender = Gender::kFemale;
  if ((role.lemma.ends_with("man") && facts.gender == Gender::kUnknown) || role.lemma == "father" || role.lemma == "boy" || role.lemma == "son" || role.lemma == "brother" || role.lemma == "king") facts.gender = Gender::kMale;
  const bool civil = party.sectors == "CVL" || party.sectors == "REF" || party.sectors == "JRN" || party.sectors == "MED";
  if (role.role == "place" && (unit.begin + 1 < unit.tokens.end || next >= tok.size() || tok.word[next] == of_)) {
    for (const PlaceMention& place : doc.places) {
      if (place.tokens.begin > unit.head) break;
      if (place.tokens.Contains(unit.head)) return false;
    }
  }
  for (uint32_t h = unit.first_hit; h < unit.last_hit; ++h) {
    const Actor actor = ActorOf(doc, work.hits[h], work);
    if (work.hits[h].tokens.begin >= hit.begin) continue;
    if (actor.kind == ActorKind::kLeader || (civil && actor.kind != ActorKind::kDemonym && actor.kind != ActorKind::kCountry)) continue;
    if (!actor.country.empty()) party.country = actor.country;
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
  }
  party.span = tok.span(party.tokens);
  if (role.people) {
    TakePossessor(doc, unit, party, work);
    ExtendOverOf(doc, unit, party, work);
    if (party.tokens.end > unit.tokens.end) facts.definite = false;
    if (party.actor.empty() && !party.name.empty() && facts.group) facts.named = true;
  }
  Count(doc, unit, party);
  if (party.count.valid() && doc.quantities[party.count.value].estimate.best > 1) party.is_plural = party.is_plural || role.number == RoleNumber::kOne;
  const uint32_t row = Push(doc, party, facts, unit, work);
  if (facts.named) NoteAcronym(doc, row, work);
  return true;
}

bool PartyFinder::ReadPerson(Document& doc, const Unit& unit, const PersonHit& person, Workspace& work) const {
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
  }
  for (uint32_t h = unit.first_hit; h < unit.last_hit; ++h) {
    if (work.hits[h].tokens.end > person.name.begin) continue;
    const Actor actor = ActorOf(doc, work.hits[h], work);
    if (!actor.country.empty()) party.country = actor.country;
    if (actor.kind == ActorKind::kArmedGroup && person.role.role) party.sectors = actor.sectors;
  }
  // One word after a title, or a full name again: the row it was given in first.
  const std::string_view last = doc.token(person.name.end - 1);
  for (size_t i = work.persons.size(); i-- > 0;) {
    const Workspace::Person& known = work.persons[i];
    if (doc.token(known.last) != last) continue;
    const bool one = person.name.size() == 1;
    if (!one && doc.parties[known.row].person != party.person) continue;
    const PartyMention& before = doc.parties[known.row];
    party.antecedent = PartyId{known.row};
    party.person = before.person;
    party.actor = before.actor;
    party.name = before.name;
    if (party.role.empty()) party.role = before.role;
    if (party.sectors.empty()) party.sectors = before.sectors;
    if (party.country.empty()) party.country = before.country;
    if (facts.gender == Gender::kUnknown) facts.gender = known.gender;
    break;
  }
  const uint32_t row = Push(doc, party, facts, unit, work);
  if (!party.antecedent.valid()) work.persons.push_back({row, person.name.end - 1, facts.gender});
  return true;
}

bool PartyFinder::ReadSurname(Document& doc, const Unit& unit, Workspace& work) const {
  if (!(doc.tokens.shape[unit.head] & kCapitalized)) return false;
  const std::string_view text = doc.token(unit.head);
  for (size_t i = work.persons.size(); i-- > 0;) {
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

void PartyFinder::ReadModifiers(Document& doc, const Unit& unit, Workspace& work) const {
  for (uint32_t h = unit.first_hit; h < unit.last_hit; ++h) {
    const NameHit hit = work.hits[h];
    const ActorKind kind = ActorOf(doc, hit, work).kind;
    if (kind == ActorKind::kDemonym || kind == ActorKind::kCapital || kind == ActorKind::kCountry) continue;
    Unit part = unit;
    part.tokens = hit.tokens;
    part.begin = hit.tokens.begin;
    part.head = hit.tokens.end - 1;
    part.modifier = true;
    ReadName(doc, part, hit, work);
  }
}

}  // namespace dateline
