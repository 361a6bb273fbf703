// Pieces: tokens cut where figures are written together with other things ("$3bn", "26-year-old", "20-30", "1990s"), so that the finders of numbers and
// times see the same however a tokenizer splits; and an index of table phrases over pieces, by first word.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "dateline/document.h"
#include "text/lexicon.h"

namespace dateline {

struct Piece {
  enum class Kind : uint8_t { kWord, kNumber, kSign };
  static constexpr uint32_t kUnknown = UINT32_MAX;      ///< key of a word that nothing knows
  static constexpr uint32_t kNumberKey = UINT32_MAX - 1;
  static constexpr uint32_t kSignBase = 0x80000000u;    ///< key of a sign: kSignBase + code point; all dashes are '-'

  Kind kind = Kind::kWord;
  bool space_before = true;   ///< false: written together with the piece before
  bool capitalized = false;
  bool grouped = false;       ///< number with thousands marks
  bool decimal = false;       ///< number with a decimal point
  bool strange = false;       ///< number that is none ("1.2.3", "007")
  uint8_t digits = 0;         ///< of the whole part
  uint32_t token = 0;
  uint32_t key = kUnknown;    ///< WordId value, kNumberKey or sign key
  Span span;
  double value = 0;

  bool IsSign(char c) const { return key == kSignBase + static_cast<uint8_t>(c); }
  bool IsNumber() const { return kind == Kind::kNumber; }
  bool IsWord() const { return kind == Kind::kWord; }
};

/// Replaces `out` by the pieces of the tokens. Linear; allocates only where `out` must grow.
void CutPieces(const Document& doc, TokenRange tokens, const Vocabulary& vocabulary, std::vector<Piece>& out);

/// Phrases of a knowledge table. A phrase is words in lower case separated by blanks; a sign ("-", "$") stands as an element of its own.
class PhraseIndex {
 public:
  struct Hit {
    static constexpr uint32_t kNone = UINT32_MAX;
    uint32_t row = kNone;
    uint32_t size = 0;  ///< pieces
    explicit operator bool() const { return row != kNone; }
  };

  /// Adds a phrase of `kind` (0-31); hits report `row`. Load time only.
  void Add(std::string_view phrase, uint32_t kind, uint32_t row, Vocabulary& vocabulary);
  /// Sorts; to be called once after the last Add.
  void Finish();

  /// The longest phrase of one of the kinds (bits) that begins at `at`.
  Hit Longest(std::span<const Piece> pieces, size_t at, uint32_t kinds) const;
  /// Kinds (bits) of the phrases that begin with this key; 0: none.
  uint32_t KindsAt(uint32_t key) const {
    if (key < heads_.size()) return heads_[key].kinds;
    return key >= Piece::kSignBase ? SignHead(key).kinds : 0;
  }

 private:
  struct Head {
    uint32_t kinds = 0, first = 0, count = 0;
  };
  struct Entry {
    std::vector<uint32_t> keys;
    uint32_t kind = 0, row = 0;
  };
  const Head& SignHead(uint32_t key) const;
  Head& HeadOf(uint32_t key);

  std::vector<Entry> entries_;  ///< by first key, longest first
  std::vector<Head> heads_;     ///< by word
  std::vector<std::pair<uint32_t, Head>> signs_;
};

}  // namespace dateline
