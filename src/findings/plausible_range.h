// The range in which experts hold the real number of dead to lie where a UCDP-type count is published: a help for readers, never the low or high of a figure.
#pragma once

#include <array>

#include "base/container.h"
#include "dateline/result.h"

namespace dateline {

enum class ViolenceType : uint8_t { kAny, kStateBased, kNonState, kOneSided };
inline constexpr size_t kViolenceTypes = 4;

struct PlausibleRange {
  double p5 = 0, p50 = 0, p95 = 0, mean = 0;  ///< of the dead
};

/// knowledge/plausible-ranges.tsv. Immutable.
class PlausibleRanges {
 public:
  static Result<PlausibleRanges> Load(const Container& knowledge);
  /// `published` dead (>= 0) of an event of this type. O(1).
  PlausibleRange Of(double published, ViolenceType type) const;

 private:
  struct Coefficients {
    double a0 = 0, a1 = 0, b0 = 0, b1 = 0, c0 = 0, c1 = 0;
  };
  std::array<Coefficients, kViolenceTypes> of_;
};

}  // namespace dateline
