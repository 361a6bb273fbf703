// Tables: CSV with a header, the GeoNames dump, Who's On First's meta files.
#include <algorithm>
#include <array>

#include "base/table.h"
#include "base/utf8.h"
#include "imports/place_rows.h"

namespace dateline {
namespace {

constexpr size_t kLongestRow = size_t{16} << 20;

/// Splits a record of a CSV table; false when a quoted cell goes on in the next line.
bool SplitRecord(std::string_view record, char separator, std::vector<std::string>& cells) {
  cells.clear();
  size_t at = 0;
  while (true) {
    std::string cell;
    if (at < record.size() && record[at] == '"') {
      ++at;
      while (true) {
        const size_t quote = record.find('"', at);
        if (quote == std::string_view::npos) return false;
        cell += record.substr(at, quote - at);
        at = quote + 1;
        if (at >= record.size() || record[at] != '"') break;
        cell += '"';
        ++at;
      }
    }
    const size_t end = std::min(record.find(separator, at), record.size());
    cell += record.substr(at, end - at);
    cells.push_back(std::move(cell));
    if (end == record.size()) return true;
    at = end + 1;
  }
}

/// Records of a stream of lines; a quoted cell may hold line ends.
class Records {
 public:
  Records(Lines& lines, char separator) : lines_(lines), separator_(separator) {}

  /// False at the end. `line`: on which the record begins.
  bool Next(std::vector<std::string>& cells, uint64_t& line) {
    std::string_view text;
    do {
      if (!lines_.Next(text)) return false;
    } while (Trim(text).empty());
    line = lines_.number();
    if (SplitRecord(text, separator_, cells)) return true;
    std::string whole(text);
    while (whole.size() < kLongestRow && lines_.Next(text)) {
      whole += '\n';
      whole += text;
      if (text.find('"') != std::string_view::npos && SplitRecord(whole, separator_, cells)) return true;
    }
    cells.assign(1, {});
    unclosed_ = true;
    return true;
  }
  bool unclosed() const { return unclosed_; }

 private:
  Lines& lines_;
  char separator_;
  bool unclosed_ = false;
};

/// The separator that the header has most of.
char SeparatorOf(std::string_view head) {
  const std::string_view line = head.substr(0, head.find('\n'));
  char best = ',';
  for (const char c : {';', '\t'}) {
    if (std::count(line.begin(), line.end(), c) > std::count(line.begin(), line.end(), best)) best = c;
  }
  return best;
}

std::string ListOf(const std::vector<std::string>& columns) {
  std::string out;
  for (const std::string& column : columns) out += (out.empty() ? "\"" : ", \"") + column.substr(0, 40) + '"';
  return out.size() > 300 ? out.substr(0, 300) + "..." : out;
}

Error Unclosed(const std::string& name, uint64_t line) { return {name + ":" + std::to_string(line), "a quotation mark that is never closed", "\"...\" around a cell, and \"\" for a quotation mark in it"}; }

}  // namespace

Result<void> ReadPlaceCsv(Lines& lines, const std::string& name, PlaceTaker& taker) {
  const char separator = SeparatorOf(lines.Peek());
  Records records(lines, separator);
  std::vector<std::string> cells;
  uint64_t line = 0;
  if (!records.Next(cells, line)) return {};
  std::array<size_t, kPlaceColumns> at;
  at.fill(SIZE_MAX);
  for (size_t i = 0; i < cells.size(); ++i) {
    const PlaceColumn column = PlaceColumnOf(cells[i]);
    if (column != PlaceColumn::kNone && at[static_cast<size_t>(column)] == SIZE_MAX) at[static_cast<size_t>(column)] = i;
    else if (!cells[i].empty()) taker.out().ignored.push_back(cells[i]);
  }
  for (const PlaceColumn needed : {PlaceColumn::kName, PlaceColumn::kLat, PlaceColumn::kLon}) {
    if (at[static_cast<size_t>(needed)] == SIZE_MAX) {
      return Error{name + ":" + std::to_string(line), "columns " + ListOf(cells), "a header with " + std::string(kExpectedColumns)};
    }
  }
  const size_t columns = cells.size();
  while (records.Next(cells, line)) {
    const std::string where = name + ":" + std::to_string(line);
    if (records.unclosed()) return Unclosed(name, line);
    if (cells.size() != columns) {
      if (!taker.Fault({where, std::to_string(cells.size()) + " cells", std::to_string(columns) + ", as the header has"})) break;
      continue;
    }
    const auto cell = [&](PlaceColumn column) { return at[static_cast<size_t>(column)] == SIZE_MAX ? std::string_view{} : std::string_view(cells[at[static_cast<size_t>(column)]]); };
    std::string alternatives(cell(PlaceColumn::kAlternatives));
    std::replace(alternatives.begin(), alternatives.end(), ';', '|');
    const OwnPlaceFields fields = {cell(PlaceColumn::kName), alternatives, cell(PlaceColumn::kFeature), cell(PlaceColumn::kCountry), cell(PlaceColumn::kAdm1),
                                   cell(PlaceColumn::kId), cell(PlaceColumn::kLat), cell(PlaceColumn::kLon), cell(PlaceColumn::kPopulation)};
    if (!taker.Take(fields, where)) break;
  }
  return {};
}

Result<void> ReadGeoNames(Lines& lines, const std::string& name, PlaceTaker& taker) {
  constexpr size_t kCells = 19;
  std::string_view line;
  std::string alternatives, feature, division, id;
  const auto& countries = taker.options().countries;
  while (lines.Next(line)) {
    if (line.empty()) continue;
    const std::string where = name + ":" + std::to_string(lines.number());
    std::array<std::string_view, kCells> cells;
    size_t count = 0;
    for (size_t from = 0; from <= line.size() && count <= kCells; ++count) {
      const size_t tab = std::min(line.find('\t', from), line.size());
      if (count < kCells) cells[count] = line.substr(from, tab - from);
      from = tab + 1;
    }
    if (count != kCells) {
      if (!taker.Fault({where, std::to_string(count) + (count > kCells ? " or more" : "") + " columns", "19 by tabs, as in allCountries.txt or SY.txt of GeoNames"})) break;
      continue;
    }
    constexpr std::string_view kClasses = "PAHTLSRVU";
    const bool known = cells[6].size() == 1 && kClasses.find(cells[6][0]) != std::string_view::npos;
    if (!known && !cells[6].empty()) {
      if (!taker.Fault({where, "feature class \"" + std::string(cells[6].substr(0, 20)) + "\"", "one of P, A, H, T, L, S, R, V, U"})) break;
      continue;
    }
    if (!known || (!countries.empty() && std::find(countries.begin(), countries.end(), taker.checker().Country(cells[8])) == countries.end())) {
      taker.LeaveOut();
      continue;
    }
    const size_t folded = utf8::Fold(cells[1]).size();
    if (folded < 2 || folded > 60) {  // "Å", and the names of some laws and estates
      taker.LeaveOut();
      continue;
    }
    alternatives.clear();
    if (cells[2] != cells[1]) alternatives = cells[2];
    AppendLatinNames(cells[3], alternatives);
    feature = std::string(cells[6]) + (cells[7].empty() ? std::string() : '.' + std::string(cells[7]));
    division = std::string(cells[8]) + '.' + std::string(cells[10]);
    if (taker.checker().Division(division).empty()) division.clear();
    id = "geonames:" + std::string(cells[0]);
    if (!taker.Take({cells[1], alternatives, feature, cells[8], division, id, cells[4], cells[5], cells[14]}, where)) break;
  }
  return {};
}

Result<void> ReadWhosOnFirstCsv(Lines& lines, const std::string& name, PlaceTaker& taker) {
  Records records(lines, SeparatorOf(lines.Peek()));
  std::vector<std::string> cells, header;
  uint64_t line = 0;
  if (!records.Next(header, line)) return {};
  const auto column = [&](std::initializer_list<std::string_view> names) {
    for (const std::string_view wanted : names) {
      const auto it = std::find(header.begin(), header.end(), wanted);
      if (it != header.end()) return static_cast<size_t>(it - header.begin());
    }
    return SIZE_MAX;
  };
  const size_t title = column({"wof:name", "name"}), english = column({"name:eng_x_preferred", "name_eng_x_preferred"}), variants = column({"name:eng_x_variant", "name_eng_x_variant"});
  const size_t lat = column({"lbl:latitude", "lbl_latitude", "geom:latitude", "geom_latitude", "latitude"}), lon = column({"lbl:longitude", "lbl_longitude", "geom:longitude", "geom_longitude", "longitude"});
  const size_t geom_lat = column({"geom:latitude", "geom_latitude", "latitude"}), geom_lon = column({"geom:longitude", "geom_longitude", "longitude"});
  const size_t country = column({"wof:country", "wof_country", "iso_country", "iso", "country"}), kind = column({"wof:placetype", "placetype"});
  const size_t people = column({"wof:population", "gn:population", "population"}), number = column({"wof:id", "id"}), current = column({"mz:is_current", "is_current"});
  const size_t deprecated = column({"edtf:deprecated", "deprecated"});
  if (title == SIZE_MAX || lat == SIZE_MAX || lon == SIZE_MAX) {
    return Error{name + ":" + std::to_string(line), "columns " + ListOf(header), "wof:name (or name), geom:latitude and geom:longitude (or lbl:...), as Who's On First's tables have"};
  }
  std::string id, alternatives;
  while (records.Next(cells, line)) {
    const std::string where = name + ":" + std::to_string(line);
    if (records.unclosed()) return Unclosed(name, line);
    if (cells.size() != header.size()) {
      if (!taker.Fault({where, std::to_string(cells.size()) + " cells", std::to_string(header.size()) + ", as the header has"})) break;
      continue;
    }
    const auto cell = [&](size_t at) { return at == SIZE_MAX ? std::string_view{} : Trim(cells[at]); };
    const bool past = cell(current) == "0" || (cell(current) == "-1" && !taker.options().any_age) || !cell(deprecated).empty();
    if (past) {
      taker.LeaveOut();
      continue;
    }
    const std::string_view own = cell(title), shown = cell(english).empty() ? own : cell(english);
    alternatives = std::string(cell(variants));
    std::replace(alternatives.begin(), alternatives.end(), ';', '|');
    if (shown != own) AppendLatinNames(own, alternatives);
    id = cell(number).empty() ? std::string() : "wof:" + std::string(cell(number));
    const bool label = !cell(lat).empty() && !cell(lon).empty();
    const std::string_view of = cell(country) == "XX" || cell(country) == "-1" ? std::string_view{} : cell(country);
    const std::string_view population = cell(people).starts_with('-') ? std::string_view{} : cell(people);
    if (!taker.Take({shown, alternatives, cell(kind), of, {}, id, cell(label ? lat : geom_lat), cell(label ? lon : geom_lon), population}, where)) break;
  }
  return {};
}

}  // namespace dateline
