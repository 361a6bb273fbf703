#include "cli/export_command.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <unordered_map>
#include <utility>

#include "casefile/query.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "exports/exporter.h"

namespace dateline::cli {
namespace {

constexpr size_t kBuffer = size_t{1} << 20;

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

/// Feeds an exporter from a case file.
class Export {
 public:
  Export(const CaseReader& reader, Exporter& exporter, Output& output, double least) : reader_(reader), exporter_(exporter), output_(output), least_(least) {}

  Result<void> Run() {
    exporter_.Begin(buffer_);
    const Result<void> reports = reader_.ForEachReport("read", false, [&](const ReportRow& row) {
      publishers_.emplace(row.nr, row.report.publisher);
      exporter_.Report(row.report.json, buffer_);
      return Flush(kBuffer);
    });
    if (!reports) return reports;
    const Result<void> records = reader_.ForEachRecord({.min_confidence = least_}, [&](const RecordRow& row) { return Take(row); });
    if (!records) return records;
    exporter_.End(buffer_);
    Flush(0);
    return {};
  }

  uint64_t broken() const { return broken_; }

 private:
  bool Take(const RecordRow& row) {
    ReportRef report{row.source_id, row.published, {}, row.title};
    if (const auto it = publishers_.find(row.report_nr); it != publishers_.end()) report.publisher = it->second;
    if (const Result<void> written = exporter_.Record(row.record.json, report, buffer_); !written) {
      if (broken_++ == 0) Complain("record " + row.record.id + ": " + written.error().Message());
    }
    return Flush(kBuffer);
  }

  bool Flush(size_t least) { return buffer_.size() < least || output_.Write(buffer_); }

  const CaseReader& reader_;
  Exporter& exporter_;
  Output& output_;
  double least_;
  std::string buffer_;
  std::unordered_map<int64_t, std::string> publishers_;
  uint64_t broken_ = 0;
};

}  // namespace

int RunExport(const ExportOptions& options) {
  const Result<CaseReader> reader = CaseReader::Open(options.path);
  if (!reader) {
    Complain(reader.error().Message());
    return kUsage;
  }
  const auto exporter = MakeExporter(options.format);
  if (!exporter) {
    Complain(exporter.error().Message());
    return kUsage;
  }
  const std::string path = options.out == "-" ? std::string() : options.out;
  std::error_code error;
  if (!path.empty() && std::filesystem::equivalent(options.path, path, error)) {
    Complain(path + ": is the case file itself; expected another name");
    return kUsage;
  }
  Output output(path);
  Export run(*reader, **exporter, output, options.min_confidence);
  const std::string name = path.empty() ? "standard output" : path;
  if (!output.ok()) {
    Complain(name + ": cannot be written; expected a folder that is there and may be written");
    return kNotWritten;
  }
  if (const Result<void> done = run.Run(); !done) {
    Complain(done.error().Message());
    return kUsage;
  }
  if (!output.Finish()) {
    Complain(name + ": cannot be written (is the disk full?)");
    return kNotWritten;
  }
  return run.broken() > 0 ? kSomeFailed : kOk;
}

}  // namespace dateline::cli
