// Records: what one sentence of one report claims (docs/records.md). Rows of Document::records; empty or invalid means: the text does not say.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "dateline/mention.h"
#include "dateline/span.h"

namespace dateline {

enum class RecordKind : uint8_t { kEvent, kMovement, kStock, kControl, kStatement };
enum class Polarity : uint8_t { kAffirmed, kDenied };
enum class Certainty : uint8_t { kAsserted, kProbable, kPossible, kDoubtful };
enum class Tense : uint8_t { kPast, kOngoing, kFuture, kHypothetical };

struct Stance {
  Polarity polarity = Polarity::kAffirmed;
  Certainty certainty = Certainty::kAsserted;
  Tense time = Tense::kPast;
  Span hedge;  ///< the words that hedge
};

/// The figures an event may carry, in the order of Record::toll.
enum class Toll : uint8_t { kKilled, kInjured, kMissing, kDetained, kAbducted };
inline constexpr size_t kTolls = 5;

struct TollEstimate {
  bool given = false;
  Estimate estimate;
  Span who;  ///< "civilians"; may be empty
};

struct Record {
  RecordKind kind = RecordKind::kEvent;
  std::string_view type;  ///< PLOVER type, manner, state or change; empty for statements
  std::string_view mode;
  std::string_view rule;  ///< row that found it: "assault.kill.v"
  std::string_view rule_file;
  uint32_t rule_line = 0;
  SentenceId sentence;
  Span quote;    ///< the clause that says it
  Span trigger;  ///< one to four words
  AttributionId attribution;
  Stance stance;
  float confidence = 0;

  std::vector<PartyId> actors, recipients;   ///< event
  PartyId people, facilitator;               ///< movement, stock
  PartyId holder, previous_holder;           ///< control
  PartyId joined;                            ///< movement joined: the group
  std::vector<PlaceId> origin, via, destination;
  std::vector<PlaceId> places;               ///< event, stock, control: most specific first
  std::vector<TimeId> times;
  std::array<TollEstimate, kTolls> toll;
  bool has_count = false;
  Estimate count;  ///< movement, stock
  bool has_price = false;
  Estimate price;
  std::string_view per;        ///< person, family, passage
  std::string_view direction;  ///< "south and west"
  std::vector<uint32_t> weapons, damage;  ///< event: rows of Document::things
  std::string_view idmc_term;
  Span content;                ///< statement
  std::vector<PartyId> about;  ///< statement
  static constexpr uint32_t kNoRecord = UINT32_MAX;
  uint32_t part_of = kNoRecord;  ///< row of Document::records whose figure holds this one's ("of whom 800 returned")
};

}  // namespace dateline
