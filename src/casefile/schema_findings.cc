#include "casefile/schema_findings.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace dateline {
namespace {

constexpr std::array kListed = {
    ListedTable{"incident_pt", "POINT", "Incidents", "What many reports together say of one event: a point each, with low, best, high and the rule that made them"},
    ListedTable{"flow_ln", "LINESTRING", "Flows", "People who moved between two places over a period, by all reports together"},
    ListedTable{"flow_pt", "POINT", "Flows with one end", "The same, where only one place is told"},
    ListedTable{"figure_pt", "POINT", "Figures", "How many people are in a state at a place, by all reports together; the newest figure of its series"},
    ListedTable{"control_line_pt", "POINT", "Control over time", "Who held a place from when to when, by whose word"},
    ListedTable{"finding", nullptr, "Findings", "Incidents, flows, figures and control lines; one row a finding"},
    ListedTable{"source", nullptr, "Sources", "Whose word the records are, how far they are trusted, and by whom"},
    ListedTable{"decision", nullptr, "Decisions", "What people accepted, rejected, corrected, merged and split, and when; nothing is ever taken out"},
};

constexpr std::array kNotes = {
    ColumnNote{"finding", "id", "Identifier made from its earliest record"},
    ColumnNote{"finding", "kind", "incident, flow, figure or control_line"},
    ColumnNote{"finding", "type", "PLOVER type of an incident, manner of a flow, state of a figure, last change of a control line"},
    ColumnNote{"finding", "mode", "PLOVER mode of an incident"},
    ColumnNote{"finding", "date_start", "First day, ISO 8601; empty: not known"},
    ColumnNote{"finding", "date_end", "Last day, inclusive"},
    ColumnNote{"finding", "date_precision", "UCDP date_prec: 1 the day to 5 more than a month"},
    ColumnNote{"finding", "place", "Where: name in the gazetteer, else as written"},
    ColumnNote{"finding", "country", "ISO 3166-1 alpha-3 of the place"},
    ColumnNote{"finding", "adm1", "First-order division of the place"},
    ColumnNote{"finding", "precision", "UCDP where_prec: 1 exact to 7 sea or airspace"},
    ColumnNote{"finding", "lat", "Degrees north"},
    ColumnNote{"finding", "lon", "Degrees east"},
    ColumnNote{"finding", "origin", "Where a flow starts"},
    ColumnNote{"finding", "via", "Places a flow passes"},
    ColumnNote{"finding", "destination", "Where a flow goes"},
    ColumnNote{"finding", "direction", "Direction of a flow, where it is told (north, across the border)"},
    ColumnNote{"finding", "who", "Who did it; of a control line the last holder"},
    ColumnNote{"finding", "whom", "To whom it was done; of flows and figures the people"},
    ColumnNote{"finding", "killed_low", "Fewest killed by the rule"},
    ColumnNote{"finding", "killed_best", "Killed, best figure by the rule"},
    ColumnNote{"finding", "killed_high", "Most killed by the rule; empty: open"},
    ColumnNote{"finding", "injured_low", "Fewest injured by the rule"},
    ColumnNote{"finding", "injured_best", "Injured, best figure by the rule"},
    ColumnNote{"finding", "injured_high", "Most injured by the rule; empty: open"},
    ColumnNote{"finding", "missing_low", "Fewest missing by the rule"},
    ColumnNote{"finding", "missing_best", "Missing, best figure by the rule"},
    ColumnNote{"finding", "missing_high", "Most missing by the rule; empty: open"},
    ColumnNote{"finding", "detained_low", "Fewest detained by the rule"},
    ColumnNote{"finding", "detained_best", "Detained, best figure by the rule"},
    ColumnNote{"finding", "detained_high", "Most detained by the rule; empty: open"},
    ColumnNote{"finding", "abducted_low", "Fewest abducted by the rule"},
    ColumnNote{"finding", "abducted_best", "Abducted, best figure by the rule"},
    ColumnNote{"finding", "abducted_high", "Most abducted by the rule; empty: open"},
    ColumnNote{"finding", "count_low", "Fewest who moved, or are in the state"},
    ColumnNote{"finding", "count_best", "How many moved, or are in the state, best figure by the rule"},
    ColumnNote{"finding", "count_high", "Most who moved, or are in the state; empty: open"},
    ColumnNote{"finding", "count_unit", "What is counted: people, households"},
    ColumnNote{"finding", "price_low", "Lowest price of the passage"},
    ColumnNote{"finding", "price_best", "Price of the passage, best figure by the rule"},
    ColumnNote{"finding", "price_high", "Highest price of the passage; empty: open"},
    ColumnNote{"finding", "price_unit", "Currency, ISO 4217"},
    ColumnNote{"finding", "price_per", "For what: person, family, passage"},
    ColumnNote{"finding", "price_year", "Year of the money"},
    ColumnNote{"finding", "rule", "Rule that made the figures (docs/fusion.md)"},
    ColumnNote{"finding", "records", "Number of records it stands on"},
    ColumnNote{"finding", "reports", "Number of reports it stands on"},
    ColumnNote{"finding", "origins", "Number of independent origins: copies and quotations of one are one"},
    ColumnNote{"finding", "contradictions", "Number of things on which its records contradict each other"},
    ColumnNote{"finding", "clarity", "UCDP event_clarity: 1 one event, 2 summed up by a report; empty: does not apply"},
    ColumnNote{"finding", "credibility", "Admiralty digit: 1 confirmed by independent sources to 6 cannot be judged"},
    ColumnNote{"finding", "confidence", "Probability that it happened, as one event, 0 to 1"},
    ColumnNote{"finding", "reviewed", "What a person last said of it: accepted, unsure, edited; empty: nobody looked"},
    ColumnNote{"finding", "json", "The finding line as exported: every field"},
    ColumnNote{"source", "name", "Whose word: speaker, agency, publisher"},
    ColumnNote{"source", "kind", "publisher, agency, official, organization, witness, party_to_conflict ... as most of its records have it"},
    ColumnNote{"source", "reliability", "Admiralty letter A to F, set by a person and by nobody else; empty: not set"},
    ColumnNote{"source", "learned", "Share of its figures that lie in the range made without it, drawn to one half where they are few; empty: nothing to learn from"},
    ColumnNote{"source", "evidence", "What that share rests on, in words"},
    ColumnNote{"source", "side", "Country or party that it belongs to, where it is known"},
    ColumnNote{"source", "reports", "Number of reports with its word"},
    ColumnNote{"source", "records", "Number of records that are its word"},
    ColumnNote{"source", "copies", "Number of its reports that are copies of others"},
    ColumnNote{"decision", "time", "When, ISO 8601"},
    ColumnNote{"decision", "author", "Who decided"},
    ColumnNote{"decision", "action", "accept, reject, unsure, edit, merge, split, date, place, credibility, reliability, withhold, note, undo"},
    ColumnNote{"decision", "target_kind", "finding, record, source, party or decision"},
    ColumnNote{"decision", "target_id", "Identifier of the finding or record as it was then; name of the source or party; number of the decision"},
    ColumnNote{"decision", "records", "JSON: the records it stands on, each with id, report, kind and quote, so that it is found again when reports are read anew"},
    ColumnNote{"decision", "field", "Of an edit: what was changed"},
    ColumnNote{"decision", "old_value", "What stood there before"},
    ColumnNote{"decision", "new_value", "What was decided: a value, a day, a place as JSON, a letter, a text"},
    ColumnNote{"decision", "undone_by", "Number of the decision that took this one back; empty: in force"},
    ColumnNote{"+", "finding", "Identifier of the finding (finding.id)"},
    ColumnNote{"+", "type", "PLOVER type of an incident, manner of a flow, state of a figure, last change of a control line"},
    ColumnNote{"+", "date_start", "First day; empty: not known"},
    ColumnNote{"+", "date_end", "Last day, inclusive"},
    ColumnNote{"+", "who", "Who did it; of control the last holder"},
    ColumnNote{"+", "whom", "To whom it was done; of flows and figures the people"},
    ColumnNote{"+", "how_many", "The figures in words: best (low to high)"},
    ColumnNote{"+", "killed_low", "Fewest killed by the rule"},
    ColumnNote{"+", "killed_best", "Killed, best figure by the rule"},
    ColumnNote{"+", "killed_high", "Most killed by the rule; empty: open"},
    ColumnNote{"+", "injured_low", "Fewest injured by the rule"},
    ColumnNote{"+", "injured_best", "Injured, best figure by the rule"},
    ColumnNote{"+", "injured_high", "Most injured by the rule; empty: open"},
    ColumnNote{"+", "count_low", "Fewest who moved, or are in the state"},
    ColumnNote{"+", "count_best", "How many, best figure by the rule"},
    ColumnNote{"+", "count_high", "Most who moved, or are in the state; empty: open"},
    ColumnNote{"+", "rule", "Rule that made the figures"},
    ColumnNote{"+", "place", "Where: name in the gazetteer, else as written"},
    ColumnNote{"+", "country", "ISO 3166-1 alpha-3 of the place"},
    ColumnNote{"+", "precision", "UCDP where_prec: 1 exact to 7 sea or airspace"},
    ColumnNote{"+", "origin", "Where from"},
    ColumnNote{"+", "destination", "Where to"},
    ColumnNote{"+", "shown", "Which place the point stands for: origin, via or destination"},
    ColumnNote{"+", "contested", "1: sources or sides contradict each other on who held it"},
    ColumnNote{"+", "reports", "Number of reports"},
    ColumnNote{"+", "origins", "Number of independent origins"},
    ColumnNote{"+", "contradictions", "Number of things on which the records contradict each other"},
    ColumnNote{"+", "sources", "By whose word"},
    ColumnNote{"+", "clarity", "UCDP event_clarity: 1 one event, 2 summed up by a report"},
    ColumnNote{"+", "credibility", "Admiralty digit: 1 confirmed to 6 cannot be judged"},
    ColumnNote{"+", "confidence", "Probability that it happened, as one event, 0 to 1"},
    ColumnNote{"+", "reviewed", "What a person last said of it: accepted, unsure, edited"},
};

constexpr std::string_view kTables = R"sql(
CREATE TABLE finding (
  nr INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL CHECK (kind IN ('incident', 'flow', 'figure', 'control_line')), type TEXT, mode TEXT,
  date_start TEXT, date_end TEXT, date_precision INTEGER, place TEXT, country TEXT, adm1 TEXT, precision INTEGER, lat REAL, lon REAL,
  origin TEXT, via TEXT, destination TEXT, direction TEXT, who TEXT, whom TEXT,
  killed_low REAL, killed_best REAL, killed_high REAL, injured_low REAL, injured_best REAL, injured_high REAL, missing_low REAL, missing_best REAL,
  missing_high REAL, detained_low REAL, detained_best REAL, detained_high REAL, abducted_low REAL, abducted_best REAL, abducted_high REAL,
  count_low REAL, count_best REAL, count_high REAL, count_unit TEXT, price_low REAL, price_best REAL, price_high REAL, price_unit TEXT, price_per TEXT,
  price_year TEXT, rule TEXT NOT NULL, records INTEGER NOT NULL, reports INTEGER NOT NULL, origins INTEGER NOT NULL, contradictions INTEGER NOT NULL,
  clarity INTEGER, credibility INTEGER NOT NULL, confidence REAL NOT NULL, reviewed TEXT, json TEXT NOT NULL) STRICT;
CREATE INDEX finding_kind ON finding(kind, date_start, id);
CREATE TABLE finding_record (
  finding INTEGER NOT NULL REFERENCES finding(nr) ON DELETE CASCADE, n INTEGER NOT NULL, record INTEGER NOT NULL REFERENCES record(nr), source TEXT,
  origin INTEGER NOT NULL, copy INTEGER NOT NULL, denies INTEGER NOT NULL, weight REAL NOT NULL, why TEXT, PRIMARY KEY (finding, n)) STRICT, WITHOUT ROWID;
CREATE INDEX finding_record_record ON finding_record(record);
CREATE TABLE estimate (
  finding INTEGER NOT NULL REFERENCES finding(nr) ON DELETE CASCADE, n INTEGER NOT NULL, what TEXT NOT NULL, rule TEXT NOT NULL, low REAL, best REAL, high REAL,
  unit TEXT, per TEXT, year TEXT, parts TEXT, provisional INTEGER NOT NULL, claims INTEGER NOT NULL, origins INTEGER NOT NULL, logic TEXT,
  PRIMARY KEY (finding, n)) STRICT, WITHOUT ROWID;
CREATE TABLE contradiction (
  finding INTEGER NOT NULL REFERENCES finding(nr) ON DELETE CASCADE, n INTEGER NOT NULL, what TEXT NOT NULL, text TEXT, first INTEGER NOT NULL REFERENCES record(nr),
  second INTEGER NOT NULL REFERENCES record(nr), PRIMARY KEY (finding, n)) STRICT, WITHOUT ROWID;
CREATE TABLE series (
  finding INTEGER NOT NULL REFERENCES finding(nr) ON DELETE CASCADE, n INTEGER NOT NULL, date_start TEXT, date_end TEXT, low REAL, best REAL, high REAL, rule TEXT,
  logic TEXT, holder TEXT, change TEXT, contested INTEGER NOT NULL, sources TEXT, records TEXT, PRIMARY KEY (finding, n)) STRICT, WITHOUT ROWID;
CREATE TABLE possible (
  first INTEGER NOT NULL REFERENCES finding(nr) ON DELETE CASCADE, second INTEGER NOT NULL REFERENCES finding(nr) ON DELETE CASCADE, probability REAL NOT NULL,
  PRIMARY KEY (first, second)) STRICT, WITHOUT ROWID;
CREATE INDEX possible_second ON possible(second);
CREATE TABLE copy (
  report INTEGER PRIMARY KEY REFERENCES report(nr), copy_of INTEGER NOT NULL REFERENCES report(nr), share REAL NOT NULL) STRICT;
CREATE INDEX copy_of ON copy(copy_of);
CREATE TABLE credit (
  report INTEGER PRIMARY KEY REFERENCES report(nr), agency TEXT NOT NULL) STRICT;
CREATE TABLE person (
  report INTEGER NOT NULL REFERENCES report(nr), name TEXT NOT NULL, public INTEGER NOT NULL CHECK (public IN (0, 1)), PRIMARY KEY (report, name)) STRICT, WITHOUT ROWID;
CREATE TABLE source (
  nr INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT, reliability TEXT, learned REAL, evidence TEXT, side TEXT, reports INTEGER NOT NULL,
  records INTEGER NOT NULL, copies INTEGER NOT NULL) STRICT;
CREATE TABLE source_repeats (
  source TEXT NOT NULL, repeats TEXT NOT NULL, reports INTEGER NOT NULL, PRIMARY KEY (source, repeats)) STRICT, WITHOUT ROWID;
CREATE TABLE decision (
  nr INTEGER PRIMARY KEY, time TEXT NOT NULL, author TEXT NOT NULL, action TEXT NOT NULL, target_kind TEXT NOT NULL, target_id TEXT NOT NULL,
  records TEXT, field TEXT, old_value TEXT, new_value TEXT, undone_by INTEGER REFERENCES decision(nr)) STRICT;
CREATE TRIGGER decision_stays BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'decisions stay; dateline undo takes one back'); END;
CREATE TRIGGER decision_kept BEFORE UPDATE OF nr, time, author, action, target_kind, target_id, records, field, old_value, new_value ON decision
  BEGIN SELECT RAISE(ABORT, 'decisions stay as they are; dateline undo takes one back'); END;
)sql";

std::string LayerSql(std::string_view name, std::string_view geometry, std::string_view middle) {
  return fmt::format(
      "CREATE TABLE {} (fid INTEGER PRIMARY KEY NOT NULL, geom {}, finding TEXT, type TEXT, date_start DATE, date_end DATE, who TEXT, {}"
      "reports INTEGER, origins INTEGER, contradictions INTEGER, sources TEXT, credibility INTEGER, confidence DOUBLE, reviewed TEXT);\n",
      name, geometry, middle);
}

}  // namespace

std::span<const ListedTable> FindingListedTables() { return kListed; }

std::span<const ColumnNote> FindingColumnNotes() { return kNotes; }

std::string FindingTablesSql() {
  constexpr std::string_view tolls =
      "whom TEXT, how_many TEXT, killed_low DOUBLE, killed_best DOUBLE, killed_high DOUBLE, injured_low DOUBLE, injured_best DOUBLE, injured_high DOUBLE, "
      "rule TEXT, place TEXT, country TEXT, precision INTEGER, clarity INTEGER, ";
  constexpr std::string_view count = "whom TEXT, how_many TEXT, count_low DOUBLE, count_best DOUBLE, count_high DOUBLE, rule TEXT, ";
  constexpr std::string_view ends = "origin TEXT, destination TEXT, ";
  constexpr std::string_view at = "place TEXT, country TEXT, precision INTEGER, ";
  std::string out(kTables);
  out += LayerSql("incident_pt", "POINT", tolls);
  out += LayerSql("flow_ln", "LINESTRING", fmt::format("{}{}", count, ends));
  out += LayerSql("flow_pt", "POINT", fmt::format("{}{}shown TEXT, ", count, ends));
  out += LayerSql("figure_pt", "POINT", fmt::format("{}{}", count, at));
  out += LayerSql("control_line_pt", "POINT", fmt::format("{}contested INTEGER, ", at));
  return out;
}

}  // namespace dateline
