#include "mentions/times_anchor.h"

#include <algorithm>
#include <array>

#include "base/days.h"

namespace dateline {
namespace {

constexpr int32_t kNoDay = TimeMention::kNoDay;
constexpr size_t kMaxWords = 24;    ///< of a dateline that are looked at
constexpr int32_t kMaxDelay = 10;   ///< days from the writing to the publication

/// The words and figures of a dateline, as pieces.
class Line {
 public:
  Line(std::string_view text, const Vocabulary& vocabulary) {
    size_t at = 0;
    while (at < text.size() && size_ < kMaxWords) {
      if (!IsAlnum(text[at])) {
        ++at;
        continue;
      }
      const size_t begin = at;
      const bool digit = IsDigit(text[at]);
      while (at < text.size() && (digit ? IsDigit(text[at]) : IsAlnum(text[at]) && !IsDigit(text[at]))) ++at;
      Put(text.substr(begin, at - begin), digit, vocabulary);
    }
  }
  std::span<const Piece> pieces() const { return {pieces_.data(), size_}; }

 private:
  static bool IsDigit(char c) { return c >= '0' && c <= '9'; }
  static bool IsAlnum(char c) { return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
  void Put(std::string_view word, bool digit, const Vocabulary& vocabulary) {
    Piece& piece = pieces_[size_++];
    if (digit) {
      piece.kind = Piece::Kind::kNumber;
      piece.key = Piece::kNumberKey;
      piece.digits = static_cast<uint8_t>(std::min<size_t>(word.size(), 255));
      for (const char c : word.substr(0, 9)) piece.value = piece.value * 10 + (c - '0');
      return;
    }
    char lower[16];
    if (word.size() > sizeof lower) return;
    std::transform(word.begin(), word.end(), lower, [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const WordId id = vocabulary.Find({lower, word.size()});
    if (id.valid()) piece.key = id.value;
  }
  std::array<Piece, kMaxWords> pieces_;
  size_t size_ = 0;
};

/// Month and day, and the year or 0.
CivilDate DateIn(std::span<const Piece> pieces, const TimeTables& tables) {
  CivilDate date = {0, 0, 0};
  const auto number = [&](size_t at, double low, double high) {
    const bool fits = at < pieces.size() && pieces[at].IsNumber() && pieces[at].value >= low && pieces[at].value <= high;
    return fits ? static_cast<int32_t>(pieces[at].value) : 0;
  };
  for (size_t i = 0; i < pieces.size(); ++i) {
    const PhraseIndex::Hit month = tables.index.Longest(pieces, i, 1u << static_cast<uint32_t>(TimeWord::kMonth));
    if (!month) continue;
    date.month = tables.rows[month.row].value;
    size_t next = i + 1;
    date.day = i > 0 ? number(i - 1, 1, 31) : 0;
    if (date.day == 0) date.day = number(next++, 1, 31);
    if (date.day == 0) continue;
    if (next < pieces.size() && pieces[next].IsNumber()) {
      date.year = number(next, 1900, 2199);
      if (date.year == 0 && pieces[next].digits == 2) date.year = number(next, 50, 99) > 0 ? 1900 + number(next, 50, 99) : 2000 + number(next, 0, 49);
    }
    return date;
  }
  return {0, 0, 0};
}

}  // namespace

TimeAnchor FindAnchor(const Document& doc, const TimeTables& tables, const Vocabulary& vocabulary) {
  const int32_t published = doc.published_day;
  const TimeAnchor plain = {published, true};
  if (doc.report.dateline.find_first_of("0123456789") == std::string::npos) return plain;
  const CivilDate date = DateIn(Line(doc.report.dateline, vocabulary).pieces(), tables);
  if (date.day == 0 || date.day > DaysInMonth(2000, date.month)) return plain;
  const auto in = [&](int32_t year) { return DayNumber({year, date.month, std::min(date.day, DaysInMonth(year, date.month))}); };
  if (published == kNoDay) return date.year > 0 ? TimeAnchor{in(date.year), true} : TimeAnchor{in(TimeAnchor::kSomeYear), false};
  int32_t day = in(date.year > 0 ? date.year : DateOf(published).year);
  if (date.year == 0 && day > published + kMaxDelay) day = in(DateOf(published).year - 1);  // written in December, published in January
  return day <= published + 1 && published - day <= kMaxDelay ? TimeAnchor{day, true} : plain;
}

}  // namespace dateline
