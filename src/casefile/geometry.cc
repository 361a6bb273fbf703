#include "casefile/geometry.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace dateline {
namespace {

constexpr uint32_t kWkbPoint = 1;
constexpr uint32_t kWkbLineString = 2;
constexpr uint8_t kLittleEndian = 1;
constexpr uint8_t kEnvelopeXy = 1 << 1;
constexpr uint8_t kEmpty = 1 << 4;
constexpr std::array<size_t, 8> kEnvelopeSize = {0, 32, 48, 48, 64, 0, 0, 0};  // by the envelope code of the flags; 5-7 are invalid

void Put(std::string& out, uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(value >> shift & 0xFF);
}

void Put(std::string& out, double value) {
  const auto bits = std::bit_cast<uint64_t>(value);
  for (int shift = 0; shift < 64; shift += 8) out += static_cast<char>(bits >> shift & 0xFF);
}

void PutHeader(std::string& out, uint8_t flags) {
  out += "GP";
  out += '\0';  // version 1
  out += static_cast<char>(flags);
  Put(out, static_cast<uint32_t>(kWgs84));
}

/// Reads numbers from the front of bytes that may end anywhere.
class Source {
 public:
  explicit Source(std::string_view bytes) : bytes_(bytes) {}

  void set_little(bool little) { little_ = little; }
  size_t left() const { return bytes_.size(); }
  bool Skip(size_t size) {
    if (bytes_.size() < size) return false;
    bytes_.remove_prefix(size);
    return true;
  }
  bool Take(uint8_t& value) {
    if (bytes_.empty()) return false;
    value = static_cast<uint8_t>(bytes_[0]);
    return Skip(1);
  }
  bool Take(uint32_t& value) {
    uint64_t wide = 0;
    if (!TakeBytes(4, wide)) return false;
    value = static_cast<uint32_t>(wide);
    return true;
  }
  bool Take(double& value) {
    uint64_t bits = 0;
    if (!TakeBytes(8, bits)) return false;
    value = std::bit_cast<double>(bits);
    return true;
  }

 private:
  bool TakeBytes(size_t size, uint64_t& value) {
    if (bytes_.size() < size) return false;
    value = 0;
    for (size_t i = 0; i < size; ++i) {
      const size_t shift = 8 * (little_ ? i : size - 1 - i);
      value |= uint64_t{static_cast<uint8_t>(bytes_[i])} << shift;
    }
    return Skip(size);
  }

  std::string_view bytes_;
  bool little_ = true;
};

Envelope Around(std::span<const StoredPoint> points) {
  Envelope box{points[0].lon, points[0].lon, points[0].lat, points[0].lat};
  for (const StoredPoint p : points.subspan(1)) box.Cover({p.lon, p.lon, p.lat, p.lat});
  return box;
}

/// Reads past the GeoPackage header; false if it is none or says that the geometry is empty.
bool SkipHeader(Source& in) {
  uint8_t g = 0, p = 0, version = 0, flags = 0;
  if (!in.Take(g) || !in.Take(p) || !in.Take(version) || !in.Take(flags)) return false;
  if (g != 'G' || p != 'P' || version != 0 || (flags & kEmpty) != 0) return false;
  return in.Skip(4 + kEnvelopeSize[flags >> 1 & 7]);
}

}  // namespace

void Envelope::Cover(const Envelope& other) {
  min_lon = std::min(min_lon, other.min_lon);
  max_lon = std::max(max_lon, other.max_lon);
  min_lat = std::min(min_lat, other.min_lat);
  max_lat = std::max(max_lat, other.max_lat);
}

bool IsOnEarth(StoredPoint point) { return std::abs(point.lon) <= 180 && std::abs(point.lat) <= 90; }

std::string PointGeometry(StoredPoint point) {
  std::string out;
  out.reserve(29);
  PutHeader(out, kLittleEndian);
  out += static_cast<char>(kLittleEndian);
  Put(out, kWkbPoint);
  Put(out, point.lon);
  Put(out, point.lat);
  return out;
}

std::string LineGeometry(std::span<const StoredPoint> points) {
  std::string out;
  out.reserve(49 + 16 * points.size());
  PutHeader(out, kLittleEndian | kEnvelopeXy);
  const Envelope box = Around(points);
  for (const double value : {box.min_lon, box.max_lon, box.min_lat, box.max_lat}) Put(out, value);
  out += static_cast<char>(kLittleEndian);
  Put(out, kWkbLineString);
  Put(out, static_cast<uint32_t>(points.size()));
  for (const StoredPoint p : points) {
    Put(out, p.lon);
    Put(out, p.lat);
  }
  return out;
}

bool ReadPoints(std::string_view blob, std::string& type, std::vector<StoredPoint>& points) {
  points.clear();
  Source in(blob);
  uint8_t order = 0;
  if (!SkipHeader(in) || !in.Take(order) || order > 1) return false;
  in.set_little(order == kLittleEndian);
  uint32_t code = 0, count = 1;
  if (!in.Take(code) || (code != kWkbPoint && code != kWkbLineString)) return false;
  if (code == kWkbLineString && !in.Take(count)) return false;
  if (count == 0 || count > in.left() / 16) return false;
  type = code == kWkbPoint ? "POINT" : "LINESTRING";
  points.resize(count);
  for (StoredPoint& p : points) {
    if (!in.Take(p.lon) || !in.Take(p.lat) || !std::isfinite(p.lon) || !std::isfinite(p.lat)) return false;
  }
  return true;
}

std::optional<Envelope> EnvelopeOf(std::string_view blob) {
  std::string type;
  std::vector<StoredPoint> points;
  if (!ReadPoints(blob, type, points)) return std::nullopt;
  return Around(points);
}

}  // namespace dateline
