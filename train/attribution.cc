#include "train/attribution.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>

#include "claims/cue_labels.h"

namespace dateline {
namespace {

constexpr uint32_t kCueMask = (1u << AttributionModel::kCueBits) - 1;
constexpr uint32_t kLabelMask = (1u << AttributionModel::kLabelBits) - 1;
constexpr uint32_t kEdgeMask = (1u << AttributionModel::kEdgeBits) - 1;

/// The numbers 0 to n-1, shuffled; the same everywhere.
void Shuffle(std::vector<uint32_t>& order, uint64_t& state) {
  for (size_t i = order.size(); i > 1; --i) {
    uint64_t z = state += 0x9E3779B97F4A7C15ull;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    std::swap(order[i - 1], order[((z >> 32) * i) >> 32]);
  }
}

/// Weights with a step of their own each (AdaGrad).
class Learner {
 public:
  Learner(std::vector<float>& weights, size_t size, float rate, float decay) : w_(weights), g_(size, 1e-3f), sum_(size, 0), rate_(rate), decay_(decay) { w_.assign(size, 0); }
  void Add(size_t at, float gradient) {
    const float g = gradient + decay_ * w_[at];
    g_[at] += g * g;
    w_[at] -= rate_ * g / std::sqrt(g_[at]);
  }
  void EndEpoch(bool count) {
    if (!count) return;
    ++epochs_;
    for (size_t i = 0; i < w_.size(); ++i) sum_[i] += w_[i];
  }
  /// The mean over the epochs counted.
  void Finish() {
    for (size_t i = 0; i < w_.size(); ++i) w_[i] = sum_[i] / static_cast<float>(epochs_);
  }

 private:
  std::vector<float>& w_;
  std::vector<float> g_, sum_;
  float rate_, decay_;
  uint32_t epochs_ = 0;
};

using Row = std::array<float, 4>;

float SumExp(const float* values, const bool* allowed, size_t n) {
  float most = -1e30f;
  for (size_t i = 0; i < n; ++i) most = allowed[i] ? std::max(most, values[i]) : most;
  if (most <= -1e30f) return -1e30f;
  float sum = 0;
  for (size_t i = 0; i < n; ++i) sum += allowed[i] ? std::exp(values[i] - most) : 0;
  return most + std::log(sum);
}

/// Sums over all labellings, forward and backward.
struct Chain {
  std::vector<Row> forward, backward;
  float all = 0;

  static bool Open(const LabelScores<float>& s, uint32_t gap, uint32_t from, uint32_t to) {
    const uint32_t n = s.size();
    if (gap == 0 && from != kOutside) return false;
    if (gap == n && to != kOutside) return false;
    if (gap < n && !s.AllowsAt(gap, to)) return false;
    if (gap > 0 && !s.AllowsAt(gap - 1, from)) return false;
    return gap == n || s.Allows(gap, from, to);
  }

  void Run(const LabelScores<float>& s) {
    const uint32_t n = s.size();
    forward.assign(n + 1, Row{});
    backward.assign(n + 1, Row{});
    float values[4];
    bool allowed[4];
    for (uint32_t gap = 0; gap <= n; ++gap) {  // forward[gap][to]: all ways to label `to` behind the gap
      for (uint32_t to = 0; to < 4; ++to) {
        for (uint32_t from = 0; from < 4; ++from) {
          allowed[from] = Open(s, gap, from, to) && (gap == 0 || forward[gap - 1][from] > -1e29f);
          values[from] = allowed[from] ? (gap == 0 ? 0 : forward[gap - 1][from]) + s.Step(gap, from, to) : 0;
        }
        const float sum = SumExp(values, allowed, 4);
        forward[gap][to] = sum <= -1e29f ? -1e30f : sum + (gap < n ? s.label[gap][to] : 0);
      }
    }
    all = forward[n][kOutside];
    for (uint32_t gap = n + 1; gap-- > 0;) {  // backward[gap][from]: all ways from `from` before the gap to the end
      for (uint32_t from = 0; from < 4; ++from) {
        for (uint32_t to = 0; to < 4; ++to) {
          allowed[to] = Open(s, gap, from, to) && (gap == n || backward[gap + 1][to] > -1e29f);
          values[to] = allowed[to] ? s.Step(gap, from, to) + (gap < n ? s.label[gap][to] + backward[gap + 1][to] : 0) : 0;
        }
        backward[gap][from] = SumExp(values, allowed, 4);
      }
    }
  }
};

class LabelTrainer {
 public:
  LabelTrainer(const LabelExamples& examples, const TrainingOptions& options, std::vector<float>& label, std::vector<float>& edge)
      : x_(examples), label_w_(label), edge_w_(edge), label_(label, size_t{4} << AttributionModel::kLabelBits, options.rate, options.label_decay),
        edge_(edge, size_t{8} << AttributionModel::kEdgeBits, options.rate, options.label_decay) {}

  float Learn(const LabelExample& e) {
    Score(e);
    chain_.Run(s_);
    const auto n = static_cast<uint32_t>(e.labels.size());
    float gold = 0;
    for (uint32_t gap = 0; gap <= n; ++gap) {
      const uint32_t from = gap == 0 ? 0u : e.labels[gap - 1], to = gap == n ? 0u : e.labels[gap];
      gold += s_.Step(gap, from, to) + (gap < n ? s_.label[gap][to] : 0);
    }
    for (uint32_t t = 0; t < n; ++t) {
      Row g{};
      for (uint32_t k = 1; k < 4; ++k) g[k] = Probability(chain_.forward[t][k] + chain_.backward[t + 1][k]) - (e.labels[t] == k ? 1.0f : 0.0f);
      Spread(x_.label, e.first_label + t, g, label_, kLabelMask, 4, 0);
    }
    for (uint32_t gap = 0; gap <= n; ++gap) {
      Row begin{}, end{};
      for (uint32_t from = 0; from < 4; ++from) {
        for (uint32_t to = 0; to < 4; ++to) {
          if (from == to || !Chain::Open(s_, gap, from, to)) continue;
          const float before = gap == 0 ? 0 : chain_.forward[gap - 1][from];
          const float after = gap < n ? s_.label[gap][to] + chain_.backward[gap + 1][to] : 0;
          const float p = before <= -1e29f || after <= -1e29f ? 0 : Probability(before + s_.Step(gap, from, to) + after);
          begin[to] += p;
          end[from] += p;
        }
      }
      const uint32_t from = gap == 0 ? 0u : e.labels[gap - 1], to = gap == n ? 0u : e.labels[gap];
      if (from != to) begin[to] -= 1, end[from] -= 1;
      Spread(x_.edge, e.first_edge + gap, begin, edge_, kEdgeMask, 8, 0);
      Spread(x_.edge, e.first_edge + gap, end, edge_, kEdgeMask, 8, 4);
    }
    return chain_.all - gold;
  }
  void EndEpoch(bool count) {
    label_.EndEpoch(count);
    edge_.EndEpoch(count);
  }
  void Finish() {
    label_.Finish();
    edge_.Finish();
  }

 private:
  float Probability(float ways) const { return std::exp(std::min(ways - chain_.all, 0.0f)); }

  void Score(const LabelExample& e) {
    const auto n = static_cast<uint32_t>(e.labels.size());
    s_.Reset(n, e.head);
    for (uint32_t t = 0; t < n; ++t) {
      for (uint32_t at = x_.label.begins[e.first_label + t]; at < x_.label.begins[e.first_label + t + 1]; ++at) {
        const float* w = &label_w_[4 * size_t{x_.label.features[at] & kLabelMask}];
        for (uint32_t k = 1; k < 4; ++k) s_.label[t][k] += w[k - 1];
      }
    }
    for (uint32_t t = 0; t <= n; ++t) {
      for (uint32_t at = x_.edge.begins[e.first_edge + t]; at < x_.edge.begins[e.first_edge + t + 1]; ++at) {
        const float* w = &edge_w_[8 * size_t{x_.edge.features[at] & kEdgeMask}];
        for (uint32_t k = 1; k < 4; ++k) s_.begin[t][k] += w[k - 1], s_.end[t][k] += w[k + 3];
      }
    }
  }

  static void Spread(const FeatureLists& lists, uint32_t list, const Row& gradient, Learner& learner, uint32_t mask, size_t width, size_t shift) {
    for (uint32_t k = 1; k < 4; ++k) {
      if (std::fabs(gradient[k]) < 1e-4f) continue;
      for (uint32_t at = lists.begins[list]; at < lists.begins[list + 1]; ++at) learner.Add(width * size_t{lists.features[at] & mask} + shift + k - 1, gradient[k]);
    }
  }

  const LabelExamples& x_;
  std::vector<float>&label_w_, &edge_w_;
  Learner label_, edge_;
  LabelScores<float> s_;
  Chain chain_;
};

}  // namespace

float CueScore(const CueExamples& examples, size_t example, const std::vector<float>& weights) {
  float score = 0;
  for (uint32_t at = examples.lists.begins[example]; at < examples.lists.begins[example + 1]; ++at) score += weights[examples.lists.features[at] & kCueMask];
  return score;
}

void TrainCues(const CueExamples& examples, const TrainingOptions& options, std::vector<float>& weights) {
  Learner learner(weights, size_t{1} << AttributionModel::kCueBits, options.rate, options.cue_decay);
  std::vector<uint32_t> order(examples.lists.size());
  std::iota(order.begin(), order.end(), 0u);
  uint64_t state = options.seed;
  for (uint32_t epoch = 0; epoch < options.cue_epochs; ++epoch) {
    Shuffle(order, state);
    double loss = 0;
    for (const uint32_t e : order) {
      const float score = CueScore(examples, e, weights), p = 1 / (1 + std::exp(-score)), y = examples.heads[e];
      loss -= std::log(std::max(1e-9f, y > 0 ? p : 1 - p));
      if (std::fabs(p - y) < 1e-4f) continue;
      for (uint32_t at = examples.lists.begins[e]; at < examples.lists.begins[e + 1]; ++at) learner.Add(examples.lists.features[at] & kCueMask, p - y);
    }
    learner.EndEpoch(epoch + 2 >= options.cue_epochs);
    std::printf("cues   epoch %u loss %.4f\n", epoch + 1, loss / static_cast<double>(order.size()));
  }
  learner.Finish();
}

void TrainLabels(const LabelExamples& examples, const TrainingOptions& options, std::vector<float>& label, std::vector<float>& edge) {
  LabelTrainer trainer(examples, options, label, edge);
  std::vector<uint32_t> order(examples.examples.size());
  std::iota(order.begin(), order.end(), 0u);
  uint64_t state = options.seed;
  for (uint32_t epoch = 0; epoch < options.label_epochs; ++epoch) {
    Shuffle(order, state);
    double loss = 0;
    for (const uint32_t e : order) loss += trainer.Learn(examples.examples[e]);
    trainer.EndEpoch(epoch + 2 >= options.label_epochs);
    std::printf("labels epoch %u loss %.4f\n", epoch + 1, loss / static_cast<double>(order.size()));
  }
  trainer.Finish();
}

}  // namespace dateline
