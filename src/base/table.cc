#include "base/table.h"

namespace dateline {

std::string_view Trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::vector<std::string_view> SplitList(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const size_t end = text.find(separator);
    const std::string_view part = Trim(text.substr(0, end));
    if (!part.empty()) out.push_back(part);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return out;
}

Result<Table> Table::Parse(std::string_view name, std::string_view text) {
  constexpr std::string_view kColumns = "# columns:";
  Table table;
  table.name_ = name;
  uint32_t line_number = 0;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    ++line_number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.starts_with(kColumns) && table.rows_.empty()) {
      table.columns_.clear();
      for (const std::string_view column : SplitList(line.substr(kColumns.size()), ',')) table.columns_.emplace_back(column);
    }
    if (line.empty() || line[0] == '#') continue;
    Row row;
    row.line = line_number;
    for (size_t at = 0;;) {
      const size_t tab = line.find('\t', at);
      row.cells.push_back(Trim(line.substr(at, tab == std::string_view::npos ? tab : tab - at)));
      if (tab == std::string_view::npos) break;
      at = tab + 1;
    }
    if (table.columns_.empty()) return Error{table.Where(row), "a row before the column names", "a line \"# columns: a, b, c\" first"};
    if (row.cells.size() > table.columns_.size()) {
      return Error{table.Where(row), std::to_string(row.cells.size()) + " cells", "at most " + std::to_string(table.columns_.size()) + " (tab-separated)"};
    }
    row.cells.resize(table.columns_.size());
    table.rows_.push_back(std::move(row));
  }
  return table;
}

Result<size_t> Table::Column(std::string_view column) const {
  std::string have;
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i] == column) return i;
    have += (i > 0 ? ", " : "") + columns_[i];
  }
  return Error{"knowledge/" + name_, "no column \"" + std::string(column) + "\"", "it beside " + have};
}

std::string Table::Where(const Row& row) const { return "knowledge/" + name_ + ":" + std::to_string(row.line); }

}  // namespace dateline
