// The case file: one GeoPackage that keeps reports, the records found in them and the words that say each, and that QGIS opens as it is. docs/case-file.md
// explains every table and column.
//
//   Result<CaseFile> file = CaseFile::OpenForWriting("syria.gpkg", run);
//   if (!file) return file.error();
//   for (StoredReport& report : reports) if (Result<void> added = file->Add(report); !added) return added.error();
//   return file->Seal();
//
// Promises, each with a test:
// - A run that is killed at any moment is resumed by the same calls: nothing is lost, nothing is there twice.
// - Reading the same input again adds nothing and leaves the bytes of a sealed file as they are.
// - The same reports added in the same order to a new file give the same bytes (one SQLite library, no RunInfo::started).
// - A file that changed between runs is read anew, and what it said before is taken out.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "dateline/result.h"
#include "engine/stored.h"

namespace dateline {

/// Who reads, and how. A report read under the same engine, knowledge and arguments is not read again.
struct RunInfo {
  std::string engine;     ///< version
  std::string knowledge;  ///< hash of the knowledge
  std::string arguments;  ///< options that change what is found; not paths, not the number of threads
  std::string started;    ///< ISO 8601 with time, kept with the run; empty: none, and the file does not depend on when it was made
};

/// One report's place in the input. Units of standard input ("-") are told apart by their content, too: they never replace each other.
struct UnitKey {
  std::string file;
  std::string source_id;
  uint64_t begin = 0;   ///< StoredReport::unit_begin
  std::string sha256;   ///< of the report's original bytes
};

/// A file of the input in the state in which it was read.
struct FileKey {
  std::string path;
  uint64_t size = 0;
  int64_t mtime_ns = 0;
  std::string hash;  ///< of the first and last MiB; may be empty where the caller trusts size and time
};

struct CaseFileOptions {
  uint32_t batch_reports = 1000;     ///< a transaction holds at most so many reports ...
  uint64_t batch_bytes = 16 << 20;   ///< ... and about so many bytes. By count and never by the clock: the bytes of the file must not depend on speed.
};

/// What Add met so far in this process.
struct AddCounts {
  uint64_t added = 0;     ///< reports that are new (failures and skipped ones included)
  uint64_t known = 0;     ///< were there already
  uint64_t replaced = 0;  ///< took the place of what the same unit said before
  uint64_t copies = 0;    ///< same report at another place of the input
  uint64_t removed = 0;   ///< units that their file no longer holds
};

/// Writes a case file. One thread, one writer a file; readers may read beside it. After an Error every later call gives that Error again, the open transaction is
/// undone, and the file holds what was committed before.
class CaseFile {
 public:
  /// Opens a case file to go on with it, or creates it. An Error for a folder that is missing or read-only, a file that is no database, a GeoPackage of another
  /// program, a case file of a newer schema.
  static Result<CaseFile> OpenForWriting(const std::string& path, const RunInfo& run, const CaseFileOptions& options = {});

  CaseFile(CaseFile&&) noexcept;
  CaseFile& operator=(CaseFile&&) noexcept;
  /// Commits what is open, as far as that is possible; errors are lost here, so call Flush or Seal.
  ~CaseFile();

  /// Adds a report with its records, a failure or a skipped file. What is there already is left as it is. About 150 microseconds with 20 sentences and 5 records,
  /// commits included.
  Result<void> Add(const StoredReport& report);
  /// True when this unit was read in the same state by the same engine; it need not be read again. A few microseconds. Failures are tried again.
  Result<bool> HasUnit(const UnitKey& unit);
  /// True when this file was read to its end in the same state by the same engine.
  Result<bool> HasFile(const FileKey& file);
  /// Marks a file as read to its end, after Add or HasUnit was called for all its units; units that it held in an earlier state and no longer holds are taken out.
  Result<void> FinishFile(const FileKey& file);
  /// Commits now. (Commits beyond those that the batches bring change a counter in the file's header, no content.)
  Result<void> Flush();
  /// Commits, writes extents and spatial indexes, folds the write-ahead log into the file. The file then is one single file that may be copied, also from a
  /// read-only disk. Adding may go on afterwards; Seal again then. Nothing happens where nothing was added since the last seal.
  Result<void> Seal();

  const AddCounts& counts() const;

 private:
  class Impl;
  explicit CaseFile(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline
