// The lines in which PETRARCH and its kin write events: tab-separated day, source, target, code, issues, ids of the sentences, address and source of the
// report.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace dateline {

/// "20180115"; empty where the day is not known.
std::string CompactDay(std::string_view iso);

/// Appends a line of tab-separated cells; tabs and line ends within a cell become blanks.
void AppendTabLine(const std::vector<std::string>& cells, std::string& out);

/// The events of one report: one line for all sentences that say the same.
class EventLines {
 public:
  /// Of an event; `id` names its sentence, `issues` are those of that sentence.
  void Add(std::string_view day, std::string_view source, std::string_view target, std::string_view code, uint32_t sentence, std::string_view id,
           std::string_view issues);
  /// Appends the lines in the order in which their first event was added, and forgets them.
  void Write(std::string_view uri, std::string_view publisher, std::string& out);

 private:
  struct Row {
    std::string day, source, target, code, issues, ids;
    uint32_t last = UINT32_MAX;
  };
  std::map<std::tuple<std::string, std::string, std::string, std::string>, size_t> known_;
  std::vector<Row> rows_;
};

}  // namespace dateline
