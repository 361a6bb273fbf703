#include "cli/fusing.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <thread>
#include <utility>

#include "cli/terminal.h"
#include "exports/present.h"
#include "findings/linking.h"

namespace dateline::cli {

std::optional<Fusing> Fusing::Open(const std::string& knowledge, uint32_t threads) {
  const auto container = Knowledge::OpenContainer(FindKnowledge(knowledge));
  if (!container) {
    Complain(container.error().Message());
    return std::nullopt;
  }
  return From(*container, threads);
}

std::optional<Fusing> Fusing::From(const Container& container, uint32_t threads) {
  auto fuser = Fuser::Load(container);
  if (!fuser) {
    Complain(fuser.error().Message());
    return std::nullopt;
  }
  auto agencies = Agencies::Load(container);
  if (!agencies) {
    Complain(agencies.error().Message());
    return std::nullopt;
  }
  return Fusing(std::move(*fuser), std::move(*agencies), fmt::format("{} {:016x}", DATELINE_VERSION, container.version()), threads);
}

FuseFunction Fusing::By(FigureRule rule) const {
  FusionOptions options;
  options.rule = rule;
  options.threads = static_cast<int>(threads_ > 0 ? threads_ : std::max(1u, std::thread::hardware_concurrency()));
  return [this, options](ClaimSet& claims, const Corrections& corrections) { return fuser_.Fuse(claims, corrections, options); };
}

LinkFunction Fusing::Links() const {
  return [this](ClaimSet& claims, const std::function<ReportText(uint32_t)>& text) { LinkReports(claims, agencies_, text); };
}

UpdateOptions Fusing::Options() const {
  UpdateOptions out;
  out.link = Links();
  out.stamp = stamp_;
  return out;
}

std::string KindCounts(const std::vector<Counted>& kinds) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kWords = {
      {{"incident", "incidents"}, {"flow", "flows"}, {"figure", "figures over time"}, {"control line", "control lines"}}};
  std::string out;
  for (size_t i = 0; i < kinds.size() && i < kWords.size(); ++i) {
    if (kinds[i].count == 0) continue;
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", Grouped(static_cast<uint64_t>(kinds[i].count)), kinds[i].count == 1 ? kWords[i].first : kWords[i].second);
  }
  return out;
}

void SayFindings(const FindingsChange& change) {
  const std::string counts = KindCounts(change.kinds);
  Say(fmt::format("fused     {}", counts.empty() ? "no findings" : counts));
  if (change.broken > 0) Complain(fmt::format("{} record lines could not be understood and stand in no finding", change.broken));
  if (!change.lost.empty()) Say(fmt::format("decisions {} stand on records that are gone (dateline log)", fmt::join(change.lost, ", ")));
}

}  // namespace dateline::cli
