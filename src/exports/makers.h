// One function a format; formats.cc lists them by name.
#pragma once

#include "exports/exporter.h"

namespace dateline {

using MadeExporter = Result<std::unique_ptr<Exporter>>;

MadeExporter MakeJsonLines(const ExportSettings& settings);
MadeExporter MakeCsv(const ExportSettings& settings);
MadeExporter MakeGeoJson(const ExportSettings& settings);
MadeExporter MakeArrow(const ExportSettings& settings);
MadeExporter MakeHxl(const ExportSettings& settings);
MadeExporter MakeUcdp(const ExportSettings& settings);
MadeExporter MakeAcled(const ExportSettings& settings);
MadeExporter MakePlover(const ExportSettings& settings);
MadeExporter MakeCameo(const ExportSettings& settings);
MadeExporter MakeIdmc(const ExportSettings& settings);
MadeExporter MakeAnnotations(const ExportSettings& settings);

}  // namespace dateline
