// Speed of the text stage on ordinary news: cleaning, splitting and both, in words a second on one core.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/container.h"
#include "base/mapped_file.h"
#include "base/table.h"
#include "text/cleaner.h"
#include "text/lexicon.h"
#include "text/splitter.h"

namespace {

namespace fs = std::filesystem;
using dateline::Document;

/// The value of "text" in a line of JSON; escapes but \n and \" are left out, which is near enough for a measure.
std::string TextOf(const std::string& line) {
  const size_t key = line.find("\"text\":");
  if (key == std::string::npos) return {};
  std::string out;
  for (size_t at = line.find('"', key + 7) + 1; at < line.size() && line[at] != '"'; ++at) {
    if (line[at] != '\\') out += line[at];
    else if (line[++at] == 'n') out += '\n';
    else if (line[at] == '"') out += '"';
  }
  return out;
}

/// The texts of sample/*.jsonl, repeated to some 3 MB, as reports of their own.
const std::vector<std::string>& Texts() {
  static const std::vector<std::string> texts = [] {
    std::vector<std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(DATELINE_SOURCE_DIR "/sample")) {
      if (entry.path().extension() != ".jsonl") continue;
      const std::string file = dateline::ReadFile(entry.path().string()).value();
      for (size_t at = 0; at < file.size();) {
        const size_t end = std::min(file.find('\n', at), file.size());
        if (std::string text = TextOf(file.substr(at, end - at)); !text.empty()) out.push_back(std::move(text));
        at = end + 1;
      }
    }
    if (out.empty()) out.push_back("Thousands of people fled the town on Monday, the mayor said. “We don’t know where they went,” he added.\n");
    size_t size = 0;
    for (size_t i = 0; size < 3'000'000; ++i) {
      size += out[i].size();
      out.push_back(out[i]);
    }
    return out;
  }();
  return texts;
}

int64_t Words(const std::string& text) {
  int64_t words = 0;
  for (size_t i = 0; i < text.size(); ++i) words += text[i] > ' ' && (i == 0 || (text[i - 1] <= ' ' && text[i - 1] >= 0));
  return words;
}

struct Stage {
  Stage() {
    dateline::Sections sections;
    for (const char* name : {"fragments.tsv", "abbreviations.tsv", "contractions.tsv", "hyphen-prefixes.tsv", "sentence-words.tsv"}) {
      sections.emplace_back(std::string("table:") + name, Read(name));
    }
    const std::string words = Read("lexicon.tsv"), tags = Read("tags.tsv");
    lexicon = dateline::Lexicon::Compile(dateline::Table::Parse("lexicon.tsv", words).value(), dateline::Table::Parse("tags.tsv", tags).value()).value();
    dateline::Vocabulary vocabulary(dateline::Lexicon::Open(lexicon).value());
    const dateline::Container knowledge = dateline::Container::FromBytes(dateline::BuildContainer(sections)).value();
    cleaner = dateline::Cleaner::Load(knowledge, vocabulary).value();
    splitter = dateline::Splitter::Load(knowledge, vocabulary).value();
  }
  static std::string Read(const char* name) { return dateline::ReadFile(std::string(DATELINE_SOURCE_DIR "/knowledge/") + name).value(); }

  std::string lexicon;
  dateline::Cleaner cleaner;
  dateline::Splitter splitter;
};

void Run(benchmark::State& state, bool clean, bool split) {
  static const Stage stage;
  std::vector<Document> docs(Texts().size());
  int64_t words = 0;
  for (size_t i = 0; i < docs.size(); ++i) {
    docs[i].report.original = Texts()[i];
    stage.cleaner.Clean(docs[i]);
    words += Words(Texts()[i]);
  }
  // One document is used again and again, as an analyser does; its report is swapped in and out.
  Document doc;
  for (auto _ : state) {
    for (Document& source : docs) {
      if (clean) {
        doc.report.original.swap(source.report.original);
        stage.cleaner.Clean(doc);
        doc.report.original.swap(source.report.original);
        if (split) stage.splitter.Split(doc);
      } else {
        stage.splitter.Split(source);
      }
      benchmark::DoNotOptimize(doc.tokens.begin.data());
    }
  }
  state.SetItemsProcessed(state.iterations() * words);
}

void BM_Clean(benchmark::State& state) { Run(state, true, false); }
void BM_Split(benchmark::State& state) { Run(state, false, true); }
void BM_CleanAndSplit(benchmark::State& state) { Run(state, true, true); }
BENCHMARK(BM_Clean)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Split)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_CleanAndSplit)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
