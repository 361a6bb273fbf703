#include "mentions/quantities_relations.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace dateline {
namespace {

constexpr uint32_t kCueWords = 4;        ///< of the longest cue before a figure
constexpr uint32_t kCorrectionGap = 8;   ///< tokens between the two figures of "not 12 but 15"
constexpr uint32_t kListItems = 8;       ///< members of a list that are added up
constexpr uint32_t kListTail = 5;        ///< tokens behind a list that may hold one more
constexpr float kSureSum = 0.9f;
constexpr double kLeastBase = 10;        ///< of "two thirds of them"
constexpr uint32_t kShareGap = 4;        ///< tokens between "40 per cent" and the figure of its base ("of the more than")

}  // namespace

void QuantityRelations::Run() {
  if (first_ == last_) return;
  for (uint32_t i = last_; i-- > first_;) ShareUnits(i);
  for (uint32_t i = first_; i < last_; ++i) {
    ShareChange(i);
    ShareHedge(i);
    Deny(i);
    FindWhole(i);
    WorkOutShare(i);
    Weigh(i);
  }
  SumLists({pieces_.front().token, pieces_.back().token + 1});
}

bool QuantityRelations::IsCount(const QuantityMention& q) {
  if (q.is_money || q.is_ordinal || q.is_age || q.is_year || q.is_label) return false;
  return q.estimate.unit.empty() || q.estimate.unit == "people" || q.estimate.unit == "households";
}

size_t QuantityRelations::PieceAt(uint32_t token) const {
  return static_cast<size_t>(std::lower_bound(pieces_.begin(), pieces_.end(), token, [](const Piece& piece, uint32_t t) { return piece.token < t; }) - pieces_.begin());
}

bool QuantityRelations::CueBefore(QuantityKind kind, uint32_t token, QuantityEffect effect, uint32_t* cue) const {
  const size_t end = PieceAt(token);
  for (size_t back = std::min<size_t>(kCueWords, end); back > 0; --back) {
    const PhraseIndex::Hit hit = tables_.index.Longest(pieces_, end - back, 1u << static_cast<uint32_t>(kind));
    if (!hit || hit.size != back || tables_.rows[hit.row].effect != effect) continue;
    *cue = pieces_[end - back].token;
    return true;
  }
  return false;
}

bool QuantityRelations::CueAt(QuantityKind kind, uint32_t token) const { return static_cast<bool>(tables_.index.Longest(pieces_, PieceAt(token), 1u << static_cast<uint32_t>(kind))); }

uint32_t QuantityRelations::Behind(const QuantityMention& q) const {
  if (q.noun != QuantityMention::kNoNoun && q.noun >= q.tokens.end) return q.noun + 1;
  if (q.estimate.unit.empty() || q.is_money) return q.tokens.end;
  const PhraseIndex::Hit unit = tables_.index.Longest(pieces_, PieceAt(q.tokens.end), 1u << static_cast<uint32_t>(QuantityKind::kUnit));
  return unit ? pieces_[PieceAt(q.tokens.end) + unit.size - 1].token + 1 : q.tokens.end;
}

uint32_t QuantityRelations::GapOf(uint32_t begin, uint32_t end) const {
  uint32_t gap = 0;
  for (size_t at = PieceAt(begin); at < pieces_.size() && pieces_[at].token < end; ++at) {
    const Piece& piece = pieces_[at];
    gap |= piece.IsSign(',') ? kComma : piece.IsSign('-') ? kHyphen : piece.IsSign('(') ? kBracket : piece.IsSign('/') ? kSlash : piece.key == tables_.or_word ? kOr : piece.key == tables_.and_word ? kAnd : kOther;
  }
  return gap;
}

/// "7- or 8-inch", "8 or $9", "20 and 30 km", "435 homes by sale and 187 by tender": one unit said once.
void QuantityRelations::ShareUnits(uint32_t i) {
  if (i + 1 >= last_) return;
  QuantityMention &one = Row(i), &two = Row(i + 1);
  const auto bare = [](const QuantityMention& q) { return q.estimate.unit.empty() && q.unit.empty() && !q.is_money && IsCount(q); };
  const auto give = [](const QuantityMention& from, QuantityMention& to) {
    to.estimate.unit = from.estimate.unit;
    to.unit = from.unit;
    to.is_money = from.is_money;
    to.noun = from.noun;
  };
  if (one.is_ordinal || two.is_ordinal || one.is_year || two.is_year || bare(one) == bare(two)) return;
  const uint32_t gap = GapOf(one.tokens.end, two.tokens.begin);
  const bool joined = gap == kOr || gap == kAnd || (gap & kHyphen && !(gap & (kOther | kBracket)));
  if (bare(one)) {
    if (joined) give(two, one);
    return;
  }
  uint32_t cue = 0;
  if ((one.is_money && gap == kOr) || CueBefore(QuantityKind::kPartBefore, two.tokens.begin, QuantityEffect::kAttached, &cue)) return give(one, two);
  const uint32_t number = two.number.end - 1;
  if (one.noun != QuantityMention::kNoNoun && number < doc_.tokens.head.size() && doc_.tokens.deprel[number] == Deprel::kConj && doc_.tokens.head[number] == one.noun) give(one, two);
}

/// "lost 190 points, or 0.6%": one change said twice; "X fell 2.3%, Y by 2.6%".
void QuantityRelations::ShareChange(uint32_t i) {
  if (i == first_) return;
  QuantityMention& q = Row(i);
  const QuantityMention& last = Row(i - 1);
  if (q.estimate.change != Change::kNone || last.estimate.change == Change::kNone || q.is_age || q.is_year || q.is_ordinal) return;
  const uint32_t gap = GapOf(std::min(Behind(last), q.tokens.begin), q.tokens.begin);
  const bool same = gap == kOr || gap == (kOr | kComma) || (gap == kBracket && IsPercent(q));
  const bool by = q.tokens.begin > 0 && CueAt(QuantityKind::kChangeBy, q.tokens.begin - 1) && q.estimate.unit == last.estimate.unit && !q.estimate.unit.empty();
  if (same || by) q.estimate.change = last.estimate.change;
}

/// "more than 100 kilometres (60 miles)", "just under 296 hp (224 kW)": the hedge holds for the same amount in another measure.
void QuantityRelations::ShareHedge(uint32_t i) {
  if (i == first_) return;
  const Estimate& from = Row(i - 1).estimate;
  Estimate& to = Row(i).estimate;
  if (to.hedge != Hedge::kExact || from.unit.empty() || to.unit.empty() || from.unit == to.unit || IsPercent(Row(i)) || IsPercent(Row(i - 1)) || IsCount(Row(i)) || IsCount(Row(i - 1))) return;
  const uint32_t gap = GapOf(std::min(Behind(Row(i - 1)), Row(i).tokens.begin), Row(i).tokens.begin);
  if ((gap != kBracket && gap != kSlash) || Row(i).is_age || Row(i - 1).is_age) return;
  to.hedge = from.hedge;
  if (from.hedge == Hedge::kAtLeast) to.high = Estimate::kOpen;
  if (from.hedge == Hedge::kAtMost) to.low = from.low_open() ? Estimate::kOpen : to.best * from.low / from.best;
  if (from.hedge == Hedge::kAbout && from.best > 0) {
    to.low = to.best * from.low / from.best;
    to.high = to.best * from.high / from.best;
  }
  if (from.hedge == Hedge::kRange || from.hedge == Hedge::kVague) to.hedge = Hedge::kExact;
}

/// "not 12 but 15", "15 people, not 12", "rather than 12".
void QuantityRelations::Deny(uint32_t i) {
  QuantityMention& q = Row(i);
  uint32_t cue = 0;
  if (q.is_ordinal || q.is_year || q.is_age || !CueBefore(QuantityKind::kDenied, q.tokens.begin, QuantityEffect::kPlain, &cue)) return;
  if (q.tokens.begin - cue > 1 && KeyAt(cue) != tables_.and_word) {
    q.is_denied = true;
    return;
  }
  // A bare "not": the other figure must stand beside it.
  if (i + 1 < last_ && Row(i + 1).tokens.begin - q.tokens.end <= kCorrectionGap) {
    for (uint32_t t = q.tokens.end; t < Row(i + 1).tokens.begin; ++t) q.is_denied = q.is_denied || KeyAt(t) == tables_.but;
  }
  if (i > first_ && cue - std::min(cue, Row(i - 1).tokens.end) <= kCorrectionGap / 2) q.is_denied = true;
}

/// The larger count before row `i` in its sentence that it may be a part of.
QuantityId QuantityRelations::Base(uint32_t i) const {
  const QuantityMention& q = doc_.quantities[i];
  for (uint32_t k = i; k-- > first_;) {
    const QuantityMention& base = doc_.quantities[k];
    if (!IsCount(base) || base.is_denied) continue;
    if (base.part_of.valid() && base.part_of.value >= first_) k = base.part_of.value;
    const QuantityMention& whole = doc_.quantities[k];
    const bool larger = whole.estimate.best > q.estimate.best || (whole.estimate.high_open() && whole.estimate.best >= q.estimate.best);
    return larger && (q.estimate.unit == "households") <= (whole.estimate.unit == "households") ? QuantityId{k} : QuantityId{};
  }
  return {};
}

/// The base that "of them" means: the one count before in this sentence, or the one count of the sentence before.
QuantityId QuantityRelations::SoleBefore(uint32_t i) const {
  for (const auto& [from, to] : {std::pair{first_, i}, std::pair{before_, first_}}) {
    uint32_t found = 0, row = 0;
    for (uint32_t k = from; k < to; ++k) {
      if (!IsCount(doc_.quantities[k]) || doc_.quantities[k].is_denied || doc_.quantities[k].estimate.best < 2) continue;
      ++found;
      row = k;
    }
    if (found > 0) return found == 1 ? QuantityId{row} : QuantityId{};
  }
  return {};
}

/// "36 people, including 4 children and 3 women", "of whom 76,000 returned", "4 of them children".
void QuantityRelations::FindWhole(uint32_t i) {
  QuantityMention& q = Row(i);
  if (!IsCount(q) || q.is_denied) return;
  uint32_t cue = 0;
  if (CueBefore(QuantityKind::kPartBefore, q.tokens.begin, QuantityEffect::kPlain, &cue)) {
    q.part_of = Base(i);
    return;
  }
  if (CueAt(QuantityKind::kPartAfter, q.tokens.end)) {
    q.part_of = Base(i);
    if (const QuantityId sole = q.part_of.valid() ? QuantityId{} : SoleBefore(i); sole.valid() && doc_.quantities[sole.value].estimate.best > q.estimate.best) q.part_of = sole;
    return;
  }
  if (i == first_ || !Row(i - 1).part_of.valid() || Row(i - 1).noun == QuantityMention::kNoNoun) return;
  const uint32_t behind = Behind(Row(i - 1));
  const uint32_t gap = behind < q.tokens.begin ? GapOf(behind, q.tokens.begin) : kOther;
  if (gap == kAnd || gap == kComma || gap == (kAnd | kComma)) q.part_of = Row(i - 1).part_of;
}

/// "40 per cent of the 2,000 displaced", "two thirds of them".
void QuantityRelations::WorkOutShare(uint32_t i) {
  const QuantityMention& q = Row(i);
  if (!IsPercent(q) || q.estimate.change != Change::kNone || q.tokens.end >= pieces_.back().token) return;
  if (KeyAt(q.tokens.end) == tables_.of && i + 1 < last_) {
    const QuantityMention& base = Row(i + 1);
    const bool near = base.tokens.begin > q.tokens.end && base.tokens.begin <= q.tokens.end + kShareGap;
    if (near && IsCount(base) && base.estimate.best >= 2 && (GapOf(q.tokens.end, base.tokens.begin) & ~kOther) == 0) {
      bool determiners = true;
      for (uint32_t t = q.tokens.end + 1; t < base.tokens.begin; ++t) determiners = determiners && (doc_.tokens.upos[t] == Upos::kDet || doc_.tokens.upos[t] == Upos::kPron || doc_.tokens.upos[t] == Upos::kAdj);
      if (determiners) return AddShare(i, i + 1, base.tokens.end);
    }
  }
  if (!CueAt(QuantityKind::kPartAfter, q.tokens.end)) return;
  if (const QuantityId base = SoleBefore(i); base.valid() && Row(base.value).estimate.best >= kLeastBase) AddShare(i, base.value, q.tokens.end + 2);
}

void QuantityRelations::AddShare(uint32_t percent, uint32_t base, uint32_t end) {
  const QuantityMention& whole = Row(base);
  QuantityMention share = whole;
  Estimate& e = share.estimate;
  const Estimate& rate = Row(percent).estimate;
  const auto part = [](double of, double rate_of) { return std::round(of * rate_of / 100); };
  e.best = part(whole.estimate.best, rate.best);
  e.low = std::min(e.best, part(whole.estimate.low, rate.low));     // an open end stays open: NaN goes through
  e.high = std::max(e.best, part(whole.estimate.high, rate.high));
  if (whole.estimate.low_open() || rate.low_open()) e.low = Estimate::kOpen;
  if (whole.estimate.high_open() || rate.high_open()) e.high = Estimate::kOpen;
  if (rate.hedge != Hedge::kExact) e.hedge = rate.hedge;
  share.tokens = {Row(percent).tokens.begin, std::min(end, pieces_.back().token + 1)};
  share.number = share.tokens;
  e.span = {Row(percent).estimate.span.begin, doc_.tokens.end[share.tokens.end - 1]};
  share.part_of = QuantityId{base};
  share.confidence = Row(percent).confidence * 0.9f;
  doc_.worked_out.push_back(share);
}

/// "a child and two women" is three people: lists of people all of whose members are counted.
void QuantityRelations::SumLists(TokenRange sentence) {
  const auto first = std::lower_bound(doc_.parties.begin(), doc_.parties.end(), sentence.begin, [](const PartyMention& p, uint32_t t) { return p.tokens.begin < t; });
  for (auto it = first; it != doc_.parties.end() && it->tokens.begin < sentence.end; ++it) {
    if (it->is_people && !it->is_group && !it->is_pronoun) Sum(sentence, static_cast<uint32_t>(it - doc_.parties.begin()));
  }
}

void QuantityRelations::Sum(TokenRange sentence, uint32_t party) {
  const TokenTable& tok = doc_.tokens;
  const uint32_t head = doc_.parties[party].head_token;
  if (head >= tok.head.size() || tok.deprel[head] == Deprel::kConj) return;
  std::array<uint32_t, kListItems> heads{};
  Estimate sum;
  uint32_t items = 0, counted = 0, begin = 0, end = 0;
  const auto joins = [&](uint32_t t) { return tok.deprel[t] == Deprel::kConj && std::find(heads.begin(), heads.begin() + items, tok.head[t]) != heads.begin() + items; };
  for (uint32_t p = party; p < doc_.parties.size() && doc_.parties[p].tokens.begin < sentence.end; ++p) {
    const PartyMention& item = doc_.parties[p];
    if (p != party && (item.head_token >= tok.head.size() || !joins(item.head_token))) continue;
    Estimate one;
    TokenRange tokens;
    if (items == kListItems || !CountOf(item, one, tokens)) return;
    if (items == 0) {
      sum = one;
      begin = tokens.begin;
    } else {
      sum.low += one.low;
      sum.best += one.best;
      sum.high += one.high;
      if (sum.hedge == Hedge::kExact) sum.hedge = one.hedge;
    }
    heads[items++] = item.head_token;
    counted += tokens.begin < item.tokens.begin || one.best != 1;
    end = item.head_token + 1;
  }
  if (items < 2 || counted == 0 || end <= begin) return;
  for (uint32_t t = begin; t < std::min(end + kListTail, sentence.end); ++t) {  // a member that is no party: the list is not all people
    const bool noun = tok.upos[t] == Upos::kNoun || tok.upos[t] == Upos::kPropn;
    if (noun && joins(t) && std::find(heads.begin(), heads.begin() + items, t) == heads.begin() + items) return;
  }
  QuantityMention total;
  total.estimate = sum;
  total.estimate.change = Change::kNone;
  total.estimate.unit = "people";
  total.tokens = total.number = {begin, end};
  total.estimate.span = tok.span(total.tokens);
  total.confidence = kSureSum;
  doc_.worked_out.push_back(total);
}

/// How many a member of a list is: its figure, or one where it is "a child". False: not said.
bool QuantityRelations::CountOf(const PartyMention& item, Estimate& one, TokenRange& tokens) const {
  if (!item.is_people || item.is_group || item.is_pronoun) return false;
  for (uint32_t i = first_; i < last_; ++i) {
    const QuantityMention& q = doc_.quantities[i];
    if (q.noun != item.head_token || !IsCount(q)) continue;
    if (q.is_denied || q.part_of.valid() || q.estimate.unit == "households") return false;
    one = q.estimate;
    tokens = {q.tokens.begin, item.head_token + 1};
    return true;
  }
  if ((doc_.tokens.morph[item.head_token] & kPlural) || !item.person.empty()) return false;
  uint32_t article = item.tokens.begin;
  const auto is_article = [&](uint32_t t) { return KeyAt(t) == tables_.a || KeyAt(t) == tables_.an; };
  if (!is_article(article) && (article == 0 || !is_article(--article))) return false;
  one.low = one.best = one.high = 1;
  tokens = {article, item.head_token + 1};
  return true;
}

/// How often a figure of this make is right: shares of right values among news sentences annotated by hand.
void QuantityRelations::Weigh(uint32_t i) {
  constexpr float kBare = 0.82f, kOne = 0.92f, kCounted = 0.95f, kMeasured = 0.98f;
  QuantityMention& q = Row(i);
  const bool said = !q.estimate.unit.empty() || q.is_age || q.is_year || q.is_ordinal;
  const bool one = q.estimate.best == 1 && q.estimate.hedge == Hedge::kExact;
  q.confidence = !said && q.noun == QuantityMention::kNoNoun ? kBare : one ? kOne : said ? kMeasured : kCounted;
}

}  // namespace dateline
