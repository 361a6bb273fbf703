#include "casefile/migrate.h"

#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <system_error>

#include "casefile/schema.h"
#include "casefile/seal.h"

namespace dateline {
namespace {

/// A name beside the file that nothing bears yet.
std::string BackupPath(const std::string& path, int version) {
  const std::filesystem::path file(path);
  const std::string ending = file.extension().string(), stem = path.substr(0, path.size() - ending.size());
  std::error_code ignored;
  for (int i = 1;; ++i) {
    std::string name = fmt::format("{}.schema-{}{}{}", stem, version, i == 1 ? "" : fmt::format("-{}", i), ending);
    if (!std::filesystem::exists(std::filesystem::symlink_status(name, ignored))) return name;
  }
}

Result<void> Backup(Database& db, int version) {
  const std::string path = BackupPath(db.path(), version);
  Statement copy = db.Prepare("VACUUM INTO ?", false);
  // The copy is attached while it is written; nothing else ever is.
  sqlite3_limit(db.raw(), SQLITE_LIMIT_ATTACHED, 1);
  const bool copied = copy.Run(path);
  const Error error = copied ? Error{} : db.LastError();
  sqlite3_limit(db.raw(), SQLITE_LIMIT_ATTACHED, 0);
  if (copied) return {};
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  return Error{path, fmt::format("a copy of the case file of schema {} cannot be written ({})", version, error.what),
               "room for it beside the case file: it is kept before the file is brought to the new schema"};
}

}  // namespace

int SchemaVersion(Database& db) {
  int64_t version = 0;
  bool found = false;
  if (!db.ReadInt("SELECT value FROM dl_meta WHERE key = 'schema_version'", version, found) || !found) return 0;
  return static_cast<int>(version);
}

Result<void> Migrate(Database& db) {
  const int version = SchemaVersion(db);
  if (version >= kSchemaVersion) return {};
  if (Result<void> kept = Backup(db, version); !kept) return kept;
  if (db.Exec("BEGIN IMMEDIATE")) {
    // Another program may have been quicker while the copy was made.
    const bool done = SchemaVersion(db) >= kSchemaVersion || (BreakSeal(db) && db.Exec(UpgradeSql()));
    if (done && db.Exec("COMMIT")) return {};
  }
  const Error error = db.LastError();
  if (db.in_transaction()) (void)db.Exec("ROLLBACK");
  return error;
}

}  // namespace dateline
