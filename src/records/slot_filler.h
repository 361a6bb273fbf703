// Fills the slots of a draft from the shallow reading of its sentence, by the positions its frame names.
#pragma once

#include <vector>

#include "records/draft.h"

namespace dateline {

class SlotFiller {
 public:
  static Result<SlotFiller> Load(Vocabulary& vocabulary);

  /// Fills `draft` and says whether the conditions of its frame hold. May append parties to the document (modifiers such as "Turkish" in "Turkish attack").
  bool Fill(const SentenceContext& context, Draft& draft) const;

 private:
  using Chunks = std::vector<uint32_t>;
  /// The noun chunks that stand at `position` of the trigger: by the tree, else by the order of the chunks.
  const Chunks& ChunksAt(const SentenceContext& context, const Draft& draft, Position position, WordId preposition) const;
  bool ChunksByTree(const SentenceContext& context, const Draft& draft, Position position, WordId preposition) const;
  uint32_t RawChunkFor(const SentenceContext& context, const Draft& draft, Position position, WordId preposition) const;
  bool IsBareNumber(const SentenceContext& context, uint32_t chunk) const;
  bool IsPeopleName(const SentenceContext& context, uint32_t token) const;
  uint32_t ChunkBehind(const SentenceContext& context, const Draft& draft, WordId preposition) const;
  void Put(const SentenceContext& context, Draft& draft, Slot slot, const Chunks& chunks) const;
  void PutParties(const SentenceContext& context, Draft& draft, Slot slot, const Chunks& chunks) const;
  bool PutPlaces(const SentenceContext& context, Draft& draft, Slot slot, const Chunks& chunks) const;
  void PutNumber(const SentenceContext& context, Draft& draft, Slot slot, const Chunks& chunks) const;
  void PutCapture(const SentenceContext& context, Draft& draft, Slot slot, TokenRange tokens) const;
  bool Passes(const SentenceContext& context, const Draft& draft, const Frame::Condition& condition) const;
  bool ChunksPass(const SentenceContext& context, const Chunks& chunks, Filter filter, Position position) const;
  PartyId PartyOf(const SentenceContext& context, uint32_t chunk, bool make) const;
  PartyId OwnerOf(const SentenceContext& context, const Draft& draft) const;
  PartyId ModifierParty(const SentenceContext& context, uint32_t chunk) const;
  PlaceId PlaceIn(const SentenceContext& context, TokenRange tokens) const;
  void FillFromSubject(const SentenceContext& context, Draft& draft) const;

  WordId out_of_, out_, of_, by_, on_, against_, at_, the_, a_, an_, this_, that_, these_, those_, its_, their_, his_, her_;
  std::vector<WordId> some_;
};

/// The figure a chunk gives for its people: a number in it or just before it; one for a single person. False when it gives none.
bool CountOf(const SentenceContext& context, uint32_t chunk, Estimate& out);

}  // namespace dateline
