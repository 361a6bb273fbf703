#include "findings/plausible_range.h"

#include <gtest/gtest.h>

#include "base/test_tables.h"

namespace dateline {
namespace {

PlausibleRanges Ranges() { return std::move(PlausibleRanges::Load(TestTables({"plausible-ranges.tsv"})).value()); }

// The figures that the authors' own package gives for these.
TEST(PlausibleRange, GivesWhatItsSourceGives) {
  const auto expect = [](PlausibleRange range, double p5, double p50, double p95) {
    EXPECT_NEAR(range.p5, p5, 0.1);
    EXPECT_NEAR(range.p50, p50, 0.1);
    EXPECT_NEAR(range.p95, p95, 0.5);
  };
  expect(Ranges().Of(10, ViolenceType::kStateBased), 10, 11.7, 28.7);
  expect(Ranges().Of(100, ViolenceType::kStateBased), 100, 112.8, 214);
  expect(Ranges().Of(100, ViolenceType::kOneSided), 100, 115.7, 194);
}

TEST(PlausibleRange, GrowsWithTheCountAndStaysInOrder) {
  const PlausibleRanges ranges = Ranges();
  for (size_t type = 0; type < kViolenceTypes; ++type) {
    double before = -1;
    for (const double dead : {0.0, 1.0, 2.0, 10.0, 300.0, 5000.0}) {
      const PlausibleRange range = ranges.Of(dead, static_cast<ViolenceType>(type));
      EXPECT_LE(0, range.p5);
      EXPECT_LE(range.p5, range.p50);
      EXPECT_LE(range.p50, range.p95);
      EXPECT_GT(range.p95, before);
      EXPECT_GE(range.mean, range.p5);
      before = range.p95;
    }
  }
}

TEST(PlausibleRange, AnErrorNamesFileAndLine) {
  const auto error = [](std::string_view rows) {
    const Container tables = std::move(
        Container::FromBytes(BuildContainer({{"table:plausible-ranges.tsv", "# columns: type, a0, a1, b0, b1, c0, c1\n" + std::string(rows)}})).value());
    return PlausibleRanges::Load(tables).error().Message();
  };
  EXPECT_NE(error("some\t1\t2\t3\t4\t5\t6\n").find("plausible-ranges.tsv:2"), std::string::npos);
  EXPECT_NE(error("any\t1\t2\tx\t4\t5\t6\n").find("a number"), std::string::npos);
  EXPECT_NE(error("any\t1\t2\t3\t4\t5\t6\n").find("one row for each type"), std::string::npos);
}

}  // namespace
}  // namespace dateline
