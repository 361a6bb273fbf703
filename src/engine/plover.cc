#include "engine/plover.h"

namespace dateline {

Result<PloverCodes> PloverCodes::Load(const Container& knowledge) {
  const auto table = knowledge.OpenTable("plover.tsv");
  if (!table) return table.error();
  size_t columns[5];
  static constexpr std::string_view kNames[] = {"type", "mode", "cameo", "acled_event", "acled_sub"};
  for (size_t i = 0; i < 5; ++i) {
    const auto column = table->Column(kNames[i]);
    if (!column) return column.error();
    columns[i] = *column;
  }
  PloverCodes out;
  for (const Table::Row& row : table->rows()) {
    const auto cell = [&](size_t i) { return row.cells[columns[i]]; };
    if (!out.codes_.try_emplace({cell(0), cell(1)}, Codes{cell(2), cell(3), cell(4)}).second) {
      return Error{table->Where(row), "a second row for the same type and mode", "one row each"};
    }
  }
  return out;
}

PloverCodes::Codes PloverCodes::Find(std::string_view type, std::string_view mode) const {
  auto it = codes_.find({type, mode});
  if (it == codes_.end()) it = codes_.find({type, {}});
  return it == codes_.end() ? Codes{} : it->second;
}

}  // namespace dateline
