#include "exports/feed.h"

#include <algorithm>
#include <utility>

namespace dateline {
namespace {

constexpr size_t kBuffer = size_t{1} << 20;

FindingFigureView FigureOf(const EstimateRow& row) {
  FindingFigureView out;
  out.slot = row.what;
  out.figure = {row.best == row.best, row.low, row.best, row.high};
  out.figure.unit = row.unit;
  out.rule = row.rule;
  out.logic = row.logic;
  out.per = row.per;
  out.year = row.year;
  out.provisional = row.provisional;
  return out;
}

/// Adds what stands in tables beside the finding's line: its reports with publisher and title, the words of its claims, and figures by rules that the line leaves out.
void Complete(const FindingRow& row, FindingView& view) {
  for (FindingReportView& report : view.reports) {
    const auto it = std::find_if(row.claims.begin(), row.claims.end(), [&](const FindingClaimRow& claim) { return claim.source_id == report.source_id; });
    if (it != row.claims.end()) report = {report.source_id, it->publisher, it->published.substr(0, 10), it->title};
  }
  for (FindingClaimView& claim : view.claims) {
    const auto it = std::find_if(row.claims.begin(), row.claims.end(), [&](const FindingClaimRow& other) { return other.record == claim.record; });
    if (it != row.claims.end()) claim.quote = it->quote;
  }
  for (const EstimateRow& estimate : row.estimates) {
    if (view.FigureBy(estimate.what, estimate.rule) == nullptr) view.estimates.push_back(FigureOf(estimate));
  }
}

}  // namespace

ExportFeed::ExportFeed(const CaseReader& reader, const FindingReader* findings, Exporter& exporter, ExportSelection selection, Write write)
    : reader_(reader), findings_(findings), exporter_(exporter), selection_(std::move(selection)), write_(std::move(write)) {}

Result<void> ExportFeed::Run() {
  exporter_.Begin(buffer_);
  Result<void> done = reader_.ForEachReport("read", false, [&](const ReportRow& row) { return SendReport(row); });
  if (done) done = SendRecords();
  if (done) done = SendFindings();
  if (!done) return done;
  exporter_.End(buffer_);
  Flush(0);
  return {};
}

Result<void> ExportFeed::SendRecords() {
  if (std::all_of(selection_.kinds.begin(), selection_.kinds.end(), IsFindingKind)) return {};
  RecordQuery query = selection_.query;
  // One kind is looked up, several are picked from all.
  query.kind = selection_.kinds.size() == 1 ? std::string(selection_.kinds.front()) : std::string();
  const Result<void> done = reader_.ForEachRecord(query, [&](const RecordRow& row) { return !Wants(row.record.kind) || SendRecord(row); });
  return done ? error_ : done;
}

Result<void> ExportFeed::SendFindings() {
  if (findings_ == nullptr || std::none_of(selection_.kinds.begin(), selection_.kinds.end(), IsFindingKind)) return {};
  const RecordQuery& asked = selection_.query;
  FindingQuery query;
  query.kind = selection_.kinds.size() == 1 ? std::string(selection_.kinds.front()) : std::string();
  query.since = asked.since;
  query.until = asked.until;
  query.place = asked.place;
  query.party = asked.party;
  query.min_confidence = asked.min_confidence;
  query.details = true;
  return findings_->ForEachFinding(query, [&](const FindingRow& row) { return !Wants(row.kind) || SendFinding(row); });
}

bool ExportFeed::SendFinding(const FindingRow& row) {
  auto view = finding_parser_.Parse(row.json);
  if (!view) {
    Broken("finding " + row.id, view.error());
    return true;
  }
  Complete(row, *view);
  exporter_.Finding(*view, buffer_);
  return Flush(kBuffer);
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
