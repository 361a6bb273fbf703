#include "train/parameters.h"

#include <algorithm>
#include <cmath>

#include "language/network_format.h"

namespace dateline::train {
namespace {

constexpr float kBeta1 = 0.9f, kBeta2 = 0.98f, kEpsilon = 1e-8f;

struct Corrections {
  float rate, root;
};

Corrections Correct(const Step& step) {
  const auto t = static_cast<float>(step.number);
  return {step.rate / (1 - std::pow(kBeta1, t)), 1 / std::sqrt(1 - std::pow(kBeta2, t))};
}

template <class W, class M, class G>
void Adam(W&& weight, M&& m, M&& v, const G& gradient, const Corrections& c) {
  m.array() = kBeta1 * m.array() + (1 - kBeta1) * gradient.array();
  v.array() = kBeta2 * v.array() + (1 - kBeta2) * gradient.array().square();
  weight.array() -= c.rate * m.array() / (v.array().sqrt() * c.root + kEpsilon);
}

}  // namespace

void Linear::Init(Eigen::Index out, Eigen::Index in, float scale, std::mt19937_64& random) {
  const float limit = scale * std::sqrt(6.0f / static_cast<float>(in + out));
  std::uniform_real_distribution<float> draw(-limit, limit);
  weight.resize(out, in);
  for (float& w : weight.reshaped()) w = draw(random);
  bias = Vector::Zero(out);
  m_ = v_ = Matrix::Zero(out, in);
  bias_m_ = bias_v_ = Vector::Zero(out);
  used = weight;
}

int Linear::Exponent(const Eigen::Ref<const Eigen::RowVectorXf>& row) {
  const float largest = row.cwiseAbs().maxCoeff();
  int exponent = kMostExponent;
  while (exponent > kLeastExponent && largest * static_cast<float>(1 << exponent) > 127.0f) --exponent;
  return exponent;
}

void Linear::Prepare(bool quantized) {
  used = weight;
  if (!quantized) return;
  for (Eigen::Index r = 0; r < used.rows(); ++r) {
    const auto scale = static_cast<float>(1 << Exponent(used.row(r)));
    used.row(r) = (used.row(r) * scale).array().round().cwiseMin(127).cwiseMax(-127) / scale;
  }
}

void Linear::Update(const Matrix& weight_gradient, const Vector& bias_gradient, const Step& step) {
  const Corrections c = Correct(step);
  Adam(weight, m_, v_, weight_gradient, c);
  Adam(bias, bias_m_, bias_v_, bias_gradient, c);
}

void LinearGradient::Clear(const Linear& of) {
  weight.setZero(of.weight.rows(), of.weight.cols());
  bias.setZero(of.bias.size());
}

void LinearGradient::Add(const LinearGradient& other) {
  weight += other.weight;
  bias += other.bias;
}

void Embedding::Init(Eigen::Index dim, Eigen::Index rows, std::mt19937_64& random) {
  std::uniform_real_distribution<float> draw(-0.1f, 0.1f);
  weight.resize(dim, rows);
  for (float& w : weight.reshaped()) w = draw(random);
  m_ = v_ = Matrix::Zero(dim, rows);
}

void Embedding::Update(const std::vector<uint32_t>& rows, const Matrix& gradient, const Step& step) {
  const Corrections c = Correct(step);
  constexpr float kLargest = 127.0f / (1 << kExponent);
  for (size_t i = 0; i < rows.size(); ++i) {
    Adam(weight.col(rows[i]), m_.col(rows[i]), v_.col(rows[i]), gradient.col(static_cast<Eigen::Index>(i)), c);
    weight.col(rows[i]) = weight.col(rows[i]).cwiseMin(kLargest).cwiseMax(-kLargest);
  }
}

}  // namespace dateline::train
