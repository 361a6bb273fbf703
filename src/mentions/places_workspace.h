// What PlaceFinder keeps while it reads one report; reused for the next.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/geo.h"
#include "dateline/document.h"
#include "dateline/place_explanation.h"
#include "mentions/gazetteer.h"
#include "mentions/places.h"
#include "mentions/places_words.h"

namespace dateline {

/// A stretch of text that is the name of some place.
struct PlaceFinder::Spot {
  static constexpr uint32_t kFound = UINT32_MAX;
  enum class Wanted : uint8_t { kAny, kTown, kDivision, kDistrict };
  TokenRange tokens;
  uint32_t sentence = 0;
  uint32_t name = 0;        ///< index into Workspace::names
  Gazetteer::Node node;
  float evidence = 0;       ///< log odds that a place is meant
  bool capitals = false;    ///< written in capitals within other text, or with periods
  bool after_comma = false;
  bool loose = false;
  bool demonym = false;
  bool person = false;      ///< stands as (part of) a person's name
  bool located = false;     ///< "in X", "X province"
  Wanted wanted = Wanted::kAny;  ///< by the words beside it
  uint32_t within = UINT32_MAX;  ///< spot of the place said to hold it: "Afrin, in northern Syria"
  bool within_direct = false;    ///< "Austin, Texas"
  uint32_t given = kFound;       ///< index of the span that the caller says is a place
  Span name_span;                ///< of a given one: the part that the gazetteer knows
};

/// A name as it stands in the report, once or more; it means one place throughout.
struct PlaceFinder::Name {
  uint32_t key = 0;
  uint32_t first = 0, count = 0;  ///< its candidates
  uint32_t spots = 0, persons = 0, placed = 0;
  float evidence = -99;           ///< of its best spot
  uint32_t best = UINT32_MAX;     ///< candidate
  float confidence = 0;           ///< that, if a place, it is this one of those known
  float known = 0;                ///< that it is one of those known
  std::array<uint8_t, 5> beside{};  ///< by Gazetteer::Kind: neighbours in lists
  bool demonym = false;
  bool large = false;             ///< can be a country or a region of the hand-made table
  bool given = false;
  uint32_t commonness = 0;
};

struct PlaceFinder::Candidate {
  Gazetteer::Link link;
  PlaceScore score;
  float share = 0;
};

struct PlaceFinder::SentenceInfo {
  bool capitals = false;  ///< written in capitals throughout
  bool headline = false;  ///< Most Words Begin With a Capital
};

struct PlaceFinder::Workspace {
  const WordId* words = nullptr;  ///< one a token
  std::vector<WordId> own_words;
  std::string folded, loose;
  std::vector<SentenceInfo> sentences;
  std::vector<Spot> spots;
  std::vector<Name> names;
  std::vector<Candidate> candidates;
  std::vector<uint32_t> name_table;       ///< open addressing: 1 + index into names
  std::vector<float> countries, divisions;  ///< weight of each in this report
  std::vector<uint16_t> touched_divisions;
  std::vector<uint32_t> anchors;          ///< names that are sure
  std::vector<std::pair<uint32_t, uint32_t>> lists;  ///< names that stand beside each other in a list
  float total = 0, division_total = 0;
  std::vector<PlaceMention> dateline_places;  ///< of datelines that are no sentence
  uint32_t dateline = UINT32_MAX;         ///< entry of the place where the report was written
};

inline bool IsCapital(const Document& doc, uint32_t t) { return (doc.tokens.shape[t] & kCapitalized) != 0; }
inline bool SpaceBefore(const Document& doc, uint32_t t) { return (doc.tokens.shape[t] & kSpaceBefore) != 0; }

}  // namespace dateline
