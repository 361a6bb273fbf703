// Mentions in a line of text, as the column `expect` of the knowledge tables writes them: for examples, tests and messages.
#pragma once

#include <string>

#include "dateline/document.h"

namespace dateline {

/// "36/36/36 exact people", with "up", "down", "money", "age", "label" ... behind where so, and " of 90" for a part of 90. An open end is "-".
std::string Describe(const Document& doc, const QuantityMention& quantity);

/// All of a document with "; " between; "none" where there are none.
std::string DescribeQuantities(const Document& doc);
/// TIMEX3 values.
std::string DescribeTimes(const Document& doc);
/// "two petrol bombs = petrol bomb", of one kind.
std::string DescribeThings(const Document& doc, ThingKind kind);

}  // namespace dateline
