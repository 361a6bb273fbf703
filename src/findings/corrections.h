// What a person has decided, as far as it bears on fusion: in terms of rows of a ClaimSet. (Edits of slots, dates and places are made in the ClaimSet itself before it is fused.)
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace dateline {

struct Corrections {
  std::vector<uint8_t> rejected;                       ///< a flag for each claim; empty: none. A rejected claim stands in no finding.
  std::vector<uint8_t> accepted;                       ///< a flag for each claim; empty: none. Its probability is 1.
  std::vector<std::pair<uint32_t, uint32_t>> same;     ///< pairs of claims that are one event, whatever the score
  std::vector<std::pair<uint32_t, uint32_t>> apart;    ///< pairs of claims that are two events, whatever the score
  std::unordered_map<uint32_t, char> credibility;      ///< claim -> Admiralty digit '1' to '6' set by a person
  std::unordered_map<std::string, char> reliability;   ///< name of a source -> Admiralty letter 'A' to 'F' set by a person

  bool IsRejected(uint32_t claim) const { return claim < rejected.size() && rejected[claim] != 0; }
  bool IsAccepted(uint32_t claim) const { return claim < accepted.size() && accepted[claim] != 0; }
};

}  // namespace dateline
