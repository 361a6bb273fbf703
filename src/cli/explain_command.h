// dateline explain: one record with the words, the rule and the bytes it rests on; or what a place name could mean and why it was taken so.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"

namespace dateline::cli {

struct ExplainOptions {
  CommonOptions common;
  std::string place;                ///< a name to explain in reports; empty: explain a record
  std::vector<std::string> inputs;  ///< a case file and a record's id, or how it begins; with `place`: reports
  std::vector<std::pair<std::string, std::string>> fields;
};
int RunExplain(const ExplainOptions& options);

}  // namespace dateline::cli
