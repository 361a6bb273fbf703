// A record in the making: the row to be, and where in the sentence it was found.
#pragma once

#include <cstdint>
#include <vector>

#include "dateline/document.h"
#include "language/clauses.h"
#include "language/syntax_tree.h"
#include "records/arguments.h"
#include "records/frames.h"

namespace dateline {

struct Draft {
  static constexpr uint32_t kNone = UINT32_MAX;
  Record record;
  TollEstimate hit;           ///< those whom the words only say to have been hit ("was shot"): hurt, unless they died (records/casualties.h)
  const Frame* frame = nullptr;
  PatternMatch match;
  uint32_t verb = kNone;      ///< verb chunk of the trigger; kNone: a noun trigger
  uint32_t noun = kNone;      ///< noun chunk of the trigger
  uint32_t governor = kNone;  ///< verb chunk that rules the clause
  TokenRange clause;
  bool passive = false;
  bool dropped = false;
  uint32_t filled = 0;  ///< slots filled by grammar or capture
  uint8_t needs_failed = 0;   ///< conditions of its frame that do not hold
  bool bare = false;          ///< tells nothing new: a noun without slots that points back
  bool merged = false;        ///< dropped since another draft took it in
  bool speaker_weighed = false;  ///< whether somebody else says it was decided with the stance
  bool in_scope = true;       ///< what scope.h says
  bool on_topic = true;       ///< of a statement: its content has a word of conflict or politics
  float told = 0;             ///< of a statement: the highest probability of the records in its content
  uint32_t told_by = kNone;   ///< of a statement: the draft in its content that stays
  float probability = 0;
  uint32_t merged_into = kNone;  ///< `trace` of the draft that took this one in
  uint32_t trace = kNone;         ///< row of Document::candidates, where they are kept

  bool has_toll() const {
    for (const TollEstimate& toll : record.toll) {
      if (toll.given) return true;
    }
    return false;
  }
};

/// A noun phrase that may fill a slot.
struct Phrase {
  uint32_t head = 0;   ///< token that names it
  uint32_t whole = 0;  ///< token by which it stands in the tree: "dozens" of "dozens of fighters"
  TokenRange tokens;
  uint32_t chunk = UINT32_MAX;  ///< noun chunk around `head`
};

/// Memory of one thread that the work on a draft needs.
struct SlotScratch {
  uint32_t ordered_places = UINT32_MAX;  ///< rows of doc.places that are in token order; behind them those that the record stage added
  PlaceId last_place;                    ///< where the last happening of the report took place that a sentence said so of
  uint32_t last_place_sentence = 0;
  std::vector<Argument> arguments;  ///< of the draft at hand
  std::vector<Phrase> phrases;
  std::vector<uint32_t> chunks;
  std::vector<PartyId> members;  ///< of one phrase
  std::vector<TokenRange> triggers;  ///< nouns for happenings in the sentence
};

/// What one sentence needs while its records are made.
struct SentenceContext {
  Document& doc;
  const Clauses& clauses;
  const GrammarWords& words;
  const MentionIndex& index;
  const SyntaxTree& tree;
  const ArgumentRules& rules;
  SlotScratch& scratch;
  uint32_t sentence;
  TokenRange tokens;
  uint32_t ordered_parties = UINT32_MAX;  ///< rows of doc.parties that are in token order
};

}  // namespace dateline
