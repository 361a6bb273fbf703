#include "coders/pattern_match.h"

namespace dateline::coders {
namespace {

constexpr size_t kWidestGap = 6;  ///< words within a phrase that the pattern does not name

size_t Roles(const PatternFit& fit) { return fit.sources.size() + fit.targets.size() + fit.both.size() + fit.skipped.size(); }

void Restore(PatternFit& fit, const PatternFit& old) {
  fit.longer = old.longer;
  if (Roles(fit) != Roles(old)) fit = old;
}

}  // namespace

/// Whether a word may stand within a phrase between two that the pattern names.
bool PatternMatcher::Open(uint32_t unit, Piece::Kind kind) const {
  const Upos pos = tree_.upos(units_[unit].token);
  if (pos == Upos::kPunct || pos == Upos::kVerb || pos == Upos::kSconj) return false;
  return kind == Piece::Kind::kPreposition || pos != Upos::kAdp;
}

size_t PatternMatcher::ElementAt(const Element& element, const std::vector<uint32_t>& reach, size_t at, PatternFit& fit) const {
  if (at >= reach.size()) return 0;
  if (element.kind == Element::Kind::kWord) return units_.Is(reach[at], element.id, trees_) ? at + 1 : 0;
  const auto behind = [&](uint32_t end) {
    size_t next = at;
    while (next < reach.size() && reach[next] < end) ++next;
    return next;
  };
  if (element.kind == Element::Kind::kSynonyms) {
    const Phrases::Match match = book_.synonyms(element.id).Longest(units_, reach[at], units_.size());
    if (match.value == Phrases::kNone) return 0;
    fit.longer += match.end - reach[at] - 1;
    return behind(match.end);
  }
  const uint32_t name = parties_.NameAt(reach[at]);
  // What is passed over need not be in the actor dictionary.
  if (name >= parties_.names().size()) return element.kind == Element::Kind::kSkip && tree_.Nominal(units_[reach[at]].token) ? at + 1 : 0;
  switch (element.kind) {
    case Element::Kind::kSource: fit.sources.push_back(name); break;
    case Element::Kind::kTarget: fit.targets.push_back(name); break;
    case Element::Kind::kBoth: fit.both.push_back(name); break;
    default: fit.skipped.push_back(name); break;
  }
  return behind(parties_.names()[name].end);
}

size_t PatternMatcher::PieceAt(const Piece& piece, const std::vector<uint32_t>& reach, size_t at, PatternFit& fit) const {
  const PatternFit old = fit;
  size_t next = at;
  for (size_t e = 0; e < piece.elements.size(); ++e) {
    size_t end = ElementAt(piece.elements[e], reach, next, fit);
    // Within a phrase other words may stand between, but not before the head of a noun phrase ("{NEW &TIES RELATIONS}": new and close ties).
    const bool head = piece.kind == Piece::Kind::kNounPhrase && e + 1 == piece.elements.size();
    if (end == 0 && e > 0 && piece.kind != Piece::Kind::kAdjacent && !head) {
      for (size_t gap = next; end == 0 && gap < reach.size() && gap - next < kWidestGap && Open(reach[gap], piece.kind); ++gap) {
        end = ElementAt(piece.elements[e], reach, gap + 1, fit);
      }
    }
    // "{DEATH TOLL}": death and injury toll.
    if (end == 0 && e > 0 && head && next + 2 < reach.size() && tree_.upos(units_[reach[next]].token) == Upos::kCconj) end = ElementAt(piece.elements[e], reach, next + 2, fit);
    if (end == 0) {
      Restore(fit, old);
      return 0;
    }
    next = end;
  }
  return next;
}

/// Whether what stands there is what the notation of PETRARCH2 asks for: a preposition, and before the verb a noun phrase.
bool PatternMatcher::IsKind(const Piece& piece, const std::vector<uint32_t>& reach, size_t begin, size_t end, bool before) const {
  if (!trees_ || piece.elements[0].role()) return true;
  if (piece.kind == Piece::Kind::kPreposition) return piece.elements.size() > 1 || tree_.upos(units_[reach[begin]].token) != Upos::kPart;
  return !before || piece.elements.back().role() || tree_.Nominal(units_[reach[end - 1]].token);
}

bool PatternMatcher::After(const std::vector<Piece>& pieces, const std::vector<uint32_t>& reach, bool beside, PatternFit& fit) const {
  size_t at = 0;
  for (const Piece& piece : pieces) {
    size_t end = 0;
    if (piece.at_verb) {
      if (beside) end = PieceAt(piece, reach, at, fit);
    } else {
      const PatternFit old = fit;
      for (; at < reach.size() && end == 0; ++at) {
        end = PieceAt(piece, reach, at, fit);
        if (end == 0 || IsKind(piece, reach, at, end, false)) continue;
        Restore(fit, old);
        end = 0;
      }
    }
    if (end == 0) return false;
    at = end;
  }
  return true;
}

bool PatternMatcher::Before(const std::vector<Piece>& pieces, const std::vector<uint32_t>& reach, PatternFit& fit) const {
  size_t limit = reach.size();
  for (size_t p = pieces.size(); p-- > 0;) {
    const Piece& piece = pieces[p];
    const PatternFit old = fit;
    bool found = false;
    for (size_t at = limit; at-- > 0 && !found;) {
      const size_t end = PieceAt(piece, reach, at, fit);
      found = end != 0 && end <= limit && IsKind(piece, reach, at, end, true) && (!piece.at_verb || end == reach.size());
      if (!found) Restore(fit, old);
      if (found) limit = at;
      if (piece.at_verb && reach.size() - at > 16) break;
    }
    if (!found) return false;
  }
  return true;
}

bool PatternMatcher::Fits(const Pattern& pattern, const Reach& reach, PatternFit& fit) const {
  fit = PatternFit{};
  if (!Before(pattern.before, reach.before, fit)) return false;
  const PatternFit before = fit;
  if (After(pattern.after, reach.after, true, fit)) return true;
  if (reach.surface_subject.empty() || pattern.after.empty()) return false;
  // Of a passive, the object that the pattern names stands before the verb.
  fit = before;
  return After(pattern.after, reach.surface_subject, false, fit);
}

}  // namespace dateline::coders
