// The rules of those who code conflict by hand, as far as they say in public how they choose among figures (docs/fusion.md, Figures).
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "findings/figure_rules.h"

namespace dateline {
namespace {

using Votes = std::vector<const FigureVote*>;

/// Votes that give a figure of the dead; "killed or wounded" is only noted.
Votes Credible(FigureBallot& ballot) {
  Votes out;
  for (const FigureVote& vote : ballot.votes()) {
    if (vote.with_wounded)
      ballot.Set(vote, ClaimUse::kNoted);
    else
      out.push_back(&vote);
  }
  return out;
}

/// Every vote counts the same in these rules.
void Count(FigureBallot& ballot, const Votes& votes) {
  for (const FigureVote* vote : votes) ballot.Set(*vote, ClaimUse::kCounted, 1.0 / static_cast<double>(votes.size()));
}

double Lowest(const Votes& votes) {
  double out = votes.front()->read.low;
  for (const FigureVote* vote : votes) out = std::fmin(out, vote->read.low);
  return out;
}

double Highest(const Votes& votes) {
  double out = votes.front()->read.high;
  for (const FigureVote* vote : votes) out = std::fmax(out, vote->read.high);
  return out;
}

void One(FusedFigure& out, double value) { out.low = out.best = out.high = value; }

/// A known letter is better than none: 'A' first.
int Rank(char letter) { return letter == 0 ? 'E' : letter; }

/// The figure that most votes give; ties and no majority: the lowest.
struct Majority {
  double figure = 0;
  size_t votes = 0;
  bool shared = false;  ///< another figure has as many votes
};
Majority MajorityOf(const Votes& votes) {
  std::map<double, size_t> counts;
  for (const FigureVote* vote : votes) ++counts[vote->read.best];
  Majority out;
  for (const auto& [figure, n] : counts) {
    if (n > out.votes)
      out = {figure, n, false};
    else if (n == out.votes)
      out.shared = true;
  }
  return out;
}

}  // namespace

void UcdpFigure(FigureBallot& ballot, FusedFigure& out) {
  Votes counted, enemy;
  for (const FigureVote* vote : Credible(ballot)) (vote->side == ClaimSide::kEnemy ? enemy : counted).push_back(vote);
  const bool none = counted.empty();
  if (none && enemy.empty()) return;
  out.low = out.best = 0;
  Count(ballot, counted);
  for (const FigureVote* vote : enemy) ballot.Set(*vote, ClaimUse::kHighOnly);
  if (!none) {
    int top = 'Z';
    for (const FigureVote* vote : counted) top = std::min(top, Rank(vote->letter));
    Votes best;
    for (const FigureVote* vote : counted) {
      if (Rank(vote->letter) == top) best.push_back(vote);
    }
    out.best = best.front()->read.best;
    for (const FigureVote* vote : best) out.best = std::min(out.best, vote->read.best);
    out.low = Lowest(counted);
    out.high = Highest(counted);
    out.logic = best.size() == counted.size()
                    ? fmt::format("best: the lowest of {} of equal reliability", CountOf(counted.size(), "claim"))
                    : fmt::format("best: the lowest of {} by the most reliable sources ({})", CountOf(best.size(), "claim"), best.front()->letter);
    out.logic += "; low and high: lowest and highest credible claim";
  }
  if (enemy.empty()) return;
  out.high = std::fmax(out.high, Highest(enemy));
  out.logic += fmt::format("{}{} of a party on the losses of its enemy in high only", none ? "" : "; ", CountOf(enemy.size(), "claim"));
}

void AcledFigure(FigureBallot& ballot, FusedFigure& out) {
  const Votes all = Credible(ballot);
  Votes votes;  // "up to 30" is taken only where nobody says more
  std::copy_if(all.begin(), all.end(), std::back_inserter(votes), [](const FigureVote* v) { return v->hedge != Hedge::kAtMost; });
  if (votes.empty()) votes = all;
  if (votes.empty()) return;
  One(out, Lowest(votes));
  for (const FigureVote* vote : all)
    ballot.Set(*vote, vote->read.best == out.best ? ClaimUse::kCounted : ClaimUse::kNoted, vote->read.best == out.best ? 1 : 0);
  out.logic = fmt::format("the most conservative of {}", CountOf(all.size(), "claim"));
}

void GtdFigure(FigureBallot& ballot, FusedFigure& out) {
  Votes votes;
  for (const FigureVote* vote : Credible(ballot)) {
    if (vote->side == ClaimSide::kEnemy)
      ballot.Set(*vote, ClaimUse::kPerpetrator);
    else
      votes.push_back(vote);
  }
  if (votes.empty()) return;
  int32_t latest = FigureKey::kNoDay;
  for (const FigureVote* vote : votes) latest = std::max(latest, vote->day);
  Votes newest;
  for (const FigureVote* vote : votes) {
    if (vote->day == latest)
      newest.push_back(vote);
    else
      ballot.Set(*vote, ClaimUse::kNotLatest);
  }
  const Majority majority = MajorityOf(newest);
  const bool agreed = !majority.shared && (2 * majority.votes > newest.size() || newest.size() == 1);
  One(out, agreed ? majority.figure : Lowest(newest));
  for (const FigureVote* vote : newest)
    ballot.Set(*vote, vote->read.best == out.best ? ClaimUse::kCounted : ClaimUse::kNoted, vote->read.best == out.best ? 1 : 0);
  out.logic = newest.size() == 1 ? fmt::format("the latest of {} by independent sources", CountOf(votes.size(), "claim"))
              : agreed           ? fmt::format("what {} of the {} latest independent sources say", majority.votes, newest.size())
                                 : fmt::format("the lowest of the {} latest independent sources, which have no majority", newest.size());
}

void AirwarsFigure(FigureBallot& ballot, FusedFigure& out) {
  const Votes votes = Credible(ballot);
  if (votes.empty()) return;
  Count(ballot, votes);
  out.low = out.best = Lowest(votes);
  out.high = Highest(votes);
  // The attacker's own admission confirms; else two credible sources make an event fair. One source alone is weak.
  const bool admitted = std::any_of(votes.begin(), votes.end(), [](const FigureVote* v) { return v->side == ClaimSide::kEnemy; });
  out.provisional = votes.size() < 2 && !admitted;
  const std::string_view grade = admitted ? "confirmed" : out.provisional ? "weak" : "fair";
  out.logic = fmt::format("smallest and largest of {}; best is the smallest; graded {}", CountOf(votes.size(), "credible claim"), grade);
}

void IbcFigure(FigureBallot& ballot, FusedFigure& out) {
  const Votes votes = Credible(ballot);
  if (votes.empty()) return;
  Count(ballot, votes);
  out.low = Lowest(votes);
  out.high = Highest(votes);
  const Majority majority = MajorityOf(votes);
  out.best = majority.shared ? out.low : majority.figure;
  out.provisional = votes.size() < 2;
  out.logic = fmt::format("smallest and largest of {}; best is {}{}", CountOf(votes.size(), "independent source"),
                          majority.shared ? "the smallest" : "what most of them say", out.provisional ? "; provisional, since two are asked for" : "");
}

void IdmcFigure(FigureBallot& ballot, FusedFigure& out) {
  const Votes votes = Credible(ballot);
  if (votes.empty()) return;
  constexpr int kInexact[kHedges] = {0, 1, 3, 4, 2, 5};  // exact, about, at least, at most, range, vague
  const auto order = [&](const FigureVote* v) {
    return std::make_tuple(v->from_parts, Rank(v->letter), -static_cast<int64_t>(v->day), kInexact[static_cast<size_t>(v->hedge)], v->read.best, v->origin);
  };
  const FigureVote& chosen = **std::min_element(votes.begin(), votes.end(), [&](const FigureVote* a, const FigureVote* b) { return order(a) < order(b); });
  out.low = chosen.read.low;
  out.best = chosen.read.best;
  out.high = chosen.read.high;
  std::string others;
  for (const FigureVote* vote : votes) {
    ballot.Set(*vote, vote == &chosen ? ClaimUse::kCounted : ClaimUse::kTriangulation, vote == &chosen ? 1 : 0);
    if (vote != &chosen && others.size() < 120) others += (others.empty() ? "" : ", ") + FigureText(vote->read, vote->hedge);
  }
  out.logic =
      fmt::format("recommended: {}, chosen by reliability, then the newest, then the most exact, then the lowest", FigureText(chosen.read, chosen.hedge));
  if (votes.size() > 1) out.logic += fmt::format("; triangulation: {} ({})", CountOf(votes.size() - 1, "claim"), others);
}

}  // namespace dateline
