// What the rows of knowledge/stance.tsv come to: the time of a record by a log-linear choice over the rows that reach its trigger and what stands around it in the
// tree; and whether it is the speaker's word or the report's own, where it stands in what somebody says (knowledge/stance-weights.tsv, learned by train/records).
#pragma once

#include <array>
#include <span>
#include <vector>

#include "base/container.h"
#include "records/draft.h"
#include "records/stance.h"
#include "records/weights.h"

namespace dateline {

class StanceModel {
 public:
  static constexpr std::string_view kSection = "weights of stance";
  static constexpr std::string_view kTable = "stance-weights.tsv";
  static constexpr size_t kClasses = 5;
  static constexpr std::array<std::string_view, kClasses> kNames = {"past", "future", "hypothetical", "own", "said"};
  /// The classes of one choice; the first of them is what holds where nothing is said.
  struct Choice {
    std::string_view name;
    size_t first, last;
  };
  static constexpr std::array<Choice, 2> kChoices = {{{"time", 0, 3}, {"voice", 3, 5}}};

  static Result<StanceModel> Load(const Container& knowledge);

  /// Decides time and speaker of a draft that the rules have read. `found`: the rows of stance.tsv in the sentence. `drafts`, `draft_at`: what else the sentence tells, by
  /// token. Polarity and certainty are the rules' own; without weights all is.
  void Decide(const SentenceContext& context, const StanceRules& rules, const std::vector<PatternMatch>& found, const std::vector<Draft>& drafts, std::span<const uint32_t> draft_at,
              std::vector<StanceHit>& hits, Draft& draft) const;

 private:
  struct View;
  void WeighRules(const View& view, FeatureSum& sum) const;
  void WeighTrigger(const View& view, FeatureSum& sum) const;
  void WeighTree(const View& view, FeatureSum& sum) const;
  void WeighVoice(const View& view, FeatureSum& sum) const;
  void Put(const std::array<float, kClasses>& shares, AttributionId speaker, Draft& draft) const;

  FeatureWeights weights_;
  std::array<float, kClasses> least_{};
};

/// Who may be said to say what stands at `trigger`: an attribution of speech, else, unless `speech`, of an attitude. Who accuses, asks or promises by the trigger itself is
/// its actor already.
AttributionId SpeakerOf(const Document& doc, Span trigger, bool speech);

}  // namespace dateline
