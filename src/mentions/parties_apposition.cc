// Two noun phrases for one referent: "Ahmad Ramadan, the head of the Euphrates Center", "Germany's interior minister, Horst Seehofer", "Rami Abdel Rahman, who
// heads the Observatory". The first row takes what the second says; the second is no mention of its own.
#include <algorithm>

#include "mentions/parties_binding.h"
#include "mentions/parties_reader.h"
#include "mentions/parties_workspace.h"

namespace dateline {
namespace {

constexpr uint32_t kNone = UINT32_MAX;
constexpr uint32_t kRowsBack = 6;

/// The row before `row`, in its sentence, that the tree knows by `token`.
uint32_t RowHeadedBy(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row, uint32_t token) {
  for (uint32_t i = row; i-- > 0 && row - i <= kRowsBack && facts[i].sentence == facts[row].sentence;) {
    if (TreeHead(doc, doc.parties[i].head_token) == token) return i;
  }
  return kNone;
}

}  // namespace

bool PartyReader::Merge(Document& doc, Workspace& work, uint32_t first, uint32_t second) const {
  PartyMention &one = doc.parties[first], &two = doc.parties[second];
  PartyFacts &facts = work.facts[first], &other = work.facts[second];
  if (one.is_pronoun || two.is_pronoun || one.is_plural != two.is_plural || one.is_people != two.is_people) return false;
  if (one.count.valid() && two.count.valid()) return false;  // "100 families (about 400 people)": two figures
  const bool persons = facts.single && other.single && (one.person.empty() || two.person.empty() || one.person == two.person);
  const bool bodies = facts.group && other.group && !facts.state && !other.state && (one.actor.empty() || two.actor.empty() || one.actor == two.actor);
  const bool many = one.is_plural && !facts.single && !other.single && !facts.group && !other.group && one.role == two.role;
  if (!persons && !bodies && !many) return false;
  // What is said of a body by a name goes before what its kind of noun says.
  if (one.person.empty()) one.person = two.person;
  const bool named = one.actor.empty() && !two.actor.empty();
  if (named) one.actor = two.actor, one.name = two.name;
  if (one.name.empty()) one.name = two.name;
  if (one.role.empty()) one.role = two.role;
  if (one.sectors.empty() || (named && bodies && !two.sectors.empty())) one.sectors = two.sectors;
  if (one.country.empty()) one.country = two.country;
  if (two.country.empty()) two.country = one.country;
  if (two.sectors.empty()) two.sectors = one.sectors;
  if (two.role.empty()) two.role = one.role;
  if (two.person.empty()) two.person = one.person;
  if (facts.gender == Gender::kUnknown) facts.gender = other.gender;
  if (!facts.title.valid() && one.person.data() != nullptr && !one.person.empty()) facts.title = doc.tokens.lemma[two.head_token];
  if (!other.named && facts.named) facts.definite = false;
  if (other.named) facts.title = doc.tokens.lemma[one.head_token];
  facts.named = facts.named || other.named;
  facts.definite = facts.definite && !other.named;
  two.is_appositive = true;
  two.antecedent = PartyId{first};
  return true;
}

void PartyReader::MergeAppositions(Document& doc, Workspace& work) const {
  for (uint32_t i = 1; i < doc.parties.size(); ++i) {
    const uint32_t token = TreeHead(doc, doc.parties[i].head_token);
    if (doc.tokens.deprel[token] == Deprel::kObj && !doc.parties[i].is_pronoun) TakeCommand(doc, work, i);
    if (doc.tokens.deprel[token] != Deprel::kAppos || doc.parties[i].antecedent.valid()) continue;
    const uint32_t above = TreeHead(doc, doc.tokens.head[token]);
    uint32_t row = RowHeadedBy(doc, work.facts, i, above);
    while (row != kNone && doc.parties[row].is_appositive) row = doc.parties[row].antecedent.value;
    if (row == kNone || Merge(doc, work, row, i)) continue;
    // "NAME, the head of the Y, a group in Z": what follows the second comma tells of Y.
    PartyMention& group = doc.parties[i];
    const PartyMention& person = doc.parties[row];
    const bool of_body = work.facts[row].single && person.actor.empty() && !person.name.empty() && !person.person.empty();
    if (of_body && work.facts[i].group && !work.facts[i].named) {
      group.name = doc.parties[row].name;
      work.facts[i].named = true;
      continue;
    }
    const PartyMention& before = doc.parties[i - 1];
    if (work.facts[i - 1].group && work.facts[i - 1].named && !before.is_appositive && before.tokens.end < group.tokens.begin && before.tokens.end + 3 > group.tokens.begin) Merge(doc, work, i - 1, i);
  }
}

/// "NAME, who heads the Observatory": he is of the body that he heads.
void PartyReader::TakeCommand(Document& doc, Workspace& work, uint32_t row) const {
  const auto& tok = doc.tokens;
  const PartyMention& body = doc.parties[row];
  if (!work.facts[row].group || body.name.empty() || work.facts[row].state) return;
  const uint32_t verb = tok.head[TreeHead(doc, body.head_token)];
  const WordId lemma = tok.lemma[verb];
  if (!lemma.valid() || std::find(heading_.begin(), heading_.end(), lemma) == heading_.end()) return;
  if (tok.deprel[verb] != Deprel::kAclRelcl && tok.deprel[verb] != Deprel::kAcl) return;
  const uint32_t head = RowHeadedBy(doc, work.facts, row, TreeHead(doc, tok.head[verb]));
  if (head == kNone || !work.facts[head].single || doc.parties[head].is_pronoun) return;
  PartyMention& person = doc.parties[head];
  if (person.role.empty()) person.role = "leaders";
  if (person.actor.empty()) person.actor = body.actor;
  if (person.name.empty()) person.name = body.name;
  if (person.sectors.empty()) person.sectors = body.sectors;
  if (person.country.empty()) person.country = body.country;
}

void PartyReader::Enrich(Document& doc, Workspace& work) const {
  MergeAppositions(doc, work);
  const auto& tok = doc.tokens;
  for (uint32_t i = 0; i + 1 < doc.parties.size(); ++i) {
    PartyMention& party = doc.parties[i];
    if (party.person.empty() || party.is_pronoun || party.antecedent.valid()) continue;
    // Where the tree does not say it: "The commander, NAME, said"
    if (i > 0 && party.tokens.begin > 0 && doc.token(party.tokens.begin - 1) == "," && doc.parties[i - 1].tokens.end + 1 == party.tokens.begin && work.facts[i - 1].single && doc.parties[i - 1].person.empty() &&
        !doc.parties[i - 1].is_pronoun && work.facts[i - 1].sentence == work.facts[i].sentence) {
      const PartyMention& office = doc.parties[i - 1];
      if (party.role.empty()) party.role = office.role;
      if (party.sectors.empty()) party.sectors = office.sectors;
      if (party.country.empty()) party.country = office.country;
    }
    const uint32_t comma = party.tokens.end;
    if (comma + 1 >= tok.size() || doc.token(comma) != ",") continue;
    const PartyMention& next = doc.parties[i + 1];
    if (work.facts[i].sentence != work.facts[i + 1].sentence || !next.person.empty() || !work.facts[i + 1].single || next.is_pronoun) continue;
    // "NAME, a farmer", "NAME, 45, the head of the council"
    const uint32_t gap = next.tokens.begin - comma - 1;
    if (gap > 3 || (gap == 3 && doc.token(comma + 2) != ",")) continue;
    const uint32_t end = next.tokens.end;
    const bool closed = end < tok.size() && tok.upos[end] == Upos::kPunct && tok.deprel[TreeHead(doc, next.head_token)] != Deprel::kConj;
    if (closed && gap <= 1 && Merge(doc, work, i, i + 1)) continue;
    if (party.role.empty()) party.role = next.role;
    if (party.sectors.empty()) party.sectors = next.sectors;
    if (party.country.empty()) party.country = next.country;
  }
  // Later mentions of the person know what the first one says.
  for (PartyMention& party : doc.parties) {
    if (party.person.empty() || !party.antecedent.valid()) continue;
    const PartyMention& first = doc.parties[party.antecedent.value];
    if (party.role.empty()) party.role = first.role;
    if (party.sectors.empty()) party.sectors = first.sectors;
    if (party.country.empty()) party.country = first.country;
  }
}

}  // namespace dateline
