// A finished document as rows for the case file and as JSON lines for exports (docs/records.md).
#pragma once

#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

#include "dateline/document.h"
#include "engine/record_codes.h"
#include "engine/stored.h"

namespace dateline {

/// Everything about a document, as owned data. Ids hash content only - original bytes, title, date, publisher and an id that a JSON line gave, never the path -
/// so the same report and the same engine give the same ids wherever the file lies. Records that agree in every field are stored once. `codes` may be null.
/// O(bytes + records); allocates for what it returns.
StoredReport Serialize(const Document& doc, const RecordCodes* codes);

/// The id that Serialize gives the report.
std::string ReportId(const Report& report);

/// Classes of mentions, in the order of the lines.
inline constexpr std::string_view kMentionClassNames[] = {"place", "time", "quantity", "party", "weapon", "damage", "infrastructure", "name", "attribution"};
inline constexpr uint32_t kAllMentions = (1u << std::size(kMentionClassNames)) - 1;

/// What `dateline mentions` prints: one JSON line a mention, each ended by '\n', class by class and in the order of the text within a class. `classes`: bit k
/// stands for kMentionClassNames[k].
std::string MentionsJson(const Document& doc, uint32_t classes = kAllMentions);

/// A span that the user gives, as bytes of the clean text.
struct GivenMention {
  Span span;
  uint32_t of_class = 0;               ///< index into kMentionClassNames
  const PlaceMention* place = nullptr; ///< class place: the place it is, or an empty one
};
/// One line a given span, in their order: with what is known of it, or nothing but the span.
std::string MentionsJson(const Document& doc, std::span<const GivenMention> given);

}  // namespace dateline
