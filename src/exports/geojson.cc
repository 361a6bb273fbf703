// GeoJSON (RFC 7946): a point where something happened, a line where people went from one known place to another, null where nothing is known.
#include <cmath>

#include "engine/json_writer.h"
#include "engine/labels.h"
#include "engine/record_view.h"
#include "exports/finding_view.h"
#include "exports/makers.h"
#include "exports/present.h"

namespace dateline {
namespace {

struct Point {
  double lon = 0, lat = 0;
};

const PlaceView* FirstWithPoint(const std::vector<PlaceView>& places) {
  for (const PlaceView& place : places) {
    if (place.has_point) return &place;
  }
  return nullptr;
}

void Position(Point point, JsonWriter& json) {
  json.BeginArray();
  json.Rounded(point.lon, 5);
  json.Rounded(point.lat, 5);
  json.EndArray();
}

void Line(Point from, Point to, JsonWriter& json) {
  json.BeginArray();
  Position(from, json);
  Position(to, json);
  json.EndArray();
}

/// A line over the antimeridian is cut there in two (RFC 7946, 3.1.9), or maps draw it the long way round.
void LineGeometry(Point from, Point to, JsonWriter& json) {
  const bool crosses = std::abs(from.lon - to.lon) > 180;
  json.BeginObject();
  json.Field("type", crosses ? "MultiLineString" : "LineString");
  json.Key("coordinates");
  if (!crosses) {
    Line(from, to, json);
  } else {
    const double side = from.lon > 0 ? 180 : -180;
    const double to_lon = to.lon + 2 * side;  // `to`, counted on over the line
    const double lat = from.lat + (to.lat - from.lat) * (side - from.lon) / (to_lon - from.lon);
    json.BeginArray();
    Line(from, {side, lat}, json);
    Line({-side, lat}, to, json);
    json.EndArray();
  }
  json.EndObject();
}

void PointGeometry(Point point, JsonWriter& json) {
  json.BeginObject();
  json.Field("type", "Point");
  json.Key("coordinates");
  Position(point, json);
  json.EndObject();
}

/// Writes the geometry and tells what it shows: place, route, origin, destination, or empty.
std::string_view Geometry(const RecordView& record, JsonWriter& json) {
  const PlaceView* from = FirstWithPoint(record.origin);
  const PlaceView* to = FirstWithPoint(record.destination);
  if (from != nullptr && to != nullptr) {
    LineGeometry({from->lon, from->lat}, {to->lon, to->lat}, json);
    return "route";
  }
  const PlaceView* place = record.place.has_point ? &record.place : to != nullptr ? to : from;
  if (place == nullptr) {
    json.Null();
    return {};
  }
  PointGeometry({place->lon, place->lat}, json);
  return place == to ? "destination" : place == from ? "origin" : "place";
}

void FigureFields(std::string_view name, const FigureView& figure, JsonWriter& json) {
  if (!figure.given) return;
  const std::pair<std::string_view, double> bounds[] = {{"_low", figure.low}, {"_best", figure.best}, {"_high", figure.high}};
  for (const auto& [suffix, value] : bounds) {
    if (std::isnan(value)) continue;
    json.Key(std::string(name).append(suffix));
    json.Number(value);
  }
}

/// What records and findings have in common.
void SharedProperties(const RecordView& record, std::string_view shown, JsonWriter& json) {
  json.Field("kind", record.kind);
  json.Field("type", record.type);
  json.Field("mode", record.mode);
  json.Field("shown", shown);
  json.Field("date_start", record.time.start);
  json.Field("date_end", record.time.end);
  json.Field("time", record.time.text);
  json.Field("actors", Names(record.actors, "; "));
  json.Field("recipients", Names(record.recipients, "; "));
  json.Field("people", record.people.text);
  json.Field("holder", record.holder.text);
  json.Field("previous_holder", record.previous_holder.text);
  json.Field("how_many", HowManyOf(record));
  for (size_t i = 0; i < RecordView::kTolls; ++i) FigureFields(TollName(i), record.toll[i], json);
  FigureFields("count", record.count, json);
  json.Field("place", record.place.text);
  json.Field("country", record.place.country);
  json.Field("from", Names(record.origin, "; "));
  json.Field("to", record.joined.text.empty() ? Names(record.destination, "; ") : record.joined.text);
}

void Confidence(const RecordView& record, JsonWriter& json) {
  json.Key("confidence");
  json.Number(record.confidence);
}

void RecordProperties(const RecordView& record, const ReportRef& report, JsonWriter& json) {
  json.Field("source", record.source);
  json.Field("quote", record.quote);
  Confidence(record, json);
  json.Field("report", record.report);
  json.Field("source_id", report.source_id);
  json.Field("published", report.published);
}

void FindingProperties(const FindingView& finding, JsonWriter& json) {
  std::vector<std::string> rules, sources, reports;
  for (const FindingFigureView& figure : finding.figures) rules.push_back(figure.rule);
  for (const FindingClaimView& claim : finding.claims) sources.push_back(claim.source);
  for (const FindingReportView& report : finding.reports) reports.push_back(report.source_id);
  json.Field("rule", JoinUnique(rules, "; "));
  json.Field("sources", JoinUnique(sources, "; "));
  json.Field("contradictions", JoinUnique(finding.contradictions, "; "));
  json.Field("origins", finding.origins);
  if (finding.clarity != 0) json.Field("clarity", finding.clarity);
  json.Field("credibility", finding.credibility);
  Confidence(finding.shared, json);
  json.Field("source_ids", JoinUnique(reports, "; "));
}

class GeoJsonExporter : public Exporter {
 public:
  void Begin(std::string& out) override {
    out += "{\"type\":\"FeatureCollection\",\"features\":[";
    first_ = true;
  }

  Result<void> Record(std::string_view line, const ReportRef& report, std::string& out) override {
    const auto record = parser_.Parse(line);
    if (!record) return record.error();
    Feature(*record, [&](JsonWriter& json) { RecordProperties(*record, report, json); }, out);
    return {};
  }

  void Finding(const FindingView& finding, std::string& out) override {
    Feature(finding.shared, [&](JsonWriter& json) { FindingProperties(finding, json); }, out);
  }

  void End(std::string& out) override { out += "\n]}\n"; }

 private:
  template <class Own>
  void Feature(const RecordView& record, Own own, std::string& out) {
    out += first_ ? "\n" : ",\n";
    first_ = false;
    JsonWriter json(out);
    json.BeginObject();
    json.Field("type", "Feature");
    json.Field("id", record.id);
    json.Key("geometry");
    const std::string_view shown = Geometry(record, json);
    json.Key("properties");
    json.BeginObject();
    SharedProperties(record, shown, json);
    own(json);
    json.EndObject();
    json.EndObject();
  }

  RecordParser parser_;
  bool first_ = true;
};

}  // namespace

MadeExporter MakeGeoJson(const ExportSettings&) { return MadeExporter(std::make_unique<GeoJsonExporter>()); }

}  // namespace dateline
