// What an actor was when: the columns `active` and `codes` of the actor tables, read once (the head of knowledge/actors/armed_groups.tsv explains them).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/table.h"
#include "dateline/mention.h"
#include "dateline/result.h"

namespace dateline {

/// Days since 1970-01-01, inclusive; TimeMention::kNoDay: open.
struct DayRange {
  int32_t from = TimeMention::kNoDay;
  int32_t to = TimeMention::kNoDay;

  bool open() const { return from == TimeMention::kNoDay && to == TimeMention::kNoDay; }
  bool Before(int32_t day) const { return to != TimeMention::kNoDay && to < day; }
  bool After(int32_t day) const { return from != TimeMention::kNoDay && from > day; }
  bool Contains(int32_t day) const { return !Before(day) && !After(day); }
};

/// Codes that hold for a time only. An empty country: the usual one.
struct DatedCode {
  DayRange days;
  std::string_view country;
  std::string_view sectors;
  bool whole = false;  ///< an empty country is none
};

/// True for a PLOVER sector or top code ("REB", "IGO").
bool IsSector(std::string_view code);

/// "2014-", "-1994", "2000-2024", "2019-03-23/2021", "" (always). `row` and `table` are for the error.
Result<DayRange> ReadActive(const Table& table, const Table::Row& row, std::string_view cell);

/// "GOV@1996-09-27/2001-11-13;YEM GOV@2015/". Appends to `out`.
Result<void> ReadCodes(const Table& table, const Table::Row& row, std::string_view cell, std::vector<DatedCode>& out);

}  // namespace dateline
