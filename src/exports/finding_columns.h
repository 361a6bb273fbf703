// The columns that a table of findings has: CSV, HXL and Arrow (docs/exports.md explains each).
#pragma once

#include <vector>

#include "exports/finding_view.h"
#include "exports/tabular.h"

namespace dateline {

/// The same columns for all four kinds; every column with its HXL tag.
std::vector<Column<FindingView>> FindingColumns();

}  // namespace dateline
