#include "mentions/dictionaries_lines.h"

#include "base/table.h"
#include "base/utf8.h"

namespace dateline {
namespace {

constexpr std::string_view kSmallWords = " of the and for in on at to by with from al el de del la le du des da dos das di von van bin ibn ";

}  // namespace

size_t DictionaryLines::Comment(std::string_view line) const {
  bool bracket = false;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '[') bracket = true;
    if (line[i] == ']') bracket = false;
    if (line[i] == ';') return i;
    const bool code = bracket && line.substr(i).starts_with("###");
    if (code) i += 2;
    else if (line[i] == '#') return i;
  }
  return line.size();
}

/// Without <!-- comments -->, which may go over many lines.
std::string_view DictionaryLines::WithoutMarkup(std::string_view line) {
  std::string kept;
  for (size_t at = 0; at < line.size();) {
    const size_t end = line.find(in_comment_ ? "-->" : "<!--", at);
    if (!in_comment_) kept += line.substr(at, end == std::string_view::npos ? end : end - at);
    if (end == std::string_view::npos) break;
    at = end + (in_comment_ ? 3 : 4);
    in_comment_ = !in_comment_;
  }
  line_ = std::move(kept);
  return line_;
}

bool DictionaryLines::Next(std::string_view& line) {
  while (at_ < text_.size()) {
    const size_t end = std::min(text_.find('\n', at_), text_.size());
    line = text_.substr(at_, end - at_);
    at_ = end + 1;
    ++number_;
    if (number_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    if (line.starts_with("~FINISH") || line.find("---STOP---") != std::string_view::npos) return false;
    mended_ = !utf8::IsValid(line);
    if (mended_) {
      line_.clear();
      for (const char c : line) utf8::Append(line_, static_cast<unsigned char>(c));
      line = line_;
    }
    if (in_comment_ || line.find("<!--") != std::string_view::npos) line = WithoutMarkup(line);
    if (dialect_ == Dialect::kTabari && line.starts_with('/')) continue;
    line = line.substr(0, Comment(line));
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) line.remove_suffix(1);
    const std::string_view mark = Trim(line);
    if (mark.starts_with("<NOUN>") || mark.starts_with("<ADJECTIVE>")) in_list_ = true;
    if (in_list_) {
      if (mark.find("</") != std::string_view::npos) in_list_ = false;
      continue;
    }
    if (!mark.empty()) return true;
  }
  return false;
}

std::string DictionaryPhrase(std::string_view text, Dialect dialect) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == '_' || c == ' ' || c == '\t' || c == '~' || c == '=' || (c == '-' && dialect == Dialect::kTabari);
    if (!blank) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string InNameCase(std::string_view phrase, bool all) {
  std::string out;
  bool first = true;
  for (const std::string_view word : SplitList(phrase, ' ')) {
    const std::string lower = utf8::Lower(word);
    if (!first) out += ' ';
    const bool small = kSmallWords.find(" " + lower + " ") != std::string_view::npos;
    bool raise = first || (all && !small);
    for (size_t at = 0; at < lower.size();) {
      const utf8::Decoded d = utf8::Decode(lower, at);
      const char32_t upper = d.code < 0x80 && d.code >= 'a' && d.code <= 'z' ? d.code - 32 : (d.code >= 0xE0 && d.code <= 0xFE && d.code != 0xF7) ? d.code - 32 : d.code;
      utf8::Append(out, raise ? upper : d.code);
      raise = (all || first) && d.code == '-';
      at += d.size;
    }
    first = false;
  }
  return out;
}

}  // namespace dateline
