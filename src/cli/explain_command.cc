#include "cli/explain_command.h"

#include <utility>

#include "casefile/query.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "exports/explain.h"

namespace dateline::cli {

int RunExplain(const ExplainOptions& options) {
  const Result<CaseReader> reader = CaseReader::Open(options.path);
  if (!reader) {
    Complain(reader.error().Message());
    return kUsage;
  }
  Result<RecordDetail> found = reader->FindRecord(options.id);
  if (!found) {
    Complain(found.error().Message());
    return kUsage;
  }
  RecordParser parser;
  Result<RecordView> record = parser.Parse(found->row.record.json);
  if (!record) {
    Complain(options.path + ": " + record.error().Message());
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
