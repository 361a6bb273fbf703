// Numbers and estimates: "about 50", "three dozen", "tens of thousands", "$20,000 to $30,000". The tables knowledge/quantities.tsv, units.tsv and
// currencies.tsv hold the words; the estimates follow the codebook (section Numbers).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/container.h"
#include "dateline/document.h"
#include "dateline/result.h"
#include "mentions/pieces.h"
#include "text/lexicon.h"

namespace dateline {

/// Kinds of phrase; the first ones are the kinds of knowledge/quantities.tsv, in the order of kQuantityKindNames.
enum class QuantityKind : uint8_t {
  kNumber, kMultiplier, kGroup, kVague, kPart, kOrdinal, kOrdinalMark, kHedge, kHedgeAfter, kFiller, kRange, kBetween, kFrom, kChange, kChangeBy, kName,
  kNone, kClock, kAgeBefore, kAgeAfter, kYearBefore, kMore, kDenied, kPartBefore, kPartAfter, kPer, kPerNot, kStreet,
  kUnit, kUnitCapital, kCurrencyBefore, kCurrencyAfter,  // of the other tables; 32 in all, a bit each
};
enum class QuantityEffect : uint8_t {
  kPlain, kAbout, kAlmost, kAtLeast, kAtMost, kJustUnder, kUp, kDown, kBetween, kAttached, kOf, kMore, kCapital, kOld,  // quantities.tsv
  kGroupUnit, kDwellingUnit, kTimeUnit, kSignUnit,                                                                      // units.tsv
};

/// The tables, ready for look-up.
struct QuantityTables {
  struct Row {
    double low = 0, best = 0, high = 0;
    QuantityEffect effect = QuantityEffect::kPlain;
    std::string_view unit;  ///< views the knowledge
  };
  std::vector<Row> rows;
  PhraseIndex index;
  std::vector<uint8_t> telling;  ///< by word: 1 where a sentence with this word may hold a quantity
  uint32_t a = 0, an = 0, and_word = 0, or_word = 0, but = 0, of = 0, he = 0, she = 0;  ///< keys of the words that the grammar of numbers itself is made of
};

class QuantityFinder {
 public:
  /// Interns the words of its tables. `vocabulary` and `knowledge` must outlive the finder; units are views into the knowledge.
  static Result<QuantityFinder> Load(const Container& knowledge, Vocabulary& vocabulary);

  /// Appends the numbers of every sentence to doc.quantities, in token order, none overlapping. Counts, money, percent, measures, ordinals, ages and
  /// years are marked as such; times of day, scores, telephone numbers and names ("Resolution 2254", "AK-47") are left out. Linear; does not allocate
  /// once warm. Works on words alone and better where the language stage has run.
  void Find(Document& doc) const;

  /// Says what the figures are to one another - parts, corrections, units and changes said once for two - and how sure each is, and fills doc.worked_out.
  /// To be called once the times have settled which figures are dates and, for the sums of lists, once the parties are there. Linear; as Find.
  void Relate(Document& doc) const;

 private:
  QuantityTables tables_;
  const Vocabulary* vocabulary_ = nullptr;
};

}  // namespace dateline
