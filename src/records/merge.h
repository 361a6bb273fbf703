// One record for each distinct happening of a sentence: a verb and a noun for the same happening, or two tolls of one attack, become one draft.
#pragma once

#include <vector>

#include "records/draft.h"

namespace dateline {

class MergeRules {
 public:
  static Result<MergeRules> Load(Vocabulary& vocabulary);
  /// Marks what was merged into another draft as dropped, and what says nothing new as bare.
  void Merge(const SentenceContext& context, std::vector<Draft>& drafts) const;

 private:
  bool InPhrase(const SentenceContext& context, const Draft& verb, const Draft& noun) const;
  void MarkBareReferences(const SentenceContext& context, std::vector<Draft>& drafts) const;
  bool HangsOn(const SentenceContext& context, const Draft& verb, const Draft& noun) const;
  bool IsCause(WordId preposition) const;

  std::vector<WordId> cause_, definite_;
  WordId like_, such_, as_;
};

}  // namespace dateline
