// The phrase around a place name: what is part of it ("northern Syria", "the town of Afrin", "the Iraqi border") and how the place meant lies to the one named
// ("near", "12 km north of").
#include <algorithm>
#include <charconv>
#include <cmath>

#include "mentions/places_workspace.h"

namespace dateline {
namespace {

constexpr double kKilometresPerDegree = 111.2;
constexpr double kFarthest = 500;  // km of "X km north of"

void AtLeast(uint8_t& precision, uint8_t least) {
  if (precision < least) precision = least;
}

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
      if (words_.At(work.words[e]).relation == "border_of") place.relation = "border_of";
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
    if (after.relation == "border_of") {
      place.relation = "border_of";
      place.precision = 5;
    }
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

/// "12 km (8 miles) north of X": moves the point; `compass` is the token of the direction.
void PlaceFinder::Move(const Document& doc, const Workspace& work, const Sentence& sentence, uint32_t compass, PlaceMention& place) const {
  const std::string_view direction = words_.At(work.words[compass]).compass;
  double km = -1;
  for (uint32_t t = compass; t-- > sentence.tokens.begin && compass - t <= 8 && km < 0;) {
    const PlaceWord& unit = words_.At(work.words[t]);
    if (!unit.Is(kDistanceWord, false) || t == sentence.tokens.begin) continue;
    for (const QuantityMention& quantity : doc.quantities) {
      if (quantity.number.end == t && quantity.estimate.best > 0) km = quantity.estimate.best * unit.kilometres;
    }
    const std::string_view digits = doc.token(t - 1);
    double number = 0;
    if (km < 0 && std::from_chars(digits.data(), digits.data() + digits.size(), number).ec == std::errc{}) km = number * unit.kilometres;
  }
  if (!(km > 0) || km > kFarthest || !place.has_point) return;
  const double north = direction.starts_with("north") ? 1 : direction.starts_with("south") ? -1 : 0;
  const double east = direction.find("east") != std::string_view::npos ? 1 : direction.find("west") != std::string_view::npos ? -1 : 0;
  const double length = std::sqrt(north * north + east * east);
  if (length == 0) return;
  place.lat = std::clamp(place.lat + north / length * km / kKilometresPerDegree, -90.0, 90.0);
  place.lon += east / length * km / (kKilometresPerDegree * std::max(0.1, std::cos(place.lat * 0.0174533)));
  if (place.lon > 180) place.lon -= 360;
  if (place.lon < -180) place.lon += 360;
}

void PlaceFinder::Relate(const Document& doc, const Workspace& work, const Sentence& sentence, PlaceMention& place) const {
  const uint32_t first = sentence.tokens.begin;
  uint32_t b = place.tokens.begin;
  const auto word = [&](uint32_t t) -> const PlaceWord& { return words_.At(work.words[t]); };
  // "between Syria and Turkey": the second has it from the first.
  if (b >= first + 2 && work.words[b - 1] == words_.and_ && !doc.places.empty()) {
    const PlaceMention& other = doc.places.back();
    if (other.relation == "between" && other.tokens.end + 2 >= b) place.relation = "between";
    return;
  }
  while (b > first && work.words[b - 1] == words_.the) --b;
  if (b == first) return;
  uint32_t p = b - 1;
  if ((work.words[p] == words_.of || work.words[p] == words_.with || work.words[p] == words_.from) && p > first) {
    const uint32_t q = p - 1;
    if (word(q).Is(kCompass, false) && work.words[p] != words_.with) {
      place.relation = word(q).compass;
      AtLeast(place.precision, 2);
      Move(doc, work, sentence, q, place);
    } else if (work.words[p] == words_.with || work.words[p] == words_.of) {
      const std::string_view relation = word(q).relation;
      if (relation == "border_of") place.relation = relation, place.precision = 5;
      if (relation == "outskirts_of") place.relation = relation, AtLeast(place.precision, 2);
    }
    return;
  }
  const std::string_view relation = word(p).relation;
  if (relation.empty()) return;
  if (relation == "in" && !place.relation.empty()) return;
  if (relation == "border_of") place.precision = 5;
  if (relation == "near") AtLeast(place.precision, 2);
  place.relation = relation;
}

}  // namespace dateline
