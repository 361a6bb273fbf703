#include "findings/fuse.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>

#include "findings/flows.h"
#include "findings/incident.h"
#include "findings/pooling.h"
#include "findings/threads.h"
#include "findings/within.h"

namespace dateline {
namespace {

/// What is planned, threatened or feared is a record, but no incident.
bool Happened(const ClaimSet& claims, const Occurrence& occurrence) {
  return std::any_of(occurrence.claims.begin(), occurrence.claims.end(), [&](uint32_t row) { return claims.claims[row].happened(); });
}

/// Pairs of claims by which an occurrence of a copy is the one that it repeats: the occurrence of the original with most of the same quotes. So a copy adds nothing but itself.
/// (EventGraph itself takes for one what a copy repeats word for word with the same toll; here the copy may be edited, and give another toll.)
void LinkRepeats(const ClaimSet& claims, std::span<const Occurrence> occurrences, Corrections& corrections) {
  std::unordered_map<uint32_t, std::vector<uint32_t>> by_report;
  for (uint32_t row = 0; row < occurrences.size(); ++row) by_report[occurrences[row].report].push_back(row);
  std::unordered_map<uint32_t, std::vector<std::string>> kept;  // an original is held against each of its copies
  const auto quotes = [&](const Occurrence& o) -> const std::vector<std::string>& {
    const auto [it, fresh] = kept.try_emplace(static_cast<uint32_t>(&o - occurrences.data()));
    if (fresh) {
      for (const uint32_t row : o.claims) it->second.push_back(PlainName(claims.text(claims.claims[row].quote)));
    }
    return it->second;
  };
  const auto alike = [](const std::string& a, const std::string& b) { return a.find(b) != std::string::npos || b.find(a) != std::string::npos; };
  for (const Occurrence& copy : occurrences) {
    const auto original = by_report.find(claims.reports[copy.report].origin);
    if (original == by_report.end()) continue;
    const std::vector<std::string>& said = quotes(copy);
    const Occurrence* best = nullptr;
    size_t most = 0;
    for (const uint32_t row : original->second) {
      size_t shared = 0;
      for (const std::string& there : quotes(occurrences[row])) shared += static_cast<size_t>(std::any_of(said.begin(), said.end(), [&](const std::string& here) { return alike(here, there); }));
      if (shared > most) {
        most = shared;
        best = &occurrences[row];
      }
    }
    // What has no words of the original and stands in the title, or tells neither place nor day, is a headline of the copy's own over the first event of the text.
    const bool counts = std::any_of(copy.figures.begin(), copy.figures.end(), [](uint32_t row) { return row != kNoRow; });
    const std::string title = PlainName(claims.reports[copy.report].title);
    const bool headline = std::all_of(said.begin(), said.end(), [&](const std::string& quote) { return title.find(quote) != std::string::npos; });
    if (best == nullptr && !counts && (headline || (copy.places.empty() && !copy.time.known()))) best = &occurrences[original->second.front()];
    if (best != nullptr) corrections.same.emplace_back(best->main, copy.main);
  }
}

/// Findings of one kind by their first day, then id; those without a day last.
void InOrder(std::vector<Finding>& findings) {
  std::sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    const auto key = [](const Finding& f) { return std::tuple(f.kind, f.time.known() ? f.time.start : INT32_MAX, f.id); };
    return key(a) < key(b);
  });
}

}  // namespace

struct Fuser::Impl {
  MentionMerger merger;
  SameEventModel same_event;
  FigureRules rules;
  FigureWords words;

  std::vector<Occurrence> Occurrences(const ClaimSet& claims, const Corrections& corrections, int threads) const {
    std::vector<std::vector<Occurrence>> by_report(claims.reports.size());
    InStretches(by_report.size(), threads, [&](size_t report) { by_report[report] = merger.Merge(claims, static_cast<uint32_t>(report), corrections); });
    std::vector<Occurrence> out;
    for (std::vector<Occurrence>& occurrences : by_report) {
      for (Occurrence& occurrence : occurrences) {
        if (occurrence.kind == RecordKind::kEvent && Happened(claims, occurrence)) out.push_back(std::move(occurrence));
      }
    }
    return out;
  }
};

Result<Fuser> Fuser::Load(const Container& knowledge) {
  auto merger = MentionMerger::Load(knowledge);
  if (!merger) return merger.error();
  auto same_event = SameEventModel::Load(knowledge);
  if (!same_event) return same_event.error();
  auto rules = FigureRules::Load(knowledge);
  if (!rules) return rules.error();
  auto words = FigureWords::Load(knowledge);
  if (!words) return words.error();
  return Fuser(std::unique_ptr<const Impl>(new Impl{std::move(*merger), std::move(*same_event), std::move(*rules), std::move(*words)}));
}

Fuser::Fuser(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
Fuser::Fuser(Fuser&&) noexcept = default;
Fuser& Fuser::operator=(Fuser&&) noexcept = default;
Fuser::~Fuser() = default;

Findings Fuser::Fuse(const ClaimSet& claims, const Corrections& corrections, const FusionOptions& options) const {
  const FindingTools tools = {claims, corrections, impl_->rules, impl_->words, options.rule};
  std::vector<Occurrence> occurrences = impl_->Occurrences(claims, corrections, options.threads);
  // Running totals are figures over time, no incidents.
  const auto totals = std::stable_partition(occurrences.begin(), occurrences.end(), [](const Occurrence& o) { return !o.total; });
  const std::vector<Occurrence> tolls(std::make_move_iterator(totals), std::make_move_iterator(occurrences.end()));
  occurrences.erase(totals, occurrences.end());
  EventGraph graph(impl_->same_event, options.threads);
  if (options.graph != nullptr) graph.Restore(*options.graph);
  Corrections linked = corrections;
  LinkRepeats(claims, occurrences, linked);
  const EventClusters& events = graph.Update(claims, occurrences, linked);
  if (options.graph != nullptr) *options.graph = graph.Save();

  Findings out;
  std::vector<Finding> incidents(events.clusters.size());
  InStretches(incidents.size(), options.threads, [&](size_t i) {
    std::vector<const Occurrence*> cluster;
    for (const uint32_t row : events.clusters[i]) cluster.push_back(&occurrences[row]);
    incidents[i] = MakeIncident(tools, cluster);
  });
  std::vector<ContentId> ids;
  for (const Finding& incident : incidents) ids.push_back(incident.id);
  out.findings = std::move(incidents);
  const auto take = [&](std::vector<Finding> more) { std::move(more.begin(), more.end(), std::back_inserter(out.findings)); };
  take(MakeFlows(tools));
  take(MakeSeries(tools, tolls));
  take(MakeControlLines(tools));
  InOrder(out.findings);

  std::map<ContentId, uint32_t> row_of;
  for (uint32_t row = 0; row < out.findings.size(); ++row) {
    if (out.findings[row].kind == FindingKind::kIncident) row_of[out.findings[row].id] = row;
  }
  for (const ClusterLink& link : events.possibly) {
    uint32_t first = row_of.at(ids[link.first]), second = row_of.at(ids[link.second]);
    if (first > second) std::swap(first, second);
    if (first != second) out.possibly.push_back({first, second, link.probability});
  }
  std::sort(out.possibly.begin(), out.possibly.end(), [](const PossiblySame& a, const PossiblySame& b) { return std::pair(a.first, a.second) < std::pair(b.first, b.second); });
  return out;
}

PairReason Fuser::Explain(const ClaimSet& claims, const Corrections& corrections, const Finding& a, const Finding& b) const {
  const std::vector<Occurrence> occurrences = impl_->Occurrences(claims, corrections, 1);
  const EventSketches sketches = impl_->same_event.Sketch(claims, occurrences);
  const auto rows_of = [&](const Finding& finding) {
    std::vector<uint32_t> out;
    for (uint32_t row = 0; row < occurrences.size(); ++row) {
      const auto holds = [&](const FindingClaim& use) { return use.claim == occurrences[row].main; };
      if (std::any_of(finding.claims.begin(), finding.claims.end(), holds)) out.push_back(row);
    }
    return out;
  };
  // The pair that says most for one event: one that is scored before one that a gate keeps apart, then the more probable.
  std::optional<PairReason> best;
  for (const uint32_t i : rows_of(a)) {
    for (const uint32_t j : rows_of(b)) {
      if (i == j) continue;
      const EventPairExplanation pair = impl_->same_event.Explain(sketches, i, j);
      const bool scored = pair.gate == Gate::kNone;
      if (best && std::pair(scored, pair.probability) <= std::pair(best->scored, best->probability)) continue;
      best = PairReason{scored, scored ? "scored" : std::string(Name(pair.gate)), pair.probability, {}};
      for (const auto& [name, weight] : pair.features) best->features.emplace_back(name, weight);
    }
  }
  return best.value_or(PairReason{false, "none", 0, {}});
}

}  // namespace dateline
