// The way out of a case: reads what was asked for, withholds what must not leave (exports/withhold.h) and hands the rest to an exporter. Nothing reaches an
// exporter but through here, so this holds for every format.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "casefile/findings_query.h"
#include "casefile/query.h"
#include "dateline/result.h"
#include "exports/exporter.h"
#include "exports/finding_view.h"
#include "exports/withhold.h"

namespace dateline {

/// What to send.
struct ExportSelection {
  std::vector<std::string_view> kinds;  ///< of records and findings (ExportFormat::KindsFor)
  RecordQuery query = {};               ///< since, until, place, party, min_confidence; `kind` is not read
  WithholdOptions withhold = {};
  WithheldRows withheld = {};  ///< what people marked: never sent, whatever `withhold` says
};

class ExportFeed {
 public:
  /// Takes what the exporter has appended, and empties it; false ends the run.
  using Write = std::function<bool(std::string& buffer)>;

  /// `findings` may be null: then there are none.
  ExportFeed(const CaseReader& reader, const FindingReader* findings, Exporter& exporter, ExportSelection selection, Write write);
  /// Reports, then records in the order of the reports, then findings. One pass over each table; holds one report, or one finding, at a time.
  Result<void> Run();

  /// Lines of the case file that could not be understood and were left out, and what was wrong with the first.
  uint64_t broken() const { return broken_; }
  const std::string& first_broken() const { return first_broken_; }

 private:
  bool SendReport(const ReportRow& row);
  bool SendRecord(const RecordRow& row);
  bool SendFinding(const FindingRow& row);
  Result<void> SendReports();
  Result<void> SendRecords();
  Result<void> SendFindings();
  /// Fills `report_` with that of the row and sets its secrets; false on an error, which `error_` then holds.
  bool LoadReport(const RecordRow& row);
  /// Adds what a report has to hide; false on an error.
  bool AddSecrets(int64_t report_nr, ReportSecrets& secrets);
  /// The names of parties of this line that people marked.
  void AddMarked(const RecordView& line, ReportSecrets& secrets) const;
  /// Masks what the tables beside a finding's line add to it.
  void Complete(const FindingRow& row, const FindingView& whole, FindingView& view) const;
  std::string Publisher(const std::string& name) const;
  bool IsWithheld(const std::string& record) const;
  bool Wants(std::string_view kind) const;
  bool Flush(size_t least);
  void Broken(std::string_view what, const Error& error);

  const CaseReader& reader_;
  const FindingReader* findings_;
  Exporter& exporter_;
  ExportSelection selection_;
  Write write_;
  Withholder withholder_;
  std::string buffer_;
  RecordParser record_parser_;
  FindingParser finding_parser_;
  std::unordered_map<std::string, int64_t> report_numbers_;  ///< id -> number; filled where findings are sent
  int64_t report_nr_ = -1;
  ReportRef report_;
  ReportSecrets secrets_;  ///< of that report
  Result<void> error_;
  uint64_t broken_ = 0;
  std::string first_broken_;
};

}  // namespace dateline
