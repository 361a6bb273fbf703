// What a case file promises: rows as given, nothing twice, the same bytes again, clear words for what is in the way, and a map that GDAL opens without a warning.
#include "casefile/case_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "base/mapped_file.h"
#include "casefile/query.h"
#include "casefile/schema.h"
#include "casefile/test_reports.h"

namespace dateline {
namespace {

std::string Bytes(const std::string& path) { return Sha256Hex(ReadFile(path).value()); }

std::string OutputOf(const std::string& command) {
  std::string out;
  std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return out;
  std::array<char, 4096> buffer{};
  for (size_t size = 0; (size = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) out.append(buffer.data(), size);
  pclose(pipe);
  return out;
}

TEST(CaseFile, KeepsWhatItIsGiven) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  ASSERT_GOOD(WriteReports(path, 0, 20));
  ExpectSound(path);
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM report"), "20");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM sentence"), "400");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM record"), "100");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM span"), "600");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM event_pt"), "20");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM movement_ln"), "10");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM movement_pt"), "10");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM stock_pt"), "20");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM control_pt"), "20");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM place_pt"), "90");
  EXPECT_EQ(Ask(path, "SELECT read || ' ' || failed || ' ' || skipped || ' ' || records FROM dl_run"), "20 0 0 100");
  EXPECT_EQ(Ask(path, "SELECT value FROM dl_meta WHERE key = 'sealed'"), "1");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM report WHERE byline IS NOT NULL"), "0") << "an absent fact is an absent value";
  EXPECT_FALSE(std::filesystem::exists(path + "-wal"));
}

TEST(CaseFile, TheSameReportsGiveTheSameBytes) {
  const ScratchFolder folder;
  ASSERT_GOOD(WriteReports(folder / "a.gpkg", 0, 1500));
  ASSERT_GOOD(WriteReports(folder / "b.gpkg", 0, 1500));
  EXPECT_EQ(Bytes(folder / "a.gpkg"), Bytes(folder / "b.gpkg"));

  // Made on four threads, added in order: still the same.
  std::vector<StoredReport> reports(1500);
  {
    std::vector<std::jthread> threads;
    for (uint32_t t = 0; t < 4; ++t) {
      threads.emplace_back([&reports, t] {
        for (uint32_t i = t; i < reports.size(); i += 4) reports[i] = TestReport(i);
      });
    }
  }
  {
    Result<CaseFile> file = CaseFile::OpenForWriting(folder / "c.gpkg", TestRun());
    ASSERT_GOOD(file);
    for (const StoredReport& report : reports) ASSERT_GOOD(file->Add(report));
    ASSERT_GOOD(file->Seal());
  }
  EXPECT_EQ(Bytes(folder / "a.gpkg"), Bytes(folder / "c.gpkg"));
}

TEST(CaseFile, ReadingAgainAddsNothing) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  ASSERT_GOOD(WriteReports(path, 0, 100));
  const std::string before = Bytes(path);
  ASSERT_GOOD(WriteReports(path, 0, 100));
  EXPECT_EQ(Bytes(path), before);
  {
    Result<CaseFile> file = CaseFile::OpenForWriting(path, TestRun());
    ASSERT_GOOD(file);
    const StoredReport known = TestReport(7);
    EXPECT_TRUE(file->HasUnit({known.file, known.source_id, known.unit_begin, known.sha256}).value());
    EXPECT_FALSE(file->HasUnit({known.file, known.source_id, known.unit_begin, "other"}).value());
    EXPECT_FALSE(file->HasUnit({known.file, known.source_id, 1, known.sha256}).value());
    ASSERT_GOOD(file->Add(known));
    EXPECT_EQ(file->counts().known, 1u);
    EXPECT_EQ(file->counts().added, 0u);
  }
  EXPECT_EQ(Bytes(path), before);
}

TEST(CaseFile, GoesOnWhereItStopped) {
  const ScratchFolder folder;
  ASSERT_GOOD(WriteReports(folder / "whole.gpkg", 0, 300));
  ASSERT_GOOD(WriteReports(folder / "parts.gpkg", 0, 100));
  ASSERT_GOOD(WriteReports(folder / "parts.gpkg", 50, 300));
  ExpectSameContent(folder / "parts.gpkg", folder / "whole.gpkg");
  ExpectSound(folder / "parts.gpkg");
}

TEST(CaseFile, FailuresAndSkippedReportsAreRows) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  const auto write = [&] {
    Result<CaseFile> file = CaseFile::OpenForWriting(path, TestRun());
    ASSERT_GOOD(file);
    ASSERT_GOOD(file->Add(TestFailure("scan.txt", "not text (looks like PNG)")));
    StoredReport skipped = TestFailure("notes.doc", "not a kind of file that is read");
    skipped.status = ReportStatus::kSkipped;
    ASSERT_GOOD(file->Add(skipped));
    ASSERT_GOOD(file->Seal());
  };
  write();
  const std::string before = Bytes(path);
  write();
  EXPECT_EQ(Bytes(path), before);
  EXPECT_EQ(Ask(path, "SELECT failed || ' ' || skipped FROM dl_run"), "1 1");
  EXPECT_EQ(Ask(path, "SELECT reason FROM report WHERE status = 'failed'"), "not text (looks like PNG)");

  // Mended since: the report takes the place of the failure.
  Result<CaseFile> file = CaseFile::OpenForWriting(path, TestRun());
  ASSERT_GOOD(file);
  EXPECT_FALSE(file->HasUnit({"scan.txt", "scan.txt", 0, ""}).value());
  StoredReport mended = TestReport(1);
  mended.file = mended.source_id = "scan.txt";
  ASSERT_GOOD(file->Add(mended));
  ASSERT_GOOD(file->Seal());
  EXPECT_EQ(file->counts().replaced, 1u);
  EXPECT_EQ(Ask(path, "SELECT read || ' ' || failed || ' ' || skipped || ' ' || records FROM dl_run"), "1 0 1 5");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM report"), "2");
}

TEST(CaseFile, AChangedReportTakesThePlaceOfTheOld) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  ASSERT_GOOD(WriteReports(path, 0, 10));
  {
    Result<CaseFile> file = CaseFile::OpenForWriting(path, TestRun());
    ASSERT_GOOD(file);
    StoredReport changed = TestReport(1000, 10, 3);
    changed.file = TestReport(4).file;
    changed.source_id = TestReport(4).source_id;
    ASSERT_GOOD(file->Add(changed));
    ASSERT_GOOD(file->Seal());
    EXPECT_EQ(file->counts().replaced, 1u);
  }
  ExpectSound(path);
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM report"), "10");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM record"), "48");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM span"), "288");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM record WHERE id = '" + TestReport(4).records[0].id + "'"), "0");
  EXPECT_EQ(Ask(path, "SELECT (SELECT count(*) FROM event_pt) || ' ' || (SELECT count(*) FROM rtree_event_pt_geom)"), "10 10");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM place_pt WHERE fid NOT IN (SELECT nr FROM place)"), "0");
  EXPECT_EQ(Ask(path, "SELECT replaced FROM dl_unit WHERE source_id = 'wire/00004.txt'"), "1");
  EXPECT_EQ(Ask(path, "SELECT read || ' ' || records FROM dl_run"), "10 48");
}

TEST(CaseFile, AnotherEngineReadsAnew) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  ASSERT_GOOD(WriteReports(path, 0, 10));
  {
    RunInfo newer = TestRun();
    newer.engine = "0.2.0";
    newer.started = "2026-01-02T03:04:05Z";
    Result<CaseFile> file = CaseFile::OpenForWriting(path, newer);
    ASSERT_GOOD(file);
    EXPECT_FALSE(file->HasUnit({TestReport(0).file, TestReport(0).source_id, 0, TestReport(0).sha256}).value());
    for (uint32_t i = 0; i < 10; ++i) ASSERT_GOOD(file->Add(TestReport(i)));
    ASSERT_GOOD(file->Seal());
  }
  ExpectSound(path);
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM record"), "50");
  EXPECT_EQ(Ask(path, "SELECT group_concat(read || ' ' || records, '; ') FROM dl_run"), "0 0; 10 50");
  EXPECT_EQ(Ask(path, "SELECT started FROM dl_run WHERE nr = 2"), "2026-01-02T03:04:05Z");
}

TEST(CaseFile, TheSameReportTwiceInTheInputIsOneReport) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  StoredReport copy = TestReport(3);
  copy.file = "reports/copy.txt";
  const auto add = [&](RunInfo run) {
    Result<CaseFile> file = CaseFile::OpenForWriting(path, run);
    ASSERT_GOOD(file);
    ASSERT_GOOD(file->Add(TestReport(3)));
    ASSERT_GOOD(file->Add(copy));
    ASSERT_GOOD(file->Seal());
    EXPECT_EQ(Ask(path, "SELECT count(*) || ' ' || units FROM report"), "1 2");
    EXPECT_EQ(Ask(path, "SELECT count(*) FROM record"), "5");
    ExpectSound(path);
  };
  add(TestRun());
  add(TestRun());
  RunInfo newer = TestRun();
  newer.knowledge = "knowledge-2";
  add(newer);

  // One of them changes: the other keeps the report.
  Result<CaseFile> file = CaseFile::OpenForWriting(path, newer);
  ASSERT_GOOD(file);
  StoredReport changed = TestReport(4);
  changed.file = TestReport(3).file;
  changed.source_id = TestReport(3).source_id;
  ASSERT_GOOD(file->Add(changed));
  ASSERT_GOOD(file->Seal());
  EXPECT_EQ(Ask(path, "SELECT count(*) || ' ' || sum(units) FROM report"), "2 2");
  ExpectSound(path);
}

TEST(CaseFile, StandardInputAddsAndNeverReplaces) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  for (const uint32_t number : {1u, 2u, 1u}) {
    Result<CaseFile> file = CaseFile::OpenForWriting(path, TestRun());
    ASSERT_GOOD(file);
    StoredReport report = TestReport(number);
    report.file = report.source_id = "-";
    const bool known = file->HasUnit({"-", "-", 0, report.sha256}).value();
    ASSERT_GOOD(file->Add(report));
    EXPECT_EQ(file->counts().known, known ? 1u : 0u);
    ASSERT_GOOD(file->Seal());
  }
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM report"), "2");
  ExpectSound(path);
}

TEST(CaseFile, TwoRecordsOfOneIdAreOneRecord) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  Result<CaseFile> file = CaseFile::OpenForWriting(path, TestRun());
  ASSERT_GOOD(file);
  StoredReport report = TestReport(1);
  report.records[1].id = report.records[0].id;
  ASSERT_GOOD(file->Add(report));
  ASSERT_GOOD(file->Seal());
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM record"), "4");
  EXPECT_EQ(Ask(path, "SELECT records FROM report"), "4");
  EXPECT_EQ(Ask(path, "SELECT records FROM dl_run"), "4");
  ExpectSound(path);
}

TEST(CaseFile, AFileThatChangedLosesWhatItNoLongerHolds) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  const auto read = [&](std::vector<uint32_t> numbers, FileKey key) {
    Result<CaseFile> file = CaseFile::OpenForWriting(path, TestRun());
    ASSERT_GOOD(file);
    uint64_t at = 0;
    for (const uint32_t number : numbers) {
      StoredReport report = TestReport(number);
      report.file = "all.jsonl";
      report.unit_begin = at;
      report.unit_end = at += 5000;
      ASSERT_GOOD(file->Add(report));
    }
    ASSERT_GOOD(file->FinishFile(key));
    ASSERT_GOOD(file->Seal());
  };
  const FileKey first{"all.jsonl", 15000, 1, "h1"}, second{"all.jsonl", 10000, 2, "h2"};
  read({1, 2, 3}, first);
  {
    Result<CaseFile> file = CaseFile::OpenForWriting(path, TestRun());
    ASSERT_GOOD(file);
    EXPECT_TRUE(file->HasFile(first).value());
    EXPECT_FALSE(file->HasFile(second).value());
    EXPECT_FALSE(file->HasFile({"all.jsonl", 15000, 2, "h1"}).value());
  }
  const std::string before = Bytes(path);
  read({1, 2, 3}, first);
  EXPECT_EQ(Bytes(path), before);
  read({2, 3}, second);  // the first line was taken out, the others moved up
  EXPECT_EQ(Ask(path, "SELECT group_concat(source_id) FROM (SELECT source_id FROM report ORDER BY source_id)"), "wire/00002.txt,wire/00003.txt");
  EXPECT_EQ(Ask(path, "SELECT count(*) || ' ' || max(unit_begin) FROM dl_unit"), "2 5000");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM record"), "10");
  EXPECT_EQ(Ask(path, "SELECT read || ' ' || records FROM dl_run"), "2 10");
  ExpectSound(path);
}

TEST(CaseFile, SaysWhatIsInTheWay) {
  const ScratchFolder folder;
  const auto message = [&](const std::string& path) {
    const Result<CaseFile> file = CaseFile::OpenForWriting(path, TestRun());
    return file ? std::string("opened") : file.error().Message();
  };
  EXPECT_NE(message(folder / "missing/a.gpkg").find("cannot be opened"), std::string::npos);
  EXPECT_NE(message(folder.path()).find("is a folder"), std::string::npos);
  ASSERT_GOOD(WriteFile(folder / "text.gpkg", "Sixteen civilians were killed, the ministry said."));
  EXPECT_NE(message(folder / "text.gpkg").find("is not a case file (looks like text); expected a case file"), std::string::npos);
  EXPECT_EQ(ReadFile(folder / "text.gpkg").value().size(), 49u) << "a foreign file is left alone";

  const auto make = [&](const std::string& name, const std::string& sql) {
    Result<Database> db = Database::Open(folder / name, OpenMode::kCreate);
    ASSERT_GOOD(db);
    ASSERT_TRUE(db->Exec(sql)) << db->LastError().Message();
  };
  make("other.gpkg", "PRAGMA application_id=1196444487; CREATE TABLE gpkg_contents(a)");
  EXPECT_NE(message(folder / "other.gpkg").find("is a GeoPackage of another program"), std::string::npos);
  make("other.db", "CREATE TABLE shopping(a)");
  EXPECT_NE(message(folder / "other.db").find("is an SQLite database of another program"), std::string::npos);
  ASSERT_GOOD(WriteReports(folder / "newer.gpkg", 0, 1));
  make("newer.gpkg", "UPDATE dl_meta SET value = '3' WHERE key = 'schema_version'");
  EXPECT_NE(message(folder / "newer.gpkg").find("made by a newer dateline; expected schema 2"), std::string::npos);
  ASSERT_GOOD(WriteFile(folder / "empty.gpkg", ""));
  EXPECT_EQ(message(folder / "empty.gpkg"), "opened");
  EXPECT_EQ(message(folder / "odd name%20?#ü.gpkg"), "opened");
  EXPECT_TRUE(std::filesystem::exists(folder / "odd name%20?#ü.gpkg"));
}

TEST(CaseFile, ReadOnlyFolderIsAnErrorForWritersAndNoneForReaders) {
  const ScratchFolder folder;
  ASSERT_GOOD(WriteReports(folder / "a.gpkg", 0, 3));
  {  // Left in WAL mode by a writer that did not seal.
    Result<CaseFile> file = CaseFile::OpenForWriting(folder / "a.gpkg", TestRun());
    ASSERT_GOOD(file);
    ASSERT_GOOD(file->Add(TestReport(9)));
  }
  const PlainUser user(folder);
  if (!user.good()) GTEST_SKIP() << "cannot act as a plain user";
  chmod((folder / "a.gpkg").c_str(), 0400);
  chmod(folder.path().c_str(), 0500);
  const Result<CaseFile> fresh = CaseFile::OpenForWriting(folder / "b.gpkg", TestRun());
  ASSERT_FALSE(fresh);
  EXPECT_EQ(fresh.error().where, folder / "b.gpkg");
  EXPECT_EQ(fresh.error().what, "cannot be opened (" + folder.path() + ": Permission denied)");
  Result<CaseFile> file = CaseFile::OpenForWriting(folder / "a.gpkg", TestRun());
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().what, "is read-only");
  const Result<CaseReader> reader = CaseReader::Open(folder / "a.gpkg");
  ASSERT_GOOD(reader);
  EXPECT_EQ(reader->Summarize()->read, 4);
}

TEST(CaseFile, ReadersMayReadBesideTheWriter) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  Result<CaseFile> file = CaseFile::OpenForWriting(path, TestRun(), {.batch_reports = 10});
  ASSERT_GOOD(file);
  for (uint32_t i = 0; i < 25; ++i) ASSERT_GOOD(file->Add(TestReport(i)));
  const Result<CaseReader> reader = CaseReader::Open(path);
  ASSERT_GOOD(reader);
  EXPECT_EQ(reader->Summarize()->read, 20);
  ASSERT_GOOD(file->Flush());
  EXPECT_EQ(reader->Summarize()->read, 25);
  ASSERT_GOOD(file->Seal());
  EXPECT_EQ(reader->Summarize()->sealed, true);
  ASSERT_GOOD(file->Add(TestReport(25)));  // a writer may go on after sealing
  ASSERT_GOOD(file->Seal());
  EXPECT_EQ(reader->Summarize()->read, 26);
}

TEST(CaseFile, EveryListedColumnIsExplained) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  ASSERT_GOOD(WriteReports(path, 0, 1));
  for (const ListedTable& table : ListedTables()) {
    EXPECT_EQ(Ask(path, fmt::format("SELECT group_concat(name) FROM pragma_table_info('{0}') WHERE name NOT IN ('fid', 'geom', 'nr') AND name NOT IN "
                                    "(SELECT column_name FROM gpkg_data_columns WHERE table_name = '{0}')", table.name)),
              "")
        << table.name;
    const std::string docs = ReadFile(std::string(DATELINE_SOURCE_DIR) + "/docs/case-file.md").value();
    EXPECT_NE(docs.find(fmt::format("`{}`", table.name)), std::string::npos) << table.name << " in docs/case-file.md";
  }
}

TEST(CaseFile, GdalOpensEveryLayerWithoutAWarning) {
  if (OutputOf("ogrinfo --version").find("GDAL") == std::string::npos) GTEST_SKIP() << "ogrinfo is not on the PATH";
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  ASSERT_GOOD(WriteReports(path, 0, 20));
  const std::string before = Bytes(path);
  const std::string all = OutputOf(fmt::format("ogrinfo -ro -al '{}'", path));
  EXPECT_EQ(all.find("Warning"), std::string::npos) << all.substr(all.find("Warning"), 400);
  EXPECT_EQ(all.find("ERROR"), std::string::npos) << all.substr(all.find("ERROR"), 400);
  for (const ListedTable& table : ListedTables()) EXPECT_NE(all.find(fmt::format("Layer name: {}\n", table.name)), std::string::npos) << table.name;
  const std::string points = OutputOf(fmt::format("ogrinfo -ro -so '{}' event_pt", path));
  EXPECT_NE(points.find("Extent: (36.300000, 33.500000) - (36.490000, 33.500000)"), std::string::npos) << points;
  EXPECT_NE(points.find("date_start: Date"), std::string::npos) << points;
  const std::string lines = OutputOf(fmt::format("ogrinfo -ro -so '{}' movement_ln", path));
  EXPECT_NE(lines.find("Extent: (37.380000, 35.950000) - (39.190000, 37.240000)"), std::string::npos) << lines;
  EXPECT_NE(lines.find("Geometry: Line String"), std::string::npos) << lines;
  const std::string found = OutputOf(fmt::format("ogrinfo -ro -so -spat 36.295 33 36.305 34 '{}' event_pt", path));
  EXPECT_NE(found.find("Feature Count: 1\n"), std::string::npos) << found;
  EXPECT_EQ(Bytes(path), before) << "looking changes nothing";
}

TEST(CaseFile, GdalCanEditALayerAndTheWriterGoesOn) {
  if (OutputOf("ogrinfo --version").find("GDAL") == std::string::npos) GTEST_SKIP() << "ogrinfo is not on the PATH";
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  ASSERT_GOOD(WriteReports(path, 0, 5));
  const std::string edit = OutputOf(fmt::format("ogrinfo '{}' -sql \"UPDATE event_pt SET who = 'shelling' WHERE fid = 1\"", path));
  EXPECT_EQ(edit.find("ERROR"), std::string::npos) << edit;
  EXPECT_EQ(Ask(path, "SELECT who FROM event_pt WHERE fid = 1"), "shelling");
  ASSERT_GOOD(WriteReports(path, 0, 8));
  ExpectSound(path);
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM rtree_event_pt_geom"), "8");
  EXPECT_EQ(Ask(path, "SELECT who FROM event_pt WHERE fid = 1"), "shelling");
}

TEST(CaseFile, TakesReportsFasterThanTheEngineMakesThem) {
  const ScratchFolder folder;
  std::vector<StoredReport> reports;
  for (uint32_t i = 0; i < 5000; ++i) reports.push_back(TestReport(i));
  Result<CaseFile> file = CaseFile::OpenForWriting(folder / "a.gpkg", TestRun());
  ASSERT_GOOD(file);
  const auto start = std::chrono::steady_clock::now();
  for (const StoredReport& report : reports) ASSERT_GOOD(file->Add(report));
  ASSERT_GOOD(file->Flush());
  const auto added = std::chrono::steady_clock::now();
  ASSERT_GOOD(file->Seal());
  const auto sealed = std::chrono::steady_clock::now();
  for (const StoredReport& report : reports) ASSERT_GOOD(file->HasUnit({report.file, report.source_id, report.unit_begin, report.sha256}));
  const auto asked = std::chrono::steady_clock::now();
  const auto seconds = [](auto from, auto to) { return std::chrono::duration<double>(to - from).count(); };
  RecordProperty("reports_per_second", fmt::format("{:.0f}", 5000 / seconds(start, added)));
  fmt::print("{:.0f} reports/s added, {:.2f} s to seal, {:.2f} us a ledger question, {} bytes a report\n", 5000 / seconds(start, added), seconds(added, sealed),
             1e6 * seconds(sealed, asked) / 5000, std::filesystem::file_size(folder / "a.gpkg") / 5000);
}

}  // namespace
}  // namespace dateline
