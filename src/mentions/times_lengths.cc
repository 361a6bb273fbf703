// Lengths of time and how often: "six years", "two weeks later", "half a year", "every Friday".
#include <cmath>

#include "mentions/times_parser.h"

namespace dateline {
namespace {

using Kind = TimePoint::Kind;

}  // namespace

/// "two days ago", "a week later", "six-year", "over a year", "for years".
TimeParser::Maybe TimeParser::ParseLength(size_t at) const {
  size_t i = at;
  if (const QuantityMention* quantity = QuantityFrom(at)) {
    const bool counts = !quantity->is_year && !quantity->is_ordinal && !quantity->is_age && !quantity->is_money;
    if (!counts) return std::nullopt;
    i = PieceAfter(quantity->estimate.span, at);
    if (IsSign(i, '-') && Glued(i)) ++i;
    if (IsKey(i, tables_.of)) ++i;  // "dozens of days"
    Match unit = Find(i, TimeWord::kUnit);
    if (!unit && TagAt(i) == Upos::kAdj) {
      unit = Find(i + 1, TimeWord::kUnit);
      if (unit && unit.row->flag != TimeFlag::kPlural && Find(i, TimeWord::kShift)) return std::nullopt;  // "against 63 last year"
    }
    if (!unit) return std::nullopt;
    const bool range = quantity->estimate.hedge == Hedge::kRange && !quantity->estimate.high_open();  // "ten or fifteen years": the last named
    return FinishLength(unit.end, unit.row->unit, range ? quantity->estimate.high : quantity->estimate.best, quantity->estimate.hedge == Hedge::kVague, false);
  }
  double amount = 1;
  if (const Match approx = Find(at, TimeWord::kApprox)) {
    i = approx.end;
    if (approx.row->flag == TimeFlag::kHalf) amount = 0.5;
    if (IsSign(i, '-') && Glued(i)) ++i;
  }
  const bool article = IsKey(i, tables_.a) || IsKey(i, tables_.an) || IsKey(i, tables_.one);
  if (article || amount < 1) {
    size_t noun = article ? i + 1 : i;
    if (IsSign(noun, '-') && Glued(noun)) ++noun;
    const Match unit = Find(noun, TimeWord::kUnit);
    if (unit && unit.row->flag != TimeFlag::kPlural && unit.row->unit != TimeUnit::kQuarter) {
      size_t end = unit.end;
      if (const size_t half = HalfEnd(end); half > end) {
        amount += 0.5;
        end = half;
      }
      return FinishLength(end, unit.row->unit, amount, false, i == at && noun == i + 1 && !IsSign(unit.end, '-') && !IsMeasure(unit.end - 1));
    }
    if (amount < 1 || IsKey(i, tables_.one)) return std::nullopt;
  }
  if (const Match many = Find(i, TimeWord::kMany)) i = many.end;
  const Match unit = Find(i, TimeWord::kUnit);
  if (!unit) return std::nullopt;
  if (i == at && IsSign(unit.end, '-') && IsKey(unit.end + 1, tables_.long_)) {  // "a year-long siege"
    Maybe parsed = FinishLength(unit.end + 2, unit.row->unit, 1, unit.row->flag == TimeFlag::kPlural, false);
    return parsed;
  }
  if (unit.row->flag != TimeFlag::kPlural) return std::nullopt;
  return FinishLength(unit.end, unit.row->unit, 1, true, true);
}

/// Behind "and a half" or "-and-a-half"; `at` where that is not there.
size_t TimeParser::HalfEnd(size_t at) const {
  size_t i = at;
  for (const uint32_t key : {tables_.and_, tables_.a, tables_.half}) {
    if (IsSign(i, '-')) ++i;
    if (!IsKey(i, key)) return at;
    ++i;
  }
  return i;
}

/// True where the noun measures a verb: "lasted a year", "spent a month there".
bool TimeParser::IsMeasure(size_t at) const {
  const uint32_t token = pieces_[at].token;
  if (token >= doc_.tokens.deprel.size()) return false;
  const Deprel relation = doc_.tokens.deprel[token];
  return relation == Deprel::kObj || relation == Deprel::kOblUnmarked || relation == Deprel::kNmodUnmarked;
}

/// `at`: behind the unit.
TimeParser::Maybe TimeParser::FinishLength(size_t at, TimeUnit unit, double amount, bool vague, bool needs_prep) const {
  size_t end = at;
  if (IsSign(end, '-') && Glued(end)) ++end;
  if (IsKey(end, tables_.old)) return std::nullopt;
  Parsed parsed;
  TimePoint& p = parsed.point;
  p.unit = unit;
  p.amount = amount;
  p.vague = vague;
  parsed.end = at;
  const Match tail = Find(at, TimeWord::kTail);
  const bool closes = tail && (tail.end >= pieces_.size() || pieces_[tail.end].kind == Piece::Kind::kSign);
  if (tail && tail.row->flag == TimeFlag::kContextEnd && !closes) {
    if (const Maybe anchored = ParseAnchored(parsed, tail.end, tail.row->value)) return anchored;
  }
  if (tail && (tail.row->flag != TimeFlag::kContextEnd || closes)) {
    parsed.end = tail.end;
    p.context = tail.row->flag != TimeFlag::kPublication;
    p.shifted = true;
    if (vague || amount > 100000) {
      p.kind = Kind::kRef;
      p.text = tail.row->value < 0 ? "PAST_REF" : "FUTURE_REF";
      p.vague = true;
      return parsed;
    }
    p.kind = Kind::kUnit;
    if (unit == TimeUnit::kYear && amount != std::floor(amount)) {  // "a year and a half ago"
      p.unit = TimeUnit::kMonth;
      amount *= 12;
    }
    p.shift = tail.row->value * static_cast<int32_t>(std::lround(amount));
    return parsed;
  }
  p.kind = Kind::kLength;
  p.needs_prep = needs_prep;
  return parsed;
}

/// "every day", "each year", "per month", "every two weeks".
TimeParser::Maybe TimeParser::ParseEvery(size_t at) const {
  const Match every = Find(at, TimeWord::kEvery);
  if (!every || every.end >= pieces_.size()) return std::nullopt;
  Parsed parsed;
  TimePoint& p = parsed.point;
  p.kind = Kind::kSet;
  p.amount = 1;
  size_t next = every.end;
  if (IsKey(next, tables_.other)) {
    p.amount = 2;
    ++next;
  } else if (const QuantityMention* quantity = QuantityFrom(next); quantity && !quantity->is_year) {
    p.amount = quantity->estimate.best;
    next = PieceAfter(quantity->estimate.span, next);
  }
  if (const Match unit = Find(next, TimeWord::kUnit)) {
    p.unit = unit.row->unit;
    parsed.end = unit.end;
    return parsed;
  }
  if (const Match weekday = Find(next, TimeWord::kWeekday); weekday && weekday.row->flag != TimeFlag::kShort) {
    p.weekday = weekday.row->value;
    parsed.end = weekday.end;
    return parsed;
  }
  const Match part = Find(next, TimeWord::kPart);
  const Match season = Find(next, TimeWord::kSeason);
  if (!part && !season) return std::nullopt;
  p.unit = part ? TimeUnit::kDay : TimeUnit::kYear;
  parsed.end = part ? part.end : season.end;
  return parsed;
}

}  // namespace dateline
