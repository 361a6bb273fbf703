#include "findings/occurrence.h"

#include <algorithm>
#include <cmath>

#include "base/utf8.h"
#include "findings/report_figures.h"
#include "findings/within.h"

namespace dateline {
namespace {

constexpr int32_t kWindowDays = 4;  ///< before publication in which an event without a told day is looked for

/// How much a claim says: the one that says most names the occurrence.
int Weight(const ClaimSet& claims, const Claim& claim) {
  const auto has = [&](PartySlot slot) { return claims.Parties(claim, slot).empty() ? 0 : 1; };
  const int place = claims.Places(claim, PlaceSlot::kPlace).empty() ? 0 : 1;
  const int parties = has(PartySlot::kActors) + has(PartySlot::kRecipients) + has(PartySlot::kPeople) + has(PartySlot::kHolder);
  const int plain = claim.polarity == Polarity::kAffirmed && claim.tense == Tense::kPast ? 3 : 0;
  return plain + parties + place + (claim.time.known() ? 1 : 0) + (claim.mode != 0 ? 1 : 0) + (claim.figures.count > 0 ? 1 : 0);
}

/// How well a party is named: a person, a known actor, a name, a phrase.
int Naming(const ClaimParty& party) { return (party.person != 0 ? 4 : 0) + (party.actor != 0 ? 3 : 0) + (party.name != 0 ? 1 : 0) + (party.role != 0 || party.country != 0 ? 1 : 0); }

std::string_view LastWord(std::string_view text) {
  const size_t blank = text.rfind(' ');
  return blank == std::string_view::npos ? text : text.substr(blank + 1);
}

/// Two rows of parties that are one: the same text, person, last name of a person.
bool IsSame(const ClaimSet& claims, const ClaimParty& a, const ClaimParty& b) {
  if (a.person != 0 && b.person != 0) {
    const std::string_view x = claims.text(a.person), y = claims.text(b.person);
    const bool short_form = x.find(' ') == std::string_view::npos || y.find(' ') == std::string_view::npos;
    return x == y || (short_form && utf8::Lower(LastWord(x)) == utf8::Lower(LastWord(y)));
  }
  if (a.actor != 0 && a.actor == b.actor && a.role == b.role) return true;
  return utf8::Lower(claims.text(a.text)) == utf8::Lower(claims.text(b.text));
}

/// A better naming, or of a person the longer name.
bool IsBetterName(const ClaimSet& claims, const ClaimParty& a, const ClaimParty& b) {
  return Naming(a) > Naming(b) || (a.person != 0 && Naming(a) == Naming(b) && claims.text(a.person).size() > claims.text(b.person).size());
}

void AddParties(const ClaimSet& claims, Slice slice, std::vector<uint32_t>& out) {
  for (uint32_t row = slice.begin; row < slice.begin + slice.count; ++row) {
    const auto same = std::find_if(out.begin(), out.end(), [&](uint32_t known) { return IsSame(claims, claims.parties[known], claims.parties[row]); });
    if (same == out.end()) out.push_back(row);
    else if (IsBetterName(claims, claims.parties[row], claims.parties[*same])) *same = row;
  }
}

void AddPlaces(const ClaimSet& claims, Slice slice, std::vector<uint32_t>& out) {
  for (uint32_t row = slice.begin; row < slice.begin + slice.count; ++row) {
    const ClaimPlace& place = claims.places[row];
    const bool known = std::any_of(out.begin(), out.end(), [&](uint32_t r) {
      return (place.geonameid != 0 && claims.places[r].geonameid == place.geonameid) || claims.places[r].text == place.text;
    });
    if (!known) out.push_back(row);
  }
}

/// The narrowest time that is told; of equals the one told first.
ClaimTime TimeOf(const ClaimSet& claims, const std::vector<uint32_t>& rows) {
  ClaimTime out;
  for (const uint32_t row : rows) {
    const ClaimTime& time = claims.claims[row].time;
    if (time.known() && (!out.known() || time.end - time.start < out.end - out.start)) out = time;
  }
  return out;
}

ClaimTime WindowOf(const ClaimTime& time, int32_t published) {
  if (time.known() || published == kNoDay) return time;
  return {published - kWindowDays, published, 2};
}

}  // namespace

Occurrence MakeOccurrence(const ClaimSet& claims, std::vector<uint32_t> rows, bool period, bool background) {
  Occurrence out;
  out.claims = std::move(rows);
  const Claim& first = claims.claims[out.claims.front()];
  out.report = first.report;
  out.kind = first.kind;
  out.total = period;
  out.background = background;
  out.main = *std::max_element(out.claims.begin(), out.claims.end(), [&](uint32_t a, uint32_t b) { return Weight(claims, claims.claims[a]) < Weight(claims, claims.claims[b]); });
  const Claim& main = claims.claims[out.main];
  out.type = main.type;
  out.mode = main.mode;
  for (const uint32_t row : out.claims) {
    const Claim& claim = claims.claims[row];
    const auto parties = [&](PartySlot slot) { return claim.parties[static_cast<size_t>(slot)]; };
    if (out.mode == 0 && claim.type == out.type) out.mode = claim.mode;
    AddParties(claims, parties(PartySlot::kActors), out.actors);
    AddParties(claims, parties(PartySlot::kHolder), out.actors);
    AddParties(claims, parties(PartySlot::kRecipients), out.recipients);
    AddParties(claims, parties(PartySlot::kPeople), out.recipients);
    AddParties(claims, parties(PartySlot::kPreviousHolder), out.recipients);
    AddPlaces(claims, claim.places[static_cast<size_t>(PlaceSlot::kPlace)], out.places);
    if (claim.weapons != 0 && std::find(out.weapons.begin(), out.weapons.end(), claim.weapons) == out.weapons.end()) out.weapons.push_back(claim.weapons);
  }
  // Known before unknown, narrow before wide.
  const auto rank = [&](uint32_t row) { return claims.places[row].precision == 0 ? 99 : int{claims.places[row].precision}; };
  std::stable_sort(out.places.begin(), out.places.end(), [&](uint32_t a, uint32_t b) { return rank(a) < rank(b); });
  const auto better = [&](uint32_t a, uint32_t b) { return Naming(claims.parties[a]) > Naming(claims.parties[b]); };
  std::stable_sort(out.actors.begin(), out.actors.end(), better);
  std::stable_sort(out.recipients.begin(), out.recipients.end(), better);
  out.time = TimeOf(claims, out.claims);
  out.window = WindowOf(out.time, claims.Published(out.report));
  for (size_t slot = 0; slot < kFigureSlots; ++slot) out.figures[slot] = ReportFigure(claims, out, static_cast<FigureSlot>(slot));
  return out;
}

}  // namespace dateline
