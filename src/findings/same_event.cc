#include "findings/same_event.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <initializer_list>

#include "base/geo.h"
#include "base/table.h"

namespace dateline {
namespace {

// Features in groups; a group's names stand together, in the order of the enums below.
enum Feature : size_t {
  kBias,
  kKindEvent, kKindMovement, kKindStock, kKindControl,
  kSameReport,
  kTypeSame, kTypeOpen, kTypeGroup, kTypeOther, kTypeFamily,
  kTimeSameDay, kTimeNextDay, kTimeWithin, kTimeWide, kTimeOneTold, kTimeBefore, kTimeNoneTold, kTimeApart, kTimeUnknown,
  kLag1, kLag3, kLag7, kLag30, kLagMore, kLagUnknown,
  kPlaceSame, kPlaceNear, kPlaceWithinReach, kPlaceInArea, kPlaceInDistrict, kPlaceInDivision, kPlaceInCountry, kPlaceBothWide,
  kPlaceSameName, kPlaceDatelineNear, kPlaceDatelineDivision, kPlaceDatelineFar, kPlaceUnknown,
  kDatelineSame, kDatelineOther,
  kReportPlaces0, kReportPlaces1, kReportPlaces2, kReportPlacesNone,
  kActorSame, kActorCountry, kActorRole, kActorOther, kActorOne, kActorNone,
  kRecipientSame, kRecipientCountry, kRecipientRole, kRecipientOther, kRecipientOne, kRecipientNone,
  kKilledEqual, kKilledEqualLarge, kKilledBound, kKilledNear, kKilledFar, kKilledVeryFar, kKilledOne, kKilledNone,
  kInjuredEqual, kInjuredEqualLarge, kInjuredBound, kInjuredNear, kInjuredFar, kInjuredVeryFar, kInjuredOne, kInjuredNone,
  kCountEqual, kCountEqualLarge, kCountBound, kCountNear, kCountFar, kCountVeryFar, kCountOne, kCountNone,
  kPersonShared, kPersonDisjoint, kPersonOne,
  kReportPersons0, kReportPersons1, kReportPersons2, kReportPersonsNone,
  kNames0, kNames1, kNames2, kNames3, kNamesNone,
  kReportNames0, kReportNames1, kReportNames3, kReportNames6,
  kWords0, kWords1, kWords2, kWords3, kWords4, kWordsNone,
  kReportWords0, kReportWords1, kReportWords2, kReportWords3, kReportWords4, kReportWordsNone,
  kTitle0, kTitle1, kTitle2, kTitle3, kTitleNone,
  kWeaponShared, kWeaponOther, kWeaponOne,
  kSamePublisher,
  kBackgroundOne, kBackgroundBoth,
  kSamePlaceAndDay, kSamePlaceFigure, kSameDayFigure,
  kNoAnchor, kQuietNoAnchor, kQuietOneAnchor,
  kFeatures
};

constexpr std::array<std::string_view, kFeatures> kNames = {
    "bias",
    "kind=event", "kind=movement", "kind=stock", "kind=control",
    "same-report",
    "type=same", "type=mode-open", "type=group", "type=other-mode", "type=family",
    "time=same-day", "time=next-day", "time=within", "time=wide", "time=one-told", "time=before", "time=none-told", "time=apart", "time=unknown",
    "lag=1", "lag=3", "lag=7", "lag=30", "lag=more", "lag=unknown",
    "place=same", "place=near", "place=within-reach", "place=in-area", "place=in-district", "place=in-division", "place=in-country", "place=both-wide",
    "place=same-name", "place=dateline-near", "place=dateline-division", "place=dateline-far", "place=unknown",
    "dateline=near", "dateline=far",
    "report-places=0", "report-places=1", "report-places=2", "report-places=none",
    "actors=same", "actors=country", "actors=role", "actors=other", "actors=one", "actors=none",
    "recipients=same", "recipients=country", "recipients=role", "recipients=other", "recipients=one", "recipients=none",
    "killed=equal", "killed=equal-large", "killed=bound", "killed=near", "killed=far", "killed=very-far", "killed=one", "killed=none",
    "injured=equal", "injured=equal-large", "injured=bound", "injured=near", "injured=far", "injured=very-far", "injured=one", "injured=none",
    "count=equal", "count=equal-large", "count=bound", "count=near", "count=far", "count=very-far", "count=one", "count=none",
    "person=shared", "person=disjoint", "person=one",
    "report-persons=0", "report-persons=1", "report-persons=2", "report-persons=none",
    "names=0", "names=1", "names=2", "names=3", "names=none",
    "report-names=0", "report-names=1", "report-names=3", "report-names=6",
    "words=0", "words=.05", "words=.1", "words=.2", "words=.4", "words=none",
    "report-words=0", "report-words=.05", "report-words=.1", "report-words=.2", "report-words=.4", "report-words=none",
    "title=0", "title=.1", "title=.25", "title=.5", "title=none",
    "weapon=shared", "weapon=other", "weapon=one",
    "same-publisher",
    "background=one", "background=both",
    "same-place-and-day", "same-place-and-figure", "same-day-and-figure",
    "no-anchor", "quiet-no-anchor", "quiet-one-anchor",
};
static_assert(kFeatures < 256);

constexpr double kNear = 5;           ///< km within which two points are one place
constexpr double kDatelineNear = 60;  ///< km
constexpr float kLarge = 4;           ///< a toll from which equality says more
constexpr double kPlattLimit = 12;    ///< log-odds are kept within

size_t Shared(std::span<const uint32_t> a, std::span<const uint32_t> b) {
  size_t shared = 0;
  for (size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    if (a[i] == b[k]) ++shared;
    const bool left = a[i] <= b[k], right = b[k] <= a[i];
    i += left;
    k += right;
  }
  return shared;
}

double Jaccard(std::span<const uint32_t> a, std::span<const uint32_t> b) {
  const size_t shared = Shared(a, b);
  return static_cast<double>(shared) / static_cast<double>(a.size() + b.size() - shared);
}

int32_t Gap(const EventSketch& a, const EventSketch& b) { return std::max(a.start, b.start) - std::min(a.end, b.end); }

bool Overlap(std::span<const SketchParty> a, std::span<const SketchParty> b, uint32_t SketchParty::*slot) {
  for (const SketchParty& x : a) {
    for (const SketchParty& y : b) {
      if (x.*slot != 0 && x.*slot == y.*slot) return true;
    }
  }
  return false;
}

bool Has(std::span<const SketchParty> parties, uint32_t SketchParty::*slot) {
  return std::any_of(parties.begin(), parties.end(), [&](const SketchParty& party) { return party.*slot != 0; });
}

bool SameParty(std::span<const SketchParty> a, std::span<const SketchParty> b) {
  return Overlap(a, b, &SketchParty::actor) || Overlap(a, b, &SketchParty::person) || Overlap(a, b, &SketchParty::name);
}

/// Two points within `reach` km. The cheap distance settles most.
bool Within(const SketchPlace& a, const SketchPlace& b, double reach) {
  const double north = std::abs(static_cast<double>(a.lat) - static_cast<double>(b.lat));
  if (north * 110 > reach) return false;
  return PlaceDistance(static_cast<double>(a.lat), static_cast<double>(a.lon), static_cast<double>(b.lat), static_cast<double>(b.lon)) <= reach;
}

bool SameDivision(const SketchPlace& a, const SketchPlace& b) { return a.adm1 != 0 && a.adm1 == b.adm1 && a.country == b.country; }
bool SameDistrict(const SketchPlace& a, const SketchPlace& b) { return a.adm2 != 0 && a.adm2 == b.adm2 && SameDivision(a, b); }

/// One of them is a division or a country: does it hold the other one? Unknown names are settled by the distance.
bool Holds(const SketchPlace& a, const SketchPlace& b, double apart) {
  const uint8_t coarse = std::max(a.precision == 5 || a.precision == 7 ? uint8_t{0} : a.precision, b.precision == 5 || b.precision == 7 ? uint8_t{0} : b.precision);
  if (coarse == 6 && a.country != 0 && b.country != 0) return a.country == b.country;
  if (coarse == 4 && a.adm1 != 0 && b.adm1 != 0) return SameDivision(a, b);
  if (coarse == 3 && a.adm2 != 0 && b.adm2 != 0) return SameDistrict(a, b);
  if (a.has_point && b.has_point) return Within(a, b, apart + static_cast<double>(a.radius) + static_cast<double>(b.radius));
  return a.country == 0 || b.country == 0 || a.country == b.country;
}

}  // namespace

std::string_view Name(Gate gate) {
  static constexpr std::array<std::string_view, kGates> kGateNames = {"none", "kind", "type", "time", "place", "victim", "sides", "total", "background", "unreal"};
  return kGateNames[static_cast<size_t>(gate)];
}

size_t EventFeatureCount() { return kFeatures; }
std::string_view EventFeatureName(size_t id) { return kNames[id]; }

/// Reads one pair. Everything here is symmetric in the two.
class EventPairReader {
 public:
  EventPairReader(const SameEventModel& model, const EventSketches& sketches, uint32_t a, uint32_t b)
      : model_(model), s_(sketches), a_(sketches.events[a]), b_(sketches.events[b]), ra_(sketches.reports[a_.report]), rb_(sketches.reports[b_.report]) {}

  Gate Contradiction() const {
    if (a_.kind != b_.kind) return Gate::kKind;
    if (a_.total || b_.total) return Gate::kTotal;
    if (a_.unreal != b_.unreal) return Gate::kUnreal;
    if (!TypesFit()) return Gate::kType;
    if (!TimesFit()) return Gate::kTime;
    if (a_.place.known() && b_.place.known() && !PlacesFit()) return Gate::kPlace;
    if (a_.background != b_.background && !(a_.told && b_.told) && !SharePerson()) return Gate::kBackground;
    if (OtherVictims()) return Gate::kVictim;
    if (SidesSwapped()) return Gate::kSides;
    return Gate::kNone;
  }

  EventPairFeatures Features() {
    out_.Add(kBias);
    out_.Add(kKindEvent + std::min<size_t>(static_cast<size_t>(a_.kind), 3));
    if (a_.report == b_.report) out_.Add(kSameReport);
    Type();
    const bool same_day = Time();
    const bool same_place = Place();
    Parties(s_.Actors(a_), s_.Actors(b_), kActorSame);
    Parties(s_.Recipients(a_), s_.Recipients(b_), kRecipientSame);
    const bool killed = Figure(a_.killed, b_.killed, kKilledEqual), injured = Figure(a_.injured, b_.injured, kInjuredEqual);
    const bool figure = Figure(a_.count, b_.count, kCountEqual) || killed || injured;
    Persons();
    Texts();
    if (a_.report != b_.report && ra_.publisher != 0 && ra_.publisher == rb_.publisher) out_.Add(kSamePublisher);
    if (a_.background || b_.background) out_.Add(a_.background && b_.background ? kBackgroundBoth : kBackgroundOne);
    if (same_place && same_day) out_.Add(kSamePlaceAndDay);
    if (same_place && figure) out_.Add(kSamePlaceFigure);
    if (same_day && figure) out_.Add(kSameDayFigure);
    Anchors(figure);
    return out_;
  }

 private:
  bool TypesFit() const {
    const bool open = a_.type.mode == 0 || b_.type.mode == 0;
    return (a_.plain_type == b_.plain_type && open) || (a_.type.families & b_.type.families) != 0;
  }

  /// What holds two tellings together: the time, the town, a person, a figure, the words. Of talk, demands and laws there are many a day, with the same parties: they need
  /// two such anchors where an attack needs one.
  void Anchors(bool figure) {
    const auto has = [&](std::initializer_list<size_t> any) {
      return std::any_of(out_.ids.begin(), out_.ids.begin() + out_.count, [&](uint8_t id) { return std::find(any.begin(), any.end(), id) != any.end(); });
    };
    const int anchors = int{has({kTimeSameDay, kTimeWithin})} + int{has({kPlaceSame, kPlaceNear, kPlaceWithinReach, kPlaceInArea, kPlaceInDistrict, kPlaceSameName})} +
                        int{has({kPersonShared, kReportPersons1, kReportPersons2})} + int{figure} + int{has({kWords3, kWords4, kReportWords4})};
    const bool quiet = (a_.type.families & model_.fight_) == 0 || (b_.type.families & model_.fight_) == 0;
    if (anchors == 0) out_.Add(quiet ? kQuietNoAnchor : kNoAnchor);
    if (quiet && anchors == 1) out_.Add(kQuietOneAnchor);
  }

  /// A person named in full in both, among those who take part.
  bool SharePerson() const {
    const auto a = std::span(s_.parties).subspan(a_.parties.begin, a_.parties.count), b = std::span(s_.parties).subspan(b_.parties.begin, b_.parties.count);
    return Overlap(a, b, &SketchParty::full) || Shared(s_.Hashes(ra_.persons), s_.Hashes(rb_.persons)) > 0;
  }

  bool TimesFit() const {
    if (a_.start == kNoDay || b_.start == kNoDay) return true;
    const auto days = static_cast<int32_t>(model_.days_);
    if (Gap(a_, b_) <= days) return true;
    if (a_.told && b_.told) return false;
    // What has no told day happened before it was published, how long before only shared names can say.
    const bool a_first = a_.end < b_.start;
    const EventSketch& later = a_first ? b_ : a_;
    return !later.told && SharePerson();
  }

  bool PlacesFit() const {
    const SketchPlace &a = a_.place, &b = b_.place;
    if (a.geonameid != 0 && a.geonameid == b.geonameid) return true;
    return Holds(a, b, model_.apart_);
  }

  /// Each tells of one dead, by name, and the names differ.
  bool OtherVictims() const {
    if (!a_.killed.given || !b_.killed.given || a_.killed.best != 1 || b_.killed.best != 1) return false;
    const auto a = s_.Recipients(a_), b = s_.Recipients(b_);
    return Has(a, &SketchParty::full) && Has(b, &SketchParty::full) && !Overlap(a, b, &SketchParty::person);
  }

  /// Who did it here suffered it there.
  bool SidesSwapped() const {
    const auto a = s_.Actors(a_), b = s_.Actors(b_), to_a = s_.Recipients(a_), to_b = s_.Recipients(b_);
    return Overlap(a, to_b, &SketchParty::actor) && Overlap(to_a, b, &SketchParty::actor) && !Overlap(a, b, &SketchParty::actor) && !Overlap(to_a, to_b, &SketchParty::actor);
  }

  void Type() {
    if (a_.plain_type != b_.plain_type) return out_.Add(a_.type.group != 0 && a_.type.group == b_.type.group ? kTypeGroup : kTypeFamily);
    if (a_.type.mode == b_.type.mode) return out_.Add(kTypeSame);
    if (a_.type.mode == 0 || b_.type.mode == 0) return out_.Add(kTypeOpen);
    out_.Add(a_.type.group == b_.type.group ? kTypeGroup : kTypeOther);
  }

  /// True: both tell the same day.
  bool Time() {
    const size_t lag = ra_.published == kNoDay || rb_.published == kNoDay ? 9999 : static_cast<size_t>(std::abs(ra_.published - rb_.published));
    if (a_.report != b_.report) out_.Add(lag == 9999 ? kLagUnknown : lag <= 1 ? kLag1 : lag <= 3 ? kLag3 : lag <= 7 ? kLag7 : lag <= 30 ? kLag30 : kLagMore);
    if (a_.start == kNoDay || b_.start == kNoDay) {
      out_.Add(kTimeUnknown);
      return false;
    }
    const int32_t gap = Gap(a_, b_);
    if (a_.told && b_.told) {
      const bool days = a_.start == a_.end && b_.start == b_.end;
      const bool wide = std::max(a_.end - a_.start, b_.end - b_.start) > 7;
      out_.Add(gap > 0 ? kTimeNextDay : days ? kTimeSameDay : wide ? kTimeWide : kTimeWithin);
      return days && gap == 0;
    }
    if (gap > static_cast<int32_t>(model_.days_)) out_.Add(a_.told || b_.told ? kTimeBefore : kTimeApart);
    else out_.Add(a_.told || b_.told ? kTimeOneTold : kTimeNoneTold);
    return false;
  }

  /// True: both happened in one town.
  bool Place() {
    const SketchPlace &a = a_.place, &b = b_.place;
    if (a_.report != b_.report && ra_.dateline.narrow() && rb_.dateline.narrow()) out_.Add(Within(ra_.dateline, rb_.dateline, kDatelineNear) ? kDatelineSame : kDatelineOther);
    if (!a.known() || !b.known()) {
      if (a.name != 0 && a.name == b.name) out_.Add(kPlaceSameName);
      Datelines();
      return false;
    }
    const bool towns = a.precision <= 2 && b.precision <= 2 && a.has_point && b.has_point;
    if (towns || (a.geonameid != 0 && a.geonameid == b.geonameid && a.precision <= 2 && b.precision <= 2)) {
      const bool same = a.geonameid != 0 && a.geonameid == b.geonameid;
      const bool near = !same && Within(a, b, kNear);
      out_.Add(same ? kPlaceSame : near ? kPlaceNear : kPlaceWithinReach);
      return same || near;
    }
    const uint8_t fine = std::min(a.precision, b.precision), coarse = std::max(a.precision, b.precision);
    if (fine >= 3) out_.Add(kPlaceBothWide);
    else out_.Add(coarse == 3 ? kPlaceInDistrict : coarse == 4 ? kPlaceInDivision : coarse == 6 ? kPlaceInCountry : kPlaceInArea);
    return false;
  }

  /// Where one says no place, where it was written stands in.
  void Datelines() {
    const SketchPlace& a = a_.place.known() ? a_.place : ra_.dateline;
    const SketchPlace& b = b_.place.known() ? b_.place : rb_.dateline;
    if (!a.known() || !b.known() || !a.has_point || !b.has_point) return out_.Add(kPlaceUnknown);
    out_.Add(Within(a, b, kDatelineNear) ? kPlaceDatelineNear : SameDivision(a, b) ? kPlaceDatelineDivision : kPlaceDatelineFar);
  }

  void Parties(std::span<const SketchParty> a, std::span<const SketchParty> b, size_t first) {
    if (a.empty() || b.empty()) return out_.Add(first + (a.empty() && b.empty() ? 5 : 4));
    if (SameParty(a, b)) return out_.Add(first);
    if (Overlap(a, b, &SketchParty::country)) return out_.Add(first + 1);
    out_.Add(first + (Overlap(a, b, &SketchParty::role) ? 2 : 3));
  }

  /// True: both give the same figure of some size.
  bool Figure(const SketchFigure& a, const SketchFigure& b, size_t first) {
    if (!a.given || !b.given) {
      out_.Add(first + (a.given || b.given ? 6 : 7));
      return false;
    }
    if (a.best == b.best) {
      const bool large = a.best >= kLarge;
      out_.Add(first + (large ? 1 : 0));
      return large;
    }
    const bool bound = a.low <= b.high && b.low <= a.high && !(a.exact && b.exact);
    const float ratio = (1 + std::max(a.best, b.best)) / (1 + std::min(a.best, b.best));
    out_.Add(first + (bound && ratio <= 3 ? 2 : ratio <= 1.5f ? 3 : ratio <= 3 ? 4 : 5));
    return false;
  }

  void Persons() {
    const auto a = std::span(s_.parties).subspan(a_.parties.begin, a_.parties.count), b = std::span(s_.parties).subspan(b_.parties.begin, b_.parties.count);
    const bool in_a = Has(a, &SketchParty::person), in_b = Has(b, &SketchParty::person);
    if (in_a && in_b) out_.Add(Overlap(a, b, &SketchParty::person) ? kPersonShared : kPersonDisjoint);
    else if (in_a || in_b) out_.Add(kPersonOne);
    if (a_.report == b_.report) return;
    if (ra_.persons.count == 0 || rb_.persons.count == 0) return out_.Add(kReportPersonsNone);
    out_.Add(kReportPersons0 + std::min<size_t>(2, Shared(s_.Hashes(ra_.persons), s_.Hashes(rb_.persons))));
  }

  void Texts() {
    const auto names_a = s_.Hashes(a_.names), names_b = s_.Hashes(b_.names);
    out_.Add(names_a.empty() || names_b.empty() ? kNamesNone : kNames0 + std::min<size_t>(3, Shared(names_a, names_b)));
    Words(s_.Hashes(a_.words), s_.Hashes(b_.words), kWords0);
    const auto weapons_a = s_.Hashes(a_.weapons), weapons_b = s_.Hashes(b_.weapons);
    if (!weapons_a.empty() && !weapons_b.empty()) out_.Add(Shared(weapons_a, weapons_b) > 0 ? kWeaponShared : kWeaponOther);
    else if (!weapons_a.empty() || !weapons_b.empty()) out_.Add(kWeaponOne);
    if (a_.report == b_.report) return;
    const size_t names = Shared(s_.Hashes(ra_.names), s_.Hashes(rb_.names));
    out_.Add(names == 0 ? kReportNames0 : names < 3 ? kReportNames1 : names < 6 ? kReportNames3 : kReportNames6);
    Words(s_.Hashes(ra_.words), s_.Hashes(rb_.words), kReportWords0);
    if (ra_.places.count == 0 || rb_.places.count == 0) out_.Add(kReportPlacesNone);
    else out_.Add(kReportPlaces0 + std::min<size_t>(2, Shared(s_.Hashes(ra_.places), s_.Hashes(rb_.places))));
    const auto title_a = s_.Hashes(ra_.title), title_b = s_.Hashes(rb_.title);
    if (title_a.empty() || title_b.empty()) return out_.Add(kTitleNone);
    const double title = Jaccard(title_a, title_b);
    out_.Add(title < 0.1 ? kTitle0 : title < 0.25 ? kTitle1 : title < 0.5 ? kTitle2 : kTitle3);
  }

  void Words(std::span<const uint32_t> a, std::span<const uint32_t> b, size_t first) {
    if (a.empty() || b.empty()) return out_.Add(first + 5);
    const double words = Jaccard(a, b);
    out_.Add(first + (words < 0.05 ? 0 : words < 0.1 ? 1 : words < 0.2 ? 2 : words < 0.4 ? 3 : 4));
  }

  const SameEventModel& model_;
  const EventSketches& s_;
  const EventSketch &a_, &b_;
  const ReportSketch &ra_, &rb_;
  EventPairFeatures out_;
};

Result<SameEventModel> SameEventModel::LoadGates(const Container& knowledge) {
  SameEventModel out;
  auto sketcher = EventSketcher::Load(knowledge);
  if (!sketcher) return sketcher.error();
  out.sketcher_ = std::move(*sketcher);
  out.days_ = out.sketcher_.Gate("days");
  out.apart_ = out.sketcher_.Gate("apart-km");
  out.weights_.assign(kFeatures, 0);
  if (const int fight = out.sketcher_.types().Family("fight"); fight >= 0) out.fight_ = 1U << static_cast<unsigned>(fight);
  return out;
}

Result<SameEventModel> SameEventModel::WithoutWeights(const Container& knowledge) { return LoadGates(knowledge); }

Result<SameEventModel> SameEventModel::Load(const Container& knowledge) {
  auto out = LoadGates(knowledge);
  if (!out) return out.error();
  auto table = knowledge.OpenTable(kTable);
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    double value = 0;
    const std::string_view name = row.cells[0], text = row.cells[1];
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !(std::abs(value) < 100)) return Error{table->Where(row), "weight \"" + std::string(text) + "\"", "a number from -100 to 100"};
    const auto log_odds = [](double p) { return static_cast<int32_t>(std::lround(kScale * std::log(p / (1 - p)))); };
    const auto at = std::find(kNames.begin(), kNames.end(), name);
    if (name == "(slope)") out->slope_ = value;
    else if (name == "(shift)") out->shift_ = value;
    else if (name == "(merge)" && value > 0 && value < 1) out->merge_ = log_odds(value);
    else if (name == "(possibly)" && value > 0 && value < 1) out->possibly_ = log_odds(value);
    else if (at != kNames.end()) out->weights_[static_cast<size_t>(at - kNames.begin())] = static_cast<int32_t>(std::lround(value * kScale));
    else return Error{table->Where(row), "feature \"" + std::string(name) + "\"", "a feature of pairs, such as " + std::string(kNames[kTimeSameDay])};
  }
  return out;
}

Gate SameEventModel::Contradiction(const EventSketches& sketches, uint32_t a, uint32_t b) const { return EventPairReader(*this, sketches, a, b).Contradiction(); }
EventPairFeatures SameEventModel::Features(const EventSketches& sketches, uint32_t a, uint32_t b) const { return EventPairReader(*this, sketches, a, b).Features(); }

int32_t SameEventModel::LogOdds(const EventSketches& sketches, uint32_t a, uint32_t b) const {
  const EventPairFeatures features = Features(sketches, a, b);
  int32_t sum = 0;
  for (size_t i = 0; i < features.count; ++i) sum += weights_[features.ids[i]];
  const double log_odds = slope_ * sum + shift_ * kScale;
  return static_cast<int32_t>(std::lround(std::clamp(log_odds, -kPlattLimit * kScale, kPlattLimit * kScale)));
}

float SameEventModel::Probability(double log_odds) { return static_cast<float>(1 / (1 + std::exp(-log_odds / kScale))); }

EventPairExplanation SameEventModel::Explain(const EventSketches& sketches, uint32_t a, uint32_t b) const {
  EventPairExplanation out;
  out.gate = Contradiction(sketches, a, b);
  const EventPairFeatures features = Features(sketches, a, b);
  for (size_t i = 0; i < features.count; ++i) {
    const size_t id = features.ids[i];
    out.features.emplace_back(kNames[id], static_cast<float>(slope_ * weights_[id] / kScale));
  }
  std::stable_sort(out.features.begin(), out.features.end(), [](const auto& x, const auto& y) { return std::abs(x.second) > std::abs(y.second); });
  if (out.gate == Gate::kNone) out.probability = Probability(LogOdds(sketches, a, b));
  return out;
}

}  // namespace dateline
