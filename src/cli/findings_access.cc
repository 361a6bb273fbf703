#include "cli/findings_access.h"

#include <algorithm>
#include <thread>

#include "cli/terminal.h"
#include "findings/fuse.h"

namespace dateline::cli {

Result<FindingReader> OpenFindings(const std::string& path, std::string_view rule, const Container& knowledge) {
  Result<FindingReader> reader = FindingReader::Open(path);
  if (!reader || (reader->current() && (rule.empty() || rule == reader->rule()))) return reader;
  const Result<FigureRule> by = FigureRuleByName(rule.empty() ? Name(FigureRule::kDateline) : rule);
  if (!by) return by.error();
  const Result<Fuser> fuser = Fuser::Load(knowledge);
  if (!fuser) return fuser.error();
  const FusionOptions options{*by, static_cast<int>(std::max(1U, std::thread::hardware_concurrency()))};
  const Result<uint64_t> broken = reader->Recompute([&](ClaimSet& claims, const Corrections& corrections) { return fuser->Fuse(claims, corrections, options); }, *by);
  if (!broken) return broken.error();
  if (*broken > 0) Complain(path + ": " + std::to_string(*broken) + " records could not be understood and stand in no finding");
  return reader;
}

}  // namespace dateline::cli
