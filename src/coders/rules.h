// knowledge/codes/coder.tsv: the few words that a coder needs beside its dictionaries.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/container.h"
#include "dateline/result.h"

namespace dateline::coders {

class Rules {
 public:
  static Result<Rules> Load(const Container& knowledge);

  bool Negates(std::string_view lower) const;
  bool BringsAgent(std::string_view lower) const;     ///< by
  bool MayBringAgent(std::string_view lower) const;   ///< from, in
  bool BringsTime(std::string_view lower) const;      ///< after: who stands behind it is no target
  /// What a code becomes when its verb is negated; the code itself where the table says nothing.
  std::string Negated(const std::string& code) const;

 private:
  std::vector<std::string> negators_, agents_, may_be_agents_, times_;
  std::vector<std::pair<std::string, std::string>> negated_;  ///< code prefix -> code
};

}  // namespace dateline::coders
