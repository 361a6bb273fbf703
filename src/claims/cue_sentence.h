// One sentence as the attribution model sees it: its tree from above, quotation marks, who stands where; and the features of a cue and of the words around it.
// The trainer asks for the same features, so that what was learned is what is used.
#pragma once

#include <cstdint>
#include <vector>

#include "claims/quotes.h"
#include "dateline/document.h"

namespace dateline {

/// Places are tokens counted from the start of the sentence.
class CueSentence {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;
  static constexpr uint32_t kLongest = 400;  ///< a sentence beyond it is no sentence, and is not read

  /// Reads a sentence; `quotations` are those of the whole document. False: too long, or empty.
  bool Read(const Document& doc, uint32_t sentence, const std::vector<Quotation>& quotations);
  uint32_t size() const { return size_; }
  uint32_t begin() const { return begin_; }

  /// Lemma and part of speech of a word, for AttributionModel::Seen.
  uint32_t SeenHash(uint32_t i) const;
  /// True when i may head a cue: any verb, and other words that often do.
  bool IsCandidate(uint32_t i, bool seen_often) const { return upos(i) == Upos::kVerb || seen_often; }
  /// Features of "i heads a cue", appended to `out`.
  void CueFeatures(uint32_t i, std::vector<uint32_t>& out) const;
  /// Looks at the sentence from a cue with this head; LabelFeatures and EdgeFeatures then speak of it.
  void StandAt(uint32_t head);
  /// Features of token i as part of source, cue or content.
  void LabelFeatures(uint32_t i, std::vector<uint32_t>& out) const;
  /// Features of the gap before token i (0 to size).
  void EdgeFeatures(uint32_t i, std::vector<uint32_t>& out) const;

  Upos upos(uint32_t i) const { return doc_->tokens.upos[begin_ + i]; }
  Deprel deprel(uint32_t i) const { return doc_->tokens.deprel[begin_ + i]; }
  uint32_t head(uint32_t i) const { return head_[i]; }
  uint32_t left(uint32_t i) const { return left_[i]; }    ///< first token under i
  uint32_t right(uint32_t i) const { return right_[i]; }  ///< last token under i
  uint32_t depth(uint32_t i) const { return depth_[i]; }

 private:
  void ReadTree();
  void ReadQuotes(const std::vector<Quotation>& quotations);
  void ReadPeople();
  uint32_t Form(uint32_t i) const { return i < size_ ? form_[i] : 1; }
  uint32_t Tag(uint32_t i) const { return i < size_ ? static_cast<uint32_t>(upos(i)) + 1 : 0; }
  uint32_t Relation(uint32_t i) const { return i < size_ ? static_cast<uint32_t>(deprel(i)) + 1 : 0; }
  uint32_t Case(uint32_t i) const;
  uint32_t Region(uint32_t i) const { return i < size_ ? region_[i] : 7; }
  uint32_t Begins(uint32_t i) const;
  uint32_t Ends(uint32_t i) const;

  const Document* doc_ = nullptr;
  uint32_t begin_ = 0, size_ = 0, cue_ = 0, cue_mask_ = 0;
  bool any_quote_ = false;
  uint32_t role_ = 0;
  std::vector<uint32_t> form_, lemma_;                  ///< hashes of the text
  std::vector<uint32_t> head_, left_, right_, depth_;
  std::vector<uint32_t> first_child_, next_sibling_;
  std::vector<uint32_t> order_;                         ///< tokens, parents before children
  std::vector<uint8_t> quote_;                          ///< 0 none, 1 a word or two, 2 speech
  std::vector<uint8_t> person_;                         ///< who stands there
  std::vector<uint8_t> way_;                            ///< from the cue: 1 on the way up to the root
  std::vector<uint32_t> below_;                         ///< from the cue: per step up, the relation that the way came by
  std::vector<uint8_t> up_;                             ///< from the cue: steps up to where the branch hangs
  std::vector<uint32_t> top_;                           ///< from the cue: first token of the branch, from above
  std::vector<uint32_t> region_;                        ///< hash of the way from the cue
};

}  // namespace dateline
