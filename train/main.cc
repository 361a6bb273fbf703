// dateline-train: learns the shipped model from the corpora and says how good it is.
//
//   dateline-train CORPORA MODEL [--knowledge FOLDER] [--manifest FILE] [--clusters FILE] [--no-silver] [--silver FILE]...
//                 [--baseline MANIFEST]
//                 [--epochs N] [--threads N] [--seed N] [--name-times N] [--upos-weight W] [--xpos-weight W]
//
// The same input, options and machine give the same file. docs/language.md says what the folder of corpora must hold.
#include <malloc.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/mapped_file.h"
#include "language/model.h"
#include "train/corpora.h"
#include "train/export.h"
#include "train/lemmas.h"
#include "train/report.h"
#include "train/sentences.h"
#include "train/shipped_names.h"
#include "train/trainer.h"

namespace dateline::train {
namespace {

struct Options {
  std::string corpora, model, knowledge = "knowledge", manifest, clusters, baseline;
  bool with_silver = true;
  std::vector<std::string> silver;
  Plan plan;
};

int Usage() {
  std::fprintf(stderr,
               "usage: dateline-train CORPORA MODEL [--knowledge FOLDER] [--manifest FILE] [--clusters FILE] [--no-silver] [--silver FILE]... [--baseline MANIFEST] [--epochs N] [--threads N] [--seed N]\n"
               "       [--name-times N] [--upos-weight W] [--xpos-weight W]\n");
  return 2;
}

int Fail(const Error& error) {
  std::fprintf(stderr, "dateline-train: %s\n", error.Message().c_str());
  return 1;
}

bool Parse(const std::vector<std::string>& args, Options& out) {
  std::vector<std::string> plain;
  for (size_t i = 0; i < args.size(); ++i) {
    const std::string& a = args[i];
    if (a == "--no-silver") {
      out.with_silver = false;
      continue;
    }
    if (!a.starts_with("--")) {
      plain.push_back(a);
      continue;
    }
    if (++i == args.size()) return false;
    const std::string& value = args[i];
    if (a == "--knowledge") out.knowledge = value;
    else if (a == "--manifest") out.manifest = value;
    else if (a == "--baseline") out.baseline = value;
    else if (a == "--clusters") out.clusters = value;
    else if (a == "--silver") out.silver.push_back(value);
    else if (a == "--epochs") out.plan.epochs = std::max(1, std::atoi(value.c_str()));
    else if (a == "--threads") out.plan.threads = static_cast<uint32_t>(std::max(1, std::atoi(value.c_str())));
    else if (a == "--name-times") out.plan.name_times = std::max(1, std::atoi(value.c_str()));
    else if (a == "--upos-weight") out.plan.weights.upos = std::strtof(value.c_str(), nullptr);
    else if (a == "--xpos-weight") out.plan.weights.xpos = std::strtof(value.c_str(), nullptr);
    else if (a == "--seed") out.plan.seed = std::strtoull(value.c_str(), nullptr, 10);
    else return false;
  }
  if (plain.size() != 2) return false;
  out.corpora = plain[0];
  out.model = plain[1];
  out.plan.quantized_epochs = std::min(out.plan.quantized_epochs, out.plan.epochs);
  return true;
}

/// Everything that teaches the network, in one list.
std::vector<Example> Examples(const Corpora& corpora, const NameProjection& projection) {
  constexpr double kSure = 0.8;       // of the teacher's trees; names are kept below it too
  constexpr float kSilverWeight = 0.5f;
  std::vector<Example> out;
  const auto add = [&](std::vector<Example> more) { std::move(more.begin(), more.end(), std::back_inserter(out)); };
  add(FromTreebank(corpora.ewt));
  add(FromTreebank(corpora.gum));
  add(corpora.politics);
  for (const SpanDocument& document : corpora.re3d) add(FromSpans(document));
  add(FromSilver(corpora.silver, kSure, kSilverWeight));
  for (Example& e : out) projection.Project(e);
  return out;
}

int Run(const Options& options) {
  const auto start = std::chrono::steady_clock::now();
  auto corpora = ReadCorpora(options.corpora, options.knowledge, options.with_silver, options.silver);
  if (!corpora) return Fail(corpora.error());
  const auto projection = NameProjection::Load(options.knowledge);
  if (!projection) return Fail(projection.error());
  const auto splitter = LoadSplitter(options.knowledge);
  if (!splitter) return Fail(splitter.error());

  std::vector<ConlluSentence> trees = corpora->ewt;
  trees.insert(trees.end(), corpora->gum.begin(), corpora->gum.end());
  Sections sections;
  std::printf("%zu sentences of treebanks, %zu of silver, %zu held out\nlearning sentences and lemmas\n", trees.size(), corpora->silver.size(), corpora->held_out);
  sections.emplace_back("sentences", TrainSentences(trees, corpora->silver, *splitter));
  std::vector<ConlluSentence> with_silver = trees;
  with_silver.insert(with_silver.end(), corpora->silver.begin(), corpora->silver.end());
  sections.emplace_back("lemmas", TrainLemmas(with_silver));

  const std::vector<Example> examples = Examples(*corpora, *projection);
  const auto classes = WordClasses::Load(options.knowledge, options.clusters);
  if (!classes) return Fail(classes.error());
  corpora->sources.push_back({"knowledge/ (given names, actors, places)", "", "Apache-2.0; places from GeoNames, CC BY 4.0", "classes of words"});
  if (!options.clusters.empty()) {
    corpora->sources.push_back({"word classes (train/teacher/clusters.py)", Sha256Hex(ReadFile(options.clusters).value()), "from the input table of all-MiniLM-L6-v2, Apache-2.0", "classes of words"});
  }
  Trainer trainer(options.plan, examples, *classes);
  const std::vector<Example> ewt = FromTreebank(corpora->ewt_dev), gum = FromTreebank(corpora->gum_dev);
  trainer.Run([&](int epoch) {
    if (epoch % 2 != 0 && epoch != options.plan.epochs) return;
    for (const auto& [name, dev] : {std::pair{"EWT dev", &ewt}, std::pair{"GUM dev", &gum}}) {
      const Scores s = trainer.Evaluate(*dev);
      std::printf("   %s, gold words: UPOS %.2f (tags alone %.2f) XPOS %.2f UAS %.2f LAS %.2f\n", name, s.upos, s.fast_upos, s.xpos, s.uas, s.las);
    }
    std::printf("   names, strict F1: CrossNER politics dev %.2f, re3d dev %.2f\n", PoliticsF1(trainer, corpora->politics_dev), Re3dF1(trainer, corpora->re3d_dev));
  });
  sections.emplace_back("features", trainer.rows().section);
  sections.emplace_back("words", WordsSection(trainer.network()));
  sections.emplace_back("network", NetworkSection(trainer.network()));

  auto model = Model::FromBytes(BuildContainer(sections, kModelFile));
  if (!model) return Fail(model.error());
  const std::vector<Figure> figures = Measure(*model, trainer, *corpora);
  std::string baseline;
  if (!options.baseline.empty()) {
    const auto bytes = ReadFile(options.baseline);
    if (!bytes) return Fail(bytes.error());
    baseline = ScoresOf(*bytes);
  }
  const std::string manifest = Manifest(figures, *corpora, options.plan, options.with_silver, baseline);
  sections.emplace_back("manifest", manifest);
  const std::string bytes = BuildContainer(sections, kModelFile);
  if (const auto written = WriteFile(options.model, bytes); !written) return Fail(written.error());
  if (!options.manifest.empty()) {
    if (const auto written = WriteFile(options.manifest, manifest); !written) return Fail(written.error());
  }
  for (const Figure& f : figures) std::printf("%-28s %-20s %6.2f\n", f.set.c_str(), f.metric.c_str(), f.value);
  const double minutes = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() / 60;
  std::printf("wrote %s, %.2f MB, in %.1f min\n", options.model.c_str(), static_cast<double>(bytes.size()) / 1e6, minutes);
  return 0;
}

}  // namespace
}  // namespace dateline::train

int main(int argc, char** argv) {
  // Large matrices come and go with every batch: keep their memory instead of asking the system each time.
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 2'000'000'000);
  dateline::train::Options options;
  if (!dateline::train::Parse({argv + 1, argv + argc}, options)) return dateline::train::Usage();
  return dateline::train::Run(options);
}
