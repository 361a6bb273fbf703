#include "cli/export_command.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/container.h"
#include "casefile/query.h"
#include "cli/commands.h"
#include "cli/findings_access.h"
#include "cli/terminal.h"
#include "exports/exporter.h"
#include "exports/feed.h"

namespace dateline::cli {
namespace {

/// True for a name that a finished file may take over: a new one, or that of a plain file. Pipes, devices and links are written to as they are.
bool MayReplace(const std::string& path) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::symlink_status(path, error);
  return status.type() == std::filesystem::file_type::not_found || status.type() == std::filesystem::file_type::regular;
}

/// Standard output, or a file that appears under its name only when it is whole.
class Output {
 public:
  /// `path` empty: standard output.
  explicit Output(const std::string& path)
      : path_(path), part_(MayReplace(path) ? path + ".part" : path), file_(path.empty() ? stdout : std::fopen(part_.c_str(), "wb")), ok_(file_ != nullptr) {}
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output() {
    if (file_ == nullptr || file_ == stdout) return;
    std::fclose(file_);
    Discard();
  }

  /// Writes what `buffer` holds and empties it.
  bool Write(std::string& buffer) {
    ok_ = ok_ && std::fwrite(buffer.data(), 1, buffer.size(), file_) == buffer.size();
    buffer.clear();
    return ok_;
  }

  bool Finish() {
    if (!ok_) return false;
    if (file_ == stdout) return std::fflush(stdout) == 0;
    const bool closed = std::fclose(std::exchange(file_, nullptr)) == 0;
    if (closed && (part_ == path_ || std::rename(part_.c_str(), path_.c_str()) == 0)) return true;
    Discard();
    return false;
  }

  bool ok() const { return ok_; }

 private:
  /// Takes an unfinished file away; never what stood there before.
  void Discard() const {
    if (part_ != path_) std::remove(part_.c_str());
  }

  std::string path_, part_;
  std::FILE* file_;
  bool ok_;
};

/// What people marked as withheld.
Result<WithheldRows> MarkedOf(const std::string& path) {
  const Result<FindingReader> reader = FindingReader::Open(path);
  if (!reader) return reader.error();
  return reader->Withheld();
}

/// The kinds and filters asked for.
ExportSelection SelectionOf(const ExportOptions& options, const ExportFormat& format) {
  ExportSelection out;
  out.kinds = format.KindsFor(options.kind);
  out.query.since = options.since;
  out.query.until = options.until;
  out.query.place = options.place;
  out.query.party = options.party;
  out.query.min_confidence = options.min_confidence;
  return out;
}

}  // namespace

int RunExport(const ExportOptions& options) {
  const auto format = FindFormat(options.format, options.kind);
  if (!format) return Complained(format.error());
  const Result<CaseReader> reader = CaseReader::Open(options.path);
  if (!reader) return Complained(reader.error());
  if (!options.rule.empty() && !(*format)->rule.empty() && options.rule != (*format)->rule) {
    return Complained({"--rule", std::string((*format)->name) + " has figures by the rule " + std::string((*format)->rule), "no --rule, or that one"});
  }
  const std::vector<std::string_view> kinds = (*format)->KindsFor(options.kind);
  const bool has_findings = std::any_of(kinds.begin(), kinds.end(), IsFindingKind);
  ExportSettings settings{options.csv_safe, options.kind};
  Result<Container> knowledge = Container();
  if ((*format)->codes || has_findings) {
    knowledge = Container::Open(FindKnowledge(options.knowledge));
    if (!knowledge) return Complained(knowledge.error());
    settings.knowledge = &*knowledge;
  }
  std::string names;
  for (const std::string& name : options.withhold) names.append(names.empty() ? "" : ",").append(name);
  const Result<WithholdOptions> withhold = ParseWithhold(names);
  if (!withhold) return Complained(withhold.error());
  Result<WithheldRows> marked = MarkedOf(options.path);
  if (!marked) return Complained(marked.error());
  std::optional<FindingReader> findings;
  if (has_findings) {
    findings = OpenFindings(options.path, options.rule.empty() ? (*format)->rule : std::string_view(options.rule), *knowledge);
    if (!findings) return kUsage;
  }
  const auto exporter = MakeExporter(options.format, settings);
  if (!exporter) return Complained(exporter.error());
  const std::string path = options.out == "-" ? std::string() : options.out;
  std::error_code error;
  if (!path.empty() && std::filesystem::equivalent(options.path, path, error)) {
    Complain(path + ": is the case file itself; expected another name");
    return kUsage;
  }
  Output output(path);
  const std::string name = path.empty() ? "standard output" : path;
  if (!output.ok()) {
    Complain(name + ": cannot be written; expected a folder that is there and may be written");
    return kNotWritten;
  }
  ExportSelection selection = SelectionOf(options, **format);
  selection.withhold = *withhold;
  selection.withheld = std::move(*marked);
  ExportFeed feed(*reader, findings ? &*findings : nullptr, **exporter, std::move(selection), [&](std::string& buffer) { return output.Write(buffer); });
  if (const Result<void> done = feed.Run(); !done) return Complained(done.error());
  if (!output.Finish()) {
    Complain(name + ": cannot be written (is the disk full?)");
    return kNotWritten;
  }
  if (feed.broken() > 0) Complain(feed.first_broken());
  return feed.broken() > 0 ? kSomeFailed : kOk;
}

std::string ExportFormatHelp() {
  std::string out = "Formats (dateline export CASE --as NAME):\n";
  for (const ExportFormat& format : ExportFormats()) {
    out.append("  ").append(format.name).append(14 - std::min<size_t>(format.name.size(), 13), ' ').append(format.summary).append("\n");
  }
  return out + "What each column says: docs/exports.md.";
}

}  // namespace dateline::cli
