// Forms that treebanks hold too rarely to learn: irregular English verbs and plurals, and verbs of the news whose base form decides between two readings of an
// ending. General knowledge of English, written down here; they win over what trees say.
#pragma once

#include <string_view>

namespace dateline {

/// Lines "base past participle"; alternatives are divided by "/".
extern const std::string_view kIrregularVerbs;
/// Lines "base form": other forms in -ing, -ed and -s that break the rules of spelling.
extern const std::string_view kIrregularPresents;
/// Lines "singular plural".
extern const std::string_view kIrregularPlurals;
/// Base forms of regular verbs and of nouns, divided by spaces.
extern const std::string_view kNewsVerbs;
extern const std::string_view kNewsNouns;

}  // namespace dateline
