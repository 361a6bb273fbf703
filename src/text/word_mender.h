// The second pass of cleaning, word by word: blanks that fell into words ("con f lict", "fend ing") and hyphens of line ends ("Euphra- tes",
// "government- secured"). Each case is decided by weighing how common the pieces and the joined word are (a noisy channel: how likely is the text if a blank
// slipped in, how likely if it was written so), never by lists of words of one text.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/container.h"
#include "dateline/document.h"
#include "text/edits.h"
#include "text/word_levels.h"

namespace dateline {

class WordMender {
 public:
  /// Reads fragments.tsv. Words that tables add to `vocabulary` before count as known.
  static Result<WordMender> Load(const Container& knowledge, const Vocabulary& vocabulary);

  /// Appends the edits for `text`, the result of MendCharacters. `damaged`: breaks were found before; set when this text shows that its words are broken, and
  /// from then on doubtful breaks are mended too. O(text).
  void Mend(std::string_view text, bool& damaged, EditList& edits, CleaningCounts& counts) const;

 private:
  class Pass;
  enum class Fragment : uint8_t { kNone, kLigature, kEnding, kLinking, kPrefix };
  struct Entry {
    uint64_t hash;
    Fragment kind;
  };
  Fragment FragmentOf(std::string_view word) const;

  WordLevels levels_;
  std::vector<Entry> fragments_;  ///< sorted by hash
};

}  // namespace dateline
