#include "cli/findings_access.h"

#include <optional>

#include "cli/fusing.h"
#include "cli/terminal.h"

namespace dateline::cli {

Result<FindingReader> OpenFindings(const std::string& path, std::string_view rule, const Container& knowledge) {
  Result<FindingReader> reader = FindingReader::Open(path);
  if (!reader || (reader->current() && (rule.empty() || rule == reader->rule()))) return reader;
  const Result<FigureRule> by = FigureRuleByName(rule.empty() ? Name(FigureRule::kDateline) : rule);
  if (!by) return by.error();
  const std::optional<Fusing> fusing = Fusing::From(knowledge);
  if (!fusing) return Error{path, "has no findings", "knowledge with the tables of fusion"};
  const Result<uint64_t> broken = reader->Recompute(fusing->By(*by), *by, fusing->Links());
  if (!broken) return broken.error();
  if (*broken > 0) Complain(path + ": " + std::to_string(*broken) + " records could not be understood and stand in no finding");
  return reader;
}

}  // namespace dateline::cli
