// Polarity, certainty and time of a record, from the words around its trigger (knowledge/stance.tsv).
#pragma once

#include <vector>

#include "base/container.h"
#include "language/pattern.h"
#include "records/draft.h"

namespace dateline {

class StanceRules {
 public:
  static Result<StanceRules> Load(const Container& knowledge, Vocabulary& vocabulary);
  /// Finds the stance words of the sentence; call once, then Apply for each draft.
  void Find(const SentenceContext& context, PatternSet::Workspace& workspace, std::vector<PatternMatch>& found) const;
  void Apply(const SentenceContext& context, const std::vector<PatternMatch>& found, Draft& draft) const;

 private:
  enum class Scope : uint8_t { kAfter, kGoverns, kBefore, kNoun, kGroup };
  struct Rule {
    Scope scope = Scope::kAfter;
    bool sets_polarity = false, sets_certainty = false, sets_time = false;
    Certainty certainty = Certainty::kAsserted;
    Tense time = Tense::kPast;
  };
  bool Reaches(const SentenceContext& context, const Rule& rule, const PatternMatch& match, const Draft& draft) const;

  PatternSet patterns_;
  std::vector<Rule> rules_;
};

}  // namespace dateline
