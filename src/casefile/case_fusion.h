// From an opened case file to its findings in memory: load, decide, fuse.
#pragma once

#include "casefile/claims_load.h"
#include "casefile/findings_store.h"
#include "casefile/statement.h"

namespace dateline {

/// All of it on one connection, which should be in a transaction where another program may write. `link`: as in UpdateOptions. Ids of findings are made unique.
Result<FusedCase> FuseCase(Database& db, const FuseFunction& fuse, const LinkFunction& link, ClaimNumbers& numbers);

}  // namespace dateline
