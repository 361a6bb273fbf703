// Where a run that makes lines of text leaves them (dateline mentions, dateline code).
#pragma once

#include <cstdint>
#include <string_view>

#include "dateline/result.h"

namespace dateline {

class LinesSink {
 public:
  virtual ~LinesSink() = default;
  /// False ends the run.
  virtual bool Write(std::string_view lines) = 0;
  /// A report or a given span that is wrong; the rest goes on.
  virtual void Fail(const Error& error) = 0;
  /// A report that discards left out whole, or sentences of one.
  virtual void Discarded(bool report, uint32_t sentences) = 0;
};

}  // namespace dateline
