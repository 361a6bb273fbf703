// What queries of a case file share: whole words in texts, days, prefixes of ids.
#pragma once

#include <string>
#include <string_view>

#include "casefile/statement.h"
#include "dateline/result.h"

namespace dateline {

/// Gives SQL the function dl_has_words(text, needle): true when `needle`, folded, stands in `text` as whole words, in any case, with or without accents.
bool AddTextFunctions(Database& db);

/// True for 2018, 2018-01 and 2018-01-15; text comparison of days then does the rest.
bool IsDayOrLonger(const std::string& text);
/// An Error where one is neither empty nor such a date.
Result<void> CheckDays(const std::string& since, const std::string& until);

/// True for hexadecimal digits in lower case, one or more.
bool IsHex(std::string_view text);
std::string LowerAscii(std::string_view text);

/// The first id after all that begin with `prefix` (hexadecimal digits only).
std::string AfterPrefix(const std::string& prefix);

}  // namespace dateline
