// Whose word the claims of a case are, what can be learned of each source, and who repeats whom.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "findings/corrections.h"
#include "findings/finding.h"

namespace dateline {

/// A source: an origin of claims (origins.h) under the name that most of its claims give it.
struct SourceFacts {
  std::string name;
  std::string kind;       ///< source type that most of its claims have; "publisher" where the report speaks in its own voice
  char reliability = 0;   ///< Admiralty letter set by a person; 0: none. Never guessed.
  double learned = FigureClaim::kNone;  ///< share of its figures inside the range of the others, drawn towards one half; open: nothing to learn from
  uint32_t inside = 0, compared = 0;    ///< what that share rests on
  std::string side;       ///< country or known actor that most of its claims name for it; empty: none
  uint32_t reports = 0, records = 0, copies = 0;  ///< copies: its reports that are copies of others
  /// "7 of 9 figures lie within those of two or more other origins"; empty: nothing was compared.
  std::string Evidence() const;
};

/// One passes on what the other said: in copies, under its credit line, or by naming it.
struct SourceRepeats {
  std::string source, repeats;
  uint32_t reports = 0;  ///< in how many reports
};

struct SourceTable {
  std::vector<SourceFacts> sources;    ///< by name
  std::vector<SourceRepeats> repeats;  ///< by names
};

/// Counts over the findings of a case; sources whose letter was set stand there even where no claim is theirs. Learned: a figure of a source is compared where two other
/// origins of the same finding give one, too, and is inside where it lies from the lowest to the highest of theirs; learned = (inside + 1) / (compared + 2).
/// O(claims log claims).
SourceTable SourcesOf(const ClaimSet& claims, const Corrections& corrections, const Findings& findings);

}  // namespace dateline
