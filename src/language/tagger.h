// Part-of-speech tagger: a trigram hidden Markov model (after Brants, "TnT", 2000) with integer costs, decoded by Viterbi over the few readings of each word.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/container.h"
#include "dateline/document.h"
#include "text/lexicon.h"

namespace dateline {

class Tagger {
 public:
  /// The section "tagger" from tags.tsv, tag-trigrams.tsv and suffixes.tsv.
  static Result<std::string> Compile(const Table& tags, const Table& trigrams, const Table& suffixes);
  static Result<Tagger> Load(const Container& knowledge);

  /// Fills word, lemma, upos and morph of every token. `doc.tokens` must have begin, end and shape. O(tokens); allocates only while growing.
  void Tag(const Vocabulary& vocabulary, Document& doc) const;

 private:
  static constexpr size_t kMaxTags = 64;
  static constexpr size_t kMaxReadings = 6;
  struct Candidates;

  void Collect(const Vocabulary& vocabulary, const Document& doc, uint32_t token, bool first, bool shouted, Candidates& out) const;
  void AddUnknown(std::string_view lower, uint8_t shape, Candidates& out) const;
  void TagSentence(const Vocabulary& vocabulary, Document& doc, TokenRange tokens) const;
  uint16_t TransitionCost(size_t a, size_t b, size_t c) const { return transitions_[(a * tag_count_ + b) * tag_count_ + c]; }

  size_t tag_count_ = 0;
  const uint16_t* transitions_ = nullptr;
  std::array<Upos, kMaxTags> upos_{};
  std::array<uint16_t, kMaxTags> morph_{};
  std::array<uint16_t, kMaxTags> capital_cost_{}, small_cost_{};
  uint16_t proper_ = 0, number_ = 0, noun_ = 0, adjective_ = 0;
  std::string_view suffix_bytes_;  ///< rows of Suffix, sorted by text
  size_t suffix_count_ = 0;
};

}  // namespace dateline
