// Where sentences begin, learned: the rules of src/text/ cut where a stop allows it, and this model decides anew for every gap between two tokens of a
// paragraph. It finds what rules cannot: sentences without a stop, after a heading, a signature or a smiley, and stops that end nothing.
//
// Section, little-endian:
//   header    "DLSENT1\n" | u32 slot bits | u32 suffix bits | u32 weight bits | i32 threshold | 40 bytes 0
//   words     u32 << slot bits, suffixes u16 << suffix bits (HabitTable), weights 4 << weight bits bytes (WeightTable)
#pragma once

#include <cstdint>
#include <string_view>

#include "dateline/document.h"
#include "dateline/result.h"
#include "language/sentence_features.h"

namespace dateline {

class SentenceModel {
 public:
  static constexpr uint32_t kLongest = 512;  ///< tokens of a sentence, as with the rules

  /// Checks `section` and views it: it must outlive the model.
  static Result<SentenceModel> Load(std::string_view section);

  /// Decides anew where the sentences of each paragraph (sentences with one `paragraph`) begin; doc.tokens and doc.sentences as Splitter leaves them. Sets
  /// doc.sentences and kSentenceStart of doc.tokens.shape. O(tokens), the same on every machine; no allocation once `doc` is warm.
  void Resplit(Document& doc) const;

 private:
  void ResplitParagraph(TokenRange tokens, Sentence like, bool sloppy, Document& doc) const;

  HabitTable habits_;
  WeightTable weights_;
  int32_t threshold_ = 0;
};

/// The section's header, for those who write one.
inline constexpr std::string_view kSentenceMagic = "DLSENT1\n";
inline constexpr uint32_t kSentenceHeader = 64;

/// Whether some sentence of the paragraph, as the rules cut it, begins with a small letter: its writer does not keep to capitals.
bool IsSloppy(const Document& doc, uint32_t first_sentence, uint32_t last_sentence);

}  // namespace dateline
