#include "casefile/migrate.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/mapped_file.h"
#include "casefile/findings_query.h"
#include "casefile/schema.h"
#include "casefile/test_findings.h"

namespace dateline {
namespace {

constexpr const char* kAdded[] = {"incident_pt", "flow_ln", "flow_pt", "figure_pt", "control_line_pt", "finding_record", "estimate", "contradiction", "series",
                                  "possible",    "copy",    "credit", "person", "source_repeats", "source", "decision", "finding"};

/// A case file as schema 1 had it: one of this schema, less what the next one brought.
void WriteOld(const std::string& path) {
  {
    Result<CaseFile> file = CaseFile::OpenForWriting(path, TestRun());
    ASSERT_GOOD(file);
    for (uint32_t i = 0; i < 24; ++i) ASSERT_GOOD(file->Add(EventReport(i)));
    ASSERT_GOOD(file->Seal());
  }
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  std::string sql = "DROP TRIGGER decision_stays; DROP TRIGGER decision_kept; DELETE FROM dl_meta WHERE key IN ('findings', 'linked'); UPDATE dl_meta SET value = '1' WHERE key = 'schema_version';";
  for (const char* table : kAdded) {
    sql += fmt::format("DELETE FROM gpkg_data_columns WHERE table_name = '{0}'; DELETE FROM gpkg_extensions WHERE table_name = '{0}'; "
                       "DELETE FROM gpkg_geometry_columns WHERE table_name = '{0}'; DELETE FROM gpkg_contents WHERE table_name = '{0}'; DROP TABLE IF EXISTS rtree_{0}_geom; "
                       "DROP TABLE {0};",
                       table);
  }
  char* message = nullptr;
  EXPECT_EQ(sqlite3_exec(db, (sql + "VACUUM;").c_str(), nullptr, nullptr, &message), SQLITE_OK) << message;
  sqlite3_close(db);
  ExpectSound(path);
}

TEST(Migrate, AnOldFileIsReadAsItIs) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  WriteOld(path);
  const std::string before = Dump(path);
  const Result<CaseReader> records = CaseReader::Open(path);
  ASSERT_GOOD(records);
  EXPECT_EQ(records->Summarize()->records, 24);
  Result<FindingReader> findings = FindingReader::Open(path);
  ASSERT_GOOD(findings);
  EXPECT_FALSE(findings->current());
  EXPECT_EQ(findings->CountFindings({}).value(), 0);
  EXPECT_TRUE(findings->Decisions()->empty());
  ASSERT_GOOD(findings->Recompute(PlainFuse, FigureRule::kDateline));
  EXPECT_EQ(findings->CountFindings({}).value(), 12);
  EXPECT_EQ(before, Dump(path)) << "reading writes nothing";
}

TEST(Migrate, WritingBringsItToThisSchemaAndKeepsACopy) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg", copy = folder / "a.schema-1.gpkg";
  WriteOld(path);
  const std::string before = Dump(path);
  const Result<FindingsChange> change = WriteEvents(path, 0, 36);
  ASSERT_GOOD(change);
  EXPECT_EQ(change->written, 12);
  EXPECT_EQ(Ask(path, "SELECT value FROM dl_meta WHERE key = 'schema_version'"), std::to_string(kSchemaVersion));
  ExpectSound(path);
  ExpectSound(copy);
  EXPECT_EQ(Dump(copy), before);
  EXPECT_EQ(Ask(copy, "PRAGMA application_id"), "1196444487");
  ASSERT_GOOD(CaseReader::Open(copy));
  ASSERT_GOOD(WriteEvents(folder / "new.gpkg", 0, 36));
  for (const char* table : {"finding", "incident_pt", "gpkg_contents", "gpkg_data_columns", "gpkg_geometry_columns"}) {
    const std::string rows = fmt::format("SELECT count(*) FROM {}", table);
    EXPECT_EQ(Ask(path, rows), Ask(folder / "new.gpkg", rows)) << table;
  }
}

TEST(Migrate, AnEarlierCopyIsNotOverwritten) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  WriteOld(path);
  ASSERT_GOOD(WriteFile(folder / "a.schema-1.gpkg", "mine"));
  ASSERT_GOOD(FindingsStore::Open(path));
  EXPECT_EQ(ReadFile(folder / "a.schema-1.gpkg").value(), "mine");
  ExpectSound(folder / "a.schema-1-2.gpkg");
  ASSERT_GOOD(FindingsStore::Open(path));
  EXPECT_FALSE(std::filesystem::exists(folder / "a.schema-1-3.gpkg")) << "only once";
}

TEST(Migrate, AFileOfThisSchemaIsLeftAlone) {
  const ScratchFolder folder;
  const std::string path = folder / "a.gpkg";
  ASSERT_GOOD(WriteEvents(path, 0, 3));
  ASSERT_GOOD(FindingsStore::Open(path));
  EXPECT_FALSE(std::filesystem::exists(folder / "a.schema-2.gpkg"));
}

}  // namespace
}  // namespace dateline
