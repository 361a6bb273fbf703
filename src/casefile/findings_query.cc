#include "casefile/findings_query.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "base/utf8.h"
#include "casefile/case_fusion.h"
#include "casefile/check.h"
#include "casefile/finding_labels.h"
#include "casefile/finding_rows.h"
#include "casefile/findings_state.h"
#include "casefile/migrate.h"
#include "casefile/schema_findings.h"
#include "casefile/source_rows.h"
#include "casefile/text_match.h"
#include "engine/json_writer.h"

namespace dateline {
namespace {

constexpr size_t kMostListed = 8;  // ids named for an ambiguous prefix
constexpr std::string_view kOrder = "CASE f.kind WHEN 'incident' THEN 0 WHEN 'flow' THEN 1 WHEN 'figure' THEN 2 ELSE 3 END, f.date_start IS NULL, f.date_start, f.id";

constexpr std::string_view kColumns =
    "f.nr, f.id, f.kind, f.type, f.mode, f.date_start, f.date_end, f.place, f.country, f.adm1, f.origin, f.via, f.destination, f.direction, f.who, f.whom, "
    "f.count_unit, f.price_unit, f.price_per, f.price_year, f.rule, f.reviewed, f.json, f.date_precision, f.precision, f.records, f.reports, f.origins, "
    "f.contradictions, f.clarity, f.credibility, f.lat, f.lon, f.confidence, "
    "f.killed_low, f.killed_best, f.killed_high, f.injured_low, f.injured_best, f.injured_high, f.missing_low, f.missing_best, f.missing_high, f.detained_low, "
    "f.detained_best, f.detained_high, f.abducted_low, f.abducted_best, f.abducted_high, f.count_low, f.count_best, f.count_high, f.price_low, f.price_best, f.price_high";

double RealOrOpen(const Statement& row, int column) { return row.IsNull(column) ? FindingRow::kOpen : row.Real(column); }

void ReadFinding(const Statement& row, FindingRow& out) {
  out = FindingRow{};
  out.nr = row.Int(0);
  const std::array<std::string*, 22> texts = {&out.id,     &out.kind,        &out.type,      &out.mode, &out.start, &out.end,        &out.place,      &out.country,
                                              &out.adm1,   &out.origin,      &out.via,       &out.destination, &out.direction, &out.who, &out.whom, &out.count_unit,
                                              &out.price_unit, &out.price_per, &out.price_year, &out.rule, &out.reviewed, &out.json};
  int column = 1;
  for (std::string* text : texts) text->assign(row.Text(column++));
  for (int64_t* number : {&out.date_precision, &out.precision, &out.records, &out.reports, &out.origins, &out.contradictions, &out.clarity, &out.credibility}) {
    *number = row.Int(column++);
  }
  out.lat = RealOrOpen(row, column++);
  out.lon = RealOrOpen(row, column++);
  out.confidence = row.Real(column++);
  for (FindingRow::Figure& figure : out.figures) {
    for (double* value : {&figure.low, &figure.best, &figure.high}) *value = RealOrOpen(row, column++);
  }
}

/// Conditions of a query and the values for their named parameters; SQL text comes from here only, values are always bound.
class Where {
 public:
  explicit Where(const FindingQuery& query) : least_(query.min_confidence) {
    if (!query.kind.empty()) Add("f.kind = :kind", ":kind", LowerAscii(query.kind));
    if (!query.type.empty()) Add("lower(f.type) = :type", ":type", LowerAscii(query.type));
    if (!query.since.empty()) Add("coalesce(f.date_end, f.date_start) >= :since", ":since", query.since);
    if (!query.until.empty()) Add("substr(f.date_start, 1, length(:until)) <= :until", ":until", query.until);
    if (!query.place.empty()) {
      Add("(dl_has_words(f.place, :place) OR dl_has_words(f.adm1, :place) OR dl_has_words(f.origin, :place) OR dl_has_words(f.via, :place) OR "
          "dl_has_words(f.destination, :place) OR lower(f.country) = :place OR EXISTS (SELECT 1 FROM finding_record r JOIN place x ON x.record = r.record WHERE "
          "r.finding = f.nr AND (dl_has_words(x.text, :place) OR dl_has_words(x.name, :place) OR dl_has_words(x.adm1, :place) OR lower(x.country) = :place)))",
          ":place", utf8::Fold(query.place));
    }
    if (!query.party.empty()) {
      Add("(dl_has_words(f.who, :party) OR dl_has_words(f.whom, :party) OR EXISTS (SELECT 1 FROM finding_record r JOIN party x ON x.record = r.record WHERE "
          "r.finding = f.nr AND x.slot NOT LIKE 'attribution%' AND (dl_has_words(x.text, :party) OR dl_has_words(x.name, :party) OR "
          "dl_has_words(x.person, :party) OR lower(x.actor) = :actor OR lower(x.country) = :party)))",
          ":party", utf8::Fold(query.party));
      values_.emplace_back(":actor", LowerAscii(query.party));
    }
    if (least_ > 0) conditions_ += " AND f.confidence >= :least";
  }

  const std::string& conditions() const { return conditions_; }
  bool Bind(Statement& statement) const {
    for (const auto& [name, value] : values_) {
      if (!statement.Bind(sqlite3_bind_parameter_index(statement.raw(), name), Required{value})) return false;
    }
    return least_ <= 0 || statement.Bind(sqlite3_bind_parameter_index(statement.raw(), ":least"), least_);
  }

 private:
  void Add(std::string_view condition, const char* name, std::string value) {
    conditions_ += fmt::format(" AND {}", condition);
    values_.emplace_back(name, std::move(value));
  }

  std::string conditions_ = "true";
  std::vector<std::pair<const char*, std::string>> values_;
  double least_ = 0;
};

void ReplaceAll(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

}  // namespace

std::string FigureLabels(const FindingRow& row) {
  std::string out;
  for (size_t i = 0; i < kFigureSlots; ++i) {
    const auto slot = static_cast<FigureSlot>(i);
    const FindingRow::Figure& figure = row.figures[i];
    if (!figure.given()) continue;
    const std::string& unit = slot == FigureSlot::kPrice ? row.price_unit : row.count_unit;
    out.append(out.empty() ? "" : ", ").append(FigureLabel(Name(slot), figure.low, figure.best, figure.high, unit, row.price_per));
  }
  return out;
}

class FindingReader::Impl {
 public:
  explicit Impl(Database db) : db_(std::move(db)) {}

  bool Prepare();
  Result<void> ForEachFinding(const FindingQuery& query, const OnFinding& on_finding);
  Result<int64_t> CountFindings(const FindingQuery& query);
  Result<std::vector<Counted>> CountKinds();
  Result<FindingRow> FindFinding(const std::string& prefix);
  Result<std::vector<std::string>> FindingsOf(const std::string& record_id);
  Result<std::vector<PossibleRow>> Possible(const std::string& id);
  Result<std::vector<SourceRow>> Sources();
  Result<std::vector<Decision>> Decisions();
  Result<WithheldRows> Withheld();
  Result<std::vector<DecidedRecord>> DecidedRecords(std::string_view condition, int64_t nr);
  Result<std::string> PlaceNamed(const std::string& name);
  Result<uint64_t> Recompute(const FuseFunction& fuse, FigureRule rule, const LinkFunction& link);

  bool current_ = false;
  std::string rule_;

 private:
  bool MakeTables();
  bool PrepareDetails();
  bool ReadDetails(FindingRow& row);
  bool ReadClaims(FindingRow& row);
  bool WriteRecomputed(const FusedCase& fused, const ClaimNumbers& numbers, FigureRule rule);

  Database db_;
  bool in_memory_ = false;  ///< tables of findings stand in the temporary schema, which goes before the file's
  Statement claims_, estimates_, contradictions_, series_;
};

/// Tables of findings beside the file, in memory, under the names of its own. Those that people write are left to the file where it has them.
bool FindingReader::Impl::MakeTables() {
  std::string sql = FindingTablesSql();
  ReplaceAll(sql, "CREATE TABLE ", "CREATE TEMP TABLE ");
  ReplaceAll(sql, "CREATE TRIGGER ", "CREATE TEMP TRIGGER ");
  in_memory_ = true;
  return db_.Exec(sql) && (SchemaVersion(db_) < 2 || db_.Exec("DROP TABLE temp.decision; DROP TABLE temp.copy; DROP TABLE temp.credit; DROP TABLE temp.person"));
}

bool FindingReader::Impl::PrepareDetails() {
  claims_ = db_.Prepare(
      "SELECT r.nr, r.id, p.id, p.source_id, p.published, p.publisher, p.title, f.source, f.why, r.how_many, r.quote, f.origin, f.copy, f.denies, f.weight "
      "FROM finding_record f JOIN record r ON r.nr = f.record JOIN report p ON p.nr = r.report WHERE f.finding = ? ORDER BY f.n");
  estimates_ = db_.Prepare("SELECT what, rule, unit, per, year, parts, logic, low, best, high, provisional, claims, origins FROM estimate WHERE finding = ? ORDER BY n");
  contradictions_ = db_.Prepare(
      "SELECT c.what, c.text, a.id, b.id FROM contradiction c JOIN record a ON a.nr = c.first JOIN record b ON b.nr = c.second WHERE c.finding = ? ORDER BY c.n");
  series_ = db_.Prepare("SELECT date_start, date_end, rule, logic, holder, change, sources, records, low, best, high, contested FROM series WHERE finding = ? ORDER BY n");
  return claims_ && estimates_ && contradictions_ && series_;
}

bool FindingReader::Impl::Prepare() {
  std::string stamp;
  if (!AddTextFunctions(db_)) return false;
  if (SchemaVersion(db_) < 2) return MakeTables() && PrepareDetails();
  if (!ReadFindingsStamp(db_, stamp) || !PrepareDetails()) return false;
  current_ = !stamp.empty();
  rule_ = stamp.substr(0, stamp.find(' '));
  return true;
}

Result<void> FindingReader::Impl::ForEachFinding(const FindingQuery& query, const OnFinding& on_finding) {
  if (Result<void> days = CheckDays(query.since, query.until); !days) return days.error();
  const Where where(query);
  Statement read =
      db_.Prepare(fmt::format("SELECT {} FROM finding f WHERE {} ORDER BY {} LIMIT :limit OFFSET :offset", kColumns, where.conditions(), kOrder), false);
  const bool bound = read && where.Bind(read) && read.Bind(sqlite3_bind_parameter_index(read.raw(), ":limit"), query.limit) &&
                     read.Bind(sqlite3_bind_parameter_index(read.raw(), ":offset"), query.offset);
  if (!bound) return db_.LastError();
  FindingRow row;
  bool good = true;
  const bool read_all = EachRow(read, [&] {
    ReadFinding(read, row);
    good = !query.details || ReadDetails(row);
    return good && on_finding(row);
  });
  if (!read_all || !good) return db_.LastError();
  return {};
}

Result<int64_t> FindingReader::Impl::CountFindings(const FindingQuery& query) {
  if (Result<void> days = CheckDays(query.since, query.until); !days) return days.error();
  const Where where(query);
  Statement read = db_.Prepare(fmt::format("SELECT count(*) FROM finding f WHERE {}", where.conditions()), false);
  if (!read || !where.Bind(read) || read.Next() != Statement::Row::kRow) return db_.LastError();
  return read.Int(0);
}

Result<std::vector<Counted>> FindingReader::Impl::CountKinds() {
  std::vector<Counted> out;
  if (!CountFindingKinds(db_, out)) return db_.LastError();
  return out;
}

bool FindingReader::Impl::ReadClaims(FindingRow& row) {
  return claims_.Start(row.nr) && EachRow(claims_, [&] {
           FindingClaimRow& c = row.claims.emplace_back();
           c.record_nr = claims_.Int(0);
           const std::array<std::string*, 10> texts = {&c.record, &c.report_id, &c.source_id, &c.published, &c.publisher, &c.title, &c.source, &c.why, &c.how_many, &c.quote};
           for (size_t i = 0; i < texts.size(); ++i) texts[i]->assign(claims_.Text(static_cast<int>(i) + 1));
           c.origin = claims_.Int(11);
           c.copy = claims_.Int(12) != 0;
           c.denies = claims_.Int(13) != 0;
           c.weight = claims_.Real(14);
           return true;
         });
}

bool FindingReader::Impl::ReadDetails(FindingRow& row) {
  return ReadClaims(row) && estimates_.Start(row.nr) && EachRow(estimates_, [&] {
           const Statement& s = estimates_;
           row.estimates.push_back({s.String(0), s.String(1), RealOrOpen(s, 7), RealOrOpen(s, 8), RealOrOpen(s, 9), s.String(2), s.String(3), s.String(4), s.String(5),
                                    s.Int(10) != 0, s.Int(11), s.Int(12), s.String(6)});
           return true;
         }) &&
         contradictions_.Start(row.nr) && EachRow(contradictions_, [&] {
           row.contradiction_rows.push_back({contradictions_.String(0), contradictions_.String(1), contradictions_.String(2), contradictions_.String(3)});
           return true;
         }) &&
         series_.Start(row.nr) && EachRow(series_, [&] {
           const Statement& s = series_;
           row.series.push_back({s.String(0), s.String(1), RealOrOpen(s, 8), RealOrOpen(s, 9), RealOrOpen(s, 10), s.String(2), s.String(3), s.String(4), s.String(5),
                                 s.String(6), s.String(7), s.Int(11) != 0});
           return true;
         });
}

Result<FindingRow> FindingReader::Impl::FindFinding(const std::string& prefix) {
  const std::string first = LowerAscii(prefix), after = AfterPrefix(first);
  if (!IsHex(first)) return Error{db_.path(), fmt::format("\"{}\" is no id", prefix), "hexadecimal digits, as dateline findings prints them"};
  Statement read = db_.Prepare(fmt::format("SELECT {} FROM finding f WHERE f.id >= ? AND f.id < ? ORDER BY f.id LIMIT ?", kColumns), false);
  if (!read || !read.Start(first, after, static_cast<int64_t>(kMostListed) + 1)) return db_.LastError();
  std::vector<std::string> found;
  FindingRow row, out;
  const bool good = EachRow(read, [&] {
    ReadFinding(read, row);
    found.push_back(fmt::format("{} ({})", row.id.substr(0, std::max<size_t>(12, first.size() + 2)), row.kind));
    if (found.size() == 1) out = row;
    return true;
  });
  if (!good) return db_.LastError();
  if (found.empty()) return Error{db_.path(), fmt::format("holds no finding whose id begins with {}", first), "an id as dateline findings prints it"};
  if (found.size() == 1) {
    if (!ReadDetails(out)) return db_.LastError();
    return out;
  }
  const bool more = found.size() > kMostListed;
  if (more) found.resize(kMostListed);
  return Error{db_.path(), fmt::format("{} begins the id of several findings: {}{}", first, fmt::join(found, ", "), more ? ", ..." : ""), "more digits"};
}

Result<std::vector<std::string>> FindingReader::Impl::FindingsOf(const std::string& record_id) {
  std::vector<std::string> out;
  Statement read = db_.Prepare("SELECT DISTINCT f.id FROM record r JOIN finding_record x ON x.record = r.nr JOIN finding f ON f.nr = x.finding WHERE r.id = ? ORDER BY 1", false);
  const bool good = read.Start(Required{record_id}) && EachRow(read, [&] {
                      out.push_back(read.String(0));
                      return true;
                    });
  if (!good) return db_.LastError();
  return out;
}

Result<std::vector<PossibleRow>> FindingReader::Impl::Possible(const std::string& id) {
  std::vector<PossibleRow> out;
  Statement read = db_.Prepare(
      "SELECT a.id, b.id, p.probability FROM possible p JOIN finding a ON a.nr = p.first JOIN finding b ON b.nr = p.second WHERE ?1 IS NULL OR a.id = ?1 OR b.id = ?1 "
      "ORDER BY p.probability DESC, min(a.id, b.id), max(a.id, b.id)",
      false);
  const bool good = read.Start(id) && EachRow(read, [&] {
                      out.push_back({read.String(0), read.String(1), read.Real(2)});
                      return true;
                    });
  if (!good) return db_.LastError();
  return out;
}

Result<std::vector<SourceRow>> FindingReader::Impl::Sources() {
  std::vector<SourceRow> out;
  Statement read = db_.Prepare("SELECT name, kind, reliability, evidence, side, learned, reports, records, copies FROM source ORDER BY records DESC, name", false);
  std::map<std::string, size_t> rows;
  const bool good = EachRow(read, [&] {
    rows.emplace(read.String(0), out.size());
    out.push_back({read.String(0), read.String(1), read.String(2), read.String(3), read.String(4), RealOrOpen(read, 5), read.Int(6), read.Int(7), read.Int(8), {}});
    return true;
  });
  Statement repeats = db_.Prepare("SELECT source, repeats, reports FROM source_repeats ORDER BY reports DESC, repeats", false);
  const bool all = good && EachRow(repeats, [&] {
                     if (const auto it = rows.find(repeats.String(0)); it != rows.end()) out[it->second].repeats.emplace_back(repeats.String(1), repeats.Int(2));
                     return true;
                   });
  if (!all) return db_.LastError();
  return out;
}

Result<std::vector<Decision>> FindingReader::Impl::Decisions() { return ReadDecisions(db_); }

Result<WithheldRows> FindingReader::Impl::Withheld() {
  const Result<std::vector<Decision>> decisions = ReadDecisions(db_);
  if (!decisions) return decisions.error();
  WithheldRows out;
  for (const Decision& decision : *decisions) {
    if (decision.action != "withhold" || decision.undone_by != 0) continue;
    if (decision.target_kind == "party") out.parties.push_back(decision.target_id);
    for (const DecidedRecord& record : decision.records) out.records.push_back(record.id);
  }
  return out;
}

Result<std::vector<DecidedRecord>> FindingReader::Impl::DecidedRecords(std::string_view condition, int64_t nr) {
  std::vector<DecidedRecord> out;
  Statement read = db_.Prepare(fmt::format("SELECT r.id, p.id, r.kind, r.type, s.begin_char, s.end_char FROM {} JOIN report p ON p.nr = r.report "
                                           "LEFT JOIN span s ON s.record = r.nr AND s.slot = 'quote' WHERE {}",
                                           condition.starts_with("f.") ? "finding_record f JOIN record r ON r.nr = f.record" : "record r", condition),
                               false);
  const bool good = read && read.Start(nr) && EachRow(read, [&] {
                      out.push_back({read.String(0), read.String(1), read.String(2), read.String(3), static_cast<uint32_t>(read.Int(4)), static_cast<uint32_t>(read.Int(5))});
                      return true;
                    });
  if (!good) return db_.LastError();
  return out;
}

Result<std::string> FindingReader::Impl::PlaceNamed(const std::string& name) {
  std::string out;
  Statement read = db_.Prepare(
      "SELECT text, name, country, adm1, feature, geonameid, precision, lat, lon FROM place WHERE lat IS NOT NULL AND lon IS NOT NULL AND "
      "(dl_has_words(text, ?1) AND length(text) = length(?2) OR dl_has_words(name, ?1) AND length(name) = length(?2)) "
      "GROUP BY name, country, adm1, geonameid ORDER BY count(*) DESC, geonameid, country, adm1 LIMIT 1",
      false);
  const std::string folded = utf8::Fold(name);
  if (!read || !read.Start(Required{folded}, Required{name})) return db_.LastError();
  const Statement::Row row = read.Next();
  if (row == Statement::Row::kError) return db_.LastError();
  if (row == Statement::Row::kEnd) return out;
  JsonWriter json(out);
  json.BeginObject();
  json.Field("text", name);
  json.Field("name", read.Text(1));
  if (!read.IsNull(5)) json.Field("geonameid", read.Int(5));
  json.Field("country", read.Text(2));
  json.Field("adm1", read.Text(3));
  json.Key("lat");
  json.Rounded(read.Real(7), 5);
  json.Key("lon");
  json.Rounded(read.Real(8), 5);
  json.Field("feature", read.Text(4));
  if (read.Int(6) > 0) json.Field("precision", read.Int(6));
  json.EndObject();
  read.Finish();
  return out;
}

bool FindingReader::Impl::WriteRecomputed(const FusedCase& fused, const ClaimNumbers& numbers, FigureRule rule) {
  FindingRows rows;
  FindingRows::Changes changes;
  return rows.Prepare(db_) && rows.Write(fused.claims, numbers, fused.findings, fused.reviews, rule, changes) && WriteSources(db_, fused);
}

Result<uint64_t> FindingReader::Impl::Recompute(const FuseFunction& fuse, FigureRule rule, const LinkFunction& link) {
  ClaimNumbers numbers;
  const Result<FusedCase> fused = FuseCase(db_, fuse, link, numbers);
  if (!fused) return fused.error();
  if (!in_memory_ && (!MakeTables() || !PrepareDetails())) return db_.LastError();
  if (!WriteRecomputed(*fused, numbers, rule)) return db_.LastError();
  current_ = true;
  rule_ = Name(rule);
  return fused->broken;
}

Result<FindingReader> FindingReader::Open(const std::string& path) {
  Result<Database> db = OpenCaseForReading(path);
  if (!db) return db.error();
  auto impl = std::make_unique<Impl>(std::move(*db));
  if (!impl->Prepare()) return Error{path, "lacks columns that a case file has", "a whole case file: restore a copy, or read the reports into a new file"};
  return FindingReader(std::move(impl));
}

FindingReader::FindingReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
FindingReader::FindingReader(FindingReader&&) noexcept = default;
FindingReader& FindingReader::operator=(FindingReader&&) noexcept = default;
FindingReader::~FindingReader() = default;

bool FindingReader::current() const { return impl_->current_; }
const std::string& FindingReader::rule() const { return impl_->rule_; }
Result<void> FindingReader::ForEachFinding(const FindingQuery& query, const OnFinding& on_finding) const { return impl_->ForEachFinding(query, on_finding); }
Result<int64_t> FindingReader::CountFindings(const FindingQuery& query) const { return impl_->CountFindings(query); }
Result<std::vector<Counted>> FindingReader::CountKinds() const { return impl_->CountKinds(); }
Result<FindingRow> FindingReader::FindFinding(const std::string& prefix) const { return impl_->FindFinding(prefix); }
Result<std::vector<std::string>> FindingReader::FindingsOf(const std::string& record_id) const { return impl_->FindingsOf(record_id); }
Result<std::vector<PossibleRow>> FindingReader::Possible(const std::string& id) const { return impl_->Possible(id); }
Result<std::vector<SourceRow>> FindingReader::Sources() const { return impl_->Sources(); }
Result<std::vector<Decision>> FindingReader::Decisions() const { return impl_->Decisions(); }
Result<WithheldRows> FindingReader::Withheld() const { return impl_->Withheld(); }
Result<std::vector<DecidedRecord>> FindingReader::RecordsOfFinding(int64_t nr) const { return impl_->DecidedRecords("f.finding = ? ORDER BY f.n", nr); }
Result<std::vector<DecidedRecord>> FindingReader::RecordsOfRecord(int64_t nr) const { return impl_->DecidedRecords("r.nr = ?", nr); }
Result<std::string> FindingReader::PlaceNamed(const std::string& name) const { return impl_->PlaceNamed(name); }
Result<uint64_t> FindingReader::Recompute(const FuseFunction& fuse, FigureRule rule, const LinkFunction& link) { return impl_->Recompute(fuse, rule, link); }

}  // namespace dateline
