// Verb dictionaries of TABARI, PETRARCH, PETRARCH2 and UniversalPETRARCH: which words make which event, and where its two sides stand. The notations are told
// in docs/dictionary-coder.md.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "coders/phrases.h"
#include "dateline/result.h"
#include "mentions/dictionaries.h"

namespace dateline::coders {

/// "040:043": what the source does to the target, and what the target does to the source.
struct EventCode {
  std::string code;      ///< empty: none, as written by "---"
  std::string mirrored;  ///< with source and target changed; empty: none
  enum class Rank : uint8_t { kSubordinate, kUsual, kDominant } rank = Rank::kUsual;
  bool given = false;    ///< false: nothing is said
  bool tabari = false;   ///< "###" and "+++": TABARI leaves the sentence out; nothing to PETRARCH

  bool empty() const { return code.empty() && mirrored.empty(); }
};

struct Element {
  enum class Kind : uint8_t { kWord, kSynonyms, kSource, kTarget, kBoth, kSkip } kind = Kind::kWord;
  uint32_t id = 0;  ///< a Word, or a synonym set
  bool role() const { return kind != Kind::kWord && kind != Kind::kSynonyms; }
};

/// A part of a pattern; parts follow each other with gaps between.
struct Piece {
  enum class Kind : uint8_t { kAdjacent, kNounPhrase, kPreposition } kind = Kind::kAdjacent;
  bool at_verb = false;  ///< nothing may stand between it and the verb
  std::vector<Element> elements;
};

struct Pattern {
  std::vector<Piece> before, after;  ///< of the verb, in the order of the text
  EventCode code;
  uint32_t weight = 0;  ///< the heavier of two that fit is taken
  uint32_t line = 0, file = 0;
};

struct VerbBlock {
  std::string name;
  EventCode code;
  std::vector<Pattern> patterns;  ///< the heaviest first
};

/// A verb as it is written in text: the block it belongs to, and its own code.
struct VerbForm {
  struct Sense {
    uint32_t block = 0;
    EventCode code;
  };
  std::vector<Sense> senses;  ///< in the order of the files
  uint32_t anchor = 0;        ///< which of its words is the verb
};

/// "~ a (a b ATTACK) SAY = a b 015".
struct Transformation {
  std::string outer_source, inner_source, inner_target, inner_verb, outer_verb, source, target, code;
};

class VerbBook {
 public:
  /// kDetect: told by the file.
  void Add(const std::string& name, std::string_view text, Dialect dialect, Words& words, std::vector<Error>& warnings);

  /// The dialect of the files read; of several, of the last.
  Dialect dialect() const { return dialect_; }
  const std::vector<VerbBlock>& blocks() const { return blocks_; }
  const VerbForm& form(uint32_t i) const { return forms_[i]; }
  const Phrases& form_words() const { return form_words_; }
  const Phrases& synonyms(uint32_t set) const { return sets_[set]; }
  const std::vector<Transformation>& transformations() const { return transformations_; }
  const std::string& file(uint32_t i) const { return files_[i]; }
  size_t patterns() const { return patterns_; }

 private:
  friend class VerbReader;
  Dialect dialect_ = Dialect::kPetrarch2;
  std::vector<VerbBlock> blocks_;
  std::vector<VerbForm> forms_;
  Phrases form_words_;
  std::vector<Phrases> sets_;
  std::map<std::string, uint32_t, std::less<>> set_names_;
  std::vector<std::vector<std::vector<Word>>> set_phrases_;  ///< for sets within sets
  std::vector<Transformation> transformations_;
  std::vector<std::string> files_;
  size_t patterns_ = 0;
};

/// The code of "[043:042]", without its brackets. False where it is none.
bool ReadEventCode(std::string_view text, EventCode& out);
/// The regular forms of a verb, itself included, in capitals.
std::vector<std::string> RegularForms(std::string_view verb);

}  // namespace dateline::coders
