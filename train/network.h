// The network in training, in floats. What it computes is said in src/language/network.h, where the same is done in integers.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "language/features.h"
#include "language/network_format.h"
#include "train/examples.h"
#include "train/parameters.h"

namespace dateline::train {

struct Shape {
  int embedding = 128;
  std::vector<int> layers = {64, 160, 160};  ///< units a direction
  int tag_layer = 0;
  int name_layer = 2;
  int arc = 96;
  int label = 96;
};

/// Index of the score of a distance; both 0-based, head -1: root (language/network_format.h).
int DistanceBucket(int word, int head);

/// Words of a batch: sentences one behind the other.
struct Batch {
  std::vector<const Example*> sentences;
  std::vector<Eigen::Index> begin;  ///< of each sentence; one more at the end
  std::vector<FeatureRows> rows;
};

struct Network {
  Shape shape;
  Embedding words;
  Vector words_bias;
  std::vector<Linear> layers;
  Linear upos, xpos;          ///< from the tag layer, for those who want tags alone
  Linear top_upos, top_xpos;  ///< from the top, where the tree is read too
  Linear arc_word, arc_head, label_word, label_head, label_out;
  Linear roots;  ///< arc vector, label vector and bias of the root (weight: (arc + label + 1) x 1)
  Linear arc_bias;  ///< how likely a word is a head at all: 1 x state
  Linear distance;  ///< kHeadDistances x 1
  Linear label_bucket;  ///< label x kLabelBuckets
  Linear names[kNameHeads];

  void Init(const Shape& s, uint32_t rows, uint64_t seed);
  std::vector<Linear*> All();
  void Prepare(bool quantized);
  bool quantized = false;
};

/// What each loss counts, beside 1 for arcs and 1 for relations.
struct LossWeights {
  float upos = 1.0f, xpos = 0.5f, names = 1.0f;
};

struct Dropout {
  float input = 0, layer = 0, head = 0;
};

struct Losses {
  double upos = 0, xpos = 0, arc = 0, label = 0, name = 0;
  size_t tagged = 0, parsed = 0, named = 0;
  void Add(const Losses& o);
};

/// Forward and backward over a batch; one a thread.
class Pass {
 public:
  explicit Pass(const Network& network, const LossWeights& weights = {});

  void Forward(const Batch& batch, const Dropout& dropout, std::mt19937_64& random);
  /// Gradients of the losses; `scale` multiplies them all.
  Losses Backward(const Batch& batch, float scale);

  /// What the network says of sentence `s` of the batch, after Forward; heads (0: root) by the best projective tree.
  struct Prediction {
    std::vector<int> fast_upos, upos, xpos, head, deprel;  ///< fast: from the tag layer
  };
  Prediction Predict(const Batch& batch, size_t s) const;
  /// Labels of one name head by the best path on which I follows B or I of its type.
  std::vector<int> PredictNames(const Batch& batch, size_t s, NameHead head) const;

  std::vector<LinearGradient> gradients;  ///< in the order of Network::All()
  Matrix input_gradient;                  ///< of the sums of rows, a column a word
  Vector input_bias_gradient;

 private:
  struct Layer {
    Matrix in, pre, state, out, mask;
  };
  const Matrix& Top() const { return layers_.back().out; }
  void ForwardLayer(size_t l, const Batch& batch);
  void BackwardLayer(size_t l, const Batch& batch, Matrix& out_gradient, Matrix& in_gradient);
  void BackwardInput(const Matrix& gradient);
  void TagLoss(const Linear& linear, size_t layer, const Batch& batch, std::vector<int16_t> Example::*gold, float weight, Matrix& state_gradient, double& loss);
  void NameLoss(size_t h, const Batch& batch, Losses& losses, Matrix& state_gradient, float scale);
  void TreeLoss(const Batch& batch, size_t s, float scale, Losses& losses);
  Matrix ArcScores(const Batch& batch, size_t s) const;
  Matrix LabelHidden(const Batch& batch, size_t s, const std::vector<int>& heads, Matrix& pre) const;
  LinearGradient& GradientOf(const Linear& linear);

  const Network* network_;
  LossWeights weights_;
  std::vector<const Linear*> order_;
  Matrix sums_, input_, input_mask_, direct_gradient_;
  std::vector<Layer> layers_;
  Matrix arc_word_pre_, arc_word_, arc_word_mask_, arc_head_pre_, arc_head_, arc_bias_, label_word_, label_head_, label_mask_;
  Matrix d_arc_word_, d_arc_head_, d_arc_bias_, d_label_word_, d_label_head_;
  float label_dropout_ = 0;
  bool training_ = false;
};

}  // namespace dateline::train
