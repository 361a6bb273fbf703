// What the coders of the field write for an event, and the same as JSON.
#include <algorithm>
#include <map>
#include <tuple>

#include "base/table.h"
#include "coders/code_run.h"
#include "engine/json_writer.h"

namespace dateline::coders {
namespace {

constexpr uint32_t kNone = ~uint32_t{0};

/// "20180115"; empty where the day is not known.
std::string Compact(std::string_view iso) {
  std::string out;
  for (const char c : iso.substr(0, 10)) {
    if (c != '-') out += c;
  }
  return out.size() == 8 ? out : std::string();
}

/// A cell must not hold what parts cells and lines.
std::string Cell(std::string_view text) {
  std::string out(text);
  std::replace_if(out.begin(), out.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return out;
}

std::string SentenceId(const Document& doc, uint32_t sentence) { return Cell(doc.report.source_id) + "_" + std::to_string(sentence + 1); }

void Line(const std::vector<std::string>& cells, std::string& out) {
  for (size_t i = 0; i < cells.size(); ++i) out += (i == 0 ? "" : "\t") + cells[i];
  out += '\n';
}

/// Date, source, target, code, issues, ids, address, source of the report; one line for all sentences of a report that say the same.
void Petrarch(const Document& doc, const CodedReport& coded, std::string& out) {
  const std::string date = Compact(doc.report.published);
  std::map<std::tuple<std::string_view, std::string_view, std::string_view>, size_t> known;
  struct Row {
    const CodedEvent* event;
    std::string issues, ids;
    uint32_t last = kNone;
  };
  std::vector<Row> rows;
  for (const CodedEvent& event : coded.events) {
    const auto [it, added] = known.emplace(std::tuple(std::string_view(event.source), std::string_view(event.target), std::string_view(event.code)), rows.size());
    if (added) rows.push_back({&event, {}, {}, kNone});
    Row& row = rows[it->second];
    if (row.last == event.sentence) continue;
    row.last = event.sentence;
    const std::string& issues = coded.issues[event.sentence];
    if (!issues.empty()) row.issues += (row.issues.empty() ? "" : ";") + issues;
    row.ids += (row.ids.empty() ? "" : ";") + SentenceId(doc, event.sentence);
  }
  for (const Row& row : rows)
    Line({date, Cell(row.event->source), Cell(row.event->target), row.event->code, row.issues, row.ids, Cell(doc.report.uri), Cell(doc.report.publisher)}, out);
}

/// Date, source, target, code, label, id of the sentence.
void Tabari(const Document& doc, const CodedReport& coded, std::string& out) {
  const std::string date = Compact(doc.report.published);
  for (const CodedEvent& event : coded.events)
    Line({date.empty() ? date : date.substr(2), Cell(event.source), Cell(event.target), event.code, "(" + Cell(event.label) + ")", SentenceId(doc, event.sentence)}, out);
}

void Jsonl(const Document& doc, const CodedReport& coded, std::string& out) {
  JsonWriter json(out);
  const auto party = [&](std::string_view key, std::string_view code, uint32_t head) {
    json.Key(key);
    json.BeginObject();
    json.Field("code", code);
    if (head != kNone) json.Field("text", doc.token(head));
    json.EndObject();
  };
  for (const CodedEvent& event : coded.events) {
    json.Restart();
    json.BeginObject();
    json.Field("source_id", doc.report.source_id);
    json.Field("date", doc.report.published.substr(0, 10));
    json.Key("sentence");
    json.Integer(event.sentence + 1);
    party("source", event.source, event.source_head);
    party("target", event.target, event.target_head);
    json.Field("code", event.code);
    json.Field("label", event.label);
    json.Field("verb", doc.token(event.verb));
    json.Field("pattern", event.pattern);
    if (const std::string& issues = coded.issues[event.sentence]; !issues.empty()) {
      json.Key("issues");
      json.BeginArray();
      for (const std::string_view issue : SplitList(issues, ';')) {
        json.BeginObject();
        json.Field("code", issue.substr(0, issue.find(',')));
        json.Field("n", std::stol(std::string(issue.substr(issue.find(',') + 1))));
        json.EndObject();
      }
      json.EndArray();
    }
    json.Field("text", doc.text(doc.sentences[event.sentence].span));
    json.EndObject();
    out += '\n';
  }
}

}  // namespace

void AppendEvents(const Document& doc, const CodedReport& coded, EventFormat format, std::string& out) {
  switch (format) {
    case EventFormat::kPetrarch: return Petrarch(doc, coded, out);
    case EventFormat::kTabari: return Tabari(doc, coded, out);
    case EventFormat::kJsonl: return Jsonl(doc, coded, out);
  }
}

}  // namespace dateline::coders
