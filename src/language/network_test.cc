// The network and what it stands on: kernels against each other, the decoder against all trees, damaged models, no allocation once warm.
#include "language/network.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <new>
#include <random>

#include "base/mapped_file.h"
#include "language/analyzer.h"
#include "language/conllu.h"
#include "language/conllu_document.h"
#include "language/test_model.h"
#include "text/splitter.h"

namespace {
std::atomic<size_t> allocations{0};
}

// Counts what the warm path must not do.
__attribute__((noinline)) void* operator new(size_t size) {
  ++allocations;
  if (void* out = std::malloc(size)) return out;
  throw std::bad_alloc();
}
__attribute__((noinline)) void operator delete(void* p) noexcept { std::free(p); }
__attribute__((noinline)) void operator delete(void* p, size_t) noexcept { std::free(p); }

namespace dateline {
namespace {

std::vector<const Kernels*> OtherKernels() {
  std::vector<const Kernels*> out;
  for (const char* name : {"avx2", "avx512"}) {
    if (const Kernels* k = KernelsNamed(name)) out.push_back(k);
  }
  return out;
}

TEST(Kernels, AllGiveTheBitsOfTheScalarOnes) {
  std::mt19937 random(11);
  for (const auto& [in, out, words] : std::vector<std::array<uint32_t, 3>>{{4, 16, 1}, {96, 80, 3}, {256, 400, 17}, {384, 256, 6}, {32, 48, 5}}) {
    std::vector<int8_t> weights(size_t{in} * out);
    std::vector<uint8_t> inputs(size_t{in} * words);
    std::vector<int32_t> bias(out), left(out), right(out);
    for (auto& w : weights) w = static_cast<int8_t>(random());
    for (auto& x : inputs) x = random() % 128;
    for (size_t o = 0; o < out; ++o) bias[o] = static_cast<int32_t>(random() % 400000) - 200000, left[o] = static_cast<int32_t>(random() % 5), right[o] = static_cast<int32_t>(random() % 9);
    const Affine map = {in, out, weights.data(), bias.data(), left.data(), right.data()};
    const size_t cells = size_t{out} * words;
    std::vector<int16_t> narrow(cells), other_narrow(cells);
    std::vector<int32_t> wide(cells), other_wide(cells);
    const Kernels& scalar = *KernelsNamed("scalar");
    scalar.to_int16(map, inputs.data(), in, words, narrow.data(), out);
    scalar.to_int32(map, inputs.data(), in, words, wide.data(), out);
    for (const Kernels* k : OtherKernels()) {
      k->to_int16(map, inputs.data(), in, words, other_narrow.data(), out);
      k->to_int32(map, inputs.data(), in, words, other_wide.data(), out);
      EXPECT_EQ(narrow, other_narrow) << k->name;
      EXPECT_EQ(wide, other_wide) << k->name;
    }
  }
  for (const uint32_t units : {32u, 64u, 160u}) {
    constexpr size_t kWords = 23;
    std::vector<int16_t> gates(kWords * 4 * units);
    for (auto& g : gates) g = static_cast<int16_t>(random());
    for (const bool backward : {false, true}) {
      std::vector<uint8_t> a(kWords * units), b(kWords * units);
      KernelsNamed("scalar")->scan(gates.data(), 4 * units, kWords, units, backward, a.data(), units);
      for (const Kernels* k : OtherKernels()) {
        k->scan(gates.data(), 4 * units, kWords, units, backward, b.data(), units);
        EXPECT_EQ(a, b) << k->name;
      }
    }
  }
}

bool IsTree(const std::vector<uint16_t>& heads) {
  const size_t n = heads.size();
  if (std::count(heads.begin(), heads.end(), 0) != 1) return false;
  for (size_t w = 1; w <= n; ++w) {
    size_t at = w, steps = 0;
    while (at != 0 && steps++ <= n) at = heads[at - 1];
    if (at != 0) return false;
  }
  for (size_t w = 1; w <= n; ++w) {  // projective: all between a word and its head descend from the head
    const size_t h = heads[w - 1];
    for (size_t k = std::min(w, h) + 1; h != 0 && k < std::max(w, h); ++k) {
      size_t at = k;
      while (at != 0 && at != h) at = heads[at - 1];
      if (at == 0) return false;
    }
  }
  return true;
}

TEST(TreeDecoder, FindsTheBestOfAllTrees) {
  std::mt19937 random(3);
  TreeDecoder decoder;
  for (int round = 0; round < 400; ++round) {
    const auto n = static_cast<uint32_t>(1 + random() % 5);
    std::vector<int32_t> scores(n * (n + 1));
    for (int32_t& s : scores) s = static_cast<int32_t>(random() % 1000) - 400;
    const auto sum = [&](const std::vector<uint16_t>& heads) {
      int32_t out = 0;
      for (uint32_t w = 0; w < n; ++w) out += scores[w * (n + 1) + heads[w]];
      return out;
    };
    std::vector<uint16_t> found(n), tried(n);
    decoder.Decode(scores.data(), n + 1, n, found.data());
    ASSERT_TRUE(IsTree(found));
    int32_t best = INT32_MIN;
    const std::function<void(uint32_t)> all = [&](uint32_t w) {
      if (w == n) {
        if (IsTree(tried)) best = std::max(best, sum(tried));
        return;
      }
      for (uint16_t h = 0; h <= n; ++h) {
        if (h == w + 1) continue;
        tried[w] = h;
        all(w + 1);
      }
    };
    all(0);
    ASSERT_EQ(sum(found), best);
  }
  for (const uint32_t n : {2u, 30u, 159u, 160u}) {
    std::vector<int32_t> scores(n * (n + 1));
    for (int32_t& s : scores) s = static_cast<int32_t>(random() % 9'000'000) - 4'500'000;
    std::vector<uint16_t> found(n);
    decoder.Decode(scores.data(), n + 1, n, found.data());
    EXPECT_TRUE(IsTree(found)) << n;
  }
}

TEST(Features, FormsOfAllKinds) {
  const auto at = [](const FeatureHashes& h, FeatureKind kind) { return h[static_cast<size_t>(kind)]; };
  EXPECT_EQ(at(HashFeatures("1,234"), FeatureKind::kWord), at(HashFeatures("9,876"), FeatureKind::kWord));
  EXPECT_EQ(at(HashFeatures("“"), FeatureKind::kWord), at(HashFeatures("\""), FeatureKind::kWord));
  EXPECT_NE(at(HashFeatures("US"), FeatureKind::kCased), at(HashFeatures("us"), FeatureKind::kCased));
  EXPECT_EQ(at(HashFeatures("us"), FeatureKind::kCased), 0u);
  EXPECT_EQ(at(HashFeatures("KABUL"), FeatureKind::kClass), HashClass(FeatureKind::kClass, "Kabul"));
  EXPECT_EQ(at(HashFeatures("kabul"), FeatureKind::kClass), 0u);
  EXPECT_EQ(at(HashFeatures("al"), FeatureKind::kSuffix2), 0u);
  for (const std::string& form : {std::string(), std::string(100'000, 'x'), std::string("\xff\xfe\x80"), std::string(200, '\xC3')}) HashFeatures(form);
}

/// The words of a document and what was found of them, as one string.
std::string Everything(const Document& doc) {
  std::string out;
  ConlluSentence sentence;
  for (uint32_t s = 0; s < doc.sentences.size(); ++s) {
    ToConllu(doc, s, sentence);
    AppendConllu(sentence, out);
  }
  for (const NameMention& name : doc.names) out += std::to_string(name.confidence) + " ";
  return out;
}

/// The sentences that we wrote, and the development treebanks where they are at hand.
std::vector<ConlluSentence> AllSentences() {
  std::vector<ConlluSentence> out = ReadConlluFile(DATELINE_SOURCE_DIR "/tests/language/newspaper.conllu").value();
  const char* given = std::getenv("DATELINE_CORPORA");
  [[maybe_unused]] const std::string corpora = given != nullptr ? given : DATELINE_SOURCE_DIR "/../shared/corpora";
#ifndef __SANITIZE_ADDRESS__  // the scalar kernels would take minutes there
  for (const char* file : {"/ud/ewt-dev.conllu", "/ud/gum-dev.conllu"}) {
    if (auto more = ReadConlluFile(corpora + file)) out.insert(out.end(), more->begin(), more->end());
  }
#endif
  return out;
}

TEST(Network, SameBitsWithAllKernels) {
  Vocabulary vocabulary;
  const LanguageAnalyzer analyzer = LanguageAnalyzer::Load(TestModel(), vocabulary).value();
  const std::vector<ConlluSentence> sentences = AllSentences();
  LanguageAnalyzer::Workspace scalar(analyzer, *KernelsNamed("scalar"));
  Document doc;
  FromConllu(sentences, false, doc);
  analyzer.AnalyzeGiven(doc, scalar);
  const std::string expected = Everything(doc);
  EXPECT_GT(expected.size(), 100'000u);
  for (const Kernels* k : OtherKernels()) {
    LanguageAnalyzer::Workspace other(analyzer, *k);
    FromConllu(sentences, false, doc);
    analyzer.AnalyzeGiven(doc, other);
    EXPECT_TRUE(Everything(doc) == expected) << k->name;
  }
  // Nor does it matter what stands beside a sentence.
  std::string alone;
  LanguageAnalyzer::Workspace best(analyzer);
  for (const ConlluSentence& sentence : sentences) {
    FromConllu({sentence}, false, doc);
    analyzer.AnalyzeGiven(doc, best);
    ConlluSentence out;
    ToConllu(doc, 0, out);
    AppendConllu(out, alone);
  }
  EXPECT_TRUE(expected.starts_with(alone));
}

TEST(Network, TreesAreTrees) {
  Vocabulary vocabulary;
  const LanguageAnalyzer analyzer = LanguageAnalyzer::Load(TestModel(), vocabulary).value();
  LanguageAnalyzer::Workspace workspace(analyzer);
  std::mt19937 random(17);
  Document doc;
  for (const uint32_t words : {1u, 2u, 5u, 159u, 160u, 161u, 321u, 511u, 512u}) {
    ConlluSentence sentence;
    for (uint32_t w = 0; w < words; ++w) {
      ConlluWord word;
      for (size_t i = 0, n = 1 + random() % 12; i < n; ++i) word.form += static_cast<char>(33 + random() % 223);
      sentence.words.push_back(word);
    }
    FromConllu({sentence}, false, doc);
    analyzer.AnalyzeGiven(doc, workspace);
    uint32_t roots = 0;
    for (uint32_t t = 0; t < words; ++t) {
      roots += doc.tokens.head[t] == t;
      EXPECT_EQ(doc.tokens.head[t] == t, doc.tokens.deprel[t] == Deprel::kRoot);
      ASSERT_LT(doc.tokens.head[t], words);
      uint32_t at = t, steps = 0;
      while (doc.tokens.head[at] != at && steps++ <= words) at = doc.tokens.head[at];
      ASSERT_LE(steps, words) << "a cycle";
    }
    EXPECT_EQ(roots, 1u);
    for (size_t i = 0; i < doc.names.size(); ++i) {
      EXPECT_LT(doc.names[i].tokens.begin, doc.names[i].tokens.end);
      EXPECT_GT(doc.names[i].confidence, 0);
      EXPECT_LE(doc.names[i].confidence, 1);
      if (i > 0) {
        EXPECT_LE(doc.names[i - 1].tokens.end, doc.names[i].tokens.begin);
      }
    }
  }
  FromConllu({}, false, doc);
  analyzer.AnalyzeGiven(doc, workspace);
  EXPECT_TRUE(doc.names.empty());
}

TEST(Network, NoAllocationOnceWarm) {
  Vocabulary vocabulary;
  const LanguageAnalyzer analyzer = LanguageAnalyzer::Load(TestModel(), vocabulary).value();
  LanguageAnalyzer::Workspace workspace(analyzer);
  Document doc;
  FromConllu(ReadConlluFile(DATELINE_SOURCE_DIR "/tests/language/newspaper.conllu").value(), false, doc);
  for (int round = 0; round < 2; ++round) analyzer.AnalyzeGiven(doc, workspace), doc.arena.Reset();
  const size_t before = allocations;
  analyzer.AnalyzeGiven(doc, workspace);
  EXPECT_EQ(allocations - before, 0u);
}

TEST(Network, DamagedSectionsNeverCrash) {
  const std::string bytes = ReadFile(DATELINE_SOURCE_DIR "/models/english.model").value();
  EXPECT_FALSE(Model::FromBytes(""));
  EXPECT_FALSE(Model::FromBytes(bytes.substr(0, bytes.size() / 2)));
  EXPECT_FALSE(Model::FromBytes("DLKNOW1\n" + bytes.substr(8)));
  std::mt19937_64 random(29);
  std::string flipped = bytes;
  flipped[bytes.size() / 3] = static_cast<char>(flipped[bytes.size() / 3] ^ 4);
  EXPECT_FALSE(Model::FromBytes(flipped)) << "a flipped bit must not pass the hash";
  // Sections that are damaged and hashed anew: an error, or an analysis that is wrong but whole.
  const Container container = Container::FromBytes(bytes, kModelFile).value();
  const std::vector<ConlluSentence> sentences = ReadConlluFile(DATELINE_SOURCE_DIR "/tests/language/newspaper.conllu").value();
  size_t loaded = 0;
  for (int round = 0; round < 24; ++round) {
    Sections sections;
    for (const Container::Entry& entry : container.entries()) sections.emplace_back(std::string(entry.name), std::string(entry.bytes));
    std::string& section = sections[random() % sections.size()].second;
    if (round % 6 == 0) section.resize(random() % (section.size() + 1));
    for (int k = 0; k < 1 << (round % 8) && !section.empty(); ++k) section[random() % (round % 3 == 0 ? std::min<size_t>(section.size(), 400) : section.size())] = static_cast<char>(random());
    const auto model = Model::FromBytes(BuildContainer(sections, kModelFile));
    if (!model) continue;
    ++loaded;
    Vocabulary vocabulary;
    const LanguageAnalyzer analyzer = LanguageAnalyzer::Load(*model, vocabulary).value();
    LanguageAnalyzer::Workspace workspace(analyzer);
    Document doc;
    FromConllu(sentences, false, doc);
    analyzer.Analyze(doc, workspace);
    for (uint32_t t = 0; t < doc.tokens.size(); ++t) ASSERT_LT(doc.tokens.head[t], doc.tokens.size());
  }
  EXPECT_GT(loaded, 4u);
}

}  // namespace
}  // namespace dateline
