// The tables of knowledge/codes/ for tests.
#pragma once

#include "base/test_tables.h"

namespace dateline {

inline Container CodeTables() { return TestTables({"codes/party-kinds.tsv", "codes/cameo.tsv", "codes/acled.tsv", "codes/ucdp.tsv", "codes/idmc.tsv", "codes/contexts.tsv"}); }

}  // namespace dateline
