// Who does what to whom in a clause of a tree: where the subject and the objects of a verb stand, whatever the construction.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "coders/parties.h"
#include "coders/pattern_match.h"
#include "coders/rules.h"

namespace dateline::coders {

/// The verb of a clause.
struct Clause {
  uint32_t verb = 0;                ///< token
  uint32_t begin = 0, end = 0;      ///< units of the verb, all its words
  bool passive = false, negated = false;
};

class ClauseReader {
 public:
  ClauseReader(const Rules& rules, const Tree& tree, const Units& units, SentenceParties& parties) : rules_(rules), tree_(tree), units_(units), parties_(parties) {}

  Clause Read(uint32_t verb, uint32_t begin, uint32_t end) const;
  /// The noun phrase that does it, or of a passive, that it is done to: token; ~0 where there is none.
  uint32_t Subject(uint32_t verb, uint32_t depth = 0) const;
  /// Whether it has one of its own.
  bool HasSubject(uint32_t verb) const { return OwnSubject(verb) != ~uint32_t{0}; }
  /// The parties behind the verb, the nearest that has some.
  std::vector<Party> Objects(const Clause& clause) const;
  /// Those of the doer of a passive. `loose`: "from" and "in" may name one.
  std::vector<Party> Agents(const Clause& clause, bool loose) const;
  /// The clause that says what is said, thought or wanted: token of its verb; ~0: none.
  uint32_t Content(uint32_t verb) const;
  /// `flat`: the older notations go by the order of words alone, through clauses.
  Reach ReachOf(const Clause& clause, bool flat) const;

 private:
  bool IsPronoun(uint32_t token) const;
  bool Apposed(uint32_t token, uint32_t verb) const;
  uint32_t OwnSubject(uint32_t verb) const;
  std::string CaseOf(uint32_t noun) const;
  std::vector<Party> FirstBelow(uint32_t verb, uint32_t after, uint32_t depth) const;

  const Rules& rules_;
  const Tree& tree_;
  const Units& units_;
  SentenceParties& parties_;
};

}  // namespace dateline::coders
