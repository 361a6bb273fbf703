// Bytes as a model file. The first byte says how: as they are, or laid over a section of the shipped model that is then hashed anew, so that what the section's own
// checks let through is used for an analysis.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/check.h"
#include "language/analyzer.h"
#include "language/conllu_document.h"
#include "language/test_model.h"

namespace {

using namespace dateline;  // NOLINT(google-build-using-namespace): one function

void Analyze(const Model& model) {
  Vocabulary vocabulary;
  const auto analyzer = LanguageAnalyzer::Load(model, vocabulary);
  DATELINE_CHECK(analyzer.has_value());
  LanguageAnalyzer::Workspace workspace(*analyzer);
  static const std::vector<ConlluSentence> sentences = ReadConlluFile(DATELINE_SOURCE_DIR "/tests/language/newspaper.conllu").value();
  Document doc;
  FromConllu({sentences.begin(), sentences.begin() + 12}, false, doc);
  analyzer->Analyze(doc, workspace);
  for (uint32_t t = 0; t < doc.tokens.size(); ++t) DATELINE_CHECK(doc.tokens.head[t] < doc.tokens.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 6) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  if (data[0] % 4 == 0) {
    if (const auto model = Model::FromBytes(bytes.substr(1))) Analyze(*model);
    return 0;
  }
  static const Container shipped = Container::Open(DATELINE_SOURCE_DIR "/models/english.model", kModelFile).value();
  Sections sections;
  for (const Container::Entry& entry : shipped.entries()) sections.emplace_back(std::string(entry.name), std::string(entry.bytes));
  std::string& section = sections[data[1] % sections.size()].second;
  const size_t at = (size_t{data[2]} << 16 | size_t{data[3]} << 8 | data[4]) % (section.size() + 1);
  if (data[5] % 8 == 0) section.resize(at);
  const size_t count = std::min(section.size() - std::min(at, section.size()), size - 6);
  std::copy_n(bytes.begin() + 6, count, section.begin() + static_cast<std::ptrdiff_t>(std::min(at, section.size())));
  if (const auto model = Model::FromBytes(BuildContainer(sections, kModelFile))) Analyze(*model);
  return 0;
}
