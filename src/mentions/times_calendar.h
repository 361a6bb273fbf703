// Calendars behind the phrases of time: stretches of the civil calendar, and the feasts of five others.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "mentions/times_tables.h"

namespace dateline {

/// Days since 1970-01-01, inclusive.
struct DayRange {
  int32_t start = 0, end = 0;
};

DayRange MonthDays(int32_t year, int32_t month);
DayRange YearDays(int32_t first, int32_t last);
/// Meteorological seasons of the north ("SP", "SU", "FA", "WI"); the winter of a year ends in its February.
DayRange SeasonDays(int32_t year, std::string_view season);
/// Monday of the ISO week of `day`.
int32_t MondayOf(int32_t day);
/// `day` moved by whole months, kept inside the month.
int32_t AddMonths(int32_t day, int32_t months);
/// The part of a stretch that "early", "the end of", "the first half of" mean.
DayRange Narrow(DayRange days, Portion portion);
/// True for "the first day of", "the last day of", "the eve of".
bool IsDay(Portion portion);

/// Reads "12-25", "easter-2", "orthodox", "hijri:10-01~1", "hijri:09", "hebrew:01-15*7", "chinese", "diwali": the rule, behind a colon month and day of its
/// calendar (a month alone is all of it), +N or -N days on, *N days long, ~N days unsure either way.
std::optional<Feast> ParseFeast(std::string_view text);

/// The day or days of the feast in a cycle of its own calendar (see FeastCycle), without its unsureness.
DayRange FeastDays(const Feast& feast, int32_t cycle);
/// The cycle whose feast begins in the civil year, or else the nearest before: the civil year itself but for the Islamic calendar, which laps it.
int32_t FeastCycle(const Feast& feast, int32_t year);

}  // namespace dateline
