// Incidents with deaths in the columns of UCDP GED 26.1, in its order. Figures by UCDP's rule; deaths_a + deaths_b + deaths_civilians + deaths_unknown = best
// always.
#include <algorithm>
#include <cmath>

#include "exports/export_codes.h"
#include "exports/finding_view.h"
#include "exports/makers.h"
#include "exports/table_exporter.h"
#include "findings/figures.h"

namespace dateline {
namespace {

constexpr std::string_view kRule = "ucdp";
constexpr std::string_view kMidnight = " 00:00:00.000";

/// Whole deaths; low <= best <= high.
struct Deaths {
  double low = 0, best = 0, high = 0;
  FigureParts parts;
};

struct Source {
  const FindingView& finding;
  const ExportCodes& codes;
  int violence = 0;          ///< 1 state-based, 2 non-state, 3 one-sided; 0: not decided
  PartyView side_a, side_b;  ///< text and name empty: not known
  Deaths deaths;
};

const RecordView& Of(const Source& s) { return s.finding.shared; }

int ViolenceOf(std::string_view ucdp) { return ucdp == "state-based" ? 1 : ucdp == "non-state" ? 2 : ucdp == "one-sided" ? 3 : 0; }

/// UCDP has no open ends: an open low or high is taken as the best figure.
Deaths DeathsOf(const FigureView& figure) {
  Deaths out;
  out.best = std::max(0.0, std::round(figure.best));
  out.low = std::isnan(figure.low) ? out.best : std::clamp(std::round(figure.low), 0.0, out.best);
  out.high = std::isnan(figure.high) ? out.best : std::max(std::round(figure.high), out.best);
  return out;
}

/// Sides as GED orders them: in state-based violence the government first; in one-sided violence civilians second.
void PickSides(Source& s) {
  const RecordView& record = Of(s);
  std::vector<PartyView> parties = record.actors;
  if (s.violence == 3) {
    if (!parties.empty()) s.side_a = parties.front();
    s.side_b.text = "Civilians";
    return;
  }
  parties.insert(parties.end(), record.recipients.begin(), record.recipients.end());
  std::erase_if(parties, [&](const PartyView& party) { return s.codes.KindOf(party) == "civilian"; });
  if (s.violence == 1) {
    std::stable_partition(parties.begin(), parties.end(), [&](const PartyView& party) { return s.codes.KindOf(party) == "state"; });
  }
  if (parties.empty()) return;
  s.side_a = parties.front();
  const auto other = std::find_if(parties.begin() + 1, parties.end(), [&](const PartyView& party) { return KnownName(party) != KnownName(s.side_a); });
  if (other != parties.end()) s.side_b = *other;
}

/// Whose dead: soldiers and police fall on the government's side, fighters on the other's; what nobody told apart is unknown.
FigureParts PartsOf(const Source& s, const FindingFigureView& killed) {
  double civilians = 0, state = 0, fighters = 0;
  for (const auto& [who, count] : killed.parts) {
    if (who == "civilians") civilians += count;
    if (who == "soldiers" || who == "police") state += count;
    if (who == "fighters") fighters += count;
  }
  const bool sides = s.violence == 1 && s.codes.KindOf(s.side_a) == "state" && s.codes.KindOf(s.side_b) == "armed";
  if (!sides) state = fighters = 0;
  return SplitParts(s.deaths.best, state, fighters, civilians);
}

std::string YearOf(const Source& s) { return Of(s).time.start.substr(0, 4); }

std::string DyadOf(const Source& s) {
  const std::string_view a = KnownName(s.side_a), b = KnownName(s.side_b);
  return a.empty() || b.empty() ? std::string() : std::string(a).append(" - ").append(b);
}

/// A text within the quotes of source_article, whose parts ; and " are.
std::string Within(std::string text) {
  std::replace(text.begin(), text.end(), '"', '\'');
  std::replace(text.begin(), text.end(), ';', ',');
  return text;
}

/// One text of each report, joined by ";": the lists of GED are parallel.
template <class TextOf>
std::string Reports(const Source& s, TextOf text_of) {
  std::string out;
  bool first = true;
  for (const FindingReportView& report : s.finding.reports) out.append(std::exchange(first, false) ? "" : ";").append(text_of(report));
  return out;
}

std::string OfficeOf(const FindingReportView& report) { return Within(report.publisher.empty() ? report.source_id : report.publisher); }

/// Reports that are no copies of others of this incident.
int64_t SourcesOf(const FindingView& finding) {
  int64_t count = 0;
  for (const FindingReportView& report : finding.reports) {
    const bool own = std::any_of(finding.claims.begin(), finding.claims.end(),
                                 [&](const FindingClaimView& claim) { return claim.source_id == report.source_id && !claim.copy; });
    count += own || finding.claims.empty();
  }
  return count;
}

/// A number that R, Stata and spreadsheets hold exactly: the first 52 bits of the id.
int64_t NumberOf(const std::string& id) {
  int64_t out = 0;
  for (const char c : std::string_view(id).substr(0, 13)) out = out * 16 + (c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 0);
  return out;
}

/// Cell of the half-degree grid of PRIO-GRID, counted from the south-west.
int64_t GridCell(double lat, double lon) {
  const auto row = static_cast<int64_t>(std::clamp(std::floor((lat + 90) * 2), 0.0, 359.0)),
             column = static_cast<int64_t>(std::clamp(std::floor((lon + 180) * 2), 0.0, 719.0));
  return row * 720 + column + 1;
}

std::string WellKnownText(const PlaceView& place) {
  std::string out = "POINT (";
  AppendNumber(place.lon, out);
  out += ' ';
  AppendNumber(place.lat, out);
  return out + ')';
}

void None(const Source&, size_t, Cell&) {}

void AddConflict(std::vector<Column<Source>>& out) {
  const auto name = [](const Source& s, size_t side, Cell& cell) { cell.Text(KnownName(side == 0 ? s.side_a : s.side_b)); };
  out.insert(out.end(), {
                            {"conflict_dset_id", CellType::kText, {}, None},
                            {"conflict_new_id", CellType::kText, {}, None},
                            {"conflict_name", CellType::kText, {}, None},
                            {"dyad_dset_id", CellType::kText, {}, None},
                            {"dyad_new_id", CellType::kText, {}, None},
                            {"dyad_name", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(DyadOf(s)); }},
                            {"side_a_dset_id", CellType::kText, {}, None},
                            {"side_a_new_id", CellType::kText, {}, None},
                            {"side_a", CellType::kText, {}, name, 0},
                            {"side_b_dset_id", CellType::kText, {}, None},
                            {"side_b_new_id", CellType::kText, {}, None},
                            {"side_b", CellType::kText, {}, name, 1},
                        });
}

void AddSources(std::vector<Column<Source>>& out) {
  const auto article = [](const Source& s, size_t, Cell& cell) {
    cell.Text(Reports(s, [](const FindingReportView& r) { return "\"" + OfficeOf(r) + "," + r.published + "," + Within(r.title) + "\""; }));
  };
  const auto original = [](const Source& s, size_t, Cell& cell) {
    std::vector<std::string> all;
    for (const FindingClaimView& claim : s.finding.claims) all.push_back(Within(claim.source));
    cell.Text(JoinUnique(all, ";"));
  };
  out.insert(out.end(), {
                            {"number_of_sources", CellType::kWhole, {}, [](const Source& s, size_t, Cell& cell) { cell.Whole(SourcesOf(s.finding)); }},
                            {"source_article", CellType::kText, {}, article},
                            {"source_office", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(Reports(s, OfficeOf)); }},
                            {"source_date",
                             CellType::kText,
                             {},
                             [](const Source& s, size_t, Cell& cell) { cell.Text(Reports(s, [](const FindingReportView& r) { return r.published; })); }},
                            {"source_headline",
                             CellType::kText,
                             {},
                             [](const Source& s, size_t, Cell& cell) { cell.Text(Reports(s, [](const FindingReportView& r) { return Within(r.title); })); }},
                            {"source_original", CellType::kText, {}, original},
                        });
}

void AddPlace(std::vector<Column<Source>>& out) {
  const auto point = [](const Source& s, size_t axis, Cell& cell) {
    if (Of(s).place.has_point) cell.Number(axis == 0 ? Of(s).place.lat : Of(s).place.lon);
  };
  out.insert(out.end(),
             {
                 {"where_prec",
                  CellType::kWhole,
                  {},
                  [](const Source& s, size_t, Cell& cell) {
                    if (Of(s).place.precision != 0) cell.Whole(Of(s).place.precision);
                  }},
                 {"where_coordinates", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(KnownName(Of(s).place)); }},
                 {"where_description", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(Of(s).place.text); }},
                 {"adm_1", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(Of(s).place.adm1); }},
                 {"adm_2", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(Of(s).place.adm2); }},
                 {"latitude", CellType::kNumber, {}, point, 0},
                 {"longitude", CellType::kNumber, {}, point, 1},
                 {"geom_wkt",
                  CellType::kText,
                  {},
                  [](const Source& s, size_t, Cell& cell) {
                    if (Of(s).place.has_point) cell.Text(WellKnownText(Of(s).place));
                  }},
                 {"priogrid_gid",
                  CellType::kWhole,
                  {},
                  [](const Source& s, size_t, Cell& cell) {
                    if (Of(s).place.has_point) cell.Whole(GridCell(Of(s).place.lat, Of(s).place.lon));
                  }},
                 {"country", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(s.codes.Country(Of(s).place.country).name); }},
                 {"country_id", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(s.codes.Country(Of(s).place.country).gw); }},
                 {"region", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(s.codes.Country(Of(s).place.country).ucdp_region); }},
             });
}

void AddNumbers(std::vector<Column<Source>>& out) {
  const auto day = [](const Source& s, size_t which, Cell& cell) {
    const std::string& text = which == 0 || Of(s).time.end.empty() ? Of(s).time.start : Of(s).time.end;
    if (!text.empty()) cell.Text(text + std::string(kMidnight));
  };
  const auto deaths = [](const Source& s, size_t which, Cell& cell) {
    const Deaths& d = s.deaths;
    const double values[] = {d.parts.deaths_a, d.parts.deaths_b, d.parts.civilians, d.parts.unknown, d.best, d.high, d.low};
    cell.Whole(static_cast<int64_t>(values[which]));
  };
  const auto state = [](const Source& s, size_t side, Cell& cell) {
    const PartyView& party = side == 0 ? s.side_a : s.side_b;
    if (s.codes.KindOf(party) == "state") cell.Text(s.codes.Country(party.country).gw);
  };
  out.insert(out.end(), {
                            {"event_clarity",
                             CellType::kWhole,
                             {},
                             [](const Source& s, size_t, Cell& cell) {
                               if (s.finding.clarity != 0) cell.Whole(s.finding.clarity);
                             }},
                            {"date_prec",
                             CellType::kWhole,
                             {},
                             [](const Source& s, size_t, Cell& cell) {
                               if (Of(s).time.precision != 0) cell.Whole(Of(s).time.precision);
                             }},
                            {"date_start", CellType::kText, {}, day, 0},
                            {"date_end", CellType::kText, {}, day, 1},
                            {"deaths_a", CellType::kWhole, {}, deaths, 0},
                            {"deaths_b", CellType::kWhole, {}, deaths, 1},
                            {"deaths_civilians", CellType::kWhole, {}, deaths, 2},
                            {"deaths_unknown", CellType::kWhole, {}, deaths, 3},
                            {"best", CellType::kWhole, {}, deaths, 4},
                            {"high", CellType::kWhole, {}, deaths, 5},
                            {"low", CellType::kWhole, {}, deaths, 6},
                            {"gwnoa", CellType::kText, {}, state, 0},
                            {"gwnob", CellType::kText, {}, state, 1},
                        });
}

std::vector<Column<Source>> Columns() {
  std::vector<Column<Source>> out = {
      {"id", CellType::kWhole, {}, [](const Source& s, size_t, Cell& cell) { cell.Whole(NumberOf(Of(s).id)); }},
      {"relid", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(Of(s).id); }},
      {"year", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(YearOf(s)); }},
      {"active_year", CellType::kText, {}, None},
      {"code_status", CellType::kText, {}, [](const Source& s, size_t, Cell& cell) { cell.Text(s.finding.reviewed == "accepted" ? "Clear" : "Check"); }},
      {"type_of_violence",
       CellType::kWhole,
       {},
       [](const Source& s, size_t, Cell& cell) {
         if (s.violence != 0) cell.Whole(s.violence);
       }},
  };
  AddConflict(out);
  AddSources(out);
  AddPlace(out);
  AddNumbers(out);
  return out;
}

class UcdpExporter : public TableExporter<Source> {
 public:
  UcdpExporter(ExportCodes codes, std::unique_ptr<TableSink> sink) : TableExporter(Columns(), std::move(sink)), codes_(std::move(codes)) {}

  void Finding(const FindingView& finding, std::string& out) override {
    const FindingFigureView* killed = finding.shared.kind == "incident" ? finding.FigureBy("killed", kRule) : nullptr;
    if (killed == nullptr) return;
    Source row{finding, codes_, ViolenceOf(finding.shared.ucdp), {}, {}, DeathsOf(killed->figure)};
    if (row.deaths.high < 1) return;  // GED holds events with at least one death by somebody's word
    PickSides(row);
    row.deaths.parts = PartsOf(row, *killed);
    Add(row, out);
  }

 private:
  ExportCodes codes_;
};

}  // namespace

MadeExporter MakeUcdp(const ExportSettings& settings) {
  auto codes = ExportCodes::Load(*settings.knowledge);
  if (!codes) return codes.error();
  return MadeExporter(std::make_unique<UcdpExporter>(std::move(*codes), MakeTextSink({',', settings.csv_safe, false})));
}

}  // namespace dateline
