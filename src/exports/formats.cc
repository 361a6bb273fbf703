// The formats by name, and what each can hold.
#include <algorithm>

#include "exports/exporter.h"
#include "exports/finding_view.h"
#include "exports/makers.h"

namespace dateline {
namespace {

using Kinds = std::vector<std::string_view>;

const Kinds kRecords = {"event", "movement", "stock", "control", "statement"};
const Kinds kAll = {"event", "movement", "stock", "control", "statement", "incident", "flow", "figure", "control_line"};

std::string Listed(const Kinds& kinds) {
  std::string out;
  for (size_t i = 0; i < kinds.size(); ++i) out.append(i == 0 ? "" : i + 1 == kinds.size() ? " or " : ", ").append(kinds[i]);
  return out;
}

}  // namespace

void Exporter::Report(std::string_view, std::string&) {}
Result<void> Exporter::Record(std::string_view, const ReportRef&, std::string&) { return {}; }
void Exporter::Finding(const FindingView&, std::string&) {}

std::vector<std::string_view> ExportFormat::KindsFor(std::string_view kind) const {
  if (kind.empty()) return defaults;
  return {kind};
}

const std::vector<ExportFormat>& ExportFormats() {
  static const std::vector<ExportFormat> kFormats = {
      {"jsonl", "JSON lines: reports, records, findings, with all that is known", kAll, kAll, false, MakeJsonLines, {}},
      {"csv", "one row a record (or a finding: --kind incident), plain columns, for spreadsheets, R, pandas", kAll, kRecords, false, MakeCsv, {}},
      {"geojson", "one FeatureCollection of records (or findings), WGS 84, for maps", kAll, kRecords, false, MakeGeoJson, {}},
      {"arrow", "the columns of csv, typed, as an Arrow IPC file", kAll, kRecords, false, MakeArrow, {}},
      {"hxl", "the columns of csv with a row of HXL tags, for humanitarian data tools", kAll, kRecords, false, MakeHxl, {}},
      {"ucdp", "incidents with deaths in the columns of UCDP GED 26.1; figures by UCDP's rule", {"incident"}, {"incident"}, true, MakeUcdp, "ucdp"},
      {"acled",
       "incidents in the columns of ACLED (our own data in their layout); figures by ACLED's rule",
       {"incident"},
       {"incident"},
       true,
       MakeAcled,
       "acled"},
      {"plover", "events as they are told, tab-separated in the columns of POLECAT", {"event"}, {"event"}, true, MakePlover, {}},
      {"cameo", "events as lines of PETRARCH: day, source, target, CAMEO code", {"event"}, {"event"}, true, MakeCameo, {}},
      {"idmc",
       "figures of displaced people in the columns of IDMC's Helix: movements, stocks, and what they fuse to",
       {"movement", "stock", "flow", "figure"},
       {"movement", "stock", "flow", "figure"},
       true,
       MakeIdmc,
       "idmc"},
      {"annotations", "a Web Annotation for each record: its words in the report, in JSON-LD", kRecords, kRecords, false, MakeAnnotations, {}},
  };
  return kFormats;
}

Result<const ExportFormat*> FindFormat(std::string_view name, std::string_view kind) {
  Kinds names;
  for (const ExportFormat& format : ExportFormats()) {
    names.push_back(format.name);
    if (format.name != name) continue;
    if (kind.empty() || std::find(format.kinds.begin(), format.kinds.end(), kind) != format.kinds.end()) return &format;
    return Error{"export", std::string(name) + " holds no \"" + std::string(kind) + "\"", "--kind " + Listed(format.kinds)};
  }
  return Error{"export", "no format \"" + std::string(name) + "\"", Listed(names)};
}

Result<std::unique_ptr<Exporter>> MakeExporter(std::string_view format, const ExportSettings& settings) {
  const auto found = FindFormat(format, settings.kind);
  if (!found) return found.error();
  if ((*found)->codes && settings.knowledge == nullptr) return Error{"export", "no knowledge", "the knowledge file, for the codes of others"};
  return (*found)->make(settings);
}

}  // namespace dateline
