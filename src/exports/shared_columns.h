// Columns of the tables of records and of findings alike: cells made from the RecordView that both have, and the columns that stand in both with the same name and tag.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/record_view.h"
#include "exports/finding_view.h"
#include "exports/record_columns.h"
#include "exports/tabular.h"

namespace dateline {

inline const RecordView& ViewOf(const RecordSource& source) { return source.record; }
inline const RecordView& ViewOf(const FindingView& source) { return source.shared; }

inline constexpr std::string_view kBounds[] = {"low", "best", "high"};
inline constexpr std::string_view kBoundTags[] = {"+min", "+best", "+max"};

/// 0 stands for absent.
inline void WholeCell(int64_t value, Cell& cell) {
  if (value != 0) cell.Whole(value);
}
/// axis 0: latitude.
inline void PointCell(const PlaceView& place, size_t axis, Cell& cell) {
  if (place.has_point) cell.Number(axis == 0 ? place.lat : place.lon);
}
/// bound: of kBounds.
inline void BoundCell(const FigureView& figure, size_t bound, Cell& cell) {
  if (figure.given) cell.Number(bound == 0 ? figure.low : bound == 1 ? figure.best : figure.high);
}

template <std::string RecordView::* field, class Source>
void Field(const Source& s, size_t, Cell& cell) {
  cell.Text(ViewOf(s).*field);
}
template <std::string TimeView::* field, class Source>
void Time(const Source& s, size_t, Cell& cell) {
  cell.Text(ViewOf(s).time.*field);
}
template <std::string PlaceView::* field, class Source>
void Place(const Source& s, size_t, Cell& cell) {
  cell.Text(ViewOf(s).place.*field);
}
template <std::vector<PartyView> RecordView::* field, class Source>
void Parties(const Source& s, size_t, Cell& cell) {
  cell.Text(Names(ViewOf(s).*field, "; "));
}
template <std::vector<PlaceView> RecordView::* field, class Source>
void Places(const Source& s, size_t, Cell& cell) {
  cell.Text(Names(ViewOf(s).*field, "; "));
}
template <std::vector<PlaceView> RecordView::* field, class Source>
void FirstPoint(const Source& s, size_t axis, Cell& cell) {
  if (const auto& places = ViewOf(s).*field; !places.empty()) PointCell(places.front(), axis, cell);
}

/// NAME_low, NAME_best, NAME_high.
template <class Source>
void AddBounds(std::string_view name, std::string_view tag, void (*write)(const Source&, size_t, Cell&), size_t first, std::vector<Column<Source>>& out) {
  for (size_t i = 0; i < 3; ++i) {
    out.push_back({std::string(name).append("_").append(kBounds[i]), CellType::kNumber, std::string(tag).append(kBoundTags[i]), write, first + i});
  }
}

/// What it is.
template <class Source>
void AddKind(std::vector<Column<Source>>& out) {
  out.insert(out.end(), {
                            {"id", CellType::kText, "#event+id", Field<&RecordView::id>},
                            {"kind", CellType::kText, "#event+kind", Field<&RecordView::kind>},
                            {"type", CellType::kText, "#event+type", Field<&RecordView::type>},
                            {"mode", CellType::kText, "#event+mode", Field<&RecordView::mode>},
                            {"date_start", CellType::kDay, "#date+start", Time<&TimeView::start>},
                            {"date_end", CellType::kDay, "#date+end", Time<&TimeView::end>},
                            {"date_prec", CellType::kWhole, "#date+precision", [](const Source& s, size_t, Cell& cell) { WholeCell(ViewOf(s).time.precision, cell); }},
                        });
}

/// Where it was.
template <class Source>
void AddPlace(std::vector<Column<Source>>& out) {
  const auto point = [](const Source& s, size_t axis, Cell& cell) { PointCell(ViewOf(s).place, axis, cell); };
  out.insert(out.end(), {
                            {"place", CellType::kText, "#loc+text", Place<&PlaceView::text>},
                            {"place_name", CellType::kText, "#loc+name", Place<&PlaceView::name>},
                            {"where_prec", CellType::kWhole, "#geo+precision", [](const Source& s, size_t, Cell& cell) { WholeCell(ViewOf(s).place.precision, cell); }},
                            {"latitude", CellType::kNumber, "#geo+lat", point, 0},
                            {"longitude", CellType::kNumber, "#geo+lon", point, 1},
                            {"country", CellType::kText, "#country+code+v_iso3", Place<&PlaceView::country>},
                            {"adm_1", CellType::kText, "#adm1+name", Place<&PlaceView::adm1>},
                        });
}

/// From where, over where, to where; `to` is told in its own way.
template <class Source>
void AddWay(void (*to)(const Source&, size_t, Cell&), std::vector<Column<Source>>& out) {
  out.insert(out.end(), {
                            {"from", CellType::kText, "#loc+origin+name", Places<&RecordView::origin>},
                            {"from_latitude", CellType::kNumber, "#geo+origin+lat", FirstPoint<&RecordView::origin>, 0},
                            {"from_longitude", CellType::kNumber, "#geo+origin+lon", FirstPoint<&RecordView::origin>, 1},
                            {"via", CellType::kText, "#loc+via+name", Places<&RecordView::via>},
                            {"to", CellType::kText, "#loc+destination+name", to},
                            {"to_latitude", CellType::kNumber, "#geo+destination+lat", FirstPoint<&RecordView::destination>, 0},
                            {"to_longitude", CellType::kNumber, "#geo+destination+lon", FirstPoint<&RecordView::destination>, 1},
                        });
}

/// What other systems call it.
template <class Source>
void AddCodes(std::vector<Column<Source>>& out) {
  out.insert(out.end(), {
                            {"cameo", CellType::kText, "#event+code+v_cameo", Field<&RecordView::cameo>},
                            {"acled_event_type", CellType::kText, "#event+type+v_acled", Field<&RecordView::acled_event>},
                            {"acled_sub_event_type", CellType::kText, "#event+subtype+v_acled", Field<&RecordView::acled_sub>},
                            {"ucdp_type", CellType::kText, "#event+type+v_ucdp", Field<&RecordView::ucdp>},
                            {"idmc_term", CellType::kText, "#event+displacement_type", Field<&RecordView::idmc_term>},
                            {"contexts", CellType::kText, "#event+context", Field<&RecordView::contexts>},
                        });
}

}  // namespace dateline
