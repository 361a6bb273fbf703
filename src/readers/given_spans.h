// Spans that a user gives to be resolved (`dateline mentions --spans-in`): JSON lines with the report they belong to.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"

namespace dateline {

/// Code points of the cleaned text, as mention lines count them.
struct GivenSpan {
  std::string of_class;  ///< "place", "time", ...
  uint32_t begin = 0, end = 0;
  uint64_t line = 0;
};

class GivenSpans {
 public:
  /// Lines {"source_id", "class", "span": {"begin", "end"}} or with flat begin and end; class may be missing (place), further keys are not looked at. `classes` are those
  /// there are. Bad lines are left out and told in problems(). An Error: the file cannot be read.
  static Result<GivenSpans> Read(const std::string& path, const std::vector<std::string_view>& classes);

  /// Those of a report, in the order of the file; null: none.
  const std::vector<GivenSpan>* Of(const std::string& source_id) const;
  const std::map<std::string, std::vector<GivenSpan>>& all() const { return by_report_; }
  const std::vector<Error>& problems() const { return problems_; }
  const std::string& name() const { return name_; }

 private:
  std::string name_;
  std::map<std::string, std::vector<GivenSpan>> by_report_;
  std::vector<Error> problems_;
};

}  // namespace dateline
