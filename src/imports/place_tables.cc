#include "imports/place_tables.h"

#include <algorithm>
#include <charconv>

#include "base/table.h"
#include "base/utf8.h"
#include "imports/place_rows.h"

namespace dateline {
namespace {

constexpr size_t kLargestJson = size_t{1} << 30;

bool IsNumber(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

std::vector<std::string_view> Cells(std::string_view line, char separator) {
  std::vector<std::string_view> out;
  for (size_t at = 0; at <= line.size();) {
    const size_t end = std::min(line.find(separator, at), line.size());
    out.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

/// By the first bytes.
PlaceFormat Detect(std::string_view head) {
  const std::string_view text = head.substr(head.starts_with("\xEF\xBB\xBF") ? 3 : 0);
  const size_t first = text.find_first_not_of(" \t\r\n\x1E");
  if (first != std::string_view::npos && (text[first] == '{' || text[first] == '[')) return text.find("\"wof:") == std::string_view::npos ? PlaceFormat::kGeoJson : PlaceFormat::kWhosOnFirst;
  const std::string_view line = text.substr(0, text.find('\n'));
  const std::vector<std::string_view> cells = Cells(line, '\t');
  if (cells.size() == 19 && IsNumber(cells[0]) && IsNumber(cells[4]) && IsNumber(cells[5])) return PlaceFormat::kGeoNames;
  const bool wof = line.find("wof:") != std::string_view::npos || (line.find("placetype") != std::string_view::npos && line.find("latitude") != std::string_view::npos);
  return wof ? PlaceFormat::kWhosOnFirst : PlaceFormat::kCsv;
}

}  // namespace

PlaceFormat PlaceFormatOf(std::string_view name) {
  for (const PlaceFormat format : {PlaceFormat::kCsv, PlaceFormat::kGeoJson, PlaceFormat::kGeoNames, PlaceFormat::kWhosOnFirst}) {
    if (NameOf(format) == name) return format;
  }
  return PlaceFormat::kDetect;
}

std::string_view NameOf(PlaceFormat format) {
  switch (format) {
    case PlaceFormat::kCsv: return "csv";
    case PlaceFormat::kGeoJson: return "geojson";
    case PlaceFormat::kGeoNames: return "geonames";
    case PlaceFormat::kWhosOnFirst: return "wof";
    case PlaceFormat::kDetect: break;
  }
  return {};
}

Result<PlaceImport> ImportPlaces(const std::string& path, const PlaceImportOptions& options, const OwnPlaceChecker& checker) {
  const std::string name = path == "-" ? "standard input" : path;
  PlaceImport out;
  PlaceTaker taker(options, checker, path == "-" ? path : path.substr(path.rfind('/') + 1), out);
  auto source = OpenBytes(path);
  if (!source) return Error{name, source.error().what, source.error().expected.empty() ? "a table of places" : source.error().expected};
  Lines lines(std::move(*source));
  const std::string_view head = lines.Peek();
  if (lines.fault()) return Error{name, lines.fault()->what, lines.fault()->expected};
  if (head.find_first_not_of(" \t\r\n") == std::string_view::npos) return Error{name, "an empty file", "a table of places"};
  const PlaceFormat seen = Detect(head);
  out.format = options.format == PlaceFormat::kDetect ? seen : options.format;
  const size_t begin = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF\x1E");
  const bool json = out.format == PlaceFormat::kGeoJson || (out.format == PlaceFormat::kWhosOnFirst && begin != std::string_view::npos && head[begin] == '{');
  Result<void> read;
  if (json) {
    std::string text = lines.TakeAll(kLargestJson);
    if (text.size() > kLargestJson) return Error{name, "more than 1 GiB of JSON", "less, or a CSV or GeoNames table, which are read row by row"};
    if (!lines.fault()) read = ReadGeoJson(std::move(text), name, taker);
  } else if (out.format == PlaceFormat::kGeoNames) {
    read = ReadGeoNames(lines, name, taker);
  } else {
    read = out.format == PlaceFormat::kWhosOnFirst ? ReadWhosOnFirstCsv(lines, name, taker) : ReadPlaceCsv(lines, name, taker);
  }
  if (!read) return read.error();
  if (lines.fault()) return Error{name, lines.fault()->what, lines.fault()->expected};
  return out;
}

}  // namespace dateline
