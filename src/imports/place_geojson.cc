// GeoJSON: collections, single features, one feature a line; Who's On First's features by their wof: keys.
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/table.h"
#include "base/utf8.h"
#include "imports/place_rows.h"

namespace dateline {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

struct Point {
  double lat = 0, lon = 0;
};

constexpr std::string_view kExpected = "GeoJSON: a FeatureCollection of features with a geometry and properties";

bool ReadPoint(element pair, Point& out) {
  array xy;
  if (pair.get(xy) != simdjson::SUCCESS || xy.size() < 2) return false;
  return xy.at(0).get(out.lon) == simdjson::SUCCESS && xy.at(1).get(out.lat) == simdjson::SUCCESS;
}

bool ReadPoints(element list, std::vector<Point>& out) {
  array points;
  if (list.get(points) != simdjson::SUCCESS) return false;
  for (const element point : points) {
    if (!ReadPoint(point, out.emplace_back())) return false;
  }
  return !out.empty();
}

/// The centroid of a ring and its area (degrees squared); the mean of the corners where it has none.
double Centroid(const std::vector<Point>& ring, Point& out) {
  double area = 0, x = 0, y = 0, mean_x = 0, mean_y = 0;
  const Point& origin = ring.front();  // near numbers lose no digits
  for (size_t i = 0; i < ring.size(); ++i) {
    const Point &a = ring[i], &b = ring[(i + 1) % ring.size()];
    const double ax = a.lon - origin.lon, ay = a.lat - origin.lat, bx = b.lon - origin.lon, by = b.lat - origin.lat, cross = ax * by - bx * ay;
    area += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
    mean_x += ax;
    mean_y += ay;
  }
  const auto count = static_cast<double>(ring.size());
  const bool flat = std::abs(area) < 1e-14;
  out = {origin.lat + (flat ? mean_y / count : y / (3 * area)), origin.lon + (flat ? mean_x / count : x / (3 * area))};
  return std::abs(area) / 2;
}

/// Half way along a line.
Point Middle(const std::vector<Point>& line) {
  const auto step = [](const Point& a, const Point& b) { return std::hypot(a.lat - b.lat, (a.lon - b.lon) * std::cos(a.lat * 0.0174533)); };
  double length = 0, done = 0;
  for (size_t i = 1; i < line.size(); ++i) length += step(line[i - 1], line[i]);
  for (size_t i = 1; i < line.size(); ++i) {
    const double here = step(line[i - 1], line[i]);
    if (done + here >= length / 2 && here > 0) {
      const double part = (length / 2 - done) / here;
      return {line[i - 1].lat + part * (line[i].lat - line[i - 1].lat), line[i - 1].lon + part * (line[i].lon - line[i - 1].lon)};
    }
    done += here;
  }
  return line.front();
}

/// A point for any geometry; `feature`: what it is where nothing says so.
bool PointOf(object geometry, Point& out, std::string_view& feature, int depth = 0) {
  std::string_view type;
  element coordinates;
  if (geometry["type"].get(type) != simdjson::SUCCESS || depth > 8) return false;
  std::vector<Point> points;
  if (type == "GeometryCollection") {
    array parts;
    object first;
    return geometry["geometries"].get(parts) == simdjson::SUCCESS && parts.at(0).get(first) == simdjson::SUCCESS && PointOf(first, out, feature, depth + 1);
  }
  if (geometry["coordinates"].get(coordinates) != simdjson::SUCCESS) return false;
  if (type == "Point") return ReadPoint(coordinates, out);
  if (type == "MultiPoint") {
    if (!ReadPoints(coordinates, points)) return false;
    for (const Point& p : points) out.lat += p.lat / static_cast<double>(points.size()), out.lon += p.lon / static_cast<double>(points.size());
    return true;
  }
  feature = "L.AREA";
  if (type == "LineString") return ReadPoints(coordinates, points) && (out = Middle(points), true);
  array parts;
  if (coordinates.get(parts) != simdjson::SUCCESS || parts.size() == 0) return false;
  if (type == "MultiLineString") return ReadPoints(parts.at(0).value(), points) && (out = Middle(points), true);
  if (type == "Polygon") return ReadPoints(parts.at(0).value(), points) && (Centroid(points, out), true);
  if (type != "MultiPolygon") return false;
  double largest = -1;
  for (const element part : parts) {
    array rings;
    Point centre;
    points.clear();
    if (part.get(rings) != simdjson::SUCCESS || rings.size() == 0 || !ReadPoints(rings.at(0).value(), points)) return false;
    if (const double area = Centroid(points, centre); area > largest) largest = area, out = centre;
  }
  return largest >= 0;
}

/// Text of a string or number; lists and objects of them by '|'.
void AppendText(element value, std::string& out, int depth = 0) {
  const auto add = [&](std::string_view text) {
    if (Trim(text).empty()) return;
    if (!out.empty()) out += '|';
    out += text;
  };
  switch (value.type()) {
    case simdjson::dom::element_type::STRING: return add(std::string_view(value));
    case simdjson::dom::element_type::INT64: return add(std::to_string(int64_t(value)));
    case simdjson::dom::element_type::UINT64: return add(std::to_string(uint64_t(value)));
    case simdjson::dom::element_type::DOUBLE: return add(std::to_string(double(value)));
    case simdjson::dom::element_type::ARRAY:
      if (depth > 3) return;
      for (const element item : array(value)) AppendText(item, out, depth + 1);
      return;
    case simdjson::dom::element_type::OBJECT:
      if (depth > 3) return;
      for (const simdjson::dom::key_value_pair pair : object(value)) AppendText(pair.value, out, depth + 1);
      return;
    default: return;
  }
}

std::string TextOf(object properties, std::string_view key) {
  element value;
  std::string out;
  if (properties.at_key(key).get(value) == simdjson::SUCCESS) AppendText(value, out);
  return out;
}

class FeatureReader {
 public:
  explicit FeatureReader(PlaceTaker& taker) : taker_(taker) {}

  /// False when reading should end.
  bool Read(std::string_view json, const std::string& where) {
    element root;
    const auto error = parser_.parse(simdjson::padded_string(json)).get(root);
    object feature, properties, geometry;
    if (error != simdjson::SUCCESS) return taker_.Fault({where, std::string("not JSON (") + simdjson::error_message(error) + ")", std::string(kExpected)});
    if (root.get(feature) != simdjson::SUCCESS || feature["properties"].get(properties) != simdjson::SUCCESS) {
      return taker_.Fault({where, "a feature without properties", std::string(kExpected)});
    }
    element any;
    if (properties.at_key("wof:id").get(any) == simdjson::SUCCESS) return ReadWhosOnFirst(properties, feature, where);
    Point point;
    std::string_view default_feature = "P.PPL";
    if (feature["geometry"].get(geometry) != simdjson::SUCCESS || !PointOf(geometry, point, default_feature)) {
      return taker_.Fault({where, "a feature without a point, line or polygon", "a geometry with coordinates [longitude, latitude]"});
    }
    std::array<std::string, kPlaceColumns> cells;
    for (const simdjson::dom::key_value_pair pair : properties) {
      std::string_view key = pair.key;
      const PlaceColumn column = PlaceColumnOf(key);
      if (column != PlaceColumn::kNone && cells[static_cast<size_t>(column)].empty()) AppendText(pair.value, cells[static_cast<size_t>(column)]);
    }
    const auto cell = [&](PlaceColumn column) -> std::string& { return cells[static_cast<size_t>(column)]; };
    if (cell(PlaceColumn::kId).empty()) cell(PlaceColumn::kId) = TextOf(feature, "id");
    std::string& others = cell(PlaceColumn::kAlternatives);
    std::replace(others.begin(), others.end(), ';', '|');
    if (cell(PlaceColumn::kName).empty()) cell(PlaceColumn::kName) = others.substr(0, others.find('|'));
    const std::string lat = std::to_string(point.lat), lon = std::to_string(point.lon);
    const std::string_view of = cell(PlaceColumn::kFeature).empty() ? default_feature : std::string_view(cell(PlaceColumn::kFeature));
    return taker_.Take({cell(PlaceColumn::kName), others, of, cell(PlaceColumn::kCountry), cell(PlaceColumn::kAdm1), cell(PlaceColumn::kId), lat, lon, cell(PlaceColumn::kPopulation)}, where);
  }

 private:
  bool ReadWhosOnFirst(object properties, object feature, const std::string& where) {
    const auto text = [&](std::string_view key) { return TextOf(properties, key); };
    const std::string current = text("mz:is_current"), deprecated = text("edtf:deprecated"), superseded = text("wof:superseded_by");
    const bool past = current == "0" || (current == "-1" && !taker_.options().any_age) || (!deprecated.empty() && deprecated != "uuuu") || !superseded.empty();
    if (past) return taker_.LeaveOut();
    const std::string own = text("wof:name"), english = text("name:eng_x_preferred");
    const std::string name = english.empty() ? own : english.substr(0, english.find('|'));
    std::string others = english;
    for (const std::string& more : {text("name:eng_x_variant"), text("name:eng_x_colloquial")}) {
      if (!more.empty()) others += '|' + more;
    }
    if (own != name) AppendLatinNames(own, others);
    std::string lat = text("lbl:latitude"), lon = text("lbl:longitude");
    if (lat.empty() || lon.empty()) lat = text("geom:latitude"), lon = text("geom:longitude");
    object geometry;
    Point point;
    std::string_view feature_word;
    if ((lat.empty() || lon.empty()) && feature["geometry"].get(geometry) == simdjson::SUCCESS && PointOf(geometry, point, feature_word)) {
      lat = std::to_string(point.lat), lon = std::to_string(point.lon);
    }
    std::string country = text("wof:country"), population = text("wof:population");
    if (country == "XX" || country == "-1") country.clear();
    if (population.empty()) population = text("gn:population");
    if (population.starts_with('-')) population.clear();
    return taker_.Take({name, others, text("wof:placetype"), country, {}, "wof:" + text("wof:id"), lat, lon, population}, where);
  }

  PlaceTaker& taker_;
  simdjson::dom::parser parser_;
};

/// Gives each feature of a collection with the line on which it begins.
class CollectionReader {
 public:
  CollectionReader(const std::string& text, const std::string& name, PlaceTaker& taker) : text_(text), name_(name), reader_(taker) {}

  Result<void> Read() {
    if (IsLines()) return ReadLines();
    simdjson::padded_string padded(text_);
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document;
    simdjson::ondemand::object root;
    if (parser.iterate(padded).get(document) != simdjson::SUCCESS || document.get_object().get(root) != simdjson::SUCCESS) return NotJson();
    simdjson::ondemand::array features;
    if (root.find_field_unordered("features").get_array().get(features) != simdjson::SUCCESS) {
      reader_.Read(text_, name_);  // a single feature
      return {};
    }
    const char* begin = padded.data();
    for (auto item : features) {
      simdjson::ondemand::object feature;
      std::string_view raw;
      if (item.get_object().get(feature) != simdjson::SUCCESS || feature.raw_json().get(raw) != simdjson::SUCCESS) return NotJson();
      if (!reader_.Read(raw, Where(static_cast<size_t>(raw.data() - begin)))) return {};
    }
    return {};
  }

 private:
  Error NotJson() const { return {name_ + ":" + std::to_string(line_), "no whole JSON from here on", std::string(kExpected)}; }

  std::string Where(size_t at) {
    line_ += static_cast<uint64_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(counted_), text_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    counted_ = at;
    return name_ + ":" + std::to_string(line_);
  }

  /// One feature a line, a second line begins one too.
  bool IsLines() const {
    const size_t end = text_.find('\n');
    if (end == std::string::npos) return false;
    const std::string_view line = Trim(std::string_view(text_).substr(0, end));
    const size_t next = text_.find_first_not_of(" \t\r\n", end);
    return line.ends_with('}') && next != std::string::npos && (text_[next] == '{' || text_[next] == '\x1E');
  }

  Result<void> ReadLines() {
    uint64_t number = 0;
    for (size_t at = 0; at < text_.size();) {
      const size_t end = std::min(text_.find('\n', at), text_.size());
      std::string_view line = Trim(std::string_view(text_).substr(at, end - at));
      at = end + 1;
      ++number;
      if (line.starts_with('\x1E')) line.remove_prefix(1);
      if (!line.empty() && !reader_.Read(line, name_ + ":" + std::to_string(number))) break;
    }
    return {};
  }

  const std::string& text_;
  const std::string& name_;
  FeatureReader reader_;
  uint64_t line_ = 1;
  size_t counted_ = 0;
};

}  // namespace

Result<void> ReadGeoJson(std::string text, const std::string& name, PlaceTaker& taker) {
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  if (!utf8::IsValid(text)) {
    uint64_t line = 1;
    size_t at = 0;
    for (; at < text.size(); at += utf8::Decode(text, at).size) {
      if (const utf8::Decoded d = utf8::Decode(text, at); d.code == utf8::kReplacement && d.size == 1) break;
      line += text[at] == '\n' ? 1 : 0;
    }
    return Error{name + ":" + std::to_string(line), "bytes that are not UTF-8", "UTF-8 text"};
  }
  return CollectionReader(text, name, taker).Read();
}

}  // namespace dateline
