#include "imports/place_tables.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "base/container.h"
#include "base/mapped_file.h"
#include "base/test_tables.h"

namespace dateline {
namespace {

const Container& Knowledge() {
  static const Container container = TestTables({"places/countries.tsv", "places/divisions.tsv", "places/features.tsv"});
  return container;
}

class PlaceTables : public testing::Test {
 protected:
  PlaceTables() : folder_(std::filesystem::temp_directory_path() / ("dateline-import-" + std::to_string(getpid()))) { std::filesystem::create_directories(folder_); }
  ~PlaceTables() override { std::filesystem::remove_all(folder_); }

  Result<PlaceImport> Import(const std::string& text, const PlaceImportOptions& options = {}) {
    const std::string path = (folder_ / "in.dat").string();
    EXPECT_TRUE(WriteFile(path, text));
    const auto checker = OwnPlaceChecker::Load(Knowledge());
    auto import = ImportPlaces(path, options, *checker);
    if (!import) message_ = import.error().Message();
    else if (!import->faults.empty()) message_ = import->faults[0].Message();
    const size_t at = message_.find("in.dat");
    if (at != std::string::npos) message_ = message_.substr(at);
    return import;
  }

  std::filesystem::path folder_;
  std::string message_;
};

TEST_F(PlaceTables, CsvWithAnyCaseOfHeaderSeparatorAndQuotes) {
  const auto import = Import("\xEF\xBB\xBFID;NAME;Latitude;Lng;Aliases;ISO3;Remark\r\n"
                             "a1;\"Ayn \"\"Blue\"\"; Upper\nVillage\";35,5;40.25;Ain Blue|Ein Blue;SYR;x\r\n\r\na2;Tell Samak;36;41;;;\r\n");
  ASSERT_TRUE(import) << message_;
  EXPECT_EQ(import->format, PlaceFormat::kCsv);
  ASSERT_EQ(import->places.size(), 2u) << message_;
  EXPECT_EQ(import->places[0].name, "Ayn \"Blue\"; Upper Village");
  EXPECT_EQ(import->places[0].lat, 35.5);
  EXPECT_EQ(import->places[0].alternatives, "Ain Blue|Ein Blue");
  EXPECT_EQ(import->places[0].id, "a1");
  EXPECT_EQ(import->places[1].country, "");
  EXPECT_EQ(import->ignored, std::vector<std::string>{"Remark"});
}

TEST_F(PlaceTables, CsvFaults) {
  EXPECT_FALSE(Import("nom,lat,lng\nx,1,2\n"));
  EXPECT_TRUE(message_.starts_with("in.dat:1: columns \"nom\", \"lat\", \"lng\"; expected a header with name, lat (or latitude)")) << message_;
  EXPECT_EQ(Import("name,lat,lon\nTell,35,40\nKhan,35\n")->bad, 1u);
  EXPECT_EQ(message_, "in.dat:3: 2 cells; expected 3, as the header has");
  EXPECT_EQ(Import("name,lat,lon,country\nTell,35,40,SY\n\nKhan,35,40,SX1\n")->bad, 1u);
  EXPECT_TRUE(message_.starts_with("in.dat:4: country \"SX1\"")) << message_;
  EXPECT_FALSE(Import("name,lat,lon\n\"Tell,35,40\nKhan,35,40\n"));
  EXPECT_TRUE(message_.starts_with("in.dat:2: a quotation mark that is never closed")) << message_;
  EXPECT_EQ(Import("name,lat,lon\nVill\xE9ge,35,40\n")->bad, 1u);
  EXPECT_NE(message_.find("not UTF-8"), std::string::npos);
  EXPECT_FALSE(Import(""));
}

TEST_F(PlaceTables, BadRowsAreSkippedWhereAsked) {
  PlaceImportOptions options;
  options.skip_bad = true;
  std::string text = "name,lat,lon\n";
  for (int i = 0; i < 50; ++i) text += "Tell A,95,40\nKhan " + std::string(2, static_cast<char>('a' + i % 26)) + ",35,40\n";
  const auto import = Import(text, options);
  EXPECT_EQ(import->bad, 50u);
  EXPECT_EQ(import->faults.size(), 20u);
  EXPECT_EQ(import->places.size(), 50u);
  EXPECT_EQ(Import(text)->bad, 20u);  // otherwise it ends there
}

TEST_F(PlaceTables, GeoJsonCollectionsLinesAndGeometries) {
  auto import = Import(R"({"type":"FeatureCollection","features":[
    {"type":"Feature","id":12,"geometry":{"type":"Polygon","coordinates":[[[40,30],[42,30],[42,34],[40,34],[40,30]]]},"properties":{"Name":"Zone A","country":"IRQ","feature":"region"}},
    {"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[10,10],[14,10],[14,14],[10,14],[10,10]]]]},"properties":{"name":"Zone B"}},
    {"type":"Feature","geometry":{"type":"LineString","coordinates":[[10,0],[12,0],[20,0]]},"properties":{"name":"Line C"}},
    {"type":"Feature","geometry":{"type":"Point","coordinates":[44.5,33.25,12]},"properties":{"names":["Umm Tarfa","Om Tarfah"]}}]})");
  ASSERT_TRUE(import) << message_;
  ASSERT_EQ(import->places.size(), 4u) << message_;
  EXPECT_EQ(import->places[0].id, "12");
  EXPECT_EQ(import->places[0].feature, "L.RGN");
  EXPECT_NEAR(import->places[0].lat, 32, 1e-6);
  EXPECT_NEAR(import->places[0].lon, 41, 1e-6);
  EXPECT_NEAR(import->places[1].lon, 12, 1e-6);  // of the largest part
  EXPECT_EQ(import->places[1].feature, "L.AREA");
  EXPECT_NEAR(import->places[2].lon, 15, 1e-6);
  EXPECT_EQ(import->places[3].name, "Umm Tarfa");
  EXPECT_EQ(import->places[3].alternatives, "Om Tarfah");
  EXPECT_EQ(import->places[3].lat, 33.25);
  import = Import("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]},\"properties\":{\"name\":\"One\"}}\n"
                  "\x1E{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]},\"properties\":{\"name\":\"Two\"}}\n");
  EXPECT_EQ(import->places.size(), 2u) << message_;
}

TEST_F(PlaceTables, GeoJsonFaults) {
  EXPECT_EQ(Import("{\"type\":\"FeatureCollection\",\"features\":[\n{\"type\":\"Feature\",\"properties\":{\"name\":\"Tell\"},\"geometry\":null}]}")->bad, 1u);
  EXPECT_TRUE(message_.starts_with("in.dat:2: a feature without a point")) << message_;
  EXPECT_EQ(Import("{\"type\":\"Feature\",\"properties\":{\"name\":\"Tell\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[40,91]}}")->bad, 1u);
  EXPECT_NE(message_.find("latitude"), std::string::npos);
  const auto cut = Import("{\"type\":\"FeatureCollection\",\"features\":[\n{\"type\":\"Feature\",\"prop");
  EXPECT_TRUE(!cut || cut->bad > 0);
  EXPECT_NE(message_.find("expected GeoJSON"), std::string::npos) << message_;
  EXPECT_FALSE(Import("{\"type\":\"Feature\",\n\"properties\":{\"name\":\"Vill\xE9ge\"}}"));
  EXPECT_TRUE(message_.starts_with("in.dat:2: bytes that are not UTF-8")) << message_;
}

constexpr const char* kDump =
    "99000001\tKhirbat Zaytun\tKhirbat Zaytun\tKhirbet Zeitoun,\u062e\u0631\u0628\u0629,KBZ,khrbt zytwn\t35.5\t40.3\tP\tPPL\tSY\t\t07\t\t\t\t1200\t\t210\tAsia/Damascus\t2020-01-01\n"
    "99000002\tWadi Samak\tWadi Samak\t\t33.5\t42.3\tH\tWAD\tIQ\t\t01\t\t\t\t0\t\t210\tAsia/Baghdad\t2020-01-01\n"
    "99000003\tTall Hajar\tTall Hajar\t\t33.6\t42.4\tT\tHLL\tIQ\t\t01\t\t\t\t0\t\t210\tAsia/Baghdad\t2020-01-01\n";

TEST_F(PlaceTables, GeoNamesDump) {
  auto import = Import(kDump);
  EXPECT_EQ(import->format, PlaceFormat::kGeoNames);
  ASSERT_EQ(import->places.size(), 3u) << message_;
  EXPECT_EQ(import->places[0].id, "geonames:99000001");
  EXPECT_EQ(import->places[0].alternatives, "Khirbet Zeitoun");  // no other scripts, codes or transcripts
  EXPECT_EQ(import->places[0].adm1, "Deir ez-Zor");
  EXPECT_EQ(import->places[0].population, 1200u);
  EXPECT_EQ(import->places[1].feature, "H.WAD");
  PlaceImportOptions options;
  options.features = {"H", "T.HLL"};
  options.countries = {"IRQ"};
  import = Import(kDump, options);
  EXPECT_EQ(import->places.size(), 2u);
  EXPECT_EQ(import->left_out, 1u);
  EXPECT_EQ(Import(std::string(kDump) + "99000004\tShort\tShort\n")->bad, 1u);
  EXPECT_EQ(message_, "in.dat:4: 3 columns; expected 19 by tabs, as in allCountries.txt or SY.txt of GeoNames");
}

TEST_F(PlaceTables, WhosOnFirst) {
  auto import = Import(R"({"type":"Feature","properties":{"wof:id":421199999,"wof:name":"Qaryat al Bustan","name:eng_x_preferred":["Bustan Village"],"name:eng_x_variant":["Bustaan"],
    "geom:latitude":34.9,"geom:longitude":39.9,"lbl:latitude":34.95,"lbl:longitude":39.95,"wof:country":"SY","wof:placetype":"neighbourhood","mz:is_current":1,"wof:population":340},
    "geometry":{"type":"Point","coordinates":[39.9,34.9]}})");
  EXPECT_EQ(import->format, PlaceFormat::kWhosOnFirst);
  ASSERT_EQ(import->places.size(), 1u) << message_;
  EXPECT_EQ(import->places[0].name, "Bustan Village");
  EXPECT_EQ(import->places[0].alternatives, "Bustaan|Qaryat al Bustan");
  EXPECT_EQ(import->places[0].feature, "P.PPLX");
  EXPECT_EQ(import->places[0].lat, 34.95);
  EXPECT_EQ(import->places[0].id, "wof:421199999");
  const std::string meta = "id,name,placetype,geom_latitude,geom_longitude,lbl_latitude,lbl_longitude,wof_country,is_current,deprecated\n"
                           "1,Umm Tarfa,locality,33.2,44.1,,,IQ,1,\n2,Umm Qarn,county,33.3,44.2,33.4,44.3,IQ,-1,\n3,Umm Hajar,region,33,44,,,IQ,0,\n4,Umm Milh,locality,33,44,,,IQ,1,2019-01-01\n";
  import = Import(meta);
  EXPECT_EQ(import->format, PlaceFormat::kWhosOnFirst);
  ASSERT_EQ(import->places.size(), 1u) << message_;
  EXPECT_EQ(import->places[0].lat, 33.2);
  EXPECT_EQ(import->left_out, 3u);
  PlaceImportOptions options;
  options.any_age = true;
  import = Import(meta, options);
  ASSERT_EQ(import->places.size(), 2u);
  EXPECT_EQ(import->places[1].feature, "A.ADM2");
  EXPECT_EQ(import->places[1].lat, 33.4);
}

TEST_F(PlaceTables, GivenFormatGoesBeforeContent) {
  PlaceImportOptions options;
  options.format = PlaceFormat::kGeoNames;
  EXPECT_GT(Import("name,lat,lon\nTell,35,40\n", options)->bad, 0u);
  EXPECT_NE(message_.find("19 by tabs"), std::string::npos);
}

}  // namespace
}  // namespace dateline
