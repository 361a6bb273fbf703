// The inner loops of the network, on 8-bit numbers with 32-bit sums, for several kinds of processor. Sums of integers do not depend on their order, so all kinds give
// the same bits; tests hold them against each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dateline {

/// An affine map in a form that all kernels read: output o of a word is ((sum + bias[o]) << left[o]) >> right[o].
///
/// Inputs are 0 .. 127, weights -128 .. 127, so that pairs of products fit 16 bits. Weights lie in blocks of 16 outputs, within a block by fours of inputs:
/// weights[((o / 16) * (in / 4) + i / 4) * 64 + (o % 16) * 4 + i % 4].
struct Affine {
  uint32_t in = 0;   ///< a multiple of 4
  uint32_t out = 0;  ///< a multiple of 16
  const int8_t* weights = nullptr;  ///< 64-byte aligned
  const int32_t* bias = nullptr;
  const int32_t* left = nullptr;
  const int32_t* right = nullptr;
};

struct Kernels {
  std::string_view name;
  /// Results saturated to 16 bits. `in` has `words` rows `in_stride` apart, `out` the same; rows of `in` may overlap.
  void (*to_int16)(const Affine& map, const uint8_t* in, size_t in_stride, size_t words, int16_t* out, size_t out_stride);
  void (*to_int32)(const Affine& map, const uint8_t* in, size_t in_stride, size_t words, int32_t* out, size_t out_stride);
  /// A gated mean that runs over the words (minimal GRU, Feng et al. 2024): h += z (c - h) in steps of 2^-15 from h = 0, z at gates[0, units), c behind it, both
  /// clipped at 0. Writes h / 256. `units` is a multiple of 32. `backward`: from the last word to the first.
  void (*scan)(const int16_t* gates, size_t gates_stride, size_t words, size_t units, bool backward, uint8_t* out, size_t out_stride);
};

/// The fastest this processor has.
const Kernels& BestKernels();
/// "scalar", "avx2" or "avx512"; null where the processor lacks it.
const Kernels* KernelsNamed(std::string_view name);

}  // namespace dateline
