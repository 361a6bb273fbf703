#include "mentions/parties_roles.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "mentions/parties_names.h"

namespace dateline {
namespace {

/// Plurals that no rule gives back reliably; the tagger's lemma is asked first.
std::string Irregular(std::string_view lemma) {
  if (lemma.ends_with("woman")) return std::string(lemma.substr(0, lemma.size() - 5)) + "women";
  if (lemma.ends_with("man") && lemma != "human" && lemma != "german") return std::string(lemma.substr(0, lemma.size() - 3)) + "men";
  if (lemma.ends_with("child")) return std::string(lemma) + "ren";
  if (lemma.ends_with("wife")) return std::string(lemma.substr(0, lemma.size() - 4)) + "wives";
  if (lemma.ends_with("person")) return std::string(lemma) + "s";
  if (lemma.ends_with("body") || (lemma.ends_with("y") && lemma.size() > 2 && std::string_view("aeiou").find(lemma[lemma.size() - 2]) == std::string_view::npos)) {
    return std::string(lemma.substr(0, lemma.size() - 1)) + "ies";
  }
  if (lemma.ends_with("ch") || lemma.ends_with("sh") || lemma.ends_with("s")) return std::string(lemma) + "es";
  return std::string(lemma) + "s";
}

}  // namespace

/// Before the table is read: their phrases come first.
void RoleIndex::AddAgents(const Dictionaries& dictionaries, Vocabulary& vocabulary) {
  for (const DictionaryAgent& agent : dictionaries.agents()) {
    Role role;
    role.lemma = agent.lemma;
    role.role = agent.code.role;
    role.sectors = agent.code.sectors;
    roles_.push_back(role);
    const auto index = static_cast<uint32_t>(roles_.size() - 1);
    Add(index, role.lemma, vocabulary);
    if (agent.regular) Add(index, Irregular(role.lemma), vocabulary);
    for (const std::string_view plural : agent.plurals) Add(index, plural, vocabulary);
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
    out.Add(index, r.lemma, vocabulary);
    if (r.number != RoleNumber::kTitle) out.Add(index, Irregular(r.lemma), vocabulary);
  }
  return out;
}

void RoleIndex::Add(uint32_t role, std::string_view lemma, Vocabulary& vocabulary) {
  std::vector<std::string> pieces;
  NamePieces(lemma, pieces);
  if (pieces.empty()) return;
  Phrase phrase;
  phrase.role = role;
  const WordId head = vocabulary.Intern(pieces.back());
  for (size_t i = pieces.size() - 1; i-- > 0;) phrase.before.push_back(vocabulary.Intern(pieces[i]));
  if (head.value >= by_head_.size()) by_head_.resize(head.value + 1024);
  auto& list = by_head_[head.value];
  for (const Phrase& other : list) {
    if (other.before == phrase.before) return;
  }
  const auto at = std::find_if(list.begin(), list.end(), [&](const Phrase& p) { return p.before.size() < phrase.before.size(); });
  list.insert(at, std::move(phrase));
}

bool RoleIndex::Try(const Document& doc, uint32_t begin, uint32_t head, WordId key, Hit& out) const {
  if (!key.valid() || key.value >= by_head_.size()) return false;
  const auto& tok = doc.tokens;
  for (const Phrase& phrase : by_head_[key.value]) {
    const Role& role = roles_[phrase.role];
    if (role.capital && !(tok.shape[head] & (kCapitalized | kAllCaps))) continue;
    uint32_t t = head;
    bool all = true;
    for (const WordId word : phrase.before) {
      if (t > begin + 1 && IsGlueHyphen(doc, t - 1)) --t;
      if (t == begin || (tok.word[t - 1] != word && tok.lemma[t - 1] != word)) {
        all = false;
        break;
      }
      --t;
    }
    if (!all) continue;
    out = {&role, t};
    return true;
  }
  return false;
}

const Role* RoleIndex::Alone(WordId word) const {
  if (!word.valid() || word.value >= by_head_.size()) return nullptr;
  for (const Phrase& phrase : by_head_[word.value]) {
    if (phrase.before.empty()) return &roles_[phrase.role];
  }
  return nullptr;
}

RoleIndex::Hit RoleIndex::Match(const Document& doc, uint32_t begin, uint32_t head) const {
  Hit out, other;
  const WordId word = doc.tokens.word[head], lemma = doc.tokens.lemma[head];
  Try(doc, begin, head, word, out);
  if (lemma != word && Try(doc, begin, head, lemma, other) && (!out.role || other.begin < out.begin)) return other;
  return out;
}

}  // namespace dateline
