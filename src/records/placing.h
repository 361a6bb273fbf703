// Where and when a happening took place, as far as its frame did not say: the place and the time that hang nearest to the trigger in the tree, and a place that
// the sentences before have left standing.
#pragma once

#include "records/draft.h"

namespace dateline {

class Placing {
 public:
  static Result<Placing> Load(Vocabulary& vocabulary);

  /// Attaches place, time and direction where they are missing.
  void Attach(const SentenceContext& context, Draft& draft) const;

 private:
  void AttachPlace(const SentenceContext& context, Draft& draft) const;
  void AttachTime(const SentenceContext& context, Draft& draft) const;
  void AttachDirection(const SentenceContext& context, Draft& draft) const;

  WordId of_, into_, to_, from_;
  std::vector<WordId> directions_;
};

}  // namespace dateline
