// Whose word a claim is. A vote counts once per origin: twenty outlets that quote one ministry are one vote, and so are a wire story and its copies.
#pragma once

#include <string>
#include <string_view>

#include "findings/claim.h"
#include "findings/figures.h"

namespace dateline {

struct Origin {
  std::string key;    ///< equal for claims of one origin
  std::string label;  ///< for people: "the interior ministry", "Northgate Wire"
};

/// A speaker with a name (an office, an organization, a person, a party, an agency quoted) is an origin of its own. Speakers who could be anybody ("officials",
/// "residents") and the report's own voice stand for the report: its copy's original, else its credited agency, else its publisher, else itself.
Origin OriginOf(const ClaimSet& set, const Claim& claim);

/// The origin of what a report says in its own voice.
Origin OriginOfReport(const ClaimSet& set, uint32_t report);

/// Lower case, without a leading article and possessive endings, white space single: "The Interior Ministry's" is "interior ministry".
std::string PlainName(std::string_view name);

}  // namespace dateline
