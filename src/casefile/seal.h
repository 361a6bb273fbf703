// Sealing: what a case file needs before it leaves the writer's hands - extents of the layers and spatial indexes - and undoing it before the next write.
#pragma once

#include <string>

#include "casefile/statement.h"

namespace dateline {

/// Builds R-trees, triggers and extents of all layers and marks the file as sealed. Inside a transaction. `last_change`: ISO 8601 for gpkg_contents.
/// About 5 microseconds a feature. False: see Database::LastError.
bool WriteSeal(Database& db, const std::string& last_change);

/// Drops R-trees and triggers (they call functions that only GIS programs have) and marks the file as open. Inside a transaction.
bool BreakSeal(Database& db);

bool IsSealed(Database& db, bool& sealed);

}  // namespace dateline
