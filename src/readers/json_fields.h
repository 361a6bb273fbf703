// One JSON object to one report: whichever of the known producers' keys it uses.
#pragma once

#include <memory>
#include <string_view>

#include "dateline/report.h"
#include "dateline/result.h"
#include "readers/reader.h"

namespace dateline {

/// Turns objects into reports. Keeps the parser's memory between calls; not thread-safe.
class JsonReports {
 public:
  explicit JsonReports(const ReaderOptions& options);
  ~JsonReports();
  JsonReports(const JsonReports&) = delete;
  JsonReports& operator=(const JsonReports&) = delete;

  /// Fills text, parts and metadata of `report` (source_id and uri only where the object has them). `bytes` must be followed by 64
  /// readable bytes. Text in a wrong
  /// encoding, raw control characters, lone surrogates and NaN are mended; an Error (without `where`) says what else is wrong.
  Result<void> Read(std::string_view bytes, Report& report);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dateline
