// Many reports: one thread reads, N analyse, the caller's thread takes the results in the order of the input, whatever N.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/knowledge.h"
#include "engine/stored.h"
#include "readers/inputs.h"
#include "readers/reader.h"

namespace dateline {

struct PipelineOptions {
  uint32_t threads = 1;
  ReaderOptions reader;
  bool all_violence = false;  ///< keep what is out of the scope of conflict too
  float min_confidence = -1;  ///< records less likely are left out; below 0: where the record model says
  bool persons = true;  ///< fill StoredReport::persons; only a case file keeps them
  bool conllu = false;  ///< the inputs are CoNLL-U: their words, tags and trees are taken as they are
};

/// Where a run's results go, on the thread that called RunPipeline.
class PipelineSink {
 public:
  virtual ~PipelineSink() = default;
  /// True when this file was read whole by an earlier run and has not changed: it is passed over.
  virtual bool IsDone(const InputFile& file) = 0;
  /// A report, a failure or a skipped file. An Error ends the run.
  virtual Result<void> Take(StoredReport report) = 0;
  /// Every report of `file` has been taken.
  virtual Result<void> FileDone(const InputFile& file) = 0;
};

/// Reads and analyses all inputs. With one thread everything happens in turn on the caller's thread. At most 64 MiB of originals are under way at once.
Result<void> RunPipeline(const Inputs& inputs, const Knowledge& knowledge, const PipelineOptions& options, PipelineSink& sink);

/// The row a failed or skipped unit leaves in the case file.
StoredReport StoredFailure(const InputProblem& problem, uint64_t unit_begin, uint64_t unit_end, uint32_t line);

}  // namespace dateline
