// Splits raw text from standard input; writes a sentence a line, {"sentence":[begin,end],"tokens":[[begin,end],...]}, in code points. For tests/accuracy/ud_score.py.
#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "base/container.h"
#include "base/mapped_file.h"
#include "text/splitter.h"

int main() {
  using dateline::ReadFile;
  dateline::Sections sections;
  for (const char* name : {"abbreviations.tsv", "contractions.tsv", "hyphen-prefixes.tsv", "sentence-words.tsv"}) {
    auto text = ReadFile(std::string(DATELINE_SOURCE_DIR "/knowledge/") + name);
    if (!text) return std::fprintf(stderr, "%s\n", text.error().Message().c_str()), 1;
    sections.emplace_back(std::string("table:") + name, std::move(*text));
  }
  auto knowledge = dateline::Container::FromBytes(dateline::BuildContainer(sections));
  dateline::Vocabulary vocabulary;
  if (!knowledge) return 1;
  auto splitter = dateline::Splitter::Load(*knowledge, vocabulary);
  if (!splitter) return std::fprintf(stderr, "%s\n", splitter.error().Message().c_str()), 1;

  dateline::Document doc;
  doc.clean.assign(std::istreambuf_iterator<char>(std::cin), {});
  splitter->Split(doc);
  std::vector<uint32_t> code_points(doc.clean.size() + 1);
  for (size_t i = 0; i < doc.clean.size(); ++i) code_points[i + 1] = code_points[i] + ((static_cast<uint8_t>(doc.clean[i]) & 0xC0) != 0x80);
  const auto at = [&](uint32_t byte) { return code_points[byte]; };
  for (const dateline::Sentence& sentence : doc.sentences) {
    std::printf("{\"sentence\":[%u,%u],\"tokens\":[", at(sentence.span.begin), at(sentence.span.end));
    for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
      std::printf("%s[%u,%u]", t == sentence.tokens.begin ? "" : ",", at(doc.tokens.begin[t]), at(doc.tokens.end[t]));
    }
    std::printf("]}\n");
  }
}
