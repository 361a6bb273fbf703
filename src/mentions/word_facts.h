// How ordinary a word is, for names that could be one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "base/container.h"
#include "dateline/result.h"

namespace dateline {

/// What is known of words beyond names: how ordinary they are (0 to 3, by folded word), and which are given names of persons.
struct WordFacts {
  std::unordered_map<std::string, uint32_t> common;
  std::unordered_set<std::string> given_names;

  /// Notes a word seen so often as a name and so often as something else.
  void Count(std::string_view word, double proper, double other);
  /// How much of an ordinary phrase a folded name is: as its least ordinary word.
  uint32_t Commonness(std::string_view folded) const;
};

/// From the compiled lexicon and the table of given names.
Result<WordFacts> ReadWordFacts(const Container& knowledge);

}  // namespace dateline
