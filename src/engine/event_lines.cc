#include "engine/event_lines.h"

#include <algorithm>

namespace dateline {

std::string CompactDay(std::string_view iso) {
  std::string out;
  for (const char c : iso.substr(0, 10)) {
    if (c != '-') out += c;
  }
  return out.size() == 8 ? out : std::string();
}

void AppendTabLine(const std::vector<std::string>& cells, std::string& out) {
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += '\t';
    const size_t begin = out.size();
    out += cells[i];
    std::replace_if(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  }
  out += '\n';
}

void EventLines::Add(std::string_view day, std::string_view source, std::string_view target, std::string_view code, uint32_t sentence, std::string_view id,
                     std::string_view issues) {
  const auto [it, added] = known_.emplace(std::tuple(std::string(day), std::string(source), std::string(target), std::string(code)), rows_.size());
  if (added) rows_.push_back({std::string(day), std::string(source), std::string(target), std::string(code), {}, {}});
  Row& row = rows_[it->second];
  if (row.last == sentence) return;
  row.last = sentence;
  if (!issues.empty()) row.issues.append(row.issues.empty() ? "" : ";").append(issues);
  row.ids.append(row.ids.empty() ? "" : ";").append(id);
}

void EventLines::Write(std::string_view uri, std::string_view publisher, std::string& out) {
  for (const Row& row : rows_) AppendTabLine({row.day, row.source, row.target, row.code, row.issues, row.ids, std::string(uri), std::string(publisher)}, out);
  known_.clear();
  rows_.clear();
}

}  // namespace dateline
