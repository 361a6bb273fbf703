#include "findings/report_figures.h"

namespace dateline {
namespace {

/// Told as a fact, as a level and not as a rise ("two more"), and no part of a larger figure of its own sentence.
bool IsPlain(const Claim& claim, const ClaimFigure& figure) {
  const bool real = claim.polarity == Polarity::kAffirmed && (claim.tense == Tense::kPast || claim.tense == Tense::kOngoing);
  return real && figure.change == Change::kNone && claim.part_of == ContentId{};
}

double ValueOf(const ClaimFigure& figure) { return figure.best == figure.best ? figure.best : figure.low == figure.low ? figure.low : figure.high; }

/// True when `next`, told later, says what `known` leaves open: a number instead of "dozens", all instead of the children among them.
bool IsBetter(const ClaimFigure& known, const ClaimFigure& next) {
  if (known.hedge == Hedge::kVague && next.hedge != Hedge::kVague) return true;
  return known.who != 0 && next.who == 0 && ValueOf(next) >= ValueOf(known);
}

}  // namespace

uint32_t ReportFigure(const ClaimSet& claims, const Occurrence& occurrence, FigureSlot slot) {
  const ClaimFigure* best = nullptr;
  bool best_plain = false;
  for (const uint32_t c : occurrence.claims) {
    const Claim& claim = claims.claims[c];
    const ClaimFigure* figure = claims.Figure(claim, slot);
    if (figure == nullptr) continue;
    const bool plain = IsPlain(claim, *figure);
    if (best == nullptr || (plain && !best_plain) || (plain == best_plain && IsBetter(*best, *figure))) {
      best = figure;
      best_plain = plain;
    }
  }
  return best == nullptr ? kNoRow : static_cast<uint32_t>(best - claims.figures.data());
}

}  // namespace dateline
