#include "findings/report_figures.h"

#include <algorithm>
#include <vector>

namespace dateline {
namespace {

struct Told {
  uint32_t row = 0;
  double value = 0;
  size_t votes = 0;
  bool plain = false;  ///< affirmed, past, of no part
};

double ValueOf(const ClaimFigure& figure) { return figure.best == figure.best ? figure.best : figure.low == figure.low ? figure.low : figure.high; }

}  // namespace

uint32_t ReportFigure(const ClaimSet& claims, const Occurrence& occurrence, FigureSlot slot) {
  std::vector<Told> told;
  for (const uint32_t c : occurrence.claims) {
    const Claim& claim = claims.claims[c];
    const ClaimFigure* figure = claims.Figure(claim, slot);
    if (figure == nullptr) continue;
    const double value = ValueOf(*figure);
    const bool real = claim.polarity == Polarity::kAffirmed && (claim.tense == Tense::kPast || claim.tense == Tense::kOngoing);
    const bool plain = real && claim.part_of == ContentId{};
    const auto same = std::find_if(told.begin(), told.end(), [&](const Told& t) { return t.value == value && t.plain == plain; });
    if (same != told.end()) ++same->votes;
    else told.push_back({static_cast<uint32_t>(figure - claims.figures.data()), value, 1, plain});
  }
  const auto best = std::max_element(told.begin(), told.end(), [](const Told& a, const Told& b) { return a.plain != b.plain ? b.plain : a.votes < b.votes; });
  return best == told.end() ? kNoRow : best->row;
}

}  // namespace dateline
