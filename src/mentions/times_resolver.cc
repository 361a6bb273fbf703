#include "mentions/times_resolver.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/days.h"

namespace dateline {
namespace {

using Kind = TimePoint::Kind;
constexpr int32_t kNoDay = TimeMention::kNoDay;
constexpr int32_t kLeap = 5 * 365;    ///< a bare year so far away is no part of the story
constexpr uint8_t kLongest = 5;       ///< UCDP date_prec of more than a month
constexpr int32_t kMonthLength = 27;  ///< days from the end of a month into it
constexpr std::array<std::string_view, 12> kUnitLetters = {"S", "M", "H", "D", "WE", "W", "W", "M", "Q", "Y", "DE", "CE"};

}  // namespace

void AddLength(const TimePoint& point, TimexText& timex) {
  TimeUnit unit = point.unit;
  double amount = point.amount;
  if (unit == TimeUnit::kFortnight) amount *= 2;
  if (amount == 0.5) {
    switch (unit) {
      case TimeUnit::kHour: unit = TimeUnit::kMinute, amount = 30; break;
      case TimeUnit::kDay: unit = TimeUnit::kHour, amount = 12; break;
      case TimeUnit::kYear: unit = TimeUnit::kMonth, amount = 6; break;
      case TimeUnit::kDecade: unit = TimeUnit::kYear, amount = 5; break;
      case TimeUnit::kCentury: unit = TimeUnit::kYear, amount = 50; break;
      default: break;
    }
  }
  timex.Add(unit <= TimeUnit::kHour ? "PT" : "P");
  if (point.vague) {
    timex.Add("X");
  } else {
    const double whole = std::floor(std::min(amount, 1e9));
    timex.Number(static_cast<int32_t>(whole), 1);
    if (amount < 1e6 && amount - whole > 0.05) {
      timex.Add(".");
      timex.Number(static_cast<int32_t>((amount - whole) * 10 + 0.5), 1);
    }
  }
  timex.Add(kUnitLetters[static_cast<size_t>(unit)]);
}

namespace {

uint8_t PrecisionOf(int32_t start, int32_t end) {
  const int32_t days = end - start + 1;
  return days <= 1 ? 1 : days <= 6 ? 2 : days == 7 ? 3 : days <= 31 ? 4 : 5;
}

/// How often a time of its kind is right, span and value, as measured on texts with marked times.
float SureOf(const TimeItem& item, bool known) {
  constexpr float kWritten = 0.99f, kYearless = 0.94f, kDay = 0.94f, kContext = 0.86f, kLength = 0.91f, kWord = 0.96f;
  constexpr float kOpen = 0.5f, kSameKnown = 0.6f, kSameOpen = 0.3f, kCounted = 0.5f;
  const TimePoint& p = item.from;
  switch (p.kind) {
    case Kind::kLength:
    case Kind::kPeriod: return kLength;
    case Kind::kSet:
    case Kind::kRef: return kWord;
    case Kind::kSame: return known ? kSameKnown : kSameOpen;
    case Kind::kAnchored: return kCounted;
    default: break;
  }
  if ((p.kind == Kind::kDate || p.kind == Kind::kFeast) && p.year > 0) return kWritten;
  if (!known) return kOpen;
  if (p.context) return kContext;
  return p.kind == Kind::kDate || p.kind == Kind::kFeast ? kYearless : kDay;
}

bool IsDated(const TimePoint& p) { return p.kind == Kind::kDate && p.year > 0 && p.span == TimeUnit::kYear; }

}  // namespace

void TimexText::Number(int32_t value, int digits) {
  if (value < 0) {
    for (int i = 0; i < digits; ++i) Put('X');
    return;
  }
  char buffer[12];
  int size = 0;
  do {
    buffer[size++] = static_cast<char>('0' + value % 10);
    value /= 10;
  } while (value > 0);
  for (int i = size; i < digits; ++i) Put('0');
  while (size > 0) Put(buffer[--size]);
}

int32_t TimeResolver::Today() const {
  if (anchor_.known()) return anchor_.day;
  return history_ && story_.known() ? story_.start : kNoDay;
}

/// The year, "BC0480", or XXXX where it is not known.
void TimeResolver::AddYear(int32_t year, TimexText& timex) const {
  if (year == kNoYear || TimeAnchor::IsUnknown(year)) return timex.Number(-1, 4);
  if (year <= 0) timex.Add("BC");
  timex.Number(year > 0 ? year : 1 - year, 4);
}

void TimeResolver::AddMonth(int32_t day, TimexText& timex) const {
  const CivilDate date = DateOf(day);
  AddYear(date.year, timex);
  timex.Add("-");
  timex.Number(date.month, 2);
}

void TimeResolver::AddDay(int32_t day, TimexText& timex) const {
  AddMonth(day, timex);
  timex.Add("-");
  timex.Number(DateOf(day).day, 2);
}

/// "XXXX-XX-XX" and the like; before Christ where the story is there.
void TimeResolver::AddUnknown(std::string_view form, TimexText& timex) const {
  if (last_.known() && DateOf(last_.start).year <= 0) timex.Add("BC");
  timex.Add(form);
}

/// "from November to March", "between 28 January and 3 February": the later end settles the year of both.
void TimeResolver::ShareYear(TimeItem& item) const {
  TimePoint &from = item.from, &to = item.to;
  if (!item.range || from.kind != Kind::kDate || to.kind != Kind::kDate || from.shifted) return;
  if (from.year != 0 || to.year != 0 || from.month == 0 || to.month == 0) return;
  const int32_t year = YearOf(to, item);
  if (year == kNoYear) return;
  const bool bc = year <= 0;
  to.before_christ = from.before_christ = bc;
  to.year = bc ? 1 - year : year;
  from.year = from.month > to.month ? (bc ? to.year + 1 : to.year - 1) : to.year;
}

void TimeResolver::Add(const TimeItem& given) {
  TimexText timex;
  TimeItem item = given;
  ShareYear(item);
  Days days = Resolve(item.from, item, timex);
  const Days first = days;
  if (item.range) {
    timex.Add("/");
    const size_t from_size = timex.view().size();
    Days to = Resolve(item.to, item, timex);
    if (days.known() && to.known() && to.end < days.start && item.to.kind == Kind::kWeekday) {  // "from tomorrow into Friday"
      to.start += 7;
      to.end += 7;
      timex.Cut(from_size);
      AddDay(to.start, timex);
    }
    if (days.known() && to.known() && to.end >= days.start) days.end = to.end;
    else if (!to.known() || to.end < days.start) days.end = days.known() ? std::max(days.start, days.end) : kNoDay;
  }
  TimeMention mention;
  mention.span = item.span;
  mention.tokens = item.tokens;
  mention.is_duration = item.from.kind == Kind::kLength;
  mention.is_set = item.from.kind == Kind::kSet || item.from.attribute;
  mention.timex = doc_.arena.Copy(timex.view());
  mention.confidence = std::min(1.0f, SureOf(item, days.known()) * item.from.sure);
  const bool ours = days.known() && days.start >= DayNumber({1, 1, 1});  // before Christ stays with the timex
  if (ours && !TimeAnchor::IsUnknown(DateOf(days.start).year)) {
    mention.start = days.start;
    mention.end = days.end;
    mention.precision = PrecisionOf(mention.start, mention.end);
    if (item.prep == TimeFlag::kSince && !item.range) {  // up to the report; where its day is not known, the end is open
      const bool until_now = anchor_.dated() && anchor_.day >= days.start;
      mention.end = until_now ? anchor_.day : anchor_.dated() ? days.end : kNoDay;
      if (until_now) mention.precision = PrecisionOf(mention.start, mention.end);
      if (mention.end == kNoDay) mention.precision = kLongest;
    }
  }
  doc_.times.push_back(mention);
  const bool bare_years = item.range && item.from.kind == Kind::kDate && item.from.month == 0;
  if (first.known() && item.from.kind != Kind::kPeriod && !bare_years) {
    const TimePoint& told = given.range ? given.to : given.from;
    Remember(item.prep == TimeFlag::kSince ? first : days, item, told.kind == Kind::kDate && told.year > 0);
  }
}

void TimeResolver::Remember(const Days& days, const TimeItem& item, bool written_year) {
  const TimePoint& point = item.range ? item.to : item.from;
  if (narrative_) Narrate(days, item, written_year);
  if (item.aside && narrative_) return;
  last_ = days;
  last_sentence_ = item.sentence;
  last_paragraph_ = item.paragraph;
  last_main_ = item.main;
  if (days.unit == TimeUnit::kDay && days.start == days.end) {
    last_day_ = days.start;
    last_day_sentence_ = item.sentence;
  }
  if (written_year && IsDated(point) && !point.before_christ && point.month > 0) {
    named_year_ = point.year;
    named_paragraph_ = item.paragraph;
  } else if (written_year) {
    named_year_ = kNoYear;
  }
}

/// Moves the time the story has reached: on with what its main clauses tell, back only with what opens a sentence or stands alone in it.
void TimeResolver::Narrate(const Days& days, const TimeItem& item, bool written_year) {
  const TimePoint& point = item.range ? item.to : item.from;
  if (days.unit > TimeUnit::kYear || point.kind == Kind::kSame) return;
  if (item.from.context && item.from.shift < 0) return;  // "the previous year"
  if (item.prep == TimeFlag::kSince || item.prep == TimeFlag::kUntil) return;
  if (story_.known()) {
    if (item.aside || !item.main || item.future || (item.up_to && !item.opens)) return;
    if (!written_year && days.unit == TimeUnit::kYear && !item.from.context) return;
    if (written_year && days.unit == TimeUnit::kYear && !item.opens && std::abs(days.start - story_.start) > kLeap) return;  // "in a paper of 2005"
    if (days.start < story_.start && item.sentence == story_sentence_) return;
  }
  story_ = days;
  if (item.range && point.kind == Kind::kDate) story_.start = std::max(days.start, days.unit == TimeUnit::kYear ? days.start : days.end - kMonthLength);
  story_sentence_ = item.sentence;
}

TimeResolver::Days TimeResolver::Resolve(const TimePoint& point, const TimeItem& item, TimexText& timex) {
  switch (point.kind) {
    case Kind::kDate: return point.month == 0 && point.day > 0 ? ResolveDayOfMonth(point, item, timex) : ResolveDate(point, item, timex);
    case Kind::kFeast: return ResolveFeast(point, item, timex);
    case Kind::kWeekday: return ResolveWeekday(point, item, timex);
    case Kind::kUnit: return ResolveUnit(point, item, timex);
    case Kind::kPeriod: return ResolvePeriod(point, timex);
    case Kind::kAnchored: return ResolveAnchored(point, item, timex);
    case Kind::kLength: AddLength(point, timex); return {};
    case Kind::kRef: timex.Add(point.text); return {};
    case Kind::kSet:
      if (!point.text.empty()) {
        timex.Add(point.text);
      } else if (point.weekday >= 0) {
        timex.Add("XXXX-WXX-");
        timex.Number(point.weekday + 1, 1);
      } else {
        AddLength(point, timex);
      }
      return {};
    case Kind::kSame: return ResolveSame(point, item, timex);
    case Kind::kClock:
    case Kind::kPart: return ResolveHours(point, item, timex);
    default: return {};
  }
}

}  // namespace dateline
