#include "exports/text_table.h"

#include <algorithm>

#include "exports/columns.h"

namespace dateline {
namespace {

constexpr std::string_view kDash = "–";
constexpr std::string_view kBold = "\x1b[1m", kFaint = "\x1b[2m", kPlain = "\x1b[0m";
constexpr size_t kGap = 2;

/// Widths that hold every cell as far as the columns allow; 0 for a column without any.
std::vector<size_t> Widths(const TextTable& table) {
  std::vector<size_t> out(table.columns.size());
  for (size_t i = 0; i < out.size(); ++i) {
    const TableColumn& column = table.columns[i];
    bool any = false;
    size_t widest = DisplayWidth(column.head);
    for (const TableRow& row : table.rows) {
      any = any || (!row.cells[i].empty() && row.cells[i] != kDash);
      widest = std::max(widest, DisplayWidth(row.cells[i]));
    }
    out[i] = any ? std::clamp(widest, std::min(column.least, column.most), column.most) : 0;
  }
  return out;
}

/// Takes columns from the widest until the row fits; those at their least stay.
void Narrow(const TextTable& table, std::vector<size_t>& widths, size_t width) {
  size_t total = 0;
  for (const size_t w : widths) total += w == 0 ? 0 : w + kGap;
  total = total == 0 ? 0 : total - kGap;
  for (size_t over = total; over > width; --over) {
    size_t widest = widths.size();
    for (size_t i = 0; i < widths.size(); ++i) {
      if (widths[i] > table.columns[i].least && (widest == widths.size() || widths[i] > widths[widest])) widest = i;
    }
    if (widest == widths.size()) return;
    --widths[widest];
  }
}

void AppendRow(const TextTable& table, const std::vector<std::string>& cells, const std::vector<size_t>& widths, std::string& out) {
  std::string line;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (widths[i] == 0) continue;
    const std::string cut = Cut(cells[i].empty() ? kDash : std::string_view(cells[i]), widths[i]);
    const std::string blanks(widths[i] - DisplayWidth(cut), ' ');
    line += table.columns[i].right ? blanks + cut : cut + blanks;
    line.append(kGap, ' ');
  }
  line.resize(line.find_last_not_of(' ') + 1);
  out += line;
}

}  // namespace

std::string Draw(const TextTable& table, const Layout& layout) {
  std::vector<size_t> widths = Widths(table);
  Narrow(table, widths, layout.width - std::min<size_t>(layout.width, 1));
  std::string out;
  const auto line = [&](const std::vector<std::string>& cells, std::string_view color) {
    out += ' ';
    if (layout.colors) out += color;
    AppendRow(table, cells, widths, out);
    if (layout.colors && !color.empty()) out += kPlain;
    out += '\n';
  };
  std::vector<std::string> heads;
  for (const TableColumn& column : table.columns) heads.emplace_back(column.head);
  line(heads, kBold);
  for (const TableRow& row : table.rows) line(row.cells, row.faint ? kFaint : std::string_view{});
  return out;
}

}  // namespace dateline
