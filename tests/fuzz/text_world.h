// Splitter and language model as the program has them, for targets that read text.
#pragma once

#include <string>
#include <utility>

#include "base/test_tables.h"
#include "language/analyzer.h"
#include "language/test_model.h"
#include "text/splitter.h"

namespace dateline {

class TextWorld {
 public:
  TextWorld() : container_(TestTables({"abbreviations.tsv", "contractions.tsv", "hyphen-prefixes.tsv", "sentence-words.tsv"})), splitter_(Splitter::Load(container_, vocabulary_).value()), analyzer_(LanguageAnalyzer::Load(TestModel(), vocabulary_).value()), workspace_(analyzer_) {}

  /// Words, sentences, tags, trees and names of `text`.
  const Document& Read(std::string_view text) {
    document_.Clear();
    document_.clean = text;
    splitter_.Split(document_);
    analyzer_.Analyze(document_, workspace_);
    return document_;
  }

 private:
  Vocabulary vocabulary_;
  Container container_;
  Splitter splitter_;
  LanguageAnalyzer analyzer_;
  LanguageAnalyzer::Workspace workspace_;
  Document document_;
};

}  // namespace dateline
