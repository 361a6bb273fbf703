// Polarity, certainty and time of a record, from the words that its trigger stands under in the tree (knowledge/stance.tsv).
#pragma once

#include <vector>

#include "base/container.h"
#include "language/pattern.h"
#include "records/draft.h"
#include "records/weights.h"

namespace dateline {

/// A row of the table that reaches a trigger.
struct StanceHit {
  uint32_t row = 0;      ///< StanceRules::name
  uint32_t links = 0;    ///< how far up it stands
  bool decides = false;  ///< no other word stood nearer
};

class StanceRules {
 public:
  static Result<StanceRules> Load(const Container& knowledge, Vocabulary& vocabulary);
  /// Finds the stance words of the sentence; call once, then Apply for each draft.
  void Find(const SentenceContext& context, PatternSet::Workspace& workspace, std::vector<PatternMatch>& found) const;
  /// Walks from the trigger to the root of its sentence; of each fact the word nearest to the trigger decides.
  /// `hits`: where to write down the rows that reach it.
  void Apply(const SentenceContext& context, const std::vector<PatternMatch>& found, Draft& draft, std::vector<StanceHit>* hits = nullptr) const;
  /// "The claim could not be verified": makes what was claimed just before doubtful, from record `first` of the document on.
  void ApplyToClaims(Document& doc, const std::vector<PatternMatch>& found, uint32_t first) const;
  /// The id of a row.
  const NamePart& name(uint32_t row) const { return rules_[row].name; }
  /// The token of `tokens` that governs the others.
  static uint32_t HeadOf(const Document& doc, TokenRange tokens);

 private:
  /// Where the word of a rule stands seen from the trigger (docs/records.md).
  enum class Scope : uint8_t { kGroup, kNoun, kArgument, kAdverb, kMark, kInfinitive, kGoverns, kClause, kClaim, kKnown, kLink };
  struct Rule {
    NamePart name;  ///< id of the row
    Scope scope = Scope::kGroup;
    bool sets_polarity = false, sets_certainty = false, sets_time = false;
    bool is_plain = false;      ///< "managed to": what hangs on it happened
    bool is_attempt = false;    ///< "tried to": an act all the same, but no place is taken and nobody arrives by it
    bool in_present = false;    ///< speaks only of a clause in the present tense
    bool is_reported = false;   ///< "would": future in reported speech, else hypothetical
    Certainty certainty = Certainty::kAsserted;
    Tense time = Tense::kPast;
  };
  struct Walk;
  static bool ReadEffect(std::string_view effect, Rule& rule);
  void Within(Walk& walk) const;
  void Local(Walk& walk) const;
  bool Climb(Walk& walk) const;
  void Govern(Walk& walk, uint32_t parent, Deprel relation) const;
  void Take(Walk& walk, const PatternMatch& match, const Rule& rule) const;
  bool IsClausal(const Walk& walk, uint32_t node, Deprel relation) const;
  bool IsPresent(const Walk& walk) const;
  bool IsLinked(const Walk& walk, uint32_t node) const;

  PatternSet patterns_;
  std::vector<Rule> rules_;
};

}  // namespace dateline
