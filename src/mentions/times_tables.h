// The words of time as loaded from knowledge/times.tsv, and what a phrase of time says before days are worked out.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dateline/document.h"
#include "mentions/pieces.h"

namespace dateline {

/// Kinds of row, in the order of kTimeWordNames (times.cc).
enum class TimeWord : uint8_t {
  kMonth, kWeekday, kSeason, kFeast, kPart, kUnit, kDay, kRef, kShift, kPortion, kPrep, kLink, kTail, kApprox, kMany, kEvery, kSet, kEra, kClock, kZone, kFuture,
};
/// In the order of kTimeFlagNames.
enum class TimeFlag : uint8_t {
  kNone, kWeak, kShort, kPlural, kPublication, kContext, kContextEnd, kPeriod, kRecent, kSpan, kSince, kUntil, kFor, kBetween, kFrom, kAnd, kZone,
};
/// In order of length; kTimeUnitNames has the TIMEX3 letters.
enum class TimeUnit : uint8_t { kSecond, kMinute, kHour, kDay, kWeekend, kWeek, kFortnight, kMonth, kQuarter, kYear, kDecade, kCentury };
/// In the order of kPortionNames.
enum class Portion : uint8_t { kNone, kStart, kMid, kEnd, kFirstHalf, kSecondHalf, kQuarter1, kQuarter2, kQuarter3, kQuarter4, kFirstWeek, kLastWeek, kEarlyHours };

struct TimeTables {
  struct Row {
    int32_t value = 0;
    std::string_view text;  ///< the value as written; views the knowledge
    TimeFlag flag = TimeFlag::kNone;
    TimeUnit unit = TimeUnit::kDay;
    Portion portion = Portion::kNone;
  };
  std::vector<Row> rows;
  PhraseIndex index;
  std::vector<uint8_t> telling;  ///< by word: 1 where a sentence with it may hold a time
  uint32_t the = 0, a = 0, an = 0, one = 0, of = 0, in = 0, on = 0, at = 0, s = 0, apostrophe_s = 0, old = 0, other = 0, st = 0, nd = 0, rd = 0, th = 0;  ///< keys
};

/// One end of a time, as said.
struct TimePoint {
  enum class Kind : uint8_t {
    kNone,
    kDate,     ///< of year, season, month, day what is not 0
    kWeekday,
    kUnit,     ///< a whole unit, `shift` units away from its anchor
    kPeriod,   ///< `amount` units that end (shift < 0) or begin (shift > 0) at the publication
    kLength,   ///< `amount` units, nowhere
    kSet, kRef,  ///< `text`
    kClock,    ///< hour and minute, no day
    kPart,     ///< part of a day, no day
  };
  Kind kind = Kind::kNone;
  int32_t year = 0, month = 0, day = 0;
  std::string_view season;          ///< SU, H1, Q3...
  TimeUnit span = TimeUnit::kYear;  ///< of `year`: kYear, kDecade (1990), kCentury (1800)
  bool before_christ = false;
  int32_t weekday = -1;
  TimeUnit unit = TimeUnit::kDay;
  int32_t shift = 0;
  bool shifted = false;   ///< "last", "this", "next" stands before it
  bool context = false;   ///< counts from the time last named, not from the publication
  double amount = 0;
  bool vague = false;
  std::string_view part;  ///< MO, AF, EV, NI, MI
  int32_t hour = -1, minute = 0;
  Portion portion = Portion::kNone;
  std::string_view text;
  float sure = 1;         ///< that this is a time and read rightly
  bool needs_prep = false;
};

/// A phrase of time of one sentence.
struct TimeItem {
  TimePoint from, to;
  bool range = false;
  TimeFlag prep = TimeFlag::kNone;
  bool future = false;  ///< a word of the future stands nearer than a past tense
  bool past = false;    ///< a past tense stands nearer
  uint32_t paragraph = 0;
  Span span;
  Span core;  ///< without the preposition
  TokenRange tokens;
};

}  // namespace dateline
