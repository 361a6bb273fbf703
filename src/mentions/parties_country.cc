// The land of a party that its own words do not name: from a place or an owner beside it ("rebels in Darfur", "Niger's ambassador"), and whether a capital or a
// nationality stands for those who rule.
#include <algorithm>

#include "mentions/parties_binding.h"
#include "mentions/parties_reader.h"
#include "mentions/parties_workspace.h"

namespace dateline {
namespace {

bool Has(const std::vector<WordId>& words, WordId word) { return word.valid() && std::find(words.begin(), words.end(), word) != words.end(); }

bool IsOne(std::string_view sectors, std::initializer_list<std::string_view> of) { return std::find(of.begin(), of.end(), sectors) != of.end(); }

/// People who often are in a land that is not theirs.
bool IsAbroad(const PartyMention& party) {
  return IsOne(party.sectors, {"MIL", "REF", "UNO", "IGO", "NGO", "JRN", "SPY", "BUS"}) ||
         IsOne(party.role, {"diplomats", "peacekeepers", "aid groups", "aid workers", "soldiers", "military", "troops", "analysts"});
}

/// True where `token` hangs on `noun`, through a few other nouns at most.
bool HangsOn(const Document& doc, uint32_t token, uint32_t noun) {
  for (int steps = 0; steps < 4 && doc.tokens.head[token] != token && doc.tokens.upos[token] != Upos::kVerb; ++steps) {
    token = doc.tokens.head[token];
    if (token == noun) return true;
  }
  return false;
}

constexpr uint32_t kReach = 4;  ///< words between a preposition and the place it governs

}  // namespace

bool PartyReader::IsFormer(const Document& doc, uint32_t begin, uint32_t end) const {
  for (uint32_t t = begin; t < end; ++t) {
    if (Has(former_, doc.tokens.word[t])) return true;
  }
  return false;
}

/// True where a nationality before the head names who does it: "a US request", not "the Syrian border".
bool PartyReader::IsDoer(const Document& doc, const Unit& unit) const {
  const WordId lemma = doc.tokens.lemma[unit.head];
  return lemma.valid() && lemma.value < deeds_.size() && deeds_[lemma.value];
}

bool PartyReader::StandsForState(const Document& doc, const Unit& unit, const NameHit& hit) const {
  if (hit.tokens.begin != unit.begin) return false;
  if (const PlaceMention* place = PlaceAt(doc, hit.tokens.begin); place && place->is_metonym) return true;
  const Deprel relation = TopRelation(doc, unit.head);
  if (relation == Deprel::kNsubjPass) return false;
  if (relation == Deprel::kNsubj && IsSubject(doc, unit)) return true;
  return unit.tokens.begin > 0 && doc.tokens.word[unit.tokens.begin - 1] == by_ && (relation == Deprel::kOblAgent || relation == Deprel::kNmod || relation == Deprel::kObl);
}

/// True for what acts, suffers or stands against it.
bool PartyReader::Acts(const Document& doc, const Unit& unit) const {
  switch (TopRelation(doc, unit.head)) {
    case Deprel::kNsubj:
    case Deprel::kNsubjPass:
    case Deprel::kObj:
    case Deprel::kIobj:
    case Deprel::kOblAgent:
    case Deprel::kAppos: return true;
    case Deprel::kObl:
    case Deprel::kNmod: {
      const WordId before = unit.tokens.begin > 0 ? doc.tokens.word[unit.tokens.begin - 1] : WordId{};
      return before.valid() && (before == by_ || before == with_ || before == from_);
    }
    default: return false;
  }
}

void PartyReader::TakeCountry(const Document& doc, const Unit& unit, uint32_t head, PartyMention& party) const {
  const bool people = party.role == "people";
  if (!party.country.empty() && !people) return;
  for (uint32_t t = unit.begin; t < head && !people && party.country.empty(); ++t) {
    // "Darfur rebels", "the Gaza police"
    const PlaceMention* place = PlaceAt(doc, t);
    if (place && !place->country.empty() && !(t > 0 && doc.tokens.word[t - 1] == ethnic_)) party.country = place->country;
  }
  if (!party.country.empty() && !people) return;
  const uint32_t at = unit.tokens.end;
  if (at + 1 >= doc.tokens.size() || doc.tokens.upos[at] != Upos::kAdp) return;
  const WordId word = doc.tokens.word[at];
  const bool close = word == of_ || word == from_;
  if (!close && (!Has(locative_, word) || IsAbroad(party) || people)) return;
  for (uint32_t t = at + 1; t < std::min(at + 1 + kReach, doc.tokens.size()); ++t) {
    const PlaceMention* place = PlaceAt(doc, t);
    const bool tied = place && place->tokens.end < doc.tokens.size() && IsGlueHyphen(doc, place->tokens.end);
    if (place && place->is_demonym && (people || tied)) {  // "the Israeli-occupied West Bank"
      while (t + 1 < doc.tokens.size() && (t + 1 < place->tokens.end || (tied && t < place->tokens.end + 1))) ++t;
      continue;
    }
    if (place) {
      // "rebels in Darfur", not "smuggled rebels into Darfur": the tree must hang the place on the people.
      if (!place->country.empty() && (word == of_ || HangsOn(doc, t, unit.head))) party.country = place->country;
      return;
    }
    const Upos u = doc.tokens.upos[t];
    if (u != Upos::kDet && u != Upos::kAdj && u != Upos::kNoun && u != Upos::kPropn && u != Upos::kAdp) return;
  }
}

/// "Lebanon's new president NAME": the land before him is no party of its own.
void PartyReader::TakeOwner(Document& doc, const Unit& unit, PartyMention& party, Workspace& work) const {
  if (unit.tokens.begin == 0 || doc.tokens.upos[unit.tokens.begin - 1] != Upos::kPart) return;
  const uint32_t mark = unit.tokens.begin - 1;
  if (!doc.parties.empty() && doc.parties.back().tokens.end == mark && work.facts.back().state && work.facts.back().sentence == work.sentence) {
    if (party.country.empty()) party.country = doc.parties.back().country;
    doc.parties.pop_back();
    work.facts.pop_back();
    return;
  }
  const PlaceMention* place = mark > 0 ? PlaceAt(doc, mark - 1) : nullptr;
  if (place && party.country.empty()) party.country = place->country;
}

/// True where the place belongs to another person that is named: "South African leader NAME".
bool PartyReader::IsOthers(const Document& doc, const Workspace& work, uint32_t row, const PlaceMention& place) const {
  const uint32_t low = row > 4 ? row - 4 : 0, high = std::min(row + 5, static_cast<uint32_t>(doc.parties.size()));
  for (uint32_t i = low; i < high; ++i) {
    const PartyMention& party = doc.parties[i];
    if (i != row && work.facts[i].single && party.country == place.country && party.tokens.begin >= place.tokens.begin && party.tokens.begin <= place.tokens.end + 3) return true;
  }
  return false;
}

/// Officials, courts and police without a land are of the one that their sentence is about, where it names a single one as theirs: as a nationality, an owner or
/// the place of what happens.
void PartyReader::GuessCountries(Document& doc, const Workspace& work) const {
  size_t first = 0;
  for (uint32_t i = 0; i < doc.parties.size(); ++i) {
    PartyMention& party = doc.parties[i];
    if (!party.country.empty() || !party.actor.empty() || party.is_pronoun || !party.is_people || party.antecedent.valid() || work.facts[i].possessed) continue;
    if (!IsOne(party.sectors, {"GOV", "COP", "JUD", "LEG", "OPP"}) || IsOne(party.role, {"diplomats"})) continue;
    const TokenRange sentence = doc.sentences[work.facts[i].sentence].tokens;
    while (first < doc.places.size() && doc.places[first].tokens.end <= sentence.begin) ++first;
    std::string_view only;
    bool several = false;
    for (size_t p = first; p < doc.places.size() && doc.places[p].tokens.begin < sentence.end; ++p) {
      const PlaceMention& place = doc.places[p];
      if (place.country.empty()) continue;
      several = several || (!only.empty() && only != place.country);
      const bool named = doc.tokens.deprel[place.tokens.begin] == Deprel::kCompound;  // "the Kenya Anti-Corruption Commission"
      const bool other = IsOthers(doc, work, i, place);
      const bool owner = place.tokens.end < doc.tokens.size() && doc.tokens.upos[place.tokens.end] == Upos::kPart;
      const bool inside = place.tokens.begin > 0 && doc.tokens.word[place.tokens.begin - 1] == in_;
      const bool theirs = (place.is_demonym && !other) || named || owner || inside;
      several = several || !theirs;
      only = place.country;
    }
    if (!several && !only.empty()) party.country = only;
  }
}

}  // namespace dateline
