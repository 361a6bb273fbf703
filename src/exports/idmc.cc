// Figures of displaced people in the columns that IDMC's Helix exports: a row for each movement or stock record with a figure (Triangulation) and for each flow
// or figure that findings made of them (Recommended figure).
#include <cmath>

#include "exports/export_codes.h"
#include "exports/finding_view.h"
#include "exports/makers.h"
#include "exports/table_exporter.h"

namespace dateline {
namespace {

/// A row, made from a record or a finding.
struct Source {
  const RecordView& what;  ///< the record, or what a finding shares with one
  const ExportCodes& codes;
  FigureView figure;
  std::string_view unit, category;
  bool stock = false;
  std::string_view role;
  std::string sources, publishers, excerpt, url, title, logic, caveats, rule, evidence;
  std::string reported_on;  ///< day
};

bool IsStock(const RecordView& record) { return record.kind == "stock" || record.kind == "figure"; }

std::string_view UnitOf(std::string_view unit) {
  if (unit.empty() || unit == "people") return "Person";
  if (unit == "households" || unit == "families") return "Household";
  return {};
}

const std::string& CountryOf(const std::vector<PlaceView>& places) {
  static const std::string kNone;
  for (const PlaceView& place : places) {
    if (!place.country.empty()) return place.country;
  }
  return kNone;
}

/// The country whose displacement it is: of the origin, the place, the destination.
const std::string& CountryOf(const RecordView& record) {
  const std::string& origin = CountryOf(record.origin);
  if (!origin.empty()) return origin;
  return record.place.country.empty() ? CountryOf(record.destination) : record.place.country;
}

/// IDMC's category; where the countries of both ends are not known nobody can say whether a border was crossed.
std::string_view CategoryOf(const RecordView& record) {
  if (IsStock(record)) {
    if (record.type == "displaced") return "IDPs";
    if (record.type == "refugee") return "People displaced across borders";
    if (record.type == "returned") return "Returnees";
    return "Unverified stock";
  }
  const std::string &from = CountryOf(record.origin), &to = CountryOf(record.destination);
  const bool back = record.idmc_term == "Returns";
  if (from.empty() || to.empty()) return "Unverified flow";
  if (from != to) return back ? "Cross-border return" : "Cross-border flight";
  if (back) return "Return";
  return record.idmc_term == "Relocated" ? "Relocation elsewhere" : "Internal displacements";
}

std::string_view QuantifierOf(const FigureView& figure) {
  if (figure.hedge == "at_least" || (std::isnan(figure.high) && !std::isnan(figure.low))) return "More than";
  if (figure.hedge == "at_most" || (!(figure.low > 0) && figure.high == figure.best && figure.best > 0)) return "Less than";
  return figure.low == figure.best && figure.best == figure.high ? "Exact" : "Approximately";
}

std::string_view DateAccuracy(int64_t precision) {
  constexpr std::string_view kNames[] = {"", "Day", "Week", "Week", "Month", "Year"};
  return precision >= 1 && precision <= 5 ? kNames[precision] : kNames[0];
}

std::string_view PlaceAccuracy(int64_t precision) {
  constexpr std::string_view kNames[] = {"", "Point", "Point", "ADM2", "ADM1", "", "ADM0", ""};
  return precision >= 1 && precision <= 7 ? kNames[precision] : kNames[0];
}

struct Location {
  const PlaceView* place;
  std::string_view type;
};

/// All places of a row. People in a state are where they came to.
std::vector<Location> LocationsOf(const Source& s) {
  std::vector<Location> out;
  for (const PlaceView& place : s.what.origin) out.push_back({&place, "Origin"});
  for (const PlaceView& place : s.what.destination) out.push_back({&place, "Destination"});
  if (out.empty() && !KnownName(s.what.place).empty()) out.push_back({&s.what.place, s.stock ? "Destination" : ""});
  return out;
}

/// One text of each location; parallel where every location has one.
template <class TextOf>
void Locations(const Source& s, TextOf text_of, Cell& cell) {
  std::string out;
  for (const Location& location : LocationsOf(s)) {
    const std::string text(text_of(location));
    if (!text.empty()) out.append(out.empty() ? "" : "; ").append(text);
  }
  cell.Text(out);
}

std::string PointText(const Location& location) {
  if (!location.place->has_point) return {};
  std::string out;
  AppendNumber(location.place->lat, out);
  out += ',';
  AppendNumber(location.place->lon, out);
  return out;
}

/// Dates of stocks and of flows stand in columns of their own.
void FlowDate(const Source& s, size_t which, Cell& cell) {
  if (s.stock) return;
  const TimeView& time = s.what.time;
  if (time.start.empty()) return;
  if (which % 2 == 1) return cell.Text(DateAccuracy(time.precision));
  cell.Text(which == 0 || time.end.empty() ? time.start : time.end);
}

void StockDate(const Source& s, size_t which, Cell& cell) {
  if (!s.stock) return;
  const TimeView& time = s.what.time;
  if (which == 2) return cell.Text(s.reported_on);
  if (which == 1) return cell.Text(time.start.empty() ? s.reported_on.empty() ? "" : "Day" : DateAccuracy(time.precision));
  cell.Text(time.start.empty() ? s.reported_on : time.start);
}

template <std::string Source::* field>
void Field(const Source& s, size_t, Cell& cell) {
  cell.Text(s.*field);
}

std::vector<Column<Source>> Columns() {
  const auto none = [](const Source&, size_t, Cell&) {};
  const auto year = [](const Source& s, size_t, Cell& cell) {
    const std::string& day = s.what.time.end.empty() ? s.what.time.start.empty() ? s.reported_on : s.what.time.start : s.what.time.end;
    cell.Text(std::string_view(day).substr(0, 4));
  };
  const auto bound = [](const Source& s, size_t which, Cell& cell) { cell.Number(which == 0 ? s.figure.low : which == 1 ? s.figure.best : s.figure.high); };
  // Of households only the number of households is told.
  const auto total = [](const Source& s, size_t, Cell& cell) {
    if (s.unit == "Person") cell.Number(s.figure.best);
  };
  return {
      {"Id", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(s.what.id); }},
      {"ISO3", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(CountryOf(s.what)); }},
      {"Figure cause", CellType::kText, {}, none},
      {"Total figures", CellType::kNumber, {}, total},
      {"Figure term", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(s.what.idmc_term); }},
      {"Stock date", CellType::kDay, {}, StockDate, 0},
      {"Stock date accuracy", CellType::kText, {}, StockDate, 1},
      {"Stock reporting date", CellType::kDay, {}, StockDate, 2},
      {"Start date", CellType::kDay, {}, FlowDate, 0},
      {"Start date accuracy", CellType::kText, {}, FlowDate, 1},
      {"End date", CellType::kDay, {}, FlowDate, 2},
      {"End date accuracy", CellType::kText, {}, FlowDate, 3},
      {"Figure Role", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(s.role); }},
      {"Year", CellType::kText, {}, year},
      {"Sources", CellType::kText, {}, Field<&Source::sources>},
      {"Location List", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { Locations(s, PointText, cell); }},
      {"Publishers", CellType::kText, {}, Field<&Source::publishers>},
      {"Source Excerpt", CellType::kText, {}, Field<&Source::excerpt>},
      {"Reported", CellType::kNumber, {}, bound, 1},
      {"Source url", CellType::kText, {}, Field<&Source::url>},
      {"Country", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(s.codes.Country(CountryOf(s.what)).name); }},
      {"Unit", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(s.unit); }},
      {"Quantifier", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(QuantifierOf(s.figure)); }},
      {"Household Size", CellType::kNumber, {}, none},
      {"Figure Category", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(s.category); }},
      {"Displacement Occurred", CellType::kText, {}, none},
      {"Locations names",
       CellType::kText,
       {},
       [](const Source& s, size_t, Cell& cell) { Locations(s, [](const Location& l) { return KnownName(*l.place); }, cell); }},
      {"Analysis and Calculation Logic", CellType::kText, {}, Field<&Source::logic>},
      {"Type of point", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { Locations(s, [](const Location& l) { return l.type; }, cell); }},
      {"Entry Title", CellType::kText, {}, Field<&Source::title>},
      {"Sources reliability", CellType::kText, {}, none},
      {"Locations accuracy",
       CellType::kText,
       {},
       [](const Source& s, size_t, Cell& cell) { Locations(s, [](const Location& l) { return PlaceAccuracy(l.place->precision); }, cell); }},
      {"Caveats", CellType::kText, {}, Field<&Source::caveats>},
      {"Low", CellType::kNumber, {}, bound, 0},
      {"High", CellType::kNumber, {}, bound, 2},
      {"Rule", CellType::kText, {}, Field<&Source::rule>},
      {"Records", CellType::kText, {}, Field<&Source::evidence>},
      {"Confidence", CellType::kNumber, {}, [](const Source& s, size_t, Cell& cell) { cell.Number(s.what.confidence); }},
  };
}

class IdmcExporter : public TableExporter<Source> {
 public:
  IdmcExporter(ExportCodes codes, std::unique_ptr<TableSink> sink) : TableExporter(Columns(), std::move(sink)), codes_(std::move(codes)) {}

  Result<void> Record(std::string_view json, const ReportRef& report, std::string& out) override {
    const auto record = parser_.Parse(json);
    if (!record) return record.error();
    // A rise or fall by so many is no figure of its own.
    if ((record->kind != "movement" && record->kind != "stock") || !ToldAsDone(*record) || !record->count.change.empty()) return {};
    Source row = Start(*record, record->count);
    row.role = "Triangulation";
    row.sources = record->source.empty() ? report.publisher : record->source;
    row.publishers = report.publisher;
    row.excerpt = record->quote;
    row.url = report.uri;
    row.title = report.title;
    row.reported_on = report.published.substr(0, 10);
    row.caveats = record->part_of.empty() ? "" : "part of the figure of record " + record->part_of;
    row.evidence = record->id;
    Write(row, out);
    return {};
  }

  void Finding(const FindingView& finding, std::string& out) override {
    if (finding.shared.kind != "flow" && finding.shared.kind != "figure") return;
    const FindingFigureView* count = finding.FigureBy("count", "idmc");
    if (count == nullptr) return;
    Source row = Start(finding.shared, count->figure);
    row.role = "Recommended figure";
    std::vector<std::string> sources, publishers, titles, records, quotes;
    for (const FindingClaimView& claim : finding.claims) {
      sources.push_back(claim.source);
      records.push_back(claim.record);
      quotes.push_back(claim.quote);
    }
    for (const FindingReportView& report : finding.reports) {
      publishers.push_back(report.publisher);
      titles.push_back(report.title);
      row.reported_on = std::max(row.reported_on, report.published.substr(0, 10));
    }
    row.sources = JoinUnique(sources, "; ");
    row.publishers = JoinUnique(publishers, "; ");
    row.title = JoinUnique(titles, "; ");
    row.excerpt = JoinUnique(quotes, " | ");
    row.logic = count->logic;
    row.caveats = JoinUnique(finding.contradictions, "; ");
    row.rule = count->rule;
    row.evidence = JoinUnique(records, "; ");
    Write(row, out);
  }

 private:
  Source Start(const RecordView& what, const FigureView& figure) const {
    Source row{what, codes_, figure, {}, {}, false, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
    row.unit = UnitOf(figure.unit);
    row.stock = IsStock(what);
    row.category = CategoryOf(what);
    return row;
  }

  /// Rows without a figure of people, or without a term of IDMC's, are none of its figures.
  void Write(const Source& row, std::string& out) {
    if (row.figure.given && !std::isnan(row.figure.best) && !row.unit.empty() && !row.what.idmc_term.empty()) Add(row, out);
  }

  ExportCodes codes_;
};

}  // namespace

MadeExporter MakeIdmc(const ExportSettings& settings) {
  auto codes = ExportCodes::Load(*settings.knowledge);
  if (!codes) return codes.error();
  return MadeExporter(std::make_unique<IdmcExporter>(std::move(*codes), MakeTextSink({',', settings.csv_safe, false})));
}

}  // namespace dateline
