#include "findings/finding.h"

#include <array>

namespace dateline {

std::string_view Name(FindingKind kind) {
  static constexpr std::array<std::string_view, 4> kNames = {"incident", "flow", "figure", "control_line"};
  return kNames[static_cast<size_t>(kind)];
}

}  // namespace dateline
