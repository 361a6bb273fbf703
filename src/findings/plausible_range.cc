#include "findings/plausible_range.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/table.h"

namespace dateline {
namespace {

constexpr std::string_view kTypes[kViolenceTypes] = {"any", "state_based", "non_state", "one_sided"};
constexpr double kEulerGamma = 0.57721566490153286;

}  // namespace

Result<PlausibleRanges> PlausibleRanges::Load(const Container& knowledge) {
  const auto table = knowledge.OpenTable("plausible-ranges.tsv");
  if (!table) return table.error();
  PlausibleRanges out;
  std::array<bool, kViolenceTypes> seen{};
  constexpr double Coefficients::*kFields[] = {&Coefficients::a0, &Coefficients::a1, &Coefficients::b0,
                                               &Coefficients::b1, &Coefficients::c0, &Coefficients::c1};
  for (const Table::Row& row : table->rows()) {
    const auto type = std::find(std::begin(kTypes), std::end(kTypes), row.cells[0]);
    if (type == std::end(kTypes)) return Error{table->Where(row), "type \"" + std::string(row.cells[0]) + "\"", "any, state_based, non_state or one_sided"};
    const auto at = static_cast<size_t>(type - std::begin(kTypes));
    for (size_t i = 0; i < std::size(kFields); ++i) {
      const std::string_view cell = i + 1 < row.cells.size() ? row.cells[i + 1] : std::string_view();
      const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), out.of_[at].*kFields[i]);
      if (error != std::errc() || end != cell.data() + cell.size()) return Error{table->Where(row), "\"" + std::string(cell) + "\"", "a number"};
    }
    seen[at] = true;
  }
  const auto missing = std::find(seen.begin(), seen.end(), false);
  if (missing != seen.end()) return Error{"knowledge/" + table->name(), "no row " + std::string(kTypes[missing - seen.begin()]), "one row for each type"};
  return out;
}

PlausibleRange PlausibleRanges::Of(double published, ViolenceType type) const {
  const Coefficients& c = of_[static_cast<size_t>(type)];
  const double f = std::max(published, 0.0);
  const double size = std::log1p(f);
  const double loc = std::exp(c.a0 + c.a1 * size) - 1;
  const double scale = std::exp(c.b0 + c.b1 * size);
  const double share = 1 / (1 + std::exp(-(c.c0 + c.c1 * size)));  // of f itself
  const double below = (1 - share) * std::exp(-std::exp((loc - f) / scale));
  const auto gumbel = [&](double p) { return std::max(0.0, loc - scale * std::log(-std::log(p))); };
  const auto quantile = [&](double p) { return p < below ? gumbel(p / (1 - share)) : p <= below + share ? f : gumbel((p - share) / (1 - share)); };
  return {quantile(0.05), quantile(0.5), quantile(0.95), (loc + kEulerGamma * scale) * (1 - share) + f * share};
}

}  // namespace dateline
