// Reading a case file: records and reports in the order in which they were read. Read-only, safe beside a writer; the file may be hostile - the worst it can do
// is give an Error or odd rows.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "dateline/result.h"
#include "engine/stored.h"

namespace dateline {

/// Which records. Empty fields do not restrict.
struct RecordQuery {
  std::string kind = {};    ///< event, movement, stock, control, statement
  std::string type = {};    ///< PLOVER type, manner, state or change; any case
  std::string since = {};   ///< first day of interest: 2018-01-15, 2018-01 or 2018; records without a date are then left out
  std::string until = {};   ///< last day of interest, inclusive, in the same forms
  std::string place = {};   ///< whole words of a place of the record, as written, its name or division, in any case, with or without accents; or its country code
  std::string party = {};   ///< the same for parties: as written, name, person, actor id, country code
  std::string report = {};  ///< source_id, or the beginning of a report's id (six digits or more)
  bool unsure = false;          ///< only records below 50 %
  double min_confidence = 0;
  int64_t limit = -1;           ///< at most so many; negative: all
  int64_t offset = 0;           ///< pass over so many first
  bool details = false;         ///< fill spans, parties and places: three look-ups a record
};

/// A row of `report`. `json` and `text` are filled only where the function says so.
struct ReportRow {
  int64_t nr = 0;
  StoredReport report;     ///< without records and sentences
  int64_t sentences = 0, records = 0;
  int64_t units = 0;       ///< places of the input that hold this same report
};

/// A row of `record`.
struct RecordRow {
  int64_t nr = 0;
  int64_t report_nr = 0;
  std::string report_id, source_id, title, published;  ///< of its report
  StoredRecord record;  ///< spans, parties and places only with RecordQuery::details or by FindRecord
};

/// One record with all that explains it.
struct RecordDetail {
  RecordRow row;
  ReportRow report;            ///< without text
  std::string sentence_text;   ///< empty where the file does not hold it
  StoredSentence sentence;
};

struct Counted {
  std::string name;
  int64_t count = 0;
  friend bool operator==(const Counted&, const Counted&) = default;
};

struct Summary {
  int64_t read = 0, failed = 0, skipped = 0;  ///< reports by status
  int64_t copies = 0;                         ///< units of the input whose report stood elsewhere already
  int64_t words = 0, sentences = 0;
  int64_t records = 0, unsure = 0;
  std::vector<Counted> kinds;                 ///< records by kind, in the order event, movement, stock, control, statement, others
  bool sealed = false;                        ///< false: a run was cut short, or is under way
};

/// A reading connection; movable, one thread at a time.
class CaseReader {
 public:
  /// An Error as for CaseFile::OpenForWriting, and for a file that is missing or empty. Files up to 64 MiB are checked page by page first.
  static Result<CaseReader> Open(const std::string& path);

  CaseReader(CaseReader&&) noexcept;
  CaseReader& operator=(CaseReader&&) noexcept;
  ~CaseReader();

  using OnRecord = std::function<bool(const RecordRow&)>;
  using OnReport = std::function<bool(const ReportRow&)>;

  /// Calls `on_record` for each record that fits, in the order of reports, and of the text inside a report, until it returns false. The row is only valid there.
  /// An Error for a `since` or `until` that is no date. Cost: one pass over the records of the kind asked for.
  Result<void> ForEachRecord(const RecordQuery& query, const OnRecord& on_record) const;
  /// How many records fit.
  Result<int64_t> CountRecords(const RecordQuery& query) const;
  /// The record whose id begins with `prefix`. An Error for none, and for several (it lists them).
  Result<RecordDetail> FindRecord(const std::string& prefix) const;

  /// Calls `on_report` for each report of this status (read, failed, skipped; empty: all) in the order read, until it returns false. `json` filled, `text` with
  /// `with_text`.
  Result<void> ForEachReport(const std::string& status, bool with_text, const OnReport& on_report) const;
  /// The report of this number (RecordRow::report_nr). An Error where there is none.
  Result<ReportRow> FindReport(int64_t report_nr, bool with_text) const;
  /// The sentences of a report (RecordRow::report_nr, ReportRow::nr), in order.
  Result<std::vector<StoredSentence>> SentencesOf(int64_t report_nr) const;

  /// Persons whom a report names, private ones and public ones; of reports read before case files kept them, the persons in the slots of its records, as private.
  Result<std::vector<StoredPerson>> PersonsOf(int64_t report_nr) const;
  /// Names, as written and in the gazetteer, of the places finer than ADM1 in the slots of a report's records.
  Result<std::vector<std::string>> FinePlacesOf(int64_t report_nr) const;
  /// Who says something in a report: names as written, as known, and of persons.
  Result<std::vector<std::string>> SpeakersOf(int64_t report_nr) const;

  Result<Summary> Summarize() const;

 private:
  class Impl;
  explicit CaseReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline
