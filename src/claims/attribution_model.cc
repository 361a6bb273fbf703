#include "claims/attribution_model.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace dateline {
namespace {

constexpr size_t kHead = 32;
constexpr size_t kSeenBytes = (size_t{1} << AttributionModel::kSeenBits) / 8;
constexpr size_t kCueBytes = (size_t{2} << AttributionModel::kCueBits);
constexpr size_t kLabelBytes = (size_t{4} << AttributionModel::kLabelBits);
constexpr size_t kEdgeBytes = (size_t{8} << AttributionModel::kEdgeBits);

/// The step by which `weights` are rounded to +-`most`: the largest few of them are clipped.
float StepOf(const std::vector<float>& weights, float most) {
  std::vector<float> sizes;
  for (const float w : weights) {
    if (w != 0) sizes.push_back(std::fabs(w));
  }
  if (sizes.empty()) return 1;
  const size_t at = sizes.size() - 1 - sizes.size() / 5000;
  std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(at), sizes.end());
  return sizes[at] / most;
}

template <class T>
void Put(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class T>
void PutRounded(std::string& out, const std::vector<float>& weights, float step, float most) {
  for (const float w : weights) Put(out, static_cast<T>(std::clamp(std::round(w / step), -most, most)));
}

}  // namespace

std::string AttributionModel::Write(const Weights& weights) {
  const float cue_step = StepOf(weights.cue, 32767);
  std::vector<float> both = weights.label;
  both.insert(both.end(), weights.edge.begin(), weights.edge.end());
  const float step = StepOf(both, 127);
  std::string out;
  for (const uint32_t v : {kMagic, kCueBits, kLabelBits, kEdgeBits, kSeenBits}) Put(out, v);
  for (const float v : {cue_step, step, weights.threshold}) Put(out, v);
  out.append(reinterpret_cast<const char*>(weights.seen.data()), weights.seen.size());
  PutRounded<int16_t>(out, weights.cue, cue_step, 32767);
  PutRounded<int8_t>(out, weights.label, step, 127);
  PutRounded<int8_t>(out, weights.edge, step, 127);
  return out;
}

Result<AttributionModel> AttributionModel::Load(std::string_view section) {
  AttributionModel out;
  if (section.empty()) return out;
  uint32_t head[5] = {};
  float numbers[3] = {};
  const bool whole = section.size() == kHead + kSeenBytes + kCueBytes + kLabelBytes + kEdgeBytes;
  if (whole) {
    std::memcpy(head, section.data(), sizeof head);
    std::memcpy(numbers, section.data() + sizeof head, sizeof numbers);
  }
  const bool known = whole && head[0] == kMagic && head[1] == kCueBits && head[2] == kLabelBits && head[3] == kEdgeBits && head[4] == kSeenBits;
  if (!known || !(numbers[0] > 0) || !(numbers[1] > 0) || !std::isfinite(numbers[2])) {
    return Error{"knowledge/attribution.weights", "weights of another shape", "the file that came with this version, or one made by train_attribution"};
  }
  const char* at = section.data() + kHead;
  out.seen_ = reinterpret_cast<const uint8_t*>(at);
  out.cue_ = reinterpret_cast<const int16_t*>(at += kSeenBytes);
  out.label_ = reinterpret_cast<const int8_t*>(at += kCueBytes);
  out.edge_ = reinterpret_cast<const int8_t*>(at + kLabelBytes);
  out.cue_step_ = numbers[0];
  out.step_ = numbers[1];
  out.threshold_ = numbers[2];
  return out;
}

}  // namespace dateline
