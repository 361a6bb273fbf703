// Whom a report names: persons, and whether each is known for a public office. What leaves a case withholds the others (docs/exports.md, Withholding).
#pragma once

#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/container.h"
#include "dateline/document.h"
#include "dateline/result.h"
#include "engine/stored.h"

namespace dateline {

class PersonFinder {
 public:
  static constexpr std::string_view kTable = "public-offices.tsv";
  static Result<PersonFinder> Load(const Container& knowledge);

  /// Every name of a person in the document, each once, in the order of the alphabet. One is public where any mention stands with an office, or is that of a known
  /// actor; a surname alone is public where the full name is. O(names^2) over the few names of a report.
  std::vector<StoredPerson> Of(const Document& doc) const;

 private:
  bool HasOffice(const Document& doc, TokenRange name) const;
  bool IsOffice(std::string_view lemma) const { return offices_.contains(lemma); }

  std::unordered_set<std::string_view> offices_;  ///< views the knowledge
};

}  // namespace dateline
