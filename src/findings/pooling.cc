#include "findings/pooling.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/geo.h"

namespace dateline {
namespace {

bool HasDigit(std::string_view text) { return text.find_first_of("0123456789") != std::string_view::npos; }

/// Under which name a party is the same as another: "200,000 people" and "98,000 people" are one crowd, counted in the figures.
std::string PartyKey(const ClaimSet& set, const ClaimParty& party) {
  if (party.actor != 0) return "actor:" + std::string(set.text(party.actor));
  std::string name = PlainName(set.text(party.name != 0 ? party.name : party.text));
  const size_t digit = name.find_last_of("0123456789");
  const size_t blank = digit == std::string::npos ? std::string::npos : name.find(' ', digit);
  return blank == std::string::npos ? name : name.substr(blank + 1);
}

bool SameText(TextId a, TextId b) { return a != 0 && a == b; }

/// `outer` is the district, province or country that `inner` lies in, by name.
bool Contains(const ClaimSet& set, const ClaimPlace& outer, const ClaimPlace& inner) {
  const TextId name = outer.name != 0 ? outer.name : outer.text;
  const std::string_view feature = set.text(outer.feature);
  if (feature.starts_with("A.PCL") || outer.precision == 6) return SameText(outer.country, inner.country);
  if (feature == "A.ADM1" || outer.precision == 4) return SameText(outer.country, inner.country) && (SameText(name, inner.adm1) || SameText(outer.adm1, inner.adm1));
  if (feature == "A.ADM2" || outer.precision == 3) return SameText(outer.country, inner.country) && (SameText(name, inner.adm2) || SameText(outer.adm2, inner.adm2));
  return false;
}

struct Codes {
  Ballot ucdp, acled, cameo, idmc, contexts;
};

}  // namespace

std::string Ballot::Winner() const {
  const auto best = std::max_element(votes_.begin(), votes_.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return best == votes_.end() ? std::string() : best->first;
}

float ConfidenceOf(const Claim& claim, uint32_t row, const Corrections& corrections) { return corrections.IsAccepted(row) ? 1.0F : claim.confidence; }

int32_t DayOf(const ClaimSet& set, const Claim& claim) {
  const int32_t published = set.Published(claim.report);
  return published != kNoDay ? published : claim.time.start;
}

void SortByPublication(const ClaimSet& set, std::vector<uint32_t>& claims) {
  const auto key = [&](uint32_t row) {
    const uint32_t report = set.claims[row].report;
    const int32_t day = set.Published(report);
    return std::tuple(day == kNoDay ? INT32_MAX : day, set.reports[report].origin != kNoRow, set.claims[row].id);  // copies behind what they repeat
  };
  std::sort(claims.begin(), claims.end(), [&](uint32_t a, uint32_t b) { return key(a) < key(b); });
}

ContentId FindingId(FindingKind kind, const ContentId& first) {
  const Hash128 hash = HashId(std::string(Name(kind)) + ":" + first.Hex());
  return {hash.high, hash.low};
}

double PlaceRadius(const ClaimPlace& place) {
  switch (place.precision) {
    case 1: return 2;
    case 2: return 25;
    case 3: return 40;
    case 4: return 120;
    case 5: return 200;
    default: return place.precision == 0 ? 5 : 500;
  }
}

bool PlacesAgree(const ClaimSet& set, const ClaimPlace& a, const ClaimPlace& b, double km) {
  if (a.geonameid != 0 && a.geonameid == b.geonameid) return true;
  if (a.country != 0 && b.country != 0 && a.country != b.country) return false;
  if (Contains(set, a, b) || Contains(set, b, a)) return true;
  if (a.precision >= 3 && b.precision >= 3) return false;  // two different districts, provinces
  if (a.has_point && b.has_point) return PlaceDistance(a.lat, a.lon, b.lat, b.lon) <= km + std::min(PlaceRadius(a), 25.0) + std::min(PlaceRadius(b), 25.0);
  return SameText(a.name, b.name) || PlainName(set.text(a.text)) == PlainName(set.text(b.text));
}

bool TellsMore(const ClaimSet& set, const ClaimPlace& a, const ClaimPlace& b) {
  const auto key = [&](const ClaimPlace& p) {
    const int precision = p.precision == 0 ? 9 : p.precision;
    return std::tuple(precision, !p.has_point, set.text(p.name != 0 ? p.name : p.text), set.text(p.text));
  };
  return key(a) < key(b);
}

std::string PlaceKey(const ClaimSet& set, const ClaimPlace& place) {
  if (place.geonameid != 0) return fmt::format("#{}", place.geonameid);
  if (place.country == 0) return {};
  return fmt::format("{}/{}", set.text(place.country), PlainName(set.text(place.name != 0 ? place.name : place.text)));
}

void TakeVerdicts(const FusedFigure& figure, Finding& out) {
  std::map<uint32_t, FindingClaim*> uses;
  for (FindingClaim& use : out.claims) uses[use.claim] = &use;
  for (const ClaimVerdict& verdict : figure.claims) {
    FindingClaim& use = *uses.at(verdict.id);
    use.weight = verdict.weight;
    use.why = Describe(verdict.use);
  }
}

std::vector<ClaimParty> PoolParties(const ClaimSet& set, const std::vector<uint32_t>& rows) {
  struct Pooled {
    const ClaimParty* party = nullptr;
    uint32_t votes = 0;
  };
  // The fullest mention stands for all: named, then with a country, then the longest, then the first in the alphabet.
  const auto fullness = [&](const ClaimParty& p) {
    const std::string_view text = set.text(p.text);
    return std::tuple(p.name == 0 && p.person == 0, HasDigit(text), p.country == 0, -static_cast<int>(text.size()), text);
  };
  std::map<std::string, Pooled> pooled;
  for (const uint32_t row : rows) {
    const ClaimParty& party = set.parties[row];
    Pooled& here = pooled[PartyKey(set, party)];
    if (here.party == nullptr || fullness(party) < fullness(*here.party)) here.party = &party;
    ++here.votes;
  }
  std::vector<Pooled> order;
  for (const auto& [key, value] : pooled) order.push_back(value);
  std::stable_sort(order.begin(), order.end(), [](const Pooled& a, const Pooled& b) {
    return std::pair(a.party->actor == 0 && a.party->name == 0, -static_cast<int>(a.votes)) < std::pair(b.party->actor == 0 && b.party->name == 0, -static_cast<int>(b.votes));
  });
  std::vector<ClaimParty> out;
  for (const Pooled& p : order) out.push_back(*p.party);
  return out;
}

void FillEvidence(const ClaimSet& set, const Corrections& corrections, std::vector<uint32_t> rows, Finding& out) {
  SortByPublication(set, rows);
  out.id = FindingId(out.kind, set.claims[rows.front()].id);
  std::set<uint32_t> told;
  for (const uint32_t row : rows) told.insert(set.claims[row].report);
  std::map<std::string, std::vector<size_t>> by_origin;
  std::map<std::string, double> doubt;  // an origin speaks once, so its surest claim counts
  for (const uint32_t row : rows) {
    const Claim& claim = set.claims[row];
    Origin origin = OriginOf(set, claim);
    FindingClaim use;
    use.claim = row;
    use.source = std::move(origin.label);
    use.copy = told.contains(set.reports[claim.report].origin);
    use.denies = claim.polarity == Polarity::kDenied;
    by_origin[origin.key].push_back(out.claims.size());
    if (!use.denies && !use.copy) {
      const auto [it, fresh] = doubt.emplace(origin.key, 1.0);
      it->second = std::min(it->second, 1.0 - ConfidenceOf(claim, row, corrections));
    }
    out.claims.push_back(std::move(use));
    out.reports.push_back(claim.report);
  }
  uint32_t number = 0;
  for (const auto& [key, uses] : by_origin) {
    for (const size_t use : uses) out.claims[use].origin = number;
    ++number;
  }
  out.origins = number;
  std::sort(out.reports.begin(), out.reports.end(), [&](uint32_t a, uint32_t b) {
    return std::tie(set.reports[a].source_id, set.reports[a].id, a) < std::tie(set.reports[b].source_id, set.reports[b].id, b);
  });
  out.reports.erase(std::unique(out.reports.begin(), out.reports.end()), out.reports.end());
  double all_wrong = 1;
  for (const auto& [key, d] : doubt) all_wrong *= d;
  out.confidence = static_cast<float>(doubt.empty() ? 0 : 1 - all_wrong);
}

void FillCodes(const ClaimSet& set, Finding& out) {
  Codes codes;
  for (const FindingClaim& use : out.claims) {
    if (use.copy) continue;
    const Claim& c = set.claims[use.claim];
    codes.ucdp.Add(set.text(c.ucdp), c.confidence);
    if (c.acled_event != 0) codes.acled.Add(std::string(set.text(c.acled_event)) + "\t" + std::string(set.text(c.acled_sub)), c.confidence);
    codes.cameo.Add(set.text(c.cameo), c.confidence);
    codes.idmc.Add(set.text(c.idmc_term), c.confidence);
    codes.contexts.Add(set.text(c.contexts), c.confidence);
  }
  out.ucdp = codes.ucdp.Winner();
  const std::string acled = codes.acled.Winner();
  const size_t tab = acled.find('\t');
  if (tab != std::string::npos) {
    out.acled_event = acled.substr(0, tab);
    out.acled_sub = acled.substr(tab + 1);
  }
  out.cameo = codes.cameo.Winner();
  out.idmc_term = codes.idmc.Winner();
  out.contexts = codes.contexts.Winner();
}

FigureClaim ToFigureClaim(const ClaimSet& set, uint32_t row, const ClaimFigure& figure, const FigureKey& key, uint32_t origin, ClaimSide side, const Corrections& corrections) {
  const Claim& claim = set.claims[row];
  FigureClaim out;
  out.id = row;
  out.key = key;
  out.low = figure.low;
  out.best = figure.best;
  out.high = figure.high;
  out.hedge = figure.hedge;
  out.words = set.text(figure.text);
  out.day = DayOf(set, claim);
  out.origin = origin;
  out.confidence = ConfidenceOf(claim, row, corrections);
  out.side = side;
  out.denied = claim.polarity == Polarity::kDenied;
  const std::string label = PlainName(set.text(claim.source.text != 0 ? claim.source.text : claim.source.organization));
  const auto letter = corrections.reliability.find(label.empty() ? PlainName(set.reports[claim.report].publisher) : label);
  if (letter != corrections.reliability.end()) out.letter = letter->second;
  return out;
}

}  // namespace dateline
