// Compiles the tables of knowledge/places to the section "gazetteer" (layout: gazetteer.h, gazetteer_format.h).
#include <zstd.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/table.h"
#include "base/utf8.h"
#include "mentions/gazetteer.h"
#include "mentions/gazetteer_format.h"

namespace dateline {
namespace {

constexpr uint64_t kLargestTable = uint64_t{1} << 30;
constexpr size_t kMostLinks = 64;  ///< places of one name; the smallest are dropped
/// Countries whose names come to English from Arabic script by more than one way.
constexpr std::string_view kLooseCountries = " SY IQ YE LY SD SA JO LB PS EG IR AF PK SO TN DZ MA MR AE OM QA KW BH ";

double Number(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

double Kilometres(double lat1, double lon1, double lat2, double lon2) {
  const double x = (lon2 - lon1) * std::cos((lat1 + lat2) * 0.00872665), y = lat2 - lat1;
  return 111.2 * std::sqrt(x * x + y * y);
}

Result<std::string> Unpack(const std::string& name, const std::string& bytes) {
  const std::unique_ptr<ZSTD_DStream, size_t (*)(ZSTD_DStream*)> stream(ZSTD_createDStream(), ZSTD_freeDStream);
  ZSTD_inBuffer in = {bytes.data(), bytes.size(), 0};
  std::string out, block(ZSTD_DStreamOutSize(), '\0');
  size_t left = 1;
  while (in.pos < in.size && out.size() < kLargestTable) {
    ZSTD_outBuffer to = {block.data(), block.size(), 0};
    left = ZSTD_decompressStream(stream.get(), &to, &in);
    if (ZSTD_isError(left)) break;
    out.append(block, 0, to.pos);
  }
  if (left != 0) return Error{"knowledge/" + name, "damaged or truncated zstd data", "a table made by tools/make_gazetteer.py"};
  return out;
}

}  // namespace

/// Collects places, names and strings while the tables are read.
class GazetteerBuilder {
 public:
  explicit GazetteerBuilder(const std::map<std::string, std::string>& files) : files_(files) { pool_ += '\0'; }

  Result<std::string> Build() {
    ReadWords();
    for (const auto step : {&GazetteerBuilder::Countries, &GazetteerBuilder::Divisions, &GazetteerBuilder::Populated, &GazetteerBuilder::Districts,
        &GazetteerBuilder::Regions,
                            &GazetteerBuilder::Spellings}) {
      if (Result<void> done = (this->*step)(); !done) return done.error();
    }
    return Write();
  }

 private:
  using Kind = Gazetteer::Kind;
  struct Name {
    uint64_t hash;
    uint32_t entry, flags;
  };

  Result<std::string> Bytes(const std::string& name) const {
    if (const auto it = files_.find(name); it != files_.end()) return it->second;
    if (const auto it = files_.find(name + ".zst"); it != files_.end()) return Unpack(name + ".zst", it->second);
    return Error{"knowledge/" + name, "missing", "the table (tools/make_gazetteer.py makes it)"};
  }

  /// Calls `read` with every row of a table that has at least `columns` columns.
  template <class Read>
  Result<void> EachRow(const std::string& name, size_t columns, Read read) {
    auto bytes = Bytes(name);
    if (!bytes) return bytes.error();
    auto table = Table::Parse(name, *bytes);
    if (!table) return table.error();
    if (table->columns().size() < columns) return Error{"knowledge/" + name, std::to_string(table->columns().size()) + " columns", std::to_string(columns)};
    for (const Table::Row& row : table->rows()) read(row.cells);
    return {};
  }

  /// How often a word is an ordinary one (lexicon: readings other than proper noun), and which are given names. Both tables may be missing.
  void ReadWords() {
    if (const auto lexicon = files_.find("lexicon.tsv"); lexicon != files_.end()) {
      if (auto table = Table::Parse("lexicon.tsv", lexicon->second)) {
        for (const Table::Row& row : table->rows()) CountReadings(row.cells[0], row.cells[2]);
      }
    }
    if (const auto names = files_.find("given-names.tsv"); names != files_.end()) {
      if (auto table = Table::Parse("given-names.tsv", names->second)) {
        for (const Table::Row& row : table->rows()) given_names_.insert(utf8::Fold(row.cells[0]));
      }
    }
  }

  void CountReadings(std::string_view word, std::string_view readings) {
    double proper = 0, other = 0;
    for (const std::string_view reading : SplitList(readings, ' ')) {
      const size_t colon = reading.rfind(':');
      if (colon == std::string_view::npos) continue;
      (reading.starts_with("PROPN") || reading.starts_with("X/") ? proper : other) += Number(reading.substr(colon + 1));
    }
    const double share = (other + 0.2) / (proper + other + 1);
    const uint32_t level = other < 2 ? 0 : share > 0.9 ? 3 : share > 0.5 ? 2 : share > 0.15 ? 1 : 0;
    if (level > 0) common_[utf8::Fold(word)] = level;
  }

  uint32_t Intern(std::string_view text) {
    if (text.empty()) return 0;
    const auto [it, fresh] = strings_.try_emplace(std::string(text), static_cast<uint32_t>(pool_.size()));
    if (fresh) {
      pool_ += text;
      pool_ += '\0';
    }
    return it->second;
  }

  void AddName(std::string_view name, uint32_t entry, uint32_t flags) {
    folded_.clear();
    utf8::AppendFolded(name, folded_);
    if (folded_.size() < 2 || folded_.size() > 60) return;
    const uint32_t common = Commonness(folded_);
    if (common >= 2 && !(flags & Gazetteer::kMain)) return;  // "White House" for Casablanca
    flags |= common << 8;
    if (given_names_.contains(folded_)) flags |= Gazetteer::kGivenName;
    AddPath(folded_, Gazetteer::kStart, entry, flags);
    const size_t genitive = std::min(name.find("'s "), name.find("\u2019s "));
    if (genitive != std::string_view::npos) {  // tokens part the genitive: "Donetsk People" + "'s" + "Republic"
      std::string parted = utf8::Fold(name.substr(0, genitive)) + " s";
      const std::string rest = utf8::Fold(name.substr(name.find(' ', genitive) + 1));
      AddPath(parted + " " + rest, Gazetteer::kStart, entry, flags);
    }
    if (folded_.starts_with("the ") && folded_.size() > 7) AddPath(std::string_view(folded_).substr(4), Gazetteer::kStart, entry, flags);
  }

  /// How much of an ordinary phrase a folded name is: as its least ordinary word.
  uint32_t Commonness(std::string_view folded) const {
    uint32_t least = 3;
    for (const std::string_view word : SplitList(folded, ' ')) {
      const auto it = common_.find(std::string(word));
      least = std::min(least, it == common_.end() ? 0 : it->second);
    }
    return least;
  }

  /// Also under what transliterations have in common, for places where they vary.
  void AddLooseName(std::string_view name, uint32_t entry) {
    loose_.clear();
    const std::string folded = utf8::Fold(name);
    for (const std::string_view word : SplitList(folded, ' ')) {
      const size_t before = loose_.size();
      if (!loose_.empty()) loose_ += ' ';
      const size_t start = loose_.size();
      Gazetteer::AppendLoose(word, loose_);
      if (loose_.size() == start) loose_.resize(before);
    }
    if (loose_.size() >= 4) AddPath(loose_, Gazetteer::kLooseStart, entry, Gazetteer::kLoose);
  }

  void AddPath(std::string_view words, uint64_t hash, uint32_t entry, uint32_t flags) {
    for (size_t at = 0; at < words.size();) {
      const size_t end = std::min(words.find(' ', at), words.size());
      hash = NextNameHash(hash, words.substr(at, end - at));
      if (end < words.size()) beginnings_.insert(hash);
      at = end + 1;
    }
    names_.push_back({hash, entry, flags});
  }

  /// "Al Bab" -> "Bab"; empty where there is no article or too little behind it.
  static std::string_view WithoutArticle(std::string_view name) {
    const size_t end = name.find_first_of(" -");
    if (end == std::string_view::npos || end > 3 || name.size() < end + 5) return {};
    std::string loose;
    Gazetteer::AppendLoose(utf8::Fold(name.substr(0, end)), loose);
    return loose.empty() ? name.substr(end + 1) : std::string_view{};
  }

  /// "Province of Zambales" -> "Zambales"; empty where nothing is to be left out.
  static std::string_view WithoutKind(std::string_view name) {
    for (const std::string_view kind : {"Province of ", "Provincia de ", "Provincia di ", "Province de ", "Province du ", "Distrito de ",
        "Arrondissement de ", "Borough of ", "City of "}) {
      if (name.starts_with(kind)) return name.substr(kind.size());
    }
    for (const std::string_view kind : {" District", " Municipality", " Rayon", " Raion", " Prefecture", " Okrug"}) {
      if (name.ends_with(kind) && name.size() > kind.size() + 3) return name.substr(0, name.size() - kind.size());
    }
    return {};
  }

  static bool InCapitals(std::string_view name) {
    return std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '.' || c == ' '; });
  }

  void AddNames(std::string_view list, uint32_t entry, uint32_t flags) {
    for (const std::string_view name : SplitList(list, '|')) AddName(name, entry, flags | (InCapitals(name) ? Gazetteer::kCapitals : 0u));
  }

  uint32_t Add(const Gazetteer::Entry& entry) {
    entries_.push_back(entry);
    return static_cast<uint32_t>(entries_.size() - 1);
  }

  static Gazetteer::Entry At(Kind kind, uint8_t precision, std::string_view lat, std::string_view lon) {
    Gazetteer::Entry e{};
    e.kind = kind;
    e.precision = precision;
    e.lat = static_cast<float>(Number(lat));
    e.lon = static_cast<float>(Number(lon));
    e.country_number = e.division_number = Gazetteer::kNone;
    return e;
  }

  void InCountry(Gazetteer::Entry& e, std::string_view alpha2) {
    if (const auto it = countries_.find(std::string(alpha2)); it != countries_.end()) {
      e.country = entries_[it->second].country;
      e.country_number = entries_[it->second].country_number;
    }
  }

  void InDivision(Gazetteer::Entry& e, const std::string& code) {
    if (const auto it = divisions_.find(code); it != divisions_.end()) {
      e.adm1 = entries_[it->second].name;
      e.division_number = entries_[it->second].division_number;
    }
  }

  static std::string Place(std::string_view name, std::string_view country) { return utf8::Fold(name) + "," + std::string(country); }

  Result<void> Countries() {
    return EachRow("places/countries.tsv", 10, [&](const auto& c) {
      Gazetteer::Entry e = At(Kind::kCountry, 6, c[6], c[7]);
      e.geonameid = static_cast<uint32_t>(Number(c[9]));
      e.name = Intern(c[2]);
      e.country = Intern(c[1]);
      e.feature = Intern("A.PCLI");
      e.population = static_cast<uint32_t>(Number(c[8]));
      e.country_number = static_cast<uint16_t>(countries_.size());
      const uint32_t id = Add(e);
      countries_[std::string(c[0])] = id;
      alpha2_[std::string(c[1])] = std::string(c[0]);
      AddName(c[2], id, Gazetteer::kMain);
      AddNames(c[3], id, Gazetteer::kMain);
      AddNames(c[4], id, Gazetteer::kDemonym | Gazetteer::kMain);
    });
  }

  Result<void> Divisions() {
    return EachRow("places/divisions.tsv", 6, [&](const auto& c) {
      const std::string_view alpha2 = c[0].substr(0, 2);
      Gazetteer::Entry e = At(Kind::kDivision, 4, c[3], c[4]);
      InCountry(e, alpha2);
      e.name = e.adm1 = Intern(c[1]);
      e.feature = Intern("A.ADM1");
      e.population = static_cast<uint32_t>(Number(c[5]));
      e.division_number = static_cast<uint16_t>(divisions_.size());
      const uint32_t id = Add(e);
      divisions_[std::string(c[0])] = id;
      division_names_.try_emplace(Place(c[1], alpha2), id);
      AddName(c[1], id, Gazetteer::kMain);
      if (!c[2].empty()) {
        AddName(c[2], id, Gazetteer::kMain);
        division_names_.try_emplace(Place(c[2], alpha2), id);
      }
      if (kLooseCountries.find(alpha2) != std::string_view::npos) AddLooseName(c[2].empty() ? c[1] : c[2], id);
    });
  }

  Result<void> Populated() {
    return EachRow("places/populated.tsv", 10, [&](const auto& c) {
      Gazetteer::Entry e = At(Kind::kPopulated, 1, c[3], c[4]);
      e.geonameid = static_cast<uint32_t>(Number(c[0]));
      e.name = Intern(c[1]);
      InCountry(e, c[5]);
      const std::string division = std::string(c[5]) + "." + std::string(c[6]);
      InDivision(e, division);
      e.feature = Intern("P." + std::string(c[9].empty() ? "PPL" : c[9]));
      e.population = static_cast<uint32_t>(Number(c[8]));
      const uint32_t id = Add(e);
      if (c[9] == "PPLC") {
        if (const auto it = countries_.find(std::string(c[5])); it != countries_.end()) entries_[it->second].seat = id + 1;
      }
      if (!c[7].empty()) in_district_.emplace_back(id, division + "." + std::string(c[7]));
      by_geonameid_[e.geonameid] = id;
      const bool loose = c[5].size() == 2 && kLooseCountries.find(c[5]) != std::string_view::npos;
      const auto add = [&](std::string_view name, uint32_t flags) {
        AddName(name, id, flags);
        if (loose) {
          AddLooseName(name, id);
          if (const std::string_view bare = WithoutArticle(name); !bare.empty()) AddName(bare, id, 0);
        }
        const auto [it, fresh] = populated_.try_emplace(Place(name, c[5]), id);
        const bool was_main = main_names_.contains(it->first), is_main = (flags & Gazetteer::kMain) != 0;
        if (!fresh && (is_main > was_main || (is_main == was_main && entries_[it->second].population < e.population))) it->second = id;
        if (is_main) main_names_.insert(it->first);
      };
      add(c[1], Gazetteer::kMain);
      for (const std::string_view name : SplitList(c[2], '|')) add(name, 0);
    });
  }

  Result<void> Districts() {
    std::unordered_map<std::string, uint32_t> names;
    auto done = EachRow("places/districts.tsv", 5, [&](const auto& c) {
      Gazetteer::Entry e = At(Kind::kDistrict, 3, c[2], c[3]);
      InCountry(e, c[0].substr(0, 2));
      InDivision(e, std::string(c[0].substr(0, c[0].rfind('.'))));
      e.name = e.adm2 = Intern(c[1]);
      e.feature = Intern("A.ADM2");
      e.population = static_cast<uint32_t>(Number(c[4]));
      names[std::string(c[0])] = e.name;
      const uint32_t id = Add(e);
      AddName(c[1], id, Gazetteer::kMain);
      if (const std::string_view bare = WithoutKind(c[1]); !bare.empty()) AddName(bare, id, Gazetteer::kMain);
    });
    for (const auto& [entry, code] : in_district_) {
      if (const auto it = names.find(code); it != names.end()) entries_[entry].adm2 = it->second;
    }
    return done;
  }

  /// A row for a town or division that GeoNames' tables hold adds its names there.
  uint32_t Existing(const std::vector<std::string_view>& names, std::string_view feature, const std::vector<std::string_view>& countries,
      const Gazetteer::Entry& e) const {
    if (countries.size() != 1 || !(feature.starts_with("P.") || feature == "A.ADM1")) return UINT32_MAX;
    const auto alpha2 = alpha2_.find(std::string(countries[0]));
    if (alpha2 == alpha2_.end()) return UINT32_MAX;
    const bool town = feature.starts_with("P.");
    const auto& known = town ? populated_ : division_names_;
    for (const std::string_view name : names) {
      const auto it = known.find(Place(name, alpha2->second));
      if (it == known.end()) continue;
      const Gazetteer::Entry& other = entries_[it->second];
      if (Kilometres(other.lat, other.lon, e.lat, e.lon) < (town ? 15 : 400)) return it->second;
    }
    return UINT32_MAX;
  }

  Result<void> Regions() {
    return EachRow("places/regions.tsv", 8, [&](const auto& c) {
      Gazetteer::Entry e = At(Kind::kRegion, static_cast<uint8_t>(Number(c[7])), c[5], c[6]);
      const std::vector<std::string_view> countries = SplitList(c[4], '|');
      if (countries.size() == 1) {
        if (const auto it = alpha2_.find(std::string(countries[0])); it != alpha2_.end()) InCountry(e, it->second);
      }
      e.name = Intern(c[0]);
      e.feature = Intern(c[3]);
      std::vector<std::string_view> names = SplitList(c[1], '|');
      names.insert(names.begin(), c[0]);
      uint32_t id = Existing(names, c[3], countries, e);
      if (id == UINT32_MAX) id = Add(e);
      if (c[3] == "A.ADM1") entries_[id].adm1 = entries_[id].name;
      for (const std::string_view name : names) {
        AddName(name, id, Gazetteer::kMain | (InCapitals(name) ? Gazetteer::kCapitals : 0u));
        if (countries.size() == 1) {
          const auto alpha2 = alpha2_.find(std::string(countries[0]));
          if (alpha2 != alpha2_.end() && kLooseCountries.find(alpha2->second) != std::string_view::npos) AddLooseName(name, id);
        }
      }
      AddNames(c[2], id, Gazetteer::kDemonym | Gazetteer::kMain);
    });
  }

  Result<void> Spellings() {
    return EachRow("places/spellings.tsv", 2, [&](const auto& c) {
      const std::string target(c[0]);
      uint32_t id = UINT32_MAX;
      const size_t comma = target.rfind(", ");
      if (target[0] >= '0' && target[0] <= '9') {
        if (const auto it = by_geonameid_.find(static_cast<uint32_t>(Number(target))); it != by_geonameid_.end()) id = it->second;
      } else if (const auto division = divisions_.find(target); division != divisions_.end()) {
        id = division->second;
      } else if (comma != std::string::npos) {
        if (const auto it = populated_.find(Place(target.substr(0, comma), target.substr(comma + 2))); it != populated_.end()) id = it->second;
      }
      if (id == UINT32_MAX) return;  // below the size limit of this release of the table
      const bool division = entries_[id].kind == Kind::kDivision;
      for (std::string_view name : SplitList(c[1], '|')) {
        if (name.starts_with('*')) {
          name.remove_prefix(1);
          entries_[id].name = Intern(name);
        }
        const bool capitals = InCapitals(name), code = name.size() == 2 || (name.ends_with('.') && !capitals);
        AddName(name, id, Gazetteer::kMain | (capitals ? Gazetteer::kCapitals : 0u) | (division && code ? Gazetteer::kAfterComma : 0u));
      }
    });
  }

  /// The likelier place first.
  double Weight(const Name& name) const {
    const Gazetteer::Entry& e = entries_[name.entry];
    return (e.kind == Kind::kCountry ? 1e10 : e.kind == Kind::kRegion ? 5e9 : 0) + e.population * ((name.flags & Gazetteer::kMain) ? 3.0 : 1.0);
  }

  void SortNames() {
    std::sort(names_.begin(), names_.end(), [](const Name& a, const Name& b) {
      if (a.hash != b.hash) return a.hash < b.hash;
      if (a.entry != b.entry) return a.entry < b.entry;
      return (a.flags & Gazetteer::kMain) > (b.flags & Gazetteer::kMain);
    });
    // An entry that has a name in several ways keeps the strongest, and is bound to capitals only where all of them are.
    size_t kept = 0;
    for (const Name& name : names_) {
      if (kept > 0 && names_[kept - 1].hash == name.hash && names_[kept - 1].entry == name.entry) {
        for (const uint32_t bound : {Gazetteer::kCapitals, Gazetteer::kAfterComma}) {
          if (!(name.flags & bound)) names_[kept - 1].flags &= ~bound;
        }
        continue;
      }
      names_[kept++] = name;
    }
    names_.resize(kept);
    std::stable_sort(names_.begin(), names_.end(), [&](const Name& a, const Name& b) { return a.hash != b.hash ? a.hash < b.hash : Weight(a) > Weight(b); });
  }

  std::string Write() {
    SortNames();
    std::vector<Gazetteer::Link> links;
    std::vector<std::pair<uint64_t, uint32_t>> nodes;  // hash, 1 + first link
    for (size_t i = 0; i < names_.size();) {
      size_t end = i;
      while (end < names_.size() && names_[end].hash == names_[i].hash) ++end;
      const size_t last = std::min(end, i + kMostLinks);
      nodes.emplace_back(names_[i].hash, static_cast<uint32_t>(links.size()) + 1);
      for (size_t n = i; n < last; ++n) links.push_back({names_[n].entry << 12 | names_[n].flags | (n + 1 == last ? Gazetteer::kLast : 0u)});
      i = end;
    }
    std::vector<uint64_t> beginnings(beginnings_.begin(), beginnings_.end());
    std::sort(beginnings.begin(), beginnings.end());
    size_t named = nodes.size(), n = 0;
    for (const uint64_t hash : beginnings) {  // those that are no name themselves
      while (n < named && nodes[n].first < hash) ++n;
      if (n == named || nodes[n].first != hash) nodes.emplace_back(hash, 0);
    }
    uint32_t slots = 1;
    while (slots < nodes.size() * 3 / 2) slots *= 2;
    std::vector<Gazetteer::Slot> table(slots, Gazetteer::Slot{});
    for (const auto& [hash, link] : nodes) {
      uint32_t at = static_cast<uint32_t>(hash) & (slots - 1);
      while (table[at].value != 0) at = (at + 1) & (slots - 1);
      table[at] = {static_cast<uint32_t>(hash >> 32), 1 + link * 2 + (beginnings_.contains(hash) ? 1u : 0u)};
    }
    const GazetteerHeader header = {kGazetteerMagic, slots, static_cast<uint32_t>(links.size()), static_cast<uint32_t>(entries_.size()),
        static_cast<uint32_t>(pool_.size()),
                                    static_cast<uint32_t>(countries_.size()), {}};
    std::string out(reinterpret_cast<const char*>(&header), sizeof header);
    out.append(reinterpret_cast<const char*>(table.data()), table.size() * sizeof(Gazetteer::Slot));
    out.append(reinterpret_cast<const char*>(links.data()), links.size() * sizeof(Gazetteer::Link));
    out.append(reinterpret_cast<const char*>(entries_.data()), entries_.size() * sizeof(Gazetteer::Entry));
    return out + pool_;
  }

  const std::map<std::string, std::string>& files_;
  std::string pool_, folded_, loose_;
  std::unordered_map<std::string, uint32_t> strings_, countries_, divisions_, division_names_, populated_, common_;
  std::unordered_map<std::string, std::string> alpha2_;
  std::unordered_map<uint32_t, uint32_t> by_geonameid_;
  std::unordered_set<std::string> given_names_, main_names_;
  std::unordered_set<uint64_t> beginnings_;
  std::vector<std::pair<uint32_t, std::string>> in_district_;
  std::vector<Gazetteer::Entry> entries_;
  std::vector<Name> names_;
};

Result<std::string> CompileGazetteer(const std::map<std::string, std::string>& files) { return GazetteerBuilder(files).Build(); }

}  // namespace dateline
