// The first pass of cleaning, character by character: white space, controls, ligature characters, soft hyphens, mojibake and the marks of kiosk dumps.
#pragma once

#include <string_view>

#include "dateline/document.h"
#include "text/edits.h"

namespace dateline {

/// Finds the edits that leave only printed characters, single blanks, "\n" (a new paragraph) and "\n\n" (a blank line), none of them at the ends. `text` must
/// be valid UTF-8. O(text): stretches with nothing to mend cost a table look-up a byte.
void MendCharacters(std::string_view text, EditList& edits, CleaningCounts& counts);

}  // namespace dateline
