#include "mentions/gazetteer.h"

#include <zstd.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <memory>
#include <unordered_map>
#include <vector>

#include "base/hash.h"
#include "base/table.h"
#include "base/utf8.h"

namespace dateline {
namespace {

constexpr uint32_t kMagic = 0x315a4147;  // "GAZ1"
constexpr size_t kBuckets = 65537;
constexpr uint64_t kLargestTable = uint64_t{1} << 30;

struct Header {
  uint32_t magic, entries, links, pool, longest, reserved[3];
};

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

/// Collects entries, names and strings while the tables are read.
class Builder {
 public:
  explicit Builder(const std::map<std::string, std::string>& files) : files_(files) { pool_ += '\0'; }

  Result<std::string> Build() {
    for (const auto step : {&Builder::Countries, &Builder::Divisions, &Builder::Populated, &Builder::Regions, &Builder::Spellings}) {
      if (Result<void> done = (this->*step)(); !done) return done.error();
    }
    return Write();
  }

 private:
  Result<std::string> Bytes(const std::string& name) const {
    if (const auto it = files_.find(name); it != files_.end()) return it->second;
    if (const auto it = files_.find(name + ".zst"); it != files_.end()) return Unpack(name + ".zst", it->second);
    return Error{"knowledge/" + name, "missing", "the table (tools/make_gazetteer.py makes it)"};
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

  void Name(std::string_view name, uint32_t entry, uint32_t flags) {
    folded_.clear();
    utf8::AppendFolded(name, folded_);
    if (folded_.size() < 2 || folded_.size() > 60) return;
    longest_ = std::max(longest_, static_cast<uint32_t>(1 + std::count(folded_.begin(), folded_.end(), ' ')));
    links_.push_back({Hash64(folded_), entry, flags});
  }

  uint32_t Add(const Gazetteer::Entry& entry) {
    entries_.push_back(entry);
    return static_cast<uint32_t>(entries_.size() - 1);
  }

  Result<void> Countries() {
    auto bytes = Bytes("places/countries.tsv");
    if (!bytes) return bytes.error();
    auto table = Table::Parse("places/countries.tsv", *bytes);
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      const auto& c = row.cells;
      Gazetteer::Entry e{};
      e.geonameid = static_cast<uint32_t>(Number(c[9]));
      e.name = Intern(c[2]);
      e.country = Intern(c[1]);
      e.feature = Intern("A.PCLI");
      e.population = static_cast<uint32_t>(Number(c[8]));
      e.lat = static_cast<float>(Number(c[6]));
      e.lon = static_cast<float>(Number(c[7]));
      e.kind = Gazetteer::Kind::kCountry;
      e.precision = 6;
      const uint32_t id = Add(e);
      alpha3_[std::string(c[0])] = e.country;
      Name(c[2], id, Gazetteer::kMainName);
      for (const std::string_view name : SplitList(c[3], '|')) Name(name, id, 0);
      for (const std::string_view name : SplitList(c[4], '|')) Name(name, id, Gazetteer::kDemonym);
    }
    return {};
  }

  Result<void> Divisions() {
    auto bytes = Bytes("places/divisions.tsv");
    if (!bytes) return bytes.error();
    auto table = Table::Parse("places/divisions.tsv", *bytes);
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      const auto& c = row.cells;
      Gazetteer::Entry e{};
      const std::string_view name = c[2].empty() ? c[1] : c[2];
      e.name = Intern(c[1]);
      e.country = alpha3_[std::string(c[0].substr(0, 2))];
      e.adm1 = e.name;
      e.feature = Intern("A.ADM1");
      e.population = static_cast<uint32_t>(Number(c[5]));
      e.lat = static_cast<float>(Number(c[3]));
      e.lon = static_cast<float>(Number(c[4]));
      e.kind = Gazetteer::Kind::kDivision;
      e.precision = 4;
      const uint32_t id = Add(e);
      divisions_[std::string(c[0])] = id;
      Name(c[1], id, Gazetteer::kMainName);
      if (name != c[1]) Name(name, id, 0);
    }
    return {};
  }

  Result<void> Populated() {
    auto bytes = Bytes("places/populated.tsv");
    if (!bytes) return bytes.error();
    auto table = Table::Parse("places/populated.tsv", *bytes);
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      const auto& c = row.cells;
      Gazetteer::Entry e{};
      e.geonameid = static_cast<uint32_t>(Number(c[0]));
      e.name = Intern(c[1]);
      e.country = alpha3_[std::string(c[5])];
      if (const auto it = divisions_.find(std::string(c[5]) + "." + std::string(c[6])); it != divisions_.end()) e.adm1 = entries_[it->second].name;
      e.feature = Intern("P." + std::string(c[9].empty() ? "PPL" : c[9]));
      e.population = static_cast<uint32_t>(Number(c[8]));
      e.lat = static_cast<float>(Number(c[3]));
      e.lon = static_cast<float>(Number(c[4]));
      e.kind = Gazetteer::Kind::kPopulated;
      e.precision = 1;
      const uint32_t id = Add(e);
      by_geonameid_[e.geonameid] = id;
      uint32_t& largest = by_name_[std::string(c[1]) + ", " + std::string(c[5])];
      if (largest == 0 || entries_[largest].population < e.population) largest = id;
      Name(c[1], id, Gazetteer::kMainName);
      for (const std::string_view name : SplitList(c[2], '|')) Name(name, id, 0);
    }
    return {};
  }

  Result<void> Regions() {
    auto bytes = Bytes("places/regions.tsv");
    if (!bytes) return bytes.error();
    auto table = Table::Parse("places/regions.tsv", *bytes);
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      const auto& c = row.cells;
      Gazetteer::Entry e{};
      e.name = Intern(c[0]);
      const std::vector<std::string_view> countries = SplitList(c[4], '|');
      e.country = countries.size() == 1 ? Intern(countries[0]) : 0;
      e.feature = Intern(c[3]);
      e.lat = static_cast<float>(Number(c[5]));
      e.lon = static_cast<float>(Number(c[6]));
      e.kind = Gazetteer::Kind::kRegion;
      e.precision = static_cast<uint32_t>(Number(c[7]));
      const uint32_t id = Add(e);
      Name(c[0], id, Gazetteer::kMainName);
      for (const std::string_view name : SplitList(c[1], '|')) Name(name, id, 0);
      for (const std::string_view name : SplitList(c[2], '|')) Name(name, id, Gazetteer::kDemonym);
    }
    return {};
  }

  Result<void> Spellings() {
    auto bytes = Bytes("places/spellings.tsv");
    if (!bytes) return bytes.error();
    auto table = Table::Parse("places/spellings.tsv", *bytes);
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      const std::string target(row.cells[0]);
      uint32_t id = UINT32_MAX;
      if (const auto it = by_geonameid_.find(static_cast<uint32_t>(Number(target))); it != by_geonameid_.end() && target[0] >= '0' && target[0] <= '9') id = it->second;
      else if (const auto division = divisions_.find(target); division != divisions_.end()) id = division->second;
      else if (const auto named = by_name_.find(target); named != by_name_.end()) id = named->second;
      if (id == UINT32_MAX) continue;  // a place below the size limit of this release of the table
      for (const std::string_view name : SplitList(row.cells[1], '|')) Name(name, id, Gazetteer::kMainName);
    }
    return {};
  }

  std::string Write() {
    std::sort(links_.begin(), links_.end(), [](const Gazetteer::Link& a, const Gazetteer::Link& b) {
      return a.key != b.key ? a.key < b.key : a.entry != b.entry ? a.entry < b.entry : a.flags > b.flags;
    });
    links_.erase(std::unique(links_.begin(), links_.end(), [](const auto& a, const auto& b) { return a.key == b.key && a.entry == b.entry; }), links_.end());
    std::vector<uint32_t> buckets(kBuckets, static_cast<uint32_t>(links_.size()));
    for (size_t i = links_.size(); i-- > 0;) buckets[links_[i].key >> 48] = static_cast<uint32_t>(i);
    for (size_t i = kBuckets - 1; i-- > 0;) buckets[i] = std::min(buckets[i], buckets[i + 1]);
    const Header header = {kMagic, static_cast<uint32_t>(entries_.size()), static_cast<uint32_t>(links_.size()), static_cast<uint32_t>(pool_.size()), longest_, {}};
    std::string out(reinterpret_cast<const char*>(&header), sizeof header);
    out.append(reinterpret_cast<const char*>(links_.data()), links_.size() * sizeof(Gazetteer::Link));
    out.append(reinterpret_cast<const char*>(entries_.data()), entries_.size() * sizeof(Gazetteer::Entry));
    out.append(reinterpret_cast<const char*>(buckets.data()), buckets.size() * sizeof(uint32_t));
    return out + pool_;
  }

  const std::map<std::string, std::string>& files_;
  std::string pool_, folded_;
  std::unordered_map<std::string, uint32_t> strings_, alpha3_, divisions_, by_name_;
  std::unordered_map<uint32_t, uint32_t> by_geonameid_;
  std::vector<Gazetteer::Entry> entries_;
  std::vector<Gazetteer::Link> links_;
  uint32_t longest_ = 1;
};

}  // namespace

Result<std::string> CompileGazetteer(const std::map<std::string, std::string>& files) { return Builder(files).Build(); }

Result<Gazetteer> Gazetteer::Open(std::string_view bytes) {
  const Error broken = {"section \"gazetteer\"", bytes.empty() ? "missing" : "damaged", "a file made by `dateline knowledge build`"};
  Header header;
  if (bytes.size() < sizeof header) return broken;
  std::memcpy(&header, bytes.data(), sizeof header);
  const uint64_t need = sizeof header + uint64_t{header.links} * sizeof(Link) + uint64_t{header.entries} * sizeof(Entry) + kBuckets * 4 + header.pool;
  if (header.magic != kMagic || bytes.size() != need || header.entries == 0 || header.pool == 0 || bytes.back() != '\0') return broken;
  Gazetteer out;
  out.entry_count_ = header.entries;
  out.link_count_ = header.links;
  out.pool_size_ = header.pool;
  out.longest_ = header.longest;
  out.links_ = reinterpret_cast<const Link*>(bytes.data() + sizeof header);
  out.entries_ = reinterpret_cast<const Entry*>(out.links_ + header.links);
  out.buckets_ = reinterpret_cast<const uint32_t*>(out.entries_ + header.entries);
  out.pool_ = reinterpret_cast<const char*>(out.buckets_ + kBuckets);
  return out;
}

std::span<const Gazetteer::Link> Gazetteer::Find(std::string_view folded) const {
  const uint64_t key = Hash64(folded);
  const uint32_t begin = std::min(buckets_[key >> 48], link_count_), end = std::min(buckets_[(key >> 48) + 1], link_count_);
  if (begin >= end) return {};
  const Link* first = std::lower_bound(links_ + begin, links_ + end, key, [](const Link& link, uint64_t k) { return link.key < k; });
  const Link* last = first;
  while (last != links_ + end && last->key == key) ++last;
  return {first, last};
}

std::string_view Gazetteer::Text(uint32_t offset) const { return offset < pool_size_ ? std::string_view(pool_ + offset) : std::string_view{}; }

}  // namespace dateline
