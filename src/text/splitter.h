// Sentences: paragraphs are cut into tokens, and the stops among them are weighed by what stands before and after.
#pragma once

#include "base/container.h"
#include "dateline/document.h"
#include "dateline/result.h"
#include "text/lexicon.h"
#include "text/tokenizer.h"

namespace dateline {

class Splitter {
 public:
  /// Reads the tables of Tokenizer. The vocabulary is not kept.
  static Result<Splitter> Load(const Container& knowledge, Vocabulary& vocabulary);

  /// Fills doc.tokens (begin, end, shape) and doc.sentences from doc.clean and doc.clean_parts (without parts: all is body). Every "\n" ends a paragraph, every
  /// paragraph a sentence. Every byte that is no white space lies in one token; a sentence has at most 512 tokens. O(bytes); one allocation a
  /// document once warm.
  void Split(Document& doc) const;

 private:
  void SplitParagraph(Span span, PartRole role, uint32_t paragraph, std::vector<Stop>& stops, Document& doc) const;
  uint32_t SentenceEnd(const Document& doc, const Stop& stop, uint32_t begin, uint32_t end) const;
  bool EndsHere(const Document& doc, const Stop& stop, uint32_t begin, uint32_t next, uint32_t end) const;
  bool GoesOnWithSpeaker(const Document& doc, uint32_t next, uint32_t end) const;

  Tokenizer tokenizer_;
};

}  // namespace dateline
