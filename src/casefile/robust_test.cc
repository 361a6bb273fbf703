// What may happen to a case file from outside: its writer killed at any moment, a full disk, bytes flipped by chance or malice.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <random>
#include <thread>

#include "base/mapped_file.h"
#include "casefile/case_file.h"
#include "casefile/query.h"
#include "casefile/test_reports.h"

namespace dateline {
namespace {

constexpr uint32_t kReports = 2000;
constexpr int kKills = 50;

/// Small transactions, so that a kill finds something half done.
CaseFileOptions SmallBatches() { return {.batch_reports = 20}; }

/// The input; made once, so that the children spend their short lives on writing.
const std::vector<StoredReport>& Input() {
  static const std::vector<StoredReport> reports = [] {
    std::vector<StoredReport> out;
    for (uint32_t i = 0; i < kReports; ++i) out.push_back(TestReport(i, 6, 3));
    return out;
  }();
  return reports;
}

/// What the killed program does: goes over the whole input, asks the ledger, adds what is missing, seals. Exit codes tell success from an error.
Result<void> ReadAll(const std::string& path) {
  Result<CaseFile> file = CaseFile::OpenForWriting(path, TestRun(), SmallBatches());
  if (!file) return file.error();
  for (const StoredReport& report : Input()) {
    const Result<bool> has = file->HasUnit({report.file, report.source_id, report.unit_begin, report.sha256});
    if (!has) return has.error();
    if (*has) continue;
    if (Result<void> added = file->Add(report); !added) return added;
  }
  return file->Seal();
}

[[noreturn]] void ChildReads(const std::string& path) {
  const Result<void> done = ReadAll(path);
  if (!done) {
    const std::string message = done.error().Message() + "\n";
    [[maybe_unused]] const ssize_t written = write(2, message.data(), message.size());
  }
  _exit(done ? 0 : 3);
}

TEST(CaseFileKilled, AtAnyMomentIsResumedWithNothingLostOrDoubled) {
  const ScratchFolder folder;
  const std::string whole = folder / "whole.gpkg";
  ASSERT_TRUE(ReadAll(whole));
  std::minstd_rand random(20180115);
  int kills = 0;
  for (int round = 0; kills < kKills; ++round) {
    const std::string path = folder / fmt::format("killed{}.gpkg", round);
    for (uint32_t attempt = 0;; ++attempt) {
      const pid_t child = fork();
      ASSERT_GE(child, 0);
      if (child == 0) ChildReads(path);
      std::this_thread::sleep_for(std::chrono::microseconds(random() % (20000 + 4000 * attempt)));  // longer each time: a slow machine gets done, too
      kill(child, SIGKILL);
      int status = 0;
      ASSERT_EQ(waitpid(child, &status, 0), child);
      if (WIFEXITED(status)) {
        ASSERT_EQ(WEXITSTATUS(status), 0);
        break;  // it was done before the kill
      }
      ++kills;
    }
    ExpectSound(path);
    ExpectSameContent(path, whole);
    ASSERT_LT(round, 200);
  }
  RecordProperty("kills", kills);
}

TEST(CaseFileDisk, FullIsAClearErrorAndTheSameCommandGoesOn) {
  const ScratchFolder folder;
  const std::string path = folder / "small.gpkg";
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{4 << 20, 4 << 20};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(9);
    const Result<void> done = ReadAll(path);
    const bool clear = !done && done.error().where == path && done.error().what == "no room left to write" && !done.error().expected.empty();
    if (!clear) fmt::print(stderr, "{}\n", done ? "no error" : done.error().Message());
    _exit(clear ? 0 : 3);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);

  ExpectSound(path);
  const std::string kept = Ask(path, "SELECT count(*) FROM report");
  EXPECT_GT(std::stoi(kept), 20) << "what was committed is kept";
  EXPECT_LT(std::stoi(kept), static_cast<int>(kReports));
  ASSERT_TRUE(ReadAll(path));
  ASSERT_TRUE(ReadAll(folder / "whole.gpkg"));
  ExpectSound(path);
  ExpectSameContent(path, folder / "whole.gpkg");
}

TEST(CaseFileDisk, AfterAnErrorEveryCallGivesIt) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  Result<CaseFile> file = CaseFile::OpenForWriting(path, TestRun());
  ASSERT_TRUE(file);
  ASSERT_TRUE(file->Add(TestReport(1)));
  ASSERT_TRUE(file->Flush());
  ASSERT_TRUE(file->Add(TestReport(2)));
  StoredReport bad = TestReport(3);
  bad.text.assign(300 << 20, 'x');  // more than a value may hold: the engine never makes such a text
  const Result<void> refused = file->Add(bad);
  ASSERT_FALSE(refused);
  EXPECT_EQ(file->Add(TestReport(4)).error().Message(), refused.error().Message());
  EXPECT_EQ(file->HasUnit({}).error().Message(), refused.error().Message());
  EXPECT_EQ(file->Seal().error().Message(), refused.error().Message());
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM report"), "1") << "what was committed before is kept, the rest undone";
}

/// Everything a user can ask of a file; errors are fine, crashes are not.
void AskEverything(const std::string& path) {
  const Result<CaseReader> reader = CaseReader::Open(path);
  if (!reader) {
    EXPECT_FALSE(reader.error().what.empty());
    return;
  }
  std::string id;
  const RecordQuery query{.place = "Damascus", .details = true};
  (void)reader->ForEachRecord({.details = true}, [&](const RecordRow& row) {
    id = row.record.id;
    return true;
  });
  (void)reader->ForEachRecord(query, [](const RecordRow&) { return true; });
  (void)reader->FindRecord(id.substr(0, 6));
  (void)reader->ForEachReport("", true, [&](const ReportRow& row) {
    (void)reader->SentencesOf(row.nr);
    return true;
  });
  (void)reader->Summarize();
}

void WriteMore(const std::string& path) {
  Result<CaseFile> file = CaseFile::OpenForWriting(path, TestRun());
  if (!file) return;
  for (uint32_t i = 0; i < 30; ++i) {
    StoredReport report = TestReport(i);
    if (i % 3 == 0) report.sha256 = "changed";
    (void)file->Add(report);
  }
  (void)file->FinishFile({"reports/wire/00001.txt", 1, 1, ""});
  (void)file->Seal();
}

TEST(CaseFileHostile, FlippedBytesGiveAnErrorOrRows) {
  const ScratchFolder folder;
  ASSERT_TRUE(WriteReports(folder / "good.gpkg", 0, 20));
  const std::string good = ReadFile(folder / "good.gpkg").value();
  std::minstd_rand random(4711);
  const std::string path = folder / "bad.gpkg";
  for (int variant = 0; variant < 200; ++variant) {
    std::string bad = good;
    // A third hit the header and the schema on the first pages, the others any page; some are cut short.
    const size_t reach = variant % 3 == 0 ? 16384 : bad.size();
    for (uint64_t flips = 1 + random() % 30; flips > 0; --flips) bad[random() % reach] = static_cast<char>(random() & 0xFF);
    if (variant % 10 == 9) bad.resize(random() % bad.size());
    ASSERT_TRUE(WriteFile(path, bad));
    AskEverything(path);
    WriteMore(path);
    for (const char* rest : {"-wal", "-shm", "-journal"}) std::filesystem::remove(path + rest);
  }
}

TEST(CaseFileHostile, TriggersAndViewsOfTheFileAreNotRun) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  ASSERT_TRUE(WriteReports(path, 0, 5));
  {
    sqlite3* raw = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &raw), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(raw, "CREATE TRIGGER evil AFTER INSERT ON report BEGIN DELETE FROM sentence; END", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(raw);
  }
  ASSERT_TRUE(WriteReports(path, 0, 6));
  EXPECT_EQ(Ask(path, "SELECT count(*) FROM sentence"), "120");
}

}  // namespace
}  // namespace dateline
