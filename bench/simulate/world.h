// The invented world: incidents with a true toll, flows with a true number, and what sources say of them as records would hold it. docs/fusion.md gives the
// grounds of every setting.
#pragma once

#include <string_view>
#include <vector>

#include "bench/simulate/random.h"
#include "findings/figures.h"

namespace simulate {

/// What tells one scenario from another; how sources err is the same in all (world.cc).
struct Scenario {
  std::string_view name;
  std::string_view about;
  dateline::FigureKind kind = dateline::FigureKind::kKilled;
  double size_exponent = 2.5;    ///< of the power law of tolls: P(X >= x) ~ x^(1 - exponent)
  double size_least = 1;         ///< smallest toll
  double origins = 1.2;          ///< mean number of origins beyond the first, of a small incident ...
  double origins_by_size = 0.6;  ///< ... and so many more for every e-fold of the toll
  uint32_t origins_most = 30;
  double copies = 0.7;           ///< mean number of copies of a statement
  double copy_changed = 0.05;    ///< share of copies whose figure was changed
  double parties = 0.1;          ///< share of origins that are a party to the fight
  double updates = 0.5;          ///< mean number of later statements of an origin
  double unknown_first = 0.25;   ///< mean share of a toll of 25 and more not yet known on the first day
  double settling = 2.5;         ///< days after which the share not known has fallen to 1/e
  double lettered = 0;           ///< share of origins that have a reliability letter, A to C
  bool perfect_reading = false;  ///< no wrong records, every copy known: what a coder has who reads with care
};

/// The scenarios that are reported.
const std::vector<Scenario>& Scenarios();
/// Like the sources of UCDP GED, read with perfect care: its moments are compared with the published ones.
const Scenario& CodersScenario();

struct Incident {
  double truth = 0;
  uint32_t origins = 0;  ///< that say anything
  dateline::FigureKey key;
  static constexpr uint32_t kNone = UINT32_MAX;
  std::vector<dateline::FigureClaim> claims;  ///< of all reports, copies among them, by day
  std::vector<uint32_t> original;             ///< of each claim the row of the one that it copies; kNone: no copy
};

/// An incident that at least one report gives a figure for.
Incident MakeIncident(const Scenario& scenario, Random& random);

}  // namespace simulate
