// Text to trees: the language core by itself, without the tables that only records need, so that it starts at once.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/container.h"
#include "dateline/document.h"
#include "dateline/result.h"
#include "engine/model_paths.h"
#include "language/analyzer.h"
#include "language/conllu.h"
#include "language/model.h"
#include "text/cleaner.h"
#include "text/lexicon.h"
#include "text/splitter.h"

namespace dateline {

/// Immutable after Open and shared by all threads; never moves, since its parts point at each other.
class TextParser {
 public:
  using Depth = LanguageAnalyzer::Depth;

  /// Opens what is needed of a knowledge file, and the model. `cleaning`: Clean will be called.
  static Result<std::unique_ptr<const TextParser>> Open(const std::string& knowledge, const ModelPaths& model, bool cleaning);

  /// What one thread needs; keeps its memory.
  class Workspace {
   public:
    explicit Workspace(const TextParser& parser) : language_(*parser.language_) {}

   private:
    friend class TextParser;
    Document doc_;
    LanguageAnalyzer::Workspace language_;
  };

  /// A text as it stands, every line a paragraph. Bytes that are no UTF-8 become U+FFFD, and every kind of white space a blank. The document is valid until the
  /// next call.
  const Document& Text(std::string_view text, Depth depth, Workspace& workspace) const;
  /// A report as the readers give it, cleaned.
  const Document& Clean(Report report, Depth depth, Workspace& workspace) const;
  /// Sentences and words that are given.
  const Document& Given(const std::vector<ConlluSentence>& sentences, Depth depth, Workspace& workspace) const;

 private:
  TextParser() = default;

  Container container_;
  Model model_;
  std::unique_ptr<Model> second_;
  Vocabulary vocabulary_;
  std::unique_ptr<Splitter> splitter_;
  std::unique_ptr<Cleaner> cleaner_;
  std::unique_ptr<LanguageAnalyzer> language_;
};

}  // namespace dateline
