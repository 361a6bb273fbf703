// Parties: who acts, suffers, moves or speaks. One row a noun phrase - a known actor, a person, a state, or a noun of knowledge/roles.tsv ("two suicide
// bombers") - and one a pronoun.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/container.h"
#include "dateline/document.h"
#include "dateline/result.h"
#include "mentions/parties_coreference.h"
#include "mentions/parties_names.h"
#include "mentions/parties_persons.h"
#include "mentions/parties_roles.h"
#include "text/lexicon.h"

namespace dateline {

class PartyFinder {
 public:
  /// Tables: actors/*.tsv, media.tsv, roles.tsv, given-names.tsv, tags.tsv, places/countries.tsv. The container must outlive the finder.
  static Result<PartyFinder> Load(const Container& knowledge, Vocabulary& vocabulary);

  /// Appends the parties of `doc` in token order; needs chunks, quantities and places. O(tokens); allocates only while growing.
  ///
  /// A row's span leaves out the leading article; it keeps numbers and adjectives of the description and an of-phrase ("members of the council"). A name
  /// with a role behind it is one row ("Islamic State fighters": actor and role); a name before another noun ("Taliban offensive") is a row by itself.
  /// A state after a preposition of place is no party ("in Turkey"). Pronouns and "the group" point at the row they stand for where that is clear.
  void Find(Document& doc) const;

 private:
  struct Workspace;
  struct Unit;

  void FindNames(const Document& doc, const Sentence& sentence, Workspace& work) const;
  void FindInSentence(Document& doc, uint32_t index, Workspace& work) const;
  Unit UnitAt(const Document& doc, uint32_t chunk, uint32_t last_chunk, const Workspace& work) const;
  void Read(Document& doc, const Unit& unit, Workspace& work) const;
  bool ReadPronoun(Document& doc, const Unit& unit, Workspace& work) const;
  bool ReadName(Document& doc, const Unit& unit, const NameHit& hit, Workspace& work) const;
  bool ReadState(Document& doc, const Unit& unit, const NameHit& hit, Workspace& work) const;
  bool ReadRole(Document& doc, const Unit& unit, const RoleIndex::Hit& role, Workspace& work) const;
  bool ReadPerson(Document& doc, const Unit& unit, const PersonHit& person, Workspace& work) const;
  bool ReadSurname(Document& doc, const Unit& unit, Workspace& work) const;
  void ReadModifiers(Document& doc, const Unit& unit, Workspace& work) const;
  void ExtendOverOf(const Document& doc, const Unit& unit, PartyMention& party, Workspace& work) const;
  void TakePossessor(Document& doc, const Unit& unit, PartyMention& party, Workspace& work) const;
  void NoteAcronym(Document& doc, uint32_t row, Workspace& work) const;
  void Enrich(Document& doc, const Workspace& work) const;
  Actor ActorOf(const Document& doc, const NameHit& hit, const Workspace& work) const;
  uint32_t Push(Document& doc, PartyMention party, PartyFacts facts, const Unit& unit, Workspace& work) const;
  bool StandsInPlace(const Document& doc, const Unit& unit) const;
  bool IsSubject(const Document& doc, const Unit& unit) const;
  void Count(const Document& doc, const Unit& unit, PartyMention& party) const;

  ActorIndex actors_;
  RoleIndex roles_;
  PersonNames persons_;
  Coreference coreference_;
  std::vector<WordId> locative_;       ///< in, into, inside, across ...
  std::vector<WordId> telling_;        ///< lemmas of saying: their subject may follow
  std::vector<WordId> plural_words_;   ///< people, police, troops
  std::vector<WordId> days_;           ///< today, Monday: no part of a name before them
  std::vector<WordId> tied_;           ///< backed, led, aligned: "US-backed" names no party
  WordId of_, for_, from_, with_, the_, that_, this_, these_, those_, be_;
};

}  // namespace dateline
