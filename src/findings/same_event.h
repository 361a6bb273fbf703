// Whether two occurrences, as a rule of different reports, are the same event: gates that nothing outweighs, then a log-linear model over what they say. The answer rests on
// the two occurrences and their reports alone, never on the rest of the case, so that a report more or less changes only what it touches (docs/fusion.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "findings/event_sketch.h"

namespace dateline {

/// Why two occurrences cannot be one event.
enum class Gate : uint8_t { kNone, kKind, kType, kTime, kPlace, kVictim, kSides, kTotal, kBackground, kUnreal };
inline constexpr size_t kGates = 10;
/// "none", "kind", "type", "time", "place", "victim", "sides", "total", "background", "unreal".
std::string_view Name(Gate gate);

/// What two occurrences that pass the gates have in common, as numbers of EventFeatureName.
struct EventPairFeatures {
  static constexpr size_t kMost = 32;
  std::array<uint8_t, kMost> ids{};
  size_t count = 0;
  void Add(size_t id) { ids[count++] = static_cast<uint8_t>(id); }
};
size_t EventFeatureCount();
/// "time=same-day".
std::string_view EventFeatureName(size_t id);

/// A pair as `dateline explain` tells it.
struct EventPairExplanation {
  Gate gate = Gate::kNone;
  float probability = 0;
  std::vector<std::pair<std::string_view, float>> features;  ///< name, what it adds to the log-odds; the strongest first
};

class SameEventModel {
 public:
  static constexpr std::string_view kTable = "findings/same-event-weights.tsv";
  static constexpr int32_t kScale = 1000;  ///< log-odds 1.0

  /// An Error where a table is missing or names a feature that there is not.
  static Result<SameEventModel> Load(const Container& knowledge);
  /// Without weights, for learning them: every pair has log-odds 0.
  static Result<SameEventModel> WithoutWeights(const Container& knowledge);

  const EventSketcher& sketcher() const { return sketcher_; }
  EventSketches Sketch(const ClaimSet& claims, std::span<const Occurrence> occurrences) const { return sketcher_.Make(claims, occurrences); }

  /// Symmetric, as all that follows. About 20 nanoseconds.
  Gate Contradiction(const EventSketches& sketches, uint32_t a, uint32_t b) const;
  EventPairFeatures Features(const EventSketches& sketches, uint32_t a, uint32_t b) const;
  /// Calibrated log-odds in thousandths, of a pair that passes the gates. About 150 nanoseconds.
  int32_t LogOdds(const EventSketches& sketches, uint32_t a, uint32_t b) const;
  EventPairExplanation Explain(const EventSketches& sketches, uint32_t a, uint32_t b) const;

  static float Probability(double log_odds);   ///< of thousandths
  /// Log-odds from which two are merged, and from which a person is asked.
  int32_t merge() const { return merge_; }
  int32_t possibly() const { return possibly_; }

 private:
  friend class EventPairReader;
  static Result<SameEventModel> LoadGates(const Container& knowledge);

  EventSketcher sketcher_;
  std::vector<int32_t> weights_;   ///< by feature
  double slope_ = 1, shift_ = 0;
  int32_t merge_ = 0, possibly_ = -1500;
  uint32_t fight_ = 0;  ///< the family of fights, as in EventTypes
  double days_ = 1, apart_ = 5;
};

}  // namespace dateline
