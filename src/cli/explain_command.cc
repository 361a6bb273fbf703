#include "cli/explain_command.h"

#include <utility>

#include "casefile/query.h"
#include "cli/commands.h"
#include "cli/finding_commands.h"
#include "cli/runs.h"
#include "cli/terminal.h"
#include "engine/analyzer.h"
#include "exports/explain.h"
#include "exports/explain_place.h"

namespace dateline::cli {

namespace {

class PlaceSink : public PrintingSink {
 public:
  PlaceSink(const Knowledge& knowledge, const ExplainOptions& options) : analyzer_(knowledge), options_(options) {}
  bool Accept(Report report) override {
    const Document* doc = nullptr;
    const std::vector<PlaceExplanation> found = analyzer_.ExplainPlaces(std::move(report), options_.place, doc);
    const std::string_view name = doc->report.source_id.empty() ? std::string_view(doc->report.file) : doc->report.source_id;
    for (const PlaceExplanation& explanation : found) Show((shown() == 0 ? "" : "\n") + ExplainPlace(*doc, name, explanation, {static_cast<size_t>(TerminalWidth()), ColorsOnOutput()}));
    return written();
  }

 private:
  Analyzer analyzer_;
  const ExplainOptions& options_;
};

int RunExplainPlace(const ExplainOptions& options) {
  const auto knowledge = OpenKnowledge(options.common);
  if (!knowledge) return kUsage;
  PlaceSink sink(*knowledge, options);
  const int code = ReadInto(options.inputs, options.fields, options.common.quiet, sink);
  if (sink.shown() == 0 && code == kOk) Say("no \"" + options.place + "\" in these reports that could be a place");
  return code;
}

}  // namespace

int RunExplain(const ExplainOptions& options) {
  if (!options.place.empty()) return RunExplainPlace(options);
  const std::string& path = options.inputs[0];
  int code = kOk;
  if (ExplainFindings(path, options.inputs[1], options.inputs.size() > 2 ? options.inputs[2] : std::string(), options.common.knowledge, code)) return code;
  if (options.inputs.size() > 2) {
    Complain(path + ": " + options.inputs[1] + " begins the id of no finding; expected the ids of two findings");
    return kUsage;
  }
  const Result<CaseReader> reader = CaseReader::Open(path);
  if (!reader) {
    Complain(reader.error().Message());
    return kUsage;
  }
  Result<RecordDetail> found = reader->FindRecord(options.inputs[1]);
  if (!found) {
    Complain(found.error().Message());
    return kUsage;
  }
  RecordParser parser;
  Result<RecordView> record = parser.Parse(found->row.record.json);
  if (!record) {
    Complain(path + ": " + record.error().Message());
    return kUsage;
  }
  const StoredReport& report = found->report.report;
  Explanation explanation;
  explanation.record = std::move(*record);
  explanation.sentence = found->sentence_text.empty() ? found->row.record.quote : found->sentence_text;
  explanation.sentence_begin = found->sentence.begin;
  explanation.spans = found->row.record.spans;
  explanation.file = report.file;
  explanation.unit_begin = report.unit_begin;
  explanation.line = report.line;
  explanation.title = report.title;
  explanation.publisher = report.publisher;
  explanation.published = report.published;
  return Print(Explain(explanation, {static_cast<size_t>(TerminalWidth()), ColorsOnOutput()})) ? kOk : kNotWritten;
}

}  // namespace dateline::cli
