#include "train/across.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>

#include "findings/event_graph.h"
#include "findings/test_occurrences.h"
#include "train/log_linear.h"

namespace dateline::train {
namespace {

/// Occurrences of a set with the happening each is about.
struct Labelled {
  std::vector<Occurrence> occurrences;
  std::vector<uint32_t> event, story;
};

Labelled ByGold(const IncidentSet& set) {
  Labelled out;
  for (uint32_t report = 0; report < set.claims.reports.size(); ++report) {
    const Slice own = set.claims.reports[report].claims;
    std::map<std::pair<uint32_t, RecordKind>, std::vector<uint32_t>> groups;
    for (uint32_t claim = own.begin; claim < own.begin + own.count; ++claim) {
      if (set.event[claim] != kNoRow) groups[{set.event[claim], set.claims.claims[claim].kind}].push_back(claim);
    }
    for (auto& [key, rows] : groups) {
      out.occurrences.push_back(PlainOccurrence(set.claims, std::move(rows)));
      out.event.push_back(key.first);
      out.story.push_back(set.story[report]);
    }
  }
  return out;
}

Example ExampleOf(const EventPairFeatures& features, bool same, uint32_t story, float weight) {
  Example out;
  for (size_t i = 0; i < features.count; ++i) out.features.emplace_back(features.ids[i], 1.0f);
  out.label = same;
  out.report = story;
  out.weight = weight;
  return out;
}

/// The sketches as if all stories had begun on the same day.
EventSketches InOneWeek(const EventSketches& sketches, const Labelled& labelled, const std::vector<uint32_t>& story_of_report) {
  EventSketches out = sketches;
  std::map<uint32_t, int32_t> first;
  for (uint32_t r = 0; r < out.reports.size(); ++r) {
    if (out.reports[r].published == kNoDay) continue;
    const auto [it, fresh] = first.try_emplace(story_of_report[r], out.reports[r].published);
    if (!fresh) it->second = std::min(it->second, out.reports[r].published);
  }
  constexpr int32_t kDay = 18000;
  for (uint32_t r = 0; r < out.reports.size(); ++r) {
    if (out.reports[r].published != kNoDay) out.reports[r].published += kDay - first[story_of_report[r]];
  }
  for (uint32_t e = 0; e < out.events.size(); ++e) {
    const auto it = first.find(labelled.story[e]);
    if (it == first.end() || out.events[e].start == kNoDay) continue;
    out.events[e].start += kDay - it->second;
    out.events[e].end += kDay - it->second;
  }
  return out;
}

/// All pairs that pass the gates, of one story or of different ones.
struct PairSet {
  std::vector<Example> examples;
  std::array<size_t, 2> gated{};  ///< different, same
  std::array<std::array<size_t, kGates>, 2> by_gate{};
};

PairSet CollectPairs(const SameEventModel& model, const EventSketches& sketches, const EventSketches& crowd, const Labelled& labelled, const IncidentSet& set, float crowd_weight) {
  PairSet out;
  for (uint32_t a = 0; a < labelled.occurrences.size(); ++a) {
    for (uint32_t b = a + 1; b < labelled.occurrences.size(); ++b) {
      const uint32_t ra = labelled.occurrences[a].report, rb = labelled.occurrences[b].report;
      const bool one_story = labelled.story[a] == labelled.story[b], same = labelled.event[a] == labelled.event[b];
      if (set.copy_of[ra] == rb || set.copy_of[rb] == ra) continue;
      const EventSketches& used = one_story ? sketches : crowd;
      const Gate gate = model.Contradiction(used, a, b);
      if (labelled.occurrences[a].kind == labelled.occurrences[b].kind && one_story) {
        ++out.gated[same];
        ++out.by_gate[same][static_cast<size_t>(gate)];
      }
      if (gate != Gate::kNone) continue;
      out.examples.push_back(ExampleOf(model.Features(used, a, b), same, labelled.story[a], one_story ? 1.0f : crowd_weight));
    }
  }
  return out;
}

struct Scored {
  double log_odds;
  bool same;
  float weight;
};

/// Expected calibration error over ten bins of equal mass.
double CalibrationError(std::vector<Scored> scored, bool print) {
  std::sort(scored.begin(), scored.end(), [](const Scored& a, const Scored& b) { return a.log_odds < b.log_odds; });
  double all = 0, error = 0;
  for (const Scored& s : scored) all += static_cast<double>(s.weight);
  size_t i = 0;
  double reached = 0;
  for (int bin = 1; bin <= 10; ++bin) {
    double mass = 0, p = 0, same = 0;
    while (i < scored.size() && (reached < all * bin / 10 || bin == 10)) {
      const auto w = static_cast<double>(scored[i].weight);
      mass += w;
      reached += w;
      p += w / (1 + std::exp(-scored[i].log_odds));
      same += scored[i].same ? w : 0;
      ++i;
    }
    if (mass == 0) continue;
    error += std::abs(p - same);
    if (print) std::printf("  bin %2d: told %.3f, true %.3f (%.0f pairs)\n", bin, p / mass, same / mass, mass);
  }
  return error / all;
}

/// Scores of all pairs by models that have not seen their stories, calibrated on what they learned from by models that had not seen it either.
std::vector<Scored> CrossValidate(const std::vector<Example>& examples, size_t stories, const AcrossOptions& options) {
  std::vector<Scored> out;
  for (size_t fold = 0; fold < options.folds; ++fold) {
    std::vector<Example> seen;
    for (const Example& e : examples) {
      if (e.report % options.folds != fold) seen.push_back(e);
    }
    const std::vector<float> weights = Learn(seen, EventFeatureCount(), 1, {.l2 = options.l2, .iterations = 200, .fewest = 3});
    for (const Example& e : examples) {
      if (e.report % options.folds == fold) out.push_back({Scores(e, weights, 1)[0], e.label == 1, e.weight});
    }
  }
  (void)stories;
  return out;
}

void PrintPairs(const std::vector<Scored>& scored) {
  for (const double at : {0.3, 0.5, 0.7, 0.9}) {
    double right = 0, found = 0, gold = 0;
    for (const Scored& s : scored) {
      const bool merged = s.log_odds >= std::log(at / (1 - at));
      const auto w = static_cast<double>(s.weight);
      right += merged && s.same ? w : 0;
      found += merged ? w : 0;
      gold += s.same ? w : 0;
    }
    std::printf("pairs from %.1f: P %.3f R %.3f of %.0f\n", at, found > 0 ? right / found : 0, right / gold, gold);
  }
}

Result<void> WriteTable(const std::string& path, const std::vector<float>& weights, std::pair<double, double> calibration, const AcrossOptions& options) {
  std::FILE* file = std::fopen(path.c_str(), "w");
  if (file == nullptr) return Error{path, "cannot be written", "a file that can"};
  std::fprintf(file, "# What speaks for two occurrences of different reports being one event, and what against: the log-odds that each thing they share adds (docs/fusion.md).\n"
                     "# Learned from train/incidents by train_findings across; a weight may be edited. (merge): the probability from which two are one; (possibly): from which a person\n"
                     "# is asked; (slope) and (shift): calibration.\n# columns: feature, weight\n(merge)\t%g\n(possibly)\t%g\n(slope)\t%.3f\n(shift)\t%.3f\n",
               options.merge, options.possibly, calibration.first, calibration.second);
  for (size_t i = 0; i < weights.size(); ++i) {
    if (std::abs(weights[i]) >= 0.02f) std::fprintf(file, "%s\t%.3f\n", std::string(EventFeatureName(i)).c_str(), static_cast<double>(weights[i]));
  }
  std::fclose(file);
  return {};
}

}  // namespace

Result<void> LearnAcross(IncidentSet set, const Container& knowledge, const AcrossOptions& options) {
  auto model = SameEventModel::WithoutWeights(knowledge);
  if (!model) return model.error();
  for (uint32_t r = 0; r < set.claims.reports.size(); ++r) set.claims.reports[r].origin = set.copy_of[r];
  const Labelled labelled = ByGold(set);
  const EventSketches sketches = model->Sketch(set.claims, labelled.occurrences);
  const PairSet pairs = CollectPairs(*model, sketches, InOneWeek(sketches, labelled, set.story), labelled, set, options.crowd_weight);
  std::printf("%zu occurrences, %zu pairs; in one story: same %zu, different %zu\n", labelled.occurrences.size(), pairs.examples.size(), pairs.gated[1], pairs.gated[0]);
  for (size_t g = 0; g < kGates; ++g) std::printf("  gate %-10s same %5zu different %5zu\n", std::string(Name(static_cast<Gate>(g))).c_str(), pairs.by_gate[1][g], pairs.by_gate[0][g]);
  std::vector<Scored> scored = CrossValidate(pairs.examples, set.stories.size(), options);
  std::printf("ece %.4f before calibration\n", CalibrationError(scored, false));
  std::vector<std::pair<double, bool>> plain;
  for (const Scored& s : scored) plain.emplace_back(s.log_odds, s.same);
  const auto calibration = Calibrate(plain);
  for (Scored& s : scored) s.log_odds = calibration.first * s.log_odds + calibration.second;
  std::printf("slope %.3f shift %.3f, ece %.4f\n", calibration.first, calibration.second, CalibrationError(scored, true));
  PrintPairs(scored);
  if (options.out.empty()) return {};
  return WriteTable(options.out, Learn(pairs.examples, EventFeatureCount(), 1, {.l2 = options.l2, .iterations = 200, .fewest = 3}), calibration, options);
}

Result<void> PrintEvents(const ClaimSet& claims, const Container& knowledge, int threads) {
  auto model = SameEventModel::Load(knowledge);
  if (!model) return model.error();
  std::vector<Occurrence> occurrences;
  for (uint32_t c = 0; c < claims.claims.size(); ++c) {
    if (claims.claims[c].kind != RecordKind::kStatement) occurrences.push_back(PlainOccurrence(claims, {c}));
  }
  EventGraph graph(*model, threads);
  const EventClusters& events = graph.Update(claims, occurrences);
  std::fprintf(stderr, "%zu occurrences, %llu pairs scored, %zu clusters\n", occurrences.size(), static_cast<unsigned long long>(events.scored), events.clusters.size());
  for (const auto& cluster : events.clusters) {
    std::string reports, evidence;
    for (const uint32_t row : cluster) {
      const ClaimReport& report = claims.reports[occurrences[row].report];
      reports.append(reports.empty() ? "\"" : ", \"").append(report.source_id).append("\"");
      for (const uint32_t claim : occurrences[row].claims) evidence.append(evidence.empty() ? "\"" : ", \"").append(claims.claims[claim].id.Hex()).append("\"");
    }
    std::printf("{\"kind\": \"incident\", \"reports\": [%s], \"evidence\": [%s]}\n", reports.c_str(), evidence.c_str());
  }
  return {};
}

}  // namespace dateline::train
