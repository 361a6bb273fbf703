// Many reports to mention lines: one thread reads, N analyse, the caller's thread writes in the order of the input, whatever N.
#pragma once

#include <cstdint>
#include <string_view>

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

/// Where the results go, on the thread that called RunMentions.
class MentionsSink {
 public:
  virtual ~MentionsSink() = default;
  /// False ends the run.
  virtual bool Write(std::string_view lines) = 0;
  /// A report or a given span that is wrong; the rest goes on.
  virtual void Fail(const Error& error) = 0;
  /// A report that discards left out whole, or sentences of one.
  virtual void Discarded(bool report, uint32_t sentences) = 0;
};

void RunMentions(const Inputs& inputs, const Knowledge& knowledge, const MentionsOptions& options, MentionsSink& sink);

}  // namespace dateline
