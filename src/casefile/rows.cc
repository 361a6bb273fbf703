#include "casefile/rows.h"

#include <fmt/format.h>

#include <cmath>

#include "base/days.h"
#include "casefile/geometry.h"

namespace dateline {
namespace {

constexpr size_t kMostNames = 3;  // parties or places told in a cell of a layer; the tables have them all

/// "actors.0" is in the slot "actors".
bool InSlot(std::string_view slot, std::string_view name) { return slot.starts_with(name) && (slot.size() == name.size() || slot[name.size()] == '.'); }

std::string Parties(const StoredRecord& record, std::string_view slot) {
  std::string out;
  size_t count = 0;
  for (const StoredParty& party : record.parties) {
    if (!InSlot(party.slot, slot)) continue;
    if (++count > kMostNames) return out + ", ...";
    out += (out.empty() ? "" : ", ") + (party.text.empty() ? party.name : party.text);
  }
  return out;
}

std::string Places(const StoredRecord& record, std::string_view slot) {
  std::string out;
  size_t count = 0;
  for (const StoredPlace& place : record.places) {
    if (!InSlot(place.slot, slot)) continue;
    if (++count > kMostNames) return out + ", ...";
    out += (out.empty() ? "" : ", ") + (place.text.empty() ? place.name : place.text);
  }
  return out;
}

bool OnMap(const StoredPlace& place) { return place.has_point && IsOnEarth(place.point); }

/// The first place of a slot that is on the map, else its first place, else null.
const StoredPlace* FirstPlace(const StoredRecord& record, std::string_view slot) {
  const StoredPlace* first = nullptr;
  for (const StoredPlace& place : record.places) {
    if (!InSlot(place.slot, slot)) continue;
    if (OnMap(place)) return &place;
    if (first == nullptr) first = &place;
  }
  return first;
}

/// A day as the column type DATE wants it; anything else is left out.
std::string_view Day(const std::string& text) { return text.size() == 10 && ParseIsoDay(text) ? std::string_view(text) : std::string_view{}; }

/// The confidence to four decimals, so that a 0.8 reads as 0.8.
double Sureness(const StoredRecord& record) { return std::isfinite(record.confidence) ? std::round(record.confidence * 1e4) / 1e4 : 0; }

std::string_view CountryOf(const StoredPlace* place) { return place == nullptr ? std::string_view{} : std::string_view(place->country); }

std::string PointLayerSql(std::string_view layer) {
  return fmt::format(
      "INSERT INTO {} (fid, geom, record, type, date_start, date_end, who, whom, how_many, place, country, precision, source, quote, confidence, title, published, "
      "source_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      layer);
}

constexpr std::string_view kMovementColumns =
    "fid, geom, record, type, date_start, date_end, who, how_many, origin, destination, origin_country, destination_country, source, quote, confidence, title, "
    "published, source_id";

// Findings stand on records: they go with the report, and are made anew from what is left (findings_store.h).
constexpr std::array<const char*, 20> kDeletes = {
    "DELETE FROM incident_pt WHERE fid IN (SELECT f.finding FROM record r JOIN finding_record f ON f.record = r.nr WHERE r.report = ?)",
    "DELETE FROM flow_ln WHERE fid IN (SELECT f.finding FROM record r JOIN finding_record f ON f.record = r.nr WHERE r.report = ?)",
    "DELETE FROM flow_pt WHERE fid IN (SELECT f.finding FROM record r JOIN finding_record f ON f.record = r.nr WHERE r.report = ?)",
    "DELETE FROM figure_pt WHERE fid IN (SELECT f.finding FROM record r JOIN finding_record f ON f.record = r.nr WHERE r.report = ?)",
    "DELETE FROM control_line_pt WHERE fid IN (SELECT f.finding FROM record r JOIN finding_record f ON f.record = r.nr WHERE r.report = ?)",
    "DELETE FROM finding WHERE nr IN (SELECT f.finding FROM record r JOIN finding_record f ON f.record = r.nr WHERE r.report = ?)",
    "DELETE FROM copy WHERE report = ?1 OR copy_of = ?1",
    "DELETE FROM credit WHERE report = ?",
    "DELETE FROM place_pt WHERE fid IN (SELECT place.nr FROM place JOIN record ON record.nr = place.record WHERE record.report = ?)",
    "DELETE FROM place WHERE record IN (SELECT nr FROM record WHERE report = ?)",
    "DELETE FROM party WHERE record IN (SELECT nr FROM record WHERE report = ?)",
    "DELETE FROM span WHERE record IN (SELECT nr FROM record WHERE report = ?)",
    "DELETE FROM event_pt WHERE fid IN (SELECT nr FROM record WHERE report = ?)",
    "DELETE FROM control_pt WHERE fid IN (SELECT nr FROM record WHERE report = ?)",
    "DELETE FROM stock_pt WHERE fid IN (SELECT nr FROM record WHERE report = ?)",
    "DELETE FROM movement_ln WHERE fid IN (SELECT nr FROM record WHERE report = ?)",
    "DELETE FROM movement_pt WHERE fid IN (SELECT nr FROM record WHERE report = ?)",
    "DELETE FROM record WHERE report = ?",
    "DELETE FROM sentence WHERE report = ?",
    "DELETE FROM person WHERE report = ?",
};

}  // namespace

std::string_view StatusName(ReportStatus status) {
  switch (status) {
    case ReportStatus::kRead: return "read";
    case ReportStatus::kFailed: return "failed";
    case ReportStatus::kSkipped: return "skipped";
  }
  return "failed";
}

bool RowWriter::Prepare(Database& db) {
  db_ = &db;
  bool good = true;
  const auto prepare = [&](Statement& statement, std::string_view sql) {
    statement = db.Prepare(sql);
    good = good && statement;
  };
  prepare(report_,
          "INSERT INTO report (nr, id, source_id, status, reason, title, byline, dateline, publisher, published, published_from, language, uri, file, unit_begin, "
          "unit_end, line, sha256, words, sentences, records, units, run, json, text) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?)");
  prepare(person_, "INSERT INTO person (report, name, public) VALUES (?, ?, ?)");
  prepare(sentence_, "INSERT INTO sentence (report, n, begin_char, end_char, role) VALUES (?, ?, ?, ?, ?)");
  prepare(record_,
          "INSERT INTO record (id, report, sentence, kind, type, confidence, date_start, date_end, source, how_many, quote, rule, json) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING");
  prepare(span_, "INSERT INTO span (record, n, slot, text, begin_char, end_char, begin_byte, end_byte) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  prepare(party_, "INSERT INTO party (record, slot, text, actor, name, country, role, person) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  prepare(place_,
          "INSERT INTO place (record, slot, text, name, country, adm1, feature, relation, geonameid, precision, lat, lon) "
          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, nullif(?9, 0), ?10, iif(?11, ?12, NULL), iif(?11, ?13, NULL))");
  prepare(place_pt_,
          "INSERT INTO place_pt (fid, geom, record, kind, type, slot, text, name, country, adm1, feature, precision, date_start, confidence) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  prepare(event_pt_, PointLayerSql("event_pt"));
  prepare(control_pt_, PointLayerSql("control_pt"));
  prepare(stock_pt_, PointLayerSql("stock_pt"));
  prepare(movement_ln_, fmt::format("INSERT INTO movement_ln ({}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", kMovementColumns));
  prepare(movement_pt_, fmt::format("INSERT INTO movement_pt ({}, shown) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", kMovementColumns));
  prepare(count_records_, "UPDATE report SET records = ? WHERE nr = ?");
  deletes_.resize(kDeletes.size() + 1);
  for (size_t i = 0; i < kDeletes.size(); ++i) prepare(deletes_[i], kDeletes[i]);
  prepare(deletes_.back(), "DELETE FROM report WHERE nr = ?");
  return good;
}

bool RowWriter::Insert(const StoredReport& report, std::string_view id, int64_t run, int64_t nr, int64_t units, Written& written) {
  written = {};
  if (!InsertReport(report, id, run, nr, units, written.report) || !InsertSentences(report, written.report)) return false;
  for (const StoredRecord& record : report.records) {
    bool fresh = false;
    if (!InsertRecord(report, record, written.report, fresh)) return false;
    written.records += fresh ? 1 : 0;
  }
  if (written.records == static_cast<int64_t>(report.records.size())) return true;
  return count_records_.Run(written.records, written.report);
}

bool RowWriter::Delete(int64_t report) {
  for (Statement& statement : deletes_) {
    if (!statement.Run(report)) return false;
  }
  return true;
}

bool RowWriter::InsertReport(const StoredReport& r, std::string_view id, int64_t run, int64_t nr, int64_t units, int64_t& out) {
  const auto values = [&](const auto& number) {
    return report_.Run(number, id, Required{r.source_id}, StatusName(r.status), r.reason, r.title, r.byline, r.dateline, r.publisher, r.published, r.published_from,
                       r.language, r.uri, Required{r.file}, r.unit_begin, r.unit_end, r.line, r.sha256, r.words, static_cast<uint64_t>(r.sentences.size()),
                       static_cast<uint64_t>(r.records.size()), units, run, r.json, r.text);
  };
  const bool good = nr == 0 ? values("") : values(nr);  // "" binds NULL: SQLite takes the next number
  out = db_->last_row();
  return good;
}

bool RowWriter::InsertSentences(const StoredReport& report, int64_t report_nr) {
  uint32_t n = 0;
  for (const StoredSentence& sentence : report.sentences) {
    if (!sentence_.Run(report_nr, n++, sentence.begin, sentence.end, sentence.role)) return false;
  }
  for (const StoredPerson& person : report.persons) {
    if (!person_.Run(report_nr, Required{person.name}, person.is_public ? 1 : 0)) return false;
  }
  return true;
}

bool RowWriter::InsertRecord(const StoredReport& report, const StoredRecord& record, int64_t report_nr, bool& written) {
  if (!record_.Run(Required{record.id}, report_nr, record.sentence, Required{record.kind}, record.type, Sureness(record), record.start, record.end, record.source,
                   record.how_many, Required{record.quote}, record.rule, Required{record.json})) {
    return false;
  }
  written = db_->changes() > 0;
  if (!written) return true;
  const int64_t nr = db_->last_row();
  uint32_t n = 0;
  for (const StoredSpan& span : record.spans) {
    if (!span_.Run(nr, n++, Required{span.slot}, Required{span.text}, span.begin, span.end, span.original_begin, span.original_end)) return false;
  }
  for (const StoredParty& p : record.parties) {
    if (!party_.Run(nr, Required{p.slot}, p.text, p.actor, p.name, p.country, p.role, p.person)) return false;
  }
  return InsertPlaces(record, nr) && InsertLayer(report, record, nr);
}

bool RowWriter::InsertPlaces(const StoredRecord& record, int64_t nr) {
  for (const StoredPlace& p : record.places) {
    const bool on_map = OnMap(p);
    if (!place_.Run(nr, Required{p.slot}, p.text, p.name, p.country, p.adm1, p.feature, p.relation, p.geonameid, int{p.precision}, int{on_map}, p.point.lat,
                    p.point.lon)) {
      return false;
    }
    if (!on_map) continue;
    const std::string geometry = PointGeometry(p.point);
    if (!place_pt_.Run(db_->last_row(), Blob{geometry}, record.id, record.kind, record.type, p.slot, p.text, p.name, p.country, p.adm1, p.feature, int{p.precision},
                       Day(record.start), Sureness(record))) {
      return false;
    }
  }
  return true;
}

bool RowWriter::InsertLayer(const StoredReport& report, const StoredRecord& record, int64_t nr) {
  if (record.places.empty()) return true;
  if (record.kind == "event") return InsertPoint(event_pt_, report, record, nr);
  if (record.kind == "control") return InsertPoint(control_pt_, report, record, nr);
  if (record.kind == "stock") return InsertPoint(stock_pt_, report, record, nr);
  if (record.kind == "movement") return InsertMovement(report, record, nr);
  return true;
}

bool RowWriter::InsertPoint(Statement& layer, const StoredReport& report, const StoredRecord& r, int64_t nr) {
  const StoredPlace* place = FirstPlace(r, "place");
  if (place == nullptr || !OnMap(*place)) return true;
  const std::string geometry = PointGeometry(place->point);
  const char* who_slot = r.kind == "event" ? "actors" : r.kind == "control" ? "holder" : "people";
  const char* whom_slot = r.kind == "event" ? "recipients" : "previous_holder";
  const std::string who = Parties(r, who_slot), whom = Parties(r, whom_slot);
  return layer.Run(nr, Blob{geometry}, r.id, r.type, Day(r.start), Day(r.end), who, whom, r.how_many, place->text, place->country, int{place->precision}, r.source,
                   r.quote, Sureness(r), report.title, report.published, report.source_id);
}

bool RowWriter::InsertMovement(const StoredReport& report, const StoredRecord& r, int64_t nr) {
  std::vector<StoredPoint> points;
  const char* shown = "";
  const StoredPlace* const origin = FirstPlace(r, "origin");
  const StoredPlace* const destination = FirstPlace(r, "destination");
  const auto pass = [&](const StoredPlace* place, const char* slot) {
    if (place == nullptr || !OnMap(*place)) return;
    if (!points.empty() && points.back().lon == place->point.lon && points.back().lat == place->point.lat) return;
    points.push_back(place->point);
    shown = slot;
  };
  pass(origin, "origin");
  const bool from = !points.empty();
  for (const StoredPlace& place : r.places) {
    if (InSlot(place.slot, "via")) pass(&place, "via");
  }
  const size_t before = points.size();
  pass(destination, "destination");
  if (points.empty()) pass(FirstPlace(r, "place"), "place");
  if (points.empty()) return true;
  const bool line = from && points.size() > before && before > 0;
  const std::string geometry = line ? LineGeometry(points) : PointGeometry(points.back());
  const std::string who = Parties(r, "people"), from_text = Places(r, "origin"), joined = Parties(r, "destination");
  const std::string to_text = joined.empty() ? Places(r, "destination") : joined;
  const auto run = [&](Statement& layer, const auto&... more) {
    return layer.Run(nr, Blob{geometry}, r.id, r.type, Day(r.start), Day(r.end), who, r.how_many, from_text, to_text, CountryOf(origin), CountryOf(destination),
                     r.source, r.quote, Sureness(r), report.title, report.published, report.source_id, more...);
  };
  return line ? run(movement_ln_) : run(movement_pt_, shown);
}

}  // namespace dateline
