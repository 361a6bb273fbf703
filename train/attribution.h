// Learns the weights of src/claims/attribution_model.h from examples: a logistic regression for "heads a cue", a chain over the words around each cue for what is
// source, cue and content. Floating point on this very machine; what comes out is rounded to small integers.
#pragma once

#include <cstdint>
#include <vector>

#include "claims/attribution_model.h"

namespace dateline {

/// Hashed features of many examples, one after another.
struct FeatureLists {
  std::vector<uint32_t> features;
  std::vector<uint32_t> begins = {0};
  size_t size() const { return begins.size() - 1; }
  void Close() { begins.push_back(static_cast<uint32_t>(features.size())); }
};

/// A word that may head a cue.
struct CueExamples {
  FeatureLists lists;
  std::vector<uint8_t> heads;  ///< 1: does
};

/// The words of a sentence around one cue; token and gap features lie in lists of their own.
struct LabelExample {
  uint32_t first_label = 0, first_edge = 0;  ///< of its lists
  uint32_t head = 0;
  std::vector<uint8_t> labels;
};
struct LabelExamples {
  FeatureLists label, edge;
  std::vector<LabelExample> examples;
};

struct TrainingOptions {
  uint32_t cue_epochs = 6, label_epochs = 6;
  float rate = 0.1f, cue_decay = 1e-5f, label_decay = 1e-5f;
  uint64_t seed = 20161108;
};

/// The same examples give the same weights.
void TrainCues(const CueExamples& examples, const TrainingOptions& options, std::vector<float>& weights);
void TrainLabels(const LabelExamples& examples, const TrainingOptions& options, std::vector<float>& label, std::vector<float>& edge);
/// Log odds of an example.
float CueScore(const CueExamples& examples, size_t example, const std::vector<float>& weights);

}  // namespace dateline
