#include "exports/columns.h"

#include <algorithm>
#include <iterator>

#include "base/utf8.h"

namespace dateline {
namespace {

struct CodeRange {
  char32_t first, last;
};

// Marks that stand over or under another letter, and signs without width (Unicode categories Mn, Me, Cf; those that news text holds).
constexpr CodeRange kNoWidth[] = {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F}, {0x0670, 0x0670},
                                  {0x06D6, 0x06DC}, {0x06DF, 0x06E4}, {0x0900, 0x0902}, {0x093C, 0x093C}, {0x0941, 0x0948}, {0x094D, 0x094D},
                                  {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2064}, {0x2066, 0x206F},
                                  {0x20D0, 0x20F0}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF}};
// East Asian Wide and Fullwidth (Unicode annex 11), joined to larger blocks.
constexpr CodeRange kWide[] = {{0x1100, 0x115F},   {0x231A, 0x231B},   {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},
                               {0xA000, 0xA4CF},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
                               {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x2FFFD}, {0x30000, 0x3FFFD}};

template <size_t size>
bool Within(const CodeRange (&ranges)[size], char32_t code) {
  const auto it = std::upper_bound(std::begin(ranges), std::end(ranges), code, [](char32_t value, const CodeRange& range) { return value < range.first; });
  return it != std::begin(ranges) && code <= std::prev(it)->last;
}

/// `text` with runs of white space and controls as one blank.
std::string OneLine(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const utf8::Decoded d = utf8::Decode(text, at);
    at += d.size;
    if (d.code < 0x20 || d.code == 0x7F || (d.code >= 0x80 && d.code < 0xA0) || d.code == ' ' || d.code == 0x2028 || d.code == 0x2029) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      utf8::Append(out, d.code);
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

/// Bytes of the longest beginning of `text` that takes at most `width` columns.
size_t BytesWithin(std::string_view text, size_t width) {
  size_t used = 0, at = 0;
  while (at < text.size()) {
    const utf8::Decoded d = utf8::Decode(text, at);
    used += DisplayWidth(d.code);
    if (used > width) break;
    at += d.size;
  }
  return at;
}

}  // namespace

size_t DisplayWidth(char32_t code) {
  if (code < 0x20 || (code >= 0x7F && code < 0xA0)) return 0;
  if (code < 0x300) return code == 0xAD ? 0 : 1;
  if (Within(kNoWidth, code)) return 0;
  return Within(kWide, code) ? 2 : 1;
}

size_t DisplayWidth(std::string_view text) {
  size_t width = 0;
  for (size_t at = 0; at < text.size();) {
    const utf8::Decoded d = utf8::Decode(text, at);
    width += DisplayWidth(d.code);
    at += d.size;
  }
  return width;
}

std::string Cut(std::string_view text, size_t width) {
  std::string line = OneLine(text);
  if (DisplayWidth(line) <= width) return line;
  if (width == 0) return {};
  line.resize(BytesWithin(line, width - 1));
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line + "…";
}

std::string Fit(std::string_view text, size_t width) {
  std::string out = Cut(text, width);
  return out.append(width - DisplayWidth(out), ' ');
}

std::vector<std::string> Wrap(std::string_view text, size_t width) {
  std::vector<std::string> out;
  const std::string line = OneLine(text);
  std::string_view rest = line;
  width = std::max<size_t>(width, 2);
  while (DisplayWidth(rest) > width) {
    size_t end = BytesWithin(rest, width);
    if (rest[end] != ' ') {
      const size_t blank = rest.rfind(' ', end - 1);
      if (blank != std::string_view::npos && blank > 0) end = blank;
    }
    out.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end);
    if (rest.starts_with(' ')) rest.remove_prefix(1);
  }
  if (!rest.empty() || out.empty()) out.emplace_back(rest);
  return out;
}

}  // namespace dateline
