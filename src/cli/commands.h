// What the command line asks for, one struct and one function a command. Each function returns the exit code:
// 0 all was well, 1 some reports failed, 2 wrong use, 3 nothing could be written.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dateline/result.h"

namespace dateline::cli {

enum ExitCode : int { kOk = 0, kSomeFailed = 1, kUsage = 2, kNotWritten = 3 };

/// Complains of it and gives the exit code back.
int Complained(const Error& error, int code = kUsage);

struct CommonOptions {
  std::string knowledge;  ///< --knowledge FILE; empty: the one beside the program
  std::string model;      ///< --model FILE; empty: the one beside the program
  std::string gazetteer;  ///< --gazetteer FILE: the user's own places; empty: those of the user, where there are any; "none": without
  std::vector<std::string> actors, agents, discards;  ///< dictionaries of the field
  bool actors_only = false;                           ///< leave the shipped actor tables out
  std::string dialect;                                ///< of the dictionaries; empty: told by the files
  bool accurate = false;  ///< a second network reads along
  bool quiet = false;
};

/// Value of --scope that keeps violence between private persons and what else is no conflict.
inline constexpr std::string_view kAllViolence = "all-violence";

struct ReadOptions {
  CommonOptions common;
  std::vector<std::string> paths;
  std::string out;    ///< case file
  std::string jsonl;  ///< JSON lines, "-" for standard output
  uint32_t threads = 0;  ///< 0: one a core
  bool conllu_in = false;  ///< the inputs are trees
  std::string scope = "conflict";
  bool no_findings = false;   ///< leave findings as they are
  float min_confidence = -1;  ///< below 0: where the record model says
  std::vector<std::pair<std::string, std::string>> fields;
};
int RunRead(const ReadOptions& options);

struct MentionsOptions {
  CommonOptions common;
  std::vector<std::string> paths;
  std::string jsonl = "-";
  std::string spans_in;              ///< given spans to resolve; empty: find them
  std::vector<std::string> classes;  ///< only these; empty: all
  uint32_t threads = 0;              ///< 0: one a core
  std::vector<std::pair<std::string, std::string>> fields;
};
int RunMentions(const MentionsOptions& options);

struct ParseOptions {
  CommonOptions common;
  std::vector<std::string> paths;
  std::string out = "-";
  uint32_t threads = 0;  ///< 0: one a core
  bool tree = false, clean = false, tags = false, conllu_in = false;
  std::vector<std::pair<std::string, std::string>> fields;
};
int RunParse(const ParseOptions& options);

/// Events by the dictionaries of other coders.
struct CodeOptions {
  CommonOptions common;  ///< actors, agents and discards beside those of the folder
  std::string dictionary;
  std::vector<std::string> verbs, issues, paths;
  std::string format = "petrarch", out = "-";
  uint32_t threads = 0;  ///< 0: one a core
  bool conllu_in = false, lone_actors = false;
  std::vector<std::pair<std::string, std::string>> fields;
};
int RunCode(const CodeOptions& options);

struct KnowledgeBuildOptions {
  std::string folder, out;
};
int RunKnowledgeBuild(const KnowledgeBuildOptions& options);

struct KnowledgeCheckOptions {
  CommonOptions common;
  std::string only;  ///< id prefix of the rows to check
};
int RunKnowledgeCheck(const KnowledgeCheckOptions& options);

/// The user's own places.
struct GazetteerOptions {
  CommonOptions common;
  std::string path;                    ///< --into, --gazetteer; empty: the user's
  std::vector<std::string> arguments;  ///< files to add; names, ids or files to remove
  std::string format;
  std::vector<std::string> features, countries;
  bool any_age = false, skip_bad = false;
};
int RunGazetteerAdd(const GazetteerOptions& options);
int RunGazetteerList(const GazetteerOptions& options);
int RunGazetteerRemove(const GazetteerOptions& options);

/// Text of `dateline help TOPIC`; empty when there is no such topic.
std::string_view HelpTopic(std::string_view topic);
/// "exit-codes, formats, ...".
std::string HelpTopics();

}  // namespace dateline::cli
