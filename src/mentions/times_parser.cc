// The phrases of time as a whole: preposition, portion, core, range; and what surrounds them. The cores are in times_cores.cc.
#include "mentions/times_parser.h"

#include <algorithm>

namespace dateline {
namespace {

using Kind = TimePoint::Kind;

}  // namespace

TimeParser::Match TimeParser::Find(size_t at, TimeWord kind) const {
  const PhraseIndex::Hit hit = tables_.index.Longest(pieces_, at, 1u << static_cast<uint32_t>(kind));
  if (!hit) return {};
  return {&tables_.rows[hit.row], at + hit.size};
}

Upos TimeParser::TagAt(size_t at) const {
  if (at >= pieces_.size() || pieces_[at].token >= doc_.tokens.upos.size()) return Upos::kX;
  return doc_.tokens.upos[pieces_[at].token];
}

bool TimeParser::IsPluralNoun(size_t at) const { return TagAt(at) == Upos::kNoun && (doc_.tokens.morph[pieces_[at].token] & kPlural); }

const QuantityMention* TimeParser::QuantityFrom(size_t at) const {
  const uint32_t begin = pieces_[at].span.begin;
  for (size_t i = first_quantity_; i < doc_.quantities.size(); ++i) {
    const Span span = doc_.quantities[i].estimate.span;
    if (span.begin == begin) return &doc_.quantities[i];
    if (span.begin > begin) return nullptr;
  }
  return nullptr;
}

size_t TimeParser::PieceAfter(Span span, size_t from) const {
  while (from < pieces_.size() && pieces_[from].span.begin < span.end) ++from;
  return from;
}

void TimeParser::Run(std::vector<TimeItem>& items) {
  const size_t first_item = items.size();
  for (size_t at = 0; at < pieces_.size();) {
    while (first_quantity_ < doc_.quantities.size() && doc_.quantities[first_quantity_].estimate.span.end <= pieces_[at].span.begin) ++first_quantity_;
    at = Step(at, items);
  }
  if (items.size() > first_item + 1) ShareYears(items, first_item);
}

/// "in April and June 1955": the year behind the last counts for those before it.
void TimeParser::ShareYears(std::vector<TimeItem>& items, size_t first) const {
  for (size_t i = items.size() - 1; i-- > first;) {
    TimePoint& a = items[i].range ? items[i].to : items[i].from;
    const TimePoint& b = items[i + 1].from;
    if (a.kind != Kind::kDate || b.kind != Kind::kDate || a.year != 0 || b.year == 0 || a.shifted) continue;
    const bool months = a.month > 0 && b.month > 0, seasons = !a.season.empty() && !b.season.empty();
    if (!months && !seasons) continue;
    const Span gap = {items[i].span.end, items[i + 1].core.begin};
    size_t words = 0;
    bool joined = false;
    for (const Piece& piece : pieces_) {
      if (piece.span.begin < gap.begin || piece.span.end > gap.end) continue;
      ++words;
      joined = joined || piece.IsSign(',') || (tables_.index.KindsAt(piece.key) >> static_cast<uint32_t>(TimeWord::kLink) & 1u) != 0;
    }
    if (!joined || words > 3) continue;
    a.year = a.month > b.month && !b.before_christ ? b.year - 1 : b.year;
    a.before_christ = b.before_christ;
  }
}

size_t TimeParser::Step(size_t at, std::vector<TimeItem>& items) {
  const uint32_t key = pieces_[at].key;
  const bool small_word = key == tables_.the || key == tables_.a || key == tables_.an;
  if (tables_.index.KindsAt(key) == 0 && !pieces_[at].IsNumber() && !small_word && QuantityFrom(at) == nullptr) return at + 1;
  if (const Match never = Find(at, TimeWord::kNever)) return never.end;  // "the Sunday Times", "Black September"
  prep_ = TimeFlag::kNone;
  has_prep_ = false;
  size_t core = core_ = at;
  Maybe parsed = ParsePoint(at);
  size_t lead = at;  // where the phrase begins
  if (parsed && parsed->point.needs_prep) parsed.reset();
  for (int n = 0; n < 2 && !parsed; ++n) {
    const Match prep = Find(core, TimeWord::kPrep);
    if (!prep || (n > 0 && prep.row->flag == TimeFlag::kFor)) break;
    if (n > 0 && (prep_ == TimeFlag::kSpan || prep_ == TimeFlag::kNone)) lead = core;  // "sworn in at 5 p.m.", "went on until dusk"
    core = core_ = prep.end;
    has_prep_ = true;
    if (prep.row->flag != TimeFlag::kNone) prep_ = prep.row->flag;
    parsed = core < pieces_.size() ? ParsePoint(core) : std::nullopt;
  }
  if (!parsed) return at + 1;
  const TimePoint::Kind kind = parsed->point.kind;
  const bool spans = prep_ == TimeFlag::kSpan || prep_ == TimeFlag::kFor || (has_prep_ && parsed->point.vague);
  if (parsed->point.needs_prep && (kind == TimePoint::Kind::kLength ? !spans : !has_prep_)) return at + 1;
  // A length, a set or "now" keeps no preposition that does not belong to it ("after two years").
  const bool stretched = prep_ == TimeFlag::kSpan || prep_ == TimeFlag::kFor;
  const bool loose = (kind == Kind::kLength && !stretched) || kind == Kind::kSet || kind == Kind::kRef || kind == Kind::kAnchored;
  const bool possessed = IsKey(parsed->end, tables_.apostrophe_s);  // "in last night's attack"
  const bool date_for = prep_ == TimeFlag::kFor && kind != TimePoint::Kind::kLength && kind != TimePoint::Kind::kPeriod;  // "scheduled for Friday"
  const bool deictic = parsed->point.shifted && !parsed->point.context && (kind == TimePoint::Kind::kUnit || kind == TimePoint::Kind::kDate);
  const bool particle = lead < core && IsKey(lead, tables_.in) && deictic;  // "sworn in last week"
  const size_t begin = loose || possessed || date_for || particle ? core : lead;
  TimeItem item;
  item.from = parsed->point;
  item.to = parsed->to;
  item.range = parsed->range;
  if (kind == TimePoint::Kind::kDate && !item.range) {
    if (const int32_t year = KnownYear(item.from, parsed->end); year > 0) item.from.year = year;
  }
  item.dated_event = parsed->dated_event;
  item.event = parsed->event;
  item.prep = begin == core ? TimeFlag::kNone : prep_;
  size_t end = parsed->end;
  if (!item.range && kind != TimePoint::Kind::kAnchored) ReadRange(item, end);
  item.paragraph = sentence_.paragraph;
  item.span = {pieces_[begin].span.begin, pieces_[end - 1].span.end};
  item.core = {pieces_[core].span.begin, item.span.end};
  item.tokens = {pieces_[begin].token, pieces_[end - 1].token + 1};
  if (IsPartOfName(item) || NamesThing(item, core, end)) return end;
  item.aside = IsAside(begin);
  item.up_to = begin < core && IsKey(begin, tables_.by);
  const Match to = begin > 0 ? Find(begin - 1, TimeWord::kLink) : Match{};
  item.ends = prep_ == TimeFlag::kUntil || (to && to.end == begin && to.row->flag != TimeFlag::kAnd);
  ReadTree(item);
  if (!item.future && !item.past) ReadCues(item, begin, end);
  items.push_back(item);
  return end;
}

/// "from April to September", "between January and March", "2011-2014".
void TimeParser::ReadRange(TimeItem& item, size_t& end) const {
  const Match link = Find(end, TimeWord::kLink);
  const bool dated = item.from.kind == Kind::kDate || item.from.kind == Kind::kWeekday || item.from.kind == Kind::kUnit || item.from.kind == Kind::kClock;
  if (!link || !dated || link.end >= pieces_.size()) return;
  const bool is_and = link.row->flag == TimeFlag::kAnd;
  if (is_and != (prep_ == TimeFlag::kBetween)) return;
  size_t next = link.end;
  if (const Match prep = Find(next, TimeWord::kPrep); prep && prep_ == TimeFlag::kFrom) next = prep.end;
  Maybe second = next < pieces_.size() ? ParsePoint(next) : std::nullopt;
  if (!second || second->range || second->point.needs_prep) return;
  if (second->point.kind != item.from.kind && prep_ != TimeFlag::kFrom && prep_ != TimeFlag::kBetween) return;
  if (second->point.kind != Kind::kDate && second->point.kind != Kind::kWeekday && second->point.kind != Kind::kUnit && second->point.kind != Kind::kClock &&
      second->point.kind != Kind::kRef) {
    return;
  }
  const bool plain = prep_ != TimeFlag::kFrom && prep_ != TimeFlag::kBetween;
  if (plain && item.from.kind == Kind::kDate && ((item.from.day > 0) != (second->point.day > 0) || (item.from.month > 0) != (second->point.month > 0))) return;
  if (plain && item.from.kind == Kind::kUnit) return;
  item.to = second->point;
  item.range = true;
  end = second->end;
  if (item.from.kind == Kind::kDate && item.to.kind == Kind::kDate && item.from.year == 0 && item.from.month > 0) {
    if (item.to.year > 0) item.from.year = item.from.month > item.to.month && item.to.month > 0 ? item.to.year - 1 : item.to.year;
  }
}

TimeParser::Maybe TimeParser::ParsePoint(size_t at) const {
  if (Find(at, TimeWord::kNever) || (IsKey(at, tables_.the) && Find(at + 1, TimeWord::kNever))) return std::nullopt;
  Match portion = Find(at, TimeWord::kPortion);
  if (!portion && IsKey(at, tables_.the)) portion = Find(at + 1, TimeWord::kPortion);
  if (const Match shift = Find(at, TimeWord::kShift); shift && shift.end > portion.end) portion = {};  // "earlier this week"
  if (portion) {
    size_t next = portion.end;
    if (IsSign(next, '-') && Glued(next) && Glued(next + 1)) ++next;
    if (IsKey(next, tables_.in) || IsKey(next, tables_.of)) ++next;
    portion_ = true;
    Maybe core = next < pieces_.size() ? ParseCore(next, true) : std::nullopt;
    portion_ = false;
    const Kind kind = core ? core->point.kind : Kind::kNone;
    if (core && !core->range && (kind == Kind::kDate || kind == Kind::kFeast || kind == Kind::kWeekday || kind == Kind::kUnit || kind == Kind::kPart)) {
      if (portion.row->portion == Portion::kEarlyHours && core->point.part.empty()) core->point.part = "MO";
      core->point.portion = portion.row->portion;
      core->point.needs_prep = kind == Kind::kPart && !has_prep_;
      return core;
    }
  }
  return ParseCore(at, false);
}

TimeParser::Maybe TimeParser::ParseCore(size_t at, bool in_portion) const {
  if (!IsKey(at, tables_.the)) {
    if (Maybe parsed = ParsePlain(at, false, in_portion)) {
      ReadPartOrClock(*parsed);
      return parsed;
    }
    return std::nullopt;
  }
  if (at + 1 >= pieces_.size()) return std::nullopt;
  if (Maybe word = ParseWord(at)) return word;  // "the day before yesterday"
  if (Maybe part = ParsePartOfEvent(at + 1)) return part;
  Maybe parsed = ParsePlain(at + 1, true, in_portion);
  if (parsed) ReadPartOrClock(*parsed);
  return parsed;
}

TimeParser::Maybe TimeParser::ParsePlain(size_t at, bool the, bool in_portion) const {
  const uint32_t kinds = tables_.index.KindsAt(pieces_[at].key);
  const auto has = [&](TimeWord kind) { return (kinds >> static_cast<uint32_t>(kind) & 1u) != 0; };
  if (IsNumber(at)) {
    if (Maybe parsed = ParseKnown(at)) return parsed;
    if (!the) {
      if (Maybe parsed = ParseNumeric(at)) return parsed;
      if (Maybe parsed = ParseClock(at)) return parsed;
    }
    if (Maybe parsed = ParseDayMonth(at)) return parsed;
    if (Maybe parsed = ParseYear(at, the)) return parsed;
    if (the) {
      if (Maybe parsed = ParseTheDay(at)) return parsed;
    }
  }
  if (pieces_[at].IsWord()) {
    if (Maybe parsed = ParseCentury(at)) return parsed;
  }
  if (kinds != 0) {
    if (has(TimeWord::kFeast)) {
      if (Maybe parsed = ParseFeast(at)) return parsed;
    }
    if (has(TimeWord::kDay) || has(TimeWord::kRef) || has(TimeWord::kSet)) {
      if (Maybe parsed = the ? std::nullopt : ParseWord(at)) return parsed;
    }
    if (has(TimeWord::kMonth)) {
      Maybe parsed = ParseMonth(at, nullptr);
      if (parsed && the && !(has_prep_ && parsed->point.day > 0 && TagAt(parsed->end) == Upos::kNoun)) parsed.reset();  // "the September 11 attacks"
      if (parsed) return parsed;
    }
    if (has(TimeWord::kWeekday)) {
      if (Maybe parsed = ParseWeekday(at, nullptr)) return parsed;
    }
    if (has(TimeWord::kShift)) {
      if (Maybe parsed = ParseShift(at, the)) return parsed;
    }
    if (has(TimeWord::kSeason)) {
      if (Maybe parsed = ParseSeason(at, the || in_portion, nullptr)) return parsed;
    }
    if (has(TimeWord::kEvery) && !the) {
      if (Maybe parsed = ParseEvery(at)) return parsed;
    }
    if (has(TimeWord::kPart)) {
      if (Maybe parsed = ParsePart(at, the)) return parsed;
    }
  }
  const Match unit = Find(at, TimeWord::kUnit);
  if (unit && the && unit.row->flag != TimeFlag::kPlural && unit.row->unit >= TimeUnit::kDay && !(IsSign(unit.end, '-') && Glued(unit.end))) {
    Parsed parsed;
    parsed.point.kind = TimePoint::Kind::kUnit;
    parsed.point.unit = unit.row->unit;
    parsed.end = unit.end;
    parsed.point.context = true;
    if (const Match tail = Find(unit.end, TimeWord::kTail); tail && tail.row->flag == TimeFlag::kContextEnd) {  // "the day before"
      const size_t next = tail.end;
      if (next >= pieces_.size() || pieces_[next].kind == Piece::Kind::kSign) {
        parsed.point.shift = tail.row->value;
        parsed.end = tail.end;
        return parsed;
      }
      Parsed length;
      length.point.unit = parsed.point.unit;
      length.point.amount = 1;
      if (Maybe anchored = ParseAnchored(length, next, tail.row->value)) return anchored;
    }
    if (unit.row->unit == TimeUnit::kWeekend && has_prep_) {
      parsed.point.context = false;
      parsed.point.shift = 0;
      return parsed;
    }
    if (in_portion && unit.row->unit >= TimeUnit::kDay && !IsKey(unit.end, tables_.of)) {  // "the end of the year"
      parsed.point.sure = 0.7f;
      return parsed;
    }
    return std::nullopt;
  }
  if (the) return std::nullopt;
  if (Maybe parsed = ParseRate(at)) return parsed;
  return ParseLength(at);
}

void TimeParser::ReadPartOrClock(Parsed& parsed) const {
  if (!IsOneDay(parsed.point) || parsed.range || parsed.point.hour >= 0) return;
  if (const Match part = Find(parsed.end, TimeWord::kPart); part && parsed.point.part.empty()) {
    parsed.point.part = part.row->text;
    parsed.end = part.end;
  }
  size_t next = parsed.end;
  if (IsSign(next, ',')) ++next;
  if (const Match prep = Find(next, TimeWord::kPrep); prep && prep.row->flag == TimeFlag::kNone) next = prep.end;
  if (next == parsed.end || next >= pieces_.size()) return;
  if (const Maybe clock = ParseClock(next); clock && clock->point.kind == Kind::kClock) {
    parsed.point.hour = clock->point.hour;
    parsed.point.minute = clock->point.minute;
    parsed.end = clock->end;
  }
}

/// "the morning of 3 March", "in the evening", "at night".
TimeParser::Maybe TimeParser::ParsePart(size_t at, bool the) const {
  const Match part = Find(at, TimeWord::kPart);
  if (!part) return std::nullopt;
  size_t next = part.end;
  if (IsKey(next, tables_.of) || IsKey(next, tables_.on)) ++next;
  if (next > part.end && next < pieces_.size()) {
    if (Maybe day = ParseCore(next, false); day && !day->range) {
      if (IsOneDay(day->point)) {
        day->point.part = part.row->text;
        return day;
      }
    }
  }
  if (IsKey(part.end, tables_.of)) return std::nullopt;  // "the dawn of a new age"
  const Upos tag = TagAt(part.end);
  if (tag == Upos::kNoun || tag == Upos::kPropn) return std::nullopt;  // "the night sky"
  Parsed parsed;
  parsed.point.kind = Kind::kPart;
  parsed.point.part = part.row->text;
  parsed.point.context = true;
  parsed.point.sure = the ? 0.8f : 0.7f;
  parsed.point.needs_prep = true;
  parsed.end = part.end;
  return parsed;
}

/// "today", "now", "daily", "former".
TimeParser::Maybe TimeParser::ParseWord(size_t at) const {
  Parsed parsed;
  TimePoint& p = parsed.point;
  if (const Match day = Find(at, TimeWord::kDay)) {
    p.kind = Kind::kUnit;
    p.unit = TimeUnit::kDay;
    p.shift = day.row->value;
    p.part = day.row->text;
    p.shifted = true;
    parsed.end = day.end;
    return parsed;
  }
  const Match ref = Find(at, TimeWord::kRef), set = Find(at, TimeWord::kSet);
  if (!ref && !set) return std::nullopt;
  if (ref && Find(ref.end - 1, TimeWord::kShift) && ParseShift(ref.end - 1, true)) return std::nullopt;  // "in the past few weeks"
  if (set && !ref && pieces_[at].capitalized && set.end < pieces_.size() && pieces_[set.end].capitalized) return std::nullopt;  // "the Daily Star"
  p.kind = ref ? (ref.row->flag == TimeFlag::kSame ? Kind::kSame : Kind::kRef) : Kind::kSet;
  p.text = (ref ? ref : set).row->text;
  if (p.kind == Kind::kSame) p.context = true;
  if (ref && ref.row->flag == TimeFlag::kAdjective) {
    const Upos next_tag = TagAt(ref.end);
    const bool describes = TagAt(at) == Upos::kAdj && (next_tag == Upos::kNoun || next_tag == Upos::kPropn || next_tag == Upos::kAdj || IsSign(ref.end, '-'));
    if (!describes) return std::nullopt;
    p.attribute = true;
  }
  parsed.end = (ref ? ref : set).end;
  return parsed;
}

}  // namespace dateline
