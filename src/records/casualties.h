// Who was hit is hurt, unless the report tells that he died: "was shot", "was taken to hospital" leave open what became of him.
#pragma once

#include <vector>

#include "dateline/document.h"

namespace dateline {

/// A record whose words only say that somebody was hit, and how many.
struct Hit {
  uint32_t record = 0;  ///< row of Document::records
  TollEstimate toll;
};

/// Gives the records of `hits` that have no toll of their own their injured: of those hit the ones of whom the report tells no death. Nobody, where it cannot be known whether the
/// dead are among them. `ordered_parties`: rows of doc.parties in the order of the text. O(hits * records).
void SettleHits(Document& doc, const std::vector<Hit>& hits, uint32_t ordered_parties);

}  // namespace dateline
