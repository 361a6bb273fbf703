// Who "he", "they", "the group", "the minister" and "the two men" are. Candidates are the parties of this and the two sentences before; each gets points
// for nearness, for being a subject, for a name, for being talked of already, and the tree takes out those that the grammar forbids: the subject of the
// pronoun's own verb, what a subject commands, a speaker inside his own quotation. Where two referents are about as likely, or a thing is likelier than any
// party, the pronoun stays without antecedent: precision goes before recall. (In the manner of Lappin & Leass, 1994, and of Hobbs' and Chomsky's rules of
// binding, much reduced.)
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "dateline/document.h"
#include "mentions/parties_persons.h"

namespace dateline {

/// What the resolver needs to know of a row of doc.parties beside its columns.
struct PartyFacts {
  static constexpr uint32_t kNoRow = UINT32_MAX;
  uint32_t sentence = 0;
  uint32_t paragraph = 0;
  Gender gender = Gender::kUnknown;
  bool subject = false;
  bool group = false;      ///< an organization, armed group, state or collective
  bool state = false;
  bool single = false;     ///< one person, named or not
  bool definite = false;   ///< "the ...", "that ...", with no other description
  bool named = false;      ///< known by a name
  bool possessed = false;  ///< "his brother"
  bool quoted = false;     ///< inside quotation marks of its sentence
  WordId title;            ///< lemma of the office before or behind a person's name ("minister")
  uint32_t owner = kNoRow;  ///< "the group's fighters": the row of the group
  uint32_t told = 0;        ///< of the row that a chain leads to: how often it was named so far
};

/// Pronouns by what they may stand for.
enum class PronounKind : uint8_t { kNone, kHe, kShe, kThey, kIt, kWho, kFirst };

class Coreference {
 public:
  static Coreference Load(Vocabulary& vocabulary);
  PronounKind KindOf(WordId word) const;

  /// Fills `antecedent` of pronouns and definite anaphors. `facts` runs parallel to doc.parties. O(parties x window).
  void Resolve(Document& doc, std::vector<PartyFacts>& facts) const;

 private:
  struct Candidates;

  PartyId Pronoun(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row, PronounKind kind) const;
  void AddParties(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row, PronounKind kind, Candidates& out) const;
  void AddThings(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row, PronounKind kind, Candidates& out) const;
  bool Suits(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row, PronounKind kind) const;
  PartyId Relative(const Document& doc, uint32_t row) const;
  PartyId Definite(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row) const;
  PartyId SameHead(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row) const;
  PartyId SameTitle(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row) const;
  PartyId Pair(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row) const;
  PartyId SameCount(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row, bool same_noun) const;
  PartyId Group(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row) const;
  PartyId ArmedGroup(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row) const;
  bool IsBoth(const Document& doc, const PartyMention& party) const;
  bool IsGroupAnaphor(WordId lemma) const;
  bool Fits(const PartyMention& party, WordId anaphor) const;

  std::vector<std::pair<WordId, PronounKind>> pronouns_;
  WordId both_;
  std::vector<WordId> groups_;
  std::vector<WordId> reflexive_;
};

}  // namespace dateline
