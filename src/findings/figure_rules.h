// The rules themselves. Each reads the votes of a ballot, says what it used them as, and fills low, best, high, logic (and given) of the figure.
#pragma once

#include <string>

#include "findings/figure_votes.h"

namespace dateline {

void UcdpFigure(FigureBallot& ballot, FusedFigure& out);
void AcledFigure(FigureBallot& ballot, FusedFigure& out);
void GtdFigure(FigureBallot& ballot, FusedFigure& out);
void AirwarsFigure(FigureBallot& ballot, FusedFigure& out);
void IbcFigure(FigureBallot& ballot, FusedFigure& out);
void IdmcFigure(FigureBallot& ballot, FusedFigure& out);
void DatelineFigure(const FigureRules::Tables& tables, const FuseOptions& options, FigureBallot& ballot, FusedFigure& out);

/// "1 vote", "3 votes".
std::string CountOf(size_t n, std::string_view noun);
/// "1,200", "3.5", "open" for an open end.
std::string FigureText(double value);
/// A figure with its hedge: "at least 36", "24 to 99".
std::string FigureText(const FigureReading& read, Hedge hedge);

}  // namespace dateline
