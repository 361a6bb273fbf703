// Names of persons that no table knows: a run of capitalised name words, told from places and titles of things by given names, by the title or office in
// front ("Gen. X", "Defense Secretary X Y") and by how the words are used elsewhere.
#pragma once

#include <cstdint>
#include <vector>

#include "base/container.h"
#include "dateline/document.h"
#include "mentions/parties_roles.h"
#include "text/lexicon.h"

namespace dateline {

enum class Gender : uint8_t { kUnknown, kMale, kFemale };

struct PersonHit {
  TokenRange name;
  RoleIndex::Hit role;  ///< office or title in front of the name
  Gender gender = Gender::kUnknown;
  bool titled = false;  ///< "Mr.": the title belongs to the words by which the person is named
};

class PersonNames {
 public:
  static Result<PersonNames> Load(const Container& knowledge, Vocabulary& vocabulary);

  bool IsGiven(WordId word) const { return word.valid() && word.value < gender_.size() && gender_[word.value] != 0; }
  Gender GenderOf(WordId word) const;
  /// A word that is mostly no name ("war", "spring").
  bool IsCommon(WordId word) const { return word.valid() && word.value < common_.size() && common_[word.value]; }

  /// The person named at the end of [begin, head]. O(tokens of the phrase).
  bool Find(const Document& doc, const RoleIndex& roles, uint32_t begin, uint32_t head, bool shouted, PersonHit& out) const;

 private:
  bool IsNameWord(const Document& doc, uint32_t token) const;
  bool IsParticle(const Document& doc, uint32_t token) const;

  std::vector<uint8_t> gender_;  ///< by word id: 0 none, 1 known, 2 male, 3 female
  std::vector<bool> common_;
  std::vector<WordId> particles_;
  std::vector<WordId> never_;  ///< days, months: capitalised, never a person by themselves
};

}  // namespace dateline
