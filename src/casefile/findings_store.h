// Keeps the findings of a case up to date: claims out of the file, decisions upon them, fusion by the caller's function, and what comes out back into tables and layers.
//
//   Result<FindingsStore> store = FindingsStore::Open("syria.gpkg");
//   if (!store) return store.error();
//   Result<FindingsChange> change = store->Update(fuse, {.rule = FigureRule::kDateline, .stamp = "0.1.0 4460944b"});
//
// Promises, each with a test: findings are made from records and decisions only; where neither changed, no byte is written; a run that is killed leaves the findings
// that were there, marked as behind, and the next Update makes them anew; a report that goes takes its findings with it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "casefile/decisions.h"
#include "casefile/query.h"
#include "dateline/result.h"
#include "findings/finding.h"
#include "findings/linking.h"

namespace dateline {

/// Claims and corrections to findings (findings/fuse.h, with rule and threads bound).
using FuseFunction = std::function<Findings(ClaimSet&, const Corrections&)>;
/// Finds which reports are copies of which and which agency each credits: sets ClaimReport::origin, copy_share and agency. `text` gives what a report says (a row of
/// ClaimSet::reports).
using LinkFunction = std::function<void(ClaimSet&, const std::function<ReportText(uint32_t)>& text)>;

struct UpdateOptions {
  FigureRule rule = FigureRule::kDateline;
  std::string stamp = {};    ///< engine and knowledge: findings made by others are made anew; no line breaks
  std::string time = {};     ///< ISO 8601 for the layers' last change; empty: none, and the file does not depend on when it was made
  LinkFunction link = {};  ///< called where reports changed since it last was; null: the tables `copy` and `credit` stand as they are
};

struct FindingsChange {
  bool changed = false;         ///< false: all was up to date, nothing was looked at
  uint64_t claims = 0, broken = 0;  ///< records read; record lines that could not be understood
  int64_t written = 0, kept = 0, removed = 0;  ///< findings
  std::vector<Counted> kinds;   ///< findings by kind, as the file holds them now: incident, flow, figure, control_line
  std::vector<int64_t> lost;    ///< decisions in force whose records are gone
};

/// Findings in memory, with all that they were made from.
struct FusedCase {
  ClaimSet claims;
  DecisionEffects effects;
  Findings findings;
  std::vector<FindingReview> reviews;  ///< beside findings.findings
  uint64_t broken = 0;
  bool linked = false;                 ///< links were made anew
};

/// Findings of a case file made anew in memory; nothing is written. `link` as in UpdateOptions.
Result<FusedCase> FuseCaseFile(const std::string& path, const FuseFunction& fuse, const LinkFunction& link);

/// A connection for writing findings and decisions; one writer a file. After an Error the open transaction is undone.
class FindingsStore {
 public:
  /// Opens a case file that is there; an older schema is brought to this one (migrate.h). Errors as for CaseFile::OpenForWriting, and for a file that is missing or empty.
  static Result<FindingsStore> Open(const std::string& path);
  FindingsStore(FindingsStore&&) noexcept;
  FindingsStore& operator=(FindingsStore&&) noexcept;
  ~FindingsStore();

  /// Makes the findings anew where records, decisions, rule or stamp changed since; all in one transaction. Cost: reading all records, fusion, and writing what differs.
  Result<FindingsChange> Update(const FuseFunction& fuse, const UpdateOptions& options);
  /// Appends decisions (numbers are filled in), all or none; findings are behind until the next Update.
  Result<void> Decide(std::vector<Decision>& decisions);
  /// Takes a decision back (decisions.h, AppendUndo).
  Result<Decision> Undo(int64_t nr, const std::string& author, const std::string& time);
  /// Spatial indexes and all, as CaseFile::Seal.
  Result<void> Seal(const std::string& time);

 private:
  class Impl;
  explicit FindingsStore(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline
