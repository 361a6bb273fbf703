// Why a name means this place: what was weighed for every place it could be.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dateline/mention.h"

namespace dateline {

/// The parts of a candidate's score, in nats; they add up to Total.
struct PlaceScore {
  float prior = 0;     ///< kind, people, usual or rare name
  float held = 0;      ///< lies in what is said to hold it ("Paris, Texas")
  float country = 0;   ///< the report's other names speak of its country
  float division = 0;  ///< and of its province
  float near = 0;      ///< a place that is sure lies near
  float cluster = 0;   ///< another name of the report could mean a place right beside it
  float list = 0;      ///< it stands in a list of places of its kind
  float dateline = 0;  ///< it is where the report was written
  float kind = 0;      ///< the words beside the name say that it is a province, a town
  float Total() const { return prior + held + country + division + near + cluster + list + dateline + kind; }
};

struct PlaceCandidate {
  PlaceMention place;  ///< without span
  std::string_view kind;  ///< country, region, province, district, town
  uint32_t population = 0;
  PlaceScore score;
  float share = 0;     ///< probability among the candidates
};

/// One place in the text where the name stands.
struct PlaceExplanation {
  Span span;      ///< bytes of the clean text
  Span sentence;
  float is_place = 0;  ///< probability that a place is meant, by the words around
  bool mention = false;  ///< it became a mention
  std::vector<PlaceCandidate> candidates;  ///< likeliest first
};

}  // namespace dateline
