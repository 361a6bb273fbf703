// The record stage: triggers by pattern, slots by grammar, one record a happening, each with its speaker and stance.
#pragma once

#include <vector>

#include "base/container.h"
#include "dateline/document.h"
#include "records/casualties.h"
#include "records/draft.h"
#include "records/frames.h"
#include "records/merge.h"
#include "records/placing.h"
#include "records/record_model.h"
#include "records/scope.h"
#include "records/slot_filler.h"
#include "records/slot_model.h"
#include "records/stance.h"
#include "records/stance_model.h"
#include "records/statements.h"

namespace dateline {

class RecordFinder {
 public:
  static Result<RecordFinder> Load(const Container& knowledge, Vocabulary& vocabulary);

  /// Scratch of one thread.
  struct Workspace {
    MentionIndex index;
    PatternSet::Workspace patterns, stance;
    std::vector<PatternMatch> matches, hedges, idioms;
    Clauses clauses;
    SyntaxTree tree;
    SlotScratch slots;
    std::vector<Draft> drafts, readings;  ///< readings: every frame that matched, before one is chosen for the same words
    std::vector<StanceHit> stance_hits;
    std::vector<Hit> hits;  ///< of the report
    std::vector<uint32_t> order, taken;
    RecordModel::Workspace model;
    SlotModel::Workspace fillers;
    uint32_t ordered_parties = 0;
    bool near_topic = false;  ///< what scope.h says of a report that is not on topic
    bool all_violence = false;  ///< keep what is out of the scope of conflict too (--scope all-violence)
    float min_confidence = -1;  ///< records less likely are left out; below 0: where the model says
  };

  /// Appends the records of every sentence to doc.records, in the order of their triggers. Needs all mentions and attributions.
  void Find(Document& doc, Workspace& workspace) const;
  const FrameSet& frames() const { return frames_; }

 private:
  void FindSentence(Document& doc, uint32_t sentence, Workspace& workspace) const;
  void DropIdioms(Document& doc, TokenRange tokens, Workspace& workspace) const;
  void ReadAll(const SentenceContext& context, Workspace& workspace) const;
  void Choose(const SentenceContext& context, Workspace& workspace) const;
  void Judge(const SentenceContext& context, Workspace& workspace) const;
  uint32_t Trace(Document& doc, const Draft& draft, std::vector<WeighedFeature> features) const;
  bool MakeDraft(const SentenceContext& context, const PatternMatch& match, Draft& draft) const;
  static bool IsOwnWord(const SentenceContext& context, const Draft& draft);
  void Finish(const SentenceContext& context, Draft& draft, std::vector<Hit>& hits) const;

  FrameSet frames_;
  PatternSet idioms_;  ///< turns of speech inside which no frame reads a trigger (knowledge/idioms.tsv)
  SlotFiller filler_;
  Placing placing_;
  StanceRules stance_;
  StanceModel stance_model_;
  MergeRules merge_;
  ScopeRules scope_;
  RecordModel model_;
  SlotModel slots_;
  ArgumentRules arguments_;
  GrammarWords words_;
};

}  // namespace dateline
