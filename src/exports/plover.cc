// PLOVER events in the columns of POLECAT's weekly files: tab-separated, one row an event record (docs/exports.md).
#include "exports/export_codes.h"
#include "exports/makers.h"
#include "exports/table_exporter.h"

namespace dateline {
namespace {

struct Source {
  const RecordView& record;
  const ReportRef& report;
  const ExportCodes& codes;
};

constexpr std::string_view kBetween = "; ";

const std::vector<PartyView>& Side(const Source& s, size_t side) { return side == 0 ? s.record.actors : s.record.recipients; }

/// One text of each party of a side, joined.
template <class TextOf>
void Join(const std::vector<PartyView>& parties, TextOf text_of, Cell& cell) {
  std::string out;
  for (const PartyView& party : parties) {
    const std::string text(text_of(party));
    if (!text.empty()) out.append(out.empty() ? "" : kBetween).append(text);
  }
  cell.Text(out);
}

/// The columns of one side: NAME Name, NAME Country ...
void AddSide(const std::string& side, size_t index, std::vector<Column<Source>>& out) {
  const auto name = [](const Source& s, size_t i, Cell& cell) { cell.Text(KnownNames(Side(s, i), kBetween)); };
  const auto country = [](const Source& s, size_t i, Cell& cell) { Join(Side(s, i), [](const PartyView& p) { return p.country; }, cell); };
  const auto cow = [](const Source& s, size_t i, Cell& cell) { Join(Side(s, i), [&](const PartyView& p) { return s.codes.Country(p.country).cow; }, cell); };
  const auto primary = [](const Source& s, size_t i, Cell& cell) {
    if (!Side(s, i).empty()) cell.Text(std::string_view(Side(s, i).front().sectors).substr(0, Side(s, i).front().sectors.find(',')));
  };
  const auto sectors = [](const Source& s, size_t i, Cell& cell) { Join(Side(s, i), [](const PartyView& p) { return p.sectors; }, cell); };
  const auto title = [](const Source& s, size_t i, Cell& cell) { Join(Side(s, i), [](const PartyView& p) { return p.role; }, cell); };
  const auto raw = [](const Source& s, size_t i, Cell& cell) { Join(Side(s, i), [](const PartyView& p) { return p.text; }, cell); };
  const auto none = [](const Source&, size_t, Cell&) {};
  out.insert(out.end(), {
                            {side + " Name", CellType::kText, {}, name, index},
                            {side + " Country", CellType::kText, {}, country, index},
                            {side + " COW", CellType::kText, {}, cow, index},
                            {"Primary " + side + " Sector", CellType::kText, {}, primary, index},
                            {side + " Sectors", CellType::kText, {}, sectors, index},
                            {side + " Title", CellType::kText, {}, title, index},
                            {side + " Name Raw", CellType::kText, {}, raw, index},
                            {"Wikipedia " + side + " ID", CellType::kText, {}, none},
                        });
}

template <std::string PlaceView::* field>
void Place(const Source& s, size_t, Cell& cell) {
  cell.Text(s.record.place.*field);
}

std::vector<Column<Source>> Columns() {
  const auto none = [](const Source&, size_t, Cell&) {};
  const auto quad = [](const Source& s, size_t which, Cell& cell) {
    const PloverScore* score = s.codes.Plover(s.record.type, s.record.mode);
    if (score == nullptr) return;
    if (which == 0 && score->score) cell.Number(*score->score);
    if (which == 1) cell.Whole(score->quad);
  };
  const auto point = [](const Source& s, size_t axis, Cell& cell) {
    if (s.record.place.has_point) cell.Number(axis == 0 ? s.record.place.lat : s.record.place.lon);
  };
  std::vector<Column<Source>> out = {
      {"Event ID", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(s.record.id); }},
      {"Event Date", CellType::kDay, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(DayOf(s.record, s.report.published)); }},
      {"Event Type", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(s.record.type); }},
      {"Event Mode", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(s.record.mode); }},
      {"Intensity", CellType::kNumber, {}, quad, 0},
      {"Quad Code", CellType::kWhole, {}, quad, 1},
      {"Contexts", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(s.record.contexts); }},
  };
  AddSide("Actor", 0, out);
  AddSide("Recipient", 1, out);
  out.insert(out.end(), {
                            {"Placename", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(KnownName(s.record.place)); }},
                            {"City",
                             CellType::kText,
                             {},
                             [](const Source& s, size_t, Cell& cell) {
                               if (s.record.place.feature.starts_with("P.")) cell.Text(s.record.place.name);
                             }},
                            {"District", CellType::kText, {}, Place<&PlaceView::adm2>},
                            {"Province", CellType::kText, {}, Place<&PlaceView::adm1>},
                            {"Country", CellType::kText, {}, Place<&PlaceView::country>},
                            {"Latitude", CellType::kNumber, {}, point, 0},
                            {"Longitude", CellType::kNumber, {}, point, 1},
                            {"GeoNames ID",
                             CellType::kWhole,
                             {},
                             [](const Source& s, size_t, Cell& cell) {
                               if (s.record.place.geonameid != 0) cell.Whole(s.record.place.geonameid);
                             }},
                            {"Raw Placename", CellType::kText, {}, Place<&PlaceView::text>},
                            {"Feature Type", CellType::kText, {}, Place<&PlaceView::feature>},
                            {"Source", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(s.report.publisher); }},
                            {"Publication Date", CellType::kDay, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(s.report.published); }},
                            {"Story People", CellType::kText, {}, none},
                            {"Story Organizations", CellType::kText, {}, none},
                            {"Story Locations", CellType::kText, {}, none},
                            {"Language", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(s.report.language); }},
                            {"Version", CellType::kText, {}, [](const Source&, size_t, Cell& cell) { cell.Text("Dateline, PLOVER 2.0"); }},
                        });
  return out;
}

class PloverExporter : public TableExporter<Source> {
 public:
  PloverExporter(ExportCodes codes, std::unique_ptr<TableSink> sink) : TableExporter(Columns(), std::move(sink)), codes_(std::move(codes)) {}

  Result<void> Record(std::string_view json, const ReportRef& report, std::string& out) override {
    const auto record = parser_.Parse(json);
    if (!record) return record.error();
    if (record->kind == "event" && ToldAsDone(*record)) Add({*record, report, codes_}, out);
    return {};
  }

 private:
  ExportCodes codes_;
};

}  // namespace

MadeExporter MakePlover(const ExportSettings& settings) {
  auto codes = ExportCodes::Load(*settings.knowledge);
  if (!codes) return codes.error();
  return MadeExporter(std::make_unique<PloverExporter>(std::move(*codes), MakeTextSink({'\t', settings.csv_safe, false})));
}

}  // namespace dateline
