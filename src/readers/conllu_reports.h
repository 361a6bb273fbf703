// CoNLL-U files as reports: each "# newdoc" begins one. Its bytes are its original; what they say is read by language/conllu.h.
#pragma once

#include "dateline/result.h"
#include "readers/inputs.h"
#include "readers/reader.h"

namespace dateline {

/// Streams `input` into `sink` as ReadReports does. A report's id is that of "# newdoc id = ...", else file#n; "# date = YYYY-MM-DD" and "# title = ..." of a
/// document give its date of publication and its title.
Result<void> ReadConlluReports(const InputFile& input, const ReaderOptions& options, ReportSink& sink);

}  // namespace dateline
