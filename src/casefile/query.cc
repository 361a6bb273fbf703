#include "casefile/query.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "casefile/check.h"
#include "casefile/migrate.h"
#include "casefile/seal.h"
#include "casefile/statement.h"
#include "casefile/text_match.h"

namespace dateline {
namespace {

constexpr size_t kMostListed = 8;       // ids named for an ambiguous prefix
constexpr size_t kLeastReportId = 6;    // digits from which a report may be named by the beginning of its id

constexpr std::string_view kRecordColumns =
    "r.nr, r.report, r.id, r.kind, r.type, r.sentence, r.confidence, r.date_start, r.date_end, r.source, r.how_many, r.quote, r.rule, r.json, "
    "p.id, p.source_id, p.title, p.published";

void ReadRecord(const Statement& row, RecordRow& out) {
  out.nr = row.Int(0);
  out.report_nr = row.Int(1);
  StoredRecord& r = out.record;
  const std::array<std::pair<int, std::string*>, 14> texts = {{{2, &r.id}, {3, &r.kind}, {4, &r.type}, {7, &r.start}, {8, &r.end}, {9, &r.source},
                                                               {10, &r.how_many}, {11, &r.quote}, {12, &r.rule}, {13, &r.json}, {14, &out.report_id},
                                                               {15, &out.source_id}, {16, &out.title}, {17, &out.published}}};
  for (const auto& [column, text] : texts) text->assign(row.Text(column));
  r.sentence = static_cast<uint32_t>(row.Int(5));
  r.confidence = row.Real(6);
  r.spans.clear();
  r.parties.clear();
  r.places.clear();
}

constexpr std::string_view kReportColumns =
    "nr, status, reason, id, source_id, uri, title, byline, dateline, publisher, published, published_from, language, sha256, file, unit_begin, unit_end, line, "
    "words, sentences, records, units, json";

ReportStatus StatusOf(std::string_view name) {
  return name == "read" ? ReportStatus::kRead : name == "skipped" ? ReportStatus::kSkipped : ReportStatus::kFailed;
}

void ReadReport(const Statement& row, ReportRow& out) {
  StoredReport& r = out.report;
  out.nr = row.Int(0);
  r.status = StatusOf(row.Text(1));
  const std::array<std::string*, 13> texts = {&r.reason,    &r.id,        &r.source_id,      &r.uri,      &r.title,  &r.byline, &r.dateline,
                                              &r.publisher, &r.published, &r.published_from, &r.language, &r.sha256, &r.file};
  for (size_t i = 0; i < texts.size(); ++i) texts[i]->assign(row.Text(static_cast<int>(i) + 2));
  r.unit_begin = static_cast<uint64_t>(row.Int(15));
  r.unit_end = static_cast<uint64_t>(row.Int(16));
  r.line = static_cast<uint32_t>(row.Int(17));
  r.words = static_cast<uint32_t>(row.Int(18));
  out.sentences = row.Int(19);
  out.records = row.Int(20);
  out.units = row.Int(21);
  r.json.assign(row.Text(22));
}

/// Conditions of a query and the values for their named parameters; SQL text comes from here only, values are always bound.
class Where {
 public:
  explicit Where(const RecordQuery& query) {
    if (!query.kind.empty()) Add("r.kind = :kind", ":kind", LowerAscii(query.kind));
    if (!query.type.empty()) Add("lower(r.type) = :type", ":type", LowerAscii(query.type));
    if (!query.since.empty()) Add("coalesce(r.date_end, r.date_start) >= :since", ":since", query.since);
    if (!query.until.empty()) Add("substr(r.date_start, 1, length(:until)) <= :until", ":until", query.until);
    if (!query.place.empty()) {
      Add("EXISTS (SELECT 1 FROM place x WHERE x.record = r.nr AND (dl_has_words(x.text, :place) OR dl_has_words(x.name, :place) OR "
          "dl_has_words(x.adm1, :place) OR lower(x.country) = :place))",
          ":place", utf8::Fold(query.place));
    }
    if (!query.party.empty()) {
      Add("EXISTS (SELECT 1 FROM party x WHERE x.record = r.nr AND (dl_has_words(x.text, :party) OR dl_has_words(x.name, :party) OR "
          "dl_has_words(x.person, :party) OR lower(x.actor) = :actor OR lower(x.country) = :party))",
          ":party", utf8::Fold(query.party));
      values_.emplace_back(":actor", LowerAscii(query.party));
    }
    if (!query.report.empty()) AddReport(query.report);
    if (query.unsure) conditions_ += " AND r.confidence < 0.5";
    least_ = query.min_confidence;
    if (least_ > 0) conditions_ += " AND r.confidence >= :least";
  }

  const std::string& conditions() const { return conditions_; }
  bool Bind(Statement& statement) const {
    for (const auto& [name, value] : values_) {
      const int at = sqlite3_bind_parameter_index(statement.raw(), name);
      if (!statement.Bind(at, Required{value})) return false;
    }
    return least_ <= 0 || statement.Bind(sqlite3_bind_parameter_index(statement.raw(), ":least"), least_);
  }

 private:
  void Add(std::string_view condition, const char* name, std::string value) {
    conditions_ += fmt::format(" AND {}", condition);
    values_.emplace_back(name, std::move(value));
  }
  void AddReport(const std::string& report) {
    const std::string id = LowerAscii(report);
    if (!IsHex(id) || id.size() < kLeastReportId) return Add("p.source_id = :report", ":report", report);
    Add("(p.source_id = :report OR (p.id >= :first AND p.id < :after))", ":report", report);
    values_.emplace_back(":first", id);
    values_.emplace_back(":after", AfterPrefix(id));
  }

  std::string conditions_ = "true";
  std::vector<std::pair<const char*, std::string>> values_;
  double least_ = 0;
};

}  // namespace

class CaseReader::Impl {
 public:
  explicit Impl(Database db) : db_(std::move(db)) {}

  bool Prepare();
  Result<void> ForEachRecord(const RecordQuery& query, const OnRecord& on_record);
  Result<int64_t> CountRecords(const RecordQuery& query);
  Result<RecordDetail> FindRecord(const std::string& prefix);
  Result<void> ForEachReport(const std::string& status, bool with_text, const OnReport& on_report);
  Result<ReportRow> FindReport(int64_t report_nr, bool with_text);
  Result<std::vector<StoredSentence>> SentencesOf(int64_t report_nr);
  Result<std::vector<StoredPerson>> PersonsOf(int64_t report_nr);
  Result<std::vector<std::string>> FinePlacesOf(int64_t report_nr);
  Result<std::vector<std::string>> SpeakersOf(int64_t report_nr);
  Result<Summary> Summarize();

 private:
  Result<int64_t> ResolvePrefix(const std::string& prefix);
  bool ReadDetails(int64_t record, StoredRecord& out);
  bool ReadSentence(RecordDetail& detail);
  /// The texts that `sql` gives for a report.
  Result<std::vector<std::string>> NamesOf(int64_t report_nr, std::string_view sql);

  Database db_;
  Statement spans_, parties_, places_;
  Statement persons_, slot_persons_;  ///< persons_ empty: a case file of before that table
};

bool CaseReader::Impl::Prepare() {
  if (!AddTextFunctions(db_)) return false;
  spans_ = db_.Prepare("SELECT slot, text, begin_char, end_char, begin_byte, end_byte FROM span WHERE record = ? ORDER BY n");
  parties_ = db_.Prepare("SELECT slot, text, actor, name, country, role, person FROM party WHERE record = ? ORDER BY nr");
  places_ = db_.Prepare("SELECT slot, text, name, country, adm1, feature, relation, geonameid, precision, lat, lon FROM place WHERE record = ? ORDER BY nr");
  if (SchemaVersion(db_) >= 2) persons_ = db_.Prepare("SELECT name, public FROM person WHERE report = ? ORDER BY name");
  slot_persons_ = db_.Prepare(
      "SELECT DISTINCT party.person, 0 FROM party JOIN record ON record.nr = party.record WHERE record.report = ? AND party.person IS NOT NULL AND party.actor IS NULL ORDER BY 1");
  return spans_ && parties_ && places_ && slot_persons_;
}

Result<void> CaseReader::Impl::ForEachRecord(const RecordQuery& query, const OnRecord& on_record) {
  if (Result<void> days = CheckDays(query.since, query.until); !days) return days.error();
  const Where where(query);
  Statement read = db_.Prepare(fmt::format("SELECT {} FROM record r CROSS JOIN report p ON p.nr = r.report WHERE {} "
                                           "ORDER BY r.report, r.nr LIMIT :limit OFFSET :offset",
                                           kRecordColumns, where.conditions()),
                               false);
  const bool bound = read && where.Bind(read) && read.Bind(sqlite3_bind_parameter_index(read.raw(), ":limit"), query.limit) &&
                     read.Bind(sqlite3_bind_parameter_index(read.raw(), ":offset"), query.offset);
  if (!bound) return db_.LastError();
  RecordRow row;
  bool good = true;
  const bool read_all = EachRow(read, [&] {
    ReadRecord(read, row);
    good = !query.details || ReadDetails(row.nr, row.record);
    return good && on_record(row);
  });
  if (!read_all || !good) return db_.LastError();
  return {};
}

Result<int64_t> CaseReader::Impl::CountRecords(const RecordQuery& query) {
  if (Result<void> days = CheckDays(query.since, query.until); !days) return days.error();
  const Where where(query);
  Statement read = db_.Prepare(fmt::format("SELECT count(*) FROM record r CROSS JOIN report p ON p.nr = r.report WHERE {}", where.conditions()), false);
  if (!read || !where.Bind(read) || read.Next() != Statement::Row::kRow) return db_.LastError();
  return read.Int(0);
}

bool CaseReader::Impl::ReadDetails(int64_t record, StoredRecord& out) {
  if (!spans_.Start(record) || !parties_.Start(record) || !places_.Start(record)) return false;
  const auto number = [](const Statement& s, int column) { return static_cast<uint32_t>(s.Int(column)); };
  const bool spans = EachRow(spans_, [&] {
    out.spans.push_back({spans_.String(0), spans_.String(1), number(spans_, 2), number(spans_, 3), number(spans_, 4), number(spans_, 5)});
    return true;
  });
  const bool parties = EachRow(parties_, [&] {
    const Statement& p = parties_;
    out.parties.push_back({p.String(0), p.String(1), p.String(2), p.String(3), p.String(4), p.String(5), p.String(6)});
    return true;
  });
  const bool places = EachRow(places_, [&] {
    const Statement& p = places_;
    StoredPlace place{p.String(0), p.String(1), p.String(2), p.String(3), p.String(4), p.String(5), p.String(6), number(p, 7), 0, false, {}};
    place.precision = static_cast<uint8_t>(p.Int(8));
    place.has_point = !p.IsNull(9) && !p.IsNull(10);
    if (place.has_point) place.point = {p.Real(10), p.Real(9)};
    out.places.push_back(std::move(place));
    return true;
  });
  return spans && parties && places;
}

/// The record.nr of the one record whose id begins with `prefix`.
Result<int64_t> CaseReader::Impl::ResolvePrefix(const std::string& prefix) {
  const std::string first = LowerAscii(prefix);
  if (!IsHex(first)) return Error{db_.path(), fmt::format("\"{}\" is no record id", prefix), "the first digits of an id (0-9, a-f), as show prints them"};
  const std::string after = AfterPrefix(first);
  Statement read = db_.Prepare("SELECT nr, id, kind FROM record WHERE id >= ? AND id < ? ORDER BY id LIMIT ?", false);
  if (!read || !read.Start(first, after, static_cast<uint64_t>(kMostListed + 1))) return db_.LastError();
  int64_t nr = 0;
  std::vector<std::string> found;
  const bool good = EachRow(read, [&] {
    nr = read.Int(0);
    found.push_back(fmt::format("{} ({})", read.Text(1).substr(0, std::max<size_t>(12, first.size() + 2)), read.Text(2)));
    return true;
  });
  if (!good) return db_.LastError();
  if (found.empty()) return Error{db_.path(), fmt::format("holds no record whose id begins with {}", first), "an id as show prints it"};
  if (found.size() == 1) return nr;
  const bool more = found.size() > kMostListed;
  if (more) found.resize(kMostListed);
  return Error{db_.path(), fmt::format("{} begins the id of several records: {}{}", first, fmt::join(found, ", "), more ? ", ..." : ""), "more digits"};
}

bool CaseReader::Impl::ReadSentence(RecordDetail& detail) {
  Statement read = db_.Prepare(
      "SELECT s.begin_char, s.end_char, s.role, substr(r.text, s.begin_char + 1, s.end_char - s.begin_char) FROM sentence s JOIN report r ON r.nr = s.report "
      "WHERE s.report = ? AND s.n = ?",
      false);
  if (!read.Start(detail.row.report_nr, detail.row.record.sentence)) return false;
  return EachRow(read, [&] {
    detail.sentence = {static_cast<uint32_t>(read.Int(0)), static_cast<uint32_t>(read.Int(1)), read.String(2)};
    detail.sentence_text = read.String(3);
    return false;
  });
}

Result<RecordDetail> CaseReader::Impl::FindRecord(const std::string& prefix) {
  const Result<int64_t> nr = ResolvePrefix(prefix);
  if (!nr) return nr.error();
  RecordDetail out;
  Statement record = db_.Prepare(fmt::format("SELECT {} FROM record r JOIN report p ON p.nr = r.report WHERE r.nr = ?", kRecordColumns), false);
  if (!record.Start(*nr) || record.Next() != Statement::Row::kRow) return db_.LastError();
  ReadRecord(record, out.row);
  Statement report = db_.Prepare(fmt::format("SELECT {} FROM report WHERE nr = ?", kReportColumns), false);
  if (!report.Start(out.row.report_nr) || report.Next() != Statement::Row::kRow) return db_.LastError();
  ReadReport(report, out.report);
  if (!ReadDetails(*nr, out.row.record) || !ReadSentence(out)) return db_.LastError();
  return out;
}

Result<void> CaseReader::Impl::ForEachReport(const std::string& status, bool with_text, const OnReport& on_report) {
  Statement read = db_.Prepare(
      fmt::format("SELECT {}{} FROM report WHERE ?1 IS NULL OR status = ?1 ORDER BY nr", kReportColumns, with_text ? ", text" : ""), false);
  if (!read || !read.Start(status)) return db_.LastError();
  ReportRow row;
  const bool good = EachRow(read, [&] {
    ReadReport(read, row);
    if (with_text) row.report.text.assign(read.Text(23));
    return on_report(row);
  });
  if (!good) return db_.LastError();
  return {};
}

Result<ReportRow> CaseReader::Impl::FindReport(int64_t report_nr, bool with_text) {
  Statement read = db_.Prepare(fmt::format("SELECT {}{} FROM report WHERE nr = ?", kReportColumns, with_text ? ", text" : ""), false);
  if (!read || !read.Start(report_nr)) return db_.LastError();
  ReportRow row;
  bool found = false;
  const bool good = EachRow(read, [&] {
    ReadReport(read, row);
    if (with_text) row.report.text.assign(read.Text(23));
    found = true;
    return false;
  });
  if (!good) return db_.LastError();
  if (!found) return Error{db_.path(), fmt::format("holds no report number {}", report_nr), "a whole case file"};
  return row;
}

Result<std::vector<StoredSentence>> CaseReader::Impl::SentencesOf(int64_t report_nr) {
  Statement read = db_.Prepare("SELECT begin_char, end_char, role FROM sentence WHERE report = ? ORDER BY n", false);
  std::vector<StoredSentence> out;
  const bool good = read.Start(report_nr) && EachRow(read, [&] {
                      out.push_back({static_cast<uint32_t>(read.Int(0)), static_cast<uint32_t>(read.Int(1)), read.String(2)});
                      return true;
                    });
  if (!good) return db_.LastError();
  return out;
}

Result<std::vector<StoredPerson>> CaseReader::Impl::PersonsOf(int64_t report_nr) {
  std::vector<StoredPerson> out;
  const auto take = [&](Statement& read) {
    return read.Start(report_nr) && EachRow(read, [&] {
             out.push_back({read.String(0), read.Int(1) != 0});
             return true;
           });
  };
  if (persons_ && !take(persons_)) return db_.LastError();
  if (out.empty() && !take(slot_persons_)) return db_.LastError();
  return out;
}

Result<std::vector<std::string>> CaseReader::Impl::NamesOf(int64_t report_nr, std::string_view sql) {
  Statement read = db_.Prepare(sql, false);
  std::vector<std::string> out;
  const bool good = read && read.Start(report_nr) && EachRow(read, [&] {
                      out.push_back(read.String(0));
                      return true;
                    });
  if (!good) return db_.LastError();
  return out;
}

Result<std::vector<std::string>> CaseReader::Impl::FinePlacesOf(int64_t report_nr) {
  return NamesOf(report_nr,
                 "SELECT place.text FROM place JOIN record ON record.nr = place.record WHERE record.report = ?1 AND place.precision < 4 AND place.text IS NOT NULL UNION "
                 "SELECT place.name FROM place JOIN record ON record.nr = place.record WHERE record.report = ?1 AND place.precision < 4 AND place.name IS NOT NULL ORDER BY 1");
}

Result<std::vector<std::string>> CaseReader::Impl::SpeakersOf(int64_t report_nr) {
  return NamesOf(report_nr,
                 "WITH speaker AS (SELECT p.text, p.name, p.person FROM party p JOIN record r ON r.nr = p.record WHERE r.report = ?1 AND p.slot = 'attribution.source') "
                 "SELECT text FROM speaker WHERE text IS NOT NULL UNION SELECT name FROM speaker WHERE name IS NOT NULL UNION "
                 "SELECT person FROM speaker WHERE person IS NOT NULL ORDER BY 1");
}

Result<Summary> CaseReader::Impl::Summarize() {
  Summary out;
  Statement reports = db_.Prepare("SELECT status, count(*), sum(words), sum(sentences), sum(units) - count(*) FROM report GROUP BY status", false);
  Statement kinds = db_.Prepare("SELECT kind, count(*) FROM record GROUP BY kind", false);
  Statement unsure = db_.Prepare("SELECT count(*) FROM record WHERE confidence < 0.5", false);
  for (const char* kind : {"event", "movement", "stock", "control", "statement"}) out.kinds.push_back({kind, 0});
  const bool good = EachRow(reports, [&] {
    const ReportStatus status = StatusOf(reports.Text(0));
    (status == ReportStatus::kRead ? out.read : status == ReportStatus::kSkipped ? out.skipped : out.failed) += reports.Int(1);
    out.words += reports.Int(2);
    out.sentences += reports.Int(3);
    out.copies += reports.Int(4);
    return true;
  }) && EachRow(kinds, [&] {
    const std::string name = kinds.String(0);
    auto at = std::find_if(out.kinds.begin(), out.kinds.end(), [&](const Counted& c) { return c.name == name; });
    if (at == out.kinds.end()) at = out.kinds.insert(at, Counted{name, 0});
    at->count += kinds.Int(1);
    out.records += kinds.Int(1);
    return true;
  }) && EachRow(unsure, [&] {
    out.unsure = unsure.Int(0);
    return true;
  }) && IsSealed(db_, out.sealed);
  if (!good) return db_.LastError();
  return out;
}

Result<CaseReader> CaseReader::Open(const std::string& path) {
  Result<Database> db = OpenCaseForReading(path);
  if (!db) return db.error();
  auto impl = std::make_unique<Impl>(std::move(*db));
  if (!impl->Prepare()) return Error{path, "lacks columns that a case file has", "a whole case file: restore a copy, or read the reports into a new file"};
  return CaseReader(std::move(impl));
}

CaseReader::CaseReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
CaseReader::CaseReader(CaseReader&&) noexcept = default;
CaseReader& CaseReader::operator=(CaseReader&&) noexcept = default;
CaseReader::~CaseReader() = default;

Result<void> CaseReader::ForEachRecord(const RecordQuery& query, const OnRecord& on_record) const { return impl_->ForEachRecord(query, on_record); }
Result<int64_t> CaseReader::CountRecords(const RecordQuery& query) const { return impl_->CountRecords(query); }
Result<RecordDetail> CaseReader::FindRecord(const std::string& prefix) const { return impl_->FindRecord(prefix); }
Result<void> CaseReader::ForEachReport(const std::string& status, bool with_text, const OnReport& on_report) const {
  return impl_->ForEachReport(status, with_text, on_report);
}
Result<ReportRow> CaseReader::FindReport(int64_t report_nr, bool with_text) const { return impl_->FindReport(report_nr, with_text); }
Result<std::vector<StoredSentence>> CaseReader::SentencesOf(int64_t report_nr) const { return impl_->SentencesOf(report_nr); }
Result<std::vector<StoredPerson>> CaseReader::PersonsOf(int64_t report_nr) const { return impl_->PersonsOf(report_nr); }
Result<std::vector<std::string>> CaseReader::FinePlacesOf(int64_t report_nr) const { return impl_->FinePlacesOf(report_nr); }
Result<std::vector<std::string>> CaseReader::SpeakersOf(int64_t report_nr) const { return impl_->SpeakersOf(report_nr); }
Result<Summary> CaseReader::Summarize() const { return impl_->Summarize(); }

}  // namespace dateline
