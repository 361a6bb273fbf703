#include "casefile/decisions.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/days.h"
#include "casefile/findings_query.h"
#include "casefile/test_findings.h"

namespace dateline {
namespace {

/// A case of 36 reports with its findings, and what the tests do to it.
class DecisionsTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_GOOD(WriteEvents(path_, 0, 36));
    first_ = Lines();
  }

  std::string Lines() const {
    Result<FindingReader> reader = FindingReader::Open(path_);
    if (!reader) return reader.error().Message();
    std::string out;
    const Result<void> read = reader->ForEachFinding({}, [&](const FindingRow& row) {
      out += row.json + "\n";
      return true;
    });
    return read ? out : read.error().Message();
  }

  /// The finding that the record of EventReport(number) stands in.
  FindingRow FindingOf(uint32_t number) const {
    const Result<FindingReader> reader = FindingReader::Open(path_);
    const Result<std::vector<std::string>> ids = reader->FindingsOf(EventReport(number).records[0].id);
    if (!ids || ids->empty()) return {};
    return reader->FindFinding(ids->front()).value();
  }

  Decision About(const std::string& action, uint32_t number, const std::string& kind, const std::string& field = "", const std::string& value = "") const {
    const Result<FindingReader> reader = FindingReader::Open(path_);
    Decision out;
    out.time = "2026-03-01T09:12:40Z";
    out.author = "jane";
    out.action = action;
    out.target_kind = kind;
    out.field = field;
    out.new_value = value;
    const FindingRow finding = FindingOf(number);
    out.target_id = kind == "finding" ? finding.id : EventReport(number).records[0].id;
    const Result<std::vector<DecidedRecord>> records = reader->RecordsOfFinding(finding.nr);
    if (!records) return out;
    for (const DecidedRecord& record : *records) {
      if (kind == "finding" || record.id == out.target_id) out.records.push_back(record);
    }
    return out;
  }

  void Decide(std::vector<Decision> decisions) {
    Result<FindingsStore> store = FindingsStore::Open(path_);
    ASSERT_GOOD(store);
    ASSERT_GOOD(store->Decide(decisions));
    last_ = decisions.back().nr;
    Update(*store);
  }

  void Undo(int64_t nr) {
    Result<FindingsStore> store = FindingsStore::Open(path_);
    ASSERT_GOOD(store);
    ASSERT_GOOD(store->Undo(nr, "joe", "2026-03-02T10:00:00Z"));
    Update(*store);
  }

  static void Update(FindingsStore& store) {
    ASSERT_GOOD(store.Update(PlainFuse, {.stamp = "test"}));
    ASSERT_GOOD(store.Seal(""));
  }

  std::string Count(const std::string& what = "*") const { return Ask(path_, "SELECT count(" + what + ") FROM finding"); }

  ScratchFolder folder_;
  std::string path_ = folder_ / "a.gpkg";
  std::string first_;
  int64_t last_ = 0;
};

TEST_F(DecisionsTest, RejectingAndUndoingGivesTheSameBytes) {
  Decide({About("reject", 5, "finding")});
  EXPECT_EQ(Count(), "11");
  EXPECT_NE(Lines(), first_);
  ExpectSound(path_);
  Undo(0);
  EXPECT_EQ(Lines(), first_);
  Undo(2);  // of the undo
  EXPECT_EQ(Count(), "11");
  EXPECT_EQ(Ask(path_, "SELECT group_concat(nr || ' ' || action || ' ' || target_id || ' ' || coalesce(undone_by, '-'), ', ') FROM decision WHERE nr > 1"), "2 undo 1 3, 3 undo 2 -");
  EXPECT_EQ(Ask(path_, "SELECT coalesce(undone_by, '-') FROM decision WHERE nr = 1"), "-");
  ExpectSound(path_);
}

TEST_F(DecisionsTest, ARejectedRecordLeavesItsFinding) {
  const FindingRow before = FindingOf(5);
  Decide({About("reject", 5, "record")});
  EXPECT_EQ(Count(), "12");
  const FindingRow after = FindingOf(17);
  EXPECT_EQ(before.records, 3);
  EXPECT_EQ(after.records, 2);
}

TEST_F(DecisionsTest, WhatWasUndoneCannotBeUndoneAgain) {
  Decide({About("reject", 5, "finding")});
  Undo(1);
  Result<FindingsStore> store = FindingsStore::Open(path_);
  ASSERT_GOOD(store);
  EXPECT_EQ(store->Undo(1, "joe", "2026-03-02").error().what, "decision 1 was undone by 2");
  EXPECT_EQ(store->Undo(7, "joe", "2026-03-02").error().what, "holds no decision 7");
  EXPECT_EQ(store->Undo(0, "joe", "2026-03-02").error().what, "holds no decision in force");
  EXPECT_EQ(Ask(path_, "SELECT count(*) FROM decision"), "2");
}

TEST_F(DecisionsTest, TheLaterOfTwoDecisionsHolds) {
  Decide({About("reject", 5, "finding"), About("unsure", 5, "finding")});
  EXPECT_EQ(Count(), "12");
  EXPECT_EQ(FindingOf(5).reviewed, "unsure");
  Decide({About("accept", 5, "finding")});
  EXPECT_EQ(FindingOf(5).reviewed, "accepted");
}

TEST_F(DecisionsTest, AFigureSetByAPersonSaysSo) {
  const FindingRow before = FindingOf(5);
  Decide({About("edit", 5, "finding", "killed", "27-36-38")});
  const FindingRow row = FindingOf(5);
  EXPECT_EQ(row.id, before.id);
  EXPECT_EQ(row.rule, "person");
  EXPECT_EQ(row.reviewed, "edited");
  EXPECT_EQ(FigureLabels(row), "36 (27–38) killed");
  ASSERT_EQ(row.estimates.size(), 1u);
  EXPECT_EQ(row.estimates[0].logic, "set by jane on 2026-03-01");
  Decide({About("edit", 5, "finding", "killed", "none")});
  EXPECT_EQ(FigureLabels(FindingOf(5)), "");
  Undo(0);
  Undo(0);
  EXPECT_EQ(Lines(), first_);
}

TEST_F(DecisionsTest, ASlotOfARecordIsEditedBeforeItIsFused) {
  Decide({About("edit", 5, "record", "killed", "90"), About("edit", 17, "record", "killed", "none"), About("edit", 29, "record", "type", "FIGHT")});
  EXPECT_EQ(FindingOf(5).figures[0].high, 90);
  EXPECT_EQ(FindingOf(5).estimates[0].origins, 3);
  const Result<FindingReader> reader = FindingReader::Open(path_);
  EXPECT_EQ(reader->CountFindings({.type = "fight"}).value() + reader->CountFindings({.type = "assault"}).value(), 12);
}

TEST_F(DecisionsTest, MergingAndSplitting) {
  Decision merge = About("merge", 5, "finding", "", FindingOf(6).id);
  for (const DecidedRecord& record : About("merge", 6, "finding").records) merge.records.push_back(record);
  Decide({merge});
  EXPECT_EQ(Count(), "11");
  EXPECT_EQ(FindingOf(5).id, FindingOf(6).id);
  Undo(0);
  EXPECT_EQ(Lines(), first_);
  Decision split = About("split", 5, "finding", "", "1");
  Decide({split});
  EXPECT_EQ(Count(), "13");
}

TEST_F(DecisionsTest, DayAndPlaceAreSet) {
  Decide({About("date", 5, "finding", "date", "2018-02-03..2018-02-04"), About("place", 5, "finding", "place", R"({"text":"Elsewhere","lat":35.5,"lon":37.25,"precision":1})")});
  const FindingRow row = FindingOf(5);
  EXPECT_EQ(row.start + " " + row.end, "2018-02-03 2018-02-04");
  EXPECT_EQ(row.date_precision, 2);
  EXPECT_EQ(row.place, "Elsewhere");
  EXPECT_EQ(row.lat, 35.5);
  EXPECT_EQ(row.reviewed, "edited");
  EXPECT_EQ(Ask(path_, "SELECT place FROM incident_pt WHERE fid = (SELECT nr FROM finding WHERE id = '" + row.id + "')"), "Elsewhere");
}

TEST_F(DecisionsTest, NotesAndLettersAreKept) {
  Decision letter;
  letter.time = "2026-03-01";
  letter.author = "jane";
  letter.action = "reliability";
  letter.target_kind = "source";
  letter.target_id = "The Outlet 1";
  letter.new_value = "B";
  Decide({letter, About("note", 5, "finding", "", "the date is that of the print")});
  EXPECT_EQ(Ask(path_, "SELECT group_concat(name || ' ' || reliability) FROM source WHERE reliability IS NOT NULL"), "Outlet 1 B");
  EXPECT_EQ(Ask(path_, "SELECT json_extract(json, '$.notes[0].text') FROM finding WHERE json LIKE '%notes%'"), "the date is that of the print");
}

TEST_F(DecisionsTest, WithheldIsToldToWhoeverExports) {
  Decision party = About("withhold", 5, "record");
  party.target_kind = "party";
  party.target_id = "rebels";
  party.records.clear();
  Decide({party, About("withhold", 6, "record")});
  const Result<FindingReader> reader = FindingReader::Open(path_);
  const Result<WithheldRows> withheld = reader->Withheld();
  ASSERT_GOOD(withheld);
  EXPECT_EQ(withheld->parties, std::vector<std::string>{"rebels"});
  EXPECT_EQ(withheld->records, std::vector<std::string>{EventReport(6).records[0].id});
  EXPECT_EQ(Lines(), first_) << "withholding is for what leaves the case, not for the case";
}

TEST_F(DecisionsTest, DecisionsOutliveANewerEngine) {
  Decide({About("reject", 5, "finding"), About("edit", 6, "finding", "killed", "36")});
  // The same reports, read by another engine: other ids, a quote a little longer.
  RunInfo newer = TestRun();
  newer.engine = "0.2.0";
  Result<CaseFile> file = CaseFile::OpenForWriting(path_, newer);
  ASSERT_GOOD(file);
  for (uint32_t i = 0; i < 36; ++i) {
    StoredReport report = EventReport(i);
    StoredRecord& record = report.records[0];
    const std::string old = record.id;
    record.id = HashId("newer " + old).Hex();
    record.json.replace(record.json.find(old), old.size(), record.id);
    record.json.replace(record.json.find(R"("end":40)"), 8, R"("end":44)");
    ASSERT_GOOD(file->Add(report));
  }
  ASSERT_GOOD(file->Flush());
  EXPECT_EQ(Count(), "0") << "all reports were replaced, and their findings went with them";
  Result<FindingsStore> store = FindingsStore::Open(path_);
  ASSERT_GOOD(store);
  const Result<FindingsChange> change = store->Update(PlainFuse, {.stamp = "newer"});
  ASSERT_GOOD(change);
  EXPECT_TRUE(change->lost.empty());
  EXPECT_EQ(Count(), "11");
  EXPECT_EQ(Ask(path_, "SELECT count(*) FROM finding WHERE rule = 'person' AND killed_best = 36"), "1");
}

TEST_F(DecisionsTest, ADecisionWhoseRecordsAreGoneIsTold) {
  Decide({About("reject", 35, "record")});
  Result<CaseFile> file = CaseFile::OpenForWriting(path_, TestRun());
  ASSERT_GOOD(file);
  ASSERT_GOOD(file->FinishFile({EventReport(35).file, 1, 1, ""}));
  ASSERT_GOOD(file->Flush());
  Result<FindingsStore> store = FindingsStore::Open(path_);
  const Result<FindingsChange> change = store->Update(PlainFuse, {.stamp = "test"});
  ASSERT_GOOD(change);
  EXPECT_EQ(change->lost, std::vector<int64_t>{1});
}

TEST_F(DecisionsTest, TheLogIsAppendOnly) {
  Decide({About("reject", 5, "finding")});
  sqlite3* raw = nullptr;
  ASSERT_EQ(sqlite3_open(path_.c_str(), &raw), SQLITE_OK);
  EXPECT_NE(sqlite3_exec(raw, "DELETE FROM decision", nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_NE(sqlite3_exec(raw, "UPDATE decision SET author = 'joe'", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(raw);
  EXPECT_EQ(Ask(path_, "SELECT author FROM decision"), "jane");
}

TEST_F(DecisionsTest, HostileDecisionsDoNoHarm) {
  Decide({About("reject", 5, "finding")});
  sqlite3* raw = nullptr;
  ASSERT_EQ(sqlite3_open(path_.c_str(), &raw), SQLITE_OK);
  const char* rows =
      "INSERT INTO decision (time, author, action, target_kind, target_id, records, field, new_value) VALUES "
      "('x', 'x', 'edit', 'finding', 'x', '[{\"id\":7,\"report\":[],\"kind\":null,\"begin\":-1,\"end\":1e300}, 3, null]', 'killed', 'nan'),"
      "('x', 'x', 'date', 'finding', 'x', 'no json', 'date', '9999-99-99'), ('x', 'x', 'undo', 'decision', 'x', NULL, NULL, NULL),"
      "('x', 'x', 'split', 'finding', 'x', '{}', NULL, '-9999999999999'), ('x', 'x', 'boil', 'kettle', 'x', '[]', NULL, NULL)";
  ASSERT_EQ(sqlite3_exec(raw, rows, nullptr, nullptr, nullptr), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(raw, "DELETE FROM dl_meta WHERE key = 'findings'", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(raw);
  Result<FindingsStore> store = FindingsStore::Open(path_);
  ASSERT_GOOD(store);
  ASSERT_GOOD(store->Update(PlainFuse, {.stamp = "test"}));
  EXPECT_EQ(Count(), "11");
}

TEST(Figures, AreReadAsPeopleWriteThem) {
  const auto read = [](std::string_view text) {
    const Result<FigureOverride> figure = ParseFigure(FigureSlot::kKilled, text);
    return figure ? fmt::format("{} {} {}", figure->low, figure->best, figure->high) : std::string("error");
  };
  EXPECT_EQ(read("36"), "36 36 36");
  EXPECT_EQ(read("27-38"), "27 32.5 38");
  EXPECT_EQ(read("27 - 36 - 38"), "27 36 38");
  EXPECT_EQ(read("none"), "nan nan nan");
  for (const char* wrong : {"", "-", "-3", "38-27", "1-2-3-4", "nan", "inf", "1e3", "12x", "0x10", "1e400"}) EXPECT_EQ(read(wrong), "error") << wrong;
}

TEST(Edits, SayWhatWasExpected) {
  EXPECT_TRUE(CheckEdit("killed", "36"));
  EXPECT_TRUE(CheckEdit("actors", "rebels; militia"));
  EXPECT_EQ(CheckEdit("polarity", "maybe").error().expected, "affirmed or denied");
  EXPECT_EQ(CheckEdit("colour", "red").error().what, "cannot be edited");
  EXPECT_EQ(CheckEdit("type", " ").error().what, "has no value");
}

}  // namespace
}  // namespace dateline
