// The occurrences of a case as a graph of scored pairs, kept from one state of the case to the next: what was scored is not scored again, and only components that a change
// touches are clustered again. What comes out is exactly what a fresh graph gives for the same case.
//
//   EventGraph graph(model, 2);
//   const EventClusters& events = graph.Update(claims, occurrences, corrections);
//   ... reports are added, others taken out ...
//   graph.Update(claims, occurrences, corrections);   // scores pairs with new occurrences only
//
// Across runs of the program: Save() after, Restore() before the first Update.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "findings/blocking.h"
#include "findings/clusters.h"
#include "findings/corrections.h"
#include "findings/same_event.h"

namespace dateline {

/// Two clusters that may be one event: for a person to decide.
struct ClusterLink {
  uint32_t first = 0, second = 0;  ///< of EventClusters::clusters
  float probability = 0;
  bool contradicts = false;        ///< too many of their occurrences contradict each other
};

struct EventClusters {
  std::vector<std::vector<uint32_t>> clusters;  ///< rows of occurrences, by content id; clusters by the id of their first
  std::vector<ClusterLink> possibly;
  uint64_t scored = 0;      ///< pairs that this update scored
  uint32_t clustered = 0;   ///< components of two or more that it clustered anew
};

/// What of a graph outlives the program: prints of occurrences and reports, and the pairs among them that scored.
struct SavedGraph {
  struct Edge {
    uint32_t a = 0, b = 0;  ///< of `prints`
    int32_t log_odds = 0;
  };
  std::vector<ContentId> prints;
  std::vector<Edge> edges;
  std::vector<uint32_t> full;  ///< keys of blocks that were too full
};

class EventGraph {
 public:
  /// `model` outlives the graph.
  explicit EventGraph(const SameEventModel& model, int threads = 1) : model_(model), threads_(threads < 1 ? 1 : threads) {}

  /// The events of a case as it stands now. About 10 microseconds an occurrence that is new, 3 for those known; 400 bytes an occurrence.
  const EventClusters& Update(const ClaimSet& claims, std::span<const Occurrence> occurrences, const Corrections& corrections = {});

  /// The sketches of the last update, for explaining pairs.
  const EventSketches& sketches() const { return sketches_; }
  SavedGraph Save() const;
  void Restore(const SavedGraph& saved);

 private:
  std::vector<uint32_t> Anchors() const;
  void Print();
  std::vector<uint8_t> CarryOver(const EventBlocks& blocks);
  void ScorePairs(const EventBlocks& blocks, const std::vector<uint8_t>& fresh);
  EventDecisions Decisions(const ClaimSet& claims, std::span<const Occurrence> occurrences, const Corrections& corrections) const;
  void Cluster(const EventDecisions& decisions);
  /// Clusters of a component, as places in `rows`.
  struct Known {
    std::vector<std::vector<uint32_t>> groups;
    std::vector<GroupLink> links;
    bool used = false;
  };
  const Known& Component(std::span<const uint32_t> rows, const std::vector<EventEdge>& edges, const EventDecisions& decisions, std::vector<uint32_t>& place);
  template <class ComponentOf>
  void LinkOver(ComponentOf component_of, const EventDecisions& decisions);
  std::vector<uint32_t> ClusterOf() const;
  void AddRepeats();
  void Order();

  const SameEventModel& model_;
  int threads_;
  EventSketches sketches_;
  std::vector<uint32_t> anchor_;      ///< of each occurrence: the one it repeats word for word; itself where none
  std::vector<ContentId> prints_;     ///< of each occurrence: all that scores rest on
  std::vector<EventEdge> edges_;      ///< sorted
  std::unordered_set<uint32_t> full_;
  std::unordered_map<uint64_t, Known> components_;  ///< by a hash of all that clustering rests on
  EventClusters out_;
};

}  // namespace dateline
