#include "text/lines.h"

#include <algorithm>
#include <array>

namespace dateline {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLetter(char c) { return IsLower(c) || IsUpper(c); }

std::string_view TrimRight(std::string_view line) {
  while (!line.empty() && IsBlank(line.back())) line.remove_suffix(1);
  return line;
}

/// Ends as a sentence or a heading with a colon does, closing quotes and brackets left aside.
bool EndsSentence(std::string_view line) {
  for (;;) {
    if (line.ends_with("”") || line.ends_with("’")) line.remove_suffix(3);
    else if (!line.empty() && (line.back() == '"' || line.back() == ')' || line.back() == '\'')) line.remove_suffix(1);
    else break;
  }
  return line.ends_with("…") || (!line.empty() && (line.back() == '.' || line.back() == '!' || line.back() == '?' || line.back() == ':'));
}

bool IsBullet(std::string_view next) {
  if (next.starts_with("•") || next.starts_with("– ") || next.starts_with("— ")) return true;
  return next.size() > 1 && (next[0] == '-' || next[0] == '*') && next[1] == ' ';
}

/// Words after which no line of its own can end.
bool EndsOpen(std::string_view line) {
  if (line.ends_with(',')) return true;
  constexpr std::array<std::string_view, 14> kOpen = {" of", " the", " in", " and", " to", " a", " an", " for", " with", " by", " at", " from", " that", " or"};
  return line.size() >= 30 && std::any_of(kOpen.begin(), kOpen.end(), [&](std::string_view word) { return line.ends_with(word); });
}

}  // namespace

LineLayout FindLayout(std::string_view text) {
  constexpr size_t kLongest = 200;
  std::array<uint32_t, kLongest + 1> lengths{};
  uint32_t continued = 0, ended = 0, lower_next = 0, any_lower = 0;
  std::string_view last;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = TrimRight(text.substr(at, end - at));
    at = end + 1;
    if (!last.empty() && !line.empty()) {
      ++lengths[std::min(last.size(), kLongest)];
      ++continued;
      ended += EndsSentence(last);
      const size_t first = line.find_first_not_of(" \t");
      lower_next += first != std::string_view::npos && IsLower(line[first]);
    }
    if (!line.empty()) any_lower += IsLower(line[line.size() / 2]) || IsLower(line.back());
    last = line;
  }
  LineLayout out;
  if (continued < 3) return out;
  uint32_t seen = 0;
  while (seen * 10 < continued * 9) seen += lengths[out.width++];
  --out.width;
  uint32_t full = 0;
  for (size_t n = out.width * 7 / 10; n <= kLongest; ++n) full += lengths[n];
  const bool lower = any_lower == 0 || lower_next * 10 >= continued * 3;
  out.wrapped = out.width >= 36 && out.width <= 120 && full * 10 >= continued * 6 && ended * 10 <= continued * 4 && lower;
  return out;
}

bool BreakIsBlank(const LineLayout& layout, std::string_view line, std::string_view next, bool indented) {
  if (line.empty() || next.empty() || IsBullet(next)) return false;
  if (line.size() > 1 && line.back() == '-' && IsLetter(line[line.size() - 2]) && IsLower(next[0])) return true;
  if (layout.wrapped) {
    if (indented) return false;
    return line.size() * 2 >= layout.width || !EndsSentence(line) || IsLower(next[0]);
  }
  if (EndsSentence(line)) return false;
  return IsLower(next[0]) || (EndsOpen(line) && (IsLetter(next[0]) || (next[0] >= '0' && next[0] <= '9')));
}

}  // namespace dateline
