#include "findings/sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace dateline {
namespace {

/// Counts of names; the most frequent one, of several the first by name.
class Votes {
 public:
  void Add(std::string_view name) {
    if (!name.empty()) ++votes_[std::string(name)];
  }
  std::string Most() const {
    const auto most = std::max_element(votes_.begin(), votes_.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == votes_.end() ? std::string() : most->first;
  }

 private:
  std::map<std::string, uint32_t> votes_;
};

struct Tally {
  SourceFacts facts;
  Votes kinds, sides;
  std::unordered_set<uint32_t> reports, copies;
};

/// What one origin of a finding gives for a slot.
struct OriginFigure {
  uint32_t origin;
  double best;
  std::string_view source;
};

class Counter {
 public:
  Counter(const ClaimSet& claims, const Corrections& corrections) : claims_(claims) {
    for (const auto& [name, letter] : corrections.reliability) TallyOf(name).facts.reliability = letter;
  }

  void Count(const Finding& finding) {
    for (const ClaimUse& use : finding.claims) CountUse(use);
    for (const FigureSlot slot : {FigureSlot::kKilled, FigureSlot::kInjured, FigureSlot::kMissing, FigureSlot::kDetained, FigureSlot::kAbducted, FigureSlot::kCount}) {
      if (finding.Figure(slot) != nullptr) Compare(finding, slot);
    }
  }

  SourceTable Finish() {
    SourceTable out;
    for (auto& [name, tally] : tallies_) {
      SourceFacts& facts = tally.facts;
      facts.name = name;
      facts.kind = tally.kinds.Most();
      facts.side = tally.sides.Most();
      facts.reports = static_cast<uint32_t>(tally.reports.size());
      facts.copies = static_cast<uint32_t>(tally.copies.size());
      if (facts.compared > 0) facts.learned = (facts.inside + 1.0) / (facts.compared + 2.0);
      out.sources.push_back(std::move(facts));
    }
    for (const auto& [pair, reports] : repeats_) out.repeats.push_back({pair.first, pair.second, static_cast<uint32_t>(reports.size())});
    return out;
  }

 private:
  Tally& TallyOf(std::string_view name) {
    const auto it = tallies_.find(name);
    return it != tallies_.end() ? it->second : tallies_.emplace(std::string(name), Tally{}).first->second;
  }

  void CountUse(const ClaimUse& use) {
    if (use.source.empty()) return;
    const Claim& claim = claims_.claims[use.claim];
    const ClaimReport& report = claims_.reports[claim.report];
    Tally& tally = TallyOf(use.source);
    ++tally.facts.records;
    tally.reports.insert(claim.report);
    if (report.origin != kNoRow) tally.copies.insert(claim.report);
    const bool own_voice = claim.source.text == 0 && claim.source.name == 0;
    tally.kinds.Add(own_voice ? std::string_view("publisher") : claims_.text(claim.source.type));
    tally.sides.Add(claims_.text(claim.source.country != 0 ? claim.source.country : claim.source.actor));
    CountRepeats(use, claim, report);
  }

  void CountRepeats(const ClaimUse& use, const Claim& claim, const ClaimReport& report) {
    const auto repeat = [&](std::string_view who, std::string_view whom) {
      if (!who.empty() && !whom.empty() && who != whom) repeats_[{std::string(who), std::string(whom)}].insert(claim.report);
    };
    if (report.origin != kNoRow) repeat(report.publisher, claims_.reports[report.origin].publisher);
    repeat(report.publisher, claims_.text(report.agency));
    if (claims_.text(claim.source.type) == "media") repeat(report.publisher, use.source);
    repeat(claims_.text(claim.source.relayed_by), use.source);
  }

  /// Each origin's figure against those of the others: the range of two or more others is what can be known without it.
  void Compare(const Finding& finding, FigureSlot slot) {
    std::vector<OriginFigure> figures;
    for (const ClaimUse& use : finding.claims) {
      if (use.copy || use.denies || use.weight <= 0 || use.source.empty()) continue;
      const ClaimFigure* figure = claims_.Figure(claims_.claims[use.claim], slot);
      if (figure == nullptr || figure->best != figure->best) continue;
      figures.push_back({use.origin, figure->best, use.source});
    }
    std::stable_sort(figures.begin(), figures.end(), [](const OriginFigure& a, const OriginFigure& b) { return a.origin < b.origin; });
    std::set<uint32_t> origins;
    for (const OriginFigure& figure : figures) origins.insert(figure.origin);
    if (origins.size() < 3) return;
    for (size_t i = 0; i < figures.size(); ++i) {
      if (i > 0 && figures[i - 1].origin == figures[i].origin) continue;  // one vote an origin: its first
      double low = std::numeric_limits<double>::infinity(), high = -low;
      for (const OriginFigure& other : figures) {
        if (other.origin == figures[i].origin) continue;
        low = std::min(low, other.best);
        high = std::max(high, other.best);
      }
      SourceFacts& facts = TallyOf(figures[i].source).facts;
      ++facts.compared;
      facts.inside += low <= figures[i].best && figures[i].best <= high ? 1 : 0;
    }
  }

  const ClaimSet& claims_;
  std::map<std::string, Tally, std::less<>> tallies_;
  std::map<std::pair<std::string, std::string>, std::unordered_set<uint32_t>> repeats_;
};

}  // namespace

std::string SourceFacts::Evidence() const {
  if (compared == 0) return {};
  return fmt::format("{} of {} {} within those of two or more other origins", inside, compared, compared == 1 ? "figure lies" : "figures lie");
}

SourceTable SourcesOf(const ClaimSet& claims, const Corrections& corrections, const Findings& findings) {
  Counter counter(claims, corrections);
  for (const Finding& finding : findings.findings) counter.Count(finding);
  return counter.Finish();
}

}  // namespace dateline
