#include "mentions/parties_persons.h"

#include <algorithm>
#include <cmath>
#include <charconv>

#include "base/utf8.h"
#include "mentions/parties_names.h"

namespace dateline {
namespace {

/// The place that covers the last word of the name, if any.
bool EndsInPlace(const Document& doc, TokenRange name) {
  const auto it = std::lower_bound(doc.places.begin(), doc.places.end(), name.begin, [](const PlaceMention& p, uint32_t t) { return p.tokens.end <= t; });
  for (auto p = it; p != doc.places.end() && p->tokens.begin < name.end; ++p) {
    if (!p->is_demonym && p->tokens.Contains(name.end - 1)) return true;
  }
  return false;
}

}  // namespace

Result<PersonNames> PersonNames::Load(const Container& knowledge, Vocabulary& vocabulary) {
  PersonNames out;
  auto names = knowledge.OpenTable("given-names.tsv");
  if (!names) return names.error();
  for (const Table::Row& row : names->rows()) {
    const WordId word = vocabulary.Intern(utf8::Lower(row.cells[0]));
    if (word.value >= out.gender_.size()) out.gender_.resize(word.value + 1024, 0);
    const std::string_view gender = row.cells[1];
    out.gender_[word.value] = gender == "m" ? 2 : gender == "f" ? 3 : 1;
  }
  auto tags = knowledge.OpenTable("tags.tsv");
  if (!tags) return tags.error();
  std::vector<double> log_count;
  std::vector<bool> proper;
  for (const Table::Row& row : tags->rows()) {
    double count = 1;
    std::from_chars(row.cells[3].data(), row.cells[3].data() + row.cells[3].size(), count);
    log_count.push_back(std::log(std::max(count, 1.0)));
    proper.push_back(row.cells[1] == "PROPN");
  }
  const Lexicon& lexicon = vocabulary.lexicon();
  out.common_.resize(lexicon.size());
  for (uint32_t w = 0; w < lexicon.size(); ++w) {
    double best = -1e9;
    bool is_proper = true;
    for (const Reading& reading : lexicon.Readings(WordId{w})) {
      if (reading.tag >= log_count.size()) continue;
      const double score = log_count[reading.tag] - reading.cost / 128.0;
      if (score <= best) continue;
      best = score;
      is_proper = proper[reading.tag];
    }
    out.common_[w] = !is_proper && lexicon.Count(WordId{w}) >= 8;
  }
  for (const char* text : {"al", "el", "bin", "ibn", "bint", "ben", "abu", "umm", "de", "del", "della", "di", "da", "dos", "das", "do", "van", "von", "der", "den", "la", "le", "du", "ter", "ag", "ould", "ul", "ur", "ud", "y", "e", "ur-", "ez", "al-"}) {
    out.particles_.push_back(vocabulary.Intern(text));
  }
  for (const char* text : {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
                           "december", "god", "allah", "christmas", "ramadan", "easter", "islam", "christianity", "english", "arabic", "http", "twitter", "facebook", "whatsapp", "telegram", "google", "youtube"}) {
    out.never_.push_back(vocabulary.Intern(text));
  }
  return out;
}

Gender PersonNames::GenderOf(WordId word) const {
  if (!word.valid() || word.value >= gender_.size()) return Gender::kUnknown;
  return gender_[word.value] == 2 ? Gender::kMale : gender_[word.value] == 3 ? Gender::kFemale : Gender::kUnknown;
}

bool PersonNames::IsNameWord(const Document& doc, uint32_t t) const {
  if (!(doc.tokens.shape[t] & kCapitalized)) return false;
  if (IsGiven(doc.tokens.word[t])) return true;
  const Upos u = doc.tokens.upos[t];
  if (u != Upos::kPropn && u != Upos::kX) return false;
  return std::find(never_.begin(), never_.end(), doc.tokens.word[t]) == never_.end() || (t > 0 && IsGiven(doc.tokens.word[t - 1]));
}

bool PersonNames::IsParticle(const Document& doc, uint32_t t) const {
  // Written small only: "Abu" at the head of a name is part of it.
  if (doc.tokens.shape[t] & kCapitalized) return false;
  return doc.tokens.word[t].valid() && std::find(particles_.begin(), particles_.end(), doc.tokens.word[t]) != particles_.end();
}

bool PersonNames::Find(const Document& doc, const RoleIndex& roles, uint32_t begin, uint32_t head, bool shouted, PersonHit& out) const {
  const auto& tok = doc.tokens;
  out = {};
  if (!IsNameWord(doc, head)) return false;
  uint32_t s = head;
  while (s > begin) {
    uint32_t t = s - 1;
    if (IsGlueHyphen(doc, t) && t > begin) --t;
    if (!IsNameWord(doc, t) && !IsParticle(doc, t)) break;
    s = t;
  }
  while (s < head && !(tok.shape[s] & kCapitalized) && tok.upos[s] == Upos::kAdp) ++s;
  uint32_t name = s;
  // The office or title nearest to the name.
  for (uint32_t p = head; p-- > begin;) {
    if (p + 1 < s) break;
    if (IsGiven(tok.word[p]) && p > begin) continue;
    const RoleIndex::Hit hit = roles.Match(doc, begin, p);
    if (!hit.role || !hit.role->people || hit.role->number == RoleNumber::kGroup) continue;
    out.role = hit;
    name = p + 1;
    break;
  }
  while (name < head && IsGlueHyphen(doc, name)) ++name;
  out.name = {name, head + 1};
  uint32_t words = 0;
  bool any_common = false;
  for (uint32_t t = name; t <= head; ++t) {
    if (IsGlueHyphen(doc, t) || IsParticle(doc, t)) continue;
    ++words;
    any_common = any_common || (IsCommon(tok.word[t]) && !IsGiven(tok.word[t]));
  }
  out.gender = GenderOf(tok.word[name]);
  const bool given = IsGiven(tok.word[name]);
  if (out.role.role) {
    const std::string_view lemma = out.role.role->lemma;
    out.titled = out.role.role->number == RoleNumber::kTitle && out.role.role->role.empty();
    if (lemma == "mr." || lemma == "mr" || lemma == "sir" || lemma.ends_with("man")) out.gender = Gender::kMale;
    if (lemma == "mrs." || lemma == "ms." || lemma == "mrs" || lemma == "ms" || lemma == "miss" || lemma.ends_with("woman")) out.gender = Gender::kFemale;
    return words >= 1 && !(any_common && words == 1 && !out.titled) && (given || out.titled || words > 1 || !EndsInPlace(doc, out.name));
  }
  if (words < 2 || words > 6) return false;
  if (given) return !EndsInPlace(doc, out.name) || tok.upos[head] == Upos::kPropn;
  if (shouted || any_common || words > 4 || (tok.shape[head] & kAllCaps)) return false;
  return !EndsInPlace(doc, out.name);
}

}  // namespace dateline
