// Reading the findings of a case file: rows of `finding` with what hangs on them, sources, decisions. Read-only; the file may be hostile, and may be of schema 1, which
// has no findings.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "casefile/findings_store.h"
#include "casefile/query.h"
#include "dateline/result.h"
#include "findings/sources.h"

namespace dateline {

/// Which findings. Empty fields do not restrict.
struct FindingQuery {
  std::string kind = {};    ///< incident, flow, figure, control_line
  std::string type = {};    ///< PLOVER type, manner, state or change; any case
  std::string since = {};   ///< as RecordQuery; findings without a date are then left out
  std::string until = {};
  std::string place = {};   ///< whole words of a place of the finding or of a record it stands on, or a country code
  std::string party = {};   ///< the same for parties; who merely says it does not count
  double min_confidence = 0;
  int64_t limit = -1;       ///< negative: all
  int64_t offset = 0;
  bool details = false;     ///< fill claims, estimates, contradictions, series: four look-ups a finding
};

/// A claim that a finding stands on.
struct FindingClaimRow {
  int64_t record_nr = 0;
  std::string record, report_id, source_id, published, publisher, title;  ///< record: its id
  std::string source;        ///< whose word
  int64_t origin = 0;        ///< claims of one origin are one vote
  bool copy = false, denies = false;
  double weight = 0;
  std::string why;
  std::string how_many, quote;  ///< of the record
};

struct EstimateRow {
  static constexpr double kOpen = FigureClaim::kNone;
  std::string what, rule;    ///< killed ... abducted, count, price; by which rule, or "person"
  double low = kOpen, best = kOpen, high = kOpen;
  std::string unit, per, year;
  std::string parts;         ///< JSON object: of whom; empty: not known
  bool provisional = false;
  int64_t claims = 0, origins = 0;
  std::string logic;
};

struct ContradictionRow {
  std::string what, text, first, second;  ///< ids of the two records
};

struct SeriesRow {
  static constexpr double kOpen = FigureClaim::kNone;
  std::string start, end;
  double low = kOpen, best = kOpen, high = kOpen;
  std::string rule, logic, holder, change, sources, records;  ///< records: JSON list of ids
  bool contested = false;
};

/// A row of `finding`. Figures are NaN where there is none, or an open end.
struct FindingRow {
  static constexpr double kOpen = FigureClaim::kNone;
  struct Figure {
    double low = kOpen, best = kOpen, high = kOpen;
    bool given() const { return best == best; }
  };
  int64_t nr = 0;
  std::string id, kind, type, mode, start, end, place, country, adm1, origin, via, destination, direction, who, whom;
  int64_t date_precision = 0, precision = 0;  ///< 0: none
  double lat = kOpen, lon = kOpen;
  std::array<Figure, kFigureSlots> figures;   ///< by FigureSlot
  std::string count_unit, price_unit, price_per, price_year;
  std::string rule;
  int64_t records = 0, reports = 0, origins = 0, contradictions = 0;
  int64_t clarity = 0, credibility = 6;       ///< clarity 0: does not apply
  double confidence = 0;
  std::string reviewed, json;
  std::vector<FindingClaimRow> claims;        ///< these four with FindingQuery::details or by FindFinding
  std::vector<EstimateRow> estimates;
  std::vector<ContradictionRow> contradiction_rows;
  std::vector<SeriesRow> series;
};

/// "36 (27–38) killed, 105 injured" of a row.
std::string FigureLabels(const FindingRow& row);

struct PossibleRow {
  std::string first, second;  ///< ids of two findings that may be one
  double probability = 0;
};

struct SourceRow {
  std::string name, kind, reliability, evidence, side;  ///< reliability: a letter, or empty
  double learned = FigureClaim::kNone;
  int64_t reports = 0, records = 0, copies = 0;
  std::vector<std::pair<std::string, int64_t>> repeats;  ///< whom, in how many reports; most first
};

/// What must not leave the case: as people decided (dateline review withhold).
struct WithheldRows {
  std::vector<std::string> parties;  ///< names or ids of actors
  std::vector<std::string> records;  ///< ids
};

/// A reading connection; movable, one thread at a time.
class FindingReader {
 public:
  /// Errors as CaseReader::Open.
  static Result<FindingReader> Open(const std::string& path);
  FindingReader(FindingReader&&) noexcept;
  FindingReader& operator=(FindingReader&&) noexcept;
  ~FindingReader();

  /// True where the findings in the file are those of its records and decisions.
  bool current() const;
  /// Rule by which they were made; empty where they are not current.
  const std::string& rule() const;

  using OnFinding = std::function<bool(const FindingRow&)>;
  /// Calls `on_finding` for each finding that fits, by kind (incidents, flows, figures, control lines), first day, id, until it returns false.
  Result<void> ForEachFinding(const FindingQuery& query, const OnFinding& on_finding) const;
  Result<int64_t> CountFindings(const FindingQuery& query) const;
  /// How many of each kind, in that order.
  Result<std::vector<Counted>> CountKinds() const;
  /// The finding whose id begins with `prefix`, with details. An Error for several (it lists them) and, `what` beginning with "holds no", for none.
  Result<FindingRow> FindFinding(const std::string& prefix) const;
  /// Ids of the findings that a record stands in.
  Result<std::vector<std::string>> FindingsOf(const std::string& record_id) const;
  /// Pairs that may be one event, surest first; `id` empty: all, else those with this finding.
  Result<std::vector<PossibleRow>> Possible(const std::string& id) const;
  /// Sources with most records first.
  Result<std::vector<SourceRow>> Sources() const;
  /// The log, oldest first.
  Result<std::vector<Decision>> Decisions() const;
  Result<WithheldRows> Withheld() const;
  /// What a decision about a finding stands on: all its records, in the order of its claims. Of a record: that one.
  Result<std::vector<DecidedRecord>> RecordsOfFinding(int64_t nr) const;
  Result<std::vector<DecidedRecord>> RecordsOfRecord(int64_t nr) const;
  /// The place block, as record lines write it, of the place on the map that most records of the case mean by this name (as written, or in the gazetteer; any case).
  /// Empty: none does.
  Result<std::string> PlaceNamed(const std::string& name) const;

  /// Makes the findings anew, by any rule, in memory beside the file: all calls then tell of these. Nothing is written. `link` as in UpdateOptions. Returns how many record
  /// lines could not be understood.
  Result<uint64_t> Recompute(const FuseFunction& fuse, FigureRule rule, const LinkFunction& link = {});

 private:
  class Impl;
  explicit FindingReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline
