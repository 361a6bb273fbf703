#include "mentions/parties_reader.h"

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

Result<PartyReader> PartyReader::Load(const Container& knowledge, Vocabulary& v, const Dictionaries* dictionaries) {
  PartyReader out;
  auto actors = ActorIndex::Load(knowledge, v, dictionaries);
  if (!actors) return actors.error();
  out.actors_ = std::move(*actors);
  auto roles = RoleIndex::Load(knowledge, v, dictionaries);
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
  for (const char* text : {"former", "ex", "ousted", "deposed", "onetime", "erstwhile", "late", "disgraced", "toppled"}) out.former_.push_back(v.Intern(text));
  for (const char* text : {"head", "lead", "run", "command", "direct", "chair", "oversee"}) out.heading_.push_back(v.Intern(text));
  auto deeds = knowledge.OpenTable("deeds.tsv");
  if (!deeds) return deeds.error();
  for (const Table::Row& row : deeds->rows()) {
    const WordId word = v.Intern(row.cells[0]);
    if (word.value >= out.deeds_.size()) out.deeds_.resize(word.value + 1024);
    out.deeds_[word.value] = true;
  }
  for (const char* text : {"today", "yesterday", "tomorrow", "tonight", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}) out.days_.push_back(v.Intern(text));
  const std::pair<WordId*, const char*> words[] = {{&out.of_, "of"}, {&out.for_, "for"}, {&out.from_, "from"}, {&out.with_, "with"}, {&out.by_, "by"}, {&out.in_, "in"}, {&out.and_, "and"}, {&out.ethnic_, "ethnic"}, {&out.the_, "the"}, {&out.that_, "that"}, {&out.this_, "this"},
      {&out.these_, "these"}, {&out.those_, "those"}, {&out.be_, "be"}};
  for (const auto& [id, text] : words) *id = v.Intern(text);
  return out;
}

void PartyReader::Find(Document& doc) const {
  static thread_local Workspace work;
  work.Clear();
  work.context.day = doc.published_day;
  work.context.Note(doc.dateline_place.country);
  for (const PlaceMention& place : doc.places) work.context.Note(place.country);
  for (uint32_t s = 0; s < doc.sentences.size(); ++s) FindInSentence(doc, s, work);
  Enrich(doc, work);
  coreference_.Resolve(doc, work.facts);
  GuessCountries(doc, work);
  Rate(doc, work);
}

void PartyReader::FindNames(const Document& doc, const Sentence& sentence, Workspace& work) const {
  work.hits.clear();
  work.shouted = IsShouted(doc, sentence);
  for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end;) {
    NameHit hit;
    if (actors_.Match(doc, t, sentence.tokens.end, work.shouted, hit)) {
      // "The National" is a newspaper, but "The National Security Agency" is none: the name behind the article that reaches further wins.
      NameHit inner;
      const std::string_view first = doc.token(t);
      if ((first == "The" || first == "the") && actors_.Match(doc, t + 1, sentence.tokens.end, work.shouted, inner) && inner.tokens.end > hit.tokens.end) hit = inner;
      const uint32_t end = hit.tokens.end;
      const bool tied = end + 1 < sentence.tokens.end && IsGlueHyphen(doc, end) && Has(tied_, doc.tokens.word[end + 1]);
      hit.actor = actors_.Choose(doc, hit, work.shouted, work.context);
      // "CAR" where all is in capitals: the word, not the state.
      const bool word = work.shouted && hit.tokens.size() == 1 && end - t == 1 && doc.tokens.end[t] - doc.tokens.begin[t] <= 3 && persons_.IsCommon(doc.tokens.word[t]);
      if (!tied && !word) work.hits.push_back(hit);
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

PartyReader::Unit PartyReader::UnitAt(const Document& doc, uint32_t chunk, uint32_t last_chunk, const Workspace& work) const {
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

void PartyReader::FindInSentence(Document& doc, uint32_t index, Workspace& work) const {
  const Sentence& sentence = doc.sentences[index];
  work.sentence = index;
  work.paragraph = sentence.paragraph;
  FindNames(doc, sentence, work);
  const uint32_t last = doc.first_chunk[index + 1];
  size_t loose = 0;  // names that stand outside every noun chunk
  const auto flush = [&](uint32_t before) {
    for (; loose < work.hits.size() && work.hits[loose].tokens.begin < before; ++loose) {
      const NameHit hit = work.hits[loose];
      if (hit.tokens.begin < work.done) continue;
      Unit unit;
      unit.tokens = hit.tokens;
      unit.begin = hit.tokens.begin;
      unit.head = hit.tokens.end - 1;
      unit.first_chunk = unit.last_chunk = kNone;
      const ActorKind kind = ActorOf(doc, hit, work).kind;
      if (kind == ActorKind::kArmedGroup || kind == ActorKind::kOrganization || kind == ActorKind::kLeader || kind == ActorKind::kMedia) ReadName(doc, unit, hit, work);
      else if (kind != ActorKind::kCapital) ReadShared(doc, unit, hit, work);
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

/// A person at the head of the phrase, unless the name tagger is sure that it names something else.
bool PartyReader::Find(const Document& doc, const Unit& unit, const Workspace& work, PersonHit& out) const {
  if (!persons_.Find(doc, roles_, unit.begin, unit.head, work.shouted, out)) return false;
  // "First Minister of Scotland NAME": the land is none of the name.
  const PlaceMention* place = PlaceAt(doc, out.name.begin);
  if (place && !place->is_demonym && place->tokens.begin == out.name.begin && place->tokens.end < out.name.end && persons_.IsGiven(doc.tokens.word[place->tokens.end])) out.name.begin = place->tokens.end;
  const NameMention* name = NameAt(doc, unit.head);
  // "National Directorate", "his native New York City": the word before is no office here.
  const bool body = name && (name->type == NameType::kOrganization || name->type == NameType::kPlace || name->type == NameType::kFacility);
  if (body && out.role.role && !out.titled && name->confidence >= kSureName && !persons_.IsGiven(doc.tokens.word[out.name.begin])) return false;
  if (!name || out.titled || out.role.role || name->confidence < (persons_.IsGiven(doc.tokens.word[out.name.begin]) ? kSureName : kDoubt)) return true;
  return name->type == NameType::kPerson || name->type == NameType::kNone || name->type == NameType::kNorp;
}

void PartyReader::Read(Document& doc, const Unit& unit, Workspace& work) const {
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
    if (tail && Find(doc, unit, work, person) && ReadPerson(doc, unit, person, work)) return;
    if (kind == ActorKind::kCountry || kind == ActorKind::kDemonym || kind == ActorKind::kCapital) {
      ReadState(doc, unit, hit, work);
    } else {
      ReadName(doc, unit, hit, work);
    }
    return;
  }
  const bool named = tok.upos[unit.head] == Upos::kPropn && (tok.shape[unit.head] & kCapitalized);
  if (named && unit.head > unit.begin && persons_.IsGiven(tok.word[unit.begin]) && Find(doc, unit, work, person) && person.name.begin == unit.begin) {
    ReadPerson(doc, unit, person, work);
    return;
  }
  if (const RoleIndex::Hit role = roles_.Match(doc, unit.begin, unit.head); role.role && role.role->number != RoleNumber::kTitle) {
    if (ReadRole(doc, unit, role, work)) return;
  }
  if (Find(doc, unit, work, person) && ReadPerson(doc, unit, person, work)) return;
  if (ReadSurname(doc, unit, work)) return;
  if (ReadTagged(doc, unit, work)) return;
  ReadModifiers(doc, unit, work);
}

}  // namespace dateline
