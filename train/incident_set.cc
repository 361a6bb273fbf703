#include "train/incident_set.h"

#include <simdjson.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <unordered_map>

#include "base/days.h"
#include "base/mapped_file.h"
#include "engine/analyzer.h"
#include "engine/serialize.h"
#include "findings/claim_reader.h"
#include "readers/json_fields.h"

namespace dateline::train {
namespace {

using simdjson::dom::element;

std::string StringOf(const element& row, const char* key) {
  std::string_view value;
  return row[key].get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
}

int64_t NumberOf(const element& row, const char* key) {
  int64_t value = 0;
  return row[key].get(value) == simdjson::SUCCESS ? value : 0;
}

RecordKind KindOf(std::string_view name) {
  return name == "movement" ? RecordKind::kMovement : name == "stock" ? RecordKind::kStock : name == "control" ? RecordKind::kControl : RecordKind::kEvent;
}

uint32_t CodePoints(std::string_view text) {
  return static_cast<uint32_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// Where `words` stand in `text`, in code points; of white space any amount stands for any other.
std::optional<std::pair<uint32_t, uint32_t>> Locate(std::string_view text, std::string_view words) {
  const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\t'; };
  for (size_t begin = 0; begin < text.size(); ++begin) {
    size_t at = begin, w = 0;
    while (w < words.size() && at < text.size()) {
      if (is_space(words[w]) && is_space(text[at])) {
        while (w < words.size() && is_space(words[w])) ++w;
        while (at < text.size() && is_space(text[at])) ++at;
      } else if (words[w] == text[at]) {
        ++w, ++at;
      } else {
        break;
      }
    }
    if (w == words.size()) return std::pair(CodePoints(text.substr(0, begin)), CodePoints(text.substr(0, at)));
  }
  return std::nullopt;
}

uint32_t RowOf(std::string_view name, std::vector<std::string>& names) {
  const auto it = std::find(names.begin(), names.end(), name);
  if (it != names.end()) return static_cast<uint32_t>(it - names.begin());
  names.emplace_back(name);
  return static_cast<uint32_t>(names.size() - 1);
}

uint32_t Overlap(uint32_t a_begin, uint32_t a_end, uint32_t b_begin, uint32_t b_end) {
  const uint32_t begin = std::max(a_begin, b_begin), end = std::min(a_end, b_end);
  return end > begin ? end - begin : 0;
}

/// The happening that a claim speaks of: that of the narrowest mention its trigger lies in; else the one that all mentions in its clause speak of.
uint32_t EventOf(const Claim& claim, Span trigger, const std::vector<IncidentMention>& mentions) {
  if (claim.kind == RecordKind::kStatement) return kNoRow;
  const IncidentMention* best = nullptr;
  for (const IncidentMention& m : mentions) {
    if (trigger.begin < m.begin || trigger.end > m.end) continue;
    const bool kind = m.kind == claim.kind, best_kind = best != nullptr && best->kind == claim.kind;
    if (best == nullptr || (kind && !best_kind) || (kind == best_kind && m.end - m.begin < best->end - best->begin)) best = &m;
  }
  if (best != nullptr) return best->event;
  uint32_t event = kNoRow;
  for (const IncidentMention& m : mentions) {
    const uint32_t shared = Overlap(claim.quote_begin, claim.quote_end, m.begin, m.end);
    if (2 * shared < std::min(claim.quote_end - claim.quote_begin, m.end - m.begin) || m.kind != claim.kind) continue;
    if (event != kNoRow && event != m.event) return kNoRow;
    event = m.event;
  }
  return event;
}

/// The one happening for which the report gives a figure of this claim; kNoRow: none, or several.
uint32_t EventOfFigure(const ClaimSet& claims, const Claim& claim, const std::vector<IncidentMention>& mentions) {
  uint32_t event = kNoRow;
  for (const ClaimFigure& figure : claims.Figures(claim)) {
    for (const IncidentMention& m : mentions) {
      if (m.kind != claim.kind || figure.best != m.figures[static_cast<size_t>(figure.slot)]) continue;
      if (event != kNoRow && event != m.event) return kNoRow;
      event = m.event;
    }
  }
  return event;
}

Span TriggerOf(const StoredRecord& record) {
  for (const StoredSpan& span : record.spans) {
    if (span.slot == "trigger") return {span.begin, span.end};
  }
  return {};
}

/// Begins a report by its line.
void BeginReport(const element& line, ClaimReader& reader) {
  ClaimReport& report = reader.Report(StringOf(line, "id"), StringOf(line, "source_id"));
  report.publisher = StringOf(line, "publisher");
  report.title = StringOf(line, "title");
  report.byline = StringOf(line, "byline");
  if (const auto day = ParseIsoDay(StringOf(line, "published"))) report.published = *day;
  reader.Dateline(simdjson::minify(line));
}

class IncidentReader {
 public:
  IncidentReader(const Knowledge& knowledge, bool scope_all, IncidentSet& out) : knowledge_(knowledge), analyzer_(knowledge), json_({}), claims_(out.claims), out_(out) {
    analyzer_.set_all_violence(scope_all);
  }

  Result<void> Read(const element& row) {
    std::string bytes = simdjson::minify(row);
    const size_t size = bytes.size();
    bytes.resize(size + 64, '\0');
    Report report;
    if (auto read = json_.Read(std::string_view(bytes).substr(0, size), report); !read) return read.error();
    report.source_id = StringOf(row, "id");
    const StoredReport stored = Serialize(analyzer_.Analyze(std::move(report)), &knowledge_.codes());
    const element line = parser_.parse(stored.json);
    BeginReport(line, claims_);
    out_.story.push_back(RowOf(StringOf(row, "story"), out_.stories));
    originals_.push_back(StringOf(row, "copy_of"));
    AddMentions(row, stored.text);
    for (const StoredRecord& record : stored.records) {
      if (auto added = claims_.Record(record.json); !added) return added.error();
      const Claim& claim = out_.claims.claims.back();
      const uint32_t event = EventOf(claim, TriggerOf(record), out_.mentions.back());
      out_.event.push_back(event != kNoRow ? event : EventOfFigure(out_.claims, claim, out_.mentions.back()));
    }
    return {};
  }

  /// Finds the originals, once all reports are read.
  void Finish() {
    const auto& reports = out_.claims.reports;
    for (const std::string& id : originals_) {
      const auto it = std::find_if(reports.begin(), reports.end(), [&](const ClaimReport& r) { return r.source_id == id; });
      out_.copy_of.push_back(id.empty() || it == reports.end() ? kNoRow : static_cast<uint32_t>(it - reports.begin()));
    }
  }

 private:
  void AddMentions(const element& row, std::string_view text) {
    auto& mentions = out_.mentions.emplace_back();
    simdjson::dom::array items;
    if (row["mentions"].get(items) != simdjson::SUCCESS) return;
    for (const element item : items) {
      const auto at = Locate(text, StringOf(item, "words"));
      if (!at) {
        ++out_.lost;
        continue;
      }
      IncidentMention& mention = mentions.emplace_back();
      mention.begin = at->first;
      mention.end = at->second;
      mention.event = RowOf(StringOf(item, "event"), out_.events);
      mention.kind = KindOf(StringOf(item, "kind"));
      for (size_t slot = 0; slot < kFigureSlots; ++slot) mention.figures[slot] = static_cast<double>(NumberOf(item, std::string(Name(static_cast<FigureSlot>(slot))).c_str()));
    }
    std::stable_sort(mentions.begin(), mentions.end(), [](const IncidentMention& a, const IncidentMention& b) { return a.begin < b.begin; });
  }

  const Knowledge& knowledge_;
  Analyzer analyzer_;
  JsonReports json_;
  ClaimReader claims_;
  simdjson::dom::parser parser_;
  std::vector<std::string> originals_;
  IncidentSet& out_;
};

}  // namespace

Result<IncidentSet> ReadIncidents(const std::vector<std::string>& paths, const Knowledge& knowledge, bool scope_all) {
  IncidentSet out;
  IncidentReader reader(knowledge, scope_all, out);
  for (const std::string& path : paths) {
    simdjson::padded_string bytes;
    if (simdjson::padded_string::load(path).get(bytes) != simdjson::SUCCESS) return Error{path, "cannot be read", "a file of JSON lines"};
    simdjson::dom::parser parser;
    simdjson::dom::document_stream rows;
    if (parser.parse_many(bytes, size_t{16} << 20).get(rows) != simdjson::SUCCESS) return Error{path, "is no JSON", "JSON lines"};
    for (auto row : rows) {
      element value;
      if (row.get(value) != simdjson::SUCCESS) return Error{path, "a line is no JSON object", "reports as train/incidents/README.md says"};
      if (auto read = reader.Read(value); !read) return read.error();
    }
  }
  reader.Finish();
  return out;
}

std::vector<std::string> LinesIn(const std::string& folder) {
  std::vector<std::string> out;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    if (entry.path().extension() == ".jsonl") out.push_back(entry.path().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

Result<ClaimSet> ReadRecordLines(const std::string& path) {
  ClaimSet out;
  ClaimReader reader(out);
  simdjson::padded_string bytes;
  if (simdjson::padded_string::load(path).get(bytes) != simdjson::SUCCESS) return Error{path, "cannot be read", "lines of dateline read --jsonl"};
  simdjson::dom::parser parser;
  simdjson::dom::document_stream rows;
  if (parser.parse_many(bytes, size_t{16} << 20).get(rows) != simdjson::SUCCESS) return Error{path, "is no JSON", "JSON lines"};
  for (auto row : rows) {
    element value;
    if (row.get(value) != simdjson::SUCCESS) return Error{path, "a line is no JSON object", "lines of dateline read --jsonl"};
    if (StringOf(value, "kind") == "report") {
      BeginReport(value, reader);
    } else if (auto added = reader.Record(simdjson::minify(value)); !added) {
      return added.error();
    }
  }
  return out;
}

}  // namespace dateline::train
