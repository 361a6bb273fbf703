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
  kKnown, kStretch, kNever, kNamed,
};
/// In the order of kTimeFlagNames.
enum class TimeFlag : uint8_t {
  kNone, kWeak, kShort, kPlural, kPublication, kContext, kContextEnd, kPeriod, kRecent, kSpan, kSince, kUntil, kFor, kBetween, kFrom, kAnd, kZone,
  kAdjective, kSame, kHalf, kEvent, kEarlier, kLater,
};
/// In order of length; kTimeUnitNames has the TIMEX3 letters.
enum class TimeUnit : uint8_t { kSecond, kMinute, kHour, kDay, kWeekend, kWeek, kFortnight, kMonth, kQuarter, kYear, kDecade, kCentury };
/// In the order of kPortionNames.
enum class Portion : uint8_t {
  kNone, kStart, kMid, kEnd, kFirstHalf, kSecondHalf, kQuarter1, kQuarter2, kQuarter3, kQuarter4, kFirstWeek, kLastWeek,
  kEarlyHours, kSecondWeek, kThirdWeek, kFirstDay, kLastDay, kEve, kUntilNow, kFromNow,
};

/// How the day of a feast is found.
enum class FeastRule : uint8_t { kFixed, kEaster, kOrthodoxEaster, kIslamic, kHebrew, kLunarNewYear, kDiwali };
struct Feast {
  FeastRule rule = FeastRule::kFixed;
  int32_t month = 0, day = 0;  ///< of its own calendar; day 0: the whole month
  int32_t shift = 0;           ///< days from there
  int32_t length = 1;          ///< days
  int32_t unsure = 0;          ///< days either way
};

struct TimeTables {
  struct Row {
    int32_t value = 0;
    std::string_view text;  ///< the value as written; views the knowledge
    TimeFlag flag = TimeFlag::kNone;
    TimeUnit unit = TimeUnit::kDay;
    Portion portion = Portion::kNone;
    Feast feast;
  };
  /// A date known by its figures ("9/11"), or by month, day and the word behind ("the September 11 attacks").
  struct Known {
    int32_t first = 0, second = 0;
    uint32_t word = 0;
    int32_t year = 0, month = 0, day = 0;
  };
  std::vector<Row> rows;
  std::vector<Known> figures, events;
  PhraseIndex index;
  std::vector<uint8_t> telling;  ///< by word: 1 where a sentence with it may hold a time
  uint32_t the = 0, a = 0, an = 0, one = 0, of = 0, in = 0, on = 0, at = 0, s = 0;  ///< keys
  uint32_t apostrophe_s = 0, old = 0, other = 0, st = 0, nd = 0, rd = 0, th = 0;
  uint32_t had = 0, long_ = 0, half = 0, and_ = 0, time = 0, by = 0, war = 0, group = 0;
};

/// One end of a time, as said.
struct TimePoint {
  enum class Kind : uint8_t {
    kNone,
    kDate,     ///< of year, season, month, day what is not 0
    kFeast,    ///< `feast`, perhaps of `year`
    kWeekday,
    kUnit,     ///< a whole unit, `shift` units away from its anchor
    kPeriod,   ///< `amount` units that end (shift < 0) or begin (shift > 0) at the publication
    kLength,   ///< `amount` units, nowhere
    kAnchored, ///< `amount` units before (shift < 0) or after (shift > 0) what TimeItem::event says
    kSame,     ///< the time last named
    kSet, kRef,  ///< `text`
    kClock,    ///< hour and minute, no day
    kPart,     ///< part of a day, no day
  };
  Kind kind = Kind::kNone;
  int32_t year = 0, month = 0, day = 0;
  std::string_view season;          ///< SU, H1, Q3...
  const Feast* feast = nullptr;     ///< of the table
  TimeUnit span = TimeUnit::kYear;  ///< of `year`: kYear, kDecade (1990), kCentury (1800)
  bool before_christ = false;
  bool winter_of_two = false;       ///< "the winter of 1914-15": of the second year
  int32_t weekday = -1;
  TimeUnit unit = TimeUnit::kDay;
  int32_t shift = 0;
  bool shifted = false;   ///< "last", "this", "next" stands before it
  bool context = false;   ///< counts from the time last named, not from the publication
  double amount = 0;
  bool vague = false;
  std::string_view part;  ///< MO, AF, EV, NI, MI; NI+ goes on into the next day
  int32_t hour = -1, minute = 0;
  Portion portion = Portion::kNone;
  std::string_view text;
  float sure = 1;         ///< that this is a time and read rightly
  bool needs_prep = false;
  bool attribute = false; ///< "former", "current": describes a thing
};

/// True for a weekday, a date with its day, "today": what hours and parts of the day belong to.
inline bool IsOneDay(const TimePoint& p) {
  if (p.kind == TimePoint::Kind::kDate) return p.day > 0;
  return p.kind == TimePoint::Kind::kWeekday || (p.kind == TimePoint::Kind::kUnit && p.unit == TimeUnit::kDay);
}

/// A phrase of time of one sentence.
struct TimeItem {
  TimePoint from, to;
  bool range = false;
  TimeFlag prep = TimeFlag::kNone;
  bool future = false;  ///< its verb is of the future
  bool past = false;    ///< its verb is past
  bool main = false;    ///< tells when the sentence happens: hangs on its main verb, opens it, or is a heading
  bool opens = false;   ///< opens the sentence
  bool up_to = false;   ///< "by March": looks ahead to an end
  bool ends = false;    ///< "until May", "extended to May": the end of something, whatever the tense
  bool aside = false;   ///< in brackets or between quotation marks, or of an earlier past ("had fled in 2011")
  bool dated_event = false;  ///< `to` is the date of the event that `from` counts from
  uint32_t paragraph = 0;
  uint32_t sentence = 0;
  Span span;
  Span core;  ///< without the preposition
  TokenRange tokens;
  TokenRange event;  ///< what kAnchored counts from; empty: not named
};

}  // namespace dateline
