#include "findings/mention_pair.h"

#include <algorithm>
#include <cmath>

#include "base/geo.h"
#include "base/hash.h"
#include "base/utf8.h"

namespace dateline {
namespace {

constexpr double kOneTown = 30;      ///< km between two points of one report that may be one place told twice
constexpr double kNear = 10;         ///< km
constexpr int32_t kLongPast = 60;    ///< days before publication from which on a claim looks back
constexpr int32_t kLongSince = 20;   ///< "since" a day so long ago sums up
constexpr int32_t kLongSpan = 25;    ///< days: a time told so widely, of no single deed, sums up

/// Features, in the order of their names.
enum Feature : uint8_t {
  kBias,
  kTypeMode, kTypeOpen, kTypeGroup, kTypeFamily, kTypeOther,
  kTriggerStem, kTriggerClass, kTriggerEffectWhat, kTriggerEffects, kTriggerAny, kTriggerDiffers,
  kFar0, kFar1, kFar2, kFar3, kFar6, kFarMore,
  kNext, kTitleLead, kTitleOther,
  kDefinite, kIndefinite, kBare, kDefiniteKin,
  kFresh, kFreshFirst, kLater, kWith,
  kTimeSame, kTimeOverlap, kTimeTouch, kTimeFirst, kTimeSecond, kTimeNone,
  kPlaceSame, kPlaceHolds, kPlaceNear, kPlaceMaybe, kPlaceFirst, kPlaceSecond, kPlaceNone,
  kActorSame, kActorHead, kActorRole, kActorDiffer, kActorOne, kActorNone,
  kRecipientSame, kRecipientHead, kRecipientRole, kRecipientDiffer, kRecipientOne, kRecipientNone,
  kPersonsDiffer, kCross,
  kTollEqual, kTollPart, kTollMore, kTollLess, kTollSecond, kTollFirst, kTollOther, kTollNone,
  kWeapon, kContent0, kContent1, kContent2, kContent3,
  kSources, kPolarity, kTense, kPluralOne, kWithin, kPartOf,
  kEffectNear, kEffectNextBare, kDeedFarBare,
  kFeatures
};
constexpr std::array<std::string_view, kFeatures> kNames = {
    "bias",
    "type=mode", "type=open", "type=group", "type=family", "type=other",
    "trigger=stem", "trigger=class", "trigger=effect+deed", "trigger=effects", "trigger=any", "trigger=differs",
    "sentences=0", "sentences=1", "sentences=2", "sentences=3", "sentences=4-6", "sentences=7+",
    "next", "title+lead", "title+other",
    "article=the", "article=a", "article=none", "article=the+kin",
    "cue=new", "cue=new-first", "cue=later", "cue=with",
    "time=same", "time=overlaps", "time=touches", "time=first", "time=second", "time=none",
    "place=same", "place=holds", "place=near", "place=maybe", "place=first", "place=second", "place=none",
    "actor=same", "actor=head", "actor=role", "actor=differs", "actor=one", "actor=none",
    "recipient=same", "recipient=head", "recipient=role", "recipient=differs", "recipient=one", "recipient=none",
    "persons=differ", "actor=recipient",
    "toll=equal", "toll=part", "toll=more", "toll=less", "toll=second", "toll=first", "toll=other-slots", "toll=none",
    "weapon=same", "words=0", "words=1", "words=2", "words=3+",
    "sources=differ", "polarity=differs", "tense=differs", "plural=one", "trigger-within", "part-of",
    "effect-beside", "effect-beside-bare", "deed-apart-bare",
};

/// The head of a phrase for people: the last word before what says of where or of whom they are.
uint32_t HeadOf(std::string_view text) {
  std::string lower = utf8::Lower(text);
  for (const std::string_view cut : {" of ", " in ", " from ", " at ", " who ", " near ", ","}) {
    if (const size_t at = lower.find(cut); at != std::string::npos && at > 0) lower.resize(at);
  }
  while (!lower.empty() && lower.back() == ' ') lower.pop_back();
  const size_t blank = lower.rfind(' ');
  const std::string_view head = blank == std::string::npos ? std::string_view(lower) : std::string_view(lower).substr(blank + 1);
  return head.empty() ? 0 : static_cast<uint32_t>(Hash64(Stem(head))) | 1u;
}

uint32_t LastName(std::string_view person) {
  const size_t blank = person.rfind(' ');
  return static_cast<uint32_t>(Hash64(utf8::Lower(blank == std::string_view::npos ? person : person.substr(blank + 1)))) | 1u;
}

void ReadParties(const ClaimSet& claims, std::span<const ClaimParty> parties, std::vector<MentionView::Party>& out) {
  out.clear();
  for (const ClaimParty& party : parties) {
    out.push_back({party.actor, party.person, party.country, party.role, HeadOf(claims.text(party.text)), party.person == 0 ? 0 : LastName(claims.text(party.person))});
  }
}

enum class Match : uint8_t { kNone, kDiffer, kRole, kHead, kSame };

Match MatchOf(const MentionView::Party& a, const MentionView::Party& b) {
  if (a.actor != 0 && b.actor != 0) return a.actor == b.actor ? Match::kSame : a.country != 0 && a.country == b.country ? Match::kNone : Match::kDiffer;
  if (a.person != 0 && b.person != 0) return a.last == b.last ? Match::kSame : Match::kDiffer;
  if (a.head != 0 && a.head == b.head) return Match::kHead;
  if (a.country != 0 && b.country != 0 && a.country != b.country) return Match::kDiffer;
  return a.role != 0 && a.role == b.role ? Match::kRole : Match::kNone;
}

Match BestMatch(const std::vector<MentionView::Party>& a, const std::vector<MentionView::Party>& b) {
  Match best = Match::kNone;
  bool differ = false;
  for (const auto& x : a) {
    for (const auto& y : b) {
      const Match match = MatchOf(x, y);
      differ |= match == Match::kDiffer;
      if (match != Match::kDiffer) best = std::max(best, match);
    }
  }
  return best == Match::kNone && differ ? Match::kDiffer : best;
}

/// True when both name one whom both know by name: an actor or a person.
bool ShareNamed(const std::vector<MentionView::Party>& a, const std::vector<MentionView::Party>& b) { return BestMatch(a, b) == Match::kSame; }

size_t SharedContent(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
  size_t shared = 0;
  for (size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    if (a[i] == b[k]) ++shared, ++i, ++k;
    else if (a[i] < b[k]) ++i;
    else ++k;
  }
  return shared;
}

const ClaimPlace* PlaceOf(const ClaimSet& claims, const Claim& claim) {
  for (const PlaceSlot slot : {PlaceSlot::kPlace, PlaceSlot::kOrigin}) {
    const auto places = claims.Places(claim, slot);
    if (!places.empty()) return &places.front();
  }
  return nullptr;
}

bool Shares(std::string_view a, std::string_view b) {
  for (size_t at = 0; at < a.size();) {
    const size_t end = std::min(a.find("; ", at), a.size());
    if (b.find(a.substr(at, end - at)) != std::string_view::npos) return true;
    at = end + 2;
  }
  return false;
}

void AddTime(const Claim& a, const Claim& b, MentionFeatures& out) {
  if (!a.time.known() || !b.time.known()) {
    out.Add(a.time.known() ? kTimeFirst : b.time.known() ? kTimeSecond : kTimeNone);
    return;
  }
  const bool overlap = a.time.start <= b.time.end && b.time.start <= a.time.end;
  out.Add(!overlap ? kTimeTouch : a.time.start == b.time.start && a.time.end == b.time.end ? kTimeSame : kTimeOverlap);
}

void AddPlace(const ClaimSet& claims, const MentionView& a, const MentionView& b, MentionFeatures& out) {
  if (a.place == nullptr || b.place == nullptr) {
    out.Add(a.place != nullptr ? kPlaceFirst : b.place != nullptr ? kPlaceSecond : kPlaceNone);
    return;
  }
  const ClaimPlace& x = *a.place;
  const ClaimPlace& y = *b.place;
  const bool same = (x.geonameid != 0 && x.geonameid == y.geonameid) || utf8::Lower(claims.text(x.text)) == utf8::Lower(claims.text(y.text));
  if (same) out.Add(kPlaceSame);
  else if (x.has_point && y.has_point && x.precision <= 2 && y.precision <= 2) out.Add(NearDistance(double{x.lat}, double{x.lon}, double{y.lat}, double{y.lon}) <= kNear ? kPlaceNear : kPlaceMaybe);
  else out.Add(x.precision != 0 && y.precision != 0 && (x.precision >= 3 || y.precision >= 3) ? kPlaceHolds : kPlaceMaybe);
}

void AddToll(const ClaimSet& claims, const Claim& a, const Claim& b, MentionFeatures& out) {
  bool first = false, second = false, equal = false, part = false, more = false, less = false;
  for (size_t slot = 0; slot < kFigureSlots; ++slot) {
    const ClaimFigure* x = claims.Figure(a, static_cast<FigureSlot>(slot));
    const ClaimFigure* y = claims.Figure(b, static_cast<FigureSlot>(slot));
    first |= x != nullptr;
    second |= y != nullptr;
    if (x == nullptr || y == nullptr) continue;
    if (x->best == y->best && x->low == y->low) equal = true;
    else if (y->who != x->who) part = true;
    else (y->best > x->best ? more : less) = true;
  }
  if (equal) out.Add(kTollEqual);
  if (part) out.Add(kTollPart);
  if (more) out.Add(kTollMore);
  if (less) out.Add(kTollLess);
  if (!equal && !part && !more && !less) out.Add(first && second ? kTollOther : second ? kTollSecond : first ? kTollFirst : kTollNone);
}

void AddParties(const MentionView& a, const MentionView& b, MentionFeatures& out) {
  const auto add = [&](const std::vector<MentionView::Party>& x, const std::vector<MentionView::Party>& y, Feature same) {
    if (x.empty() || y.empty()) {
      out.Add(size_t{same} + (x.empty() && y.empty() ? 5 : 4));
      return;
    }
    const Match match = BestMatch(x, y);
    if (match == Match::kNone) return;
    out.Add(size_t{same} + (match == Match::kSame ? 0 : match == Match::kHead ? 1 : match == Match::kRole ? 2 : 3));
  };
  add(a.actors, b.actors, kActorSame);
  add(a.recipients, b.recipients, kRecipientSame);
  const auto all_named = [](const std::vector<MentionView::Party>& parties) { return !parties.empty() && std::all_of(parties.begin(), parties.end(), [](const auto& p) { return p.person != 0; }); };
  if (all_named(a.recipients) && all_named(b.recipients) && BestMatch(a.recipients, b.recipients) == Match::kDiffer) out.Add(kPersonsDiffer);
  if (ShareNamed(a.actors, b.recipients) || ShareNamed(a.recipients, b.actors)) out.Add(kCross);
}

void AddType(const MentionView& a, const MentionView& b, MentionFeatures& out) {
  if (a.type.type == 0 || b.type.type == 0) out.Add(kTypeOther);
  else if (a.type.type == b.type.type && a.type.mode == b.type.mode) out.Add(a.type.mode != 0 ? kTypeMode : kTypeOpen);
  else if (a.type.type == b.type.type && (a.type.mode == 0 || b.type.mode == 0)) out.Add(kTypeOpen);
  else out.Add(a.type.group == b.type.group ? kTypeGroup : kTypeFamily);
}

void AddWords(const ClaimWordReader& reader, const MentionView& a, const MentionView& b, uint32_t far, MentionFeatures& out) {
  const ClaimWords& x = a.words;
  const ClaimWords& y = b.words;
  const bool effect_x = reader.IsEffect(x.trigger_class), effect_y = reader.IsEffect(y.trigger_class);
  const bool kin = x.trigger == y.trigger || (x.trigger_class != 0 && x.trigger_class == y.trigger_class) || reader.IsAny(y.trigger_class);
  if (effect_x && effect_y) out.Add(kTriggerEffects);
  else if (effect_x || effect_y) out.Add(kTriggerEffectWhat);
  else if (x.trigger == y.trigger) out.Add(kTriggerStem);
  else if (x.trigger_class == y.trigger_class && x.trigger_class != 0) out.Add(kTriggerClass);
  else out.Add(reader.IsAny(x.trigger_class) || reader.IsAny(y.trigger_class) ? kTriggerAny : kTriggerDiffers);
  out.Add(y.article == Definiteness::kDefinite ? kDefinite : y.article == Definiteness::kIndefinite ? kIndefinite : kBare);
  if (y.article == Definiteness::kDefinite && kin) out.Add(kDefiniteKin);
  if (y.fresh) out.Add(kFresh);
  if (x.fresh) out.Add(kFreshFirst);
  if (y.later) out.Add(kLater);
  if (y.with) out.Add(kWith);
  if (x.plural != y.plural) out.Add(kPluralOne);
  const size_t shared = SharedContent(x.content, y.content);
  out.Add(kContent0 + std::min<size_t>(shared, 3));
  const bool beside = far <= 1;
  if (beside && effect_x != effect_y) out.Add(kEffectNear);
  if (beside && effect_y && b.place == nullptr && b.actors.empty()) out.Add(kEffectNextBare);
  if (!beside && !effect_y && b.place == nullptr && shared == 0) out.Add(kDeedFarBare);
}

void AddStanding(const MentionView& a, const MentionView& b, uint32_t far, MentionFeatures& out) {
  out.Add(far == 0 ? kFar0 : far == 1 ? kFar1 : far == 2 ? kFar2 : far == 3 ? kFar3 : far <= 6 ? kFar6 : kFarMore);
  if (b.order == a.order + 1) out.Add(kNext);
  if (a.title && !b.title) out.Add(b.lead ? kTitleLead : kTitleOther);
}

}  // namespace

std::string_view Name(MentionGate gate) {
  static constexpr std::array<std::string_view, 8> kGates = {"none", "kind", "type", "day", "place", "roles", "period", "background"};
  return kGates[static_cast<size_t>(gate)];
}

bool CanBeOnePlace(const ClaimSet& claims, const ClaimPlace& a, const ClaimPlace& b, double km) {
  constexpr uint8_t kPoint = 2, kDistrict = 3, kProvince = 4;
  if (a.geonameid != 0 && a.geonameid == b.geonameid) return true;
  if (a.precision == 0 || b.precision == 0 || utf8::Lower(claims.text(a.text)) == utf8::Lower(claims.text(b.text))) return true;
  const uint8_t wide = std::max(a.precision, b.precision);
  if (wide > kProvince && wide != 6) return true;  // lines, fuzzy areas, seas
  if (a.country != b.country && a.country != 0 && b.country != 0) return wide <= kPoint && a.has_point && b.has_point && NearDistance(double{a.lat}, double{a.lon}, double{b.lat}, double{b.lon}) <= km;
  if (wide == 6) return true;
  const auto differ = [](TextId x, TextId y) { return x != 0 && y != 0 && x != y; };
  if (wide >= kDistrict) return !differ(a.adm1, b.adm1) && (wide != kDistrict || !differ(a.adm2, b.adm2));
  return !a.has_point || !b.has_point || NearDistance(double{a.lat}, double{a.lon}, double{b.lat}, double{b.lon}) <= km;
}

Result<MentionPairs> MentionPairs::Load(const Container& knowledge) {
  MentionPairs out;
  auto types = EventTypes::Load(knowledge);
  if (!types) return types.error();
  out.types_ = std::move(*types);
  auto words = ClaimWordReader::Load(knowledge);
  if (!words) return words.error();
  out.words_ = std::move(*words);
  const auto manners = knowledge.OpenTable("findings/manners.tsv");
  if (!manners) return manners.error();
  std::vector<std::string> families;
  for (const Table::Row& row : manners->rows()) {
    uint32_t bits = 0;
    for (const std::string_view family : SplitList(row.cells[1], ' ')) {
      auto at = std::find(families.begin(), families.end(), family);
      if (at == families.end()) at = families.insert(at, std::string(family));
      bits |= 1u << static_cast<uint32_t>(at - families.begin());
    }
    if (families.size() > 32) return Error{manners->Where(row), "a thirty-third family", "32 at most"};
    out.manners_[std::string(row.cells[0])] = bits;
  }
  return out;
}

std::span<const std::string_view> MentionPairs::Names() { return kNames; }

uint32_t MentionPairs::Families(RecordKind kind, std::string_view type) const {
  if (kind == RecordKind::kEvent) return 0;
  const auto found = manners_.find(std::string(type));
  return found == manners_.end() ? 0 : found->second;
}

/// A sum over a time: said to be one; or since long; or what came of deeds in a whole month, no deed named.
bool MentionPairs::IsPeriod(const ClaimSet& claims, const Claim& claim, const MentionView& view) const {
  const ClaimWords& words = view.words;
  if (words.period) return true;
  if (claim.kind != RecordKind::kEvent && claim.kind != RecordKind::kMovement) return false;
  const int32_t published = claims.Published(claim.report);
  const bool figure = claim.figures.count > 0;
  if (words.since && figure && (!claim.time.known() || (published != kNoDay && published - claim.time.start > kLongSince))) return claim.time.known();
  const bool deed = words.article != Definiteness::kBare || !(words_.IsEffect(words.trigger_class) || words.plural);
  return figure && claim.kind == RecordKind::kEvent && claim.time.known() && claim.time.end - claim.time.start >= kLongSpan && !deed;
}

void MentionPairs::Read(const ClaimSet& claims, uint32_t report, std::span<const uint32_t> rows, std::vector<MentionView>& out) const {
  const ClaimReport& of = claims.reports[report];
  const auto title_end = static_cast<uint32_t>(utf8::CountCodePoints(of.title));
  out.resize(rows.size());
  uint32_t lead = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    const Claim& claim = claims.claims[rows[i]];
    MentionView& view = out[i];
    view.claim = rows[i];
    view.order = static_cast<uint32_t>(i);
    view.type = claim.kind == RecordKind::kEvent ? types_.Find(claims.text(claim.type), claims.text(claim.mode)) : EventTypes::Entry{};
    view.families = Families(claim.kind, claims.text(claim.type));
    words_.Read(claims.text(claim.quote), claims.text(claim.trigger), view.words);
    ReadParties(claims, claims.Parties(claim, claim.kind == RecordKind::kControl ? PartySlot::kHolder : PartySlot::kActors), view.actors);
    ReadParties(claims, claims.Parties(claim, claim.kind == RecordKind::kControl ? PartySlot::kPreviousHolder : claim.kind == RecordKind::kEvent ? PartySlot::kRecipients : PartySlot::kPeople), view.recipients);
    view.place = PlaceOf(claims, claim);
    view.title = title_end > 0 && claim.sentence == 1 && claim.quote_end <= title_end + 1;
    if (!view.title && lead == 0) lead = claim.sentence;
    view.lead = !view.title && claim.sentence == lead;
    view.period = IsPeriod(claims, claim, view);
    const bool long_past = claim.time.known() && of.published != kNoDay && of.published - claim.time.end > kLongPast;
    view.background = view.words.background || long_past;
  }
}

MentionGate MentionPairs::Gate(const ClaimSet& claims, const MentionView& a, const MentionView& b) const {
  const Claim& x = claims.claims[a.claim];
  const Claim& y = claims.claims[b.claim];
  if (x.kind != y.kind) return MentionGate::kKind;
  if (x.kind == RecordKind::kEvent && a.type.type != 0 && b.type.type != 0 && (a.type.families & b.type.families) == 0) return MentionGate::kType;
  if (x.kind != RecordKind::kEvent && x.type != y.type && (a.families & b.families) == 0) return MentionGate::kType;
  if (x.time.known() && y.time.known() && (x.time.start > y.time.end + 1 || y.time.start > x.time.end + 1)) return MentionGate::kDay;
  // Movements are compared by where they begin and end.
  if (x.kind == RecordKind::kMovement) {
    for (const PlaceSlot slot : {PlaceSlot::kOrigin, PlaceSlot::kDestination}) {
      const auto from = claims.Places(x, slot), other = claims.Places(y, slot);
      if (!from.empty() && !other.empty() && !CanBeOnePlace(claims, from.front(), other.front(), kOneTown)) return MentionGate::kPlace;
    }
  } else if (a.place != nullptr && b.place != nullptr && !CanBeOnePlace(claims, *a.place, *b.place, kOneTown)) {
    return MentionGate::kPlace;
  }
  const bool crossed = ShareNamed(a.actors, b.recipients) && ShareNamed(a.recipients, b.actors);
  if (crossed && !ShareNamed(a.actors, b.actors) && !words_.IsClash(a.words.trigger_class) && !words_.IsClash(b.words.trigger_class)) return MentionGate::kRoles;
  if (a.period != b.period) return MentionGate::kPeriod;
  if (a.background != b.background && x.time.known() && y.time.known()) return MentionGate::kBackground;
  return MentionGate::kNone;
}

void MentionPairs::Features(const ClaimSet& claims, const MentionView& a, const MentionView& b, MentionFeatures& out) const {
  out.count = 0;
  const Claim& x = claims.claims[a.claim];
  const Claim& y = claims.claims[b.claim];
  const uint32_t far = y.sentence > x.sentence ? y.sentence - x.sentence : x.sentence - y.sentence;
  out.Add(kBias);
  AddType(a, b, out);
  AddWords(words_, a, b, far, out);
  AddStanding(a, b, far, out);
  AddTime(x, y, out);
  AddPlace(claims, a, b, out);
  AddParties(a, b, out);
  AddToll(claims, x, y, out);
  if (x.weapons != 0 && y.weapons != 0 && Shares(claims.text(x.weapons), claims.text(y.weapons))) out.Add(kWeapon);
  if (x.source.text != 0 && y.source.text != 0 && x.source.text != y.source.text) out.Add(kSources);
  if (x.polarity != y.polarity) out.Add(kPolarity);
  if ((x.tense == Tense::kPast) != (y.tense == Tense::kPast)) out.Add(kTense);
  if (far == 0 && (claims.text(x.quote).find(claims.text(y.trigger)) != std::string_view::npos || claims.text(y.quote).find(claims.text(x.trigger)) != std::string_view::npos)) out.Add(kWithin);
  if (x.part_of != ContentId{} && x.part_of == y.id) out.Add(kPartOf);
  if (y.part_of != ContentId{} && y.part_of == x.id) out.Add(kPartOf);
}

}  // namespace dateline
