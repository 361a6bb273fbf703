#include "language/kernels.h"

#include <algorithm>
#include <array>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace dateline {
namespace {

constexpr size_t kBlock = 16;  // outputs whose weights lie together

/// Shifts without undefined cases: weights from a file may be anything.
int32_t Shift(int32_t sum, int32_t left, int32_t right) { return static_cast<int32_t>(static_cast<uint32_t>(sum) << (left & 31)) >> (right & 31); }

template <class Out>
void MultiplyScalar(const Affine& map, const uint8_t* in, size_t in_stride, size_t words, Out* out, size_t out_stride) {
  for (size_t w = 0; w < words; ++w) {
    const uint8_t* x = in + w * in_stride;
    for (size_t b = 0; b < map.out; b += kBlock) {
      const int8_t* weights = map.weights + b * map.in;
      std::array<int32_t, kBlock> sums{};
      for (size_t i = 0; i < map.in; i += 4, weights += 64) {
        for (size_t o = 0; o < kBlock; ++o) {
          for (size_t k = 0; k < 4; ++k) sums[o] += x[i + k] * weights[o * 4 + k];
        }
      }
      for (size_t o = 0; o < kBlock; ++o) {
        const int32_t value = Shift(static_cast<int32_t>(static_cast<uint32_t>(sums[o]) + static_cast<uint32_t>(map.bias[b + o])), map.left[b + o], map.right[b + o]);
        if constexpr (sizeof(Out) == 2) out[w * out_stride + b + o] = static_cast<int16_t>(std::clamp(value, -32768, 32767));
        else out[w * out_stride + b + o] = value;
      }
    }
  }
}

void ScanScalar(const int16_t* gates, size_t gates_stride, size_t words, size_t units, bool backward, uint8_t* out, size_t out_stride) {
  for (size_t u = 0; u < units; ++u) {
    int32_t h = 0;
    for (size_t k = 0; k < words; ++k) {
      const size_t t = backward ? words - 1 - k : k;
      const int32_t z = std::max<int32_t>(gates[t * gates_stride + u], 0), c = std::max<int32_t>(gates[t * gates_stride + units + u], 0);
      h += (z * (c - h) + 0x4000) >> 15;
      out[t * out_stride + u] = static_cast<uint8_t>(h >> 8);
    }
  }
}

constexpr Kernels kScalar = {"scalar", MultiplyScalar<int16_t>, MultiplyScalar<int32_t>, ScanScalar};

#if defined(__x86_64__)

// g++ 12 takes the "undefined" operands inside its own intrinsics for mistakes.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"

#define DATELINE_UNROLL _Pragma("GCC unroll 8")  // only then do the sums stay in registers

// Each micro-kernel keeps kWords x kBlocks sums in registers; weights are read once for kWords words.

#define DATELINE_AVX2 __attribute__((target("avx2")))

template <size_t kWords, class Out>
DATELINE_AVX2 inline void Tile256(const Affine& map, size_t block, const uint8_t* in, size_t in_stride, Out* out, size_t out_stride) {
  const int8_t* weights = map.weights + block * map.in;
  __m256i low[kWords], high[kWords];
  DATELINE_UNROLL
  for (size_t w = 0; w < kWords; ++w) low[w] = high[w] = _mm256_setzero_si256();
  const __m256i ones = _mm256_set1_epi16(1);
  for (size_t i = 0; i < map.in; i += 4, weights += 64) {
    const __m256i a = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(weights)), b = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(weights + 32));
    DATELINE_UNROLL
    for (size_t w = 0; w < kWords; ++w) {
      int32_t four;
      __builtin_memcpy(&four, in + w * in_stride + i, 4);
      const __m256i x = _mm256_set1_epi32(four);
      low[w] = _mm256_add_epi32(low[w], _mm256_madd_epi16(_mm256_maddubs_epi16(x, a), ones));
      high[w] = _mm256_add_epi32(high[w], _mm256_madd_epi16(_mm256_maddubs_epi16(x, b), ones));
    }
  }
  const auto load = [&](const int32_t* p) __attribute__((target("avx2"))) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p + block)); };
  const __m256i mask = _mm256_set1_epi32(31);
  const __m256i bias0 = load(map.bias), bias1 = load(map.bias + 8), left0 = _mm256_and_si256(load(map.left), mask), left1 = _mm256_and_si256(load(map.left + 8), mask),
                right0 = _mm256_and_si256(load(map.right), mask), right1 = _mm256_and_si256(load(map.right + 8), mask);
  DATELINE_UNROLL
  for (size_t w = 0; w < kWords; ++w) {
    const __m256i v0 = _mm256_srav_epi32(_mm256_sllv_epi32(_mm256_add_epi32(low[w], bias0), left0), right0);
    const __m256i v1 = _mm256_srav_epi32(_mm256_sllv_epi32(_mm256_add_epi32(high[w], bias1), left1), right1);
    auto* to = reinterpret_cast<__m256i*>(out + w * out_stride + block);
    if constexpr (sizeof(Out) == 2) {
      _mm256_storeu_si256(to, _mm256_permute4x64_epi64(_mm256_packs_epi32(v0, v1), 0xD8));
    } else {
      _mm256_storeu_si256(to, v0);
      _mm256_storeu_si256(to + 1, v1);
    }
  }
}

template <class Out>
DATELINE_AVX2 void Multiply256(const Affine& map, const uint8_t* in, size_t in_stride, size_t words, Out* out, size_t out_stride) {
  for (size_t block = 0; block < map.out; block += kBlock) {
    size_t w = 0;
    for (; w + 4 <= words; w += 4) Tile256<4>(map, block, in + w * in_stride, in_stride, out + w * out_stride, out_stride);
    for (; w < words; ++w) Tile256<1>(map, block, in + w * in_stride, in_stride, out + w * out_stride, out_stride);
  }
}

DATELINE_AVX2 void Scan256(const int16_t* gates, size_t gates_stride, size_t words, size_t units, bool backward, uint8_t* out, size_t out_stride) {
  const __m256i zero = _mm256_setzero_si256();
  for (size_t u = 0; u < units; u += 32) {
    __m256i h0 = zero, h1 = zero;
    for (size_t k = 0; k < words; ++k) {
      const size_t t = backward ? words - 1 - k : k;
      const auto* z = reinterpret_cast<const __m256i*>(gates + t * gates_stride + u);
      const auto* c = reinterpret_cast<const __m256i*>(gates + t * gates_stride + units + u);
      const __m256i c0 = _mm256_max_epi16(_mm256_loadu_si256(c), zero), c1 = _mm256_max_epi16(_mm256_loadu_si256(c + 1), zero);
      h0 = _mm256_add_epi16(h0, _mm256_mulhrs_epi16(_mm256_max_epi16(_mm256_loadu_si256(z), zero), _mm256_sub_epi16(c0, h0)));
      h1 = _mm256_add_epi16(h1, _mm256_mulhrs_epi16(_mm256_max_epi16(_mm256_loadu_si256(z + 1), zero), _mm256_sub_epi16(c1, h1)));
      const __m256i bytes = _mm256_packus_epi16(_mm256_srli_epi16(h0, 8), _mm256_srli_epi16(h1, 8));
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + t * out_stride + u), _mm256_permute4x64_epi64(bytes, 0xD8));
    }
  }
}

constexpr Kernels kAvx2 = {"avx2", Multiply256<int16_t>, Multiply256<int32_t>, Scan256};

#define DATELINE_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))

template <size_t kWords, size_t kBlocks, class Out>
DATELINE_AVX512 inline void Tile512(const Affine& map, size_t block, const uint8_t* in, size_t in_stride, Out* out, size_t out_stride) {
  const int8_t* weights = map.weights + block * map.in;
  const size_t next = kBlock * map.in;
  __m512i sums[kWords][kBlocks];
  DATELINE_UNROLL
  for (size_t w = 0; w < kWords; ++w) {
    DATELINE_UNROLL
    for (size_t b = 0; b < kBlocks; ++b) sums[w][b] = _mm512_loadu_si512(map.bias + block + b * kBlock);
  }
  for (size_t i = 0; i < map.in; i += 4, weights += 64) {
    __m512i a[kBlocks];
    DATELINE_UNROLL
    for (size_t b = 0; b < kBlocks; ++b) a[b] = _mm512_loadu_si512(weights + b * next);
    DATELINE_UNROLL
    for (size_t w = 0; w < kWords; ++w) {
      int32_t four;
      __builtin_memcpy(&four, in + w * in_stride + i, 4);
      const __m512i x = _mm512_set1_epi32(four);
      DATELINE_UNROLL
      for (size_t b = 0; b < kBlocks; ++b) sums[w][b] = _mm512_dpbusd_epi32(sums[w][b], x, a[b]);
    }
  }
  const __m512i mask = _mm512_set1_epi32(31);
  DATELINE_UNROLL
  for (size_t b = 0; b < kBlocks; ++b) {
    const __m512i left = _mm512_and_si512(_mm512_loadu_si512(map.left + block + b * kBlock), mask), right = _mm512_and_si512(_mm512_loadu_si512(map.right + block + b * kBlock), mask);
    DATELINE_UNROLL
    for (size_t w = 0; w < kWords; ++w) {
      const __m512i v = _mm512_srav_epi32(_mm512_sllv_epi32(sums[w][b], left), right);
      Out* to = out + w * out_stride + block + b * kBlock;
      if constexpr (sizeof(Out) == 2) _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm512_cvtsepi32_epi16(v));
      else _mm512_storeu_si512(to, v);
    }
  }
}

template <size_t kBlocks, class Out>
DATELINE_AVX512 void Columns512(const Affine& map, size_t block, const uint8_t* in, size_t in_stride, size_t words, Out* out, size_t out_stride) {
  size_t w = 0;
  for (; w + 6 <= words; w += 6) Tile512<6, kBlocks>(map, block, in + w * in_stride, in_stride, out + w * out_stride, out_stride);
  if (w + 4 <= words) Tile512<4, kBlocks>(map, block, in + w * in_stride, in_stride, out + w * out_stride, out_stride), w += 4;
  if (w + 2 <= words) Tile512<2, kBlocks>(map, block, in + w * in_stride, in_stride, out + w * out_stride, out_stride), w += 2;
  if (w < words) Tile512<1, kBlocks>(map, block, in + w * in_stride, in_stride, out + w * out_stride, out_stride);
}

template <class Out>
DATELINE_AVX512 void Multiply512(const Affine& map, const uint8_t* in, size_t in_stride, size_t words, Out* out, size_t out_stride) {
  size_t block = 0;
  for (; block + 4 * kBlock <= map.out; block += 4 * kBlock) Columns512<4>(map, block, in, in_stride, words, out, out_stride);
  for (; block + 2 * kBlock <= map.out; block += 2 * kBlock) Columns512<2>(map, block, in, in_stride, words, out, out_stride);
  for (; block < map.out; block += kBlock) Columns512<1>(map, block, in, in_stride, words, out, out_stride);
}

DATELINE_AVX512 void Scan512(const int16_t* gates, size_t gates_stride, size_t words, size_t units, bool backward, uint8_t* out, size_t out_stride) {
  const __m512i zero = _mm512_setzero_si512();
  for (size_t u = 0; u < units; u += 32) {
    __m512i h = zero;
    for (size_t k = 0; k < words; ++k) {
      const size_t t = backward ? words - 1 - k : k;
      const __m512i z = _mm512_max_epi16(_mm512_loadu_si512(gates + t * gates_stride + u), zero);
      const __m512i c = _mm512_max_epi16(_mm512_loadu_si512(gates + t * gates_stride + units + u), zero);
      h = _mm512_add_epi16(h, _mm512_mulhrs_epi16(z, _mm512_sub_epi16(c, h)));
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + t * out_stride + u), _mm512_cvtepi16_epi8(_mm512_srli_epi16(h, 8)));
    }
  }
}

constexpr Kernels kAvx512 = {"avx512", Multiply512<int16_t>, Multiply512<int32_t>, Scan512};

#pragma GCC diagnostic pop

bool HasAvx2() { return __builtin_cpu_supports("avx2"); }
bool HasAvx512() {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
}

#endif

}  // namespace

const Kernels* KernelsNamed(std::string_view name) {
  if (name == "scalar") return &kScalar;
#if defined(__x86_64__)
  if (name == "avx2" && HasAvx2()) return &kAvx2;
  if (name == "avx512" && HasAvx512()) return &kAvx512;
#endif
  return nullptr;
}

const Kernels& BestKernels() {
  for (const std::string_view name : {"avx512", "avx2"}) {
    if (const Kernels* k = KernelsNamed(name)) return *k;
  }
  return kScalar;
}

}  // namespace dateline
