#include "records/scope.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace dateline {

Result<ScopeRules> ScopeRules::Load(const Container& knowledge, Vocabulary& vocabulary) {
  auto table = knowledge.OpenTable("topics.tsv");
  if (!table) return table.error();
  ScopeRules out;
  for (const Table::Row& row : table->rows()) {
    for (const std::string_view word : SplitList(row.cells[1], ' ')) {
      const uint32_t id = vocabulary.Intern(utf8::Lower(word)).value;
      out.any_.insert(id);
      if (row.cells[0] == "armed") out.armed_.insert(id);
    }
  }
  return out;
}

bool ScopeRules::ReportOnTopic(const Document& doc) const {
  constexpr uint32_t kWordsPerHit = 150, kShort = 60;
  if (doc.tokens.size() < kShort) return true;  // an excerpt: nothing to judge by, and somebody chose it
  uint32_t hits = 0;
  uint32_t first = UINT32_MAX;
  bool several = false;
  for (const WordId lemma : doc.tokens.lemma) {
    if (!armed_.contains(lemma.value)) continue;
    ++hits;
    several = several || (first != UINT32_MAX && first != lemma.value);
    first = lemma.value;
  }
  return hits >= 2 && several && hits * kWordsPerHit >= doc.tokens.size();
}

bool ScopeRules::OnTopic(const Document& doc, TokenRange tokens) const {
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    if (any_.contains(doc.tokens.lemma[t].value)) return true;
  }
  return false;
}

bool IsPublicParty(const Document& doc, PartyId id) {
  if (!id.valid()) return false;
  const PartyMention* party = &doc.parties[id.value];
  if (party->antecedent.valid()) party = &doc.parties[party->antecedent.value];
  if (!party->actor.empty() || !party->country.empty()) return true;
  constexpr std::array<std::string_view, 14> kSectors = {"GOV", "MIL", "REB", "COP", "PRM", "SPY", "JUD", "LEG", "PTY", "UAF", "IMG", "UNO", "IGO", "REF"};
  return std::any_of(kSectors.begin(), kSectors.end(), [&](std::string_view sector) { return party->sectors.find(sector) != std::string_view::npos; });
}

bool ScopeRules::Allows(const SentenceContext& x, const Record& r, bool report_on_topic) const {
  if (report_on_topic) return true;
  const auto any = [&](const std::vector<PartyId>& ids) { return std::any_of(ids.begin(), ids.end(), [&](PartyId id) { return IsPublicParty(x.doc, id); }); };
  if (any(r.actors) || any(r.recipients)) return true;
  for (const PartyId id : {r.people, r.facilitator, r.holder, r.previous_holder, r.joined}) {
    if (IsPublicParty(x.doc, id)) return true;
  }
  // People displaced are counted whatever drove them out.
  constexpr std::array<std::string_view, 8> kAlways = {"fled", "displaced", "evacuated", "refugee", "sheltering", "in_need", "besieged", "deported"};
  if (std::find(kAlways.begin(), kAlways.end(), r.type) != kAlways.end()) return true;
  constexpr std::array<std::string_view, 4> kForce = {"COERCE", "PROTEST", "MOBILIZE", "RETREAT"};
  const bool force = std::find(kForce.begin(), kForce.end(), r.type) != kForce.end() || r.kind == RecordKind::kControl || r.kind == RecordKind::kStock;
  return force && OnTopic(x.doc, x.tokens);
}

}  // namespace dateline
