// Writes the section of SentenceModel: what the trainer learned, or what a test makes up.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "language/sentence_features.h"

namespace dateline {

class SentenceWriter {
 public:
  SentenceWriter(uint32_t slot_bits, uint32_t suffix_bits, uint32_t weight_bits)
      : slot_bits_(slot_bits), suffix_bits_(suffix_bits), weight_bits_(weight_bits), slots_(size_t{1} << slot_bits), suffixes_(size_t{1} << suffix_bits),
          weights_(size_t{2} << weight_bits) {}

  /// What comes first keeps its place; false: there is none left.
  bool AddWord(uint32_t word, WordHabit habit);
  bool AddWeight(uint32_t feature, int8_t weight);
  void SetSuffix(uint32_t suffix, WordHabit habit) { suffixes_[suffix & (suffixes_.size() - 1)] = habit.bits; }
  uint32_t suffix_slot(uint32_t suffix) const { return suffix & static_cast<uint32_t>(suffixes_.size() - 1); }

  std::string slots() const;
  std::string suffixes() const;
  /// A sentence begins where the weights of a gap's features come to more than `threshold`.
  std::string Section(int32_t threshold) const;

 private:
  uint32_t slot_bits_, suffix_bits_, weight_bits_;
  std::vector<uint32_t> slots_;
  std::vector<uint16_t> suffixes_, weights_;
};

}  // namespace dateline
