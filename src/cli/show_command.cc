#include "cli/show_command.h"

#include <fmt/format.h>

#include <optional>
#include <vector>

#include "casefile/query.h"
#include "cli/commands.h"
#include "cli/finding_commands.h"
#include "cli/terminal.h"
#include "engine/record_view.h"
#include "exports/finding_view.h"
#include "exports/present.h"

namespace dateline::cli {
namespace {

constexpr int64_t kTableRows = 50;

RecordQuery QueryOf(const ShowOptions& options) {
  RecordQuery query;
  query.kind = options.kind;
  query.since = options.since;
  query.until = options.until;
  query.place = options.place;
  query.party = options.party;
  query.unsure = options.unsure;
  query.limit = options.limit >= 0 || options.json ? options.limit : kTableRows;
  return query;
}

FindingsOptions FindingsOf(const ShowOptions& options) {
  FindingsOptions out;
  out.path = options.path;
  out.kind = options.kind;
  out.since = options.since;
  out.until = options.until;
  out.place = options.place;
  out.party = options.party;
  out.limit = options.limit;
  out.jsonl = options.json;
  return out;
}

int ShowJson(const CaseReader& reader, const RecordQuery& query) {
  bool written = true;
  const Result<void> read = reader.ForEachRecord(query, [&](const RecordRow& row) {
    written = Print(row.record.json + "\n");
    return written;
  });
  if (!read) {
    Complain(read.error().Message());
    return kUsage;
  }
  return written ? kOk : kNotWritten;
}

/// Says how many rows the limit left out.
void SayRest(const CaseReader& reader, RecordQuery query, size_t shown) {
  if (query.limit < 0 || shown < static_cast<size_t>(query.limit)) return;
  query.limit = -1;
  const Result<int64_t> total = reader.CountRecords(query);
  if (!total || *total <= static_cast<int64_t>(shown)) return;
  const auto all = static_cast<uint64_t>(*total);
  Say(fmt::format("{} of {} records shown; all: --limit {}", Grouped(shown), Grouped(all), all));
}

int ShowTable(const CaseReader& reader, const RecordQuery& query) {
  RecordParser parser;
  std::vector<RecordView> records;
  std::optional<Error> broken;
  const Result<void> read = reader.ForEachRecord(query, [&](const RecordRow& row) {
    auto record = parser.Parse(row.record.json);
    if (record) {
      records.push_back(std::move(*record));
    } else {
      broken = Error{"record " + row.record.id, record.error().what, record.error().expected};
    }
    return true;
  });
  if (!read) {
    Complain(read.error().Message());
    return kUsage;
  }
  if (broken) Complain(broken->Message());
  if (!Print(RecordTable(records, {static_cast<size_t>(TerminalWidth()), ColorsOnOutput()}))) return kNotWritten;
  SayRest(reader, query, records.size());
  return broken ? kSomeFailed : kOk;
}

}  // namespace

int RunShow(const ShowOptions& options) {
  if (IsFindingKind(options.kind)) return RunFindings(FindingsOf(options));
  const Result<CaseReader> reader = CaseReader::Open(options.path);
  if (!reader) {
    Complain(reader.error().Message());
    return kUsage;
  }
  const RecordQuery query = QueryOf(options);
  return options.json ? ShowJson(*reader, query) : ShowTable(*reader, query);
}

}  // namespace dateline::cli
