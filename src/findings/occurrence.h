// An occurrence: what one report says of one event - its claims about it, merged, with their slots pooled. Fusion over reports compares occurrences, never single
// claims, since "12 people died" in the third sentence has its place and day from the first.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "findings/claim.h"

namespace dateline {

struct Occurrence {
  uint32_t report = 0;
  RecordKind kind = RecordKind::kEvent;
  std::vector<uint32_t> claims;   ///< rows of ClaimSet::claims, in the order of the text
  uint32_t main = 0;              ///< the claim that says most
  TextId type = 0, mode = 0;
  std::vector<uint32_t> places;   ///< rows of ClaimSet::places where it happened, most specific first
  ClaimTime time;                 ///< told by its claims; else not known
  ClaimTime window;               ///< when it can have happened: `time`, else around the day of publication
  std::vector<uint32_t> actors, recipients;  ///< rows of ClaimSet::parties, one of each that is the same
  std::vector<TextId> weapons;
  std::vector<uint64_t> names;    ///< hashes of the rare names and words of its quotes, sorted
  std::array<uint32_t, kFigureSlots> figures;  ///< rows of ClaimSet::figures: what the report gives for it as a whole; kNoRow: none
  bool background = false;        ///< told as something long past, an anniversary
  bool total = false;             ///< a running total or a period's sum, not one event
};

}  // namespace dateline
