// Compiles a user's own places to lie over the shipped gazetteer (layout: gazetteer_format.h). Each place takes its country's and division's numbers, so that it
// is weighed with the shipped ones, and what it does not say itself from the shipped place that it is, or from the nearest one.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <tuple>

#include "base/geo.h"
#include "base/hash.h"
#include "base/table.h"
#include "base/utf8.h"
#include "mentions/gazetteer.h"
#include "mentions/gazetteer_format.h"
#include "mentions/gazetteer_index.h"
#include "mentions/gazetteer_own.h"
#include "mentions/word_facts.h"

namespace dateline {
namespace {

constexpr double kSamePlace = 10, kSameDistrict = 12, kSameDivision = 40, kSameCountry = 20;  // km
constexpr double kCellsADegree = 4;

double Kilometres(const Gazetteer::Entry& e, double lat, double lon) { return NearDistance(static_cast<double>(e.lat), static_cast<double>(e.lon), lat, lon); }

/// The shipped populated places by cells of a quarter of a degree.
class Neighbours {
 public:
  explicit Neighbours(const Gazetteer& gazetteer) : gazetteer_(&gazetteer) {
    for (uint32_t i = 0; i < gazetteer.size(); ++i) {
      const Gazetteer::Entry& e = gazetteer.entry(i);
      if (e.kind == Gazetteer::Kind::kPopulated) cells_.emplace_back(Cell(Index(e.lat), Index(e.lon)), i);
    }
    std::sort(cells_.begin(), cells_.end());
  }

  /// The nearest one within `kilometres` of a country (kNone: any); UINT32_MAX: none. `only`: whether all of them within that distance lie in one country.
  uint32_t Nearest(double lat, double lon, uint16_t country, double kilometres, bool& only) const {
    uint32_t best = UINT32_MAX;
    double least = kilometres;
    only = true;
    uint16_t seen = Gazetteer::kNone;
    const auto reach_lat = static_cast<int64_t>(std::ceil(kilometres / 111.2 * kCellsADegree));
    const auto reach_lon = static_cast<int64_t>(std::ceil(kilometres / (111.2 * std::max(0.1, std::cos(lat * 0.0174533))) * kCellsADegree));
    for (int64_t y = Index(lat) - reach_lat; y <= Index(lat) + reach_lat; ++y) {
      const auto first = std::lower_bound(cells_.begin(), cells_.end(), std::pair<int64_t, uint32_t>(Cell(y, Index(lon) - reach_lon), 0));
      for (auto it = first; it != cells_.end() && it->first <= Cell(y, Index(lon) + reach_lon); ++it) {
        const Gazetteer::Entry& e = gazetteer_->entry(it->second);
        const double distance = Kilometres(e, lat, lon);
        if (distance > kilometres || (country != Gazetteer::kNone && e.country_number != country)) continue;
        only = only && (seen == Gazetteer::kNone || seen == e.country_number);
        seen = e.country_number;
        if (distance < least) least = distance, best = it->second;
      }
    }
    return best;
  }

 private:
  static int64_t Index(double degrees) { return static_cast<int64_t>(std::floor(degrees * kCellsADegree)); }
  static int64_t Cell(int64_t y, int64_t x) { return y * 100000 + x; }

  const Gazetteer* gazetteer_;
  std::vector<std::pair<int64_t, uint32_t>> cells_;
};

class OwnCompiler {
 public:
  OwnCompiler(const Gazetteer& base, const OwnPlaceChecker& checker, const WordFacts& facts)
      : base_(base), checker_(checker), neighbours_(base), index_(facts) {
    pool_ += '\0';
    for (uint32_t i = 0; i < base.size(); ++i) {
      const Gazetteer::Entry& e = base.entry(i);
      if (e.kind == Gazetteer::Kind::kCountry) countries_.try_emplace(std::string(base.Text(e.country)), i);
      if (e.kind == Gazetteer::Kind::kDivision) divisions_.try_emplace(std::to_string(e.country_number) + ' ' + utf8::Fold(base.Text(e.name)), i);
    }
  }

  void Add(const OwnPlace& place) {
    const bool chosen = !place.id.starts_with("geonames:") && !place.id.starts_with("wof:");
    Gazetteer::Entry e = Describe(place, chosen);
    const uint32_t id = base_.size() + static_cast<uint32_t>(entries_.size());
    const Script script = ScriptOf(base_.Text(e.country));
    entries_.push_back(e);
    ids_.push_back(Intern(place.id));
    const auto add = [&](std::string_view name, uint32_t flags) {
      index_.AddName(name, id, flags | (GazetteerIndex::InCapitals(name) ? Gazetteer::kCapitals : 0u));
      index_.AddLooseName(name, id, script);
      if (script != Script::kArabic) return;
      if (const std::string_view bare = GazetteerIndex::WithoutArticle(name); !bare.empty()) index_.AddName(bare, id, 0);
    };
    add(place.name, Gazetteer::kMain);
    for (const std::string_view name : SplitList(place.alternatives, '|')) add(name, chosen ? Gazetteer::kMain : 0u);
  }

  std::string Write(uint64_t base_hash, uint64_t rows_hash) {
    std::vector<GazetteerSlot> slots;
    std::vector<Gazetteer::Link> links;
    const auto weight = [&](const GazetteerIndex::Name& name) {
      return entries_[name.entry - base_.size()].population * ((name.flags & Gazetteer::kMain) ? 3.0 : 1.0);
    };
    index_.Write(weight, [&](uint64_t hash) { return base_.LinksOf(hash); }, slots, links);
    const auto size = [](const auto& array) { return static_cast<uint32_t>(array.size()); };
    OwnHeader header = {kOwnMagic,  size(slots), size(links), size(entries_), size(pool_), base_.link_count(), base_.size(), base_.pool_size(),
                              base_hash, rows_hash, 0};
    std::string out(sizeof header, '\0');
    const auto put = [&](const auto& array) { out.append(reinterpret_cast<const char*>(array.data()), array.size() * sizeof(array[0])); };
    put(slots);
    put(links);
    put(entries_);
    put(ids_);
    out += pool_;
    header.body_hash = Hash64(std::string_view(out).substr(sizeof header));
    std::memcpy(out.data(), &header, sizeof header);
    return out;
  }

 private:
  using Kind = Gazetteer::Kind;

  uint32_t Intern(std::string_view text) {
    if (text.empty()) return 0;
    const auto [it, fresh] = strings_.try_emplace(std::string(text), base_.pool_size() + static_cast<uint32_t>(pool_.size()));
    if (fresh) {
      pool_ += text;
      pool_ += '\0';
    }
    return it->second;
  }

  Gazetteer::Entry Describe(const OwnPlace& place, bool chosen) {
    Gazetteer::Entry e{};
    e.name = Intern(place.name);
    e.feature = Intern(place.feature);
    e.lat = static_cast<float>(place.lat);
    e.lon = static_cast<float>(place.lon);
    e.precision = checker_.Precision(place.feature);
    e.population = place.population;
    e.country_number = e.division_number = Gazetteer::kNone;
    e.own = chosen ? Gazetteer::kChosen : Gazetteer::kAdded;
    e.kind = e.precision >= 3 ? Kind::kDistrict : Kind::kPopulated;
    if (place.id.starts_with("geonames:")) std::from_chars(place.id.data() + 9, place.id.data() + place.id.size(), e.geonameid);
    if (const auto it = countries_.find(place.country); it != countries_.end()) Take(e, base_.entry(it->second), false, false);
    SetDivision(place, e);
    return e;
  }

  static void Take(Gazetteer::Entry& e, const Gazetteer::Entry& from, bool division, bool district) {
    e.country = from.country;
    e.country_number = from.country_number;
    if (division) e.adm1 = from.adm1, e.division_number = from.division_number;
    if (district) e.adm2 = from.adm2;
  }

  /// From the row, from the shipped place that it is, or from the nearest one.
  void SetDivision(const OwnPlace& place, Gazetteer::Entry& e) {
    const bool large = e.precision >= 4;
    const auto named = divisions_.find(std::to_string(e.country_number) + ' ' + utf8::Fold(place.adm1));
    if (!large) {
      if (const uint32_t twin = Twin(place, e); twin != UINT32_MAX) {
        const Gazetteer::Entry& same = base_.entry(twin);
        Take(e, same, true, true);
        if (e.geonameid == 0) e.geonameid = same.geonameid;
        e.population = std::max(e.population, same.population);
      } else {
        bool one_country = true;
        const bool known = e.country_number != Gazetteer::kNone;
        const uint32_t near = neighbours_.Nearest(place.lat, place.lon, e.country_number, known ? kSameDivision : kSameCountry, one_country);
        if (near != UINT32_MAX && one_country) Take(e, base_.entry(near), true, Kilometres(base_.entry(near), place.lat, place.lon) < kSameDistrict);
      }
    }
    if (named != divisions_.end()) {
      const Gazetteer::Entry& division = base_.entry(named->second);
      if (division.division_number != e.division_number) e.adm2 = 0;
      e.adm1 = division.adm1;
      e.division_number = division.division_number;
    } else if (!place.adm1.empty() && e.division_number == Gazetteer::kNone) {
      e.adm1 = Intern(place.adm1);
    }
  }

  /// The shipped place that has this name and lies here.
  uint32_t Twin(const OwnPlace& place, const Gazetteer::Entry& own) const {
    if (!place.feature.starts_with("P.")) return UINT32_MAX;
    uint32_t best = UINT32_MAX;
    double least = kSamePlace;
    for (const Gazetteer::Link link : base_.Find(utf8::Fold(place.name))) {
      const Gazetteer::Entry& e = base_.entry(link);
      const bool fits = e.kind == Kind::kPopulated && (own.country_number == Gazetteer::kNone || e.country_number == own.country_number);
      const double distance = Kilometres(e, place.lat, place.lon);
      if (fits && distance < least) least = distance, best = link.entry();
    }
    return best;
  }

  const Gazetteer& base_;
  const OwnPlaceChecker& checker_;
  Neighbours neighbours_;
  GazetteerIndex index_;
  std::string pool_;
  std::unordered_map<std::string, uint32_t> strings_, countries_, divisions_;
  std::vector<Gazetteer::Entry> entries_;
  std::vector<uint32_t> ids_;
};

}  // namespace

Result<std::string> CompileOwnPlaces(const std::vector<OwnPlace>& places, uint64_t rows_hash, const Container& knowledge) {
  auto base = Gazetteer::Open(knowledge.Section("gazetteer"));
  if (!base) return base.error();
  auto checker = OwnPlaceChecker::Load(knowledge);
  if (!checker) return checker.error();
  auto facts = ReadWordFacts(knowledge);
  if (!facts) return facts.error();
  uint64_t base_hash = 0;
  for (const Container::Entry& entry : knowledge.entries()) {
    if (entry.name == "gazetteer") base_hash = entry.hash;
  }
  OwnCompiler compiler(*base, *checker, *facts);
  for (const OwnPlace& place : places) compiler.Add(place);
  return compiler.Write(base_hash, rows_hash);
}

}  // namespace dateline
