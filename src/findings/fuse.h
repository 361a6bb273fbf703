// From claims to findings: the way in to this folder.
//
//   ClaimSet claims;  // ClaimReader
//   Result<Fuser> fuser = Fuser::Load(knowledge);
//   Findings findings = fuser->Fuse(claims, corrections, {});
//
// The order of reports, the number of threads and a copy added change nothing in what comes out.
#pragma once

#include <memory>

#include "base/container.h"
#include "dateline/result.h"
#include "findings/corrections.h"
#include "findings/finding.h"

namespace dateline {

struct FusionOptions {
  FigureRule rule = FigureRule::kDateline;
  int threads = 1;
};

/// Immutable after Load; shared by threads.
class Fuser {
 public:
  static Result<Fuser> Load(const Container& knowledge);
  Fuser(Fuser&&) noexcept;
  Fuser& operator=(Fuser&&) noexcept;
  ~Fuser();

  /// All findings of a case. Near linear in the number of claims.
  Findings Fuse(const ClaimSet& claims, const Corrections& corrections, const FusionOptions& options) const;

 private:
  struct Impl;
  explicit Fuser(std::unique_ptr<const Impl> impl);
  std::unique_ptr<const Impl> impl_;
};

}  // namespace dateline
