// Claims and rules for the tests of figures. The claims are invented.
#pragma once

#include <cmath>
#include <vector>

#include "base/test_tables.h"
#include "findings/figures.h"

namespace dateline {

inline const FigureRules& TestRules() {
  static const Container tables = TestTables({"figures.tsv"});
  static const FigureRules rules = std::move(FigureRules::Load(tables).value());
  return rules;
}

inline constexpr double kOpenEnd = FigureClaim::kNone;

/// An exact figure; ids and origins count up from 1 unless they are set.
inline FigureClaim Claim(uint32_t id, double figure, int32_t day = 100) {
  FigureClaim claim;
  claim.id = claim.origin = id;
  claim.low = claim.best = claim.high = figure;
  claim.day = day;
  return claim;
}
inline FigureClaim AtLeast(uint32_t id, double figure, int32_t day = 100) {
  FigureClaim claim = Claim(id, figure, day);
  claim.high = kOpenEnd;
  claim.hedge = Hedge::kAtLeast;
  return claim;
}
inline FigureClaim AtMost(uint32_t id, double figure, int32_t day = 100) {
  FigureClaim claim = Claim(id, figure, day);
  claim.low = kOpenEnd;
  claim.hedge = Hedge::kAtMost;
  return claim;
}
inline FigureClaim Stretch(uint32_t id, double low, double best, double high, Hedge hedge, std::string_view words = {}) {
  FigureClaim claim = Claim(id, best);
  claim.low = low;
  claim.high = high;
  claim.hedge = hedge;
  claim.words = words;
  return claim;
}
inline FigureClaim Dozens(uint32_t id) { return Stretch(id, 24, 36, 99, Hedge::kVague, "Dozens of people"); }

inline FusedFigure Fused(FigureRule rule, const std::vector<FigureClaim>& claims, const FigureKey& key = {}) { return TestRules().Fuse(rule, key, claims); }

/// "12/30/36", an open end as "-", nothing given as "none".
inline std::string Numbers(const FusedFigure& figure) {
  if (!figure.given) return "none";
  const auto text = [](double value) {
    if (std::isnan(value)) return std::string("-");
    std::string out = std::to_string(value);
    out.erase(out.find_last_not_of('0') + 1);
    if (out.back() == '.') out.pop_back();
    return out;
  };
  return text(figure.low) + "/" + text(figure.best) + "/" + text(figure.high);
}

/// "1 counted, 2 copy": what became of the claims.
inline std::string Uses(const FusedFigure& figure) {
  std::string out;
  for (const ClaimVerdict& verdict : figure.claims) out += (out.empty() ? "" : ", ") + std::to_string(verdict.id) + " " + std::string(Name(verdict.use));
  return out;
}

}  // namespace dateline
