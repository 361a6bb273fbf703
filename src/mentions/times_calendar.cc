#include "mentions/times_calendar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>

#include "base/days.h"

namespace dateline {
namespace {

constexpr int32_t kEpoch = 719163;           ///< 1970-01-01 counted from 1 January of the year 1 as day 1
constexpr int32_t kHebrewEpoch = -1373427;   ///< 1 Tishri of the year 1, so counted
constexpr int32_t kIslamicEpoch = 227015;    ///< 1 Muharram of the year 1, civil reckoning
constexpr int32_t kTishri = 7, kTevet = 10, kAdar = 12;

int32_t FloorDiv(int32_t a, int32_t b) { return a / b - (a % b != 0 && (a < 0) != (b < 0)); }

/// Western Easter, after the anonymous Gregorian algorithm.
int32_t Easter(int32_t year) {
  const int32_t a = year % 19, b = year / 100, c = year % 100;
  const int32_t g = (8 * b + 13) / 25, h = (19 * a + b - b / 4 - g + 15) % 30;
  const int32_t l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7, m = (a + 11 * h + 19 * l) / 433;
  const int32_t month = (h + l - 7 * m + 90) / 25;
  return DayNumber({year, month, (h + l - 7 * m + 33 * month + 19) % 32});
}

/// Easter of the Julian calendar, as a day of the Gregorian one.
int32_t OrthodoxEaster(int32_t year) {
  const int32_t d = (19 * (year % 19) + 15) % 30, e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const int32_t month = (d + e + 114) / 31, day = (d + e + 114) % 31 + 1;
  return DayNumber({year, month, day}) + year / 100 - year / 400 - 2;
}

/// The tabular Islamic calendar; what is seen in the sky differs by a day.
int32_t IslamicDay(int32_t year, int32_t month, int32_t day) {
  return kIslamicEpoch - 1 + (year - 1) * 354 + FloorDiv(3 + 11 * year, 30) + 29 * (month - 1) + month / 2 + day - kEpoch;
}

bool IsHebrewLeap(int32_t year) { return (7 * year + 1) % 19 < 7; }

/// Days from the epoch to the mean new moon of Tishri, moved off Sunday, Wednesday and Friday.
int32_t HebrewElapsed(int32_t year) {
  const int32_t months = FloorDiv(235 * year - 234, 19);
  const int64_t parts = 12084 + int64_t{13753} * months;
  const auto day = static_cast<int32_t>(29 * months + parts / 25920);
  return (3 * (day + 1)) % 7 < 3 ? day + 1 : day;
}

int32_t HebrewNewYear(int32_t year) {
  const int32_t before = HebrewElapsed(year - 1), now = HebrewElapsed(year), after = HebrewElapsed(year + 1);
  return kHebrewEpoch + now + (after - now == 356 ? 2 : now - before == 382 ? 1 : 0) - kEpoch;
}

/// Months are counted from Nisan; the year begins with Tishri.
int32_t HebrewMonthLength(int32_t year, int32_t month) {
  const int32_t days = HebrewNewYear(year + 1) - HebrewNewYear(year);
  if (month == 8) return days % 10 == 5 ? 30 : 29;
  if (month == 9) return days % 10 == 3 ? 29 : 30;
  if (month == kAdar) return IsHebrewLeap(year) ? 30 : 29;
  return month == 2 || month == 4 || month == 6 || month == 10 || month == 13 ? 29 : 30;
}

int32_t HebrewDay(int32_t year, int32_t month, int32_t day) {
  const int32_t last = IsHebrewLeap(year) ? 13 : 12;
  if (month == kAdar) month = last;  // feasts of Adar are kept in the second one
  int32_t at = HebrewNewYear(year) + day - 1;
  for (int32_t m = kTishri; m != month; m = m == last ? 1 : m + 1) at += HebrewMonthLength(year, m);
  return at;
}

/// The new moon number k after that of January 2000 in days since 1970 (universal time), to about an hour (Meeus' series, its great terms).
double NewMoon(int32_t k) {
  const double rad = std::numbers::pi / 180, n = k;
  const double sun = (2.5534 + 29.10535670 * n) * rad, moon = (201.5643 + 385.81693528 * n) * rad, node = (160.7108 + 390.67050284 * n) * rad;
  const double days = 2451550.09766 + 29.530588861 * n - 0.40720 * std::sin(moon) + 0.17241 * std::sin(sun) + 0.01608 * std::sin(2 * moon) +
                      0.01039 * std::sin(2 * node) + 0.00739 * std::sin(moon - sun) - 0.00514 * std::sin(moon + sun) + 0.00208 * std::sin(2 * sun);
  return days - 2440587.5;
}

/// The first new moon from an instant on.
double NewMoonFrom(double from) {
  auto k = static_cast<int32_t>(std::floor((from - 10962.6) / 29.530588861)) - 1;
  while (NewMoon(k) < from) ++k;
  return NewMoon(k);
}

/// The new moon between 21 January and 20 February, in Beijing.
int32_t LunarNewYear(int32_t year) {
  constexpr double kZone = 8.0 / 24;
  return static_cast<int32_t>(std::floor(NewMoonFrom(DayNumber({year, 1, 21}) - kZone) + kZone));
}

/// The evening before the new moon between mid-October and mid-November, in India.
int32_t Diwali(int32_t year) {
  constexpr double kZone = 5.5 / 24, kDusk = 17.8 / 24;
  const double local = NewMoonFrom(DayNumber({year, 10, 17}) + 0.5 - kZone) + kZone, day = std::floor(local);
  return static_cast<int32_t>(day) - (local - day < kDusk ? 1 : 0);
}

}  // namespace

DayRange MonthDays(int32_t year, int32_t month) { return {DayNumber({year, month, 1}), DayNumber({year, month, DaysInMonth(year, month)})}; }
DayRange YearDays(int32_t first, int32_t last) { return {DayNumber({first, 1, 1}), DayNumber({last, 12, 31})}; }

DayRange SeasonDays(int32_t year, std::string_view season) {
  if (season == "SP") return {DayNumber({year, 3, 1}), DayNumber({year, 5, 31})};
  if (season == "SU") return {DayNumber({year, 6, 1}), DayNumber({year, 8, 31})};
  if (season == "FA") return {DayNumber({year, 9, 1}), DayNumber({year, 11, 30})};
  return {DayNumber({year - 1, 12, 1}), MonthDays(year, 2).end};
}

int32_t MondayOf(int32_t day) { return day - Weekday(day); }

int32_t AddMonths(int32_t day, int32_t months) {
  const CivilDate date = DateOf(day);
  const int32_t at = date.year * 12 + date.month - 1 + months;
  const int32_t year = FloorDiv(at, 12), month = at - year * 12 + 1;
  return DayNumber({year, month, std::min(date.day, DaysInMonth(year, month))});
}

DayRange Narrow(DayRange days, Portion portion) {
  const int32_t length = days.end - days.start + 1;
  const CivilDate first = DateOf(days.start), last = DateOf(days.end);
  const bool year = first.year == last.year && first.month == 1 && first.day == 1 && last.month == 12 && last.day == 31;
  const auto slice = [&](int32_t from, int32_t to, int32_t of) {  // of a year whole months
    if (year) return DayRange{DayNumber({first.year, 12 * from / of + 1, 1}), MonthDays(first.year, 12 * to / of).end};
    return DayRange{days.start + length * from / of, days.start + std::max(length * to / of - 1, length * from / of)};
  };
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
    case Portion::kSecondWeek: return {std::min(days.end, days.start + 7), std::min(days.end, days.start + 13)};
    case Portion::kThirdWeek: return {std::min(days.end, days.start + 14), std::min(days.end, days.start + 20)};
    case Portion::kLastWeek: return {std::max(days.start, days.end - 6), days.end};
    case Portion::kFirstDay: return {days.start, days.start};
    case Portion::kLastDay: return {days.end, days.end};
    case Portion::kEve: return {days.start - 1, days.start - 1};
    default: return days;
  }
}

bool IsDay(Portion portion) { return portion == Portion::kFirstDay || portion == Portion::kLastDay || portion == Portion::kEve; }

std::optional<Feast> ParseFeast(std::string_view text) {
  constexpr std::array<std::string_view, 7> kRules = {"", "easter", "orthodox", "hijri", "hebrew", "chinese", "diwali"};
  Feast feast;
  const size_t letters = std::min(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz"), text.size());
  const auto rule = std::find(kRules.begin(), kRules.end(), text.substr(0, letters));
  if (rule == kRules.end()) return std::nullopt;
  feast.rule = static_cast<FeastRule>(rule - kRules.begin());
  text.remove_prefix(letters);
  const auto number = [&](int32_t& out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    text.remove_prefix(static_cast<size_t>(end - text.data()));
    return error == std::errc() && out >= 0;
  };
  const bool dated = feast.rule == FeastRule::kFixed || feast.rule == FeastRule::kIslamic || feast.rule == FeastRule::kHebrew;
  if (dated) {
    if (feast.rule != FeastRule::kFixed) {
      if (!text.starts_with(':')) return std::nullopt;
      text.remove_prefix(1);
    }
    if (!number(feast.month) || feast.month < 1 || feast.month > 12) return std::nullopt;
    const bool day = text.starts_with('-');
    if (day) {
      text.remove_prefix(1);
      if (!number(feast.day) || feast.day < 1 || feast.day > 31) return std::nullopt;
    } else if (feast.rule != FeastRule::kIslamic) {
      return std::nullopt;
    }
  }
  while (!text.empty()) {
    const char sign = text.front();
    int32_t value = 0;
    text.remove_prefix(1);
    if (!number(value) || value > 100) return std::nullopt;
    if (sign == '+' || sign == '-') feast.shift = sign == '+' ? value : -value;
    else if (sign == '*' && value > 0) feast.length = value;
    else if (sign == '~') feast.unsure = value;
    else return std::nullopt;
  }
  return feast;
}

DayRange FeastDays(const Feast& feast, int32_t cycle) {
  int32_t day = 0;
  switch (feast.rule) {
    case FeastRule::kFixed: day = DayNumber({cycle, feast.month, std::min(feast.day, DaysInMonth(cycle, feast.month))}); break;
    case FeastRule::kEaster: day = Easter(cycle); break;
    case FeastRule::kOrthodoxEaster: day = OrthodoxEaster(cycle); break;
    case FeastRule::kIslamic:
      if (feast.day == 0) return {IslamicDay(cycle, feast.month, 1), IslamicDay(cycle + feast.month / 12, feast.month % 12 + 1, 1) - 1};
      day = IslamicDay(cycle, feast.month, feast.day);
      break;
    case FeastRule::kHebrew: day = HebrewDay(cycle + (feast.month >= kTishri && feast.month < kTevet ? 3761 : 3760), feast.month, feast.day); break;
    case FeastRule::kLunarNewYear: day = LunarNewYear(cycle); break;
    case FeastRule::kDiwali: day = Diwali(cycle); break;
  }
  day += feast.shift;
  return {day, day + feast.length - 1};
}

int32_t FeastCycle(const Feast& feast, int32_t year) {
  if (feast.rule != FeastRule::kIslamic) return year;
  const int32_t first = DayNumber({year, 1, 1}), last = DayNumber({year, 12, 31});
  int32_t cycle = (first - IslamicDay(1, 1, 1)) / 355;
  while (FeastDays(feast, cycle).start < first) ++cycle;
  return FeastDays(feast, cycle).start > last ? cycle - 1 : cycle;
}

}  // namespace dateline
