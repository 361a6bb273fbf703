// Who fills which slot: a log-linear choice for every mention of the sentence - and for places said just before - among the slots of the record and none
// (knowledge/slot-weights.tsv, learned by train/records). What the frame's own positions say is one feature of it.
#pragma once

#include <array>
#include <vector>

#include "base/container.h"
#include "records/draft.h"
#include "records/place_memory.h"
#include "records/slot_filler.h"
#include "records/weights.h"

namespace dateline {

class SlotModel {
 public:
  static constexpr std::string_view kSection = "weights of slots";
  static constexpr std::string_view kTable = "slot-weights.tsv";
  enum Class : uint8_t { kNoSlot, kActor, kRecipient, kPeople, kOrigin, kDestination, kVia, kPlace, kTime, kFacilitator, kHolder, kPrevious };
  static constexpr size_t kClasses = 12;
  static constexpr std::array<std::string_view, kClasses> kNames = {"none", "actor", "recipient", "people", "origin", "destination", "via", "place", "time", "facilitator", "holder", "previous"};

  static Result<SlotModel> Load(const Container& knowledge);

  /// A mention that may fill a slot.
  struct Filler {
    FillerTable table = FillerTable::kParty;
    uint32_t row = 0, head = 0;
    TokenRange tokens;
    Class by_rule = kNoSlot, chosen = kNoSlot;
    float probability = 0, rule_probability = 0;  ///< of `chosen`, of `by_rule`
    uint16_t carried = 0;  ///< why it is weighed though it stands in another sentence (bits of Carry); 0: it stands in this one
  };
  struct Workspace {
    std::vector<Filler> fillers;
    std::vector<uint32_t> counts;
    uint32_t sentence = UINT32_MAX;
    size_t in_sentence = 0;              ///< fillers that every draft of the sentence shares
    bool names_place = false;            ///< the sentence names a place of its own
    PlaceMemory places;                  ///< of the sentences before
    PartyId last_actor, last_recipient;  ///< of the record before
  };
  void BeginReport(const Document& doc, Workspace& workspace) const;
  /// Gives every slot that the model rules its filler. Needs the rule-filled draft; may append parties.
  void Fill(const SentenceContext& context, const SlotFiller& rules, Draft& draft, Workspace& workspace) const;
  /// Says which record was kept, for those behind.
  void Kept(const Document& doc, const Draft& draft, uint32_t sentence, Workspace& workspace) const;

 private:
  struct View;
  enum Carry : uint16_t { kLast = 1, kLead = 2, kMain = 4, kCountry = 8, kLastActor = 16, kLastRecipient = 32, kRule = 64, kSameType = 128, kRecent = 256 };
  void Gather(const SentenceContext& context, const Draft& draft, Workspace& workspace) const;
  void Weigh(const View& view, const Filler& filler, FeatureSum& sum) const;
  void WeighMention(const View& view, const Filler& filler, FeatureSum& sum) const;
  void WeighTree(const View& view, const Filler& filler, FeatureSum& sum) const;
  void WeighCarried(const View& view, const Filler& filler, FeatureSum& sum) const;
  void WeighCarriedPlace(const View& view, const Filler& filler, FeatureSum& sum) const;
  /// Takes from the draft what the rules gave and the model doubts.
  void Doubt(Draft& draft, const Workspace& workspace, uint32_t& filled) const;
  void Put(const SentenceContext& context, const SlotFiller& rules, Draft& draft, Workspace& workspace) const;
  bool Rules(Class slot) const { return least_[slot] <= 1; }
  /// `filled`: the slots that the frame filled (bits of Class).
  bool Takes(const Filler& filler, uint32_t filled) const {
    const float least = least_[filler.chosen], carried = least_carried_[filler.chosen];
    if (Rules(filler.chosen)) return filler.probability >= (filler.carried != 0 && carried > 0 ? carried : least);
    return (filled & (1u << filler.chosen)) == 0 && filler.probability >= (filler.carried != 0 && carried > 0 ? carried : least - 1);
  }

  FeatureWeights weights_;
  std::array<float, kClasses> least_carried_{};  ///< what a mention of the sentences before must reach; 0: the same
  std::array<float, kClasses> doubt_{};  ///< what the probability of an actor or recipient that rules gave must reach
  std::array<float, kClasses> least_{};  ///< what a filler's probability must reach; 1 more: where the frame has filled it that stands
};

}  // namespace dateline
