// Many files to trees: texts of any size in blocks, reports, or sentences that are given; the same bytes out whatever the number of threads.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dateline/document.h"
#include "dateline/result.h"
#include "engine/parser.h"

namespace dateline {

struct ParseOptions {
  enum class Input : uint8_t { kText, kCleaned, kConllu };
  Input input = Input::kText;  ///< files of JSON are cleaned even as kText
  TextParser::Depth depth = TextParser::Depth::kNames;
  uint32_t threads = 1;
  std::vector<std::pair<std::string, std::string>> fields;  ///< as ReaderOptions::fields
  /// Appends a picture of a sentence; called on all threads. None: CoNLL-U is written.
  std::function<void(const Document& doc, uint32_t sentence, std::string& out)> picture;
};

/// What is wrong with a file or a report of one: it could not be read, it was left out on purpose, or it is no CoNLL-U.
enum class ParseFault : uint8_t { kUnreadable, kSkipped, kMalformed };

/// Where the results go, on the thread that called RunParse.
class ParseSink {
 public:
  virtual ~ParseSink() = default;
  /// False ends the run.
  virtual bool Write(std::string_view bytes) = 0;
  /// The rest goes on.
  virtual void Fail(const Error& error, ParseFault fault) = 0;
};

/// Whether some of `paths` will be cleaned.
bool NeedsCleaner(const std::vector<std::string>& paths, const ParseOptions& options);

/// Reads and analyses all files ("-": standard input). At most about 1 MiB of text is under way at once.
void RunParse(const std::vector<std::string>& paths, const TextParser& parser, const ParseOptions& options, ParseSink& sink);

}  // namespace dateline
