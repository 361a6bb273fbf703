#include "findings/copy_index.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dateline {
namespace {

// A print is 15 bits of a shingle's hash, above its flag. A text at level L keeps the prints below 2^(16-L), one of 2^L shingles, so that texts of different
// length are compared by what both keep: a prefix of their prints.
constexpr uint32_t kPrintBits = 15;
constexpr size_t kBlock = size_t{1} << 19;  // of prints: more than one text can have
constexpr size_t kMostNames = 10000;

int LevelOf(uint32_t shingles) { return shingles <= 256 ? 0 : shingles <= 1024 ? 1 : shingles <= 4096 ? 2 : 3; }
/// The level of the shingles that a text is found by: its keys. A report of 300 words has about 40.
int KeyLevelOf(uint32_t shingles) { return shingles <= 48 ? 1 : shingles <= 256 ? 2 : shingles <= 1024 ? 3 : 4; }

uint16_t PrintOf(uint64_t shingle) { return static_cast<uint16_t>((shingle >> 49 << 1) | (shingle & 1)); }
uint32_t KeyOf(uint64_t shingle) { return static_cast<uint32_t>(shingle >> 8); }
bool IsKept(uint16_t print, int level) { return print < uint32_t{1} << (kPrintBits + 1 - static_cast<uint32_t>(level)); }

/// Of two sorted lists of prints, those in both: in all, and flagged in the first, in the second.
struct Shared {
  uint32_t all = 0, first = 0, second = 0;
};
Shared Intersect(std::span<const uint16_t> a, std::span<const uint16_t> b) {
  Shared out;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const int x = a[i] >> 1, y = b[j] >> 1;
    if (x == y) {
      ++out.all;
      out.first += a[i] & 1u;
      out.second += b[j] & 1u;
    }
    i += x <= y ? 1 : 0;
    j += y <= x ? 1 : 0;
  }
  return out;
}

uint32_t Flagged(std::span<const uint16_t> prints) {
  return static_cast<uint32_t>(std::count_if(prints.begin(), prints.end(), [](uint16_t print) { return (print & 1) != 0; }));
}

/// A share as counted, less what chance gives where the other text has so many shingles.
float Share(uint32_t shared, uint32_t of, uint32_t shingles_of_other) {
  if (of == 0) return 0;
  const float chance = std::min(0.5f, static_cast<float>(shingles_of_other) / static_cast<float>(1u << kPrintBits));
  return std::max(0.0f, (static_cast<float>(shared) / static_cast<float>(of) - chance) / (1 - chance));
}

/// A short text must be found again to a larger part than a long one: stock phrases are much of it.
float ShareOfACopy(uint32_t shingles) { return std::min(0.9f, 0.42f + 5.5f / static_cast<float>(std::max(1u, shingles))); }

/// The fewest keys that a copy of which the shorter text has so many shingles has in common with the other, when one shingle in 2^level is a key: two and a half
/// standard deviations below what is to be expected.
float FewestHits(uint32_t shingles, int level) {
  const float sampled = 1.0f / static_cast<float>(1 << level);
  const float expected = ShareOfACopy(shingles) * static_cast<float>(shingles) * sampled;
  return expected - 2.5f * std::sqrt(expected * (1 - sampled));
}

}  // namespace

bool Likeness::IsCopy() const {
  constexpr uint32_t kFewest = 5;       // below, a text is a phrase that anybody may write
  constexpr float kHead = 0.55f;        // so much less of what it tells first than of all: a follow-up with old background, or a notice that stands under many stories
  constexpr uint32_t kShort = 40;
  constexpr float kNames = 0.5f, kNamesOfShort = 0.7f;  // fewer: the same sentences about another place
  if (shingles < kFewest || share < ShareOfACopy(shingles) || head < kHead * share) return false;
  return name_count == 0 || names >= (shingles < kShort ? kNamesOfShort : kNames);
}

std::span<const uint16_t> CopyIndex::Prints(const Row& row, int level) const {
  const std::span<const uint16_t> all = Stored(row).first(row.prints);
  if (level <= LevelOf(row.shingles)) return all;
  return all.first(static_cast<size_t>(std::partition_point(all.begin(), all.end(), [&](uint16_t print) { return IsKept(print, level); }) - all.begin()));
}

Likeness CopyIndex::Compare(uint32_t a, uint32_t b) const {
  if (rows_[b].shingles < rows_[a].shingles) std::swap(a, b);
  const Row& shorter = rows_[a];
  const Row& longer = rows_[b];
  const int level = std::max(LevelOf(shorter.shingles), LevelOf(longer.shingles));
  const std::span<const uint16_t> mine = Prints(shorter, level), theirs = Prints(longer, level);
  const Shared shared = Intersect(mine, theirs);
  Likeness out;
  out.shingles = static_cast<uint32_t>(mine.size());
  out.share = Share(shared.all, out.shingles, longer.shingles);
  out.head = Share(shared.first, Flagged(mine), longer.shingles);
  if (shorter.shingles == longer.shingles) out.head = std::max(out.head, Share(shared.second, Flagged(theirs), shorter.shingles));
  const std::span<const uint16_t> names = Names(shorter);
  out.name_count = longer.names == 0 ? 0 : Flagged(names);
  out.names = out.name_count == 0 ? 0 : static_cast<float>(Intersect(names, Names(longer)).first) / static_cast<float>(out.name_count);
  return out;
}

void CopyIndex::Cover(uint32_t row, uint32_t other, std::vector<bool>& covered) const {
  const std::span<const uint16_t> mine = Prints(rows_[row], 0), theirs = Prints(rows_[other], 0);
  covered.resize(mine.size());
  for (size_t i = 0, j = 0; i < mine.size() && j < theirs.size();) {
    const int x = mine[i] >> 1, y = theirs[j] >> 1;
    if (x == y) covered[i] = true;
    i += x <= y ? 1 : 0;
    j += y <= x ? 1 : 0;
  }
}

bool CopyIndex::SameText(uint32_t a, uint32_t b) const {
  const Row& x = rows_[a];
  const Row& y = rows_[b];
  if (x.shingles != y.shingles || x.prints != y.prints || x.names != y.names) return false;
  return std::equal(Stored(x).begin(), Stored(x).end(), Stored(y).begin());
}

void CopyIndex::FindLinks(uint32_t row) {
  touched_.clear();
  for (const uint32_t key : keys_) postings_.Prefetch(key);
  for (const uint32_t key : keys_) {
    for (const uint32_t other : postings_.Find(key)) {
      if (hits_[other]++ == 0) touched_.push_back(other);
    }
  }
  candidates_.clear();
  for (const uint32_t other : touched_) {
    const uint32_t hits = std::exchange(hits_[other], uint16_t{0});
    const uint32_t shorter = std::min(rows_[row].shingles, rows_[other].shingles);
    const int level = std::max(KeyLevelOf(rows_[row].shingles), KeyLevelOf(rows_[other].shingles));
    if (static_cast<float>(hits) < FewestHits(shorter, level)) continue;
    candidates_.emplace_back(hits, other);
  }
  if (candidates_.size() > kMostCompared) {
    const auto end = candidates_.begin() + kMostCompared;
    std::nth_element(candidates_.begin(), end, candidates_.end(), [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
    candidates_.resize(kMostCompared);
  }
  for (const auto& [hits, other] : candidates_) {
    const Likeness likeness = Compare(row, other);
    if (likeness.IsCopy()) links_.push_back({other, row, likeness.share});
  }
  const auto begin = links_.begin() + static_cast<std::ptrdiff_t>(last_links_);
  std::sort(begin, links_.end(), [](const CopyLink& a, const CopyLink& b) { return a.share != b.share ? a.share > b.share : a.first < b.first; });
  if (links_.size() > last_links_ + kMostLinks) links_.resize(last_links_ + kMostLinks);
}

void CopyIndex::Store(const Sketch& sketch) {
  Row row;
  row.shingles = static_cast<uint32_t>(sketch.shingles.size());
  const int level = LevelOf(row.shingles), key_level = KeyLevelOf(row.shingles);
  keys_.clear();
  packed_.clear();
  for (const uint64_t shingle : sketch.shingles) {  // ascending, and so are the prints
    const uint16_t print = PrintOf(shingle);
    if (!IsKept(print, level)) break;
    if (!packed_.empty() && packed_.back() >> 1 == print >> 1) packed_.back() = static_cast<uint16_t>(packed_.back() | (print & 1));
    else packed_.push_back(print);
    if (IsKept(print, key_level)) keys_.push_back(KeyOf(shingle));
  }
  row.prints = static_cast<uint16_t>(packed_.size());
  row.names = static_cast<uint16_t>(std::min(sketch.names.size(), kMostNames));
  packed_.insert(packed_.end(), sketch.names.begin(), sketch.names.begin() + row.names);
  if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < packed_.size()) {
    blocks_.emplace_back();
    blocks_.back().reserve(kBlock);
  }
  row.block = static_cast<uint32_t>(blocks_.size() - 1);
  row.begin = static_cast<uint32_t>(blocks_.back().size());
  blocks_.back().insert(blocks_.back().end(), packed_.begin(), packed_.end());
  rows_.push_back(row);
  hits_.push_back(0);
}

uint32_t CopyIndex::Add(const Sketch& sketch) {
  const auto number = static_cast<uint32_t>(rows_.size());
  Store(sketch);
  last_links_ = links_.size();
  FindLinks(number);
  // The same text a second time is found through the first: it need not be found itself.
  const auto same = std::find_if(links_.begin() + static_cast<std::ptrdiff_t>(last_links_), links_.end(), [&](const CopyLink& link) { return SameText(link.first, number); });
  if (same != links_.end()) {
    links_[last_links_] = *same;
    links_.resize(last_links_ + 1);
    return number;
  }
  for (const uint32_t key : keys_) postings_.Put(key, number);
  return number;
}

size_t CopyIndex::Bytes() const {
  return rows_.capacity() * sizeof(Row) + blocks_.size() * kBlock * sizeof(uint16_t) + links_.capacity() * sizeof(CopyLink) + hits_.capacity() * sizeof(uint16_t) +
         postings_.Bytes();
}

}  // namespace dateline
