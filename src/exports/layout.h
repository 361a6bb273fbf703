#pragma once

#include <cstddef>

namespace dateline {

/// How to lay out for a terminal.
struct Layout {
  size_t width = 120;   ///< columns
  bool colors = false;  ///< ANSI: bold head line, faint unsure rows
};

}  // namespace dateline
