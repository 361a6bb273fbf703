// Occurrences into events: average-link clustering of scored pairs, in which no chain of likenesses joins what contradicts. Exact in integers, so that it comes out the same
// whatever the order of the pairs.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "findings/same_event.h"

namespace dateline {

/// A scored pair of rows of EventSketches::events, a < b.
struct EventEdge {
  uint32_t a = 0, b = 0;
  int32_t log_odds = 0;  ///< thousandths
  friend bool operator==(const EventEdge&, const EventEdge&) = default;
};

/// Two groups that may be one event.
struct GroupLink {
  uint32_t first = 0, second = 0;  ///< groups of the component
  float probability = 0;           ///< averaged over their pairs
  bool vetoed = false;             ///< probable enough to be merged, but for contradictions
};

struct ComponentGroups {
  std::vector<std::vector<uint32_t>> groups;  ///< rows, by content id; groups by their first row's
  std::vector<GroupLink> links;
};

/// What a person decided, in rows of EventSketches::events.
struct EventDecisions {
  std::vector<std::pair<uint32_t, uint32_t>> same, apart;
};

/// Clusters the occurrences `rows`, sorted by content id, by average link. Of up to kDense rows every pair is scored; of more the pairs in `edges`, and what is not there counts
/// as unlikely. Two clusters are not merged where more than the veto share of their pairs contradict each other or a person put them apart; what a person put
/// together is one from the start. O(edges log edges), O(rows^2) gates for those that are about to be merged.
ComponentGroups ClusterComponent(const SameEventModel& model, const EventSketches& sketches, std::span<const uint32_t> rows, std::span<const EventEdge> edges,
                                 const EventDecisions& decisions);

inline constexpr int64_t kStrongPair = 6000;     ///< log-odds in an average are clamped here, so that one pair does not outweigh all others
inline constexpr int64_t kUnscoredPair = -2500;  ///< what a pair counts there that no block brought together
constexpr int64_t ClampedLogOdds(int32_t log_odds) { return log_odds > kStrongPair ? kStrongPair : log_odds < -kStrongPair ? -kStrongPair : log_odds; }

inline constexpr size_t kDenseComponent = 48;
inline constexpr size_t kGiantComponent = 1500;  ///< larger ones are cut at their weakest edges first

}  // namespace dateline
