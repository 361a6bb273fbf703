// Brings a case file of an older schema to this one.
#pragma once

#include "casefile/statement.h"
#include "dateline/result.h"

namespace dateline {

/// Version of an opened case file (check.h has looked at it); 0 where it says none.
int SchemaVersion(Database& db);

/// Brings an older case file, open for writing, to kSchemaVersion in one transaction, after a copy of it was written beside it ("case.schema-1.gpkg", or "-2", "-3"
/// before the ending where that name is taken). Nothing happens to a file of this schema. The file is not sealed afterwards. Cost: that of the copy.
Result<void> Migrate(Database& db);

}  // namespace dateline
