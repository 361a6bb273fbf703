// dateline export: a case file for other programs.
#pragma once

#include <string>
#include <vector>

namespace dateline::cli {

struct ExportOptions {
  std::string path;    ///< case file
  std::string format;  ///< a name of ExportFormats
  std::string out;     ///< empty or "-": standard output
  std::string kind, since, until, place, party;  ///< empty: all
  double min_confidence = 0;
  bool csv_safe = false;
  std::string rule;       ///< of the figures of findings; empty: that of the format, else that of the file
  std::vector<std::string> withhold = {"persons"};  ///< names of ParseWithhold
  std::string knowledge;  ///< empty: the file beside the program
};
int RunExport(const ExportOptions& options);

/// The formats by name with what each is, a line each.
std::string ExportFormatHelp();

}  // namespace dateline::cli
