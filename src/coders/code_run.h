// Many reports to event lines: trees are made, or given, and coded by the dictionaries; the same bytes out whatever the number of threads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "coders/coder.h"
#include "engine/lines_sink.h"
#include "engine/parser.h"
#include "readers/inputs.h"
#include "readers/reader.h"

namespace dateline::coders {

/// Whose event lines are written.
enum class EventFormat : uint8_t { kPetrarch, kTabari, kJsonl };

struct CodeOptions {
  CoderOptions coder;
  EventFormat format = EventFormat::kPetrarch;
  ReaderOptions reader;
  uint32_t threads = 1;
  bool conllu = false;  ///< the inputs are trees
};

/// `parser` may be null where the inputs are trees.
void RunCode(const Inputs& inputs, const CoderBook& book, const TextParser* parser, const CodeOptions& options, LinesSink& sink);

/// The lines of one report. Fields: docs/dictionary-coder.md.
void AppendEvents(const Document& doc, const CodedReport& coded, EventFormat format, std::string& out);

}  // namespace dateline::coders
