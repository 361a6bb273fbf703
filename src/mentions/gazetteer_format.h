// What the compiler of the gazetteer and its reader share.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/hash.h"

namespace dateline {

inline constexpr uint32_t kGazetteerMagic = 0x325a4147;  // "GAZ2"

struct GazetteerHeader {
  uint32_t magic, slots, links, entries, pool, countries, reserved[2];
};

/// The hash of a name's words so far and one more.
inline uint64_t NextNameHash(uint64_t hash, std::string_view folded_word) {
  uint64_t h = (hash ^ Hash64(folded_word)) * 0x9E3779B97F4A7C15u;
  h ^= h >> 29;
  h *= 0xBF58476D1CE4E5B9u;
  return h ^ h >> 32;
}

}  // namespace dateline
