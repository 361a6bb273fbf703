// What one report as a whole says of a figure of one happening, out of the figures of its claims.
#pragma once

#include <cstdint>

#include "findings/claim.h"
#include "findings/occurrence.h"

namespace dateline {

/// The row of ClaimSet::figures that the report stands by for this happening; kNoRow: it gives none. What is told first counts - a report begins with the state of things -
/// unless it is denied, feared, a rise or a part, or a later claim gives a number instead of a vague word, or all instead of some.
uint32_t ReportFigure(const ClaimSet& claims, const Occurrence& occurrence, FigureSlot slot);

}  // namespace dateline
