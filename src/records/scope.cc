#include "records/scope.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace dateline {
namespace {

constexpr uint32_t kShort = 60;  // words: an excerpt

}  // namespace

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
  auto domains = knowledge.OpenTable("scope.tsv");
  if (!domains) return domains.error();
  for (const Table::Row& row : domains->rows()) {
    if (row.cells[0] == "cause") {
      for (const std::string_view word : SplitList(row.cells[1], ' ')) out.causes_.insert(vocabulary.Intern(utf8::Lower(word)).value);
      continue;
    }
    const auto home = row.cells[0] == "conflict" ? &Homes::conflict : row.cells[0] == "weak" ? &Homes::weak : &Homes::elsewhere;
    for (const std::string_view word : SplitList(row.cells[1], ' ')) out.domain_.emplace(vocabulary.Intern(utf8::Lower(word)).value, home);
  }
  return out;
}

ScopeRules::Homes ScopeRules::HomesOf(const Document& doc, TokenRange tokens) const {
  Homes out;
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    if (const auto it = domain_.find(doc.tokens.lemma[t].value); it != domain_.end()) ++(out.*(it->second));
  }
  return out;
}

bool ScopeRules::WithoutAttacker(const Document& doc, TokenRange tokens) const {
  bool cause = false;
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    if (armed_.contains(doc.tokens.lemma[t].value)) return false;
    cause = cause || causes_.contains(doc.tokens.lemma[t].value);
  }
  return cause;
}

bool ScopeRules::ReportOnTopic(const Document& doc, const Homes& homes) const {
  constexpr uint32_t kWordsPerHit = 150;
  if (doc.tokens.size() < kShort) return homes.conflict > 0 && homes.elsewhere + homes.weak / 2 <= homes.conflict;
  // A long report has room for a few words from anywhere: the cook who fought the attacker off.
  if (homes.elsewhere > homes.conflict + homes.conflict / 2 + 2) return false;
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

namespace {

const PartyMention& Named(const Document& doc, PartyId id) {
  const PartyMention& party = doc.parties[id.value];
  return party.antecedent.valid() ? doc.parties[party.antecedent.value] : party;
}

/// A known actor or somebody of a country.
bool IsKnownParty(const Document& doc, PartyId id) { return id.valid() && (!Named(doc, id).actor.empty() || !Named(doc, id).country.empty()); }

}  // namespace

bool IsPublicParty(const Document& doc, PartyId id) {
  if (!id.valid()) return false;
  if (IsKnownParty(doc, id)) return true;
  const PartyMention* party = &Named(doc, id);
  constexpr std::array<std::string_view, 14> kSectors = {"GOV", "MIL", "REB", "COP", "PRM", "SPY", "JUD", "LEG", "PTY", "UAF", "IMG", "UNO", "IGO", "REF"};
  return std::any_of(kSectors.begin(), kSectors.end(), [&](std::string_view sector) { return party->sectors.find(sector) != std::string_view::npos; });
}

bool ScopeRules::NearTopic(const Document& doc, const Homes& homes) const {
  if (homes.conflict < 3 || homes.conflict <= 3 * homes.elsewhere || homes.weak > homes.conflict) return false;
  constexpr std::array<std::string_view, 9> kSectors = {"MIL", "REB", "PRM", "SPY", "LEG", "PTY", "UAF", "IMG", "IGO"};
  return std::any_of(doc.parties.begin(), doc.parties.end(), [&](const PartyMention& party) {
    const auto has = [&](std::string_view sector) { return party.sectors.find(sector) != std::string_view::npos; };
    if (party.is_pronoun || has("COP") || has("JUD")) return false;
    return std::any_of(kSectors.begin(), kSectors.end(), has) || (has("GOV") && (!party.person.empty() || !party.actor.empty()));
  });
}

bool ScopeRules::Allows(const SentenceContext& x, const Record& r, bool report_on_topic, const Homes& homes) const {
  if (r.type == "ASSAULT" && r.actors.empty() && WithoutAttacker(x.doc, x.tokens)) return false;
  if (report_on_topic) return true;
  const bool excerpt = x.doc.tokens.size() < kShort;
  const bool elsewhere = excerpt && homes.elsewhere > homes.conflict;
  // In a text on something else a captain plays and a major sells oil: there only a name that is known, or a country, stands for public life.
  const auto is_public = [&](PartyId id) { return elsewhere ? IsKnownParty(x.doc, id) : IsPublicParty(x.doc, id); };
  if (std::any_of(r.actors.begin(), r.actors.end(), is_public) || std::any_of(r.recipients.begin(), r.recipients.end(), is_public)) return true;
  for (const PartyId id : {r.people, r.facilitator, r.holder, r.previous_holder, r.joined}) {
    if (is_public(id)) return true;
  }
  // People displaced are counted whatever drove them out; a guest who flees the smoke is neither counted nor from anywhere.
  constexpr std::array<std::string_view, 8> kAlways = {"fled", "displaced", "evacuated", "refugee", "sheltering", "in_need", "besieged", "deported"};
  if (std::find(kAlways.begin(), kAlways.end(), r.type) != kAlways.end()) return !elsewhere || r.has_count || !r.origin.empty() || !r.destination.empty();
  if (excerpt && !elsewhere) {
    // Little to judge by: force is taken at its word, with a toll or a place even where words of daily life stand beside it; deeds, words and journeys need a figure, or a
    // place and nothing of daily life.
    const bool toll = std::any_of(r.toll.begin(), r.toll.end(), [](const TollEstimate& estimate) { return estimate.given; });
    const bool located = !r.places.empty() || !r.origin.empty() || !r.destination.empty();
    const bool violent = r.type == "ASSAULT" || r.type == "PROTEST" || r.type == "COERCE" || r.kind == RecordKind::kControl || r.kind == RecordKind::kStock;
    if (violent ? toll || located || homes.weak <= homes.conflict : r.has_count || (located && homes.weak == 0)) return true;
  }
  constexpr std::array<std::string_view, 4> kForce = {"COERCE", "PROTEST", "MOBILIZE", "RETREAT"};
  const bool force = std::find(kForce.begin(), kForce.end(), r.type) != kForce.end() || r.kind == RecordKind::kControl || r.kind == RecordKind::kStock;
  return force && !excerpt && OnTopic(x.doc, x.tokens);
}

}  // namespace dateline
