// Figures of findings in words, for layers and the terminal.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// "36", "36 (27–38)", "36 (27 or more)", "36 (up to 40)"; NaN is an open end. Empty where `best` is open.
std::string RangeLabel(double low, double best, double high);

/// The same with what is counted: "36 (27–38) killed", "1,700 households", "500 USD a person". `slot`: killed ... abducted, count, price.
std::string FigureLabel(std::string_view slot, double low, double best, double high, std::string_view unit, std::string_view per);

}  // namespace dateline
