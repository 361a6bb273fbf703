// What the words of a claim tell of how it stands to the other claims of its report: the class of its trigger, its article, turns of speech ("another", "so far this year").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/container.h"
#include "dateline/result.h"

namespace dateline {

enum class Definiteness : uint8_t { kBare, kDefinite, kIndefinite };

struct ClaimWords {
  uint8_t trigger_class = 0;      ///< 0: of none
  uint32_t trigger = 0;           ///< hash of the stem of its last word
  Definiteness article = Definiteness::kBare;
  bool plural = false;            ///< "attacks"
  bool fresh = false;             ///< "another", "in a separate attack"
  bool background = false;        ///< "two years ago", "anniversary"
  bool period = false;            ///< "so far this year"
  bool since = false;             ///< "since"
  bool later = false, with = false;  ///< "the death toll", "among the dead"
  std::vector<uint32_t> content;  ///< hashes of the stems of its longer words, sorted, the trigger's left out
};

/// The stem that forms of one word share, roughly: "bombings" and "bombed" are both "bomb".
std::string_view Stem(std::string_view lower);

/// Reads claims by knowledge/findings/trigger-classes.tsv and cues.tsv.
class ClaimWordReader {
 public:
  static Result<ClaimWordReader> Load(const Container& knowledge);

  /// Keeps the memory of `out`. O(length of the quote).
  void Read(std::string_view quote, std::string_view trigger, ClaimWords& out) const;

  bool IsEffect(uint8_t trigger_class) const { return trigger_class == effect_; }
  bool IsAny(uint8_t trigger_class) const { return trigger_class == any_; }
  bool IsClash(uint8_t trigger_class) const { return trigger_class == clash_; }

 private:
  enum class Cue : uint8_t { kNew, kBackground, kPeriod, kLater, kWith, kPlain };
  struct Phrase {
    std::vector<std::string> words;  ///< behind the first
    Cue cue = Cue::kNew;
  };
  static void Take(Cue cue, ClaimWords& out);

  std::unordered_map<std::string, uint8_t> classes_;
  std::unordered_map<std::string, std::vector<Phrase>> phrases_;  ///< by first word, the longest first
  uint8_t effect_ = 0, any_ = 0, clash_ = 0;
};

}  // namespace dateline
