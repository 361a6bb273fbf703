// What the coders of the field write for an event, and the same as JSON.
#include "base/table.h"
#include "coders/code_run.h"
#include "engine/event_lines.h"
#include "engine/json_writer.h"

namespace dateline::coders {
namespace {

constexpr uint32_t kNone = ~uint32_t{0};

std::string SentenceId(const Document& doc, uint32_t sentence) { return doc.report.source_id + "_" + std::to_string(sentence + 1); }

void Petrarch(const Document& doc, const CodedReport& coded, std::string& out) {
  const std::string day = CompactDay(doc.report.published);
  EventLines lines;
  for (const CodedEvent& event : coded.events)
    lines.Add(day, event.source, event.target, event.code, event.sentence, SentenceId(doc, event.sentence), coded.issues[event.sentence]);
  lines.Write(doc.report.uri, doc.report.publisher, out);
}

/// Date, source, target, code, label, id of the sentence.
void Tabari(const Document& doc, const CodedReport& coded, std::string& out) {
  const std::string day = CompactDay(doc.report.published);
  for (const CodedEvent& event : coded.events)
    AppendTabLine({day.empty() ? day : day.substr(2), event.source, event.target, event.code, "(" + event.label + ")", SentenceId(doc, event.sentence)}, out);
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
