// Geometries against bytes written by hand from the standard.
#include "casefile/geometry.h"

#include <gtest/gtest.h>

#include <limits>

namespace dateline {
namespace {

std::string FromHex(std::string_view hex) {
  std::string out;
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'A' + 10; };
  for (size_t i = 0; i + 1 < hex.size(); i += 2) out += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
  return out;
}

TEST(Geometry, PointIsHeaderAndWkb) {
  // "GP", version 0, little-endian without envelope, 4326 | little-endian, type 1, 36.3, 33.5
  EXPECT_EQ(PointGeometry({36.3, 33.5}), FromHex("47500001E6100000" "0101000000" "6666666666264240" "0000000000C04040"));
}

TEST(Geometry, LineCarriesItsEnvelope) {
  const StoredPoint points[] = {{2, 1}, {-1, 4}};
  EXPECT_EQ(LineGeometry(points), FromHex("47500003E6100000"                                                                  // header, envelope of 4 numbers
                                          "000000000000F0BF" "0000000000000040" "000000000000F03F" "0000000000001040"        // -1 2 1 4
                                          "0102000000" "02000000"                                                            // line of two points
                                          "0000000000000040" "000000000000F03F" "000000000000F0BF" "0000000000001040"));
}

TEST(Geometry, EnvelopeComesFromThePoints) {
  EXPECT_EQ(EnvelopeOf(PointGeometry({36.3, 33.5})), (Envelope{36.3, 36.3, 33.5, 33.5}));
  const StoredPoint points[] = {{2, 1}, {-1, 4}, {7, -3}};
  EXPECT_EQ(EnvelopeOf(LineGeometry(points)), (Envelope{-1, 7, -3, 4}));
}

TEST(Geometry, ReadsBigEndianToo) {
  const std::string blob = FromHex("47500000000010E6" "0000000001" "4042266666666666" "4040C00000000000");
  EXPECT_EQ(EnvelopeOf(blob), (Envelope{36.3, 36.3, 33.5, 33.5}));
}

TEST(Geometry, DamagedBytesGiveNothing) {
  const StoredPoint points[] = {{2, 1}, {-1, 4}};
  for (const std::string& whole : {PointGeometry({1, 2}), LineGeometry(points)}) {
    for (size_t size = 0; size < whole.size(); ++size) EXPECT_FALSE(EnvelopeOf(std::string_view(whole).substr(0, size))) << size;
  }
  std::string huge = LineGeometry(points);
  for (size_t i = 45; i < 49; ++i) huge[i] = '\xFF';  // four thousand million points in 32 bytes
  EXPECT_FALSE(EnvelopeOf(huge));
  std::string empty = PointGeometry({1, 2});
  empty[3] = '\x11';
  EXPECT_FALSE(EnvelopeOf(empty));
  std::string polygon = PointGeometry({1, 2});
  polygon[9] = 3;
  EXPECT_FALSE(EnvelopeOf(polygon));
}

TEST(Geometry, OnlyPointsOnEarthCount) {
  EXPECT_TRUE(IsOnEarth({-180, 90}));
  EXPECT_FALSE(IsOnEarth({181, 0}));
  EXPECT_FALSE(IsOnEarth({0, -90.5}));
  EXPECT_FALSE(IsOnEarth({std::numeric_limits<double>::quiet_NaN(), 0}));
  EXPECT_FALSE(IsOnEarth({0, std::numeric_limits<double>::infinity()}));
}

}  // namespace
}  // namespace dateline
