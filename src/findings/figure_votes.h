// From claims to votes: one vote an origin, corrections applied, copies and denials out. All rules start from here; what they make of the votes differs.
#pragma once

#include <span>
#include <vector>

#include "findings/figure_tables.h"
#include "findings/figures.h"

namespace dateline {

/// What one origin says of the figure, last.
struct FigureVote {
  FigureReading read;
  int32_t day = FigureKey::kNoDay;
  uint32_t origin = 0;
  char letter = 0;  ///< A to D, or 0: no value
  double confidence = 1;
  ClaimSide side = ClaimSide::kUnknown;
  bool with_wounded = false;
  bool from_parts = false;  ///< a sum of parts: a lower bound
  bool correction = false;
  Hedge hedge = Hedge::kExact;
  std::vector<uint32_t> entries;  ///< rows of FigureBallot::entries that make the vote
};

/// The votes on one figure, in an order that does not depend on that of the claims, and what became of every claim.
class FigureBallot {
 public:
  struct Entry {
    const FigureClaim* claim = nullptr;
    ClaimUse use = ClaimUse::kCounted;
    double weight = 0;
  };

  /// O(n log n).
  FigureBallot(const FigureRules::Tables& tables, FigureRule rule, const FigureKey& key, std::span<const FigureClaim> claims, const FuseOptions& options);

  std::vector<FigureVote>& votes() { return votes_; }
  const FigureKey& key() const { return key_; }
  /// The claim that gave a vote its figure.
  const FigureClaim& ClaimOf(const FigureVote& vote) const { return *entries_[vote.entries.front()].claim; }
  /// Says of the claims of a vote what they were used as; `weight` is the vote's share.
  void Set(const FigureVote& vote, ClaimUse use, double weight = 0);
  /// Verdicts by id; `figure` tells which claims lie outside.
  std::vector<ClaimVerdict> Verdicts(const FusedFigure& figure) const;

 private:
  struct Direct;
  void Collect(std::span<const FigureClaim> claims, std::vector<Direct>& whole, std::vector<Direct>& parts);
  void DropCopies(std::vector<Direct>& claims);
  void ApplyCorrections(std::vector<Direct>& claims);
  void VoteByOrigin(std::vector<Direct>& claims);
  FigureVote SumOfParts(std::span<const Direct> parts);
  void VoteByParts(std::vector<Direct>& parts);
  bool Supersedes(const Direct& newer, const Direct& older);

  const FigureRules::Tables& tables_;
  FigureRule rule_;
  FigureKey key_;
  const FuseOptions& options_;
  std::vector<Entry> entries_;
  std::vector<FigureVote> votes_;
};

}  // namespace dateline
