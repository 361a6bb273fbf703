// dateline show: records of a case file as a table, or as JSON lines.
#pragma once

#include <cstdint>
#include <string>

namespace dateline::cli {

struct ShowOptions {
  std::string path;  ///< case file
  std::string kind, since, until, place, party;
  bool unsure = false;
  int64_t limit = -1;  ///< negative: all as JSON, the first 50 in a table
  bool json = false;
};
int RunShow(const ShowOptions& options);

}  // namespace dateline::cli
