// Flows, figures over time and control lines: the findings that are made of movements, stocks and claims of control.
#pragma once

#include <span>
#include <vector>

#include "findings/incident.h"

namespace dateline {

/// Movements of the same people between two places over a period (at most about two months), each flow with its count, price, ways and direction. Movements that
/// are planned or feared are no flow. Near linear; does not depend on the order of claims.
std::vector<Finding> MakeFlows(const FindingTools& tools);

/// The same stock, or the same running total of casualties (Occurrence::total), told by many sources over time: a series by day, and its figure of late (claims of
/// the last 30 days that it was told). Near linear.
std::vector<Finding> MakeSeries(const FindingTools& tools, std::span<const Occurrence> occurrences);

/// Who held a place from when to when, by whose word; stretches that are contested stay contested. Near linear.
std::vector<Finding> MakeControlLines(const FindingTools& tools);

}  // namespace dateline
