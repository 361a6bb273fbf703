// The reader behind PartyFinder: goes through the noun phrases of a document in order and decides what each names. parties_reader.cc: the way through a
// sentence; parties_names.h, parties_persons.h, parties_roles.h: what is known by tables; parties_read.cc: a row from each; parties_phrases.cc: what stands
// around a head; parties_country.cc: its land; parties_apposition.cc: two phrases for one referent; parties_coreference.h: pronouns and "the group".
#pragma once

#include <cstdint>
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

class PartyReader {
 public:
  static Result<PartyReader> Load(const Container& knowledge, Vocabulary& vocabulary, const Dictionaries* dictionaries = nullptr);
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
  bool Find(const Document& doc, const Unit& unit, const Workspace& work, PersonHit& out) const;
  bool ReadMinister(Document& doc, const Unit& unit, const RoleIndex::Hit& role, Workspace& work) const;
  bool ReadTagged(Document& doc, const Unit& unit, Workspace& work) const;
  void ReadModifiers(Document& doc, const Unit& unit, Workspace& work) const;
  bool ReadInner(Document& doc, const Unit& unit, Workspace& work) const;
  void ReadDoer(Document& doc, const Unit& unit, const NameHit& hit, Workspace& work) const;
  bool ReadShared(Document& doc, const Unit& unit, const NameHit& hit, Workspace& work) const;
  void ExtendOverOf(const Document& doc, const Unit& unit, bool is_body, PartyMention& party, Workspace& work) const;
  void TakePossessor(Document& doc, const Unit& unit, PartyMention& party, PartyFacts& own, Workspace& work) const;
  void NoteAcronym(Document& doc, uint32_t row, Workspace& work) const;
  // parties_apposition.cc
  void Enrich(Document& doc, Workspace& work) const;
  void MergeAppositions(Document& doc, Workspace& work) const;
  bool Merge(Document& doc, Workspace& work, uint32_t first, uint32_t second) const;
  void TakeCommand(Document& doc, Workspace& work, uint32_t row) const;
  // parties_country.cc
  void TakeCountry(const Document& doc, const Unit& unit, uint32_t head, PartyMention& party) const;
  void TakeOwner(Document& doc, const Unit& unit, PartyMention& party, Workspace& work) const;
  void GuessCountries(Document& doc, const Workspace& work) const;
  bool IsOthers(const Document& doc, const Workspace& work, uint32_t row, const PlaceMention& place) const;
  void Rate(Document& doc, const Workspace& work) const;
  bool Acts(const Document& doc, const Unit& unit) const;
  bool IsDoer(const Document& doc, const Unit& unit) const;
  bool StandsForState(const Document& doc, const Unit& unit, const NameHit& hit) const;
  bool IsFormer(const Document& doc, uint32_t begin, uint32_t end) const;
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
  std::vector<WordId> former_;         ///< former, ex, ousted: before an office that is none any more
  std::vector<WordId> heading_;        ///< lemmas of leading: "X, who heads the Y"
  std::vector<bool> deeds_;            ///< by lemma: nouns of doing ("attack", "offer"), knowledge/deeds.tsv
  WordId of_, for_, from_, with_, by_, in_, and_, ethnic_, the_, that_, this_, these_, those_, be_;
};

}  // namespace dateline
