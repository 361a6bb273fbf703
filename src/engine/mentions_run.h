// Many reports to mention lines: one thread reads, N analyse, the caller's thread writes in the order of the input, whatever N.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/lines_sink.h"
#include "engine/knowledge.h"
#include "engine/serialize.h"
#include "readers/given_spans.h"
#include "readers/inputs.h"
#include "readers/reader.h"

namespace dateline {

struct MentionsOptions {
  uint32_t threads = 1;
  ReaderOptions reader;
  uint32_t classes = kAllMentions;    ///< bits, see MentionsJson
  const GivenSpans* given = nullptr;  ///< resolve these and find no others; reports without any are passed over
};

void RunMentions(const Inputs& inputs, const Knowledge& knowledge, const MentionsOptions& options, LinesSink& sink);

}  // namespace dateline
