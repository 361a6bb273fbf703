// Plain occurrences for tests: slots pooled without judging, one occurrence a claim or of the claims given.
#pragma once

#include <algorithm>
#include <vector>

#include "findings/claim.h"
#include "findings/occurrence.h"

namespace dateline {

inline Occurrence PlainOccurrence(const ClaimSet& claims, std::vector<uint32_t> rows) {
  Occurrence out;
  const Claim& first = claims.claims[rows.front()];
  out.report = first.report;
  out.kind = first.kind;
  out.main = rows.front();
  out.type = first.type;
  out.figures.fill(kNoRow);
  for (const uint32_t row : rows) {
    const Claim& claim = claims.claims[row];
    if (out.mode == 0 && claim.type == out.type) out.mode = claim.mode;
    const auto place = claim.places[static_cast<size_t>(PlaceSlot::kPlace)];
    for (uint32_t i = 0; i < place.count; ++i) out.places.push_back(place.begin + i);
    if (claim.time.known() && (!out.time.known() || claim.time.precision < out.time.precision)) out.time = claim.time;
    const auto add = [&](PartySlot slot, std::vector<uint32_t>& to) {
      const Slice parties = claim.parties[static_cast<size_t>(slot)];
      for (uint32_t i = 0; i < parties.count; ++i) to.push_back(parties.begin + i);
    };
    add(PartySlot::kActors, out.actors);
    add(PartySlot::kRecipients, out.recipients);
    for (uint32_t i = 0; i < claim.figures.count; ++i) {
      uint32_t& figure = out.figures[static_cast<size_t>(claims.figures[claim.figures.begin + i].slot)];
      if (figure == kNoRow) figure = claim.figures.begin + i;
    }
    if (claim.weapons != 0) out.weapons.push_back(claim.weapons);
  }
  std::stable_sort(out.places.begin(), out.places.end(), [&](uint32_t a, uint32_t b) {
    const auto rank = [&](uint32_t place) { return claims.places[place].precision == 0 ? 99 : claims.places[place].precision; };
    return rank(a) < rank(b);
  });
  out.window = out.time;
  out.claims = std::move(rows);
  return out;
}

}  // namespace dateline
