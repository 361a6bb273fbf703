// Bytes in, reports out: reads one input file of any kind and hands each report, or what was wrong in its place, to a sink.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "dateline/report.h"
#include "dateline/result.h"
#include "readers/inputs.h"

namespace dateline {

struct ReaderOptions {
  /// Canonical name = key in the file, as from --field text=body. Names: text, title, published, publisher, uri, id, authors, language,
  /// byline, dateline. A key may be a
  /// path ("html.requested_url"). A mapped key goes before those known by themselves.
  std::vector<std::pair<std::string, std::string>> fields;
  size_t max_report_bytes = size_t{16} << 20;  ///< cap of one text file or one JSON object
};

/// Receives what is read, in the order of the file.
class ReportSink {
 public:
  virtual ~ReportSink() = default;
  /// A report; false stops the reading.
  virtual bool Accept(Report report) = 0;
  /// A unit that could not be read: its bytes of the unpacked file, and its line (0: not a file of lines). False stops the reading.
  virtual bool Fail(InputProblem problem, uint64_t unit_begin, uint64_t unit_end, uint32_t line) = 0;
};

/// Streams `input` into `sink`. Memory: a block of 1 MiB, at most one report of max_report_bytes and its parse. What is wrong with the
/// content goes to sink.Fail and
/// the rest is read on; the Result is an Error only when the file cannot be opened or read at all (nothing was told to the sink about that).
Result<void> ReadReports(const InputFile& input, const ReaderOptions& options, ReportSink& sink);

}  // namespace dateline
