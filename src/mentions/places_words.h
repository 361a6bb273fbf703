// The words of knowledge/places/words.tsv, by word id: what may stand beside a place name and what it says about it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/container.h"
#include "dateline/result.h"
#include "text/lexicon.h"

namespace dateline {

enum PlaceWordClass : uint32_t {
  kBeforePlace = 1 << 0, kAfterPlace = 1 << 1, kGround = 1 << 2, kSite = 1 << 3, kOrgWord = 1 << 4, kTitleWord = 1 << 5, kPersonWord = 1 << 6,
  kStreetWord = 1 << 7, kSpeechWord = 1 << 8, kInWord = 1 << 9, kToWord = 1 << 10, kRelationWord = 1 << 11, kCompass = 1 << 12, kDistanceWord = 1 << 13,
  kNeverPlace = 1 << 14, kGivenNameWord = 1 << 15, kThingWord = 1 << 16, kPactWord = 1 << 17, kLineWord = 1 << 18, kSpot = 1 << 19,
  kWill = 1 << 20, kAddress = 1 << 21, kDealing = 1 << 22, kOrgan = 1 << 23,
  kWay = 1 << 24, kDeed = 1 << 25,
};

/// A row of knowledge/places/relations.tsv.
struct PlaceRelation {
  static constexpr size_t kLongest = 6;
  std::array<WordId, kLongest> words;  ///< from the name outwards
  uint8_t size = 0;
  bool before = true;                  ///< stands before the name
  std::string_view relation;
  uint8_t precision = 0;               ///< 0: as it is
  bool at_least = false, at_most = false;
};

struct PlaceWord {
  uint32_t classes = 0;        ///< PlaceWordClass
  uint32_t capital_only = 0;   ///< those of `classes` that hold only where the word is capitalised
  uint8_t before_precision = 0, after_precision = 0, ground_precision = 0;
  std::string_view after_feature, ground_feature, relation, compass;  ///< views of the knowledge
  double kilometres = 0;
  uint32_t first_relation = 0, relations = 0;  ///< in PlaceWords

  bool Is(uint32_t wanted, bool capital) const { return (classes & wanted & ~(capital ? 0 : capital_only)) != 0; }
};

class PlaceWords {
 public:
  static Result<PlaceWords> Load(const Container& knowledge, Vocabulary& vocabulary);
  const PlaceWord& At(WordId word) const { return rows_[word.value < row_of_.size() ? row_of_[word.value] : 0]; }

  /// The phrases whose word next to the name is this one; longest first.
  std::span<const PlaceRelation> Relations(WordId next) const;

  WordId of, the, and_, or_, with, by, from, according;

 private:
  Result<void> ReadRelations(const Container& knowledge, Vocabulary& vocabulary);
  PlaceWord& Row(WordId word);

  std::vector<uint16_t> row_of_;  ///< by word id; 0: none
  std::vector<PlaceWord> rows_{1};
  std::vector<PlaceRelation> relations_;  ///< ordered by the word next to the name
};

}  // namespace dateline
