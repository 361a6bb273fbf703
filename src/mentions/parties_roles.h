// Heads of noun phrases that name parties (knowledge/roles.tsv): looked up backwards from the head, the longest phrase first.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/container.h"
#include "dateline/document.h"
#include "mentions/dictionaries.h"
#include "mentions/head_phrases.h"
#include "text/lexicon.h"

namespace dateline {

enum class RoleNumber : uint8_t { kOne, kGroup, kThing, kTitle };

struct Role {
  std::string_view lemma;    ///< "suicide bomber"
  std::string_view role;     ///< "fighters"; empty for titles such as "Mr."
  std::string_view sectors;
  RoleNumber number = RoleNumber::kOne;
  bool people = true;
  bool capital = false;      ///< only where written with a capital
};

class RoleIndex {
 public:
  /// `dictionaries`: agents of the user's; one that the table knows keeps its role and gets their sectors. Null: none.
  static Result<RoleIndex> Load(const Container& knowledge, Vocabulary& vocabulary, const Dictionaries* dictionaries = nullptr);

  struct Hit {
    const Role* role = nullptr;
    uint32_t begin = 0;  ///< first token of the phrase, which ends with the head
  };
  /// The longest phrase that ends with `head` and begins at or after `begin`; `role` is null when there is none.
  Hit Match(const Document& doc, uint32_t begin, uint32_t head) const;
  /// What the word means by itself; null: nothing.
  const Role* Alone(WordId word) const;

 private:
  void AddAgents(const Dictionaries& dictionaries, Vocabulary& vocabulary);

  std::vector<Role> roles_;
  HeadPhrases phrases_;
};

}  // namespace dateline
