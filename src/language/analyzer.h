// The language stage: words, tags, lemmas and chunks of a document that has sentences and tokens.
#pragma once

#include "base/container.h"
#include "dateline/document.h"
#include "dateline/result.h"
#include "language/chunker.h"
#include "language/tagger.h"
#include "text/lexicon.h"

namespace dateline {

class LanguageAnalyzer {
 public:
  /// `vocabulary` must outlive the analyzer; the tables loaded after this one may add words to it.
  static Result<LanguageAnalyzer> Load(const Container& knowledge, Vocabulary& vocabulary);
  void Analyze(Document& doc) const;

 private:
  const Vocabulary* vocabulary_ = nullptr;
  Tagger tagger_;
  Chunker chunker_;
};

}  // namespace dateline
