// CSV with plain columns named after UCDP GED where it has the same thing; one row a record, an empty cell for what the text does not say.
#include <charconv>
#include <cmath>

#include "exports/exporter.h"
#include "engine/record_view.h"

namespace dateline {
namespace {

/// A row with what it is made from.
struct Source {
  const RecordView& record;
  const ReportRef& report;
};

struct Column {
  std::string name;
  void (*write)(const Source& source, size_t index, std::string& cell);
  size_t index = 0;  ///< for columns made in series
};

void AppendNumber(double value, std::string& cell) {
  if (!std::isfinite(value)) return;
  char buffer[32];
  const bool whole = std::trunc(value) == value && std::abs(value) < 1e15;
  cell.append(buffer, whole ? std::to_chars(buffer, buffer + sizeof buffer, static_cast<int64_t>(value)).ptr
                            : std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
}

void AppendBound(const FigureView& figure, size_t bound, std::string& cell) {
  if (figure.given) AppendNumber(bound == 0 ? figure.low : bound == 1 ? figure.best : figure.high, cell);
}

void AppendPoint(const PlaceView& place, bool latitude, std::string& cell) {
  if (place.has_point) AppendNumber(latitude ? place.lat : place.lon, cell);
}

template <std::string RecordView::*field>
void Field(const Source& s, size_t, std::string& cell) { cell = s.record.*field; }
template <std::string TimeView::*field>
void TimeField(const Source& s, size_t, std::string& cell) { cell = s.record.time.*field; }
template <std::string PlaceView::*field>
void PlaceField(const Source& s, size_t, std::string& cell) { cell = s.record.place.*field; }
template <PartyView RecordView::*field>
void PartyField(const Source& s, size_t, std::string& cell) { cell = (s.record.*field).text; }
template <std::string ReportRef::*field>
void ReportField(const Source& s, size_t, std::string& cell) { cell = s.report.*field; }
template <std::vector<PartyView> RecordView::*field>
void Parties(const Source& s, size_t, std::string& cell) { cell = Names(s.record.*field, "; "); }
template <std::vector<PlaceView> RecordView::*field>
void Places(const Source& s, size_t, std::string& cell) { cell = Names(s.record.*field, "; "); }
template <std::vector<PlaceView> RecordView::*field>
void FirstPoint(const Source& s, size_t axis, std::string& cell) {
  if (!(s.record.*field).empty()) AppendPoint((s.record.*field).front(), axis == 0, cell);
}
template <FigureView RecordView::*field>
void Bound(const Source& s, size_t bound, std::string& cell) { AppendBound(s.record.*field, bound, cell); }
template <FigureView RecordView::*field, std::string FigureView::*text>
void FigureText(const Source& s, size_t, std::string& cell) { cell = s.record.*field.*text; }

void Whole(int64_t value, std::string& cell) {
  if (value != 0) cell = std::to_string(value);
}

std::vector<Column> MakeColumns() {
  std::vector<Column> out = {
      {"id", Field<&RecordView::id>},
      {"kind", Field<&RecordView::kind>},
      {"type", Field<&RecordView::type>},
      {"mode", Field<&RecordView::mode>},
      {"date_start", TimeField<&TimeView::start>},
      {"date_end", TimeField<&TimeView::end>},
      {"date_prec", [](const Source& s, size_t, std::string& cell) { Whole(s.record.time.precision, cell); }},
      {"time", TimeField<&TimeView::text>},
      {"place", PlaceField<&PlaceView::text>},
      {"place_name", PlaceField<&PlaceView::name>},
      {"where_prec", [](const Source& s, size_t, std::string& cell) { Whole(s.record.place.precision, cell); }},
      {"latitude", [](const Source& s, size_t, std::string& cell) { AppendPoint(s.record.place, true, cell); }},
      {"longitude", [](const Source& s, size_t, std::string& cell) { AppendPoint(s.record.place, false, cell); }},
      {"country", PlaceField<&PlaceView::country>},
      {"adm_1", PlaceField<&PlaceView::adm1>},
      {"actors", Parties<&RecordView::actors>},
      {"recipients", Parties<&RecordView::recipients>},
      {"people", PartyField<&RecordView::people>},
  };
  static constexpr std::string_view kBounds[] = {"_low", "_best", "_high"};
  for (size_t i = 0; i < RecordView::kTolls * 3; ++i) {
    out.push_back({std::string(TollName(i / 3)).append(kBounds[i % 3]),
                   [](const Source& s, size_t index, std::string& cell) { AppendBound(s.record.toll[index / 3], index % 3, cell); }, i});
  }
  for (size_t i = 0; i < 3; ++i) out.push_back({std::string("count").append(kBounds[i]), Bound<&RecordView::count>, i});
  const std::vector<Column> rest = {
      {"count_hedge", FigureText<&RecordView::count, &FigureView::hedge>},
      {"count_unit", FigureText<&RecordView::count, &FigureView::unit>},
      {"from", Places<&RecordView::origin>},
      {"from_latitude", FirstPoint<&RecordView::origin>, 0},
      {"from_longitude", FirstPoint<&RecordView::origin>, 1},
      {"via", Places<&RecordView::via>},
      {"to",
       [](const Source& s, size_t, std::string& cell) { cell = s.record.joined.text.empty() ? Names(s.record.destination, "; ") : s.record.joined.text; }},
      {"to_latitude", FirstPoint<&RecordView::destination>, 0},
      {"to_longitude", FirstPoint<&RecordView::destination>, 1},
      {"facilitator", PartyField<&RecordView::facilitator>},
      {"price_low", Bound<&RecordView::price>, 0},
      {"price_best", Bound<&RecordView::price>, 1},
      {"price_high", Bound<&RecordView::price>, 2},
      {"currency", FigureText<&RecordView::price, &FigureView::unit>},
      {"per", Field<&RecordView::per>},
      {"holder", PartyField<&RecordView::holder>},
      {"previous_holder", PartyField<&RecordView::previous_holder>},
      {"content", Field<&RecordView::content>},
      {"source", Field<&RecordView::source>},
      {"source_type", Field<&RecordView::source_type>},
      {"quoted", Field<&RecordView::quoted>},
      {"polarity", Field<&RecordView::polarity>},
      {"certainty", Field<&RecordView::certainty>},
      {"tense", Field<&RecordView::tense>},
      {"quote", Field<&RecordView::quote>},
      {"sentence", [](const Source& s, size_t, std::string& cell) { Whole(s.record.sentence, cell); }},
      {"confidence", [](const Source& s, size_t, std::string& cell) { AppendNumber(s.record.confidence, cell); }},
      {"rule", Field<&RecordView::rule>},
      {"report", Field<&RecordView::report>},
      {"source_id", ReportField<&ReportRef::source_id>},
      {"published", ReportField<&ReportRef::published>},
      {"publisher", ReportField<&ReportRef::publisher>},
      {"headline", ReportField<&ReportRef::title>},
      {"cameo", Field<&RecordView::cameo>},
      {"acled_event_type", Field<&RecordView::acled_event>},
      {"acled_sub_event_type", Field<&RecordView::acled_sub>},
      {"ucdp_type", Field<&RecordView::ucdp>},
      {"idmc_term", Field<&RecordView::idmc_term>},
      {"contexts", Field<&RecordView::contexts>},
  };
  out.insert(out.end(), rest.begin(), rest.end());
  return out;
}

void AppendCell(std::string_view cell, std::string& out) {
  if (cell.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += cell;
    return;
  }
  out += '"';
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

class CsvExporter : public Exporter {
 public:
  void Begin(std::string& out) override {
    for (size_t i = 0; i < columns_.size(); ++i) out.append(i > 0 ? "," : "").append(columns_[i].name);
    out += "\r\n";
  }

  void Report(std::string_view, std::string&) override {}

  Result<void> Record(std::string_view json, const ReportRef& report, std::string& out) override {
    const auto record = parser_.Parse(json);
    if (!record) return record.error();
    for (size_t i = 0; i < columns_.size(); ++i) {
      if (i > 0) out += ',';
      cell_.clear();
      columns_[i].write({*record, report}, columns_[i].index, cell_);
      AppendCell(cell_, out);
    }
    out += "\r\n";
    return {};
  }

  void End(std::string&) override {}

 private:
  const std::vector<Column> columns_ = MakeColumns();
  RecordParser parser_;
  std::string cell_;
};

}  // namespace

std::unique_ptr<Exporter> MakeCsvExporter() { return std::make_unique<CsvExporter>(); }

std::vector<std::string> CsvColumns() {
  std::vector<std::string> out;
  for (const Column& column : MakeColumns()) out.push_back(column.name);
  return out;
}

}  // namespace dateline
