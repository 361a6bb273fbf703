// Questions to a case file: each restriction by itself, ids by their beginning, and the words of the errors.
#include "casefile/query.h"

#include <gtest/gtest.h>

#include "base/mapped_file.h"
#include "casefile/test_reports.h"

namespace dateline {
namespace {

/// One file for all tests here: 20 reports as TestReport makes them, a failure, and a report about Raqqa with accents.
class QueryTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new ScratchFolder;
    Result<CaseFile> file = CaseFile::OpenForWriting(Path(), TestRun());
    ASSERT_TRUE(file);
    for (uint32_t i = 0; i < 20; ++i) ASSERT_TRUE(file->Add(TestReport(i)));
    ASSERT_TRUE(file->Add(TestFailure("scan.txt", "not text")));
    ASSERT_TRUE(file->Add(Special()));
    ASSERT_TRUE(file->Seal());
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }
  static std::string Path() { return *folder_ / "cases.gpkg"; }

  static StoredReport Special() {
    StoredReport r = TestReport(777, 3, 2);
    r.text = "Ärzte flohen. Deir ez-Zōr fell on Monday. The end.";
    r.sentences = {{0, 13, "title"}, {14, 41, "body"}, {42, 50, "body"}};
    r.records[0].kind = "control";
    r.records[0].type = "captured";
    r.records[0].sentence = 1;
    r.records[0].places = {TestPlace("place", "eastern Deir ez-Zōr", "SYR", 40.14, 35.34)};
    r.records[0].places[0].name = "Deir al-Zour";
    r.records[0].places[0].adm1 = "Deir ez-Zor Governorate";
    r.records[0].parties = {{"holder", "the militia", "NIG.REB", "Militia of the Niger", "NER", "fighters", "Abu Omar"}};
    r.records[0].start = "2019-03-01";
    r.records[0].end = "2019-03-31";
    r.records[1].start = r.records[1].end = "";
    return r;
  }
  static CaseReader Reader() {
    Result<CaseReader> reader = CaseReader::Open(Path());
    EXPECT_TRUE(reader) << reader.error().Message();
    return std::move(*reader);
  }
  static int64_t Count(const RecordQuery& query) {
    const Result<int64_t> count = Reader().CountRecords(query);
    EXPECT_TRUE(count) << count.error().Message();
    return count ? *count : -1;
  }

  static ScratchFolder* folder_;
};

ScratchFolder* QueryTest::folder_ = nullptr;

TEST_F(QueryTest, RecordsComeInTheOrderOfTheInput) {
  std::vector<std::string> expected, got;
  for (uint32_t i = 0; i < 20; ++i) {
    for (const StoredRecord& record : TestReport(i).records) expected.push_back(record.id);
  }
  for (const StoredRecord& record : Special().records) expected.push_back(record.id);
  ASSERT_TRUE(Reader().ForEachRecord({}, [&](const RecordRow& row) {
    got.push_back(row.record.id);
    return true;
  }));
  EXPECT_EQ(got, expected);
}

TEST_F(QueryTest, ARowIsWhatWasAdded) {
  const StoredRecord expected = TestReport(3).records[1];
  std::vector<RecordRow> rows;
  const RecordQuery query{.kind = "movement", .report = "wire/00003.txt", .details = true};
  ASSERT_TRUE(Reader().ForEachRecord(query, [&](const RecordRow& row) {
    rows.push_back(row);
    return true;
  }));
  ASSERT_EQ(rows.size(), 1u);
  const StoredRecord& got = rows[0].record;
  EXPECT_EQ(got.id, expected.id);
  EXPECT_EQ(got.type, "fled");
  EXPECT_EQ(got.json, expected.json);
  EXPECT_EQ(got.quote, expected.quote);
  EXPECT_EQ(got.start, expected.start);
  EXPECT_DOUBLE_EQ(got.confidence, expected.confidence);
  EXPECT_EQ(rows[0].source_id, "wire/00003.txt");
  EXPECT_EQ(rows[0].published, "2018-01-15");
  ASSERT_EQ(got.spans.size(), 6u);
  EXPECT_EQ(got.spans[3].slot, "place");
  EXPECT_EQ(got.spans[3].original_end, 22u);
  ASSERT_EQ(got.parties.size(), 2u);
  EXPECT_EQ(got.parties[0].actor, "TUR.MIL");
  ASSERT_EQ(got.places.size(), 1u);
  EXPECT_EQ(got.places[0].slot, "origin.0");
  EXPECT_DOUBLE_EQ(got.places[0].point.lat, 35.95);
  EXPECT_EQ(got.places[0].geonameid, 170654u);
}

TEST_F(QueryTest, RestrictsByKindTypeAndSureness) {
  EXPECT_EQ(Count({}), 102);
  EXPECT_EQ(Count({.kind = "event"}), 20);
  EXPECT_EQ(Count({.kind = "Event"}), 20);
  EXPECT_EQ(Count({.kind = "control"}), 21);
  EXPECT_EQ(Count({.type = "assault"}), 20);
  EXPECT_EQ(Count({.kind = "none"}), 0);
  int64_t below = 0;
  ASSERT_TRUE(Reader().ForEachRecord({}, [&](const RecordRow& row) {
    below += row.record.confidence < 0.5 ? 1 : 0;
    return true;
  }));
  EXPECT_EQ(Count({.unsure = true}), below);
  EXPECT_EQ(Count({.min_confidence = 0.5}), 102 - below);
}

TEST_F(QueryTest, RestrictsByPlaceInWholeWords) {
  EXPECT_EQ(Count({.place = "deir ez zor"}), 1) << "without accents, in any case";
  EXPECT_EQ(Count({.place = "Deir al-Zour"}), 1) << "by its name in the gazetteer";
  EXPECT_EQ(Count({.place = "Deir ez-Zor Governorate"}), 1) << "by its division";
  EXPECT_EQ(Count({.place = "TUR"}), 10) << "by country";
  EXPECT_EQ(Count({.place = "Zor"}), 1);
  EXPECT_EQ(Count({.place = "Damas"}), 0) << "half a word is no place";
  EXPECT_EQ(Count({.kind = "movement", .place = "Gaziantep"}), 10);
  EXPECT_EQ(Count({.place = "'; DROP TABLE record; --"}), 0);
  EXPECT_EQ(Count({}), 102);
}

TEST_F(QueryTest, RestrictsByParty) {
  EXPECT_EQ(Count({.party = "militia of the niger"}), 1);
  EXPECT_EQ(Count({.party = "nig.reb"}), 1);
  EXPECT_EQ(Count({.party = "NER"}), 1);
  EXPECT_EQ(Count({.party = "abu omar"}), 1);
  EXPECT_EQ(Count({.party = "turkish troops"}), 101);
}

TEST_F(QueryTest, RestrictsByTime) {
  EXPECT_EQ(Count({.since = "2019"}), 1);
  EXPECT_EQ(Count({.since = "2019-03-31"}), 1) << "a period counts when it overlaps";
  EXPECT_EQ(Count({.since = "2019-04"}), 0);
  EXPECT_EQ(Count({.since = "2019-03-05", .until = "2019-03-06"}), 1);
  EXPECT_EQ(Count({.since = "2018", .until = "2018"}), 80);
  EXPECT_EQ(Count({.until = "2018-01"}), 8);
  const Result<int64_t> bad = Reader().CountRecords({.since = "last week"});
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().Message(), "since: \"last week\" is no date; expected a day, month or year: 2018-01-15, 2018-01, 2018");
}

TEST_F(QueryTest, LimitsAndStops) {
  int64_t seen = 0;
  const auto count = [&](const RecordQuery& query, int64_t stop_at) {
    seen = 0;
    EXPECT_TRUE(Reader().ForEachRecord(query, [&](const RecordRow&) { return ++seen < stop_at; }));
    return seen;
  };
  EXPECT_EQ(count({.limit = 7}, 100), 7);
  EXPECT_EQ(count({.limit = 0}, 100), 0);
  EXPECT_EQ(count({.limit = 7, .offset = 100}, 100), 2);
  EXPECT_EQ(count({}, 3), 3);
}

TEST_F(QueryTest, FindsARecordWithItsSentenceAndReport) {
  const CaseReader reader = Reader();
  const std::string id = Special().records[0].id;
  const Result<RecordDetail> found = reader.FindRecord(id.substr(0, 10));
  ASSERT_TRUE(found) << found.error().Message();
  EXPECT_EQ(found->row.record.id, id);
  EXPECT_EQ(found->sentence_text, "Deir ez-Zōr fell on Monday.") << "offsets are code points";
  EXPECT_EQ(found->sentence.role, "body");
  EXPECT_EQ(found->report.report.source_id, "wire/00777.txt");
  EXPECT_EQ(found->report.report.file, "reports/wire/00777.txt");
  EXPECT_EQ(found->row.record.places.size(), 1u);

  const Result<RecordDetail> several = reader.FindRecord(id.substr(0, 1));
  ASSERT_FALSE(several);
  EXPECT_NE(several.error().what.find("begins the id of several records: "), std::string::npos) << several.error().what;
  EXPECT_EQ(several.error().expected, "more digits");
  EXPECT_NE(reader.FindRecord("ffffffffffffffffffff").error().what.find("holds no record whose id begins with"), std::string::npos);
  EXPECT_NE(reader.FindRecord("xyz").error().what.find("is no record id"), std::string::npos);
  EXPECT_NE(reader.FindRecord("").error().what.find("is no record id"), std::string::npos);
}

TEST_F(QueryTest, ListsReportsByStatus) {
  std::vector<std::string> failed;
  ASSERT_TRUE(Reader().ForEachReport("failed", false, [&](const ReportRow& row) {
    failed.push_back(row.report.source_id + ": " + row.report.reason);
    EXPECT_EQ(row.report.status, ReportStatus::kFailed);
    return true;
  }));
  EXPECT_EQ(failed, std::vector<std::string>{"scan.txt: not text"});
  int64_t all = 0;
  const CaseReader reader = Reader();
  ASSERT_TRUE(reader.ForEachReport("", true, [&](const ReportRow& row) {
    ++all;
    if (row.report.status != ReportStatus::kRead) return true;
    const Result<std::vector<StoredSentence>> sentences = reader.SentencesOf(row.nr);
    EXPECT_TRUE(sentences && static_cast<int64_t>(sentences->size()) == row.sentences);
    EXPECT_FALSE(row.report.text.empty());
    return true;
  }));
  EXPECT_EQ(all, 22);
}

TEST_F(QueryTest, SumsUp) {
  const Result<Summary> summary = Reader().Summarize();
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->read, 21);
  EXPECT_EQ(summary->failed, 1);
  EXPECT_EQ(summary->skipped, 0);
  EXPECT_EQ(summary->records, 102);
  EXPECT_EQ(summary->sentences, 403);
  EXPECT_TRUE(summary->sealed);
  EXPECT_EQ(summary->kinds, (std::vector<Counted>{{"event", 20}, {"movement", 21}, {"stock", 20}, {"control", 21}, {"statement", 20}}));
}

TEST_F(QueryTest, SaysWhatIsMissing) {
  EXPECT_EQ(CaseReader::Open(*folder_ / "none.gpkg").error().what, "is missing");
  ASSERT_TRUE(WriteFile(*folder_ / "empty.gpkg", ""));
  EXPECT_EQ(CaseReader::Open(*folder_ / "empty.gpkg").error().what, "is empty");
  ASSERT_TRUE(WriteFile(*folder_ / "page.gpkg", "<html>"));
  EXPECT_EQ(CaseReader::Open(*folder_ / "page.gpkg").error().what, "is not a case file (looks like XML or HTML)");
  EXPECT_FALSE(std::filesystem::exists(*folder_ / "none.gpkg")) << "asking makes no file";
}

}  // namespace
}  // namespace dateline
