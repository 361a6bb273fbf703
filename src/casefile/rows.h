// Turns a StoredReport into rows of all tables and layers, and takes them out again. Knows nothing of ledgers or transactions.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "casefile/statement.h"
#include "engine/stored.h"

namespace dateline {

std::string_view StatusName(ReportStatus status);

/// Prepared statements of one connection; the connection must outlive it.
class RowWriter {
 public:
  /// False: see Database::LastError.
  bool Prepare(Database& db);

  struct Written {
    int64_t report = 0;   ///< report.nr
    int64_t records = 0;  ///< rows of `record` written; one whose id is there already is not
  };
  /// Writes the report and all that hangs on it. `nr` 0: the next free number. `units`: report.units.
  bool Insert(const StoredReport& report, std::string_view id, int64_t run, int64_t nr, int64_t units, Written& written);
  /// Takes out the report and all that hangs on it.
  bool Delete(int64_t report);

 private:
  bool InsertReport(const StoredReport& report, std::string_view id, int64_t run, int64_t nr, int64_t units, int64_t& out);
  /// Where its sentences are, and whom it names.
  bool InsertSentences(const StoredReport& report, int64_t report_nr);
  bool InsertRecord(const StoredReport& report, const StoredRecord& record, int64_t report_nr, bool& written);
  bool InsertPlaces(const StoredRecord& record, int64_t nr);
  bool InsertLayer(const StoredReport& report, const StoredRecord& record, int64_t nr);
  bool InsertPoint(Statement& layer, const StoredReport& report, const StoredRecord& record, int64_t nr);
  bool InsertMovement(const StoredReport& report, const StoredRecord& record, int64_t nr);

  Database* db_ = nullptr;
  Statement report_, sentence_, person_, record_, span_, party_, place_, place_pt_, event_pt_, control_pt_, stock_pt_, movement_ln_, movement_pt_, count_records_;
  std::vector<Statement> deletes_;
};

}  // namespace dateline
