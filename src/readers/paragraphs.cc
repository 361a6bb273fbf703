#include "readers/paragraphs.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/utf8.h"

namespace dateline {
namespace {

constexpr uint32_t kMaxWrapWidth = 110;
constexpr uint32_t kMinWrapWidth = 40;

struct Line {
  Span bytes;           // trimmed
  uint32_t width = 0;   // code points
  uint32_t first = 0;   // code points of the first word
  bool blank_before = false;
  bool terminal = false;
  bool starts_lower = false;
};

bool IsAsciiSpace(char c) { return c == ' ' || (c >= 9 && c <= 13); }

Span Trim(std::string_view text, uint32_t begin, uint32_t end) {
  while (begin < end) {
    const utf8::Decoded d = utf8::Decode(text, begin);
    if (!utf8::IsSpace(d.code) || begin + d.size > end) break;
    begin += d.size;
  }
  while (end > begin) {
    uint32_t last = end - 1;
    while (last > begin && (static_cast<uint8_t>(text[last]) & 0xC0) == 0x80) --last;
    if (!utf8::IsSpace(utf8::Decode(text, last).code)) break;
    end = last;
  }
  return {begin, end};
}

bool IsClosing(char32_t c) { return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0x2019 || c == 0xBB || c == '*' ||
    c == '_'; }

// The last code point of `text` that is no closing quote or bracket; 0 when there is none.
char32_t LastMark(std::string_view text) {
  for (size_t end = text.size(); end > 0;) {
    size_t at = end - 1;
    while (at > 0 && (static_cast<uint8_t>(text[at]) & 0xC0) == 0x80) --at;
    const char32_t code = utf8::Decode(text, at).code;
    if (!IsClosing(code)) return code;
    end = at;
  }
  return 0;
}

bool IsFullStop(char32_t c) { return c == '.' || c == 0x2026; }
bool IsTerminal(char32_t c) { return IsFullStop(c) || c == '!' || c == '?'; }

Line MakeLine(std::string_view text, Span bytes, bool blank_before) {
  Line line{bytes, 0, 0, blank_before, false, false};
  const std::string_view view = TextOf(text, bytes);
  line.width = static_cast<uint32_t>(utf8::CountCodePoints(view));
  const size_t space = std::min(view.find_first_of(" \t"), view.size());
  line.first = static_cast<uint32_t>(utf8::CountCodePoints(view.substr(0, space)));
  line.terminal = IsTerminal(LastMark(view));
  const char32_t first = utf8::Decode(view, 0).code;
  line.starts_lower = utf8::IsLetter(first) && !utf8::IsUpper(first);
  return line;
}

std::vector<Line> SplitLines(std::string_view text) {
  std::vector<Line> lines;
  bool blank = false;
  for (size_t at = 0; at < text.size();) {
    size_t end = at;
    while (end < text.size() && text[end] != '\n' && text[end] != '\r' && text[end] != '\f') ++end;
    const Span bytes = Trim(text, static_cast<uint32_t>(at), static_cast<uint32_t>(end));
    if (bytes.empty()) blank = true;
    else lines.push_back(MakeLine(text, bytes, std::exchange(blank, false)));
    at = end + 1;
    if (end + 1 < text.size() && text[end] == '\r' && text[end + 1] == '\n') ++at;
    blank = blank || (end < text.size() && text[end] == '\f');
  }
  return lines;
}

// The column at which the text is wrapped, or 0: nine lines of ten are no wider, many come close to it, and many end in the middle of a sentence.
uint32_t WrapWidth(const std::vector<Line>& lines) {
  if (lines.size() < 3) return 0;
  std::vector<uint32_t> widths;
  widths.reserve(lines.size());
  size_t breaks = 0;
  size_t open = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    widths.push_back(lines[i].width);
    if (i == 0 || lines[i].blank_before) continue;
    ++breaks;
    open += !lines[i - 1].terminal;
  }
  const size_t rank = (widths.size() - 1) * 9 / 10;
  std::nth_element(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(rank), widths.end());
  const uint32_t width = widths[rank];
  if (width < kMinWrapWidth || width > kMaxWrapWidth || open * 10 < breaks * 3) return 0;
  const auto close = std::count_if(widths.begin(), widths.end(), [&](uint32_t w) { return w + 15 >= width && w <= width + 15; });
  return static_cast<size_t>(close) * 5 >= widths.size() * 2 ? width : 0;
}

class Joiner {
 public:
  Joiner(const std::vector<Line>& lines, uint32_t width) : lines_(lines), width_(width) {
    for (size_t i = 1; i < lines.size(); ++i) has_blank_ = has_blank_ || lines[i].blank_before;
  }

  /// Sets whether line i continues the paragraph of line i - 1, for a block [begin, end).
  void JoinBlock(size_t begin, size_t end, std::vector<bool>& joined) const {
    size_t full = 0;
    for (size_t i = begin + 1; i < end; ++i) full += Full(i - 1);
    for (size_t i = begin + 1; i < end; ++i) joined[i] = Joins(i, i == begin + 1, full);
  }

 private:
  // The next word would not have fitted: the break is one of wrapping.
  bool Full(size_t i) const { return width_ > 0 && i + 1 < lines_.size() && lines_[i].width + 1 + lines_[i + 1].first + 3 > width_; }

  bool Joins(size_t i, bool first_break, size_t full) const {
    const Line& above = lines_[i - 1];
    if (above.width > 0 && lines_[i].starts_lower && !above.terminal) return true;
    if (width_ == 0) return has_blank_ && !above.terminal && above.width >= 60 && lines_[i].width >= 2;
    if (Full(i - 1)) return true;
    if (!has_blank_ || full == 0) return false;
    return !(first_break && above.width * 3 < width_ * 2 && !above.terminal);  // a short first line over a wrapped paragraph stands alone (byline, heading)
  }

  const std::vector<Line>& lines_;
  uint32_t width_;
  bool has_blank_ = false;
};

void CountWord(std::string_view word, Paragraph& paragraph) {
  ++paragraph.words;
  size_t letters = 0;
  size_t upper = 0;
  bool first_upper = false;
  bool seen = false;
  for (size_t at = 0; at < word.size();) {
    const char c = word[at];
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    bool capital = letter && c <= 'Z';
    if (static_cast<uint8_t>(c) < 0x80) {
      ++at;
    } else {
      const utf8::Decoded d = utf8::Decode(word, at);
      at += d.size;
      letter = utf8::IsLetter(d.code);
      capital = letter && utf8::IsUpper(d.code);
    }
    if (!letter && !(c >= '0' && c <= '9')) continue;
    if (!seen) first_upper = !letter || capital;
    seen = true;
    letters += letter;
    upper += capital;
  }
  paragraph.capitalized += first_upper;
  paragraph.upper += letters >= 2 && upper == letters;
  paragraph.long_lower += letters >= 5 && !first_upper;
}

void Measure(std::string_view text, Paragraph& paragraph) {
  const std::string_view view = TextOf(text, paragraph.bytes);
  for (size_t at = 0; at < view.size();) {
    if (IsAsciiSpace(view[at])) {
      ++at;
      continue;
    }
    size_t end = at;
    while (end < view.size() && !IsAsciiSpace(view[end])) ++end;
    CountWord(view.substr(at, end - at), paragraph);
    at = end;
  }
  const char32_t mark = LastMark(view);
  paragraph.terminal = IsTerminal(mark);
  paragraph.full_stop = IsFullStop(mark);
  paragraph.colon = mark == ':';
}

}  // namespace

std::vector<Paragraph> SplitParagraphs(std::string_view text) {
  const std::vector<Line> lines = SplitLines(text);
  const Joiner joiner(lines, WrapWidth(lines));
  std::vector<bool> joined(lines.size(), false);
  std::vector<Paragraph> out;
  uint32_t block = 0;
  for (size_t begin = 0; begin < lines.size(); ++block) {
    size_t end = begin + 1;
    while (end < lines.size() && !lines[end].blank_before) ++end;
    joiner.JoinBlock(begin, end, joined);
    for (size_t i = begin; i < end; ++i) {
      if (joined[i]) {
        out.back().bytes.end = lines[i].bytes.end;
      } else {
        out.emplace_back();
        out.back().bytes = lines[i].bytes;
        out.back().block = block;
      }
    }
    begin = end;
  }
  for (Paragraph& paragraph : out) Measure(text, paragraph);
  return out;
}

}  // namespace dateline
