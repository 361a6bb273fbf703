#include "bench/simulate/score.h"

#include <algorithm>
#include <cmath>

namespace simulate {
namespace {

using dateline::FigureClaim;
using dateline::FigureRule;
using dateline::FusedFigure;

/// The figure of a baseline: every report has a vote, whatever its words.
FusedFigure Plain(Baseline baseline, const std::vector<FigureClaim>& claims) {
  std::vector<double> figures;
  for (const FigureClaim& claim : claims) figures.push_back(claim.best);
  FusedFigure out;
  out.given = true;
  const double latest = figures.back();  // claims stand by day
  std::sort(figures.begin(), figures.end());
  double sum = 0;
  for (const double figure : figures) sum += figure;
  switch (baseline) {
    case Baseline::kMin: out.best = figures.front(); break;
    case Baseline::kMax: out.best = figures.back(); break;
    case Baseline::kMedian: out.best = figures[(figures.size() - 1) / 2]; break;
    case Baseline::kLatest: out.best = latest; break;
    case Baseline::kMean: out.best = std::round(sum / static_cast<double>(figures.size())); break;
  }
  out.low = out.high = out.best;
  if (baseline == Baseline::kMedian) out.low = figures.front(), out.high = figures.back();  // the only one with a range: all that is said
  return out;
}

size_t SizeClass(double truth) { return truth < 5 ? 0 : truth < 25 ? 1 : truth < 100 ? 2 : 3; }
size_t OriginClass(uint32_t n) { return n < 2 ? 0 : n < 3 ? 1 : n < 6 ? 2 : 3; }

}  // namespace

void Count(const FusedFigure& figure, double truth, Score& score) {
  ++score.incidents;
  if (!figure.given) return;
  ++score.given;
  const bool below = truth<figure.low, above = truth> figure.high;  // false at an open end
  score.covered += !below && !above;
  score.below += below;
  score.above += above;
  score.exact += figure.best == truth;
  score.open += std::isnan(figure.high);
  score.point += figure.low == figure.high;
  score.error += std::abs(std::log1p(figure.best) - std::log1p(truth));
  if (!std::isnan(figure.high)) score.width += std::log1p(figure.high) - std::log1p(figure.low);
}

const std::vector<Method>& Methods() {
  static const std::vector<Method> kMethods = [] {
    std::vector<Method> out;
    for (size_t i = 0; i < dateline::kFigureRules; ++i) {
      const auto rule = static_cast<FigureRule>(i);
      out.push_back({std::string(Name(rule)), true, rule, Baseline::kMin});
    }
    constexpr std::string_view kNames[] = {"min", "max", "median", "latest", "mean"};
    for (size_t i = 0; i < std::size(kNames); ++i) out.push_back({std::string(kNames[i]), false, FigureRule::kDateline, static_cast<Baseline>(i)});
    return out;
  }();
  return kMethods;
}

void Score::Add(const Score& other) {
  incidents += other.incidents, given += other.given, covered += other.covered, exact += other.exact, open += other.open, below += other.below,
      above += other.above;
  error += other.error, width += other.width, point += other.point;
}

ScenarioScores Run(const dateline::FigureRules& rules, const Scenario& scenario, uint64_t seed, uint32_t n) {
  ScenarioScores out;
  out.all.resize(Methods().size());
  out.by_size.resize(Methods().size());
  out.by_origins.resize(Methods().size());
  Random random(seed);
  for (uint32_t i = 0; i < n; ++i) {
    const Incident incident = MakeIncident(scenario, random);
    for (size_t m = 0; m < Methods().size(); ++m) {
      const Method& method = Methods()[m];
      Score one;
      Count(method.is_rule ? rules.Fuse(method.rule, incident.key, incident.claims) : Plain(method.baseline, incident.claims), incident.truth, one);
      out.all[m].Add(one);
      out.by_size[m][SizeClass(incident.truth)].Add(one);
      out.by_origins[m][OriginClass(incident.origins)].Add(one);
    }
  }
  return out;
}

Moments CodersMoments(const dateline::FigureRules& rules, uint64_t seed, uint32_t n) {
  Random random(seed);
  double incidents[3] = {}, ranged[3] = {}, low = 0, high = 0;
  for (uint32_t i = 0; i < n; ++i) {
    const Incident incident = MakeIncident(CodersScenario(), random);
    const FusedFigure figure = rules.Fuse(FigureRule::kUcdp, incident.key, incident.claims);
    const size_t sources = std::min<size_t>(incident.claims.size(), 3) - 1;  // UCDP counts articles, copies among them
    ++incidents[sources];
    if (figure.low == figure.high) continue;
    ++ranged[sources];
    low += figure.best == figure.low;
    high += figure.best == figure.high;
  }
  Moments out;
  double all = 0;
  for (size_t i = 0; i < 3; ++i) {
    out.ranged[i] = ranged[i] / std::max(1.0, incidents[i]);
    all += ranged[i];
  }
  out.point = 1 - all / n;
  out.best_is_low = low / std::max(1.0, all);
  out.best_is_high = high / std::max(1.0, all);
  return out;
}

}  // namespace simulate
