#include "mentions/parties_coreference.h"

#include <algorithm>

namespace dateline {
namespace {

constexpr uint32_t kWindow = 24;    ///< rows looked back
constexpr long kPrivateGroups = 12, kOutlets = 4;  ///< parts of the list of group words
constexpr uint32_t kSentences = 2;  ///< sentences looked back

/// The row that `row` finally stands for.
PartyId Final(const Document& doc, uint32_t row) {
  for (int steps = 0; steps < 4; ++steps) {
    const PartyMention& party = doc.parties[row];
    if (!party.antecedent.valid() || party.antecedent.value >= row) break;
    row = party.antecedent.value;
  }
  return PartyId{row};
}

bool InReach(const std::vector<PartyFacts>& facts, uint32_t row, uint32_t other) {
  if (facts[row].sentence - facts[other].sentence > kSentences) return false;
  return facts[row].paragraph - facts[other].paragraph <= 1;
}

}  // namespace

Coreference Coreference::Load(Vocabulary& vocabulary) {
  Coreference out;
  const std::pair<const char*, PronounKind> pronouns[] = {{"he", PronounKind::kHe}, {"him", PronounKind::kHe}, {"himself", PronounKind::kHe}, {"she", PronounKind::kShe}, {"her", PronounKind::kShe},
      {"herself", PronounKind::kShe}, {"they", PronounKind::kThey}, {"them", PronounKind::kThey}, {"themselves", PronounKind::kThey}, {"it", PronounKind::kIt}, {"itself", PronounKind::kIt},
      {"who", PronounKind::kWho}, {"whom", PronounKind::kWho}, {"i", PronounKind::kFirst}, {"we", PronounKind::kFirst}, {"us", PronounKind::kFirst}, {"me", PronounKind::kFirst}};
  for (const auto& [text, kind] : pronouns) out.pronouns_.push_back({vocabulary.Intern(text), kind});
  // First kPrivateGroups of no state, then kOutlets of news, then those of a state.
  for (const char* text : {"group", "organization", "organisation", "movement", "network", "militia", "charity", "watchdog", "faction", "party", "gang", "cartel", "agency", "newspaper", "paper", "broadcaster", "coalition", "alliance", "army",
                           "force", "ministry"}) {
    out.groups_.push_back(vocabulary.Intern(text));
  }
  return out;
}

PronounKind Coreference::KindOf(WordId word) const {
  if (!word.valid()) return PronounKind::kNone;
  for (const auto& [id, kind] : pronouns_) {
    if (id == word) return kind;
  }
  return PronounKind::kNone;
}

bool Coreference::IsGroupAnaphor(WordId lemma) const { return lemma.valid() && std::find(groups_.begin(), groups_.end(), lemma) != groups_.end(); }

PartyId Coreference::Person(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row, Gender gender) const {
  PartyId best;
  uint32_t best_score = 0;
  for (uint32_t i = row; i-- > 0 && row - i < kWindow && InReach(facts, row, i);) {
    const PartyFacts& f = facts[i];
    if (!f.single || f.possessed || (f.gender != Gender::kUnknown && f.gender != gender)) continue;
    const PartyMention& party = doc.parties[i];
    if (party.is_pronoun && !party.antecedent.valid()) continue;
    // Recency, subject, name: in that order of weight within one sentence, subjects of the last sentence before objects of it.
    const uint32_t distance = facts[row].sentence - f.sentence;
    uint32_t score = 10 - 3 * distance + (f.subject ? 4u : 0u) + (f.named || party.is_pronoun ? 3u : 0u) + (f.gender == gender ? 2u : 0u);
    if (score <= best_score) continue;
    best_score = score;
    best = Final(doc, i);
  }
  return best;
}

PartyId Coreference::Many(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row) const {
  PartyId best;
  uint32_t best_score = 0;
  for (uint32_t i = row; i-- > 0 && row - i < kWindow && InReach(facts, row, i);) {
    const PartyMention& party = doc.parties[i];
    const PartyFacts& f = facts[i];
    if (!party.is_people || f.single || f.state || (!party.is_plural && !f.group)) continue;
    if (party.is_pronoun && !party.antecedent.valid()) continue;
    const uint32_t distance = facts[row].sentence - f.sentence;
    const uint32_t score = 10 - 3 * distance + (f.subject ? 4u : 0u) + (party.is_plural ? 2u : 0u);
    if (score <= best_score) continue;
    best_score = score;
    best = Final(doc, i);
  }
  return best;
}

bool Coreference::Fits(const Document& doc, uint32_t row, WordId anaphor) const {
  const PartyMention& party = doc.parties[row];
  const bool official = party.sectors.find("MIL") != std::string_view::npos || party.sectors.find("GOV") != std::string_view::npos || party.sectors.find("COP") != std::string_view::npos;
  const auto at = std::find(groups_.begin(), groups_.end(), anaphor) - groups_.begin();
  if (at < kPrivateGroups) return !official && party.sectors.find("JRN") == std::string_view::npos;
  if (at < kPrivateGroups + kOutlets) return party.sectors == "JRN" || (party.sectors == "UNO" && at == kPrivateGroups);
  return official || at == kPrivateGroups + kOutlets;
}

PartyId Coreference::Group(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row, bool any_distance) const {
  PartyId best;
  uint32_t best_score = 0;
  const uint32_t window = any_distance ? 2 * kWindow : kWindow;
  for (uint32_t i = row; i-- > 0 && row - i < window;) {
    if (!any_distance && !InReach(facts, row, i)) break;
    const PartyMention& party = doc.parties[i];
    const PartyFacts& f = facts[i];
    if (!f.group || party.is_plural || party.is_pronoun || !f.named || f.single) continue;
    if (any_distance && (f.state || !Fits(doc, i, doc.tokens.lemma[doc.parties[row].head_token]))) continue;
    const uint32_t distance = std::min<uint32_t>(facts[row].sentence - f.sentence, 3);
    const uint32_t score = 10 - 3 * distance + (f.subject ? 4u : 0u) + (party.actor.empty() ? 0u : 2u);
    if (score <= best_score) continue;
    best_score = score;
    best = Final(doc, i);
  }
  return best;
}

PartyId Coreference::SameRole(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row) const {
  const PartyMention& anaphor = doc.parties[row];
  const double count = anaphor.count.valid() ? doc.quantities[anaphor.count.value].estimate.best : 0;
  for (uint32_t i = row; i-- > 0 && row - i < kWindow && facts[row].sentence - facts[i].sentence <= kSentences;) {
    const PartyMention& party = doc.parties[i];
    if (!party.is_people || !party.is_plural || party.is_pronoun || facts[i].definite) continue;
    if (count > 0 && party.count.valid() && doc.quantities[party.count.value].estimate.best == count) return Final(doc, i);
    if (count == 0 && party.role == anaphor.role && !party.role.empty()) return Final(doc, i);
  }
  return {};
}

void Coreference::Resolve(Document& doc, const std::vector<PartyFacts>& facts) const {
  for (uint32_t i = 0; i < doc.parties.size(); ++i) {
    PartyMention& party = doc.parties[i];
    if (party.antecedent.valid()) continue;
    if (!party.is_pronoun) {
      if (!facts[i].definite || facts[i].named) continue;
      if (!party.is_plural && facts[i].group && IsGroupAnaphor(doc.tokens.lemma[party.head_token])) party.antecedent = Group(doc, facts, i, true);
      else if (party.is_plural) party.antecedent = SameRole(doc, facts, i);
      continue;
    }
    switch (KindOf(doc.tokens.word[party.head_token])) {
      case PronounKind::kHe: party.antecedent = Person(doc, facts, i, Gender::kMale); break;
      case PronounKind::kShe: party.antecedent = Person(doc, facts, i, Gender::kFemale); break;
      case PronounKind::kThey: party.antecedent = Many(doc, facts, i); break;
      case PronounKind::kIt: party.antecedent = Group(doc, facts, i, false); break;
      case PronounKind::kWho:
        // The noun just before, a comma apart at most.
        if (i > 0 && facts[i - 1].sentence == facts[i].sentence && party.tokens.begin - std::min(party.tokens.begin, doc.parties[i - 1].tokens.end) <= 1) party.antecedent = Final(doc, i - 1);
        break;
      default: break;
    }
  }
}

}  // namespace dateline
