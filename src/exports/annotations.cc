// Web Annotation (https://www.w3.org/TR/annotation-model/) in JSON-LD: one page whose items say of each record which words of which report it stands on.
#include <algorithm>
#include <cmath>

#include "base/utf8.h"
#include "engine/json_writer.h"
#include "exports/makers.h"
#include "exports/present.h"

namespace dateline {
namespace {

constexpr size_t kContext = 32;           // code points before and after the quote
constexpr std::string_view kBlack = "█";  // what is withheld in a report's text (ReportRef)

// Our own terms beside the standard's; a record is kept as JSON (JSON-LD 1.1).
constexpr std::string_view kHead =
    "{\"@context\":[\"http://www.w3.org/ns/anno.jsonld\",{\"dl\":\"urn:dateline:terms:\",\"record\":{\"@id\":\"dl:record\",\"@type\":\"@json\"}}],"
    "\"id\":\"urn:dateline:annotations\",\"type\":\"AnnotationPage\",\"items\":[";

/// The text of a report by code points.
class Points {
 public:
  void Set(std::string_view text) {
    begins_.clear();
    for (size_t at = 0; at < text.size(); at += utf8::Decode(text, at).size) begins_.push_back(at);
    begins_.push_back(text.size());
    text_ = text;
  }
  size_t size() const { return begins_.size() - 1; }
  /// Code points [begin, end); begin <= end <= size().
  std::string_view Part(size_t begin, size_t end) const { return text_.substr(begins_[begin], begins_[end] - begins_[begin]); }

 private:
  std::string_view text_;
  std::vector<size_t> begins_ = {0};
};

void FigureFields(std::string_view key, const FigureView& figure, JsonWriter& json) {
  if (!figure.given) return;
  json.Key(key);
  json.BeginObject();
  for (const auto& [name, value] : {std::pair{"low", figure.low}, std::pair{"best", figure.best}, std::pair{"high", figure.high}}) {
    if (std::isnan(value)) continue;
    json.Key(name);
    json.Number(value);
  }
  json.Field("hedge", figure.hedge);
  json.Field("unit", figure.unit);
  json.EndObject();
}

/// What the record says, in short; its full line is in the JSON lines.
void RecordBody(const RecordView& record, JsonWriter& json) {
  json.BeginObject();
  json.Field("kind", record.kind);
  json.Field("id", record.id);
  json.Field("type", record.type);
  json.Field("mode", record.mode);
  json.Field("who", WhoOf(record));
  json.Field("where", WhereOf(record));
  json.Field("date_start", record.time.start);
  json.Field("date_end", record.time.end);
  for (size_t i = 0; i < RecordView::kTolls; ++i) FigureFields(TollName(i), record.toll[i], json);
  FigureFields("count", record.count, json);
  FigureFields("price", record.price, json);
  json.Field("source", record.source);
  json.Field("polarity", record.polarity);
  json.Field("certainty", record.certainty);
  json.Field("tense", record.tense);
  json.Key("confidence");
  json.Number(record.confidence);
  json.EndObject();
}

/// "event ASSAULT explosives, 19 killed".
std::string Label(const RecordView& record) {
  std::string out = record.kind;
  for (const std::string* part : {&record.type, &record.mode}) {
    if (!part->empty()) out.append(" ").append(*part);
  }
  if (const std::string figures = HowManyOf(record); !figures.empty()) out.append(", ").append(figures);
  return out;
}

class AnnotationExporter : public Exporter {
 public:
  void Begin(std::string& out) override {
    out += kHead;
    first_ = true;
  }

  Result<void> Record(std::string_view line, const ReportRef& report, std::string& out) override {
    const auto record = parser_.Parse(line);
    if (!record) return record.error();
    if (record->quote.empty()) return {};
    out += first_ ? "\n" : ",\n";
    first_ = false;
    JsonWriter json(out);
    json.BeginObject();
    json.Field("id", "urn:dateline:record:" + record->id);
    json.Field("type", "Annotation");
    json.Field("motivation", "classifying");
    Body(*record, json);
    Target(*record, report, json);
    json.EndObject();
    return {};
  }

  void End(std::string& out) override { out += "\n]}\n"; }
  bool WantsText() const override { return true; }

 private:
  static void Body(const RecordView& record, JsonWriter& json) {
    json.Key("body");
    json.BeginArray();
    json.BeginObject();
    json.Field("type", "TextualBody");
    json.Field("purpose", "classifying");
    json.Field("format", "text/plain");
    json.Field("language", "en");
    json.Field("value", Label(record));
    json.EndObject();
    json.BeginObject();
    json.Field("type", "Dataset");
    json.Field("purpose", "describing");
    json.Field("format", "application/json");
    json.Key("record");
    RecordBody(record, json);
    json.EndObject();
    json.EndArray();
  }

  void Target(const RecordView& record, const ReportRef& report, JsonWriter& json) {
    json.Key("target");
    json.BeginObject();
    json.Field("source", report.sha256.empty() ? "urn:dateline:report:" + record.report : "urn:sha256:" + report.sha256);
    json.Key("selector");
    json.BeginArray();
    Selectors(record, report, json);
    json.EndArray();
    json.EndObject();
  }

  void Selectors(const RecordView& record, const ReportRef& report, JsonWriter& json) {
    if (record.quote_end > record.quote_begin && record.quote_begin >= 0) {
      json.BeginObject();
      json.Field("type", "TextPositionSelector");
      json.Field("start", record.quote_begin);
      json.Field("end", record.quote_end);
      json.EndObject();
    }
    if (record.report != report_ || text_ != report.text) {
      report_ = record.report;
      text_ = report.text;
      points_.Set(text_);
    }
    const auto begin = static_cast<size_t>(std::max<int64_t>(record.quote_begin, 0)), end = static_cast<size_t>(std::max<int64_t>(record.quote_end, 0));
    const std::string_view part = begin < end && end <= points_.size() ? points_.Part(begin, end) : std::string_view{};
    // Only around words that stand there, blackened or not: a text that is not the report's own has nothing to add.
    const bool stands = !part.empty() && (part == record.quote || part.find(kBlack) != std::string_view::npos);
    json.BeginObject();
    json.Field("type", "TextQuoteSelector");
    json.Field("exact", stands ? part : std::string_view(record.quote));
    if (stands) {
      json.Field("prefix", points_.Part(begin - std::min(begin, kContext), begin));
      json.Field("suffix", points_.Part(end, std::min(end + kContext, points_.size())));
    }
    json.EndObject();
  }

  RecordParser parser_;
  std::string report_, text_;
  Points points_;
  bool first_ = true;
};

}  // namespace

MadeExporter MakeAnnotations(const ExportSettings&) { return MadeExporter(std::make_unique<AnnotationExporter>()); }

}  // namespace dateline
