#include "imports/place_rows.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/table.h"
#include "base/utf8.h"

namespace dateline {
namespace {

constexpr size_t kBlock = size_t{1} << 18, kLongestLine = size_t{64} << 20, kMostFaults = 20;

struct Synonym {
  std::string_view name;
  PlaceColumn column;
};
constexpr std::array<Synonym, 47> kSynonyms = {{
    {"name", PlaceColumn::kName}, {"place", PlaceColumn::kName}, {"title", PlaceColumn::kName}, {"placename", PlaceColumn::kName}, {"toponym", PlaceColumn::kName},
    {"lat", PlaceColumn::kLat}, {"latitude", PlaceColumn::kLat}, {"y", PlaceColumn::kLat}, {"latdd", PlaceColumn::kLat},
    {"lon", PlaceColumn::kLon}, {"lng", PlaceColumn::kLon}, {"long", PlaceColumn::kLon}, {"longitude", PlaceColumn::kLon}, {"x", PlaceColumn::kLon}, {"londd", PlaceColumn::kLon},
    {"alternatives", PlaceColumn::kAlternatives}, {"aliases", PlaceColumn::kAlternatives}, {"names", PlaceColumn::kAlternatives}, {"alternatenames", PlaceColumn::kAlternatives},
    {"alternativenames", PlaceColumn::kAlternatives}, {"altnames", PlaceColumn::kAlternatives}, {"othernames", PlaceColumn::kAlternatives}, {"aka", PlaceColumn::kAlternatives},
    {"alias", PlaceColumn::kAlternatives},
    {"country", PlaceColumn::kCountry}, {"countrycode", PlaceColumn::kCountry}, {"cc", PlaceColumn::kCountry}, {"iso", PlaceColumn::kCountry}, {"iso2", PlaceColumn::kCountry},
    {"iso3", PlaceColumn::kCountry}, {"countryname", PlaceColumn::kCountry},
    {"feature", PlaceColumn::kFeature}, {"featurecode", PlaceColumn::kFeature}, {"type", PlaceColumn::kFeature}, {"kind", PlaceColumn::kFeature},
    {"adm1", PlaceColumn::kAdm1}, {"admin1", PlaceColumn::kAdm1}, {"province", PlaceColumn::kAdm1}, {"governorate", PlaceColumn::kAdm1}, {"region", PlaceColumn::kAdm1},
    {"adm1name", PlaceColumn::kAdm1}, {"population", PlaceColumn::kPopulation}, {"pop", PlaceColumn::kPopulation},
    {"id", PlaceColumn::kId}, {"geonameid", PlaceColumn::kId}, {"pcode", PlaceColumn::kId}, {"placeid", PlaceColumn::kId},
}};

bool IsLatin(std::string_view name) {
  bool letter = false;
  for (size_t at = 0; at < name.size();) {
    const utf8::Decoded d = utf8::Decode(name, at);
    at += d.size;
    if (d.code < 0x80) {
      letter = letter || (d.code | 32) - 'a' < 26u;
    } else if (!(d.code >= 0xC0 && d.code < 0x250) && !(d.code >= 0x1E00 && d.code < 0x1F00) && !(d.code >= 0x2B9 && d.code <= 0x2BF) && d.code != 0x2018 && d.code != 0x2019) {
      return false;
    }
  }
  return letter;
}

}  // namespace

PlaceColumn PlaceColumnOf(std::string_view header) {
  std::string key;
  for (const char c : utf8::Lower(Trim(header))) {
    if (c != ' ' && c != '_' && c != '-') key += c;
  }
  for (const Synonym& synonym : kSynonyms) {
    if (synonym.name == key) return synonym.column;
  }
  return PlaceColumn::kNone;
}

bool Lines::Fill() {
  if (ended_) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  const size_t before = buffer_.size();
  buffer_.resize(before + kBlock);
  const Result<size_t> read = source_->Read(buffer_.data() + before, kBlock);
  if (!read) fault_ = read.error();
  buffer_.resize(before + (read ? *read : 0));
  ended_ = buffer_.size() == before;
  return !ended_;
}

std::string_view Lines::Peek() {
  while (buffer_.size() - at_ < kBlock && Fill()) {
  }
  return std::string_view(buffer_).substr(at_);
}

std::string Lines::TakeAll(size_t most) {
  while (buffer_.size() - at_ <= most && Fill()) {
  }
  buffer_.erase(0, at_);
  at_ = 0;
  ended_ = true;
  return std::exchange(buffer_, {});
}

bool Lines::Next(std::string_view& line) {
  size_t from = at_, end;
  while ((end = buffer_.find('\n', from)) == std::string::npos) {
    const size_t searched = buffer_.size() - at_;
    if (searched > kLongestLine) {
      fault_ = Error{"line " + std::to_string(number_ + 1), "more than 64 MiB without an end", "a table of one row a line"};
      ended_ = true;
      return false;
    }
    if (!Fill()) {
      if (at_ == buffer_.size() || fault_) return false;
      end = buffer_.size();
      break;
    }
    from = searched;
  }
  line = std::string_view(buffer_).substr(at_, end - at_);
  at_ = std::min(end + 1, buffer_.size());
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (number_++ == 0 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
  return true;
}

bool PlaceTaker::Fault(Error error) {
  ++out_.bad;
  if (out_.faults.size() < kMostFaults) out_.faults.push_back(std::move(error));
  return options_.skip_bad || out_.bad < kMostFaults;
}

bool PlaceTaker::Take(const OwnPlaceFields& fields, const std::string& where) {
  auto place = checker_.Check(fields, where);
  if (!place) return Fault(place.error());
  const auto begins = [&](const std::string& feature) { return place->feature.starts_with(feature); };
  if (!options_.features.empty() && std::none_of(options_.features.begin(), options_.features.end(), begins)) return LeaveOut();
  if (!options_.countries.empty() && std::find(options_.countries.begin(), options_.countries.end(), place->country) == options_.countries.end()) return LeaveOut();
  if (out_.places.size() >= kMostOwnPlaces) {
    out_.faults.insert(out_.faults.begin(), {where, "more than " + std::to_string(kMostOwnPlaces) + " places", "fewer: choose with --feature and --country"});
    ++out_.bad;
    return false;
  }
  place->source = source_;
  out_.places.push_back(std::move(*place));
  return true;
}

void AppendLatinNames(std::string_view list, std::string& out) {
  for (const std::string_view name : SplitList(list, ',')) {
    const bool code = name.size() <= 5 && std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    const bool small = name.size() > 0 && name[0] >= 'a' && name[0] <= 'z' && name.find('-') > 3 && name.find(' ') > 3;
    if (name.size() < 3 || name.size() > 80 || code || small || name.find("://") != std::string_view::npos || !IsLatin(name)) continue;
    if (!out.empty()) out += '|';
    out += name;
  }
}

}  // namespace dateline
