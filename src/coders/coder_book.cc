// Loading what a coder works by.
#include <algorithm>
#include <filesystem>

#include "base/mapped_file.h"
#include "base/table.h"
#include "base/utf8.h"
#include "coders/coder.h"

namespace dateline::coders {
namespace {

bool In(const std::vector<std::string>& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

/// What a file of dictionaries is by its name, or where that says nothing, by what it holds.
enum class Kind : uint8_t { kVerbs, kActors, kAgents, kDiscards, kIssues, kOther };
Kind KindOf(const std::string& name, std::string_view text) {
  const std::string lower = utf8::Lower(name);
  const auto has = [&](std::string_view part) { return lower.find(part) != std::string::npos; };
  if (has("actor")) return Kind::kActors;
  if (has("agent")) return Kind::kAgents;
  if (has("discard")) return Kind::kDiscards;
  if (has("issue")) return Kind::kIssues;
  if (has("verb") || has("cameo")) return Kind::kVerbs;
  if (text.find("<ISSUE") != std::string_view::npos) return Kind::kIssues;
  if (text.find("[~") != std::string_view::npos) return Kind::kAgents;
  const bool block = text.starts_with("--- ") || text.find("\n--- ") != std::string_view::npos || text.find("<SYNSETS>") != std::string_view::npos;
  return block ? Kind::kVerbs : Kind::kOther;
}

}  // namespace

Result<CoderFiles> DictionariesIn(const std::string& folder) {
  CoderFiles out;
  std::error_code error;
  std::vector<std::string> paths;
  for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->is_regular_file(error)) paths.push_back(it->path().string());
  }
  if (error) return Error{folder, "cannot be read: " + error.message(), "a folder of dictionaries"};
  std::sort(paths.begin(), paths.end());
  for (const std::string& path : paths) {
    const auto text = ReadFile(path);
    if (!text) return Error{path, text.error().what, "a dictionary"};
    switch (KindOf(std::filesystem::path(path).filename().string(), *text)) {
      case Kind::kVerbs: out.verbs.push_back(path); break;
      case Kind::kActors: out.actors.push_back(path); break;
      case Kind::kAgents: out.agents.push_back(path); break;
      case Kind::kDiscards: out.discards.push_back(path); break;
      case Kind::kIssues: out.issues.push_back(path); break;
      case Kind::kOther: break;
    }
  }
  if (out.verbs.empty()) return Error{folder, "no verb dictionary", "a file with \"verb\" or \"CAMEO\" in its name, or with blocks --- NAME [CODE] ---"};
  return out;
}

Result<CoderBook> CoderBook::Load(const CoderFiles& files, const Container& knowledge) {
  CoderBook out;
  out.dialect_ = files.dialect;
  if (auto rules = out.ReadRules(knowledge); !rules) return rules.error();
  if (files.verbs.empty()) return Error{"--verbs", "no verb dictionary", "one at least"};
  const Dialect names = files.dialect == Dialect::kDetect ? Dialect::kPetrarch1 : files.dialect;
  const auto each = [&](const std::vector<std::string>& paths, auto add) -> Result<void> {
    for (const std::string& path : paths) {
      const auto text = ReadFile(path);
      if (!text) return Error{path, text.error().what, "a dictionary"};
      add(path, *text);
    }
    return {};
  };
  using Text = std::string_view;
  if (auto r = each(files.verbs, [&](const std::string& path, Text text) { out.verbs_.Add(path, text, files.dialect, out.words_, out.warnings_); }); !r) return r.error();
  if (auto r = each(files.actors, [&](const std::string& path, Text text) { out.actors_.AddActors(path, text, names, out.words_, out.warnings_); }); !r) return r.error();
  if (auto r = each(files.agents, [&](const std::string& path, Text text) { out.actors_.AddAgents(path, text, names, out.words_, out.warnings_); }); !r) return r.error();
  if (auto r = each(files.issues, [&](const std::string& path, Text text) { out.issues_.Add(path, text, out.words_, out.warnings_); }); !r) return r.error();
  if (auto r = each(files.discards, [&](const std::string& path, Text text) { AddDiscards(path, text, names, out.discards_, out.warnings_); }); !r) return r.error();
  return out;
}

Result<CoderBook> CoderBook::FromText(std::string_view verbs, std::string_view actors, std::string_view agents, Dialect dialect, const Container& knowledge) {
  CoderBook out;
  out.dialect_ = dialect;
  if (auto rules = out.ReadRules(knowledge); !rules) return rules.error();
  const Dialect names = dialect == Dialect::kDetect ? Dialect::kPetrarch1 : dialect;
  out.verbs_.Add("verbs", verbs, dialect, out.words_, out.warnings_);
  out.actors_.AddActors("actors", actors, names, out.words_, out.warnings_);
  out.actors_.AddAgents("agents", agents, names, out.words_, out.warnings_);
  return out;
}

Result<void> CoderBook::ReadRules(const Container& knowledge) {
  const auto table = knowledge.OpenTable("codes/coder.tsv");
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    const std::string_view kind = row.cells[0];
    const std::string key(row.cells[1]);
    if (kind == "negator") negators_.push_back(key);
    else if (kind == "agent") agent_prepositions_.push_back(key);
    else if (kind == "may_be_agent") may_be_agent_.push_back(key);
    else if (kind == "reports") reports_.push_back(key);
    else if (kind == "negated") negated_.push_back({key, std::string(row.cells[2])});
    else return Error{table->Where(row), "kind \"" + std::string(kind) + "\"", "negator, agent, may_be_agent, negated or reports"};
  }
  return {};
}

bool CoderBook::Negates(std::string_view lower) const { return In(negators_, lower); }
bool CoderBook::BringsAgent(std::string_view lower) const { return In(agent_prepositions_, lower); }
bool CoderBook::MayBringAgent(std::string_view lower) const { return In(may_be_agent_, lower); }

std::string CoderBook::Negated(const std::string& code) const {
  for (const auto& [prefix, other] : negated_) {
    if (code.starts_with(prefix)) return other;
  }
  return code;
}

bool CoderBook::Reports(std::string_view code) const {
  return std::any_of(reports_.begin(), reports_.end(), [&](const std::string& prefix) { return code.starts_with(prefix); });
}

}  // namespace dateline::coders
