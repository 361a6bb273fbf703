#include "cli/findings_access.h"

#include <utility>

#include "cli/fusing.h"
#include "cli/terminal.h"

namespace dateline::cli {
namespace {

std::optional<FindingReader> Fail(const Error& error) {
  Complain(error.Message());
  return std::nullopt;
}

}  // namespace

std::optional<FindingReader> OpenFindings(const std::string& path, std::string_view rule, const Container& knowledge) {
  Result<FindingReader> reader = FindingReader::Open(path);
  if (!reader) return Fail(reader.error());
  if (!reader->current() || (!rule.empty() && rule != reader->rule())) {
    const Result<FigureRule> by = FigureRuleByName(rule.empty() ? Name(FigureRule::kDateline) : rule);
    if (!by) return Fail(by.error());
    const std::optional<Fusing> fusing = Fusing::From(knowledge);
    if (!fusing) return std::nullopt;
    const Result<uint64_t> broken = reader->Recompute(fusing->By(*by), *by, fusing->Links());
    if (!broken) return Fail(broken.error());
    if (*broken > 0) Complain(path + ": " + std::to_string(*broken) + " records could not be understood and stand in no finding");
  }
  return std::move(*reader);
}

}  // namespace dateline::cli
