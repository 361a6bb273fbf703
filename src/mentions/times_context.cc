// What surrounds a phrase of time: its place in the tree, the tense of its verb, names and brackets around it.
#include <algorithm>

#include "mentions/times_parser.h"

namespace dateline {
namespace {

constexpr size_t kCueReach = 12;     ///< pieces from a time to the verb that tells past from future, where the tree says nothing
constexpr int kMaxClimb = 6;         ///< steps up the tree to the verb of a phrase
constexpr float kNameSure = 0.5f;

bool IsClauseOfItsOwn(Deprel relation) {
  switch (relation) {
    case Deprel::kAcl:
    case Deprel::kAclRelcl:
    case Deprel::kAdvcl:
    case Deprel::kAdvclRelcl:
    case Deprel::kXcomp:
    case Deprel::kCsubj:
    case Deprel::kCsubjPass: return true;
    default: return false;
  }
}

bool HangsOnVerb(Deprel relation) {
  switch (relation) {
    case Deprel::kObl:
    case Deprel::kOblUnmarked:
    case Deprel::kAdvmod:
    case Deprel::kAdvcl:
    case Deprel::kParataxis:
    case Deprel::kDep: return true;
    default: return false;
  }
}

}  // namespace

/// Which of a word of the future and a past tense stands nearer.
void TimeParser::ReadCues(TimeItem& item, size_t begin, size_t end) const {
  size_t future = SIZE_MAX, past = SIZE_MAX;
  const auto look = [&](size_t at, size_t distance) {
    if (future == SIZE_MAX && Find(at, TimeWord::kFuture)) future = distance;
    if (past == SIZE_MAX && pieces_[at].token < doc_.tokens.morph.size() && (doc_.tokens.morph[pieces_[at].token] & kPastTense)) past = distance;
  };
  for (size_t n = 1; n <= kCueReach; ++n) {
    if (begin >= n) look(begin - n, n);
    if (end + n - 1 < pieces_.size()) look(end + n - 1, n);
  }
  item.future = future != SIZE_MAX && (past == SIZE_MAX || future <= past + 1);
  item.past = !item.future && past != SIZE_MAX;
}

/// The token of the phrase that hangs outside it.
uint32_t TimeParser::HeadOf(TokenRange tokens) const {
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    const uint32_t head = doc_.tokens.head[t];
    if (head == t || !tokens.Contains(head)) return t;
  }
  return tokens.begin;
}

/// True where the verb tells no happening of the sentence itself: relative and adverbial clauses, infinitives.
bool TimeParser::IsSide(uint32_t verb) const {
  const TokenTable& tokens = doc_.tokens;
  for (int n = 0; n < kMaxClimb && tokens.deprel[verb] == Deprel::kConj && tokens.head[verb] != verb; ++n) verb = tokens.head[verb];
  return IsClauseOfItsOwn(tokens.deprel[verb]);
}

void TimeParser::ReadTree(TimeItem& item) const {
  const TokenTable& tokens = doc_.tokens;
  if (item.tokens.end > tokens.deprel.size()) return;
  uint32_t at = HeadOf(item.tokens);
  const bool opens = item.opens = item.tokens.begin <= sentence_.tokens.begin + 1;
  if (tokens.deprel[at] == Deprel::kNone) {
    item.main = opens;
    return;
  }
  if (tokens.head[at] == at) {  // a heading
    item.main = item.opens = true;
    return;
  }
  const bool adverbial = HangsOnVerb(tokens.deprel[at]);
  const uint32_t first = tokens.head[at];
  for (int n = 0; n < kMaxClimb && tokens.upos[at] != Upos::kVerb && tokens.head[at] != at; ++n) at = tokens.head[at];
  const bool verb = tokens.upos[at] == Upos::kVerb || tokens.upos[at] == Upos::kAux;
  const bool heading = !verb && tokens.head[at] == at && first == at;
  item.main = opens || heading || (adverbial && at == first && !IsSide(at));
  ReadTense(item, at, opens);
}

/// Tense of the verb, by its own form, its auxiliaries and the verb it completes ("is due to meet").
void TimeParser::ReadTense(TimeItem& item, uint32_t verb, bool opens) const {
  const TokenTable& tokens = doc_.tokens;
  const uint32_t above = tokens.deprel[verb] == Deprel::kXcomp || tokens.deprel[verb] == Deprel::kAcl ? tokens.head[verb] : verb;
  bool had = false;
  for (size_t i = 0; i < pieces_.size(); ++i) {
    const uint32_t token = pieces_[i].token;
    if (token >= tokens.head.size()) break;
    const Deprel relation = tokens.deprel[token];
    const bool auxiliary = relation == Deprel::kAux || relation == Deprel::kAuxPass || relation == Deprel::kCop;
    const bool helps = auxiliary && (tokens.head[token] == verb || tokens.head[token] == above);
    if (!helps && token != verb && token != above) continue;
    if (Find(i, TimeWord::kFuture)) item.future = true;
    if (tokens.morph[token] & kPastTense) item.past = true;
    if (helps && tokens.head[token] == verb && pieces_[i].key == tables_.had && (tokens.morph[verb] & kPastParticiple)) had = true;
  }
  if (item.future) item.past = false;
  // "who had fled in 2011" looks back; "By March 2014 they had taken the town" goes on.
  if (had && !opens && !item.up_to) item.aside = true;
}

/// Inside brackets or quotation marks that open in this sentence.
bool TimeParser::IsAside(size_t begin) const {
  int brackets = 0;
  bool quoted = false;
  for (size_t i = 0; i < begin; ++i) {
    const Piece& piece = pieces_[i];
    if (piece.kind != Piece::Kind::kSign) continue;
    if (piece.IsSign('(')) ++brackets;
    else if (piece.IsSign(')')) --brackets;
    else if (piece.IsSign('"')) quoted = !quoted;
    else if (piece.key == Piece::kSignBase + 0x201c) quoted = true;
    else if (piece.key == Piece::kSignBase + 0x201d) quoted = false;
  }
  return quoted || brackets > 0;
}

/// "the Sunday Times", "the March 14 Alliance", "Mr. May": a name that holds more than the time, or a person.
bool TimeParser::IsPartOfName(const TimeItem& item) const {
  using Kind = TimePoint::Kind;
  const TimePoint& p = item.from;
  const bool kind = p.kind == Kind::kWeekday || p.kind == Kind::kFeast || p.kind == Kind::kSet || p.kind == Kind::kPart;
  const bool word = kind || !p.season.empty() || (p.month > 0 && p.year == 0);
  if (!word) return false;
  const TokenRange core = item.tokens;
  auto name = std::lower_bound(doc_.names.begin(), doc_.names.end(), core.begin, [](const NameMention& n, uint32_t t) { return n.tokens.end <= t; });
  for (; name != doc_.names.end() && name->tokens.begin < core.end; ++name) {
    if (name->confidence < kNameSure) continue;
    uint32_t inner = core.begin;
    while (inner < core.end && doc_.tokens.begin[inner] < item.core.begin) ++inner;
    const bool covers = name->tokens.begin <= inner && name->tokens.end >= core.end, more = name->tokens.begin < inner || name->tokens.end > core.end;
    switch (name->type) {
      case NameType::kPerson:
        if (covers) return true;
        break;
      case NameType::kOrganization:
      case NameType::kArmedGroup:
      case NameType::kPlace:
      case NameType::kFacility:
      case NameType::kVehicle:
      case NameType::kWeapon:
      case NameType::kDocument:
        if (covers && more) return true;
        break;
      default: break;
    }
  }
  return false;
}

/// "the March 23 Movement", "the Friday Post", "the Six-Day War", "April Smith": what follows makes the time a name.
bool TimeParser::NamesThing(const TimeItem& item, size_t core, size_t end) const {
  const TimePoint& p = item.from;
  const size_t next = IsSign(end, '\'') ? end + 1 : end;
  if (next >= pieces_.size() || !pieces_[next].IsWord()) return false;
  if (p.kind == TimePoint::Kind::kLength) return pieces_[next].capitalized && IsKey(next, tables_.war);
  if (next != end) return false;
  if (p.kind == TimePoint::Kind::kDate && p.month > 0 && p.day > 0 && p.year == 0) {
    return Find(end, TimeWord::kNamed) && (pieces_[end].capitalized || IsKey(end, tables_.group));
  }
  const bool proper = pieces_[end].capitalized && TagAt(end) == Upos::kPropn && pieces_[end].space_before;
  if (p.kind == TimePoint::Kind::kWeekday) return proper && IsKey(core, tables_.the) && p.part.empty() && !p.shifted;
  const bool bare_month = p.kind == TimePoint::Kind::kDate && p.month > 0 && p.day == 0 && p.year == 0 && !p.shifted && p.portion == Portion::kNone;
  return bare_month && proper && !has_prep_;
}

size_t TimeParser::NounPhraseEnd(size_t at) const {
  const auto end_of = [&](size_t from) {
    if (from >= pieces_.size()) return from;
    const uint32_t token = pieces_[from].token;
    const auto chunk = std::lower_bound(doc_.chunks.begin(), doc_.chunks.end(), token, [](const Chunk& c, uint32_t t) { return c.tokens.end <= t; });
    if (chunk == doc_.chunks.end() || chunk->kind != ChunkKind::kNoun || chunk->tokens.begin > token) return from;
    size_t end = from;
    while (end < pieces_.size() && pieces_[end].token < chunk->tokens.end) ++end;
    return end;
  };
  size_t end = end_of(at);
  if (end == at) return at;
  for (int n = 0; n < 2 && (IsKey(end, tables_.of) || IsKey(end, tables_.apostrophe_s)); ++n) {
    const size_t more = end_of(end + 1);
    if (more == end + 1) break;
    end = more;
  }
  return end;
}

}  // namespace dateline
