#include "bench/simulate/world.h"

#include <algorithm>
#include <cmath>

namespace simulate {
namespace {

using dateline::ClaimSide;
using dateline::FigureClaim;
using dateline::FigureKind;
using dateline::Hedge;

constexpr int32_t kFirstDay = 10000;

// How figures are worded, by their size: counted in the tolls of 380 openly licensed reports (docs/fusion.md). Shares of exact, at least, about, at most; the
// rest is vague.
struct Wording {
  double below, exact, at_least, about, at_most;
  double to_ten;  // share of figures rounded to tens (below 1,000) or hundreds
};
constexpr Wording kTollWording[] = {{5, .99, .01, 0, 0, 0}, {25, .65, .29, .02, 0, 0}, {100, .52, .33, .01, 0, .3}, {1e18, .36, .29, .13, .03, .5}};
constexpr Wording kFlowWording[] = {{1e18, .39, .19, .33, .06, .8}};

// The share of origins whose count is off, by the size of the toll, and by how much (in logarithms). Set so that incidents read with perfect care have the
// share of ranges that UCDP GED shows for one, two and more sources.
struct Miscount {
  double below, share, spread;
};
constexpr Miscount kTollMiscount[] = {{5, .14, .4}, {25, .3, .25}, {100, .5, .2}, {1e18, .7, .2}};
constexpr Miscount kFlowMiscount[] = {{1e18, .7, .3}};

constexpr double kPartyBias = 0.5;                              // |N(0, .5)| in logarithms: own losses down, the enemy's up
constexpr double kPartyStraight = 0.3;                          // share of a party's claims without bias
constexpr double kRelays = 0.3;                                 // share of further origins that have their count from an earlier one and do not say so
constexpr double kOvershoot = 0.1;                              // share of incidents whose first counts are too high
constexpr double kLate = 0.08;                                  // share of statements made weeks later, looking back
constexpr double kNoFigure = 0.15;                              // share of statements without a figure
constexpr double kCorrects = 0.05;                              // share of origins that take a figure back
constexpr double kCorrectionSeen = 0.7, kCorrectedGiven = 0.5;  // the word of revision is read; the old figure is named
constexpr double kOriginKnown = 0.95;                           // of copies, about what the finding of copies reaches

template <class Row, size_t n>
const Row& BySize(const Row (&rows)[n], double x) {
  return *std::find_if(std::begin(rows), std::end(rows) - 1, [&](const Row& row) { return x < row.below; });
}

struct Vague {
  std::string_view words;
  double low, best, high;
};
constexpr Vague kVague[] = {{"several", 3, 5, 9},        {"dozens", 24, 36, 99},          {"scores", 40, 60, 100},
                            {"hundreds", 200, 300, 999}, {"thousands", 2000, 3000, 9999}, {"tens of thousands", 10000, 30000, 99999}};

/// How much of an incident is known when.
struct Course {
  double truth = 0, unknown_first = 0, settling = 1, overshoot = 0;
  double Known(double day) const { return truth * (1 - unknown_first * std::exp(-day / settling)) * std::exp(overshoot * std::exp(-day / settling)); }
};

/// One who counts and speaks.
struct Origin {
  uint32_t id = 0;
  ClaimSide side = ClaimSide::kUnknown;
  double error = 0;  ///< in logarithms
  char letter = 0;
};

class Teller {
 public:
  Teller(const Scenario& scenario, Random& random, Incident& out) : s_(scenario), r_(random), out_(out), flow_(!dateline::IsToll(scenario.kind)) {}

  void Tell() {
    out_.key.kind = s_.kind;
    const uint32_t n = std::min(s_.origins_most, 1 + r_.Poisson(s_.origins + s_.origins_by_size * std::max(0.0, std::log(out_.truth / s_.size_least))));
    Course course{out_.truth};
    if (!flow_ && out_.truth >= 5 && r_.Happens(0.8)) course.unknown_first = s_.unknown_first * (out_.truth < 25 ? 0.5 : 1) * 2 * r_.Uniform();
    if (!flow_ && out_.truth >= 5 && r_.Happens(kOvershoot)) course.overshoot = std::abs(0.5 * r_.Normal());
    course.settling = s_.settling * (0.5 + r_.Uniform());
    std::vector<Origin> origins;
    for (uint32_t i = 0; i < n; ++i) {
      origins.push_back(NewOrigin());
      if (i > 0 && r_.Happens(kRelays)) {
        const Origin& relayed = origins[r_.Below(i)];
        origins.back().error = relayed.error;
        origins.back().side = relayed.side;
      }
      Speak(course, origins.back());
    }
    ByDay();
  }

 private:
  void ByDay() {
    std::stable_sort(out_.claims.begin(), out_.claims.end(), [](const FigureClaim& a, const FigureClaim& b) { return a.day < b.day; });
    std::vector<uint32_t> row_of(out_.claims.size());
    for (size_t i = 0; i < out_.claims.size(); ++i) row_of[out_.claims[i].id] = static_cast<uint32_t>(i);
    for (FigureClaim& claim : out_.claims) {
      out_.original.push_back(copied_[claim.id] == Incident::kNone ? Incident::kNone : row_of[copied_[claim.id]]);
      claim.id = row_of[claim.id] + 1;
    }
  }

  void Add(FigureClaim claim, uint32_t copied) {
    claim.id = static_cast<uint32_t>(out_.claims.size());
    out_.claims.push_back(claim);
    copied_.push_back(copied);
  }

  Origin NewOrigin() {
    Origin origin{++last_origin_};
    const Miscount& miscount = flow_ ? BySize(kFlowMiscount, out_.truth) : BySize(kTollMiscount, out_.truth);
    if (r_.Happens(miscount.share)) origin.error = miscount.spread * r_.Normal();
    if (r_.Happens(s_.lettered)) origin.letter = "ABC"[r_.Below(3)];
    if (r_.Happens(s_.parties)) {
      origin.side = r_.Happens(0.5) ? ClaimSide::kOwn : ClaimSide::kEnemy;
      const double bias = r_.Happens(kPartyStraight) ? 0 : std::abs(kPartyBias * r_.Normal());
      origin.error += origin.side == ClaimSide::kOwn ? -bias : bias;
    }
    return origin;
  }

  void Speak(const Course& course, const Origin& origin) {
    double day = r_.Happens(kLate) ? 7 + r_.Exponential(20) : r_.Happens(0.6) ? 0 : r_.Exponential(2);
    const uint32_t statements = 1 + r_.Poisson(s_.updates);
    double before = FigureClaim::kNone;
    for (uint32_t i = 0; i < statements; ++i) {
      if (i > 0) day += 0.5 + r_.Exponential(1.5);
      const double known = Whole(course.Known(day) * std::exp(origin.error), origin.error);
      if (r_.Happens(kNoFigure)) continue;
      Report(course, origin, day, Word(known), FigureClaim::kNone);
      before = known;
    }
    if (!std::isnan(before) && r_.Happens(kCorrects)) {
      FigureClaim claim = Word(Whole(course.Known(day + 3), 0));
      claim.correction = r_.Happens(kCorrectionSeen);
      Report(course, origin, day + 1 + r_.Exponential(3), claim, claim.correction && r_.Happens(kCorrectedGiven) ? before : FigureClaim::kNone);
    }
  }

  /// A count of people. Who miscounts a few is off by one at least.
  double Whole(double x, double error) {
    double out = std::max(0.0, std::round(x));
    if (error != 0 && out == std::round(out_.truth) && out_.truth < 5) out += error > 0 ? 1 : -1;
    return std::max(flow_ ? 1.0 : 0.0, out);
  }

  FigureClaim Word(double x) {
    const Wording& wording = flow_ ? BySize(kFlowWording, x) : BySize(kTollWording, x);
    FigureClaim claim;
    double u = r_.Uniform();
    const double rounded = r_.Happens(wording.to_ten) ? Round(x) : x;
    const auto take = [&](double share) { return (u -= share) < 0; };
    claim.low = claim.best = claim.high = rounded;
    if (take(wording.exact)) return claim;
    if (take(wording.at_least)) {
      claim.hedge = Hedge::kAtLeast;
      claim.low = claim.best = std::min(rounded, x);
      claim.high = FigureClaim::kNone;
    } else if (take(wording.about)) {
      claim.hedge = Hedge::kAbout;
      claim.best = Round(x);
      claim.low = std::floor(claim.best * 0.9);
      claim.high = std::ceil(claim.best * 1.1);
    } else if (take(wording.at_most)) {
      claim.hedge = Hedge::kAtMost;
      claim.best = claim.high = std::max(rounded, x);
      claim.low = FigureClaim::kNone;
    } else {
      MakeVague(x, claim);
    }
    return claim;
  }

  /// To one or two leading digits, never finer than tens.
  double Round(double x) {
    if (x < 20) return x;
    const double step = std::max(10.0, std::pow(10, std::floor(std::log10(x)) - (flow_ ? r_.Below(2) : 1)));
    return std::round(x / step) * step;
  }

  void MakeVague(double x, FigureClaim& claim) {
    std::vector<const Vague*> fits;
    for (const Vague& vague : kVague) {
      if (vague.low <= x && x <= vague.high) fits.push_back(&vague);
    }
    if (fits.empty()) return;
    const Vague& vague = *fits[r_.Below(static_cast<uint32_t>(fits.size()))];
    claim.hedge = Hedge::kVague;
    claim.low = vague.low;
    claim.best = vague.best;
    claim.high = vague.high;
    claim.words = vague.words;
  }

  /// A report and its copies, as the engine reads them.
  void Report(const Course& course, const Origin& origin, double day, FigureClaim claim, double corrects) {
    claim.key = out_.key;
    claim.origin = origin.id;
    claim.side = origin.side;
    claim.letter = origin.letter;
    claim.day = kFirstDay + static_cast<int32_t>(day);
    claim.corrects = corrects;
    const FigureClaim read = Read(claim);
    const auto original = static_cast<uint32_t>(out_.claims.size());
    Add(read, Incident::kNone);
    for (uint32_t copies = r_.Poisson(s_.copies); copies > 0; --copies) {
      FigureClaim copy = read;  // the same words are read in the same way
      if (r_.Happens(0.3)) ++copy.day;
      if (r_.Happens(s_.copy_changed)) {  // an editor puts in what is known to him that day
        const FigureClaim newer = Word(Whole(course.Known(day + 1), 0));
        copy.low = newer.low, copy.best = newer.best, copy.high = newer.high, copy.hedge = newer.hedge, copy.words = newer.words;
      }
      if (!s_.perfect_reading && !r_.Happens(kOriginKnown)) copy.origin = ++last_origin_;
      Add(copy, original);
    }
  }

  /// The record of it: right with the probability that stands in it.
  FigureClaim Read(const FigureClaim& claim) {
    FigureClaim out = claim;
    if (s_.perfect_reading) return out;
    out.confidence = static_cast<float>(r_.Share(8, 1.3));
    if (r_.Happens(out.confidence)) return out;
    const double u = r_.Uniform();
    double wrong = 0;
    if (u < 0.4)
      wrong = out.best * std::exp(0.7 + 0.6 * r_.Normal());  // the wounded
    else if (u < 0.7)
      wrong = out.best * (0.1 + 0.6 * r_.Uniform());  // a part of them
    else if (u < 0.9)
      wrong = std::pow(r_.Uniform(), -1 / 1.5);  // of another happening
    else
      wrong = out.best * (r_.Happens(0.5) ? 10 : 0.1);  // a slip of digits
    out.low = out.best = out.high = std::max(flow_ ? 1.0 : 0.0, std::round(wrong));
    out.hedge = Hedge::kExact;
    out.words = {};
    out.correction = false;
    out.corrects = FigureClaim::kNone;
    return out;
  }

  const Scenario& s_;
  Random& r_;
  Incident& out_;
  bool flow_;
  uint32_t last_origin_ = 0;
  std::vector<uint32_t> copied_;  ///< by id while claims are made
};

double Size(const Scenario& scenario, Random& random) {
  if (scenario.kind == FigureKind::kMovement) return std::max(1.0, std::round(std::exp(std::log(11000.0) + 2 * random.Normal())));
  // Rounded down, so that the share of the smallest is that of the law; no incident above 5,000.
  return std::min(5000.0, std::floor(scenario.size_least * std::pow(random.Uniform(), -1 / (scenario.size_exponent - 1))));
}

}  // namespace

const std::vector<Scenario>& Scenarios() {
  static const std::vector<Scenario> kScenarios = {
      {.name = "mixed", .about = "incidents of all sizes as the news has them"},
      {.name = "few", .about = "one or two sources, no copies", .origins = 0.5, .origins_by_size = 0, .origins_most = 2, .copies = 0},
      {.name = "copies", .about = "six copies of every report, every eighth with another figure", .size_least = 3, .copies = 6, .copy_changed = 0.12},
      {.name = "partisan", .about = "losses of one side: two thirds of the sources are parties to the fight", .size_least = 3, .origins = 2, .parties = 0.67},
      {.name = "growing",
       .about = "tolls of 25 and more, of which half is not known on the first day",
       .size_least = 25,
       .origins = 4,
       .updates = 1.5,
       .unknown_first = 0.5},
      {.name = "flows", .about = "people displaced: large, rounded, hedged figures", .kind = FigureKind::kMovement, .origins = 2, .origins_by_size = 0.1},
  };
  return kScenarios;
}

const Scenario& CodersScenario() {
  static const Scenario kCoders = {.name = "coders",
                                   .about = "read with perfect care",
                                   .origins = 0.25,
                                   .origins_by_size = 0.8,
                                   .copies = 0.4,
                                   .parties = 0.25,
                                   .updates = 0.3,
                                   .lettered = 0.9,
                                   .perfect_reading = true};
  return kCoders;
}

Incident MakeIncident(const Scenario& scenario, Random& random) {
  for (;;) {
    Incident out;
    out.truth = Size(scenario, random);
    Teller(scenario, random, out).Tell();
    if (out.claims.empty()) continue;
    std::vector<uint32_t> origins;
    for (const FigureClaim& claim : out.claims) origins.push_back(claim.origin);
    std::sort(origins.begin(), origins.end());
    out.origins = static_cast<uint32_t>(std::unique(origins.begin(), origins.end()) - origins.begin());
    return out;
  }
}

}  // namespace simulate
