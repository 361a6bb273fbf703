#include "findings/blocking.h"

#include <algorithm>
#include <cmath>

#include "base/geo.h"

namespace dateline {
namespace {

constexpr int32_t kBucket = 6;         ///< half-days: times a day apart share a bucket, since each reaches half a day further
constexpr int32_t kLongest = 10;       ///< days; longer times meet in months
constexpr int32_t kMonth = 60;         ///< half-days
constexpr int32_t kYears = 400;        ///< days; longer times meet by names only
constexpr double kCell = 0.5;          ///< degrees
constexpr float kReach = 2.5f;         ///< km: half the distance that may lie between two points
constexpr size_t kNameKeys = 4, kPersonKeys = 8, kSplitNames = 6, kSplitWords = 3, kSplitActors = 2, kReportKeys = 4;

enum Space : uint64_t { kCellSpace = 1, kRegionSpace, kCountrySpace, kMonthRegionSpace, kMonthCountrySpace, kPersonSpace, kNameSpace, kFigureSpace, kReportPlaceSpace, kReportNameSpace, kTitleSpace, kTownSpace, kWordSpace, kActorSpace };

uint32_t Mix(uint64_t a, uint64_t b, uint64_t c, uint64_t d) {
  uint64_t hash = a * 0x9e3779b97f4a7c15u;
  for (const uint64_t piece : {b, c, d}) hash = ((hash << 23 | hash >> 41) ^ piece) * 0x9e3779b97f4a7c15u;
  return static_cast<uint32_t>(hash >> 32);
}

int32_t FloorDiv(int32_t a, int32_t b) { return a / b - (a % b < 0); }

/// The keys of one occurrence, for one of its type families.
class KeyMaker {
 public:
  KeyMaker(const EventSketches& sketches, const EventSketch& event, std::vector<BlockKey>& out) : s_(sketches), e_(event), report_(sketches.reports[event.report]), out_(out) {}

  void Make(uint64_t family) {
    family_ = family << 3 | static_cast<uint64_t>(e_.kind);
    Persons();
    if (e_.start == kNoDay) return;
    const int32_t days = e_.end - e_.start;
    if (days > kYears) return;
    if (days > kLongest) Months(true);
    else Days();
  }

 private:
  void Put(Space space, uint64_t a, uint64_t b, bool open) { out_.push_back({Mix(space, family_, a, b), open}); }

  template <class Take>
  void Buckets(int32_t width, Take take) const {
    for (int32_t b = FloorDiv(2 * e_.start - 1, width); b <= FloorDiv(2 * e_.end + 1, width); ++b) take(static_cast<uint64_t>(static_cast<int64_t>(b)));
  }

  static uint64_t Region(const SketchPlace& place) { return place.adm1 == 0 ? 0 : uint64_t{place.country} << 32 | place.adm1; }

  void Days() {
    const SketchPlace& place = e_.place.known() ? e_.place : report_.dateline;
    const bool known = e_.place.known();
    Buckets(kBucket, [&](uint64_t day) {
      if (place.narrow()) Cells(place, day);
      const uint64_t region = Region(place);
      const bool division = known && !place.narrow() && place.precision == 4 && region != 0;
      if (region != 0) Put(kRegionSpace, day, region, division);
      if (place.country != 0) Put(kCountrySpace, day, place.country, known && !place.narrow() && !division);
      Texts(day);
    });
    if (known) Months(false);
  }

  /// What says no town meets others by names, figures and what its report is about; towns are open to it.
  void Texts(uint64_t day) {
    const bool open = !e_.place.narrow();
    const auto some = [&](Space space, Slice slice, size_t most) {
      const auto hashes = s_.Hashes(slice);
      for (size_t i = 0; i < std::min(hashes.size(), most); ++i) Put(space, day, hashes[i], open);
    };
    some(kNameSpace, e_.names, kNameKeys);
    some(kReportPlaceSpace, report_.places, kReportKeys);
    some(kReportNameSpace, report_.names, kReportKeys);
    // Two words together; one alone is too common. The smallest hashes are those that like texts share (MinHash).
    const auto two = [&](Space space, Slice slice) {
      const auto hashes = s_.Hashes(slice).first(std::min<size_t>(slice.count, kReportKeys));
      for (size_t i = 0; i < hashes.size(); ++i) {
        for (size_t k = i + 1; k < hashes.size(); ++k) Put(space, day, uint64_t{hashes[i]} << 32 | hashes[k], open);
      }
    };
    two(kTitleSpace, report_.title);
    two(kWordSpace, e_.words);
    if (e_.killed.given && e_.killed.best >= 2) Put(kFigureSpace, day, static_cast<uint64_t>(e_.killed.best), open);
    if (e_.injured.given && e_.injured.best >= 2) Put(kFigureSpace, day, uint64_t{1} << 40 | static_cast<uint64_t>(e_.injured.best), open);
  }

  /// Times of weeks and months meet in months and divisions, and with the days there.
  void Months(bool open) {
    const SketchPlace& place = e_.place.known() ? e_.place : report_.dateline;
    Buckets(kMonth, [&](uint64_t month) {
      const uint64_t region = Region(place);
      if (region != 0) Put(kMonthRegionSpace, month, region, open && (place.narrow() || place.precision == 4));
      if (place.country != 0) Put(kMonthCountrySpace, month, place.country, open && !(region != 0 && (place.narrow() || place.precision == 4)));
    });
  }

  /// The cells of a grid that the reach of a place touches.
  void Cells(const SketchPlace& place, uint64_t day) {
    const auto lat = static_cast<double>(place.lat), lon = static_cast<double>(place.lon);
    const double north = static_cast<double>(kReach + place.radius) / 110, east = north / std::max(0.1, std::cos(lat * kDegree));
    const auto cell = [](double degrees) { return static_cast<int32_t>(std::floor(degrees / kCell)); };
    for (int32_t y = cell(lat - north); y <= cell(lat + north); ++y) {
      for (int32_t x = cell(lon - east); x <= cell(lon + east); ++x) Put(kCellSpace, day, static_cast<uint64_t>((y + 1000) * 10000 + x + 1000), true);
    }
  }

  void Persons() {
    for (const SketchParty& party : std::span(s_.parties).subspan(e_.parties.begin, e_.parties.count)) {
      if (party.full != 0) Put(kPersonSpace, party.full, 0, true);
    }
    const auto persons = s_.Hashes(report_.persons);
    for (size_t i = 0; i < std::min(persons.size(), kPersonKeys); ++i) Put(kPersonSpace, persons[i], 0, !e_.told);
  }

  const EventSketches& s_;
  const EventSketch& e_;
  const ReportSketch& report_;
  std::vector<BlockKey>& out_;
  uint64_t family_ = 0;
};

}  // namespace

void BlockKeysOf(const EventSketches& sketches, uint32_t row, std::vector<BlockKey>& out) {
  out.clear();
  const EventSketch& event = sketches.events[row];
  if (event.total) return;
  KeyMaker maker(sketches, event, out);
  if (event.type.families == 0) maker.Make(uint64_t{event.plain_type} << 8);
  for (uint32_t families = event.type.families; families != 0; families &= families - 1) maker.Make(families & (~families + 1));
  std::sort(out.begin(), out.end(), [](const BlockKey& a, const BlockKey& b) { return a.key != b.key ? a.key < b.key : a.open > b.open; });
  out.erase(std::unique(out.begin(), out.end(), [](const BlockKey& a, const BlockKey& b) { return a.key == b.key; }), out.end());
}

void SplitKeysOf(const EventSketches& sketches, uint32_t row, std::vector<uint32_t>& out) {
  out.clear();
  const EventSketch& event = sketches.events[row];
  const auto names = sketches.Hashes(event.names), words = sketches.Hashes(event.words);
  for (size_t i = 0; i < std::min(names.size(), kSplitNames); ++i) out.push_back(Mix(kNameSpace, names[i], 0, 0));
  for (size_t i = 0; i < std::min(words.size(), kSplitWords); ++i) out.push_back(Mix(kWordSpace, words[i], 0, 0));
  if (event.killed.given) out.push_back(Mix(kFigureSpace, static_cast<uint64_t>(event.killed.best), event.injured.given ? static_cast<uint64_t>(event.injured.best) + 1 : 0, 0));
  if (event.place.narrow()) out.push_back(Mix(kTownSpace, event.place.geonameid, event.place.name, 0));
  const auto actors = sketches.Actors(event);
  for (size_t i = 0; i < std::min(actors.size(), kSplitActors); ++i) out.push_back(Mix(kActorSpace, actors[i].actor, actors[i].actor == 0 ? actors[i].name : 0, 0));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
}

EventBlocks::EventBlocks(const EventSketches& sketches, std::span<const uint32_t> rows) : sketches_(sketches) {
  std::vector<BlockKey> keys;
  for (const uint32_t row : rows) {
    BlockKeysOf(sketches, row, keys);
    for (const BlockKey& key : keys) entries_.push_back(uint64_t{key.key} << 32 | uint64_t{row} << 1 | (key.open ? 1 : 0));
  }
  std::sort(entries_.begin(), entries_.end());
  // A key of one occurrence alone pairs nothing; most are such.
  size_t kept = 0;
  for (size_t begin = 0, end = 0; begin < entries_.size(); begin = end) {
    for (end = begin + 1; end < entries_.size() && entries_[end] >> 32 == entries_[begin] >> 32;) ++end;
    const size_t open = OpenOf(std::span(entries_).subspan(begin, end - begin));
    if (end - begin < 2 || open == 0) continue;
    blocks_.push_back({static_cast<uint32_t>(kept), static_cast<uint32_t>(end - begin), open > kFull});
    kept = static_cast<size_t>(std::copy(entries_.begin() + static_cast<std::ptrdiff_t>(begin), entries_.begin() + static_cast<std::ptrdiff_t>(end), entries_.begin() + static_cast<std::ptrdiff_t>(kept)) - entries_.begin());
  }
  entries_.resize(kept);
  entries_.shrink_to_fit();
}

size_t EventBlocks::OpenOf(std::span<const uint64_t> members) { return static_cast<size_t>(std::count_if(members.begin(), members.end(), Open)); }

std::vector<uint64_t> EventBlocks::Split(std::span<const uint64_t> members) const {
  std::vector<uint64_t> out;
  std::vector<uint32_t> keys;
  for (const uint64_t member : members) {
    SplitKeysOf(sketches_, Row(member), keys);
    for (const uint32_t key : keys) out.push_back(uint64_t{key} << 32 | (member & 0xffffffffu));
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<uint64_t> EventBlocks::Hubs(std::span<const uint64_t> members) const {
  std::vector<uint64_t> out(members.begin(), members.end());
  const size_t hubs = std::min(kHubs, out.size());
  std::partial_sort(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(hubs), out.end(),
                    [&](uint64_t a, uint64_t b) { return Open(a) != Open(b) ? Open(a) : sketches_.events[Row(a)].id < sketches_.events[Row(b)].id; });
  out.resize(hubs);
  return out;
}

bool SharePlainKey(const EventSketches& sketches, uint32_t a, uint32_t b, const std::unordered_set<uint32_t>& full) {
  std::vector<BlockKey> keys_a, keys_b;
  BlockKeysOf(sketches, a, keys_a);
  BlockKeysOf(sketches, b, keys_b);
  for (size_t i = 0, k = 0; i < keys_a.size() && k < keys_b.size();) {
    if (keys_a[i].key == keys_b[k].key && (keys_a[i].open || keys_b[k].open) && !full.contains(keys_a[i].key)) return true;
    const bool left = keys_a[i].key <= keys_b[k].key, right = keys_b[k].key <= keys_a[i].key;
    i += left;
    k += right;
  }
  return false;
}

}  // namespace dateline
