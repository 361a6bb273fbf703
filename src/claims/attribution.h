// Who says what: cues of knowledge/attribution.tsv, their source and the words they report (after the PolNeAR and PARC annotation of source, cue, content:
// Newell et al., 2018; Pareti, 2012).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/container.h"
#include "claims/quotes.h"
#include "dateline/document.h"
#include "dateline/result.h"
#include "text/lexicon.h"

namespace dateline {

class AttributionFinder {
 public:
  /// Tables: attribution.tsv. The container must outlive the finder.
  static Result<AttributionFinder> Load(const Container& knowledge, Vocabulary& vocabulary);

  /// Appends the attributions of `doc`; needs chunks, places and parties. Content that a cue cuts in two ("A," he said, "B") makes two rows with one cue.
  /// A quotation that goes on without a cue is a row with the cue of the one before. First-person pronouns in direct speech get their speaker as
  /// antecedent. Weak cues (opinions told by a verb: "praised") have confidence below kWeak. O(tokens); allocates only while growing.
  void Find(Document& doc) const;

  static constexpr float kWeak = 0.5f;

 private:
  enum class Kind : uint8_t { kVerb, kPhrase, kMedium, kDocument, kAnonymous };
  enum class Takes : uint8_t { kClause, kTold, kObject, kAny };
  struct Cue {
    Kind kind = Kind::kVerb;
    Takes takes = Takes::kClause;
    bool weak = false;
    std::vector<WordId> rest;  ///< words after the first
    std::string_view text;
  };
  struct Source {
    uint32_t first_chunk = UINT32_MAX, last_chunk = UINT32_MAX;
    TokenRange tokens;  ///< as written, apposition included
    uint32_t head = UINT32_MAX;
    bool after = false;
  };
  struct Workspace;

  const Cue* CueOf(WordId word, Kind kind) const;
  void FindInSentence(Document& doc, uint32_t sentence, Workspace& work) const;
  void ReadVerb(Document& doc, uint32_t sentence, uint32_t chunk, const Cue& cue, Workspace& work) const;
  void ReadPhrase(Document& doc, uint32_t sentence, uint32_t token, const Cue& cue, Workspace& work) const;
  bool ClosesSpeech(const Document& doc, uint32_t token, const Workspace& work) const;
  bool IsSubordinate(const Document& doc, uint32_t sentence, const Source& source) const;
  bool InSpeech(uint32_t token, const Workspace& work) const;
  bool OwnVoice(const Document& doc, const Source& source) const;
  bool ReportsBehind(const Document& doc, uint32_t sentence, uint32_t verb, const Cue& cue, bool quote) const;
  void CarryOn(Document& doc, Workspace& work) const;

  // attribution_source.cc
  Source SourceBefore(const Document& doc, uint32_t sentence, uint32_t verb, int depth) const;
  Source SourceAfter(const Document& doc, uint32_t sentence, uint32_t token, bool phrase) const;
  Source Settle(const Document& doc, uint32_t sentence, Source source) const;
  Source NounAt(const Document& doc, uint32_t sentence, uint32_t chunk) const;
  void Describe(const Document& doc, const Source& source, AttributionMention& row, const Workspace& work) const;
  void NameParts(const Document& doc, const Source& source, AttributionMention& row) const;
  SourceType TypeOf(const Document& doc, const Source& source, const AttributionMention& row) const;
  std::string_view MediumIn(const Document& doc, uint32_t sentence, TokenRange around) const;
  PartyId PartyIn(const Document& doc, const Source& source) const;

  // attribution_content.cc
  uint32_t ContentStart(const Document& doc, uint32_t sentence, uint32_t verb, const Cue& cue, uint32_t end) const;
  uint32_t ContentEnd(const Document& doc, uint32_t sentence, uint32_t start, bool until_comma) const;
  TokenRange Trim(const Document& doc, TokenRange content) const;
  bool LooksLikeClause(const Document& doc, uint32_t start, uint32_t end) const;
  bool BeginsClause(const Document& doc, uint32_t sentence, uint32_t start) const;
  TokenRange WholeQuote(const Document& doc, TokenRange content, const Workspace& work) const;
  bool IsDirect(const Document& doc, TokenRange content, const Workspace& work) const;
  AttributionMention* Push(Document& doc, uint32_t sentence, Span cue, TokenRange content, const Source& source, float confidence, Workspace& work) const;

  bool Is(const Document& doc, uint32_t token, WordId word) const { return doc.tokens.word[token] == word; }

  std::vector<Cue> cues_;
  std::vector<uint32_t> by_word_[5];  ///< per kind: word id -> 1 + first cue
  WordId that_, which_, who_, and_, but_, while_, though_, although_, of_, for_, at_, with_, from_, in_, on_, by_, to_, cite_, whether_, if_, as_, he_, she_, say_, tell_, anonymity_, named_, unnamed_, unidentified_, anonymous_, i_, we_, me_, us_, also_;
  std::vector<WordId> weekdays_;
};

/// The innermost attribution whose content holds `clause`, weak ones left out; invalid where the report speaks itself. O(attributions).
AttributionId AttributionAt(const Document& doc, Span clause);

}  // namespace dateline
