// dateline mentions: what lies under the records, one JSON object a line.
#include <algorithm>
#include <optional>
#include <thread>

#include "base/table.h"
#include "cli/commands.h"
#include "cli/runs.h"
#include "cli/terminal.h"
#include "engine/mentions_run.h"
#include "engine/serialize.h"
#include "readers/given_spans.h"
#include "readers/inputs.h"

namespace dateline::cli {
namespace {

const std::vector<std::string_view> kClasses(std::begin(kMentionClassNames), std::end(kMentionClassNames));

/// "place,time" as bits; nothing: all. False when one is unknown.
bool ReadClasses(const std::vector<std::string>& given, uint32_t& out) {
  out = given.empty() ? kAllMentions : 0;
  for (const std::string& list : given) {
    for (const std::string_view name : SplitList(list, ',')) {
      const auto it = std::find(kClasses.begin(), kClasses.end(), name);
      if (it == kClasses.end()) {
        std::string names;
        for (const std::string_view known : kClasses) names += (names.empty() ? "" : ", ") + std::string(known);
        Complain("--class " + std::string(name) + ": unknown; expected some of " + names);
        return false;
      }
      out |= 1u << (it - kClasses.begin());
    }
  }
  return true;
}

}  // namespace

int RunMentions(const MentionsOptions& options) {
  dateline::MentionsOptions engine;
  if (!ReadClasses(options.classes, engine.classes)) return kUsage;
  std::optional<GivenSpans> given;
  if (!options.spans_in.empty()) {
    auto read = GivenSpans::Read(options.spans_in, kClasses);
    if (!read) {
      Complain(read.error().Message());
      return kUsage;
    }
    given.emplace(std::move(*read));
    engine.given = &*given;
  }
  const auto knowledge = OpenKnowledge(options.common);
  if (!knowledge) return kUsage;
  const Inputs inputs = ListInputs(options.paths);
  const bool failed = TellProblems(inputs, options.common.quiet) || (given && !given->problems().empty());
  if (given) {
    for (const Error& problem : given->problems()) Complain(problem.Message());
  }
  LinesFile out(options.jsonl);
  if (!out.IsOpen()) return kNotWritten;
  engine.reader.fields = options.fields;
  engine.threads = options.threads > 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  dateline::RunMentions(inputs, *knowledge, engine, out);
  return out.End(options.common.quiet, failed);
}

}  // namespace dateline::cli
