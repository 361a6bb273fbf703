#include "mentions/gazetteer_own.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <unordered_set>

#include "base/hash.h"
#include "base/table.h"
#include "base/utf8.h"
#include "mentions/gazetteer_format.h"

namespace dateline {
namespace {

constexpr std::string_view kHead =
    "# Own places of this user, kept by `dateline gazetteer add`, `list` and `remove`. May be edited: the compiled form beside it is made anew when this file changes.\n"
    "# columns: name, alternatives, feature, country, lat, lon, adm1, population, id, source\n";
constexpr size_t kColumns = 10;
constexpr size_t kLongestName = 60;

std::string Quoted(std::string_view text) { return '"' + std::string(text.substr(0, 80)) + (text.size() > 80 ? "..." : "") + '"'; }

/// The whole of `text` as a number; a decimal comma counts as a point where there is no point.
bool ReadNumber(std::string_view text, double& out) {
  text = Trim(text);
  std::string plain(text.starts_with('+') ? text.substr(1) : text);
  if (plain.find('.') == std::string::npos) {
    if (const size_t comma = plain.find(','); comma != std::string::npos && plain.find(',', comma + 1) == std::string::npos) plain[comma] = '.';
  }
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), out);
  return error == std::errc() && end == plain.data() + plain.size() && !plain.empty() && std::isfinite(out);
}

std::string OneLine(std::string_view text) {
  std::string out;
  for (const char c : Trim(text)) out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  return out;
}

/// Names by '|', each once and none that is `name`.
std::string Names(std::string_view name, std::string_view list) {
  std::string out;
  std::unordered_set<std::string> seen = {utf8::Fold(name)};
  for (const std::string_view part : SplitList(list, '|')) {
    if (part.size() > kLongestName * 2 || !seen.insert(utf8::Fold(part)).second) continue;
    if (!out.empty()) out += '|';
    out += OneLine(part);
  }
  return out;
}

void AppendCell(std::string& out, std::string_view cell, char end) {
  out += cell;
  out += end;
}

void AppendPoint(std::string& out, double value) {
  char buffer[32];
  out.append(buffer, static_cast<size_t>(std::snprintf(buffer, sizeof buffer, "%.6f\t", value)));
}

std::string Key(const OwnPlace& place) {
  if (!place.id.empty()) return "id " + place.id;
  char point[64];
  std::snprintf(point, sizeof point, " %.4f %.4f ", place.lat, place.lon);
  return utf8::Fold(place.name) + point + place.country;
}

}  // namespace

Result<OwnPlaceChecker> OwnPlaceChecker::Load(const Container& knowledge) {
  OwnPlaceChecker out;
  auto countries = knowledge.OpenTable("places/countries.tsv");
  if (!countries) return countries.error();
  auto divisions = knowledge.OpenTable("places/divisions.tsv");
  if (!divisions) return divisions.error();
  auto features = knowledge.OpenTable("places/features.tsv");
  if (!features) return features.error();
  for (const Table::Row& row : countries->rows()) {
    const std::string code(row.cells[1]);
    for (const size_t cell : {0u, 1u, 2u}) out.countries_.try_emplace(utf8::Fold(row.cells[cell]), code);
    for (const std::string_view name : SplitList(row.cells[3], '|')) out.countries_.try_emplace(utf8::Fold(name), code);
  }
  for (const Table::Row& row : divisions->rows()) out.divisions_[std::string(row.cells[0])] = row.cells[2].empty() ? row.cells[1] : row.cells[2];
  for (const Table::Row& row : features->rows()) {
    const std::string feature(row.cells[0]);
    double precision = 0;
    if (!ReadNumber(row.cells[1], precision)) return Error{features->Where(row), "precision " + Quoted(row.cells[1]), "1 to 7"};
    out.precisions_[feature] = static_cast<uint8_t>(precision);
    for (const std::string_view word : SplitList(row.cells[2], '|')) out.features_[utf8::Fold(word)] = feature.size() > 1 ? feature : feature + ".";
  }
  return out;
}

std::string OwnPlaceChecker::Country(std::string_view text) const {
  const auto it = countries_.find(utf8::Fold(text));
  return it == countries_.end() ? std::string() : it->second;
}

std::string_view OwnPlaceChecker::Division(const std::string& code) const {
  const auto it = divisions_.find(code);
  return it == divisions_.end() ? std::string_view{} : std::string_view(it->second);
}

uint8_t OwnPlaceChecker::Precision(std::string_view feature) const {
  for (size_t size = feature.size(); size > 0; --size) {
    if (const auto it = precisions_.find(feature.substr(0, size)); it != precisions_.end()) return it->second;
  }
  return 1;
}

std::string OwnPlaceChecker::Feature(std::string_view text) const {
  if (const auto it = features_.find(utf8::Fold(text)); it != features_.end()) return it->second == "P." ? "P.PPL" : it->second.ends_with('.') ? it->second.substr(0, 1) : it->second;
  const bool code = std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'; });
  constexpr std::string_view kClasses = "PAHTLSRVU";
  if (!code || text.size() > 8) return {};
  if (text.size() == 1 || (text.size() > 2 && text[1] == '.')) return kClasses.find(text[0]) == std::string_view::npos ? std::string() : text == "P" ? "P.PPL" : std::string(text);
  for (const char of_class : kClasses) {  // "PPLX" alone
    const std::string whole = std::string(1, of_class) + '.' + std::string(text);
    if (precisions_.contains(whole)) return whole;
  }
  return text.starts_with("PPL") ? "P." + std::string(text) : text.starts_with("ADM") ? "A." + std::string(text) : std::string();
}

Result<OwnPlace> OwnPlaceChecker::Check(const OwnPlaceFields& f, const std::string& where) const {
  for (const std::string_view text : {f.name, f.alternatives, f.adm1, f.id}) {
    if (!utf8::IsValid(text)) return Error{where, "bytes that are not UTF-8", "UTF-8 text (iconv -f LATIN1 -t UTF-8 turns older files)"};
  }
  OwnPlace out;
  out.name = OneLine(f.name);
  if (out.name.starts_with('#')) return Error{where, "name " + Quoted(out.name), "a name that does not begin with # (lines that do are comments of the table)"};
  const std::string folded = utf8::Fold(out.name);
  if (folded.size() < 2 || folded.size() > kLongestName) return Error{where, "name " + Quoted(out.name), "2 to 60 letters"};
  double population = 0;
  if (!ReadNumber(f.lat, out.lat) || std::abs(out.lat) > 90) return Error{where, "latitude " + Quoted(f.lat), "degrees from -90 to 90, such as 35.33"};
  if (!ReadNumber(f.lon, out.lon) || std::abs(out.lon) > 180) return Error{where, "longitude " + Quoted(f.lon), "degrees from -180 to 180, such as 40.14"};
  if (!Trim(f.population).empty() && (!ReadNumber(f.population, population) || population < 0 || population > 4e9)) {
    return Error{where, "population " + Quoted(f.population), "a whole number, or nothing"};
  }
  out.population = static_cast<uint32_t>(population);
  if (const std::string_view country = Trim(f.country); !country.empty()) {
    out.country = Country(country);
    if (out.country.empty()) return Error{where, "country " + Quoted(country), "an ISO 3166-1 code (SY or SYR), or nothing"};
  }
  const std::string_view feature = Trim(f.feature);
  out.feature = feature.empty() ? "P.PPL" : Feature(feature);
  if (out.feature.empty()) return Error{where, "feature " + Quoted(feature), "a GeoNames class or code (P, S.CMP) or a word of knowledge/places/features.tsv (village, camp, river), or nothing"};
  const auto division = divisions_.find(std::string(Trim(f.adm1)));
  out.adm1 = division == divisions_.end() ? OneLine(f.adm1) : division->second;
  out.alternatives = Names(out.name, f.alternatives);
  out.id = OneLine(f.id);
  return out;
}

std::string WriteOwnPlaces(std::vector<OwnPlace>& places) {
  std::unordered_map<std::string, size_t> first;
  std::vector<OwnPlace> kept;
  kept.reserve(places.size());
  for (OwnPlace& place : places) {
    const auto [it, fresh] = first.try_emplace(Key(place), kept.size());
    if (fresh) {
      kept.push_back(std::move(place));
      continue;
    }
    OwnPlace& old = kept[it->second];
    place.alternatives = Names(place.name, place.alternatives + '|' + old.name + '|' + old.alternatives);
    if (place.population == 0) place.population = old.population;
    old = std::move(place);
  }
  places = std::move(kept);
  const auto order = [](const OwnPlace& p) { return std::tie(p.country, p.name, p.lat, p.lon, p.id, p.source); };
  std::sort(places.begin(), places.end(), [&](const OwnPlace& a, const OwnPlace& b) { return order(a) < order(b); });
  std::string out(kHead);
  for (const OwnPlace& place : places) {
    AppendCell(out, place.name, '\t');
    AppendCell(out, place.alternatives, '\t');
    AppendCell(out, place.feature, '\t');
    AppendCell(out, place.country, '\t');
    AppendPoint(out, place.lat);
    AppendPoint(out, place.lon);
    AppendCell(out, place.adm1, '\t');
    AppendCell(out, place.population == 0 ? std::string() : std::to_string(place.population), '\t');
    AppendCell(out, place.id, '\t');
    AppendCell(out, place.source, '\n');
  }
  return out;
}

Result<std::vector<OwnPlace>> ParseOwnPlaces(const std::string& name, std::string_view text, const OwnPlaceChecker& checker) {
  std::vector<OwnPlace> out;
  uint32_t line = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string_view row = text.substr(at, end - at);
    at = end + 1;
    ++line;
    if (row.ends_with('\r')) row.remove_suffix(1);
    if (Trim(row).empty() || row.starts_with('#')) continue;
    const std::string where = name + ":" + std::to_string(line);
    std::string_view cells[kColumns];
    size_t count = 0;
    for (size_t from = 0; from <= row.size();) {
      const size_t tab = std::min(row.find('\t', from), row.size());
      if (count < kColumns) cells[count] = row.substr(from, tab - from);
      ++count;
      from = tab + 1;
    }
    if (count < 6 || count > kColumns) return Error{where, std::to_string(count) + " columns", "10, by tabs (name, alternatives, feature, country, lat, lon, adm1, population, id, source)"};
    auto place = checker.Check({cells[0], cells[1], cells[2], cells[3], cells[6], cells[8], cells[4], cells[5], cells[7]}, where);
    if (!place) return place.error();
    place->source = OneLine(cells[9]);
    out.push_back(std::move(*place));
    if (out.size() > kMostOwnPlaces) return Error{where, "more than " + std::to_string(kMostOwnPlaces) + " places", "fewer"};
  }
  return out;
}

Result<OwnGazetteer> OwnGazetteer::Open(const std::string& path, const Container& knowledge) {
  auto rows = MappedFile::Open(path);
  if (!rows) return rows.error();
  OwnGazetteer out;
  out.version_ = Hash64(rows->bytes());
  uint64_t base = 0;
  for (const Container::Entry& entry : knowledge.entries()) {
    if (entry.name == "gazetteer") base = entry.hash;
  }
  if (auto compiled = MappedFile::Open(IndexPath(path)); compiled && compiled->bytes().size() >= sizeof(OwnHeader)) {
    OwnHeader header;
    std::memcpy(&header, compiled->bytes().data(), sizeof header);
    if (header.magic == kOwnMagic && header.rows_hash == out.version_ && header.base_hash == base && header.body_hash == Hash64(compiled->bytes().substr(sizeof header))) {
      out.file_ = std::move(*compiled);
      return out;
    }
  }
  auto checker = OwnPlaceChecker::Load(knowledge);
  if (!checker) return checker.error();
  auto places = ParseOwnPlaces(path, rows->bytes(), *checker);
  if (!places) return places.error();
  auto compiled = CompileOwnPlaces(*places, out.version_, knowledge);
  if (!compiled) return compiled.error();
  out.fresh_ = std::move(*compiled);
  // Kept to save time. Each run writes a file of its own, so that none maps what another still writes.
  const std::string mine = IndexPath(path) + "." + std::to_string(getpid());
  if (WriteFile(mine, out.fresh_) && std::rename(mine.c_str(), IndexPath(path).c_str()) != 0) std::remove(mine.c_str());
  return out;
}

}  // namespace dateline
