// Which pairs are worth comparing: occurrences that share a key of kind, type family, days and place, or of a person. Cost grows with the number of occurrences, not with
// its square: a block that holds too many is split by further keys, and what is still too full compares with a few of its members only (docs/fusion.md).
#pragma once

#include <cstdint>
#include <span>
#include <unordered_set>
#include <vector>

#include "findings/event_sketch.h"

namespace dateline {

/// A key of an occurrence. Two that share a key are compared if one of them is `open` there: an attack "in the country" is compared with all attacks of the country, two
/// attacks in towns meet in their towns only.
struct BlockKey {
  uint32_t key = 0;
  bool open = true;
};

/// The keys of an occurrence, each once. A few hundred nanoseconds.
void BlockKeysOf(const EventSketches& sketches, uint32_t row, std::vector<BlockKey>& out);
/// What splits a block that is too full: names, figures, towns, words.
void SplitKeysOf(const EventSketches& sketches, uint32_t row, std::vector<uint32_t>& out);

/// The blocks of a set of occurrences.
class EventBlocks {
 public:
  static constexpr size_t kFull = 120;  ///< open members beyond which a block is split
  static constexpr size_t kHubs = 16;   ///< members that all others are compared with where splitting did not help

  /// Sorts the keys of `rows` (rows of sketches.events) into blocks. O(rows log rows); 8 bytes a key are kept.
  EventBlocks(const EventSketches& sketches, std::span<const uint32_t> rows);

  /// Blocks of two members or more.
  size_t size() const { return blocks_.size(); }
  uint32_t Key(size_t block) const { return static_cast<uint32_t>(entries_[blocks_[block].begin] >> 32); }
  /// Too many members for comparing each with each.
  bool Full(size_t block) const { return blocks_[block].full; }
  template <class Take>
  void Members(size_t block, Take take) const {
    for (const uint64_t entry : Entries(block)) take(Row(entry));
  }
  /// Calls take(a, b), a < b, for each pair of a block; a pair can come again in another block. `fresh`: of a block that is not full only pairs with a row so marked.
  template <class Take>
  void Pairs(size_t block, const std::vector<uint8_t>* fresh, Take take) const {
    if (Full(block)) SplitPairs(Entries(block), take);
    else AllPairs(Entries(block), fresh, take);
  }

 private:
  struct Block {
    uint32_t begin = 0, size = 0;
    bool full = false;
  };
  std::span<const uint64_t> Entries(size_t block) const { return std::span(entries_).subspan(blocks_[block].begin, blocks_[block].size); }
  static uint32_t Row(uint64_t entry) { return static_cast<uint32_t>(entry) >> 1; }
  static bool Open(uint64_t entry) { return (entry & 1) != 0; }
  static size_t OpenOf(std::span<const uint64_t> members);

  template <class Take>
  static void AllPairs(std::span<const uint64_t> members, const std::vector<uint8_t>* fresh, Take take) {
    for (size_t i = 0; i < members.size(); ++i) {
      for (size_t k = i + 1; k < members.size(); ++k) {
        if (!Open(members[i]) && !Open(members[k])) continue;
        const uint32_t a = Row(members[i]), b = Row(members[k]);
        if (fresh == nullptr || (*fresh)[a] != 0 || (*fresh)[b] != 0) take(a, b);
      }
    }
  }

  template <class Take>
  void SplitPairs(std::span<const uint64_t> members, Take take) const {
    const std::vector<uint64_t> split = Split(members);
    for (size_t begin = 0, end = 0; begin < split.size(); begin = end) {
      for (end = begin + 1; end < split.size() && split[end] >> 32 == split[begin] >> 32;) ++end;
      const std::span<const uint64_t> part = std::span(split).subspan(begin, end - begin);
      if (OpenOf(part) <= kFull) AllPairs(part, nullptr, take);
      else HubPairs(part, take);
    }
  }

  template <class Take>
  void HubPairs(std::span<const uint64_t> members, Take take) const {
    for (const uint64_t hub : Hubs(members)) {
      for (const uint64_t member : members) {
        if (Row(hub) != Row(member) && (Open(hub) || Open(member))) take(std::min(Row(hub), Row(member)), std::max(Row(hub), Row(member)));
      }
    }
  }

  std::vector<uint64_t> Split(std::span<const uint64_t> members) const;
  std::vector<uint64_t> Hubs(std::span<const uint64_t> members) const;

  const EventSketches& sketches_;
  std::vector<uint64_t> entries_;  ///< key << 32 | row << 1 | open, sorted
  std::vector<Block> blocks_;
};

/// Two rows share a key, not among `full`, that pairs them.
bool SharePlainKey(const EventSketches& sketches, uint32_t a, uint32_t b, const std::unordered_set<uint32_t>& full);

}  // namespace dateline
