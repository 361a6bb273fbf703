// Sealing: what a case file needs before it leaves the writer's hands - extents of the layers and spatial indexes - and undoing it before the next write.
#pragma once

#include <string>

#include "casefile/statement.h"

namespace dateline {

/// Builds R-trees, triggers and extents of all layers that lack them and marks the file as sealed. Inside a transaction. `last_change`: ISO 8601 for gpkg_contents.
/// About 5 microseconds a feature. False: see Database::LastError.
bool WriteSeal(Database& db, const std::string& last_change);

/// Drops R-trees and triggers (they call functions that only GIS programs have) and marks the file as open. Inside a transaction.
bool BreakSeal(Database& db);

/// The same for the layers of findings only: those of records stay as they are.
bool BreakFindingsSeal(Database& db);

bool IsSealed(Database& db, bool& sealed);

/// WriteSeal in a transaction of its own where the file is not sealed, then folds the write-ahead log into the file, so that it is one single file. False: see
/// Database::LastError.
bool SealFile(Database& db, const std::string& last_change);

}  // namespace dateline
