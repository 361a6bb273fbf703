// Token patterns: rows of the knowledge tables compiled to one automaton and run over tagged sentences. A Thompson construction simulated position by
// position (Pike, 1987): every state is entered at most once a position, so matching is linear in the text and nothing backtracks.
//
// A pattern is a list of elements, separated by blanks:
//   attack          the word in this form (lower case)          (in|on|at)      one of these forms
//   [attack]        any form of this dictionary word             [attack|raid]   any form of one of these
//   #NOUN           any token with this universal tag            [fire]/VERB     with this tag
//   @party @place @time @number @money @noun @verb               a mention, a noun chunk or a verb group that begins here; matched whole
//   ...  ...5       a gap of up to 3 (5) tokens, no stop in it
// An element may be optional (x?), captured under a name (who=@party) and marked as part of the trigger (!attack). No mark: all but the mentions.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/document.h"
#include "dateline/result.h"
#include "text/lexicon.h"

namespace dateline {

enum class MentionClass : uint8_t { kParty, kPlace, kTime, kNumber, kMoney, kNoun, kVerb };
inline constexpr size_t kMentionClasses = 7;

/// For every token and class the row that begins there. Rebuilt once a document; keeps its memory.
class MentionIndex {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;
  void Build(const Document& doc);
  /// Row in the table of `what` (doc.parties, places, times, quantities, quantities, chunks, chunks) that begins at token t, or kNone.
  uint32_t RowAt(MentionClass what, uint32_t t) const { return rows_[static_cast<size_t>(what)][t]; }
  /// End token of that row.
  uint32_t EndAt(MentionClass what, uint32_t t) const { return ends_[static_cast<size_t>(what)][t]; }

 private:
  void Put(MentionClass what, TokenRange tokens, uint32_t row);
  std::array<std::vector<uint32_t>, kMentionClasses> rows_, ends_;
};

struct PatternMatch {
  static constexpr size_t kMaxCaptures = 4;
  uint32_t pattern = 0;
  TokenRange tokens;
  TokenRange trigger;
  std::array<TokenRange, kMaxCaptures> captures{};  ///< by position of the name in PatternSet::CaptureNames; empty: not matched
};

class PatternSet {
 public:
  /// Compiles `text` and returns its number. The error says which element is wrong.
  Result<uint32_t> Add(std::string_view text, Vocabulary& vocabulary);
  uint32_t size() const { return static_cast<uint32_t>(patterns_.size()); }
  const std::vector<std::string>& CaptureNames(uint32_t pattern) const { return patterns_[pattern].captures; }

  /// Scratch of one thread.
  struct Workspace {
    struct Thread {
      uint32_t state;
      PatternMatch match;
    };
    std::vector<std::vector<Thread>> lists;
    std::vector<uint64_t> entered;  ///< per state: the last stamp it was entered with
    uint64_t stamp = 0;
  };
  /// Appends every match of the sentence: per pattern and beginning the longest one. O(tokens x states entered).
  void Match(const Document& doc, const MentionIndex& index, TokenRange sentence, Workspace& workspace, std::vector<PatternMatch>& out) const;

 private:
  enum class StepKind : uint8_t { kWords, kLemmas, kTag, kMention, kGap, kEnd };
  struct Step {
    StepKind kind = StepKind::kEnd;
    bool optional = false, trigger = false, tagged = false;
    uint8_t gap = 0;
    int8_t capture = -1;
    Upos tag = Upos::kX;
    MentionClass mention = MentionClass::kParty;
    uint32_t words_begin = 0, words_end = 0;  ///< into words_, sorted
    uint32_t pattern = 0;
  };
  struct Pattern {
    uint32_t first = 0;
    std::vector<std::string> captures;
  };

  Result<Step> Compile(std::string_view element, Vocabulary& vocabulary, Pattern& pattern);
  void Index(uint32_t state);
  bool Accepts(const Step& step, const Document& doc, uint32_t token) const;
  bool CanGoOn(const Step& step, const Document& doc, uint32_t at, uint32_t end) const;
  void Enter(const Document& doc, const MentionIndex& index, TokenRange sentence, uint32_t at, Workspace::Thread thread, Workspace& workspace, std::vector<PatternMatch>& out) const;

  std::vector<Step> steps_;
  std::vector<WordId> words_;
  std::vector<Pattern> patterns_;
  /// First states by word: a dense table of list numbers, 0 for none, since every token asks.
  struct Starts {
    std::vector<uint32_t> list_of;
    std::vector<std::vector<uint32_t>> lists{1};

    void Add(WordId word, uint32_t state) {
      if (word.value >= list_of.size()) list_of.resize(word.value + 1, 0);
      uint32_t& list = list_of[word.value];
      if (list == 0) list = static_cast<uint32_t>(lists.size()), lists.emplace_back();
      lists[list].push_back(state);
    }
    const std::vector<uint32_t>& Of(WordId word) const { return lists[word.value < list_of.size() ? list_of[word.value] : 0]; }
  };
  Starts by_word_, by_lemma_;
  std::array<std::vector<uint32_t>, kMentionClasses> by_mention_;
  std::vector<uint32_t> by_any_;
};

}  // namespace dateline
