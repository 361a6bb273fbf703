#include "casefile/decision_edits.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <tuple>
#include <utility>

#include "base/days.h"
#include "findings/claim_reader.h"

namespace dateline {
namespace {

constexpr std::array<std::pair<std::string_view, TextId Claim::*>, 5> kTexts = {{{"type", &Claim::type},
                                                                                {"mode", &Claim::mode},
                                                                                {"direction", &Claim::direction},
                                                                                {"per", &Claim::per},
                                                                                {"weapons", &Claim::weapons}}};
constexpr std::array<std::pair<std::string_view, PartySlot>, 6> kParties = {{{"actors", PartySlot::kActors},
                                                                            {"recipients", PartySlot::kRecipients},
                                                                            {"people", PartySlot::kPeople},
                                                                            {"facilitator", PartySlot::kFacilitator},
                                                                            {"holder", PartySlot::kHolder},
                                                                            {"previous_holder", PartySlot::kPreviousHolder}}};
constexpr std::string_view kNone = "none";

/// UCDP date_prec of so many days.
uint8_t DatePrecision(int32_t days) { return days <= 1 ? 1 : days <= 6 ? 2 : days <= 7 ? 3 : days <= 31 ? 4 : 5; }

bool ParseNumber(std::string_view text, double& value) {
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  return problem == std::errc() && end == text.data() + text.size() && value >= 0 && value < 1e12;
}

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

template <size_t size, class Value>
const Value* Find(const std::array<std::pair<std::string_view, Value>, size>& table, std::string_view name) {
  for (const auto& [key, value] : table) {
    if (key == name) return &value;
  }
  return nullptr;
}

}  // namespace

bool FigureSlotByName(std::string_view name, FigureSlot& slot) {
  for (size_t i = 0; i < kFigureSlots; ++i) {
    if (Name(static_cast<FigureSlot>(i)) != name) continue;
    slot = static_cast<FigureSlot>(i);
    return true;
  }
  return false;
}

bool ParseDays(std::string_view text, ClaimTime& time) {
  time = {};
  if (text == kNone) return true;
  const size_t dots = text.find("..");
  const std::string_view first = text.substr(0, dots), last = dots == std::string_view::npos ? first : text.substr(dots + 2);
  if (first.size() != 10 || last.size() != 10) return false;
  const auto start = ParseIsoDay(first), end = ParseIsoDay(last);
  if (!start || !end || *end < *start) return false;
  time = {*start, *end, DatePrecision(*end - *start + 1)};
  return true;
}

Result<FigureOverride> ParseFigure(FigureSlot slot, std::string_view text) {
  FigureOverride out;
  out.slot = slot;
  if (text == kNone) return out;
  std::array<double, 3> numbers{};
  size_t count = 0;
  bool good = true;
  for (std::string_view rest = text; good; ++count) {
    const size_t dash = rest.find('-');
    good = count < 3 && ParseNumber(Trimmed(rest.substr(0, dash)), numbers[count]);
    if (dash == std::string_view::npos) {
      ++count;
      break;
    }
    rest.remove_prefix(dash + 1);
  }
  if (good && count == 1) numbers = {numbers[0], numbers[0], numbers[0]};
  if (good && count == 2) numbers = {numbers[0], (numbers[0] + numbers[1]) / 2, numbers[1]};
  if (!good || numbers[0] > numbers[1] || numbers[1] > numbers[2]) {
    return Error{std::string(Name(slot)), fmt::format("\"{}\" is no figure", text), "a number, low-high, low-best-high, or none: 36, 27-38, 27-36-38"};
  }
  out.low = numbers[0];
  out.best = numbers[1];
  out.high = numbers[2];
  return out;
}

std::string EditableFields() {
  std::string out;
  for (const auto& [name, unused] : kTexts) out.append(out.empty() ? "" : ", ").append(name);
  for (const auto& [name, unused] : kParties) out.append(", ").append(name);
  for (size_t i = 0; i < kFigureSlots; ++i) out.append(", ").append(Name(static_cast<FigureSlot>(i)));
  return out + ", source, polarity";
}

Result<void> CheckEdit(std::string_view field, std::string_view value) {
  FigureSlot slot{};
  if (FigureSlotByName(field, slot)) {
    const Result<FigureOverride> figure = ParseFigure(slot, value);
    return figure ? Result<void>{} : Result<void>(figure.error());
  }
  if (field == "polarity") {
    if (value == "affirmed" || value == "denied") return {};
    return Error{"polarity", fmt::format("\"{}\" is none", value), "affirmed or denied"};
  }
  if (field == "source" || Find(kTexts, field) != nullptr || Find(kParties, field) != nullptr) {
    if (!Trimmed(value).empty()) return {};
    return Error{std::string(field), "has no value", "a value, or none to empty it"};
  }
  return Error{std::string(field), "cannot be edited", fmt::format("one of {}; a day by date, a place by place", EditableFields())};
}

void ClaimEditor::Edit(uint32_t at, std::string_view field, std::string_view value) {
  if (!CheckEdit(field, value)) return;
  Claim& claim = claims_.claims[at];
  const std::string_view set = value == kNone ? std::string_view{} : value;
  FigureSlot slot{};
  if (FigureSlotByName(field, slot)) {
    SetFigure(claim, *ParseFigure(slot, value));
  } else if (const auto* text = Find(kTexts, field)) {
    claim.*(*text) = claims_.texts.Put(set);
  } else if (const PartySlot* party = Find(kParties, field)) {
    SetParties(claim, *party, set);
  } else if (field == "source") {
    claim.source = {};
    claim.source.text = claims_.texts.Put(set);
  } else if (field == "polarity") {
    claim.polarity = value == "denied" ? Polarity::kDenied : Polarity::kAffirmed;
  }
}

void ClaimEditor::SetDate(uint32_t claim, std::string_view value) {
  ClaimTime time;
  if (ParseDays(value, time)) claims_.claims[claim].time = time;
}

void ClaimEditor::SetPlace(uint32_t at, std::string_view json) {
  const Result<RecordView> view = parser_.Parse(fmt::format(R"({{"kind":"event","place":{}}})", json));
  if (!view || (view->place.text.empty() && view->place.name.empty())) return;
  claims_.claims[at].places[static_cast<size_t>(PlaceSlot::kPlace)] = {static_cast<uint32_t>(claims_.places.size()), 1};
  claims_.places.push_back(ToClaimPlace(view->place, claims_.texts));
}

/// Of parties with the same text or name the one that is told from most others; which one must not depend on the order of reports.
void ClaimEditor::LearnParties() {
  learned_ = true;
  const auto rank = [this](uint32_t row) {
    const ClaimParty& p = claims_.parties[row];
    return std::tuple(p.actor == 0, p.country == 0, p.role == 0, claims_.text(p.actor), claims_.text(p.country), claims_.text(p.role), claims_.text(p.name), claims_.text(p.person),
                      claims_.text(p.sectors));
  };
  for (uint32_t row = 0; row < claims_.parties.size(); ++row) {
    for (const TextId text : {claims_.parties[row].text, claims_.parties[row].name}) {
      if (text == 0) continue;
      const auto [it, fresh] = known_.emplace(text, row);
      if (!fresh && rank(row) < rank(it->second)) it->second = row;
    }
  }
}

void ClaimEditor::SetParties(Claim& claim, PartySlot slot, std::string_view names) {
  if (!learned_) LearnParties();
  Slice slice{static_cast<uint32_t>(claims_.parties.size()), 0};
  while (!names.empty()) {
    const size_t end = names.find(';');
    const std::string_view name = Trimmed(names.substr(0, end));
    names = end == std::string_view::npos ? std::string_view{} : names.substr(end + 1);
    if (name.empty()) continue;
    ClaimParty party;
    const TextId text = claims_.texts.Put(name);
    if (const auto it = known_.find(text); it != known_.end()) {
      const ClaimParty& like = claims_.parties[it->second];
      party.name = like.name;
      party.actor = like.actor;
      party.country = like.country;
      party.role = like.role;
      party.sectors = like.sectors;
      party.person = like.person;
    }
    party.text = text;
    claims_.parties.push_back(party);
    ++slice.count;
  }
  claim.parties[static_cast<size_t>(slot)] = slice;
}

void ClaimEditor::SetFigure(Claim& claim, const FigureOverride& set) {
  ClaimFigure figure;
  const Slice old = claim.figures;
  const auto begin = static_cast<uint32_t>(claims_.figures.size());
  for (uint32_t i = old.begin; i < old.begin + old.count; ++i) {
    const ClaimFigure other = claims_.figures[i];
    if (other.slot == set.slot) figure = other;
    else claims_.figures.push_back(other);
  }
  if (set.best == set.best) {
    figure.slot = set.slot;
    figure.hedge = set.low == set.high ? Hedge::kExact : Hedge::kRange;
    figure.low = set.low;
    figure.best = set.best;
    figure.high = set.high;
    figure.text = 0;
    claims_.figures.push_back(figure);
  }
  claim.figures = {begin, static_cast<uint32_t>(claims_.figures.size()) - begin};
}

}  // namespace dateline
