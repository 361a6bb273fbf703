// The knowledge folder as a container and a document made from a text, for the tests of parties and attributions.
#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>

#include "base/container.h"
#include "language/analyzer.h"
#include "language/test_model.h"
#include "mentions/parties.h"
#include "text/splitter.h"

namespace dateline {

class PartyTestWorld {
 public:
  PartyTestWorld() {
    const std::string folder = std::string(DATELINE_SOURCE_DIR) + "/knowledge";
    const auto lexicon = Read(folder + "/lexicon.tsv"), tags = Read(folder + "/tags.tsv");
    const Table tag_table = Need(Table::Parse("tags.tsv", tags));
    Sections sections;
    sections.emplace_back("lexicon", Need(Lexicon::Compile(Need(Table::Parse("lexicon.tsv", lexicon)), tag_table)));
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      const std::string name = entry.path().lexically_relative(folder).generic_string();
      if (entry.is_regular_file() && name.ends_with(".weights")) sections.emplace_back(name, Read(entry.path().string()));
      if (!entry.is_regular_file() || !name.ends_with(".tsv") || name == "lexicon.tsv") continue;
      sections.emplace_back("table:" + name, Read(entry.path().string()));
    }
    container_ = Need(Container::FromBytes(BuildContainer(sections)));
    vocabulary_ = Vocabulary(Need(Lexicon::Open(container_.Section("lexicon"))));
    splitter_ = std::make_unique<Splitter>(Need(Splitter::Load(container_, vocabulary_)));
    language_ = std::make_unique<LanguageAnalyzer>(Need(LanguageAnalyzer::Load(TestModel(), vocabulary_)));
    parties_ = std::make_unique<PartyFinder>(Need(PartyFinder::Load(container_, vocabulary_)));
  }

  /// Fills `doc` up to its parties; quantities and places stay empty.
  void Analyze(std::string text, Document& doc, int32_t day = TimeMention::kNoDay) const {
    doc.Clear();
    doc.published_day = day;
    doc.clean = std::move(text);
    splitter_->Split(doc);
    LanguageAnalyzer::Workspace workspace(*language_);
    language_->Analyze(doc, workspace);
    parties_->Find(doc);
  }

  const Container& container() const { return container_; }
  Vocabulary& vocabulary() { return vocabulary_; }
  const PartyFinder& parties() const { return *parties_; }

  template <class T>
  static T Need(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().Message());
    return std::move(*result);
  }

 private:
  static std::string Read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream out;
    out << file.rdbuf();
    return out.str();
  }

  Container container_;
  Vocabulary vocabulary_;
  std::unique_ptr<Splitter> splitter_;
  std::unique_ptr<LanguageAnalyzer> language_;
  std::unique_ptr<PartyFinder> parties_;
};

}  // namespace dateline
