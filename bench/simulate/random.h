// A small generator of random numbers whose draws are the same on every machine and with every standard library.
#pragma once

#include <cmath>
#include <cstdint>

namespace simulate {

/// SplitMix64 (Steele, Lea and Flood 2014) with the few distributions that the simulator draws from.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t Next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  /// In (0, 1).
  double Uniform() { return (static_cast<double>(Next() >> 11) + 0.5) * 0x1.0p-53; }
  bool Happens(double probability) { return Uniform() < probability; }
  /// 0 ... n - 1.
  uint32_t Below(uint32_t n) { return static_cast<uint32_t>(Uniform() * n); }
  double Normal() { return std::sqrt(-2 * std::log(Uniform())) * std::cos(6.283185307179586 * Uniform()); }
  double Exponential(double mean) { return -mean * std::log(Uniform()); }
  uint32_t Poisson(double mean) {
    const double limit = std::exp(-mean);
    uint32_t n = 0;
    for (double product = Uniform(); product > limit; product *= Uniform()) ++n;
    return n;
  }
  /// Kumaraswamy's distribution on (0, 1), close to Beta(a, b).
  double Share(double a, double b) { return std::pow(1 - std::pow(Uniform(), 1 / b), 1 / a); }

 private:
  uint64_t state_;
};

}  // namespace simulate
