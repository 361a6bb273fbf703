#include "engine/json_writer.h"

#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "engine/labels.h"

namespace dateline {
namespace {

template <class Write>
std::string Json(Write write) {
  std::string out;
  JsonWriter json(out);
  write(json);
  return out;
}

TEST(JsonWriter, PlacesCommasBetweenValuesOnly) {
  EXPECT_EQ(Json([](JsonWriter& j) {
              j.BeginObject();
              j.Field("a", 1);
              j.Key("b");
              j.BeginArray();
              j.Integer(2);
              j.BeginObject();
              j.EndObject();
              j.Null();
              j.EndArray();
              j.Field("absent", "");
              j.Key("c");
              j.Bool(true);
              j.EndObject();
            }),
            R"({"a":1,"b":[2,{},null],"c":true})");
}

TEST(JsonWriter, EscapesWhatJsonAsks) {
  EXPECT_EQ(Json([](JsonWriter& j) { j.String("a\"b\\c\nd\te\x01/é–𐍈"); }), "\"a\\\"b\\\\c\\nd\\te\\u0001/é–𐍈\"");
  EXPECT_EQ(Json([](JsonWriter& j) { j.String(std::string_view("x\0y", 3)); }), "\"x\\u0000y\"");
}

TEST(JsonWriter, MendsBytesThatAreNotUtf8) {
  const std::string out = Json([](JsonWriter& j) { j.String("caf\xE9 \xC3\xA9 \xF0\x9F"); });
  EXPECT_TRUE(utf8::IsValid(out));
  EXPECT_EQ(out, "\"caf\xEF\xBF\xBD \xC3\xA9 \xEF\xBF\xBD\xEF\xBF\xBD\"");
}

TEST(JsonWriter, WritesNumbersShort) {
  const auto number = [](double v) { return Json([v](JsonWriter& j) { j.Number(v); }); };
  EXPECT_EQ(number(36), "36");
  EXPECT_EQ(number(-0.0), "0");
  EXPECT_EQ(number(2.5), "2.5");
  EXPECT_EQ(number(0.1), "0.1");
  EXPECT_EQ(number(3e6), "3000000");
  EXPECT_EQ(number(std::numeric_limits<double>::quiet_NaN()), "null");
  EXPECT_EQ(number(std::numeric_limits<double>::infinity()), "null");
}

TEST(JsonWriter, RoundsToDecimals) {
  const auto rounded = [](double v, int decimals) { return Json([=](JsonWriter& j) { j.Rounded(v, decimals); }); };
  EXPECT_EQ(rounded(36.202104999, 5), "36.2021");
  EXPECT_EQ(rounded(-0.000001, 5), "0");
  EXPECT_EQ(rounded(0.00001, 5), "0.00001");
  EXPECT_EQ(rounded(static_cast<double>(0.88F), 3), "0.88");
  EXPECT_EQ(rounded(180, 5), "180");
}

TEST(Labels, GroupsThousands) {
  EXPECT_EQ(GroupedNumber(0), "0");
  EXPECT_EQ(GroupedNumber(999), "999");
  EXPECT_EQ(GroupedNumber(1204), "1,204");
  EXPECT_EQ(GroupedNumber(1000000), "1,000,000");
  EXPECT_EQ(GroupedNumber(-1234.5), "-1,234.50");
  EXPECT_EQ(GroupedNumber(0.999), "1");
}

TEST(Labels, SaysHowMany) {
  constexpr double kOpen = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(HowMany(36, 36, 36, "exact"), "36");
  EXPECT_EQ(HowMany(45, 50, 55, "about"), "about 50");
  EXPECT_EQ(HowMany(5000, 5000, kOpen, "at_least"), "at least 5,000");
  EXPECT_EQ(HowMany(kOpen, 1500, 1500, "at_most"), "up to 1,500");
  EXPECT_EQ(HowMany(20, 25, 30, "range"), "20–30");
  EXPECT_EQ(HowMany(1000, 3000, 9999, "vague"), "1,000–9,999");
  EXPECT_EQ(HowMany(kOpen, kOpen, kOpen, "exact"), "");
}

}  // namespace
}  // namespace dateline
