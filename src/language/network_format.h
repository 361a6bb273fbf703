// How the network lies in the model file: sections "words" (embedding rows) and "network" (header, maps, small tables). The trainer writes it, the engine uses it in place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"
#include "language/kernels.h"

namespace dateline {

inline constexpr uint32_t kMostLayers = 4;

struct NetworkHeader {
  static constexpr uint32_t kMagic = 0x3154454E;  // "NET1"
  uint32_t magic = kMagic;
  uint32_t embedding = 0;  ///< a multiple of 32
  uint32_t layers = 0;
  uint32_t units[kMostLayers] = {};  ///< a direction; multiples of 32
  uint32_t tag_layer = 0, name_layer = 0;
  uint32_t arc = 0, label = 0;  ///< multiples of 32
  uint32_t upos = 0, xpos = 0, deprels = 0, name_types = 0;  ///< sizes of the closed lists the model was made for (dateline/syntax.h)
  uint32_t reserved = 0;
};

/// Arc scores depend on how far the head is: -kFarthestHead .. kFarthestHead, then the root.
inline constexpr int kFarthestHead = 32;
inline constexpr int kHeadDistances = 2 * kFarthestHead + 2;
/// Relations on direction and distance: 1, 2, 3-5, farther; to the left, to the right; the root.
inline constexpr int kLabelBuckets = 9;
/// `word` and `head` count from 0; head -1 is the root.
constexpr int LabelBucket(int word, int head) {
  if (head < 0) return kLabelBuckets - 1;
  const int size = head < word ? word - head : head - word;
  return (head < word ? 0 : 4) + (size == 1 ? 0 : size == 2 ? 1 : size <= 5 ? 2 : 3);
}

/// Fixed points: activations n/128, arc vectors of heads n/32, arc scores n/4096, how likely a word is a head n/2048, label sums n/4096, scores of tags, labels and names
/// n/32768.
inline constexpr int kActivationBits = 7, kHeadVectorBits = 5, kArcScoreBits = 12, kArcBiasBits = 11, kLabelSumBits = 12, kScoreBits = 15;
/// A weight is n / 2^e with e from kLeastExponent to kMostExponent, one a row.
inline constexpr int kLeastExponent = 4, kMostExponent = 8;

/// One map before it is laid out: row-major weights, true sizes.
struct AffineData {
  uint32_t in = 0, out = 0;
  std::vector<int8_t> weights;
  std::vector<int32_t> bias, left, right;
};

inline uint32_t PaddedIn(uint32_t in) { return (in + 3) / 4 * 4; }
inline uint32_t PaddedOut(uint32_t out) { return (out + 15) / 16 * 16; }

/// Appends with every array at a multiple of 64 bytes.
void AppendAffine(const AffineData& map, std::string& section);
template <class T>
void AppendArray(const std::vector<T>& values, std::string& section) {
  section.resize((section.size() + 63) / 64 * 64);
  section.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

/// Takes arrays off a section in the order they were appended; null once the section is too short.
class SectionCursor {
 public:
  SectionCursor(std::string_view section, size_t at) : section_(section), at_(at) {}
  template <class T>
  const T* Take(size_t count) {
    at_ = (at_ + 63) / 64 * 64;
    if (at_ > section_.size() || count > (section_.size() - at_) / sizeof(T)) return at_ = section_.size() + 1, nullptr;
    const auto* out = reinterpret_cast<const T*>(section_.data() + at_);
    at_ += count * sizeof(T);
    return out;
  }
  /// A map of these true sizes; false where the bytes are missing.
  bool TakeAffine(uint32_t in, uint32_t out, Affine& map);
  bool AtEnd() const { return at_ == section_.size(); }

 private:
  std::string_view section_;
  size_t at_;
};

}  // namespace dateline
