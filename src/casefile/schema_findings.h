// The part of a case file that schema version 2 brought: findings, sources, and what people decided. schema.h puts the parts together.
#pragma once

#include <span>
#include <string>

#include "casefile/schema.h"

namespace dateline {

std::span<const ListedTable> FindingListedTables();
std::span<const ColumnNote> FindingColumnNotes();
/// Creates the tables and layers, but no rows.
std::string FindingTablesSql();

}  // namespace dateline
