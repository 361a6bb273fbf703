#include "train/within_model.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>

#include "train/log_linear.h"

namespace dateline::train {
namespace {

/// A pair of labelled claims of a report.
struct Pair {
  uint32_t a = 0, b = 0;
  MentionFeatures features;
  MentionGate gate = MentionGate::kNone;
  bool same = false;
  double score = 0;
};

std::vector<uint32_t> RowsOf(const ClaimSet& claims, uint32_t report) {
  const Slice own = claims.reports[report].claims;
  std::vector<uint32_t> out;
  for (uint32_t c = own.begin; c < own.begin + own.count; ++c) {
    if (claims.claims[c].kind != RecordKind::kStatement) out.push_back(c);
  }
  return out;
}

std::vector<Pair> PairsOf(const IncidentSet& set, const MentionPairs& pairs, uint32_t report) {
  std::vector<MentionView> views;
  pairs.Read(set.claims, report, RowsOf(set.claims, report), views);
  std::vector<Pair> out;
  for (size_t i = 0; i < views.size(); ++i) {
    for (size_t k = i + 1; k < views.size(); ++k) {
      const uint32_t x = set.event[views[i].claim], y = set.event[views[k].claim];
      if (x == kNoRow || y == kNoRow) continue;
      Pair& pair = out.emplace_back();
      pair.a = views[i].claim;
      pair.b = views[k].claim;
      pair.same = x == y;
      pair.gate = pairs.Gate(set.claims, views[i], views[k]);
      pairs.Features(set.claims, views[i], views[k], pair.features);
    }
  }
  return out;
}

Example ToExample(const Pair& pair, uint32_t report) {
  Example out;
  for (size_t i = 0; i < pair.features.count; ++i) out.features.emplace_back(pair.features.of[i], 1.0f);
  out.label = pair.same;
  out.report = report;
  return out;
}

/// Weights learned from the reports that `use` names.
std::vector<float> LearnFrom(const std::vector<std::vector<Pair>>& pairs, const std::vector<bool>& use, double l2) {
  std::vector<Example> examples;
  for (uint32_t report = 0; report < pairs.size(); ++report) {
    for (const Pair& pair : pairs[report]) {
      if (use[report] && pair.gate == MentionGate::kNone) examples.push_back(ToExample(pair, report));
    }
  }
  LearnOptions options;
  options.l2 = l2;
  return Learn(examples, MentionPairs::Names().size(), 1, options);
}

struct Cubed {
  double precision = 0, recall = 0;
  size_t claims = 0;
};

/// Adds the B-cubed of a report's labelled claims.
void AddCubed(const IncidentSet& set, const std::vector<Occurrence>& found, Cubed& out) {
  std::map<uint32_t, size_t> group;
  for (size_t g = 0; g < found.size(); ++g) {
    for (const uint32_t claim : found[g].claims) {
      if (set.event[claim] != kNoRow) group[claim] = g;
    }
  }
  for (const auto& [a, ga] : group) {
    size_t together = 0, of_group = 0, of_event = 0;
    for (const auto& [b, gb] : group) {
      together += ga == gb && set.event[a] == set.event[b];
      of_group += ga == gb;
      of_event += set.event[a] == set.event[b];
    }
    out.precision += static_cast<double>(together) / static_cast<double>(of_group);
    out.recall += static_cast<double>(together) / static_cast<double>(of_event);
    ++out.claims;
  }
}

double CalibrationError(std::vector<std::pair<double, bool>> scored) {
  std::sort(scored.begin(), scored.end());
  constexpr size_t kBins = 10;
  double error = 0;
  for (size_t bin = 0; bin < kBins; ++bin) {
    const size_t begin = scored.size() * bin / kBins, end = scored.size() * (bin + 1) / kBins;
    double said = 0, right = 0;
    for (size_t i = begin; i < end; ++i) {
      said += 1 / (1 + std::exp(-scored[i].first));
      right += scored[i].second;
    }
    error += std::abs(said - right);
  }
  return error / static_cast<double>(std::max<size_t>(scored.size(), 1));
}

std::string TableOf(const std::vector<float>& weights) {
  std::string out =
      "# What speaks for two claims of one report being told of one happening, and what against it: the log-odds that each feature of the pair adds (docs/fusion.md, \"Within\n"
      "# a report\"). Learned from train/incidents by train_findings within; a weight may be edited.\n# columns: feature, weight\n";
  const auto names = MentionPairs::Names();
  char line[96];
  for (size_t i = 0; i < names.size(); ++i) {
    std::snprintf(line, sizeof line, "%.*s\t%.2f\n", static_cast<int>(names[i].size()), names[i].data(), static_cast<double>(weights[i]));
    out += line;
  }
  return out;
}

void ShowPair(const IncidentSet& set, const Pair& pair) {
  const ClaimSet& claims = set.claims;
  const auto line = [&](uint32_t c) {
    const Claim& claim = claims.claims[c];
    std::fprintf(stderr, "    [%s] %s | %s\n", set.events[set.event[c]].c_str(), std::string(claims.text(claim.trigger)).c_str(), std::string(claims.text(claim.quote)).c_str());
  };
  std::fprintf(stderr, "  %s %s gate %s, %.2f:", pair.same ? "PARTED" : "JOINED", claims.reports[claims.claims[pair.a].report].source_id.c_str(), std::string(Name(pair.gate)).c_str(), pair.score);
  for (size_t i = 0; i < pair.features.count; ++i) std::fprintf(stderr, " %s", std::string(MentionPairs::Names()[pair.features.of[i]]).c_str());
  std::fprintf(stderr, "\n");
  line(pair.a);
  line(pair.b);
}

}  // namespace

WithinReport LearnWithin(const IncidentSet& set, MentionMerger merger, double l2, size_t folds, bool show_errors) {
  const size_t reports = set.claims.reports.size();
  std::vector<std::vector<Pair>> pairs(reports);
  std::map<std::string, std::pair<size_t, size_t>> gates;
  for (uint32_t report = 0; report < reports; ++report) {
    pairs[report] = PairsOf(set, merger.pairs(), report);
    for (const Pair& pair : pairs[report]) ++(pair.same ? gates[std::string(Name(pair.gate))].first : gates[std::string(Name(pair.gate))].second);
  }
  for (const auto& [gate, counts] : gates) std::fprintf(stderr, "gate %s: %zu pairs of one happening, %zu of two\n", gate.c_str(), counts.first, counts.second);
  Cubed cubed;
  std::vector<std::pair<double, bool>> scored;
  for (size_t fold = 0; fold < folds; ++fold) {
    std::vector<bool> use(reports);
    for (uint32_t report = 0; report < reports; ++report) use[report] = set.story[report] % folds != fold;
    merger.set_weights(LearnFrom(pairs, use, l2));
    for (uint32_t report = 0; report < reports; ++report) {
      if (use[report]) continue;
      AddCubed(set, merger.Merge(set.claims, report, {}), cubed);
      for (Pair& pair : pairs[report]) {
        pair.score = static_cast<double>(merger.Score(pair.features));
        if (pair.gate == MentionGate::kNone) scored.emplace_back(pair.score, pair.same);
        if (show_errors && pair.same != (pair.gate == MentionGate::kNone && pair.score > 0)) ShowPair(set, pair);
      }
    }
  }
  WithinReport out;
  const double n = static_cast<double>(std::max<size_t>(cubed.claims, 1));
  out.precision = cubed.precision / n;
  out.recall = cubed.recall / n;
  out.f1 = 2 * out.precision * out.recall / std::max(1e-9, out.precision + out.recall);
  out.calibration_error = CalibrationError(std::move(scored));
  out.table = TableOf(LearnFrom(pairs, std::vector<bool>(reports, true), l2));
  return out;
}

}  // namespace dateline::train
