#include "exports/feed.h"

#include <algorithm>
#include <utility>

#include "exports/finding_view.h"

namespace dateline {
namespace {

constexpr size_t kBuffer = size_t{1} << 20;

}  // namespace

ExportFeed::ExportFeed(const CaseReader& reader, Exporter& exporter, ExportSelection selection, Write write)
    : reader_(reader), exporter_(exporter), selection_(std::move(selection)), write_(std::move(write)) {}

Result<void> ExportFeed::Run() {
  exporter_.Begin(buffer_);
  Result<void> done = reader_.ForEachReport("read", false, [&](const ReportRow& row) { return SendReport(row); });
  if (!done) return done;
  const bool records = std::any_of(selection_.kinds.begin(), selection_.kinds.end(), [](std::string_view kind) { return !IsFindingKind(kind); });
  if (records) {
    RecordQuery query = selection_.query;
    // One kind is looked up, several are picked from all.
    query.kind = selection_.kinds.size() == 1 ? std::string(selection_.kinds.front()) : std::string();
    done = reader_.ForEachRecord(query, [&](const RecordRow& row) { return !Wants(row.record.kind) || SendRecord(row); });
    if (!done) return done;
    if (!error_) return error_;
  }
  exporter_.End(buffer_);
  Flush(0);
  return {};
}

bool ExportFeed::SendReport(const ReportRow& row) {
  exporter_.Report(row.report.json, buffer_);
  return Flush(kBuffer);
}

bool ExportFeed::SendRecord(const RecordRow& row) {
  if (!LoadReport(row)) return false;
  if (const Result<void> written = exporter_.Record(row.record.json, report_, buffer_); !written) Broken("record " + row.record.id, written.error());
  return Flush(kBuffer);
}

bool ExportFeed::LoadReport(const RecordRow& row) {
  if (row.report_nr == report_nr_) return true;
  Result<ReportRow> found = reader_.FindReport(row.report_nr, exporter_.WantsText());
  if (!found) {
    error_ = found.error();
    return false;
  }
  StoredReport& r = found->report;
  report_ = {row.source_id, row.published, std::move(r.publisher), row.title, std::move(r.uri), std::move(r.language), std::move(r.sha256), std::move(r.text)};
  report_nr_ = row.report_nr;
  return true;
}

bool ExportFeed::Wants(std::string_view kind) const { return std::find(selection_.kinds.begin(), selection_.kinds.end(), kind) != selection_.kinds.end(); }

bool ExportFeed::Flush(size_t least) { return buffer_.size() < least || write_(buffer_); }

void ExportFeed::Broken(std::string_view what, const Error& error) {
  if (broken_++ == 0) first_broken_ = std::string(what) + ": " + error.Message();
}

}  // namespace dateline
