// Pictures in plain text: the photographer's credit and the caption, and where one ends and the other begins.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "readers/line_roles.h"

namespace dateline {
namespace {

constexpr size_t kMaxPicture = 1200;

bool IsSpace(char c) { return c == ' ' || (c >= 9 && c <= 13); }

Span TrimSpan(std::string_view text, size_t begin, size_t end) {
  while (begin < end && IsSpace(text[begin])) ++begin;
  while (end > begin && IsSpace(text[end - 1])) --end;
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

struct Word {
  size_t begin = 0;
  size_t end = 0;
  size_t letters = 0;
  size_t upper = 0;
  bool first_upper = false;
};

Word NextWord(std::string_view text, size_t at) {
  Word word;
  while (at < text.size() && IsSpace(text[at])) ++at;
  word.begin = at;
  while (at < text.size() && !IsSpace(text[at])) {
    const utf8::Decoded d = utf8::Decode(text, at);
    at += d.size;
    if (!utf8::IsLetter(d.code)) continue;
    if (word.letters++ == 0) word.first_upper = utf8::IsUpper(d.code);
    word.upper += utf8::IsUpper(d.code);
  }
  word.end = at;
  return word;
}

// Picture agencies and the words with which they are named.
bool HasAgency(std::string_view text) {
  constexpr std::string_view kAgencies[] = {"getty images", "getty", "reuters", "agence france-presse", "afp", "associated press",
      "ap photo", "european pressphoto", "epa", "shutterstock", "anadolu", "xinhua",
                                            "handout", "alamy", "magnum", "via ap", "rex features", "zuma press", "pa wire",
                                            "press association", "bloomberg", "sipa", "nurphoto", "barcroft", "polaris", "file photo"};
  const std::string lower = utf8::Lower(text.substr(0, 300));
  for (const std::string_view agency : kAgencies) {
    for (size_t at = lower.find(agency); at != std::string::npos; at = lower.find(agency, at + 1)) {
      const bool left = at == 0 || !(lower[at - 1] >= 'a' && lower[at - 1] <= 'z');
      const size_t end = at + agency.size();
      if (left && (end >= lower.size() || !(lower[end] >= 'a' && lower[end] <= 'z'))) return true;
    }
  }
  return false;
}

// Words that open a credit; empty when none does.
size_t CueSize(std::string_view text) {
  constexpr std::string_view kCues[] = {"photograph:", "photographs:", "photo:", "photos:", "picture:", "pictures:", "image:", "images:",
      "credit:", "credits:", "photo by ", "photos by ", "photograph by ", "picture by ",
                                        "image by ", "photo credit", "image credit", "picture credit", "photo courtesy", "image courtesy",
                                        "image source", "image copyright", "illustration:", "illustration by ", "photo illustration",
                                        "graphic:", "ap photo", "file photo"};
  const std::string lower = utf8::Lower(text.substr(0, 24));
  for (const std::string_view cue : kCues) {
    if (lower.starts_with(cue)) return cue.size();
  }
  return 0;
}

size_t CountWords(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size();) {
    const Word word = NextWord(text, at);
    count += word.end > word.begin;
    at = word.end;
  }
  return count;
}

// "Name/Agency": one to eight words, all capitalised, a slash between letters or before a space.
bool IsNameSlashAgency(std::string_view text) {
  const size_t slash = text.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash + 1 >= text.size() || text.find("//") != std::string_view::npos ||
      CountWords(text) > 8) return false;
  size_t words = 0;
  for (size_t at = 0; at < text.size();) {
    const Word word = NextWord(text, at);
    at = word.end;
    if (word.letters == 0) continue;
    if (!word.first_upper && text.substr(word.begin, word.end - word.begin) != "via") return false;
    ++words;
  }
  const Word after = NextWord(text, slash + 1);
  return words >= 2 && after.first_upper && text.find_first_of("0123456789?!:") == std::string_view::npos;
}

// Where a leading run of words in capitals ends; a single capital letter ("A fighter") does not belong to it.
size_t UpperRun(std::string_view text, size_t& words) {
  size_t end = 0;
  words = 0;
  for (size_t at = 0; at < text.size();) {
    const Word word = NextWord(text, at);
    if (word.end == word.begin || (word.letters > 0 && word.upper != word.letters)) break;
    if (word.letters >= 2) {
      const std::string_view view = text.substr(word.begin, word.end - word.begin);
      words += 1 + static_cast<size_t>(view.find('/') != std::string_view::npos && view.back() != '/' && view.front() != '/');
      end = word.end;
    }
    at = word.end;
  }
  return end;
}

// "BULENT EXAMPLE/ NORTHGATE PRESS — PICTURE DESK A fighter ...": names in capitals with a slash or an agency.
std::optional<PictureCut> UpperCredit(std::string_view text, size_t begin) {
  size_t words = 0;
  const std::string_view view = text.substr(begin);
  const size_t end = UpperRun(view, words);
  const std::string_view credit = view.substr(0, end);
  const bool agency = HasAgency(credit);
  const bool slash = credit.find('/') != std::string_view::npos;
  if (words < 2 || end > 160 || !(agency || (slash && words >= 3))) return std::nullopt;
  PictureCut cut;
  cut.credit = TrimSpan(text, begin, begin + end);
  cut.caption = TrimSpan(text, begin + end, text.size());
  if (cut.caption.empty()) return cut;
  const std::string_view caption = TextOf(text, cut.caption);
  if (CountWords(caption) < 3 || !NextWord(caption, 0).first_upper) return std::nullopt;
  return cut;
}

bool IsCreditText(std::string_view text, const Paragraph& shape) {
  if (shape.words > 16 || shape.full_stop) return CueSize(text) > 0 && shape.words <= 12;
  if (CueSize(text) > 0 || text.starts_with("©") || text.starts_with("(c) ")) return true;
  if (IsNameSlashAgency(text)) return true;
  return shape.words <= 9 && shape.words >= 2 && shape.title_case() && shape.upper * 2 >= shape.words && HasAgency(text);
}

Paragraph ShapeOf(std::string_view text) {
  const std::vector<Paragraph> paragraphs = SplitParagraphs(text);
  return paragraphs.empty() ? Paragraph{} : paragraphs.front();
}

std::optional<PictureCut> MarkedPicture(std::string_view text) {
  const size_t first = text.find("??");
  if (first == std::string_view::npos || first > 200) return std::nullopt;
  PictureCut cut;
  if (first > 0) {  // "CREDIT ?? caption"
    const std::string_view before = text.substr(0, first);
    if (!IsCreditText(before, ShapeOf(before)) && !UpperCredit(before, 0)) return std::nullopt;
    cut.credit = {0, static_cast<uint32_t>(first + 2)};
    cut.caption = TrimSpan(text, first + 2, text.size());
    return cut;
  }
  const size_t second = text.find("??", 2);
  if (second == std::string_view::npos) {
    if (auto plain = UpperCredit(text, 2)) return plain;
    cut.caption = TrimSpan(text, 2, text.size());
    return cut;
  }
  const Span inside = TrimSpan(text, 2, second);
  const Span after = TrimSpan(text, second + 2, text.size());
  const Paragraph shape = ShapeOf(TextOf(text, inside));
  const bool caption_inside = after.empty() && !inside.empty() && (shape.terminal || shape.long_lower > 0) && !IsCreditText(TextOf(text,
      inside), shape);
  if (caption_inside) {
    cut.caption = inside;
    return cut;
  }
  cut.credit = {0, static_cast<uint32_t>(second + 2)};
  cut.caption = after;
  return cut;
}

// "caption. Photograph: Name/Agency" and "caption [Name/Agency]", "caption (AP Photo/Name)".
std::optional<PictureCut> TailCredit(std::string_view text, const Paragraph& shape) {
  if (text.size() > 500 || shape.words < 5) return std::nullopt;
  size_t cut_at = std::string_view::npos;
  const char last = text.back();
  if (last == ']' || last == ')') {
    const size_t open = text.rfind(last == ']' ? '[' : '(');
    if (open == std::string_view::npos || open == 0) return std::nullopt;
    const std::string_view inside = text.substr(open + 1, text.size() - open - 2);
    if (IsNameSlashAgency(inside) || CueSize(inside) > 0) cut_at = open;
  } else {
    for (size_t at = text.find_first_of("PIC"); at != std::string_view::npos && at > 0; at = text.find_first_of("PIC", at + 1)) {
      const std::string_view tail = text.substr(at);
      if (!IsSpace(text[at - 1]) || CueSize(tail) == 0 || CountWords(tail) > 10 || !ShapeOf(tail).title_case()) continue;
      if (at >= 2 && (text[at - 2] == '.' || text[at - 2] == '"' || text[at - 2] == ')' || tail.find(':') != std::string_view::npos)) cut_at = at;
    }
  }
  if (cut_at == std::string_view::npos) return std::nullopt;
  PictureCut cut;
  cut.caption = TrimSpan(text, 0, cut_at);
  cut.tail_credit = TrimSpan(text, cut_at, text.size());
  return cut.caption.empty() ? std::nullopt : std::optional(cut);
}

}  // namespace

std::optional<PictureCut> ParsePicture(std::string_view text, const Paragraph& shape) {
  if (text.empty() || text.size() > kMaxPicture) return std::nullopt;
  if (auto marked = MarkedPicture(text)) return marked;
  const std::string lower = utf8::Lower(text.substr(0, 12));
  PictureCut cut;
  if (lower.starts_with("caption:")) {
    cut.caption = TrimSpan(text, 8, text.size());
    return cut;
  }
  if (auto upper = UpperCredit(text, 0)) return upper;
  if (IsCreditText(text, shape)) {
    cut.credit = {0, static_cast<uint32_t>(text.size())};
    return cut;
  }
  return TailCredit(text, shape);
}

}  // namespace dateline
