// JSON lines: reports and records as the engine wrote them.
#include "exports/exporter.h"

namespace dateline {
namespace {

class JsonLinesExporter : public Exporter {
 public:
  void Begin(std::string&) override {}
  void Report(std::string_view json, std::string& out) override {
    if (!json.empty()) out.append(json).append("\n");
  }
  Result<void> Record(std::string_view json, const ReportRef&, std::string& out) override {
    if (!json.starts_with("{\"kind\":")) return Error{"record", std::string(json.substr(0, 40)), "a JSON object that begins with its kind"};
    out.append(json).append("\n");
    return {};
  }
  void End(std::string&) override {}
};

}  // namespace

std::unique_ptr<Exporter> MakeJsonLinesExporter() { return std::make_unique<JsonLinesExporter>(); }

Result<std::unique_ptr<Exporter>> MakeExporter(std::string_view format) {
  if (format == "jsonl") return MakeJsonLinesExporter();
  if (format == "csv") return MakeCsvExporter();
  if (format == "geojson") return MakeGeoJsonExporter();
  return Error{"export", "no format \"" + std::string(format) + "\"", "jsonl, csv or geojson"};
}

}  // namespace dateline
