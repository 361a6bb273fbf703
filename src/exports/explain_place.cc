#include "exports/explain_place.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "exports/columns.h"
#include "base/geo.h"

namespace dateline {
namespace {

constexpr size_t kShown = 8;        // candidates
constexpr double kSamePlace = 60;   // km
constexpr float kMatters = 0.25F;   // nats of difference that are worth a word
constexpr std::string_view kBold = "\x1b[1m", kPlain = "\x1b[0m";

struct PartName {
  float PlaceScore::* part;
  std::string_view name, why;
};
constexpr PartName kParts[] = {
    {&PlaceScore::prior, "size and kind", "it is larger or better known"},
    {&PlaceScore::held, "held", "the report says what holds it"},
    {&PlaceScore::country, "country", "the report speaks more of its country"},
    {&PlaceScore::division, "province", "the report names other places of its province"},
    {&PlaceScore::near, "near", "it is closer to another place of the report"},
    {&PlaceScore::cluster, "beside", "another name could mean a place right beside it"},
    {&PlaceScore::list, "list", "it stands in a list of its kind"},
    {&PlaceScore::dateline, "dateline", "the report was written there"},
    {&PlaceScore::kind, "asked for", "the words beside the name ask for that kind of place"},
};

int Percent(float share) { return static_cast<int>(std::lround(share * 100)); }

/// "Tripoli, Libya".
std::string NameOf(const PlaceMention& place) {
  std::string out(place.name);
  for (const std::string_view part : {place.adm1, place.country}) {
    if (!part.empty() && part != place.name) out.append(", ").append(part);
  }
  return out;
}

std::string Facts(const PlaceCandidate& candidate) {
  std::string out(candidate.kind);
  out += fmt::format(" ({})", candidate.place.feature);
  if (candidate.population > 0) out += fmt::format(", {} people", Grouped(candidate.population));
  return out + fmt::format(", {:.4f} {:.4f}", candidate.place.lat, candidate.place.lon);
}

/// "9.1 size and kind + 3.4 country".
std::string Sum(const PlaceScore& score) {
  std::string out;
  for (const PartName& part : kParts) {
    const float value = score.*part.part;
    if (std::abs(value) < 0.05F && part.part != &PlaceScore::prior) continue;
    out += out.empty() ? fmt::format("{:.1f} {}", value, part.name) : fmt::format(" {} {:.1f} {}", value < 0 ? '-' : '+', std::abs(value), part.name);
  }
  return out;
}

/// Why the first stands above the second, in words.
std::string Why(const PlaceCandidate& first, const PlaceCandidate& second) {
  std::string wins, although;
  for (const PartName& part : kParts) {
    const float lead = first.score.*part.part - second.score.*part.part;
    if (lead > kMatters) wins += fmt::format("{}{} (+{:.1f})", wins.empty() ? "" : ", ", part.why, lead);
    if (lead < -kMatters) although += fmt::format("{}{:.1f} by {}", although.empty() ? "" : ", ", -lead, part.name);
  }
  if (wins.empty()) wins = "nothing sets them far apart";
  return fmt::format("Before the {} {}: {}{}.", second.kind, NameOf(second.place), wins, although.empty() ? "" : ", though it trails by " + although);
}

/// The next likely one that is another place, not the same town's province.
const PlaceCandidate& Rival(const std::vector<PlaceCandidate>& candidates) {
  const PlaceMention& first = candidates[0].place;
  for (size_t i = 1; i < candidates.size(); ++i) {
    if (PlaceDistance(first.lat, first.lon, candidates[i].place.lat, candidates[i].place.lon) > kSamePlace) return candidates[i];
  }
  return candidates[1];
}

void AddCandidate(const PlaceCandidate& candidate, bool chosen, const Layout& layout, std::string& out) {
  const std::string name = NameOf(candidate.place);
  const bool bold = chosen && layout.colors;
  out += fmt::format("  {:>5.1f}  {}{}{}  {}\n", candidate.score.Total(), bold ? kBold : "", name, bold ? kPlain : "", Facts(candidate));
  out += fmt::format("         = {}\n", Sum(candidate.score));
}

}  // namespace

std::string ExplainPlace(const Document& doc, std::string_view file, const PlaceExplanation& e, const Layout& layout) {
  const size_t width = std::max<size_t>(layout.width, 40) - 2;
  std::string out = fmt::format("{}: {}\n", file, doc.text(e.span));
  std::string sentence(doc.text(e.sentence));
  std::replace_if(sentence.begin(), sentence.end(), [](char c) { return c == '\n' || c == '\t' || c == '\r'; }, ' ');
  for (const std::string& line : Wrap(sentence, width)) out += "  " + line + "\n";
  out += fmt::format("  A place is meant: {} %{}\n", Percent(e.is_place), e.mention ? "" : " - too little, or taken by a longer name: no mention");
  if (e.candidates.empty()) return out;
  for (size_t i = 0; i < std::min(kShown, e.candidates.size()); ++i) AddCandidate(e.candidates[i], i == 0, layout, out);
  if (e.candidates.size() > kShown) out += fmt::format("         and {} less likely\n", e.candidates.size() - kShown);
  out += fmt::format("  Chosen: {} ({} % of these).", NameOf(e.candidates[0].place), Percent(e.candidates[0].share));
  if (e.candidates.size() == 1) out += " No other place of this name is known.";
  out += '\n';
  if (e.candidates.size() > 1) {
    for (const std::string& line : Wrap(Why(e.candidates[0], Rival(e.candidates)), width)) out += "  " + line + "\n";
  }
  return out;
}

}  // namespace dateline
