#include "casefile/source_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "findings/sources.h"

namespace dateline {
namespace {

/// The content of a small table as rows of text, numbers written as SQLite writes them.
using Rows = std::vector<std::vector<std::string>>;

bool ReadRows(Database& db, const std::string& sql, Rows& out) {
  Statement read = db.Prepare(sql, false);
  return EachRow(read, [&] {
    std::vector<std::string>& cells = out.emplace_back();
    for (int c = 0; c < sqlite3_column_count(read.raw()); ++c) cells.push_back(read.String(c));
    return true;
  });
}

std::string Number(double value) { return value == value ? fmt::format("{:.4f}", value) : std::string(); }

/// Writes a table anew where it differs from `rows`; the last columns of both may be numbers.
bool WriteTable(Database& db, const std::string& read, const std::string& remove, const std::string& insert, const Rows& rows) {
  Rows there;
  if (!ReadRows(db, read, there)) return false;
  if (there == rows) return true;
  if (!db.Exec(remove)) return false;
  Statement put = db.Prepare(insert, false);
  for (const std::vector<std::string>& row : rows) {
    if (!put.Start()) return false;
    for (size_t c = 0; c < row.size(); ++c) {
      if (!put.Bind(static_cast<int>(c) + 1, row[c])) return false;
    }
    if (put.Next() != Statement::Row::kEnd) return false;
  }
  return true;
}

}  // namespace

bool WriteSources(Database& db, const FusedCase& fused) {
  const SourceTable table = SourcesOf(fused.claims, fused.effects.corrections, fused.findings);
  Rows sources, repeats;
  for (const SourceFacts& s : table.sources) {
    sources.push_back({s.name, s.kind, s.reliability == 0 ? std::string() : std::string(1, s.reliability), Number(s.learned), s.Evidence(), s.side,
                       std::to_string(s.reports), std::to_string(s.records), std::to_string(s.copies)});
  }
  for (const SourceRepeats& r : table.repeats) repeats.push_back({r.source, r.repeats, std::to_string(r.reports)});
  return WriteTable(db, "SELECT name, kind, reliability, iif(learned IS NULL, NULL, printf('%.4f', learned)), evidence, side, reports, records, copies FROM source ORDER BY nr",
                    "DELETE FROM source", "INSERT INTO source (name, kind, reliability, learned, evidence, side, reports, records, copies) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    sources) &&
         WriteTable(db, "SELECT source, repeats, reports FROM source_repeats ORDER BY source, repeats", "DELETE FROM source_repeats",
                    "INSERT INTO source_repeats (source, repeats, reports) VALUES (?, ?, ?)", repeats);
}

bool WriteLinks(Database& db, const ClaimSet& claims, const ClaimNumbers& numbers) {
  std::vector<std::tuple<int64_t, int64_t, std::string>> found;
  for (size_t i = 0; i < claims.reports.size(); ++i) {
    const ClaimReport& report = claims.reports[i];
    if (report.origin != kNoRow) found.emplace_back(numbers.reports[i], numbers.reports[report.origin], Number(static_cast<double>(report.copy_share)));
  }
  std::sort(found.begin(), found.end());
  Rows rows, credits;
  for (size_t i = 0; i < claims.reports.size(); ++i) {
    if (claims.reports[i].agency != 0) credits.push_back({std::to_string(numbers.reports[i]), std::string(claims.text(claims.reports[i].agency))});
  }
  for (const auto& [report, origin, share] : found) rows.push_back({std::to_string(report), std::to_string(origin), share});
  return WriteTable(db, "SELECT report, copy_of, printf('%.4f', share) FROM copy ORDER BY report", "DELETE FROM copy",
                    "INSERT INTO copy (report, copy_of, share) VALUES (?, ?, ?)", rows) &&
         WriteTable(db, "SELECT report, agency FROM credit ORDER BY report", "DELETE FROM credit", "INSERT INTO credit (report, agency) VALUES (?, ?)", credits);
}

}  // namespace dateline
