// What a single line break means. Text comes hard-wrapped (a break anywhere after some 70 characters), or with a line a paragraph; which of the two is told
// by the lengths and the ends of its lines.
#pragma once

#include <cstdint>
#include <string_view>

namespace dateline {

/// How a text uses single line breaks.
struct LineLayout {
  uint32_t width = 0;    ///< bytes of a full line, where wrapped
  bool wrapped = false;  ///< lines are cut at about `width`
};
LineLayout FindLayout(std::string_view text);

/// True where the single break between two lines stands inside a paragraph. `line` is the line before without its white space at the end, `next` the text from
/// the next line on, without its indent; `indented`: that had one.
bool BreakIsBlank(const LineLayout& layout, std::string_view line, std::string_view next, bool indented);

}  // namespace dateline
