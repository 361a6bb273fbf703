// The day a report counts from.
#pragma once

#include "dateline/document.h"
#include "mentions/times_tables.h"
#include "text/lexicon.h"

namespace dateline {

struct TimeAnchor {
  static constexpr int32_t kSomeYear = 9001;  ///< stands for the unknown year: no leap year, and far from all that reports tell of
  /// True of the years that are counted from the unknown one.
  static constexpr bool IsUnknown(int32_t year) { return year > kSomeYear - 500; }

  int32_t day = TimeMention::kNoDay;
  bool has_year = true;  ///< false: only month and day of `day` mean something
  bool known() const { return day != TimeMention::kNoDay; }
  bool dated() const { return known() && has_year; }
};

/// The day the report was written: that of its dateline ("BEIRUT, Oct. 14 (Reuters)") where it has one, in the year of the publication; else the day of
/// publication. A dateline without a year and a report without a date of publication leave the year open.
TimeAnchor FindAnchor(const Document& doc, const TimeTables& tables, const Vocabulary& vocabulary);

}  // namespace dateline
