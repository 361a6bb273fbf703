// JSON lines: reports, records and findings as they were written.
#include "exports/finding_view.h"
#include "exports/makers.h"

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
  void Finding(const FindingView& finding, std::string& out) override { out.append(finding.json).append("\n"); }
  void End(std::string&) override {}
  bool WantsReports() const override { return true; }
};

}  // namespace

MadeExporter MakeJsonLines(const ExportSettings&) { return MadeExporter(std::make_unique<JsonLinesExporter>()); }

}  // namespace dateline
