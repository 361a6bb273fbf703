// What was learned about attribution (train/attribution.cc, on the PolNeAR training part): hashed log-linear weights, used in place. Two questions: is this word
// the head of a cue, and which words of the sentence are source, cue and content of the cue with this head.
//
// Section "attribution.weights", little-endian:
//   u32 magic | u32 cue bits | u32 label bits | u32 edge bits | u32 seen bits | f32 step of the cue weights | f32 step of the others | f32 threshold
//   u8 seen[2^seen bits / 8]     bit: hash of lemma and part of speech of words that head a cue often enough to be looked at
//   i16 cue[2^cue bits]          weight of a feature for "heads a cue"
//   i8 label[2^label bits][4]    of a feature of a token for source, cue, content, (unused)
//   i8 edge[2^edge bits][8]      of a feature of the gap before a token: for source, cue, content to begin there (4), and to end there (4)
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"

namespace dateline {

/// Labels of the words around a cue.
enum AttributionLabel : uint8_t { kOutside, kInSource, kInCue, kInContent };

/// A mixed hash of a feature: `kind` tells the question, the others the answer. Never 0 on purpose: it is no key, only a place in a table.
inline uint32_t FeatureHash(uint32_t kind, uint32_t a, uint32_t b = 0, uint32_t c = 0) {
  uint64_t h = (uint64_t{a} << 32 | b) ^ (uint64_t{kind} * 0x9E3779B97F4A7C15u);
  h = (h ^ (h >> 29)) * 0xBF58476D1CE4E5B9u + c;
  h = (h ^ (h >> 32)) * 0x94D049BB133111EBu;
  return static_cast<uint32_t>(h >> 32);
}

class AttributionModel {
 public:
  static constexpr uint32_t kMagic = 0x31525441;  // "ATR1"
  static constexpr uint32_t kCueBits = 16, kLabelBits = 17, kEdgeBits = 16, kSeenBits = 14;

  struct Weights {
    std::vector<uint8_t> seen;
    std::vector<float> cue, label, edge;  ///< as in the section, before rounding
    float threshold = 0;                  ///< log odds above which a word heads a cue
  };
  static std::string Write(const Weights& weights);

  /// An empty model answers no to everything. `section` must outlive the model.
  AttributionModel() = default;
  static Result<AttributionModel> Load(std::string_view section);
  bool empty() const { return cue_ == nullptr; }

  bool Seen(uint32_t hash) const { return (seen_[(hash & kSeenMask) >> 3] >> (hash & 7) & 1) != 0; }
  int32_t Cue(uint32_t hash) const { return cue_[hash & ((1u << kCueBits) - 1)]; }
  const int8_t* Label(uint32_t hash) const { return label_ + 4 * size_t{hash & ((1u << kLabelBits) - 1)}; }
  const int8_t* Edge(uint32_t hash) const { return edge_ + 8 * size_t{hash & ((1u << kEdgeBits) - 1)}; }
  float cue_step() const { return cue_step_; }
  float step() const { return step_; }
  float threshold() const { return threshold_; }

  static constexpr uint32_t kSeenMask = (1u << kSeenBits) - 1;

 private:
  const uint8_t* seen_ = nullptr;
  const int16_t* cue_ = nullptr;
  const int8_t* label_ = nullptr;
  const int8_t* edge_ = nullptr;
  float cue_step_ = 0, step_ = 0, threshold_ = 0;
};

}  // namespace dateline
