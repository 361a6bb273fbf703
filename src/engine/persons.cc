#include "engine/persons.h"

#include <algorithm>
#include <map>
#include <string>

namespace dateline {
namespace {

constexpr uint32_t kTitleWords = 3;  // "Interior Ministry spokesman Saad Maan"

std::string_view Lemma(const Document& doc, uint32_t token) { return doc.tokens.lemma_form.empty() ? doc.token(token) : doc.tokens.lemma_form[token]; }

std::string Lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

/// Calls `take` with every run of whole words of a name, itself among them. Names have few words.
template <class Take>
void EachPart(std::string_view name, Take take) {
  for (size_t begin = 0; begin != std::string_view::npos; begin = name.find(' ', begin + 1)) {
    const size_t from = begin == 0 ? 0 : begin + 1;
    for (size_t end = name.find(' ', from);; end = name.find(' ', end + 1)) {
      take(name.substr(from, end == std::string_view::npos ? end : end - from));
      if (end == std::string_view::npos) break;
    }
  }
}

enum Mark : uint8_t { kPlace = 1, kPerson = 2, kOther = 4 };

/// What the finders of places and parties take each token for.
std::vector<uint8_t> Marks(const Document& doc) {
  std::vector<uint8_t> out(doc.tokens.size());
  const auto mark = [&](TokenRange tokens, Mark as) {
    for (uint32_t t = tokens.begin; t < tokens.end && t < out.size(); ++t) out[t] = static_cast<uint8_t>(out[t] | as);
  };
  for (const PlaceMention& place : doc.places) {
    if (!place.is_demonym) mark(place.tokens, kPlace);
  }
  for (const PartyMention& party : doc.parties) {
    if (!party.person.empty() || !party.actor.empty()) mark(party.tokens, party.person.empty() ? kOther : kPerson);
  }
  return out;
}

/// What the name tagger takes for a person, but the finders of places and parties for a town or an organization.
bool IsOtherName(const std::vector<uint8_t>& marks, TokenRange name) {
  uint8_t any = 0, all = 0xFF;
  for (uint32_t t = name.begin; t < name.end; ++t) {
    any = static_cast<uint8_t>(any | marks[t]);
    all = static_cast<uint8_t>(all & marks[t]);
  }
  return (any & kPerson) == 0 && ((all & kPlace) != 0 || (any & kOther) != 0);
}

}  // namespace

Result<PersonFinder> PersonFinder::Load(const Container& knowledge) {
  auto table = knowledge.OpenTable(kTable);
  if (!table) return table.error();
  const auto word = table->Column("word");
  if (!word) return word.error();
  PersonFinder out;
  for (const Table::Row& row : table->rows()) {
    if (!out.offices_.insert(row.cells[*word]).second) return Error{table->Where(row), "\"" + std::string(row.cells[*word]) + "\" a second time", "each word once"};
  }
  return out;
}

/// An office directly before the name ("President X"), in apposition to it ("X, the spokesman of ...", "the governor, X"), or as the word it hangs on.
bool PersonFinder::HasOffice(const Document& doc, TokenRange name) const {
  const TokenTable& t = doc.tokens;
  const auto is_office = [&](uint32_t token) { return token < t.size() && IsOffice(Lower(Lemma(doc, token))) && (token + 1 >= t.size() || doc.token(token + 1) != "'s"); };
  for (uint32_t back = 1; back <= kTitleWords && back <= name.begin; ++back) {
    const uint32_t token = name.begin - back;
    if (t.upos[token] != Upos::kNoun && t.upos[token] != Upos::kPropn && t.upos[token] != Upos::kPunct) break;
    if (t.upos[token] == Upos::kPunct && doc.token(token) != "." && doc.token(token) != "-") break;
    if (is_office(token)) return true;
  }
  for (uint32_t token = name.begin; token < name.end; ++token) {
    const uint32_t head = t.head[token];
    const bool outside = head < name.begin || head >= name.end;
    if (outside && (t.deprel[token] == Deprel::kAppos || t.deprel[token] == Deprel::kFlat || t.deprel[token] == Deprel::kCompound) && is_office(head)) return true;
  }
  const uint32_t end = std::min(t.size(), name.end + 8);
  for (uint32_t token = name.end; token < end; ++token) {  // what stands in apposition
    const bool hangs = t.head[token] >= name.begin && t.head[token] < name.end;
    if (hangs && (t.deprel[token] == Deprel::kAppos || t.deprel[token] == Deprel::kParataxis) && is_office(token)) return true;
  }
  return false;
}

std::vector<StoredPerson> PersonFinder::Of(const Document& doc) const {
  std::map<std::string, bool, std::less<>> found;  // name -> public
  const auto add = [&](std::string_view name, bool is_public) {
    if (name.empty() || name.ends_with('.') || IsOffice(Lower(name))) return;  // "Maj.", "Ayatollah": a title that lost its name
    const auto [it, fresh] = found.emplace(std::string(name), is_public);
    it->second = it->second || is_public;
  };
  const std::vector<uint8_t> marks = Marks(doc);
  for (const NameMention& name : doc.names) {
    if (name.type == NameType::kPerson && !IsOtherName(marks, name.tokens)) add(doc.text(doc.tokens.span(name.tokens)), HasOffice(doc, name.tokens));
  }
  for (const PartyMention& party : doc.parties) {
    if (party.person.empty()) continue;
    add(party.person, !party.actor.empty() || HasOffice(doc, party.tokens));
    if (!party.actor.empty() && !party.name.empty()) add(party.name, true);
  }
  // A surname alone is public where the full name is, and a fuller name where the one known is its end ("Recep Tayyip Erdogan").
  std::unordered_set<std::string_view> public_parts;
  for (const auto& [name, is_public] : found) {
    if (is_public) EachPart(name, [&](std::string_view part) { public_parts.insert(part); });
  }
  std::vector<StoredPerson> out;
  for (const auto& [name, is_public] : found) {
    bool by_part = public_parts.contains(name);
    for (size_t at = name.find(' '); at != std::string::npos && !by_part; at = name.find(' ', at + 1)) {
      const auto whole = found.find(std::string_view(name).substr(at + 1));
      by_part = whole != found.end() && whole->second;
    }
    out.push_back({name, is_public || by_part});
  }
  return out;
}

}  // namespace dateline
