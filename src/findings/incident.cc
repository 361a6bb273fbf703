#include "findings/incident.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "findings/pooling.h"

namespace dateline {
namespace {

constexpr std::array<FigureSlot, 5> kTollSlots = {FigureSlot::kKilled, FigureSlot::kInjured, FigureSlot::kMissing, FigureSlot::kDetained, FigureSlot::kAbducted};
constexpr std::array<FigureKind, 5> kTollKinds = {FigureKind::kKilled, FigureKind::kInjured, FigureKind::kMissing, FigureKind::kDetained, FigureKind::kAbducted};

/// Known actors and countries of one side of an incident.
struct SideNames {
  std::set<TextId> actors, countries;
  bool armed = false;

  void Add(const ClaimSet& set, const ClaimParty& party) {
    if (party.actor != 0) actors.insert(party.actor);
    const std::string_view role = set.text(party.role);
    const bool fights = role == "fighters" || role == "soldiers" || role == "police" || role == "army";
    armed = armed || fights;
    if (party.country != 0 && (fights || party.actor != 0)) countries.insert(party.country);
  }
  bool Holds(const ClaimSource& source) const {
    return (source.actor != 0 && actors.contains(source.actor)) || (source.country != 0 && countries.contains(source.country));
  }
};

/// "His brother was killed": one who is named or described, no count of the dead.
bool IsIndividual(std::string_view words, const ClaimFigure& figure) {
  const bool counted = words.find_first_of("0123456789") != std::string_view::npos || words.starts_with("one") || words.starts_with("One") || words.find(" one ") != std::string_view::npos;
  return figure.best == 1 && figure.hedge == Hedge::kExact && !counted;
}

class IncidentMaker {
 public:
  IncidentMaker(const FindingTools& tools, std::span<const Occurrence* const> occurrences) : tools_(tools), set_(tools.set), occurrences_(occurrences) {}

  Finding Make() {
    out_.kind = FindingKind::kIncident;
    Evidence();
    Choose();
    Place();
    Time();
    Parties();
    for (size_t i = 0; i < kTollSlots.size(); ++i) Figures(kTollSlots[i], kTollKinds[i]);
    Clarity();
    FindContradictions();
    FillCodes(set_, out_);
    SetCredibility(tools_, out_);
    return std::move(out_);
  }

 private:
  void Evidence();
  /// What a copy repeats of a report of this incident has no say of its own.
  bool Repeats(const Occurrence& occurrence) const { return UseOf(occurrence.main).copy; }
  void Choose();
  void Place();
  void Time();
  void Parties();
  void Figures(FigureSlot slot, FigureKind kind);
  void AddFigureClaims(const Occurrence& occurrence, FigureSlot slot, FigureKind kind, std::vector<FigureClaim>& claims) const;
  /// Whom the figure of a claim counts: by its own words, else by those it was done to.
  FigureWho WhoOf(uint32_t row, FigureSlot slot) const;
  /// A follow-up is a copy in text, but a figure that its original does not give is new evidence.
  void AddChangedCopies(FigureSlot slot, FigureKind kind, std::vector<FigureClaim>& claims) const;
  FigureClaim ClaimOf(uint32_t row, const ClaimFigure& figure, FigureKind kind, FigureWho who) const;
  void AddParts(std::span<const FigureClaim> claims, const FuseOptions& options, FindingFigure& out) const;
  void Clarity();
  void FindContradictions();
  void ContradictFigures(const FindingFigure& figure);
  ClaimSide SideOf(const Claim& claim) const;
  /// The two sides' losses, where claims count each by itself: fused apart and added up; false: they do not.
  bool AddSides(std::span<const FigureClaim> claims, const FuseOptions& options, FindingFigure& out) const;
  /// The claim of an occurrence that holds a figure row; kNoRow: none.
  uint32_t ClaimWith(const Occurrence& occurrence, uint32_t figure) const;
  /// One victim described, where other reports count more.
  bool Part(const ClaimFigure& figure) const { return most_ >= 3 && IsIndividual(set_.text(figure.text), figure); }
  const FindingClaim& UseOf(uint32_t row) const { return out_.claims[use_of_.at(row)]; }

  const FindingTools& tools_;
  const ClaimSet& set_;
  std::span<const Occurrence* const> occurrences_;
  std::vector<const Occurrence*> voting_;  ///< those that are no copies of others
  Finding out_;
  std::map<uint32_t, size_t> use_of_;  ///< claim -> its row of out_.claims
  SideNames doers_, victims_;
  double most_ = 0;  ///< the largest figure a report gives for the slot at hand
};

void IncidentMaker::Evidence() {
  std::vector<uint32_t> rows;
  for (const Occurrence* o : occurrences_) rows.insert(rows.end(), o->claims.begin(), o->claims.end());
  FillEvidence(set_, tools_.corrections, std::move(rows), out_);
  for (size_t i = 0; i < out_.claims.size(); ++i) use_of_[out_.claims[i].claim] = i;
  for (const Occurrence* o : occurrences_) {
    if (!Repeats(*o)) voting_.push_back(o);
  }
}

void IncidentMaker::Choose() {
  Ballot types, modes, weapons;
  for (const Occurrence* o : voting_) {
    const double weight = ConfidenceOf(set_.claims[o->main], o->main, tools_.corrections);
    types.Add(set_.text(o->type), weight);
    modes.Add(set_.text(o->mode), weight);
    for (const TextId weapon : o->weapons) weapons.Add(set_.text(weapon), weight);
  }
  out_.type = types.Winner();
  out_.mode = modes.Winner();
  for (const auto& [weapon, votes] : weapons.votes()) out_.weapons.append(out_.weapons.empty() ? "" : "; ").append(weapon);
}

/// The place that most origins name, among those the most telling; a village counts for its province, too, by agreeing with it.
void IncidentMaker::Place() {
  std::vector<std::pair<const ClaimPlace*, uint32_t>> named;  // with the origin that names it
  for (const Occurrence* o : voting_) {
    if (o->places.empty()) continue;
    // "Tayaran Square in Baghdad": the most specific place that is on the map; a name alone where none is.
    const auto known = std::find_if(o->places.begin(), o->places.end(), [&](uint32_t row) { return set_.places[row].precision != 0; });
    named.emplace_back(&set_.places[known == o->places.end() ? o->places.front() : *known], UseOf(o->main).origin);
  }
  // A name that is on no map contradicts nobody and places nothing: it stands only where no known place is told.
  const bool any_known = std::any_of(named.begin(), named.end(), [](const auto& n) { return n.first->precision != 0; });
  const ClaimPlace* best = nullptr;
  size_t best_votes = 0;
  for (const auto& [place, origin] : named) {
    if (any_known && place->precision == 0) continue;
    std::set<uint32_t> votes;
    for (const auto& [other, voter] : named) {
      if (PlacesAgree(set_, *place, *other, 5)) votes.insert(voter);
    }
    if (best == nullptr || votes.size() > best_votes || (votes.size() == best_votes && TellsMore(set_, *place, *best))) {
      best = place;
      best_votes = votes.size();
    }
  }
  if (best != nullptr) out_.place = *best;
}

/// The most precise time told; of equally precise ones the one most origins tell, then the earlier.
void IncidentMaker::Time() {
  std::map<std::tuple<int, int32_t, int32_t>, std::set<uint32_t>> told;
  for (const Occurrence* o : voting_) {
    if (o->time.known()) told[{o->time.precision == 0 ? 9 : o->time.precision, o->time.start, o->time.end}].insert(UseOf(o->main).origin);
  }
  if (told.empty()) {  // nothing told: between the days on which its reports say it can have been
    int32_t start = kNoDay, end = kNoDay;
    for (const Occurrence* o : voting_) {
      if (!o->window.known()) continue;
      start = start == kNoDay ? o->window.start : std::max(start, o->window.start);
      end = end == kNoDay ? o->window.end : std::min(end, o->window.end);
    }
    if (start != kNoDay && start <= end) out_.time = {start, end, static_cast<uint8_t>(end - start < 7 ? 2 : 4)};
    return;
  }
  auto best = told.begin();
  for (auto it = told.begin(); it != told.end() && std::get<0>(it->first) == std::get<0>(told.begin()->first); ++it) {
    if (it->second.size() > best->second.size()) best = it;
  }
  out_.time = {std::get<1>(best->first), std::get<2>(best->first), static_cast<uint8_t>(std::get<0>(best->first) == 9 ? 0 : std::get<0>(best->first))};
}

void IncidentMaker::Parties() {
  std::vector<uint32_t> actors, recipients;
  for (const Occurrence* o : voting_) {
    actors.insert(actors.end(), o->actors.begin(), o->actors.end());
    recipients.insert(recipients.end(), o->recipients.begin(), o->recipients.end());
  }
  out_.actors = PoolParties(set_, actors);
  out_.recipients = PoolParties(set_, recipients);
  for (const ClaimParty& party : out_.actors) doers_.Add(set_, party);
  for (const ClaimParty& party : out_.recipients) victims_.Add(set_, party);
}

/// Whose word it is, seen from those the claim counts, and where that does not tell, from the victims of the incident. Offices of the victims' country are their own
/// side only where the victims bear arms: a ministry that counts dead civilians hides no losses of its own.
ClaimSide IncidentMaker::SideOf(const Claim& claim) const {
  if (claim.source.text == 0) return ClaimSide::kUnknown;
  SideNames doers, victims;
  for (const ClaimParty& party : set_.Parties(claim, PartySlot::kActors)) doers.Add(set_, party);
  for (const ClaimParty& party : set_.Parties(claim, PartySlot::kRecipients)) victims.Add(set_, party);
  using Sides = std::pair<const SideNames*, const SideNames*>;
  for (const auto& [did, suffered] : {Sides(&doers, &victims), Sides(&doers_, &victims_)}) {
    const bool own = suffered->Holds(claim.source), enemy = did->Holds(claim.source);
    if (own != enemy) return enemy ? ClaimSide::kEnemy : suffered->armed ? ClaimSide::kOwn : ClaimSide::kNeutral;
  }
  return set_.text(claim.source.type) == "party_to_conflict" ? ClaimSide::kUnknown : ClaimSide::kNeutral;
}

uint32_t IncidentMaker::ClaimWith(const Occurrence& occurrence, uint32_t figure) const {
  for (const uint32_t row : occurrence.claims) {
    if (set_.claims[row].HasFigure(figure)) return row;
  }
  return kNoRow;
}

FigureWho IncidentMaker::WhoOf(uint32_t row, FigureSlot slot) const {
  const Claim& claim = set_.claims[row];
  const ClaimFigure* figure = set_.Figure(claim, slot);
  const FigureWho told = figure == nullptr ? FigureWho::kTotal : tools_.words.WhoOf(set_.text(figure->who));
  if (told != FigureWho::kTotal && told != FigureWho::kOther) return told;
  const auto recipients = set_.Parties(claim, PartySlot::kRecipients);
  return recipients.size() == 1 ? tools_.words.WhoOf(set_.text(recipients.front().text)) : FigureWho::kTotal;
}

FigureClaim IncidentMaker::ClaimOf(uint32_t row, const ClaimFigure& figure, FigureKind kind, FigureWho who) const {
  const Claim& claim = set_.claims[row];
  FigureKey key;
  key.kind = kind;
  key.who = who;
  FigureClaim out = ToFigureClaim(set_, row, figure, key, UseOf(row).origin, SideOf(claim), tools_.corrections);
  out.correction = tools_.words.IsCorrection(set_.text(claim.quote));
  out.with_wounded = kind == FigureKind::kKilled && tools_.words.IsJoint(set_.text(figure.text));
  return out;
}

/// What one report gives: its figure for the whole, other speakers' figures for the same, and figures for parts of it.
void IncidentMaker::AddFigureClaims(const Occurrence& occurrence, FigureSlot slot, FigureKind kind, std::vector<FigureClaim>& claims) const {
  const uint32_t whole = occurrence.figures[static_cast<size_t>(slot)];
  const uint32_t teller = whole == kNoRow ? kNoRow : ClaimWith(occurrence, whole);
  if (teller != kNoRow) claims.push_back(ClaimOf(teller, set_.figures[whole], kind, Part(set_.figures[whole]) ? FigureWho::kOther : FigureWho::kTotal));
  for (const uint32_t row : occurrence.claims) {
    const ClaimFigure* figure = row == teller ? nullptr : set_.Figure(set_.claims[row], slot);
    if (figure == nullptr || figure->change != Change::kNone) continue;
    const FigureWho who = tools_.words.WhoOf(set_.text(figure->who));
    const bool whole_too = who == FigureWho::kTotal && !Part(*figure) && teller != kNoRow && set_.claims[row].part_of == ContentId{} && set_.claims[row].source.text != 0 &&
                           UseOf(row).origin != UseOf(teller).origin;
    if (whole_too || (who != FigureWho::kTotal && who != FigureWho::kOther)) claims.push_back(ClaimOf(row, *figure, kind, who));
  }
}

void IncidentMaker::AddChangedCopies(FigureSlot slot, FigureKind kind, std::vector<FigureClaim>& claims) const {
  std::vector<FigureClaim> changed;
  for (const Occurrence* o : occurrences_) {
    if (!Repeats(*o)) continue;
    std::vector<FigureClaim> told;
    AddFigureClaims(*o, slot, kind, told);
    for (const FigureClaim& claim : told) {
      const auto same = [&](const FigureClaim& c) {
        const auto equal = [](double x, double y) { return x == y || (x != x && y != y); };
        return c.key == claim.key && equal(c.low, claim.low) && equal(c.best, claim.best) && equal(c.high, claim.high);
      };
      if (std::none_of(claims.begin(), claims.end(), same)) changed.push_back(claim);
    }
  }
  claims.insert(claims.end(), changed.begin(), changed.end());
}

void IncidentMaker::Figures(FigureSlot slot, FigureKind kind) {
  std::vector<FigureClaim> claims;
  most_ = 0;
  for (const Occurrence* o : occurrences_) {
    if (const uint32_t row = o->figures[static_cast<size_t>(slot)]; row != kNoRow) most_ = std::max(most_, set_.figures[row].best);
  }
  for (const Occurrence* o : voting_) AddFigureClaims(*o, slot, kind, claims);
  AddChangedCopies(slot, kind, claims);
  if (claims.empty()) return;
  FuseOptions options;
  options.event_day = out_.time.start;
  FindingFigure figure;
  figure.slot = slot;
  figure.unit = "people";
  FigureKey key;
  key.kind = kind;
  if (!AddSides(claims, options, figure)) {
    figure.figure = tools_.rules.Fuse(tools_.rule, key, claims, options);
    if (!figure.figure.given) return;
    if (slot == FigureSlot::kKilled) AddParts(claims, options, figure);
  }
  if (out_.figures.empty()) TakeVerdicts(figure.figure, out_);  // the dead, where there are any, say what became of each claim
  out_.figures.push_back(std::move(figure));
}

/// "The army said it killed 200 militants, Islamic State that it killed 30 soldiers": no claim is on the whole, so each side's losses are a figure of their own, and the
/// whole is their sum, never a choice between them.
bool IncidentMaker::AddSides(std::span<const FigureClaim> claims, const FuseOptions& options, FindingFigure& out) const {
  std::array<std::vector<FigureClaim>, 2> sides;  // of a state, of its enemies
  for (const FigureClaim& claim : claims) {
    const FigureWho who = WhoOf(claim.id, out.slot);
    const bool state = who == FigureWho::kSoldiers || who == FigureWho::kPolice;
    if (claim.key.who == FigureWho::kTotal && !state && who != FigureWho::kFighters) return false;
    if (state || who == FigureWho::kFighters) sides[state ? 0 : 1].push_back(claim);
  }
  if (sides[0].empty() || sides[1].empty()) return false;
  for (std::vector<FigureClaim>& side : sides) {
    for (FigureClaim& claim : side) claim.key.who = FigureWho::kTotal;
  }
  FigureKey key = sides[0].front().key;
  const FusedFigure first = tools_.rules.Fuse(tools_.rule, key, sides[0], options), second = tools_.rules.Fuse(tools_.rule, key, sides[1], options);
  if (!first.given || !second.given) return false;
  FusedFigure& sum = out.figure;
  sum = first;
  sum.low += second.low;  // an open end stays open
  sum.best += second.best;
  sum.high += second.high;
  sum.origins += second.origins;
  sum.contested = first.contested || second.contested;
  sum.provisional = first.provisional || second.provisional;
  sum.claims.insert(sum.claims.end(), second.claims.begin(), second.claims.end());
  std::sort(sum.claims.begin(), sum.claims.end(), [](const ClaimVerdict& a, const ClaimVerdict& b) { return a.id < b.id; });
  sum.logic = fmt::format("soldiers and police: {}; fighters: {}; each side's losses by themselves, then added", first.logic, second.logic);
  if (std::round(first.best) + std::round(second.best) == std::round(sum.best)) out.parts = {{"soldiers", std::round(first.best)}, {"fighters", std::round(second.best)}};
  return true;
}

/// The dead by whom they were, for kinds that exclude each other; they and those not told add up to best.
void IncidentMaker::AddParts(std::span<const FigureClaim> claims, const FuseOptions& options, FindingFigure& out) const {
  std::vector<std::pair<std::string, double>> parts;
  double sum = 0;
  for (const FigureWho who : {FigureWho::kCivilians, FigureWho::kSoldiers, FigureWho::kFighters, FigureWho::kPolice}) {
    if (std::none_of(claims.begin(), claims.end(), [&](const FigureClaim& c) { return c.key.who == who; })) continue;
    FigureKey key = out.figure.key;
    key.who = who;
    const FusedFigure part = tools_.rules.Fuse(tools_.rule, key, claims, options);
    if (!part.given || !(part.best > 0)) continue;
    parts.emplace_back(Name(who), std::round(part.best));
    sum += parts.back().second;
  }
  const double best = std::round(out.figure.best);
  if (parts.empty() || sum > best) return;  // parts that claim more than the whole are contradictions, not parts
  if (sum < best) parts.emplace_back("unknown", best - sum);
  out.parts = std::move(parts);
}

/// UCDP's event_clarity: 1, a clear single event; 2, made from summaries - no day within a week, or no place below the province.
void IncidentMaker::Clarity() {
  const bool day = out_.time.known() && out_.time.precision >= 1 && out_.time.precision <= 2;
  const bool place = out_.place.precision >= 1 && out_.place.precision <= 3;
  const bool sums = std::all_of(occurrences_.begin(), occurrences_.end(), [](const Occurrence* o) { return o->total; });
  out_.clarity = day && place && !sums ? 1 : 2;
}

/// Two origins whose figures cannot both be right: the lowest and the highest of those counted.
void IncidentMaker::ContradictFigures(const FindingFigure& figure) {
  if (!figure.figure.contested) return;
  const ClaimFigure *low = nullptr, *high = nullptr;
  uint32_t low_row = 0, high_row = 0;
  for (const ClaimVerdict& verdict : figure.figure.claims) {
    const ClaimFigure* told = set_.Figure(set_.claims[verdict.id], figure.slot);
    if (told == nullptr || verdict.use == ClaimUse::kPartFloor || verdict.use == ClaimUse::kCopy) continue;
    if (low == nullptr || told->best < low->best) low = told, low_row = verdict.id;
    if (high == nullptr || told->best > high->best) high = told, high_row = verdict.id;
  }
  if (low == nullptr || low == high) return;
  out_.contradictions.push_back({std::string(Name(figure.slot)),
                                 fmt::format("{} ({}) against {} ({})", set_.text(low->text), UseOf(low_row).source, set_.text(high->text), UseOf(high_row).source), low_row, high_row});
}

void IncidentMaker::FindContradictions() {
  for (const FindingFigure& figure : out_.figures) ContradictFigures(figure);
  const auto denial = std::find_if(out_.claims.begin(), out_.claims.end(), [](const FindingClaim& c) { return c.denies; });
  const auto assertion = std::find_if(out_.claims.begin(), out_.claims.end(), [](const FindingClaim& c) { return !c.denies; });
  if (denial != out_.claims.end() && assertion != out_.claims.end()) {
    out_.contradictions.push_back({"happened", fmt::format("{} says so, {} denies it", assertion->source, denial->source), assertion->claim, denial->claim});
  }
  std::map<TextId, uint32_t> doers;  // known actors, by the first claim that names each
  for (const FindingClaim& use : out_.claims) {
    for (const ClaimParty& party : set_.Parties(set_.claims[use.claim], PartySlot::kActors)) {
      if (party.actor != 0 && !use.denies) doers.emplace(party.actor, use.claim);
    }
  }
  if (doers.size() < 2) return;
  std::vector<std::pair<std::string_view, uint32_t>> named;
  for (const auto& [actor, row] : doers) named.emplace_back(set_.text(actor), row);
  std::sort(named.begin(), named.end());
  if (UseOf(named[0].second).origin == UseOf(named[1].second).origin) return;  // one source that names two is no quarrel
  out_.contradictions.push_back({"actor", fmt::format("{} ({}) against {} ({})", named[0].first, UseOf(named[0].second).source, named[1].first, UseOf(named[1].second).source),
                                 named[0].second, named[1].second});
}

}  // namespace

Finding MakeIncident(const FindingTools& tools, std::span<const Occurrence* const> occurrences) { return IncidentMaker(tools, occurrences).Make(); }

void SetCredibility(const FindingTools& tools, Finding& finding) {
  const auto set = [&](uint8_t digit, std::string_view why) {
    finding.credibility = digit;
    finding.credibility_why = why;
  };
  for (const FindingClaim& use : finding.claims) {
    const auto it = tools.corrections.credibility.find(use.claim);
    if (it != tools.corrections.credibility.end()) return set(static_cast<uint8_t>(it->second - '0'), "set by a person");
  }
  std::set<uint32_t> say, deny, firm;
  bool all_unsure = true;
  for (const FindingClaim& use : finding.claims) {
    const Claim& claim = tools.set.claims[use.claim];
    (use.denies ? deny : say).insert(use.origin);
    const bool plain = claim.certainty == Certainty::kAsserted || claim.certainty == Certainty::kProbable;
    const std::string_view type = tools.set.text(claim.source.type);
    if (!use.denies && plain && type != "anonymous" && type != "party_to_conflict") firm.insert(use.origin);
    all_unsure = all_unsure && ConfidenceOf(claim, use.claim, tools.corrections) < 0.5F;
  }
  if (say.empty()) return set(deny.size() > 1 ? 5 : 4, "only denied");
  if (all_unsure) return set(6, "every record of it is less sure than even");
  if (deny.size() > say.size()) return set(5, "more independent sources deny it than say it");
  if (!deny.empty()) return set(4, "said and denied");
  if (firm.size() >= 3 && finding.contradictions.empty()) return set(1, "three or more independent sources, no contradiction");
  if (firm.size() >= 2) return set(2, "two or more independent sources");
  if (firm.size() == 1) return set(3, "one source");
  set(4, "only from a party to the conflict, from nameless sources, or hedged");
}

}  // namespace dateline
