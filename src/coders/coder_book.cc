// Loading what a coder works by.
#include <algorithm>
#include <filesystem>

#include "base/mapped_file.h"
#include "base/table.h"
#include "base/utf8.h"
#include "coders/coder.h"

namespace dateline::coders {
namespace {

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
  auto rules = Rules::Load(knowledge);
  if (!rules) return rules.error();
  out.rules_ = std::move(*rules);
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
  auto rules = Rules::Load(knowledge);
  if (!rules) return rules.error();
  out.rules_ = std::move(*rules);
  const Dialect names = dialect == Dialect::kDetect ? Dialect::kPetrarch1 : dialect;
  out.verbs_.Add("verbs", verbs, dialect, out.words_, out.warnings_);
  out.actors_.AddActors("actors", actors, names, out.words_, out.warnings_);
  out.actors_.AddAgents("agents", agents, names, out.words_, out.warnings_);
  return out;
}

}  // namespace dateline::coders
