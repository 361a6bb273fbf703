#include "mentions/quantities_parser.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace dateline {
namespace {

constexpr double kFirstYear = 1900, kLastYear = 2099;
constexpr size_t kMaxHedges = 4;
constexpr uint32_t kCopulaReach = 3;  ///< tokens between "was" and an age
constexpr float kSureName = 0.5f;
constexpr double kMostLabel = 99999;  ///< no label is higher
constexpr size_t kChangeReach = 3;  ///< pieces between a word of change and its "by"

constexpr uint32_t Bits(std::initializer_list<QuantityKind> kinds) {
  uint32_t bits = 0;
  for (const QuantityKind kind : kinds) bits |= 1u << static_cast<uint32_t>(kind);
  return bits;
}
/// What a quantity may begin with, beside digits.
constexpr uint32_t kOpening = Bits({QuantityKind::kNumber, QuantityKind::kMultiplier, QuantityKind::kGroup, QuantityKind::kVague, QuantityKind::kPart, QuantityKind::kOrdinal,
                                    QuantityKind::kHedge, QuantityKind::kFiller, QuantityKind::kBetween, QuantityKind::kFrom, QuantityKind::kNone, QuantityKind::kCurrencyBefore});

}  // namespace

void QuantityParser::Run() {
  for (size_t at = 0; at < pieces_.size();) at = Step(at);
}

size_t QuantityParser::Step(size_t at) {
  if (!(tables_.index.KindsAt(pieces_[at].key) & kOpening) && !pieces_[at].IsNumber()) return at + 1;
  if (const Match none = Find(at, QuantityKind::kNone)) return none.end;
  Draft draft;
  draft.begin = at;
  size_t i = at;
  ReadHedges(draft, i);
  if (i >= pieces_.size()) return at + 1;
  bool money = false;
  draft.figure = i;
  if (const Match currency = Find(i, QuantityKind::kCurrencyBefore); currency && currency.end < pieces_.size() && !ArticleBefore(i, currency.end)) {
    money = true;
    draft.mention.estimate.unit = currency.row->unit;
    i = currency.end;
    if (IsSign(i, '-') && Glued(i + 1)) ++i;  // "$-50.8bn"
  }
  if (i < pieces_.size() && pieces_[i].IsNumber() && !IsFraction(i)) {
    if (const size_t end = EndOfIdentifier(i, i > at && !money); end > 0) return end;
  }
  std::optional<Number> number = ParseNumber(i, money);
  if (!number || number->end <= at) return at + 1;
  draft.end = number->end;
  draft.mention.is_money = money;
  if (number->ordinal) {
    draft.begin = number->begin;
    draft.hedge = QuantityEffect::kPlain;
    draft.mention.is_ordinal = true;
    Emit(draft, *number);
    return draft.end;
  }
  if (NamedBefore(*number)) return number->end;
  for (size_t back = 2; back <= 4 && back <= number->begin; ++back) {  // "between the ages of 17 and 29"
    draft.between = draft.between || (Has(number->begin - back, QuantityKind::kBetween) && Find(number->begin - back, QuantityKind::kAgeBefore).end == number->begin);
  }
  DropPreposition(draft, *number);
  const bool range = ReadRange(draft, *number, money);
  if (range && Find(number->end, QuantityKind::kClock)) return number->end;
  if (number->percent) draft.mention.estimate.unit = "percent";
  ReadUnit(draft);
  if (!range && IsYear(draft, *number)) {
    draft.begin = number->begin;
    draft.end = number->end;
    draft.hedge = QuantityEffect::kPlain;
    draft.mention.is_year = true;
    Emit(draft, *number);
    return draft.end;
  }
  draft.mention.is_age = IsAge(draft, *number, &draft.hedge);
  if (draft.mention.is_age) {
    ReadAgeUnit(draft);
    draft.mention.estimate.unit = {};
  } else {
    ReadMore(draft);
    ReadCounted(draft, *number);
    ReadThousands(draft, *number);
    if (IsPronoun(draft, *number)) return number->end;
  }
  ReadChange(draft);
  if (range) draft.mention.estimate.hedge = Hedge::kRange;
  Emit(draft, *number);
  return std::max(draft.end, at + 1);
}

/// "talk about one thing", "over one wall": a preposition of one thing is no hedge.
void QuantityParser::DropPreposition(Draft& draft, const Number& number) const {
  if (number.best != 1 || !pieces_[number.begin].IsWord() || number.end != number.begin + 1 || draft.figure != draft.begin + 1) return;
  if (draft.hedge != QuantityEffect::kAbout && draft.hedge != QuantityEffect::kAtLeast && draft.hedge != QuantityEffect::kAtMost) return;
  draft.hedge = QuantityEffect::kPlain;
  draft.begin = draft.figure;
}

void QuantityParser::ReadHedges(Draft& draft, size_t& at) const {
  for (size_t n = 0; n < kMaxHedges; ++n) {
    if (const Match hedge = Find(at, QuantityKind::kHedge)) {
      const QuantityEffect effect = hedge.row->effect;
      // A bound says more than an approximation: "at least some 300".
      const bool bound = draft.hedge == QuantityEffect::kAtLeast || draft.hedge == QuantityEffect::kAtMost;
      if (!bound) draft.hedge = effect;
      at = hedge.end;
    } else if (const Match between = Find(at, QuantityKind::kBetween)) {
      draft.between = true;
      at = between.end;
    } else if (const Match from = Find(at, QuantityKind::kFrom)) {
      draft.from = true;
      at = from.end;
    } else if (const Match filler = Find(at, QuantityKind::kFiller); filler && filler.row->effect != QuantityEffect::kOf) {
      draft.mention.is_more = draft.mention.is_more || filler.row->effect == QuantityEffect::kMore;
      if (draft.hedge == QuantityEffect::kPlain) {  // "another 40": no hedge, the figure begins behind it
        draft.begin = filler.end;
      }
      at = filler.end;
    } else {
      return;
    }
  }
}

/// Extends `number` by "to 30", "or four", "and 30" (after between).
bool QuantityParser::ReadRange(Draft& draft, Number& number, bool money) const {
  size_t end = number.end;
  const Match unit = Find(end, QuantityKind::kUnit);
  const Match currency = Find(end, QuantityKind::kCurrencyAfter);
  if (unit && unit.row->effect == QuantityEffect::kSignUnit && Find(unit.end, QuantityKind::kRange)) end = unit.end;  // "20% to 30%"
  if (currency && Find(currency.end, QuantityKind::kRange)) end = currency.end;                                      // "20 dollars to 30 dollars"
  const Match link = Find(end, QuantityKind::kRange);
  if (!link || number.vague || number.percent) {
    if (draft.between || draft.from) draft.begin = draft.figure;
    return false;
  }
  const bool fits = draft.between == (link.row->effect == QuantityEffect::kBetween) || (draft.between && IsSign(end, '-'));
  size_t next = link.end;
  while (const Match hedge = Find(next, QuantityKind::kHedge)) next = hedge.end;
  if (const Match sign = Find(next, QuantityKind::kCurrencyBefore); sign && money) next = sign.end;
  std::optional<Number> second = fits ? ParseWhole(next, money) : std::nullopt;
  const auto fail = [&] {
    if (draft.between || draft.from) draft.begin = draft.figure;
    return false;
  };
  if (!second || second->vague) return fail();
  // "rose 0.7 percent to 3,005": two figures of different kinds.
  const auto sign_at = [&](size_t at) {
    const Match sign = Find(at, QuantityKind::kUnit);
    return sign && sign.row->effect == QuantityEffect::kSignUnit;
  };
  if (end != number.end && sign_at(number.end) != sign_at(second->end)) return fail();
  if (LooksLikeYear(number) && LooksLikeYear(*second) && !money && (draft.hedge == QuantityEffect::kPlain || !CountableAt(second->end))) return fail();
  if ((number.digits || number.scale == 1) && second->scale > 1 && number.best * second->scale < second->best) {  // "20 to 30 million"
    number.low *= second->scale;
    number.best *= second->scale;
    number.high *= second->scale;
  }
  if (draft.from && Moved(draft, number, *second)) return true;
  if (second->best <= number.best) return fail();
  const bool alternative = !pieces_[end].IsSign('-') && second->best > number.best * 3 && !draft.between && !draft.from && end + 1 == link.end && second->scale != number.scale;
  if (alternative && !second->digits && !number.digits) return fail();
  if (IsKey(end, tables_.or_word) && !draft.between && !AreNeighbours(number.best, second->best)) return fail();
  number.low = number.best;
  number.high = second->best;
  number.best = (number.low + number.high) / 2;
  number.end = second->end;
  draft.end = second->end;
  return true;
}

/// "rose by 40", "up 19 percent"; not "rose to 40".
void QuantityParser::ReadChange(Draft& draft) const {
  if (draft.begin == 0 || draft.mention.is_age || draft.mention.estimate.change != Change::kNone) return;
  size_t at = draft.begin - 1;
  // "lost 40 men" tells no change of a figure, nor does "fell two days later".
  const bool measure = !draft.mention.estimate.unit.empty() && draft.unit_kind != QuantityEffect::kGroupUnit && draft.unit_kind != QuantityEffect::kDwellingUnit && draft.unit_kind != QuantityEffect::kTimeUnit;
  size_t reach = draft.mention.is_money || measure ? 1 : 0;
  if (const Match by = Find(at, QuantityKind::kChangeBy)) {
    reach = kChangeReach;
    if (at == 0) return;
    --at;
  }
  for (size_t n = 0; n < reach; ++n) {
    if (const Match change = Find(at, QuantityKind::kChange)) {
      draft.mention.estimate.change = change.row->effect == QuantityEffect::kUp ? Change::kUp : Change::kDown;
      return;
    }
    if (at == 0 || !pieces_[at].IsWord() || Has(at, QuantityKind::kChangeBy)) return;
    --at;
  }
}

/// "one's own", "a device, one that is small".
bool QuantityParser::IsPronoun(const Draft& draft, const Number& number) const {
  const uint32_t t = pieces_[number.begin].token;
  if (number.best != 1 || number.end != number.begin + 1 || !pieces_[number.begin].IsWord() || draft.mention.noun != QuantityMention::kNoNoun || !draft.mention.estimate.unit.empty()) return false;
  return t < doc_.tokens.upos.size() && doc_.tokens.upos[t] == Upos::kPron && !IsKey(number.end, tables_.of);
}

/// "2.000 miners": nobody counts in thousandths, so that the point marks thousands.
void QuantityParser::ReadThousands(const Draft& draft, Number& number) const {
  const Piece& piece = pieces_[number.begin];
  const QuantityMention& mention = draft.mention;
  if (!number.digits || number.end != number.begin + 1 || !piece.decimal || piece.digits > 3 || piece.span.size() != piece.digits + 4u || !doc_.text(piece.span).ends_with('0')) return;
  if (mention.is_money || mention.noun == QuantityMention::kNoNoun || !(doc_.tokens.morph[mention.noun] & kPlural)) return;
  number.low = number.best = number.high = std::round(number.best * 1000);
}

/// "20 or 30", "three or four", "50 or 100" are said of one figure; "25,000 or 40,000" of two.
bool QuantityParser::AreNeighbours(double a, double b) {
  const auto round = [](double value) { return value > 0 && std::fmod(value, std::pow(10, std::floor(std::log10(value)))) == 0; };
  return b <= a * 1.5 || b <= 12 || (b <= a * 2 && round(a) && round(b));
}

/// "rose from 20 to 30": one figure that is 30 now; its range is all the way.
bool QuantityParser::Moved(Draft& draft, Number& number, const Number& second) const {
  const bool down = second.best < number.best;
  bool told = down;
  for (size_t back = 1; back <= kChangeReach && back <= draft.begin && !told; ++back) {
    told = Has(draft.begin - back, QuantityKind::kChange) && !(tables_.index.KindsAt(pieces_[draft.begin - back].key) & kOpening);
  }
  if (!told || second.best == number.best || number.vague) return false;
  draft.mention.estimate.change = down ? Change::kDown : Change::kUp;
  number.low = std::min(number.best, second.best);
  number.high = std::max(number.best, second.best);
  number.best = second.best;
  number.end = draft.end = second.end;
  return true;
}

/// "a $5m deal" is no Australian one: a letter before the sign must be a capital and no article.
bool QuantityParser::ArticleBefore(size_t at, size_t end) const {
  return end == at + 2 && pieces_[at].IsWord() && pieces_[at].span.size() == 1 && (!pieces_[at].capitalized || (IsArticle(at) && !Glued(at + 1)));
}

/// "15 year-old", "a six-month-old": written as a measure.
void QuantityParser::ReadAgeUnit(Draft& draft) const {
  const std::string_view measure = draft.mention.estimate.unit;
  const bool bound = draft.hedge == QuantityEffect::kAtLeast || draft.hedge == QuantityEffect::kAtMost;
  if (!Find(draft.end, QuantityKind::kAgeAfter) && !bound && (draft.unit_kind != QuantityEffect::kTimeUnit || measure.empty())) return;
  const Match unit = Find(SkipHyphen(draft.end), QuantityKind::kUnit);
  draft.mention.unit = unit && unit.row->unit != "years" ? Join(unit.row->unit, " ", "old") : "years old";
}

/// "90 more", "two others"; not "40 more than last year".
void QuantityParser::ReadMore(Draft& draft) const {
  const Match more = Find(draft.end, QuantityKind::kMore);
  if (more && !Has(more.end, QuantityKind::kPerNot)) draft.mention.is_more = true;
}

bool QuantityParser::NamedBefore(const Number& number) const {
  if (number.begin == 0 || number.vague || number.percent) return false;
  const Piece& first = pieces_[number.begin];
  const Piece& before = pieces_[number.begin - 1];
  if (first.grouped || first.decimal || IsArticle(number.begin)) return false;
  // "Air Force One", "BBC Two": a capital number word behind a capital word, with no noun to count.
  if (number.best <= 2 && first.IsWord() && first.capitalized && before.capitalized && !(doc_.tokens.shape[first.token] & kAllCaps) && !PluralNounAt(number.end)) return true;
  // "Apollo 13", "the Big 12": a figure right behind a proper name, with nothing to count.
  const bool proper = before.IsWord() && before.capitalized && before.token < doc_.tokens.upos.size() && doc_.tokens.upos[before.token] == Upos::kPropn;
  if (proper && number.digits && (number.end >= pieces_.size() || pieces_[number.end].kind == Piece::Kind::kSign) && !IsSign(number.end, '-') && !IsSign(number.end, '%') &&
      !IsSign(number.end, '+') && !LooksLikeYear(number)) {
    return true;
  }
  for (size_t back = 1; back <= 3 && back <= number.begin; ++back) {
    const Match name = Find(number.begin - back, QuantityKind::kName);
    if (name && name.end == number.begin && (name.row->effect != QuantityEffect::kCapital || pieces_[number.begin - back].capitalized)) return true;
  }
  return Labels(number) || Address(number) || InsideName(number);
}

/// "Apple Watch 5", "Game 2", "row 21": the tree hangs a short figure on the noun right before it.
bool QuantityParser::Labels(const Number& number) const {
  const TokenTable& tok = doc_.tokens;
  const Piece &first = pieces_[number.begin], &before = pieces_[number.begin - 1];
  if (number.end != number.begin + 1 || number.best > kMostLabel || number.best != std::floor(number.best) || LooksLikeYear(number) || !before.IsWord()) return false;
  const uint32_t t = first.token;
  if (!before.capitalized && PluralNounAt(number.end)) return false;
  if (Has(number.begin - 1, QuantityKind::kYearBefore) && first.digits == 4) return false;  // "A.D. 1000"
  if (t == 0 || t >= tok.head.size() || tok.deprel[t] == Deprel::kNone || tok.head[t] != before.token || before.token == t) return false;
  const Deprel relation = tok.deprel[t];
  const bool noun = (tok.upos[before.token] == Upos::kNoun && !(tok.morph[before.token] & kPlural)) || tok.upos[before.token] == Upos::kPropn;
  return noun && (relation == Deprel::kNummod || relation == Deprel::kFlat || relation == Deprel::kNmod || relation == Deprel::kNmodDesc || relation == Deprel::kCompound) && !UnitAt(number.end);
}

/// "Rocky 101 Ltd": the figure stands within a name.
bool QuantityParser::InsideName(const Number& number) const {
  const uint32_t t = pieces_[number.begin].token;
  if (!number.digits || number.end != number.begin + 1 || t == 0 || t + 1 >= doc_.tokens.size() || !pieces_[number.begin - 1].capitalized) return false;
  const NameType type = NameAt(t);
  if (type != NameType::kOrganization && type != NameType::kFacility && type != NameType::kVehicle && type != NameType::kWeapon && type != NameType::kDocument) return false;
  return NameAt(t - 1) == type && NameAt(t + 1) == type;
}

/// "575 Wilbraham Road", "787 Dreamliner".
bool QuantityParser::Address(const Number& number) const {
  if (!number.digits || number.best > kMostLabel) return false;
  for (size_t i = number.end; i < pieces_.size() && i < number.end + 4 && pieces_[i].IsWord() && pieces_[i].capitalized; ++i) {
    const Match last = Find(i, QuantityKind::kStreet);
    if (last && (i > number.end || last.row->effect == QuantityEffect::kCapital)) return true;
  }
  return false;
}

bool QuantityParser::LooksLikeYear(const Number& number) const {
  if (!number.digits || number.end != number.begin + 1) return false;
  const Piece& piece = pieces_[number.begin];
  return piece.digits == 4 && !piece.grouped && !piece.decimal && number.best >= kFirstYear && number.best <= kLastYear;
}

bool QuantityParser::PluralNounAt(size_t at) const {
  if (at >= pieces_.size() || pieces_[at].token >= doc_.tokens.upos.size()) return false;
  const uint32_t token = pieces_[at].token;
  return doc_.tokens.upos[token] == Upos::kNoun && (doc_.tokens.morph[token] & kPlural);
}

bool QuantityParser::IsYear(const Draft& draft, const Number& number) const {
  if (!number.digits || number.end != number.begin + 1 || draft.mention.is_money || draft.end != number.end) return false;
  const Piece& piece = pieces_[number.begin];
  if (piece.grouped || piece.decimal || number.best != std::floor(number.best)) return false;
  if (piece.digits == 2) {  // "1980-88": the second year of a range in short
    const size_t at = number.begin;
    return at >= 2 && IsSign(at - 1, '-') && Glued(at) && Glued(at - 1) && pieces_[at - 2].IsNumber() && pieces_[at - 2].digits == 4 && !pieces_[at - 2].grouped;
  }
  if (piece.digits != 4 || number.best > kLastYear + 100 || number.best < 1000) return false;
  if (!doc_.quantities.empty() && doc_.quantities.back().is_year && doc_.quantities.back().tokens.end + 1 == piece.token && number.begin > 0 && Has(number.begin - 1, QuantityKind::kRange)) return true;
  const size_t before = draft.begin > 0 ? draft.begin - 1 : SIZE_MAX;
  // The hedge of "in about 2014" and "since around 2010" stands between.
  const Match cue = before == SIZE_MAX ? Match{} : Find(before, QuantityKind::kYearBefore);
  const Match own = number.begin > 0 ? Find(number.begin - 1, QuantityKind::kYearBefore) : Match{};
  const bool old_cue = (cue && cue.row->effect == QuantityEffect::kOld) || (own && own.row->effect == QuantityEffect::kOld);
  if (!draft.mention.estimate.unit.empty()) return old_cue && draft.mention.estimate.unit != "percent" && number.best >= kFirstYear;
  if (number.best > kLastYear) return cue && draft.hedge == QuantityEffect::kPlain && !PluralNounAt(number.end);
  if (number.best < kFirstYear) {
    const bool range_end = number.begin >= 2 && IsSign(number.begin - 1, '-') && pieces_[number.begin - 2].IsNumber() && pieces_[number.begin - 2].digits == 4;
    return (old_cue || range_end) && !PluralNounAt(number.end);
  }
  if (old_cue) return true;
  const bool named = own && !Glued(number.end) && draft.hedge == QuantityEffect::kPlain && std::fmod(number.best, 50) != 0;  // "the 2016 elections"
  if (PluralNounAt(number.end) && !named) return false;
  if (draft.hedge == QuantityEffect::kAbout && !CountableAt(number.end)) return true;  // "born around 1970"
  if (draft.hedge != QuantityEffect::kPlain && !cue) return false;
  if (cue || own) return true;
  // A round figure before a word that no tag explains counts it.
  const bool untagged = pieces_[number.begin].token >= doc_.tokens.upos.size() || doc_.tokens.upos[pieces_[number.begin].token] == Upos::kX;
  const bool word_next = number.end < pieces_.size() && pieces_[number.end].IsWord();
  return !(untagged && word_next && std::fmod(number.best, 50) == 0);
}

bool QuantityParser::IsAge(const Draft& draft, const Number& number, QuantityEffect* hedge) const {
  if (draft.mention.is_money || number.vague || number.percent) return false;
  if (Find(draft.end, QuantityKind::kAgeAfter)) return true;
  if (number.best > 120) return false;
  for (size_t back = std::min<size_t>({4, draft.begin + 1, number.begin}); back > 0; --back) {
    const Match cue = Find(number.begin - back, QuantityKind::kAgeBefore);
    if (!cue || (cue.end != number.begin && cue.end != draft.begin)) continue;
    if (cue.row->effect == QuantityEffect::kCapital) {  // "At 77, she ran again"
      if (back != 1 || number.begin != 1 || !number.digits || !IsSign(number.end, ',') || number.best < 10) continue;
    } else if (cue.row->effect != QuantityEffect::kPlain) {
      *hedge = cue.row->effect;
    }
    return true;
  }
  return FollowsAge(draft, number) || IsAgeOf(number) || (number.digits && StandsBetweenCommas(draft, number));
}

/// "aged nine, ten and thirteen".
bool QuantityParser::FollowsAge(const Draft& draft, const Number& number) const {
  if (doc_.quantities.empty() || !doc_.quantities.back().is_age || !doc_.quantities.back().unit.empty() || draft.hedge != QuantityEffect::kPlain) return false;
  if (CountableAt(draft.end) && doc_.tokens.upos[pieces_[draft.end].token] != Upos::kVerb) return false;
  const uint32_t from = doc_.quantities.back().tokens.end;
  size_t at = number.begin;
  while (at > 0 && pieces_[at - 1].token >= from && (IsSign(at - 1, ',') || IsKey(at - 1, tables_.and_word))) --at;
  return at < number.begin && at > 0 && pieces_[at - 1].token + 1 == from;
}

/// "He was 34": the predicate of a person.
bool QuantityParser::IsAgeOf(const Number& number) const {
  const TokenTable& tok = doc_.tokens;
  const uint32_t t = pieces_[number.begin].token;
  if (number.end != number.begin + 1 || t >= tok.head.size() || tok.upos[t] != Upos::kNum || number.best < 1 || CountableAt(number.end)) return false;
  const uint32_t first = pieces_.front().token;
  bool copula = false;
  for (uint32_t k = t > first + kCopulaReach ? t - kCopulaReach : first; k < t; ++k) copula = copula || (tok.head[k] == t && tok.deprel[k] == Deprel::kCop);
  for (uint32_t k = t; copula && k-- > first;) {
    if (tok.head[k] == t && tok.deprel[k] == Deprel::kNsubj) return tok.word[k].value == tables_.he || tok.word[k].value == tables_.she || NameAt(k) == NameType::kPerson;
  }
  return false;
}

/// What the token is a part of the name of.
NameType QuantityParser::NameAt(uint32_t token) const {
  const auto name = std::lower_bound(doc_.names.begin(), doc_.names.end(), token, [](const NameMention& n, uint32_t t) { return n.tokens.end <= t; });
  return name != doc_.names.end() && name->tokens.Contains(token) && name->confidence >= kSureName ? name->type : NameType::kNone;
}

/// "Anna Ivanova, 26, said".
bool QuantityParser::StandsBetweenCommas(const Draft& draft, const Number& number) const {
  const size_t at = number.begin;
  if (at < 2 || number.end != at + 1 || draft.hedge != QuantityEffect::kPlain || pieces_[at].digits > 2) return false;
  const Piece& name = pieces_[at - 2];
  const bool closed = IsSign(number.end, ',') || IsSign(number.end, '.');
  // "Boy, 4, dies", "a man, 34, was": of a noun for one.
  const uint32_t noun = name.token < doc_.tokens.upos.size() ? name.token : UINT32_MAX;
  const bool common = noun != UINT32_MAX && (doc_.tokens.upos[noun] == Upos::kNoun || (at == 2 && doc_.tokens.upos[noun] == Upos::kIntj));
  if (common && IsSign(at - 1, ',') && IsSign(number.end, ',') && (doc_.tokens.morph[noun] & kPlural) == 0 && name.IsWord()) return true;
  const bool proper = at >= 3 || (name.token < doc_.tokens.upos.size() && doc_.tokens.upos[name.token] == Upos::kPropn);
  return IsSign(at - 1, ',') && closed && name.IsWord() && name.capitalized && proper && !Has(at - 2, QuantityKind::kYearBefore);
}

void QuantityParser::Apply(QuantityEffect hedge, bool vague, bool range, Estimate& e) {
  const auto whole = [&](double value) { return e.best == std::floor(e.best) ? std::round(value) : std::round(value * 1e6) / 1e6; };
  switch (hedge) {
    case QuantityEffect::kAbout:
    case QuantityEffect::kAlmost:
      if (vague || range) return;
      e.low = whole(e.best * 0.9);
      e.high = hedge == QuantityEffect::kAbout ? whole(e.best * 1.1) : e.best;
      e.hedge = Hedge::kAbout;
      return;
    case QuantityEffect::kAtLeast:
      e.high = Estimate::kOpen;
      e.hedge = Hedge::kAtLeast;
      return;
    case QuantityEffect::kAtMost:
      e.low = Estimate::kOpen;
      e.hedge = Hedge::kAtMost;
      return;
    case QuantityEffect::kJustUnder:
      if (vague || range) return;
      e.low = whole(e.best * 0.9);
      e.hedge = Hedge::kAtMost;
      return;
    default:
      return;
  }
}

void QuantityParser::Emit(Draft& draft, const Number& number) {
  QuantityMention& mention = draft.mention;
  Estimate& estimate = mention.estimate;
  estimate.low = number.low;
  estimate.best = number.best;
  estimate.high = number.high;
  const bool range = estimate.hedge == Hedge::kRange;
  if (number.vague) estimate.hedge = Hedge::kVague;
  if (!mention.is_age || draft.hedge != QuantityEffect::kPlain) Apply(draft.hedge, number.vague, range, estimate);
  const Piece &first = pieces_[draft.begin], &last = pieces_[draft.end - 1];
  estimate.span = {first.span.begin, last.span.end};
  if (estimate.best != std::floor(estimate.best)) {
    for (double* value : {&estimate.low, &estimate.best, &estimate.high}) *value = std::round(*value * 1e9) / 1e9;  // NaN stays
  }
  mention.tokens = {first.token, last.token + 1};
  mention.number = {pieces_[number.begin].token, pieces_[number.end - 1].token + 1};
  doc_.quantities.push_back(mention);
}

}  // namespace dateline
