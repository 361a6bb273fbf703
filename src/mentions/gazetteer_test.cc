#include "mentions/gazetteer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "base/utf8.h"
#include "mentions/places_test_world.h"

namespace dateline {
namespace {

Gazetteer Real() { return *Gazetteer::Open(PlacesWorld::Get().section()); }

uint32_t IdOf(const Gazetteer& gazetteer, const std::string& name) {
  for (const Gazetteer::Link link : gazetteer.Find(utf8::Fold(name))) {  // the largest town
    if (gazetteer.entry(link).kind == Gazetteer::Kind::kPopulated) return gazetteer.entry(link).geonameid;
  }
  return 0;
}

std::string Loose(const std::string& name) {
  std::string out;
  std::string folded = utf8::Fold(name) + " ";
  for (size_t at = 0, end; (end = folded.find(' ', at)) != std::string::npos; at = end + 1)
    Gazetteer::AppendLoose(std::string_view(folded).substr(at, end - at), out);
  return out;
}

TEST(Gazetteer, FindsNamesInAllSpellings) {
  const Gazetteer gazetteer = Real();
  for (const char* name : {"Deir al-Zour", "Deir ez-Zor", "Dayr az Zawr", "DEIR AL ZOUR", "Deir Ezzor"}) EXPECT_EQ(IdOf(gazetteer, name), 170794u) << name;
  EXPECT_EQ(IdOf(gazetteer, "Raqqa"), 172955u);
  EXPECT_EQ(IdOf(gazetteer, "Raqqa"), IdOf(gazetteer, "ar-Raqqah"));
  EXPECT_EQ(IdOf(gazetteer, "Kyiv"), IdOf(gazetteer, "Kiev"));
  EXPECT_EQ(IdOf(gazetteer, "Hague"), IdOf(gazetteer, "The Hague"));
  EXPECT_EQ(IdOf(gazetteer, "Xyzzyville"), 0u);
  EXPECT_TRUE(gazetteer.Find("").empty());
}

TEST(Gazetteer, StaysSmall) {
  EXPECT_GT(Real().size(), 200000u);
  EXPECT_LT(PlacesWorld::Get().section().size(), size_t{60} << 20);
}

TEST(Gazetteer, KnowsDemonymsAndCapitals) {
  const Gazetteer gazetteer = Real();
  const auto syrian = gazetteer.Find("syrian");
  ASSERT_FALSE(syrian.empty());
  EXPECT_TRUE(syrian[0].Is(Gazetteer::kDemonym));
  const Gazetteer::Entry& syria = gazetteer.entry(syrian[0]);
  EXPECT_EQ(gazetteer.Text(syria.country), "SYR");
  ASSERT_NE(syria.seat, 0u);
  EXPECT_EQ(gazetteer.Text(gazetteer.entry(syria.seat - 1).name), "Damascus");
}

TEST(Gazetteer, LooseWordsAgreeOnTransliterations) {
  EXPECT_EQ(Loose("Dayr az Zawr"), Loose("Deir al-Zour"));
  EXPECT_EQ(Loose("Hamouriyah"), Loose("Hammuriya"));
  EXPECT_EQ(Loose("Qamishli"), Loose("al-Kamishly"));
  EXPECT_EQ(Loose("Khirbat Tall al-Jabal"), Loose("Khirbet Tel el-Jebel"));
  EXPECT_EQ(Loose("Baghouz"), Loose("Baghuz"));
  EXPECT_NE(Loose("Homs"), Loose("Hama"));
}

TEST(Gazetteer, RefusesDamagedBytes) {
  const std::string& section = PlacesWorld::Get().section();
  EXPECT_FALSE(Gazetteer::Open({}));
  for (const size_t size : {size_t{1}, size_t{31}, size_t{1000}, section.size() - 1})
    EXPECT_FALSE(Gazetteer::Open(std::string_view(section).substr(0, size))) << size;
  std::string other(section.substr(0, 4096));
  other[0] = 'X';
  EXPECT_FALSE(Gazetteer::Open(other));
}

TEST(Gazetteer, NamesMissingTables) {
  const auto result = CompileGazetteer({});
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().Message().find("places/countries.tsv"), std::string::npos);
}

/// The smallest tables that compile: one town and the spellings given.
std::map<std::string, std::string> SmallTables(const std::string& spellings) {
  return {{"places/countries.tsv", "# columns: alpha2, alpha3, name, alternatives, demonyms, capital, lat, lon, population, geonameid\nSY\tSYR\tSyria\t\t\tDamascus\t35\t38\t1\t1\n"},
      {"places/divisions.tsv", "# columns: code, name, short, lat, lon, population\nSY.11\tHoms\t\t34.7\t36.7\t1\n"},
      {"places/populated.tsv", "# columns: geonameid, name, alternatives, lat, lon, country, adm1, adm2, population, feature\n169577\tHoms\tHims\t34.7\t36.7\tSY\t11\t\t775404\tPPLA\n"},
      {"places/districts.tsv", "# columns: code, name, lat, lon, population\n"},
      {"places/regions.tsv", "# columns: name, alternatives, demonyms, feature, country, lat, lon, precision, line\n"},
      {"places/spellings.tsv", "# columns: target, alternatives\n" + spellings}};
}

TEST(Gazetteer, RefusesASpellingOfNoPlace) {
  for (const char* target : {"Homs, SY", "Hims, SY", "169577", "SY.11"}) EXPECT_TRUE(CompileGazetteer(SmallTables(std::string(target) + "\tXoms\n"))) << target;
  for (const char* target : {"Homs", "Homs, IQ", "Xyzzyville, SY", "1234", "SY.99"}) {
    const auto result = CompileGazetteer(SmallTables(std::string("Homs, SY\tChoms\n") + target + "\tXoms\n"));
    ASSERT_FALSE(result) << target;
    const std::string message = result.error().Message();
    EXPECT_NE(message.find("places/spellings.tsv:3"), std::string::npos) << message;
    EXPECT_NE(message.find(target), std::string::npos) << message;
  }
}

}  // namespace
}  // namespace dateline
