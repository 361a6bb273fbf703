// Record or not: the probability that a draft is a record of the codebook, by a log-linear model over named features of its words, its tree, its frame and its slots
// (knowledge/record-weights.tsv, learned by train/records from hand-coded reports).
#pragma once

#include <array>
#include <bitset>
#include <vector>

#include "base/container.h"
#include "records/draft.h"
#include "records/scope.h"
#include "records/weights.h"

namespace dateline {

class RecordModel {
 public:
  static constexpr std::string_view kSection = "weights of records";
  static constexpr std::string_view kTable = "record-weights.tsv";

  static Result<RecordModel> Load(const Container& knowledge);

  /// Scratch of one thread: what features ask of the report, the sentence and its tree.
  struct Workspace {
    uint32_t topic = 0, title_topic = 0;       ///< words of armed force: per report in steps, in the title
    bool on_topic = false;
    bool all_violence = false;  ///< --scope all-violence
    ScopeRules::Homes report_homes, sentence_homes;  ///< where their words are at home
    bool frames_only = false;                  ///< weights are left aside: each frame's own `sure` and conditions decide
    uint32_t armed = 0, sentence_bucket = 0;   ///< words of armed force in the sentence; where it stands
    uint32_t begin = 0;
    bool has_number = false, has_place = false, has_time = false, has_quote = false;
    std::bitset<8192> said_lemmas;             ///< hashes of trigger lemmas of earlier sentences
    std::vector<uint32_t> draft_at;            ///< by token of the sentence
    std::vector<uint64_t> lemmas;              ///< triggers of this sentence, said from the next one on
  };
  /// `all_violence`: judge the report as if it were on a conflict.
  void BeginReport(const Document& doc, const ScopeRules& scope, bool all_violence, Workspace& workspace) const;
  void BeginSentence(const SentenceContext& context, const ScopeRules& scope, Workspace& workspace) const;
  /// Tells which drafts stand beside each other in the sentence; `drafts` that were dropped are none.
  void Place(const SentenceContext& context, const std::vector<Draft>& drafts, Workspace& workspace) const;
  void EndSentence(Workspace& workspace) const;

  /// The probability that `draft` is a record. `drafts`: those that Place was told of; null while one is chosen among rivals.
  float Probability(const SentenceContext& context, const Draft& draft, const std::vector<Draft>* drafts, Workspace& workspace, std::vector<WeighedFeature>* trace = nullptr) const;
  /// The probability from which a record of this kind stays.
  float threshold(RecordKind kind) const { return thresholds_[static_cast<size_t>(kind)]; }
  /// The one for a record out of scope in a report that is near to conflict.
  float near_threshold() const { return near_threshold_; }
  /// The one for events where violence of any kind is asked for: what was learned goes by the scope of conflict, and holds the deeds of private life for less likely.
  float violence_threshold() const { return violence_threshold_; }

 private:
  void Words(const SentenceContext& context, const Draft& draft, Workspace& workspace, FeatureSum& sum) const;
  void Tree(const SentenceContext& context, const Draft& draft, FeatureSum& sum) const;
  void Slots(const SentenceContext& context, const Draft& draft, FeatureSum& sum) const;
  void Surroundings(const SentenceContext& context, const Draft& draft, const Workspace& workspace, FeatureSum& sum) const;
  void Widened(const SentenceContext& context, const Draft& draft, FeatureSum& features) const;
  void Neighbours(const SentenceContext& context, const Draft& draft, const std::vector<Draft>& drafts, const Workspace& workspace, FeatureSum& sum) const;
  void Statement(const SentenceContext& context, const Draft& draft, const Workspace& workspace, FeatureSum& sum) const;

  FeatureWeights weights_;
  float near_threshold_ = 2;  // without a row: never
  float violence_threshold_ = 0.5f;
  std::array<float, 5> thresholds_ = {0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
  double slope_ = 1, shift_ = 0;  ///< calibration
};

/// What a party is, in a word: its first sector, or "person", "people", "thing", "pronoun".
NamePart PartyClass(const Document& doc, PartyId id);
/// What a source is, in a word.
NamePart SourceClass(SourceType type);

}  // namespace dateline
