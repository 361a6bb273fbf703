#include "mentions/times_resolver.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/days.h"

namespace dateline {
namespace {

using Kind = TimePoint::Kind;
constexpr int32_t kNoDay = TimeMention::kNoDay;
constexpr int32_t kMaxShift = 3000;        ///< units; beyond it a phrase stays relative
constexpr int32_t kFutureCost = 3;         ///< a date without a year is taken as past unless the coming one is this much nearer
constexpr std::array<std::string_view, 12> kUnitLetters = {"S", "M", "H", "D", "WE", "W", "W", "M", "Q", "Y", "DE", "CE"};

struct Range {
  int32_t start, end;
};

Range MonthDays(int32_t year, int32_t month) { return {DayNumber({year, month, 1}), DayNumber({year, month, DaysInMonth(year, month)})}; }
Range YearDays(int32_t first, int32_t last) { return {DayNumber({first, 1, 1}), DayNumber({last, 12, 31})}; }

/// Meteorological seasons of the north; winter 2016 begins in December 2015... news means the one that begins in that year's end as often, so it spans both ends.
Range SeasonDays(int32_t year, std::string_view season) {
  if (season == "SP") return {DayNumber({year, 3, 1}), DayNumber({year, 5, 31})};
  if (season == "SU") return {DayNumber({year, 6, 1}), DayNumber({year, 8, 31})};
  if (season == "FA") return {DayNumber({year, 9, 1}), DayNumber({year, 11, 30})};
  return {DayNumber({year, 12, 1}), MonthDays(year + 1, 2).end};
}

/// Monday of the ISO week of `day`.
int32_t MondayOf(int32_t day) { return day - Weekday(day); }

void AddWeek(int32_t day, TimexText& timex) {
  const int32_t thursday = MondayOf(day) + 3;
  const int32_t year = DateOf(thursday).year;
  timex.Number(year, 4);
  timex.Add("-W");
  timex.Number((thursday - DayNumber({year, 1, 1})) / 7 + 1, 2);
}

void AddDay(int32_t day, TimexText& timex) {
  const CivilDate date = DateOf(day);
  timex.Number(date.year, 4);
  timex.Add("-");
  timex.Number(date.month, 2);
  timex.Add("-");
  timex.Number(date.day, 2);
}

void AddHours(const TimePoint& point, TimexText& timex) {
  if (point.hour >= 0) {
    timex.Add("T");
    timex.Number(point.hour, 2);
    timex.Add(":");
    timex.Number(point.minute, 2);
  } else if (!point.part.empty()) {
    timex.Add("T");
    timex.Add(point.part);
  }
}

/// "P2Y", "PT24H", "PXW".
void AddLength(const TimePoint& point, TimexText& timex) {
  timex.Add(point.unit <= TimeUnit::kHour ? "PT" : "P");
  const double amount = point.unit == TimeUnit::kFortnight ? point.amount * 2 : point.amount;
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
  timex.Add(kUnitLetters[static_cast<size_t>(point.unit)]);
}

/// The part of a stretch that "early", "the end of", "the first half of" mean.
Range Narrow(Range days, Portion portion) {
  const int32_t length = days.end - days.start + 1;
  const auto slice = [&](int32_t from, int32_t to, int32_t of) { return Range{days.start + length * from / of, days.start + std::max(length * to / of - 1, length * from / of)}; };
  switch (portion) {
    case Portion::kStart: return slice(0, 1, 3);
    case Portion::kMid: return slice(1, 2, 3);
    case Portion::kEnd: return slice(2, 3, 3);
    case Portion::kFirstHalf: return slice(0, 1, 2);
    case Portion::kSecondHalf: return slice(1, 2, 2);
    case Portion::kQuarter1: return slice(0, 1, 4);
    case Portion::kQuarter2: return slice(1, 2, 4);
    case Portion::kQuarter3: return slice(2, 3, 4);
    case Portion::kQuarter4: return slice(3, 4, 4);
    case Portion::kFirstWeek: return {days.start, std::min(days.end, days.start + 6)};
    case Portion::kLastWeek: return {std::max(days.start, days.end - 6), days.end};
    default: return days;
  }
}

uint8_t PrecisionOf(int32_t start, int32_t end) {
  const int32_t days = end - start + 1;
  return days <= 1 ? 1 : days <= 6 ? 2 : days == 7 ? 3 : days <= 31 ? 4 : 5;
}

/// `day` moved by whole months, kept inside the month.
int32_t AddMonths(int32_t day, int32_t months) {
  const CivilDate date = DateOf(day);
  const int32_t at = date.year * 12 + date.month - 1 + months;
  const int32_t year = at >= 0 ? at / 12 : -((11 - at) / 12), month = at - year * 12 + 1;
  return DayNumber({year, month, std::min(date.day, DaysInMonth(year, month))});
}

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

void TimeResolver::Add(const TimeItem& given) {
  TimexText timex;
  TimeItem item = given;
  if (item.range && item.from.kind == Kind::kDate && item.to.kind == Kind::kDate && item.from.year == 0 && item.to.year == 0 && item.from.month > 0 && item.to.month > 0 && !item.from.shifted) {
    item.to.year = YearOf(item.to, item);  // the later end settles the year of both
    if (item.to.year > 0) item.from.year = item.to.year - (item.from.month > item.to.month ? 1 : 0);
  }
  Days days = Resolve(item.from, item, timex);
  const Days first = days;
  if (item.range) {
    timex.Add("/");
    const Days to = Resolve(item.to, item, timex);
    if (days.known() && to.known() && to.end >= days.start) days.end = to.end;
    else if (!to.known() || to.end < days.start) days.end = days.known() ? std::max(days.start, days.end) : kNoDay;
  }
  TimeMention mention;
  mention.span = item.span;
  mention.tokens = item.tokens;
  if (item.prep == TimeFlag::kSince && days.known() && published() && doc_.published_day >= days.start) days.end = doc_.published_day;
  mention.start = days.start;
  mention.end = days.end;
  if (days.known()) mention.precision = PrecisionOf(days.start, days.end);
  mention.is_duration = item.from.kind == Kind::kLength;
  mention.is_set = item.from.kind == Kind::kSet;
  mention.timex = doc_.arena.Copy(timex.view());
  const bool wants_day = !mention.is_duration && !mention.is_set && item.from.kind != Kind::kRef;
  mention.confidence = (wants_day && !days.known() ? 0.6f : item.from.context ? 0.75f : 0.95f) * item.from.sure;
  doc_.times.push_back(mention);
  const bool bare_years = item.range && item.from.kind == Kind::kDate && item.from.month == 0;
  if (first.known() && item.from.kind != Kind::kPeriod && !bare_years) Remember(item.prep == TimeFlag::kSince ? first : days, item.range ? item.to : item.from, given.range ? given.to.year > 0 : given.from.year > 0, item.paragraph);
}

void TimeResolver::Remember(const Days& days, const TimePoint& point, bool written_year, uint32_t paragraph) {
  last_ = days;
  if (point.kind == Kind::kDate && point.year > 0 && written_year && point.span == TimeUnit::kYear && !point.before_christ) {
    named_year_ = point.year;
    named_month_ = point.month;
    named_paragraph_ = paragraph;
  } else if (narrative_ && days.known()) {
    const CivilDate date = DateOf(days.start);
    named_year_ = date.year;
    if (point.month > 0) named_month_ = point.month;
  }
}

TimeResolver::Days TimeResolver::Resolve(const TimePoint& point, const TimeItem& item, TimexText& timex) {
  switch (point.kind) {
    case Kind::kDate: return ResolveDate(point, item, timex);
    case Kind::kWeekday: return ResolveWeekday(point, item, timex);
    case Kind::kUnit: return ResolveUnit(point, timex);
    case Kind::kPeriod: return ResolvePeriod(point, timex);
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
    case Kind::kClock:
    case Kind::kPart: {
      const bool day = last_.known() && last_.start == last_.end;
      if (day) AddDay(last_.start, timex);
      else if (point.kind == Kind::kPart) timex.Add("XXXX-XX-XX");
      AddHours(point, timex);
      return day ? Days{last_.start, last_.start, TimeUnit::kDay} : Days{};
    }
    default: return {};
  }
}

/// The year of a month or season that stands without one, or 0.
int32_t TimeResolver::YearOf(const TimePoint& point, const TimeItem& item) const {
  // "turned": December, then "in January".
  const bool same_place = named_year_ > 0 && named_paragraph_ == item.paragraph && named_month_ > 0 && !point.shifted;
  if (narrative_ && !point.shifted && named_year_ > 0) {
    const bool turned = named_month_ >= 9 && point.month > 0 && point.month <= named_month_ - 6;
    return named_year_ + (turned ? 1 : 0);
  }
  if (!published()) return named_year_;
  const CivilDate today = DateOf(doc_.published_day);
  if (same_place && named_year_ != today.year && !item.future) return named_year_;
  if (!point.season.empty()) {
    const Range own = SeasonDays(today.year, point.season);
    if (point.shifted && point.shift == 0) return today.year - (point.season == "WI" && today.month <= 2 ? 1 : 0);
    if (point.shift > 0 || item.future) return own.start > doc_.published_day ? today.year : today.year + 1;
    int32_t year = today.year;
    const bool must_be_over = point.shifted && point.shift < 0;
    while ((must_be_over ? SeasonDays(year, point.season).end : SeasonDays(year, point.season).start) > doc_.published_day) --year;
    return year;
  }
  if (point.shifted && point.shift < 0 && !point.context) return point.month < today.month ? today.year : today.year - 1;
  if (point.shifted && point.shift > 0 && !point.context) return point.month > today.month ? today.year : today.year + 1;
  if (point.shifted && point.context && last_.known()) return DateOf(last_.start).year;
  const auto middle = [&](int32_t year) { return point.day > 0 ? DayNumber({year, point.month, std::min(point.day, DaysInMonth(year, point.month))}) : DayNumber({year, point.month, 15}); };
  const bool this_month = point.day == 0 && point.month == today.month;
  if (this_month || point.shifted) return today.year;
  const int32_t now = middle(today.year), past = now <= doc_.published_day ? today.year : today.year - 1;
  if (item.future) return now >= doc_.published_day ? today.year : today.year + 1;
  const int32_t back = doc_.published_day - middle(past), ahead = middle(past + 1) - doc_.published_day;
  // A past tense keeps the past, but for a day or two of the time zone.
  const int32_t cost = item.past ? 60 : kFutureCost;
  return ahead * cost < back ? past + 1 : past;
}

TimeResolver::Days TimeResolver::ResolveDate(TimePoint p, const TimeItem& item, TimexText& timex) {
  if (p.before_christ) {
    timex.Add("BC");
    timex.Number(p.year, 4);
    if (!p.season.empty() || p.month > 0) timex.Add("-");
    timex.Add(p.season);
    if (p.month > 0) timex.Number(p.month, 2);
    return {};
  }
  if (p.month == 0 && p.day > 0) {  // "the 15th"
    const int32_t anchor = last_.known() ? last_.start : doc_.published_day;
    if (anchor != kNoDay) {
      CivilDate date = DateOf(anchor);
      if (!last_.known() && p.day > date.day && !item.future) date = DateOf(AddMonths(anchor, -1));
      p.year = date.year;
      p.month = date.month;
    }
  } else if (p.year == 0) {
    const bool of_year = p.shifted && p.unit == TimeUnit::kYear;  // "August of that year", "the summer of last year"
    if (of_year && p.context && last_.known()) p.year = DateOf(last_.start).year + p.shift;
    else if (of_year && !p.context && published()) p.year = DateOf(doc_.published_day).year + p.shift;
    else p.year = YearOf(p, item);
  }
  const int32_t year = p.year > 0 ? p.year : -1;
  if (p.month > 0 && p.year > 0 && p.day > DaysInMonth(p.year, p.month)) p.day = 0;
  if (p.span == TimeUnit::kDecade) {
    timex.Number(p.year / 10, 3);
    const Range days = Narrow(YearDays(p.year, p.year + 9), p.portion);
    return {days.start, days.end, TimeUnit::kDecade};
  }
  if (p.span == TimeUnit::kCentury) {
    timex.Number(p.year / 100, 2);
    const Range days = Narrow(YearDays(p.year, p.year + 99), p.portion);
    return {days.start, days.end, TimeUnit::kCentury};
  }
  timex.Number(year, 4);
  if (!p.season.empty()) {
    timex.Add("-");
    timex.Add(p.season);
    if (year < 0) return {};
    const Range days = Narrow(SeasonDays(year, p.season), p.portion);
    return {days.start, days.end, TimeUnit::kQuarter};
  }
  if (p.month == 0 && p.day == 0) {
    if (p.portion == Portion::kFirstHalf || p.portion == Portion::kSecondHalf) timex.Add(p.portion == Portion::kFirstHalf ? "-H1" : "-H2");
    if (p.portion >= Portion::kQuarter1 && p.portion <= Portion::kQuarter4) {
      timex.Add("-Q");
      timex.Number(static_cast<int32_t>(p.portion) - static_cast<int32_t>(Portion::kQuarter1) + 1, 1);
    }
    if (year < 0) return {};
    const Range days = Narrow(YearDays(year, year), p.portion);
    return {days.start, days.end, TimeUnit::kYear};
  }
  timex.Add("-");
  timex.Number(p.month > 0 ? p.month : -1, 2);
  if (p.day > 0) {
    timex.Add("-");
    timex.Number(p.day, 2);
    AddHours(p, timex);
    if (year < 0 || p.month == 0) return {};
    const int32_t day = DayNumber({year, p.month, p.day});
    return {day, day, TimeUnit::kDay};
  }
  if (year < 0) return {};
  const Range days = Narrow(MonthDays(year, p.month), p.portion);
  return {days.start, days.end, TimeUnit::kMonth};
}

TimeResolver::Days TimeResolver::ResolveWeekday(const TimePoint& p, const TimeItem& item, TimexText& timex) const {
  const int32_t anchor = p.context && last_.known() ? last_.start : doc_.published_day;
  if (anchor == kNoDay || (p.context && !last_.known())) {
    timex.Add("XXXX-WXX-");
    timex.Number(p.weekday + 1, 1);
    AddHours(p, timex);
    return {};
  }
  const int32_t back = (Weekday(anchor) - p.weekday + 7) % 7;
  int32_t day = anchor - back;  // the same weekday is the day of publication itself
  if (p.shifted && p.shift < 0) day = back == 0 ? anchor - 7 : day;
  else if (p.shifted && p.shift > 0) day = anchor - back + 7;
  else if (p.shifted || item.future) day = back == 0 ? anchor : anchor - back + 7;
  AddDay(day, timex);
  AddHours(p, timex);
  return {day, day, TimeUnit::kDay};
}

TimeResolver::Days TimeResolver::ResolveUnit(const TimePoint& p, TimexText& timex) const {
  int32_t anchor = p.context ? (last_.known() ? last_.start : kNoDay) : doc_.published_day;
  // "the end of the year" without a year named is the year of publication; "the next day" is nothing then.
  if (anchor == kNoDay && p.context && !p.shifted && p.shift == 0) anchor = doc_.published_day;
  // A day counted from a whole month or year is not known.
  const bool coarse = p.context && last_.known() && last_.end - last_.start > 6 && p.unit <= TimeUnit::kWeek;
  const bool known = anchor != kNoDay && !coarse && std::abs(p.shift) <= kMaxShift && !p.vague && !(p.context && last_.known() && last_.end - last_.start > 31 && p.unit == TimeUnit::kMonth);
  if (p.context && p.shift > 0 && last_.known() && p.unit <= TimeUnit::kWeek) anchor = last_.end;
  const CivilDate date = known ? DateOf(anchor) : CivilDate{};
  switch (p.unit) {
    case TimeUnit::kSecond:
    case TimeUnit::kMinute:
    case TimeUnit::kHour:
      // Hours before or after an hour stay within the day as far as anyone can say.
      if (!known) timex.Add("XXXX-XX-XX");
      else AddDay(anchor, timex);
      return known && std::abs(p.shift) <= 12 ? Days{anchor, anchor, TimeUnit::kDay} : Days{};
    case TimeUnit::kDay: {
      if (!known) {
        timex.Add("XXXX-XX-XX");
        AddHours(p, timex);
        return {};
      }
      AddDay(anchor + p.shift, timex);
      AddHours(p, timex);
      return {anchor + p.shift, anchor + p.shift, TimeUnit::kDay};
    }
    case TimeUnit::kWeekend: {
      if (!known) {
        timex.Add("XXXX-WXX-WE");
        return {};
      }
      // "at the weekend": the last one begun; on a weekend day the running one.
      int32_t saturday = MondayOf(anchor) + 5;
      if (p.shifted && p.shift > 0) saturday = Weekday(anchor) >= 5 ? saturday + 7 : saturday;
      else if (!(p.shifted && p.shift == 0) && (Weekday(anchor) < 5 || p.shift < 0)) saturday -= 7;
      AddWeek(saturday, timex);
      timex.Add("-WE");
      return {saturday, saturday + 1, TimeUnit::kWeekend};
    }
    case TimeUnit::kWeek:
    case TimeUnit::kFortnight: {
      if (!known) {
        timex.Add("XXXX-WXX");
        return {};
      }
      const int32_t monday = MondayOf(anchor) + p.shift * (p.unit == TimeUnit::kWeek ? 7 : 14);
      AddWeek(monday, timex);
      const Range days = Narrow({monday, monday + 6}, p.portion);
      return {days.start, days.end, TimeUnit::kWeek};
    }
    case TimeUnit::kMonth: {
      if (!known) {
        timex.Add("XXXX-XX");
        return {};
      }
      const CivilDate month = DateOf(AddMonths(DayNumber({date.year, date.month, 1}), p.shift));
      timex.Number(month.year, 4);
      timex.Add("-");
      timex.Number(month.month, 2);
      const Range days = Narrow(MonthDays(month.year, month.month), p.portion);
      return {days.start, days.end, TimeUnit::kMonth};
    }
    case TimeUnit::kQuarter: {
      if (!known) {
        timex.Add("XXXX-QX");
        return {};
      }
      const CivilDate first = DateOf(AddMonths(DayNumber({date.year, (date.month - 1) / 3 * 3 + 1, 1}), p.shift * 3));
      timex.Number(first.year, 4);
      timex.Add("-Q");
      timex.Number((first.month - 1) / 3 + 1, 1);
      return {DayNumber(first), MonthDays(first.year, first.month + 2).end, TimeUnit::kQuarter};
    }
    default: break;
  }
  if (!known) {
    timex.Add(p.unit == TimeUnit::kYear ? "XXXX" : p.unit == TimeUnit::kDecade ? "XXX" : "XX");
    return {};
  }
  const int32_t width = p.unit == TimeUnit::kYear ? 1 : p.unit == TimeUnit::kDecade ? 10 : 100;
  const int32_t year = (date.year / width + p.shift) * width;
  if (year < 1) return {};
  timex.Number(year / width, width == 1 ? 4 : width == 10 ? 3 : 2);
  const Range days = Narrow(YearDays(year, year + width - 1), p.portion);
  return {days.start, days.end, p.unit};
}

/// "the past two years": up to the publication.
TimeResolver::Days TimeResolver::ResolvePeriod(const TimePoint& p, TimexText& timex) const {
  AddLength(p, timex);
  if (!published() || p.context || p.amount > kMaxShift) return {};
  // A vague number of units reaches as far back as "a few" does at least.
  const int32_t amount = p.vague ? 4 : static_cast<int32_t>(std::ceil(p.amount));
  const int32_t way = p.shift < 0 ? -1 : 1, today = doc_.published_day;
  int32_t far = today;
  switch (p.unit) {
    case TimeUnit::kSecond:
    case TimeUnit::kMinute: break;
    case TimeUnit::kHour: far = today + way * ((amount + 23) / 24); break;
    case TimeUnit::kDay: far = today + way * amount; break;
    case TimeUnit::kWeekend:
    case TimeUnit::kWeek: far = today + way * amount * 7; break;
    case TimeUnit::kFortnight: far = today + way * amount * 14; break;
    case TimeUnit::kMonth: far = AddMonths(today, way * amount); break;
    case TimeUnit::kQuarter: far = AddMonths(today, way * amount * 3); break;
    case TimeUnit::kYear: far = AddMonths(today, way * amount * 12); break;
    case TimeUnit::kDecade: far = AddMonths(today, way * std::min(amount, 100) * 120); break;
    case TimeUnit::kCentury: far = AddMonths(today, way * std::min(amount, 10) * 1200); break;
  }
  return {std::min(far, today), std::max(far, today), p.unit};
}

}  // namespace dateline
