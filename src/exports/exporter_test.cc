#include "exports/exporter.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <simdjson.h>

#include "engine/record_view.h"
#include "exports/record_columns.h"
#include "exports/test_rows.h"

namespace dateline {
namespace {

constexpr std::string_view kAttack =
    R"({"kind":"event","id":"aa11","report":"r1","sentence":3,"quote":{"begin":0,"end":9,"text":"a \"big\", loud\nblast"},"trigger":{"begin":1,"end":2,"text":"blast"},)"
    R"("type":"ASSAULT","mode":"explosives","contexts":["military","terrorism"],"cameo":"183","acled":{"event_type":"Explosions/Remote violence","sub_event_type":"Suicide bomb"},"ucdp":"one-sided","actors":[{"text":"two men"},{"name":"The Column"}],"recipients":[{"text":"civilians","role":"civilians"}],)"
    R"("place":{"text":"Tal Zahr","name":"Tall Zahr","geonameid":77,"country":"SYR","adm1":"Idlib","lat":36.2,"lon":37.1,"precision":1},)"
    R"("time":{"text":"on Monday","start":"2018-01-15","end":"2018-01-15","precision":1},"killed":{"low":5000,"best":5000,"high":null,"hedge":"at_least"},)"
    R"("attribution":{"source":{"text":"the ministry"},"source_type":"official","quoted":"indirect"},"stance":{"polarity":"affirmed","certainty":"possible","time":"past"},)"
    R"("confidence":0.875,"rule":"x"})";

constexpr std::string_view kRoute =
    R"({"kind":"movement","id":"bb22","report":"r1","manner":"fled","idmc_term":"Forced to flee","people":{"text":"families"},"count":{"low":45,"best":50,"high":55,"hedge":"about","unit":"families"},)"
    R"("origin":[{"text":"Dar Amin","lat":10.5,"lon":170}],"destination":[{"text":"the coast","lat":20.5,"lon":-170}],"confidence":0.4})";

const ReportRef kReport = {"a/b.txt", "2018-01-16", "The Gazette", "Blast", "http://example.org/1", "en", "ab12", {}};

std::string Export(std::string_view format, const std::vector<std::string_view>& records) {
  auto exporter = MakeExporter(format, {});
  EXPECT_TRUE(exporter.has_value());
  std::string out;
  (*exporter)->Begin(out);
  (*exporter)->Report(R"({"kind":"report","id":"r1"})", out);
  for (const std::string_view record : records) EXPECT_TRUE((*exporter)->Record(record, kReport, out).has_value());
  (*exporter)->End(out);
  return out;
}

TEST(Exporter, NamesItsFormats) {
  const auto wrong = MakeExporter("xlsx", {});
  ASSERT_FALSE(wrong.has_value());
  EXPECT_EQ(wrong.error().expected, "jsonl, csv, geojson, arrow, hxl, ucdp, acled, plover, cameo, idmc or annotations");
  const auto kind = FindFormat("ucdp", "event");
  ASSERT_FALSE(kind.has_value());
  EXPECT_EQ(kind.error().expected, "--kind incident");
  EXPECT_FALSE(MakeExporter("plover", {}).has_value()) << "without knowledge";
}

TEST(JsonLines, KeepsReportsAndRecordsAsTheyAre) {
  EXPECT_EQ(Export("jsonl", {kAttack}), R"({"kind":"report","id":"r1"})" "\n" + std::string(kAttack) + "\n");
}

TEST(Csv, WritesOneRowARecord) {
  const auto rows = ReadCsv(Export("csv", {kAttack, kRoute}));
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].size(), RecordColumns().size());
  for (const auto& row : rows) EXPECT_EQ(row.size(), rows[0].size());
  const auto cell = [&](size_t row, std::string_view column) {
    const auto it = std::find(rows[0].begin(), rows[0].end(), column);
    EXPECT_NE(it, rows[0].end()) << column;
    return rows[row][static_cast<size_t>(it - rows[0].begin())];
  };
  EXPECT_EQ(cell(1, "id"), "aa11");
  EXPECT_EQ(cell(1, "type"), "ASSAULT");
  EXPECT_EQ(cell(1, "date_start"), "2018-01-15");
  EXPECT_EQ(cell(1, "date_prec"), "1");
  EXPECT_EQ(cell(1, "latitude"), "36.2");
  EXPECT_EQ(cell(1, "where_prec"), "1");
  EXPECT_EQ(cell(1, "actors"), "two men; The Column");
  EXPECT_EQ(cell(1, "recipients"), "civilians");
  EXPECT_EQ(cell(1, "killed_low"), "5000");
  EXPECT_EQ(cell(1, "killed_high"), "");
  EXPECT_EQ(cell(1, "injured_best"), "");
  EXPECT_EQ(cell(1, "quote"), "a \"big\", loud\nblast");
  EXPECT_EQ(cell(1, "source"), "the ministry");
  EXPECT_EQ(cell(1, "certainty"), "possible");
  EXPECT_EQ(cell(1, "polarity"), "");
  EXPECT_EQ(cell(1, "confidence"), "0.875");
  EXPECT_EQ(cell(1, "source_id"), "a/b.txt");
  EXPECT_EQ(cell(1, "headline"), "Blast");
  EXPECT_EQ(cell(1, "cameo"), "183");
  EXPECT_EQ(cell(1, "acled_event_type"), "Explosions/Remote violence");
  EXPECT_EQ(cell(1, "acled_sub_event_type"), "Suicide bomb");
  EXPECT_EQ(cell(1, "ucdp_type"), "one-sided");
  EXPECT_EQ(cell(1, "contexts"), "military; terrorism");
  EXPECT_EQ(cell(2, "type"), "fled");
  EXPECT_EQ(cell(2, "count_best"), "50");
  EXPECT_EQ(cell(2, "count_unit"), "families");
  EXPECT_EQ(cell(2, "from"), "Dar Amin");
  EXPECT_EQ(cell(2, "to"), "the coast");
  EXPECT_EQ(cell(2, "to_longitude"), "-170");
}

TEST(Csv, RefusesWhatIsNoRecord) {
  auto made = MakeExporter("csv", {});
  ASSERT_TRUE(made.has_value());
  const auto exporter = std::move(*made);
  std::string out;
  EXPECT_FALSE(exporter->Record("{\"kind\":", kReport, out).has_value());
  EXPECT_FALSE(exporter->Record("[]", kReport, out).has_value());
  EXPECT_FALSE(exporter->Record("{}", kReport, out).has_value());
  EXPECT_EQ(out, "");
}

TEST(GeoJson, IsOneFeatureCollection) {
  const std::string text = Export("geojson", {kAttack, kRoute, R"({"kind":"statement","id":"cc","confidence":0.5})"});
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  ASSERT_EQ(parser.parse(text).get(root), simdjson::SUCCESS) << text;
  EXPECT_EQ(std::string_view(root["type"]), "FeatureCollection");
  simdjson::dom::array features = root["features"];
  ASSERT_EQ(features.size(), 3U);
  EXPECT_EQ(simdjson::minify(features.at(0)["geometry"].value()), R"({"type":"Point","coordinates":[37.1,36.2]})");
  EXPECT_EQ(int64_t(features.at(0)["properties"]["killed_low"]), 5000);
  EXPECT_EQ(std::string_view(features.at(0)["properties"]["how_many"]), "at least 5,000 killed");
  EXPECT_TRUE(features.at(0)["properties"]["killed_high"].error());
  EXPECT_TRUE(features.at(2)["geometry"].is_null());
}

TEST(GeoJson, CutsALineAtTheAntimeridian) {
  const std::string text = Export("geojson", {kRoute});
  EXPECT_NE(text.find(R"("geometry":{"type":"MultiLineString","coordinates":[[[170,10.5],[180,15.5]],[[-180,15.5],[-170,20.5]]]})"), std::string::npos) << text;
  EXPECT_NE(text.find(R"("shown":"route")"), std::string::npos);
}

TEST(GeoJson, AnEmptyCaseIsAnEmptyCollection) { EXPECT_EQ(Export("geojson", {}), "{\"type\":\"FeatureCollection\",\"features\":[\n]}\n"); }

TEST(RecordView, ReadsAnObjectWhereAListMayStand) {
  RecordParser parser;
  const auto joined = parser.Parse(R"({"kind":"movement","manner":"joined","destination":{"text":"the Red Column"},"origin":{"text":"Oslo"}})");
  ASSERT_TRUE(joined.has_value());
  EXPECT_EQ(joined->joined.text, "the Red Column");
  EXPECT_TRUE(joined->destination.empty());
  EXPECT_EQ(Names(joined->origin, ", "), "Oslo");
  const auto odd = parser.Parse(R"({"kind":"event","actors":"nobody","place":3,"killed":[1],"confidence":"high"})");
  ASSERT_TRUE(odd.has_value());
  EXPECT_TRUE(odd->actors.empty());
  EXPECT_FALSE(odd->toll[0].given);
}

}  // namespace
}  // namespace dateline
