#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "casefile/findings_query.h"
#include "cli/commands.h"
#include "cli/finding_commands.h"
#include "cli/fusing.h"
#include "cli/terminal.h"
#include "exports/finding_present.h"
#include "exports/present.h"

namespace dateline::cli {
namespace {

constexpr int64_t kTableRows = 50;

Layout TerminalLayout() { return {static_cast<size_t>(TerminalWidth()), ColorsOnOutput()}; }

/// Makes findings anew in memory where those of the file are behind, or were made by another rule. kOk, or the exit code with a complaint.
int BringUpToDate(FindingReader& reader, const FindingsOptions& options) {
  if (reader.current() && (options.rule.empty() || options.rule == reader.rule())) return kOk;
  FigureRule rule = FigureRule::kDateline;
  if (!options.rule.empty()) {
    const Result<FigureRule> named = FigureRuleByName(options.rule);
    if (!named) return Complained(named.error());
    rule = *named;
  } else if (!reader.current()) {
    Say("findings are behind the records: made anew for this once (dateline read stores them)");
  }
  const std::optional<Fusing> fusing = Fusing::Open(options.knowledge);
  if (!fusing) return kUsage;
  const Result<uint64_t> made = reader.Recompute(fusing->By(rule), rule, fusing->Links());
  if (!made) return Complained(made.error());
  if (*made > 0) Complain(fmt::format("{} record lines could not be understood and stand in no finding", *made));
  return kOk;
}

int PrintJson(const FindingReader& reader, const FindingQuery& query) {
  bool written = true;
  const Result<void> read = reader.ForEachFinding(query, [&](const FindingRow& row) { return written = Print(row.json + "\n"); });
  if (!read) return Complained(read.error());
  return written ? kOk : kNotWritten;
}

int PrintTable(const FindingReader& reader, FindingQuery query) {
  if (query.limit < 0) query.limit = kTableRows;
  std::vector<FindingRow> rows;
  const Result<void> read = reader.ForEachFinding(query, [&](const FindingRow& row) {
    rows.push_back(row);
    return true;
  });
  if (!read) return Complained(read.error());
  if (!Print(FindingTable(rows, TerminalLayout()))) return kNotWritten;
  const Result<int64_t> total = reader.CountFindings(query);
  if (total && *total > static_cast<int64_t>(rows.size())) {
    Say(fmt::format("{} of {} findings shown; all: --limit {}", Grouped(rows.size()), Grouped(static_cast<uint64_t>(*total)), *total));
  }
  return kOk;
}

/// The finding of a fused case with this id; null: none.
const Finding* Find(const Findings& findings, const std::string& id) {
  const ContentId wanted = ContentId::FromHex(id);
  for (const Finding& finding : findings.findings) {
    if (finding.id == wanted) return &finding;
  }
  return nullptr;
}

std::string PairText(const FindingRow& a, const FindingRow& b, const PairReason& reason) {
  std::string out = FindingTable({a, b}, TerminalLayout());
  if (!reason.scored) return out + fmt::format("\n two events: {} keeps them apart, whatever else they share\n", reason.gate.empty() ? "their kind" : reason.gate);
  out += fmt::format("\n one event with {} %; what was weighed, strongest first:\n", static_cast<int>(std::lround(reason.probability * 100)));
  for (const auto& [name, weight] : reason.features) out += fmt::format("  {:+.2f}  {}\n", weight, name);
  return out;
}

int ExplainPair(const std::string& path, const FindingRow& a, const FindingRow& b, const std::string& knowledge) {
  if (a.kind != "incident" || b.kind != "incident") return Complained({path, "only incidents are compared with each other", "the ids of two incidents"});
  const std::optional<Fusing> fusing = Fusing::Open(knowledge);
  if (!fusing) return kUsage;
  const Result<FusedCase> fused = FuseCaseFile(path, fusing->By(), fusing->Links());
  if (!fused) return Complained(fused.error());
  const Finding *first = Find(fused->findings, a.id), *second = Find(fused->findings, b.id);
  if (first == nullptr || second == nullptr) return Complained({path, "holds findings of other records than it has now", "dateline read, which brings them up to date"});
  if (first == second) return Complained({path, fmt::format("{} is named twice", a.id), "the ids of two incidents"});
  return Print(PairText(a, b, fusing->fuser().Explain(fused->claims, fused->effects.corrections, *first, *second))) ? kOk : kNotWritten;
}

}  // namespace

int RunFindings(const FindingsOptions& options) {
  if (!options.rule.empty()) {
    if (const Result<FigureRule> named = FigureRuleByName(options.rule); !named) return Complained(named.error());
  }
  Result<FindingReader> reader = FindingReader::Open(options.path);
  if (!reader) return Complained(reader.error());
  if (const int code = BringUpToDate(*reader, options); code != kOk) return code;
  FindingQuery query;
  query.kind = options.kind;
  query.type = options.type;
  query.since = options.since;
  query.until = options.until;
  query.place = options.place;
  query.party = options.party;
  query.min_confidence = options.min_confidence;
  query.limit = options.limit;
  return options.jsonl ? PrintJson(*reader, query) : PrintTable(*reader, query);
}

bool ExplainFindings(const std::string& path, const std::string& id, const std::string& other, const std::string& knowledge, int& code) {
  const Result<FindingReader> reader = FindingReader::Open(path);
  if (!reader) {
    code = Complained(reader.error());
    return true;
  }
  const Result<FindingRow> row = reader->FindFinding(id);
  if (!row && row.error().what.starts_with("holds no")) return false;
  if (!row) {
    code = Complained(row.error());
    return true;
  }
  if (!reader->current()) Say("findings are behind the records (dateline read brings them up to date)");
  if (!other.empty()) {
    const Result<FindingRow> second = reader->FindFinding(other);
    code = second ? ExplainPair(path, *row, *second, knowledge) : Complained(second.error());
    return true;
  }
  const Result<std::vector<PossibleRow>> possible = reader->Possible(row->id);
  if (!possible) {
    code = Complained(possible.error());
    return true;
  }
  code = Print(ExplainFinding(*row, *possible, TerminalLayout())) ? kOk : kNotWritten;
  return true;
}

}  // namespace dateline::cli
