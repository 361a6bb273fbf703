// What the commands share that read files and print: where lines go, and the way from a list of inputs through a sink.
#pragma once

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "engine/lines_sink.h"
#include "readers/inputs.h"
#include "readers/reader.h"

namespace dateline::cli {

/// Lines to a file, or to standard output ("-"); complains of reports that failed and of a file that cannot be written.
class LinesFile : public LinesSink {
 public:
  explicit LinesFile(std::string path);
  LinesFile(const LinesFile&) = delete;
  LinesFile& operator=(const LinesFile&) = delete;
  ~LinesFile() override;

  /// False, with a complaint: it could not be opened.
  bool IsOpen() const { return out_ != nullptr; }
  bool Write(std::string_view lines) override;
  void Fail(const Error& error) override;
  void Discarded(bool report, uint32_t sentences) override;
  /// Says what discards left out unless `quiet`, closes, and gives the exit code; `failed`: something failed before.
  int End(bool quiet, bool failed);

 private:
  bool Close();

  std::string path_;
  std::FILE* out_;
  bool failed_ = false, written_ = true;
  uint64_t reports_ = 0, sentences_ = 0;
};

/// A sink whose Accept prints; what cannot be read is complained of and the run goes on.
class PrintingSink : public ReportSink {
 public:
  bool Fail(InputProblem problem, uint64_t unit_begin, uint64_t unit_end, uint32_t line) override;
  bool failed() const { return failed_; }
  bool written() const { return written_; }
  size_t shown() const { return shown_; }

 protected:
  /// False: standard output is closed or full.
  bool Show(std::string_view text);

 private:
  bool failed_ = false, written_ = true;
  size_t shown_ = 0;
};

/// Complains of the inputs that could not be listed, of those passed over unless `quiet`; true when one failed.
bool TellProblems(const Inputs& inputs, bool quiet);

/// Reads every input into `sink`; returns the exit code.
int ReadInto(const std::vector<std::string>& paths, const std::vector<std::pair<std::string, std::string>>& fields, bool quiet, PrintingSink& sink);

}  // namespace dateline::cli
