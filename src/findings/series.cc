// Figures over time: stocks, and running tolls, told of one place by many sources.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "findings/flows.h"
#include "findings/pooling.h"

namespace dateline {
namespace {

constexpr int32_t kOfLate = 30;  // days before the last point whose claims make the figure of now

/// A stock claim with the day it speaks of.
struct Told {
  uint32_t row = 0;
  int32_t day = kNoDay;
};

class SeriesMaker {
 public:
  explicit SeriesMaker(const FindingTools& tools) : tools_(tools), set_(tools.set) {}

  std::vector<Finding> Make() {
    for (uint32_t row = 0; row < set_.claims.size(); ++row) {
      const Claim& claim = set_.claims[row];
      const bool asked = claim.kind == RecordKind::kStock && claim.polarity == Polarity::kAffirmed && claim.tense != Tense::kFuture && claim.tense != Tense::kHypothetical;
      if (asked && !tools_.corrections.IsRejected(row) && set_.Figure(claim, FigureSlot::kCount) != nullptr) series_[KeyOf(claim)].push_back({row, AsOf(claim)});
    }
    std::vector<Finding> out;
    for (auto& [key, told] : series_) out.push_back(ToFinding(told));
    return out;
  }

 private:
  /// What is asked: which state, of whom, in which unit, where. A camp and its province are two questions.
  std::string KeyOf(const Claim& claim) const {
    const auto places = set_.Places(claim, PlaceSlot::kPlace);
    std::string place;
    if (!places.empty()) {
      const ClaimPlace& p = places.front();
      place = p.geonameid != 0 ? fmt::format("#{}", p.geonameid) : fmt::format("{}/{}", set_.text(p.country), PlainName(set_.text(p.name != 0 ? p.name : p.text)));
    }
    const auto people = set_.Parties(claim, PartySlot::kPeople);
    const FigureWho who = people.empty() ? FigureWho::kTotal : tools_.words.WhoOf(set_.text(people.front().text));
    // Of refugees and the displaced "civilians", "families" and "people" are one crowd; children are not, nor are the members of one group and another.
    const bool plain = who == FigureWho::kTotal || who == FigureWho::kCivilians || who == FigureWho::kOther;
    const std::string group = people.empty() || people.front().actor == 0 ? std::string() : std::string(set_.text(people.front().actor));
    const std::string unit(set_.text(set_.Figure(claim, FigureSlot::kCount)->unit));
    return fmt::format("{}\t{}\t{}\t{}\t{}", tools_.words.StateFamily(set_.text(claim.type)), plain ? "people" : Name(who), group, unit.empty() ? "people" : unit, place);
  }

  int32_t AsOf(const Claim& claim) const {
    const int32_t published = set_.reports[claim.report].published;
    if (!claim.time.known()) return published;
    return claim.time.end == kNoDay ? std::max(claim.time.start, published) : claim.time.end;
  }

  FigureClaim ClaimOf(const Finding& finding, const Told& told) const {
    const Claim& claim = set_.claims[told.row];
    FigureKey key;
    key.kind = FigureKind::kStock;
    const auto use = std::find_if(finding.claims.begin(), finding.claims.end(), [&](const FindingClaim& c) { return c.claim == told.row; });
    FigureClaim out = ToFigureClaim(set_, told.row, *set_.Figure(claim, FigureSlot::kCount), key, use->origin, ClaimSide::kUnknown, tools_.corrections);
    out.day = told.day;
    out.correction = tools_.words.IsCorrection(set_.text(claim.quote));
    return out;
  }

  void AddPoint(Finding& finding, std::span<const Told> told) const;
  Finding ToFinding(std::vector<Told>& told) const;

  const FindingTools& tools_;
  const ClaimSet& set_;
  std::map<std::string, std::vector<Told>> series_;
};

void SeriesMaker::AddPoint(Finding& finding, std::span<const Told> told) const {
  SeriesPoint point;
  point.start = point.end = told.front().day;
  std::vector<FigureClaim> claims;
  std::vector<std::string> sources;
  for (const Told& t : told) {
    claims.push_back(ClaimOf(finding, t));
    point.claims.push_back(t.row);
    sources.push_back(std::find_if(finding.claims.begin(), finding.claims.end(), [&](const FindingClaim& c) { return c.claim == t.row; })->source);
  }
  point.figure = tools_.rules.Fuse(tools_.rule, claims.front().key, claims, {});
  point.contested = point.figure.contested;
  std::sort(sources.begin(), sources.end());
  sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
  for (const std::string& source : sources) point.sources.append(point.sources.empty() ? "" : "; ").append(source);
  if (point.figure.given) finding.series.push_back(std::move(point));
}

Finding SeriesMaker::ToFinding(std::vector<Told>& told) const {
  std::sort(told.begin(), told.end(), [&](const Told& a, const Told& b) { return std::pair(a.day, set_.claims[a.row].id) < std::pair(b.day, set_.claims[b.row].id); });
  Finding out;
  out.kind = FindingKind::kFigure;
  std::vector<uint32_t> rows, people;
  Ballot states;
  const ClaimPlace* place = nullptr;
  for (const Told& t : told) {
    const Claim& claim = set_.claims[t.row];
    rows.push_back(t.row);
    states.Add(set_.text(claim.type), claim.confidence);
    const Slice s = claim.parties[static_cast<size_t>(PartySlot::kPeople)];
    for (uint32_t i = 0; i < s.count; ++i) people.push_back(s.begin + i);
    const auto places = set_.Places(claim, PlaceSlot::kPlace);
    if (!places.empty() && (place == nullptr || TellsMore(set_, places.front(), *place))) place = &places.front();
  }
  FillEvidence(set_, tools_.corrections, std::move(rows), out);
  out.type = states.Winner();
  out.recipients = PoolParties(set_, people);
  if (place != nullptr) out.place = *place;
  for (size_t i = 0; i < told.size();) {
    size_t end = i;
    while (end < told.size() && told[end].day == told[i].day) ++end;
    AddPoint(out, std::span(told).subspan(i, end - i));
    i = end;
  }
  const int32_t last = told.back().day;
  out.time = {told.front().day, last, static_cast<uint8_t>(last == kNoDay ? 0 : 1)};
  std::vector<FigureClaim> claims;
  for (const Told& t : told) {
    if (last == kNoDay || (t.day != kNoDay && t.day >= last - kOfLate)) claims.push_back(ClaimOf(out, t));
  }
  FindingFigure figure;
  figure.slot = FigureSlot::kCount;
  const std::string unit(set_.text(set_.Figure(set_.claims[told.front().row], FigureSlot::kCount)->unit));
  figure.unit = unit.empty() ? "people" : unit;
  figure.figure = tools_.rules.Fuse(tools_.rule, claims.front().key, claims, {});
  for (const ClaimVerdict& verdict : figure.figure.claims) {
    const auto use = std::find_if(out.claims.begin(), out.claims.end(), [&](const FindingClaim& c) { return c.claim == verdict.id; });
    use->weight = verdict.weight;
    use->why = Describe(verdict.use);
  }
  if (figure.figure.given) out.figures.push_back(std::move(figure));
  FillCodes(set_, out);
  SetCredibility(tools_, out);
  return out;
}

}  // namespace

std::vector<Finding> MakeSeries(const FindingTools& tools) { return SeriesMaker(tools).Make(); }

}  // namespace dateline
