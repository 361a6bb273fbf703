#include "train/across_model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>

#include "base/table.h"
#include "engine/json_writer.h"
#include "findings/event_graph.h"
#include "findings/within.h"
#include "train/log_linear.h"

namespace dateline::train {
namespace {

/// Occurrences of a set with the happening each is about.
struct Labelled {
  std::vector<Occurrence> occurrences;
  std::vector<uint32_t> event, story;
};

/// The label that most claims of an occurrence have; kNoRow: none has one, or half of them speak of something else.
uint32_t LabelOf(const IncidentSet& set, const Occurrence& occurrence) {
  std::map<uint32_t, size_t> votes;
  for (const uint32_t claim : occurrence.claims) {
    if (set.event[claim] != kNoRow) ++votes[set.event[claim]];
  }
  size_t all = 0;
  uint32_t best = kNoRow;
  for (const auto& [event, count] : votes) {
    all += count;
    if (best == kNoRow || count > votes[best]) best = event;
  }
  return best == kNoRow || 2 * votes[best] <= all ? kNoRow : best;
}

Result<Labelled> Label(const IncidentSet& set, const Container& knowledge) {
  auto merger = MentionMerger::Load(knowledge);
  if (!merger) return merger.error();
  Labelled out;
  for (Occurrence& occurrence : merger->MergeAll(set.claims, {})) {
    const uint32_t label = LabelOf(set, occurrence);
    if (label == kNoRow || occurrence.kind != RecordKind::kEvent) continue;
    out.story.push_back(set.story[occurrence.report]);
    out.event.push_back(label);
    out.occurrences.push_back(std::move(occurrence));
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

PairSet CollectPairs(const SameEventModel& model, const EventSketches& sketches, const EventSketches& crowd, const Labelled& labelled, const IncidentSet& set, uint32_t share) {
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
      if (!one_story && (a * 2654435761u ^ b * 40503u) % 1000 >= share) continue;  // by number, the same in every run
      out.examples.push_back(ExampleOf(model.Features(used, a, b), same, labelled.story[a], 1.0f));
    }
  }
  return out;
}

/// Share of the pairs that score for a merge which blocking brings together: pairs found, pairs there are.
std::pair<size_t, size_t> Blocked(const SameEventModel& model, const EventSketches& sketches) {
  std::vector<uint32_t> rows(sketches.events.size());
  for (uint32_t row = 0; row < rows.size(); ++row) rows[row] = row;
  const EventBlocks blocks(sketches, rows);
  std::set<std::pair<uint32_t, uint32_t>> pairs;
  for (size_t block = 0; block < blocks.size(); ++block) blocks.Pairs(block, nullptr, [&](uint32_t a, uint32_t b) { pairs.emplace(a, b); });
  size_t found = 0, all = 0;
  for (uint32_t a = 0; a < rows.size(); ++a) {
    for (uint32_t b = a + 1; b < rows.size(); ++b) {
      if (sketches.events[a].report == sketches.events[b].report || model.Contradiction(sketches, a, b) != Gate::kNone || model.LogOdds(sketches, a, b) < model.merge()) continue;
      ++all;
      found += pairs.contains({a, b});
    }
  }
  return {found, all};
}

struct Scored {
  double log_odds;
  bool same;
  float weight;
};

/// Writes lines for whoever reads the run.
class Telling {
 public:
  template <class... T>
  void Line(const char* format, T... values) {
    std::array<char, 1000> line{};
    std::snprintf(line.data(), line.size(), format, values...);
    text.append(line.data()).append("\n");
  }
  std::string text;
};

/// Expected calibration error over ten bins of equal mass.
double CalibrationError(std::vector<Scored> scored, Telling* telling) {
  std::sort(scored.begin(), scored.end(), [](const Scored& a, const Scored& b) { return a.log_odds < b.log_odds; });
  double all = 0, error = 0, reached = 0;
  for (const Scored& s : scored) all += static_cast<double>(s.weight);
  size_t i = 0;
  for (int bin = 1; bin <= 10; ++bin) {
    double mass = 0, p = 0, same = 0;
    for (; i < scored.size() && (reached < all * bin / 10 || bin == 10); ++i) {
      const auto w = static_cast<double>(scored[i].weight);
      mass += w;
      reached += w;
      p += w / (1 + std::exp(-scored[i].log_odds));
      same += scored[i].same ? w : 0;
    }
    if (mass == 0) continue;
    error += std::abs(p - same);
    if (telling != nullptr) telling->Line("  bin %2d: told %.3f, true %.3f (%.0f pairs)", bin, p / mass, same / mass, mass);
  }
  return error / all;
}

/// Weights that begin where the prior stands: its score is a feature too, and only what the examples know better moves a weight of its own.
class PriorLearner {
 public:
  PriorLearner(std::vector<float> prior, double l2) : prior_(std::move(prior)), l2_(l2) {}

  std::vector<float> Learn(const std::vector<Example>& examples) const {
    std::vector<Example> with;
    for (Example e : examples) {
      float score = 0;
      for (const auto& [feature, value] : e.features) score += prior_[feature] * value;
      e.features.emplace_back(static_cast<uint32_t>(prior_.size()), kLoud * score);
      with.push_back(std::move(e));
    }
    std::vector<float> learned = train::Learn(with, prior_.size() + 1, 1, {.l2 = l2_, .iterations = 300, .fewest = 3});
    const float scale = kLoud * learned.back();
    learned.pop_back();
    for (size_t i = 0; i < learned.size(); ++i) learned[i] += scale * prior_[i];
    return learned;
  }

 private:
  static constexpr float kLoud = 5;  ///< so that the penalty hardly holds the prior back
  std::vector<float> prior_;
  double l2_;
};

/// Scores of all pairs by models that have not seen their stories.
std::vector<Scored> CrossValidate(const std::vector<Example>& examples, const PriorLearner& learner, size_t folds) {
  std::vector<Scored> out;
  for (size_t fold = 0; fold < folds; ++fold) {
    std::vector<Example> seen;
    for (const Example& e : examples) {
      if (e.report % folds != fold) seen.push_back(e);
    }
    const std::vector<float> weights = learner.Learn(seen);
    for (const Example& e : examples) {
      if (e.report % folds == fold) out.push_back({Scores(e, weights, 1)[0], e.label == 1, e.weight});
    }
  }
  return out;
}

void TellPairs(const std::vector<Scored>& scored, Telling& telling) {
  for (const double at : {0.3, 0.5, 0.7, 0.9}) {
    double right = 0, found = 0, gold = 0;
    for (const Scored& s : scored) {
      const bool merged = s.log_odds >= std::log(at / (1 - at));
      const auto w = static_cast<double>(s.weight);
      right += merged && s.same ? w : 0;
      found += merged ? w : 0;
      gold += s.same ? w : 0;
    }
    telling.Line("pairs from %.1f: P %.3f R %.3f of %.0f", at, found > 0 ? right / found : 0, right / gold, gold);
  }
}

Result<std::vector<float>> ReadPrior(std::string_view text) {
  auto table = Table::Parse("same-event-prior.tsv", text);
  if (!table) return table.error();
  std::vector<float> out(EventFeatureCount(), 0);
  for (const Table::Row& row : table->rows()) {
    size_t id = 0;
    while (id < out.size() && EventFeatureName(id) != row.cells[0]) ++id;
    if (id == out.size()) return Error{"train/same-event-prior.tsv:" + std::to_string(row.line), "feature \"" + std::string(row.cells[0]) + "\"", "a feature of pairs"};
    out[id] = std::strtof(std::string(row.cells[1]).c_str(), nullptr);
  }
  return out;
}

std::string TableOf(const std::vector<float>& weights, std::pair<double, double> calibration, const AcrossOptions& options) {
  Telling out;
  out.Line("# What speaks for two occurrences of different reports being one event, and what against: the log-odds that each thing they share adds (docs/fusion.md).\n"
           "# Learned from train/incidents by train_findings across; a weight may be edited. (merge): the probability from which two are one; (possibly): from which a\n"
           "# person is asked; (slope) and (shift): calibration.\n# columns: feature, weight\n(merge)\t%g\n(possibly)\t%g\n(slope)\t%.3f\n(shift)\t%.3f",
           options.merge, options.possibly, calibration.first, calibration.second);
  for (size_t i = 0; i < weights.size(); ++i) {
    if (std::abs(weights[i]) >= 0.02f) out.Line("%s\t%.3f", std::string(EventFeatureName(i)).c_str(), static_cast<double>(weights[i]));
  }
  return out.text;
}

}  // namespace

Result<AcrossReport> LearnAcross(IncidentSet set, const Container& knowledge, std::string_view prior_text, const AcrossOptions& options) {
  auto model = SameEventModel::WithoutWeights(knowledge);
  if (!model) return model.error();
  auto prior = ReadPrior(prior_text);
  if (!prior) return prior.error();
  for (uint32_t r = 0; r < set.claims.reports.size(); ++r) set.claims.reports[r].origin = set.copy_of[r];
  const auto labelled = Label(set, knowledge);
  if (!labelled) return labelled.error();
  const EventSketches sketches = model->Sketch(set.claims, labelled->occurrences);
  const PairSet pairs = CollectPairs(*model, sketches, InOneWeek(sketches, *labelled, set.story), *labelled, set, options.crowd);
  Telling telling;
  telling.Line("%zu occurrences, %zu pairs; in one story: same %zu, different %zu", labelled->occurrences.size(), pairs.examples.size(), pairs.gated[1], pairs.gated[0]);
  for (size_t g = 0; g < kGates; ++g) telling.Line("  gate %-10s same %5zu different %5zu", std::string(Name(static_cast<Gate>(g))).c_str(), pairs.by_gate[1][g], pairs.by_gate[0][g]);
  const PriorLearner learner(*prior, options.l2);
  std::vector<Scored> scored = CrossValidate(pairs.examples, learner, options.folds);
  std::vector<std::pair<double, bool>> plain;
  for (const Scored& s : scored) plain.emplace_back(s.log_odds, s.same);
  const auto calibration = Calibrate(plain);
  telling.Line("calibration error %.4f before, slope %.3f, shift %.3f", CalibrationError(scored, nullptr), calibration.first, calibration.second);
  for (Scored& s : scored) s.log_odds = calibration.first * s.log_odds + calibration.second;
  telling.Line("calibration error %.4f", CalibrationError(scored, &telling));
  TellPairs(scored, telling);
  return AcrossReport{TableOf(learner.Learn(pairs.examples), calibration, options), telling.text};
}

Result<std::string> EventLines(const ClaimSet& claims, const Container& knowledge, std::string* told) {
  auto model = SameEventModel::Load(knowledge);
  if (!model) return model.error();
  auto merger = MentionMerger::Load(knowledge);
  if (!merger) return merger.error();
  const std::vector<Occurrence> occurrences = merger->MergeAll(claims, {});
  EventGraph graph(*model);
  std::string out;
  const EventClusters& events = graph.Update(claims, occurrences);
  if (told != nullptr) {
    const auto [found, all] = Blocked(*model, graph.sketches());
    *told = std::to_string(occurrences.size()) + " occurrences, " + std::to_string(events.scored) + " pairs scored; of " + std::to_string(all) + " pairs that score for a merge blocking finds " + std::to_string(found) + "\n";
  }
  for (const auto& cluster : events.clusters) {
    if (occurrences[cluster.front()].kind != RecordKind::kEvent) continue;
    JsonWriter json(out);
    json.BeginObject();
    json.Field("kind", "incident");
    json.Key("reports");
    json.BeginArray();
    for (const uint32_t row : cluster) json.String(claims.reports[occurrences[row].report].source_id);
    json.EndArray();
    json.Key("evidence");
    json.BeginArray();
    for (const uint32_t row : cluster) {
      for (const uint32_t claim : occurrences[row].claims) json.String(claims.claims[claim].id.Hex());
    }
    json.EndArray();
    json.EndObject();
    out += '\n';
  }
  return out;
}

}  // namespace dateline::train
