// The record stage: triggers by pattern, slots by grammar, one record a happening, each with its speaker and stance.
#pragma once

#include <vector>

#include "base/container.h"
#include "dateline/document.h"
#include "records/confidence.h"
#include "records/draft.h"
#include "records/frames.h"
#include "records/merge.h"
#include "records/placing.h"
#include "records/scope.h"
#include "records/slot_filler.h"
#include "records/stance.h"
#include "records/statements.h"

namespace dateline {

class RecordFinder {
 public:
  static Result<RecordFinder> Load(const Container& knowledge, Vocabulary& vocabulary);

  /// Scratch of one thread.
  struct Workspace {
    MentionIndex index;
    PatternSet::Workspace patterns, stance;
    std::vector<PatternMatch> matches, hedges;
    Clauses clauses;
    SyntaxTree tree;
    SlotScratch slots;
    std::vector<Draft> drafts;
    uint32_t ordered_parties = 0;
    bool on_topic = false;
  };

  /// Appends the records of every sentence to doc.records, in the order of their triggers. Needs all mentions and attributions.
  void Find(Document& doc, Workspace& workspace) const;
  const FrameSet& frames() const { return frames_; }

 private:
  void FindSentence(Document& doc, uint32_t sentence, Workspace& workspace) const;
  void DraftAll(const SentenceContext& context, Workspace& workspace) const;
  bool MakeDraft(const SentenceContext& context, const PatternMatch& match, Draft& draft) const;
  void Finish(const SentenceContext& context, Draft& draft) const;

  FrameSet frames_;
  SlotFiller filler_;
  Placing placing_;
  StanceRules stance_;
  MergeRules merge_;
  ScopeRules scope_;
  ConfidenceModel confidence_;
  ArgumentRules arguments_;
  GrammarWords words_;
};

}  // namespace dateline
