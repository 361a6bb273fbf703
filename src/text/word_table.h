// A small set of words with a value each, looked up without regard to case: abbreviations, contractions, starters.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/word_levels.h"

namespace dateline {

class WordTable {
 public:
  /// `value` must not be 0. A word given again keeps its first value.
  void Add(std::string_view word, uint32_t value) {
    if (Find(word) != 0) return;
    if ((count_ + 1) * 2 > slots_.size()) Grow();
    ++count_;
    Place({CaselessHash(word), value});
  }
  /// 0: not here. O(1); words are told apart by 64 bits of hash.
  uint32_t Find(std::string_view word) const {
    if (count_ == 0) return 0;
    const uint64_t hash = CaselessHash(word);
    for (size_t at = hash & (slots_.size() - 1); slots_[at].value != 0; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].hash == hash) return slots_[at].value;
    }
    return 0;
  }

 private:
  struct Slot {
    uint64_t hash = 0;
    uint32_t value = 0;
  };
  void Place(Slot slot) {
    size_t at = slot.hash & (slots_.size() - 1);
    while (slots_[at].value != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
  void Grow() {
    std::vector<Slot> old(slots_.empty() ? 16 : slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.value != 0) Place(slot);
    }
  }

  std::vector<Slot> slots_;  ///< a power of two
  size_t count_ = 0;
};

}  // namespace dateline
