// SQLite behind two small classes: a connection opened with every guard on, and a prepared statement that binds by position. Nothing throws; a call says whether
// it went well and the connection says what went wrong, in the words a person needs.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "dateline/result.h"

namespace dateline {

/// Bytes that are not text.
struct Blob {
  std::string_view bytes;
};
/// Text that is stored even when it is empty. (Plain empty text is stored as NULL: an absent fact is an absent value.)
struct Required {
  std::string_view text;
};

/// A prepared statement. Text given to Run or Start must live until the next call of either. Not for use after its Database has closed.
class Statement {
 public:
  Statement() = default;
  explicit Statement(sqlite3_stmt* raw) : raw_(raw) {}

  /// Binds all, runs to the end. False: see Database::LastError.
  template <class... Values>
  [[nodiscard]] bool Run(const Values&... values) {
    if (!Start(values...)) return false;
    const int rc = sqlite3_step(raw_.get());
    if (rc != SQLITE_ROW) return sqlite3_reset(raw_.get()) == SQLITE_OK && rc == SQLITE_DONE;
    return sqlite3_reset(raw_.get()) == SQLITE_OK;
  }

  /// Binds all; rows then come by Next.
  template <class... Values>
  [[nodiscard]] bool Start(const Values&... values) {
    if (!raw_) return false;
    sqlite3_reset(raw_.get());
    int at = 0;
    return (Bind(++at, values) && ...);
  }

  enum class Row : uint8_t { kRow, kEnd, kError };
  /// The next row, or the end (the statement is then ready to start again).
  Row Next();
  /// Ends a reading early, so that its lock is let go.
  void Finish() { sqlite3_reset(raw_.get()); }

  bool IsNull(int column) const { return sqlite3_column_type(raw_.get(), column) == SQLITE_NULL; }
  int64_t Int(int column) const { return sqlite3_column_int64(raw_.get(), column); }
  double Real(int column) const { return sqlite3_column_double(raw_.get(), column); }
  /// Text or blob of a column, valid until the next call of Next, Run or Start; empty for NULL.
  std::string_view Text(int column) const;
  std::string String(int column) const { return std::string(Text(column)); }
  explicit operator bool() const { return raw_ != nullptr; }
  sqlite3_stmt* raw() const { return raw_.get(); }

  /// Binds one value; parameters count from 1.
  bool Bind(int at, std::string_view text);
  bool Bind(int at, const std::string& text) { return Bind(at, std::string_view(text)); }
  bool Bind(int at, const char* text) { return Bind(at, std::string_view(text)); }
  bool Bind(int at, Blob blob);
  bool Bind(int at, Required text);
  bool Bind(int at, double value) { return sqlite3_bind_double(raw_.get(), at, value) == SQLITE_OK; }
  bool Bind(int at, int64_t value) { return sqlite3_bind_int64(raw_.get(), at, value) == SQLITE_OK; }
  bool Bind(int at, uint64_t value) { return Bind(at, static_cast<int64_t>(value)); }
  bool Bind(int at, uint32_t value) { return Bind(at, static_cast<int64_t>(value)); }
  bool Bind(int at, int value) { return Bind(at, static_cast<int64_t>(value)); }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* raw) const { sqlite3_finalize(raw); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> raw_;
};

/// Calls `on_row` for each row of a started statement, until it returns false; false on error.
template <class OnRow>
bool EachRow(Statement& statement, OnRow on_row) {
  for (;;) {
    const Statement::Row row = statement.Next();
    if (row != Statement::Row::kRow) return row == Statement::Row::kEnd;
    if (on_row()) continue;
    statement.Finish();
    return true;
  }
}

enum class OpenMode : uint8_t { kRead, kWrite, kCreate };

/// A connection. The schema of an opened file is never trusted: no functions with side effects, no triggers, no views of it are run, damaged cells are looked for.
class Database {
 public:
  Database() = default;
  /// Opens a file. kRead also opens a file in a folder that cannot be written, and one left in WAL mode there. Whether it is a database shows at the first use.
  static Result<Database> Open(const std::string& path, OpenMode mode);

  /// Runs one or more statements without values.
  [[nodiscard]] bool Exec(const char* sql);
  [[nodiscard]] bool Exec(const std::string& sql) { return Exec(sql.c_str()); }
  /// An empty statement on error.
  Statement Prepare(std::string_view sql, bool lasting = true);
  /// First column of the first row of `sql`; false on error, `found` false without a row.
  [[nodiscard]] bool ReadInt(std::string_view sql, int64_t& value, bool& found);
  [[nodiscard]] bool ReadText(std::string_view sql, std::string& value, bool& found);

  /// What the last failed call met: where is the path, what was found, what helps.
  Error LastError() const;
  /// The same for a given SQLite result code and system error number.
  static Error Explain(const std::string& path, int code, int system_error, std::string_view message);

  int64_t last_row() const { return sqlite3_last_insert_rowid(raw_.get()); }
  int64_t changes() const { return sqlite3_changes(raw_.get()); }
  bool in_transaction() const { return sqlite3_get_autocommit(raw_.get()) == 0; }
  sqlite3* raw() const { return raw_.get(); }
  const std::string& path() const { return path_; }

 private:
  struct Close {
    void operator()(sqlite3* raw) const { sqlite3_close_v2(raw); }
  };
  std::unique_ptr<sqlite3, Close> raw_;
  std::string path_;
};

}  // namespace dateline
