// Days since 1970-01-01 in the proleptic Gregorian calendar, and back (Howard Hinnant's civil-day algorithms, restated).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dateline {

struct CivilDate {
  int32_t year = 1970;
  int32_t month = 1;  ///< 1-12
  int32_t day = 1;    ///< 1-31
  friend bool operator==(const CivilDate&, const CivilDate&) = default;
};

int32_t DayNumber(CivilDate date);
CivilDate DateOf(int32_t day_number);
int32_t DaysInMonth(int32_t year, int32_t month);
/// 0 Monday ... 6 Sunday.
int32_t Weekday(int32_t day_number);
/// "2018-01-15".
std::string IsoDay(int32_t day_number);
/// The day of "2018-01-15" or "2018-01-15T10:00:00Z" (what follows the day is not read).
std::optional<int32_t> ParseIsoDay(std::string_view text);

}  // namespace dateline
