// Base noun phrases and verb groups from tags (after Abney's chunks, 1991): one pass, no grammar beyond what news needs.
#pragma once

#include "dateline/document.h"
#include "text/lexicon.h"

namespace dateline {

class Chunker {
 public:
  static Result<Chunker> Load(Vocabulary& vocabulary);

  /// Fills doc.chunks and doc.first_chunk; needs tags and lemmas. O(tokens).
  ///
  /// A noun chunk runs from determiner, number, adjective or noun to its last noun ("the three Turkish soldiers"); a possessive 's ends it, so that
  /// "Turkey's incursion" is two chunks; a personal pronoun or a bare number is one by itself. A verb group runs from the first auxiliary to the main verb
  /// ("have not been killed"); "to" begins a new one.
  void Chunk(Document& doc) const;

 private:
  uint32_t NounChunk(const Document& doc, uint32_t token, uint32_t end, struct Chunk& out) const;
  uint32_t VerbGroup(const Document& doc, uint32_t token, uint32_t end, struct Chunk& out) const;

  WordId be_, get_, have_, not_, nt_, never_, will_, ll_, shall_, go_, to_, no_;
  WordId may_, might_, could_, would_, should_, can_, must_, that_, which_, who_, at_;
};

}  // namespace dateline
