#include "records/place_memory.h"

#include <algorithm>

#include "base/rows.h"

namespace dateline {

void PlaceMemory::Begin(const Document& doc) {
  last_ = lead_ = main_ = country_ = PlaceId{};
  last_type_ = {};
  last_sentence_ = kept_total_ = 0;
  by_type_.clear();
  kept_.clear();
  named_.clear();
  for (uint32_t i = 0; i < doc.places.size(); ++i) {
    const PlaceMention& place = doc.places[i];
    if (place.is_demonym || place.is_metonym || place.name.empty()) continue;
    if (!lead_.valid()) lead_ = PlaceId{i};
    named_.emplace_back(place.name, i);
  }
  named_total_ = static_cast<uint32_t>(named_.size());
  // The place and the country named most often; of equals the one that comes first.
  std::sort(named_.begin(), named_.end());
  uint32_t most[2] = {0, 0};
  size_t kept = 0;
  for (size_t i = 0; i < named_.size();) {
    size_t end = i;
    while (end < named_.size() && named_[end].first == named_[i].first) ++end;
    const uint32_t row = named_[i].second;
    const auto times = static_cast<uint32_t>(end - i);
    const bool country = doc.places[row].feature.starts_with("A.PCL");
    PlaceId& best = country ? country_ : main_;
    if (times > most[country] || (times == most[country] && row < best.value)) most[country] = times, best = PlaceId{row};
    named_[kept++] = {named_[i].first, times};
    i = end;
  }
  named_.resize(kept);
}

void PlaceMemory::Keep(const Document& doc, const Record& r, uint32_t sentence) {
  last_type_ = r.type;
  last_sentence_ = sentence;
  if (r.places.empty()) return;
  last_ = r.places.front();
  const auto of_type = std::find_if(by_type_.begin(), by_type_.end(), [&](const auto& entry) { return entry.first == r.type; });
  if (of_type == by_type_.end()) by_type_.emplace_back(r.type, last_);
  else of_type->second = last_;
  const std::string_view name = doc.places[last_.value].name;
  if (name.empty()) return;
  ++kept_total_;
  const auto known = std::find_if(kept_.begin(), kept_.end(), [&](const auto& entry) { return entry.first == name; });
  constexpr size_t kMost = 64;  // names beyond these are one of many
  if (known != kept_.end()) ++known->second;
  else if (kept_.size() < kMost) kept_.emplace_back(name, 1);
}

PlaceId PlaceMemory::OfType(std::string_view type) const {
  const auto it = std::find_if(by_type_.begin(), by_type_.end(), [&](const auto& entry) { return entry.first == type; });
  return it == by_type_.end() ? PlaceId{} : it->second;
}

PlaceId PlaceMemory::Recent(const Document& doc, uint32_t token, uint32_t ordered) const {
  constexpr uint32_t kRows = 6;
  auto row = static_cast<uint32_t>(FirstRowFrom(doc.places, token, ordered) - doc.places.begin());
  for (uint32_t seen = 0; row > 0 && seen < kRows; ++seen) {
    const PlaceMention& place = doc.places[--row];
    if (!place.is_demonym && !place.is_metonym && !place.name.empty()) return PlaceId{row};
  }
  return {};
}

uint32_t PlaceMemory::ShareNamed(const PlaceMention& place) const {
  const auto it = std::lower_bound(named_.begin(), named_.end(), place.name, [](const auto& entry, std::string_view name) { return entry.first < name; });
  return it == named_.end() || it->first != place.name ? 0 : Third(it->second, named_total_);
}

uint32_t PlaceMemory::ShareKept(const PlaceMention& place) const {
  const auto it = std::find_if(kept_.begin(), kept_.end(), [&](const auto& entry) { return entry.first == place.name; });
  return it == kept_.end() ? 0 : Third(it->second, kept_total_);
}

}  // namespace dateline
