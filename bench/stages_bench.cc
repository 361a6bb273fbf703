// Speed of each stage of the analyser by itself, over the sample reports again and again on one core: items are words (as `wc -w` counts them). Every stage runs on a
// document on which all the stages before it have run; making that document ready is not timed. The knowledge file is $DATELINE_KNOWLEDGE, or lies beside the program.
#include <benchmark/benchmark.h>

#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/analyzer.h"
#include "engine/knowledge.h"
#include "engine/serialize.h"
#include "readers/inputs.h"
#include "readers/reader.h"

namespace {

namespace fs = std::filesystem;
using dateline::Document;
using dateline::Knowledge;
using dateline::Report;

std::unique_ptr<const Knowledge> knowledge;
std::optional<dateline::LanguageAnalyzer::Workspace> language_workspace;
std::vector<Report> reports;
int64_t words = 0;

/// Seconds of CPU that this thread has used: what runs beside does not count.
double Now() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Keeps every report it is given.
class Keeper : public dateline::ReportSink {
 public:
  bool Accept(Report report) override {
    reports.push_back(std::move(report));
    return true;
  }
  bool Fail(dateline::InputProblem, uint64_t, uint64_t, uint32_t) override { return true; }
};

int64_t Words(const std::string& text) {
  int64_t out = 0;
  for (size_t i = 0; i < text.size(); ++i) out += static_cast<uint8_t>(text[i]) > ' ' && (i == 0 || static_cast<uint8_t>(text[i - 1]) <= ' ');
  return out;
}

/// The knowledge and the model beside the program, or those that the environment names.
auto Open(const fs::path& program) {
  const auto file = [&](const char* variable, const char* name) {
    const char* given = std::getenv(variable);
    return given != nullptr ? std::string(given) : (program.parent_path() / name).string();
  };
  return Knowledge::Open(file("DATELINE_KNOWLEDGE", "dateline.knowledge"), {file("DATELINE_MODEL", "dateline.model"), {}});
}

/// False, with a message, when the knowledge or the sample is not there.
bool Prepare(const char* program) {
  auto opened = Open(program);
  if (!opened) {
    std::fprintf(stderr, "%s\n", opened.error().Message().c_str());
    return false;
  }
  knowledge = std::move(*opened);
  language_workspace.emplace(knowledge->language());
  Keeper keeper;
  for (const dateline::InputFile& file : dateline::ListInputs({DATELINE_SOURCE_DIR "/sample"}).files) {
    if (file.path.ends_with(".md")) continue;
    if (const auto read = dateline::ReadReports(file, {}, keeper); !read) std::fprintf(stderr, "%s\n", read.error().Message().c_str());
  }
  for (const Report& report : reports) words += Words(report.original);
  return words > 0;
}

struct Stage {
  const char* name;
  std::function<void(Document&)> run;
};

/// The stages in the order of Analyzer::Analyze.
const std::vector<Stage>& Stages() {
  static dateline::RecordFinder::Workspace workspace;
  static const std::vector<Stage> stages = {
      {"clean", [](Document& doc) { knowledge->cleaner().Clean(doc); }},
      {"split", [](Document& doc) { knowledge->splitter().Split(doc); }},
      {"language", [](Document& doc) { knowledge->language().Analyze(doc, *language_workspace); }},
      {"quantities", [](Document& doc) { knowledge->quantities().Find(doc); }},
      {"times", [](Document& doc) { knowledge->times().Find(doc); }},
      {"places", [](Document& doc) { knowledge->places().Find(doc); }},
      {"parties", [](Document& doc) { knowledge->parties().Find(doc); }},
      {"relate", [](Document& doc) { knowledge->quantities().Relate(doc); }},
      {"things", [](Document& doc) { knowledge->things().Find(doc); }},
      {"attributions", [](Document& doc) { knowledge->attributions().Find(doc); }},
      {"records", [](Document& doc) { knowledge->records().Find(doc, workspace); }},
      {"serialise", [](Document& doc) { benchmark::DoNotOptimize(dateline::Serialize(doc, &knowledge->codes()).records.size()); }},
  };
  return stages;
}

/// One document for all reports, as the analyser has it: its memory stays.
void RunStage(benchmark::State& state, size_t timed) {
  static Document doc;
  for (auto _ : state) {
    double spent = 0;
    for (const Report& report : reports) {
      doc.Clear();
      doc.report = report;
      for (size_t i = 0; i < timed; ++i) Stages()[i].run(doc);
      const double begin = Now();
      Stages()[timed].run(doc);
      spent += Now() - begin;
    }
    state.SetIterationTime(spent);
  }
  state.SetItemsProcessed(state.iterations() * words);
  state.counters["per_word"] = benchmark::Counter(static_cast<double>(state.iterations() * words), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

/// Everything from report to rows, and how long a single report takes (microseconds).
void RunAll(benchmark::State& state) {
  dateline::Analyzer analyzer(*knowledge);
  std::vector<double> each;
  for (auto _ : state) {
    double spent = 0;
    for (const Report& report : reports) {
      Report copy = report;
      const double begin = Now();
      benchmark::DoNotOptimize(dateline::Serialize(analyzer.Analyze(std::move(copy)), &knowledge->codes()).records.size());
      const double took = Now() - begin;
      spent += took;
      each.push_back(took * 1e6);
    }
    state.SetIterationTime(spent);
  }
  state.SetItemsProcessed(state.iterations() * words);
  std::sort(each.begin(), each.end());
  state.counters["p50_us"] = each[each.size() / 2];
  state.counters["p99_us"] = each[std::min(each.size() - 1, each.size() * 99 / 100)];
}

void RunOpen(benchmark::State& state, const std::string& program) {
  for (auto _ : state) benchmark::DoNotOptimize(Open(program).has_value());
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (!Prepare(argv[0])) return 1;
  for (size_t i = 0; i < Stages().size(); ++i) {
    benchmark::RegisterBenchmark(Stages()[i].name, [i](benchmark::State& state) { RunStage(state, i); })->UseManualTime()->Unit(benchmark::kMicrosecond);
  }
  benchmark::RegisterBenchmark("all", RunAll)->UseManualTime()->Unit(benchmark::kMicrosecond);
  const std::string program = argv[0];
  benchmark::RegisterBenchmark("open_knowledge", [program](benchmark::State& state) { RunOpen(state, program); })->Unit(benchmark::kMillisecond);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
