// Aligned tables for the terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "exports/layout.h"

namespace dateline {

/// A column; wide ones give way first when the terminal is narrow, down to `least`.
struct TableColumn {
  std::string_view head;
  size_t least = 5, most = 40;
  bool right = false;
};

struct TableRow {
  std::vector<std::string> cells;  ///< one a column; empty: shown as a dash
  bool faint = false;
};

struct TextTable {
  std::vector<TableColumn> columns;
  std::vector<TableRow> rows;
};

/// A head line and a line a row. Columns that hold nothing at all are left out.
std::string Draw(const TextTable& table, const Layout& layout);

}  // namespace dateline
