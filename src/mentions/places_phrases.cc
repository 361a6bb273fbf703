// The phrase around a place name: what is part of it ("northern Syria", "the town of Afrin", "the Iraqi border") and how the place meant lies to the one named
// ("near", "12 km north of", "between A and B").
#include <algorithm>
#include <charconv>
#include <cmath>

#include "mentions/places_workspace.h"

namespace dateline {
namespace {

constexpr double kFarthest = 500;   // km of "X km north of"
constexpr double kNearby = 25;      // km: UCDP's "near"
constexpr double kFarthestPair = 300;  // km between A and B with a point in the middle
constexpr uint32_t kMostBetween = 8;   // tokens between a distance and its direction

void SetPrecision(const PlaceRelation& relation, uint8_t& precision) {
  if (relation.precision == 0) return;
  if (relation.at_least) precision = std::max(precision, relation.precision);
  else if (relation.at_most) precision = std::min(precision, relation.precision);
  else precision = relation.precision;
}

/// Moves the point so far into a direction, on the sphere.
void MovePoint(double km, double bearing, double& lat, double& lon) {
  const double d = km / kEarthRadius, from = lat * kDegree;
  const double to = std::asin(std::sin(from) * std::cos(d) + std::cos(from) * std::sin(d) * std::cos(bearing));
  lon += std::atan2(std::sin(bearing) * std::sin(d) * std::cos(from), std::cos(d) - std::sin(from) * std::sin(to)) / kDegree;
  lat = to / kDegree;
  if (lon > 180) lon -= 360;
  if (lon < -180) lon += 360;
}

/// The point in the middle of two, on the sphere.
void SetMiddle(PlaceMention& a, PlaceMention& b) {
  const double phi1 = a.lat * kDegree, phi2 = b.lat * kDegree, way = (b.lon - a.lon) * kDegree;
  const double x = std::cos(phi2) * std::cos(way), y = std::cos(phi2) * std::sin(way);
  const double lat = std::atan2(std::sin(phi1) + std::sin(phi2), std::hypot(std::cos(phi1) + x, y)) / kDegree;
  double lon = a.lon + std::atan2(y, std::cos(phi1) + x) / kDegree;
  if (lon > 180) lon -= 360;
  if (lon < -180) lon += 360;
  a.lat = b.lat = lat;
  a.lon = b.lon = lon;
}

/// Radians from north, clockwise; negative: none.
double Bearing(std::string_view direction) {
  const double north = direction.starts_with("north") ? 1 : direction.starts_with("south") ? -1 : 0;
  const double east = direction.find("east") != std::string_view::npos ? 1 : direction.find("west") != std::string_view::npos ? -1 : 0;
  if (north == 0 && east == 0) return -1;
  const double angle = std::atan2(east, north);
  return angle < 0 ? angle + 360 * kDegree : angle;
}

bool IsDash(std::string_view text) { return text == "-" || text == "\u2010" || text == "\u2011" || text == "\u2013"; }

}  // namespace

void PlaceFinder::Widen(const Document& doc, const Workspace& work, const Sentence& sentence, PlaceMention& place) const {
  const auto word = [&](uint32_t t) -> const PlaceWord& { return words_.At(work.words[t]); };
  uint32_t& e = place.tokens.end;
  if (place.is_demonym) {  // "the Iraqi border", "the Syrian capital"
    if (e >= sentence.tokens.end || place.country.empty() || !word(e).Is(kGround, IsCapital(doc, e)) || doc.token(place.tokens.begin).ends_with('s')) return;
    const PlaceWord& ground = word(e);
    const float confidence = place.confidence;
    const Span name = place.name_span;
    const TokenRange tokens = {place.tokens.begin, e + 1};
    if (ground.ground_feature == "P.PPLC") {
      for (const Spot& spot : work.spots) {
        if (spot.tokens.begin != tokens.begin) continue;
        const uint32_t seat = gazetteer_.entry(work.candidates[work.names[spot.name].best].link).seat;
        if (seat == 0) return;
        place = Describe(seat - 1, confidence);
      }
    } else {
      place.feature = ground.ground_feature;
      place.precision = ground.ground_precision;
    }
    place.is_demonym = false;
    place.tokens = tokens;
    place.name_span = name;
    place.span = doc.tokens.span(tokens);
    return;
  }
  // "Hasakah province", "the Euphrates River Valley".
  while (e < sentence.tokens.end) {
    const PlaceWord& after = word(e);
    const bool capital = IsCapital(doc, e);
    if (!after.Is(kAfterPlace, capital)) break;
    if (after.after_feature.starts_with("P.") && !place.feature.starts_with("P.")) place.precision = after.after_precision;
    else if (!after.after_feature.starts_with("P.") && place.precision < 6) place.precision = after.after_precision;
    if (!after.after_feature.empty() && place.precision < 6) place.feature = after.after_feature;
    ++e;
  }
  uint32_t& b = place.tokens.begin;
  const uint32_t first = sentence.tokens.begin;
  while (b > first) {
    const PlaceWord& before = word(b - 1);
    const bool hyphen = doc.token(b - 1) == "-" && b >= first + 2 && word(b - 2).Is(kBeforePlace, true);
    if (!hyphen && !before.Is(kBeforePlace, IsCapital(doc, b - 1))) break;
    b -= hyphen ? 2 : 1;
    const uint8_t precision = hyphen ? uint8_t{5} : before.before_precision;
    if (precision == 0) continue;
    place.relation = "part_of";
    if (place.precision == 6 && !place.feature.starts_with("L.CONT")) place.precision = precision;
  }
  // "the town of Afrin", "the province of Idlib".
  if (b >= first + 2 && work.words[b - 1] == words_.of) {
    const PlaceWord& kind = word(b - 2);
    if (kind.Is(kAfterPlace, IsCapital(doc, b - 2)) && !kind.Is(kRelationWord, false)) {
      if (place.precision < 6 || kind.after_feature.starts_with("P.")) {
        place.feature = kind.after_feature;
        place.precision = kind.after_precision;
      }
      b -= 2;
    }
  }
  place.span = doc.tokens.span(place.tokens);
}

/// The longest row of relations.tsv whose words lead up to token `next` (a phrase before the name) or away from it; `next` becomes the token beyond them.
const PlaceRelation* PlaceFinder::RelationAt(const Document& doc, const Workspace& work, const Sentence& sentence, bool before, uint32_t& next) const {
  const TokenRange tokens = sentence.tokens;
  const auto at_end = [&](uint32_t t) { return before ? t < tokens.begin || t == UINT32_MAX : t >= tokens.end; };
  const auto step = [&](uint32_t t) { return before ? t - 1 : t + 1; };
  const auto skip = [&](uint32_t t) {
    while (!at_end(t) && (work.words[t] == words_.the || words_.At(work.words[t]).Is(kBeforePlace, IsCapital(doc, t)))) t = step(t);
    return t;
  };
  const uint32_t first = skip(next);
  // "north of X": a direction is of class `before` too, but no part of the phrase here.
  for (const uint32_t start : {next, first}) {
    if (at_end(start)) continue;
    for (const PlaceRelation& relation : words_.Relations(work.words[start])) {
      if (relation.before != before) continue;
      uint32_t t = start;
      uint8_t matched = 0;
      while (matched < relation.size && !at_end(t)) {
        if (work.words[t] == relation.words[matched]) ++matched;
        else if (skip(t) == t) break;
        t = step(t);
      }
      if (matched < relation.size) continue;
      next = t;
      return &relation;
    }
  }
  return nullptr;
}

/// Kilometres of the distance whose words end before token `end` ("12 km (8 miles) due"); 0: none.
double PlaceFinder::DistanceBefore(const Document& doc, const Workspace& work, const Sentence& sentence, uint32_t end) const {
  const uint32_t first = sentence.tokens.begin;
  for (uint32_t t = end; t-- > first && end - t <= kMostBetween;) {
    const PlaceWord& word = words_.At(work.words[t]);
    const std::string_view text = doc.token(t);
    if (!word.Is(kDistanceWord, false)) {
      if (word.Is(kWay, false) || text == "(" || text == ")" || text == "," || text == "or" || (doc.tokens.shape[t] & kHasDigit)) continue;
      return 0;
    }
    const auto after = std::upper_bound(doc.quantities.begin(), doc.quantities.end(), t, [](uint32_t token, const QuantityMention& q) { return token < q.tokens.begin; });
    if (after != doc.quantities.begin()) {
      const QuantityMention& quantity = *(after - 1);
      const bool told = quantity.estimate.hedge != Hedge::kVague && !quantity.is_label;
      if (quantity.number.end == t) return told && quantity.estimate.best > 0 ? quantity.estimate.best * word.kilometres : 0;
    }
    if (t == first) return 0;
    const std::string_view digits = doc.token(t - 1);
    double number = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return read.ec == std::errc{} && read.ptr == digits.data() + digits.size() ? number * word.kilometres : 0;
  }
  return 0;
}

/// "12 km north of X", "north of X": `compass` is the token of the direction.
void PlaceFinder::Move(const Document& doc, const Workspace& work, const Sentence& sentence, uint32_t compass, PlaceMention& place) const {
  std::string_view direction = words_.At(work.words[compass]).compass;
  uint32_t begin = compass;
  if (compass >= sentence.tokens.begin + 2 && IsDash(doc.token(compass - 1))) {  // "south - east"
    const std::string_view half = words_.At(work.words[compass - 2]).compass;
    for (const std::string_view whole : {"northeast_of", "northwest_of", "southeast_of", "southwest_of"}) {
      if (!half.empty() && whole.substr(0, 5) == half.substr(0, 5) && whole.substr(5) == direction) direction = whole, begin = compass - 2;
    }
  }
  place.relation = direction;
  const double km = DistanceBefore(doc, work, sentence, begin), bearing = Bearing(direction);
  if (km <= 0 || km > kFarthest || !place.has_point || place.precision > 3 || bearing < 0) {
    if (place.precision < 6) place.precision = std::max<uint8_t>(place.precision, place.precision > 3 ? 5 : 2);
    return;
  }
  MovePoint(km, bearing, place.lat, place.lon);
  place.distance_km = km;
  place.precision = km <= kNearby ? 2 : 5;
}

/// "between A and B", "the A-B road", "the border with A and B": what the second of two has from the first, and the point in the middle.
void PlaceFinder::Join(Document& doc, const Workspace& work, uint32_t name_end, bool dash, PlaceMention& place) const {
  PlaceMention& other = doc.places.back();
  const auto is_point = [](const PlaceMention& p) { return p.has_point && p.precision <= 2 && p.distance_km == 0; };
  const bool line = dash && name_end < doc.tokens.size() && words_.At(work.words[name_end]).Is(kLineWord, true);
  if (dash && place.relation == "border_of") {
    other.relation = place.relation;
    other.precision = place.precision;
  }
  if (!line && other.relation != "between") {
    const bool shared = !dash && other.distance_km == 0 && place.relation.empty();
    if (!shared || other.is_demonym || other.relation.empty()) return;
    place.relation = other.relation;
    if (other.relation == "border_of" || other.relation == "off" || (place.precision < 6 && other.precision > place.precision)) place.precision = other.precision;
    return;
  }
  const bool middle = is_point(place) && is_point(other) && other.feature.starts_with("P.") &&
                      PlaceDistance(place.lat, place.lon, other.lat, other.lon) < kFarthestPair;
  place.relation = other.relation = line ? "along" : "between";
  place.precision = other.precision = 5;
  if (middle) SetMiddle(place, other);
}

void PlaceFinder::Relate(Document& doc, const Workspace& work, const Spot& spot, PlaceMention& place) const {
  const Sentence& sentence = doc.sentences[spot.sentence];
  const uint32_t first = sentence.tokens.begin, b = place.tokens.begin;
  const bool follows = b > first && !doc.places.empty() && doc.places.back().tokens.end + 1 == b && !doc.places.back().is_metonym;
  const bool dash = b > first && IsDash(doc.token(b - 1));
  uint32_t next = spot.tokens.end;
  if (const PlaceRelation* after = RelationAt(doc, work, sentence, false, next)) {
    place.relation = after->relation;
    SetPrecision(*after, place.precision);
    if (dash && follows) return Join(doc, work, spot.tokens.end, dash, place);
    uint32_t outer = b - 1;  // "off Libya's coast"
    const PlaceRelation* before = b > first ? RelationAt(doc, work, sentence, true, outer) : nullptr;
    if (before == nullptr || before->relation != "off") return;
    place.relation = before->relation;
    SetPrecision(*before, place.precision);
    return;
  }
  if (b == first) return;
  if (dash || work.words[b - 1] == words_.and_ || work.words[b - 1] == words_.or_) {
    if (follows) Join(doc, work, spot.tokens.end, dash, place);
    return;
  }
  next = b - 1;
  const PlaceRelation* before = RelationAt(doc, work, sentence, true, next);
  uint32_t p = b - 1;
  while (p > first && work.words[p] == words_.the) --p;
  // Directions are many and regular: they are found by their class.
  if (before == nullptr || before->size < 3) {
    const bool compass = p > first && (work.words[p] == words_.of || work.words[p] == words_.from) && !words_.At(work.words[p - 1]).compass.empty();
    if (compass) return Move(doc, work, sentence, p - 1, place);
    if (p > first && (work.words[p] == words_.from || words_.At(work.words[p]).relation == "near")) {  // "12 km from X", "12 km outside X"
      const double km = DistanceBefore(doc, work, sentence, p);
      if (km > 0 && km <= kFarthest && place.precision <= 3) {
        place.relation = "near";
        place.distance_km = km;
        place.precision = km <= kNearby ? 2 : 5;
        return;
      }
    }
  }
  if (before == nullptr || (before->relation == "in" && !place.relation.empty())) return;
  if (before->relation == "between") {  // of two, or it says nothing
    const size_t index = static_cast<size_t>(&spot - work.spots.data());
    const bool two = place.tokens.end < sentence.tokens.end && work.words[place.tokens.end] == words_.and_ && index + 1 < work.spots.size() &&
                     work.spots[index + 1].tokens.begin <= place.tokens.end + 3;
    if (!two) return;
  }
  place.relation = before->relation;
  if (before->relation != "between" || place.precision > 2) SetPrecision(*before, place.precision);
}

}  // namespace dateline
