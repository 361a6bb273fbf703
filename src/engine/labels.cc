#include "engine/labels.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace dateline {

std::string GroupedNumber(double value) {
  if (!std::isfinite(value)) return {};
  char buffer[512];
  const bool fraction = std::abs(value - std::round(value)) >= 0.005 && std::abs(value) < 1e15;
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, fraction ? value : std::round(value), std::chars_format::fixed, fraction ? 2 : 0).ptr;
  const std::string_view digits(buffer, static_cast<size_t>(end - buffer));
  const size_t sign = digits.starts_with('-') ? 1 : 0;
  const size_t point = std::min(digits.find('.'), digits.size());
  std::string out(digits.substr(0, sign));
  for (size_t i = sign; i < point; ++i) {
    if (i > sign && (point - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out.append(digits.substr(point));
}

std::string HowMany(double low, double best, double high, std::string_view hedge) {
  if (std::isnan(best)) best = std::isnan(low) ? high : low;
  if (std::isnan(best)) return {};
  if (hedge == "about") return "about " + GroupedNumber(best);
  if (hedge == "at_least" || (std::isnan(high) && !std::isnan(low))) return "at least " + GroupedNumber(std::isnan(low) ? best : low);
  if (hedge == "at_most" || (std::isnan(low) && !std::isnan(high))) return "up to " + GroupedNumber(std::isnan(high) ? best : high);
  if (std::isnan(low) || low == high) return GroupedNumber(best);
  return GroupedNumber(low) + "–" + GroupedNumber(high);
}

}  // namespace dateline
