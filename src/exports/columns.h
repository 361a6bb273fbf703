// Text in columns of a terminal: how wide it shows, cutting, padding, wrapping.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// Columns one code point takes: 0 for combining marks and controls, 2 for East Asian wide characters and emoji, else 1.
size_t DisplayWidth(char32_t code);
/// Columns of a UTF-8 text.
size_t DisplayWidth(std::string_view text);

/// `text` in at most `width` columns, cut with "…" where it is longer; white space and control characters become single blanks.
std::string Cut(std::string_view text, size_t width);
/// Cut, then padded with blanks on the right to exactly `width` columns.
std::string Fit(std::string_view text, size_t width);

/// Lines of at most `width` columns, broken at blanks where there are any.
std::vector<std::string> Wrap(std::string_view text, size_t width);

}  // namespace dateline
