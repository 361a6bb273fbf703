#include "casefile/check.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>

#include "casefile/schema.h"

namespace dateline {
namespace {

constexpr std::string_view kMagic("SQLite format 3\0", 16);
constexpr const char* kWanted = "a case file (.gpkg) made by dateline, or a new name";
constexpr int64_t kCheckedBytes = 64 << 20;

std::string_view LooksLike(std::string_view head) {
  if (head.starts_with("PK\x03\x04")) return " (looks like a ZIP archive or an office file)";
  if (head.starts_with("%PDF")) return " (looks like PDF)";
  if (head.starts_with("{") || head.starts_with("[")) return " (looks like JSON)";
  if (head.starts_with("<")) return " (looks like XML or HTML)";
  for (const char c : head) {
    if (static_cast<unsigned char>(c) < 9) return "";
  }
  return " (looks like text)";
}

bool Count(Database& db, std::string_view sql, int64_t& value) {
  bool found = false;
  value = 0;
  return db.ReadInt(sql, value, found);
}

/// Tables every case file has; a file that lacks one was changed by another program.
Result<void> CheckTables(Database& db) {
  for (const char* table : {"dl_run", "dl_file", "dl_unit", "report", "sentence", "record", "span", "party", "place", "gpkg_contents", "gpkg_extensions"}) {
    int64_t count = 0;
    if (!Count(db, fmt::format("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = '{}'", table), count)) return db.LastError();
    if (count == 0) return Error{db.path(), fmt::format("has no table {}", table), "a whole case file: restore a copy, or read the reports into a new file"};
  }
  return {};
}

Result<void> CheckSchemaVersion(Database& db) {
  std::string text;
  bool found = false;
  if (!db.ReadText("SELECT value FROM dl_meta WHERE key = 'schema_version'", text, found)) return db.LastError();
  int version = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), version);
  if (!found || problem != std::errc() || end != text.data() + text.size() || version < 1) {
    return Error{db.path(), "does not say its schema version", "a case file made by dateline"};
  }
  if (version > kSchemaVersion) {
    return Error{db.path(), fmt::format("is a case file of schema {}, made by a newer dateline", version),
                 fmt::format("schema {} or older: use the newer dateline, or read the reports into a new file", kSchemaVersion)};
  }
  return {};
}

Result<void> CheckPages(Database& db) {
  int64_t pages = 0, size = 0;
  if (!Count(db, "PRAGMA page_count", pages) || !Count(db, "PRAGMA page_size", size)) return db.LastError();
  if (pages * size > kCheckedBytes) return {};
  std::string answer;
  bool found = false;
  if (!db.ReadText("PRAGMA quick_check(1)", answer, found)) return db.LastError();
  if (answer == "ok") return {};
  return Database::Explain(db.path(), SQLITE_CORRUPT, 0, answer);
}

Result<Database> OpenCase(const std::string& path, OpenMode mode) {
  const Result<FileState> state = LookAt(path);
  if (!state) return state.error();
  if (*state == FileState::kMissing) return Error{path, "is missing", "a case file; dateline read makes one"};
  if (*state == FileState::kEmpty) return Error{path, "is empty", "a case file; dateline read makes one"};
  Result<Database> db = Database::Open(path, mode);
  if (!db) return db.error();
  if (mode != OpenMode::kRead && sqlite3_db_readonly(db->raw(), "main") == 1) return Database::Explain(path, SQLITE_READONLY, 0, "");
  const Result<bool> checked = CheckCaseFile(*db);
  if (!checked) return checked.error();
  if (!*checked) return Error{path, "holds no tables", "a case file; dateline read makes one"};
  return db;
}

}  // namespace

Result<FileState> LookAt(const std::string& path) {
  std::error_code problem;
  const std::filesystem::file_status status = std::filesystem::status(path, problem);
  if (status.type() == std::filesystem::file_type::not_found) return FileState::kMissing;
  if (std::filesystem::is_directory(status)) return Error{path, "is a folder", "the name of a case file, for example cases.gpkg"};
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file) return Error{path, fmt::format("cannot be opened ({})", std::strerror(errno)), "a file that can be read"};
  std::array<char, 64> head{};
  const size_t size = std::fread(head.data(), 1, head.size(), file.get());
  const std::string_view bytes(head.data(), size);
  if (bytes.empty()) return FileState::kEmpty;
  if (!bytes.starts_with(kMagic)) return Error{path, fmt::format("is not a case file{}", LooksLike(bytes)), kWanted};
  return FileState::kDatabase;
}

Result<bool> CheckCaseFile(Database& db) {
  int64_t application = 0, tables = 0, ours = 0;
  if (!Count(db, "SELECT count(*) FROM sqlite_schema", tables) || !Count(db, "PRAGMA application_id", application)) return db.LastError();
  if (tables == 0 && application == 0) return false;
  if (!Count(db, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'dl_meta'", ours)) return db.LastError();
  if (ours == 0) return Error{db.path(), application == kApplicationId ? "is a GeoPackage of another program" : "is an SQLite database of another program", kWanted};
  if (application != kApplicationId) return Error{db.path(), "does not bear the mark of a GeoPackage", "a case file made by dateline"};
  if (Result<void> version = CheckSchemaVersion(db); !version) return version.error();
  if (Result<void> whole = CheckTables(db); !whole) return whole.error();
  if (Result<void> pages = CheckPages(db); !pages) return pages.error();
  return true;
}

Result<Database> OpenCaseForReading(const std::string& path) { return OpenCase(path, OpenMode::kRead); }

Result<Database> OpenCaseForWriting(const std::string& path) { return OpenCase(path, OpenMode::kWrite); }

}  // namespace dateline
