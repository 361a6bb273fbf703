// dateline export: a case file for other programs.
#pragma once

#include <string>

namespace dateline::cli {

struct ExportOptions {
  std::string path;    ///< case file
  std::string format;  ///< jsonl, csv, geojson
  std::string out;     ///< empty or "-": standard output
  double min_confidence = 0;
};
int RunExport(const ExportOptions& options);

}  // namespace dateline::cli
