// Control lines: who held a place from when to when, by whose word.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "findings/flows.h"
#include "findings/pooling.h"

namespace dateline {
namespace {

constexpr int32_t kSettles = 3;  // days within which two holders named for one place are a contest, not a change

/// One claim on who holds the place.
struct Held {
  uint32_t row = 0;
  int32_t day = kNoDay;
  std::string holder;      ///< name of the holder as it is shown
  std::string key;         ///< under which holders are the same
  bool contested = false;  ///< says itself that it is fought over, surrounded, or denied
};

class ControlMaker {
 public:
  explicit ControlMaker(const FindingTools& tools) : tools_(tools), set_(tools.set) {}

  std::vector<Finding> Make() {
    for (uint32_t row = 0; row < set_.claims.size(); ++row) {
      const Claim& claim = set_.claims[row];
      if (claim.kind != RecordKind::kControl || !claim.happened() || tools_.corrections.IsRejected(row)) continue;
      const auto places = set_.Places(claim, PlaceSlot::kPlace);
      if (places.empty()) continue;
      lines_[LineOf(claim.report, places.front())].push_back(ToHeld(row));
    }
    std::vector<Finding> out;
    for (auto& [place, held] : lines_) out.push_back(ToFinding(held));
    return out;
  }

 private:
  /// A place that is not known ("the district") is one in its own report only.
  std::string LineOf(uint32_t report, const ClaimPlace& place) const {
    std::string key = PlaceKey(set_, place);
    return key.empty() ? set_.reports[report].id.Hex() + PlainName(set_.text(place.text)) : key;
  }

  Held ToHeld(uint32_t row) const;
  std::vector<SeriesPoint> Points(const Finding& finding, const std::vector<Held>& held) const;
  void Contest(std::vector<SeriesPoint>& points) const;
  Finding ToFinding(std::vector<Held>& held) const;

  const FindingTools& tools_;
  const ClaimSet& set_;
  std::map<std::string, std::vector<Held>> lines_;
};

Held ControlMaker::ToHeld(uint32_t row) const {
  const Claim& claim = set_.claims[row];
  Held out;
  out.row = row;
  out.day = claim.time.known() ? claim.time.start : set_.Published(claim.report);
  const auto holders = set_.Parties(claim, PartySlot::kHolder);
  if (!holders.empty()) {
    const ClaimParty& p = holders.front();
    out.holder = std::string(set_.text(p.name != 0 ? p.name : p.text));
    out.key = p.actor != 0 ? std::string(set_.text(p.actor)) : PlainName(out.holder);
  }
  const std::string_view change = set_.text(claim.type);
  out.contested = change == "contested" || change == "besieged" || claim.polarity == Polarity::kDenied;
  return out;
}

/// Claims in the order of time become stretches: a claim that names the same holder goes on with the stretch before.
std::vector<SeriesPoint> ControlMaker::Points(const Finding& finding, const std::vector<Held>& held) const {
  std::vector<SeriesPoint> out;
  std::vector<std::string> keys;
  std::vector<std::set<std::string>> sources;
  std::map<uint32_t, const FindingClaim*> uses;
  for (const FindingClaim& use : finding.claims) uses[use.claim] = &use;
  for (const Held& h : held) {
    const bool goes_on = !out.empty() && keys.back() == h.key && out.back().contested == h.contested;
    if (!goes_on) {
      SeriesPoint& point = out.emplace_back();
      point.start = h.day;
      point.holder = h.holder;
      point.contested = h.contested;
      keys.push_back(h.key);
      sources.emplace_back();
    }
    SeriesPoint& point = out.back();
    point.change = std::string(set_.text(set_.claims[h.row].type));
    point.claims.push_back(h.row);
    sources.back().insert(uses.at(h.row)->source);
  }
  for (size_t i = 0; i < out.size(); ++i) {
    for (const std::string& source : sources[i]) out[i].sources.append(out[i].sources.empty() ? "" : "; ").append(source);
  }
  return out;
}

/// Two holders named within a few days, by origins that are not one, and no word that the place changed hands: contested, from the first claim to the next stretch.
void ControlMaker::Contest(std::vector<SeriesPoint>& points) const {
  for (size_t i = 0; i + 1 < points.size(); ++i) {
    SeriesPoint &a = points[i], &b = points[i + 1];
    if (a.start == kNoDay || b.start == kNoDay || b.start - a.start > kSettles || a.holder.empty() || b.holder.empty()) continue;
    const bool changed = b.change == "captured" || b.change == "recaptured" || b.change == "lost";
    if (changed && b.start > a.start) continue;
    std::set<std::string> first, second;
    for (const uint32_t row : a.claims) first.insert(OriginOf(set_, set_.claims[row]).key);
    for (const uint32_t row : b.claims) second.insert(OriginOf(set_, set_.claims[row]).key);
    if (first != second) a.contested = b.contested = true;
  }
  for (size_t i = 0; i + 1 < points.size(); ++i) {
    if (points[i + 1].start != kNoDay) points[i].end = points[i + 1].start;
  }
}

Finding ControlMaker::ToFinding(std::vector<Held>& held) const {
  std::sort(held.begin(), held.end(), [&](const Held& a, const Held& b) { return std::pair(a.day, set_.claims[a.row].id) < std::pair(b.day, set_.claims[b.row].id); });
  Finding out;
  out.kind = FindingKind::kControlLine;
  std::vector<uint32_t> rows;
  const ClaimPlace* place = nullptr;
  for (const Held& h : held) {
    rows.push_back(h.row);
    const ClaimPlace& here = set_.Places(set_.claims[h.row], PlaceSlot::kPlace).front();
    if (place == nullptr || TellsMore(set_, here, *place)) place = &here;
  }
  FillEvidence(set_, tools_.corrections, std::move(rows), out);
  out.place = *place;
  out.series = Points(out, held);
  Contest(out.series);
  out.type = out.series.back().contested ? "contested" : out.series.back().change;
  const auto last_named = std::find_if(held.rbegin(), held.rend(), [](const Held& h) { return !h.holder.empty(); });
  if (last_named != held.rend()) out.actors.push_back(set_.Parties(set_.claims[last_named->row], PartySlot::kHolder).front());
  for (size_t i = 0; i + 1 < out.series.size(); ++i) {
    const SeriesPoint &a = out.series[i], &b = out.series[i + 1];
    if (!a.contested || !b.contested || a.holder == b.holder || a.holder.empty() || b.holder.empty()) continue;
    out.contradictions.push_back({"holder", fmt::format("{} ({}) against {} ({})", a.holder, a.sources, b.holder, b.sources), a.claims.front(), b.claims.front()});
  }
  const auto dated = std::find_if(held.begin(), held.end(), [](const Held& h) { return h.day != kNoDay; });
  if (dated != held.end()) out.time = {dated->day, held.back().day, 1};
  SetCredibility(tools_, out);
  return out;
}

}  // namespace

std::vector<Finding> MakeControlLines(const FindingTools& tools) { return ControlMaker(tools).Make(); }

}  // namespace dateline
