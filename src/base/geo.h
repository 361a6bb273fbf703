// Distances on the earth, taken as a sphere.
#pragma once

#include <algorithm>
#include <cmath>

namespace dateline {

inline constexpr double kEarthRadius = 6371;       ///< km
inline constexpr double kDegree = 0.01745329252;   ///< radians

/// Great-circle distance in km; arguments in degrees.
inline double PlaceDistance(double lat1, double lon1, double lat2, double lon2) {
  const double a = std::sin((lat2 - lat1) * kDegree / 2), b = std::sin((lon2 - lon1) * kDegree / 2);
  return 2 * kEarthRadius * std::asin(std::min(1.0, std::sqrt(a * a + std::cos(lat1 * kDegree) * std::cos(lat2 * kDegree) * b * b)));
}

/// The same for points some hundred km apart at most, where thousands are compared: within a percent, several times as fast.
inline double NearDistance(double lat1, double lon1, double lat2, double lon2) {
  const double x = (lon2 - lon1) * std::cos((lat1 + lat2) * kDegree / 2), y = lat2 - lat1;
  return kEarthRadius * kDegree * std::sqrt(x * x + y * y);
}

}  // namespace dateline
