// Fills the slots of a draft by the positions its frame names: the arguments of its trigger in the dependency tree, and where the tree gives none, the order of the
// chunks (language/clauses.h).
#pragma once

#include <vector>

#include "records/phrases.h"

namespace dateline {

class SlotFiller {
 public:
  static Result<SlotFiller> Load(Vocabulary& vocabulary);

  /// Fills `draft` and counts the conditions of its frame that do not hold. May append parties to the document (modifiers such as "Turkish" in "Turkish attack").
  void Fill(const SentenceContext& context, Draft& draft) const;

  /// The party that a noun chunk names; `make`: a new one where no row of the document is it.
  PartyId PartyOf(const SentenceContext& context, uint32_t chunk, bool make) const;

 private:
  using Phrases = std::vector<Phrase>;

  /// The noun phrases that stand at `position` of the trigger.
  const Phrases& PhrasesAt(const SentenceContext& context, const Draft& draft, Position position, WordId preposition) const;
  bool ByTree(const SentenceContext& context, const Draft& draft, Position position, WordId preposition) const;
  uint32_t ByOrder(const SentenceContext& context, const Draft& draft, Position position, WordId preposition) const;
  uint32_t ObjectByOrder(const SentenceContext& context, const Draft& draft) const;
  uint32_t ChunkBehind(const SentenceContext& context, const Draft& draft, WordId preposition) const;
  void PutCoordinated(const SentenceContext& context, uint32_t chunk, Phrases& out) const;
  bool IsSame(const SentenceContext& context, const Phrase& first, const Phrase& other) const;
  bool CountNames(const SentenceContext& context, const Phrase& phrase, Estimate& out) const;
  static bool HasOwnFate(const SentenceContext& context, Slot slot, const Phrase& phrase);
  static bool IsPartOf(const Document& doc, const Estimate& part, const Estimate& whole);
  static bool IsOther(const SentenceContext& context, PartyId party, const std::vector<PartyId>& others);
  PartyId OwnerOf(const SentenceContext& context, const Draft& draft) const;

  void FillOwner(const SentenceContext& context, Draft& draft, const std::vector<Slot>& slots) const;
  void FillCarried(const SentenceContext& context, Draft& draft) const;
  void FillCounted(const SentenceContext& context, Draft& draft) const;
  void FillFromContent(const SentenceContext& context, Draft& draft) const;
  bool IsElse(const SentenceContext& context, PartyId party, const std::vector<PartyId>& actors) const;
  void FillFromSubject(const SentenceContext& context, Draft& draft) const;
  void Put(const SentenceContext& context, Draft& draft, Slot slot, const Phrases& phrases) const;
  void PutParties(const SentenceContext& context, Draft& draft, Slot slot, const Phrases& phrases) const;
  void PutPlaces(const SentenceContext& context, Draft& draft, Slot slot, const Phrases& phrases) const;
  void PutNumber(const SentenceContext& context, Draft& draft, Slot slot, const Phrases& phrases) const;
  void PutCapture(const SentenceContext& context, Draft& draft, Slot slot, TokenRange tokens) const;
  bool PutFigure(const SentenceContext& context, Draft& draft, Slot slot, TokenRange tokens) const;
  bool Passes(const SentenceContext& context, const Draft& draft, const Frame::Condition& condition) const;
  bool SlotPasses(const SentenceContext& context, const Record& record, const Frame::Condition& condition) const;

  PhraseReader reader_;
  WordId out_of_, out_, of_, by_, on_, against_, to_;
};

}  // namespace dateline
