// The grammar of plain numbers: digits, number words, multipliers, parts and ordinals; and what looks like a number and is none.
#include <cmath>

#include "mentions/quantities_parser.h"

namespace dateline {
namespace {

constexpr double kFirstYear = 1900, kLastYear = 2099;
/// A cap on any figure: keeps hostile chains of multipliers finite.
constexpr double kMost = 1e15;

}  // namespace

QuantityParser::Match QuantityParser::Find(size_t at, QuantityKind kind) const {
  const PhraseIndex::Hit hit = tables_.index.Longest(pieces_, at, 1u << static_cast<uint32_t>(kind));
  if (!hit) return {};
  return {&tables_.rows[hit.row], at + hit.size};
}

std::optional<QuantityParser::Number> QuantityParser::ParseNumber(size_t at, bool money) const {
  if (at >= pieces_.size()) return std::nullopt;
  if (auto part = ParsePart(at)) return part;
  if (auto whole = ParseWhole(at, money)) {
    if (!whole->digits) {
      if (auto ordinal = ParseOrdinal(at); ordinal && ordinal->end > whole->end) return ordinal;  // "twenty-first"
    }
    return whole;
  }
  return ParseOrdinal(at);
}

std::optional<QuantityParser::Number> QuantityParser::ParseWhole(size_t at, bool money) const {
  if (at >= pieces_.size()) return std::nullopt;
  Number number;
  number.begin = at;
  if (const Match group = Find(at, QuantityKind::kGroup)) {
    number.low = number.best = number.high = group.row->best;
    number.end = group.end;
    Multiply(number, money);
    return number;
  }
  if (const Match vague = Find(at, QuantityKind::kVague)) {
    const uint32_t token = pieces_[at].token;
    if (token < doc_.tokens.upos.size() && doc_.tokens.upos[token] == Upos::kVerb) return std::nullopt;  // "he scores"
    number.low = vague.row->low;
    number.best = vague.row->best;
    number.high = vague.row->high;
    number.vague = true;
    number.end = vague.end;
    if (IsKey(number.end - 1, tables_.of)) --number.end;  // "dozens of" counts what follows; the word "of" is not part of the figure
    Multiply(number, money);
    return number;
  }
  if (pieces_[at].IsNumber()) return ParseDigits(at, money);
  return ParseWords(at);
}

bool QuantityParser::IsPunctuation(size_t at) const { return pieces_[at].kind == Piece::Kind::kSign && !IsSign(at, '-') && !IsSign(at, '/'); }

/// True where a noun phrase may begin or go on, as what the figure before it counts.
bool QuantityParser::CountableAt(size_t at) const {
  if (at >= pieces_.size() || !pieces_[at].IsWord()) return false;
  const Upos upos = pieces_[at].token < doc_.tokens.upos.size() ? doc_.tokens.upos[pieces_[at].token] : Upos::kX;
  return upos == Upos::kNoun || upos == Upos::kPropn || upos == Upos::kAdj || upos == Upos::kX || upos == Upos::kVerb;
}

/// An adjective that no noun follows: it says what something is like ("30m wide"), and nothing is counted.
bool QuantityParser::PredicateAt(size_t at) const {
  const auto upos_at = [&](size_t piece) { return piece < pieces_.size() && pieces_[piece].IsWord() && pieces_[piece].token < doc_.tokens.upos.size() ? doc_.tokens.upos[pieces_[piece].token] : Upos::kPunct; };
  const Upos after = upos_at(at + 1);
  return upos_at(at) == Upos::kAdj && after != Upos::kNoun && after != Upos::kPropn && after != Upos::kAdj && after != Upos::kX && after != Upos::kVerb;
}

/// "35m of its devices" counts; "30m of rope" measures.
bool QuantityParser::PluralBehindOf(size_t at) const {
  if (!IsKey(at, tables_.of)) return false;
  for (size_t i = at + 1; i < pieces_.size() && i <= at + 4 && pieces_[i].IsWord(); ++i) {
    if (PluralNounAt(i)) return true;
  }
  return false;
}

/// "hundred", "million"... behind a number; vague ones spread: "several hundred" is 300 to 999.
void QuantityParser::Multiply(Number& number, bool money) const {
  while (number.scale < kMost) {
    const size_t at = SkipHyphen(number.end);
    const Match multiplier = Find(at, QuantityKind::kMultiplier);
    if (!multiplier) break;
    const bool attached = multiplier.row->effect == QuantityEffect::kAttached;
    const bool letter = attached && number.digits && pieces_[at].capitalized && pieces_[at].span.size() == 1 && PluralNounAt(multiplier.end);  // "8 B people"
    if (attached && !Glued(at) && !money && !letter) break;
    if (attached && (at != number.end || (Glued(multiplier.end) && !IsPunctuation(multiplier.end)))) break;
    const size_t unit_end = Find(at, QuantityKind::kUnit).end;
    if (unit_end > multiplier.end || (attached && !money && unit_end == multiplier.end && (!CountableAt(unit_end) || PredicateAt(unit_end)) && !PluralBehindOf(unit_end))) break;  // "300m from the wall", "30m wide"
    const double by = multiplier.row->best;
    number.high = number.vague && by >= 100 ? (number.high + 1) * by - 1 : number.high * by;
    number.low *= by;
    number.best *= by;
    number.scale *= by;
    number.end = multiplier.end;
    number.digits = false;
  }
}

std::optional<QuantityParser::Number> QuantityParser::ParseDigits(size_t at, bool money) const {
  const Piece& piece = pieces_[at];
  if (piece.strange) return std::nullopt;
  Number number;
  number.begin = at;
  number.end = at + 1;
  number.best = piece.value;
  number.digits = true;
  JoinGroups(number);
  if (Find(number.end, QuantityKind::kOrdinalMark) && Glued(number.end)) return std::nullopt;  // "21st"
  number.low = number.high = number.best;
  double times = 1;
  if (const Match half = AndAHalf(number.end, &times)) {  // "2 and a half million"
    number.low = number.high = number.best += half.row->best * times;
    number.end = half.end;
  }
  Multiply(number, money);
  return number;
}

/// "5 000": a short number followed by groups of exactly three digits; "61, 000": no number begins with two zeros, so that a blank was lost on its way.
void QuantityParser::JoinGroups(Number& number) const {
  const Piece& piece = pieces_[number.begin];
  if (piece.grouped || piece.decimal || piece.digits > 3 || !(piece.value > 0)) return;
  while (number.end < pieces_.size() && number.best < kMost / 1000) {
    const bool comma = IsSign(number.end, ',') && Glued(number.end) && number.end + 1 < pieces_.size() && pieces_[number.end + 1].strange && pieces_[number.end + 1].value < 10;
    const size_t at = number.end + (comma ? 1 : 0);
    if (at >= pieces_.size()) return;
    const Piece& next = pieces_[at];
    if (!next.IsNumber() || next.span.size() != 3 || next.decimal || !next.space_before || next.span.begin - pieces_[at - 1].span.end > 3) return;
    number.best = number.best * 1000 + next.value;
    number.end = at + 1;
  }
}

/// "2/3 of": a number, not a date.
bool QuantityParser::IsFraction(size_t at) const {
  if (at + 3 >= pieces_.size() || !IsSign(at + 1, '/') || !Glued(at + 1) || !Glued(at + 2) || !pieces_[at + 2].IsNumber() || !IsKey(at + 3, tables_.of)) return false;
  const Piece &above = pieces_[at], &below = pieces_[at + 2];
  return above.IsNumber() && !above.strange && !below.strange && !above.decimal && !below.decimal && above.value >= 1 && above.value < below.value && below.value <= 100;
}

/// "and a half" before a multiplier or a measure, hyphens between or not; `end` is behind the part.
QuantityParser::Match QuantityParser::AndAHalf(size_t at, double* times) const {
  size_t i = SkipHyphen(at);
  if (!IsKey(i, tables_.and_word)) return {};
  i = SkipHyphen(i + 1);
  *times = 1;
  if (const Match count = Find(i, QuantityKind::kNumber); count && count.row->best < 10) {  // "one and two thirds"
    *times = count.row->best;
    i = count.end;
  } else if (IsArticle(i)) {
    ++i;
  } else {
    return {};
  }
  i = SkipHyphen(i);
  const Match half = Find(i, QuantityKind::kPart);
  if (!half) return {};
  const size_t next = SkipHyphen(half.end);
  return Has(next, QuantityKind::kMultiplier) || Has(next, QuantityKind::kUnit) ? half : Match{};
}

/// "two hundred and fifty", "thirty-six", "a million", "two and a half thousand".
std::optional<QuantityParser::Number> QuantityParser::ParseWords(size_t at) const {
  enum class Last { kNothing, kUnit, kTens, kScale } last = Last::kNothing;
  double total = 0, current = 0, room = kMost;
  size_t i = at;
  if (IsArticle(at)) {
    const Match multiplier = Find(at + 1, QuantityKind::kMultiplier);
    if (!multiplier || multiplier.row->effect == QuantityEffect::kAttached) return std::nullopt;
    ++i;
  }
  // A multiplier needs something to multiply: "parts per million" counts nothing.
  if (i == at && Has(i, QuantityKind::kMultiplier) && (i == 0 || !Has(i - 1, QuantityKind::kHedge))) return std::nullopt;
  while (i < pieces_.size()) {
    size_t j = i;
    if (last != Last::kNothing) {
      j = SkipHyphen(i);
      if (j == i && last == Last::kScale && IsKey(i, tables_.and_word)) j = i + 1;
    }
    if (const Match word = Find(j, QuantityKind::kNumber)) {
      const double value = word.row->best;
      const bool fits = last == Last::kNothing || (last == Last::kTens && value > 0 && value < 10) || (last == Last::kScale && value > 0 && value < room);
      if (!fits) break;
      if (j > i && IsKey(i, tables_.and_word) && value * 1 >= room) break;
      current += value;
      last = value >= 20 ? Last::kTens : Last::kUnit;
      i = word.end;
      continue;
    }
    if (j > i && IsKey(i, tables_.and_word)) {
      const Match half = IsArticle(j) ? Find(j + 1, QuantityKind::kPart) : Match{};
      if (!half || last != Last::kScale) break;
      const double by = total > 0 && current == 0 ? room : current;  // "a million and a half"
      total += half.row->best * by;
      i = half.end;
      break;
    }
    double times = 1;
    if (const Match half = last == Last::kUnit ? AndAHalf(i, &times) : Match{}) {  // "two and a half million"
      current += half.row->best * times;
      i = half.end;
      continue;
    }
    const Match multiplier = Find(j, QuantityKind::kMultiplier);
    if (!multiplier || multiplier.row->effect == QuantityEffect::kAttached) break;
    const double by = multiplier.row->best;
    if (by <= 100) {
      current = (last == Last::kNothing ? 1 : current == 0 ? 1 : current) * by;
      room = by;
    } else if (current == 0 && total > 0) {
      total *= by;
      room = by;
    } else {
      total += (current == 0 ? 1 : current) * by;
      current = 0;
      room = by;
    }
    if (total > kMost) break;
    last = Last::kScale;
    i = multiplier.end;
    if (by == 12) break;
  }
  if (last == Last::kNothing) return std::nullopt;
  Number number;
  number.begin = at;
  number.end = i;
  number.low = number.best = number.high = total + current;
  if (last == Last::kScale) number.scale = room;
  return number;
}

/// "half of the 800", "two thirds of", "a quarter of"; a part of nothing counted is percent.
std::optional<QuantityParser::Number> QuantityParser::ParsePart(size_t at) const {
  size_t i = at;
  double times = 1;
  bool numerator = false;
  if (IsArticle(i)) {
    numerator = true;
    ++i;
  } else if (const Match word = Find(i, QuantityKind::kNumber); word && word.row->best >= 1 && word.row->best < 10) {
    numerator = true;
    times = word.row->best;
    i = SkipHyphen(word.end);
  }
  Match part = Find(i, QuantityKind::kPart);
  double unit = part ? part.row->best : 0;
  if (IsFraction(at)) {
    times = pieces_[at].value;
    unit = 1 / pieces_[at + 2].value;
    part.end = at + 3;
  } else if (!part || (!numerator && unit != 0.5) || (at > 0 && Has(at - 1, QuantityKind::kOrdinal))) {
    return std::nullopt;  // "the second half of"
  }
  const double share = times * unit;
  if (share > 1) return std::nullopt;
  Number number;
  number.begin = at;
  size_t next = part.end;
  if (unit == 0.5 && (IsArticle(next) || Has(next, QuantityKind::kMultiplier))) {  // "half a million"
    const size_t scale_at = IsArticle(next) ? next + 1 : next;
    if (const Match scale = Find(scale_at, QuantityKind::kMultiplier); scale && scale.row->effect != QuantityEffect::kAttached) {
      number.low = number.best = number.high = share * scale.row->best;
      number.end = scale.end;
      return number;
    }
  }
  const bool of = IsKey(next, tables_.of);
  if (of) ++next;
  if (const size_t measure = MeasureBehindArticle(next); measure > 0 && (of || unit == 0.5)) {  // "half a mile", "1/16 of a US pint"
    number.low = number.best = number.high = share;
    number.end = measure;
    return number;
  }
  bool all = false;
  if (const Match filler = Find(next, QuantityKind::kFiller); filler && filler.row->effect == QuantityEffect::kOf) {
    all = true;
    next = filler.end;
  }
  if (!of && !all && times < 2) return std::nullopt;
  if (of || all) {
    if (auto whole = ParseWhole(next, false)) {
      if (LooksLikeYear(*whole)) return std::nullopt;  // "half of 2016"
      const bool percent_next = Find(whole->end, QuantityKind::kUnit).row && Find(whole->end, QuantityKind::kUnit).row->effect == QuantityEffect::kSignUnit;
      if (!percent_next && whole->best >= 2) {
        whole->begin = at;
        const auto of_it = [&](double value) { return std::round(value * share * 1e4) / 1e4; };
        whole->low = of_it(whole->low);
        whole->best = of_it(whole->best);
        whole->high = of_it(whole->high);
        whole->digits = false;
        return whole;
      }
    }
  }
  number.low = number.best = number.high = std::round(share * 1000) / 10;
  number.percent = true;
  number.end = part.end;
  return number;
}

/// Where the measure begins in "a mile", "a US gallon"; 0: none.
size_t QuantityParser::MeasureBehindArticle(size_t at) const {
  if (!IsArticle(at)) return 0;
  for (size_t i = at + 1; i < pieces_.size() && i <= at + 2; ++i) {
    const Match unit = UnitAt(i);
    if (unit && unit.row->effect != QuantityEffect::kSignUnit && unit.row->effect != QuantityEffect::kGroupUnit && unit.row->effect != QuantityEffect::kDwellingUnit) return i;
    if (!pieces_[i].IsWord() || !pieces_[i].capitalized) return 0;
  }
  return 0;
}

/// "third", "21st", "twenty-first".
std::optional<QuantityParser::Number> QuantityParser::ParseOrdinal(size_t at) const {
  Number number;
  number.begin = at;
  number.ordinal = true;
  if (pieces_[at].IsNumber()) {
    const Match mark = Find(at + 1, QuantityKind::kOrdinalMark);
    if (!mark || !Glued(at + 1) || pieces_[at].strange || pieces_[at].decimal) return std::nullopt;
    number.low = number.best = number.high = pieces_[at].value;
    number.end = mark.end;
    return number;
  }
  double tens = 0;
  size_t i = at;
  if (const Match word = Find(at, QuantityKind::kNumber); word && word.row->best >= 20) {
    tens = word.row->best;
    i = SkipHyphen(word.end);
    if (i == word.end) return std::nullopt;
  }
  const Match ordinal = Find(i, QuantityKind::kOrdinal);
  if (!ordinal || (tens > 0 && ordinal.row->best > 9)) return std::nullopt;
  number.low = number.best = number.high = tens + ordinal.row->best;
  number.end = ordinal.end;
  return number;
}

size_t QuantityParser::EndOfIdentifier(size_t at, bool hedged) const {
  const Piece& first = pieces_[at];
  if (!first.IsNumber()) return 0;
  size_t end = at + 1;
  uint32_t dashes = 0;
  bool other = false;
  while (end + 1 < pieces_.size() && Glued(end) && Glued(end + 1) && pieces_[end + 1].IsNumber()) {
    const bool dash = IsSign(end, '-');
    if (!dash && !IsSign(end, ':') && !IsSign(end, '/') && !IsSign(end, '.')) break;
    dashes += dash;
    other |= !dash;
    end += 2;
  }
  // Letters written together with the last digit: a unit, a multiplier, "st" and "s" say something, all others make a name ("5G").
  if (pieces_.size() > end && Glued(end) && pieces_[end].IsWord()) {
    if (Find(end, QuantityKind::kClock)) return end + 1;
    const bool known = Has(end, QuantityKind::kUnit) || UnitAt(end) || Has(end, QuantityKind::kMultiplier) || Has(end, QuantityKind::kOrdinalMark) || Has(end, QuantityKind::kCurrencyAfter);
    const bool decade = pieces_[end].span.size() == 1 && first.digits == 4;
    if (!known && !decade) return end + 1;
  }
  if (Has(end, QuantityKind::kClock) && Find(end, QuantityKind::kClock)) return end;
  if (first.strange) {  // a telephone number goes on behind blanks
    while (end < pieces_.size() && pieces_[end].IsNumber() && !pieces_[end].grouped) ++end;
    return end;
  }
  if (other || dashes >= 2) return end;
  if (dashes == 1) {
    const Piece& second = pieces_[end - 1];
    const bool years = first.digits == 4 && first.value >= 1000 && first.value <= kLastYear && (second.digits == 2 || second.digits == 4);
    if (second.strange && !years) return end;
    if (!years && first.digits == 3 && second.digits == 4 && !second.grouped) return end;
    const bool score = first.digits == 1 && second.digits == 1 && !first.decimal && !second.decimal && !CountableAt(end) && !UnitAt(end) && !IsSign(end, '-') && !Has(end, QuantityKind::kMultiplier);
    if (score && !hedged && !(at > 0 && (Has(at - 1, QuantityKind::kAgeBefore) || Has(at - 1, QuantityKind::kCurrencyBefore)))) return end;  // "lost 1-2"
    const bool scaled = Find(end, QuantityKind::kMultiplier).row != nullptr;
    if (second.value <= first.value && !scaled && !(years && second.digits == 2)) return end;
  }
  bool currency = false;
  for (size_t back = 1; back <= 3 && back <= at && !currency; ++back) currency = Find(at - back, QuantityKind::kCurrencyBefore).end == at;
  if (at > 0 && Glued(at) && !currency && !hedged) {
    const bool dash = IsSign(at - 1, '-');
    if (pieces_[at - 1].IsWord() || IsSign(at - 1, '+') || IsSign(at - 1, '.') || IsSign(at - 1, '_') || IsSign(at - 1, '@')) return end;
    if (dash && at > 1 && Glued(at - 1) && pieces_[at - 2].IsWord()) {  // "AK-47", but "mid-2017"
      const bool year = first.digits == 4 && !first.grouped && first.value >= kFirstYear && first.value <= kLastYear;
      if (!year) return end;
    }
  }
  if (at <= 1 && end == at + 1 && first.digits <= 2 && (IsSign(end, ')') || (IsSign(end, '.') && end + 1 < pieces_.size()))) return end;  // "1. The attack"
  if (at > 0 && IsSign(at - 1, '[') && IsSign(end, ']')) return end;
  if (first.digits >= 8 && !first.grouped && !currency && !first.decimal) return end;
  return 0;
}

}  // namespace dateline
