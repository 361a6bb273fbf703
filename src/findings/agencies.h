// News agencies: whose report a newspaper prints. A credit makes a source, not a copy: two papers that credit Reuters with words of their own have one origin.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/container.h"
#include "dateline/result.h"

namespace dateline {

/// Reads media.tsv (rows of kind "agency") and credits.tsv. Ids are those of known actors, so that the speaker of a claim ("Reuters reported") can be held against
/// them.
class Agencies {
 public:
  static Result<Agencies> Load(const Container& knowledge);

  /// True where the known actor `id` is a news agency.
  bool Has(std::string_view id) const { return ids_.count(std::string(id)) != 0; }
  /// The agency that a byline, a publisher or the credit of a dateline names: "By Ann Bell, Associated Press", "AFP/dpa" (the first). The name must stand by itself
  /// between commas, slashes, brackets and the like: "Petra Schmidt" is not Petra. Empty: none.
  std::string_view Named(std::string_view credit) const;
  /// The agency that a report credits: in its dateline (`credit` of the report line), the last line of its text, the signature there, or its byline. Empty: none.
  std::string_view Credited(std::string_view credit, std::string_view byline, std::string_view text) const;

 private:
  std::unordered_map<std::string, std::string> names_;  ///< folded name -> id; of acronyms: as written
  std::unordered_set<std::string> ids_;
  std::vector<std::pair<std::string, std::string>> signs_;  ///< sign, id
};

}  // namespace dateline
