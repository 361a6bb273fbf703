// Who says what: cues of knowledge/attribution.tsv, their source and the words they report (after the PolNeAR and PARC annotation of source, cue, content:
// Newell et al., 2018; Pareti, 2012).
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "base/container.h"
#include "claims/attribution_model.h"
#include "claims/quotes.h"
#include "dateline/document.h"
#include "dateline/result.h"
#include "text/lexicon.h"

namespace dateline {

class AttributionFinder {
 public:
  /// Tables: attribution.tsv, and what was learned: attribution.weights (claims/attribution_model.h). The container must outlive the finder.
  static Result<AttributionFinder> Load(const Container& knowledge, Vocabulary& vocabulary);

  /// Appends the attributions of `doc`; needs trees, chunks, places and parties. Every attribution is found, beliefs, plans and attitudes too; those of speech and
  /// reports, which give records their source, are marked `speech`. Content that a cue cuts in two ("A," he said, "B") makes two rows with one cue. A quotation that
  /// goes on without a cue is a row with the cue of the one before. First-person pronouns in direct speech get their speaker as antecedent. O(tokens); allocates only
  /// while growing.
  void Find(Document& doc) const;

 private:
  enum class Kind : uint8_t { kVerb, kNoun, kPhrase, kMedium, kDocument, kAnonymous, kRelay };
  static constexpr size_t kKinds = 7;
  struct Cue {
    Kind kind = Kind::kVerb;
    bool weak = false;
    bool evidence = false;  ///< said by people and documents only ("shows")
    bool about = true;  ///< what it takes with a preposition is a topic, not a claim ("commented on")
    std::string_view text;
  };
  struct Source {
    uint32_t first_chunk = UINT32_MAX, last_chunk = UINT32_MAX;
    TokenRange tokens;  ///< as written, apposition included
    uint32_t head = UINT32_MAX;
  };
  struct Workspace;

  const Cue* CueOf(WordId word, Kind kind) const;
  void FindInSentence(Document& doc, uint32_t sentence, Workspace& work) const;
  void ReadAround(Document& doc, uint32_t sentence, uint32_t head, float odds, Workspace& work) const;
  void Reach(TokenRange& content, const Workspace& work) const;
  TokenRange MissingSource(const Document& doc, uint32_t head, const Workspace& work) const;
  TokenRange MissingContent(const Document& doc, uint32_t head, TokenRange cue, TokenRange source, const Workspace& work) const;
  bool IsSpeech(const Document& doc, uint32_t head, TokenRange cue, TokenRange content, const AttributionMention& row, bool thing, const Workspace& work) const;
  TokenRange OtherSide(const Document& doc, TokenRange cue, TokenRange source, TokenRange content, const Workspace& work) const;
  bool BehindColon(const Document& doc, const Quotation& q, AttributionMention& row, const Workspace& work) const;
  void ReadBrackets(const Document& doc, uint32_t sentence, Workspace& work) const;
  bool HoldsSpeech(TokenRange content, const Workspace& work) const;
  void Relay(Document& doc, uint32_t sentence, Workspace& work) const;
  bool Cited(const Document& doc, uint32_t sentence, uint32_t verb, AttributionMention& who, const Workspace& work) const;
  void ReadBehind(Document& doc, Workspace& work) const;
  bool Speaks(const Document& doc, uint32_t sentence, size_t rows, const Workspace& work) const;
  void CarryOn(Document& doc, Workspace& work) const;
  void Sort(Document& doc, const Workspace& work) const;
  static bool IsVoice(const Document& doc, const PartyMention& party);
  void LinkSpeakers(Document& doc) const;
  bool IsDirect(const Document& doc, TokenRange content, const Workspace& work) const;
  TokenRange WholeQuote(const Document& doc, uint32_t sentence, TokenRange content, const Workspace& work) const;

  // attribution_source.cc
  Source SourceIn(const Document& doc, uint32_t sentence, TokenRange tokens) const;
  void Describe(const Document& doc, uint32_t sentence, Source source, AttributionMention& row, const Workspace& work) const;
  uint32_t Meant(const Document& doc, uint32_t token) const;
  PartyId PersonIn(const Document& doc, const Source& source, PartyId other) const;
  PartyId LastSpeaker(const Document& doc, uint32_t sentence, WordId pronoun, const Workspace& work) const;
  Span NamedSpan(const Document& doc, uint32_t sentence, const Source& source) const;
  void NameParts(const Document& doc, const Source& source, AttributionMention& row) const;
  SourceType TypeOf(const Document& doc, const Source& source, const AttributionMention& row) const;
  std::string_view MediumIn(const Document& doc, uint32_t sentence, TokenRange around) const;
  PartyId PartyIn(const Document& doc, const Source& source) const;

  bool Is(const Document& doc, uint32_t token, WordId word) const { return doc.tokens.word[token] == word; }

  AttributionModel model_;
  std::vector<Cue> cues_;
  std::vector<uint32_t> by_word_[kKinds];  ///< per kind: word id -> 1 + first cue
  WordId of_, for_, at_, with_, from_, in_, on_, by_, and_, he_, she_, they_, it_, that_, say_, anonymity_, named_, unnamed_, unidentified_, anonymous_, i_, we_, me_, us_;
};

/// The rows of doc.attributions, [first, last), among which all lie that report words between the ends of `words`, and others; so do those whose cue lies there and
/// whose content is near.
std::pair<uint32_t, uint32_t> AttributionsNear(const Document& doc, Span words);

/// The innermost attribution whose content holds `clause`; invalid where the report speaks itself. `speech`: what is said or reported, else attitudes. O(log attributions).
AttributionId AttributionAt(const Document& doc, Span clause, bool speech = true);

/// The attribution whose own cue is `trigger`: of an attack that is told by its being claimed ("Hamas claimed responsibility"). Invalid: none. O(log attributions).
AttributionId ClaimOf(const Document& doc, Span trigger);

}  // namespace dateline
