// Words, their counts and their readings (tag, lemma), made from knowledge/lexicon.tsv at build time and used in place; and the Vocabulary, which adds the
// words of the other knowledge tables to it, so that one number names a word everywhere.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/table.h"
#include "dateline/document.h"
#include "dateline/result.h"
#include "dateline/span.h"

namespace dateline {

/// One reading of a word form.
struct Reading {
  WordId lemma;
  uint16_t tag = 0;    ///< index into the tagger's tag list (knowledge/tags.tsv)
  uint16_t cost = 0;  ///< -log(P(tag|word)/P(tag)), in 1/128 nats, shifted to be positive
};

/// The compiled section "lexicon".
class Lexicon {
 public:
  /// Bytes of the section from the table (columns: word, count, readings).
  static Result<std::string> Compile(const Table& lexicon, const Table& tags);
  /// Views `bytes`, which must outlive the lexicon.
  static Result<Lexicon> Open(std::string_view bytes);

  uint32_t size() const { return count_; }
  /// `lower`: as utf8::Lower gives it. Invalid id when unknown.
  WordId Find(std::string_view lower) const;
  std::string_view Text(WordId word) const;
  /// How often the word stands in the counted text, in any case.
  uint32_t Count(WordId word) const;
  std::span<const Reading> Readings(WordId word) const;

 private:
  uint32_t count_ = 0;
  uint32_t slots_ = 0;  ///< power of two
  const uint32_t* offsets_ = nullptr;
  const uint32_t* counts_ = nullptr;
  const uint32_t* first_reading_ = nullptr;
  const uint32_t* hash_ = nullptr;
  const Reading* readings_ = nullptr;
  const char* chars_ = nullptr;
};

/// Every word that the lexicon or a table knows. Interning happens at load; look-ups are then free of locks and allocation.
class Vocabulary {
 public:
  Vocabulary() = default;
  explicit Vocabulary(Lexicon lexicon) : lexicon_(lexicon) {}
  Vocabulary(Vocabulary&&) = default;
  Vocabulary& operator=(Vocabulary&&) = default;

  const Lexicon& lexicon() const { return lexicon_; }
  WordId Find(std::string_view lower) const;
  /// Finds or adds (load time only). `lower` is copied.
  WordId Intern(std::string_view lower);
  std::string_view Text(WordId word) const;
  uint32_t size() const { return lexicon_.size() + static_cast<uint32_t>(added_.size()); }

 private:
  Lexicon lexicon_;
  std::vector<std::unique_ptr<std::string>> added_;
  std::unordered_map<std::string_view, uint32_t> index_;
};

}  // namespace dateline
