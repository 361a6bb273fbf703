// A finished document as rows for the case file and as JSON lines for exports (docs/records.md).
#pragma once

#include <string>
#include <string_view>

#include "dateline/document.h"
#include "engine/plover.h"
#include "engine/stored.h"

namespace dateline {

/// Everything about a document, as owned data. Ids hash content only - original bytes, title, date, publisher and an id that a JSON line gave, never the path -
/// so the same report and the same engine give the same ids wherever the file lies. Records that agree in every field are stored once. `codes` may be null.
/// O(bytes + records); allocates for what it returns.
StoredReport Serialize(const Document& doc, const PloverCodes* codes);

/// The id that Serialize gives the report.
std::string ReportId(const Report& report);

/// What `dateline mentions` prints: one JSON line a mention, each ended by '\n', class by class (place, time, quantity, party, weapon, name, attribution) and in
/// the order of the text within a class.
std::string MentionsJson(const Document& doc);

}  // namespace dateline
