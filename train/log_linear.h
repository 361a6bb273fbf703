// Learns log-linear models (logistic and multinomial regression with L2) by L-BFGS; the same examples give the same weights.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dateline/candidate.h"

namespace dateline::train {

/// Names of features -> numbers.
class FeatureIndex {
 public:
  uint32_t Of(const std::string& name);
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::unordered_map<std::string, uint32_t> index_;
  std::vector<std::string> names_;
};

struct Example {
  std::vector<std::pair<uint32_t, float>> features;
  uint32_t label = 0;    ///< class; of two: 1 is the one whose weights are learned
  float weight = 1, offset = 0;  ///< offset: log-odds that are known before (of one class alone)
  uint32_t report = 0, group = 0;  ///< whose it is, for whoever looks at the results
};

/// A name that a table of weights can hold and the engine can make again.
bool IsPlainName(const std::string& name);

/// The rows of a table of weights by class, "feature<TAB>actor:0.52 place:-0.10", sorted by feature; weights near zero and names that no table can hold are left out.
std::string WeightRows(const FeatureIndex& index, const std::vector<float>& weights, std::span<const std::string_view> classes);

Example MakeExample(const std::vector<WeighedFeature>& features, FeatureIndex& index);

struct LearnOptions {
  double l2 = 1;        ///< penalty of half the squared weight
  size_t iterations = 120;
  uint32_t fewest = 2;  ///< features seen in fewer examples get no weight
};

/// Weights by feature and class (feature * classes + class). One class: the log-odds of label 1; more: a softmax over all of them.
std::vector<float> Learn(const std::vector<Example>& examples, size_t features, size_t classes, const LearnOptions& options);

/// The log-odds (one class) or the scores of all classes.
std::vector<double> Scores(const Example& example, const std::vector<float>& weights, size_t classes);

/// Slope and shift that make log-odds into probabilities that mean what they say (Platt, 1999).
std::pair<double, double> Calibrate(const std::vector<std::pair<double, bool>>& scored);

}  // namespace dateline::train
