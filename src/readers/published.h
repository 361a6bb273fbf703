// Dates of publication as they are written in metadata and headers of reports. Only full dates (with a year): a publication date is
// evidence, not a guess.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/days.h"

namespace dateline {

struct FoundDate {
  CivilDate date;
  size_t begin = 0;  ///< bytes of the text that hold the date itself
  size_t end = 0;
};

/// The first full date within the first 256 bytes: "2018-01-15", "2018/01/15", "15 Jan 2018", "15th of January, 2018", "Jan. 15, 2018",
/// "15-Jan-2018", "20180115",
/// and "15/01/2018" or "01/15/2018" where one number can only be the day. Month names are English. Years 1700-2199.
std::optional<FoundDate> FindFullDate(std::string_view text);

/// A metadata value as ISO 8601: the day, and the time where it is written ("2018-01-15T10:00:00Z"). Takes what FindFullDate takes, RFC
/// 822, seconds or milliseconds
/// since 1970 and 20180115103000. Empty when it is no full date.
std::string IsoPublished(std::string_view value);

}  // namespace dateline
