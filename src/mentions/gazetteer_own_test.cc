#include "mentions/gazetteer_own.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>

#include "base/hash.h"
#include "base/utf8.h"
#include "mentions/gazetteer.h"
#include "mentions/gazetteer_format.h"
#include "mentions/places_test_world.h"

namespace dateline {
namespace {

const OwnPlaceChecker& Checker() {
  static const OwnPlaceChecker checker = *OwnPlaceChecker::Load(PlacesWorld::Get().container());
  return checker;
}

OwnPlace Place(const OwnPlaceFields& fields) { return *Checker().Check(fields, "test:1"); }

std::string Fault(const OwnPlaceFields& fields) {
  const auto place = Checker().Check(fields, "a.csv:7");
  return place ? std::string() : place.error().Message();
}

/// The shipped gazetteer with these places over it.
struct Layered {
  explicit Layered(const std::vector<OwnPlace>& places)
      : own(*CompileOwnPlaces(places, 1, PlacesWorld::Get().container())), gazetteer(*Gazetteer::Open(PlacesWorld::Get().section())) {
    EXPECT_TRUE(gazetteer.Attach(own));
  }
  const Gazetteer::Entry& First(const std::string& name) const { return gazetteer.entry(gazetteer.Find(utf8::Fold(name))[0]); }
  std::string own;
  Gazetteer gazetteer;
};

TEST(OwnPlaces, AreCheckedByField) {
  const OwnPlace place = Place({" Tel  Qarahouk ", "Tell Qarahuk| tel qarahouk", "village", "sy", "SY.04", "q1", "36,81", " 41.35", "210"});
  EXPECT_EQ(place.name, "Tel  Qarahouk");
  EXPECT_EQ(place.alternatives, "Tell Qarahuk");
  EXPECT_EQ(place.feature, "P.PPL");
  EXPECT_EQ(place.country, "SYR");
  EXPECT_DOUBLE_EQ(place.lat, 36.81);
  EXPECT_EQ(place.population, 210u);
  EXPECT_EQ(Place({"A camp", "", "refugee camp", "Iraq", "", "", "1", "2", ""}).feature, "S.CMPRF");
  EXPECT_EQ(Place({"A river", "", "H.STM", "", "", "", "1", "2", ""}).country, "");
  EXPECT_EQ(Checker().Precision("H.STMI"), 5);
  EXPECT_EQ(Checker().Precision("A.ADM1"), 4);
  EXPECT_EQ(Checker().Precision("S.CMP"), 1);
}

TEST(OwnPlaces, FaultsSayWhereWhatAndWhatWasExpected) {
  EXPECT_EQ(Fault({"X-Town", "", "", "", "", "", "95.0", "1", ""}), "a.csv:7: latitude \"95.0\"; expected degrees from -90 to 90, such as 35.33");
  EXPECT_NE(Fault({"X-Town", "", "", "", "", "", "5", "181", ""}).find("longitude \"181\""), std::string::npos);
  EXPECT_NE(Fault({"X-Town", "", "", "", "", "", "5", "nan", ""}).find("longitude"), std::string::npos);
  EXPECT_NE(Fault({"X-Town", "", "", "QQ", "", "", "5", "1", ""}).find("country \"QQ\"; expected an ISO 3166-1 code"), std::string::npos);
  EXPECT_NE(Fault({"X-Town", "", "castle in the air", "", "", "", "5", "1", ""}).find("feature"), std::string::npos);
  EXPECT_NE(Fault({"", "", "", "", "", "", "5", "1", ""}).find("name"), std::string::npos);
  EXPECT_NE(Fault({"#9 Camp", "", "", "", "", "", "5", "1", ""}).find("does not begin with #"), std::string::npos);
  EXPECT_NE(Fault({"Caf\xE9 Town", "", "", "", "", "", "5", "1", ""}).find("not UTF-8"), std::string::npos);
  EXPECT_NE(Fault({"X-Town", "", "", "", "", "", "5", "1", "many"}).find("population"), std::string::npos);
}

TEST(OwnPlaces, TableReadsBackSortedAndEachOnce) {
  std::vector<OwnPlace> places = {Place({"Zeta Spring", "", "", "SY", "", "", "35", "40", ""}), Place({"Alpha Well", "First Well", "", "SY", "", "7", "35.5", "40", "10"}),
                                  Place({"Alpha Bir", "Second Well", "", "SY", "", "7", "35.6", "40", ""}), Place({"Zeta Spring", "Ayn Zeta", "", "SY", "", "", "35", "40", ""})};
  const std::string text = WriteOwnPlaces(places);
  ASSERT_EQ(places.size(), 2u);
  EXPECT_EQ(places[0].name, "Alpha Bir");  // the later row of an id wins and keeps the names of the other
  EXPECT_EQ(places[0].alternatives, "Second Well|Alpha Well|First Well");
  EXPECT_EQ(places[0].population, 10u);
  EXPECT_EQ(places[1].alternatives, "Ayn Zeta");
  auto again = ParseOwnPlaces("x", text, Checker());
  ASSERT_TRUE(again);
  EXPECT_EQ(WriteOwnPlaces(*again), text);
  const auto broken = ParseOwnPlaces("places.gazetteer", text + "Bad Row\t\t\tSYR\tnorth\t40\n", Checker());
  ASSERT_FALSE(broken);
  EXPECT_NE(broken.error().Message().find("places.gazetteer:5: latitude \"north\""), std::string::npos) << broken.error().Message();
}

TEST(OwnPlaces, ComeBeforeShippedOnesAndTakeTheirNumbers) {
  const Layered l({Place({"Raqqa", "", "", "SY", "", "mine", "35.95", "39.01", ""}), Place({"Khirbat Zaytun", "", "", "", "", "", "35.40", "40.20", ""})});
  const auto links = l.gazetteer.Find("raqqa");
  ASSERT_GE(links.size(), 2u);
  EXPECT_EQ(l.gazetteer.OwnId(links[0].entry()), "mine");
  EXPECT_TRUE(l.gazetteer.OwnId(links[1].entry()).empty());
  const Gazetteer::Entry &own = l.gazetteer.entry(links[0]), &shipped = l.gazetteer.entry(links[1]);
  EXPECT_EQ(own.own, Gazetteer::kChosen);
  EXPECT_EQ(own.country_number, shipped.country_number);
  EXPECT_EQ(own.division_number, shipped.division_number);  // the town that it is
  EXPECT_EQ(own.geonameid, 172955u);
  const Gazetteer::Entry& village = l.First("Khirbat Zaytun");
  EXPECT_EQ(l.gazetteer.Text(village.country), "SYR");  // of its neighbours
  EXPECT_EQ(l.gazetteer.Text(village.adm1), "Deir ez-Zor");
  EXPECT_FALSE(l.gazetteer.Find("deir ez zor").empty());  // the shipped ones are there still
  EXPECT_EQ(l.gazetteer.own_size(), 2u);
}

TEST(OwnPlaces, AreFoundUnderOtherTransliterations) {
  const Layered l({Place({"Khirbat al-Zaytun", "", "", "SY", "", "", "35.4", "40.2", ""}), Place({"Zhuravlivka Tretya", "", "", "UA", "", "", "49", "36", ""})});
  const auto loose = [&](const std::string& name) {
    uint64_t hash = Gazetteer::kLooseStart;
    Gazetteer::Node node;
    std::string folded = utf8::Fold(name) + " ", word;
    for (size_t at = 0, end; (end = folded.find(' ', at)) != std::string::npos; at = end + 1) {
      word.clear();
      Gazetteer::AppendLoose(std::string_view(folded).substr(at, end - at), word);
      if (!word.empty()) node = l.gazetteer.Step(hash, word);
    }
    return !l.gazetteer.Links(node).empty();
  };
  EXPECT_TRUE(loose("Khirbet ez-Zeitoun"));
  EXPECT_TRUE(loose("Zhuravlovka Tretya"));
  EXPECT_FALSE(loose("Khirbet al-Rumman"));
}

TEST(OwnPlaces, OfAnotherGazetteerAreRefused) {
  const std::string own = *CompileOwnPlaces({Place({"Raqqa", "", "", "SY", "", "", "35.95", "39.01", ""})}, 1, PlacesWorld::Get().container());
  Gazetteer gazetteer = *Gazetteer::Open(PlacesWorld::Get().section());
  for (size_t size = 0; size < own.size(); size += 1 + size / 3) EXPECT_FALSE(gazetteer.Attach(std::string_view(own).substr(0, size)));
  std::string other = own;
  OwnHeader header;
  std::memcpy(&header, other.data(), sizeof header);
  ++header.base_entries;
  std::memcpy(other.data(), &header, sizeof header);
  EXPECT_FALSE(gazetteer.Attach(other));
  EXPECT_TRUE(gazetteer.Attach(own));
}

TEST(OwnGazetteer, MakesTheCompiledFormAnewWhenTheRowsChange) {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / ("dateline-own-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const std::string path = (folder / "places.gazetteer").string();
  std::vector<OwnPlace> places = {Place({"Umm Tarfa", "", "", "IQ", "", "", "33", "44", ""})};
  ASSERT_TRUE(WriteFile(path, WriteOwnPlaces(places)));
  const Container& knowledge = PlacesWorld::Get().container();
  const auto first = OwnGazetteer::Open(path, knowledge);
  ASSERT_TRUE(first);
  EXPECT_TRUE(std::filesystem::exists(OwnGazetteer::IndexPath(path)));
  const auto second = OwnGazetteer::Open(path, knowledge);
  EXPECT_EQ(first->compiled(), second->compiled());
  EXPECT_EQ(first->version(), second->version());
  for (const size_t damage : {size_t{200}, first->compiled().size() - 3}) {  // cut off, and one byte turned round
    std::string broken(first->compiled());
    if (damage == 200) broken.resize(damage);
    else broken[damage] = static_cast<char>(broken[damage] ^ 0x40);
    ASSERT_TRUE(WriteFile(OwnGazetteer::IndexPath(path), broken));
    const auto mended = OwnGazetteer::Open(path, knowledge);
    ASSERT_TRUE(mended);
    EXPECT_EQ(mended->compiled(), second->compiled());
  }
  places.push_back(Place({"Umm Qarn", "", "", "IQ", "", "", "33", "44", ""}));
  ASSERT_TRUE(WriteFile(path, WriteOwnPlaces(places)));
  const auto third = OwnGazetteer::Open(path, knowledge);
  ASSERT_TRUE(third);
  EXPECT_NE(third->version(), first->version());
  Gazetteer gazetteer = *Gazetteer::Open(PlacesWorld::Get().section());
  ASSERT_TRUE(gazetteer.Attach(third->compiled()));
  EXPECT_EQ(gazetteer.own_size(), 2u);
  EXPECT_FALSE(OwnGazetteer::Open((folder / "none").string(), knowledge));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace dateline
