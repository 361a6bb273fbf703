// Lemmas: the dictionary form of a word, given its tags, as the English treebanks of Universal Dependencies write it ("besieged" VERB -> besiege, "militiamen"
// NOUN -> militiaman, "'s" AUX -> be, "IRAQI" ADJ -> Iraqi).
//
// Most words follow rules learned from their endings; a table holds the words that do not. Where an ending leaves a choice (hop or hope for "hoped"), a Bloom
// filter of known base forms decides. Capitals are settled apart from the ending, by how and where the word is written. Bytes and integers only.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "dateline/arena.h"
#include "dateline/result.h"
#include "dateline/syntax.h"
#include "language/lemmas_format.h"

namespace dateline {

/// For each word of a sentence, 1 where a capital says little about it: up to the first word with a letter, after an opening quote, bracket or colon, and
/// everywhere in a sentence mostly in capitals (a headline). `weak` is as long as `forms`. No allocation.
void MarkWeakCapitals(std::span<const std::string_view> forms, std::span<uint8_t> weak);

/// How `form` is written; `weak`: as MarkWeakCapitals says.
LemmaShape LemmaShapeOf(std::string_view form, bool weak);

/// True for numbers such as "10,000": every comma stands between digits, and there is one.
bool LemmaIsGrouped(std::string_view form);

class LemmaModel {
 public:
  /// Views `section` (WriteLemmaSection), which must outlive the model. 8-byte aligned; every table is checked, so that no word can lead outside.
  static Result<LemmaModel> Load(std::string_view section);

  /// The lemma of `form`: a view of the form itself where it can be, else bytes in `arena`. `weak_capital`: as MarkWeakCapitals says. Any bytes may be given;
  /// valid UTF-8 gives valid UTF-8. Constant time; words over 64 bytes are their own lemma.
  std::string_view Lemma(std::string_view form, Upos upos, Xpos xpos, bool weak_capital, Arena& arena) const;

 private:
  struct Written;
  Result<void> Check() const;
  const LemmaWord* FindWord(uint64_t hash) const;
  const LemmaRule* FindRule(uint64_t hash) const;
  bool Known(LemmaFamily family, std::string_view word) const;
  LemmaKnown Knowledge(std::string_view lower) const;
  bool Fits(uint32_t edit, std::string_view lower) const;
  size_t KeptBy(uint32_t edit, std::string_view lower) const;
  std::string_view AddedBy(uint32_t edit) const;
  uint32_t EditByEnding(const LemmaClassInfo& info, std::string_view lower) const;
  std::string_view Write(std::string_view form, const Written& written, uint32_t edit, LemmaCase style, Arena& arena) const;

  const uint8_t* classes_ = nullptr;
  std::span<const LemmaClassInfo> infos_;
  std::span<const LemmaEdit> edits_;
  std::span<const LemmaRule> rules_;
  std::span<const LemmaWord> words_;
  std::span<const uint64_t> filter_;
  std::string_view pool_;
};

}  // namespace dateline
