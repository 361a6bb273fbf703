// What is wrong with the tables though they load: rows said twice, codes that nothing means, spellings that lead round in a circle.
#pragma once

#include <vector>

#include "base/container.h"
#include "dateline/result.h"

namespace dateline {

/// Every problem of the tables of a knowledge file, in the order of tables and rows; each names file and line, what was found and what was expected.
/// Tables of a researcher's own need no key: those without an `id` column and not listed in the source are not looked through for rows said twice. O(rows).
std::vector<Error> CheckTables(const Container& knowledge);

}  // namespace dateline
