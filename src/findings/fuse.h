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

}  // namespace dateline
