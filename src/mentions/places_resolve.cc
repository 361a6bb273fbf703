// Which place is meant? Each name is decided once a report, in rounds: what is clear by itself (countries, great cities, "Austin, Texas") gives the countries,
// divisions and points by which the rest is judged.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "mentions/places_workspace.h"

namespace dateline {
namespace {

using Kind = Gazetteer::Kind;

constexpr float kSharpness = 1.0F;    // of the softmax over scores
constexpr float kDatelineWeight = 2.0F;
constexpr float kDatelineBonus = 3.0F;  // the place of the dateline itself, named in the text
constexpr size_t kMostAnchors = 48;
constexpr uint32_t kMostScored = 24;  // candidates of a name that are measured against the anchors
constexpr uint32_t kChosenPopulation = 20'000;  // a place of the user's own list weighs as such a town at least,
constexpr float kChosenBonus = 2, kAddedBonus = 1;  // and before others of its name
constexpr float kCountrysName = 4;
constexpr float kCluster = 3.0F;
constexpr double kClusterReach = 12;      // km at which the support has fallen to a third
constexpr uint32_t kClusterCandidates = 6, kMostClustered = 12;  // so that the time stays small and linear
constexpr float kList = 2.0F;
constexpr float kSureInList = 0.6F;
constexpr float kUnknownPlace = 8;    // the score of all places of a name that the gazetteer lacks
constexpr float kMostAskedFor = 7;    // nats by which a place may trail and still be the one that "X province" asks for
constexpr double kSamePlace = 60;     // km: a division and its seat, a town and its district are no rivals

float Log(uint32_t population) { return std::log(static_cast<float>(population) + 50); }

/// How much a name of this kind tells of where the report plays.
float Weight(const Gazetteer::Entry& e, bool demonym) {
  switch (e.kind) {
    case Kind::kCountry: return demonym ? 2.0F : 3.0F;
    case Kind::kRegion: return 2.0F;
    case Kind::kDivision: return 2.0F;
    default: return 1.0F;
  }
}

}  // namespace

float PlaceFinder::Prior(Gazetteer::Link link) const {
  const Gazetteer::Entry& e = gazetteer_.entry(link);
  const std::string_view feature = gazetteer_.Text(e.feature);
  float out = 0;
  if (e.own == Gazetteer::kChosen) return 0.9F * Log(std::max(e.population, kChosenPopulation)) + kChosenBonus - (link.Is(Gazetteer::kLoose) ? 1.0F : 0.0F);
  switch (e.kind) {
    case Kind::kCountry: out = 17; break;
    case Kind::kRegion: out = feature.starts_with("P.") || feature.starts_with("S.") || feature.starts_with("R.") ? 10.0F : 13.0F; break;
    case Kind::kDivision: out = 0.85F * Log(e.population); break;
    case Kind::kDistrict: out = 0.7F * Log(e.population) - 0.5F; break;
    case Kind::kPopulated:
      out = 0.9F * Log(e.population);
      if (feature == "P.PPLC") out += 1.5F;
      if (feature == "P.PPLA") out += 0.4F;
      if (feature == "P.PPLX") out -= 0.8F;
      break;
  }
  if (e.own == Gazetteer::kAdded) out += kAddedBonus;
  if (link.Is(Gazetteer::kMain)) out += 0.8F;
  if (link.Is(Gazetteer::kLoose)) out -= 1;
  return out;
}

/// Finds or adds the name of a spot; its candidates are those that can be meant by the way it is written.
uint32_t PlaceFinder::NameOf(const Document& doc, Workspace& work, const Spot& spot) const {
  const std::span<const Gazetteer::Link> links = gazetteer_.Links(spot.node);
  const bool depends = std::any_of(links.begin(), links.end(), [](Gazetteer::Link l) { return l.Is(Gazetteer::kCapitals) || l.Is(Gazetteer::kAfterComma); });
  const uint32_t key = spot.node.link * 4 + (depends && spot.capitals ? 2 : 0) + (depends && spot.after_comma ? 1 : 0);
  const auto mask = static_cast<uint32_t>(work.name_table.size() - 1);
  uint32_t at = (key * 0x9E3779B1u >> 7) & mask;
  for (; work.name_table[at] != 0; at = (at + 1) & mask) {
    if (work.names[work.name_table[at] - 1].key == key) return work.name_table[at] - 1;
  }
  Name name;
  name.key = key;
  name.first = static_cast<uint32_t>(work.candidates.size());
  for (const Gazetteer::Link link : links) {
    if (!Usable(doc, spot, link)) continue;
    const Gazetteer::Entry& e = gazetteer_.entry(link);
    Candidate candidate;
    candidate.link = link;
    candidate.score.prior = Prior(link);
    work.candidates.push_back(candidate);
    name.large = name.large || e.kind == Kind::kCountry || (e.kind == Kind::kRegion && !link.Is(Gazetteer::kLoose));
    name.demonym = name.demonym || link.Is(Gazetteer::kDemonym);
    name.given = name.given || link.Is(Gazetteer::kGivenName);
    name.commonness = std::max(name.commonness, link.commonness());
  }
  name.count = static_cast<uint32_t>(work.candidates.size()) - name.first;
  for (uint32_t d = name.first; d < name.first + name.count; ++d) {
    Candidate& division = work.candidates[d];
    const Gazetteer::Entry& whole = gazetteer_.entry(division.link);
    if (whole.kind != Kind::kDivision) continue;
    for (uint32_t t = name.first; t < name.first + name.count; ++t) {
      Candidate& town = work.candidates[t];
      const Gazetteer::Entry& e = gazetteer_.entry(town.link);
      if (e.kind != Kind::kPopulated || e.division_number != whole.division_number) continue;
      // Idlib is the town where it has its share of the people of Idlib; Quebec is the province.
      (e.population >= whole.population / 8 ? division : town).score.prior -= 2.5F;
      break;
    }
  }
  // "Mexico", "Kuwait": the country, rather than the capital or province of the same name.
  for (uint32_t c = name.first; c < name.first + name.count; ++c) {
    const Gazetteer::Entry& country = gazetteer_.entry(work.candidates[c].link);
    if (country.kind != Kind::kCountry || name.demonym) continue;
    for (uint32_t d = name.first; d < name.first + name.count; ++d) {
      const Gazetteer::Entry& e = gazetteer_.entry(work.candidates[d].link);
      if (e.kind != Kind::kCountry && e.country_number == country.country_number) work.candidates[d].score.prior -= kCountrysName;
    }
  }
  work.names.push_back(name);
  work.name_table[at] = static_cast<uint32_t>(work.names.size());
  return static_cast<uint32_t>(work.names.size() - 1);
}

void PlaceFinder::GatherNames(const Document& doc, Workspace& work) const {
  work.names.clear();
  work.candidates.clear();
  size_t size = 64;
  while (size < work.spots.size() * 2) size *= 2;
  work.name_table.assign(size, 0);
  for (Spot& spot : work.spots) {
    spot.name = NameOf(doc, work, spot);
    Name& name = work.names[spot.name];
    ++name.spots;
    spot.demonym = name.demonym;
  }
}

/// Sums the countries and divisions of the likely readings of all likely names, and notes the sure ones as anchors.
void PlaceFinder::CountContext(Workspace& work) const {
  work.countries.assign(gazetteer_.countries(), 0);
  if (work.divisions.size() != Gazetteer::kNone) work.divisions.assign(Gazetteer::kNone, 0);
  for (const uint16_t division : work.touched_divisions) work.divisions[division] = 0;
  work.touched_divisions.clear();
  work.anchors.clear();
  work.total = work.division_total = 0;
  if (work.dateline != UINT32_MAX) {
    const Gazetteer::Entry& e = gazetteer_.entry(work.dateline);
    if (e.country_number != Gazetteer::kNone) work.countries[e.country_number] += kDatelineWeight;
    if (e.division_number != Gazetteer::kNone) {
      work.divisions[e.division_number] += kDatelineWeight;
      work.touched_divisions.push_back(e.division_number);
      work.division_total += kDatelineWeight;
    }
    work.total += kDatelineWeight;
  }
  for (uint32_t n = 0; n < work.names.size(); ++n) {
    const Name& name = work.names[n];
    if (name.evidence < -1 || name.best == UINT32_MAX) continue;
    const float sure = 1 / (1 + std::exp(-name.evidence)) * (1 + std::log2(static_cast<float>(name.spots)));
    for (uint32_t c = name.first; c < name.first + name.count; ++c) {
      const Candidate& candidate = work.candidates[c];
      if (candidate.share < 0.02F || candidate.link.Is(Gazetteer::kLoose)) continue;
      const Gazetteer::Entry& e = gazetteer_.entry(candidate.link);
      const float weight = sure * candidate.share * Weight(e, name.demonym);
      if (e.country_number != Gazetteer::kNone) work.countries[e.country_number] += weight;
      work.total += weight;
      if (e.division_number == Gazetteer::kNone) continue;
      if (work.divisions[e.division_number] == 0) work.touched_divisions.push_back(e.division_number);
      work.divisions[e.division_number] += weight;
      work.division_total += weight;
    }
    const Candidate& best = work.candidates[name.best];
    const Gazetteer::Entry& e = gazetteer_.entry(best.link);
    const bool sure_point = best.share > 0.7F && name.evidence > 0.5F && e.kind != Kind::kCountry && e.precision < 6;
    if (sure_point && work.anchors.size() < kMostAnchors) work.anchors.push_back(n);
  }
}

/// Agreement with the countries and divisions of the report's other names.
void PlaceFinder::ScoreContext(const Workspace& work, const Name& name, Candidate& candidate) const {
  const Gazetteer::Entry& e = gazetteer_.entry(candidate.link);
  float own = 0;
  const float sure = 1 / (1 + std::exp(-name.evidence)) * (1 + std::log2(static_cast<float>(name.spots)));
  if (name.evidence >= -1) own = sure * candidate.share * Weight(e, name.demonym);
  if (e.country_number != Gazetteer::kNone) {
    const float weight = std::max(0.0F, work.countries[e.country_number] - own);
    candidate.score.country = 3.5F * std::sqrt(weight / (work.total - own + 1)) + (weight > 0.8F ? 0.7F : 0);
  }
  if (e.division_number != Gazetteer::kNone) {
    const float weight = std::max(0.0F, work.divisions[e.division_number] - own);
    candidate.score.division = 3.0F * std::sqrt(weight / (work.division_total - own + 1));
  }
}

float PlaceFinder::NearnessScore(const Workspace& work, uint32_t name, const Gazetteer::Entry& e) const {
  if (e.kind == Kind::kCountry) return 0;
  double nearest = 1e9;
  for (const uint32_t anchor : work.anchors) {
    if (anchor == name) continue;
    const Gazetteer::Entry& a = gazetteer_.entry(work.candidates[work.names[anchor].best].link);
    const double x = (a.lon - e.lon) * std::cos((a.lat + e.lat) * 0.00872665), y = a.lat - e.lat;
    nearest = std::min(nearest, x * x + y * y);
  }
  return 2.0F * static_cast<float>(std::exp(-std::sqrt(nearest) * 111.2 / 250));
}

/// Names that could mean places right beside each other support each other, whatever else each could mean ("Enfield" and "Edmonton" of London).
void PlaceFinder::ScoreClusters(Workspace& work) const {
  std::array<uint32_t, kMostClustered> names;
  size_t count = 0;
  for (uint32_t n = 0; n < work.names.size() && count < kMostClustered; ++n) {
    if (!work.names[n].demonym && !work.names[n].large && work.names[n].evidence > -1) names[count++] = n;
  }
  const auto support = [&](const Name& name, const Candidate& candidate, double km) {
    const float behind = work.candidates[name.best].score.prior - candidate.score.prior;
    return kCluster * static_cast<float>(std::exp(-km / kClusterReach)) * std::min(1.0F, std::exp(-behind / 4));
  };
  for (size_t i = 0; i < count; ++i) {
    for (size_t j = i + 1; j < count; ++j) {
      const Name& a = work.names[names[i]];
      const Name& b = work.names[names[j]];
      for (uint32_t c = a.first; c < a.first + std::min(a.count, kClusterCandidates); ++c) {
        for (uint32_t d = b.first; d < b.first + std::min(b.count, kClusterCandidates); ++d) {
          Candidate& left = work.candidates[c];
          Candidate& right = work.candidates[d];
          const Gazetteer::Entry& e = gazetteer_.entry(left.link);
          const Gazetteer::Entry& f = gazetteer_.entry(right.link);
          if (std::abs(e.lat - f.lat) > 0.5F || left.link.entry() == right.link.entry() || e.kind != Kind::kPopulated || f.kind != Kind::kPopulated) continue;
          const double x = (e.lon - f.lon) * std::cos(e.lat * 0.0174533), y = e.lat - f.lat, km = std::sqrt(x * x + y * y) * 111.2;
          if (km > 3 * kClusterReach) continue;
          left.score.cluster = std::max(left.score.cluster, support(b, right, km));
          right.score.cluster = std::max(right.score.cluster, support(a, left, km));
        }
      }
    }
  }
}

/// What kind of places stand beside each name in lists.
void PlaceFinder::CountLists(Workspace& work) const {
  for (Name& name : work.names) name.beside.fill(0);
  for (const auto& [a, b] : work.lists) {
    for (const auto& [name, other] : {std::pair(a, b), std::pair(b, a)}) {
      const Name& beside = work.names[other];
      if (beside.best == UINT32_MAX || work.candidates[beside.best].share < kSureInList) continue;
      uint8_t& count = work.names[name].beside[static_cast<size_t>(gazetteer_.entry(work.candidates[beside.best].link).kind)];
      if (count < UINT8_MAX) ++count;
    }
  }
}

void PlaceFinder::ScoreName(Workspace& work, uint32_t index, bool use_context) const {
  Name& name = work.names[index];
  float best = -1e9F;
  uint32_t scored = 0;
  for (uint32_t c = name.first; c < name.first + name.count; ++c) {
    Candidate& candidate = work.candidates[c];
    candidate.score.dateline = candidate.link.entry() == work.dateline ? kDatelineBonus : 0;
    const uint32_t beside = std::accumulate(name.beside.begin(), name.beside.end(), 0u);
    const auto kind = static_cast<size_t>(gazetteer_.entry(candidate.link).kind);
    candidate.score.list = beside == 0 ? 0 : kList * static_cast<float>(name.beside[kind]) / static_cast<float>(beside);
    if (use_context) {
      ScoreContext(work, name, candidate);
      if (!name.demonym && scored++ < kMostScored) candidate.score.near = NearnessScore(work, index, gazetteer_.entry(candidate.link));
    }
    candidate.share = candidate.score.Total();
    if (candidate.share > best) best = candidate.share, name.best = c;
  }
  float sum = 0;
  for (uint32_t c = name.first; c < name.first + name.count; ++c) {
    float& share = work.candidates[c].share;
    share = std::exp(kSharpness * (share - best));
    sum += share;
  }
  const Gazetteer::Entry& chosen = gazetteer_.entry(work.candidates[name.best].link);
  name.known = sum / (sum + std::exp(kUnknownPlace - best));
  name.confidence = 0;
  for (uint32_t c = name.first; c < name.first + name.count; ++c) {
    Candidate& candidate = work.candidates[c];
    candidate.share /= sum;
    if (candidate.share < 0.001F) continue;
    const Gazetteer::Entry& e = gazetteer_.entry(candidate.link);
    const bool division = e.division_number == chosen.division_number && e.division_number != Gazetteer::kNone &&
                          (e.kind == Kind::kDivision || chosen.kind == Kind::kDivision);
    if (c == name.best || division || PlaceDistance(e.lat, e.lon, chosen.lat, chosen.lon) < kSamePlace) name.confidence += candidate.share;
  }
  name.confidence = std::min(name.confidence, 1.0F);
}

void PlaceFinder::Resolve(Workspace& work) const {
  for (const Spot& spot : work.spots) {
    if (spot.within == UINT32_MAX || spot.evidence < -2) continue;
    const Name& inner = work.names[spot.name];
    const Name& outer = work.names[work.spots[spot.within].name];
    const float bonus = spot.within_direct ? 8.0F : 4.0F;
    for (uint32_t i = inner.first; i < inner.first + inner.count; ++i) {
      const Gazetteer::Entry& e = gazetteer_.entry(work.candidates[i].link);
      bool held = false;
      for (uint32_t o = outer.first; o < outer.first + outer.count && !held; ++o) {
        const Gazetteer::Entry& h = gazetteer_.entry(work.candidates[o].link);
        if (h.kind == Kind::kCountry) held = h.country_number == e.country_number;
        else if (h.kind == Kind::kDivision) held = h.division_number == e.division_number;
        else if (h.kind == Kind::kRegion && h.precision < 6) held = PlaceDistance(e.lat, e.lon, h.lat, h.lon) < 250;
        if (held && e.kind != Kind::kCountry) work.candidates[i].score.held = std::max(work.candidates[i].score.held, bonus);
        if (held && h.kind == Kind::kDivision) work.candidates[o].score.held = std::max(work.candidates[o].score.held, bonus / 2);
      }
    }
  }
  for (uint32_t n = 0; n < work.names.size(); ++n) ScoreName(work, n, false);
  ScoreClusters(work);
  for (int round = 0; round < 2; ++round) {
    CountContext(work);
    CountLists(work);
    for (uint32_t n = 0; n < work.names.size(); ++n) ScoreName(work, n, true);
  }
  CountContext(work);
  // A small place where nothing else of the report lies is hardly meant; one amid the others is.
  for (Spot& spot : work.spots) {
    const Name& name = work.names[spot.name];
    const Candidate& best = work.candidates[name.best];
    const Gazetteer::Entry& e = gazetteer_.entry(best.link);
    if (name.large || e.kind == Kind::kCountry || e.country_number == Gazetteer::kNone) continue;
    const float weight = work.countries[e.country_number] - best.share;
    if (spot.loose && weight < 1) spot.evidence -= 6;
    else if (spot.loose && weight > 0.4F * work.total) spot.evidence += 1.8F;
    else if (weight > 0.25F * work.total) spot.evidence += 0.8F;
    else if (work.total > 6 && weight < 0.5F) spot.evidence -= 1.2F;
  }
}

/// The candidate that a spot means: its name's, but where the words beside it ask for another kind ("Washington state") and there is a likely one.
uint32_t PlaceFinder::ChosenFor(const Workspace& work, const Spot& spot) const {
  const Name& name = work.names[spot.name];
  if (spot.wanted == Spot::Wanted::kAny || name.best == UINT32_MAX) return name.best;
  const auto fits = [&](const Gazetteer::Entry& e) {
    switch (spot.wanted) {
      case Spot::Wanted::kTown: return e.kind == Kind::kPopulated;
      case Spot::Wanted::kDivision: return e.kind == Kind::kDivision;
      default: return e.kind == Kind::kDistrict;
    }
  };
  const Gazetteer::Entry& best = gazetteer_.entry(work.candidates[name.best].link);
  if (fits(best) || best.kind == Kind::kRegion || (best.kind == Kind::kCountry && spot.wanted != Spot::Wanted::kDivision)) return name.best;
  uint32_t chosen = name.best;
  float most = work.candidates[name.best].score.Total() - kMostAskedFor;
  for (uint32_t c = name.first; c < name.first + name.count; ++c) {
    const Candidate& candidate = work.candidates[c];
    if (fits(gazetteer_.entry(candidate.link)) && candidate.score.Total() > most) most = candidate.score.Total(), chosen = c;
  }
  return chosen;
}

}  // namespace dateline
