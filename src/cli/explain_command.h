// dateline explain: one record with the words, the rule and the bytes it rests on.
#pragma once

#include <string>

namespace dateline::cli {

struct ExplainOptions {
  std::string path;  ///< case file
  std::string id;    ///< a record's id, or how it begins
};
int RunExplain(const ExplainOptions& options);

}  // namespace dateline::cli
