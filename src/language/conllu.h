// CoNLL-U, the exchange format of Universal Dependencies (universaldependencies.org/format.html): read whole, kept as it stands, written again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"

namespace dateline {

/// A syntactic word; "_" is kept as "_", but in `misc`, where it is empty.
struct ConlluWord {
  std::string form, lemma, upos, xpos, feats, deprel, misc;
  uint32_t head = 0;        ///< 1-based word of the sentence; 0: root
  bool has_head = true;     ///< false where the column is "_"
  bool space_after = true;  ///< SpaceAfter=No in misc, of the word or of the multiword token it ends
  uint32_t form_at = 0;     ///< where FORM stands in the bytes that were read
};

/// A multiword token: words `first` to `last` (1-based, inclusive) are written as `form`.
struct ConlluRange {
  uint32_t first = 0, last = 0;
  std::string form, misc = {};
};

struct ConlluSentence {
  std::vector<std::string> comments;  ///< without "# "
  std::vector<ConlluWord> words;
  std::vector<ConlluRange> ranges;
  bool new_document = false, new_paragraph = false;
  uint32_t line = 0;  ///< of its first word, 1-based

  /// The value of the comment "key = value"; empty where there is none.
  std::string_view Comment(std::string_view key) const;
  /// The text: the comment "text", else the words put together by their spaces.
  std::string Text() const;
};

/// Reads sentences from `bytes`; empty nodes (8.1) and enhanced dependencies are passed over. An error names `name`, the line (the first is `line`), and what
/// was expected there.
Result<std::vector<ConlluSentence>> ReadConllu(std::string_view bytes, std::string_view name, uint32_t line = 1);
Result<std::vector<ConlluSentence>> ReadConlluFile(const std::string& path);

/// An error where the heads of a sentence go round in a circle. O(words).
Result<void> CheckTrees(const std::vector<ConlluSentence>& sentences, std::string_view name);

/// Appends one sentence, blank line included.
void AppendConllu(const ConlluSentence& sentence, std::string& out);

}  // namespace dateline
