#include "findings/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "findings/figure_rules.h"
#include "findings/figure_tables.h"
#include "findings/figure_votes.h"

namespace dateline {
namespace {

constexpr std::string_view kRuleNames[kFigureRules] = {"dateline", "ucdp", "acled", "gtd", "airwars", "ibc", "idmc"};
constexpr std::string_view kRuleTitles[kFigureRules] = {"Dateline", "UCDP", "ACLED", "GTD", "Airwars", "IBC", "IDMC"};
constexpr std::string_view kKindNames[] = {"killed", "injured", "missing", "detained", "abducted", "movement", "stock", "price"};
constexpr std::string_view kScopeNames[] = {"event", "daily", "running", "period"};
constexpr std::string_view kWhoNames[] = {"total", "civilians", "soldiers", "fighters", "police", "women", "children", "other"};

struct UseText {
  std::string_view name, text;
};
constexpr UseText kUses[kClaimUses] = {
    {"counted", "counted as a vote"},
    {"floor", "counted as a lower bound"},
    {"ceiling", "counted as an upper bound"},
    {"part", "counts a part only: a lower bound"},
    {"high_only", "a party's word on the losses of its enemy: widens high only"},
    {"triangulation", "kept beside the recommended figure"},
    {"noted", "differs from the figure taken: noted"},
    {"copy", "repeats what its origin says: no vote of its own"},
    {"superseded", "the same origin gave a newer figure"},
    {"vaguer", "the same origin says it more exactly"},
    {"fell", "lower than what the same origin said before, with no word of revision"},
    {"corrected", "taken back by a later correction"},
    {"denied", "denied, not claimed"},
    {"unreliable", "its source is marked unreliable (E)"},
    {"doubtful", "the record is too unsure"},
    {"perpetrator", "the attacker's own claim on the victims"},
    {"not_latest", "a later credible source exists"},
};

/// Two votes that cannot both be right: the highest lower bound lies above the lowest upper bound.
bool Contested(const FigureRules::Tables& tables, const FigureBallot& ballot, std::span<const FigureVote> votes, const FuseOptions& options) {
  double low = 0, high = std::numeric_limits<double>::infinity();
  for (const FigureVote& vote : votes) {
    if (vote.from_parts) {
      low = std::fmax(low, vote.read.low);
      continue;
    }
    const FigureReading read = ReadClaim(tables, FigureRule::kDateline, ballot.ClaimOf(vote), options);
    if (!vote.with_wounded) low = std::fmax(low, read.low);  // fmax and fmin pass over open ends
    high = std::fmin(high, read.high);
  }
  return low > high;
}

}  // namespace

std::string_view Name(FigureRule rule) { return kRuleNames[static_cast<size_t>(rule)]; }
std::string_view Title(FigureRule rule) { return kRuleTitles[static_cast<size_t>(rule)]; }
std::string_view Name(FigureKind kind) { return kKindNames[static_cast<size_t>(kind)]; }
std::string_view Name(FigureScope scope) { return kScopeNames[static_cast<size_t>(scope)]; }
std::string_view Name(FigureWho who) { return kWhoNames[static_cast<size_t>(who)]; }
std::string_view Name(ClaimUse use) { return kUses[static_cast<size_t>(use)].name; }
std::string_view Describe(ClaimUse use) { return kUses[static_cast<size_t>(use)].text; }

Result<FigureRule> FigureRuleByName(std::string_view name) {
  for (size_t i = 0; i < kFigureRules; ++i) {
    if (kRuleNames[i] == name) return static_cast<FigureRule>(i);
  }
  return Error{"--rule", "no rule \"" + std::string(name) + "\"", fmt::format("one of {}", fmt::join(kRuleNames, ", "))};
}

std::string CountOf(size_t n, std::string_view noun) { return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s"); }

std::string FigureText(double value) {
  if (std::isnan(value)) return "open";
  std::string text = fmt::format("{:.10g}", value);
  if (value != std::floor(value) || value >= 1e10) return text;
  for (size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

std::string FigureText(const FigureReading& read, Hedge hedge) {
  switch (hedge) {
    case Hedge::kAtLeast: return "at least " + FigureText(read.best);
    case Hedge::kAtMost: return "at most " + FigureText(read.best);
    case Hedge::kAbout: return "about " + FigureText(read.best);
    case Hedge::kRange:
    case Hedge::kVague:
      if (read.low != read.high) return FigureText(read.low) + " to " + FigureText(read.high);
      break;
    case Hedge::kExact: break;
  }
  return FigureText(read.best);
}

FigureRules::FigureRules(std::unique_ptr<const Tables> tables) : tables_(std::move(tables)) {}
FigureRules::FigureRules(FigureRules&&) noexcept = default;
FigureRules& FigureRules::operator=(FigureRules&&) noexcept = default;
FigureRules::~FigureRules() = default;

Result<FigureRules> FigureRules::Load(const Container& knowledge) {
  const auto table = knowledge.OpenTable("figures.tsv");
  if (!table) return table.error();
  auto tables = Tables::Read(*table);
  if (!tables) return tables.error();
  return FigureRules(std::make_unique<const Tables>(std::move(*tables)));
}

FusedFigure FigureRules::Fuse(FigureRule rule, const FigureKey& key, std::span<const FigureClaim> claims, const FuseOptions& options) const {
  FusedFigure out;
  out.rule = rule;
  out.key = key;
  FigureBallot ballot(*tables_, rule, key, claims, options);
  out.origins = static_cast<uint32_t>(ballot.votes().size());
  switch (rule) {
    case FigureRule::kDateline: DatelineFigure(*tables_, options, ballot, out); break;
    case FigureRule::kUcdp: UcdpFigure(ballot, out); break;
    case FigureRule::kAcled: AcledFigure(ballot, out); break;
    case FigureRule::kGtd: GtdFigure(ballot, out); break;
    case FigureRule::kAirwars: AirwarsFigure(ballot, out); break;
    case FigureRule::kIbc: IbcFigure(ballot, out); break;
    case FigureRule::kIdmc: IdmcFigure(ballot, out); break;
  }
  out.given = !std::isnan(out.best);
  out.contested = Contested(*tables_, ballot, ballot.votes(), options);
  out.claims = ballot.Verdicts(out);
  return out;
}

std::vector<FusedFigure> FigureRules::FuseAll(FigureRule rule, std::span<const FigureClaim> claims, const FuseOptions& options) const {
  std::vector<FigureClaim> sorted(claims.begin(), claims.end());
  const auto stretch = [](const FigureClaim& c) { return std::make_tuple(c.key.kind, c.key.scope, c.key.since); };
  const auto order = [&](const FigureClaim& c) { return std::make_tuple(stretch(c), c.key, c.id); };
  std::sort(sorted.begin(), sorted.end(), [&](const FigureClaim& a, const FigureClaim& b) { return order(a) < order(b); });
  std::vector<FusedFigure> out;
  for (size_t begin = 0; begin < sorted.size();) {
    size_t end = begin;
    while (end < sorted.size() && stretch(sorted[end]) == stretch(sorted[begin])) ++end;
    const std::span<const FigureClaim> same(sorted.data() + begin, end - begin);
    for (size_t i = begin; i < end; ++i) {
      if (i == begin || sorted[i].key != sorted[i - 1].key) out.push_back(Fuse(rule, sorted[i].key, same, options));
    }
    begin = end;
  }
  std::sort(out.begin(), out.end(), [](const FusedFigure& a, const FusedFigure& b) { return a.key < b.key; });
  return out;
}

FigureParts SplitParts(double best, double deaths_a, double deaths_b, double civilians) {
  const double total = std::isnan(best) ? 0 : std::max(0.0, std::round(best));
  std::array<double, 3> parts = {deaths_a, deaths_b, civilians};
  double sum = 0;
  for (double& part : parts) {
    part = std::isnan(part) ? 0 : std::max(0.0, std::round(part));
    sum += part;
  }
  if (sum > total) {
    std::array<double, 3> remainder{};
    double given = 0;
    for (size_t i = 0; i < 3; ++i) {
      const double exact = parts[i] * total / sum;
      parts[i] = std::floor(exact);
      remainder[i] = exact - parts[i];
      given += parts[i];
    }
    for (; given < total; given += 1) {
      const auto next = static_cast<size_t>(std::max_element(remainder.begin(), remainder.end()) - remainder.begin());
      parts[next] += 1;
      remainder[next] = -1;
    }
    sum = total;
  }
  return {parts[0], parts[1], parts[2], total - sum};
}

}  // namespace dateline
