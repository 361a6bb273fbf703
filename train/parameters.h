// Weights of the network in training: values, gradients and Adam's moments; and the grid of 8-bit numbers that the shipped network computes on.
#pragma once

#include <Eigen/Dense>
#include <cstdint>
#include <random>
#include <vector>

namespace dateline::train {

using Matrix = Eigen::MatrixXf;  ///< column-major; a column is a word
using Vector = Eigen::VectorXf;

/// Learning rate and step of one update (Kingma & Ba, 2015).
struct Step {
  float rate = 0;
  int64_t number = 0;  ///< 1-based
};

/// out x in weights with a bias a row. Rows are quantized with a power of two each: the largest exponent from kLeastExponent to
/// kMostExponent (language/network_format.h) that keeps the row within +-127.
struct Linear {
  Matrix weight;
  Vector bias;
  Matrix used;  ///< `weight`, on the 8-bit grid when so asked

  void Init(Eigen::Index out, Eigen::Index in, float scale, std::mt19937_64& random);
  /// Sets `used`.
  void Prepare(bool quantized);
  void Update(const Matrix& weight_gradient, const Vector& bias_gradient, const Step& step);
  /// The exponent of a row, as Prepare and the writer of the model choose it.
  static int Exponent(const Eigen::Ref<const Eigen::RowVectorXf>& row);

 private:
  Matrix m_, v_;
  Vector bias_m_, bias_v_;
};

/// Gradients of one Linear, one a thread.
struct LinearGradient {
  Matrix weight;
  Vector bias;
  void Clear(const Linear& of);
  void Add(const LinearGradient& other);
};

/// dim x rows; only rows that a batch touches are updated.
struct Embedding {
  static constexpr int kExponent = 6;

  Matrix weight;
  void Init(Eigen::Index dim, Eigen::Index rows, std::mt19937_64& random);
  void Update(const std::vector<uint32_t>& rows, const Matrix& gradient, const Step& step);

 private:
  Matrix m_, v_;
};

}  // namespace dateline::train
