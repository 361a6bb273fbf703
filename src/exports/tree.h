// The tree of a sentence, drawn for people.
#pragma once

#include <cstdint>
#include <string>

#include "dateline/document.h"

namespace dateline {

/// Appends one line a word: the word, indented by lines under its head, its relation, its part of speech, and the kind of name it belongs to, in columns. Heads
/// come before what hangs on them, sisters in the order of the text. Very deep trees are drawn to a fixed depth. O(words).
void AppendTree(const Document& doc, uint32_t sentence, std::string& out);

}  // namespace dateline
