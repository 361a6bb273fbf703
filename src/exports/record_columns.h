// The columns that a table of records has: CSV, HXL and Arrow (docs/exports.md explains each).
#pragma once

#include <vector>

#include "engine/record_view.h"
#include "exports/exporter.h"
#include "exports/tabular.h"

namespace dateline {

/// What a row of records is made from.
struct RecordSource {
  const RecordView& record;
  const ReportRef& report;
};

/// Named after UCDP GED where it has the same thing; every column with its HXL tag.
std::vector<Column<RecordSource>> RecordColumns();

}  // namespace dateline
