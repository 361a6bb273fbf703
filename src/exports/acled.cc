// Incidents in the column layout of ACLED: our own data, none of theirs. Figures by ACLED's rule.
#include <algorithm>
#include <array>
#include <cmath>

#include "base/days.h"
#include "exports/export_codes.h"
#include "exports/finding_view.h"
#include "exports/makers.h"
#include "exports/table_exporter.h"

namespace dateline {
namespace {

constexpr std::string_view kRule = "acled";

/// One side as ACLED has it: a main actor and those with it.
struct Actor {
  std::string name, with;
  int inter = 0;
};

struct Source {
  const FindingView& finding;
  const ExportCodes& codes;
  std::array<Actor, 2> sides;
  const FindingFigureView* killed = nullptr;
};

const RecordView& Of(const Source& s) { return s.finding.shared; }

Actor SideOf(const std::vector<PartyView>& parties, const ExportCodes& codes, std::string_view country) {
  Actor out;
  if (parties.empty()) return out;
  out.name = KnownName(parties.front());
  out.with = KnownNames({parties.begin() + 1, parties.end()}, "; ");
  out.inter = codes.AcledInter(parties.front(), country);
  return out;
}

/// Both sides; those of a fight all stand among the actors.
std::array<Actor, 2> SidesOf(const RecordView& record, const ExportCodes& codes) {
  std::vector<PartyView> first = record.actors, second = record.recipients;
  // Who fights among themselves stands on both sides: one side is enough.
  std::erase_if(second, [&](const PartyView& party) { return !first.empty() && KnownName(party) == KnownName(first.front()); });
  if (second.empty() && first.size() > 1) {
    second.assign(first.begin() + 1, first.end());
    first.resize(1);
  }
  return {SideOf(first, codes, record.place.country), SideOf(second, codes, record.place.country)};
}

std::string_view DisorderType(const RecordView& record) {
  if (record.acled_event.empty()) return {};
  if (record.acled_event == "Strategic developments") return "Strategic developments";
  if (record.acled_sub == "Excessive force against protesters") return "Political violence; Demonstrations";
  if (record.acled_event == "Protests" || record.acled_sub == "Violent demonstration") return "Demonstrations";
  return "Political violence";
}

/// 1 the day, 2 within a week, 3 within a month or longer.
int64_t TimePrecision(int64_t precision) { return precision <= 1 ? precision : precision <= 3 ? 2 : 3; }

/// The day: the first one, but the middle of a month or longer.
std::string EventDay(const TimeView& time) {
  if (TimePrecision(time.precision) < 3 || time.end.empty()) return time.start;
  const auto start = ParseIsoDay(time.start), end = ParseIsoDay(time.end);
  return start && end ? IsoDay(*start + (*end - *start) / 2) : time.start;
}

/// 1 the town, 2 near it or a small part of a region, 3 a larger region.
int64_t GeoPrecision(int64_t precision) { return precision <= 2 ? precision : precision == 3 ? 2 : 3; }

/// ACLED writes the smaller number first; one side alone with a 0 behind.
std::string Interaction(const Source& s) {
  const int first = s.sides[0].inter, second = s.sides[1].inter;
  if (first == 0 && second == 0) return {};
  if (first == 0 || second == 0) return std::to_string(std::max(first, second)) + "0";
  return std::to_string(std::min(first, second)) + std::to_string(std::max(first, second));
}

/// What a coder would note: how the figure came out, and on what the sources disagree.
std::string NotesOf(const Source& s) {
  std::string out;
  if (s.killed != nullptr) {
    out = "Fatalities by the rule of " + (s.killed->rule == "person" ? std::string("a person") : std::string("ACLED"));
    if (!s.killed->logic.empty()) out += ": " + s.killed->logic;
    out += ".";
  }
  if (const std::string against = JoinUnique(s.finding.contradictions, "; "); !against.empty())
    out.append(out.empty() ? "" : " ").append("Sources disagree: ").append(against).append(".");
  return out;
}

std::string PublishersOf(const FindingView& finding) {
  std::vector<std::string> out;
  for (const FindingReportView& report : finding.reports) out.push_back(report.publisher.empty() ? report.source_id : report.publisher);
  return JoinUnique(out, "; ");
}

bool TargetsCivilians(const Source& s) {
  return Of(s).acled_event == "Violence against civilians" || Of(s).acled_sub == "Excessive force against protesters" ||
         (Of(s).acled_event == "Explosions/Remote violence" && s.sides[1].inter == 7);
}

void AddActors(std::vector<Column<Source>>& out) {
  const auto name = [](const Source& s, size_t side, Cell& cell) { cell.Text(s.sides[side].name); };
  const auto with = [](const Source& s, size_t side, Cell& cell) { cell.Text(s.sides[side].with); };
  const auto inter = [](const Source& s, size_t side, Cell& cell) {
    if (s.sides[side].inter != 0) cell.Whole(s.sides[side].inter);
  };
  for (size_t side = 0; side < 2; ++side) {
    const std::string number = std::to_string(side + 1);
    out.push_back({"actor" + number, CellType::kText, {}, name, side});
    out.push_back({"assoc_actor_" + number, CellType::kText, {}, with, side});
    out.push_back({"inter" + number, CellType::kWhole, {}, inter, side});
  }
}

void AddPlace(std::vector<Column<Source>>& out) {
  const auto point = [](const Source& s, size_t axis, Cell& cell) {
    if (Of(s).place.has_point) cell.Number(axis == 0 ? Of(s).place.lat : Of(s).place.lon);
  };
  const auto precision = [](const Source& s, size_t, Cell& cell) {
    if (Of(s).place.precision != 0) cell.Whole(GeoPrecision(Of(s).place.precision));
  };
  out.insert(out.end(),
             {
                 {"iso", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(s.codes.Country(Of(s).place.country).iso); }},
                 {"region", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(s.codes.Country(Of(s).place.country).acled_region); }},
                 {"country", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(s.codes.Country(Of(s).place.country).name); }},
                 {"admin1", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(Of(s).place.adm1); }},
                 {"admin2", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(Of(s).place.adm2); }},
                 {"admin3", CellType::kText, {}, [](const Source&, size_t, Cell&) {}},
                 {"location", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(KnownName(Of(s).place)); }},
                 {"latitude", CellType::kNumber, {}, point, 0},
                 {"longitude", CellType::kNumber, {}, point, 1},
                 {"geo_precision", CellType::kWhole, {}, precision},
             });
}

std::vector<Column<Source>> Columns() {
  const auto none = [](const Source&, size_t, Cell&) {};
  std::vector<Column<Source>> out = {
      {"event_id_cnty", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text("DL" + Of(s).id); }},
      {"event_date", CellType::kDay, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(EventDay(Of(s).time)); }},
      {"year", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(EventDay(Of(s).time).substr(0, 4)); }},
      {"time_precision",
       CellType::kWhole,
       {},
       [](const Source& s, size_t, Cell& cell) {
         if (Of(s).time.precision != 0) cell.Whole(TimePrecision(Of(s).time.precision));
       }},
      {"disorder_type", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(DisorderType(Of(s))); }},
      {"event_type", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(Of(s).acled_event); }},
      {"sub_event_type", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(Of(s).acled_sub); }},
  };
  AddActors(out);
  out.insert(
      out.end(),
      {
          {"interaction", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(Interaction(s)); }},
          {"civilian_targeting", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(TargetsCivilians(s) ? "Civilian targeting" : ""); }},
      });
  AddPlace(out);
  out.insert(out.end(), {
                            {"source", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(PublishersOf(s.finding)); }},
                            {"source_scale", CellType::kText, {}, none},
                            {"notes", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(NotesOf(s)); }},
                            {"fatalities",
                             CellType::kWhole,
                             {},
                             [](const Source& s, size_t, Cell& cell) {
                               if (s.killed != nullptr) cell.Whole(static_cast<int64_t>(std::llround(s.killed->figure.best)));
                             }},
                            {"tags", CellType::kText, {}, none},
                            {"timestamp", CellType::kText, {}, none},
                        });
  return out;
}

class AcledExporter : public TableExporter<Source> {
 public:
  AcledExporter(ExportCodes codes, std::unique_ptr<TableSink> sink) : TableExporter(Columns(), std::move(sink)), codes_(std::move(codes)) {}

  void Finding(const FindingView& finding, std::string& out) override {
    if (finding.shared.kind != "incident") return;
    const FindingFigureView* killed = finding.FigureBy("killed", kRule);
    if (finding.shared.acled_event.empty() && finding.Figure("killed") == nullptr) return;
    Add({finding, codes_, SidesOf(finding.shared, codes_), killed}, out);
  }

 private:
  ExportCodes codes_;
};

}  // namespace

MadeExporter MakeAcled(const ExportSettings& settings) {
  auto codes = ExportCodes::Load(*settings.knowledge);
  if (!codes) return codes.error();
  return MadeExporter(std::make_unique<AcledExporter>(std::move(*codes), MakeTextSink({',', settings.csv_safe, false})));
}

}  // namespace dateline
