#include "coders/rules.h"

#include <algorithm>

namespace dateline::coders {
namespace {

bool In(const std::vector<std::string>& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

}  // namespace

Result<Rules> Rules::Load(const Container& knowledge) {
  const auto table = knowledge.OpenTable("codes/coder.tsv");
  if (!table) return table.error();
  Rules out;
  for (const Table::Row& row : table->rows()) {
    const std::string_view kind = row.cells[0];
    const std::string key(row.cells[1]);
    if (kind == "negator") out.negators_.push_back(key);
    else if (kind == "agent") out.agents_.push_back(key);
    else if (kind == "may_be_agent") out.may_be_agents_.push_back(key);
    else if (kind == "time") out.times_.push_back(key);
    else if (kind == "negated") out.negated_.push_back({key, std::string(row.cells[2])});
    else return Error{table->Where(row), "kind \"" + std::string(kind) + "\"", "negator, agent, may_be_agent, time or negated"};
  }
  return out;
}

bool Rules::Negates(std::string_view lower) const { return In(negators_, lower); }
bool Rules::BringsAgent(std::string_view lower) const { return In(agents_, lower); }
bool Rules::MayBringAgent(std::string_view lower) const { return In(may_be_agents_, lower); }
bool Rules::BringsTime(std::string_view lower) const { return In(times_, lower); }

std::string Rules::Negated(const std::string& code) const {
  for (const auto& [prefix, other] : negated_) {
    if (code.starts_with(prefix)) return other;
  }
  return code;
}

}  // namespace dateline::coders
