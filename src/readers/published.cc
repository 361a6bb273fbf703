#include "readers/published.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>

namespace dateline {
namespace {

constexpr size_t kWindow = 256;
constexpr size_t kMaxTokens = 64;

struct Token {
  size_t begin = 0;
  size_t end = 0;
  int32_t number = -1;  // value, -1 for words and for more than 8 digits
  int32_t month = 0;    // 1-12 for a month name
  size_t size() const { return end - begin; }
};

struct Tokens {
  std::array<Token, kMaxTokens> row;
  size_t size = 0;
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool EqualsNoCase(std::string_view a, std::string_view lower) {
  if (a.size() != lower.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (Lower(a[i]) != lower[i]) return false;
  }
  return true;
}

int32_t MonthOf(std::string_view word) {
  constexpr std::string_view kMonths[] = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
      "november", "december"};
  for (int32_t i = 0; i < 12; ++i) {
    if (EqualsNoCase(word, kMonths[i]) || EqualsNoCase(word, kMonths[i].substr(0, 3))) return i + 1;
  }
  return EqualsNoCase(word, "sept") ? 9 : 0;
}

Tokens Tokenize(std::string_view text) {
  Tokens out;
  for (size_t at = 0; at < text.size() && out.size < kMaxTokens;) {
    const bool digit = IsDigit(text[at]);
    if (!digit && !IsAlpha(text[at])) {
      ++at;
      continue;
    }
    Token token;
    token.begin = at;
    while (at < text.size() && (digit ? IsDigit(text[at]) : IsAlpha(text[at]))) ++at;
    token.end = at;
    if (digit && token.size() <= 8) std::from_chars(text.data() + token.begin, text.data() + token.end, token.number);
    if (!digit) token.month = MonthOf(text.substr(token.begin, token.size()));
    out.row[out.size++] = token;
  }
  return out;
}

bool IsValid(CivilDate d) { return d.year >= 1700 && d.year < 2200 && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
    d.day <= DaysInMonth(d.year, d.month); }

class DateMatcher {
 public:
  DateMatcher(std::string_view text, const Tokens& tokens) : text_(text), tokens_(tokens) {}

  std::optional<FoundDate> At(size_t i) const {
    const Token& first = tokens_.row[i];
    if (first.begin > 0 && first.number >= 0 && (IsAlpha(text_[first.begin - 1]) || text_[first.begin - 1] == '.')) return std::nullopt;
    if (first.size() == 8 && first.number > 0) return Make({first.number / 10000, first.number / 100 % 100, first.number % 100}, i, i);
    if (first.month > 0) return MonthFirst(i);
    if (first.number < 0 || first.size() > 4) return std::nullopt;
    if (auto numeric = Numeric(i)) return numeric;
    return DayFirst(i);
  }

 private:
  std::optional<FoundDate> Make(CivilDate date, size_t first, size_t last) const {
    if (!IsValid(date)) return std::nullopt;
    return FoundDate{date, tokens_.row[first].begin, tokens_.row[last].end};
  }
  // What stands between token i and the next; "?" when there is none.
  std::string_view Gap(size_t i) const {
    if (i + 1 >= tokens_.size) return "?";
    return text_.substr(tokens_.row[i].end, tokens_.row[i + 1].begin - tokens_.row[i].end);
  }
  bool LooseGap(size_t i) const {
    const std::string_view gap = Gap(i);
    return !gap.empty() && gap.size() <= 3 && gap.find_first_not_of(" ,.-\t") == std::string_view::npos;
  }
  bool IsYear(size_t i) const { return i < tokens_.size && tokens_.row[i].size() == 4 && tokens_.row[i].number > 0; }
  // Past "th" and "of" that follow a day.
  size_t AfterDay(size_t i) const {
    const auto word = [&](size_t at) { return text_.substr(tokens_.row[at].begin, tokens_.row[at].size()); };
    if (i + 1 < tokens_.size && Gap(i).empty()) {
      const std::string_view next = word(i + 1);
      if (EqualsNoCase(next, "st") || EqualsNoCase(next, "nd") || EqualsNoCase(next, "rd") || EqualsNoCase(next, "th")) ++i;
    }
    if (i + 1 < tokens_.size && LooseGap(i) && EqualsNoCase(word(i + 1), "of")) ++i;
    return i;
  }

  std::optional<FoundDate> MonthFirst(size_t i) const {
    if (!LooseGap(i) || i + 1 >= tokens_.size || tokens_.row[i + 1].number < 0 || tokens_.row[i + 1].size() > 2) return std::nullopt;
    const size_t day = AfterDay(i + 1);
    if (!LooseGap(day) || !IsYear(day + 1)) return std::nullopt;
    return Make({tokens_.row[day + 1].number, tokens_.row[i].month, tokens_.row[i + 1].number}, i, day + 1);
  }
  std::optional<FoundDate> DayFirst(size_t i) const {
    if (tokens_.row[i].size() > 2) return std::nullopt;
    const size_t day = AfterDay(i);
    if (!LooseGap(day) || day + 2 >= tokens_.size || tokens_.row[day + 1].month == 0 || !LooseGap(day + 1) || !IsYear(day + 2)) return std::nullopt;
    return Make({tokens_.row[day + 2].number, tokens_.row[day + 1].month, tokens_.row[i].number}, i, day + 2);
  }
  std::optional<FoundDate> Numeric(size_t i) const {
    const std::string_view gap = Gap(i);
    if (gap.size() != 1 || (gap != "-" && gap != "/" && gap != ".") || Gap(i + 1) != gap || i + 2 >= tokens_.size) return std::nullopt;
    const Token& a = tokens_.row[i];
    const Token& b = tokens_.row[i + 1];
    const Token& c = tokens_.row[i + 2];
    if (b.number < 0 || b.size() > 2 || c.number < 0) return std::nullopt;
    if (a.size() == 4 && c.size() <= 2) return Make({a.number, b.number, c.number}, i, i + 2);
    if (a.size() > 2 || c.size() != 4) return std::nullopt;
    if (a.number > 12 || gap == "." || a.number == b.number) return Make({c.number, b.number, a.number}, i, i + 2);
    return b.number > 12 ? Make({c.number, a.number, b.number}, i, i + 2) : std::nullopt;
  }

  std::string_view text_;
  const Tokens& tokens_;
};

std::string IsoSecond(int64_t seconds) {
  const int64_t day = seconds >= 0 ? seconds / 86400 : (seconds - 86399) / 86400;
  const auto rest = static_cast<int32_t>(seconds - day * 86400);
  char time[32];
  std::snprintf(time, sizeof time, "T%02d:%02d:%02dZ", rest / 3600, rest / 60 % 60, rest % 60);
  return IsoDay(static_cast<int32_t>(day)) + time;
}

// Seconds (9 or 10 digits) or milliseconds (12 or 13) since 1970, with or without a fraction; 14 digits are YYYYMMDDHHMMSS.
std::string FromDigits(std::string_view value) {
  const size_t digits = value.find_first_not_of("0123456789");
  const std::string_view whole = value.substr(0, digits);
  if (digits != std::string_view::npos && (value[digits] != '.' || value.find_first_not_of("0123456789",
      digits + 1) != std::string_view::npos)) return {};
  int64_t number = 0;
  if (whole.size() < 8 || whole.size() > 14 || std::from_chars(whole.data(), whole.data() + whole.size(), number).ec != std::errc()) return {};
  if (whole.size() == 9 || whole.size() == 10) return IsoSecond(number);
  if (whole.size() == 12 || whole.size() == 13) return IsoSecond(number / 1000);
  if (whole.size() != 14) return {};
  const int64_t day = number / 1000000;
  const CivilDate date = {static_cast<int32_t>(day / 10000), static_cast<int32_t>(day / 100 % 100), static_cast<int32_t>(day % 100)};
  const auto time = static_cast<int32_t>(number % 1000000);
  if (!IsValid(date) || time / 10000 > 23 || time / 100 % 100 > 59 || time % 100 > 59) return {};
  char out[32];
  std::snprintf(out, sizeof out, "T%02d:%02d:%02d", time / 10000, time / 100 % 100, time % 100);
  return IsoDay(DayNumber(date)) + out;
}

int32_t TwoDigits(std::string_view text, size_t at) {
  if (at + 2 > text.size() || !IsDigit(text[at]) || !IsDigit(text[at + 1])) return -1;
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

// "+0100", "+01:00", "Z", "GMT", "UTC" as ISO writes them; other zones are left out.
std::string Zone(std::string_view text) {
  while (!text.empty() && text[0] == ' ') text.remove_prefix(1);
  if (text.starts_with("Z") || text.starts_with("GMT") || text.starts_with("UTC")) return "Z";
  if (text.size() < 3 || (text[0] != '+' && text[0] != '-')) return {};
  const int32_t hours = TwoDigits(text, 1);
  const int32_t minutes = TwoDigits(text, text.size() > 3 && text[3] == ':' ? 4 : 3);
  if (hours < 0 || hours > 14 || minutes > 59) return {};
  char out[32];
  std::snprintf(out, sizeof out, "%c%02d:%02d", text[0], hours, minutes < 0 ? 0 : minutes);
  return hours == 0 && minutes <= 0 ? "Z" : out;
}

// "T10:00:00Z" from what follows a date ("T10:00:00.000+00:00", " 10:00 GMT", ", 10:00:00 +0000"); empty when no plain 24-hour time follows.
std::string TimeAfter(std::string_view rest) {
  const size_t at = rest.find_first_not_of("T ,t");
  if (at == std::string_view::npos || at == 0 || at > 3) return {};
  rest = rest.substr(at);
  const int32_t hour = TwoDigits(rest, 0);
  const int32_t minute = rest.size() > 2 && rest[2] == ':' ? TwoDigits(rest, 3) : -1;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return {};
  size_t end = 5;
  int32_t second = 0;
  if (rest.size() > 5 && rest[5] == ':') {
    second = TwoDigits(rest, 6);
    if (second < 0 || second > 59) return {};
    end = 8;
    if (end < rest.size() && rest[end] == '.') ++end;
    while (end > 8 && end < rest.size() && IsDigit(rest[end])) ++end;
  }
  const size_t word = rest.find_first_not_of(' ', end);
  if (word != std::string_view::npos && (Lower(rest[word]) == 'p' || Lower(rest[word]) == 'a')) return {};  // 12-hour clock: the day is enough
  char out[32];
  std::snprintf(out, sizeof out, "T%02d:%02d:%02d", hour, minute, second);
  return out + Zone(rest.substr(end));
}

}  // namespace

std::optional<FoundDate> FindFullDate(std::string_view text) {
  text = text.substr(0, kWindow);
  const Tokens tokens = Tokenize(text);
  const DateMatcher matcher(text, tokens);
  for (size_t i = 0; i < tokens.size; ++i) {
    if (auto found = matcher.At(i)) return found;
  }
  return std::nullopt;
}

std::string IsoPublished(std::string_view value) {
  while (!value.empty() && (value.front() == ' ' || value.front() == '\n' || value.front() == '\t')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == ' ' || value.back() == '\n' || value.back() == '\t')) value.remove_suffix(1);
  if (std::string digits = FromDigits(value); !digits.empty()) return digits;
  const std::optional<FoundDate> found = FindFullDate(value);
  if (!found || found->begin > 40) return {};
  return IsoDay(DayNumber(found->date)) + TimeAfter(value.substr(found->end));
}

}  // namespace dateline
