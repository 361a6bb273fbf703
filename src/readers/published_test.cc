#include "readers/published.h"

#include <gtest/gtest.h>

#include <random>

namespace dateline {
namespace {

TEST(Published, ReadsTheFormsOfMetadata) {
  EXPECT_EQ(IsoPublished("2018-01-15"), "2018-01-15");
  EXPECT_EQ(IsoPublished("2018-01-15T10:30:00Z"), "2018-01-15T10:30:00Z");
  EXPECT_EQ(IsoPublished("2018-01-15 10:30:00"), "2018-01-15T10:30:00");
  EXPECT_EQ(IsoPublished("2018-01-15 10:30:00.123+02:00"), "2018-01-15T10:30:00+02:00");
  EXPECT_EQ(IsoPublished("Mon, 15 Jan 2018 10:30:00 GMT"), "2018-01-15T10:30:00Z");
  EXPECT_EQ(IsoPublished("Mon, 15 Jan 2018 10:30:00 -0500"), "2018-01-15T10:30:00-05:00");
  EXPECT_EQ(IsoPublished("15 Jan 2018"), "2018-01-15");
  EXPECT_EQ(IsoPublished("Jan 15, 2018"), "2018-01-15");
  EXPECT_EQ(IsoPublished("January 15th, 2018"), "2018-01-15");
  EXPECT_EQ(IsoPublished("15th of January 2018"), "2018-01-15");
  EXPECT_EQ(IsoPublished("Sept. 3, 2017"), "2017-09-03");
  EXPECT_EQ(IsoPublished("15-Jan-2018"), "2018-01-15");
  EXPECT_EQ(IsoPublished("2018/01/15"), "2018-01-15");
  EXPECT_EQ(IsoPublished("20180115"), "2018-01-15");
  EXPECT_EQ(IsoPublished("20180115103000"), "2018-01-15T10:30:00");
  EXPECT_EQ(IsoPublished("1516012200"), "2018-01-15T10:30:00Z");
  EXPECT_EQ(IsoPublished("1516012200.5"), "2018-01-15T10:30:00Z");
  EXPECT_EQ(IsoPublished("1516012200000"), "2018-01-15T10:30:00Z");
  EXPECT_EQ(IsoPublished("15/01/2018"), "2018-01-15");
  EXPECT_EQ(IsoPublished("01/15/2018 08:00 PM"), "2018-01-15");
  EXPECT_EQ(IsoPublished("15.01.2018"), "2018-01-15");
}

TEST(Published, LeavesAloneWhatIsNoFullDate) {
  for (const char* value : {"", "yesterday", "2018", "January 2018", "2018-13-01", "2018-02-30", "03/04/2018", "3 days ago", "20181301",
      "None", "NaN", "12345", "9999-99-99",
                            "99999999999999999999", "May 99, 2018", "-"}) {
    EXPECT_EQ(IsoPublished(value), "") << value;
  }
}

TEST(Published, FindsADateInALine) {
  const auto found = FindFullDate("Published on Monday, 15 January 2018 at 10.30am");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->date, (CivilDate{2018, 1, 15}));
  EXPECT_FALSE(FindFullDate("Fighters took 15 villages in January, said 2018 witnesses"));
}

TEST(PublishedProperty, AnyBytesAreSafe) {
  std::mt19937 random(3);
  constexpr char kAlphabet[] = "0123456789-/. ,TZJanMayth:+\xc3";
  for (int round = 0; round < 50000; ++round) {
    std::string value;
    for (auto n = random() % 24; n-- > 0;) value += kAlphabet[random() % (sizeof kAlphabet - 1)];
    const std::string iso = IsoPublished(value);
    EXPECT_TRUE(iso.empty() || ParseIsoDay(iso).has_value()) << value << " -> " << iso;
  }
}

}  // namespace
}  // namespace dateline
