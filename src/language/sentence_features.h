// What the sentence model looks at: each gap between two tokens of a paragraph as a list of hashed features, from the three tokens on either side, the
// rules' own choice, and what the sentence holds so far. The trainer and the model read gaps through this one class, so that they cannot disagree.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "dateline/document.h"

namespace dateline {

/// What the lexicon of the sentence model says about a word: two word classes and how it is written inside sentences.
struct WordHabit {
  uint16_t bits = 0;  ///< first class (5 bits: 1 + Upos) | second class (5) | case (2: 0 unknown, 1 small, 2 mixed, 3 capital)
  uint32_t first() const { return bits & 31u; }
  uint32_t letters() const { return (bits >> 10) & 3u; }
};

/// Lower-case hash of a word, digits as one; and of its last three bytes.
uint32_t SentenceWordHash(std::string_view word);
uint32_t SentenceSuffixHash(std::string_view word);

/// The words that the model knows, as a table of 2^bits slots: high half a check of the hash, low half WordHabit::bits; 0 is empty. A suffix stands for
/// words that are not in it.
class HabitTable {
 public:
  static constexpr uint32_t kProbes = 8;

  HabitTable() = default;
  /// `slots`: 4 << slot_bits bytes; `suffixes`: 2 << suffix_bits bytes. Both are viewed, not copied.
  HabitTable(std::string_view slots, uint32_t slot_bits, std::string_view suffixes, uint32_t suffix_bits)
      : slots_(slots), suffixes_(suffixes), slot_mask_((1u << slot_bits) - 1), suffix_mask_((1u << suffix_bits) - 1) {}

  WordHabit Find(uint32_t word, uint32_t suffix) const;

 private:
  std::string_view slots_, suffixes_;
  uint32_t slot_mask_ = 0, suffix_mask_ = 0;
};

/// The weights of features: 2^bits buckets of two entries, each u16 = 8 bits of the feature's hash, then the weight as a signed byte. A feature that was not
/// learned meets another's check once in 128 times, so that it weighs nothing almost always.
class WeightTable {
 public:
  WeightTable() = default;
  /// `entries`: 4 << bits bytes, viewed.
  WeightTable(std::string_view entries, uint32_t bits) : entries_(entries), bits_(bits) {}

  static uint32_t Bucket(uint32_t feature, uint32_t bits) { return feature >> (32 - bits); }
  static uint32_t Check(uint32_t feature, uint32_t bits) { return (feature >> (24 - bits)) & 0xFF; }

  int32_t Find(uint32_t feature) const {
    uint32_t pair;
    std::memcpy(&pair, entries_.data() + 4 * size_t{Bucket(feature, bits_)}, 4);
    const uint32_t check = Check(feature, bits_);
    const int32_t first = (pair >> 8 & 0xFF) == check ? static_cast<int8_t>(pair & 0xFF) : 0;
    return pair >> 24 == check ? first + static_cast<int8_t>(pair >> 16 & 0xFF) : first;
  }

 private:
  std::string_view entries_;
  uint32_t bits_ = 0;
};

/// Reads the gaps of one paragraph from left to right. Keeps a window of tokens and allocates nothing.
class GapReader {
 public:
  static constexpr uint32_t kFeatures = 60;
  using Features = std::array<uint32_t, kFeatures>;  ///< 32-bit hashes

  GapReader(const Document& doc, const HabitTable& habits, TokenRange paragraph, bool sloppy);

  /// The features of the gap before token `at()`; the first gap is the one behind the first token.
  void Read(Features& out) const;
  /// Goes to the next gap; `begins`: a sentence begins at the one left.
  void Next(bool begins);
  uint32_t at() const { return at_; }
  bool done() const { return at_ >= paragraph_.end; }
  /// A gap between words in small letters, of a writer who keeps to capitals, where the rules do nothing: no sentence begins there.
  bool plain() const;
  uint32_t length() const { return at_ - sentence_; }  ///< tokens of the sentence so far

 private:
  struct Token {
    uint32_t word = 0, suffix = 0, kind = 0, look = 0, small = 0, habit = 0;
    bool rule = false, apart = false, verb = false;
  };
  static constexpr uint32_t kWindow = 16, kBefore = 3, kAfter = 4;

  const Token& Side(int offset) const { return window_[(at_ + kWindow + static_cast<uint32_t>(offset)) % kWindow]; }
  void Load(uint32_t t);

  const Document& doc_;
  const HabitTable& habits_;
  TokenRange paragraph_;
  std::array<Token, kWindow> window_;
  uint32_t at_ = 0, sentence_ = 0, loaded_ = 0;
  uint32_t next_rule_ = 0;   ///< the next token at or behind at() where the rules begin a sentence; the paragraph's end
  uint32_t quotes_ = 0;      ///< straight quotation marks loaded so far
  int brackets_ = 0, open_quotes_ = 0;
  bool sloppy_ = false, capitals_ = false;
  uint32_t verbs_ = 0, opening_ = 0, opening_kind_ = 0;
};

}  // namespace dateline
