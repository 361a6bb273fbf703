// What one report as a whole says of a figure of one happening, out of the figures of its claims.
#pragma once

#include <cstdint>

#include "findings/claim.h"
#include "findings/occurrence.h"

namespace dateline {

/// The row of ClaimSet::figures that the report stands by for this happening; kNoRow: it gives none. Figures that are denied, feared or only of a part do not count where
/// another one does.
uint32_t ReportFigure(const ClaimSet& claims, const Occurrence& occurrence, FigureSlot slot);

}  // namespace dateline
