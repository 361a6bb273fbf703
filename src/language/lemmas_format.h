// The lemma section: what the trainer writes and LemmaModel reads in place. Little-endian; arrays follow the header in the order below, each 8-byte aligned.
//
//   header   "DLLEM1\n\0" | u32 classes | u32 edits | u32 pool bytes | u32 rule slots | u32 word slots | u32 filter words | zeros up to 64 bytes
//   classes  u8 class of each pair of tags (kUposCount x kXposCount)
//   infos    LemmaClassInfo a class
//   edits    LemmaEdit, number 0 leaves the word as it is
//   rules    LemmaRule, open addressing: endings of words, by class
//   words    LemmaWord, open addressing: whole words that the rules get wrong, by class
//   filter   u64 words of a Bloom filter of known base forms
//   pool     the strings that edits add
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/syntax.h"

namespace dateline {

inline constexpr std::string_view kLemmaMagic{"DLLEM1\n\0", 8};
inline constexpr size_t kLemmaHeader = 64;
inline constexpr size_t kLemmaPairs = kUposCount * kXposCount;
inline constexpr size_t kLemmaMaxForm = 64;    ///< longer words (addresses, garbage) are their own lemma
inline constexpr size_t kLemmaMaxEnding = 8;   ///< bytes of the longest ending a rule names
inline constexpr size_t kLemmaMaxAdded = 32;   ///< bytes an edit may add
inline constexpr uint16_t kLemmaNoEdit = 0xFFFF;
inline constexpr uint32_t kLemmaNoWordEdit = 0x3FFF;

/// How a word is written. "Weak" capitals say little: at the start of a sentence, or in a headline or a shouted line.
enum class LemmaShape : uint8_t { kLower, kTitle, kTitleWeak, kCaps, kCapsWeak, kMixed };
inline constexpr size_t kLemmaShapes = 6;

/// What the filter knows of a word in capitals.
enum class LemmaKnown : uint8_t { kUnknown, kCommon, kProper };
inline constexpr size_t kLemmaKnowns = 3;
inline constexpr size_t kLemmaLengths = 3;  ///< up to 3 bytes, 4, more
inline constexpr size_t kLemmaContexts = kLemmaShapes * kLemmaKnowns * kLemmaLengths;
inline constexpr size_t LemmaContext(LemmaShape shape, LemmaKnown known, size_t bytes) {
  const size_t length = bytes <= 3 ? 0 : bytes == 4 ? 1 : 2;
  return (static_cast<size_t>(shape) * kLemmaKnowns + static_cast<size_t>(known)) * kLemmaLengths + length;
}

/// How the lemma is written, given the word. kDefault: as the class does in such a context.
enum class LemmaCase : uint8_t { kDefault, kLower, kKeep, kTitle, kUpper };
inline constexpr size_t kLemmaCases = 5;

/// Kinds of words in the filter; a class checks the lemmas it makes against one of the first three.
enum class LemmaFamily : uint8_t { kNone, kVerb, kNoun, kAdjective, kCommon, kProper };
inline constexpr size_t kLemmaFamilies = 6;

struct LemmaClassInfo {
  uint8_t root = 0;         ///< names the rules it uses; 0: none, words are their own lemma but for the exceptions
  uint8_t family = 0;       ///< LemmaFamily its lemmas are checked against
  uint8_t lower_cased = 0;  ///< 1: even words in lower case may be given capitals ("i", "easter")
  uint8_t drops_commas = 0; ///< 1: numbers lose the commas between their digits ("10,000" -> "10000")
  std::array<uint8_t, kLemmaContexts> cases{};  ///< LemmaCase by shape, knowledge, length; never kDefault
  std::array<uint8_t, 2> pad{};
};
static_assert(sizeof(LemmaClassInfo) == 60);

/// Takes `strip` bytes from the end, then one more if `undouble` (which fits only where the last two are the same consonant), then adds a string.
struct LemmaEdit {
  uint32_t added_at = 0;  ///< into the pool
  uint8_t strip = 0, undouble = 0, added = 0, reserved = 0;
};
static_assert(sizeof(LemmaEdit) == 8);

/// Edits for words that end so, the likeliest first; key 0: an empty slot. A rule whose first edit is kLemmaNoEdit only leads to longer endings.
struct LemmaRule {
  uint32_t key = 0;
  std::array<uint16_t, 4> edits{kLemmaNoEdit, kLemmaNoEdit, kLemmaNoEdit, kLemmaNoEdit};
};
static_assert(sizeof(LemmaRule) == 12);

/// An exception: its edit (kLemmaNoWordEdit: as the rules say) in 14 bits and its LemmaCase by shape, 3 bits each.
struct LemmaWord {
  uint32_t key = 0;  ///< 0: an empty slot
  uint32_t packed = kLemmaNoWordEdit;

  uint32_t edit() const { return packed & kLemmaNoWordEdit; }
  void SetEdit(uint32_t edit) { packed = (packed & ~kLemmaNoWordEdit) | edit; }
  LemmaCase CaseOf(LemmaShape shape) const { return static_cast<LemmaCase>(packed >> ShiftOf(shape) & 7); }
  void SetCase(LemmaShape shape, LemmaCase value) { packed = (packed & ~(7u << ShiftOf(shape))) | static_cast<uint32_t>(value) << ShiftOf(shape); }

 private:
  static uint32_t ShiftOf(LemmaShape shape) { return 14 + 3 * static_cast<uint32_t>(shape); }
};
static_assert(sizeof(LemmaWord) == 8);

/// The tables of a section, as a trainer or a test puts them together.
struct LemmaTables {
  std::array<uint8_t, kLemmaPairs> classes{};
  std::vector<LemmaClassInfo> infos;
  std::vector<LemmaEdit> edits{LemmaEdit{}};
  std::string pool;
  std::vector<std::pair<uint64_t, LemmaRule>> rules;  ///< by LemmaEndingHash of root and ending; keys are set on writing
  std::vector<std::pair<uint64_t, LemmaWord>> words;  ///< by LemmaHash of class and word
  std::vector<uint64_t> known;                        ///< LemmaHash of family and word

  /// The number of an edit, added where it is new.
  uint16_t Edit(size_t strip, bool undouble, std::string_view added);
};

std::string WriteLemmaSection(const LemmaTables& tables);

/// Where the hash of one kind (below), for one class, root or family, starts.
inline constexpr uint64_t LemmaHashStart(uint32_t kind, uint32_t which) { return (uint64_t{kind} << 32 | which) * 0x9E3779B97F4A7C15u + 0x632BE59BD9B4E019u; }
inline constexpr uint64_t LemmaHashStep(uint64_t hash, uint64_t value) {
  hash = (hash ^ value) * 0xD6E8FEB86659FD93u;
  return hash ^ hash >> 32;
}

/// The `size` (1 to 8) bytes at `bytes` as a number, the first lowest; never reads beyond them.
inline uint64_t LemmaChunk(const char* bytes, size_t size) {
  if (size == 8) {
    uint64_t all;
    std::memcpy(&all, bytes, 8);
    return all;
  }
  if (size >= 4) {
    uint32_t first, last;
    std::memcpy(&first, bytes, 4);
    std::memcpy(&last, bytes + size - 4, 4);
    return first | uint64_t{last} << 8 * (size - 4);
  }
  const auto at = [&](size_t i) { return static_cast<uint64_t>(static_cast<uint8_t>(bytes[i])) << 8 * i; };
  return at(0) | at(size / 2) | at(size - 1);
}

/// Whole words, eight bytes a step. Endings are hashed from the last byte back, a step a byte, so that one pass meets every ending.
inline uint64_t LemmaHash(uint64_t start, std::string_view word) {
  uint64_t hash = start + word.size();
  for (size_t at = 0; at < word.size(); at += 8) hash = LemmaHashStep(hash, LemmaChunk(word.data() + at, word.size() - at < 8 ? word.size() - at : 8));
  return LemmaHashStep(hash, hash >> 29);
}
inline uint64_t LemmaEndingHash(uint64_t start, std::string_view ending) {
  for (size_t at = ending.size(); at > 0; --at) start = LemmaHashStep(start, static_cast<uint8_t>(ending[at - 1]));
  return start;
}
inline constexpr uint32_t kLemmaRules = 1, kLemmaWords = 2, kLemmaFilter = 3;  // kinds of hashes

inline constexpr uint32_t LemmaKey(uint64_t hash) { return static_cast<uint32_t>(hash >> 32) | 1; }
inline constexpr size_t LemmaSlot(uint64_t hash, size_t slots) { return static_cast<size_t>(hash) & (slots - 1); }

/// The three bits of the filter of 64 * `words` bits that stand for a hash.
inline constexpr std::array<size_t, 3> LemmaFilterBits(uint64_t hash, size_t words) {
  const size_t mask = words * 64 - 1;
  return {static_cast<size_t>(hash) & mask, static_cast<size_t>(hash >> 21) & mask, static_cast<size_t>(hash >> 42) & mask};
}

}  // namespace dateline
