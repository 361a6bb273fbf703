// dateline explain --sentence and dateline why-not: what the record stage weighed in a sentence, what it kept and what it left out.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"

namespace dateline::cli {

struct WhyOptions {
  CommonOptions common;
  std::string sentence;   ///< words to explain (explain --sentence)
  std::string published;  ///< their day, YYYY-MM-DD; empty: not known
  std::string where;      ///< FILE:LINE; with `out_of_scope`: a file or folder (why-not)
  std::string scope = "conflict";
  bool out_of_scope = false;  ///< list all that was left out for its scope
  std::vector<std::pair<std::string, std::string>> fields;
};
int RunExplainSentence(const WhyOptions& options);
int RunWhyNot(const WhyOptions& options);

}  // namespace dateline::cli
