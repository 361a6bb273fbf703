// From what a phrase of time says to days and a TIMEX3 value: against the publication date, the time last named, or the year a narrative has reached.
#pragma once

#include <cstdint>
#include <string_view>

#include "dateline/document.h"
#include "mentions/times_tables.h"

namespace dateline {

/// A short string on the stack.
class TimexText {
 public:
  std::string_view view() const { return {text_, size_}; }
  void Add(std::string_view text) {
    for (const char c : text) Put(c);
  }
  /// `digits` wide, zeros in front; "XX.." where value < 0.
  void Number(int32_t value, int digits);
  void Clear() { size_ = 0; }

 private:
  void Put(char c) {
    if (size_ < sizeof text_) text_[size_++] = c;
  }
  char text_[40];
  uint32_t size_ = 0;
};

class TimeResolver {
 public:
  /// `narrative`: dates without a year follow the year last named, not the publication.
  TimeResolver(Document& doc, bool narrative) : doc_(doc), narrative_(narrative) {}

  /// Appends the row of `item` to doc.times. Items come in the order of the text.
  void Add(const TimeItem& item);

 private:
  struct Days {
    int32_t start = TimeMention::kNoDay, end = TimeMention::kNoDay;
    TimeUnit unit = TimeUnit::kDay;
    bool known() const { return start != TimeMention::kNoDay; }
  };

  Days Resolve(const TimePoint& point, const TimeItem& item, TimexText& timex);
  Days ResolveDate(TimePoint point, const TimeItem& item, TimexText& timex);
  Days ResolveWeekday(const TimePoint& point, const TimeItem& item, TimexText& timex) const;
  Days ResolveUnit(const TimePoint& point, TimexText& timex) const;
  Days ResolvePeriod(const TimePoint& point, TimexText& timex) const;
  int32_t YearOf(const TimePoint& point, const TimeItem& item) const;
  void Remember(const Days& days, const TimePoint& point, bool written_year, uint32_t paragraph);
  bool published() const { return doc_.published_day != TimeMention::kNoDay; }

  Document& doc_;
  bool narrative_;
  Days last_;                 ///< the time last named
  int32_t named_year_ = 0;    ///< the year last written out with a month; 0: none
  int32_t named_month_ = 0;
  uint32_t named_paragraph_ = 0;
};

}  // namespace dateline
