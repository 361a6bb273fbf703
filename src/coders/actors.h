// Who the actors of a sentence are by actor and agent dictionaries: codes as the dictionaries write them.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "coders/phrases.h"
#include "dateline/result.h"
#include "mentions/dictionaries_rows.h"

namespace dateline::coders {

/// An actor's name in a sentence.
struct ActorName {
  uint32_t begin = 0, end = 0;  ///< units
  std::string_view code;        ///< on the day of the report; never empty
};

/// A word for a kind of actor.
struct AgentWord {
  uint32_t begin = 0, end = 0;  ///< units
  std::string_view code;
  bool before = false;
};

class ActorBook {
 public:
  /// Names and codes of a file; the words go to `words`.
  void AddActors(const std::string& name, std::string_view text, Dialect dialect, Words& words, std::vector<Error>& warnings);
  void AddAgents(const std::string& name, std::string_view text, Dialect dialect, Words& words, std::vector<Error>& warnings);

  /// What stands in a sentence, from left to right, the longest names first; `day` is TimeMention::kNoDay where it is not known.
  void FindActors(const Units& units, int32_t day, std::vector<ActorName>& out) const;
  void FindAgents(const Units& units, std::vector<AgentWord>& out) const;

  size_t names() const { return actors_.size(); }

 private:
  std::string_view CodeOn(const std::vector<DictionaryCode>& codes, int32_t day) const;

  std::deque<std::string> pool_;
  Phrases actor_names_, agent_words_;
  std::vector<std::vector<DictionaryCode>> actors_;
  std::vector<DictionaryAgentRow> agents_;
};

}  // namespace dateline::coders
