// Links between the reports of a case: which is a copy of which, and which agency each credits.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "findings/agencies.h"
#include "findings/claim.h"

namespace dateline {

/// What links between reports are made from.
struct ReportText {
  std::string text;    ///< the clean text
  size_t body = 0;     ///< where in it the first sentence begins that is no title
  std::string credit;  ///< the agency's name in the dateline, as printed
};

/// Sets ClaimReport::origin, copy_share and agency. `text` is asked once for each row of ClaimSet::reports. The order of reports changes nothing. About 40 microseconds and
/// 700 bytes a report.
void LinkReports(ClaimSet& claims, const Agencies& agencies, const std::function<ReportText(uint32_t)>& text);

}  // namespace dateline
