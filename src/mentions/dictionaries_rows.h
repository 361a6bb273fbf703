// The rows of actor and agent dictionaries as they are written: codes unread, names in capitals. What is wrong in a file is told and left out.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"
#include "mentions/dictionaries.h"
#include "mentions/parties_dates.h"

namespace dateline {

/// A code and when it holds.
struct DictionaryCode {
  std::string_view code;
  DayRange days;  ///< inclusive, by the dialect's rule
  bool restricted = false;
};

/// A name, its synonyms and its codes.
struct DictionaryBlock {
  std::string_view name;
  std::vector<std::string_view> phrases;  ///< in capitals
  std::vector<bool> stems;                ///< of the phrases: the last word may go on (TABARI)
  std::vector<DictionaryCode> codes;
  uint32_t line = 0;
};

/// A word for what people are, with the code to be put behind that of the actor they stand with, or before it.
struct DictionaryAgentRow {
  std::string_view phrase;  ///< in capitals
  std::string_view code;    ///< in capitals
  bool before = false;      ///< [NGO~]
  bool regular = true;      ///< the regular plural is one
  std::string_view plural;  ///< where the regular one is wrong; may be empty
  uint32_t line = 0;
};

/// Where rows are read from and to.
struct DictionarySource {
  const std::string& name;  ///< for what is told
  std::string_view text;
  Dialect dialect = Dialect::kPetrarch2;
  std::deque<std::string>& pool;  ///< what the rows view
  std::vector<Error>& warnings;
};

std::vector<DictionaryBlock> ReadActorBlocks(const DictionarySource& source);
std::vector<DictionaryAgentRow> ReadAgentRows(const DictionarySource& source);

}  // namespace dateline
