#include "findings/claim_reader.h"

#include <array>

#include "base/days.h"
#include "base/table.h"

namespace dateline {
namespace {

template <class Enum, size_t size>
Enum ByName(const std::array<std::string_view, size>& names, std::string_view name, Enum otherwise) {
  for (size_t i = 0; i < size; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return otherwise;
}

constexpr std::array<std::string_view, 5> kKinds = {"event", "movement", "stock", "control", "statement"};
constexpr std::array<std::string_view, 6> kHedges = {"exact", "about", "at_least", "at_most", "range", "vague"};
constexpr std::array<std::string_view, 4> kCertainties = {"asserted", "probable", "possible", "doubtful"};
constexpr std::array<std::string_view, 4> kTenses = {"past", "ongoing", "future", "hypothetical"};

ClaimParty ToParty(const PartyView& view, TextPool& texts) {
  ClaimParty out;
  out.text = texts.Put(view.text);
  out.name = texts.Put(view.name);
  out.actor = texts.Put(view.actor);
  out.country = texts.Put(view.country);
  out.role = texts.Put(view.role);
  out.sectors = texts.Put(view.sectors);
  out.person = texts.Put(view.person);
  if (view.count.given) {
    out.count_low = static_cast<float>(view.count.low);
    out.count_best = static_cast<float>(view.count.best);
    out.count_high = static_cast<float>(view.count.high);
  }
  return out;
}

Slice AddParties(const std::vector<PartyView>& views, ClaimSet& out) {
  const Slice slice = {static_cast<uint32_t>(out.parties.size()), static_cast<uint32_t>(views.size())};
  for (const PartyView& view : views) out.parties.push_back(ToParty(view, out.texts));
  return slice;
}

Slice AddParty(const PartyView& view, ClaimSet& out) {
  const auto begin = static_cast<uint32_t>(out.parties.size());
  if (view.text.empty() && view.name.empty()) return {begin, 0};
  out.parties.push_back(ToParty(view, out.texts));
  return {begin, 1};
}

Slice AddPlaces(const std::vector<PlaceView>& views, ClaimSet& out) {
  const Slice slice = {static_cast<uint32_t>(out.places.size()), static_cast<uint32_t>(views.size())};
  for (const PlaceView& view : views) out.places.push_back(ToClaimPlace(view, out.texts));
  return slice;
}

void AddFigure(FigureSlot slot, const FigureView& view, ClaimSet& out) {
  if (!view.given) return;
  ClaimFigure figure;
  figure.slot = slot;
  figure.hedge = ByName(kHedges, view.hedge, Hedge::kExact);
  figure.change = view.change == "up" ? Change::kUp : view.change == "down" ? Change::kDown : Change::kNone;
  figure.low = view.low;
  figure.best = view.best;
  figure.high = view.high;
  figure.unit = out.texts.Put(view.unit);
  figure.who = out.texts.Put(view.who);
  figure.text = out.texts.Put(view.text);
  out.figures.push_back(figure);
}

void AddFigures(const RecordView& view, Claim& claim, ClaimSet& out) {
  claim.figures.begin = static_cast<uint32_t>(out.figures.size());
  for (size_t i = 0; i < RecordView::kTolls; ++i) AddFigure(static_cast<FigureSlot>(i), view.toll[i], out);
  AddFigure(FigureSlot::kCount, view.count, out);
  AddFigure(FigureSlot::kPrice, view.price, out);
  claim.figures.count = static_cast<uint32_t>(out.figures.size()) - claim.figures.begin;
}

ClaimSource SourceOf(const RecordView& view, TextPool& texts) {
  ClaimSource out;
  out.text = texts.Put(view.source);
  out.name = texts.Put(view.speaker.name);
  out.actor = texts.Put(view.speaker.actor);
  out.country = texts.Put(view.speaker.country);
  out.role = texts.Put(view.source_role.empty() ? view.speaker.role : view.source_role);
  out.type = texts.Put(view.source_type);
  out.organization = texts.Put(view.organization);
  out.person = texts.Put(view.speaker.person);
  out.relayed_by = texts.Put(view.relayed_by);
  return out;
}

ClaimTime TimeOf(const TimeView& view) {
  ClaimTime out;
  if (const auto start = ParseIsoDay(view.start)) out.start = *start;
  if (const auto end = ParseIsoDay(view.end)) out.end = *end;
  out.precision = static_cast<uint8_t>(view.precision);
  return out;
}

std::string Joined(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out.append(out.empty() ? "" : "; ").append(item);
  return out;
}

void SetTexts(const RecordView& view, Claim& claim, TextPool& texts) {
  claim.type = texts.Put(view.type);
  claim.mode = texts.Put(view.mode);
  claim.trigger = texts.Put(view.trigger);
  claim.quote = texts.Put(view.quote);
  claim.direction = texts.Put(view.direction);
  claim.per = texts.Put(view.per);
  claim.idmc_term = texts.Put(view.idmc_term);
  claim.ucdp = texts.Put(view.ucdp);
  claim.acled_event = texts.Put(view.acled_event);
  claim.acled_sub = texts.Put(view.acled_sub);
  claim.cameo = texts.Put(view.cameo);
  claim.contexts = texts.Put(view.contexts);
  claim.weapons = texts.Put(Joined(view.weapons));
}

void SetParties(const RecordView& view, Claim& claim, ClaimSet& out) {
  const auto set = [&](PartySlot slot, Slice slice) { claim.parties[static_cast<size_t>(slot)] = slice; };
  set(PartySlot::kActors, AddParties(view.actors, out));
  set(PartySlot::kRecipients, AddParties(view.recipients, out));
  set(PartySlot::kPeople, AddParty(view.people, out));
  set(PartySlot::kFacilitator, AddParty(view.facilitator, out));
  set(PartySlot::kHolder, AddParty(view.holder, out));
  set(PartySlot::kPreviousHolder, AddParty(view.previous_holder, out));
  set(PartySlot::kJoined, AddParty(view.joined, out));
  set(PartySlot::kAbout, AddParties(view.about, out));
}

void SetPlaces(const RecordView& view, Claim& claim, ClaimSet& out) {
  const auto set = [&](PlaceSlot slot, Slice slice) { claim.places[static_cast<size_t>(slot)] = slice; };
  const bool has_place = !view.place.text.empty() || !view.place.name.empty();
  set(PlaceSlot::kPlace, AddPlaces(has_place ? std::vector{view.place} : std::vector<PlaceView>{}, out));
  set(PlaceSlot::kOrigin, AddPlaces(view.origin, out));
  set(PlaceSlot::kVia, AddPlaces(view.via, out));
  set(PlaceSlot::kDestination, AddPlaces(view.destination, out));
}

}  // namespace

ContentId ContentId::FromHex(std::string_view hex) {
  if (hex.size() != 32) return {};
  std::array<uint64_t, 2> half{};
  for (size_t i = 0; i < 32; ++i) {
    const char c = hex[i];
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) return {};
    half[i / 16] = half[i / 16] << 4 | static_cast<uint64_t>(digit);
  }
  return {half[0], half[1]};
}

TextId TextPool::Put(std::string_view text) {
  if (text.empty()) return 0;
  if (const auto it = ids_.find(text); it != ids_.end()) return it->second;
  const auto id = static_cast<TextId>(views_.size());
  const std::string_view kept = arena_.Copy(text);
  views_.push_back(kept);
  ids_.emplace(kept, id);
  return id;
}

std::string_view Name(FigureSlot slot) {
  if (slot == FigureSlot::kCount) return "count";
  if (slot == FigureSlot::kPrice) return "price";
  return TollName(static_cast<size_t>(slot));
}

ClaimPlace ToClaimPlace(const PlaceView& view, TextPool& texts) {
  ClaimPlace out;
  out.text = texts.Put(view.text);
  out.name = texts.Put(view.name);
  out.country = texts.Put(view.country);
  out.adm1 = texts.Put(view.adm1);
  out.adm2 = texts.Put(view.adm2);
  out.feature = texts.Put(view.feature);
  out.relation = texts.Put(view.relation);
  out.geonameid = static_cast<uint32_t>(view.geonameid);
  out.lat = static_cast<float>(view.lat);
  out.lon = static_cast<float>(view.lon);
  out.has_point = view.has_point;
  out.precision = static_cast<uint8_t>(view.precision);
  return out;
}

ClaimReport& ClaimReader::Report(std::string_view id, std::string_view source_id) {
  ClaimReport& report = out_.reports.emplace_back();
  report.id = ContentId::FromHex(id);
  report.source_id = std::string(source_id);
  report.claims.begin = static_cast<uint32_t>(out_.claims.size());
  return report;
}

void ClaimReader::Dateline(std::string_view report_json) {
  const PlaceView place = parser_.DatelineOf(report_json);
  if (!place.name.empty()) out_.reports.back().dateline = ToClaimPlace(place, out_.texts);
}

Result<void> ClaimReader::Record(std::string_view json) {
  auto view = parser_.Parse(json);
  if (!view) return view.error();
  Record(*view);
  return {};
}

void ClaimReader::Record(const RecordView& view) {
  Claim claim;
  claim.id = ContentId::FromHex(view.id);
  claim.report = static_cast<uint32_t>(out_.reports.size() - 1);
  claim.sentence = static_cast<uint32_t>(view.sentence);
  claim.quote_begin = static_cast<uint32_t>(view.quote_begin);
  claim.quote_end = static_cast<uint32_t>(view.quote_end);
  claim.kind = ByName(kKinds, view.kind, RecordKind::kStatement);
  claim.polarity = view.polarity == "denied" ? Polarity::kDenied : Polarity::kAffirmed;
  claim.certainty = ByName(kCertainties, view.certainty, Certainty::kAsserted);
  claim.tense = ByName(kTenses, view.tense, Tense::kPast);
  claim.confidence = static_cast<float>(view.confidence);
  claim.part_of = ContentId::FromHex(view.part_of);
  claim.time = TimeOf(view.time);
  SetTexts(view, claim, out_.texts);
  claim.source = SourceOf(view, out_.texts);
  SetParties(view, claim, out_);
  SetPlaces(view, claim, out_);
  AddFigures(view, claim, out_);
  out_.claims.push_back(claim);
  ++out_.reports.back().claims.count;
}

}  // namespace dateline
