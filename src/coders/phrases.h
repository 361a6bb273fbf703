// Words as numbers, and phrases of them: the one index under which actors, agents, verbs, synonym sets, issues and discards of a dictionary are looked up.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/document.h"

namespace dateline::coders {

/// A word of the dictionaries. 0: none of them.
using Word = uint32_t;

/// All words that the dictionaries hold, in lower case; a stem (TABARI) is another word than the same letters standing whole.
class Words {
 public:
  Word Add(std::string_view lower, bool stem = false);
  Word Find(std::string_view lower) const;
  Word FindStem(std::string_view lower) const;
  bool any_stems() const { return longest_stem_ > 0; }
  size_t longest_stem() const { return longest_stem_; }
  size_t size() const { return ids_.size() + 1; }

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  using Map = std::unordered_map<std::string, Word, Hash, std::equal_to<>>;
  Map ids_, stems_;
  size_t longest_stem_ = 0;
};

/// "CEASE-FIRE_TALKS " -> words: blanks, underscores and hyphens stand between them. With `stem`, the last is a stem.
std::vector<Word> ReadPhrase(std::string_view text, bool stem, Words& words);

/// A part of a token between hyphens, as a word of the dictionaries.
struct Unit {
  uint32_t token = 0;         ///< of the document
  Word word = 0, lemma = 0;
  uint32_t stems = 0, stem_count = 0;  ///< into Units::stems
};

/// The words of one sentence.
class Units {
 public:
  void Read(const Document& doc, TokenRange tokens, const Words& words);
  const std::vector<Unit>& all() const { return units_; }
  uint32_t size() const { return static_cast<uint32_t>(units_.size()); }
  const Unit& operator[](size_t i) const { return units_[i]; }
  /// Whether unit `i` is this word of a dictionary: as it stands, or as a stem of it; with `lemma`, also in its dictionary form.
  bool Is(uint32_t i, Word word, bool lemma = false) const;
  /// The first unit of a token, or of the next that has one.
  uint32_t Of(uint32_t token) const { return first_[token - begin_]; }
  std::vector<Word> StemsAt(uint32_t i) const;

 private:
  std::vector<Unit> units_;
  std::vector<Word> stems_;
  std::vector<uint32_t> first_;
  uint32_t begin_ = 0;
  std::string lower_;
};

/// Phrases with a number each.
class Phrases {
 public:
  static constexpr uint32_t kNone = ~uint32_t{0};

  /// The value that stands at the phrase, to be set; kNone where it is new.
  uint32_t& At(const std::vector<Word>& phrase);
  bool empty() const { return next_.empty(); }

  struct Match {
    uint32_t value = kNone;
    uint32_t end = 0;  ///< unit behind the phrase
  };
  /// The longest phrase that begins at unit `at`, ending at or before `limit`.
  Match Longest(const Units& units, uint32_t at, uint32_t limit) const;

 private:
  void Walk(const Units& units, uint32_t at, uint32_t limit, uint32_t node, Match& best) const;

  std::unordered_map<uint64_t, uint32_t> next_;  ///< node << 32 | word -> node
  std::vector<uint32_t> values_{kNone};
};

}  // namespace dateline::coders
