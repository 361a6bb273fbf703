// Noun phrases of a knowledge table, found by their last word: "suicide vest" at "vests". The last word matches as written, in the plural or by its dictionary
// form, the words before it as written; a hyphen between words counts as a blank.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dateline/document.h"
#include "text/lexicon.h"

namespace dateline {

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

  /// The longest phrase that ends with `head` and begins at or after `begin`.
  Hit Longest(const Document& doc, uint32_t begin, uint32_t head) const;

 private:
  struct Phrase {
    uint32_t row = 0;
    std::vector<WordId> before;  ///< words before the head, nearest first
  };
  bool AddForm(WordId head, Phrase phrase);
  Hit Try(const Document& doc, uint32_t begin, uint32_t head, WordId key) const;

  std::vector<std::vector<Phrase>> by_head_;  ///< by word id, longest phrase first
};

}  // namespace dateline
