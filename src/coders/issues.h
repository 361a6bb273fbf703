// Issue dictionaries: what a sentence is about, by phrases ("n:teacher [TEACHERS]").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "coders/phrases.h"
#include "dateline/result.h"

namespace dateline::coders {

class IssueBook {
 public:
  void Add(const std::string& name, std::string_view text, Words& words, std::vector<Error>& warnings);
  bool empty() const { return codes_.empty(); }
  /// "TEACHERS,2;SCHOOLS,1" in the order of the text; empty where none is there, or a phrase cancels them.
  std::string Of(const Units& units) const;

 private:
  Phrases phrases_;
  std::unordered_map<std::string, uint32_t> code_numbers_;
  std::vector<std::string> codes_;  ///< the first is the one that cancels
};

}  // namespace dateline::coders
