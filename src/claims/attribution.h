// Who says what: cues ("said", "according to"), the speaker with role and organization, the content, quoted directly or not.
#pragma once

#include <unordered_set>
#include <vector>

#include "base/container.h"
#include "dateline/document.h"
#include "dateline/result.h"
#include "language/clauses.h"
#include "text/lexicon.h"

namespace dateline {

class AttributionFinder {
 public:
  /// Reads knowledge/attribution.tsv.
  static Result<AttributionFinder> Load(const Container& knowledge, Vocabulary& vocabulary);

  /// Appends the attributions of the document in the order of their cues; a quotation that goes on without a cue keeps its speaker. Needs chunks and parties.
  void Find(Document& doc) const;

 private:
  struct Quote {
    TokenRange tokens;  ///< between the marks
    Span span;
    uint32_t paragraph = 0;
    bool claimed = false;
  };
  struct Cue {
    TokenRange tokens;
    bool weak = false, tell = false, phrase = false;
    uint32_t verb = Clauses::kNone, speaker = Clauses::kNone;
    bool inverted = false;
  };
  using Words = std::unordered_set<uint32_t>;

  void FindQuotes(const Document& doc, std::vector<Quote>& out) const;
  void FindSentence(Document& doc, Clauses& clauses, uint32_t sentence, std::vector<Quote>& quotes) const;
  void FindCues(const Document& doc, const Clauses& clauses, TokenRange tokens, std::vector<Cue>& out) const;
  uint32_t SpeakerOf(const Document& doc, const Clauses& clauses, Cue& cue) const;
  Span ContentOf(const Document& doc, const Clauses& clauses, uint32_t sentence, const Cue& cue) const;
  void Describe(Document& doc, const Clauses& clauses, uint32_t sentence, const Cue& cue, AttributionMention& out) const;
  SourceType TypeOf(const Document& doc, const AttributionMention& mention, uint32_t sentence) const;
  void CarryOn(Document& doc, std::vector<Quote>& quotes) const;
  bool Has(const Words& words, WordId word) const { return word.valid() && words.contains(word.value); }

  Words say_, tell_, weak_, document_, medium_, anonymous_, witness_;
  WordId according_, to_, that_, in_, at_, of_, for_, with_, from_, comma_, on_, by_;
  GrammarWords grammar_;
};

/// The innermost attribution whose content holds `clause`, or an invalid id.
AttributionId AttributionAt(const Document& doc, Span clause);

}  // namespace dateline
