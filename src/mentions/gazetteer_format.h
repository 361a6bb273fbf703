// What the compiler of the gazetteer and its reader share.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/hash.h"

namespace dateline {

inline constexpr uint32_t kGazetteerMagic = 0x335a4147;  // "GAZ3"

struct GazetteerHeader {
  uint32_t magic, slots, links, entries, pool, countries, reserved[2];
};

struct GazetteerSlot {
  uint32_t check;  ///< upper half of the hash
  uint32_t value;  ///< 0: free; else 1 + (1 + link) * 2 + longer, where 1 + link is 0 for a mere beginning
};

/// A user's own places, compiled to lie over the shipped gazetteer (gazetteer_own.h): the same arrays, whose numbers go on behind the shipped ones, and one
/// id an entry. A name's links are all of that name, the shipped ones included.
inline constexpr uint32_t kOwnMagic = 0x324e574f;  // "OWN2"

struct OwnHeader {
  uint32_t magic, slots, links, entries, pool;
  uint32_t base_links, base_entries, base_pool;  ///< of the shipped gazetteer it was compiled over
  uint64_t base_hash;                            ///< its section's
  uint64_t rows_hash;                            ///< of the rows it was compiled from
  uint64_t body_hash;                            ///< of all behind the header
};

/// The hash of a name's words so far and one more.
inline uint64_t NextNameHash(uint64_t hash, std::string_view folded_word) {
  uint64_t h = (hash ^ Hash64(folded_word)) * 0x9E3779B97F4A7C15u;
  h ^= h >> 29;
  h *= 0xBF58476D1CE4E5B9u;
  return h ^ h >> 32;
}

}  // namespace dateline
