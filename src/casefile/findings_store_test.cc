#include "casefile/findings_store.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "casefile/claims_load.h"
#include "casefile/findings_query.h"
#include "casefile/test_findings.h"

namespace dateline {
namespace {

std::string Bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream out;
  out << file.rdbuf();
  return out.str();
}

/// All finding lines of a file.
std::string Lines(const std::string& path) {
  Result<FindingReader> reader = FindingReader::Open(path);
  if (!reader) return reader.error().Message();
  std::string out;
  const Result<void> read = reader->ForEachFinding({}, [&](const FindingRow& row) {
    out += row.json + "\n";
    return true;
  });
  return read ? out : read.error().Message();
}

TEST(FindingsStore, WritesTablesAndLayersThatFitTogether) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  const Result<FindingsChange> change = WriteEvents(path, 0, 36);
  ASSERT_GOOD(change);
  EXPECT_TRUE(change->changed);
  EXPECT_EQ(change->written, 12);
  EXPECT_EQ(change->claims, 36u);
  ExpectSound(path);
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM finding"), "12");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM incident_pt JOIN finding ON finding.nr = incident_pt.fid AND finding.id = incident_pt.finding"), "12");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM finding_record"), "36");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM estimate WHERE what = 'killed' AND rule = 'dateline'"), "12");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM contradiction"), "12");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM possible"), "1");
  EXPECT_EQ(Ask(path, "SELECT group_concat(name || ':' || records, ' ') FROM (SELECT * FROM source ORDER BY name)"), "Outlet 0:12 Outlet 1:12 Outlet 2:12");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM finding WHERE json_extract(json, '$.killed.low') = killed_low AND json_extract(json, '$.killed.rule') = rule"), "12");
  EXPECT_EQ(Ask(path, "SELECT value FROM dl_meta WHERE key = 'sealed'"), "1");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM rtree_incident_pt_geom"), "12");
}

TEST(FindingsStore, NothingIsWrittenWhereNothingChanged) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  ASSERT_GOOD(WriteEvents(path, 0, 36));
  const std::string before = Bytes(path);
  const Result<FindingsChange> again = WriteEvents(path, 0, 36);
  ASSERT_GOOD(again);
  EXPECT_FALSE(again->changed);
  EXPECT_EQ(before, Bytes(path));
}

TEST(FindingsStore, AReportMoreTouchesOnlyWhatItChanges) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  ASSERT_GOOD(WriteEvents(path, 0, 36));
  const Result<FindingsChange> more = WriteEvents(path, 0, 37);
  ASSERT_GOOD(more);
  EXPECT_EQ(more->written, 1);
  EXPECT_EQ(more->kept, 11);
  EXPECT_EQ(more->removed, 0);
  ExpectSound(path);
}

TEST(FindingsStore, TheOrderOfReportsChangesNothing) {
  const ScratchFolder folder;
  ASSERT_GOOD(WriteEvents(folder / "a.gpkg", 0, 36));
  Result<CaseFile> file = CaseFile::OpenForWriting(folder / "b.gpkg", TestRun());
  ASSERT_GOOD(file);
  for (uint32_t i = 36; i > 0; --i) ASSERT_GOOD(file->Add(EventReport(i - 1)));
  ASSERT_GOOD(file->Seal());
  Result<FindingsStore> store = FindingsStore::Open(folder / "b.gpkg");
  ASSERT_GOOD(store);
  ASSERT_GOOD(store->Update(PlainFuse, {.stamp = "test"}));
  ASSERT_GOOD(store->Seal(""));
  EXPECT_EQ(Lines(folder / "a.gpkg"), Lines(folder / "b.gpkg"));
  EXPECT_EQ(Ask(folder / "a.gpkg", "SELECT group_concat(nr) FROM finding"), Ask(folder / "b.gpkg", "SELECT group_concat(nr) FROM finding"));
}

TEST(FindingsStore, AReportThatGoesTakesItsFindingsWithIt) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  ASSERT_GOOD(WriteEvents(path, 0, 13));
  const StoredReport report = EventReport(0);
  {
    Result<CaseFile> file = CaseFile::OpenForWriting(path, TestRun());
    ASSERT_GOOD(file);
    ASSERT_GOOD(file->FinishFile({report.file, 1, 1, ""}));  // now without any unit
    ASSERT_GOOD(file->Flush());
  }
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM finding"), "11") << "that of reports 0 and 12 is gone until it is made anew";
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM incident_pt"), "11");
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM dl_meta WHERE key = 'findings'"), "0");
  const Result<FindingReader> behind = FindingReader::Open(path);
  ASSERT_GOOD(behind);
  EXPECT_FALSE(behind->current());
  Result<FindingsStore> store = FindingsStore::Open(path);
  ASSERT_GOOD(store);
  const Result<FindingsChange> change = store->Update(PlainFuse, {.stamp = "test"});
  ASSERT_GOOD(change);
  EXPECT_EQ(change->written, 1);
  EXPECT_EQ(Ask(path, "SELECT records FROM finding WHERE id = '" + EventReport(12).records[0].id + "'"), "1");
  ExpectSound(path);
}

TEST(FindingsStore, FindingsOfAnotherRuleOrKnowledgeAreMadeAnew) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  ASSERT_GOOD(WriteEvents(path, 0, 12));
  Result<FindingsStore> store = FindingsStore::Open(path);
  ASSERT_GOOD(store);
  EXPECT_FALSE(store->Update(PlainFuse, {.stamp = "test"})->changed);
  EXPECT_TRUE(store->Update(PlainFuse, {.stamp = "newer"})->changed);
  EXPECT_TRUE(store->Update(PlainFuse, {.rule = FigureRule::kUcdp, .stamp = "newer"})->changed);
  const Result<FindingReader> reader = FindingReader::Open(path);
  ASSERT_GOOD(reader);
  EXPECT_TRUE(reader->current());
  EXPECT_EQ(reader->rule(), "ucdp");
}

/// Runs `work` in a process of its own and gives its exit code; it dies of nothing but itself.
int InChild(const std::function<int()>& work) {
  const pid_t child = fork();
  if (child == 0) _exit(work());
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : WIFSIGNALED(status) ? 128 + WTERMSIG(status) : -1;
}

TEST(FindingsStore, AFullDiskLeavesTheFindingsThatWereThere) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  ASSERT_GOOD(WriteEvents(path, 0, 36));
  const std::string before = Lines(path);
  const int code = InChild([&] {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{16 << 10, 16 << 10};
    Result<FindingsStore> store = FindingsStore::Open(path);
    if (!store || setrlimit(RLIMIT_FSIZE, &limit) != 0) return 9;
    const auto surer = [](ClaimSet& claims, const Corrections& corrections) {
      Findings out = PlainFuse(claims, corrections);
      for (Finding& finding : out.findings) finding.confidence = 0.9F;
      return out;
    };
    const Result<FindingsChange> change = store->Update(surer, {.stamp = "other"});
    return !change && change.error().what == "no room left to write" ? 0 : 3;
  });
  EXPECT_EQ(code, 0);
  EXPECT_EQ(before, Lines(path));
  ExpectSound(path);
}

TEST(FindingsStore, ARunThatIsKilledLeavesTheFindingsThatWereThere) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  ASSERT_GOOD(WriteEvents(path, 0, 36));
  const std::string before = Lines(path);
  ASSERT_GOOD(WriteEvents(folder / "whole.gpkg", 0, 60));
  const int code = InChild([&] {
    Result<CaseFile> file = CaseFile::OpenForWriting(path, TestRun());
    for (uint32_t i = 36; i < 60; ++i) {
      if (!file->Add(EventReport(i))) return 9;
    }
    Result<FindingsStore> store = file->Flush() ? FindingsStore::Open(path) : Result<FindingsStore>(Error{});
    if (!store) return 9;
    (void)store->Update([](ClaimSet&, const Corrections&) -> Findings { _exit(7); }, {.stamp = "test"});
    return 0;
  });
  EXPECT_EQ(code, 7);
  EXPECT_EQ(before, Lines(path));
  EXPECT_FALSE(FindingReader::Open(path)->current());
  ASSERT_GOOD(WriteEvents(path, 0, 60));
  EXPECT_EQ(Lines(path), Lines(folder / "whole.gpkg"));
  ExpectSound(path);
}

TEST(FindingsStore, AReadOnlyFileIsReadAndNotWritten) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  ASSERT_GOOD(WriteEvents(path, 0, 12));
  const std::string before = Lines(path);
  const PlainUser user(folder);
  ASSERT_TRUE(user.good());
  std::filesystem::permissions(path, std::filesystem::perms::owner_read);
  std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  EXPECT_EQ(Lines(path), before);
  const Result<FindingsStore> store = FindingsStore::Open(path);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().what, "is read-only");
}

TEST(FindingsStore, ClaimsAreLoadedFast) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  {
    Result<CaseFile> file = CaseFile::OpenForWriting(path, TestRun());
    ASSERT_GOOD(file);
    for (uint32_t i = 0; i < 4000; ++i) {
      StoredReport report = TestReport(i, 1, 0);
      for (uint32_t n = 0; n < 5; ++n) {
        StoredRecord record = EventReport(i).records[0];
        const std::string id = HashId(fmt::format("{} {}", i, n)).Hex();
        record.json.replace(record.json.find(record.id), record.id.size(), id);
        record.id = id;
        report.records.push_back(record);
      }
      ASSERT_GOOD(file->Add(report));
    }
  }
  Result<Database> db = Database::Open(path, OpenMode::kRead);
  ASSERT_GOOD(db);
  ClaimSet claims;
  ClaimNumbers numbers;
  uint64_t broken = 0;
  const std::clock_t begin = std::clock();
  ASSERT_GOOD(LoadClaims(*db, claims, numbers, broken));
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  EXPECT_EQ(claims.claims.size(), 20000u);
  EXPECT_EQ(numbers.records.size(), 20000u);
  EXPECT_EQ(broken, 0u);
  fmt::print("{:.0f} records a second of processor time loaded\n", 20000 / seconds);
}

TEST(FindingsStore, SharedIdsAreToldApart) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  ASSERT_GOOD(WriteEvents(path, 0, 12));
  Result<FindingsStore> store = FindingsStore::Open(path);
  ASSERT_GOOD(store);
  const auto twice = [](ClaimSet& claims, const Corrections& corrections) {
    Findings out = PlainFuse(claims, corrections);
    Finding flow = out.findings.front();
    flow.kind = FindingKind::kFlow;
    out.findings.push_back(flow);
    return out;
  };
  ASSERT_GOOD(store->Update(twice, {.stamp = "twice"}));
  EXPECT_EQ(Ask(path, "SELECT count(DISTINCT id) FROM finding"), "13");
  EXPECT_EQ(Ask(path, "SELECT kind FROM finding WHERE id = (SELECT min(id) FROM finding WHERE kind = 'incident' AND date_start = '2018-01-10')"), "incident");
}

TEST(FindingsStore, CopiesAreKeptAndGoWithTheirReports) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  UpdateOptions options{.stamp = "test"};
  uint32_t calls = 0;
  options.link = [&](ClaimSet& claims, const std::function<ReportText(uint32_t)>& text) {
    ++calls;
    for (uint32_t i = 1; i < claims.reports.size(); ++i) {
      const ReportText report = text(i);
      if (!std::string_view(report.text).substr(report.body).starts_with("Shells killed")) continue;
      EXPECT_GT(report.body, 0u) << "the title is no body";
      claims.reports[i].origin = 0;
      claims.reports[i].copy_share = 0.875F;
      claims.reports[i].agency = claims.texts.Put("Northgate Wire");
    }
  };
  ASSERT_GOOD(WriteEvents(path, 0, 4, options));
  EXPECT_EQ(calls, 1u);
  EXPECT_EQ(Ask(path, "SELECT group_concat(report || ' ' || copy_of || ' ' || share) FROM copy"), "2 1 0.875,3 1 0.875,4 1 0.875");
  EXPECT_EQ(Ask(path, "SELECT group_concat(report || ' ' || agency) FROM credit"), "2 Northgate Wire,3 Northgate Wire,4 Northgate Wire");
  uint32_t copies = 0;
  Result<FindingsStore> store = FindingsStore::Open(path);
  ASSERT_GOOD(store);
  const auto count = [&](ClaimSet& claims, const Corrections& corrections) {
    for (const ClaimReport& report : claims.reports) copies += report.origin == 0 && report.copy_share == 0.875F && report.agency != 0;
    return PlainFuse(claims, corrections);
  };
  options.stamp = "again";
  ASSERT_GOOD(store->Update(count, options));
  EXPECT_EQ(calls, 1u) << "no report changed";
  EXPECT_EQ(copies, 3u) << "fusion is told of the copies that stand in the file";
  ASSERT_GOOD(WriteEvents(path, 0, 5, options));
  EXPECT_EQ(calls, 2u);
  ExpectSound(path);
}

}  // namespace
}  // namespace dateline
