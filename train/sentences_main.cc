// Trains the sentence model and shows what it does with other treebanks.
//
//   train_sentences KNOWLEDGE_DIR MODEL.bin TRAIN.conllu... [--words MORE.conllu.gz...] [--set NAME=VALUE...]      trains, writes the section
//   train_sentences KNOWLEDGE_DIR MODEL.bin --split < RAW.txt > SENTENCES.jsonl     splits raw text as tests/accuracy/split_tool.cc does, for ud_score.py
//
// Treebanks may be packed by gzip.
#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "base/container.h"
#include "base/mapped_file.h"
#include "language/sentences.h"
#include "sentences.h"

namespace dateline {
namespace {

int Fail(const Error& error) { return std::fprintf(stderr, "%s\n", error.Message().c_str()), 1; }

Result<Splitter> LoadSplitter(const std::string& folder) {
  Sections sections;
  for (const char* name : {"abbreviations.tsv", "contractions.tsv", "hyphen-prefixes.tsv", "sentence-words.tsv"}) {
    Result<std::string> text = ReadFile(folder + "/" + name);
    if (!text) return text.error();
    sections.emplace_back(std::string("table:") + name, std::move(*text));
  }
  const Result<Container> knowledge = Container::FromBytes(BuildContainer(sections));
  if (!knowledge) return knowledge.error();
  Vocabulary vocabulary;
  return Splitter::Load(*knowledge, vocabulary);
}

Result<void> ReadTreebank(const std::string& path, std::vector<ConlluSentence>& out) {
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return Error{path, "cannot be opened", "a treebank"};
  std::string text;
  std::vector<char> buffer(size_t{1} << 20);
  int size = 0;
  while ((size = gzread(file, buffer.data(), static_cast<unsigned>(buffer.size()))) > 0) text.append(buffer.data(), static_cast<size_t>(size));
  gzclose(file);
  if (size < 0) return Error{path, "cannot be unpacked", "CoNLL-U, packed by gzip or not"};
  Result<std::vector<ConlluSentence>> sentences = ReadConllu(text, path);
  if (!sentences) return sentences.error();
  if (!sentences->empty()) sentences->front().new_document = true;
  out.insert(out.end(), std::make_move_iterator(sentences->begin()), std::make_move_iterator(sentences->end()));
  return {};
}

void Print(const Document& doc) {
  std::vector<uint32_t> code_points(doc.clean.size() + 1);
  for (size_t i = 0; i < doc.clean.size(); ++i) code_points[i + 1] = code_points[i] + ((static_cast<uint8_t>(doc.clean[i]) & 0xC0) != 0x80);
  for (const Sentence& sentence : doc.sentences) {
    std::printf("{\"sentence\":[%u,%u],\"tokens\":[", code_points[sentence.span.begin], code_points[sentence.span.end]);
    for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
      std::printf("%s[%u,%u]", t == sentence.tokens.begin ? "" : ",", code_points[doc.tokens.begin[t]], code_points[doc.tokens.end[t]]);
    }
    std::printf("]}\n");
  }
}

int Split(const Splitter& splitter, const std::string& path) {
  const Result<std::string> section = ReadFile(path);
  if (!section) return Fail(section.error());
  const Result<SentenceModel> model = SentenceModel::Load(*section);
  if (!model) return Fail(model.error());
  Document doc;
  doc.clean.assign(std::istreambuf_iterator<char>(std::cin), {});
  splitter.Split(doc);
  const size_t before = doc.sentences.size();
  const std::clock_t start = std::clock();  // of this process alone
  model->Resplit(doc);
  const double time = static_cast<double>(std::clock() - start) * 1e9 / CLOCKS_PER_SEC;
  std::fprintf(stderr, "%u tokens, %zu sentences by rules, %zu by the model, %.0f ns a token\n", doc.tokens.size(), before, doc.sentences.size(),
               time / std::max(1u, doc.tokens.size()));
  Print(doc);
  return 0;
}

bool Set(std::string_view given, SentenceTraining& options) {
  const size_t sign = given.find('=');
  if (sign == std::string_view::npos) return false;
  const std::string_view name = given.substr(0, sign);
  const double value = std::strtod(std::string(given.substr(sign + 1)).c_str(), nullptr);
  for (const auto& [key, into] : {std::pair{"seed", &options.seed}, {"epochs", &options.epochs}, {"weight_bits", &options.weight_bits}, {"slot_bits",
      &options.slot_bits},
                                  {"capitals_every", &options.capitals_every}, {"news_every", &options.news_every}, {"fewest", &options.fewest}}) {
    if (name == key) return *into = static_cast<uint32_t>(value), true;
  }
  for (const auto& [key, into] : {std::pair{"rate", &options.rate}, {"decay", &options.decay}, {"margin", &options.margin}}) {
    if (name == key) return *into = static_cast<float>(value), true;
  }
  return false;
}

int Main(const std::vector<std::string>& args) {
  if (args.size() < 3) return std::fprintf(stderr,
      "usage: train_sentences KNOWLEDGE_DIR MODEL (--split | TRAIN.conllu... [--words MORE...] [--set NAME=VALUE...])\n"), 2;
  const Result<Splitter> splitter = LoadSplitter(args[0]);
  if (!splitter) return Fail(splitter.error());
  if (args[2] == "--split") return Split(*splitter, args[1]);
  std::vector<ConlluSentence> training, words;
  SentenceTraining options;
  std::string mode;
  for (size_t i = 2; i < args.size(); ++i) {
    if (args[i].starts_with("--")) {
      mode = args[i];
    } else if (mode == "--set") {
      if (!Set(args[i], options)) return Fail({"--set", args[i], "NAME=VALUE of a setting"});
    } else if (const Result<void> read = ReadTreebank(args[i], mode == "--words" ? words : training); !read) {
      return Fail(read.error());
    }
  }
  const std::string section = TrainSentences(training, words, *splitter, options);
  if (const Result<void> written = WriteFile(args[1], section); !written) return Fail(written.error());
  return 0;
}

}  // namespace
}  // namespace dateline

int main(int argc, char** argv) { return dateline::Main({argv + 1, argv + argc}); }
