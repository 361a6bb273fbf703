// Words as Universal Dependencies for English cuts them, without multiword tokens: "didn't" is did + n't, "well-armed" three words, "non-combatant" one,
// "$5m" three, "U.S." one. What is a word is told from its characters; abbreviations, contractions and prefixes come from tables.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/container.h"
#include "dateline/document.h"
#include "text/word_table.h"

namespace dateline {

/// What the period of an abbreviation says about the end of a sentence.
enum class Abbreviation : uint8_t { kNone, kTitle, kName, kMonth, kUnit, kTime, kOther, kInitial, kLetters };

/// A token at which a sentence may end.
struct Stop {
  enum class Kind : uint8_t { kPeriod, kMark, kEllipsis, kAbbreviation };
  uint32_t token = 0;
  Kind kind = Kind::kPeriod;
  Abbreviation abbreviation = Abbreviation::kNone;
};

class Tokenizer {
 public:
  /// Reads abbreviations.tsv, contractions.tsv, hyphen-prefixes.tsv and sentence-words.tsv.
  static Result<Tokenizer> Load(const Container& knowledge);

  /// Appends the tokens of `paragraph` (begin, end, shape) to doc.tokens and its stops to `stops`. O(bytes).
  void Tokenize(Span paragraph, Document& doc, std::vector<Stop>& stops) const;

  bool IsStarter(std::string_view word) const { return sentence_words_.Find(word) == kStarter; }
  bool IsSpeech(std::string_view word) const { return sentence_words_.Find(word) == kSpeech; }

 private:
  class Run;
  enum : uint32_t { kStarter = 1, kSpeech = 2 };
  enum class Before : uint8_t { kAny, kDigit, kCapital, kInside };
  /// How a contraction is cut: bytes of each part but the last; unless `anywhere`, only before certain words.
  struct Cut {
    std::vector<uint8_t> sizes;
    WordTable before;
    bool anywhere = true;
  };

  WordTable abbreviations_;   ///< 1 + Abbreviation * 4 + Before
  WordTable contractions_;    ///< 1 + index into cuts_
  std::vector<Cut> cuts_;
  WordTable prefixes_;
  WordTable sentence_words_;
};

}  // namespace dateline
