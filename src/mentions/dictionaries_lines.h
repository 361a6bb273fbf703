// The lexical layer that all dictionaries share: lines without their comments, in valid UTF-8, up to the mark that ends a file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "mentions/dictionaries.h"

namespace dateline {

class DictionaryLines {
 public:
  DictionaryLines(std::string_view text, Dialect dialect) : text_(text), dialect_(dialect) {}

  /// The next line that is not blank, without comment and end. False at the end.
  bool Next(std::string_view& line);
  uint32_t number() const { return number_; }
  /// Whether the last line held bytes that are no UTF-8 (read as Latin-1).
  bool mended() const { return mended_; }

 private:
  /// Where the comment begins; a code in brackets ("[###]") is none.
  size_t Comment(std::string_view line) const;
  std::string_view WithoutMarkup(std::string_view line);

  std::string_view text_;
  Dialect dialect_;
  size_t at_ = 0;
  uint32_t number_ = 0;
  bool in_comment_ = false, in_list_ = false, mended_ = false;
  std::string line_;
};

/// "DEIR_EZ_ZOR_" -> words by single blanks, in capitals as they are; underscores and (TABARI) hyphens are blanks.
std::string DictionaryPhrase(std::string_view text, Dialect dialect);
/// "hamid karzai" -> "Hamid Karzai"; little words stay small within. `all`: every word, else the first alone.
std::string InNameCase(std::string_view phrase, bool all);

}  // namespace dateline
