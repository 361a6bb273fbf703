#include "findings/flows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/days.h"
#include "findings/pooling.h"

namespace dateline {
namespace {

constexpr int32_t kMostGap = 14;     // days between two movements of one flow
constexpr int32_t kMostPeriod = 62;  // days from the first to the last
constexpr int32_t kUntoldDays = 7;   // a movement without a day was in the week before its report
constexpr double kEndKm = 15;

/// A movement with what decides whether it is part of a flow.
struct Moving {
  uint32_t row = 0;
  const ClaimPlace* origin = nullptr;       ///< null: not told
  const ClaimPlace* destination = nullptr;
  TextId joined = 0;                        ///< the group joined
  int32_t start = 0, end = 0;
  double count = 0;                         ///< 0: not told
};

struct Flow {
  std::vector<const Moving*> members;
  int32_t start = 0, end = 0;
};

bool Armed(FigureWho who) { return who == FigureWho::kSoldiers || who == FigureWho::kFighters || who == FigureWho::kPolice; }

class FlowMaker {
 public:
  explicit FlowMaker(const FindingTools& tools) : tools_(tools), set_(tools.set) {}

  std::vector<Finding> Make() {
    Sort();
    std::vector<Finding> out;
    for (auto& [key, crowd] : crowds_) {
      for (const Flow& flow : Gather(crowd)) {
        if (Affirmed(flow)) out.push_back(ToFinding(flow));
      }
    }
    return out;
  }

 private:
  using Crowd = std::vector<Moving>;

  void Sort();
  std::vector<Flow> Gather(Crowd& crowd) const;
  bool Fits(const Flow& flow, const Moving& moving, int& ends) const;
  bool EndFits(const ClaimPlace* a, const ClaimPlace* b, int& ends) const;
  bool Affirmed(const Flow& flow) const;
  Finding ToFinding(const Flow& flow) const;
  void SetEnds(const Flow& flow, Finding& out) const;
  void SetCounts(Finding& out) const;
  void SetPrices(Finding& out) const;

  const FindingTools& tools_;
  const ClaimSet& set_;
  std::map<std::string, Crowd> crowds_;  ///< by family of manner, kind of people, and country
};

void FlowMaker::Sort() {
  for (uint32_t row = 0; row < set_.claims.size(); ++row) {
    const Claim& claim = set_.claims[row];
    if (claim.kind != RecordKind::kMovement || !claim.happened() || tools_.corrections.IsRejected(row)) continue;
    Moving moving;
    moving.row = row;
    if (const auto places = set_.Places(claim, PlaceSlot::kOrigin); !places.empty()) moving.origin = &places.front();
    if (const auto places = set_.Places(claim, PlaceSlot::kDestination); !places.empty()) moving.destination = &places.front();
    if (const auto joined = set_.Parties(claim, PartySlot::kJoined); !joined.empty()) moving.joined = joined.front().name != 0 ? joined.front().name : joined.front().text;
    if (moving.origin == nullptr && moving.destination == nullptr && moving.joined == 0) continue;  // from nowhere to nowhere: a record, no flow
    const int32_t published = set_.Published(claim.report);
    if (claim.time.known()) {
      moving.start = claim.time.start;
      moving.end = claim.time.end == kNoDay ? std::max(claim.time.start, published) : claim.time.end;
    } else if (published != kNoDay) {
      moving.start = published - kUntoldDays;
      moving.end = published;
    }
    if (const ClaimFigure* count = set_.Figure(claim, FigureSlot::kCount)) moving.count = count->best;
    const auto people = set_.Parties(claim, PartySlot::kPeople);
    if (!people.empty() && people.front().person != 0) continue;  // the way of one person is nobody's flow: we count, we do not track
    const bool armed = !people.empty() && Armed(tools_.words.WhoOf(set_.text(people.front().text)));
    const ClaimPlace* at = moving.origin != nullptr ? moving.origin : moving.destination;
    crowds_[fmt::format("{}\t{}\t{}", tools_.words.MannerFamily(set_.text(claim.type)), armed, at == nullptr ? "" : set_.text(at->country))].push_back(moving);
  }
}

bool FlowMaker::EndFits(const ClaimPlace* a, const ClaimPlace* b, int& ends) const {
  if (a == nullptr || b == nullptr) return true;
  if (!PlacesAgree(set_, *a, *b, kEndKm)) return false;
  ++ends;
  return true;
}

/// `ends`: how many ends the movement shares with the flow's fullest member.
bool FlowMaker::Fits(const Flow& flow, const Moving& moving, int& ends) const {
  if (moving.start > flow.end + kMostGap || std::max(flow.end, moving.end) - std::min(flow.start, moving.start) > kMostPeriod) return false;
  ends = 0;
  for (const Moving* member : flow.members) {
    int shared = 0;
    if (!EndFits(member->origin, moving.origin, shared) || !EndFits(member->destination, moving.destination, shared) || member->joined != moving.joined) return false;
    // Counts an order of magnitude apart are two crowds, whatever the words.
    if (member->count > 0 && moving.count > 0 && std::abs(std::log(member->count / moving.count)) > std::log(10.0)) return false;
    ends = std::max(ends, shared + (moving.joined != 0 ? 1 : 0));
  }
  return ends > 0;
}

/// Movements in the order of time each go to the flow that shares most ends, the newest among equals; so the order of reports never matters.
std::vector<Flow> FlowMaker::Gather(Crowd& crowd) const {
  const auto key = [&](const Moving& m) { return std::tuple(m.start, m.end, set_.claims[m.row].id); };
  std::sort(crowd.begin(), crowd.end(), [&](const Moving& a, const Moving& b) { return key(a) < key(b); });
  std::vector<Flow> out;
  size_t open = 0;  // flows before it ended too long ago
  for (const Moving& moving : crowd) {
    while (open < out.size() && out[open].start + kMostPeriod < moving.start) ++open;
    Flow* best = nullptr;
    int best_ends = 0;
    for (size_t i = out.size(); i > open; --i) {
      int ends = 0;
      if (Fits(out[i - 1], moving, ends) && ends > best_ends) {
        best = &out[i - 1];
        best_ends = ends;
      }
    }
    if (best == nullptr) best = &out.emplace_back(Flow{{}, moving.start, moving.end});
    best->members.push_back(&moving);
    best->end = std::max(best->end, moving.end);
  }
  return out;
}

bool FlowMaker::Affirmed(const Flow& flow) const {
  return std::any_of(flow.members.begin(), flow.members.end(), [&](const Moving* m) { return set_.claims[m->row].polarity == Polarity::kAffirmed; });
}

void FlowMaker::SetEnds(const Flow& flow, Finding& out) const {
  const ClaimPlace *origin = nullptr, *destination = nullptr;
  std::map<std::string, ClaimPlace> via;
  Ballot directions, manners;
  std::vector<uint32_t> people, facilitators, joined;
  const auto add = [&](const Claim& claim, PartySlot slot, std::vector<uint32_t>& rows) {
    const Slice s = claim.parties[static_cast<size_t>(slot)];
    for (uint32_t i = 0; i < s.count; ++i) rows.push_back(s.begin + i);
  };
  for (const Moving* m : flow.members) {
    const Claim& claim = set_.claims[m->row];
    if (m->origin != nullptr && (origin == nullptr || TellsMore(set_, *m->origin, *origin))) origin = m->origin;
    if (m->destination != nullptr && (destination == nullptr || TellsMore(set_, *m->destination, *destination))) destination = m->destination;
    for (const ClaimPlace& place : set_.Places(claim, PlaceSlot::kVia)) via.emplace(PlainName(set_.text(place.name != 0 ? place.name : place.text)), place);
    directions.Add(set_.text(claim.direction), claim.confidence);
    manners.Add(set_.text(claim.type), claim.confidence);
    add(claim, PartySlot::kPeople, people);
    add(claim, PartySlot::kFacilitator, facilitators);
    add(claim, PartySlot::kJoined, joined);
  }
  if (origin != nullptr) out.origin.push_back(*origin);
  if (destination != nullptr) out.destination.push_back(*destination);
  for (const auto& [name, place] : via) out.via.push_back(place);
  out.direction = directions.Winner();
  out.type = manners.Winner();
  out.recipients = PoolParties(set_, people);
  out.actors = PoolParties(set_, joined.empty() ? facilitators : joined);
}

/// One figure for each unit told; people before households.
void FlowMaker::SetCounts(Finding& out) const {
  std::map<std::string, std::vector<FigureClaim>> by_unit;
  FigureKey key;
  key.kind = FigureKind::kMovement;
  for (const FindingClaim& use : out.claims) {
    const ClaimFigure* count = set_.Figure(set_.claims[use.claim], FigureSlot::kCount);
    if (count == nullptr || count->change != Change::kNone) continue;
    FigureClaim claim = ToFigureClaim(set_, use.claim, *count, key, use.origin, ClaimSide::kUnknown, tools_.corrections);
    claim.correction = tools_.words.IsCorrection(set_.text(set_.claims[use.claim].quote));
    const std::string unit(set_.text(count->unit));
    by_unit[unit.empty() ? "people" : unit].push_back(claim);
  }
  FuseOptions options;
  options.event_day = out.time.start;
  for (const std::string_view first : {"people", ""}) {
    for (const auto& [unit, claims] : by_unit) {
      if ((unit == "people") != (first == "people")) continue;
      FindingFigure figure;
      figure.slot = FigureSlot::kCount;
      figure.unit = unit;
      figure.figure = tools_.rules.Fuse(tools_.rule, key, claims, options);
      if (!figure.figure.given) continue;
      if (out.figures.empty()) TakeVerdicts(figure.figure, out);
      out.figures.push_back(std::move(figure));
    }
  }
}

void FlowMaker::SetPrices(Finding& out) const {
  std::map<std::tuple<std::string, std::string, std::string>, std::vector<FigureClaim>> by_kind;  // currency, per, year
  FigureKey key;
  key.kind = FigureKind::kPrice;
  for (const FindingClaim& use : out.claims) {
    const Claim& claim = set_.claims[use.claim];
    const ClaimFigure* price = set_.Figure(claim, FigureSlot::kPrice);
    if (price == nullptr) continue;
    const int32_t day = claim.time.known() ? claim.time.start : DayOf(set_, claim);
    const std::string year = day == kNoDay ? std::string() : std::to_string(DateOf(day).year);
    by_kind[{std::string(set_.text(price->unit)), std::string(set_.text(claim.per)), year}].push_back(
        ToFigureClaim(set_, use.claim, *price, key, use.origin, ClaimSide::kUnknown, tools_.corrections));
  }
  for (const auto& [kind, claims] : by_kind) {
    FindingFigure figure;
    figure.slot = FigureSlot::kPrice;
    std::tie(figure.unit, figure.per, figure.year) = kind;
    figure.figure = tools_.rules.Fuse(tools_.rule, key, claims, {});
    if (figure.figure.given) out.figures.push_back(std::move(figure));
  }
}

Finding FlowMaker::ToFinding(const Flow& flow) const {
  Finding out;
  out.kind = FindingKind::kFlow;
  std::vector<uint32_t> rows;
  ClaimTime told;
  for (const Moving* m : flow.members) {
    rows.push_back(m->row);
    const ClaimTime& time = set_.claims[m->row].time;
    if (!time.known()) continue;
    told.start = told.known() ? std::min(told.start, time.start) : time.start;
    told.end = std::max(told.end, m->end);
    told.precision = std::max(told.precision, time.precision);
  }
  FillEvidence(set_, tools_.corrections, std::move(rows), out);
  out.time = told.known() ? told : flow.end == 0 ? ClaimTime{} : ClaimTime{flow.start, flow.end, 3};
  SetEnds(flow, out);
  SetCounts(out);
  SetPrices(out);
  FillCodes(set_, out);
  SetCredibility(tools_, out);
  return out;
}

}  // namespace

std::vector<Finding> MakeFlows(const FindingTools& tools) { return FlowMaker(tools).Make(); }

}  // namespace dateline
