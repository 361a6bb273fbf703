#include "language/network_format.h"

namespace dateline {

void AppendAffine(const AffineData& map, std::string& section) {
  const uint32_t in = PaddedIn(map.in), out = PaddedOut(map.out);
  std::vector<int8_t> weights(size_t{in} * out, 0);
  for (uint32_t o = 0; o < map.out; ++o) {
    for (uint32_t i = 0; i < map.in; ++i) weights[((o / 16) * size_t{in / 4} + i / 4) * 64 + (o % 16) * 4 + i % 4] = map.weights[size_t{o} * map.in + i];
  }
  AppendArray(weights, section);
  for (const std::vector<int32_t>* values : {&map.bias, &map.left, &map.right}) {
    std::vector<int32_t> padded = *values;
    padded.resize(out);
    AppendArray(padded, section);
  }
}

bool SectionCursor::TakeAffine(uint32_t in, uint32_t out, Affine& map) {
  map.in = PaddedIn(in);
  map.out = PaddedOut(out);
  map.weights = Take<int8_t>(size_t{map.in} * map.out);
  map.bias = Take<int32_t>(map.out);
  map.left = Take<int32_t>(map.out);
  map.right = Take<int32_t>(map.out);
  return map.right != nullptr;
}

}  // namespace dateline
