// Noun phrases of a knowledge table, found by their last word: "suicide vest" at "vests". Words match as written or by their dictionary form; a hyphen between words
// counts as a blank.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/document.h"
#include "text/lexicon.h"

namespace dateline {

/// The plural of a noun or of a phrase that ends with one; lemmatizers do not know every noun.
std::string PluralOf(std::string_view noun);

class HeadPhrases {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;
  struct Hit {
    uint32_t row = kNone;
    uint32_t begin = 0;  ///< first token of the phrase, which ends with the head
    explicit operator bool() const { return row != kNone; }
  };

  /// Adds a phrase; hits report `row`. False when there was the same phrase before, which stays. Load time only.
  bool Add(std::string_view phrase, uint32_t row, Vocabulary& vocabulary);

  /// The longest phrase that ends with `head`, begins at or after `begin`, and whose row `accept` takes.
  template <class Accept>
  Hit Longest(const Document& doc, uint32_t begin, uint32_t head, const Accept& accept) const {
    const WordId word = doc.tokens.word[head], lemma = doc.tokens.lemma[head];
    const Hit out = Try(doc, begin, head, word, accept);
    if (lemma == word) return out;
    const Hit other = Try(doc, begin, head, lemma, accept);
    return other && (!out || other.begin < out.begin) ? other : out;
  }
  Hit Longest(const Document& doc, uint32_t begin, uint32_t head) const {
    return Longest(doc, begin, head, [](uint32_t) { return true; });
  }

  /// The row of the phrase that is this word alone.
  uint32_t Alone(WordId word) const;

 private:
  struct Phrase {
    uint32_t row = 0;
    std::vector<WordId> before;  ///< words before the head, nearest first
  };
  template <class Accept>
  Hit Try(const Document& doc, uint32_t begin, uint32_t head, WordId key, const Accept& accept) const {
    if (!key.valid() || key.value >= by_head_.size()) return {};
    for (const Phrase& phrase : by_head_[key.value]) {
      uint32_t first = 0;
      if (accept(phrase.row) && Fits(doc, begin, head, phrase, first)) return {phrase.row, first};
    }
    return {};
  }
  /// True when the words before the head are the phrase's; `first` becomes the token of its first word.
  static bool Fits(const Document& doc, uint32_t begin, uint32_t head, const Phrase& phrase, uint32_t& first);

  std::vector<std::vector<Phrase>> by_head_;  ///< by word id, longest phrase first
};

}  // namespace dateline
