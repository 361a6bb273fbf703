#include "exports/record_columns.h"

#include "exports/shared_columns.h"

namespace dateline {
namespace {

using Source = RecordSource;

template <PartyView RecordView::* field>
void Party(const Source& s, size_t, Cell& cell) {
  cell.Text((s.record.*field).text);
}
template <std::string ReportRef::* field>
void Report(const Source& s, size_t, Cell& cell) {
  cell.Text(s.report.*field);
}
template <FigureView RecordView::* field>
void BoundOf(const Source& s, size_t bound, Cell& cell) {
  BoundCell(s.record.*field, bound, cell);
}
template <FigureView RecordView::* field, std::string FigureView::* text>
void FigureText(const Source& s, size_t, Cell& cell) {
  cell.Text(s.record.*field.*text);
}

void AddMovement(std::vector<Column<Source>>& out) {
  const auto to = [](const Source& s, size_t, Cell& cell) {
    cell.Text(s.record.joined.text.empty() ? Names(s.record.destination, "; ") : s.record.joined.text);
  };
  out.insert(out.end(), {
                            {"count_hedge", CellType::kText, "#affected+hedge", FigureText<&RecordView::count, &FigureView::hedge>},
                            {"count_unit", CellType::kText, "#affected+unit", FigureText<&RecordView::count, &FigureView::unit>},
                        });
  AddWay<Source>(to, out);
  out.insert(out.end(), {
                            {"facilitator", CellType::kText, "#x_actor+facilitator", Party<&RecordView::facilitator>},
                        });
  AddBounds<Source>("price", "#value+amount", BoundOf<&RecordView::price>, 0, out);
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
                 {"sentence", CellType::kWhole, "#meta+sentence", [](const Source& s, size_t, Cell& cell) { WholeCell(s.record.sentence, cell); }},
                 {"confidence", CellType::kNumber, "#meta+confidence", [](const Source& s, size_t, Cell& cell) { cell.Number(s.record.confidence); }},
                 {"rule", CellType::kText, "#meta+rule", Field<&RecordView::rule>},
                 {"report", CellType::kText, "#meta+report+id", Field<&RecordView::report>},
                 {"source_id", CellType::kText, "#meta+id", Report<&ReportRef::source_id>},
                 {"published", CellType::kDay, "#date+reported", Report<&ReportRef::published>},
                 {"publisher", CellType::kText, "#meta+source", Report<&ReportRef::publisher>},
                 {"headline", CellType::kText, "#meta+title", Report<&ReportRef::title>},
             });
  AddCodes(out);
}

}  // namespace

std::vector<Column<RecordSource>> RecordColumns() {
  std::vector<Column<Source>> out;
  AddKind(out);
  out.push_back({"time", CellType::kText, "#date+text", Time<&TimeView::text>});
  AddPlace(out);
  out.insert(out.end(), {
                            {"actors", CellType::kText, "#x_actor+a", Parties<&RecordView::actors>},
                            {"recipients", CellType::kText, "#x_actor+b", Parties<&RecordView::recipients>},
                            {"people", CellType::kText, "#population+text", Party<&RecordView::people>},
                        });
  const auto toll = [](const Source& s, size_t index, Cell& cell) { BoundCell(s.record.toll[index / 3], index % 3, cell); };
  for (size_t i = 0; i < RecordView::kTolls; ++i) AddBounds<Source>(TollName(i), std::string("#affected+").append(TollName(i)), toll, i * 3, out);
  AddBounds<Source>("count", "#affected+ind", BoundOf<&RecordView::count>, 0, out);
  AddMovement(out);
  AddWhoSaysIt(out);
  return out;
}

}  // namespace dateline
