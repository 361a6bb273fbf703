// Rows of a table that is in token order (parties, places, times, quantities, things, attributions, names).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace dateline {

/// The first of the first `size` rows that begins at `token` or behind it; `size`: rows that stand in order, more than there are: all. O(log rows).
template <class Rows>
auto FirstRowFrom(Rows& rows, uint32_t token, size_t size = SIZE_MAX) {
  const auto end = rows.begin() + static_cast<std::ptrdiff_t>(std::min(size, rows.size()));
  return std::lower_bound(rows.begin(), end, token, [](const auto& row, uint32_t t) { return row.tokens.begin < t; });
}

}  // namespace dateline
