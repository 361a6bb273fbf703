#include "exports/finding_columns.h"

#include <iterator>

namespace dateline {
namespace {

using Source = FindingView;

constexpr std::string_view kSlots[] = {"killed", "injured", "missing", "detained", "abducted", "count"};
constexpr std::string_view kBounds[] = {"low", "best", "high"};
constexpr std::string_view kBoundTags[] = {"+min", "+best", "+max"};

template <std::string RecordView::* field>
void Field(const Source& s, size_t, Cell& cell) {
  cell.Text(s.shared.*field);
}
template <std::string TimeView::* field>
void Time(const Source& s, size_t, Cell& cell) {
  cell.Text(s.shared.time.*field);
}
template <std::string PlaceView::* field>
void Place(const Source& s, size_t, Cell& cell) {
  cell.Text(s.shared.place.*field);
}
template <std::vector<PlaceView> RecordView::* field>
void Places(const Source& s, size_t, Cell& cell) {
  cell.Text(Names(s.shared.*field, "; "));
}
template <std::vector<PlaceView> RecordView::* field>
void FirstPoint(const Source& s, size_t axis, Cell& cell) {
  const auto& places = s.shared.*field;
  if (places.empty() || !places.front().has_point) return;
  cell.Number(axis == 0 ? places.front().lat : places.front().lon);
}
template <std::string FindingReportView::* field>
void Reports(const Source& s, size_t, Cell& cell) {
  std::vector<std::string> all;
  for (const FindingReportView& report : s.reports) all.push_back(report.*field);
  cell.Text(JoinUnique(all, "; "));
}
template <std::string FindingClaimView::* field>
void Claims(const Source& s, size_t, Cell& cell) {
  std::vector<std::string> all;
  for (const FindingClaimView& claim : s.claims) all.push_back(claim.*field);
  cell.Text(JoinUnique(all, "; "));
}
template <std::string FindingFigureView::* field>
void Price(const Source& s, size_t, Cell& cell) {
  if (const FindingFigureView* price = s.Figure("price")) cell.Text(price->*field);
}

void Bound(const FindingFigureView* figure, size_t bound, Cell& cell) {
  if (figure != nullptr) cell.Number(bound == 0 ? figure->figure.low : bound == 1 ? figure->figure.best : figure->figure.high);
}

/// The rules of all figures; one name where all were made by one.
void RuleOf(const Source& s, size_t, Cell& cell) {
  std::vector<std::string> rules;
  for (const FindingFigureView& figure : s.figures) rules.push_back(figure.rule);
  cell.Text(JoinUnique(rules, "; "));
}

void LogicOf(const Source& s, size_t, Cell& cell) {
  std::vector<std::string> all;
  for (const FindingFigureView& figure : s.figures) {
    if (!figure.logic.empty()) all.push_back(figure.slot + ": " + figure.logic);
  }
  cell.Text(JoinUnique(all, "; "));
}

void AddFigures(std::vector<Column<Source>>& out) {
  const auto figure = [](const Source& s, size_t index, Cell& cell) { Bound(s.Figure(kSlots[index / 3]), index % 3, cell); };
  for (size_t i = 0; i < std::size(kSlots) * 3; ++i) {
    const std::string_view slot = kSlots[i / 3];
    out.push_back({std::string(slot).append("_").append(kBounds[i % 3]), CellType::kNumber,
                   std::string("#affected+").append(slot == "count" ? "ind" : slot).append(kBoundTags[i % 3]), figure, i});
  }
  out.push_back({"count_unit", CellType::kText, "#affected+unit", [](const Source& s, size_t, Cell& cell) {
                   if (const FindingFigureView* count = s.Figure("count")) cell.Text(count->figure.unit);
                 }});
  const auto price = [](const Source& s, size_t bound, Cell& cell) { Bound(s.Figure("price"), bound, cell); };
  for (size_t i = 0; i < 3; ++i) {
    out.push_back({std::string("price_").append(kBounds[i]), CellType::kNumber, std::string("#value+amount").append(kBoundTags[i]), price, i});
  }
  const auto currency = [](const Source& s, size_t, Cell& cell) {
    if (const FindingFigureView* figure_of = s.Figure("price")) cell.Text(figure_of->figure.unit);
  };
  out.insert(out.end(), {
                            {"currency", CellType::kText, "#currency+code", currency},
                            {"per", CellType::kText, "#value+per", Price<&FindingFigureView::per>},
                            {"price_year", CellType::kText, "#value+year", Price<&FindingFigureView::year>},
                            {"figures_rule", CellType::kText, "#meta+method+name", RuleOf},
                            {"figures_logic", CellType::kText, "#meta+method+text", LogicOf},
                        });
}

void AddEvidence(std::vector<Column<Source>>& out) {
  const auto contradictions = [](const Source& s, size_t, Cell& cell) { cell.Text(JoinUnique(s.contradictions, "; ")); };
  const auto number = [](const Source& s, size_t which, Cell& cell) {
    const int64_t values[] = {static_cast<int64_t>(s.reports.size()), static_cast<int64_t>(s.claims.size()), s.origins, s.clarity, s.credibility};
    if (which != 3 || values[which] != 0) cell.Whole(values[which]);
  };
  out.insert(out.end(),
             {
                 {"reports", CellType::kWhole, "#meta+reports+num", number, 0},
                 {"records", CellType::kWhole, "#meta+records+num", number, 1},
                 {"origins", CellType::kWhole, "#meta+origins+num", number, 2},
                 {"clarity", CellType::kWhole, "#status+clarity", number, 3},
                 {"credibility", CellType::kWhole, "#status+credibility", number, 4},
                 {"credibility_why", CellType::kText, "#status+credibility+text", [](const Source& s, size_t, Cell& cell) { cell.Text(s.credibility_why); }},
                 {"contradictions", CellType::kText, "#description+contradictions", contradictions},
                 {"confidence", CellType::kNumber, "#meta+confidence", [](const Source& s, size_t, Cell& cell) { cell.Number(s.shared.confidence); }},
                 {"sources", CellType::kText, "#meta+source+speaker", Claims<&FindingClaimView::source>},
                 {"publishers", CellType::kText, "#meta+source", Reports<&FindingReportView::publisher>},
                 {"source_ids", CellType::kText, "#meta+id", Reports<&FindingReportView::source_id>},
                 {"evidence", CellType::kText, "#meta+records+id", Claims<&FindingClaimView::record>},
                 {"cameo", CellType::kText, "#event+code+v_cameo", Field<&RecordView::cameo>},
                 {"acled_event_type", CellType::kText, "#event+type+v_acled", Field<&RecordView::acled_event>},
                 {"acled_sub_event_type", CellType::kText, "#event+subtype+v_acled", Field<&RecordView::acled_sub>},
                 {"ucdp_type", CellType::kText, "#event+type+v_ucdp", Field<&RecordView::ucdp>},
                 {"idmc_term", CellType::kText, "#event+displacement_type", Field<&RecordView::idmc_term>},
                 {"contexts", CellType::kText, "#event+context", Field<&RecordView::contexts>},
             });
}

}  // namespace

std::vector<Column<FindingView>> FindingColumns() {
  const auto precision = [](const Source& s, size_t which, Cell& cell) {
    const int64_t value = which == 0 ? s.shared.time.precision : s.shared.place.precision;
    if (value != 0) cell.Whole(value);
  };
  const auto point = [](const Source& s, size_t axis, Cell& cell) {
    if (s.shared.place.has_point) cell.Number(axis == 0 ? s.shared.place.lat : s.shared.place.lon);
  };
  std::vector<Column<Source>> out = {
      {"id", CellType::kText, "#event+id", Field<&RecordView::id>},
      {"kind", CellType::kText, "#event+kind", Field<&RecordView::kind>},
      {"type", CellType::kText, "#event+type", Field<&RecordView::type>},
      {"mode", CellType::kText, "#event+mode", Field<&RecordView::mode>},
      {"date_start", CellType::kDay, "#date+start", Time<&TimeView::start>},
      {"date_end", CellType::kDay, "#date+end", Time<&TimeView::end>},
      {"date_prec", CellType::kWhole, "#date+precision", precision, 0},
      {"place", CellType::kText, "#loc+text", Place<&PlaceView::text>},
      {"place_name", CellType::kText, "#loc+name", Place<&PlaceView::name>},
      {"where_prec", CellType::kWhole, "#geo+precision", precision, 1},
      {"latitude", CellType::kNumber, "#geo+lat", point, 0},
      {"longitude", CellType::kNumber, "#geo+lon", point, 1},
      {"country", CellType::kText, "#country+code+v_iso3", Place<&PlaceView::country>},
      {"adm_1", CellType::kText, "#adm1+name", Place<&PlaceView::adm1>},
      {"adm_2", CellType::kText, "#adm2+name", Place<&PlaceView::adm2>},
      {"actors", CellType::kText, "#x_actor+a", [](const Source& s, size_t, Cell& cell) { cell.Text(Names(s.shared.actors, "; ")); }},
      {"recipients", CellType::kText, "#x_actor+b", [](const Source& s, size_t, Cell& cell) { cell.Text(Names(s.shared.recipients, "; ")); }},
      {"people", CellType::kText, "#population+text", [](const Source& s, size_t, Cell& cell) { cell.Text(Names(s.people, "; ")); }},
      {"holder", CellType::kText, "#x_actor+holder", [](const Source& s, size_t, Cell& cell) { cell.Text(Names(s.holders, "; ")); }},
      {"from", CellType::kText, "#loc+origin+name", Places<&RecordView::origin>},
      {"from_latitude", CellType::kNumber, "#geo+origin+lat", FirstPoint<&RecordView::origin>, 0},
      {"from_longitude", CellType::kNumber, "#geo+origin+lon", FirstPoint<&RecordView::origin>, 1},
      {"via", CellType::kText, "#loc+via+name", Places<&RecordView::via>},
      {"to", CellType::kText, "#loc+destination+name", Places<&RecordView::destination>},
      {"to_latitude", CellType::kNumber, "#geo+destination+lat", FirstPoint<&RecordView::destination>, 0},
      {"to_longitude", CellType::kNumber, "#geo+destination+lon", FirstPoint<&RecordView::destination>, 1},
      {"direction", CellType::kText, "#description+direction", Field<&RecordView::direction>},
      {"weapons", CellType::kText, "#event+weapons", [](const Source& s, size_t, Cell& cell) { cell.Text(JoinUnique(s.shared.weapons, "; ")); }},
  };
  AddFigures(out);
  AddEvidence(out);
  return out;
}

}  // namespace dateline
