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

}  // namespace

ExportFeed::ExportFeed(const CaseReader& reader, const FindingReader* findings, Exporter& exporter, ExportSelection selection, Write write)
    : reader_(reader), findings_(findings), exporter_(exporter), selection_(std::move(selection)), write_(std::move(write)), withholder_(selection_.withhold) {}

Result<void> ExportFeed::Run() {
  exporter_.Begin(buffer_);
  for (Result<void> (ExportFeed::*send)() : {&ExportFeed::SendReports, &ExportFeed::SendRecords, &ExportFeed::SendFindings}) {
    if (Result<void> done = (this->*send)(); !done) return done;
    if (!error_) return error_;
  }
  exporter_.End(buffer_);
  Flush(0);
  return {};
}

Result<void> ExportFeed::SendReports() {
  const bool findings = findings_ != nullptr && std::any_of(selection_.kinds.begin(), selection_.kinds.end(), IsFindingKind);
  if (!exporter_.WantsReports() && !findings) return {};
  return reader_.ForEachReport("read", false, [&](const ReportRow& row) {
    if (findings) report_numbers_.emplace(row.report.id, row.nr);
    return !exporter_.WantsReports() || SendReport(row);
  });
}

Result<void> ExportFeed::SendRecords() {
  if (std::all_of(selection_.kinds.begin(), selection_.kinds.end(), IsFindingKind)) return {};
  RecordQuery query = selection_.query;
  // One kind is looked up, several are picked from all.
  query.kind = selection_.kinds.size() == 1 ? std::string(selection_.kinds.front()) : std::string();
  return reader_.ForEachRecord(query, [&](const RecordRow& row) { return !Wants(row.record.kind) || IsWithheld(row.record.id) || SendRecord(row); });
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

bool ExportFeed::SendReport(const ReportRow& row) {
  ReportSecrets secrets;
  if (!AddSecrets(row.nr, secrets)) return false;
  withholder_.SetReport(secrets);
  const Result<std::string> line = withholder_.Mask(row.report.json);
  if (!line) {
    Broken("report " + row.report.id, line.error());
    return true;
  }
  exporter_.Report(*line, buffer_);
  return Flush(kBuffer);
}

bool ExportFeed::SendRecord(const RecordRow& row) {
  if (!LoadReport(row)) return false;
  if (!selection_.withheld.parties.empty()) {
    const auto line = record_parser_.Parse(row.record.json);
    ReportSecrets secrets = secrets_;
    if (line) AddMarked(*line, secrets);
    withholder_.SetReport(secrets);
  }
  const Result<std::string> line = withholder_.Mask(row.record.json);
  if (!line) {
    Broken("record " + row.record.id, line.error());
    return true;
  }
  ReportRef own;  // where this line hides more of the text than its report does
  const bool hides_more = exporter_.WantsText() && !selection_.withheld.parties.empty();
  if (hides_more) {
    own = report_;
    own.text = withholder_.Blacken(report_.text);
  }
  if (const Result<void> written = exporter_.Record(*line, hides_more ? own : report_, buffer_); !written) Broken("record " + row.record.id, written.error());
  return Flush(kBuffer);
}

bool ExportFeed::SendFinding(const FindingRow& row) {
  ReportSecrets secrets;
  std::vector<int64_t> seen;
  bool any = row.claims.empty();
  for (const FindingClaimRow& claim : row.claims) {
    any = any || !IsWithheld(claim.record);
    const auto it = report_numbers_.find(claim.report_id);
    if (it == report_numbers_.end() || std::find(seen.begin(), seen.end(), it->second) != seen.end()) continue;
    seen.push_back(it->second);
    if (!AddSecrets(it->second, secrets)) return false;
  }
  if (!any) return true;  // all that it stands on is withheld
  const auto whole = finding_parser_.Parse(row.json);
  if (whole) AddMarked(whole->shared, secrets);
  withholder_.SetReport(secrets);
  const Result<std::string> line = withholder_.Mask(row.json);
  auto view = line ? finding_parser_.Parse(*line) : Result<FindingView>(line.error());
  if (!whole || !view) {
    Broken("finding " + row.id, whole ? view.error() : whole.error());
    return true;
  }
  Complete(row, *whole, *view);
  exporter_.Finding(*view, buffer_);
  return Flush(kBuffer);
}

void ExportFeed::Complete(const FindingRow& row, const FindingView& whole, FindingView& view) const {
  const auto claim_of = [&](auto matches) {
    const auto it = std::find_if(row.claims.begin(), row.claims.end(), matches);
    return it == row.claims.end() ? nullptr : &*it;
  };
  for (size_t i = 0; i < view.reports.size() && i < whole.reports.size(); ++i) {
    const FindingClaimRow* claim = claim_of([&](const FindingClaimRow& c) { return c.source_id == whole.reports[i].source_id; });
    if (claim != nullptr)
      view.reports[i] = {view.reports[i].source_id, Publisher(claim->publisher), claim->published.substr(0, 10), withholder_.Title(claim->title)};
  }
  for (FindingClaimView& shown : view.claims) {
    const FindingClaimRow* claim = claim_of([&](const FindingClaimRow& c) { return c.record == shown.record; });
    if (claim != nullptr && !IsWithheld(claim->record)) shown.quote = withholder_.Title(claim->quote);
  }
  for (const EstimateRow& estimate : row.estimates) {
    if (view.FigureBy(estimate.what, estimate.rule) != nullptr) continue;
    FindingFigureView& figure = view.estimates.emplace_back(FigureOf(estimate));
    figure.logic = withholder_.Title(figure.logic);
  }
}

bool ExportFeed::LoadReport(const RecordRow& row) {
  if (row.report_nr == report_nr_) return true;
  Result<ReportRow> found = reader_.FindReport(row.report_nr, exporter_.WantsText());
  if (!found) {
    error_ = found.error();
    return false;
  }
  secrets_ = {};
  if (!AddSecrets(row.report_nr, secrets_)) return false;
  withholder_.SetReport(secrets_);
  StoredReport& r = found->report;
  report_ = {withholder_.Path(row.source_id), row.published,         Publisher(r.publisher), withholder_.Title(row.title),
             withholder_.Path(r.uri),         std::move(r.language), std::move(r.sha256),    withholder_.Blacken(r.text)};
  report_nr_ = row.report_nr;
  return true;
}

bool ExportFeed::AddSecrets(int64_t report_nr, ReportSecrets& secrets) {
  const auto add = [&](auto found, auto& to) {
    if (!found) {
      error_ = found.error();
      return false;
    }
    to.insert(to.end(), found->begin(), found->end());
    return true;
  };
  if (secrets.by_hand.empty()) secrets.by_hand = selection_.withheld.parties;
  if (!add(reader_.PersonsOf(report_nr), secrets.persons)) return false;
  if (selection_.withhold.sources && exporter_.WantsText() && !add(reader_.SpeakersOf(report_nr), secrets.speakers)) return false;
  return !selection_.withhold.fine_places || add(reader_.FinePlacesOf(report_nr), secrets.fine_places);
}

void ExportFeed::AddMarked(const RecordView& line, ReportSecrets& secrets) const {
  const std::vector<std::string>& marked = selection_.withheld.parties;
  const auto add = [&](const PartyView& party) {
    for (const std::string* key : {&party.actor, &party.name, &party.text, &party.person}) {
      if (key->empty() || std::find(marked.begin(), marked.end(), *key) == marked.end()) continue;
      for (const std::string* name : {&party.name, &party.text, &party.person}) {
        if (!name->empty()) secrets.by_hand.push_back(*name);
      }
      return;
    }
  };
  for (const auto* parties : {&line.actors, &line.recipients, &line.about}) std::for_each(parties->begin(), parties->end(), add);
  for (const PartyView* party : {&line.people, &line.facilitator, &line.holder, &line.previous_holder, &line.joined, &line.speaker}) add(*party);
}

std::string ExportFeed::Publisher(const std::string& name) const {
  return selection_.withhold.sources && !name.empty() ? std::string(kSourceWithheld) : withholder_.Title(name);
}

bool ExportFeed::IsWithheld(const std::string& record) const {
  const std::vector<std::string>& marked = selection_.withheld.records;
  return std::find(marked.begin(), marked.end(), record) != marked.end();
}

bool ExportFeed::Wants(std::string_view kind) const { return std::find(selection_.kinds.begin(), selection_.kinds.end(), kind) != selection_.kinds.end(); }

bool ExportFeed::Flush(size_t least) { return buffer_.size() < least || write_(buffer_); }

void ExportFeed::Broken(std::string_view what, const Error& error) {
  if (broken_++ == 0) first_broken_ = std::string(what) + ": " + error.Message();
}

}  // namespace dateline
