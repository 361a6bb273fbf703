#include "exports/finding_present.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "casefile/finding_labels.h"
#include "exports/columns.h"
#include "exports/present.h"
#include "exports/text_table.h"

namespace dateline {
namespace {

constexpr std::string_view kBold = "\x1b[1m", kPlain = "\x1b[0m";

std::string When(const std::string& start, const std::string& end) { return When(TimeView{{}, start, end, {}}); }

std::string What(const FindingRow& row) {
  std::string out = row.type.empty() ? row.kind : row.type;
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
  return row.mode.empty() ? out : out + ", " + row.mode;
}

std::string Who(const FindingRow& row) {
  if (row.kind == "flow" || row.kind == "figure") return row.whom;
  if (row.whom.empty()) return row.who;
  return row.who.empty() ? "→ " + row.whom : row.who + " → " + row.whom;
}

std::string Where(const FindingRow& row) {
  std::string out = row.origin;
  for (const std::string& next : {row.via, row.destination.empty() ? row.direction : row.destination}) {
    if (!next.empty()) out += (out.empty() ? "→ " : " → ") + next;
  }
  if (!out.empty()) return row.via.empty() && row.destination.empty() && row.direction.empty() ? out + " →" : out;
  return row.place.empty() ? row.country : row.place;
}

bool HasFigure(const FindingRow& row) {
  return std::any_of(row.figures.begin(), row.figures.end(), [](const FindingRow::Figure& figure) { return figure.given(); });
}

std::string Percent(double share) { return fmt::format("{} %", static_cast<int>(std::round(share * 100))); }
std::string Count(int64_t count) { return count == 0 ? std::string() : Grouped(static_cast<uint64_t>(count)); }

/// A line of `text` under a margin, wrapped.
void Paragraph(std::string_view label, std::string_view text, const Layout& layout, std::string& out) {
  constexpr size_t kMargin = 14;
  const size_t width = std::max<size_t>(layout.width, kMargin + 20) - kMargin;
  bool first = true;
  for (const std::string& line : Wrap(text, width)) {
    out += fmt::format(" {}{}\n", Fit(first ? label : std::string_view{}, kMargin - 1), line);
    first = false;
  }
}

void Head(const FindingRow& row, const Layout& layout, std::string& out) {
  std::string line = fmt::format("{} · {}", row.kind == "control_line" ? "control" : row.kind, What(row));
  for (const std::string& part : {Who(row), Where(row), When(row.start, row.end)}) {
    if (!part.empty() && part != "–") line += " · " + part;
  }
  if (layout.colors) out += kBold;
  for (const std::string& wrapped : Wrap(line, std::max<size_t>(layout.width, 22) - 2)) out += " " + wrapped + "\n";
  if (layout.colors) out += kPlain;
  out += fmt::format(" {}\n", row.id);
}

void Figures(const FindingRow& row, const Layout& layout, std::string& out) {
  for (const EstimateRow& e : row.estimates) {
    std::string text = RangeLabel(e.low, e.best, e.high);
    if (!e.unit.empty() && e.unit != "people") text += " " + e.unit;
    if (!e.per.empty()) text += " a " + e.per;
    if (!e.year.empty()) text += ", money of " + e.year;
    text += e.rule == "person" ? ", " + e.logic : fmt::format(", by rule {}: {}", e.rule, e.logic);
    if (e.provisional) text += " (provisional: the rule asks for more sources)";
    Paragraph(e.what, text, layout, out);
  }
}

void Claims(const FindingRow& row, const Layout& layout, std::string& out) {
  out += fmt::format("\n {} {} of {} {}, {} independent {}:\n", Grouped(row.claims.size()), row.claims.size() == 1 ? "claim" : "claims", row.reports,
                     row.reports == 1 ? "report" : "reports", row.origins, row.origins == 1 ? "origin" : "origins");
  for (const FindingClaimRow& c : row.claims) {
    std::string line = c.source.empty() ? c.source_id : c.source;
    if (!c.how_many.empty()) line += ": " + c.how_many;
    if (c.denies) line += " (denies it)";
    if (c.copy) line += " (copy)";
    line += fmt::format(" · weight {:.2f}", c.weight);
    if (!c.why.empty()) line += " · " + c.why;
    Paragraph(c.published.empty() ? std::string_view("–") : std::string_view(c.published), line, layout, out);
    Paragraph("", fmt::format("“{}”", c.quote), layout, out);
    Paragraph("", fmt::format("{}, record {}", c.source_id, c.record.substr(0, 12)), layout, out);
  }
}

void Series(const FindingRow& row, const Layout& layout, std::string& out) {
  if (row.series.empty()) return;
  out += "\n over time:\n";
  for (const SeriesRow& s : row.series) {
    std::string line = RangeLabel(s.low, s.best, s.high);
    for (const std::string& part : {s.holder, s.change}) {
      if (!part.empty()) line += (line.empty() ? "" : ", ") + part;
    }
    if (s.contested) line += " (contested)";
    if (!s.sources.empty()) line += " · " + s.sources;
    Paragraph(When(s.start, s.end), line, layout, out);
  }
}

/// "merge finding 7073f0b5", "edit finding 7073f0b5: killed 27 → 36".
std::string Decided(const Decision& d) {
  std::string out = d.action + " " + (d.target_kind == "finding" || d.target_kind == "record" ? d.target_kind + " " + d.target_id.substr(0, 8) : d.target_kind + " " + d.target_id);
  std::string change = d.field;
  if (!d.old_value.empty()) change += (change.empty() ? "" : " ") + d.old_value + " →";
  if (!d.new_value.empty()) change += (change.empty() ? "" : " ") + d.new_value;
  return change.empty() ? out : out + ": " + change;
}

/// The rule of all rows with figures, where it is one; else empty.
std::string OneRule(const std::vector<FindingRow>& rows) {
  std::string rule;
  for (const FindingRow& row : rows) {
    if (!HasFigure(row)) continue;
    if (!rule.empty() && rule != row.rule) return {};
    rule = row.rule;
  }
  return rule;
}

}  // namespace

std::string FindingTable(const std::vector<FindingRow>& rows, const Layout& layout) {
  if (rows.empty()) return "no findings\n";
  const std::string rule = OneRule(rows), head = rule.empty() ? "how many: best (low–high)" : fmt::format("how many by {}: best (low–high)", rule);
  TextTable table;
  table.columns = {{"id", 8, 8},      {"when", 13, 24},          {"what", 10, 30},          {"who", 12, 44},        {head, 22, 52},     {"rule", 4, 8},
                   {"from → to, where", 12, 44}, {"origins", 7, 11, true}, {"contra", 6, 6, true}, {"reviewed", 6, 8}, {"sure", 5, 5, true}};
  for (const FindingRow& row : rows) {
    table.rows.push_back({{row.id.substr(0, 8), When(row.start, row.end), What(row), Who(row), FigureLabels(row), rule.empty() && HasFigure(row) ? row.rule : std::string(),
                           Where(row), fmt::format("{} of {}", row.origins, row.reports), Count(row.contradictions), row.reviewed, Percent(row.confidence)},
                          row.confidence < 0.5});
  }
  return Draw(table, layout);
}

std::string ExplainFinding(const FindingRow& row, const std::vector<PossibleRow>& possible, const Layout& layout) {
  std::string out;
  Head(row, layout, out);
  Figures(row, layout, out);
  for (const ContradictionRow& c : row.contradiction_rows) Paragraph("contradicted", fmt::format("{}: {}", c.what, c.text), layout, out);
  if (row.clarity == 2) Paragraph("clarity", "2: summed up by a report, not told as one event", layout, out);
  Paragraph("credibility", fmt::format("{} (Admiralty)", row.credibility), layout, out);
  Paragraph("sure", Percent(row.confidence), layout, out);
  if (!row.reviewed.empty()) Paragraph("reviewed", row.reviewed, layout, out);
  for (const PossibleRow& p : possible) {
    Paragraph("possibly", fmt::format("the same as {} ({})", (p.first == row.id ? p.second : p.first).substr(0, 12), Percent(p.probability)), layout, out);
  }
  Series(row, layout, out);
  Claims(row, layout, out);
  return out;
}

std::string SourcesTable(const std::vector<SourceRow>& rows, const Layout& layout) {
  if (rows.empty()) return "no sources\n";
  TextTable table;
  table.columns = {{"source", 12, 48},     {"kind", 8, 18},       {"side", 3, 12},      {"reports", 7, 9, true}, {"records", 7, 9, true},
                   {"copies", 6, 8, true}, {"reliability", 11, 11}, {"learned", 7, 7, true}, {"evidence", 10, 64},    {"repeats", 10, 60}};
  for (const SourceRow& row : rows) {
    std::string repeats;
    for (const auto& [name, count] : row.repeats) repeats += fmt::format("{}{} ({})", repeats.empty() ? "" : ", ", name, count);
    table.rows.push_back({{row.name, row.kind, row.side, Count(row.reports), Count(row.records), Count(row.copies), row.reliability.empty() ? "-" : row.reliability,
                           std::isnan(row.learned) ? std::string() : Percent(row.learned), row.evidence, repeats},
                          false});
  }
  return Draw(table, layout);
}

std::string DecisionTable(const std::vector<Decision>& decisions, const Layout& layout) {
  if (decisions.empty()) return "no decisions\n";
  TextTable table;
  table.columns = {{"nr", 2, 6, true}, {"time", 10, 20}, {"author", 6, 20}, {"what was decided", 20, 80}, {"records", 7, 7, true}, {"undone by", 9, 9, true}};
  for (const Decision& d : decisions) {
    table.rows.push_back({{std::to_string(d.nr), d.time, d.author, Decided(d), Count(static_cast<int64_t>(d.records.size())), d.undone_by == 0 ? "" : std::to_string(d.undone_by)},
                          d.undone_by != 0});
  }
  return Draw(table, layout);
}

}  // namespace dateline
