// Geometries as GeoPackage stores them: a small header ("GP", version, flags, spatial reference) and then OGC well-known binary.
// Layout: OGC 12-128r17 (GeoPackage 1.3), clause 2.1.3; WKB: OGC 06-103r4. All numbers are written little-endian.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/stored.h"

namespace dateline {

inline constexpr int kWgs84 = 4326;  ///< EPSG code of longitude/latitude on WGS 84, the only reference system of a case file

/// Smallest box around a geometry, in degrees.
struct Envelope {
  double min_lon = 0, max_lon = 0, min_lat = 0, max_lat = 0;

  void Cover(const Envelope& other);
  friend bool operator==(const Envelope&, const Envelope&) = default;
};

/// True for a finite point within +-180 degrees of longitude and +-90 of latitude; only such points become geometries.
bool IsOnEarth(StoredPoint point);

/// A POINT of 29 bytes, without envelope (readers take it from the point).
std::string PointGeometry(StoredPoint point);

/// A LINESTRING through `points` (two or more), with its envelope.
std::string LineGeometry(std::span<const StoredPoint> points);

/// The box around a POINT or LINESTRING of either byte order, from the coordinates themselves. Nothing for an empty, damaged or other geometry: the bytes may be
/// hostile, nothing outside `blob` is read.
std::optional<Envelope> EnvelopeOf(std::string_view blob);

/// The points of a POINT or LINESTRING; false as above.
bool ReadPoints(std::string_view blob, std::string& type, std::vector<StoredPoint>& points);

}  // namespace dateline
