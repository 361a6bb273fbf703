// Patterns of verb dictionaries as they are written: "- $ * {NEW &TIES} (WITH +) [050]" and its older kin.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "coders/verbs.h"

namespace dateline::coders {

/// The synonym sets of a book by their names; "{ raid | storm }" makes a nameless one.
struct SynonymSets {
  const std::map<std::string, uint32_t, std::less<>>& names;
  std::vector<Phrases>& sets;
};

/// Fills the parts of `out` before and after the verb. False where it is no pattern: `fault` says why.
bool ReadPatternWords(std::string_view text, bool stems, SynonymSets& sets, Words& words, Pattern& out, std::string& fault);

}  // namespace dateline::coders
