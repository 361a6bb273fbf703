// dateline read: reports in, sourced records out, in a case file and, where asked, as JSON lines.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <thread>

#include "casefile/case_file.h"
#include "cli/commands.h"
#include "cli/fusing.h"
#include "cli/terminal.h"
#include "engine/json_writer.h"
#include "engine/pipeline.h"
#include "exports/present.h"
#include "findings/copies.h"
#include "readers/inputs.h"

namespace dateline::cli {
namespace {

using Clock = std::chrono::steady_clock;

/// A line of progress on a terminal, nothing elsewhere.
class Progress {
 public:
  Progress(bool shown, uint64_t total_bytes) : shown_(shown && ErrorIsTerminal()), total_(total_bytes) {}

  void Add(uint64_t bytes, uint64_t reports) {
    bytes_ += bytes;
    reports_ += reports;
    if (!shown_ || Clock::now() - last_ < std::chrono::milliseconds(150)) return;
    last_ = Clock::now();
    fmt::print(stderr, "\r{:90}\r{}", "", ProgressLine(bytes_, total_, reports_, Seconds()));
    std::fflush(stderr);
    drawn_ = true;
  }
  void Clear() {
    if (drawn_) fmt::print(stderr, "\r{:90}\r", "");
    drawn_ = false;
  }
  double Seconds() const { return std::chrono::duration<double>(Clock::now() - begin_).count(); }

 private:
  bool shown_, drawn_ = false;
  uint64_t total_, bytes_ = 0, reports_ = 0;
  Clock::time_point begin_ = Clock::now(), last_ = begin_;
};

/// Puts results into the case file and the JSON lines, and counts.
class ReadSink : public PipelineSink {
 public:
  ReadSink(CaseFile* file, std::FILE* jsonl, std::string jsonl_name, Progress& progress, bool quiet)
      : file_(file), jsonl_(jsonl), jsonl_name_(std::move(jsonl_name)), progress_(progress), quiet_(quiet) {}

  bool IsDone(const InputFile& input) override {
    // With JSON lines to write, everything is read: they must be whole.
    if (file_ == nullptr || jsonl_ != nullptr || input.path == "-") return false;
    const Result<bool> done = file_->HasFile({input.path, input.size, input.mtime_ns, ""});
    if (!done || !*done) return false;
    ++counts.unchanged;
    progress_.Add(input.size, 0);
    return true;
  }

  Result<void> Take(StoredReport report) override {
    progress_.Add(report.unit_end - report.unit_begin, 1);
    if (report.status == ReportStatus::kRead) {
      ++counts.read;
      counts.words += report.words;
      counts.stories += report.story_discarded ? 1 : 0;
      counts.sentences += report.story_discarded ? 0 : report.sentences_discarded;
      for (const StoredRecord& record : report.records) {
        ++counts.kinds[record.kind];
        counts.unsure += record.confidence < 0.5;
      }
    } else {
      const bool failed = report.status == ReportStatus::kFailed;
      ++(failed ? counts.failed : counts.skipped);
      if (failed || !quiet_) {
        progress_.Clear();
        Say(fmt::format("{:<9} {}", failed ? "failed" : "skipped", report.reason));
      }
    }
    if (jsonl_ != nullptr && report.status == ReportStatus::kRead) {
      if (!Line(WithCopy(report))) return JsonlError();
      for (const StoredRecord& record : report.records) {
        if (!Line(record.json)) return JsonlError();
      }
    }
    return file_ == nullptr ? Result<void>{} : file_->Add(report);
  }

  Result<void> FileDone(const InputFile& input) override {
    if (file_ == nullptr || input.path == "-") return {};
    return file_->FinishFile({input.path, input.size, input.mtime_ns, ""});
  }

  struct {
    uint64_t read = 0, failed = 0, skipped = 0, unchanged = 0, words = 0, unsure = 0, stories = 0, sentences = 0;  // the last two: left out by discards
    std::map<std::string, uint64_t> kinds;
  } counts;

 private:
  bool Line(const std::string& json) { return std::fwrite(json.data(), 1, json.size(), jsonl_) == json.size() && (json.ends_with('\n') || std::fputc('\n', jsonl_) != EOF); }
  /// The report line, with the earlier report of this run that has its text. Reports come here in the order of the input, whatever the number of threads.
  std::string WithCopy(const StoredReport& report) {
    const auto copy = copies_.Add(report.id, BodyOf(report));
    if (!copy) return report.json;
    std::string out = report.json;
    out.resize(out.rfind('}'));
    JsonWriter json(out);
    out += ',';
    json.Field("copy_of", copy->earlier);
    json.Key("copy_share");
    json.Rounded(static_cast<double>(copy->share), 2);
    out += '}';
    return out;
  }
  Error JsonlError() const { return {jsonl_name_, "cannot be written", "a place with room for it"}; }

  CaseFile* file_;
  std::FILE* jsonl_;
  std::string jsonl_name_;
  Progress& progress_;
  bool quiet_;
  RecentCopies copies_;
};

void SayCounts(const ReadOptions& options, const ReadSink& sink, uint64_t copies, double seconds) {
  const auto& c = sink.counts;
  ReadSummary summary;
  summary.read = c.read;
  summary.copies = copies;
  summary.known = c.unchanged;
  summary.failed = c.failed;
  summary.skipped = c.skipped;
  constexpr std::array<const char*, 5> kKinds = {"event", "movement", "stock", "control", "statement"};
  for (size_t i = 0; i < kKinds.size(); ++i) {
    if (const auto it = c.kinds.find(kKinds[i]); it != c.kinds.end()) summary.records[i] = it->second;
  }
  summary.unsure = c.unsure;
  summary.out = options.out;
  summary.seconds = seconds;
  std::error_code error;
  if (!options.out.empty()) summary.out_bytes = std::filesystem::file_size(options.out, error);
  std::string text = SummaryText(summary);
  if (text.ends_with('\n')) text.pop_back();
  Say(text);
}

/// Commits what was read and brings the findings up to date with it.
Result<void> UpdateFindings(CaseFile& file, const ReadOptions& options, const Knowledge& knowledge, std::optional<FindingsChange>& change) {
  const std::optional<Fusing> fusing = Fusing::From(knowledge.container(), options.threads);
  if (!fusing) return Error{options.out, "has no findings", "knowledge with the tables of fusion, or --no-findings"};
  if (Result<void> flushed = file.Flush(); !flushed) return flushed;
  Result<FindingsStore> store = FindingsStore::Open(options.out);
  if (!store) return store.error();
  Result<FindingsChange> updated = store->Update(fusing->By(), fusing->Options());
  if (!updated) return updated.error();
  change = std::move(*updated);
  return {};
}

int Run(const ReadOptions& options, const Knowledge& knowledge, std::FILE* jsonl) {
  Inputs inputs = ListInputs(options.paths, options.conllu_in ? InputKind::kConllu : InputKind::kUnknown);
  if (inputs.files.empty() && inputs.problems.empty()) {
    const std::string expected = options.conllu_in ? ".conllu files" : ".txt, .jsonl, .ndjson or .json files";
    Complain("nothing to read in " + options.paths.front() + "; expected " + expected + " (also .gz, .zst)");
  }
  uint64_t bytes = 0;
  for (const InputFile& file : inputs.files) bytes += file.size;
  std::optional<CaseFile> file;
  if (!options.out.empty()) {
    RunInfo run;
    run.engine = DATELINE_VERSION;
    run.knowledge = knowledge.version();
    for (const auto& [name, key] : options.fields) run.arguments += "--field " + name + "=" + key + " ";
    auto opened = CaseFile::OpenForWriting(options.out, run);
    if (!opened) {
      Complain(opened.error().Message());
      return kNotWritten;
    }
    file.emplace(std::move(*opened));
  }
  Progress progress(!options.common.quiet, bytes);
  ReadSink sink(file ? &*file : nullptr, jsonl, options.jsonl, progress, options.common.quiet);
  PipelineOptions pipeline;
  pipeline.min_confidence = options.min_confidence;
  pipeline.all_violence = options.scope == kAllViolence;
  pipeline.threads = options.threads > 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  pipeline.reader.fields = options.fields;
  pipeline.conllu = options.conllu_in;
  pipeline.persons = !options.out.empty();
  Result<void> result = RunPipeline(inputs, knowledge, pipeline, sink);
  std::optional<FindingsChange> findings;
  if (result && file && !options.no_findings) result = UpdateFindings(*file, options, knowledge, findings);
  if (result && file) result = file->Seal();
  progress.Clear();
  if (!result) {
    Complain(result.error().Message());
    return kNotWritten;
  }
  if (!options.common.quiet) SayDiscarded(sink.counts.stories, sink.counts.sentences);
  if (!options.common.quiet) SayCounts(options, sink, file ? file->counts().copies : 0, progress.Seconds());
  if (findings && !options.common.quiet) SayFindings(*findings);
  return sink.counts.failed > 0 ? kSomeFailed : kOk;
}

}  // namespace

int RunRead(const ReadOptions& options) {
  const auto knowledge = OpenKnowledge(options.common);
  if (!knowledge) return kUsage;
  std::FILE* jsonl = nullptr;
  if (!options.jsonl.empty()) jsonl = options.jsonl == "-" ? stdout : std::fopen(options.jsonl.c_str(), "wb");
  if (!options.jsonl.empty() && jsonl == nullptr) {
    Complain(options.jsonl + ": cannot be written; expected a folder that is there and may be written");
    return kNotWritten;
  }
  const int code = Run(options, *knowledge, jsonl);
  if (jsonl != nullptr && (jsonl == stdout ? std::fflush(jsonl) : std::fclose(jsonl)) != 0) {
    Complain(options.jsonl + ": cannot be written (is the disk full?)");
    return kNotWritten;
  }
  return code;
}

}  // namespace dateline::cli
