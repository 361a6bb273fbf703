#include "cli/why_command.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "cli/runs.h"
#include "cli/terminal.h"
#include "engine/analyzer.h"
#include "exports/explain_candidates.h"
#include "readers/inputs.h"
#include "readers/reader.h"

namespace dateline::cli {
namespace {

Layout TerminalLayout() { return {static_cast<size_t>(TerminalWidth()), ColorsOnOutput()}; }

/// Bytes of the line of a text that has this number, from 1; empty and at the end where it has fewer.
Span BytesOfLine(std::string_view text, uint32_t line) {
  size_t begin = 0;
  for (uint32_t n = 1; n < line; ++n) {
    const size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) return {static_cast<uint32_t>(text.size()), static_cast<uint32_t>(text.size())};
    begin = end + 1;
  }
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(std::min(text.find('\n', begin), text.size()))};
}

/// Prints the candidates of one line of a file: of JSON lines the report that stands there, of a text the sentences on that line.
class LineSink : public PrintingSink {
 public:
  LineSink(const Knowledge& knowledge, uint32_t line, bool all_violence) : analyzer_(knowledge), line_(line) {
    analyzer_.set_keep_candidates(true);
    analyzer_.set_all_violence(all_violence);
  }

  bool Accept(Report report) override {
    if (report.line != 0 && report.line != line_) return report.line < line_;
    const bool whole = report.line != 0;
    const Span bytes = whole ? Span{} : BytesOfLine(report.original, line_);
    const Document& doc = analyzer_.Analyze(std::move(report));
    for (uint32_t s = 0; s < doc.sentences.size(); ++s) {
      const Span at = doc.offsets.ToOriginal(doc.sentences[s].span);
      if (!whole && !(at.begin < bytes.end && bytes.begin < at.end)) continue;
      Show((shown() == 0 ? "" : "\n") + ExplainCandidates(doc, s, {.left_out = true}, TerminalLayout()));
    }
    return written() && !whole;
  }
  bool Fail(InputProblem problem, uint64_t begin, uint64_t end, uint32_t line) override {
    return (line != 0 && line != line_) || PrintingSink::Fail(std::move(problem), begin, end, line);
  }

 private:
  Analyzer analyzer_;
  uint32_t line_;
};

/// Prints a line for each record that only --scope all-violence keeps.
class ScopeSink : public PrintingSink {
 public:
  explicit ScopeSink(const Knowledge& knowledge) : analyzer_(knowledge) {}
  bool Accept(Report report) override {
    analyzer_.set_all_violence(false);
    kept_.clear();
    for (const Record& r : analyzer_.Analyze(report).records) kept_.emplace_back(r.trigger.begin, std::string(r.type));
    analyzer_.set_all_violence(true);
    const Document& doc = analyzer_.Analyze(std::move(report));
    const std::string_view name = doc.report.source_id.empty() ? std::string_view(doc.report.file) : doc.report.source_id;
    for (const Record& r : doc.records) {
      const bool kept = std::any_of(kept_.begin(), kept_.end(), [&](const auto& k) { return k.first == r.trigger.begin && k.second == r.type; });
      if (!kept) Show(LeftOutLine(doc, name, r));
    }
    return written();
  }

 private:
  Analyzer analyzer_;
  std::vector<std::pair<uint32_t, std::string>> kept_;
};

int ListOutOfScope(const WhyOptions& options) {
  const auto knowledge = OpenKnowledge(options.common);
  if (!knowledge) return kUsage;
  ScopeSink sink(*knowledge);
  return ReadInto({options.where}, options.fields, options.common.quiet, sink);
}

/// "report.txt:12" -> its parts; nothing where there is no number behind the last colon.
std::optional<std::pair<std::string, uint32_t>> SplitWhere(const std::string& where) {
  const size_t colon = where.rfind(':');
  if (colon == std::string::npos || colon == 0) return {};
  uint32_t line = 0;
  const char *first = where.data() + colon + 1, *last = where.data() + where.size();
  const auto [end, error] = std::from_chars(first, last, line);
  if (error != std::errc{} || end != last || line == 0) return {};
  return std::pair(where.substr(0, colon), line);
}

}  // namespace

int RunExplainSentence(const WhyOptions& options) {
  const auto knowledge = OpenKnowledge(options.common);
  if (!knowledge) return kUsage;
  Analyzer analyzer(*knowledge);
  analyzer.set_keep_candidates(true);
  analyzer.set_all_violence(options.scope == kAllViolence);
  Report report;
  report.original = options.sentence;
  report.published = options.published;
  const Document& doc = analyzer.Analyze(std::move(report));
  if (doc.sentences.empty()) {
    Complain("--sentence \"" + options.sentence + "\": no words; expected a sentence");
    return kUsage;
  }
  for (uint32_t s = 0; s < doc.sentences.size(); ++s) {
    if (!Print((s == 0 ? "" : "\n") + ExplainCandidates(doc, s, {.tree = true}, TerminalLayout()))) return kNotWritten;
  }
  return kOk;
}

int RunWhyNot(const WhyOptions& options) {
  if (options.out_of_scope) return ListOutOfScope(options);
  const auto where = SplitWhere(options.where);
  if (!where) {
    Complain("\"" + options.where + "\"; expected FILE:LINE, such as report.txt:12");
    return kUsage;
  }
  const auto& [path, line] = *where;
  const Inputs inputs = ListInputs({path});
  TellProblems(inputs, false);
  if (inputs.files.size() != 1) {
    if (inputs.problems.empty()) Complain(path + ": " + std::to_string(inputs.files.size()) + " files; expected one");
    return kUsage;
  }
  const auto knowledge = OpenKnowledge(options.common);
  if (!knowledge) return kUsage;
  ReaderOptions reader;
  reader.fields = options.fields;
  LineSink sink(*knowledge, line, options.scope == kAllViolence);
  const Result<void> read = ReadReports(inputs.files[0], reader, sink);
  if (!read) {
    Complain(read.error().Message());
    return kUsage;
  }
  if (!sink.written()) return kNotWritten;
  if (sink.shown() == 0 && !sink.failed()) {
    Complain(options.where + ": no sentence there; expected a line of a text, or of JSON lines, that says something");
    return kUsage;
  }
  return sink.failed() ? kSomeFailed : kOk;
}

}  // namespace dateline::cli
