// dateline parse: text in, words, tags, trees and names out.
#include <algorithm>
#include <cstdio>
#include <thread>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "engine/parse_run.h"
#include "exports/tree.h"

namespace dateline::cli {
namespace {

class FileSink : public ParseSink {
 public:
  FileSink(std::FILE* out, bool quiet) : out_(out), quiet_(quiet) {}
  bool Write(std::string_view bytes) override { return written_ = std::fwrite(bytes.data(), 1, bytes.size(), out_) == bytes.size(); }
  void Fail(const Error& error, ParseFault fault) override {
    if (fault != ParseFault::kSkipped || !quiet_) Complain(error.Message());
    if (fault != ParseFault::kSkipped) code_ = std::max(code_, fault == ParseFault::kMalformed ? int{kUsage} : int{kSomeFailed});
  }
  int code() const { return code_; }
  bool written() const { return written_; }

 private:
  std::FILE* out_;
  bool quiet_, written_ = true;
  int code_ = kOk;
};

dateline::ParseOptions EngineOptions(const ParseOptions& options) {
  dateline::ParseOptions out;
  if (options.conllu_in) out.input = dateline::ParseOptions::Input::kConllu;
  else if (options.clean) out.input = dateline::ParseOptions::Input::kCleaned;
  if (options.tags) out.depth = TextParser::Depth::kTags;
  out.threads = options.threads > 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  out.fields = options.fields;
  if (options.tree) out.picture = AppendTree;
  return out;
}

}  // namespace

int RunParse(const ParseOptions& options) {
  const dateline::ParseOptions engine = EngineOptions(options);
  const auto parser = TextParser::Open(FindKnowledge(options.common.knowledge), FindModel(options.common), NeedsCleaner(options.paths, engine));
  if (!parser) {
    Complain(parser.error().Message());
    return kUsage;
  }
  std::FILE* out = options.out == "-" ? stdout : std::fopen(options.out.c_str(), "wb");
  if (out == nullptr) {
    Complain(options.out + ": cannot be written; expected a folder that is there and may be written");
    return kNotWritten;
  }
  FileSink sink(out, options.common.quiet);
  dateline::RunParse(options.paths, **parser, engine, sink);
  const bool closed = (out == stdout ? std::fflush(out) : std::fclose(out)) == 0;
  if (!sink.written() || !closed) {
    Complain((out == stdout ? std::string("standard output") : options.out) + ": cannot be written (is the disk full?)");
    return kNotWritten;
  }
  return sink.code();
}

}  // namespace dateline::cli
