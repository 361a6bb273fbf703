#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "cli/commands.h"

namespace dateline::cli {
namespace {

bool NoColor() {
  const char* value = std::getenv("NO_COLOR");
  return value != nullptr && value[0] != '\0';
}

}  // namespace

bool ColorsOnOutput() { return isatty(STDOUT_FILENO) != 0 && !NoColor(); }
bool ColorsOnError() { return isatty(STDERR_FILENO) != 0 && !NoColor(); }
bool ErrorIsTerminal() { return isatty(STDERR_FILENO) != 0; }

int TerminalWidth() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 40) return size.ws_col;
  return 120;
}

void Say(std::string_view line) {
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fputc('\n', stderr);
}

void Complain(std::string_view message) {
  std::fputs("dateline: ", stderr);
  Say(message);
}

int Complained(const Error& error, int code) {
  Complain(error.Message());
  return code;
}

bool Print(std::string_view bytes) { return std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() && std::fflush(stdout) == 0; }

namespace {

/// `named`, else what the environment names, else `file` beside the program or where an installed one lies.
std::string FindFile(const std::string& named, const char* variable, const std::string& file) {
  if (!named.empty()) return named;
  if (const char* value = std::getenv(variable); value != nullptr && value[0] != '\0') return value;
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  const fs::path folder = error ? fs::path(".") : self.parent_path();
  for (const fs::path& candidate : {folder / file, folder / ".." / "share" / "dateline" / file}) {
    if (fs::exists(candidate, error)) return candidate.lexically_normal().string();
  }
  return (folder / file).string();
}

}  // namespace

std::string FindKnowledge(const std::string& named) { return FindFile(named, "DATELINE_KNOWLEDGE", "dateline.knowledge"); }
ModelPaths FindModel(const CommonOptions& options) {
  return {FindFile(options.model, "DATELINE_MODEL", "dateline.model"), options.accurate ? FindFile({}, "DATELINE_SECOND_MODEL", "dateline-second.model") : std::string()};
}

namespace {

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

constexpr std::string_view kWithout = "none";

}  // namespace

std::string OwnGazetteerPath(const std::string& named) {
  if (!named.empty()) return named;
  if (const std::string given = Variable("DATELINE_GAZETTEER"); !given.empty() && given != kWithout) return given;
  std::string folder = Variable("XDG_DATA_HOME");
  if (!folder.starts_with('/')) folder = Variable("HOME") + "/.local/share";
  return folder + "/dateline/places.gazetteer";
}

std::string FindGazetteer(const std::string& named) {
  const std::string wanted = named.empty() ? Variable("DATELINE_GAZETTEER") : named;
  if (wanted == kWithout) return {};
  const std::string path = OwnGazetteerPath(wanted);
  std::error_code error;
  return !wanted.empty() || std::filesystem::exists(path, error) ? path : std::string();
}

namespace {

/// Each fault of the dictionaries that were read, and how many there are.
void TellFaults(const Knowledge& knowledge, bool quiet) {
  const Dictionaries* dictionaries = knowledge.dictionaries();
  if (dictionaries == nullptr || quiet) return;
  for (const Error& warning : dictionaries->warnings()) Say("warning   " + warning.Message());
  Say("dictionaries: " + std::to_string(dictionaries->actors().size()) + " actors, " + std::to_string(dictionaries->agents().size()) + " agents, " +
      std::to_string(dictionaries->discards().size()) + " discards, " + std::to_string(dictionaries->warnings().size()) + " warnings");
}

}  // namespace

std::unique_ptr<const Knowledge> OpenKnowledge(const CommonOptions& options) {
  const KnowledgeExtras extras = {FindGazetteer(options.gazetteer), {options.actors, options.agents, options.discards, options.actors_only, DialectOf(options.dialect)}};
  auto knowledge = Knowledge::Open(FindKnowledge(options.knowledge), FindModel(options), extras);
  if (!knowledge) {
    Complain(knowledge.error().Message());
    return nullptr;
  }
  TellFaults(**knowledge, options.quiet);
  return std::move(*knowledge);
}

void SayDiscarded(uint64_t reports, uint64_t sentences) {
  if (reports + sentences > 0) Say("discarded " + std::to_string(reports) + " reports, and " + std::to_string(sentences) + " sentences of others");
}

}  // namespace dateline::cli
