// One report on its way through the engine. Each stage appends a table and never rewrites an earlier column:
//   cleaning -> clean text + offset map | sentences, tokens | tags, lemmas, chunks | mentions | attributions | records.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/arena.h"
#include "dateline/candidate.h"
#include "dateline/mention.h"
#include "dateline/offset_map.h"
#include "dateline/record.h"
#include "dateline/report.h"
#include "dateline/span.h"
#include "dateline/syntax.h"

namespace dateline {

/// Morphology that rules ask for (bits).
enum MorphFlag : uint16_t {
  kPlural = 1 << 0,
  kPastTense = 1 << 1,        ///< finite past
  kPastParticiple = 1 << 2,
  kGerund = 1 << 3,           ///< -ing form
  kFinitePresent = 1 << 4,
  kBaseForm = 1 << 5,         ///< infinitive or imperative
  kPossessive = 1 << 6,
};

/// How a token is written (bits).
enum ShapeFlag : uint8_t {
  kCapitalized = 1 << 0,
  kAllCaps = 1 << 1,
  kHasDigit = 1 << 2,
  kSpaceBefore = 1 << 3,
  kHyphenated = 1 << 4,
  kSentenceStart = 1 << 5,
};

/// Tokens (UD words without multiword expansion), one column a fact; all columns have the same length once their stage has run.
struct TokenTable {
  std::vector<uint32_t> begin, end;  ///< bytes of the clean text
  std::vector<uint8_t> shape;        ///< ShapeFlag
  std::vector<WordId> word;          ///< the form in lower case, where known
  std::vector<WordId> lemma;         ///< dictionary form, where the vocabulary knows it
  std::vector<std::string_view> lemma_form;  ///< dictionary form of every token, as UD writes it; views the clean text, the model or the arena
  std::vector<Upos> upos;
  std::vector<Xpos> xpos;
  std::vector<uint16_t> morph;       ///< MorphFlag
  std::vector<uint32_t> head;        ///< token that governs this one, of the same sentence; itself: root of the sentence
  std::vector<Deprel> deprel;        ///< relation to `head`

  uint32_t size() const { return static_cast<uint32_t>(begin.size()); }
  Span span(uint32_t t) const { return {begin[t], end[t]}; }
  Span span(TokenRange r) const { return r.empty() ? Span{} : Span{begin[r.begin], end[r.end - 1]}; }
};

struct Sentence {
  Span span;  ///< bytes of the clean text, without surrounding white space
  TokenRange tokens;
  PartRole role = PartRole::kBody;
  uint32_t paragraph = 0;  ///< 0-based, counts all parts
};

/// A base noun phrase (kNoun) or a verb group (kVerb) of a sentence; chunks are ordered and do not overlap.
enum class ChunkKind : uint8_t { kNoun, kVerb };
struct Chunk {
  ChunkKind kind = ChunkKind::kNoun;
  TokenRange tokens;
  uint32_t head = 0;  ///< token: last noun, or main verb
  // Verb groups only.
  bool passive = false;
  bool negated = false;
  bool modal = false;       ///< may, could, might, would, should
  bool future = false;      ///< will, going to
  bool infinitive = false;  ///< to-infinitive
  bool participle = false;  ///< no finite verb: reduced relative, gerund
  bool progressive = false;
};

/// A name, or an expression of money, time or quantity, as the name tagger marks it.
struct NameMention {
  NameType type = NameType::kNone;
  TokenRange tokens;
  float confidence = 0;  ///< probability, 0 to 1
};

/// What the cleaner mended, by kind.
struct CleaningCounts {
  uint32_t ligatures = 0, hyphens = 0, soft_hyphens = 0, mojibake = 0, encoding = 0, spaces = 0, duplicate_captions = 0, marks = 0, controls = 0,
           truncated = 0;
};

struct Document {
  Report report;
  std::string clean;  ///< UTF-8 (NFC is not applied), at most 16 MiB
  OffsetMap offsets;
  std::vector<Part> clean_parts;  ///< the title, body and caption parts, as bytes of `clean`, in order
  CleaningCounts cleaning;
  uint32_t sentences_discarded = 0;  ///< left out by a discard of the user's dictionaries
  bool story_discarded = false;      ///< all of them
  int32_t published_day = TimeMention::kNoDay;  ///< days since 1970-01-01
  PlaceMention dateline_place;                  ///< where Report::dateline says it was written; no name: not known

  std::vector<Sentence> sentences;
  TokenTable tokens;
  std::vector<NameMention> names;                  ///< in token order, none overlapping
  std::vector<Chunk> chunks;                ///< in token order over the whole document
  std::vector<uint32_t> first_chunk;        ///< sentence -> first chunk; size sentences + 1
  std::vector<QuantityMention> quantities;  ///< each table in token order
  std::vector<QuantityMention> worked_out;  ///< figures that no words say but a list ("a child and two women": 3) or a share ("40 per cent of the 2,000": 800)
  std::vector<TimeMention> times;
  std::vector<PlaceMention> places;
  std::vector<PartyMention> parties;        ///< the record stage appends what only it needs (modifiers, things hit) behind the ordered ones
  std::vector<ThingMention> things;         ///< weapons, damage and infrastructure, in token order
  std::vector<AttributionMention> attributions;
  std::vector<Record> records;
  bool keep_candidates = false;             ///< asked for by whoever wants to know why; survives Clear()
  std::vector<Candidate> candidates;        ///< by sentence; empty unless asked for
  Arena arena;

  std::string_view text(Span span) const { return TextOf(clean, span); }
  std::string_view token(uint32_t t) const { return TextOf(clean, tokens.span(t)); }
  /// Empties every table and keeps the memory.
  void Clear();
};

}  // namespace dateline
