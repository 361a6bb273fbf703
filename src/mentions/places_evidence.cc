// Is a place meant? Log odds from the name itself and from the words around it.
#include <algorithm>
#include <cmath>

#include "mentions/places_workspace.h"

namespace dateline {
namespace {

constexpr float kNo = -9;
constexpr float kPersonal = -6;
constexpr float kTaggedPlace = 1.5F, kTaggedOther = 1.5F, kTaggedInside = 1.0F, kTaggedLone = 0.5F, kUntagged = -0.5F;
constexpr float kGiven = 4;  // of what the caller says is a place

bool IsInitial(std::string_view text) { return text.size() == 2 && text[1] == '.' && text[0] >= 'A' && text[0] <= 'Z'; }

/// The kind of place that "X province", "the town of X" ask for.
template <class Wanted>
Wanted Asked(std::string_view feature) {
  if (feature.starts_with("P.")) return Wanted::kTown;
  if (feature == "A.ADM1") return Wanted::kDivision;
  return feature.starts_with("A.") ? Wanted::kDistrict : Wanted::kAny;
}

bool IsAcronym(std::string_view text) {
  return text.size() <= 5 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

/// What the name tagger thinks, by how sure it is. `next_name` runs along with the spots.
float PlaceFinder::EvidenceOfTagger(const Document& doc, const Workspace& work, const Spot& spot, size_t& next_name) const {
  while (next_name < doc.names.size() && doc.names[next_name].tokens.end <= spot.tokens.begin) ++next_name;
  if (next_name == doc.names.size() || !doc.names[next_name].tokens.Overlaps(spot.tokens)) return kUntagged;
  const NameMention& name = doc.names[next_name];
  const bool longer = name.tokens.size() > spot.tokens.size();
  switch (name.type) {
    case NameType::kPlace: return longer ? 0 : kTaggedPlace * name.confidence;
    case NameType::kNorp: return 0;
    case NameType::kFacility: return longer ? 0 : kTaggedPlace / 2 * name.confidence;
    // A lone word that is nobody's given name is a place as soon as a person: persons are introduced by two.
    case NameType::kPerson: return -(longer ? kTaggedInside : work.names[spot.name].given ? kTaggedOther : kTaggedLone) * name.confidence;
    case NameType::kOrganization:
    case NameType::kArmedGroup:
    case NameType::kVehicle:
    case NameType::kDocument:
    case NameType::kEvent:
    case NameType::kWeapon: return -(longer ? kTaggedInside : kTaggedOther) * name.confidence;
    default: return 0;
  }
}

/// What a name is worth before its neighbours are looked at.
float PlaceFinder::EvidenceOfName(const Document& doc, const Workspace& work, const Spot& spot) const {
  const Name& name = work.names[spot.name];
  const bool several = spot.tokens.size() > 1;
  if (!several && !name.large && doc.token(spot.tokens.begin).size() <= 2) return kNo;  // "Al" of "Al-Rahma"
  float best = -4;
  for (uint32_t c = name.first; c < name.first + name.count; ++c) {
    const Gazetteer::Link link = work.candidates[c].link;
    const Gazetteer::Entry& e = gazetteer_.entry(link);
    float value = 0;
    switch (e.kind) {
      case Gazetteer::Kind::kCountry: value = link.Is(Gazetteer::kDemonym) ? 4.0F : link.Is(Gazetteer::kGivenName) ? 2.5F : 3.5F; break;
      case Gazetteer::Kind::kRegion: value = link.Is(Gazetteer::kLoose) ? 1.0F : 3.0F; break;
      case Gazetteer::Kind::kDivision: value = 0.35F * std::log(static_cast<float>(e.population) + 1000) - 3.0F + (several ? 0.7F : 0); break;
      case Gazetteer::Kind::kDistrict: value = several ? 1.0F : -1.2F; break;
      case Gazetteer::Kind::kPopulated:
        value = 0.5F * std::log(static_cast<float>(e.population) + 100) - 5.2F + (several ? 1.0F : 0);
        if (!link.Is(Gazetteer::kMain) && e.population <= 500000) value -= 0.8F;
        value = std::min(value, 2.5F);
        break;
    }
    if (e.own == Gazetteer::kChosen) value = std::max(value, several ? 2.5F : 1.5F);
    best = std::max(best, value);
  }
  if (spot.loose) best = std::min(best, 0.5F) - 0.5F;
  const SentenceInfo& info = work.sentences[spot.sentence];
  const bool at_start = spot.tokens.begin == doc.sentences[spot.sentence].tokens.begin;
  if (!several && !spot.capitals && !info.capitals && IsAcronym(doc.token(spot.tokens.begin))) best -= at_start ? 0.5F : 4.0F;  // "FAO" is no town
  if (several && !name.large) {  // "University of X", "X University"
    const uint32_t first = spot.tokens.begin;
    if (words_.At(work.words[spot.tokens.end - 1]).Is(kOrgWord, true)) return kNo;
    if (words_.At(work.words[first]).Is(kOrgWord, true) && work.words[first + 1] == words_.of) return kNo;
  }
  if (several && !spot.demonym && name.commonness > 0) best -= 0.5F * static_cast<float>(name.commonness);
  if (!several && !spot.demonym) {
    constexpr float kCommon[] = {0, -0.7F, -2.5F, -4.5F};
    float common = kCommon[name.commonness];
    if (common < 0 && (info.headline || at_start)) common -= 1;
    best += name.large ? common / 2 : common;
    if (!info.capitals && !info.headline && doc.tokens.upos.size() == doc.tokens.size()) {
      const Upos upos = doc.tokens.upos[spot.tokens.begin];
      if (upos == Upos::kPropn) best += 0.3F;
      else if (upos != Upos::kX && !name.large) best -= 1.2F;
    }
    if (name.given && !name.large) best -= 1.5F;
  }
  return best;
}

float PlaceFinder::EvidenceBefore(const Document& doc, Workspace& work, size_t index) const {
  Spot& spot = work.spots[index];
  const Name& name = work.names[spot.name];
  const SentenceInfo& info = work.sentences[spot.sentence];
  const uint32_t first = doc.sentences[spot.sentence].tokens.begin;
  uint32_t b = spot.tokens.begin;
  if (b == first) return 0;
  const auto word = [&](uint32_t t) -> const PlaceWord& { return words_.At(work.words[t]); };
  const auto upos_is_name = [&](uint32_t t) {
    return doc.tokens.upos.size() != doc.tokens.size() || doc.tokens.upos[t] == Upos::kPropn || doc.tokens.upos[t] == Upos::kX;
  };
  // Someone's name: a title, a given name, an initial, any other name that is no place.
  if (IsCapital(doc, b - 1) && !info.capitals) {
    const PlaceWord& before = word(b - 1);
    const bool ends_spot = index > 0 && work.spots[index - 1].tokens.end == b;
    if (spot.demonym) return 0;
    if (before.Is(kThingWord, true)) return kNo;
    if (before.Is(kBeforePlace, true)) return b - 1 == first ? 0.5F : 1.0F;
    if (before.Is(kTitleWord, true) || IsInitial(doc.token(b - 1))) {
      spot.person = true;
      return name.large && !IsInitial(doc.token(b - 1)) ? -3 : kPersonal;
    }
    if (before.Is(kGivenNameWord, true) && !(ends_spot && work.names[work.spots[index - 1].name].large) && !info.headline) {
      spot.person = true;
      return name.large ? -3.5F : kPersonal;
    }
    if (ends_spot && !name.large && spot.tokens.size() == 1) {
      const Spot& previous = work.spots[index - 1];
      if (!work.names[previous.name].large && !previous.demonym && !Holds(work, previous, spot)) return -2.5F;
    }
    if (ends_spot || before.Is(kNeverPlace | kAfterPlace | kGround | kInWord | kToWord | kSite, true)) {
      return before.Is(kInWord, true) ? 2.0F : before.Is(kToWord, true) ? 1.2F : 0.0F;
    }
    if (info.headline) return -0.3F;
    if (b - 1 == first && (!upos_is_name(b - 1) || (work.words[b - 1].valid() && vocabulary_->lexicon().Count(work.words[b - 1]) > 100))) return 0;
    if (!name.large && spot.tokens.size() == 1 && upos_is_name(b - 1)) spot.person = true;
    return name.large ? -0.5F : -2.5F;
  }
  // "Smith-Paris"
  const bool pair = index > 0 && work.spots[index - 1].tokens.end + 1 == b;
  if (!pair && doc.token(b - 1) == "-" && b >= first + 2 && !SpaceBefore(doc, b) && IsCapital(doc, b - 2) && !spot.demonym && !name.large) return -1.5F;
  float out = 0;
  const bool the = work.words[b - 1] == words_.the;
  if (the) --b;
  bool direction = false;
  while (b > first && word(b - 1).Is(kBeforePlace, IsCapital(doc, b - 1))) --b, direction = true;
  if (b > first && (direction || !the) && work.words[b - 1] == words_.the) --b;
  if (direction) out += 1.5F;
  if (the && !direction && !name.large && spot.tokens.size() == 1) out -= 1.5F;  // "the Reading"
  if (b == first) return out;
  const PlaceWord& before = word(b - 1);
  if (before.Is(kInWord, false)) {
    spot.located = true;
    return out + 2.0F;
  }
  if (before.Is(kToWord, false)) {
    spot.located = true;
    return out + 1.2F;
  }
  if (work.words[b - 1] != words_.of || b < first + 2) return out;
  const uint32_t q = b - 2;
  const bool capital = IsCapital(doc, q) && !info.capitals;
  if (capital && word(q).Is(kOrgWord, true)) return kNo;  // "University of X"
  if (word(q).Is(kAfterPlace | kRelationWord | kCompass, IsCapital(doc, q))) {
    if (word(q).Is(kAfterPlace, IsCapital(doc, q)) && !word(q).Is(kRelationWord, false)) spot.wanted = Asked<Spot::Wanted>(word(q).after_feature);
    spot.located = true;
    return out + 3.0F;
  }
  return out + (capital && !name.large ? -1.0F : 0.3F);
}

float PlaceFinder::EvidenceAfter(const Document& doc, Workspace& work, size_t index) const {
  Spot& spot = work.spots[index];
  const Name& name = work.names[spot.name];
  const SentenceInfo& info = work.sentences[spot.sentence];
  const uint32_t e = spot.tokens.end, last = doc.sentences[spot.sentence].tokens.end;
  if (e >= last || spot.demonym) return 0;
  const bool capital = IsCapital(doc, e);
  const PlaceWord& after = words_.At(work.words[e]);
  const bool starts_spot = index + 1 < work.spots.size() && work.spots[index + 1].tokens.begin == e;
  if (after.Is(kPersonWord, capital)) {
    spot.person = true;
    return kPersonal;
  }
  const bool pair = index > 0 && work.spots[index - 1].tokens.end + 1 == spot.tokens.begin && after.Is(kLineWord, true);  // "the Aleppo-Damascus highway"
  if (after.Is(kStreetWord, capital) && !pair) return name.large ? -2.5F : kPersonal;
  if (doc.token(e) == "$") return kNo;
  // "France-Presse"
  if (doc.token(e) == "-" && e + 1 < last && !SpaceBefore(doc, e + 1) && words_.At(work.words[e + 1]).Is(kOrgWord, IsCapital(doc, e + 1))) return kNo;
  if (!name.large && after.Is(kPactWord, true)) return kNo;
  if (after.Is(kOrgWord, capital && !info.capitals)) return info.headline ? -3.0F : kNo;
  if (after.Is(kAfterPlace, capital)) {
    spot.wanted = Asked<Spot::Wanted>(after.after_feature);
    spot.located = true;
    return 2.5F;
  }
  if (after.Is(kSite, capital)) return 0.5F;
  if (!capital) {
    if (after.Is(kSpeechWord, false) && !name.large && spot.tokens.size() == 1) return -1.5F;
    // "Austin, 34,"
    if (doc.token(e) == "," && e + 2 < last && (doc.tokens.shape[e + 1] & kHasDigit) && doc.token(e + 2) == "," &&
        doc.token(e + 1).size() == 2 && !name.large) {
      return -2.0F;
    }
    return 0;
  }
  if (info.capitals) return 0;
  if (starts_spot) {  // "Paris Hilton"
    const Spot& next = work.spots[index + 1];
    if (work.names[next.name].large || next.tokens.size() > 1 || Holds(work, spot, next)) return 0;
    if (name.given) spot.person = true;
    return name.given ? name.large ? -3.5F : kPersonal : name.large ? -0.7F : -2.7F;
  }
  if (after.Is(kTitleWord | kNeverPlace | kBeforePlace, true)) return 0;
  if (info.headline) return -0.3F;
  if (name.given) {
    spot.person = true;
    return name.large ? -3.5F : kPersonal;
  }
  const bool name_like = doc.tokens.upos.size() != doc.tokens.size() || doc.tokens.upos[e] == Upos::kPropn || doc.tokens.upos[e] == Upos::kX;
  return name.large ? -0.7F : name_like ? -2.7F : -0.5F;
}

float PlaceFinder::Evidence(const Document& doc, Workspace& work, size_t index) const {
  const float name = EvidenceOfName(doc, work, work.spots[index]);
  const float before = EvidenceBefore(doc, work, index), after = EvidenceAfter(doc, work, index);
  return name + before + after;
}

/// Whether some reading of `inner` lies in some reading of `outer` as country, division or region.
bool PlaceFinder::Holds(const Workspace& work, const Spot& inner, const Spot& outer) const {
  const Name& in = work.names[inner.name];
  const Name& out = work.names[outer.name];
  if (inner.name == outer.name) return false;
  for (uint32_t o = out.first; o < out.first + out.count; ++o) {
    if (work.candidates[o].link.entry() == work.candidates[in.first].link.entry()) return false;  // two spellings of one place
  }
  bool holds = false;
  for (uint32_t o = out.first; o < out.first + out.count; ++o) {
    const Gazetteer::Entry& outer_place = gazetteer_.entry(work.candidates[o].link);
    const bool country = outer_place.kind == Gazetteer::Kind::kCountry, division = outer_place.kind == Gazetteer::Kind::kDivision;
    if (!country && !division && outer_place.kind != Gazetteer::Kind::kRegion) continue;
    for (uint32_t i = in.first; i < in.first + in.count; ++i) {
      const Gazetteer::Entry& e = gazetteer_.entry(work.candidates[i].link);
      if (e.kind == outer_place.kind && work.candidates[i].link.Is(Gazetteer::kMain)) return false;  // a list: "Georgia, Texas"
      if (country && e.country_number == outer_place.country_number) holds = true;
      if (division && e.division_number == outer_place.division_number) holds = true;
      const bool region = outer_place.kind == Gazetteer::Kind::kRegion && e.kind != Gazetteer::Kind::kCountry;
      if (region && PlaceDistance(e.lat, e.lon, outer_place.lat, outer_place.lon) < 250) holds = true;
    }
  }
  return holds;
}

/// "Austin, Texas"; "Afrin, in northern Syria"; "Idlib province in Syria".
void PlaceFinder::FindHolders(const Document& doc, Workspace& work) const {
  for (size_t i = 0; i + 1 < work.spots.size(); ++i) {
    Spot& spot = work.spots[i];
    const Spot& next = work.spots[i + 1];
    if (next.sentence != spot.sentence || next.tokens.begin > spot.tokens.end + 6 || spot.demonym || next.demonym) continue;
    bool in = false, fits = true;
    uint32_t commas = 0, others = 0;
    for (uint32_t t = spot.tokens.end; t < next.tokens.begin && fits; ++t) {
      const PlaceWord& word = words_.At(work.words[t]);
      const bool capital = IsCapital(doc, t);
      if (doc.token(t) == "," || doc.token(t) == "(") ++commas;
      else if (work.words[t] == words_.the) continue;
      else if (word.relation == "in" || work.words[t] == words_.of) in = true;
      else if (word.Is(kBeforePlace | kAfterPlace, capital)) ++others;
      else fits = false;
    }
    if (!fits || commas > 1 || (commas == 0 && !in) || (!in && others > 1)) continue;
    if (!Holds(work, spot, next)) continue;
    spot.within = static_cast<uint32_t>(i + 1);
    spot.within_direct = commas == 1 && !in;
  }
}

void PlaceFinder::WeighSpots(const Document& doc, Workspace& work) const {
  size_t next_name = 0;
  for (size_t i = 0; i < work.spots.size(); ++i) {
    Spot& spot = work.spots[i];
    const float tagger = doc.names.empty() || spot.demonym ? 0 : EvidenceOfTagger(doc, work, spot, next_name);
    spot.evidence = Evidence(doc, work, i) + (work.names[spot.name].large ? tagger / 2 : tagger);
  }
  for (Spot& spot : work.spots) {
    if (spot.within == UINT32_MAX) continue;
    spot.evidence += spot.within_direct ? 3.0F : 2.0F;
    work.spots[spot.within].evidence += 2.0F;
    work.spots[spot.within].located = spot.located = true;
  }
  for (Spot& spot : work.spots) {  // "Ky", "La." only behind the place they hold
    if (spot.after_comma && !spot.located && work.candidates[work.names[spot.name].first].link.Is(Gazetteer::kAfterComma)) spot.evidence -= 5;
  }
  // Lists: what stands beside a place is one.
  work.lists.clear();
  for (size_t i = 0; i + 1 < work.spots.size(); ++i) {
    Spot& a = work.spots[i];
    Spot& b = work.spots[i + 1];
    if (a.sentence != b.sentence || b.tokens.begin != a.tokens.end + 1 || a.demonym != b.demonym) continue;
    const uint32_t between = a.tokens.end;
    if (doc.token(between) != "," && work.words[between] != words_.and_ && work.words[between] != words_.or_) continue;
    if (a.within != i + 1 && a.name != b.name) work.lists.emplace_back(a.name, b.name);
    const float left = a.evidence, right = b.evidence;
    a.evidence += std::clamp(right * 0.4F, 0.0F, 1.5F);
    b.evidence += std::clamp(left * 0.4F, 0.0F, 1.5F);
  }
  for (const Spot& spot : work.spots) {
    Name& name = work.names[spot.name];
    name.evidence = std::max(name.evidence, spot.evidence);
    name.persons += spot.person ? 1 : 0;
    name.placed += spot.located && spot.evidence > 0 ? 1 : 0;
  }
  // A name is used in one sense: a place elsewhere in the report is a place here, a person there is a person here.
  for (Spot& spot : work.spots) {
    const Name& name = work.names[spot.name];
    const uint32_t limit = name.large ? (name.given ? 1u : 99u) : EvidenceOfName(doc, work, spot) > 0.8F ? 2u : 1u;
    if (name.persons >= limit && name.persons > 2 * name.placed && !spot.located && !spot.person) spot.evidence -= 4;
    else if (spot.evidence > -4) spot.evidence += std::clamp((name.evidence - spot.evidence) * 0.4F, 0.0F, 1.5F);
  }
  for (Spot& spot : work.spots) {
    if (spot.given != Spot::kFound) spot.evidence = work.names[spot.name].evidence = kGiven;
  }
}

}  // namespace dateline
