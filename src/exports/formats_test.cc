// Every format on what findings and records may hold, hostile texts included. All texts are invented.
#include <gtest/gtest.h>
#include <simdjson.h>

#include <cmath>
#include <random>

#include "engine/json_writer.h"
#include "exports/exporter.h"
#include "exports/finding_view.h"
#include "exports/test_rows.h"

namespace dateline {
namespace {

using Table = std::vector<std::vector<std::string>>;

std::string CellOf(const Table& table, size_t row, std::string_view column) {
  for (size_t i = 0; i < table[0].size(); ++i) {
    if (table[0][i] == column) return table[row].at(i);
  }
  ADD_FAILURE() << "no column " << column;
  return {};
}

class Formats : public testing::Test {
 protected:
  Formats() : knowledge_(ExportTables()) {}

  std::unique_ptr<Exporter> Make(std::string_view name, ExportSettings settings = {}) {
    settings.knowledge = &knowledge_;
    auto made = MakeExporter(name, settings);
    EXPECT_TRUE(made.has_value()) << name;
    return std::move(*made);
  }

  /// What the format makes of these lines of findings, each with its reports and estimates.
  std::string OfFindings(std::string_view name, const std::vector<FindingView>& findings, const ExportSettings& settings = {}) {
    const auto exporter = Make(name, settings);
    std::string out;
    exporter->Begin(out);
    for (const FindingView& finding : findings) exporter->Finding(finding, out);
    exporter->End(out);
    return out;
  }

  std::string OfRecords(std::string_view name, const std::vector<std::string>& lines, const ReportRef& report, const ExportSettings& settings = {}) {
    const auto exporter = Make(name, settings);
    std::string out;
    exporter->Begin(out);
    for (const std::string& line : lines) EXPECT_TRUE(exporter->Record(line, report, out).has_value()) << line;
    exporter->End(out);
    return out;
  }

  static FindingView Parse(std::string_view json) {
    FindingParser parser;
    auto view = parser.Parse(json);
    EXPECT_TRUE(view.has_value()) << json;
    return std::move(*view);
  }

 private:
  Container knowledge_;
};

constexpr std::string_view kIncident =
    R"({"kind":"incident","id":"ffe4000000000112233445566778899a","type":"ASSAULT","mode":"heavy-weapons","actors":[{"text":"the army","name":"Syrian Army","country":"SYR","sectors":["MIL"]}],)"
    R"("recipients":[{"text":"the Red Column","sectors":["REB"]}],"place":{"text":"Tal Zahr","name":"Tall Zahr","country":"SYR","adm1":"Idlib","lat":36.2,"lon":37.1,"precision":2},)"
    R"("time":{"start":"2018-01-01","end":"2018-01-31","precision":4},"acled":{"event_type":"Battles","sub_event_type":"Armed clash"},"ucdp":"state-based",)"
    R"("killed":{"low":10,"best":19,"high":null,"unit":"people","rule":"ucdp","logic":"the most reliable","parts":{"civilians":4,"soldiers":3,"fighters":5,"unknown":7}},)"
    R"("reports":["a","b"],"claims":[{"record":"r1","report":"a","source":"the ministry"},{"record":"r2","report":"b","source":"Wire \"N\"; north","copy":true}],)"
    R"("contradictions":[{"what":"killed","text":"10 against 19"}],"origins":1,"clarity":1,"credibility":2,"confidence":0.9})";

FindingView Incident() {
  FindingParser parser;
  FindingView view = parser.Parse(kIncident).value();
  view.reports = {{"a", "Gazette", "2018-02-01", "A \"big\"; loud blast"}, {"b", "", "2018-02-02", ""}};
  FindingFigureView least = view.figures.front();
  least.rule = "acled";
  least.figure = {true, 10, 10, 10};
  view.estimates.push_back(least);
  return view;
}

TEST_F(Formats, UcdpHasItsColumnsAndItsSum) {
  const Table table = ReadCsv(OfFindings("ucdp", {Incident()}));
  ASSERT_EQ(table.size(), 2U);
  ASSERT_EQ(table[0].size(), 49U);
  const std::pair<std::string_view, std::string_view> expected[] = {{"id", "4501675482021888"},
                                                                    {"relid", "ffe4000000000112233445566778899a"},
                                                                    {"year", "2018"},
                                                                    {"code_status", "Check"},
                                                                    {"type_of_violence", "1"},
                                                                    {"side_a", "Syrian Army"},
                                                                    {"side_b", "the Red Column"},
                                                                    {"dyad_name", "Syrian Army - the Red Column"},
                                                                    {"gwnoa", "652"},
                                                                    {"gwnob", ""},
                                                                    {"number_of_sources", "1"},
                                                                    {"source_article", "\"Gazette,2018-02-01,A 'big', loud blast\";\"b,2018-02-02,\""},
                                                                    {"source_office", "Gazette;b"},
                                                                    {"source_date", "2018-02-01;2018-02-02"},
                                                                    {"source_original", "the ministry;Wire 'N', north"},
                                                                    {"where_prec", "2"},
                                                                    {"where_coordinates", "Tall Zahr"},
                                                                    {"where_description", "Tal Zahr"},
                                                                    {"geom_wkt", "POINT (37.1 36.2)"},
                                                                    {"priogrid_gid", "181875"},
                                                                    {"country", "Syria"},
                                                                    {"country_id", "652"},
                                                                    {"region", "Middle East"},
                                                                    {"event_clarity", "1"},
                                                                    {"date_prec", "4"},
                                                                    {"date_start", "2018-01-01 00:00:00.000"},
                                                                    {"date_end", "2018-01-31 00:00:00.000"},
                                                                    {"deaths_a", "3"},
                                                                    {"deaths_b", "5"},
                                                                    {"deaths_civilians", "4"},
                                                                    {"deaths_unknown", "7"},
                                                                    {"best", "19"},
                                                                    {"high", "19"},
                                                                    {"low", "10"},
                                                                    {"active_year", ""},
                                                                    {"conflict_new_id", ""}};
  for (const auto& [column, value] : expected) EXPECT_EQ(CellOf(table, 1, column), value) << column;
}

TEST_F(Formats, UcdpHoldsOnlyIncidentsWithDeathsByItsRule) {
  FindingView none = Incident(), other = Incident(), zero = Incident();
  none.figures.clear();
  none.estimates.clear();
  other.figures.front().rule = "dateline";
  zero.figures.front().figure = {true, 0, 0, 0};
  EXPECT_EQ(ReadCsv(OfFindings("ucdp", {none, other, zero})).size(), 1U);
  FindingView set = Incident();
  set.figures.front().rule = "person";
  set.figures.front().figure = {true, 7, 7, 7};
  set.figures.front().parts.clear();
  const Table table = ReadCsv(OfFindings("ucdp", {set}));
  EXPECT_EQ(CellOf(table, 1, "best"), "7");
  EXPECT_EQ(CellOf(table, 1, "deaths_unknown"), "7");
}

TEST_F(Formats, UcdpNamesCiviliansInOneSidedViolence) {
  FindingView one_sided = Incident();
  one_sided.shared.ucdp = "one-sided";
  const Table table = ReadCsv(OfFindings("ucdp", {one_sided}));
  EXPECT_EQ(CellOf(table, 1, "type_of_violence"), "3");
  EXPECT_EQ(CellOf(table, 1, "side_b"), "Civilians");
  EXPECT_EQ(CellOf(table, 1, "deaths_a"), "0") << "nobody told whose soldiers";
  EXPECT_EQ(CellOf(table, 1, "deaths_unknown"), "15");
}

TEST_F(Formats, AcledHasItsLayoutAndItsRule) {
  const Table table = ReadCsv(OfFindings("acled", {Incident()}));
  ASSERT_EQ(table.size(), 2U);
  ASSERT_EQ(table[0].size(), 31U);
  const std::pair<std::string_view, std::string_view> expected[] = {
      {"event_id_cnty", "DLffe4000000000112233445566778899a"},
      {"event_date", "2018-01-16"},
      {"year", "2018"},
      {"time_precision", "3"},
      {"disorder_type", "Political violence"},
      {"event_type", "Battles"},
      {"sub_event_type", "Armed clash"},
      {"actor1", "Syrian Army"},
      {"inter1", "1"},
      {"actor2", "the Red Column"},
      {"inter2", "2"},
      {"interaction", "12"},
      {"civilian_targeting", ""},
      {"iso", "760"},
      {"region", "Middle East"},
      {"country", "Syria"},
      {"location", "Tall Zahr"},
      {"geo_precision", "2"},
      {"source", "Gazette; b"},
      {"fatalities", "10"},
      {"notes", "Fatalities by the rule of ACLED: the most reliable. Sources disagree: killed: 10 against 19."},
      {"timestamp", ""}};
  for (const auto& [column, value] : expected) EXPECT_EQ(CellOf(table, 1, column), value) << column;
}

TEST_F(Formats, AcledSidesOfAFightAndForcesAbroad) {
  FindingView fight = Incident();
  fight.shared.actors = {fight.shared.actors[0], fight.shared.recipients[0], fight.shared.actors[0]};
  fight.shared.actors[0].country = "TUR";
  fight.shared.recipients.clear();
  const Table table = ReadCsv(OfFindings("acled", {fight}));
  EXPECT_EQ(CellOf(table, 1, "inter1"), "8");
  EXPECT_EQ(CellOf(table, 1, "actor2"), "the Red Column");
  EXPECT_EQ(CellOf(table, 1, "interaction"), "28");
}

TEST_F(Formats, PloverAndCameoHoldWhatIsToldAsDone) {
  const ReportRef report = {"a/b.txt", "2018-01-16", "The Gazette", "Blast", "http://example.org/1", "en", "ab12", {}};
  const std::string body =
      R"("id":"aa","report":"r1","sentence":3,"type":"ASSAULT","mode":"aerial","cameo":"195","actors":[{"text":"jets","name":"Air Force","country":"RUS","sectors":["MIL"]}],)"
      R"("recipients":[{"text":"rebels","sectors":["REB"]},{"text":"journalists","country":"SYR","sectors":["JRN"]}],"time":{"start":"2018-01-15","precision":1},"confidence":0.9)";
  const std::vector<std::string> lines = {"{\"kind\":\"event\"," + body + "}", "{\"kind\":\"event\"," + body + R"(,"stance":{"polarity":"denied"}})",
                                          "{\"kind\":\"event\"," + body + R"(,"stance":{"time":"future"}})"};
  const Table plover = ReadTable(OfRecords("plover", lines, report), '\t');
  ASSERT_EQ(plover.size(), 2U);
  EXPECT_EQ(plover[0].size(), 40U);
  EXPECT_EQ(CellOf(plover, 1, "Intensity"), "-9.5");
  EXPECT_EQ(CellOf(plover, 1, "Quad Code"), "4");
  EXPECT_EQ(CellOf(plover, 1, "Event Date"), "2018-01-15");
  EXPECT_EQ(CellOf(plover, 1, "Actor COW"), "365");
  EXPECT_EQ(CellOf(plover, 1, "Recipient Sectors"), "REB; JRN");
  EXPECT_EQ(OfRecords("cameo", lines, report),
            "20180115\tRUSMIL\tREB\t195\t\ta/b.txt_3\thttp://example.org/1\tThe Gazette\n20180115\tRUSMIL\tSYRMED\t195\t\ta/b.txt_3\thttp://example.org/1\tThe "
            "Gazette\n");
}

TEST_F(Formats, CameoSaysOnceWhatAReportSaysTwice) {
  const auto line = [](int sentence) {
    return R"({"kind":"event","id":"a","report":"r1","sentence":)" + std::to_string(sentence) +
           R"(,"type":"ASSAULT","cameo":"190","actors":[{"country":"SYR"}],"confidence":1})";
  };
  EXPECT_EQ(OfRecords("cameo", {line(1), line(1), line(4)}, {"x", "", "", "", "", "", "", ""}), "\tSYR\t---\t190\t\tx_1;x_4\t\t\n");
}

TEST_F(Formats, IdmcKeepsFlowsAndStocksApart) {
  const ReportRef report = {"a", "2018-01-16T10:00:00Z", "The Gazette", "Flight", "http://example.org/1", "en", "", {}};
  const auto line = [](std::string_view own, std::string_view count) {
    return std::string(R"({"id":"m","quote":{"text":"They fled"},"confidence":0.8,)").append(own).append(R"(,"count":)").append(count).append("}");
  };
  const std::string from = R"("origin":[{"text":"A","country":"SYR","adm1":"Idlib","lat":36,"lon":37,"precision":4}])";
  const std::vector<std::string> lines = {
      line(R"("kind":"movement","manner":"fled","idmc_term":"Forced to flee",)" + from +
               R"(,"destination":[{"text":"B","country":"TUR","precision":6}],"time":{"start":"2018-01-01","end":"2018-01-31","precision":4})",
           R"({"low":5000,"best":5000,"high":null,"hedge":"at_least","unit":"people"})"),
      line(R"("kind":"movement","manner":"returned","idmc_term":"Returns",)" + from, R"({"low":45,"best":50,"high":55,"hedge":"about","unit":"households"})"),
      line(R"("kind":"stock","state":"displaced","idmc_term":"Displaced","place":{"text":"camp","country":"SYR","precision":1})",
           R"({"low":8,"best":8,"high":8,"hedge":"exact"})"),
      line(R"("kind":"stock","state":"member","place":{"text":"camp"})", R"({"low":8,"best":8,"high":8})"),
      line(R"("kind":"stock","state":"displaced","idmc_term":"Displaced")", R"({"low":8,"best":8,"high":8,"change":"up"})"),
  };
  const Table table = ReadCsv(OfRecords("idmc", lines, report));
  ASSERT_EQ(table.size(), 4U);
  EXPECT_EQ(CellOf(table, 1, "Figure Category"), "Cross-border flight");
  EXPECT_EQ(CellOf(table, 1, "Quantifier"), "More than");
  EXPECT_EQ(CellOf(table, 1, "Type of point"), "Origin; Destination");
  EXPECT_EQ(CellOf(table, 1, "Locations accuracy"), "ADM1; ADM0");
  EXPECT_EQ(CellOf(table, 1, "Start date accuracy"), "Month");
  EXPECT_EQ(CellOf(table, 1, "End date"), "2018-01-31");
  EXPECT_EQ(CellOf(table, 1, "Total figures"), "5000");
  EXPECT_EQ(CellOf(table, 2, "Figure Category"), "Unverified flow");
  EXPECT_EQ(CellOf(table, 2, "Unit"), "Household");
  EXPECT_EQ(CellOf(table, 2, "Total figures"), "");
  EXPECT_EQ(CellOf(table, 2, "Quantifier"), "Approximately");
  EXPECT_EQ(CellOf(table, 3, "Figure Category"), "IDPs");
  EXPECT_EQ(CellOf(table, 3, "Stock date"), "2018-01-16");
  EXPECT_EQ(CellOf(table, 3, "Start date"), "");
  EXPECT_EQ(CellOf(table, 3, "Quantifier"), "Exact");
}

TEST_F(Formats, AnnotationsQuoteTheTextInCodePoints) {
  ReportRef report = {"a", "2018-01-16", "", "", "", "en", "ab12", "\xC3\x84hm. Rebels seized Haj\xC3\xADn. Then silence."};
  const std::vector<std::string> lines = {
      "{\"kind\":\"control\",\"id\":\"c1\",\"report\":\"r\",\"change\":\"captured\",\"quote\":{\"begin\":5,\"end\":24,\"text\":\"Rebels seized "
      "Haj\xC3\xADn\"},\"confidence\":0.9}"};
  const std::string text = OfRecords("annotations", lines, report);
  simdjson::dom::parser parser;
  simdjson::dom::element page;
  ASSERT_EQ(parser.parse(text).get(page), simdjson::SUCCESS) << text;
  const simdjson::dom::element target = page["items"].at(0)["target"];
  EXPECT_EQ(std::string_view(target["source"]), "urn:sha256:ab12");
  EXPECT_EQ(int64_t(target["selector"].at(0)["start"]), 5);
  EXPECT_EQ(std::string_view(target["selector"].at(1)["prefix"]), "\xC3\x84hm. ");
  EXPECT_EQ(std::string_view(target["selector"].at(1)["exact"]), "Rebels seized Haj\xC3\xADn");
  EXPECT_EQ(std::string_view(target["selector"].at(1)["suffix"]), ". Then silence.");
  // Words that do not stand in the text have nothing around them.
  report.text = "Something else altogether, and long enough.";
  EXPECT_EQ(OfRecords("annotations", lines, report).find("prefix"), std::string::npos);
}

/// Lines with every kind of key, values of every type, and texts that break tables.
class RandomLines {
 public:
  explicit RandomLines(uint64_t seed) : random_(seed) {}

  std::string Record() {
    static constexpr std::string_view kKinds[] = {"event", "movement", "stock", "control", "statement"};
    return Line(kKinds[Below(5)]);
  }
  std::string Finding() {
    static constexpr std::string_view kKinds[] = {"incident", "flow", "figure", "control_line"};
    return Line(kKinds[Below(4)]);
  }

 private:
  size_t Below(size_t n) { return random_() % n; }

  std::string Text() {
    static constexpr std::string_view kTexts[] = {
        "",         "a",          "=1+1",       "-5",     "a,b",     "say \"x\"", "two\r\nlines", "tab\tin",   "\xC3\x84\xE2\x80\x9C",
        "people",   "households", "2018-01-15", "SYR",    "ASSAULT", "aerial",    "state-based",  "one-sided", "Battles",
        "at_least", "about",      "MIL",        "REB",    "fled",    "displaced", "Displaced",    "Returns",   "190",
        "ucdp",     "acled",      "idmc",       "person", "\x01",    "@x",        "; ",           "'",         "denied",
        "future",   "doubtful"};
    return std::string(kTexts[Below(std::size(kTexts))]);
  }

  void Value(JsonWriter& json, int depth) {
    const size_t what = Below(depth > 3 ? 5 : 10);
    if (what < 2) return json.String(Text());
    if (what == 2) return json.Number(static_cast<double>(Below(5000)) / 4 - 200);
    if (what == 3) return json.Integer(static_cast<int64_t>(Below(90)) - 5);
    if (what == 4) return Below(2) == 0 ? json.Null() : json.Bool(true);
    if (what == 5) {
      json.BeginArray();
      for (size_t i = Below(4); i > 0; --i) Value(json, depth + 1);
      return json.EndArray();
    }
    Object(json, depth + 1);
  }

  void Object(JsonWriter& json, int depth) {
    static constexpr std::string_view kKeys[] = {"text",  "name",   "country", "adm1",   "lat",       "lon",      "precision",  "low",      "best",  "high",
                                                 "hedge", "unit",   "rule",    "parts",  "civilians", "soldiers", "sectors",    "role",     "start", "end",
                                                 "begin", "source", "record",  "report", "what",      "change",   "event_type", "polarity", "time",  "count"};
    json.BeginObject();
    for (size_t i = Below(12); i > 0; --i) {
      json.Key(kKeys[Below(std::size(kKeys))]);
      Value(json, depth);
    }
    json.EndObject();
  }

  std::string Line(std::string_view kind) {
    static constexpr std::string_view kKeys[] = {"id",     "report",      "sentence", "type",       "mode",           "manner",      "state",   "change",
                                                 "quote",  "trigger",     "actors",   "recipients", "people",         "holder",      "place",   "origin",
                                                 "via",    "destination", "time",     "killed",     "injured",        "count",       "price",   "per",
                                                 "acled",  "ucdp",        "cameo",    "idmc_term",  "contexts",       "attribution", "stance",  "confidence",
                                                 "series", "reports",     "evidence", "claims",     "contradictions", "origins",     "clarity", "credibility"};
    std::string out;
    JsonWriter json(out);
    json.BeginObject();
    json.Field("kind", kind);
    for (const std::string_view key : kKeys) {
      if (Below(3) == 0) continue;
      json.Key(key);
      Value(json, 0);
    }
    json.EndObject();
    return out;
  }

  std::mt19937_64 random_;
};

void ExpectRectangle(const std::string& text, char separator, std::string_view name) {
  const Table table = ReadTable(text, separator);
  for (const auto& row : table) ASSERT_EQ(row.size(), table[0].size()) << name;
}

void ExpectJson(const std::string& text, std::string_view name) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  ASSERT_EQ(parser.parse(text).get(root), simdjson::SUCCESS) << name;
}

TEST_F(Formats, WhateverRecordsHoldTheOutputIsValid) {
  RandomLines random(20180115);
  std::vector<std::string> lines;
  for (int i = 0; i < 400; ++i) lines.push_back(random.Record());
  const ReportRef report = {"a\tb", "2018-01-16", "=The \"Gazette\"", "two\nlines", "", "en", "", "text"};
  for (const bool safe : {false, true}) {
    ExportSettings settings;
    settings.csv_safe = safe;
    for (const char* name : {"csv", "hxl", "idmc"}) ExpectRectangle(OfRecords(name, lines, report, settings), ',', name);
    ExpectRectangle(OfRecords("plover", lines, report, settings), '\t', "plover");
    EXPECT_EQ(ReadTable(OfRecords("csv", lines, report, settings), ',').size(), lines.size() + 1);
  }
  for (const char* name : {"geojson", "annotations"}) ExpectJson(OfRecords(name, lines, report), name);
  for (const auto& row : ReadTable(OfRecords("cameo", lines, report), '\t')) EXPECT_TRUE(row.size() == 8 || row.size() == 1);
  EXPECT_TRUE(OfRecords("arrow", lines, report).ends_with("ARROW1"));
}

TEST_F(Formats, WhateverFindingsHoldTheOutputIsValid) {
  RandomLines random(7);
  std::vector<FindingView> findings;
  for (int i = 0; i < 400; ++i) findings.push_back(Parse(random.Finding()));
  for (const char* name : {"csv", "hxl"}) {
    const std::string text = OfFindings(name, findings, {false, "incident"});
    ExpectRectangle(text, ',', name);
  }
  for (const char* name : {"ucdp", "acled", "idmc"}) ExpectRectangle(OfFindings(name, findings), ',', name);
  ExpectJson(OfFindings("geojson", findings, {false, "incident"}), "geojson");
}

TEST_F(Formats, UcdpAlwaysAddsUp) {
  std::mt19937_64 random(11);
  std::vector<FindingView> findings;
  const auto number = [&](double most) { return random() % 6 == 0 ? std::nan("") : static_cast<double>(random() % 1000) / 1000 * most - 2; };
  for (int i = 0; i < 2000; ++i) {
    FindingView view = Incident();
    view.shared.ucdp = std::vector<std::string>{"state-based", "non-state", "one-sided", ""}[random() % 4];
    FindingFigureView& killed = view.figures.front();
    killed.figure = {true, number(30), static_cast<double>(random() % 60), number(90)};
    killed.parts.clear();
    for (const char* who : {"civilians", "soldiers", "police", "fighters", "women", "unknown"}) {
      if (random() % 2 == 0) killed.parts.emplace_back(who, static_cast<double>(random() % 400) / 10);
    }
    findings.push_back(std::move(view));
  }
  const Table table = ReadCsv(OfFindings("ucdp", findings));
  ASSERT_GT(table.size(), 1000U);
  for (size_t row = 1; row < table.size(); ++row) {
    const auto value = [&](std::string_view column) { return std::stol(CellOf(table, row, column)); };
    ASSERT_EQ(value("deaths_a") + value("deaths_b") + value("deaths_civilians") + value("deaths_unknown"), value("best"));
    ASSERT_LE(value("low"), value("best"));
    ASSERT_LE(value("best"), value("high"));
    ASSERT_GE(value("low"), 0);
  }
}

}  // namespace
}  // namespace dateline
