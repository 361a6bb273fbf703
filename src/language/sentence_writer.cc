#include "language/sentence_writer.h"

#include "language/sentences.h"

namespace dateline {
namespace {

template <class T>
std::string BytesOf(const std::vector<T>& values) {
  return std::string(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

}  // namespace

bool SentenceWriter::AddWord(uint32_t word, WordHabit habit) {
  const uint32_t entry = (word >> 16) << 16 | habit.bits;
  if (entry == 0) return false;
  for (uint32_t probe = 0; probe < HabitTable::kProbes; ++probe) {
    uint32_t& slot = slots_[(word + probe) & (slots_.size() - 1)];
    if (slot >> 16 == word >> 16 && slot != 0) return false;
    if (slot == 0) return slot = entry, true;
  }
  return false;
}

bool SentenceWriter::AddWeight(uint32_t feature, int8_t weight) {
  const uint32_t check = WeightTable::Check(feature, weight_bits_);
  const uint16_t entry = static_cast<uint16_t>(check << 8 | static_cast<uint8_t>(weight));
  uint16_t* pair = &weights_[2 * size_t{WeightTable::Bucket(feature, weight_bits_)}];
  if (pair[0] == 0) return pair[0] = entry, true;
  if (pair[1] != 0 || pair[0] >> 8 == check) return false;
  return pair[1] = entry, true;
}

std::string SentenceWriter::slots() const { return BytesOf(slots_); }
std::string SentenceWriter::suffixes() const { return BytesOf(suffixes_); }

std::string SentenceWriter::Section(int32_t threshold) const {
  std::string out(kSentenceMagic);
  for (const uint32_t value : {slot_bits_, suffix_bits_, weight_bits_, static_cast<uint32_t>(threshold)}) out.append(reinterpret_cast<const char*>(&value), 4);
  out.resize(kSentenceHeader);
  return out + slots() + suffixes() + BytesOf(weights_);
}

}  // namespace dateline
