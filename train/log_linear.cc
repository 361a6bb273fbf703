#include "train/log_linear.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <deque>

namespace dateline::train {
namespace {

double Dot(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

/// Minus the log-likelihood, with its gradient.
class Objective {
 public:
  Objective(const std::vector<Example>& examples, size_t classes, const LearnOptions& options, std::vector<bool> used)
      : examples_(examples), classes_(classes), options_(options), used_(std::move(used)) {}

  double operator()(const std::vector<double>& w, std::vector<double>& gradient) const {
    double loss = 0;
    for (size_t i = 0; i < w.size(); ++i) {
      loss += 0.5 * options_.l2 * w[i] * w[i];
      gradient[i] = options_.l2 * w[i];
    }
    std::vector<double> scores(classes_);
    for (const Example& example : examples_) {
      std::fill(scores.begin(), scores.end(), static_cast<double>(example.offset));
      for (const auto& [feature, value] : example.features) {
        if (!used_[feature]) continue;
        for (size_t k = 0; k < classes_; ++k) scores[k] += w[feature * classes_ + k] * value;
      }
      loss += example.weight * Slopes(example.label, scores);
      for (const auto& [feature, value] : example.features) {
        if (!used_[feature]) continue;
        for (size_t k = 0; k < classes_; ++k) gradient[feature * classes_ + k] += example.weight * scores[k] * value;
      }
    }
    return loss;
  }

 private:
  /// Turns scores into the slope of the loss by each of them; returns the loss.
  double Slopes(uint32_t label, std::vector<double>& scores) const {
    if (classes_ == 1) {
      const double s = scores[0], p = 1 / (1 + std::exp(-s));
      scores[0] = p - (label == 1);
      return label == 1 ? std::log1p(std::exp(-std::min(s, 700.0))) : std::log1p(std::exp(std::min(s, 700.0)));
    }
    const double top = *std::max_element(scores.begin(), scores.end());
    double sum = 0;
    for (const double s : scores) sum += std::exp(s - top);
    const double loss = top + std::log(sum) - scores[label];
    for (size_t k = 0; k < classes_; ++k) scores[k] = std::exp(scores[k] - top) / sum - (k == label);
    return loss;
  }

  const std::vector<Example>& examples_;
  size_t classes_;
  const LearnOptions& options_;
  std::vector<bool> used_;
};

/// Limited-memory BFGS (Nocedal, 1980) with a backtracking line search.
std::vector<double> Minimize(const Objective& objective, size_t size, size_t iterations) {
  constexpr size_t kMemory = 8;
  std::vector<double> w(size, 0), gradient(size), next(size), next_gradient(size), direction(size);
  struct Step {
    std::vector<double> s, y;
    double rho;
  };
  std::deque<Step> memory;
  double loss = objective(w, gradient);
  for (size_t n = 0; n < iterations; ++n) {
    direction = gradient;
    std::vector<double> alpha(memory.size());
    for (size_t i = memory.size(); i-- > 0;) {
      alpha[i] = memory[i].rho * Dot(memory[i].s, direction);
      for (size_t k = 0; k < size; ++k) direction[k] -= alpha[i] * memory[i].y[k];
    }
    const double scale = memory.empty() ? 1 / std::max(1.0, std::sqrt(Dot(gradient, gradient))) : 1 / (memory.back().rho * Dot(memory.back().y, memory.back().y));
    for (double& d : direction) d *= scale;
    for (size_t i = 0; i < memory.size(); ++i) {
      const double beta = memory[i].rho * Dot(memory[i].y, direction);
      for (size_t k = 0; k < size; ++k) direction[k] += (alpha[i] - beta) * memory[i].s[k];
    }
    const double slope = -Dot(gradient, direction);
    double step = 1, reached = loss;
    bool better = false;
    for (size_t tries = 0; tries < 20 && !better; ++tries, step *= 0.5) {
      for (size_t k = 0; k < size; ++k) next[k] = w[k] - step * direction[k];
      reached = objective(next, next_gradient);
      better = reached <= loss + 1e-4 * step * slope;
    }
    if (!better || loss - reached < 1e-7 * std::abs(loss)) break;
    Step made{std::vector<double>(size), std::vector<double>(size), 0};
    for (size_t k = 0; k < size; ++k) {
      made.s[k] = next[k] - w[k];
      made.y[k] = next_gradient[k] - gradient[k];
    }
    const double sy = Dot(made.s, made.y);
    w.swap(next);
    gradient.swap(next_gradient);
    loss = reached;
    if (sy <= 1e-12) continue;
    made.rho = 1 / sy;
    memory.push_back(std::move(made));
    if (memory.size() > kMemory) memory.pop_front();
  }
  return w;
}

}  // namespace

uint32_t FeatureIndex::Of(const std::string& name) {
  const auto [it, added] = index_.try_emplace(name, static_cast<uint32_t>(names_.size()));
  if (added) names_.push_back(name);
  return it->second;
}

bool IsPlainName(const std::string& name) {
  return name.find_first_of("\t\n\r") == std::string::npos && std::count(name.begin(), name.end(), '=') <= 1 && std::count(name.begin(), name.end(), '|') <= 1 && name.back() != ' ';
}

std::string WeightRows(const FeatureIndex& index, const std::vector<float>& weights, std::span<const std::string_view> classes) {
  constexpr float kLeast = 0.03f;
  std::vector<std::string> rows;
  char number[32];
  for (size_t i = 0; i < index.names().size(); ++i) {
    const std::string& name = index.names()[i];
    if (!IsPlainName(name)) continue;
    std::string row;
    for (size_t k = 0; k < classes.size(); ++k) {
      const float weight = weights[i * classes.size() + k];
      if (std::abs(weight) < kLeast) continue;
      std::snprintf(number, sizeof number, ":%.2f", static_cast<double>(weight));
      row.append(row.empty() ? "\t" : " ").append(classes[k]).append(number);
    }
    if (!row.empty()) rows.push_back(name + row);
  }
  std::sort(rows.begin(), rows.end());
  std::string out;
  for (const std::string& row : rows) out += row + "\n";
  return out;
}

Example MakeExample(const std::vector<WeighedFeature>& features, FeatureIndex& index) {
  Example out;
  for (const WeighedFeature& feature : features) out.features.emplace_back(index.Of(feature.name), feature.value);
  return out;
}

std::vector<float> Learn(const std::vector<Example>& examples, size_t features, size_t classes, const LearnOptions& options) {
  std::vector<uint32_t> seen(features, 0);
  for (const Example& example : examples) {
    for (const auto& [feature, value] : example.features) ++seen[feature];
  }
  std::vector<bool> used(features);
  for (size_t i = 0; i < features; ++i) used[i] = seen[i] >= options.fewest;
  const std::vector<double> w = Minimize(Objective(examples, classes, options, used), features * classes, options.iterations);
  return {w.begin(), w.end()};
}

std::vector<double> Scores(const Example& example, const std::vector<float>& weights, size_t classes) {
  std::vector<double> out(classes, 0);
  for (const auto& [feature, value] : example.features) {
    for (size_t k = 0; k < classes && (feature + 1) * classes <= weights.size(); ++k) out[k] += static_cast<double>(weights[feature * classes + k]) * value;
  }
  return out;
}

std::pair<double, double> Calibrate(const std::vector<std::pair<double, bool>>& scored) {
  std::vector<Example> examples;
  for (const auto& [score, right] : scored) {
    Example example;
    example.features = {{0, static_cast<float>(score)}, {1, 1.0f}};
    example.label = right;
    examples.push_back(std::move(example));
  }
  LearnOptions options;
  options.l2 = 1e-3;
  options.fewest = 0;
  const std::vector<float> w = Learn(examples, 2, 1, options);
  return {w[0], w[1]};
}

}  // namespace dateline::train
