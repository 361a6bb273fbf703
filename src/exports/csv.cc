// The formats whose columns are those of records, or those of findings: CSV, HXL and Arrow.
#include "exports/finding_columns.h"
#include "exports/makers.h"
#include "exports/record_columns.h"
#include "exports/table_exporter.h"

namespace dateline {
namespace {

class RecordTable : public TableExporter<RecordSource> {
 public:
  explicit RecordTable(std::unique_ptr<TableSink> sink) : TableExporter(RecordColumns(), std::move(sink)) {}

  Result<void> Record(std::string_view json, const ReportRef& report, std::string& out) override {
    const auto record = parser_.Parse(json);
    if (!record) return record.error();
    Add({*record, report}, out);
    return {};
  }
};

class FindingTable : public TableExporter<FindingView> {
 public:
  explicit FindingTable(std::unique_ptr<TableSink> sink) : TableExporter(FindingColumns(), std::move(sink)) {}
  void Finding(const FindingView& finding, std::string& out) override { Add(finding, out); }
};

MadeExporter MakeTable(const ExportSettings& settings, std::unique_ptr<TableSink> sink) {
  if (IsFindingKind(settings.kind)) return MadeExporter(std::make_unique<FindingTable>(std::move(sink)));
  return MadeExporter(std::make_unique<RecordTable>(std::move(sink)));
}

}  // namespace

MadeExporter MakeCsv(const ExportSettings& settings) { return MakeTable(settings, MakeTextSink({',', settings.csv_safe, false})); }
MadeExporter MakeHxl(const ExportSettings& settings) { return MakeTable(settings, MakeTextSink({',', settings.csv_safe, true})); }
MadeExporter MakeArrow(const ExportSettings& settings) { return MakeTable(settings, MakeArrowSink()); }

}  // namespace dateline
