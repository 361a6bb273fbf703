// The commands about findings: findings, sources, review, undo, log.
#pragma once

#include <CLI/CLI.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace dateline::cli {

struct FindingsOptions {
  std::string path;                       ///< case file
  std::string knowledge;                  ///< empty: the file beside the program
  std::string rule;                       ///< empty: that of the case file
  std::string kind, type, since, until, place, party;
  double min_confidence = 0;
  int64_t limit = -1;                     ///< negative: all as JSON lines, the first 50 in a table
  bool jsonl = false;
};
int RunFindings(const FindingsOptions& options);

/// A finding, or with `other` why two of them were (not) put together. `code` is that of the run; false where the file holds no such finding.
bool ExplainFindings(const std::string& path, const std::string& id, const std::string& other, const std::string& knowledge, int& code);

struct SourcesOptions {
  std::string path, knowledge, author;
  std::vector<std::string> set;           ///< NAME=B
};
int RunSources(const SourcesOptions& options);

struct ReviewOptions {
  std::string path, knowledge, author;
  std::string action;
  std::vector<std::string> arguments;     ///< ids, and what the action needs
  bool party = false;                     ///< withhold: the arguments are names of parties
  bool no_findings = false;               ///< leave findings as they are
};
int RunReview(const ReviewOptions& options);

struct UndoOptions {
  std::string path, knowledge, author;
  int64_t nr = 0;                         ///< 0: the newest
  bool no_findings = false;
};
int RunUndo(const UndoOptions& options);

int RunLog(const std::string& path);

/// Adds the subcommands to `app`; a run puts its exit code into `code`. Both must outlive the parsing.
void AddFindingCommands(CLI::App& app, int& code);

}  // namespace dateline::cli
