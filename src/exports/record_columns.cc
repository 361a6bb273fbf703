#include "exports/record_columns.h"

namespace dateline {
namespace {

using Source = RecordSource;

void Point(const PlaceView& place, size_t axis, Cell& cell) {
  if (place.has_point) cell.Number(axis == 0 ? place.lat : place.lon);
}

void Whole(int64_t value, Cell& cell) {
  if (value != 0) cell.Whole(value);
}

void Bound(const FigureView& figure, size_t bound, Cell& cell) {
  if (figure.given) cell.Number(bound == 0 ? figure.low : bound == 1 ? figure.best : figure.high);
}

template <std::string RecordView::* field>
void Field(const Source& s, size_t, Cell& cell) {
  cell.Text(s.record.*field);
}
template <std::string TimeView::* field>
void Time(const Source& s, size_t, Cell& cell) {
  cell.Text(s.record.time.*field);
}
template <std::string PlaceView::* field>
void Place(const Source& s, size_t, Cell& cell) {
  cell.Text(s.record.place.*field);
}
template <PartyView RecordView::* field>
void Party(const Source& s, size_t, Cell& cell) {
  cell.Text((s.record.*field).text);
}
template <std::string ReportRef::* field>
void Report(const Source& s, size_t, Cell& cell) {
  cell.Text(s.report.*field);
}
template <std::vector<PartyView> RecordView::* field>
void Parties(const Source& s, size_t, Cell& cell) {
  cell.Text(Names(s.record.*field, "; "));
}
template <std::vector<PlaceView> RecordView::* field>
void Places(const Source& s, size_t, Cell& cell) {
  cell.Text(Names(s.record.*field, "; "));
}
template <std::vector<PlaceView> RecordView::* field>
void FirstPoint(const Source& s, size_t axis, Cell& cell) {
  if (!(s.record.*field).empty()) Point((s.record.*field).front(), axis, cell);
}
template <FigureView RecordView::* field>
void BoundOf(const Source& s, size_t bound, Cell& cell) {
  Bound(s.record.*field, bound, cell);
}
template <FigureView RecordView::* field, std::string FigureView::* text>
void FigureText(const Source& s, size_t, Cell& cell) {
  cell.Text(s.record.*field.*text);
}

constexpr std::string_view kBounds[] = {"low", "best", "high"};
constexpr std::string_view kBoundTags[] = {"+min", "+best", "+max"};

/// NAME_low, NAME_best, NAME_high.
void AddBounds(std::string_view name, std::string_view tag, void (*write)(const Source&, size_t, Cell&), size_t first, std::vector<Column<Source>>& out) {
  for (size_t i = 0; i < 3; ++i) {
    out.push_back({std::string(name).append("_").append(kBounds[i]), CellType::kNumber, std::string(tag).append(kBoundTags[i]), write, first + i});
  }
}

void AddWhenAndWhere(std::vector<Column<Source>>& out) {
  const auto precision = [](const Source& s, size_t which, Cell& cell) { Whole(which == 0 ? s.record.time.precision : s.record.place.precision, cell); };
  const auto point = [](const Source& s, size_t axis, Cell& cell) { Point(s.record.place, axis, cell); };
  out.insert(out.end(), {
                            {"id", CellType::kText, "#event+id", Field<&RecordView::id>},
                            {"kind", CellType::kText, "#event+kind", Field<&RecordView::kind>},
                            {"type", CellType::kText, "#event+type", Field<&RecordView::type>},
                            {"mode", CellType::kText, "#event+mode", Field<&RecordView::mode>},
                            {"date_start", CellType::kDay, "#date+start", Time<&TimeView::start>},
                            {"date_end", CellType::kDay, "#date+end", Time<&TimeView::end>},
                            {"date_prec", CellType::kWhole, "#date+precision", precision, 0},
                            {"time", CellType::kText, "#date+text", Time<&TimeView::text>},
                            {"place", CellType::kText, "#loc+text", Place<&PlaceView::text>},
                            {"place_name", CellType::kText, "#loc+name", Place<&PlaceView::name>},
                            {"where_prec", CellType::kWhole, "#geo+precision", precision, 1},
                            {"latitude", CellType::kNumber, "#geo+lat", point, 0},
                            {"longitude", CellType::kNumber, "#geo+lon", point, 1},
                            {"country", CellType::kText, "#country+code+v_iso3", Place<&PlaceView::country>},
                            {"adm_1", CellType::kText, "#adm1+name", Place<&PlaceView::adm1>},
                        });
}

void AddMovement(std::vector<Column<Source>>& out) {
  const auto to = [](const Source& s, size_t, Cell& cell) {
    cell.Text(s.record.joined.text.empty() ? Names(s.record.destination, "; ") : s.record.joined.text);
  };
  out.insert(out.end(), {
                            {"count_hedge", CellType::kText, "#affected+hedge", FigureText<&RecordView::count, &FigureView::hedge>},
                            {"count_unit", CellType::kText, "#affected+unit", FigureText<&RecordView::count, &FigureView::unit>},
                            {"from", CellType::kText, "#loc+origin+name", Places<&RecordView::origin>},
                            {"from_latitude", CellType::kNumber, "#geo+origin+lat", FirstPoint<&RecordView::origin>, 0},
                            {"from_longitude", CellType::kNumber, "#geo+origin+lon", FirstPoint<&RecordView::origin>, 1},
                            {"via", CellType::kText, "#loc+via+name", Places<&RecordView::via>},
                            {"to", CellType::kText, "#loc+destination+name", to},
                            {"to_latitude", CellType::kNumber, "#geo+destination+lat", FirstPoint<&RecordView::destination>, 0},
                            {"to_longitude", CellType::kNumber, "#geo+destination+lon", FirstPoint<&RecordView::destination>, 1},
                            {"facilitator", CellType::kText, "#x_actor+facilitator", Party<&RecordView::facilitator>},
                        });
  AddBounds("price", "#value+amount", BoundOf<&RecordView::price>, 0, out);
  out.insert(out.end(), {
                            {"currency", CellType::kText, "#currency+code", FigureText<&RecordView::price, &FigureView::unit>},
                            {"per", CellType::kText, "#value+per", Field<&RecordView::per>},
                            {"holder", CellType::kText, "#x_actor+holder", Party<&RecordView::holder>},
                            {"previous_holder", CellType::kText, "#x_actor+holder+previous", Party<&RecordView::previous_holder>},
                        });
}

void AddWhoSaysIt(std::vector<Column<Source>>& out) {
  out.insert(out.end(),
             {
                 {"content", CellType::kText, "#description+content", Field<&RecordView::content>},
                 {"source", CellType::kText, "#meta+source+speaker", Field<&RecordView::source>},
                 {"source_type", CellType::kText, "#meta+source+type", Field<&RecordView::source_type>},
                 {"quoted", CellType::kText, "#meta+quoted", Field<&RecordView::quoted>},
                 {"polarity", CellType::kText, "#status+polarity", Field<&RecordView::polarity>},
                 {"certainty", CellType::kText, "#status+certainty", Field<&RecordView::certainty>},
                 {"tense", CellType::kText, "#status+tense", Field<&RecordView::tense>},
                 {"quote", CellType::kText, "#description+quote", Field<&RecordView::quote>},
                 {"sentence", CellType::kWhole, "#meta+sentence", [](const Source& s, size_t, Cell& cell) { Whole(s.record.sentence, cell); }},
                 {"confidence", CellType::kNumber, "#meta+confidence", [](const Source& s, size_t, Cell& cell) { cell.Number(s.record.confidence); }},
                 {"rule", CellType::kText, "#meta+rule", Field<&RecordView::rule>},
                 {"report", CellType::kText, "#meta+report+id", Field<&RecordView::report>},
                 {"source_id", CellType::kText, "#meta+id", Report<&ReportRef::source_id>},
                 {"published", CellType::kDay, "#date+reported", Report<&ReportRef::published>},
                 {"publisher", CellType::kText, "#meta+source", Report<&ReportRef::publisher>},
                 {"headline", CellType::kText, "#meta+title", Report<&ReportRef::title>},
                 {"cameo", CellType::kText, "#event+code+v_cameo", Field<&RecordView::cameo>},
                 {"acled_event_type", CellType::kText, "#event+type+v_acled", Field<&RecordView::acled_event>},
                 {"acled_sub_event_type", CellType::kText, "#event+subtype+v_acled", Field<&RecordView::acled_sub>},
                 {"ucdp_type", CellType::kText, "#event+type+v_ucdp", Field<&RecordView::ucdp>},
                 {"idmc_term", CellType::kText, "#event+displacement_type", Field<&RecordView::idmc_term>},
                 {"contexts", CellType::kText, "#event+context", Field<&RecordView::contexts>},
             });
}

}  // namespace

std::vector<Column<RecordSource>> RecordColumns() {
  std::vector<Column<Source>> out;
  AddWhenAndWhere(out);
  out.insert(out.end(), {
                            {"actors", CellType::kText, "#x_actor+a", Parties<&RecordView::actors>},
                            {"recipients", CellType::kText, "#x_actor+b", Parties<&RecordView::recipients>},
                            {"people", CellType::kText, "#population+text", Party<&RecordView::people>},
                        });
  const auto toll = [](const Source& s, size_t index, Cell& cell) { Bound(s.record.toll[index / 3], index % 3, cell); };
  for (size_t i = 0; i < RecordView::kTolls; ++i) AddBounds(TollName(i), std::string("#affected+").append(TollName(i)), toll, i * 3, out);
  AddBounds("count", "#affected+ind", BoundOf<&RecordView::count>, 0, out);
  AddMovement(out);
  AddWhoSaysIt(out);
  return out;
}

}  // namespace dateline
