#include "casefile/claims_load.h"

#include <algorithm>

#include "base/days.h"
#include "casefile/migrate.h"
#include "findings/claim_reader.h"

namespace dateline {
namespace {

constexpr std::string_view kReports = "SELECT nr, id, source_id, publisher, title, byline, published, json FROM report WHERE status = 'read' ORDER BY nr";

/// Reads records beside reports, both in the order of report.nr.
class Loader {
 public:
  Loader(Database& db, ClaimSet& claims, ClaimNumbers& numbers) : db_(db), claims_(claims), numbers_(numbers), reader_(claims) {}

  bool Run(uint64_t& broken) {
    Statement reports = db_.Prepare(kReports, false);
    records_ = db_.Prepare("SELECT report, nr, json FROM record ORDER BY report, nr", false);
    if (!reports || !records_ || !NextRecord()) return false;
    for (;;) {
      const Statement::Row row = reports.Next();
      if (row == Statement::Row::kError) return false;
      if (row == Statement::Row::kEnd) break;
      if (!ReadReport(reports)) return false;
    }
    broken = broken_;
    return SchemaVersion(db_) < 2 || LinkReports();
  }

 private:
  bool NextRecord() {
    const Statement::Row row = records_.Next();
    at_end_ = row == Statement::Row::kEnd;
    return row != Statement::Row::kError;
  }

  bool ReadReport(const Statement& row) {
    const int64_t nr = row.Int(0);
    ClaimReport& report = reader_.Report(row.Text(1), row.Text(2));
    report.publisher = row.String(3);
    report.title = row.String(4);
    report.byline = row.String(5);
    if (const auto day = ParseIsoDay(row.Text(6))) report.published = *day;
    reader_.Dateline(row.Text(7));
    numbers_.reports.push_back(nr);
    // Records of reports that are not there, or were not read, belong to nothing.
    while (!at_end_ && records_.Int(0) < nr) {
      if (!NextRecord()) return false;
    }
    while (!at_end_ && records_.Int(0) == nr) {
      if (reader_.Record(records_.Text(2))) numbers_.records.push_back(records_.Int(1));
      else ++broken_;
      if (!NextRecord()) return false;
    }
    return true;
  }

  /// Row of a report; kNoRow: it was not read. Numbers of reports are in order.
  uint32_t RowOf(int64_t nr) const {
    const auto at = std::lower_bound(numbers_.reports.begin(), numbers_.reports.end(), nr);
    return at == numbers_.reports.end() || *at != nr ? kNoRow : static_cast<uint32_t>(at - numbers_.reports.begin());
  }

  bool LinkReports() {
    Statement copies = db_.Prepare("SELECT report, copy_of, share FROM copy", false), credits = db_.Prepare("SELECT report, agency FROM credit", false);
    const bool linked = EachRow(copies, [&] {
      const uint32_t copy = RowOf(copies.Int(0)), origin = RowOf(copies.Int(1));
      if (copy == kNoRow || origin == kNoRow || copy == origin) return true;
      claims_.reports[copy].origin = origin;
      claims_.reports[copy].copy_share = static_cast<float>(copies.Real(2));
      return true;
    });
    return linked && EachRow(credits, [&] {
             if (const uint32_t report = RowOf(credits.Int(0)); report != kNoRow) claims_.reports[report].agency = claims_.texts.Put(credits.Text(1));
             return true;
           });
  }

  Database& db_;
  ClaimSet& claims_;
  ClaimNumbers& numbers_;
  ClaimReader reader_;
  Statement records_;
  bool at_end_ = false;
  uint64_t broken_ = 0;
};

}  // namespace

Result<void> LoadClaims(Database& db, ClaimSet& claims, ClaimNumbers& numbers, uint64_t& broken) {
  broken = 0;
  if (Loader(db, claims, numbers).Run(broken)) return {};
  return db.LastError();
}

}  // namespace dateline
