#include "mentions/parties_roles.h"

#include <unordered_map>

namespace dateline {

/// Before the table is read: their phrases come first.
void RoleIndex::AddAgents(const Dictionaries& dictionaries, Vocabulary& vocabulary) {
  for (const DictionaryAgent& agent : dictionaries.agents()) {
    Role role;
    role.lemma = agent.lemma;
    role.role = agent.code.role;
    role.sectors = agent.code.sectors;
    roles_.push_back(role);
    const auto index = static_cast<uint32_t>(roles_.size() - 1);
    phrases_.Add(role.lemma, index, vocabulary);
    if (agent.regular) phrases_.Add(PluralOf(role.lemma), index, vocabulary);
    for (const std::string_view plural : agent.plurals) phrases_.Add(plural, index, vocabulary);
  }
}

Result<RoleIndex> RoleIndex::Load(const Container& knowledge, Vocabulary& vocabulary, const Dictionaries* dictionaries) {
  auto table = knowledge.OpenTable("roles.tsv");
  if (!table) return table.error();
  const auto lemma = table->Column("lemma"), role = table->Column("role"), sector = table->Column("sector"), people = table->Column("people"), number = table->Column("number"), capital = table->Column("capital");
  for (const auto* column : {&lemma, &role, &sector, &people, &number, &capital}) {
    if (!*column) return column->error();
  }
  RoleIndex out;
  if (dictionaries != nullptr) out.AddAgents(*dictionaries, vocabulary);
  std::unordered_map<std::string_view, size_t> given;
  for (size_t i = 0; i < out.roles_.size(); ++i) given.emplace(out.roles_[i].lemma, i);
  for (const Table::Row& row : table->rows()) {
    Role r;
    r.lemma = row.cells[*lemma];
    r.role = row.cells[*role];
    r.sectors = row.cells[*sector];
    r.people = row.cells[*people] == "yes";
    r.capital = row.cells[*capital] == "yes";
    const std::string_view n = row.cells[*number];
    if (n != "one" && n != "group" && n != "thing" && n != "title") return Error{table->Where(row), "number \"" + std::string(n) + "\"", "one, group, thing or title"};
    r.number = n == "one" ? RoleNumber::kOne : n == "group" ? RoleNumber::kGroup : n == "thing" ? RoleNumber::kThing : RoleNumber::kTitle;
    if (const auto it = given.find(r.lemma); it != given.end()) {  // what kind of word it is, the table knows better
      if (!out.roles_[it->second].sectors.empty()) r.sectors = out.roles_[it->second].sectors;
      out.roles_[it->second] = r;
      continue;
    }
    out.roles_.push_back(r);
    const auto index = static_cast<uint32_t>(out.roles_.size() - 1);
    out.phrases_.Add(r.lemma, index, vocabulary);
    if (r.number != RoleNumber::kTitle) out.phrases_.Add(PluralOf(r.lemma), index, vocabulary);
  }
  return out;
}

const Role* RoleIndex::Alone(WordId word) const {
  const uint32_t row = phrases_.Alone(word);
  return row == HeadPhrases::kNone ? nullptr : &roles_[row];
}

RoleIndex::Hit RoleIndex::Match(const Document& doc, uint32_t begin, uint32_t head) const {
  const bool capital = (doc.tokens.shape[head] & (kCapitalized | kAllCaps)) != 0;
  const HeadPhrases::Hit hit = phrases_.Longest(doc, begin, head, [&](uint32_t row) { return capital || !roles_[row].capital; });
  return hit ? Hit{&roles_[hit.row], hit.begin} : Hit{};
}

}  // namespace dateline
