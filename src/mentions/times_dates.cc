// Days of the single kinds of time.
#include <algorithm>
#include <cmath>

#include "base/days.h"
#include "mentions/times_resolver.h"

namespace dateline {
namespace {

using Kind = TimePoint::Kind;
constexpr int32_t kNoDay = TimeMention::kNoDay;
constexpr int32_t kMaxShift = 3000;  ///< units; beyond it a phrase stays relative
constexpr int32_t kFutureCost = 3;   ///< a date without a year is taken as past unless the coming one is this much nearer
constexpr int32_t kPastCost = 60;    ///< the same beside a past tense: a day or two of the time zone
constexpr int32_t kForthCost = 10, kBackCost = 22;  ///< a month: a story goes on rather than back
constexpr int32_t kSameYear = 70;  ///< a year left out is the year last said,
constexpr int32_t kSaidYear = 130; ///< the more so where it was said without a month ("late 1949")
constexpr uint32_t kDayReach = 6;    ///< sentences from a day to "the previous day", over coarser times
constexpr uint32_t kHourReach = 3;   ///< sentences from a day to its hours
constexpr int32_t kFewUnits = 4;     ///< how far back "the past few" reaches at least

void AddHours(const TimePoint& point, TimexText& timex) {
  if (point.hour >= 0) {
    timex.Add("T");
    timex.Number(point.hour, 2);
    timex.Add(":");
    timex.Number(point.minute, 2);
  } else if (!point.part.empty()) {
    timex.Add("T");
    timex.Add(point.part.substr(0, point.part.find('+')));
  }
}

/// A year as written as an astronomical one: 1 BC is 0.
int32_t Astronomical(const TimePoint& point) { return point.before_christ ? 1 - point.year : point.year; }

/// The month in the middle of a season.
int32_t MonthOf(std::string_view season) { return season == "SP" ? 4 : season == "SU" ? 7 : season == "FA" ? 10 : 1; }

int32_t FloorDiv(int32_t a, int32_t b) { return a / b - (a % b != 0 && (a < 0) != (b < 0)); }

}  // namespace

void TimeResolver::AddWeek(int32_t day, TimexText& timex) const {
  const int32_t thursday = MondayOf(day) + 3;
  const int32_t year = DateOf(thursday).year;
  AddYear(year, timex);
  timex.Add("-W");
  timex.Number((thursday - DayNumber({year, 1, 1})) / 7 + 1, 2);
}

DayRange TimeResolver::InYear(const TimePoint& point, int32_t year) {
  if (point.feast != nullptr) return FeastDays(*point.feast, FeastCycle(*point.feast, year));
  if (!point.season.empty()) return SeasonDays(year, point.season);
  if (point.day == 0) return MonthDays(year, point.month);
  const int32_t day = DayNumber({year, point.month, std::min(point.day, DaysInMonth(year, point.month))});
  return {day, day};
}

int32_t TimeResolver::YearOf(const TimePoint& point, const TimeItem& item) const {
  int32_t year = kNoYear;
  if (point.shifted && point.unit == TimeUnit::kYear && point.kind == Kind::kDate) {  // "August of that year", "the summer of last year"
    const int32_t from = point.context ? (last_.known() ? last_.start : kNoDay) : Today();
    return from == kNoDay ? kNoYear : DateOf(from).year + point.shift;
  }
  if (narrative_ && story_.known()) year = StoryYear(point);
  else if (anchor_.known()) year = NewsYear(point, item);
  else if (named_year_ != kNoYear) year = named_year_;
  if (year != kNoYear && point.month == 2 && point.day == 29 && point.feast == nullptr) {  // a leap year
    for (const int32_t step : {0, -1, 1, -2, 2}) {
      if (DaysInMonth(year + step, 2) == 29) return year + step;
    }
  }
  return year;
}

/// The year in which the date lies nearest to the time the story has reached.
int32_t TimeResolver::StoryYear(const TimePoint& point) const {
  const bool fine = story_.unit == TimeUnit::kDay || story_.unit == TimeUnit::kMonth;
  const CivilDate now = DateOf(fine ? story_.start : story_.start + (story_.end - story_.start) / 2);
  const bool whole_year = story_.unit == TimeUnit::kYear && story_.end - story_.start > 360;
  if (point.shifted && point.context && last_.known()) return YearBeside(point);
  if (point.shifted && !point.context) {  // "next summer", "last March", "this spring"
    if (point.shift == 0) return now.year;
    int32_t year = now.year;
    if (point.shift > 0) while (InYear(point, year).start <= story_.start) ++year;
    else while (InYear(point, year).end >= story_.start) --year;
    return year;
  }
  if (point.shifted || whole_year) return now.year;
  const int32_t month = point.feast != nullptr ? DateOf(InYear(point, now.year).start).month : point.month > 0 ? point.month : MonthOf(point.season);
  int32_t best = now.year, least = INT32_MAX;
  const int32_t same = story_.unit == TimeUnit::kYear ? kSaidYear : kSameYear;
  for (int32_t year = now.year - 1; year <= now.year + 1; ++year) {
    const int32_t on = (year - now.year) * 12 + month - now.month;
    const int32_t cost = (on >= 0 ? on * kForthCost : -on * kBackCost) - (year == now.year ? same : 0);
    if (cost < least) least = cost, best = year;
  }
  return best;
}

/// "that same spring", "the following March", "the previous winter": beside the time last named.
int32_t TimeResolver::YearBeside(const TimePoint& point) const {
  const int32_t named = DateOf(last_.start).year;
  if (last_.unit >= TimeUnit::kYear) return named + point.shift;
  int32_t year = named + 2;
  while (InYear(point, year).start > last_.end) --year;  // the last one begun by then
  if (point.shift > 0) return year + 1;
  if (point.shift < 0) return InYear(point, year).end < last_.start ? year : year - 1;
  const bool over = InYear(point, year).end < last_.start;
  return over && InYear(point, year + 1).start - last_.end < last_.start - InYear(point, year).end ? year + 1 : year;
}

int32_t TimeResolver::NewsYear(const TimePoint& point, const TimeItem& item) const {
  const int32_t day = anchor_.day;
  const CivilDate today = DateOf(day);
  // "In March 2014 they came. In June ...": the year named just before.
  if (named_year_ != kNoYear && named_paragraph_ == item.paragraph && !point.shifted && named_year_ != today.year && !item.future) return named_year_;
  if (point.shifted && point.context && last_.known()) return YearBeside(point);
  const bool month = point.season.empty() && point.feast == nullptr && point.day == 0;
  if (point.shifted && point.shift == 0) return today.year + (point.season == "WI" && today.month > 8 ? 1 : 0);
  if (point.shifted) {
    int32_t year = today.year;
    if (point.shift < 0) while (month ? InYear(point, year).start > DayNumber({today.year, today.month, 1}) - 1 : InYear(point, year).end >= day) --year;
    else while (InYear(point, year).start <= day) ++year;
    return year;
  }
  if (month && point.month == today.month) return today.year;
  if (item.future) {
    int32_t year = today.year;
    while (InYear(point, year).end < day) ++year;
    return year;
  }
  // The last one that has begun, unless the coming one is far nearer.
  int32_t year = today.year + 1;
  while (InYear(point, year).start > day) --year;
  const bool long_stretch = !point.season.empty() || (point.feast != nullptr && point.feast->length > 1);
  if (long_stretch) return year;
  const DayRange past = InYear(point, year), next = InYear(point, year + 1);
  const int32_t back = day - (past.start + past.end) / 2, ahead = (next.start + next.end) / 2 - day;
  return ahead * (item.past && !item.ends ? kPastCost : kFutureCost) < back ? year + 1 : year;
}

/// "the 15th": of the month last named, or the last one before the report.
TimeResolver::Days TimeResolver::ResolveDayOfMonth(const TimePoint& p, const TimeItem& item, TimexText& timex) {
  const int32_t anchor = last_.known() ? last_.start : Today();
  if (anchor == kNoDay) {
    AddUnknown("XXXX-XX-", timex);
    timex.Number(p.day, 2);
    return {};
  }
  CivilDate date = DateOf(anchor);
  if (!last_.known() && p.day > date.day && !item.future) date = DateOf(AddMonths(anchor, -1));
  TimePoint whole = p;
  whole.month = date.month;
  whole.before_christ = date.year <= 0;
  whole.year = date.year > 0 ? date.year : 1 - date.year;
  return ResolveDate(whole, item, timex);
}

TimeResolver::Days TimeResolver::ResolveDate(const TimePoint& given, const TimeItem& item, TimexText& timex) {
  TimePoint p = given;
  const size_t begin = timex.view().size();
  if (p.span != TimeUnit::kYear) {  // "the 1990s", "the 470s BC", "the 5th century BC"
    const bool decade = p.span == TimeUnit::kDecade;
    const int32_t width = decade ? 10 : 100;
    if (p.before_christ) timex.Add("BC");
    timex.Number(p.year / width, decade ? 3 : 2);
    const int32_t first = p.before_christ ? 1 - (p.year + width - 1) : p.year;
    const DayRange days = Narrow(YearDays(first, first + width - 1), p.portion);
    return {days.start, days.end, p.span};
  }
  const int32_t year = p.year > 0 ? Astronomical(p) : YearOf(p, item);
  if (p.month > 0 && year != kNoYear && p.day > DaysInMonth(year, p.month)) p.day = 0;
  AddYear(year, timex);
  if (!p.season.empty()) {
    timex.Add("-");
    timex.Add(p.season);
    if (year == kNoYear) return {};
    DayRange days = Narrow(SeasonDays(year, p.season), p.portion);
    const bool either = p.season == "WI" && given.year > 0 && !p.winter_of_two && p.portion == Portion::kNone;
    if (either) days.end = DayNumber({year, 12, 31});  // "the winter of 2016" means its beginning or its end
    return {days.start, days.end, TimeUnit::kQuarter};
  }
  if (p.month == 0) {
    if (p.portion == Portion::kFirstHalf || p.portion == Portion::kSecondHalf) timex.Add(p.portion == Portion::kFirstHalf ? "-H1" : "-H2");
    if (p.portion >= Portion::kQuarter1 && p.portion <= Portion::kQuarter4) {
      timex.Add("-Q");
      timex.Number(static_cast<int32_t>(p.portion) - static_cast<int32_t>(Portion::kQuarter1) + 1, 1);
    }
    if (year == kNoYear) return {};
    const DayRange days = Narrow(YearDays(year, year), p.portion);
    if (IsDay(p.portion)) {
      timex.Cut(begin);
      AddDay(days.start, timex);
      return {days.start, days.end, TimeUnit::kDay};
    }
    return {days.start, days.end, TimeUnit::kYear};
  }
  timex.Add("-");
  timex.Number(p.month, 2);
  if (p.day > 0) {
    timex.Add("-");
    timex.Number(p.day, 2);
    AddHours(p, timex);
    if (year == kNoYear) return {};
    int32_t day = DayNumber({year, p.month, p.day});
    if (p.portion == Portion::kEve) {
      timex.Cut(begin);
      AddDay(--day, timex);
    }
    return {day, day, TimeUnit::kDay};
  }
  if (year == kNoYear) return {};
  const DayRange days = Narrow(MonthDays(year, p.month), p.portion);
  if (IsDay(p.portion)) {
    timex.Cut(begin);
    AddDay(days.start, timex);
    return {days.start, days.end, TimeUnit::kDay};
  }
  return {days.start, days.end, TimeUnit::kMonth};
}

/// A feast of one day is that day, one of the moon give or take a day; Ramadan is the month.
TimeResolver::Days TimeResolver::ResolveFeast(const TimePoint& p, const TimeItem& item, TimexText& timex) {
  const bool month = p.feast->day == 0 && p.feast->rule == FeastRule::kIslamic;
  const int32_t year = p.year > 0 ? Astronomical(p) : YearOf(p, item);
  if (year == kNoYear || year < 1 || TimeAnchor::IsUnknown(year)) {
    const bool fixed = p.feast->rule == FeastRule::kFixed;
    timex.Add(month ? "XXXX-XX" : "XXXX-");
    if (!month && !fixed) timex.Add("XX-XX");
    if (fixed) {
      timex.Number(p.feast->month, 2);
      timex.Add("-");
      timex.Number(p.feast->day, 2);
    }
    return {};
  }
  const DayRange whole = FeastDays(*p.feast, FeastCycle(*p.feast, year)), days = Narrow(whole, p.portion);
  const bool one_day = !month || IsDay(p.portion);
  if (one_day) {
    AddDay(days.start, timex);
    AddHours(p, timex);
    return {days.start - p.feast->unsure, days.end + p.feast->unsure, TimeUnit::kDay};
  }
  AddDay(whole.start, timex);
  timex.Add("/");
  AddDay(whole.end, timex);
  return {days.start, days.end, TimeUnit::kMonth};
}

TimeResolver::Days TimeResolver::ResolveWeekday(const TimePoint& p, const TimeItem& item, TimexText& timex) const {
  const bool story = history_ && !anchor_.known() && story_.known() && story_.end - story_.start < 7;
  const bool context = p.context || story;
  const int32_t anchor = context ? (story ? story_.start : last_.known() ? last_.start : kNoDay) : anchor_.dated() ? anchor_.day : kNoDay;
  if (anchor == kNoDay) {
    timex.Add("XXXX-WXX-");
    timex.Number(p.weekday + 1, 1);
    AddHours(p, timex);
    return {};
  }
  const int32_t back = (Weekday(anchor) - p.weekday + 7) % 7;
  int32_t day = anchor - back;  // the same weekday is the day of publication itself
  if (p.shifted && p.shift < 0) day = back == 0 ? anchor - 7 : day;
  else if (p.shifted && p.shift == 0 && item.past && !context) day = anchor - back;  // "this Sunday they came"
  else if (p.shifted && p.shift > 0) day = anchor - back + 7;
  else if (p.shifted || item.future || context) day = back == 0 ? anchor : anchor - back + 7;
  AddDay(day, timex);
  AddHours(p, timex);
  return {day, day, TimeUnit::kDay};
}

/// "earlier this week" ends with the day of publication, "later this month" begins with it, and what has happened "this year" is over.
DayRange TimeResolver::Clip(DayRange days, const TimePoint& p, const TimeItem& item) const {
  if (!anchor_.dated() || p.context || !p.shifted || p.shift != 0 || anchor_.day < days.start || anchor_.day > days.end) return Narrow(days, p.portion);
  if (p.portion == Portion::kFromNow) return {anchor_.day, days.end};
  const bool over = p.portion == Portion::kNone && p.unit >= TimeUnit::kMonth && !item.future;
  if (p.portion == Portion::kUntilNow || over) return {days.start, anchor_.day};
  return Narrow(days, p.portion);
}

TimeResolver::Days TimeResolver::ResolveUnit(const TimePoint& p, const TimeItem& item, TimexText& timex) const {
  const bool told = p.unit >= TimeUnit::kYear && narrative_ && story_.known() && item.sentence > last_sentence_ && !last_main_;
  int32_t anchor = p.context ? (told ? story_.start : last_.known() ? last_.start : kNoDay) : anchor_.known() || p.unit >= TimeUnit::kMonth ? Today() : kNoDay;
  // "the end of the year" without a year named is the year of publication; "the next day" is nothing then.
  if (anchor == kNoDay && p.context && !p.shifted && p.shift == 0) anchor = Today();
  // A day counted from a whole month or year is not known.
  const bool context = p.context && last_.known();
  // A report on a day goes back to it behind a month named in passing.
  const bool passing = context && last_.end - last_.start > 6 && last_day_ != kNoDay && item.sentence <= last_day_sentence_ + kDayReach;
  if (passing && !narrative_ && p.unit == TimeUnit::kDay && p.shifted) {
    AddDay(last_day_ + p.shift, timex);
    AddHours(p, timex);
    return {last_day_ + p.shift, last_day_ + p.shift, TimeUnit::kDay};
  }
  const bool coarse = context && last_.end - last_.start > 6 && p.unit <= TimeUnit::kWeek;
  const bool month_of_year = context && last_.end - last_.start > 31 && p.unit == TimeUnit::kMonth;
  const bool known = anchor != kNoDay && !coarse && !month_of_year && std::abs(p.shift) <= kMaxShift && !p.vague;
  if (context && p.shift > 0 && p.unit <= TimeUnit::kWeek) anchor = last_.end;
  const CivilDate date = known ? DateOf(anchor) : CivilDate{};
  switch (p.unit) {
    case TimeUnit::kSecond:
    case TimeUnit::kMinute:
    case TimeUnit::kHour:
      // Hours before or after an hour stay within the day as far as anyone can say.
      if (known) AddDay(anchor, timex);
      else AddUnknown("XXXX-XX-XX", timex);
      return known && std::abs(p.shift) <= 12 ? Days{anchor, anchor, TimeUnit::kDay} : Days{};
    case TimeUnit::kDay: {
      if (!known) {
        AddUnknown("XXXX-XX-XX", timex);
        AddHours(p, timex);
        return {};
      }
      AddDay(anchor + p.shift, timex);
      AddHours(p, timex);
      return {anchor + p.shift, anchor + p.shift + (p.part.ends_with('+') ? 1 : 0), TimeUnit::kDay};
    }
    case TimeUnit::kWeekend: {
      if (!known) {
        timex.Add("XXXX-WXX-WE");
        return {};
      }
      // "at the weekend": the last one begun; on a weekend day the running one.
      int32_t saturday = MondayOf(anchor) + 5;
      if (p.shifted && p.shift > 0) saturday = Weekday(anchor) >= 5 ? saturday + 7 : saturday;
      else if (!(p.shifted && p.shift == 0 && !item.past) && (Weekday(anchor) < 5 || p.shift < 0)) saturday -= 7;
      AddWeek(saturday, timex);
      timex.Add("-WE");
      return {saturday, saturday + 1, TimeUnit::kWeekend};
    }
    case TimeUnit::kWeek:
    case TimeUnit::kFortnight: {
      if (!known) {
        AddUnknown("XXXX-WXX", timex);
        return {};
      }
      const int32_t monday = MondayOf(anchor) + p.shift * (p.unit == TimeUnit::kWeek ? 7 : 14);
      AddWeek(monday, timex);
      const DayRange days = Clip({monday, monday + 6}, p, item);
      return {days.start, days.end, TimeUnit::kWeek};
    }
    case TimeUnit::kMonth: {
      if (!known) {
        AddUnknown("XXXX-XX", timex);
        return {};
      }
      const int32_t first = AddMonths(DayNumber({date.year, date.month, 1}), p.shift);
      AddMonth(first, timex);
      const CivilDate month = DateOf(first);
      const DayRange days = Clip(MonthDays(month.year, month.month), p, item);
      return {days.start, days.end, TimeUnit::kMonth};
    }
    case TimeUnit::kQuarter: {
      if (!known) {
        timex.Add("XXXX-QX");
        return {};
      }
      const CivilDate first = DateOf(AddMonths(DayNumber({date.year, (date.month - 1) / 3 * 3 + 1, 1}), p.shift * 3));
      AddYear(first.year, timex);
      timex.Add("-Q");
      timex.Number((first.month - 1) / 3 + 1, 1);
      return {DayNumber(first), MonthDays(first.year, first.month + 2).end, TimeUnit::kQuarter};
    }
    default: break;
  }
  if (!known) {
    AddUnknown(p.unit == TimeUnit::kYear ? "XXXX" : p.unit == TimeUnit::kDecade ? "XXX" : "XX", timex);
    return {};
  }
  if (p.unit == TimeUnit::kYear) {
    const int32_t year = date.year + p.shift;
    AddYear(year, timex);
    const DayRange days = Clip(YearDays(year, year), p, item);
    return {days.start, days.end, p.unit};
  }
  // Decades and centuries before Christ are counted by their figures, 489-480 as 48.
  const int32_t width = p.unit == TimeUnit::kDecade ? 10 : 100, digits = p.unit == TimeUnit::kDecade ? 3 : 2;
  const bool before = date.year <= 0;
  const int32_t count = before ? (1 - date.year) / width - p.shift : FloorDiv(date.year, width) + p.shift;
  if (count < 0) return {};
  if (before) timex.Add("BC");
  timex.Number(count, digits);
  const int32_t first = before ? 1 - (count * width + width - 1) : count * width;
  const DayRange days = Narrow(YearDays(first, first + width - 1), p.portion);
  return {days.start, days.end, p.unit};
}

/// "the past two years": up to the publication.
TimeResolver::Days TimeResolver::ResolvePeriod(const TimePoint& p, TimexText& timex) const {
  AddLength(p, timex);
  if (!anchor_.dated() || p.context || p.amount > kMaxShift) return {};
  const int32_t amount = p.vague ? kFewUnits : static_cast<int32_t>(std::ceil(p.amount));
  const int32_t way = p.shift < 0 ? -1 : 1, today = anchor_.day;
  int32_t far = today;
  switch (p.unit) {
    case TimeUnit::kSecond:
    case TimeUnit::kMinute: return {};  // of a match or a speech as often
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

/// An hour or part of the day: of the day named in this sentence or the one before.
TimeResolver::Days TimeResolver::ResolveHours(const TimePoint& p, const TimeItem& item, TimexText& timex) const {
  const bool follows = p.kind == Kind::kClock || item.paragraph == last_paragraph_;
  const bool near = item.sentence <= last_sentence_ + (follows ? kHourReach : 1);
  const bool day = last_.known() && last_.start == last_.end && near && !item.range;  // "between 3 p.m. and 6 a.m." is a habit as often
  if (day) AddDay(last_.start, timex);
  else if (p.kind == Kind::kPart) AddUnknown("XXXX-XX-XX", timex);
  AddHours(p, timex);
  return day ? Days{last_.start, last_.start, TimeUnit::kDay} : Days{};
}

/// "at the time": the day or month named in this sentence or the one before.
TimeResolver::Days TimeResolver::ResolveSame(const TimePoint& p, const TimeItem& item, TimexText& timex) const {
  const bool day = last_.unit == TimeUnit::kDay && last_.start == last_.end, month = last_.unit == TimeUnit::kMonth;
  if (!last_.known() || item.sentence > last_sentence_ + 1 || !(day || month)) {
    timex.Add(p.text);
    return {};
  }
  if (day) AddDay(last_.start, timex);
  else AddMonth(last_.start, timex);
  return last_;
}

/// "two days after the fall of the town": counted where the report tells the day of the event, else a length.
TimeResolver::Days TimeResolver::ResolveAnchored(const TimePoint& p, const TimeItem& item, TimexText& timex) {
  Days event;
  if (item.dated_event) {
    TimexText unused;
    event = Resolve(item.to, item, unused);
  } else if (!item.event.empty()) {
    event = FindEvent(item.event);
  }
  const bool countable = event.known() && !p.vague && std::abs(p.amount) < kMaxShift && event.end - event.start < (p.unit <= TimeUnit::kWeek ? 7 : 366);
  if (!countable) {
    AddLength(p, timex);
    return {};
  }
  TimePoint unit = p;
  unit.kind = Kind::kUnit;
  unit.context = true;
  unit.shift = p.shift * static_cast<int32_t>(std::lround(p.amount));
  const Days kept = last_;
  last_ = event;
  const Days days = ResolveUnit(unit, item, timex);
  last_ = kept;
  return days;
}

TokenRange TimeResolver::SentenceOf(uint32_t token) const {
  const auto after = std::upper_bound(doc_.sentences.begin(), doc_.sentences.end(), token, [](uint32_t t, const Sentence& s) { return t < s.tokens.begin; });
  return after == doc_.sentences.begin() ? TokenRange{} : std::prev(after)->tokens;
}

bool TimeResolver::SentenceNames(TokenRange event, uint32_t token) const {
  const TokenRange sentence = SentenceOf(token);
  const TokenTable& tokens = doc_.tokens;
  bool any = false;
  for (uint32_t t = event.begin; t < event.end; ++t) {
    const Upos tag = tokens.upos[t];
    if (tag != Upos::kNoun && tag != Upos::kPropn && tag != Upos::kVerb) continue;
    any = true;
    bool found = false;
    for (uint32_t other = sentence.begin; other < sentence.end && !found; ++other) {
      if (event.Contains(other)) continue;
      const bool lemma = tokens.lemma[t].valid() && tokens.lemma[other] == tokens.lemma[t];
      found = lemma || (tokens.word[t].valid() ? tokens.word[other] == tokens.word[t] : doc_.token(other) == doc_.token(t));
    }
    if (!found) return false;
  }
  return any;
}

TimeResolver::Days TimeResolver::FindEvent(TokenRange event) const {
  constexpr size_t kReach = 48;  // times looked back
  const size_t count = doc_.times.size();
  Days found;
  TokenRange sentence;
  for (size_t i = count; i > 0 && count - i < kReach; --i) {
    const TimeMention& time = doc_.times[i - 1];
    if (time.start == kNoDay || time.is_set || time.tokens.end > event.begin) continue;
    if (found.known() && !sentence.Contains(time.tokens.begin)) break;
    if (!found.known() && !SentenceNames(event, time.tokens.begin)) continue;
    found = {time.start, time.end, TimeUnit::kDay};  // the first time of that sentence
    sentence = SentenceOf(time.tokens.begin);
  }
  return found;
}

}  // namespace dateline
