#include "coders/code_run.h"

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "base/days.h"
#include "engine/in_order.h"
#include "language/conllu_document.h"
#include "readers/conllu_reports.h"

namespace dateline::coders {
namespace {

constexpr Room kRoom{size_t{64} << 20, 384};

/// A report, or what was wrong in its place.
struct Job {
  Report report;
  std::string lines;
  std::vector<Error> errors;
  uint32_t sentences = 0;  ///< discarded
  bool story = false;
};
using Put = std::function<bool(Job, size_t, bool)>;

class JobSink : public ReportSink {
 public:
  explicit JobSink(const Put& put) : put_(put) {}
  bool Accept(Report report) override {
    Job job;
    const size_t bytes = report.original.size();
    job.report = std::move(report);
    return going_ = put_(std::move(job), bytes, true);
  }
  bool Fail(InputProblem problem, uint64_t, uint64_t, uint32_t) override { return Tell(std::move(problem.error)); }
  bool Tell(Error error) {
    Job job;
    job.errors.push_back(std::move(error));
    return going_ = put_(std::move(job), 0, false);
  }
  bool going() const { return going_; }

 private:
  const Put& put_;
  bool going_ = true;
};

/// Codes reports; one a thread.
class JobWorker {
 public:
  JobWorker(const CoderBook& book, const TextParser* parser, const CodeOptions& options) : parser_(parser), options_(&options), coder_(book, options.coder) {
    if (parser != nullptr) workspace_.emplace(*parser);
  }

  void operator()(Job& job) {
    const Document* doc = options_->conllu ? Trees(job) : &parser_->Clean(std::move(job.report), TextParser::Depth::kTrees, *workspace_);
    if (doc == nullptr) return;
    const auto day = ParseIsoDay(doc->report.published);
    coder_.Code(*doc, day ? *day : TimeMention::kNoDay, coded_);
    job.story = coded_.story_discarded;
    job.sentences = static_cast<uint32_t>(coded_.discarded.size());
    AppendEvents(*doc, coded_, options_->format, job.lines);
  }

 private:
  const Document* Trees(Job& job) {
    const auto sentences = ReadConllu(job.report.original, job.report.file, job.report.line);
    const auto sound = sentences ? CheckTrees(*sentences, job.report.file) : Result<void>(sentences.error());
    if (!sound) {
      job.errors.push_back(sound.error());
      return nullptr;
    }
    FromConllu(*sentences, true, trees_);
    trees_.report = std::move(job.report);
    return &trees_;
  }

  const TextParser* parser_;
  const CodeOptions* options_;
  Coder coder_;
  CodedReport coded_;
  Document trees_;
  std::optional<TextParser::Workspace> workspace_;
};

}  // namespace

void RunCode(const Inputs& inputs, const CoderBook& book, const TextParser* parser, const CodeOptions& options, LinesSink& sink) {
  const auto read_all = [&](const Put& put) {
    for (const InputFile& file : inputs.files) {
      JobSink jobs(put);
      const Result<void> read = options.conllu ? ReadConlluReports(file, options.reader, jobs) : ReadReports(file, options.reader, jobs);
      if (!jobs.going() || (!read && !jobs.Tell(read.error()))) return;
    }
  };
  RunInOrder<Job>(options.threads, kRoom, read_all, [&] { return JobWorker(book, parser, options); },
                   [&](Job& job) {
                     for (const Error& error : job.errors) sink.Fail(error);
                     if (job.story || job.sentences > 0) sink.Discarded(job.story, job.sentences);
                     return job.lines.empty() || sink.Write(job.lines);
                   });
}

}  // namespace dateline::coders
