// dateline code: event lines by the dictionaries of other coders.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <thread>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "coders/code_run.h"

namespace dateline::cli {
namespace {

class FileSink : public coders::CodeSink {
 public:
  explicit FileSink(std::FILE* out) : out_(out) {}
  bool Write(std::string_view lines) override { return written_ = std::fwrite(lines.data(), 1, lines.size(), out_) == lines.size(); }
  void Fail(const Error& error) override {
    Complain(error.Message());
    failed_ = true;
  }
  void Discarded(bool report, uint32_t sentences) override {
    reports_ += report ? 1 : 0;
    sentences_ += sentences;
  }
  uint64_t reports() const { return reports_; }
  uint64_t sentences() const { return sentences_; }
  bool failed() const { return failed_; }
  bool written() const { return written_; }

 private:
  std::FILE* out_;
  bool failed_ = false, written_ = true;
  uint64_t reports_ = 0, sentences_ = 0;
};

/// The dictionaries that the options name; faults in them are told. An Error: one cannot be used.
Result<coders::CoderBook> OpenBook(const CodeOptions& options, const Container& knowledge) {
  coders::CoderFiles files;
  if (!options.dictionary.empty()) {
    auto found = coders::DictionariesIn(options.dictionary);
    if (!found && options.verbs.empty()) return found.error();
    if (found) files = std::move(*found);
  }
  const auto add = [](const std::vector<std::string>& from, std::vector<std::string>& to) { to.insert(to.end(), from.begin(), from.end()); };
  if (!options.verbs.empty()) files.verbs = options.verbs;
  add(options.common.actors, files.actors);
  add(options.common.agents, files.agents);
  add(options.common.discards, files.discards);
  add(options.issues, files.issues);
  files.dialect = DialectOf(options.common.dialect);
  auto book = coders::CoderBook::Load(files, knowledge);
  if (book && !options.common.quiet) {
    for (const Error& warning : book->warnings()) Complain(warning.Message());
  }
  return book;
}

}  // namespace

int RunCode(const CodeOptions& options) {
  const auto knowledge = Container::Open(FindKnowledge(options.common.knowledge));
  if (!knowledge) {
    Complain(knowledge.error().Message());
    return kUsage;
  }
  const auto book = OpenBook(options, *knowledge);
  if (!book) {
    Complain(book.error().Message());
    return kUsage;
  }
  std::unique_ptr<const TextParser> parser;
  if (!options.conllu_in) {
    auto opened = TextParser::Open(FindKnowledge(options.common.knowledge), FindModel(options.common), true);
    if (!opened) {
      Complain(opened.error().Message());
      return kUsage;
    }
    parser = std::move(*opened);
  }
  coders::CodeOptions engine;
  engine.coder.lone_actors = options.lone_actors;
  engine.format = options.format == "jsonl" ? coders::EventFormat::kJsonl : options.format == "tabari" ? coders::EventFormat::kTabari : coders::EventFormat::kPetrarch;
  engine.reader.fields = options.fields;
  engine.conllu = options.conllu_in;
  engine.threads = options.threads > 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  const Inputs inputs = ListInputs(options.paths, options.conllu_in ? InputKind::kConllu : InputKind::kUnknown);
  bool failed = false;
  for (const InputProblem& problem : inputs.problems) {
    if (!options.common.quiet || !problem.skipped) Complain(problem.error.Message());
    failed = failed || !problem.skipped;
  }
  std::FILE* out = options.out == "-" ? stdout : std::fopen(options.out.c_str(), "wb");
  if (out == nullptr) {
    Complain(options.out + ": cannot be written");
    return kNotWritten;
  }
  FileSink sink(out);
  coders::RunCode(inputs, *book, parser.get(), engine, sink);
  if (!options.common.quiet) SayDiscarded(sink.reports(), sink.sentences());
  const bool closed = (out == stdout ? std::fflush(out) : std::fclose(out)) == 0;
  if (!sink.written() || !closed) {
    Complain((options.out == "-" ? std::string("standard output") : options.out) + ": cannot be written (is the disk full?)");
    return kNotWritten;
  }
  return failed || sink.failed() ? kSomeFailed : kOk;
}

}  // namespace dateline::cli
