// Dateline's own rule: a weighted median of votes of which some are bounds or stretches, and the interval of the sign test round it (docs/fusion.md, Figures).
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "findings/figure_rules.h"

namespace dateline {
namespace {

constexpr double kOpen = std::numeric_limits<double>::infinity();  // an open high end, while it is sorted
constexpr double kSlack = 1e-9;                                    // sums of weights are compared with so much tolerance

enum class Shape : uint8_t { kPoint, kStretch, kFloor, kCeiling };

/// A vote with its weight and the weight that its figure carries once bounds and stretches were shared out.
struct Atom {
  const FigureVote* vote = nullptr;
  Shape shape = Shape::kPoint;
  double low = 0, at = 0, high = 0;  ///< what it allows; high may be kOpen
  double weight = 0;                 ///< reliability x confidence x age
  double stays = 1;                  ///< share that stays at `at`
  double mass = 0;
};

Atom AtomOf(const FigureVote& vote, bool toll) {
  Atom atom{&vote, Shape::kPoint, std::isnan(vote.read.low) ? 0 : vote.read.low, vote.read.best, std::isnan(vote.read.high) ? kOpen : vote.read.high};
  if (vote.with_wounded || (toll && vote.side == ClaimSide::kEnemy)) {
    atom.shape = Shape::kCeiling;  // those who fought them, or count the wounded too, do not say too few
    atom.low = 0;
    atom.high = std::isinf(atom.high) ? atom.at : atom.high;
  } else if (atom.high == kOpen || (toll && vote.side == ClaimSide::kOwn)) {
    atom.shape = Shape::kFloor;  // a party does not say too many of its own losses
    atom.high = kOpen;
  } else if (vote.hedge == Hedge::kAtMost) {
    atom.shape = Shape::kCeiling;
  } else if (!vote.read.definite) {
    atom.shape = Shape::kStretch;
  }
  return atom;
}

/// The day that the state of the toll stems from which a vote tells. A toll does not fall: who gives less than was said on an earlier day, with no word of
/// revision, repeats an older state. A correction is where telling begins anew. O(n log n).
std::vector<int32_t> DaysOfState(const std::vector<Atom>& atoms) {
  std::vector<size_t> by_day(atoms.size());
  for (size_t i = 0; i < by_day.size(); ++i) by_day[i] = i;
  std::stable_sort(by_day.begin(), by_day.end(), [&](size_t a, size_t b) { return atoms[a].vote->day < atoms[b].vote->day; });
  int32_t corrected = FigureKey::kNoDay;
  for (const Atom& atom : atoms) {
    if (atom.vote->correction) corrected = std::max(corrected, atom.vote->day);
  }
  std::vector<int32_t> out(atoms.size());
  std::vector<std::pair<double, int32_t>> highest;  // running maximum with the day it was first said
  for (size_t i = 0; i < by_day.size();) {
    const int32_t day = atoms[by_day[i]].vote->day;
    if (day >= corrected && corrected != FigureKey::kNoDay && !highest.empty() && highest.front().second < corrected) highest.clear();
    size_t end = i;
    for (; end < by_day.size() && atoms[by_day[end]].vote->day == day; ++end) {
      const Atom& atom = atoms[by_day[end]];
      const auto above = std::upper_bound(highest.begin(), highest.end(), atom.high, [](double high, const auto& step) { return high < step.first; });
      out[by_day[end]] = above == highest.end() || atom.vote->correction || day == FigureKey::kNoDay ? day : above->second - 1;
    }
    for (; i < end; ++i) {
      const Atom& atom = atoms[by_day[i]];
      if (day == FigureKey::kNoDay || atom.shape == Shape::kCeiling) continue;
      if (highest.empty() || atom.low > highest.back().first) highest.emplace_back(atom.low, day);
    }
  }
  return out;
}

double ReliabilityOfUnlettered(const FigureRules::Tables& tables, const std::vector<Atom>& atoms) {
  double sum = 0, n = 0;
  for (const Atom& atom : atoms) {
    if (atom.vote->letter != 0) sum += tables.letter[static_cast<size_t>(atom.vote->letter - 'A')], n += 1;
  }
  return n > 0 && sum > 0 ? sum / n : 1;  // no value: neither better nor worse than the others
}

void Weigh(const FigureRules::Tables& tables, const FuseOptions& options, const FigureKey& key, double oldest, std::vector<Atom>& atoms) {
  const bool grows = IsToll(key.kind) && (key.scope == FigureScope::kEvent || key.scope == FigureScope::kRunning);
  std::vector<int32_t> days(atoms.size());
  if (grows)
    days = DaysOfState(atoms);
  else
    std::transform(atoms.begin(), atoms.end(), days.begin(), [](const Atom& atom) { return atom.vote->day; });
  double first = kOpen;
  for (const int32_t day : days) {
    if (day != FigureKey::kNoDay) first = std::min(first, static_cast<double>(day));
  }
  const double start = options.event_day != FigureKey::kNoDay ? options.event_day : first;
  const double settled = key.scope == FigureScope::kEvent && IsToll(key.kind) ? start + tables.fortnight : kOpen;
  const double tau = IsToll(key.kind) ? tables.tau_toll : tables.tau_level;
  const auto at = [&](int32_t day) { return std::min(day == FigureKey::kNoDay ? first : day, settled); };  // no day: as old as the oldest
  double latest = -kOpen;
  for (const int32_t day : days) latest = std::max(latest, at(day));
  const double unlettered = ReliabilityOfUnlettered(tables, atoms);
  double total = 0;
  for (size_t i = 0; i < atoms.size(); ++i) {
    const FigureVote& vote = *atoms[i].vote;
    const double age = std::isinf(latest) ? 0 : latest - at(days[i]);
    const double reliability = vote.letter == 0 ? unlettered : tables.letter[static_cast<size_t>(vote.letter - 'A')];
    atoms[i].weight = reliability * std::pow(vote.confidence, tables.sureness) * std::max(oldest, std::exp(-age / tau));
    total += atoms[i].weight;
  }
  for (Atom& atom : atoms) atom.weight /= total;
}

/// Sums before each atom of what `value` gives of it.
template <class Value>
std::vector<double> SumsBefore(const std::vector<Atom>& atoms, Value value) {
  std::vector<double> out(atoms.size() + 1);
  for (size_t i = 0; i < atoms.size(); ++i) out[i + 1] = out[i] + value(atoms[i]);
  return out;
}

/// The atoms [first, second) whose figure lies in what `atom` allows; atoms are sorted by figure.
std::pair<size_t, size_t> Inside(const std::vector<Atom>& atoms, const Atom& atom) {
  const auto begin = std::partition_point(atoms.begin(), atoms.end(), [&](const Atom& a) { return a.at < atom.low; });
  const auto end = std::partition_point(begin, atoms.end(), [&](const Atom& a) { return a.at <= atom.high; });
  return {static_cast<size_t>(begin - atoms.begin()), static_cast<size_t>(end - atoms.begin())};
}

/// Shares out what bounds and stretches leave open among the figures that they allow, in proportion to what is said for each (one step of Turnbull's estimator
/// for censored observations). A stretch with a definite figure inside says nothing of its own.
void ShareOut(const FigureRules::Tables& tables, std::vector<Atom>& atoms) {
  const auto points = SumsBefore(atoms, [](const Atom& a) { return a.shape == Shape::kPoint ? a.weight : 0; });
  for (Atom& atom : atoms) {
    if (atom.shape == Shape::kFloor) atom.stays = tables.floor_stays;
    if (atom.shape == Shape::kCeiling) atom.stays = tables.ceiling_stays;
    if (atom.shape != Shape::kStretch) continue;
    const auto [begin, end] = Inside(atoms, atom);
    atom.stays = points[end] > points[begin] ? 0 : tables.interval_stays;
  }
  const auto base = SumsBefore(atoms, [](const Atom& a) { return a.weight * a.stays; });
  std::vector<double> raise(atoms.size() + 1);
  for (Atom& atom : atoms) {
    const auto [begin, end] = Inside(atoms, atom);
    const double inside = base[end] - base[begin];
    if (inside <= 0) atom.stays = 1;  // nothing there, not even itself
    if (atom.stays >= 1) continue;
    const double share = atom.weight * (1 - atom.stays) / inside;
    raise[begin] += share;
    raise[end] -= share;
  }
  double factor = 1;
  for (size_t i = 0; i < atoms.size(); ++i) {
    factor += raise[i];
    atoms[i].mass = atoms[i].weight * atoms[i].stays * std::max(factor, 1.0);
  }
}

/// A bound that another vote closes reaches no further than its own figure.
void CloseBounds(std::vector<Atom>& atoms) {
  bool above = false;
  for (size_t i = atoms.size(); i-- > 0;) {
    size_t begin = i;  // votes for the same figure close each other
    while (begin > 0 && atoms[begin - 1].at == atoms[i].at) --begin;
    for (size_t j = begin; j <= i; ++j) above = above || (atoms[j].shape != Shape::kFloor && atoms[j].mass > 0);
    for (size_t j = begin; j <= i; ++j) {
      if (atoms[j].shape == Shape::kFloor && above) atoms[j].high = atoms[j].at;
    }
    i = begin;
  }
  bool below = false;
  for (size_t i = 0; i < atoms.size();) {
    size_t end = i;
    for (; end < atoms.size() && atoms[end].at == atoms[i].at; ++end) below = below || (atoms[end].shape != Shape::kCeiling && atoms[end].mass > 0);
    for (; i < end; ++i) {
      if (atoms[i].shape == Shape::kCeiling && below) atoms[i].low = atoms[i].at;
    }
  }
}

/// The smallest x with more than `share` of the mass at x or below.
double Quantile(std::vector<std::pair<double, double>> ends, double share) {
  std::sort(ends.begin(), ends.end());
  double total = 0, sum = 0;
  for (const auto& [x, mass] : ends) total += mass;
  for (const auto& [x, mass] : ends) {
    sum += mass;
    if (sum > total * share + kSlack) return x;
  }
  return ends.back().first;
}

template <class End>
std::vector<std::pair<double, double>> Ends(const std::vector<Atom>& atoms, End end) {
  std::vector<std::pair<double, double>> out;
  for (const Atom& atom : atoms) {
    if (atom.mass > 0) out.emplace_back(end(atom), atom.mass);
  }
  return out;
}

/// The share of the weight that low and high each leave outside: that of the sign test's interval for the median of as many equal votes as the weights are
/// worth, so that with many votes the ends close in; never less than `tail`, so that what is old or unsure does not set an end.
double TailShare(const FigureRules::Tables& tables, const std::vector<Atom>& atoms) {
  double squares = 0;
  for (const Atom& atom : atoms) squares += atom.weight * atom.weight;
  return std::max(tables.tail, 0.5 - tables.spread * std::sqrt(squares) / 2);
}

ClaimUse UseOf(Shape shape) {
  if (shape == Shape::kFloor) return ClaimUse::kFloor;
  return shape == Shape::kCeiling ? ClaimUse::kCeiling : ClaimUse::kCounted;
}

}  // namespace

void DatelineFigure(const FigureRules::Tables& tables, const FuseOptions& options, FigureBallot& ballot, FusedFigure& out) {
  std::vector<Atom> atoms;
  for (const FigureVote& vote : ballot.votes()) atoms.push_back(AtomOf(vote, IsToll(ballot.key().kind)));
  if (atoms.empty()) return;
  std::vector<Atom> middle = atoms;
  Weigh(tables, options, ballot.key(), tables.oldest, middle);
  ShareOut(tables, middle);
  out.best = Quantile(Ends(middle, [](const Atom& a) { return a.at; }), 0.5 - 2 * kSlack);  // just half is enough: of two equal votes the lower
  Weigh(tables, options, ballot.key(), tables.oldest_end, atoms);
  ShareOut(tables, atoms);
  CloseBounds(atoms);
  const double tail = TailShare(tables, atoms);
  out.low = Quantile(Ends(atoms, [](const Atom& a) { return a.low; }), tail);
  out.high = -Quantile(Ends(atoms, [](const Atom& a) { return -a.high; }), tail);
  size_t bounds = 0;
  for (const Atom& atom : middle) {
    const bool known = atom.vote->letter >= 'A' && atom.vote->letter <= 'C';
    if (atom.shape == Shape::kFloor && known) out.low = std::max(out.low, atom.at), out.best = std::max(out.best, atom.at);
    if (atom.shape != Shape::kPoint) ++bounds;
    ballot.Set(*atom.vote, UseOf(atom.shape), atom.weight);
  }
  out.low = std::min(out.low, out.best);
  out.high = std::max(out.high, out.best);
  if (std::isinf(out.high)) out.high = FigureClaim::kNone;
  out.logic = fmt::format("weighted median of {}{}; low and high leave at most {:.0f} % of the weight outside on either side", CountOf(atoms.size(), "vote"),
                          bounds > 0 ? fmt::format(", {} of them bounds or ranges", bounds) : "", tail * 100);
}

}  // namespace dateline
