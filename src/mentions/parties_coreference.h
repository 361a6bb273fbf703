// Who "he", "they", "the group" and "the two men" are: the nearest fitting party before them, subjects first, within two sentences of the paragraph.
// Precision goes before recall: where two readings are open the pronoun stays without antecedent. (A much reduced form of Lappin & Leass, 1994.)
#pragma once

#include <cstdint>
#include <vector>

#include "dateline/document.h"
#include "mentions/parties_persons.h"

namespace dateline {

/// What the resolver needs to know of a row of doc.parties beside its columns.
struct PartyFacts {
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
};

/// Pronouns by what they may stand for.
enum class PronounKind : uint8_t { kNone, kHe, kShe, kThey, kIt, kWho, kFirst };

class Coreference {
 public:
  static Coreference Load(Vocabulary& vocabulary);
  PronounKind KindOf(WordId word) const;
  /// "group", "movement", "organization" and the like, as lemmas.
  bool IsGroupAnaphor(WordId lemma) const;

  /// Fills `antecedent` of pronouns and definite anaphors. `facts` runs parallel to doc.parties. O(parties x window).
  void Resolve(Document& doc, const std::vector<PartyFacts>& facts) const;

 private:
  PartyId Person(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row, Gender gender) const;
  PartyId Many(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row) const;
  PartyId Group(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row, bool any_distance) const;
  bool Fits(const Document& doc, uint32_t row, WordId anaphor) const;
  PartyId SameRole(const Document& doc, const std::vector<PartyFacts>& facts, uint32_t row) const;

  std::vector<std::pair<WordId, PronounKind>> pronouns_;
  std::vector<WordId> groups_;
};

}  // namespace dateline
