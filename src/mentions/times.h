// When: dates, months, weekdays, spans of time, as TIMEX3 values and, where the publication date allows, as days. The words are rows of
// knowledge/times.tsv; numbers come from doc.quantities (the quantity stage runs before).
#pragma once

#include "base/container.h"
#include "dateline/document.h"
#include "dateline/result.h"
#include "mentions/pieces.h"
#include "text/lexicon.h"

namespace dateline {

class TimeFinder {
 public:
  /// Interns the words of its table. `vocabulary` must outlive the finder.
  static Result<TimeFinder> Load(const Container& knowledge, Vocabulary& vocabulary);
  void Find(Document& doc) const;
};

}  // namespace dateline
