#include "casefile/claims_load.h"

#include <algorithm>

#include "base/days.h"
#include "casefile/migrate.h"
#include "findings/claim_reader.h"

namespace dateline {
namespace {

/// What the report line says of the place in its dateline; JSON that is none gives nothing.
constexpr std::string_view kReports =
    "SELECT nr, id, source_id, publisher, title, byline, published, json_extract(j, '$.name'), json_extract(j, '$.text'), json_extract(j, '$.country'), "
    "json_extract(j, '$.adm1'), json_extract(j, '$.adm2'), json_extract(j, '$.feature'), json_extract(j, '$.geonameid'), json_extract(j, '$.precision'), "
    "json_extract(j, '$.lat'), json_extract(j, '$.lon') "
    "FROM (SELECT nr, id, source_id, publisher, title, byline, published, iif(json_valid(json), json_extract(json, '$.dateline.place'), NULL) AS j "
    "FROM report WHERE status = 'read' ORDER BY nr)";

ClaimPlace DatelineOf(const Statement& row, TextPool& texts) {
  ClaimPlace out;
  if (row.IsNull(7)) return out;
  out.name = texts.Put(row.Text(7));
  out.text = texts.Put(row.Text(8));
  out.country = texts.Put(row.Text(9));
  out.adm1 = texts.Put(row.Text(10));
  out.adm2 = texts.Put(row.Text(11));
  out.feature = texts.Put(row.Text(12));
  out.geonameid = static_cast<uint32_t>(row.Int(13));
  out.precision = static_cast<uint8_t>(row.Int(14));
  out.has_point = !row.IsNull(15) && !row.IsNull(16);
  out.lat = static_cast<float>(row.Real(15));
  out.lon = static_cast<float>(row.Real(16));
  return out;
}

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
    report.dateline = DatelineOf(row, claims_.texts);
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
    Statement::Row row = copies.Next();
    for (; row == Statement::Row::kRow; row = copies.Next()) {
      const uint32_t copy = RowOf(copies.Int(0)), origin = RowOf(copies.Int(1));
      if (copy == kNoRow || origin == kNoRow || copy == origin) continue;
      claims_.reports[copy].origin = origin;
      claims_.reports[copy].copy_share = static_cast<float>(copies.Real(2));
    }
    if (row == Statement::Row::kError) return false;
    for (row = credits.Next(); row == Statement::Row::kRow; row = credits.Next()) {
      if (const uint32_t report = RowOf(credits.Int(0)); report != kNoRow) claims_.reports[report].agency = claims_.texts.Put(credits.Text(1));
    }
    return row == Statement::Row::kEnd;
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
