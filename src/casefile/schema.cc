#include "casefile/schema.h"

#include <fmt/format.h>

#include <array>
#include <vector>

#include "casefile/schema_findings.h"

namespace dateline {
namespace {

constexpr std::array kListed = {
    ListedTable{"event_pt", "POINT", "Events", "What was done to whom, one point a record whose place is on the map"},
    ListedTable{"movement_ln", "LINESTRING", "Movements", "People who went from here to there: origin, way, destination, in this order"},
    ListedTable{"movement_pt", "POINT", "Movements with one end", "People who went somewhere, where only one place is told"},
    ListedTable{"control_pt", "POINT", "Control", "Who holds, takes, loses or surrounds a place"},
    ListedTable{"stock_pt", "POINT", "People in a state", "So many people displaced, detained, in need ... at a place"},
    ListedTable{"place_pt", "POINT", "Places named", "Every place that a record names, as far as it is on the map"},
    ListedTable{"report", nullptr, "Reports", "What was read, failed or was skipped; one row a report"},
    ListedTable{"record", nullptr, "Records", "What one sentence of one report claims; one row a record"},
    ListedTable{"party", nullptr, "Parties", "Who stands in the slots of the records"},
    ListedTable{"place", nullptr, "Places", "Which places stand in the slots of the records"},
};

constexpr std::array kNotes = {
    ColumnNote{"*", "record", "Identifier of the record (record.id)"},
    ColumnNote{"*", "type", "PLOVER type of an event, manner of a movement, change of control, state of a stock"},
    ColumnNote{"*", "date_start", "First day of the time told; empty: no date could be made out"},
    ColumnNote{"*", "date_end", "Last day of the time told, inclusive"},
    ColumnNote{"*", "who", "Who acts, moves, is counted or holds the place, as written"},
    ColumnNote{"*", "whom", "To whom it was done; of control: who held the place before"},
    ColumnNote{"*", "how_many", "The figures told, hedges included"},
    ColumnNote{"*", "place", "The place as written"},
    ColumnNote{"*", "country", "ISO 3166-1 alpha-3 of the place"},
    ColumnNote{"*", "precision", "UCDP where_prec: 1 exact to 7 sea or airspace; 0 unknown"},
    ColumnNote{"*", "origin", "Where from, as written"},
    ColumnNote{"*", "destination", "Where to (a place, or the group joined), as written"},
    ColumnNote{"*", "origin_country", "ISO 3166-1 alpha-3 of the origin"},
    ColumnNote{"*", "destination_country", "ISO 3166-1 alpha-3 of the destination"},
    ColumnNote{"*", "shown", "Which place the point stands for: origin, via or destination"},
    ColumnNote{"*", "source", "Who says it, as written; empty: the report itself"},
    ColumnNote{"*", "quote", "The clause that says it, character for character"},
    ColumnNote{"*", "confidence", "Probability that the record is right, 0 to 1"},
    ColumnNote{"*", "title", "Title of the report"},
    ColumnNote{"*", "published", "Day the report was published"},
    ColumnNote{"*", "source_id", "The report: its id in the input, or its path"},
    ColumnNote{"place_pt", "record", "Identifier of the record that names the place (record.id)"},
    ColumnNote{"place_pt", "kind", "Kind of that record"},
    ColumnNote{"place_pt", "type", "Type of that record"},
    ColumnNote{"place_pt", "slot", "Where the place stands in the record"},
    ColumnNote{"place_pt", "text", "The place as written"},
    ColumnNote{"place_pt", "name", "Its name in the gazetteer"},
    ColumnNote{"place_pt", "country", "ISO 3166-1 alpha-3"},
    ColumnNote{"place_pt", "adm1", "First-order division"},
    ColumnNote{"place_pt", "feature", "GeoNames class and code"},
    ColumnNote{"place_pt", "precision", "UCDP where_prec: 1 exact to 7 sea or airspace; 0 unknown"},
    ColumnNote{"place_pt", "date_start", "First day of the time told"},
    ColumnNote{"place_pt", "confidence", "Probability that the record is right, 0 to 1"},
    ColumnNote{"report", "id", "Identifier made from the content"},
    ColumnNote{"report", "source_id", "The id the input gave it, or its path below the folder given"},
    ColumnNote{"report", "status", "read, failed or skipped"},
    ColumnNote{"report", "reason", "Of a failed or skipped report: what was found and what was expected"},
    ColumnNote{"report", "title", "Title as printed"},
    ColumnNote{"report", "byline", "Byline as printed"},
    ColumnNote{"report", "dateline", "Dateline as printed"},
    ColumnNote{"report", "publisher", "Who published it"},
    ColumnNote{"report", "published", "Day it was published, ISO 8601"},
    ColumnNote{"report", "published_from", "Which evidence gave that day"},
    ColumnNote{"report", "language", "Language of the text"},
    ColumnNote{"report", "uri", "Path or address"},
    ColumnNote{"report", "file", "File it was read from"},
    ColumnNote{"report", "unit_begin", "First byte of the report in that file"},
    ColumnNote{"report", "unit_end", "First byte after it"},
    ColumnNote{"report", "line", "Line of a JSON-lines file, counted from 1"},
    ColumnNote{"report", "sha256", "SHA-256 of the original bytes"},
    ColumnNote{"report", "words", "Number of words"},
    ColumnNote{"report", "sentences", "Number of sentences"},
    ColumnNote{"report", "records", "Number of records"},
    ColumnNote{"report", "units", "How many places of the input hold this same report"},
    ColumnNote{"report", "run", "dl_run.nr of the run that read it"},
    ColumnNote{"report", "json", "The report line as exported"},
    ColumnNote{"report", "text", "The cleaned text: offsets in code points count here"},
    ColumnNote{"record", "id", "Identifier made from the content"},
    ColumnNote{"record", "report", "report.nr"},
    ColumnNote{"record", "sentence", "Number of the sentence in the report, from 0"},
    ColumnNote{"record", "kind", "event, movement, stock, control or statement"},
    ColumnNote{"record", "type", "PLOVER type, manner, state or change; empty for statements"},
    ColumnNote{"record", "confidence", "Probability that the record is right, 0 to 1"},
    ColumnNote{"record", "date_start", "First day of the time told; empty: no date could be made out"},
    ColumnNote{"record", "date_end", "Last day of the time told, inclusive"},
    ColumnNote{"record", "source", "Who says it, as written; empty: the report itself"},
    ColumnNote{"record", "how_many", "The figures told, hedges included"},
    ColumnNote{"record", "quote", "The clause that says it, character for character"},
    ColumnNote{"record", "rule", "Row of the knowledge tables that found it"},
    ColumnNote{"record", "json", "The record line as exported: every field"},
    ColumnNote{"party", "record", "record.nr"},
    ColumnNote{"party", "slot", "Where it stands in the record: actors.0, people, holder ..."},
    ColumnNote{"party", "text", "As written"},
    ColumnNote{"party", "actor", "Identifier of a known actor"},
    ColumnNote{"party", "name", "Its canonical name"},
    ColumnNote{"party", "country", "ISO 3166-1 alpha-3"},
    ColumnNote{"party", "role", "fighters, civilians, officials ..."},
    ColumnNote{"party", "person", "A named person"},
    ColumnNote{"place", "record", "record.nr"},
    ColumnNote{"place", "slot", "Where it stands in the record: place, origin.0, destination.0 ..."},
    ColumnNote{"place", "text", "As written"},
    ColumnNote{"place", "name", "Its name in the gazetteer"},
    ColumnNote{"place", "country", "ISO 3166-1 alpha-3"},
    ColumnNote{"place", "adm1", "First-order division"},
    ColumnNote{"place", "feature", "GeoNames class and code"},
    ColumnNote{"place", "relation", "in, near, north_of ..."},
    ColumnNote{"place", "geonameid", "Number in GeoNames"},
    ColumnNote{"place", "precision", "UCDP where_prec: 1 exact to 7 sea or airspace; 0 unknown"},
    ColumnNote{"place", "lat", "Degrees north"},
    ColumnNote{"place", "lon", "Degrees east"},
};

// The standard's own tables, in its own words (annex C), less the time of change as a default: a case file is the same bytes whenever it is made.
constexpr std::string_view kTables = R"sql(
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN,
  description TEXT, CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));

CREATE TABLE dl_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE dl_run (
  nr INTEGER PRIMARY KEY, engine TEXT NOT NULL, knowledge TEXT NOT NULL, arguments TEXT NOT NULL, started TEXT,
  read INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0, skipped INTEGER NOT NULL DEFAULT 0, records INTEGER NOT NULL DEFAULT 0,
  UNIQUE (engine, knowledge, arguments)) STRICT;
CREATE TABLE dl_file (
  path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, hash TEXT NOT NULL, units INTEGER NOT NULL,
  run INTEGER NOT NULL REFERENCES dl_run(nr)) STRICT, WITHOUT ROWID;

CREATE TABLE report (
  nr INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source_id TEXT NOT NULL, status TEXT NOT NULL CHECK (status IN ('read', 'failed', 'skipped')), reason TEXT,
  title TEXT, byline TEXT, dateline TEXT, publisher TEXT, published TEXT, published_from TEXT, language TEXT, uri TEXT, file TEXT NOT NULL,
  unit_begin INTEGER NOT NULL, unit_end INTEGER NOT NULL, line INTEGER, sha256 TEXT, words INTEGER NOT NULL, sentences INTEGER NOT NULL,
  records INTEGER NOT NULL, units INTEGER NOT NULL, run INTEGER NOT NULL REFERENCES dl_run(nr), json TEXT, text TEXT) STRICT;
CREATE TABLE dl_unit (
  file TEXT NOT NULL, unit_begin INTEGER NOT NULL, source_id TEXT NOT NULL, unit_end INTEGER NOT NULL, content TEXT NOT NULL, status TEXT NOT NULL,
  report INTEGER NOT NULL REFERENCES report(nr) DEFERRABLE INITIALLY DEFERRED, run INTEGER NOT NULL REFERENCES dl_run(nr), replaced INTEGER NOT NULL,
  PRIMARY KEY (file, unit_begin, source_id)) STRICT, WITHOUT ROWID;
CREATE INDEX dl_unit_report ON dl_unit(report);
CREATE TABLE sentence (
  report INTEGER NOT NULL REFERENCES report(nr), n INTEGER NOT NULL, begin_char INTEGER NOT NULL, end_char INTEGER NOT NULL, role TEXT,
  PRIMARY KEY (report, n)) STRICT, WITHOUT ROWID;
CREATE TABLE record (
  nr INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, report INTEGER NOT NULL REFERENCES report(nr), sentence INTEGER NOT NULL, kind TEXT NOT NULL, type TEXT,
  confidence REAL NOT NULL, date_start TEXT, date_end TEXT, source TEXT, how_many TEXT, quote TEXT NOT NULL, rule TEXT, json TEXT NOT NULL) STRICT;
CREATE INDEX record_report ON record(report);
CREATE INDEX record_kind ON record(kind, report);
CREATE TABLE span (
  record INTEGER NOT NULL REFERENCES record(nr), n INTEGER NOT NULL, slot TEXT NOT NULL, text TEXT NOT NULL, begin_char INTEGER NOT NULL,
  end_char INTEGER NOT NULL, begin_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL, PRIMARY KEY (record, n)) STRICT, WITHOUT ROWID;
CREATE TABLE party (
  nr INTEGER PRIMARY KEY, record INTEGER NOT NULL REFERENCES record(nr), slot TEXT NOT NULL, text TEXT, actor TEXT, name TEXT, country TEXT, role TEXT,
  person TEXT) STRICT;
CREATE INDEX party_record ON party(record);
CREATE TABLE place (
  nr INTEGER PRIMARY KEY, record INTEGER NOT NULL REFERENCES record(nr), slot TEXT NOT NULL, text TEXT, name TEXT, country TEXT, adm1 TEXT, feature TEXT,
  relation TEXT, geonameid INTEGER, precision INTEGER NOT NULL, lat REAL, lon REAL) STRICT;
CREATE INDEX place_record ON place(record);
CREATE VIEW sentence_text AS
  SELECT s.report, s.n, s.role, substr(r.text, s.begin_char + 1, s.end_char - s.begin_char) AS text FROM sentence s JOIN report r ON r.nr = s.report;
CREATE VIEW record_code AS
  SELECT nr AS record, json_extract(json, '$.mode') AS mode, json_extract(json, '$.cameo') AS cameo, json_extract(json, '$.acled.event_type') AS acled_event_type,
    json_extract(json, '$.acled.sub_event_type') AS acled_sub_event_type, json_extract(json, '$.ucdp') AS ucdp_type, json_extract(json, '$.idmc_term') AS idmc_term,
    (SELECT group_concat(value, '; ') FROM json_each(json, '$.contexts')) AS contexts
  FROM record;

CREATE TABLE place_pt (
  fid INTEGER PRIMARY KEY NOT NULL, geom POINT, record TEXT, kind TEXT, type TEXT, slot TEXT, text TEXT, name TEXT, country TEXT, adm1 TEXT, feature TEXT,
  precision INTEGER, date_start DATE, confidence DOUBLE);
)sql";

constexpr std::string_view kLayerStart = "fid INTEGER PRIMARY KEY NOT NULL, geom {1}, record TEXT, type TEXT, date_start DATE, date_end DATE, who TEXT, ";
constexpr std::string_view kLayerEnd = "source TEXT, quote TEXT, confidence DOUBLE, title TEXT, published TEXT, source_id TEXT";

std::string LayerSql(std::string_view name, std::string_view geometry, std::string_view middle) {
  return fmt::format("CREATE TABLE {} ({}{}{});\n", name, fmt::format(fmt::runtime(kLayerStart), name, geometry), middle, kLayerEnd);
}

std::string MakeTablesSql() {
  constexpr std::string_view at_place = "whom TEXT, how_many TEXT, place TEXT, country TEXT, precision INTEGER, ";
  constexpr std::string_view from_to = "how_many TEXT, origin TEXT, destination TEXT, origin_country TEXT, destination_country TEXT, ";
  std::string out(kTables);
  for (const char* layer : {"event_pt", "control_pt", "stock_pt"}) out += LayerSql(layer, "POINT", at_place);
  out += LayerSql("movement_ln", "LINESTRING", from_to);
  out += LayerSql("movement_pt", "POINT", std::string(from_to) + "shown TEXT, ");
  return out + FindingTablesSql();
}

std::string Quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

constexpr std::string_view kReferenceSystems = R"sql(
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system');
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system');
INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84 geodetic', 4326, 'EPSG', 4326,
 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],' ||
 'PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],' ||
 'AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]',
 'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');
INSERT INTO gpkg_extensions VALUES ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec130/#extension_schema', 'read-write');
INSERT INTO gpkg_extensions VALUES ('gpkg_data_column_constraints', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec130/#extension_schema', 'read-write');
)sql";

template <class Row>
std::vector<Row> Together(std::span<const Row> first, std::span<const Row> second) {
  std::vector<Row> out(first.begin(), first.end());
  out.insert(out.end(), second.begin(), second.end());
  return out;
}

/// The notes of one listed table; those for all layers of a group go to a layer that has the column.
std::string NoteRowsSql(const ListedTable& table, std::string_view group, std::span<const ColumnNote> notes) {
  const bool in_group = table.geometry != nullptr && std::string_view(table.name) != "place_pt";
  std::string out;
  for (const ColumnNote& note : notes) {
    const std::string_view for_table = note.table;
    if (for_table != table.name && !(in_group && for_table == group)) continue;
    out += fmt::format("INSERT INTO gpkg_data_columns (table_name, column_name, description) SELECT {0}, {1}, {2} FROM pragma_table_info({0}) WHERE name = {1};\n",
                       Quoted(table.name), Quoted(note.column), Quoted(note.note));
  }
  return out;
}

/// Registers tables with the standard's tables; `group` is the name of the notes that all its layers share.
std::string ListRowsSql(std::span<const ListedTable> tables, std::string_view group, std::span<const ColumnNote> notes) {
  std::string out;
  for (const ListedTable& table : tables) {
    const bool layer = table.geometry != nullptr;
    out += fmt::format("INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) VALUES ({}, {}, {}, {}, '{}', {});\n",
                       Quoted(table.name), layer ? "'features'" : "'attributes'", Quoted(table.title), Quoted(table.description), kNoTime, layer ? 4326 : 0);
    if (layer) out += fmt::format("INSERT INTO gpkg_geometry_columns VALUES ({}, 'geom', '{}', 4326, 0, 0);\n", Quoted(table.name), table.geometry);
    out += NoteRowsSql(table, group, notes);
  }
  return out;
}

}  // namespace

std::span<const ListedTable> ListedTables() {
  static const std::vector<ListedTable> all = Together<ListedTable>(kListed, FindingListedTables());
  return all;
}

std::span<const ColumnNote> ColumnNotes() {
  static const std::vector<ColumnNote> all = Together<ColumnNote>(kNotes, FindingColumnNotes());
  return all;
}

std::string_view TablesSql() {
  static const std::string sql = MakeTablesSql();
  return sql;
}

std::string FirstRowsSql() {
  std::string out(kReferenceSystems);
  out += ListRowsSql(kListed, "*", kNotes) + ListRowsSql(FindingListedTables(), "+", FindingColumnNotes());
  out += fmt::format(
      "INSERT INTO dl_meta VALUES ('about', 'Records that news reports make about conflict, each with the words that say it. Made by dateline.'), "
      "('schema_version', '{}'), ('sealed', '0');\n",
      kSchemaVersion);
  return out;
}

std::string UpgradeSql() {
  return FindingTablesSql() + ListRowsSql(FindingListedTables(), "+", FindingColumnNotes()) +
         fmt::format("UPDATE dl_meta SET value = '{}' WHERE key = 'schema_version';\n", kSchemaVersion);
}

std::string RtreeName(std::string_view layer) { return fmt::format("rtree_{}_geom", layer); }

std::string CreateRtreeSql(std::string_view layer) {
  return fmt::format(
      "CREATE VIRTUAL TABLE rtree_{0}_geom USING rtree(id, minx, maxx, miny, maxy);\n"
      "INSERT INTO gpkg_extensions VALUES ('{0}', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec130/#extension_rtree', 'write-only');\n",
      layer);
}

std::string RtreeTriggersSql(std::string_view layer) {
  static constexpr std::string_view put =
      "INSERT OR REPLACE INTO rtree_{0}_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));";
  const std::string insert = fmt::format(fmt::runtime(put), layer);
  return fmt::format(R"sql(
CREATE TRIGGER rtree_{0}_geom_insert AFTER INSERT ON {0} WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN {1} END;
CREATE TRIGGER rtree_{0}_geom_update1 AFTER UPDATE OF geom ON {0} WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN {1} END;
CREATE TRIGGER rtree_{0}_geom_update2 AFTER UPDATE OF geom ON {0} WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM rtree_{0}_geom WHERE id = OLD.fid; END;
CREATE TRIGGER rtree_{0}_geom_update3 AFTER UPDATE ON {0} WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM rtree_{0}_geom WHERE id = OLD.fid; {1} END;
CREATE TRIGGER rtree_{0}_geom_update4 AFTER UPDATE ON {0} WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
  BEGIN DELETE FROM rtree_{0}_geom WHERE id IN (OLD.fid, NEW.fid); END;
CREATE TRIGGER rtree_{0}_geom_delete AFTER DELETE ON {0} WHEN OLD.geom NOT NULL BEGIN DELETE FROM rtree_{0}_geom WHERE id = OLD.fid; END;
)sql",
                     layer, insert);
}

std::string DropRtreeSql(std::string_view layer) {
  std::string out;
  for (const char* trigger : {"insert", "update1", "update2", "update3", "update4", "delete"}) {
    out += fmt::format("DROP TRIGGER IF EXISTS rtree_{}_geom_{};\n", layer, trigger);
  }
  return out + fmt::format("DROP TABLE IF EXISTS rtree_{0}_geom;\n"
                           "DELETE FROM gpkg_extensions WHERE table_name = '{0}' AND extension_name = 'gpkg_rtree_index';\n", layer);
}

}  // namespace dateline
