// dateline knowledge build | check.
#include <fmt/format.h>

#include "base/mapped_file.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "engine/examples.h"
#include "engine/knowledge.h"
#include "engine/knowledge_check.h"

namespace dateline::cli {

int RunKnowledgeBuild(const KnowledgeBuildOptions& options) {
  const auto bytes = Knowledge::Build(options.folder);
  if (!bytes) {
    Complain(bytes.error().Message());
    return kUsage;
  }
  if (const Result<void> written = WriteFile(options.out, *bytes); !written) {
    Complain(written.error().Message());
    return kNotWritten;
  }
  // What was written must load: a wrong row is told here, not at the first report.
  const auto knowledge = Knowledge::Open(options.out, FindModel({}));
  if (!knowledge) {
    Complain(knowledge.error().Message());
    return kUsage;
  }
  Say(fmt::format("wrote {} ({:.1f} MB), knowledge {}", options.out, static_cast<double>(bytes->size()) / 1e6, (*knowledge)->version()));
  return kOk;
}

int RunKnowledgeCheck(const KnowledgeCheckOptions& options) {
  const auto knowledge = Knowledge::Open(FindKnowledge(options.common.knowledge), FindModel(options.common));
  if (!knowledge) {
    Complain(knowledge.error().Message());
    return kUsage;
  }
  if (const Result<void> sound = (*knowledge)->container().VerifyAll(); !sound) {
    Complain(sound.error().Message());
    return kUsage;
  }
  std::vector<Error> problems = CheckTables((*knowledge)->container());
  for (Error& problem : (*knowledge)->codes().CheckExamples()) problems.push_back(std::move(problem));
  for (const Error& problem : problems) Print(problem.Message() + "\n");
  Print(fmt::format("tables: {} looked through, {} problems\n", (*knowledge)->container().Tables("").size(), problems.size()));
  Analyzer analyzer(**knowledge);
  analyzer.set_frames_only();
  analyzer.set_keep_candidates(true);
  size_t passed = 0, failed = 0;
  for (const Frame& frame : (*knowledge)->records().frames().frames()) {
    if (!frame.id.starts_with(options.only)) continue;
    const ExampleResult result = CheckExample(frame, analyzer);
    passed += result.passed;
    failed += !result.passed;
    if (!result.passed) Print(fmt::format("{} ({}): {}\n    {}\n    {}\n", result.id, result.where, result.problem, frame.example, frame.gives));
  }
  for (const ExampleResult& result : CheckTableExamples((*knowledge)->container(), analyzer, options.only)) {
    passed += result.passed;
    failed += !result.passed;
    if (!result.passed) Print(fmt::format("{}: {}\n    {}\n", result.where, result.problem, result.id));
  }
  Print(fmt::format("examples: {} passed, {} failed\n", passed, failed));
  return failed == 0 && problems.empty() ? kOk : kSomeFailed;
}

}  // namespace dateline::cli
