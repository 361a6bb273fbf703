// Figures as people read them: "1,000", "about 50", "at least 5,000", "20–30".
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// `value` with commas between thousands and at most two decimals: "1204", 1204 -> "1,204". Not finite: empty.
std::string GroupedNumber(double value);

/// An estimate in words; NaN is an open end. `hedge` as in records: exact, about, at_least, at_most, range, vague.
std::string HowMany(double low, double best, double high, std::string_view hedge);

}  // namespace dateline
