// When: dates, months, weekdays, stretches of time, as TIMEX3 values and, where the publication date allows, as days. The words are rows of
// knowledge/times.tsv; numbers come from doc.quantities (the quantity stage runs before).
#pragma once

#include <cstdint>
#include <vector>

#include "base/container.h"
#include "dateline/document.h"
#include "dateline/result.h"
#include "mentions/times_tables.h"
#include "text/lexicon.h"

namespace dateline {

class TimeFinder {
 public:
  /// Interns the words of its table. `vocabulary` and `knowledge` must outlive the finder.
  static Result<TimeFinder> Load(const Container& knowledge, Vocabulary& vocabulary);

  /// Appends the times of every sentence to doc.times, in token order, none overlapping, resolved against the day of the dateline or of publication or, where
  /// neither is known or the report tells history, against the dates named before. Values lie in doc.arena. Takes the days and hours of dates out of
  /// doc.quantities and marks years there (is_year); lengths ("six years") stay. Linear; does not allocate once warm.
  void Find(Document& doc) const;

 private:
  static bool IsNarrative(const std::vector<TimeItem>& items);
  static void SettleQuantities(Document& doc, const std::vector<TimeItem>& items);

  TimeTables tables_;
  const Vocabulary* vocabulary_ = nullptr;
};

}  // namespace dateline
