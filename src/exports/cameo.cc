// CAMEO event lines as PETRARCH writes them (engine/event_lines.h): a line for each pair of actor and recipient of an event record that has a CAMEO code.
#include <algorithm>

#include "engine/event_lines.h"
#include "exports/export_codes.h"
#include "exports/makers.h"
#include "exports/tabular.h"

namespace dateline {
namespace {

class CameoExporter : public Exporter {
 public:
  CameoExporter(ExportCodes codes, bool safe) : codes_(std::move(codes)), safe_(safe), nobody_(Guarded("---")) {}

  void Begin(std::string&) override { report_.clear(); }

  Result<void> Record(std::string_view json, const ReportRef& report, std::string& out) override {
    const auto record = parser_.Parse(json);
    if (!record) return record.error();
    if (record->report != report_) {
      Flush(out);
      report_ = record->report;
      uri_ = Guarded(report.uri);
      publisher_ = Guarded(report.publisher);
    }
    if (record->kind == "event" && !record->cameo.empty() && ToldAsDone(*record)) Add(*record, report);
    return {};
  }

  void End(std::string& out) override { Flush(out); }

 private:
  /// The codes of a side, each once; "---" where nobody of it is known.
  std::vector<std::string> Side(const std::vector<PartyView>& parties) const {
    std::vector<std::string> out;
    for (const PartyView& party : parties) {
      std::string code = codes_.CameoActor(party);
      if (!code.empty() && std::find(out.begin(), out.end(), code) == out.end()) out.push_back(std::move(code));
    }
    if (out.empty()) out.push_back(nobody_);
    return out;
  }

  void Add(const RecordView& record, const ReportRef& report) {
    const std::string day = CompactDay(DayOf(record, report.published));
    const std::string id = Guarded(report.source_id) + "_" + std::to_string(record.sentence);
    const std::vector<std::string> targets = Side(record.recipients);
    for (const std::string& source : Side(record.actors)) {
      for (const std::string& target : targets) {
        if (source == nobody_ && target == nobody_) continue;
        lines_.Add(day, source, target, record.cameo, static_cast<uint32_t>(record.sentence), id, {});
      }
    }
  }

  void Flush(std::string& out) { lines_.Write(uri_, publisher_, out); }
  std::string Guarded(const std::string& text) const { return safe_ && IsFormula(text) ? "'" + text : text; }

  ExportCodes codes_;
  bool safe_;
  std::string nobody_;
  RecordParser parser_;
  EventLines lines_;
  std::string report_, uri_, publisher_;
};

}  // namespace

MadeExporter MakeCameo(const ExportSettings& settings) {
  auto codes = ExportCodes::Load(*settings.knowledge);
  if (!codes) return codes.error();
  return MadeExporter(std::make_unique<CameoExporter>(std::move(*codes), settings.csv_safe));
}

}  // namespace dateline
