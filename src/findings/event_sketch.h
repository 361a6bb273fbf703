// What a comparison of two occurrences needs, in a few cache lines: slots as hashes and numbers that do not depend on the order of reading, so that a pair's score rests
// on the two things compared alone. About 150 bytes an occurrence, and 8 bytes a name or word.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/container.h"
#include "dateline/result.h"
#include "findings/claim.h"
#include "findings/occurrence.h"

namespace dateline {

/// Rows of knowledge/findings/types.tsv: what can be one event although it is called otherwise.
class EventTypes {
 public:
  static constexpr std::string_view kTable = "findings/types.tsv";
  static Result<EventTypes> Load(const Container& knowledge);

  struct Entry {
    uint16_t type = 0, mode = 0, group = 0;  ///< mode 0: open
    uint32_t families = 0;                   ///< a bit each
  };
  /// Types that no row names (manners of movements, states of stocks) are each a family of their own: `families` 0.
  Entry Find(std::string_view type, std::string_view mode) const;
  /// Number of a family, for its bit; -1: none of that name.
  int Family(std::string_view name) const;

 private:
  std::unordered_map<std::string, Entry> entries_;  ///< by "type" or "type/mode"
  std::vector<std::string> families_;
};

/// Where an event is said to have happened, or a report to have been written.
struct SketchPlace {
  float lat = 0, lon = 0;
  float radius = 0;             ///< km; what the precision leaves open
  uint8_t precision = 0;        ///< 0: no place
  bool has_point = false;
  uint32_t geonameid = 0;
  uint32_t name = 0, country = 0, adm1 = 0, adm2 = 0;  ///< hashes; 0: not known

  bool known() const { return precision != 0; }
  /// Known down to a district or better, by a point.
  bool narrow() const { return has_point && precision != 0 && precision <= 3; }
};

/// How one figure stands in a comparison.
struct SketchFigure {
  float low = 0, best = 0, high = 0;  ///< low 0, high infinite where open
  bool given = false, exact = false;
};

/// A party as a comparison sees it.
struct SketchParty {
  uint32_t actor = 0, name = 0, person = 0, country = 0, role = 0;  ///< hashes; 0: none. person: of the last name, full: of the whole name
  uint32_t full = 0;
};

struct EventSketch {
  ContentId id;                 ///< of the occurrence: made from the ids of its claims
  uint32_t report = 0;          ///< row of EventSketches::reports
  RecordKind kind = RecordKind::kEvent;
  EventTypes::Entry type;
  uint32_t plain_type = 0;      ///< hash of a type that types.tsv does not have
  bool background = false, total = false, unreal = false, told = false;  ///< unreal: only feared or planned; told: a day is told
  uint8_t date_precision = 0;
  int32_t start = kNoDay, end = kNoDay;
  SketchPlace place;
  SketchFigure killed, injured, count;
  Slice parties;                ///< of EventSketches::parties: actors, then recipients
  uint16_t actors = 0;          ///< how many of them are actors
  Slice names, words, weapons;  ///< of EventSketches::hashes, each sorted
};

struct ReportSketch {
  ContentId id;
  int32_t published = kNoDay;
  uint32_t publisher = 0;
  uint32_t origin = 0;          ///< row of the report where the text first stood; itself where it is no copy
  SketchPlace dateline;
  Slice persons;                ///< hashes of whole names of persons that take part in what it tells, sorted
  Slice names;                  ///< of names in the quotes of all its claims, sorted
  Slice words;                  ///< of words there: the smallest hashes, sorted
  Slice places;                 ///< of the towns and districts that its claims name, sorted
  Slice title;                  ///< of words of the title, sorted
};

/// All occurrences of a case, for comparing.
struct EventSketches {
  std::vector<EventSketch> events;    ///< as the occurrences
  std::vector<ReportSketch> reports;  ///< as ClaimSet::reports
  std::vector<SketchParty> parties;
  std::vector<uint32_t> hashes;

  std::span<const uint32_t> Hashes(Slice slice) const { return std::span(hashes).subspan(slice.begin, slice.count); }
  std::span<const SketchParty> Actors(const EventSketch& event) const { return std::span(parties).subspan(event.parties.begin, event.actors); }
  std::span<const SketchParty> Recipients(const EventSketch& event) const {
    return std::span(parties).subspan(event.parties.begin + event.actors, event.parties.count - event.actors);
  }
};

/// Makes sketches. O(length of the quotes).
class EventSketcher {
 public:
  static Result<EventSketcher> Load(const Container& knowledge);

  EventSketches Make(const ClaimSet& claims, std::span<const Occurrence> occurrences) const;

  const EventTypes& types() const { return types_; }
  /// A value of knowledge/findings/gates.tsv.
  double Gate(std::string_view name) const;

 private:
  friend class SketchMaker;
  EventTypes types_;
  std::unordered_map<std::string, double> gates_;
  std::unordered_set<std::string> plain_;
};

/// Id of an occurrence: a hash over the ids of its claims, whatever their order.
ContentId OccurrenceId(const ClaimSet& claims, const Occurrence& occurrence);

}  // namespace dateline
