// The language stage: sentences, tags, lemmas, trees, names and chunks of a document that has tokens and the sentences of the rules (text/splitter.h).
#pragma once

#include "dateline/document.h"
#include "dateline/result.h"
#include "language/chunker.h"
#include "language/model.h"
#include "language/network.h"
#include "text/lexicon.h"

namespace dateline {

/// Shared by all threads; what a thread needs for itself is a Workspace.
class LanguageAnalyzer {
 public:
  class Workspace {
   public:
    explicit Workspace(const LanguageAnalyzer& analyzer, const Kernels& kernels = BestKernels()) : run_(analyzer.model_->network(), kernels, analyzer.second_ == nullptr ? nullptr : &analyzer.second_->network()) {}

   private:
    friend class LanguageAnalyzer;
    NetworkRun run_;
    std::vector<std::string_view> forms_;
    std::vector<uint8_t> weak_;
    std::string lower_;
  };

  /// How much is wanted.
  enum class Depth : uint8_t { kTags, kTrees, kNames };

  /// `model` and `vocabulary` must outlive the analyzer; the tables loaded after this one may add words to the vocabulary.
  /// `second`: a model whose network reads along (NetworkRun); null: one network.
  static Result<LanguageAnalyzer> Load(const Model& model, Vocabulary& vocabulary, const Model* second = nullptr);

  /// Decides anew where sentences begin, then analyses them. O(tokens); no allocation once `doc` and `workspace` are warm.
  void Analyze(Document& doc, Workspace& workspace) const;
  /// The same for sentences and words that are given (trees from elsewhere, gold words). `depth` leaves out later parts.
  void AnalyzeGiven(Document& doc, Workspace& workspace, Depth depth = Depth::kNames) const;
  /// The same two without what Finish adds: tags, lemma forms, trees and names alone, which need no vocabulary.
  void Parse(Document& doc, Workspace& workspace, Depth depth = Depth::kNames) const;
  void ParseGiven(Document& doc, Workspace& workspace, Depth depth = Depth::kNames) const;
  /// Words, lemma numbers and chunks for a document whose tags, lemma forms and heads are given.
  void Finish(Document& doc, Workspace& workspace) const;

 private:
  static void ReadNominals(Document& doc);
  void Lemmatize(Document& doc, Workspace& workspace) const;

  const Model *model_ = nullptr, *second_ = nullptr;
  const Vocabulary* vocabulary_ = nullptr;
  Chunker chunker_;
};

}  // namespace dateline
