#include "cli/runs.h"

#include "cli/commands.h"
#include "cli/terminal.h"

namespace dateline::cli {

LinesFile::LinesFile(std::string path) : path_(std::move(path)), out_(path_ == "-" ? stdout : std::fopen(path_.c_str(), "wb")) {
  if (out_ == nullptr) Complain(path_ + ": cannot be written");
}

LinesFile::~LinesFile() { Close(); }

bool LinesFile::Write(std::string_view lines) { return written_ = std::fwrite(lines.data(), 1, lines.size(), out_) == lines.size(); }

void LinesFile::Fail(const Error& error) {
  Complain(error.Message());
  failed_ = true;
}

void LinesFile::Discarded(bool report, uint32_t sentences) {
  reports_ += report ? 1 : 0;
  sentences_ += sentences;
}

bool LinesFile::Close() {
  if (out_ == nullptr) return true;
  std::FILE* out = std::exchange(out_, nullptr);
  return (out == stdout ? std::fflush(out) : std::fclose(out)) == 0;
}

int LinesFile::End(bool quiet, bool failed) {
  if (!quiet) SayDiscarded(reports_, sentences_);
  const bool closed = Close();
  if (!written_ || !closed) {
    Complain((path_ == "-" ? std::string("standard output") : path_) + ": cannot be written (is the disk full?)");
    return kNotWritten;
  }
  return failed || failed_ ? kSomeFailed : kOk;
}

bool PrintingSink::Fail(InputProblem problem, uint64_t, uint64_t, uint32_t) {
  Complain(problem.error.Message());
  failed_ = true;
  return true;
}

bool PrintingSink::Show(std::string_view text) {
  ++shown_;
  return written_ = written_ && Print(text);
}

bool TellProblems(const Inputs& inputs, bool quiet) {
  bool failed = false;
  for (const InputProblem& problem : inputs.problems) {
    if (!quiet || !problem.skipped) Complain(problem.error.Message());
    failed = failed || !problem.skipped;
  }
  return failed;
}

int ReadInto(const std::vector<std::string>& paths, const std::vector<std::pair<std::string, std::string>>& fields, bool quiet, PrintingSink& sink) {
  const Inputs inputs = ListInputs(paths);
  bool failed = TellProblems(inputs, quiet);
  ReaderOptions reader;
  reader.fields = fields;
  for (const InputFile& file : inputs.files) {
    if (const Result<void> read = ReadReports(file, reader, sink); !read) {
      Complain(read.error().Message());
      failed = true;
    }
    if (!sink.written()) return kNotWritten;
  }
  return failed || sink.failed() ? kSomeFailed : kOk;
}

}  // namespace dateline::cli
