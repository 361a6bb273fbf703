// Paragraphs of plain text. Blank lines separate them where there are any; else the width of the lines tells wrapped text from one paragraph a line.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dateline/span.h"

namespace dateline {

/// A paragraph and the shape by which its role is told. Counts are of words (runs without white space).
struct Paragraph {
  Span bytes;             ///< without white space around it; may hold line breaks
  uint32_t block = 0;     ///< paragraphs of one block have no blank line between them
  uint32_t words = 0;
  uint32_t capitalized = 0;  ///< words that begin with a capital or a digit
  uint32_t upper = 0;        ///< words of two letters or more, all capital
  uint32_t long_lower = 0;   ///< words of five letters or more that begin small: none in a title-case headline
  bool terminal = false;     ///< ends like a sentence: . ! ? ... before closing quotes and brackets
  bool full_stop = false;    ///< that end is a full stop or dots
  bool colon = false;        ///< ends in a colon

  bool title_case() const { return words > 0 && long_lower == 0 && capitalized * 2 >= words; }
};

/// Cuts valid UTF-8 into paragraphs. O(size).
std::vector<Paragraph> SplitParagraphs(std::string_view text);

}  // namespace dateline
