// Fusion within a report: its claims of one happening become one occurrence (docs/fusion.md, "Within a report").
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/container.h"
#include "dateline/result.h"
#include "findings/claim.h"
#include "findings/corrections.h"
#include "findings/mention_pair.h"
#include "findings/occurrence.h"

namespace dateline {

/// Immutable after Load; may be used by several threads at once.
class MentionMerger {
 public:
  static constexpr std::string_view kWeights = "findings/within-weights.tsv";

  /// Errors name the table and row.
  static Result<MentionMerger> Load(const Container& knowledge);

  /// The occurrences of a report, by their first claims. Statements and rejected claims stand in none; what a person has joined or parted stays so. O(n^2) in the claims
  /// of a report up to kWindow of them, linear beyond. About 20 microseconds a claim.
  std::vector<Occurrence> Merge(const ClaimSet& claims, uint32_t report, const Corrections& corrections) const;
  /// The same for all reports, one after the other.
  std::vector<Occurrence> MergeAll(const ClaimSet& claims, const Corrections& corrections) const;

  /// Log-odds that two claims of a report speak of one happening, the gates aside.
  float Score(const MentionFeatures& features) const;
  const MentionPairs& pairs() const { return pairs_; }
  /// For the trainer: other weights, by MentionPairs::Names().
  void set_weights(std::vector<float> weights) { weights_ = std::move(weights); }

  static constexpr size_t kWindow = 300;

 private:
  using Groups = std::vector<std::vector<uint32_t>>;
  /// Groups of rows of `views`.
  Groups Group(const ClaimSet& claims, std::span<const MentionView> views, const Corrections& corrections) const;
  Groups GroupWindow(const ClaimSet& claims, std::span<const MentionView> views, std::span<const uint32_t> rows, const Corrections& corrections) const;

  MentionPairs pairs_;
  std::vector<float> weights_;
};

/// The occurrence of these claims of a report, in the order of the text: pooled slots, the best name first, what is said twice once.
/// `period`, `background`: of each claim.
Occurrence MakeOccurrence(const ClaimSet& claims, std::vector<uint32_t> rows, bool period, bool background);

}  // namespace dateline
