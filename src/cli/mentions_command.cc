// dateline mentions: what lies under the records, one JSON object a line.
#include <cstdio>

#include "base/mapped_file.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "engine/analyzer.h"
#include "engine/serialize.h"
#include "readers/inputs.h"
#include "readers/reader.h"

namespace dateline::cli {
namespace {

class MentionSink : public ReportSink {
 public:
  MentionSink(const Knowledge& knowledge, std::FILE* out) : analyzer_(knowledge), out_(out) {}
  bool Accept(Report report) override {
    const std::string lines = MentionsJson(analyzer_.AnalyzeMentions(std::move(report)));
    written_ = std::fwrite(lines.data(), 1, lines.size(), out_) == lines.size();
    return written_;
  }
  bool Fail(InputProblem problem, uint64_t, uint64_t, uint32_t) override {
    Complain(problem.error.Message());
    failed_ = true;
    return true;
  }
  bool failed() const { return failed_; }
  bool written() const { return written_; }

 private:
  Analyzer analyzer_;
  std::FILE* out_;
  bool failed_ = false, written_ = true;
};

}  // namespace

int RunMentions(const MentionsOptions& options) {
  const auto knowledge = Knowledge::Open(FindKnowledge(options.common.knowledge), FindModel(options.common), FindGazetteer(options.common.gazetteer));
  if (!knowledge) {
    Complain(knowledge.error().Message());
    return kUsage;
  }
  const Inputs inputs = ListInputs(options.paths);
  bool failed = false;
  for (const InputProblem& problem : inputs.problems) {
    if (!options.common.quiet || !problem.skipped) Complain(problem.error.Message());
    failed = failed || !problem.skipped;
  }
  std::FILE* out = options.jsonl == "-" ? stdout : std::fopen(options.jsonl.c_str(), "wb");
  if (out == nullptr) {
    Complain(options.jsonl + ": cannot be written");
    return kNotWritten;
  }
  ReaderOptions reader;
  reader.fields = options.fields;
  MentionSink sink(**knowledge, out);
  for (const InputFile& file : inputs.files) {
    const Result<void> read = ReadReports(file, reader, sink);
    if (!read) {
      Complain(read.error().Message());
      failed = true;
    }
    if (!sink.written()) break;
  }
  const bool closed = (out == stdout ? std::fflush(out) : std::fclose(out)) == 0;
  if (!sink.written() || !closed) {
    Complain((options.jsonl == "-" ? std::string("standard output") : options.jsonl) + ": cannot be written (is the disk full?)");
    return kNotWritten;
  }
  return failed || sink.failed() ? kSomeFailed : kOk;
}

}  // namespace dateline::cli
