// Knowledge tables: tab-separated text that a researcher edits. Lines beginning with # are comments; the last comment line of the form
// "# columns: a, b, c" before the first row names the columns. Empty cells are allowed; a row may leave out trailing cells.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"

namespace dateline {

/// A parsed table. Cells are views into the text given, which must outlive the table.
class Table {
 public:
  struct Row {
    std::vector<std::string_view> cells;  ///< as many as there are columns
    uint32_t line = 0;                    ///< 1-based
  };

  /// `name` is the path below knowledge/ and stands in errors. A row with more cells than columns is an error.
  static Result<Table> Parse(std::string_view name, std::string_view text);

  const std::string& name() const { return name_; }
  const std::vector<Row>& rows() const { return rows_; }
  const std::vector<std::string>& columns() const { return columns_; }
  /// Index of a column; an Error that lists the columns there are where it is missing.
  Result<size_t> Column(std::string_view column) const;
  /// "knowledge/NAME:LINE", for errors.
  std::string Where(const Row& row) const;

 private:
  std::string name_;
  std::vector<std::string> columns_;
  std::vector<Row> rows_;
};

/// Splits at `separator` and trims blanks of each part; empty parts are left out.
std::vector<std::string_view> SplitList(std::string_view text, char separator);
std::string_view Trim(std::string_view text);

}  // namespace dateline
