// A shallow reading of a sentence: which noun chunks are subject and object of which verb group, and which hang on a preposition. It stands where a dependency
// tree will stand; the record rules ask only the questions below.
#pragma once

#include <cstdint>
#include <vector>

#include "dateline/document.h"
#include "text/lexicon.h"

namespace dateline {

/// Words the grammar itself asks for.
struct GrammarWords {
  explicit GrammarWords(Vocabulary& vocabulary);
  GrammarWords() = default;
  WordId and_, or_, comma, that, which, who, whom, whose, of, out, by, to, as, with, if_, unless, when, where, after, before, be, from, s, s_curly, not_, no, including, than, there, during;
  std::vector<WordId> quantity;  ///< many, some, most, group ... before "of"
};

struct NounRole {
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t preposition = kNone;  ///< token
  uint32_t possessor = kNone;    ///< chunk before 's
  uint32_t coordinate = kNone;   ///< chunk this one is coordinated with, the one before it
  uint32_t apposed = kNone;      ///< chunk this one explains ("Otso Iho, a senior analyst")
  uint32_t governor = kNone;     ///< chunk (verb or noun) that the prepositional phrase or object follows
  bool possessive = false;       ///< stands before 's
  bool is_time = false;          ///< part of a time phrase
  bool relative = false;         ///< who, which, that
};

struct VerbRole {
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t subject = kNone;  ///< chunk; coordinated ones follow through Clauses::Coordinated
  uint32_t object = kNone;
  uint32_t second_object = kNone;
  uint32_t governor = kNone;  ///< verb chunk that an infinitive or a participle depends on
  uint32_t clause_begin = 0, clause_end = 0;  ///< tokens of the clause, roughly
  bool passive = false;       ///< surface subject is the one acted upon
  bool finite_past = false;   ///< tagged as a participle, read as a past tense
  bool conditional = false;   ///< behind "if", "unless"
};

class Clauses {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;
  /// Reads one sentence; chunk numbers are those of doc.chunks.
  void Read(const Document& doc, const GrammarWords& words, uint32_t sentence);

  uint32_t first() const { return first_; }
  uint32_t last() const { return last_; }
  const NounRole& noun(uint32_t chunk) const { return nouns_[chunk - first_]; }
  const VerbRole& verb(uint32_t chunk) const { return verbs_[chunk - first_]; }
  /// The chunk that holds `token`, or kNone.
  uint32_t ChunkAt(uint32_t token) const;
  /// The verb group that rules the clause around `token`: the last one beginning at or before it, else the first behind.
  uint32_t VerbOf(const Document& doc, uint32_t token) const;
  /// The chunk that names who is meant: behind a number or a word of quantity and "of" ("thousands of fighters", "many of them") the next one.
  uint32_t Named(const Document& doc, const GrammarWords& words, uint32_t chunk) const;
  /// `chunk` and every noun chunk coordinated behind it.
  void Coordinated(uint32_t chunk, std::vector<uint32_t>& out) const;

 private:
  static bool OnlyHedge(const Document& doc, TokenRange tokens);
  void ReadNouns(const Document& doc, const GrammarWords& words, TokenRange sentence);
  void ReadVerbs(const Document& doc, const GrammarWords& words, TokenRange sentence);
  bool IsFinitePast(const Document& doc, const GrammarWords& words, TokenRange sentence, uint32_t verb, bool body) const;
  uint32_t PastFigure(const Document& doc, const GrammarWords& words, uint32_t chunk) const;
  uint32_t SubjectByTree(const Document& doc, TokenRange sentence, const Chunk& group) const;
  uint32_t FindSubject(const Document& doc, const GrammarWords& words, TokenRange sentence, uint32_t verb);
  uint32_t PlainNounBefore(const Document& doc, uint32_t chunk, uint32_t not_before) const;
  bool IsFirstSubject(const Document& doc, uint32_t noun) const;
  uint32_t PreviousVerb(const Document& doc, uint32_t chunk) const;
  void FindObjects(const Document& doc, uint32_t verb);

  uint32_t first_ = 0, last_ = 0, begin_ = 0;
  bool body_ = true;
  std::vector<NounRole> nouns_;
  std::vector<VerbRole> verbs_;
  std::vector<uint32_t> chunk_of_;
};

}  // namespace dateline
