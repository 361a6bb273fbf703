#include "casefile/finding_labels.h"

#include <cmath>

#include "engine/labels.h"

namespace dateline {

std::string RangeLabel(double low, double best, double high) {
  if (std::isnan(best)) return {};
  const std::string number = GroupedNumber(best);
  if (std::isnan(low) && std::isnan(high)) return number;
  if (std::isnan(high)) return number + " (" + GroupedNumber(low) + " or more)";
  if (std::isnan(low)) return number + " (up to " + GroupedNumber(high) + ")";
  return low == high ? number : number + " (" + GroupedNumber(low) + "–" + GroupedNumber(high) + ")";
}

std::string FigureLabel(std::string_view slot, double low, double best, double high, std::string_view unit, std::string_view per) {
  std::string out = RangeLabel(low, best, high);
  if (out.empty()) return out;
  if (slot == "price") {
    if (!unit.empty()) out.append(" ").append(unit);
    return per.empty() ? out : out.append(per == "passage" ? " the " : " a ").append(per);
  }
  if (slot != "count") return out.append(" ").append(slot);
  return unit.empty() || unit == "people" ? out : out.append(" ").append(unit);
}

}  // namespace dateline
