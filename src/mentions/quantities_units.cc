// What a figure counts or measures: percent, money, measures and households behind it, the noun that the tree gives, and "per" something.
#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "mentions/quantities_parser.h"

namespace dateline {
namespace {

constexpr size_t kBracket = 8;         ///< pieces of a bracket between a price and its "per share"
constexpr uint32_t kNounReach = 8;  ///< tokens between a figure and the noun that it counts

bool IsNominal(Upos upos) { return upos == Upos::kNoun || upos == Upos::kPropn; }

/// What may stand between a figure and its noun: "three different new S.D.F.-led units".
bool MayDescribe(Upos upos) {
  return IsNominal(upos) || upos == Upos::kAdj || upos == Upos::kVerb || upos == Upos::kAdv || upos == Upos::kNum || upos == Upos::kX || upos == Upos::kPunct || upos == Upos::kCconj ||
         upos == Upos::kPart;
}

}  // namespace

QuantityParser::Match QuantityParser::UnitAt(size_t at) const {
  if (at >= pieces_.size()) return {};
  if (pieces_[at].capitalized && (Glued(at) || (pieces_[at].span.size() > 1 && at > 0 && pieces_[at - 1].IsNumber()))) {
    if (const Match capital = Find(at, QuantityKind::kUnitCapital)) return capital;
  }
  return Find(at, QuantityKind::kUnit);
}

bool QuantityParser::MayStandBetween(size_t at, bool group) const {
  if (!pieces_[at].IsWord()) return false;
  const Upos upos = pieces_[at].token < doc_.tokens.upos.size() ? doc_.tokens.upos[pieces_[at].token] : Upos::kX;
  if (upos == Upos::kX || upos == Upos::kAdj) return !Has(at, QuantityKind::kRange) && !IsKey(at, tables_.of);
  if (!group) return false;
  const bool participle = upos == Upos::kVerb && (doc_.tokens.morph[pieces_[at].token] & kPastParticiple);  // "300 displaced families"
  return upos == Upos::kNoun || upos == Upos::kPropn || participle;
}

void QuantityParser::ReadHedgeAfter(Draft& draft) const {
  const Match after = Find(draft.end, QuantityKind::kHedgeAfter);
  if (!after || (IsSign(draft.end, '+') && !Glued(draft.end))) return;
  draft.hedge = after.row->effect;
  draft.end = after.end;
}

/// Percent, money, measures and households behind the figure; percent and money words become part of it.
void QuantityParser::ReadUnit(Draft& draft) const {
  ReadHedgeAfter(draft);
  Estimate& estimate = draft.mention.estimate;
  draft.unit_end = draft.end;
  const size_t at = SkipHyphen(draft.end);
  const Match unit = UnitAt(at);
  const Match currency = Find(at, QuantityKind::kCurrencyAfter);
  if (draft.mention.is_money || (currency && currency.end >= unit.end)) {
    if (currency && (!draft.mention.is_money || currency.row->unit == estimate.unit)) {
      estimate.unit = currency.row->unit;
      draft.end = currency.end;
    }
    draft.mention.is_money = true;
    ReadHedgeAfter(draft);
    draft.unit_end = draft.end;
    return;
  }
  if (IsKey(draft.end, tables_.of)) return ReadUnitBehindOf(draft);
  if (unit) {
    estimate.unit = unit.row->unit;
    draft.unit_kind = unit.row->effect;
    draft.unit_end = unit.end;
    SquareOf(draft);
    if (unit.row->effect != QuantityEffect::kSignUnit) return;
    draft.end = unit.end;
    ReadHedgeAfter(draft);
    draft.unit_end = draft.end;
    return;
  }
  for (size_t skip = 1; skip <= 2 && at + skip < pieces_.size(); ++skip) {
    const Match far = Find(at + skip, QuantityKind::kUnit);
    const QuantityEffect kind = far ? far.row->effect : QuantityEffect::kPlain;
    const bool group = kind == QuantityEffect::kGroupUnit || kind == QuantityEffect::kDwellingUnit;
    if ((group || (kind == QuantityEffect::kTimeUnit && skip == 1 && PluralNounAt(at + skip))) && MayStandBetween(at + skip - 1, group)) {
      estimate.unit = far.row->unit;
      draft.unit_kind = kind;
      draft.unit_end = far.end;
      return;
    }
    if (!MayStandBetween(at + skip - 1, true)) return;
  }
}

/// "tens of thousands of dollars", "hundreds of miles".
void QuantityParser::ReadUnitBehindOf(Draft& draft) const {
  if (const Match currency = Find(draft.end + 1, QuantityKind::kCurrencyAfter)) {
    draft.mention.estimate.unit = currency.row->unit;
    draft.mention.is_money = true;
    draft.unit_end = draft.end = currency.end;
    return;
  }
  const Match unit = Find(draft.end + 1, QuantityKind::kUnit);
  if (!unit || unit.row->effect == QuantityEffect::kSignUnit) return;
  draft.mention.estimate.unit = unit.row->unit;
  draft.unit_kind = unit.row->effect;
  draft.unit_end = unit.end;
}

/// "50 km2": the power written as a digit.
void QuantityParser::SquareOf(Draft& draft) const {
  const size_t power = draft.unit_end;
  if (power >= pieces_.size() || !Glued(power) || !pieces_[power].IsNumber() || pieces_[power].digits != 1) return;
  if (pieces_[power].value != 2 && pieces_[power].value != 3) return;
  draft.mention.estimate.unit = Join(draft.mention.estimate.unit, "", doc_.text(pieces_[power].span));
  draft.unit_end = power + 1;
}

std::string_view QuantityParser::Join(std::string_view a, std::string_view link, std::string_view b) const {
  char* out = doc_.arena.Allocate(a.size() + link.size() + b.size());
  char* end = out;
  for (const std::string_view part : {a, link, b}) end = std::copy(part.begin(), part.end(), end);
  return {out, static_cast<size_t>(end - out)};
}

/// The noun that the figure counts, by the tree: the word that the numeral describes, or what stands behind its "of"; QuantityMention::kNoNoun: none.
uint32_t QuantityParser::NounOf(const Number& number) const {
  const TokenTable& tok = doc_.tokens;
  const uint32_t first = pieces_[number.begin].token, last = pieces_[number.end - 1].token;
  if (last >= tok.head.size() || tok.deprel[last] == Deprel::kNone) return QuantityMention::kNoNoun;
  if (IsSign(number.end, '-') && Glued(number.end) && !Glued(number.end + 1)) return QuantityMention::kNoNoun;  // "four- and six-cylinder": said with the next
  if (IsSign(number.end, '-') && IsSign(number.end + 1, ',')) return QuantityMention::kNoNoun;
  uint32_t top = last;
  for (uint32_t hops = 0; hops < kNounReach && tok.head[top] != top && tok.head[top] >= first && tok.head[top] <= last; ++hops) top = tok.head[top];
  if (const uint32_t noun = DescribedBy(top, last, number); noun != QuantityMention::kNoNoun) return noun;
  const uint32_t sentence_end = pieces_.back().token + 1;
  const uint32_t of = tok.word[last].value == tables_.of && last > first ? last : last + 1;
  if (of < sentence_end && tok.word[of].value == tables_.of) {
    for (uint32_t t = of + 1; t < sentence_end && t <= of + kNounReach; ++t) {
      if ((tok.upos[t] == Upos::kPron && tok.deprel[t] != Deprel::kNmodPoss) || tok.upos[t] == Upos::kVerb) break;
      const bool child = tok.head[t] >= first && tok.head[t] <= last && tok.deprel[t] == Deprel::kNmod;
      if (child && IsNominal(tok.upos[t])) return t;
    }
    // The tree hangs it elsewhere, but nothing else can be meant: "35m of its devices".
    return FirstPlural(of + 1, sentence_end);
  }
  return FirstPlural(last + 1, sentence_end);
}

/// The noun that the tree says is described by the numeral `top`. More than one of a singular noun is meant of a plural one further on, if there is one
/// ("14 first-team players", "460 Kia and Hyundai vehicles"), unless a hyphen binds it ("a 12-page document").
uint32_t QuantityParser::DescribedBy(uint32_t top, uint32_t last, const Number& number) const {
  const TokenTable& tok = doc_.tokens;
  const auto right = [&](uint32_t t) {
    const Deprel r = tok.deprel[t];
    const bool describes = r == Deprel::kNummod || r == Deprel::kAmod || r == Deprel::kCompound || r == Deprel::kDet || r == Deprel::kNmod || r == Deprel::kFlat;
    return describes && tok.head[t] > std::max(t, last) && tok.head[t] <= last + kNounReach && Describes(last + 1, tok.head[t]) ? tok.head[t] : QuantityMention::kNoNoun;
  };
  const uint32_t first = right(top);
  const bool bound = IsSign(number.end, '-') && Glued(number.end) && Glued(number.end + 1);
  uint32_t noun = first;
  for (uint32_t hops = 0; hops < 3 && noun != QuantityMention::kNoNoun && number.best > 1 && !bound && !(tok.morph[noun] & kPlural); ++hops) {
    uint32_t next = right(noun);
    for (uint32_t t = noun + 1; next == QuantityMention::kNoNoun && t <= noun + 4 && t < tok.size(); ++t) {
      if (tok.head[t] == noun && tok.deprel[t] == Deprel::kConj && (tok.morph[t] & kPlural) && tok.upos[noun] == Upos::kPropn && Describes(noun + 1, t)) next = t;
    }
    noun = next;
  }
  if (noun == QuantityMention::kNoNoun) noun = first;
  if (noun == QuantityMention::kNoNoun) return noun;
  const bool mistagged = tok.xpos[noun] == Xpos::kVbz && tok.deprel[top] == Deprel::kNummod && number.best > 1;  // "26 saves"
  return IsNominal(tok.upos[noun]) || mistagged ? noun : QuantityMention::kNoNoun;
}

/// The plural noun that the words from `from` on lead to, with nothing but what describes a noun before it.
uint32_t QuantityParser::FirstPlural(uint32_t from, uint32_t end) const {
  const TokenTable& tok = doc_.tokens;
  for (uint32_t t = from; t < end && t < from + kNounReach; ++t) {
    const bool plural = IsNominal(tok.upos[t]) && (tok.morph[t] & kPlural);
    if (plural && !(t + 1 < end && (IsNominal(tok.upos[t + 1]) || tok.upos[t + 1] == Upos::kPart))) return t;
    const bool participle = tok.upos[t] == Upos::kVerb && (tok.xpos[t] == Xpos::kVbn || tok.xpos[t] == Xpos::kVbg) && t > from;
    const bool describes = IsNominal(tok.upos[t]) || tok.upos[t] == Upos::kAdj || tok.upos[t] == Upos::kPart || participle || (tok.upos[t] == Upos::kAdv && t + 1 < end && tok.upos[t + 1] == Upos::kAdj);
    const bool linked = tok.upos[t] == Upos::kCconj && t > from && IsNominal(tok.upos[t - 1]) && t + 1 < end && IsNominal(tok.upos[t + 1]);  // "Model S and Model X vehicles"
    const bool own = linked || tok.upos[t] == Upos::kDet || (tok.upos[t] == Upos::kPron && tok.deprel[t] == Deprel::kNmodPoss);
    if (!describes && !own) break;
  }
  return QuantityMention::kNoNoun;
}

bool QuantityParser::Describes(uint32_t from, uint32_t noun) const {
  for (uint32_t t = from; t < noun; ++t) {
    if (!MayDescribe(doc_.tokens.upos[t])) return false;
  }
  return true;
}

/// The unit as a reader expects it: the noun of a count, and "per" something.
void QuantityParser::ReadCounted(Draft& draft, const Number& number) const {
  QuantityMention& mention = draft.mention;
  if (mention.is_money || number.percent) return ReadPer(draft, mention.estimate.unit);
  const bool own_unit = !mention.estimate.unit.empty() && draft.unit_kind != QuantityEffect::kDwellingUnit;
  if (own_unit && draft.unit_kind != QuantityEffect::kGroupUnit) return ReadPer(draft, mention.estimate.unit);
  mention.noun = NounOf(number);
  if (mention.noun != QuantityMention::kNoNoun && mention.is_more && Has(draft.end, QuantityKind::kMore) && pieces_[draft.end].token == mention.noun) mention.noun = QuantityMention::kNoNoun;  // "two others"
  if (mention.noun != QuantityMention::kNoNoun && IsOwnTime(number, mention.noun)) mention.noun = QuantityMention::kNoNoun;
  if (mention.noun == QuantityMention::kNoNoun) return;
  const std::string_view noun = doc_.token(mention.noun);
  if (!own_unit) mention.unit = noun;
  while (draft.unit_end < pieces_.size() && pieces_[draft.unit_end].token <= mention.noun) ++draft.unit_end;
  ReadPer(draft, own_unit ? mention.estimate.unit : noun);
}

/// "63 last year": the noun dates the figure and is not counted by it.
bool QuantityParser::IsOwnTime(const Number& number, uint32_t noun) const {
  if (number.best == 1 || (doc_.tokens.morph[noun] & kPlural) || noun == pieces_[number.end - 1].token + 1) return false;
  for (size_t i = number.end; i < pieces_.size() && pieces_[i].token <= noun; ++i) {
    if (IsSign(i, '-')) return false;
    if (pieces_[i].token != noun) continue;
    const Match unit = Find(i, QuantityKind::kUnit);
    return unit && unit.row->effect == QuantityEffect::kTimeUnit;
  }
  return false;
}

/// "$5 per share", "800,000 barrels a day", "40 hours/week"; not "40 a week later".
void QuantityParser::ReadPer(Draft& draft, std::string_view unit) const {
  size_t at = draft.unit_end;
  for (size_t i = at; IsSign(at, '(') && i < pieces_.size() && i < at + kBracket; ++i) {  // "$6 (C$8) per share"
    if (IsSign(i, ')')) at = i + 1;
  }
  const Match per = Find(at, QuantityKind::kPer);
  if (!per || unit.empty()) return;
  const Match base = Find(per.end, QuantityKind::kUnit);
  const bool measure = base && base.row->effect != QuantityEffect::kSignUnit && base.row->effect != QuantityEffect::kGroupUnit;
  size_t end = measure ? base.end : 0;
  if (!measure && per.row->effect == QuantityEffect::kPlain && per.end < pieces_.size() && pieces_[per.end].IsWord()) {
    const uint32_t token = pieces_[per.end].token;
    if (token < doc_.tokens.upos.size() && doc_.tokens.upos[token] == Upos::kNoun) end = per.end + 1;
  }
  if (end == 0 || Has(end, QuantityKind::kPerNot)) return;
  draft.mention.unit = Join(unit, " per ", doc_.text(Span{pieces_[per.end].span.begin, pieces_[end - 1].span.end}));
}

}  // namespace dateline
