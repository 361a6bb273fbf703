// For the tests of this folder: made-up reports, a scratch folder, and a case file's contents as text.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/hash.h"
#include "casefile/case_file.h"
#include "casefile/statement.h"
#include "engine/stored.h"

/// Goes on only with a Result that is good.
#define ASSERT_GOOD(result)                                                \
  do {                                                                     \
    const auto& outcome = (result);                                        \
    ASSERT_TRUE(outcome.has_value()) << outcome.error().Message();         \
  } while (false)

namespace dateline {

/// A folder of its own that goes when the test ends.
class ScratchFolder {
 public:
  ScratchFolder() : path_(std::filesystem::temp_directory_path() / fmt::format("dateline_casefile_{}_{}", getpid(), ++made())) {
    std::filesystem::create_directories(path_);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
    std::filesystem::remove_all(path_, ignored);
  }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  std::string path() const { return path_.string(); }

 private:
  static int& made() {
    static int count = 0;
    return count;
  }
  std::filesystem::path path_;
};

/// Root may write everywhere: for the length of this object somebody else runs the test.
class PlainUser {
 public:
  explicit PlainUser(const ScratchFolder& folder) : root_(geteuid() == 0) {
    constexpr uid_t kNobody = 65534;
    if (!root_) return;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) good_ = good_ && chown(entry.path().c_str(), kNobody, kNobody) == 0;
    good_ = good_ && chown(folder.path().c_str(), kNobody, kNobody) == 0 && seteuid(kNobody) == 0;
  }
  PlainUser(const PlainUser&) = delete;
  PlainUser& operator=(const PlainUser&) = delete;
  ~PlainUser() {
    if (root_ && seteuid(0) != 0) std::abort();
  }
  bool good() const { return good_; }

 private:
  bool root_;
  bool good_ = true;
};

inline RunInfo TestRun() { return {"0.1.0", "knowledge-1", "", ""}; }

inline StoredPlace TestPlace(std::string slot, std::string text, std::string country, double lon, double lat) {
  return {std::move(slot), text, text, std::move(country), "", "P.PPL", "in", 170654, 1, true, {lon, lat}};
}

/// Record `n` of report `number`: kinds and places change with both.
inline StoredRecord TestRecord(uint32_t number, uint32_t n, uint32_t sentence) {
  constexpr const char* kinds[] = {"event", "movement", "stock", "control", "statement"};
  constexpr const char* types[] = {"ASSAULT", "fled", "displaced", "captured", ""};
  StoredRecord r;
  r.kind = kinds[n % 5];
  r.type = types[n % 5];
  r.id = HashId(fmt::format("record {} {}", number, n)).Hex();
  r.sentence = sentence;
  r.confidence = 0.4 + 0.05 * ((number + n) % 10);
  r.rule = "assault.kill.v";
  r.quote = fmt::format("Shells killed {} people in Damascus", number % 50 + 2);
  r.source = n % 2 == 0 ? "the ministry" : "";
  if (n % 3 != 2) r.start = r.end = fmt::format("2018-{:02}-{:02}", number % 12 + 1, number % 28 + 1);
  r.how_many = fmt::format("{} killed", number % 50 + 2);
  r.json = fmt::format(R"({{"kind":"{}","id":"{}","quote":{{"text":"{}"}},"padding":"{}"}})", r.kind, r.id, r.quote, std::string(300, 'x'));
  for (const char* slot : {"quote", "trigger", "actors.0", "place", "time", "killed"}) r.spans.push_back({slot, "some words", 10, 20, 12, 22});
  r.parties.push_back({n % 5 == 1 || n % 5 == 2 ? "people" : "actors.0", "Turkish troops", "TUR.MIL", "Turkish Armed Forces", "TUR", "fighters", ""});
  r.parties.push_back({"recipients.0", "civilians", "", "", "", "civilians", ""});
  const double shift = 0.01 * (number % 100);
  if (n % 5 == 1) {
    r.places.push_back(TestPlace("origin.0", "Raqqa", "SYR", 39.01 + shift, 35.95));
    if (number % 2 == 0) r.places.push_back(TestPlace("destination.0", "Gaziantep", "TUR", 37.38, 37.06 + shift));
  } else if (n % 5 != 4) {
    r.places.push_back(TestPlace("place", "Damascus", "SYR", 36.3 + shift, 33.5));
  }
  return r;
}

/// A report with `sentences` sentences and `records` records, the same for the same number.
inline StoredReport TestReport(uint32_t number, uint32_t sentences = 20, uint32_t records = 5) {
  StoredReport r;
  r.source_id = fmt::format("wire/{:05}.txt", number);
  r.file = "reports/" + r.source_id;
  r.uri = r.file;
  r.title = fmt::format("Shells fall on the town, day {}", number);
  r.publisher = "The Courier";
  r.published = "2018-01-15";
  r.published_from = "dateline";
  r.language = "en";
  r.words = sentences * 24;
  for (uint32_t s = 0; s < sentences; ++s) {
    const auto begin = static_cast<uint32_t>(r.text.size());
    r.text += fmt::format("Shells killed {} people in Damascus on day {}, the ministry said; hundreds left for the border before noon, and the road to "
                          "the north was closed again. ",
                          number % 50 + 2, s);
    r.sentences.push_back({begin, static_cast<uint32_t>(r.text.size()) - 1, s == 0 ? "title" : "body"});
  }
  r.unit_end = r.text.size();
  r.sha256 = HashId(r.text + r.source_id).Hex() + HashId(r.source_id).Hex();
  r.id = HashId(fmt::format("report {}", number)).Hex();
  r.json = fmt::format(R"({{"kind":"report","id":"{}","source_id":"{}"}})", r.id, r.source_id);
  for (uint32_t n = 0; n < records; ++n) r.records.push_back(TestRecord(number, n, sentences == 0 ? 0 : n % sentences));
  return r;
}

inline StoredReport TestFailure(const std::string& file, const std::string& reason) {
  StoredReport r;
  r.status = ReportStatus::kFailed;
  r.reason = reason;
  r.source_id = r.file = r.uri = file;
  r.id = HashId(file + reason).Hex();
  return r;
}

/// All rows of all tables, one line each, tables and rows in order; the R-trees' inner tables too. For comparing files.
inline std::string Dump(const std::string& path) {
  Result<Database> db = Database::Open(path, OpenMode::kRead);
  if (!db) return db.error().Message();
  Statement tables = db->Prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name", false);
  std::string out;
  while (tables.Next() == Statement::Row::kRow) {
    const std::string name = tables.String(0);
    out += "== " + name + "\n";
    Statement rows = db->Prepare(fmt::format("SELECT * FROM \"{}\" ORDER BY 1, 2", name), false);
    while (rows.Next() == Statement::Row::kRow) {
      for (int c = 0; c < sqlite3_column_count(rows.raw()); ++c) out += (rows.IsNull(c) ? "-" : rows.String(c)) + "\t";
      out += '\n';
    }
  }
  return out;
}

/// Fails with the first line that differs (and not with both files whole).
inline void ExpectSameContent(const std::string& path, const std::string& other) {
  const std::string a = Dump(path), b = Dump(other);
  if (a == b) return;
  size_t at = 0;
  while (at < a.size() && at < b.size() && a[at] == b[at]) ++at;
  const auto line = [&](const std::string& text) {
    const size_t start = text.rfind('\n', at) + 1, table = text.rfind("== ", at);
    return text.substr(table, text.find('\n', table) - table) + ": " + text.substr(start, 200);
  };
  ADD_FAILURE() << "first difference\n  " << line(a) << "\n  " << line(b);
}

/// First column of the first row, as text; "" for no row, the message for an error.
inline std::string Ask(const std::string& path, const std::string& sql) {
  Result<Database> db = Database::Open(path, OpenMode::kRead);
  if (!db) return db.error().Message();
  std::string value;
  bool found = false;
  if (!db->ReadText(sql, value, found)) return db->LastError().Message();
  return value;
}

/// The database's own checks: whole pages, and every reference leads somewhere.
inline void ExpectSound(const std::string& path) {
  EXPECT_EQ(Ask(path, "PRAGMA integrity_check"), "ok");
  EXPECT_EQ(Ask(path, "PRAGMA foreign_key_check"), "");
}

/// Adds reports [first, last) to `path` and seals it.
inline Result<void> WriteReports(const std::string& path, uint32_t first, uint32_t last, const CaseFileOptions& options = {}) {
  Result<CaseFile> file = CaseFile::OpenForWriting(path, TestRun(), options);
  if (!file) return file.error();
  for (uint32_t i = first; i < last; ++i) {
    if (Result<void> added = file->Add(TestReport(i)); !added) return added;
  }
  return file->Seal();
}

}  // namespace dateline
