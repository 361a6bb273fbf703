#include "findings/sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "findings/origins.h"

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

/// Whose word a claim is, as the table of sources has it: whoever could be anybody stands under the report that lets him speak.
struct Speaker {
  std::string key, name;
  std::string_view kind;
};

Speaker SpeakerOf(const ClaimSet& set, const Claim& claim) {
  const Origin origin = OriginOf(set, claim), of_report = OriginOfReport(set, claim.report);
  if (origin.key == of_report.key) return {of_report.key, of_report.label, set.reports[claim.report].agency != 0 ? "agency" : "publisher"};
  return {origin.key, origin.label, set.text(claim.source.type)};
}

struct Tally {
  SourceFacts facts;
  Votes names, kinds, sides;
  std::unordered_set<uint32_t> reports, copies;
};

/// What one origin of a finding gives for a slot.
struct OriginFigure {
  uint32_t origin;
  double best;
  std::string source;  ///< key of its speaker
};

class Counter {
 public:
  Counter(const ClaimSet& claims, const Corrections& corrections) : claims_(claims), letters_(corrections.reliability.begin(), corrections.reliability.end()) {}

  void Count(const Finding& finding) {
    for (const FindingClaim& use : finding.claims) CountClaim(claims_.claims[use.claim]);
    for (const FigureSlot slot : {FigureSlot::kKilled, FigureSlot::kInjured, FigureSlot::kMissing, FigureSlot::kDetained, FigureSlot::kAbducted, FigureSlot::kCount}) {
      if (finding.Figure(slot) != nullptr) Compare(finding, slot);
    }
  }

  SourceTable Finish() {
    SourceTable out;
    for (auto& [key, tally] : tallies_) {
      SourceFacts& facts = tally.facts;
      facts.name = tally.names.Most();
      facts.kind = tally.kinds.Most();
      facts.side = tally.sides.Most();
      facts.reports = static_cast<uint32_t>(tally.reports.size());
      facts.copies = static_cast<uint32_t>(tally.copies.size());
      if (facts.compared > 0) facts.learned = (facts.inside + 1.0) / (facts.compared + 2.0);
      if (const auto letter = letters_.find(PlainName(facts.name)); letter != letters_.end()) {
        facts.reliability = letter->second;
        letters_.erase(letter);
      }
      out.sources.push_back(std::move(facts));
    }
    for (const auto& [name, letter] : letters_) {
      SourceFacts& facts = out.sources.emplace_back();
      facts.name = name;
      facts.reliability = letter;
    }
    MakeNamesUnique(out.sources);
    for (const auto& [pair, reports] : repeats_) out.repeats.push_back({pair.first, pair.second, static_cast<uint32_t>(reports.size())});
    return out;
  }

 private:
  /// Two actors of one name are told apart by their side, and where that does not help, by a number.
  static void MakeNamesUnique(std::vector<SourceFacts>& sources) {
    std::sort(sources.begin(), sources.end(), [](const SourceFacts& a, const SourceFacts& b) { return std::tie(a.name, a.side, b.records) < std::tie(b.name, b.side, a.records); });
    std::set<std::string> taken;
    for (SourceFacts& source : sources) {
      if (taken.insert(source.name).second) continue;
      const std::string name = source.name, side = source.side.empty() ? std::string() : source.side + ", ";
      if (!source.side.empty()) source.name = fmt::format("{} ({})", name, source.side);
      for (int n = 2; source.name == name || !taken.insert(source.name).second; ++n) source.name = fmt::format("{} ({}{})", name, side, n);
    }
  }

  void CountClaim(const Claim& claim) {
    const Speaker speaker = SpeakerOf(claims_, claim);
    const ClaimReport& report = claims_.reports[claim.report];
    Tally& tally = tallies_[speaker.key];
    ++tally.facts.records;
    tally.reports.insert(claim.report);
    if (report.origin != kNoRow) tally.copies.insert(claim.report);
    tally.names.Add(speaker.name);
    tally.kinds.Add(speaker.kind);
    tally.sides.Add(claims_.text(claim.source.country != 0 ? claim.source.country : claim.source.actor));
    const auto repeat = [&](std::string_view who, std::string_view whom) {
      if (!who.empty() && !whom.empty() && who != whom) repeats_[{std::string(who), std::string(whom)}].insert(claim.report);
    };
    if (report.origin != kNoRow) repeat(report.publisher, claims_.reports[report.origin].publisher);
    repeat(report.publisher, claims_.text(report.agency));
    if (speaker.kind == "media") repeat(report.publisher, speaker.name);
    repeat(claims_.text(claim.source.relayed_by), speaker.name);
  }

  /// Each origin's figure against those of the others: the range of two or more others is what can be known without it.
  void Compare(const Finding& finding, FigureSlot slot) {
    std::vector<OriginFigure> figures;
    for (const FindingClaim& use : finding.claims) {
      if (use.copy || use.denies || use.weight <= 0) continue;
      const Claim& claim = claims_.claims[use.claim];
      const ClaimFigure* figure = claims_.Figure(claim, slot);
      if (figure == nullptr || figure->best != figure->best) continue;
      figures.push_back({use.origin, figure->best, SpeakerOf(claims_, claim).key});
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
      SourceFacts& facts = tallies_[figures[i].source].facts;
      ++facts.compared;
      facts.inside += low <= figures[i].best && figures[i].best <= high ? 1 : 0;
    }
  }

  const ClaimSet& claims_;
  std::map<std::string, Tally> tallies_;  ///< by key of the speaker
  std::map<std::string, char> letters_;   ///< by plain name
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
