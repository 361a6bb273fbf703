// The real gazetteer, lexicon and language model, compiled once for the tests of places.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/container.h"
#include "base/mapped_file.h"
#include "language/analyzer.h"
#include "language/test_model.h"
#include "mentions/gazetteer.h"
#include "mentions/places.h"
#include "mentions/quantities.h"
#include "text/splitter.h"

namespace dateline {

class PlacesWorld {
 public:
  static const PlacesWorld& Get() {
    static const PlacesWorld world;
    return world;
  }

  /// The report `text` with its places.
  Document Read(const std::string& text, bool tagged = true, const std::string& dateline = {}) const {
    Document doc = Prepare(text, tagged, dateline);
    places_->Find(doc);
    return doc;
  }
  /// The report with these spans as its places.
  Document ReadGiven(const std::string& text, const std::vector<Span>& spans) const {
    Document doc = Prepare(text, true, {});
    places_->FindGiven(doc, spans);
    return doc;
  }
  /// The same before places are looked for.
  Document Prepare(const std::string& text, bool tagged, const std::string& dateline) const {
    Document doc;
    doc.clean = text;
    doc.report.dateline = dateline;
    Prepare(doc, tagged);
    return doc;
  }
  void Prepare(Document& doc, bool tagged) const {
    splitter_->Split(doc);
    LanguageAnalyzer::Workspace workspace(*language_);
    if (!tagged) return;
    language_->Analyze(doc, workspace);
    quantities_->Find(doc);
  }
  /// The places of a report that has only its text and parts.
  void Find(Document& doc) const {
    Prepare(doc, true);
    places_->Find(doc);
  }
  const PlaceFinder& places() const { return *places_; }
  const std::string& section() const { return section_; }
  const Container& container() const { return container_; }

 private:
  PlacesWorld() {
    const std::filesystem::path folder = std::filesystem::path(DATELINE_SOURCE_DIR) / "knowledge";
    std::map<std::string, std::string> files;
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
      if (file.is_regular_file()) files[file.path().lexically_relative(folder).generic_string()] = *ReadFile(file.path().string());
    }
    const Table tags = *Table::Parse("tags.tsv", files["tags.tsv"]);
    section_ = *CompileGazetteer(files);
    Sections sections = {{"gazetteer", section_},
                         {"lexicon", *Lexicon::Compile(*Table::Parse("lexicon.tsv", files["lexicon.tsv"]), tags)}};
    for (const auto& [name, bytes] : files) {
      if (name.ends_with(".tsv") && name != "lexicon.tsv") sections.emplace_back("table:" + name, bytes);
    }
    auto container = Container::FromBytes(BuildContainer(sections));
    container_ = std::move(*container);
    vocabulary_ = Vocabulary(*Lexicon::Open(container_.Section("lexicon")));
    splitter_.emplace(*Splitter::Load(container_, vocabulary_));
    language_.emplace(*LanguageAnalyzer::Load(TestModel(), vocabulary_));
    quantities_.emplace(*QuantityFinder::Load(container_, vocabulary_));
    places_.emplace(*PlaceFinder::Load(container_, vocabulary_));
  }

  std::string section_;
  Container container_;
  Vocabulary vocabulary_;
  std::optional<Splitter> splitter_;
  std::optional<LanguageAnalyzer> language_;
  std::optional<QuantityFinder> quantities_;
  std::optional<PlaceFinder> places_;
};

}  // namespace dateline
