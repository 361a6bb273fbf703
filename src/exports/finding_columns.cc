#include "exports/finding_columns.h"

#include <iterator>

#include "exports/shared_columns.h"

namespace dateline {
namespace {

using Source = FindingView;

constexpr std::string_view kSlots[] = {"killed", "injured", "missing", "detained", "abducted", "count"};

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
  if (figure != nullptr) BoundCell(figure->figure, bound, cell);
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
  for (size_t i = 0; i < std::size(kSlots); ++i) {
    AddBounds<Source>(kSlots[i], std::string("#affected+").append(kSlots[i] == "count" ? "ind" : kSlots[i]), figure, i * 3, out);
  }
  out.push_back({"count_unit", CellType::kText, "#affected+unit", [](const Source& s, size_t, Cell& cell) {
                   if (const FindingFigureView* count = s.Figure("count")) cell.Text(count->figure.unit);
                 }});
  const auto price = [](const Source& s, size_t bound, Cell& cell) { Bound(s.Figure("price"), bound, cell); };
  AddBounds<Source>("price", "#value+amount", price, 0, out);
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
             });
  AddCodes(out);
}

}  // namespace

std::vector<Column<FindingView>> FindingColumns() {
  std::vector<Column<Source>> out;
  AddKind(out);
  AddPlace(out);
  out.insert(out.end(), {
                            {"adm_2", CellType::kText, "#adm2+name", Place<&PlaceView::adm2>},
                            {"actors", CellType::kText, "#x_actor+a", Parties<&RecordView::actors>},
                            {"recipients", CellType::kText, "#x_actor+b", Parties<&RecordView::recipients>},
                            {"people", CellType::kText, "#population+text", [](const Source& s, size_t, Cell& cell) { cell.Text(Names(s.people, "; ")); }},
                            {"holder", CellType::kText, "#x_actor+holder", [](const Source& s, size_t, Cell& cell) { cell.Text(Names(s.holders, "; ")); }},
                        });
  AddWay<Source>(Places<&RecordView::destination>, out);
  out.insert(out.end(), {
                            {"direction", CellType::kText, "#description+direction", Field<&RecordView::direction>},
                            {"weapons", CellType::kText, "#event+weapons", [](const Source& s, size_t, Cell& cell) { cell.Text(JoinUnique(s.shared.weapons, "; ")); }},
                        });
  AddFigures(out);
  AddEvidence(out);
  return out;
}

}  // namespace dateline
