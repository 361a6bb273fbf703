#include "engine/pipeline.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "base/hash.h"
#include "engine/analyzer.h"
#include "engine/serialize.h"

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
void ReadAll(const Inputs& inputs, const std::vector<bool>& done, const ReaderOptions& options, const std::function<bool(Unit)>& put) {
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
    const Result<void> read = ReadReports(file, options, sink);
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

/// Hands units from the reader to the analysers and, in order, to the writer; bounded in bytes and in number.
class Exchange {
 public:
  /// False when the run was stopped.
  bool Put(Unit unit) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return stopped_ || (bytes_ < kMaxBytesUnderWay && next_in_ - next_out_ < kMaxUnitsUnderWay); });
    if (stopped_) return false;
    bytes_ += unit.bytes;
    const uint64_t number = next_in_++;
    if (unit.kind == Unit::Kind::kReport) {
      todo_.emplace_back(number, std::move(unit));
      work_.notify_one();
    } else {
      finished_.emplace(number, std::move(unit));
      ready_.notify_one();
    }
    return true;
  }
  void Close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    work_.notify_all();
    ready_.notify_all();
  }
  void Stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = closed_ = true;
    todo_.clear();
    work_.notify_all();
    room_.notify_all();
  }
  std::optional<std::pair<uint64_t, Unit>> TakeWork() {
    std::unique_lock lock(mutex_);
    work_.wait(lock, [&] { return !todo_.empty() || closed_; });
    if (todo_.empty()) return std::nullopt;
    auto out = std::move(todo_.front());
    todo_.pop_front();
    return out;
  }
  void Finish(uint64_t number, Unit unit) {
    const std::lock_guard lock(mutex_);
    finished_.emplace(number, std::move(unit));
    ready_.notify_one();
  }
  std::optional<Unit> TakeNext() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [&] { return (!finished_.empty() && finished_.begin()->first == next_out_) || (closed_ && next_out_ == next_in_) || stopped_; });
    if (finished_.empty() || finished_.begin()->first != next_out_) return std::nullopt;
    Unit out = std::move(finished_.begin()->second);
    finished_.erase(finished_.begin());
    ++next_out_;
    bytes_ -= out.bytes;
    room_.notify_one();
    return out;
  }

 private:
  std::mutex mutex_;
  std::condition_variable work_, room_, ready_;
  std::deque<std::pair<uint64_t, Unit>> todo_;
  std::map<uint64_t, Unit> finished_;
  uint64_t next_in_ = 0, next_out_ = 0;
  size_t bytes_ = 0;
  bool closed_ = false, stopped_ = false;
};

void AnalyzeUnit(const Knowledge& knowledge, Analyzer& analyzer, Unit& unit) {
  if (unit.kind == Unit::Kind::kReport) unit.stored = Serialize(analyzer.Analyze(std::move(unit.report)), &knowledge.codes());
}

Result<void> RunInTurn(const Inputs& inputs, const std::vector<bool>& done, const Knowledge& knowledge, const PipelineOptions& options, PipelineSink& sink) {
  Analyzer analyzer(knowledge);
  Result<void> result;
  ReadAll(inputs, done, options.reader, [&](Unit unit) {
    AnalyzeUnit(knowledge, analyzer, unit);
    result = Deliver(unit, sink);
    return result.has_value();
  });
  return result;
}

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
  if (options.threads <= 1) return RunInTurn(inputs, done, knowledge, options, sink);

  Exchange exchange;
  std::vector<std::jthread> threads;
  threads.emplace_back([&] {
    ReadAll(inputs, done, options.reader, [&](Unit unit) { return exchange.Put(std::move(unit)); });
    exchange.Close();
  });
  for (uint32_t i = 0; i < options.threads; ++i) {
    threads.emplace_back([&] {
      Analyzer analyzer(knowledge);
      while (auto work = exchange.TakeWork()) {
        AnalyzeUnit(knowledge, analyzer, work->second);
        exchange.Finish(work->first, std::move(work->second));
      }
    });
  }
  Result<void> result;
  while (auto unit = exchange.TakeNext()) {
    result = Deliver(*unit, sink);
    if (!result) break;
  }
  exchange.Stop();
  return result;
}

}  // namespace dateline
