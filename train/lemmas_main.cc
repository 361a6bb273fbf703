// Trains the lemma section on the treebanks and says how good it is: train_lemmas [--out FILE] [--corpora FOLDER] [--silver FILE.conllu]... [--words].
// Without --corpora, $DATELINE_CORPORA or ../shared/corpora. Silver trees come unpacked. --words: reads "form UPOS XPOS" lines and prints their lemmas.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "language/lemmas.h"
#include "train/lemmas.h"

namespace dateline {
namespace {

struct Options {
  std::string corpora = std::getenv("DATELINE_CORPORA") != nullptr ? std::getenv("DATELINE_CORPORA") : "../shared/corpora";
  std::string out;
  std::vector<std::string> silver;
  bool words = false;
};

/// One tagged word ready for the model.
struct Item {
  const ConlluWord* word;
  Upos upos;
  Xpos xpos;
  bool weak;
};

std::vector<Item> ItemsOf(const std::vector<ConlluSentence>& sentences) {
  std::vector<Item> items;
  for (const ConlluSentence& sentence : sentences) {
    std::vector<std::string_view> forms;
    for (const ConlluWord& word : sentence.words) forms.push_back(word.form);
    std::vector<uint8_t> weak(forms.size());
    MarkWeakCapitals(forms, weak);
    for (size_t i = 0; i < forms.size(); ++i) {
      const ConlluWord& word = sentence.words[i];
      items.push_back({&word, UposFrom(word.upos), XposFrom(word.xpos), weak[i] != 0});
    }
  }
  return items;
}

/// As a tagger errs: about one tag in 29 becomes another, mostly by the usual confusions. The same words every time.
void AddTagNoise(std::vector<Item>& items) {
  using Pair = std::pair<Upos, Xpos>;
  static const std::map<Pair, std::vector<Pair>> kConfusions = {
      {{Upos::kNoun, Xpos::kNn}, {{Upos::kPropn, Xpos::kNnp}, {Upos::kAdj, Xpos::kJj}, {Upos::kVerb, Xpos::kVb}}},
      {{Upos::kNoun, Xpos::kNns}, {{Upos::kPropn, Xpos::kNnps}, {Upos::kVerb, Xpos::kVbz}, {Upos::kNoun, Xpos::kNn}}},
      {{Upos::kPropn, Xpos::kNnp}, {{Upos::kNoun, Xpos::kNn}, {Upos::kAdj, Xpos::kJj}, {Upos::kPropn, Xpos::kNnps}}},
      {{Upos::kPropn, Xpos::kNnps}, {{Upos::kPropn, Xpos::kNnp}, {Upos::kNoun, Xpos::kNns}}},
      {{Upos::kAdj, Xpos::kJj}, {{Upos::kNoun, Xpos::kNn}, {Upos::kVerb, Xpos::kVbn}, {Upos::kAdv, Xpos::kRb}, {Upos::kPropn, Xpos::kNnp}}},
      {{Upos::kVerb, Xpos::kVbd}, {{Upos::kVerb, Xpos::kVbn}}},
      {{Upos::kVerb, Xpos::kVbn}, {{Upos::kVerb, Xpos::kVbd}, {Upos::kAdj, Xpos::kJj}}},
      {{Upos::kVerb, Xpos::kVbg}, {{Upos::kNoun, Xpos::kNn}, {Upos::kAdj, Xpos::kJj}}},
      {{Upos::kVerb, Xpos::kVb}, {{Upos::kNoun, Xpos::kNn}, {Upos::kVerb, Xpos::kVbp}}},
      {{Upos::kVerb, Xpos::kVbz}, {{Upos::kNoun, Xpos::kNns}}},
      {{Upos::kAux, Xpos::kVbz}, {{Upos::kPart, Xpos::kPos}, {Upos::kVerb, Xpos::kVbz}}},
      {{Upos::kAdv, Xpos::kRb}, {{Upos::kAdp, Xpos::kIn}, {Upos::kAdj, Xpos::kJj}}},
      {{Upos::kPron, Xpos::kPrp}, {{Upos::kPron, Xpos::kPrpPoss}}},
      {{Upos::kSconj, Xpos::kIn}, {{Upos::kAdp, Xpos::kIn}}}};
  uint64_t state = 20190101;
  for (Item& item : items) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    const auto found = kConfusions.find({item.upos, item.xpos});
    if (found == kConfusions.end() || (state >> 33) % 100 >= 5) continue;
    const Pair other = found->second[(state >> 45) % found->second.size()];
    item.upos = other.first;
    item.xpos = other.second;
  }
}

/// Share of right lemmas in percent, by the rules of CoNLL 2018 (a gold lemma "_" counts as right); errors are counted by kind.
double Score(const LemmaModel& model, const std::vector<Item>& items, std::map<std::string, size_t>* errors) {
  Arena arena;
  size_t right = 0;
  for (const Item& item : items) {
    const std::string_view lemma = model.Lemma(item.word->form, item.upos, item.xpos, item.weak, arena);
    if (item.word->lemma == "_" || lemma == item.word->lemma) ++right;
    else if (errors != nullptr) {
      const bool typo = item.word->feats.find("Typo=Yes") != std::string::npos;
      ++(*errors)[item.word->upos + "/" + item.word->xpos + " " + item.word->form + (item.weak ? "* is " : " is ") + item.word->lemma + ", not " +
                  std::string(lemma) + (typo ? " (typo)" : "")];
    }
  }
  return items.empty() ? 0 : 100.0 * static_cast<double>(right) / static_cast<double>(items.size());
}

/// Over words that lie one after another, as those of a text do.
double NanosecondsAWord(const LemmaModel& model, const std::vector<Item>& items) {
  struct Placed {
    std::string_view form;
    Upos upos;
    Xpos xpos;
    bool weak;
  };
  Arena arena, text;
  std::vector<Placed> words;
  for (const Item& item : items) words.push_back({text.Copy(item.word->form), item.upos, item.xpos, item.weak});
  size_t bytes = 0;
  // Processor time, and the quickest round: other programs may be running.
  double best = 1e9;
  for (int round = 0; round < 60; ++round) {
    arena.Reset();
    const std::clock_t start = std::clock();
    for (const Placed& word : words) bytes += model.Lemma(word.form, word.upos, word.xpos, word.weak, arena).size();
    best = std::min(best, 1e9 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / static_cast<double>(words.size()));
  }
  return bytes == 0 ? 0 : best;
}

void PrintErrors(const std::map<std::string, size_t>& errors) {
  std::vector<std::pair<size_t, std::string>> ranked;
  std::map<std::string, size_t> by_tag;
  for (const auto& [what, count] : errors) {
    ranked.emplace_back(count, what);
    by_tag[what.substr(0, what.find(' '))] += count;
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (size_t i = 0; i < std::min<size_t>(ranked.size(), 60); ++i) std::printf("  %4zu  %s\n", ranked[i].first, ranked[i].second.c_str());
  std::vector<std::pair<size_t, std::string>> tags;
  for (const auto& [tag, count] : by_tag) tags.emplace_back(count, tag);
  std::stable_sort(tags.begin(), tags.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::printf("  by tag:");
  for (size_t i = 0; i < std::min<size_t>(tags.size(), 12); ++i) std::printf(" %s %zu", tags[i].second.c_str(), tags[i].first);
  std::printf("\n");
}

void PrintLemmas(const LemmaModel& model) {
  Arena arena;
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream cells(line);
    std::string form, upos, xpos, weak;
    cells >> form >> upos >> xpos >> weak;
    const std::string_view lemma = model.Lemma(form, UposFrom(upos), XposFrom(xpos), weak == "weak", arena);
    std::printf("%s\t%s\t%.*s\n", form.c_str(), xpos.c_str(), static_cast<int>(lemma.size()), lemma.data());
  }
}

bool Append(const std::string& path, std::vector<ConlluSentence>& out) {
  auto read = ReadConlluFile(path);
  if (!read) {
    std::fprintf(stderr, "%s\n", read.error().Message().c_str());
    return false;
  }
  for (ConlluSentence& sentence : *read) out.push_back(std::move(sentence));
  return true;
}

int Run(const Options& options) {
  std::vector<ConlluSentence> training;
  for (const char* name : {"/ud/ewt-train.conllu", "/ud/gum-train.conllu"}) {
    if (!Append(options.corpora + name, training)) return 1;
  }
  for (const std::string& path : options.silver) {
    if (!Append(path, training)) return 1;
  }
  const auto start = std::chrono::steady_clock::now();
  const std::string section = TrainLemmas(training);
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
  std::vector<uint64_t> aligned((section.size() + 7) / 8);
  std::copy(section.begin(), section.end(), reinterpret_cast<char*>(aligned.data()));
  const auto model = LemmaModel::Load({reinterpret_cast<const char*>(aligned.data()), section.size()});
  if (!model) {
    std::fprintf(stderr, "%s\n", model.error().Message().c_str());
    return 1;
  }
  if (!options.out.empty() && !(std::ofstream(options.out, std::ios::binary) << section).flush()) {
    std::fprintf(stderr, "%s: cannot be written\n", options.out.c_str());
    return 1;
  }
  if (options.words) {
    PrintLemmas(*model);
    return 0;
  }
  std::printf("section %zu bytes, trained in %.1f s\n", section.size(), spent.count());
  for (const char* name : {"ewt-dev", "gum-dev"}) {
    std::vector<ConlluSentence> dev;
    if (!Append(options.corpora + "/ud/" + name + ".conllu", dev)) return 1;
    std::vector<Item> items = ItemsOf(dev);
    std::map<std::string, size_t> errors;
    const double gold = Score(*model, items, &errors);
    const double speed = NanosecondsAWord(*model, items);
    AddTagNoise(items);
    std::printf("%s: %.2f with gold tags, %.2f with noisy tags, %.1f ns a word\n", name, gold, Score(*model, items, nullptr), speed);
    PrintErrors(errors);
  }
  return 0;
}

}  // namespace
}  // namespace dateline

int main(int argc, char** argv) {
  dateline::Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--words") options.words = true;
    else if (argument == "--out" && i + 1 < argc) options.out = argv[++i];
    else if (argument == "--corpora" && i + 1 < argc) options.corpora = argv[++i];
    else if (argument == "--silver" && i + 1 < argc) options.silver.emplace_back(argv[++i]);
    else {
      std::fprintf(stderr, "%s: not an option; expected --out, --corpora, --silver or --words\n", argument.c_str());
      return 2;
    }
  }
  return dateline::Run(options);
}
