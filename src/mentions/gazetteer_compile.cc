// Compiles the tables of knowledge/places to the section "gazetteer" (layout: gazetteer.h, gazetteer_format.h).
#include <zstd.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/geo.h"
#include "base/table.h"
#include "base/utf8.h"
#include "mentions/gazetteer.h"
#include "mentions/gazetteer_format.h"
#include "mentions/gazetteer_index.h"

namespace dateline {
namespace {

constexpr uint64_t kLargestTable = uint64_t{1} << 30;

constexpr char kTargets[] = "a geonameid or a place of populated.tsv with its country (\"Homs, SY\"), or the code of a division (\"SY.07\")";

double Number(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
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
    for (const Table::Row& row : table->rows()) {
      line_ = row.line;
      read(row.cells);
    }
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
        for (const Table::Row& row : table->rows()) facts_.given_names.insert(utf8::Fold(row.cells[0]));
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
    facts_.Count(word, proper, other);
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
      index_.AddName(c[2], id, Gazetteer::kMain);
      index_.AddNames(c[3], id, Gazetteer::kMain);
      index_.AddNames(c[4], id, Gazetteer::kDemonym | Gazetteer::kMain);
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
      index_.AddName(c[1], id, Gazetteer::kMain);
      if (!c[2].empty()) {
        index_.AddName(c[2], id, Gazetteer::kMain);
        division_names_.try_emplace(Place(c[2], alpha2), id);
      }
      index_.AddLooseName(c[2].empty() ? c[1] : c[2], id, ScriptOf(alpha2));
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
      const Script script = ScriptOf(c[5]);
      const auto add = [&](std::string_view name, uint32_t flags) {
        index_.AddName(name, id, flags);
        index_.AddLooseName(name, id, script);
        if (script == Script::kArabic) {
          if (const std::string_view bare = GazetteerIndex::WithoutArticle(name); !bare.empty()) index_.AddName(bare, id, 0);
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
      index_.AddName(c[1], id, Gazetteer::kMain);
      if (const std::string_view bare = WithoutKind(c[1]); !bare.empty()) index_.AddName(bare, id, Gazetteer::kMain);
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
      if (NearDistance(other.lat, other.lon, e.lat, e.lon) < (town ? 15 : 400)) return it->second;
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
        index_.AddName(name, id, Gazetteer::kMain | (GazetteerIndex::InCapitals(name) ? Gazetteer::kCapitals : 0u));
        if (countries.size() == 1) {
          const auto alpha2 = alpha2_.find(std::string(countries[0]));
          if (alpha2 != alpha2_.end()) index_.AddLooseName(name, id, ScriptOf(alpha2->second));
        }
      }
      index_.AddNames(c[2], id, Gazetteer::kDemonym | Gazetteer::kMain);
    });
  }

  Result<void> Spellings() {
    std::optional<Error> unknown;
    auto done = EachRow("places/spellings.tsv", 2, [&](const auto& c) {
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
      if (id == UINT32_MAX) {
        if (!unknown) unknown = Error{"knowledge/places/spellings.tsv:" + std::to_string(line_), "no place \"" + target + "\"", kTargets};
        return;
      }
      const bool division = entries_[id].kind == Kind::kDivision;
      for (std::string_view name : SplitList(c[1], '|')) {
        if (name.starts_with('*')) {
          name.remove_prefix(1);
          entries_[id].name = Intern(name);
        }
        const bool capitals = GazetteerIndex::InCapitals(name), code = name.size() == 2 || (name.ends_with('.') && !capitals);
        index_.AddName(name, id, Gazetteer::kMain | (capitals ? Gazetteer::kCapitals : 0u) | (division && code ? Gazetteer::kAfterComma : 0u));
      }
    });
    if (done && unknown) return *unknown;
    return done;
  }

  /// The likelier place first.
  double Weight(const GazetteerIndex::Name& name) const {
    const Gazetteer::Entry& e = entries_[name.entry];
    return (e.kind == Kind::kCountry ? 1e10 : e.kind == Kind::kRegion ? 5e9 : 0) + e.population * ((name.flags & Gazetteer::kMain) ? 3.0 : 1.0);
  }

  std::string Write() {
    std::vector<GazetteerSlot> slots;
    std::vector<Gazetteer::Link> links;
    index_.Write([&](const GazetteerIndex::Name& name) { return Weight(name); }, {}, slots, links);
    const GazetteerHeader header = {kGazetteerMagic, static_cast<uint32_t>(slots.size()), static_cast<uint32_t>(links.size()), static_cast<uint32_t>(entries_.size()),
        static_cast<uint32_t>(pool_.size()),
                                    static_cast<uint32_t>(countries_.size()), {}};
    std::string out(reinterpret_cast<const char*>(&header), sizeof header);
    out.append(reinterpret_cast<const char*>(slots.data()), slots.size() * sizeof(GazetteerSlot));
    out.append(reinterpret_cast<const char*>(links.data()), links.size() * sizeof(Gazetteer::Link));
    out.append(reinterpret_cast<const char*>(entries_.data()), entries_.size() * sizeof(Gazetteer::Entry));
    return out + pool_;
  }

  const std::map<std::string, std::string>& files_;
  std::string pool_;
  uint32_t line_ = 0;  ///< of the row being read
  std::unordered_map<std::string, uint32_t> strings_, countries_, divisions_, division_names_, populated_;
  std::unordered_map<std::string, std::string> alpha2_;
  std::unordered_map<uint32_t, uint32_t> by_geonameid_;
  std::unordered_set<std::string> main_names_;
  WordFacts facts_;
  GazetteerIndex index_{facts_};
  std::vector<std::pair<uint32_t, std::string>> in_district_;
  std::vector<Gazetteer::Entry> entries_;
};

Result<std::string> CompileGazetteer(const std::map<std::string, std::string>& files) { return GazetteerBuilder(files).Build(); }

}  // namespace dateline
