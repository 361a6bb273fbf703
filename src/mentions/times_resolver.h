// From what a phrase of time says to days and a TIMEX3 value: against the day the report was written, the time last named, or the time a narrative has reached.
#pragma once

#include <cstdint>
#include <string_view>

#include "dateline/document.h"
#include "mentions/times_anchor.h"
#include "mentions/times_calendar.h"
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
  void Cut(size_t size) { size_ = static_cast<uint32_t>(size); }

 private:
  void Put(char c) {
    if (size_ < sizeof text_) text_[size_++] = c;
  }
  char text_[48];
  uint32_t size_ = 0;
};

/// "P2Y", "PT24H", "PXW", "P6M" for half a year.
void AddLength(const TimePoint& point, TimexText& timex);

class TimeResolver {
 public:
  /// `narrative`: dates without a year follow the time the story has reached, not the publication; `history`: so do "this year" and "next summer".
  TimeResolver(Document& doc, TimeAnchor anchor, bool narrative, bool history) : doc_(doc), anchor_(anchor), narrative_(narrative), history_(history) {}

  /// Appends the row of `item` to doc.times. Items come in the order of the text.
  void Add(const TimeItem& item);

 private:
  static constexpr int32_t kNoYear = INT32_MIN;  ///< years are astronomical: 0 is 1 BC
  struct Days {
    int32_t start = TimeMention::kNoDay, end = TimeMention::kNoDay;
    TimeUnit unit = TimeUnit::kDay;
    bool known() const { return start != TimeMention::kNoDay; }
  };

  Days Resolve(const TimePoint& point, const TimeItem& item, TimexText& timex);
  Days ResolveDate(const TimePoint& point, const TimeItem& item, TimexText& timex);
  Days ResolveDayOfMonth(const TimePoint& point, const TimeItem& item, TimexText& timex);
  Days ResolveFeast(const TimePoint& point, const TimeItem& item, TimexText& timex);
  Days ResolveWeekday(const TimePoint& point, const TimeItem& item, TimexText& timex) const;
  Days ResolveUnit(const TimePoint& point, const TimeItem& item, TimexText& timex) const;
  Days ResolvePeriod(const TimePoint& point, TimexText& timex) const;
  Days ResolveAnchored(const TimePoint& point, const TimeItem& item, TimexText& timex);
  Days ResolveSame(const TimePoint& point, const TimeItem& item, TimexText& timex) const;
  Days ResolveHours(const TimePoint& point, const TimeItem& item, TimexText& timex) const;

  /// The year of a month, season or feast that stands without one, or kNoYear.
  int32_t YearOf(const TimePoint& point, const TimeItem& item) const;
  int32_t StoryYear(const TimePoint& point) const;
  int32_t YearBeside(const TimePoint& point) const;
  int32_t NewsYear(const TimePoint& point, const TimeItem& item) const;
  /// Days of a month, day, season or feast in a year.
  static DayRange InYear(const TimePoint& point, int32_t year);
  DayRange Clip(DayRange days, const TimePoint& point, const TimeItem& item) const;
  void ShareYear(TimeItem& item) const;

  /// The last day-known time whose sentence names all that the words of `event` name.
  Days FindEvent(TokenRange event) const;
  TokenRange SentenceOf(uint32_t token) const;
  bool SentenceNames(TokenRange event, uint32_t token) const;

  void Remember(const Days& days, const TimeItem& item, bool written_year);
  void Narrate(const Days& days, const TimeItem& item, bool written_year);
  /// The day "today" means, or kNoDay.
  int32_t Today() const;
  void AddYear(int32_t year, TimexText& timex) const;
  void AddMonth(int32_t day, TimexText& timex) const;
  void AddDay(int32_t day, TimexText& timex) const;
  void AddWeek(int32_t day, TimexText& timex) const;
  void AddUnknown(std::string_view form, TimexText& timex) const;

  Document& doc_;
  TimeAnchor anchor_;
  bool narrative_, history_;
  Days last_;                   ///< the time last named
  uint32_t last_sentence_ = 0, last_paragraph_ = 0;
  bool last_main_ = false;
  int32_t last_day_ = TimeMention::kNoDay;  ///< the single day last named
  uint32_t last_day_sentence_ = 0;
  Days story_;                  ///< the time the narrative has reached
  uint32_t story_sentence_ = 0;
  int32_t named_year_ = kNoYear;  ///< the year last written out with a month
  uint32_t named_paragraph_ = 0;
};

}  // namespace dateline
