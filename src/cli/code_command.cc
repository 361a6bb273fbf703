// dateline code: event lines by the dictionaries of other coders.
#include <algorithm>
#include <memory>
#include <thread>

#include "cli/commands.h"
#include "cli/runs.h"
#include "cli/terminal.h"
#include "coders/code_run.h"

namespace dateline::cli {
namespace {

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
  const bool failed = TellProblems(inputs, options.common.quiet);
  LinesFile out(options.out);
  if (!out.IsOpen()) return kNotWritten;
  coders::RunCode(inputs, *book, parser.get(), engine, out);
  return out.End(options.common.quiet, failed);
}

}  // namespace dateline::cli
