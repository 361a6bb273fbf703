// How common each known word is, in a table small enough to stay in the cache: what the repairs of broken words weigh against each other.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "text/lexicon.h"

namespace dateline {

/// A hash of the word without regard to the case of ASCII letters.
inline uint64_t CaselessHash(std::string_view word) {
  uint64_t hash = word.size() * 0x9E3779B97F4A7C15u;
  size_t at = 0;
  const auto mix = [&](uint64_t bytes) {
    hash = (hash ^ (bytes | 0x2020202020202020u)) * 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
  };
  for (; at + 8 <= word.size(); at += 8) {
    uint64_t bytes;
    std::memcpy(&bytes, word.data() + at, 8);
    mix(bytes);
  }
  if (at < word.size()) {
    uint64_t bytes = 0;
    for (size_t i = at; i < word.size(); ++i) bytes = (bytes << 8) | static_cast<uint8_t>(word[i]);
    mix(bytes);
  }
  return hash ^ (hash >> 29);
}

/// A level is 0 for an unknown word, 1 for a word without a count (a name of the tables), else 2 + 8 ln(count).
class WordLevels {
 public:
  WordLevels() = default;
  explicit WordLevels(const Vocabulary& vocabulary);

  /// One chance in several millions that an unknown word passes as known.
  uint8_t Level(uint64_t caseless_hash) const {
    const uint32_t tag = Tag(caseless_hash);
    for (uint64_t slot = caseless_hash & mask_; slots_[slot] != 0; slot = (slot + 1) & mask_) {
      if ((slots_[slot] >> 8) == tag) return static_cast<uint8_t>(slots_[slot]);
    }
    return 0;
  }
  uint8_t Level(std::string_view word) const { return Level(CaselessHash(word)); }
  /// ln(count) of a level; level 1 stands for half a sighting.
  static double LogCount(uint8_t level) { return level < 2 ? -0.7 : (level - 2) / 8.0; }
  /// ln of all that was counted.
  double log_total() const { return log_total_; }

 private:
  static uint32_t Tag(uint64_t hash) { return static_cast<uint32_t>(hash >> 40); }

  std::vector<uint32_t> slots_ = {0};  ///< 24 bits of the hash, 8 of the level; 0: free
  uint64_t mask_ = 0;
  double log_total_ = 0;
};

}  // namespace dateline
