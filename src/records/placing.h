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
  /// Gives happenings without a place the one that the sentences before have left standing, and remembers the last one said.
  void Carry(const SentenceContext& context, std::vector<Draft>& drafts) const;

 private:
  void AttachOrigin(const SentenceContext& context, Draft& draft) const;
  PlaceId PlaceOfCause(const SentenceContext& context, const Draft& draft) const;
  void AddCoordinated(const SentenceContext& context, std::vector<PlaceId>& places) const;
  PlaceId NearestPlace(const SentenceContext& context, const Draft& draft, uint32_t limit) const;
  PlaceId NearestSite(const SentenceContext& context, const Draft& draft, bool named) const;
  bool NamesPlace(const SentenceContext& context) const;
  void AttachTime(const SentenceContext& context, Draft& draft) const;
  void AttachDirection(const SentenceContext& context, Draft& draft) const;

  WordId of_, into_, to_, from_;
  std::vector<WordId> directions_;
};

}  // namespace dateline
