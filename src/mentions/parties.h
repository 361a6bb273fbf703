// Parties: who acts, suffers, moves or speaks. One row a noun phrase - a known actor, a person, a state, or a noun of knowledge/roles.tsv ("two suicide
// bombers") - and one a pronoun.
#pragma once

#include <memory>

#include "base/container.h"
#include "dateline/document.h"
#include "dateline/result.h"
#include "text/lexicon.h"

namespace dateline {

class Dictionaries;
class PartyReader;

class PartyFinder {
 public:
  PartyFinder();
  PartyFinder(PartyFinder&&) noexcept;
  PartyFinder& operator=(PartyFinder&&) noexcept;
  ~PartyFinder();

  /// Tables: actors/*.tsv, media.tsv, roles.tsv, given-names.tsv, tags.tsv, places/countries.tsv. The container must outlive the finder.
  /// `dictionaries`: names and agents of the user's, which must outlive it too; null: none.
  static Result<PartyFinder> Load(const Container& knowledge, Vocabulary& vocabulary, const Dictionaries* dictionaries = nullptr);

  /// Appends the parties of `doc` in token order; needs chunks, quantities and places. O(tokens); allocates only while growing.
  ///
  /// A row's span leaves out the leading article; it keeps numbers and adjectives of the description and an of-phrase ("members of the council"). A name
  /// with a role behind it is one row ("Islamic State fighters": actor and role); a name before another noun ("Taliban offensive") is a row by itself.
  /// A state after a preposition of place is no party ("in Turkey"). Pronouns and "the group" point at the row they stand for where that is clear.
  void Find(Document& doc) const;

 private:
  std::unique_ptr<const PartyReader> reader_;  ///< the tables; a pointer, so that they may change without a rebuild of all that finds parties
};

}  // namespace dateline
