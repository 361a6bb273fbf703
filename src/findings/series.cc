// Figures over time: stocks, and running tolls, told of one place by many sources.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/days.h"
#include "findings/flows.h"
#include "findings/pooling.h"

namespace dateline {
namespace {

constexpr int32_t kOfLate = 30;  // days before the last point whose claims make the figure of now

/// A claim on a quantity with the day it speaks of.
struct Told {
  uint32_t row = 0;
  int32_t day = kNoDay;
};

/// What is asked of many: which figure of which claims, how it is keyed for the rules, and what it is called.
struct Question {
  FigureSlot slot = FigureSlot::kCount;
  FigureKey key;
  PartySlot people = PartySlot::kPeople;
  std::string type;  ///< empty: the state most claims give
  std::vector<Told> told;
};

int32_t AsOf(const ClaimSet& set, const Claim& claim) {
  const int32_t published = set.Published(claim.report);
  if (!claim.time.known()) return published;
  return claim.time.end == kNoDay ? std::max(claim.time.start, published) : claim.time.end;
}

std::string UnitOf(const ClaimSet& set, uint32_t row, FigureSlot slot) {
  const std::string_view unit = set.text(set.Figure(set.claims[row], slot)->unit);
  return unit.empty() ? "people" : std::string(unit);
}

class SeriesMaker {
 public:
  explicit SeriesMaker(const FindingTools& tools) : tools_(tools), set_(tools.set) {}

  /// Asks what each stock claim answers.
  void AskStocks() {
    for (uint32_t row = 0; row < set_.claims.size(); ++row) {
      const Claim& claim = set_.claims[row];
      const bool told = claim.kind == RecordKind::kStock && claim.polarity == Polarity::kAffirmed && claim.happened();
      if (!told || tools_.corrections.IsRejected(row) || set_.Figure(claim, FigureSlot::kCount) == nullptr) continue;
      Question& question = questions_[StockKey(row)];
      question.key.kind = FigureKind::kStock;
      question.told.push_back({row, AsOf(set_, claim)});
    }
  }

  /// Asks what each running total of casualties answers: killed, injured ... since a day, in a place.
  void AskTolls(std::span<const Occurrence> occurrences) {
    for (const Occurrence& o : occurrences) {
      if (!o.total) continue;
      for (size_t slot = 0; slot < 5; ++slot) {
        if (o.figures[slot] == kNoRow) continue;
        const auto row = std::find_if(o.claims.begin(), o.claims.end(), [&](uint32_t claim) { return set_.claims[claim].HasFigure(o.figures[slot]); });
        if (row == o.claims.end() || set_.claims[*row].polarity == Polarity::kDenied) continue;
        const ClaimPlace* place = o.places.empty() ? nullptr : &set_.places[o.places.front()];
        const FigureWho who = tools_.words.WhoOf(set_.text(set_.figures[o.figures[slot]].who));
        const bool plain = who == FigureWho::kTotal || who == FigureWho::kOther;
        const std::string since = o.time.known() ? IsoDay(o.time.start) : std::string();
        Question& question = questions_[fmt::format("toll\t{}\t{}\t{}\t{}", slot, plain ? "people" : Name(who), since, PlaceOf(o.report, place))];
        question.slot = static_cast<FigureSlot>(slot);
        question.key = {static_cast<FigureKind>(slot), FigureScope::kRunning, FigureWho::kTotal, 0, o.time.start};
        question.people = PartySlot::kRecipients;
        question.type = fmt::format("{} total", Name(question.slot));
        question.told.push_back({*row, DayOf(set_, set_.claims[*row])});
      }
    }
  }

  std::vector<Finding> Make() {
    std::vector<Finding> out;
    for (auto& [key, question] : questions_) out.push_back(ToFinding(question));
    return out;
  }

 private:
  /// Which state, of whom, in which unit, where.
  std::string StockKey(uint32_t row) const {
    const Claim& claim = set_.claims[row];
    const auto places = set_.Places(claim, PlaceSlot::kPlace);
    const auto people = set_.Parties(claim, PartySlot::kPeople);
    const FigureWho who = people.empty() ? FigureWho::kTotal : tools_.words.WhoOf(set_.text(people.front().text));
    // Of refugees and the displaced "civilians", "families" and "people" are one crowd; children are not, nor are the members of one group and another.
    const bool plain = who == FigureWho::kTotal || who == FigureWho::kCivilians || who == FigureWho::kOther;
    const std::string group = people.empty() || people.front().actor == 0 ? std::string() : std::string(set_.text(people.front().actor));
    return fmt::format("stock\t{}\t{}\t{}\t{}\t{}", tools_.words.StateFamily(set_.text(claim.type)), plain ? "people" : Name(who), group, UnitOf(set_, row, FigureSlot::kCount),
                       PlaceOf(claim.report, places.empty() ? nullptr : &places.front()));
  }

  /// The place of a question: a camp and its province are two. What no place is told for, or one that is not known, is asked in its own report only.
  std::string PlaceOf(uint32_t report, const ClaimPlace* place) const {
    std::string key = place == nullptr ? std::string() : PlaceKey(set_, *place);
    return key.empty() ? set_.reports[report].id.Hex() : key;
  }

  static const FindingClaim& UseOf(const Finding& finding, uint32_t row) {
    return *std::find_if(finding.claims.begin(), finding.claims.end(), [&](const FindingClaim& c) { return c.claim == row; });
  }

  FigureClaim ClaimOf(const Finding& finding, const Question& question, const Told& told) const {
    const Claim& claim = set_.claims[told.row];
    FigureClaim out = ToFigureClaim(set_, told.row, *set_.Figure(claim, question.slot), question.key, UseOf(finding, told.row).origin, ClaimSide::kUnknown, tools_.corrections);
    out.day = told.day;
    out.correction = tools_.words.IsCorrection(set_.text(claim.quote));
    return out;
  }

  void AddPoint(Finding& finding, const Question& question, std::span<const Told> told) const;
  void SetFigure(Finding& finding, const Question& question) const;
  void Describe(Finding& finding, const Question& question) const;
  Finding ToFinding(Question& question) const;

  const FindingTools& tools_;
  const ClaimSet& set_;
  std::map<std::string, Question> questions_;
};

void SeriesMaker::AddPoint(Finding& finding, const Question& question, std::span<const Told> told) const {
  SeriesPoint point;
  point.start = point.end = told.front().day;
  std::vector<FigureClaim> claims;
  std::set<std::string> sources;
  for (const Told& t : told) {
    claims.push_back(ClaimOf(finding, question, t));
    point.claims.push_back(t.row);
    sources.insert(UseOf(finding, t.row).source);
  }
  point.figure = tools_.rules.Fuse(tools_.rule, question.key, claims, {});
  point.contested = point.figure.contested;
  for (const std::string& source : sources) point.sources.append(point.sources.empty() ? "" : "; ").append(source);
  if (point.figure.given) finding.series.push_back(std::move(point));
}

/// The figure of now: of the claims that are not older than a month when the last was made.
void SeriesMaker::SetFigure(Finding& finding, const Question& question) const {
  const int32_t last = question.told.back().day;
  std::vector<FigureClaim> claims;
  for (const Told& t : question.told) {
    if (last == kNoDay || (t.day != kNoDay && t.day >= last - kOfLate)) claims.push_back(ClaimOf(finding, question, t));
  }
  FindingFigure figure;
  figure.slot = question.slot;
  figure.unit = UnitOf(set_, question.told.front().row, question.slot);
  figure.figure = tools_.rules.Fuse(tools_.rule, question.key, claims, {});
  TakeVerdicts(figure.figure, finding);
  if (figure.figure.given) finding.figures.push_back(std::move(figure));
}

/// State, people and place.
void SeriesMaker::Describe(Finding& finding, const Question& question) const {
  std::vector<uint32_t> people;
  Ballot states;
  const ClaimPlace* place = nullptr;
  for (const Told& t : question.told) {
    const Claim& claim = set_.claims[t.row];
    states.Add(set_.text(claim.type), claim.confidence);
    const Slice s = claim.parties[static_cast<size_t>(question.people)];
    for (uint32_t i = 0; i < s.count; ++i) people.push_back(s.begin + i);
    const auto places = set_.Places(claim, PlaceSlot::kPlace);
    if (!places.empty() && (place == nullptr || TellsMore(set_, places.front(), *place))) place = &places.front();
  }
  finding.type = question.type.empty() ? states.Winner() : question.type;
  finding.recipients = PoolParties(set_, people);
  if (place != nullptr) finding.place = *place;
}

Finding SeriesMaker::ToFinding(Question& question) const {
  std::vector<Told>& told = question.told;
  std::sort(told.begin(), told.end(), [&](const Told& a, const Told& b) { return std::pair(a.day, set_.claims[a.row].id) < std::pair(b.day, set_.claims[b.row].id); });
  Finding out;
  out.kind = FindingKind::kFigure;
  std::vector<uint32_t> rows;
  for (const Told& t : told) rows.push_back(t.row);
  FillEvidence(set_, tools_.corrections, std::move(rows), out);
  Describe(out, question);
  for (size_t i = 0; i < told.size();) {
    size_t end = i;
    while (end < told.size() && told[end].day == told[i].day) ++end;
    AddPoint(out, question, std::span(told).subspan(i, end - i));
    i = end;
  }
  const auto dated = std::find_if(told.begin(), told.end(), [](const Told& t) { return t.day != kNoDay; });
  if (dated != told.end()) out.time = {question.key.since != kNoDay ? question.key.since : dated->day, told.back().day, 1};
  SetFigure(out, question);
  FillCodes(set_, out);
  SetCredibility(tools_, out);
  return out;
}

}  // namespace

std::vector<Finding> MakeSeries(const FindingTools& tools, std::span<const Occurrence> occurrences) {
  SeriesMaker maker(tools);
  maker.AskStocks();
  maker.AskTolls(occurrences);
  return maker.Make();
}

}  // namespace dateline
