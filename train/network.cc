#include "train/network.h"

#include <algorithm>
#include <cmath>

#include "dateline/syntax.h"
#include "language/decoder.h"

namespace dateline::train {
namespace {

using Eigen::Index;

constexpr float kStep = 128;       // activations are n / 128, n = 0 .. 127
constexpr float kHeadStep = 32;    // arc vectors of heads are n / 32, n = -127 .. 127
constexpr float kLeak = 0.1f;      // of a gradient that would bring a clipped unit back

/// 0 .. 1; on the grid the shipped network truncates to.
template <class A>
void Clip(A&& values, bool grid) {
  values = values.cwiseMax(0.0f).cwiseMin(1.0f);
  if (grid) values = (values.array() * kStep).floor().cwiseMin(kStep - 1) / kStep;
}

/// Gradient through a clip of `pre` at 0 and 1.
inline float Through(float pre, float gradient) {
  const bool low = pre <= 0, high = pre >= 1;
  const float leak = (low & (gradient < 0)) | (high & (gradient > 0)) ? kLeak : 0.0f;
  return gradient * (low | high ? leak : 1.0f);
}

void FillMask(Matrix& mask, Index rows, Index columns, float dropout, std::mt19937_64& random) {
  mask.resize(rows, columns);
  const float keep = 1 - dropout;
  const auto bar = static_cast<uint32_t>(static_cast<double>(dropout) * 65536);
  uint64_t bits = 0;
  int left = 0;
  for (float& m : mask.reshaped()) {
    if (left == 0) bits = random(), left = 4;
    m = (bits & 0xFFFF) < bar ? 0 : 1 / keep;
    bits >>= 16;
    --left;
  }
}

/// Softmax of a column in place; the loss of `gold`, then the gradient: probability minus one for the gold entry.
template <class C>
float SoftmaxLoss(C&& scores, Index gold) {
  const float top = scores.maxCoeff();
  scores = (scores.array() - top).exp();
  const float sum = scores.sum();
  scores /= sum;
  const float loss = -std::log(std::max(scores(gold), 1e-12f));
  scores(gold) -= 1;
  return loss;
}

Index ArgMax(const Eigen::Ref<const Vector>& v) {
  Index best = 0;
  v.maxCoeff(&best);
  return best;
}

}  // namespace

int DistanceBucket(int word, int head) { return head < 0 ? kHeadDistances - 1 : std::clamp(head - word, -kFarthestHead, kFarthestHead) + kFarthestHead; }

void Network::Init(const Shape& s, uint32_t rows, uint64_t seed) {
  shape = s;
  std::mt19937_64 random(seed);
  words.Init(s.embedding, rows, random);
  words_bias = Vector::Constant(s.embedding, 0.3f);
  int in = 3 * s.embedding;
  layers.resize(s.layers.size());
  for (size_t l = 0; l < layers.size(); ++l) {
    const int units = s.layers[l];
    layers[l].Init(4 * units, in, 1.2f, random);
    for (const int block : {1, 3}) layers[l].bias.segment(block * units, units).setConstant(0.3f);
    in = 2 * units + (l == 0 && layers.size() > 1 ? s.embedding : 0);  // the second layer sees the word itself too
  }
  const int tags = 2 * s.layers[static_cast<size_t>(s.tag_layer)], name_in = 2 * s.layers[static_cast<size_t>(s.name_layer)];
  upos.Init(kUposCount, tags, 1, random);
  xpos.Init(kXposCount, tags, 1, random);
  for (size_t h = 0; h < kNameHeads; ++h) names[h].Init(static_cast<Index>(LabelsOf(static_cast<NameHead>(h)).count()), name_in, 1, random);
  top_upos.Init(kUposCount, in, 1, random);
  top_xpos.Init(kXposCount, in, 1, random);
  arc_word.Init(s.arc, in, 1, random);
  arc_word.bias.setConstant(0.3f);
  arc_head.Init(s.arc, in, 1, random);
  arc_bias.Init(1, in, 1, random);
  label_word.Init(s.label, in, 1, random);
  label_word.bias.setConstant(0.3f);
  label_head.Init(s.label, in, 1, random);
  label_out.Init(kDeprelCount, s.label, 1, random);
  roots.Init(s.arc + s.label + 1, 1, 0.1f, random);
  distance.Init(kHeadDistances, 1, 0.01f, random);
  label_bucket.Init(s.label, kLabelBuckets, 0.1f, random);
}

std::vector<Linear*> Network::All() {
  std::vector<Linear*> out;
  for (Linear& l : layers) out.push_back(&l);
  for (Linear* l : {&upos, &xpos, &top_upos, &top_xpos, &arc_word, &arc_head, &arc_bias, &label_word, &label_head, &label_out, &roots, &distance, &label_bucket}) out.push_back(l);
  for (Linear& l : names) out.push_back(&l);
  return out;
}

void Network::Prepare(bool grid) {
  quantized = grid;
  for (Linear* l : All()) l->Prepare(grid && l != &roots && l != &distance && l != &label_bucket);
}

void Losses::Add(const Losses& o) {
  upos += o.upos, xpos += o.xpos, arc += o.arc, label += o.label, name += o.name;
  tagged += o.tagged, parsed += o.parsed, named += o.named;
}

Pass::Pass(const Network& network, const LossWeights& weights) : network_(&network), weights_(weights) {
  for (Linear* l : const_cast<Network&>(network).All()) order_.push_back(l);
  gradients.resize(order_.size());
  layers_.resize(network.layers.size());
}

LinearGradient& Pass::GradientOf(const Linear& linear) {
  return gradients[static_cast<size_t>(std::find(order_.begin(), order_.end(), &linear) - order_.begin())];
}

void Pass::ForwardLayer(size_t l, const Batch& batch) {
  Layer& layer = layers_[l];
  const Linear& linear = network_->layers[l];
  const Index units = linear.weight.rows() / 4, total = batch.begin.back();
  const Matrix& below = l == 0 ? input_ : layers_[l - 1].out;
  if (l == 0) {  // the words before and after beside each word
    const Index dim = below.rows();
    layer.in.setZero(3 * dim, total);
    layer.in.middleRows(dim, dim) = below;
    for (size_t s = 0; s + 1 < batch.begin.size(); ++s) {
      const Index b = batch.begin[s], n = batch.begin[s + 1] - b;
      layer.in.block(0, b + 1, dim, n - 1) = below.middleCols(b, n - 1);
      layer.in.block(2 * dim, b, dim, n - 1) = below.middleCols(b + 1, n - 1);
    }
  } else if (l == 1) {
    layer.in.resize(below.rows() + input_.rows(), total);
    layer.in << below, input_;
  } else {
    layer.in = below;
  }
  layer.pre.noalias() = linear.used * layer.in;
  layer.pre.colwise() += linear.bias;
  layer.state.resize(2 * units, total);
  for (size_t s = 0; s + 1 < batch.begin.size(); ++s) {
    const Index b = batch.begin[s], e = batch.begin[s + 1];
    for (int direction = 0; direction < 2; ++direction) {
      const Index row = direction * units, gate = direction * 2 * units;
      Index before = -1;
      for (Index k = 0; k < e - b; ++k) {
        const Index t = direction == 0 ? b + k : e - 1 - k;
        const auto z = (0.5f + 0.25f * layer.pre.col(t).segment(gate, units).array()).cwiseMax(0.0f).cwiseMin(1.0f);
        const auto c = layer.pre.col(t).segment(gate + units, units).array().cwiseMax(0.0f).cwiseMin(1.0f);
        if (before < 0) layer.state.col(t).segment(row, units) = z * c;
        else layer.state.col(t).segment(row, units) = layer.state.col(before).segment(row, units).array() + z * (c - layer.state.col(before).segment(row, units).array());
        before = t;
      }
    }
  }
  layer.out = layer.state;
  if (network_->quantized) Clip(layer.out, true);
}

void Pass::Forward(const Batch& batch, const Dropout& dropout, std::mt19937_64& random) {
  const Network& net = *network_;
  const Index total = batch.begin.back(), dim = net.shape.embedding;
  training_ = dropout.layer > 0;
  sums_.resize(dim, total);
  for (Index t = 0; t < total; ++t) {
    auto sum = sums_.col(t);
    sum = net.words_bias;
    for (const uint32_t row : batch.rows[static_cast<size_t>(t)]) {
      if (row == kNoFeatureRow) continue;
      if (net.quantized) sum.array() += (net.words.weight.col(row).array() * (1 << Embedding::kExponent)).round() / (1 << Embedding::kExponent);
      else sum += net.words.weight.col(row);
    }
  }
  input_ = sums_;
  Clip(input_, net.quantized);
  if (training_) {
    FillMask(input_mask_, dim, total, dropout.input, random);
    input_.array() *= input_mask_.array();
  }
  for (size_t l = 0; l < layers_.size(); ++l) {
    ForwardLayer(l, batch);
    if (!training_) continue;
    FillMask(layers_[l].mask, layers_[l].out.rows(), total, dropout.layer, random);
    layers_[l].out.array() *= layers_[l].mask.array();
  }
  const auto apply = [&](const Linear& linear, Matrix& out) {
    out.noalias() = linear.used * Top();
    out.colwise() += linear.bias;
  };
  apply(net.arc_word, arc_word_pre_);
  apply(net.arc_head, arc_head_pre_);
  apply(net.arc_bias, arc_bias_);
  apply(net.label_word, label_word_);
  apply(net.label_head, label_head_);
  arc_word_ = arc_word_pre_;
  Clip(arc_word_, net.quantized);
  arc_head_ = arc_head_pre_;
  if (net.quantized) arc_head_ = (arc_head_.array() * kHeadStep).round().cwiseMin(127).cwiseMax(-127) / kHeadStep;
  label_dropout_ = dropout.head;
  if (training_) {
    FillMask(arc_word_mask_, arc_word_.rows(), total, dropout.head, random);
    arc_word_.array() *= arc_word_mask_.array();
    FillMask(label_mask_, label_word_.rows(), total, dropout.head, random);
  }
}

Matrix Pass::ArcScores(const Batch& batch, size_t s) const {
  const Network& net = *network_;
  const Index b = batch.begin[s], n = batch.begin[s + 1] - b, dim = net.shape.arc;
  Matrix scores(n + 1, n);
  const auto words = arc_word_.middleCols(b, n);
  scores.row(0).noalias() = net.roots.used.col(0).head(dim).transpose() * words;
  scores.row(0).array() += net.roots.used(dim + net.shape.label, 0);
  scores.bottomRows(n).noalias() = arc_head_.middleCols(b, n).transpose() * words;
  scores.bottomRows(n).colwise() += arc_bias_.middleCols(b, n).transpose().col(0);
  for (Index w = 0; w < n; ++w) {
    for (Index h = 0; h <= n; ++h) scores(h, w) += net.distance.used(DistanceBucket(static_cast<int>(w), static_cast<int>(h) - 1), 0);
    scores(w + 1, w) = -1e9f;
  }
  return scores;
}

Matrix Pass::LabelHidden(const Batch& batch, size_t s, const std::vector<int>& heads, Matrix& pre) const {
  const Network& net = *network_;
  const Index b = batch.begin[s], n = batch.begin[s + 1] - b, dim = net.shape.label;
  pre.resize(dim, n);
  for (Index w = 0; w < n; ++w) {
    const int h = heads[static_cast<size_t>(w)];
    pre.col(w) = label_word_.col(b + w) + net.label_bucket.used.col(LabelBucket(static_cast<int>(w), h - 1));
    if (h == 0) pre.col(w) += net.roots.used.col(0).segment(net.shape.arc, dim);
    else pre.col(w) += label_head_.col(b + h - 1);
  }
  Matrix hidden = pre;
  Clip(hidden, net.quantized);
  if (training_) hidden.array() *= label_mask_.middleCols(b, n).array();
  return hidden;
}

void Pass::TagLoss(const Linear& linear, size_t layer, const Batch& batch, std::vector<int16_t> Example::*gold, float weight, Matrix& state_gradient, double& loss) {
  const Matrix& state = layers_[layer].out;
  LinearGradient& gradient = GradientOf(linear);
  Matrix scores = linear.used * state;
  scores.colwise() += linear.bias;
  for (size_t s = 0; s < batch.sentences.size(); ++s) {
    const Example& e = *batch.sentences[s];
    const Index b = batch.begin[s], n = batch.begin[s + 1] - b;
    if ((e.*gold).empty()) {
      scores.middleCols(b, n).setZero();
      continue;
    }
    for (Index w = 0; w < n; ++w) {
      const int16_t g = (e.*gold)[static_cast<size_t>(w)];
      if (g == kUnknown) {
        scores.col(b + w).setZero();
        continue;
      }
      loss += static_cast<double>(SoftmaxLoss(scores.col(b + w), g));
      scores.col(b + w) *= weight * e.weight;
    }
  }
  gradient.weight.noalias() += scores * state.transpose();
  gradient.bias += scores.rowwise().sum();
  state_gradient.noalias() += linear.used.transpose() * scores;
}

void Pass::NameLoss(size_t h, const Batch& batch, Losses& losses, Matrix& state_gradient, float scale) {
  const Linear& linear = network_->names[h];
  const Matrix& state = layers_[static_cast<size_t>(network_->shape.name_layer)].out;
  LinearGradient& gradient = GradientOf(linear);
  Matrix scores = linear.used * state;
  scores.colwise() += linear.bias;
  for (size_t s = 0; s < batch.sentences.size(); ++s) {
    const Example& e = *batch.sentences[s];
    const Index b = batch.begin[s], n = batch.begin[s + 1] - b;
    for (Index w = 0; w < n; ++w) {
      const int16_t g = e.names[h].empty() ? kUnknown : e.names[h][static_cast<size_t>(w)];
      if (g == kUnknown) {
        scores.col(b + w).setZero();
        continue;
      }
      losses.name += static_cast<double>(SoftmaxLoss(scores.col(b + w), g));
      ++losses.named;
      scores.col(b + w) *= weights_.names * scale;
    }
  }
  gradient.weight.noalias() += scores * state.transpose();
  gradient.bias += scores.rowwise().sum();
  state_gradient.noalias() += linear.used.transpose() * scores;
}

void Pass::TreeLoss(const Batch& batch, size_t s, float scale, Losses& losses) {
  const Network& net = *network_;
  const Example& e = *batch.sentences[s];
  const Index b = batch.begin[s], n = batch.begin[s + 1] - b, arc = net.shape.arc, label = net.shape.label;
  const float weight = scale * e.weight;
  Matrix scores = ArcScores(batch, s);
  for (Index w = 0; w < n; ++w) {
    losses.arc += static_cast<double>(SoftmaxLoss(scores.col(w), e.head[static_cast<size_t>(w)]));
    scores.col(w) *= weight;
  }
  losses.parsed += static_cast<size_t>(n);
  const auto words = arc_word_.middleCols(b, n);
  LinearGradient &roots = GradientOf(net.roots), &distance = GradientOf(net.distance), &buckets = GradientOf(net.label_bucket), &out = GradientOf(net.label_out);
  d_arc_word_.middleCols(b, n).noalias() = arc_head_.middleCols(b, n) * scores.bottomRows(n) + net.roots.used.col(0).head(arc) * scores.row(0);
  d_arc_head_.middleCols(b, n).noalias() = words * scores.bottomRows(n).transpose();
  d_arc_bias_.middleCols(b, n) = scores.bottomRows(n).rowwise().sum().transpose();
  roots.weight.col(0).head(arc) += words * scores.row(0).transpose();
  roots.weight(arc + label, 0) += scores.row(0).sum();
  for (Index w = 0; w < n; ++w) {
    for (Index h = 0; h <= n; ++h) distance.weight(DistanceBucket(static_cast<int>(w), static_cast<int>(h) - 1), 0) += scores(h, w);
  }

  const std::vector<int> heads(e.head.begin(), e.head.end());
  Matrix pre;
  const Matrix hidden = LabelHidden(batch, s, heads, pre);
  Matrix logits = net.label_out.used * hidden;
  logits.colwise() += net.label_out.bias;
  for (Index w = 0; w < n; ++w) {
    losses.label += static_cast<double>(SoftmaxLoss(logits.col(w), e.deprel[static_cast<size_t>(w)]));
    logits.col(w) *= weight;
  }
  out.weight.noalias() += logits * hidden.transpose();
  out.bias += logits.rowwise().sum();
  Matrix d = net.label_out.used.transpose() * logits;
  for (Index w = 0; w < n; ++w) {
    for (Index k = 0; k < label; ++k) d(k, w) = Through(pre(k, w), d(k, w) * label_mask_(k, b + w));
    const int h = heads[static_cast<size_t>(w)];
    d_label_word_.col(b + w) += d.col(w);
    buckets.weight.col(LabelBucket(static_cast<int>(w), h - 1)) += d.col(w);
    if (h == 0) roots.weight.col(0).segment(arc, label) += d.col(w);
    else d_label_head_.col(b + h - 1) += d.col(w);
  }
}

void Pass::BackwardLayer(size_t l, const Batch& batch, Matrix& out_gradient, Matrix& in_gradient) {
  Layer& layer = layers_[l];
  const Linear& linear = network_->layers[l];
  const Index units = linear.weight.rows() / 4, total = batch.begin.back();
  out_gradient.array() *= layer.mask.array();
  Matrix d_pre(4 * units, total);
  Vector carry(units);
  const Vector zeros = Vector::Zero(units);
  for (size_t s = 0; s + 1 < batch.begin.size(); ++s) {
    const Index b = batch.begin[s], e = batch.begin[s + 1];
    for (int direction = 0; direction < 2; ++direction) {
      const Index row = direction * units, gate = direction * 2 * units;
      carry.setZero();
      for (Index k = e - b; k-- > 0;) {
        const Index t = direction == 0 ? b + k : e - 1 - k, before = direction == 0 ? t - 1 : t + 1;
        const float *gates = &layer.pre(gate, t), *values = gates + units, *from = &out_gradient(row, t), *past = k == 0 ? zeros.data() : &layer.state(row, before);
        float *d_gates = &d_pre(gate, t), *d_values = d_gates + units, *c_out = carry.data();
#pragma GCC ivdep
        for (Index u = 0; u < units; ++u) {
          const float pre_z = 0.5f + 0.25f * gates[u], pre_c = values[u];
          const float z = std::min(std::max(pre_z, 0.0f), 1.0f), c = std::min(std::max(pre_c, 0.0f), 1.0f);
          const float d = from[u] + c_out[u];
          d_gates[u] = 0.25f * Through(pre_z, d * (c - past[u]));
          d_values[u] = Through(pre_c, d * z);
          c_out[u] = d * (1 - z);
        }
      }
    }
  }
  LinearGradient& gradient = GradientOf(linear);
  gradient.weight.noalias() += d_pre * layer.in.transpose();
  gradient.bias += d_pre.rowwise().sum();
  if (l == 1) {
    const Matrix both = linear.used.transpose() * d_pre;
    in_gradient += both.topRows(in_gradient.rows());
    direct_gradient_ = both.bottomRows(input_.rows());
    return;
  }
  if (l > 1) {
    in_gradient.noalias() += linear.used.transpose() * d_pre;
    return;
  }
  const Matrix window = linear.used.transpose() * d_pre;
  const Index dim = window.rows() / 3;
  in_gradient = window.middleRows(dim, dim);
  if (layers_.size() > 1) in_gradient += direct_gradient_;
  for (size_t s = 0; s + 1 < batch.begin.size(); ++s) {
    const Index b = batch.begin[s], n = batch.begin[s + 1] - b;
    in_gradient.middleCols(b, n - 1) += window.block(0, b + 1, dim, n - 1);
    in_gradient.middleCols(b + 1, n - 1) += window.block(2 * dim, b, dim, n - 1);
  }
}

void Pass::BackwardInput(const Matrix& gradient) {
  input_gradient = gradient;
  input_gradient.array() *= input_mask_.array();
  for (Index i = 0; i < input_gradient.size(); ++i) input_gradient.data()[i] = Through(sums_.data()[i], input_gradient.data()[i]);
  input_bias_gradient = input_gradient.rowwise().sum();
}

Losses Pass::Backward(const Batch& batch, float scale) {
  const Network& net = *network_;
  for (size_t i = 0; i < order_.size(); ++i) gradients[i].Clear(*order_[i]);
  const Index total = batch.begin.back();
  d_arc_word_.setZero(net.shape.arc, total);
  d_arc_head_.setZero(net.shape.arc, total);
  d_arc_bias_.setZero(1, total);
  d_label_word_.setZero(net.shape.label, total);
  d_label_head_.setZero(net.shape.label, total);
  Losses losses;
  for (size_t s = 0; s < batch.sentences.size(); ++s) {
    if (batch.sentences[s]->has_tree()) TreeLoss(batch, s, scale, losses);
  }
  std::vector<Matrix> d(layers_.size());
  for (size_t l = 0; l < layers_.size(); ++l) d[l] = Matrix::Zero(layers_[l].out.rows(), total);
  d_arc_word_.array() *= arc_word_mask_.array();
  for (Index i = 0; i < d_arc_word_.size(); ++i) d_arc_word_.data()[i] = Through(arc_word_pre_.data()[i], d_arc_word_.data()[i]);
  const auto back = [&](const Linear& linear, const Matrix& gradient) {
    LinearGradient& own = GradientOf(linear);
    own.weight.noalias() += gradient * Top().transpose();
    own.bias += gradient.rowwise().sum();
    d.back().noalias() += linear.used.transpose() * gradient;
  };
  back(net.arc_word, d_arc_word_);
  back(net.arc_head, d_arc_head_);
  back(net.arc_bias, d_arc_bias_);
  back(net.label_word, d_label_word_);
  back(net.label_head, d_label_head_);
  const auto tags = static_cast<size_t>(net.shape.tag_layer);
  double fast_loss = 0;
  TagLoss(net.upos, tags, batch, &Example::upos, weights_.upos * scale, d[tags], fast_loss);
  TagLoss(net.xpos, tags, batch, &Example::xpos, weights_.xpos * scale, d[tags], fast_loss);
  TagLoss(net.top_upos, layers_.size() - 1, batch, &Example::upos, weights_.upos * scale, d.back(), losses.upos);
  TagLoss(net.top_xpos, layers_.size() - 1, batch, &Example::xpos, weights_.xpos * scale, d.back(), losses.xpos);
  losses.tagged += static_cast<size_t>(total);
  for (size_t h = 0; h < kNameHeads; ++h) NameLoss(h, batch, losses, d[static_cast<size_t>(net.shape.name_layer)], scale);
  Matrix input;
  for (size_t l = layers_.size(); l-- > 0;) BackwardLayer(l, batch, d[l], l == 0 ? input : d[l - 1]);
  BackwardInput(input);
  return losses;
}

Pass::Prediction Pass::Predict(const Batch& batch, size_t s) const {
  const Network& net = *network_;
  const Index b = batch.begin[s], n = batch.begin[s + 1] - b;
  Prediction out;
  const auto tag = [&](const Linear& linear, const Matrix& state, std::vector<int>& into) {
    Matrix scores = linear.used * state.middleCols(b, n);
    scores.colwise() += linear.bias;
    for (Index w = 0; w < n; ++w) into.push_back(static_cast<int>(ArgMax(scores.col(w))));
  };
  tag(net.upos, layers_[static_cast<size_t>(net.shape.tag_layer)].out, out.fast_upos);
  tag(net.top_upos, Top(), out.upos);
  tag(net.top_xpos, Top(), out.xpos);
  const Matrix scores = ArcScores(batch, s);
  out.head.resize(static_cast<size_t>(n));
  if (n <= TreeDecoder::kLongest) {
    std::vector<int32_t> whole(static_cast<size_t>(n * (n + 1)));
    for (Index w = 0; w < n; ++w) {
      for (Index h = 0; h <= n; ++h) whole[static_cast<size_t>(w * (n + 1) + h)] = h == w + 1 ? 0 : static_cast<int32_t>(scores(h, w) * 4096);
    }
    std::vector<uint16_t> heads(static_cast<size_t>(n));
    static thread_local TreeDecoder decoder;
    decoder.Decode(whole.data(), static_cast<size_t>(n + 1), static_cast<uint32_t>(n), heads.data());
    std::copy(heads.begin(), heads.end(), out.head.begin());
  } else {
    for (Index w = 0; w < n; ++w) out.head[static_cast<size_t>(w)] = static_cast<int>(ArgMax(scores.col(w)));
  }
  Matrix pre;
  Matrix logits = net.label_out.used * LabelHidden(batch, s, out.head, pre);
  logits.colwise() += net.label_out.bias;
  constexpr auto kRootRow = static_cast<Index>(Deprel::kRoot);
  for (Index w = 0; w < n; ++w) {
    const bool root = out.head[static_cast<size_t>(w)] == 0;
    logits(0, w) = logits(kRootRow, w) = -1e9f;
    out.deprel.push_back(root ? static_cast<int>(kRootRow) : static_cast<int>(ArgMax(logits.col(w))));
  }
  return out;
}

std::vector<int> Pass::PredictNames(const Batch& batch, size_t s, NameHead head) const {
  const Linear& linear = network_->names[static_cast<size_t>(head)];
  const Index b = batch.begin[s], n = batch.begin[s + 1] - b;
  Matrix scores = linear.used * layers_[static_cast<size_t>(network_->shape.name_layer)].out.middleCols(b, n);
  scores.colwise() += linear.bias;
  const Index labels = scores.rows();
  std::vector<std::vector<int>> back(static_cast<size_t>(n), std::vector<int>(static_cast<size_t>(labels)));
  for (Index w = 0; w < n; ++w) {
    Vector from = w > 0 ? Vector(scores.col(w - 1)) : Vector::Constant(labels, -1e9f);
    if (w == 0) from(0) = 0;
    const auto best = static_cast<int>(ArgMax(from));
    for (Index k = 0; k < labels; ++k) {
      int source = best;
      if (k > 0 && k % 2 == 0) source = static_cast<int>(from(k) > from(k - 1) ? k : k - 1);
      back[static_cast<size_t>(w)][static_cast<size_t>(k)] = source;
      scores(k, w) += from(source);
    }
  }
  std::vector<int> out(static_cast<size_t>(n));
  auto at = static_cast<int>(ArgMax(scores.col(n - 1)));
  for (Index w = n; w-- > 0;) {
    out[static_cast<size_t>(w)] = at;
    at = back[static_cast<size_t>(w)][static_cast<size_t>(at)];
  }
  return out;
}

}  // namespace dateline::train
