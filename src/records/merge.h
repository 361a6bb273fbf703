// One record for each distinct happening of a sentence: a verb and a noun for the same happening, or two tolls of one attack, become one draft.
#pragma once

#include <vector>

#include "base/container.h"
#include "records/draft.h"

namespace dateline {

class MergeRules {
 public:
  /// Reads knowledge/merge.tsv.
  static Result<MergeRules> Load(const Container& knowledge, Vocabulary& vocabulary);
  /// Marks what was merged into another draft as dropped, and what says nothing new as bare.
  void Merge(const SentenceContext& context, std::vector<Draft>& drafts) const;

 private:
  bool JoinNounAndVerb(const SentenceContext& context, Draft& noun, Draft& verb) const;
  bool InPhrase(const SentenceContext& context, const Draft& verb, const Draft& noun) const;
  void MarkBareReferences(const SentenceContext& context, std::vector<Draft>& drafts) const;
  bool HangsOn(const SentenceContext& context, const Draft& verb, const Draft& noun) const;
  bool IsCause(WordId preposition) const;
  uint32_t OutcomeVerb(const SentenceContext& context, const Draft& harm) const;
  bool IsOutcome(const SentenceContext& context, const Draft& noun, const Draft& harm) const;

  std::vector<WordId> cause_, definite_, outcome_;  ///< words that knowledge/merge.tsv explains
  WordId like_, such_, as_;
};

}  // namespace dateline
