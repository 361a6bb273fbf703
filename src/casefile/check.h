// Is this file a case file? Answers before anything is written to it.
#pragma once

#include <cstdint>
#include <string>

#include "casefile/statement.h"
#include "dateline/result.h"

namespace dateline {

enum class FileState : uint8_t { kMissing, kEmpty, kDatabase };

/// Looks at the first bytes, without SQLite. An Error for a folder, an unreadable file, or bytes that are no SQLite database (saying what they look like).
Result<FileState> LookAt(const std::string& path);

/// True for a case file of a schema this program knows, false for a database without any table (one that was being created when its program was killed).
/// An Error for a damaged file, another program's database and a newer schema. Files up to 64 MiB are checked page by page.
Result<bool> CheckCaseFile(Database& db);

/// Opens a case file that is there and looks at it as above. An Error also for a file that is missing or empty.
Result<Database> OpenCaseForReading(const std::string& path);
/// The same for writing; a file or folder that cannot be written is an Error.
Result<Database> OpenCaseForWriting(const std::string& path);

}  // namespace dateline
