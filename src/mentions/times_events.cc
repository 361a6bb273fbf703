// Times named by what happens: feasts, known dates, stretches of an event, lengths counted from one, rates.
#include <algorithm>

#include "base/days.h"
#include "mentions/times_parser.h"

namespace dateline {
namespace {

using Kind = TimePoint::Kind;

}  // namespace

/// "Ramadan", "Christmas 2007", "Eid al-Fitr last year", "this Easter" (the shift is read by ParseShift).
TimeParser::Maybe TimeParser::ParseFeast(size_t at) const {
  const Match feast = Find(at, TimeWord::kFeast);
  if (!feast || !pieces_[at].capitalized) return std::nullopt;
  // "White Christmas", "Operation Ramadan": a name, unless a preposition or a small word leads to it.
  if (at > 1 && pieces_[at - 1].IsWord() && pieces_[at - 1].capitalized) {
    const Upos before = TagAt(at - 1);
    if (before != Upos::kAdp && before != Upos::kDet && !Find(at - 1, TimeWord::kPrep)) return std::nullopt;
  }
  Parsed parsed;
  TimePoint& p = parsed.point;
  p.kind = Kind::kFeast;
  p.feast = &feast.row->feast;
  parsed.end = feast.end;
  if (const size_t end = ReadYear(feast.end, p); end > 0) {
    parsed.end = end;
  } else if (TagAt(feast.end) == Upos::kPropn && pieces_[feast.end].IsWord() && pieces_[feast.end].capitalized) {  // "the Tet Offensive", "the Yom Kippur War"
    return std::nullopt;
  }
  return parsed;
}

/// "9/11": a date that everybody knows.
TimeParser::Maybe TimeParser::ParseKnown(size_t at) const {
  const bool figures = IsSign(at + 1, '/') && Glued(at + 1) && Glued(at + 2) && IsNumber(at + 2);
  if (!figures || (IsSign(at + 3, '/') && Glued(at + 3)) || (at > 0 && IsSign(at - 1, '/'))) return std::nullopt;
  for (const TimeTables::Known& known : tables_.figures) {
    if (pieces_[at].value != known.first || pieces_[at + 2].value != known.second || pieces_[at].decimal || pieces_[at + 2].decimal) continue;
    Parsed parsed;
    parsed.point.kind = Kind::kDate;
    parsed.point.year = known.year;
    parsed.point.month = known.month;
    parsed.point.day = known.day;
    parsed.end = at + 3;
    return parsed;
  }
  return std::nullopt;
}

/// The year of "the September 11 attacks", 0 for other dates.
int32_t TimeParser::KnownYear(const TimePoint& date, size_t end) const {
  if (end >= pieces_.size() || date.year != 0) return 0;
  for (const TimeTables::Known& known : tables_.events) {
    if (known.month != date.month || known.day != date.day || known.word != pieces_[end].key) continue;
    const bool to_come = doc_.published_day != TimeMention::kNoDay && doc_.published_day < DayNumber({known.year, known.month, known.day});
    if (!to_come) return known.year;
  }
  return 0;
}

/// "the first two years of the war", "the final day of the battle", `at` behind "the".
TimeParser::Maybe TimeParser::ParsePartOfEvent(size_t at) const {
  const Match stretch = Find(at, TimeWord::kStretch);
  if (!stretch) return std::nullopt;
  size_t next = stretch.end;
  Parsed parsed;
  TimePoint& p = parsed.point;
  p.kind = Kind::kLength;
  p.amount = 1;
  const QuantityMention* quantity = next < pieces_.size() ? QuantityFrom(next) : nullptr;
  if (quantity != nullptr && !quantity->is_year && !quantity->is_ordinal) {
    p.amount = quantity->estimate.best;
    p.vague = quantity->estimate.hedge == Hedge::kVague;
    next = PieceAfter(quantity->estimate.span, next);
  } else if (const Match many = Find(next, TimeWord::kMany)) {
    p.vague = true;
    next = many.end;
  }
  const Match unit = Find(next, TimeWord::kUnit);
  if (!unit || !IsKey(unit.end, tables_.of) || unit.end + 1 >= pieces_.size()) return std::nullopt;
  p.unit = unit.row->unit;
  if (quantity == nullptr && unit.row->flag == TimeFlag::kPlural) p.vague = true;
  if (Find(unit.end + 1, TimeWord::kMonth) || IsNumber(unit.end + 1)) {  // "the first three months of 2018": the year is a time of its own
    parsed.end = unit.end;
    return parsed;
  }
  parsed.end = NounPhraseEnd(unit.end + 1);
  return parsed.end > unit.end + 1 ? Maybe(parsed) : std::nullopt;
}

TimeParser::Maybe TimeParser::ParseAnchored(const Parsed& length, size_t at, int32_t way) const {
  if (at >= pieces_.size()) return std::nullopt;
  Parsed parsed = length;
  parsed.point.kind = Kind::kAnchored;
  parsed.point.shift = way;
  parsed.point.shifted = true;
  const auto is_day = [](const TimePoint& p) { return (p.kind == Kind::kDate && p.month > 0) || p.kind == Kind::kWeekday || p.kind == Kind::kFeast; };
  if (const Maybe day = ParseCore(at, false); day && !day->range && is_day(day->point)) {
    parsed.to = day->point;
    parsed.dated_event = true;
    parsed.end = day->end;
    return parsed;
  }
  const size_t end = NounPhraseEnd(at);
  const Upos first = TagAt(at);
  if (end == at || first == Upos::kPron || first == Upos::kVerb || first == Upos::kAux) return std::nullopt;
  const uint32_t head = HeadOf({pieces_[at].token, pieces_[end - 1].token + 1});
  if (head < doc_.tokens.deprel.size()) {
    const Deprel relation = doc_.tokens.deprel[head];
    if (relation == Deprel::kNsubj || relation == Deprel::kNsubjPass) {  // "two days after the rebels took it"
      const size_t clause = ClauseEnd(end, doc_.tokens.head[head]);
      if (clause == end) return std::nullopt;
      parsed.event = {pieces_[at].token, pieces_[clause - 1].token + 1};
      parsed.end = clause;
      return parsed;
    }
  }
  parsed.end = end;
  if (!IsKey(at, tables_.a) && !IsKey(at, tables_.an)) parsed.event = {pieces_[at].token, pieces_[end - 1].token + 1};
  for (size_t i = at; i < end; ++i) {  // "two days after the 3 March attack"
    if (!IsNumber(i) && !Find(i, TimeWord::kMonth)) continue;
    const Maybe day = IsNumber(i) ? ParseDayMonth(i) : ParseMonth(i, nullptr);
    if (!day || day->range || day->point.day == 0) continue;
    parsed.to = day->point;
    parsed.dated_event = true;
    parsed.end = std::max(parsed.end, day->end);
    break;
  }
  return parsed;
}

/// Behind the clause that goes on at `at` with its verb, up to the next sign; `at` where it is too long or has no such verb.
size_t TimeParser::ClauseEnd(size_t at, uint32_t verb) const {
  constexpr size_t kLongest = 10;  // pieces; a longer clause tells more than when
  size_t end = at;
  bool has_verb = false;
  for (; end < pieces_.size() && pieces_[end].kind != Piece::Kind::kSign && end - at <= kLongest; ++end) has_verb |= pieces_[end].token == verb;
  return has_verb && end - at <= kLongest ? end : at;
}

/// "30 a day", "$1 billion a year".
TimeParser::Maybe TimeParser::ParseRate(size_t at) const {
  if (at == 0 || !(IsKey(at, tables_.a) || IsKey(at, tables_.an))) return std::nullopt;
  const Match unit = Find(at + 1, TimeWord::kUnit);
  if (!unit || unit.row->flag == TimeFlag::kPlural || unit.row->unit < TimeUnit::kDay || unit.row->unit == TimeUnit::kQuarter) return std::nullopt;
  const Upos before = TagAt(at - 1);
  const uint32_t token = pieces_[unit.end - 1].token;
  const Deprel relation = token < doc_.tokens.deprel.size() ? doc_.tokens.deprel[token] : Deprel::kNone;
  const bool hangs = relation == Deprel::kOblUnmarked || relation == Deprel::kNmodUnmarked;
  if (!IsNumber(at - 1) && before != Upos::kNum && !(hangs && before == Upos::kNoun)) return std::nullopt;
  const Upos next = TagAt(unit.end);
  if (next == Upos::kNoun || Find(unit.end, TimeWord::kTail)) return std::nullopt;
  Parsed parsed;
  parsed.point.kind = Kind::kSet;
  parsed.point.unit = unit.row->unit;
  parsed.point.amount = 1;
  parsed.end = unit.end;
  return parsed;
}

}  // namespace dateline
