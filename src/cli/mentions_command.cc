// dateline mentions: what lies under the records, one JSON object a line.
#include <algorithm>
#include <cstdio>
#include <optional>
#include <thread>

#include "base/table.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "engine/mentions_run.h"
#include "engine/serialize.h"
#include "readers/given_spans.h"
#include "readers/inputs.h"

namespace dateline::cli {
namespace {

const std::vector<std::string_view> kClasses(std::begin(kMentionClassNames), std::end(kMentionClassNames));

class FileSink : public MentionsSink {
 public:
  explicit FileSink(std::FILE* out) : out_(out) {}
  bool Write(std::string_view lines) override {
    written_ = std::fwrite(lines.data(), 1, lines.size(), out_) == lines.size();
    return written_;
  }
  void Fail(const Error& error) override {
    Complain(error.Message());
    failed_ = true;
  }
  void Discarded(bool report, uint32_t sentences) override {
    reports_ += report ? 1 : 0;
    sentences_ += sentences;
  }
  uint64_t reports_discarded() const { return reports_; }
  uint64_t sentences_discarded() const { return sentences_; }
  bool failed() const { return failed_; }
  bool written() const { return written_; }

 private:
  std::FILE* out_;
  bool failed_ = false, written_ = true;
  uint64_t reports_ = 0, sentences_ = 0;
};

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
  bool failed = given && !given->problems().empty();
  for (const InputProblem& problem : inputs.problems) {
    if (!options.common.quiet || !problem.skipped) Complain(problem.error.Message());
    failed = failed || !problem.skipped;
  }
  if (given) {
    for (const Error& problem : given->problems()) Complain(problem.Message());
  }
  std::FILE* out = options.jsonl == "-" ? stdout : std::fopen(options.jsonl.c_str(), "wb");
  if (out == nullptr) {
    Complain(options.jsonl + ": cannot be written");
    return kNotWritten;
  }
  engine.reader.fields = options.fields;
  engine.threads = options.threads > 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  FileSink sink(out);
  dateline::RunMentions(inputs, *knowledge, engine, sink);
  if (!options.common.quiet) SayDiscarded(sink.reports_discarded(), sink.sentences_discarded());
  const bool closed = (out == stdout ? std::fflush(out) : std::fclose(out)) == 0;
  if (!sink.written() || !closed) {
    Complain((options.jsonl == "-" ? std::string("standard output") : options.jsonl) + ": cannot be written (is the disk full?)");
    return kNotWritten;
  }
  return failed || sink.failed() ? kSomeFailed : kOk;
}

}  // namespace dateline::cli
