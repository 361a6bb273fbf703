#include "train/export.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "dateline/syntax.h"
#include "language/network_format.h"

namespace dateline::train {
namespace {

template <class T>
T Round(float value, int bits) {
  const double scaled = std::round(std::ldexp(static_cast<double>(value), bits));
  return static_cast<T>(std::clamp(scaled, static_cast<double>(std::numeric_limits<T>::min()), static_cast<double>(std::numeric_limits<T>::max())));
}

/// Appends rows `begin` to `end` of `linear` to `map`, giving (value * factor + offset) in the fixed point of `bits` bits.
void AddRows(const Linear& linear, Eigen::Index begin, Eigen::Index end, int bits, AffineData& map, float factor = 1, float offset = 0) {
  map.in = static_cast<uint32_t>(linear.weight.cols());
  const int factor_bits = static_cast<int>(std::lround(std::log2(factor)));
  for (Eigen::Index r = begin; r < end; ++r) {
    const int exponent = Linear::Exponent(linear.weight.row(r));
    for (Eigen::Index i = 0; i < linear.weight.cols(); ++i) map.weights.push_back(static_cast<int8_t>(std::clamp(std::lround(std::ldexp(linear.weight(r, i), exponent)), -127L, 127L)));
    const int unit = kActivationBits + exponent, shift = bits + factor_bits - unit;
    int64_t bias = Round<int32_t>(linear.bias(r) + offset / factor, unit);
    if (shift < 0) bias += int64_t{1} << (-shift - 1);
    map.bias.push_back(static_cast<int32_t>(bias));
    map.left.push_back(std::max(shift, 0));
    map.right.push_back(std::max(-shift, 0));
    ++map.out;
  }
}

AffineData Whole(const Linear& linear, int bits) {
  AffineData map;
  AddRows(linear, 0, linear.weight.rows(), bits, map);
  return map;
}

AffineData LayerMap(const Linear& layer) {
  AffineData map;
  const Eigen::Index units = layer.weight.rows() / 4;
  for (const Eigen::Index block : {0, 2}) {
    AddRows(layer, block * units, (block + 1) * units, 15, map, 0.25f, 0.5f);
    AddRows(layer, (block + 1) * units, (block + 2) * units, 15, map);
  }
  return map;
}

template <class T, class Values>
void AppendRounded(const Values& values, int bits, std::string& section) {
  std::vector<T> out;
  for (Eigen::Index i = 0; i < values.size(); ++i) out.push_back(Round<T>(values(i), bits));
  AppendArray(out, section);
}

}  // namespace

std::string WordsSection(const Network& network) {
  std::string out;
  std::vector<int16_t> bias;
  for (const float b : network.words_bias) bias.push_back(static_cast<int16_t>(std::clamp(std::floor(b * 128), -32768.0f, 32767.0f)));
  AppendArray(bias, out);
  std::vector<int8_t> rows;
  rows.reserve(static_cast<size_t>(network.words.weight.size()));
  for (const float w : network.words.weight.reshaped()) rows.push_back(Round<int8_t>(w, Embedding::kExponent));
  AppendArray(rows, out);
  return out;
}

std::string NetworkSection(const Network& network) {
  const Shape& s = network.shape;
  NetworkHeader header;
  header.embedding = static_cast<uint32_t>(s.embedding);
  header.layers = static_cast<uint32_t>(s.layers.size());
  for (size_t l = 0; l < s.layers.size(); ++l) header.units[l] = static_cast<uint32_t>(s.layers[l]);
  header.tag_layer = static_cast<uint32_t>(s.tag_layer);
  header.name_layer = static_cast<uint32_t>(s.name_layer);
  header.arc = static_cast<uint32_t>(s.arc);
  header.label = static_cast<uint32_t>(s.label);
  header.upos = kUposCount, header.xpos = kXposCount, header.deprels = kDeprelCount, header.name_types = kNameTypeCount - 1;
  std::string out(reinterpret_cast<const char*>(&header), sizeof header);
  for (const Linear& layer : network.layers) AppendAffine(LayerMap(layer), out);
  for (const auto& [upos, xpos] : {std::pair{&network.upos, &network.xpos}, std::pair{&network.top_upos, &network.top_xpos}}) {
    AffineData tags = Whole(*upos, kScoreBits);
    AddRows(*xpos, 0, xpos->weight.rows(), kScoreBits, tags);
    AppendAffine(tags, out);
  }
  AppendAffine(Whole(network.names[static_cast<size_t>(NameHead::kShipped)], kScoreBits), out);
  AffineData heads = Whole(network.arc_word, 15);
  AddRows(network.arc_head, 0, s.arc, kHeadVectorBits, heads);
  AddRows(network.label_word, 0, s.label, kLabelSumBits, heads);
  AddRows(network.label_head, 0, s.label, kLabelSumBits, heads);
  AddRows(network.arc_bias, 0, 1, kArcBiasBits, heads);
  AppendAffine(heads, out);
  AppendAffine(Whole(network.label_out, kScoreBits), out);
  const Vector roots = network.roots.weight.col(0);
  AppendRounded<int8_t>(roots.head(s.arc), kHeadVectorBits, out);
  AppendRounded<int16_t>(roots.segment(s.arc, s.label), kLabelSumBits, out);
  Vector distances(kHeadDistances + 1);
  distances << network.distance.weight.col(0), roots(s.arc + s.label);
  AppendRounded<int32_t>(distances, kArcScoreBits, out);
  AppendRounded<int16_t>(network.label_bucket.weight.reshaped(), kLabelSumBits, out);
  return out;
}

}  // namespace dateline::train
