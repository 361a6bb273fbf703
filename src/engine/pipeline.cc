#include "engine/pipeline.h"

#include <functional>
#include <string>

#include "base/hash.h"
#include "engine/analyzer.h"
#include "engine/in_order.h"
#include "engine/serialize.h"
#include "readers/conllu_reports.h"

namespace dateline {
namespace {

constexpr size_t kMaxBytesUnderWay = size_t{64} << 20;
constexpr size_t kMaxUnitsUnderWay = 384;  // finished reports weigh more than their originals

/// One step of the run, in the order of the input.
struct Unit {
  enum class Kind : uint8_t { kReport, kStored, kFileDone } kind = Kind::kReport;
  Report report;        ///< kReport, before analysis
  StoredReport stored;  ///< kStored, and kReport after it
  InputFile file;       ///< kFileDone
  size_t bytes = 0;
};

/// Feeds what a reader finds to a function.
class FunctionSink : public ReportSink {
 public:
  explicit FunctionSink(std::function<bool(Unit)> put) : put_(std::move(put)) {}
  bool Accept(Report report) override {
    Unit unit;
    unit.bytes = report.original.size();
    unit.report = std::move(report);
    return put_(std::move(unit));
  }
  bool Fail(InputProblem problem, uint64_t begin, uint64_t end, uint32_t line) override {
    Unit unit;
    unit.kind = Unit::Kind::kStored;
    unit.stored = StoredFailure(problem, begin, end, line);
    return put_(std::move(unit));
  }

 private:
  std::function<bool(Unit)> put_;
};

Result<void> Deliver(Unit& unit, PipelineSink& sink) {
  return unit.kind == Unit::Kind::kFileDone ? sink.FileDone(unit.file) : sink.Take(std::move(unit.stored));
}

/// Reads every input that is not `done`, in order. False from `put` ends it.
void ReadAll(const Inputs& inputs, const std::vector<bool>& done, const PipelineOptions& options, const std::function<bool(Unit)>& put) {
  for (const InputProblem& problem : inputs.problems) {
    Unit unit;
    unit.kind = Unit::Kind::kStored;
    unit.stored = StoredFailure(problem, 0, 0, 0);
    if (!put(std::move(unit))) return;
  }
  for (size_t i = 0; i < inputs.files.size(); ++i) {
    if (done[i]) continue;
    const InputFile& file = inputs.files[i];
    bool stopped = false;
    FunctionSink sink([&](Unit unit) {
      stopped = !put(std::move(unit));
      return !stopped;
    });
    const Result<void> read = options.conllu ? ReadConlluReports(file, options.reader, sink) : ReadReports(file, options.reader, sink);
    if (stopped) return;
    Unit last;
    if (!read) {
      last.kind = Unit::Kind::kStored;
      last.stored = StoredFailure({file.path, file.source_id, read.error(), false}, 0, 0, 0);
    } else {
      last.kind = Unit::Kind::kFileDone;
      last.file = file;
    }
    if (!put(std::move(last))) return;
  }
}

/// Turns reports to rows; one a thread.
class UnitWorker {
 public:
  UnitWorker(const Knowledge& knowledge, const PipelineOptions& options) : knowledge_(knowledge), analyzer_(knowledge), persons_(options.persons), conllu_(options.conllu) {
    analyzer_.set_min_confidence(options.min_confidence);
    analyzer_.set_all_violence(options.all_violence);
  }

  void operator()(Unit& unit) {
    if (!conllu_) {
      unit.stored = Rows(analyzer_.Analyze(std::move(unit.report)));
      return;
    }
    const InputProblem problem = {unit.report.file, unit.report.source_id, {}, false};
    const uint64_t begin = unit.report.unit_begin, end = unit.report.unit_end;
    const uint32_t line = unit.report.line;
    const Result<const Document*> doc = analyzer_.AnalyzeTrees(std::move(unit.report));
    unit.stored = doc ? Rows(**doc) : StoredFailure({problem.path, problem.source_id, doc.error(), false}, begin, end, line);
  }

 private:
  StoredReport Rows(const Document& doc) const {
    StoredReport out = Serialize(doc, &knowledge_.codes());
    if (persons_) out.persons = knowledge_.persons().Of(doc);
    return out;
  }

  const Knowledge& knowledge_;
  Analyzer analyzer_;
  bool persons_, conllu_;
};

}  // namespace

StoredReport StoredFailure(const InputProblem& problem, uint64_t unit_begin, uint64_t unit_end, uint32_t line) {
  StoredReport out;
  out.status = problem.skipped ? ReportStatus::kSkipped : ReportStatus::kFailed;
  out.reason = problem.error.Message();
  out.file = problem.path;
  out.source_id = problem.source_id;
  out.uri = problem.path;
  out.unit_begin = unit_begin;
  out.unit_end = unit_end;
  out.line = line;
  out.id = HashId(problem.source_id + '\n' + std::to_string(unit_begin) + '\n' + std::to_string(line) + '\n' + out.reason).Hex();
  return out;
}

Result<void> RunPipeline(const Inputs& inputs, const Knowledge& knowledge, const PipelineOptions& options, PipelineSink& sink) {
  std::vector<bool> done;
  done.reserve(inputs.files.size());
  for (const InputFile& file : inputs.files) done.push_back(sink.IsDone(file));
  Result<void> result;
  RunInOrder<Unit>(
      options.threads, {kMaxBytesUnderWay, kMaxUnitsUnderWay},
      [&](const auto& put) {
        ReadAll(inputs, done, options, [&](Unit unit) {
          const size_t bytes = unit.bytes;
          const bool work = unit.kind == Unit::Kind::kReport;
          return put(std::move(unit), bytes, work);
        });
      },
      [&] { return UnitWorker(knowledge, options); },
      [&](Unit& unit) {
        result = Deliver(unit, sink);
        return result.has_value();
      });
  return result;
}

}  // namespace dateline
