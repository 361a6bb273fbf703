// The cores of the grammar of times: dates, weekdays, units, lengths, hours.
#include <algorithm>
#include <cmath>

#include "mentions/times_parser.h"

namespace dateline {
namespace {

using Kind = TimePoint::Kind;
constexpr int32_t kFirstYear = 1000, kLastYear = 2199;

bool IsYearValue(const Piece& piece) {
  return piece.IsNumber() && piece.digits == 4 && !piece.grouped && !piece.decimal && !piece.strange && piece.value >= kFirstYear && piece.value <= kLastYear;
}

}  // namespace

int32_t TimeParser::DayAt(size_t at, size_t& end) const {
  if (!IsNumber(at)) return 0;
  const Piece& piece = pieces_[at];
  if (piece.grouped || piece.decimal || piece.digits > 2 || piece.value < 1 || piece.value > 31) return 0;
  end = at + 1;
  if (Glued(end)) {
    const uint32_t key = pieces_[end].key;
    if (key == tables_.st || key == tables_.nd || key == tables_.rd || key == tables_.th) {
      ++end;
    } else if (pieces_[end].IsWord()) {
      return 0;
    }
  }
  return static_cast<int32_t>(piece.value);
}

int32_t TimeParser::YearAt(size_t at, size_t& end) const {
  size_t i = at;
  if (IsSign(i, ',')) ++i;
  else if (IsKey(i, tables_.of)) ++i;
  else if (IsSign(i, '-') && Glued(i) && Glued(i + 1)) ++i;
  if (i >= pieces_.size() || !IsYearValue(pieces_[i])) return 0;
  if (Glued(i + 1) && (pieces_[i + 1].IsWord() || IsSign(i + 1, ':'))) return 0;
  end = i + 1;
  return static_cast<int32_t>(pieces_[i].value);
}

/// The year behind a month or season: "2018", "480 BC", "of the same year". Returns the position behind it, or 0.
size_t TimeParser::ReadYear(size_t at, TimePoint& point) const {
  size_t end = 0;
  const size_t number = IsSign(at, ',') || IsKey(at, tables_.of) ? at + 1 : at;
  if (IsNumber(number) && number > 0) {
    if (const Match era = Find(number + 1, TimeWord::kEra); era && era.row->text == "BC" && pieces_[number].value > 0 && pieces_[number].value < 9999) {
      point.year = static_cast<int32_t>(pieces_[number].value);
      point.before_christ = true;
      return era.end;
    }
  }
  if (const int32_t year = YearAt(at, end); year > 0) {
    point.year = year;
    return end;
  }
  if (!IsKey(at, tables_.of) || at + 1 >= pieces_.size()) return 0;
  const bool the = IsKey(at + 1, tables_.the);
  const Maybe shift = at + 1 + the < pieces_.size() ? ParseShift(at + 1 + the, the) : std::nullopt;
  if (!shift || shift->point.kind != Kind::kUnit || shift->point.unit != TimeUnit::kYear) return 0;
  point.unit = TimeUnit::kYear;
  point.shift = shift->point.shift;
  point.context = shift->point.context;
  point.shifted = true;
  return shift->end;
}

TimeParser::Match TimeParser::MonthAt(size_t at) const {
  Match month = Find(at, TimeWord::kMonth);
  if (!month || !pieces_[at].capitalized) return {};
  if (month.row->flag == TimeFlag::kShort && IsSign(month.end, '.') && Glued(month.end)) ++month.end;
  return month;
}

bool TimeParser::MonthIsMeant(size_t at, const Match& month, bool beside_number) const {
  if (beside_number || month.row->flag == TimeFlag::kNone) return true;
  if (month.row->flag == TimeFlag::kShort) {
    const char last = doc_.clean[pieces_[month.end - 1].span.end - 1];
    return last == '.' && has_prep_;
  }
  if (IsKey(month.end, tables_.apostrophe_s) && !has_prep_) return false;  // "May's agreement"
  // "May", "March": behind a preposition, "last", "early" or a year beside it; never where the tagger sees an auxiliary.
  const Upos tag = TagAt(at);
  if (tag == Upos::kAux || tag == Upos::kVerb) return false;
  if (has_prep_) return true;
  if (at == 0) return false;
  for (const TimeWord kind : {TimeWord::kShift, TimeWord::kPortion, TimeWord::kPrep, TimeWord::kLink}) {
    if (Find(at - 1, kind)) return true;
  }
  return IsSign(at - 1, '-') || IsKey(at - 1, tables_.of);
}

/// 2018-01-15, 15/01/2018, 1/15/18.
TimeParser::Maybe TimeParser::ParseNumeric(size_t at) const {
  if (at + 4 >= pieces_.size()) return std::nullopt;
  const Piece &first = pieces_[at], &second = pieces_[at + 2], &third = pieces_[at + 4];
  const auto between = [&](char sign) { return IsSign(at + 1, sign) && IsSign(at + 3, sign); };
  const bool dash = between('-'), slash = between('/'), dot = between('.');
  if (!(dash || slash || dot) || !second.IsNumber() || !third.IsNumber()) return std::nullopt;
  for (size_t i = at + 1; i <= at + 4; ++i) {
    if (!Glued(i)) return std::nullopt;
  }
  Parsed parsed;
  TimePoint& p = parsed.point;
  p.kind = Kind::kDate;
  parsed.end = at + 5;
  if (IsYearValue(first) && second.digits <= 2 && third.digits <= 2) {
    p.year = static_cast<int32_t>(first.value);
    p.month = static_cast<int32_t>(second.value);
    p.day = static_cast<int32_t>(third.value);
  } else if (first.digits <= 2 && second.digits <= 2 && (IsYearValue(third) || (third.digits == 2 && slash))) {
    const auto year = static_cast<int32_t>(third.value);
    p.year = third.digits == 4 ? year : year >= 50 ? 1900 + year : 2000 + year;
    p.day = static_cast<int32_t>(first.value);
    p.month = static_cast<int32_t>(second.value);
    if (p.month > 12) std::swap(p.day, p.month);                     // American order
    else if (p.day <= 12 && p.day != p.month) p.sure = 0.6f;         // either order: day first
  } else {
    return std::nullopt;
  }
  if (p.month < 1 || p.month > 12 || p.day < 1 || p.day > 31) return std::nullopt;
  return parsed;
}

/// "15 January 2018", "15th of January", "6 and 12 December", "15-21 Jan. 2016".
TimeParser::Maybe TimeParser::ParseDayMonth(size_t at) const {
  size_t next = at;
  Parsed parsed;
  parsed.point.kind = Kind::kDate;
  parsed.point.day = DayAt(at, next);
  if (parsed.point.day == 0) return std::nullopt;
  int32_t until = 0;
  for (int n = 0; n < 6; ++n) {  // "15 to 21", and lists: the last day counts
    size_t link_end = 0;
    if (const Match link = Find(next, TimeWord::kLink)) link_end = link.end;
    else if (n < 5 && IsSign(next, ',')) link_end = next + 1;
    size_t end = 0;
    const int32_t day = link_end > 0 ? DayAt(link_end, end) : 0;
    if (day <= (until > 0 ? until : parsed.point.day)) break;
    until = day;
    next = end;
  }
  if (IsKey(next, tables_.of)) ++next;
  if (IsSign(next, '-') && Glued(next) && Glued(next + 1)) ++next;
  const Match month = MonthAt(next);
  if (!month) return std::nullopt;
  parsed.point.month = month.row->value;
  parsed.end = month.end;
  if (const size_t end = ReadYear(month.end, parsed.point); end > 0) {
    parsed.end = end;
  } else if (month.row->flag == TimeFlag::kShort && IsNumber(month.end) && pieces_[month.end].digits == 2 && !IsPluralNoun(month.end + 1)) {  // "10 JAN 89"
    const auto short_year = static_cast<int32_t>(pieces_[month.end].value);
    parsed.point.year = short_year >= 50 ? 1900 + short_year : 2000 + short_year;
    parsed.end = month.end + 1;
  }
  if (until > 0) {
    parsed.to = parsed.point;
    parsed.to.day = until;
    parsed.range = true;
  }
  return parsed;
}

/// "January 2018", "Jan. 15, 2018", "May 6 and 7", "last January" (shift given).
TimeParser::Maybe TimeParser::ParseMonth(size_t at, const TimePoint* shift) const {
  const Match month = MonthAt(at);
  if (!month) return std::nullopt;
  Parsed parsed;
  TimePoint& p = parsed.point;
  if (shift) p = *shift;
  p.kind = Kind::kDate;
  p.month = month.row->value;
  parsed.end = month.end;
  size_t end = 0;
  int32_t until = 0;
  p.day = DayAt(month.end, end);
  const bool counts = p.day > 0 && IsPluralNoun(end) && end == month.end + 1 && KnownYear(p, end) == 0;
  if (counts && !(at > 0 && IsKey(at - 1, tables_.the))) p.day = 0;  // "in May 20 people died"
  if (p.day > 0 && Glued(end) && (IsSign(end, ':') || IsSign(end, '%'))) p.day = 0;
  if (p.day > 0) {
    parsed.end = end;
    if (const Match link = Find(end, TimeWord::kLink)) {
      size_t second_end = 0;
      const int32_t second = DayAt(link.end, second_end);
      if (second > p.day && !MonthAt(second_end) && !IsPluralNoun(second_end)) {
        until = second;
        parsed.end = second_end;
      }
    }
  }
  TimePoint dated = p;
  if (const size_t year_end = ReadYear(parsed.end, dated); year_end > 0 && !(p.day == 0 && IsPluralNoun(year_end) && !has_prep_)) {
    p = dated;
    parsed.end = year_end;
  }
  if (!shift && !MonthIsMeant(at, month, p.day > 0 || p.year > 0)) return std::nullopt;
  if (month.row->flag != TimeFlag::kNone && p.day == 0 && p.year == 0) p.sure = 0.98f;
  if (until > 0) {
    parsed.to = p;
    parsed.to.day = until;
    parsed.range = true;
  }
  return parsed;
}

/// "Saturday", "Saturday, 13 January", "last Friday" (shift given), "Fridays".
TimeParser::Maybe TimeParser::ParseWeekday(size_t at, const TimePoint* shift) const {
  const Match weekday = Find(at, TimeWord::kWeekday);
  if (!weekday || !pieces_[at].capitalized) return std::nullopt;
  Parsed parsed;
  parsed.end = weekday.end;
  TimePoint& p = parsed.point;
  if (weekday.row->flag == TimeFlag::kPlural) {
    p.kind = Kind::kSet;
    p.weekday = weekday.row->value;
    return parsed;
  }
  size_t next = weekday.end;
  if (IsSign(next, '.') && weekday.row->flag == TimeFlag::kShort) ++next;
  if (IsSign(next, ',')) ++next;
  if (IsKey(next, tables_.the)) ++next;
  Maybe date = next < pieces_.size() && IsNumber(next) ? ParseDayMonth(next) : std::nullopt;
  if (!date && next < pieces_.size()) {
    date = ParseMonth(next, nullptr);
    if (date && date->point.day == 0) date.reset();
  }
  if (date && !date->range) return date;
  if (weekday.row->flag == TimeFlag::kShort) {
    const bool dotted = doc_.clean[pieces_[weekday.end - 1].span.end - 1] == '.';
    if (!dotted || !has_prep_) return std::nullopt;
  }
  if (shift) p = *shift;
  p.kind = Kind::kWeekday;
  p.weekday = weekday.row->value;
  return parsed;
}

/// "the summer of 2016", "summer 2016", "last winter" (shift given).
TimeParser::Maybe TimeParser::ParseSeason(size_t at, bool the, const TimePoint* shift) const {
  const Match season = Find(at, TimeWord::kSeason);
  if (!season) return std::nullopt;
  Parsed parsed;
  TimePoint& p = parsed.point;
  if (shift) p = *shift;
  p.kind = Kind::kDate;
  p.season = season.row->text;
  parsed.end = season.end;
  if (const size_t end = ReadYear(season.end, p); end > 0) {
    parsed.end = end;
    if (p.season != "WI" || p.before_christ || !IsSign(end, '-') || !IsNumber(end + 1)) return parsed;
    const double next = pieces_[end + 1].value;  // "the winter of 1914-15"
    if (next != p.year + 1 && next != (p.year + 1) % 100) return parsed;
    ++p.year;
    p.winter_of_two = true;
    parsed.end = end + 2;
    return parsed;
  }
  if (IsKey(season.end, tables_.of)) return std::nullopt;  // "the fall of Aleppo"
  if (shift) return parsed;
  const Upos next = TagAt(season.end);
  const bool modifies = next == Upos::kNoun || next == Upos::kPropn;
  if (modifies) return std::nullopt;
  const bool listed = at >= 2 && Find(at - 1, TimeWord::kLink) && Find(at - 2, TimeWord::kSeason);  // "the spring and summer"
  if (listed) return parsed;
  if (!has_prep_ && !portion_ && !(the && IsMeasure(at))) return std::nullopt;  // "the winter", but "spent the winter"
  if (!the && season.row->flag == TimeFlag::kWeak) return std::nullopt;
  p.sure = season.row->flag == TimeFlag::kWeak ? 0.8f : 0.9f;
  return parsed;
}

/// "last week", "the following day", "the past two years", "recent weeks", "that May".
TimeParser::Maybe TimeParser::ParseShift(size_t at, bool the) const {
  const Match shift = Find(at, TimeWord::kShift);
  if (!shift || shift.end >= pieces_.size()) return std::nullopt;
  TimePoint base;
  base.shift = shift.row->value;
  base.shifted = true;
  TimeFlag flag = shift.row->flag;
  if (flag == TimeFlag::kEarlier || flag == TimeFlag::kLater) {  // "earlier this week": up to the day of publication
    base.portion = flag == TimeFlag::kEarlier ? Portion::kUntilNow : Portion::kFromNow;
    flag = TimeFlag::kPublication;
  }
  if (flag == TimeFlag::kPublication && base.shift == 0) {  // "on this day"
    const Match day = Find(shift.end, TimeWord::kUnit);
    base.context = day && day.row->unit == TimeUnit::kDay;
  }
  base.context = base.context || flag == TimeFlag::kContext || (the && base.shift > 0 && flag == TimeFlag::kPublication);
  const size_t next = shift.end;
  Parsed parsed;
  parsed.point = base;
  TimePoint& p = parsed.point;
  if (flag != TimeFlag::kRecent) {
    if (const Match part = Find(next, TimeWord::kPart)) {
      p.kind = Kind::kUnit;
      p.unit = TimeUnit::kDay;
      p.part = part.row->text;
      parsed.end = part.end;
      return parsed;
    }
    if (Maybe weekday = ParseWeekday(next, &base)) return weekday;
    if (Maybe month = ParseMonth(next, &base)) return base.shift == 0 && month->point.day > 0 ? std::nullopt : month;
    if (Maybe season = ParseSeason(next, true, &base)) return season;
    if (Maybe feast = Find(next, TimeWord::kFeast) ? ParseFeast(next) : std::nullopt; feast && feast->point.year == 0) {
      feast->point.shift = base.shift;
      feast->point.shifted = true;
      feast->point.context = base.context;
      return feast;
    }
  }
  const bool period = flag == TimeFlag::kPeriod || flag == TimeFlag::kRecent;
  if (const Match unit = Find(next, TimeWord::kUnit)) {
    const bool plural = unit.row->flag == TimeFlag::kPlural;
    if (pieces_[next].capitalized && at > 0) return std::nullopt;  // "the magazine This Week"
    parsed.end = unit.end;
    p.unit = unit.row->unit;
    if (plural && base.shift == 0) return std::nullopt;
    const bool over = prep_ == TimeFlag::kSpan && core_ > 0 && !IsKey(core_ - 1, tables_.in);
    const bool ahead = the && base.shift > 0 && flag == TimeFlag::kPublication && over;  // "over the next decade"
    if (plural || period || ahead || (the && base.shift < 0 && flag == TimeFlag::kPublication && p.unit != TimeUnit::kWeekend)) {
      p.kind = Kind::kPeriod;
      p.context = flag == TimeFlag::kContext;
      p.amount = 1;
      p.vague = plural;
      return parsed;
    }
    if (p.unit < TimeUnit::kDay) return std::nullopt;
    p.kind = Kind::kUnit;
    return parsed;
  }
  // "the last few years", "the past 24 hours".
  size_t unit_at = next;
  if (const Match many = Find(next, TimeWord::kMany)) {
    p.vague = true;
    unit_at = many.end;
  } else if (const QuantityMention* quantity = QuantityFrom(next); quantity && !quantity->is_year && !quantity->is_ordinal) {
    p.amount = quantity->estimate.best;
    p.vague = quantity->estimate.hedge == Hedge::kVague;
    unit_at = PieceAfter(quantity->estimate.span, next);
  } else {
    return std::nullopt;
  }
  const Match unit = Find(unit_at, TimeWord::kUnit);
  if (!unit) return std::nullopt;
  p.kind = Kind::kPeriod;
  p.context = flag == TimeFlag::kContext;
  p.unit = unit.row->unit;
  if (base.shift == 0) p.shift = -1;  // "these two years"
  parsed.end = unit.end;
  return parsed;
}

/// A year before Christ: "480 BC", the first of "499-493 BC", "in 479" where the report has others.
bool TimeParser::IsBeforeChrist(size_t at, size_t& end) const {
  const Piece& piece = pieces_[at];
  if (piece.grouped || piece.decimal || piece.strange || piece.value < 1 || piece.digits > 4) return false;
  const auto is_era = [&](size_t i) {
    const Match era = Find(i, TimeWord::kEra);
    if (era && era.row->text == "BC") end = era.end;
    return era && era.row->text == "BC";
  };
  if (is_era(at + 1)) return true;
  if (piece.digits > 3) return false;
  if (const Match link = Find(at + 1, TimeWord::kLink); link && IsNumber(link.end) && pieces_[link.end].value < piece.value) {
    size_t unused = end;
    std::swap(unused, end);
    const bool later = is_era(link.end + 1);
    std::swap(unused, end);
    if (later) {
      end = at + 1;
      return true;
    }
  }
  if (!before_christ_ || piece.digits != 3 || !(has_prep_ || portion_)) return false;
  const Upos next = TagAt(at + 1);
  const bool opens = core_ == at && at <= 2;  // "In 212 Rome attacked"
  const bool counts = next == Upos::kNoun || next == Upos::kAdj || next == Upos::kNum || next == Upos::kSym || (next == Upos::kPropn && !opens);
  if (counts || IsSign(at + 1, '%') || IsSign(at + 1, '/')) return false;
  end = at + 1;
  return true;
}

/// "the 19th century", "the 4th century BC".
TimeParser::Maybe TimeParser::ParseCentury(size_t at) const {
  size_t end = at;
  auto count = static_cast<int32_t>(DayAt(at, end));
  if (!IsNumber(at)) {  // "the nineteenth century"
    const QuantityMention* quantity = QuantityFrom(at);
    if (quantity == nullptr || !quantity->is_ordinal || quantity->estimate.best > 31) return std::nullopt;
    count = static_cast<int32_t>(quantity->estimate.best);
    end = PieceAfter(quantity->estimate.span, at);
  } else if (count == 0 || end != at + 2) {
    return std::nullopt;
  }
  if (IsSign(end, '-') && Glued(end)) ++end;
  const Match century = Find(end, TimeWord::kUnit);
  if (!century || century.row->unit != TimeUnit::kCentury) return std::nullopt;
  Parsed parsed;
  TimePoint& p = parsed.point;
  p.kind = Kind::kDate;
  p.year = (count - 1) * 100;
  p.span = TimeUnit::kCentury;
  parsed.end = century.end;
  if (const Match era = Find(century.end, TimeWord::kEra)) {
    p.before_christ = era.row->text == "BC";
    parsed.end = era.end;
  }
  return p.year > 0 ? Maybe(parsed) : std::nullopt;
}

/// "the 1990s", "the 470s BC".
TimeParser::Maybe TimeParser::ParseDecade(size_t at) const {
  const Piece& piece = pieces_[at];
  const size_t end = at + 1;
  const bool apart = IsSign(end, '\'') && IsKey(end + 1, tables_.s) && Glued(end + 1);
  const bool plural = Glued(end) && (IsKey(end, tables_.s) || IsKey(end, tables_.apostrophe_s) || apart);
  const auto year = static_cast<int32_t>(std::min(piece.value, 1e6));
  if (!plural || piece.grouped || piece.decimal || year % 10 != 0 || year == 0) return std::nullopt;
  Parsed parsed;
  parsed.point.kind = Kind::kDate;
  parsed.point.year = year;
  parsed.point.span = TimeUnit::kDecade;
  parsed.end = end + (IsSign(end, '\'') ? 2 : 1);
  if (const Match era = Find(parsed.end, TimeWord::kEra); era && era.row->text == "BC") {
    parsed.point.before_christ = true;
    parsed.end = era.end;
    return parsed;
  }
  return IsYearValue(piece) ? Maybe(parsed) : std::nullopt;
}

/// True where a figure of four digits is a year though no preposition says so: "the war of 1812", "(1880)", a heading, "1965's".
bool TimeParser::StandsAsYear(size_t at) const {
  constexpr double kFirst = 1500, kLast = 2100, kFirstAttribute = 1900;
  if (pieces_[at].value < kFirst || pieces_[at].value > kLast) return false;
  const QuantityMention* quantity = QuantityFrom(at);
  if (quantity != nullptr && (quantity->is_money || quantity->is_label || !quantity->estimate.unit.empty())) return false;
  const size_t next = at + 1;
  if (Glued(at) && at > 0 && !IsSign(at - 1, '(') && !IsSign(at - 1, '"')) return false;
  if (IsKey(next, tables_.apostrophe_s)) return true;
  if (Glued(next) && (pieces_[next].IsWord() || IsSign(next, '-') || IsSign(next, '/') || IsSign(next, '%') || IsSign(next, '+'))) return false;
  const bool closed = next >= pieces_.size() || pieces_[next].kind == Piece::Kind::kSign;
  const Upos after = TagAt(next);
  const bool counts = !closed && (after == Upos::kNoun || after == Upos::kAdj || after == Upos::kNum || after == Upos::kSym);
  if (has_prep_ && core_ == at && quantity == nullptr) return !counts;  // "founded about 1910"
  if (at == 0) return closed && (next >= pieces_.size() || IsSign(next, ':'));
  if (IsSign(at - 1, '(')) return IsSign(next, ')') || IsSign(next, ',') || IsSign(next, ';');
  // "the 2018 elections", though not "the 2000 men".
  const bool attribute = IsKey(at - 1, tables_.the) && pieces_[at].value >= kFirstAttribute && std::fmod(pieces_[at].value, 100) != 0;
  if (attribute) return after == Upos::kNoun || after == Upos::kAdj || after == Upos::kPropn;
  if (!IsKey(at - 1, tables_.of) || at < 2) return false;
  const Upos owner = TagAt(at - 2);
  return (owner == Upos::kNoun || owner == Upos::kPropn) && !counts;
}

/// "2014", "1980-88".
TimeParser::Maybe TimeParser::ParseYear(size_t at, bool the) const {
  if (Maybe century = ParseCentury(at)) return century;
  if (Maybe decade = ParseDecade(at)) return decade;
  const Piece& piece = pieces_[at];
  Parsed parsed;
  TimePoint& p = parsed.point;
  p.kind = Kind::kDate;
  size_t end = at + 1;
  if (!the && IsBeforeChrist(at, end)) {
    p.year = static_cast<int32_t>(piece.value);
    p.before_christ = true;
    parsed.end = end;
    return parsed;
  }
  if (!IsYearValue(piece) || the) return std::nullopt;
  end = at + 1;
  p.year = static_cast<int32_t>(piece.value);
  const bool range = (IsSign(end, '-') || IsSign(end, '/')) && Glued(end) && Glued(end + 1) && end + 1 < pieces_.size();
  const bool goes_on = Glued(end + 2) && (IsSign(end + 2, '-') || pieces_[end + 2].IsWord());
  if (range && IsYearValue(pieces_[end + 1]) && pieces_[end + 1].value > piece.value && !goes_on) {
    parsed.to = p;
    parsed.to.year = static_cast<int32_t>(pieces_[end + 1].value);
    parsed.range = true;
    parsed.end = end + 2;
    return parsed;
  }
  if (range && pieces_[end + 1].digits == 2 && !pieces_[end + 1].decimal && pieces_[end + 1].IsNumber()) {  // "1980-88", "2016/17"
    const int32_t last = p.year - p.year % 100 + static_cast<int32_t>(pieces_[end + 1].value);
    if (last > p.year && !(Glued(end + 2) && IsSign(end + 2, '-'))) {
      parsed.to = p;
      parsed.to.year = last;
      parsed.range = true;
      parsed.end = end + 2;
      return parsed;
    }
  }
  const QuantityMention* quantity = QuantityFrom(at);
  const bool year = quantity && quantity->is_year;
  if (!year && !StandsAsYear(at)) return std::nullopt;
  if (Glued(at) && at > 0 && IsSign(at - 1, '/')) return std::nullopt;
  parsed.end = end;
  if (!has_prep_) p.sure = year ? 0.98f : 0.95f;
  return parsed;
}

/// "10:30", "9 a.m.", "1630 GMT", and the day behind it.
TimeParser::Maybe TimeParser::ParseClock(size_t at) const {
  if (!IsNumber(at) || pieces_[at].grouped) return std::nullopt;
  Parsed parsed;
  TimePoint& p = parsed.point;
  p.kind = Kind::kClock;
  const double value = pieces_[at].value;
  size_t end = at + 1;
  bool sure = false;
  p.hour = static_cast<int32_t>(std::min(value, 1e6));
  if (IsSign(end, ':') && Glued(end) && Glued(end + 1) && IsNumber(end + 1) && pieces_[end + 1].digits == 2 && pieces_[at].digits <= 2) {
    p.minute = static_cast<int32_t>(pieces_[end + 1].value);
    end += 2;
    sure = !pieces_[end - 1].decimal;
    while (IsSign(end, ':') && Glued(end) && IsNumber(end + 1) && Glued(end + 1)) end += 2;
  } else if (pieces_[at].decimal) {
    p.minute = static_cast<int32_t>(std::lround((value - std::floor(value)) * 100));
  }
  if (const Match clock = Find(end, TimeWord::kClock)) {
    const bool has_m = !clock.row->text.empty();
    if (p.hour > (has_m ? 12 : 24)) return std::nullopt;
    if (clock.row->text == "PM" && p.hour < 12) p.hour += 12;
    if (clock.row->text == "AM" && p.hour == 12) p.hour = 0;
    end = clock.end;
    sure = true;
  }
  if (const Match zone = Find(end, TimeWord::kZone)) {
    if (!sure && pieces_[at].digits == 4 && !pieces_[at].decimal) {  // "1630 GMT"
      p.minute = p.hour % 100;
      p.hour /= 100;
      sure = true;
    }
    if (!sure) return std::nullopt;
    end = zone.end;
    if (const Match more = Find(end, TimeWord::kZone)) end = more.end;
  } else if (sure && end + 1 < pieces_.size() && pieces_[end].IsWord() && pieces_[end].capitalized && IsKey(end + 1, tables_.time)) {  // "10:30 Baghdad time"
    end += 2;
  }
  if (!sure || p.hour > 24 || p.minute > 59) return std::nullopt;
  parsed.end = end;
  size_t next = end;
  if (IsSign(next, ',')) ++next;
  if (IsKey(next, tables_.on) || IsKey(next, tables_.of)) ++next;
  if (next >= pieces_.size()) return parsed;
  Maybe day = IsNumber(next) ? ParseDayMonth(next) : ParseWord(next);
  if (!day) day = ParseMonth(next, nullptr);
  if (!day) day = ParseWeekday(next, nullptr);
  if (!day || day->range || !IsOneDay(day->point)) return parsed;
  day->point.hour = p.hour;
  day->point.minute = p.minute;
  if (const Match part = Find(day->end, TimeWord::kPart)) day->end = part.end;
  return day;
}

/// "the 15th", `at` the number: a day of the month last named.
TimeParser::Maybe TimeParser::ParseTheDay(size_t at) const {
  Parsed parsed;
  parsed.point.day = DayAt(at, parsed.end);
  if (parsed.point.day == 0 || parsed.end != at + 2 || !has_prep_ || prep_ == TimeFlag::kSpan || prep_ == TimeFlag::kFor) return std::nullopt;
  const Upos next = TagAt(parsed.end);
  const bool ends = parsed.end >= pieces_.size() || pieces_[parsed.end].kind == Piece::Kind::kSign;
  const bool closed = ends || next == Upos::kVerb || next == Upos::kAux || next == Upos::kCconj || next == Upos::kPron;
  if (!closed || IsSign(parsed.end, '-')) return std::nullopt;
  parsed.point.kind = Kind::kDate;
  parsed.point.sure = 0.7f;
  return parsed;
}

}  // namespace dateline
