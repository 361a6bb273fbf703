// The language core part by part, in one process on one core: words a second. Words are those of the tokenizer and of `wc -w`.
//
//   language_bench [TEXT_FILE] [--all] [--json]        by default the reports of sample/ and the fastest kernels; --all: every kind (the scalar ones take long)
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/container.h"
#include "base/mapped_file.h"
#include "language/analyzer.h"
#include "language/test_model.h"
#include "text/splitter.h"

namespace {

using namespace dateline;  // NOLINT(google-build-using-namespace): a bench

struct Stage {
  const char* name;
  std::function<void(Document&)> run;
};

Container Tables() {
  Sections sections;
  for (const char* name : {"abbreviations.tsv", "contractions.tsv", "hyphen-prefixes.tsv", "sentence-words.tsv"}) {
    sections.emplace_back(std::string("table:") + name, ReadFile(std::string(DATELINE_SOURCE_DIR "/knowledge/") + name).value());
  }
  return std::move(Container::FromBytes(BuildContainer(sections)).value());
}

std::string Text(const char* path) {
  if (path != nullptr) return ReadFile(path).value();
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(DATELINE_SOURCE_DIR "/sample")) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::string out;
  for (const auto& file : files) out += ReadFile(file.string()).value() + "\n";
  return out;
}

/// All sentences, batch by batch.
void InBatches(NetworkRun& run, Document& doc, const std::function<void()>& each) {
  for (size_t s = 0; s < doc.sentences.size();) {
    run.Begin();
    do {
      run.Add(doc, doc.sentences[s].tokens);
      ++s;
    } while (s < doc.sentences.size() && run.words() + doc.sentences[s].tokens.size() <= NetworkRun::kBatchWords);
    each();
  }
}

/// Seconds of the quickest of several rounds over all documents.
double Quickest(std::vector<Document>& docs, const std::function<void(Document&)>& run) {
  double best = 1e9;
  for (int round = 0; round < 7; ++round) {
    const auto start = std::chrono::steady_clock::now();
    for (Document& doc : docs) run(doc);
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  const char* path = nullptr;
  bool json = false, all = false;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--json") == 0) json = true;
    else if (std::strcmp(argv[i], "--all") == 0) all = true;
    else path = argv[i];
  }
  const std::string text = Text(path);
  size_t plain_words = 0;
  for (size_t i = 0; i < text.size(); ++i) plain_words += static_cast<uint8_t>(text[i]) > ' ' && (i == 0 || static_cast<uint8_t>(text[i - 1]) <= ' ');
  const Container tables = Tables();
  Vocabulary vocabulary;
  const Splitter splitter = Splitter::Load(tables, vocabulary).value();
  const LanguageAnalyzer analyzer = LanguageAnalyzer::Load(TestModel(), vocabulary).value();
  std::vector<Document> docs;
  for (size_t at = 0; at < text.size();) {  // reports of some 8 kB
    size_t end = text.find('\n', std::min(text.size(), at + 8192));
    if (end == std::string::npos) end = text.size();
    docs.emplace_back().clean = text.substr(at, end - at);
    at = end + 1;
  }
  size_t tokens = 0;
  for (Document& doc : docs) {
    splitter.Split(doc);
    tokens += doc.tokens.size();
  }
  if (json) std::printf("[");
  for (const char* name : {"avx512", "avx2", "scalar"}) {
    const Kernels* kernels = KernelsNamed(name);
    if (kernels == nullptr || (!all && kernels != &BestKernels())) continue;
    LanguageAnalyzer::Workspace workspace(analyzer, *kernels);
    NetworkRun run(TestModel().network(), *kernels);
    const std::vector<Stage> parts = {
        {"words and sentences by rule", [&](Document& doc) { splitter.Split(doc); }},
        {"sentences, learned", [&](Document& doc) { TestModel().sentences().Resplit(doc); }},
        {"whole: sentences to names", [&](Document& doc) { doc.arena.Reset(), analyzer.Analyze(doc, workspace); }},
        {"tagger alone", [&](Document& doc) { InBatches(run, doc, [&] { run.Tag(doc); }); }},
        {"parser alone (tags and trees)", [&](Document& doc) { InBatches(run, doc, [&] { run.Parse(doc); }); }},
        {"tags, trees and names", [&](Document& doc) { doc.names.clear(), InBatches(run, doc, [&] { run.Parse(doc), run.Name(doc); }); }},
    };
    for (const Stage& part : parts) {
      const double seconds = Quickest(docs, part.run);
      const double per_second = static_cast<double>(tokens) / seconds, plain = static_cast<double>(plain_words) / seconds;
      if (json) std::printf("%s\n  {\"kernels\": \"%s\", \"part\": \"%s\", \"tokens_per_s\": %.0f, \"wc_words_per_s\": %.0f}", &part == parts.data() && kernels == &BestKernels() ? "" : ",", name, part.name, per_second, plain);
      else std::printf("%-7s %-32s %12.0f tokens/s %12.0f words/s (wc -w)\n", name, part.name, per_second, plain);
    }
  }
  if (json) std::printf("\n]\n");
  return 0;
}
