// The text of `dateline explain --place`: for every place in a report where a name stands, what it could be, what was weighed and why one won.
#pragma once

#include <string>
#include <string_view>

#include "dateline/document.h"
#include "exports/present.h"
#include "dateline/place_explanation.h"

namespace dateline {

/// `file` names the report; `number` counts from 1.
std::string ExplainPlace(const Document& doc, std::string_view file, const PlaceExplanation& explanation, const Layout& layout);

}  // namespace dateline
