// The words of knowledge/places/words.tsv, by word id: what may stand beside a place name and what it says about it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/container.h"
#include "dateline/result.h"
#include "text/lexicon.h"

namespace dateline {

enum PlaceWordClass : uint32_t {
  kBeforePlace = 1 << 0, kAfterPlace = 1 << 1, kGround = 1 << 2, kSite = 1 << 3, kOrgWord = 1 << 4, kTitleWord = 1 << 5, kPersonWord = 1 << 6,
      kStreetWord = 1 << 7,
  kSpeechWord = 1 << 8, kInWord = 1 << 9, kToWord = 1 << 10, kRelationWord = 1 << 11, kCompass = 1 << 12, kDistanceWord = 1 << 13, kNeverPlace = 1 << 14,
  kGivenNameWord = 1 << 15,
};

struct PlaceWord {
  uint32_t classes = 0;        ///< PlaceWordClass
  uint32_t capital_only = 0;   ///< those of `classes` that hold only where the word is capitalised
  uint8_t before_precision = 0, after_precision = 0, ground_precision = 0;
  std::string_view after_feature, ground_feature, relation, compass;  ///< views of the knowledge
  double kilometres = 0;

  bool Is(uint32_t wanted, bool capital) const { return (classes & wanted & ~(capital ? 0 : capital_only)) != 0; }
};

class PlaceWords {
 public:
  static Result<PlaceWords> Load(const Container& knowledge, Vocabulary& vocabulary);
  const PlaceWord& At(WordId word) const { return rows_[word.value < row_of_.size() ? row_of_[word.value] : 0]; }

  WordId of, the, and_, or_, with, comma, hyphen, from, a;

 private:
  PlaceWord& Row(WordId word);

  std::vector<uint16_t> row_of_;  ///< by word id; 0: none
  std::vector<PlaceWord> rows_{1};
};

}  // namespace dateline
