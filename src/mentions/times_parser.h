// The grammar of times over the pieces of one sentence.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "mentions/times_tables.h"

namespace dateline {

class TimeParser {
 public:
  /// `first_quantity`: the first row of doc.quantities that may lie in the sentence.
  TimeParser(const Document& doc, const TimeTables& tables, std::span<const Piece> pieces, const Sentence& sentence, size_t first_quantity, bool before_christ)
      : doc_(doc), tables_(tables), pieces_(pieces), sentence_(sentence), first_quantity_(first_quantity), before_christ_(before_christ) {}

  /// Appends the times of the sentence, in order, none overlapping.
  void Run(std::vector<TimeItem>& items);

 private:
  using Row = TimeTables::Row;
  struct Match {
    const Row* row = nullptr;
    size_t end = 0;
    explicit operator bool() const { return row != nullptr; }
  };
  struct Parsed {
    TimePoint point, to;  ///< `to` where range, or the date of an event
    bool range = false;
    bool dated_event = false;
    TokenRange event;
    size_t end = 0;
  };
  using Maybe = std::optional<Parsed>;

  Match Find(size_t at, TimeWord kind) const;
  bool IsKey(size_t at, uint32_t key) const { return at < pieces_.size() && pieces_[at].key == key; }
  bool IsSign(size_t at, char sign) const { return at < pieces_.size() && pieces_[at].IsSign(sign); }
  bool Glued(size_t at) const { return at < pieces_.size() && !pieces_[at].space_before; }
  bool IsNumber(size_t at) const { return at < pieces_.size() && pieces_[at].IsNumber(); }
  Upos TagAt(size_t at) const;
  bool IsPluralNoun(size_t at) const;
  const QuantityMention* QuantityFrom(size_t at) const;
  size_t PieceAfter(Span span, size_t from) const;

  /// A number 1-31, its ordinal mark included; 0 where there is none.
  int32_t DayAt(size_t at, size_t& end) const;
  /// A year of four digits, perhaps behind a comma; 0 where there is none.
  int32_t YearAt(size_t at, size_t& end) const;
  size_t ReadYear(size_t at, TimePoint& point) const;
  Match MonthAt(size_t at) const;
  bool MonthIsMeant(size_t at, const Match& month, bool beside_number) const;

  Maybe ParsePoint(size_t at) const;
  Maybe ParseCore(size_t at, bool in_portion) const;
  Maybe ParsePlain(size_t at, bool the, bool in_portion) const;
  Maybe ParseNumeric(size_t at) const;
  Maybe ParseDayMonth(size_t at) const;
  Maybe ParseMonth(size_t at, const TimePoint* shift) const;
  Maybe ParseWeekday(size_t at, const TimePoint* shift) const;
  Maybe ParseSeason(size_t at, bool the, const TimePoint* shift) const;
  Maybe ParseShift(size_t at, bool the) const;
  Maybe ParseLength(size_t at) const;
  Maybe FinishLength(size_t at, TimeUnit unit, double amount, bool vague, bool needs_prep) const;
  bool IsMeasure(size_t at) const;
  size_t HalfEnd(size_t at) const;
  bool IsBeforeChrist(size_t at, size_t& end) const;
  bool StandsAsYear(size_t at) const;
  Maybe ParseCentury(size_t at) const;
  Maybe ParseDecade(size_t at) const;
  Maybe ParseYear(size_t at, bool the) const;
  Maybe ParseClock(size_t at) const;
  Maybe ParseEvery(size_t at) const;
  Maybe ParsePart(size_t at, bool the) const;
  Maybe ParseWord(size_t at) const;
  Maybe ParseTheDay(size_t at) const;
  Maybe ParseFeast(size_t at) const;
  Maybe ParseKnown(size_t at) const;
  int32_t KnownYear(const TimePoint& date, size_t end) const;
  /// "the first two years of the war", "the final day of the battle".
  Maybe ParsePartOfEvent(size_t at) const;
  /// "two days after the fall of the town"; `at`: behind "after".
  Maybe ParseAnchored(const Parsed& length, size_t at, int32_t way) const;
  size_t ClauseEnd(size_t at, uint32_t verb) const;
  Maybe ParseRate(size_t at) const;
  /// Part of the day or time of day behind a date.
  void ReadPartOrClock(Parsed& parsed) const;
  void ReadRange(TimeItem& item, size_t& end) const;
  void ReadCues(TimeItem& item, size_t begin, size_t end) const;
  void ReadTree(TimeItem& item) const;
  void ReadTense(TimeItem& item, uint32_t verb, bool opens) const;
  bool IsAside(size_t begin) const;
  bool IsPartOfName(const TimeItem& item) const;
  bool NamesThing(const TimeItem& item, size_t core, size_t end) const;
  bool IsSide(uint32_t verb) const;
  uint32_t HeadOf(TokenRange tokens) const;
  /// Behind the noun phrase that begins at `at`, what "of" adds included; `at` where there is none.
  size_t NounPhraseEnd(size_t at) const;
  void ShareYears(std::vector<TimeItem>& items, size_t first) const;

  size_t Step(size_t at, std::vector<TimeItem>& items);

  const Document& doc_;
  const TimeTables& tables_;
  std::span<const Piece> pieces_;
  const Sentence& sentence_;
  size_t first_quantity_;
  TimeFlag prep_ = TimeFlag::kNone;  ///< of the phrase being read
  bool has_prep_ = false;
  size_t core_ = 0;       ///< piece behind the preposition
  mutable bool portion_ = false;  ///< "early", "the end of" stands before what is read
  bool before_christ_;    ///< the report has years before Christ: "in 479" is one
};

}  // namespace dateline
