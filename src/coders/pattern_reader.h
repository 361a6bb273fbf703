// Patterns of verb dictionaries as they are written: "- $ * {NEW &TIES} (WITH +) [050]" and its older kin.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "coders/verbs.h"

namespace dateline::coders {

/// Fills the parts of `out` before and after the verb. False where it is no pattern: `fault` says why.
bool ReadPatternWords(std::string_view text, bool stems, const std::map<std::string, uint32_t, std::less<>>& sets, Words& words, Pattern& out, std::string& fault);

}  // namespace dateline::coders
