#include "exports/present.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/days.h"
#include "engine/labels.h"
#include "exports/text_table.h"

namespace dateline {
namespace {

constexpr std::string_view kDash = "–";

std::string IdCell(const RecordView& record) { return record.id.substr(0, 8); }
std::string WhenCell(const RecordView& record) { return When(record.time); }

/// "assault, explosives", "smuggled (future)", "held, denied".
std::string WhatCell(const RecordView& record) {
  std::string out = record.type.empty() ? record.kind : record.type;
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
  if (!record.mode.empty()) out += ", " + record.mode;
  std::string notes;
  for (const std::string& note : {record.polarity, record.certainty, record.tense}) {
    if (!note.empty() && note != "ongoing") notes += (notes.empty() ? "" : ", ") + note;
  }
  return notes.empty() ? out : out + " (" + notes + ")";
}

std::string PlaceOrContentCell(const RecordView& record) { return record.kind == "statement" && !record.content.empty() ? record.content : WhereOf(record); }

std::string SaysCell(const RecordView& record) {
  std::string out = record.source;
  if (out.empty()) return out;
  if (!record.source_role.empty()) out += ", " + record.source_role;
  return record.quoted == "direct" ? out + ", direct" : out;
}

std::string SureCell(const RecordView& record) { return fmt::format("{} %", static_cast<int>(std::round(record.confidence * 100))); }

struct RecordColumn {
  TableColumn column;
  std::string (*cell)(const RecordView& record);
};

constexpr RecordColumn kColumns[] = {
    {{"id", 8, 8}, IdCell},
    {{"when", 10, 24}, WhenCell},
    {{"what", 8, 30}, WhatCell},
    {{"who", 10, 44}, WhoOf},
    {{"how many", 8, 36}, HowManyOf},
    {{"from → to, where", 10, 48}, PlaceOrContentCell},
    {{"says", 8, 40}, SaysCell},
    {{"sure", 5, 5, true}, SureCell},
    {{"paid", 6, 30}, PriceOf},
};

std::string Seconds(double seconds) {
  if (seconds < 100) return fmt::format("{:.1f} s", seconds);
  return fmt::format("{} min {} s", static_cast<int64_t>(seconds) / 60, static_cast<int64_t>(seconds) % 60);
}

std::string_view Plural(uint64_t count, std::string_view one, std::string_view many) { return count == 1 ? one : many; }

}  // namespace

std::string Grouped(uint64_t count) { return GroupedNumber(static_cast<double>(count)); }

std::string When(const TimeView& time) {
  const auto start = ParseIsoDay(time.start), end = ParseIsoDay(time.end);
  if (!start && !end) return time.text.empty() ? std::string(kDash) : time.text;
  if (!end) return IsoDay(*start) + "–";
  if (!start) return "–" + IsoDay(*end);
  if (*start >= *end) return IsoDay(*start);
  const CivilDate a = DateOf(*start), b = DateOf(*end);
  const std::string from = IsoDay(*start), to = IsoDay(*end);
  const bool whole_months = a.day == 1 && b.day == DaysInMonth(b.year, b.month);
  if (whole_months && a.year == b.year && a.month == b.month) return from.substr(0, from.size() - 2) + "..";
  if (whole_months && a.month == 1 && b.month == 12) {
    const std::string year = fmt::format("{}", a.year);
    return a.year == b.year ? year + "-..-.." : fmt::format("{}–{}", a.year, b.year);
  }
  if (whole_months && a.year == b.year) return fmt::format("{}-{:02}–{:02}-..", a.year, a.month, b.month);
  if (a.year != b.year) return from + "–" + to;
  return a.month == b.month ? fmt::format("{}–{:02}", from, b.day) : fmt::format("{}–{:02}-{:02}", from, b.month, b.day);
}

std::string HowManyOf(const RecordView& record) {
  if (record.count.given) {
    std::string out = HowMany(record.count.low, record.count.best, record.count.high, record.count.hedge);
    const std::string& unit = record.count.unit;
    return unit.empty() || unit == "people" ? out : out + " " + unit;
  }
  std::string out;
  for (size_t i = 0; i < RecordView::kTolls; ++i) {
    const FigureView& toll = record.toll[i];
    if (!toll.given) continue;
    if (!out.empty()) out += ", ";
    out += HowMany(toll.low, toll.best, toll.high, toll.hedge) + " " + std::string(TollName(i));
  }
  return out;
}

std::string PriceOf(const RecordView& record) {
  if (!record.price.given) return {};
  const std::string figure = HowMany(record.price.low, record.price.best, record.price.high, record.price.hedge);
  const std::string& unit = record.price.unit;
  const std::string_view sign = unit == "USD" ? "$" : unit == "EUR" ? "€" : unit == "GBP" ? "£" : "";
  const size_t digit = figure.find_first_of("0123456789");
  std::string out = figure;
  if (!sign.empty() && digit != std::string::npos) {
    out.insert(digit, sign);
  } else if (!unit.empty()) {
    out += " " + unit;
  }
  return record.per.empty() ? out : out + " a " + record.per;
}

std::string WhereOf(const RecordView& record) {
  const std::string from = Names(record.origin, ", "), via = Names(record.via, ", ");
  std::string to = record.joined.text.empty() ? Names(record.destination, ", ") : record.joined.text;
  if (to.empty()) to = record.direction;
  std::string out = from;
  for (const std::string& next : {via, to}) {
    if (!next.empty()) out += (out.empty() ? "→ " : " → ") + next;
  }
  if (!from.empty() && via.empty() && to.empty()) return from + " →";
  if (!out.empty()) return out;
  return record.place.text.empty() ? record.place.name : record.place.text;
}

std::string WhoOf(const RecordView& record) {
  if (record.kind == "control") {
    if (record.previous_holder.text.empty()) return record.holder.text;
    return record.holder.text.empty() ? "before: " + record.previous_holder.text : record.holder.text + ", before: " + record.previous_holder.text;
  }
  if (record.kind == "event") {
    const std::string actors = Names(record.actors, ", "), recipients = Names(record.recipients, ", ");
    if (recipients.empty()) return actors;
    return actors.empty() ? "→ " + recipients : actors + " → " + recipients;
  }
  if (record.facilitator.text.empty()) return record.people.text;
  return record.people.text.empty() ? "by " + record.facilitator.text : record.people.text + ", by " + record.facilitator.text;
}

std::string RecordTable(const std::vector<RecordView>& records, const Layout& layout) {
  if (records.empty()) return "no records\n";
  TextTable table;
  for (const RecordColumn& column : kColumns) table.columns.push_back(column.column);
  for (const RecordView& record : records) {
    TableRow& row = table.rows.emplace_back();
    row.faint = record.confidence < 0.5;
    for (const RecordColumn& column : kColumns) row.cells.push_back(column.cell(record));
  }
  return Draw(table, layout);
}

std::string SummaryText(const ReadSummary& s) {
  static constexpr std::string_view kOne[] = {"event", "movement", "stock", "control", "statement"};
  static constexpr std::string_view kMany[] = {"events", "movements", "stocks", "control", "statements"};
  constexpr size_t kFailuresShown = 5;
  std::string out = fmt::format("read      {} {}", Grouped(s.read), Plural(s.read, "report", "reports"));
  std::string notes;
  const auto note = [&](uint64_t count, std::string_view what) {
    if (count > 0) notes += fmt::format("{}{} {}", notes.empty() ? "" : ", ", Grouped(count), what);
  };
  note(s.copies, Plural(s.copies, "copy of another report", "copies of other reports"));
  note(s.known, "known from before");
  note(s.failed, "unreadable");
  note(s.skipped, Plural(s.skipped, "file of another kind passed over", "files of other kinds passed over"));
  if (!notes.empty()) out += " (" + notes + ")";
  uint64_t total = 0;
  for (const uint64_t count : s.records) total += count;
  out += fmt::format("\nfound     {} {}", Grouped(total), Plural(total, "record", "records"));
  bool first = true;
  for (size_t i = 0; i < s.records.size(); ++i) {
    if (s.records[i] == 0) continue;
    out += fmt::format("{}{} {}", first ? ": " : ", ", Grouped(s.records[i]), Plural(s.records[i], kOne[i], kMany[i]));
    first = false;
  }
  out += '\n';
  if (s.unsure > 0) {
    out += fmt::format("unsure    {} below 50 %", Grouped(s.unsure));
    out += s.out.empty() ? "\n" : fmt::format(" (see them: dateline show {} --unsure)\n", s.out);
  }
  for (size_t i = 0; i < s.failures.size() && i < kFailuresShown; ++i) out += "failed    " + s.failures[i] + "\n";
  if (s.failures.size() > kFailuresShown) {
    out += fmt::format("          and {} more", Grouped(s.failures.size() - kFailuresShown));
    out += s.out.empty() ? "\n" : fmt::format(" (listed in {}: table report, status failed)\n", s.out);
  }
  if (!s.out.empty()) out += fmt::format("wrote     {} ({}) in {}\n", s.out, FileSize(s.out_bytes), Seconds(s.seconds));
  return out;
}

std::string ProgressLine(uint64_t done, uint64_t total, uint64_t reports, double seconds) {
  constexpr size_t kBar = 24;
  const double share = total == 0 ? 0 : std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
  std::string out;
  if (total > 0) {
    const auto filled = static_cast<size_t>(share * kBar);
    out = fmt::format("[{}{}] {} %   ", std::string(filled, '#'), std::string(kBar - filled, '-'), static_cast<int>(share * 100));
  } else {
    out = fmt::format("{} {}   ", Grouped(reports), Plural(reports, "report", "reports"));
  }
  if (seconds < 0.5) return out.substr(0, out.find_last_not_of(' ') + 1);
  out += fmt::format("{} reports/min", GroupedNumber(std::round(static_cast<double>(reports) * 60 / seconds)));
  if (share > 0.02 && share < 1) out += fmt::format("   {} left", Seconds(std::ceil(seconds * (1 - share) / share)));
  return out;
}

std::string FileSize(uint64_t bytes) {
  const auto value = static_cast<double>(bytes);
  if (bytes < 1000) return fmt::format("{} bytes", bytes);
  if (value < 1e6) return fmt::format("{:.0f} kB", value / 1e3);
  if (value < 1e7) return fmt::format("{:.1f} MB", value / 1e6);
  if (value < 1e9) return fmt::format("{:.0f} MB", value / 1e6);
  return fmt::format("{:.1f} GB", value / 1e9);
}

}  // namespace dateline
