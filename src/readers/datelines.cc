// Datelines ("WASHINGTON — ") and lines of date ("Published: 15 January 2018"). The forms are those of the agencies' style books: place in
// capitals, then perhaps
// country, date and agency, then a dash.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "readers/line_roles.h"
#include "readers/published.h"

namespace dateline {
namespace {

constexpr size_t kMaxDateline = 110;

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '\n' || text.front() == '\r')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

struct Separator {
  size_t at = std::string_view::npos;
  size_t size = 0;
  bool colon = false;
  bool hyphen = false;
};

Separator FindSeparator(std::string_view text) {
  const std::string_view head = text.substr(0, kMaxDateline);
  for (size_t at = 1; at < head.size(); ++at) {
    if (head[at] == '\n' && head[at - 1] == '.') return {};
    if (head.compare(at, 3, "—") == 0 || head.compare(at, 3, "–") == 0) return {at, 3, false, false};
    if (head.compare(at, 8, "â€”") == 0 || head.compare(at, 8, "â€“") == 0) return {at, 8, false, false};  // dashes read in the wrong encoding
    if (head.compare(at, 2, "--") == 0) return {at, 2, false, false};
    if (head[at] == '-' && (head[at - 1] == ' ' || head[at - 1] == ')') && at + 1 < head.size() && head[at + 1] == ' ') return {at, 1, false, true};
    if (head[at] == ':') return {at, 1, true, false};
    if (head[at] == '"' || head[at] == ';' || head[at] == '?' || head[at] == '!') return {};
  }
  return {};
}

// "(Northgate)" at the end of `head` is taken off.
std::string_view TakeAgency(std::string_view& head) {
  head = Trim(head);
  if (!head.ends_with(')')) return {};
  const size_t open = head.rfind('(');
  if (open == std::string_view::npos || head.size() - open > 42 || head.size() - open < 4) return {};
  const std::string_view agency = head.substr(open + 1, head.size() - open - 2);
  const char32_t first = utf8::Decode(agency, 0).code;
  if (!utf8::IsUpper(first) && first != '@') return {};
  head = Trim(head.substr(0, open));
  return agency;
}

bool IsMonth(std::string_view word) {
  constexpr std::string_view kMonths[] = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
      "november", "december"};
  while (!word.empty() && (word.back() == '.' || word.back() == ',')) word.remove_suffix(1);
  const std::string lower = utf8::Lower(word);
  if (lower.size() < 3) return false;
  return lower == "sept" || std::any_of(std::begin(kMonths), std::end(kMonths), [&](std::string_view m) { return lower == m ||
      lower == m.substr(0, 3); });
}

bool IsDayOrYear(std::string_view word) {
  while (!word.empty() && (word.back() == '.' || word.back() == ',')) word.remove_suffix(1);
  return !word.empty() && word.size() <= 4 && word.find_first_not_of("0123456789") == std::string_view::npos;
}

// Takes "March 3", "3 March 2018", "Jan. 15, 2018" off the end of `head`.
bool TakeDate(std::string_view& head) {
  bool month = false;
  bool day = false;
  std::string_view rest = head;
  for (int i = 0; i < 3; ++i) {
    rest = Trim(rest);
    const size_t space = rest.find_last_of(" \t\n");
    const std::string_view word = rest.substr(space == std::string_view::npos ? 0 : space + 1);
    if (!month && IsMonth(word)) month = true;
    else if (IsDayOrYear(word)) day = true;
    else break;
    rest = space == std::string_view::npos ? std::string_view{} : rest.substr(0, space);
  }
  if (!month || !day) return false;
  head = Trim(rest);
  while (!head.empty() && (head.back() == ',' || head.back() == ' ')) head.remove_suffix(1);
  return true;
}

struct PlaceShape {
  bool fits = false;
  bool upper = false;  // the first place is in capitals
  size_t words = 0;
  size_t letters = 0;  // of the first word
};

bool IsSmallWord(std::string_view w) {
  return w == "al" || w == "of" || w == "de" || w == "the" || w == "and" || w == "el" || w == "la" || w == "ez" || w == "sur" ||
      w == "near" || w == "on" || w == "in" || w.starts_with("al-") || w.starts_with("el-");
}

PlaceShape ShapeOfPlace(std::string_view text) {
  PlaceShape shape;
  bool first_place = true;
  bool small_letter = false;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find_first_of(" \t\n", at), text.size());
    const std::string_view word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    if (++shape.words > 7 || word.find_first_of("0123456789?!;\"()[]%$@#*=<>") != std::string_view::npos) return shape;
    if (!utf8::IsUpper(utf8::Decode(word, 0).code) && !IsSmallWord(word)) return shape;
    for (size_t i = 0; i < word.size();) {
      const utf8::Decoded d = utf8::Decode(word, i);
      i += d.size;
      if (!utf8::IsLetter(d.code)) continue;
      if (shape.words == 1) ++shape.letters;
      if (first_place && !utf8::IsUpper(d.code) && !IsSmallWord(word)) small_letter = true;
    }
    if (word.ends_with('.') && word.size() > 6) return shape;
    if (word.ends_with(',')) first_place = false;
  }
  shape.fits = shape.words > 0;
  shape.upper = !small_letter && shape.letters >= 2;
  return shape;
}

bool IsLabel(std::string_view text) {
  constexpr std::string_view kLabels[] = {"BREAKING", "BREAKING NEWS", "UPDATE", "UPDATED", "EXCLUSIVE", "WATCH", "ANALYSIS", "OPINION",
      "LIVE", "VIDEO", "PHOTOS", "PHOTO", "EDITORIAL", "CORRECTION",
                                          "NOTE", "FACTBOX", "TIMELINE", "EXPLAINER", "COMMENT", "REVIEW", "INTERVIEW", "READ", "READ MORE",
                                          "MORE", "WARNING", "SUMMARY", "BACKGROUND", "EDITOR'S NOTE", "FILE", "ALERT", "URGENT", "FEATURE",
                                          "REPORT", "PRESS RELEASE"};
  return std::find(std::begin(kLabels), std::end(kLabels), text) != std::end(kLabels);
}

// Whether a second dash closes a parenthesis before the sentence ends ("Mosul — Iraq's second city — fell").
bool HasSecondDash(std::string_view rest) {
  const std::string_view sentence = rest.substr(0, std::min(rest.find(". "), size_t{160}));
  return sentence.find("—") != std::string_view::npos || sentence.find(" – ") != std::string_view::npos ||
      sentence.find(" -- ") != std::string_view::npos;
}

bool BeginsSentence(std::string_view rest) {
  if (rest.size() < 12) return false;
  const char32_t c = utf8::Decode(rest, 0).code;
  return utf8::IsUpper(c) || utf8::IsDigit(c) || c == '"' || c == '\'' || c == 0x201C || c == 0x2018 || c == 0xAB || c == '$' || c == '[' ||
      rest.starts_with("â€");
}

bool IsTimeWord(std::string_view word) {
  constexpr std::string_view kWords[] = {"published", "updated", "posted", "last", "first", "on", "at", "date", "modified", "am", "pm", "a",
      "m", "p", "gmt", "utc", "est", "edt", "bst", "cet", "ist", "cest", "eet",
                                         "local", "time", "by", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
                                         "sunday", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
                                         "t", "z", "h", "hrs", "hours", "min", "mins", "read", "minutes", "et", "st", "nd", "rd", "th",
                                         "of", "issue", "publication", "release", "released", "created", "added", "filed"};
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

// Letters of `text` that are no words of time; npos-like large when there are too many.
size_t ForeignWords(std::string_view text, bool& updated) {
  size_t foreign = 0;
  const std::string lower = utf8::Lower(text);
  for (size_t at = 0; at < lower.size();) {
    const bool letter = (lower[at] >= 'a' && lower[at] <= 'z') || static_cast<uint8_t>(lower[at]) >= 0xC3;
    if (!letter) {
      ++at;
      continue;
    }
    size_t end = at;
    while (end < lower.size() && ((lower[end] >= 'a' && lower[end] <= 'z') || static_cast<uint8_t>(lower[end]) >= 0x80)) ++end;
    const std::string_view word = std::string_view(lower).substr(at, end - at);
    updated = updated || word == "updated" || word == "modified";
    foreign += !IsTimeWord(word);
    at = end;
  }
  return foreign;
}

}  // namespace

std::optional<DatelineCut> ParseDateline(std::string_view paragraph) {
  const Separator separator = FindSeparator(paragraph);
  if (separator.at == std::string_view::npos) return std::nullopt;
  std::string_view head = Trim(paragraph.substr(0, separator.at));
  size_t body = separator.at + separator.size;
  while (body < paragraph.size() && (paragraph[body] == ' ' || paragraph[body] == '\n' || paragraph[body] == '\t' || paragraph[body] == '\r')) ++body;
  if (paragraph.substr(body, 2) == "\xc2\xa0") body += 2;
  const std::string_view rest = paragraph.substr(body);
  if (head.empty() || !BeginsSentence(rest)) return std::nullopt;

  DatelineCut cut;
  cut.body = body;
  cut.agency = TakeAgency(head);
  cut.text = head;
  const bool dated = TakeDate(head);
  if (cut.agency.empty()) cut.agency = TakeAgency(head);  // "AMMAN (Northgate), Jan. 5"
  if (head.empty()) return cut.agency.empty() || separator.colon ? std::nullopt : std::optional(cut);
  const PlaceShape shape = ShapeOfPlace(head);
  if (!shape.fits || IsLabel(head) || IsMonth(head)) return std::nullopt;
  const bool evidence = dated || !cut.agency.empty();
  if (separator.colon) return (shape.upper && shape.letters >= 4 && shape.words <= 3) || (evidence &&
      shape.words <= 5) ? std::optional(cut) : std::nullopt;
  if (shape.upper || evidence) return cut;
  if (separator.hyphen || shape.words > 3 || shape.letters < 3 || rest.size() < 40 || HasSecondDash(rest)) return std::nullopt;
  return cut;
}

std::optional<DateLine> ParseDateLine(std::string_view line) {
  if (line.size() > 160) return std::nullopt;
  const std::optional<FoundDate> found = FindFullDate(line);
  if (!found) return std::nullopt;
  DateLine out;
  out.date = found->date;
  std::string_view before = Trim(line.substr(0, found->begin));
  if (ForeignWords(line.substr(found->end), out.updated) > 1) return std::nullopt;
  if (ForeignWords(before, out.updated) == 0) return out;
  while (!before.empty() && (before.back() == ',' || before.back() == '|' || before.back() == '-' || before.back() == ' ')) before.remove_suffix(1);
  for (const std::string_view dash : {"—", "–", "·", "•"}) {
    if (before.ends_with(dash)) before = Trim(before.substr(0, before.size() - dash.size()));
  }
  const PlaceShape shape = ShapeOfPlace(before);
  if (!shape.fits || shape.words > 5) return std::nullopt;
  out.publisher = before;
  return out;
}

}  // namespace dateline
