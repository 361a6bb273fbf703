// From claims to findings: the way in to this folder.
//
//   ClaimSet claims;  // ClaimReader
//   Result<Fuser> fuser = Fuser::Load(knowledge);
//   Findings findings = fuser->Fuse(claims, corrections, {});
//
// The order of reports, the number of threads and a copy added change nothing in what comes out.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/container.h"
#include "dateline/result.h"
#include "findings/corrections.h"
#include "findings/event_graph.h"
#include "findings/finding.h"

namespace dateline {

struct FusionOptions {
  FigureRule rule = FigureRule::kDateline;
  int threads = 1;
  /// Pairs scored before, to go on from and to be brought up to date; null: none are kept. What comes out is the same.
  SavedGraph* graph = nullptr;
};

/// What two incidents have in common and what keeps them apart, for `dateline explain`.
struct PairReason {
  bool scored = false;  ///< false: a gate keeps them apart
  std::string gate;     ///< "time", "place" ...
  float probability = 0;
  std::vector<std::pair<std::string, float>> features;  ///< what each adds to the log-odds; the strongest first
};

/// Immutable after Load; shared by threads.
class Fuser {
 public:
  /// Errors name the table and row.
  static Result<Fuser> Load(const Container& knowledge);
  Fuser(Fuser&&) noexcept;
  Fuser& operator=(Fuser&&) noexcept;
  ~Fuser();

  /// All findings of a case. Near linear in the number of claims; about 60 microseconds each.
  Findings Fuse(const ClaimSet& claims, const Corrections& corrections, const FusionOptions& options) const;

  /// Why the claims of two incidents were, or were not, put together.
  PairReason Explain(const ClaimSet& claims, const Corrections& corrections, const Finding& a, const Finding& b) const;

 private:
  struct Impl;
  explicit Fuser(std::unique_ptr<const Impl> impl);
  std::unique_ptr<const Impl> impl_;
};

}  // namespace dateline
