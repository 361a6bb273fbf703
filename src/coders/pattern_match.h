// Whether a pattern of a verb dictionary stands round a verb of a sentence.
#pragma once

#include <cstdint>
#include <vector>

#include "coders/parties.h"
#include "coders/verbs.h"

namespace dateline::coders {

/// Where a pattern may look: units of the sentence, in order, without those of other clauses.
struct Reach {
  std::vector<uint32_t> before, after;   ///< the verb; units in the order of the text
  std::vector<uint32_t> surface_subject; ///< of a passive: what the pattern calls its object
};

struct PatternFit {
  std::vector<uint32_t> sources, targets, both;  ///< names of the sentence
  std::vector<uint32_t> skipped;
  uint32_t longer = 0;  ///< words of synonyms beyond the first of each
};

class PatternMatcher {
 public:
  PatternMatcher(const VerbBook& book, const Units& units, const SentenceParties& parties, const Tree& tree, bool trees)
      : book_(book), units_(units), parties_(parties), tree_(tree), trees_(trees) {}

  bool Fits(const Pattern& pattern, const Reach& reach, PatternFit& fit) const;

 private:
  bool After(const std::vector<Piece>& pieces, const std::vector<uint32_t>& reach, bool beside, PatternFit& fit) const;
  bool Before(const std::vector<Piece>& pieces, const std::vector<uint32_t>& reach, PatternFit& fit) const;
  /// Index in `reach` behind the piece that begins at `at`; 0: it does not stand there.
  size_t PieceAt(const Piece& piece, const std::vector<uint32_t>& reach, size_t at, PatternFit& fit) const;
  size_t ElementAt(const Element& element, const std::vector<uint32_t>& reach, size_t at, PatternFit& fit) const;
  bool IsKind(const Piece& piece, const std::vector<uint32_t>& reach, size_t begin, size_t end, bool before) const;
  bool Open(uint32_t unit, Piece::Kind kind) const;

  const VerbBook& book_;
  const Units& units_;
  const SentenceParties& parties_;
  const Tree& tree_;
  bool trees_;  ///< the notation of PETRARCH2: dictionary forms count, noun phrases and prepositions are what the tree says
};

}  // namespace dateline::coders
