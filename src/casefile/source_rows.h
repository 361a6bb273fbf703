// The tables of sources, who repeats whom, and copies: small, so they are compared as a whole and written anew where they differ.
#pragma once

#include "casefile/claims_load.h"
#include "casefile/findings_store.h"
#include "casefile/statement.h"

namespace dateline {

/// Fills `source` and `source_repeats`. Inside a transaction. False: see Database::LastError.
bool WriteSources(Database& db, const FusedCase& fused);

/// Fills `copy` and `credit` from ClaimReport::origin and agency.
bool WriteLinks(Database& db, const ClaimSet& claims, const ClaimNumbers& numbers);

}  // namespace dateline
