#include "casefile/statement.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace dateline {
namespace {

/// A file name as an SQLite URI; `immutable` reads a file that nobody writes, without locks or a shared-memory file beside it.
std::string UriOf(const std::string& path, bool immutable) {
  std::string out = path.starts_with('/') ? "file://" : "file:";
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '.' || c == '-' || c == '_' || c == '~';
    if (plain) out += c;
    else out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return immutable ? out + "?immutable=1" : out;
}

bool Guard(sqlite3* db, OpenMode mode) {
  sqlite3_extended_result_codes(db, 1);
  sqlite3_busy_timeout(db, 5000);
  sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 256 << 20);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  const char* pragmas = "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;";
  if (sqlite3_exec(db, pragmas, nullptr, nullptr, nullptr) != SQLITE_OK) return false;
  if (mode == OpenMode::kRead) return true;
  return sqlite3_exec(db, "PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=4000;", nullptr, nullptr,
                      nullptr) == SQLITE_OK;
}

int OpenRaw(const std::string& uri, OpenMode mode, sqlite3** db) {
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
  flags |= mode == OpenMode::kRead ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (mode == OpenMode::kCreate) flags |= SQLITE_OPEN_CREATE;
  return sqlite3_open_v2(uri.c_str(), db, flags, nullptr);
}

/// The system's reason. SQLite tries more than one way, and the last need not be the one that tells.
std::string WhyNotOpened(const std::string& path, int system_error) {
  const size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
  if (faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) != 0) return fmt::format("{}: {}", folder, std::strerror(errno));
  return system_error == 0 ? "no reason given" : std::strerror(system_error);
}

/// The error number that the file or its log met last (sqlite3_system_errno may have lost it by now).
int FileError(sqlite3* db) {
  int error = 0;
  sqlite3_file* log = nullptr;
  if (sqlite3_file_control(db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) == SQLITE_OK && log != nullptr && log->pMethods != nullptr) {
    log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &error);
  }
  if (error == 0) sqlite3_file_control(db, "main", SQLITE_FCNTL_LAST_ERRNO, &error);
  return error == 0 ? sqlite3_system_errno(db) : error;
}

bool HasBytes(const std::string& path) {
  struct stat info {};
  return stat(path.c_str(), &info) == 0 && info.st_size > 0;
}

/// True when a first read fails only because the folder cannot take the files that WAL needs, and the file holds all there is.
bool NeedsImmutable(sqlite3* db, const std::string& path) {
  const int rc = sqlite3_exec(db, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr) & 0xFF;
  return (rc == SQLITE_CANTOPEN || rc == SQLITE_READONLY) && !HasBytes(path + "-wal");
}

}  // namespace

Statement::Row Statement::Next() {
  if (!raw_) return Row::kError;
  const int rc = sqlite3_step(raw_.get());
  if (rc == SQLITE_ROW) return Row::kRow;
  sqlite3_reset(raw_.get());
  return rc == SQLITE_DONE ? Row::kEnd : Row::kError;
}

std::string_view Statement::Text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(raw_.get(), column));
  const int size = sqlite3_column_bytes(raw_.get(), column);
  return bytes == nullptr || size <= 0 ? std::string_view{} : std::string_view(bytes, static_cast<size_t>(size));
}

bool Statement::Bind(int at, std::string_view text) {
  if (text.empty()) return sqlite3_bind_null(raw_.get(), at) == SQLITE_OK;
  return sqlite3_bind_text64(raw_.get(), at, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK;
}

bool Statement::Bind(int at, Blob blob) {
  if (blob.bytes.empty()) return sqlite3_bind_null(raw_.get(), at) == SQLITE_OK;
  return sqlite3_bind_blob64(raw_.get(), at, blob.bytes.data(), blob.bytes.size(), SQLITE_STATIC) == SQLITE_OK;
}

bool Statement::Bind(int at, Required text) {
  const char* data = text.text.empty() ? "" : text.text.data();
  return sqlite3_bind_text64(raw_.get(), at, data, text.text.size(), SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK;
}

Result<Database> Database::Open(const std::string& path, OpenMode mode) {
  Database out;
  out.path_ = path;
  for (const bool immutable : {false, true}) {
    sqlite3* raw = nullptr;
    const int rc = OpenRaw(UriOf(path, immutable), mode, &raw);
    out.raw_.reset(raw);
    if (rc != SQLITE_OK) return Explain(path, raw == nullptr ? rc : sqlite3_extended_errcode(raw), raw == nullptr ? 0 : sqlite3_system_errno(raw), "");
    if (!Guard(raw, mode)) return out.LastError();
    if (mode != OpenMode::kRead || immutable || !NeedsImmutable(raw, path)) break;
  }
  return out;
}

bool Database::Exec(const char* sql) { return sqlite3_exec(raw_.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK; }

Statement Database::Prepare(std::string_view sql, bool lasting) {
  sqlite3_stmt* raw = nullptr;
  const unsigned flags = lasting ? SQLITE_PREPARE_PERSISTENT : 0;
  if (sqlite3_prepare_v3(raw_.get(), sql.data(), static_cast<int>(sql.size()), flags, &raw, nullptr) != SQLITE_OK) return {};
  return Statement(raw);
}

bool Database::ReadInt(std::string_view sql, int64_t& value, bool& found) {
  Statement read = Prepare(sql, false);
  const Statement::Row row = read.Next();
  found = row == Statement::Row::kRow && !read.IsNull(0);
  if (found) value = read.Int(0);
  return row != Statement::Row::kError;
}

bool Database::ReadText(std::string_view sql, std::string& value, bool& found) {
  Statement read = Prepare(sql, false);
  const Statement::Row row = read.Next();
  found = row == Statement::Row::kRow && !read.IsNull(0);
  if (found) value = read.String(0);
  return row != Statement::Row::kError;
}

Error Database::LastError() const {
  const int code = sqlite3_extended_errcode(raw_.get());
  const int system_error = (code & 0xFF) == SQLITE_IOERR ? FileError(raw_.get()) : sqlite3_system_errno(raw_.get());
  return Explain(path_, code, system_error, sqlite3_errmsg(raw_.get()));
}

Error Database::Explain(const std::string& path, int code, int system_error, std::string_view message) {
  const bool full = system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG;
  switch (full && (code & 0xFF) == SQLITE_IOERR ? SQLITE_FULL : code & 0xFF) {
    case SQLITE_FULL:
      return {path, "no room left to write", "free disk space, then the same command again: what was committed is kept, the rest is read then"};
    case SQLITE_CANTOPEN:
      return {path, fmt::format("cannot be opened ({})", WhyNotOpened(path, system_error)), "a folder that exists and can be written"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return {path, "is read-only", "a file and a folder that can be written (SQLite keeps a journal beside the file)"};
    case SQLITE_NOTADB:
      return {path, "is not an SQLite database", "a case file (.gpkg) or a new name"};
    case SQLITE_CORRUPT:
      return {path, fmt::format("is damaged ({})", message.empty() ? "bad page" : message),
              "an undamaged case file: restore a copy, or read the reports into a new file"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {path, "is in use by another program", "one writer at a time: wait for it or close it"};
    case SQLITE_IOERR:
      return {path, fmt::format("reading or writing failed ({})", system_error == 0 ? std::string(message) : std::strerror(system_error)), "a disk in order"};
    case SQLITE_NOMEM:
      return {path, "not enough memory", ""};
    default:
      return {path, fmt::format("the database says: {} (code {})", message, code), "a case file as dateline writes it"};
  }
}

}  // namespace dateline
