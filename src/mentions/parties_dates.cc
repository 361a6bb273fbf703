#include "mentions/parties_dates.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "base/days.h"

namespace dateline {
namespace {

constexpr std::string_view kSectors[] = {"AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "EUR", "GOV", "IGO", "IMG", "ISM", "JRN", "JUD", "LAB", "LEG",
                                         "MED", "MIL", "MNC", "NGO", "OPP", "PRE", "PRM", "PTY", "REB", "REF", "REL", "SOC", "SPY", "UAF", "UNK", "UNO"};

/// A year ("1996"), a month ("1996-09") or a day ("1996-09-27"): its first day, or its last.
std::optional<int32_t> Bound(std::string_view text, bool last) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  int32_t parts[3] = {0, last ? 12 : 1, 0};
  for (size_t i = 0, at = 0; at < text.size(); ++i, at += i == 1 ? 5 : 3) {
    const std::string_view digits = text.substr(at, i == 0 ? 4 : 2);
    const auto end = digits.data() + digits.size();
    if (std::from_chars(digits.data(), end, parts[i]).ptr != end || (at > 0 && text[at - 1] != '-')) return std::nullopt;
  }
  const auto [year, month, day] = parts;
  if (year < 1000 || month < 1 || month > 12) return std::nullopt;
  const int32_t days = DaysInMonth(year, month);
  if (text.size() == 10) {
    if (day < 1 || day > days) return std::nullopt;
    return DayNumber({year, month, day});
  }
  return DayNumber({year, month, last ? days : 1});
}

/// FROM and TO at either side of `separator`; one of them may be empty.
std::optional<DayRange> Range(std::string_view text, char separator) {
  const size_t at = text.find(separator);
  if (at == std::string_view::npos || text.size() == 1) return std::nullopt;
  DayRange out;
  const std::string_view from = Trim(text.substr(0, at)), to = Trim(text.substr(at + 1));
  if (!from.empty()) {
    const auto day = Bound(from, false);
    if (!day) return std::nullopt;
    out.from = *day;
  }
  if (!to.empty()) {
    const auto day = Bound(to, true);
    if (!day) return std::nullopt;
    out.to = *day;
  }
  if (!from.empty() && !to.empty() && out.to < out.from) return std::nullopt;
  return out;
}

Error Wrong(const Table& table, const Table::Row& row, std::string_view column, std::string_view cell, std::string expected) {
  return Error{table.Where(row), std::string(column) + " \"" + std::string(cell) + "\"", std::move(expected)};
}

}  // namespace

bool IsSector(std::string_view code) { return std::binary_search(std::begin(kSectors), std::end(kSectors), code); }

Result<DayRange> ReadActive(const Table& table, const Table::Row& row, std::string_view cell) {
  const std::string_view text = Trim(cell);
  if (text.empty()) return DayRange{};
  // Years stand with a hyphen between, days with a slash.
  const auto range = Range(text, text.find('/') != std::string_view::npos ? '/' : '-');
  if (!range) return Wrong(table, row, "active", cell, "FROM-TO in years (1994-2003, 2014-, -1991) or FROM/TO in days (2019-03-23/), the end not before the start");
  return *range;
}

Result<void> ReadCodes(const Table& table, const Table::Row& row, std::string_view cell, std::vector<DatedCode>& out) {
  for (const std::string_view part : SplitList(cell, ';')) {
    const char* expected = "SECTORS@FROM/TO, a country and a blank in front where it differs (GOV@1996-09-27/2001-11-13;YEM GOV@2015/)";
    const size_t at = part.find('@');
    if (at == std::string_view::npos) return Wrong(table, row, "codes", part, expected);
    DatedCode code;
    code.sectors = Trim(part.substr(0, at));
    if (const size_t blank = code.sectors.find(' '); blank != std::string_view::npos) {
      code.country = code.sectors.substr(0, blank);
      code.sectors = Trim(code.sectors.substr(blank + 1));
      const bool letters = std::all_of(code.country.begin(), code.country.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
      if (code.country.size() != 3 || !letters) return Wrong(table, row, "codes", part, "an ISO 3166-1 alpha-3 country before the blank");
    }
    const auto sectors = SplitList(code.sectors, ',');
    if (sectors.empty() || !std::all_of(sectors.begin(), sectors.end(), IsSector)) return Wrong(table, row, "codes", part, "PLOVER sectors before the @");
    const auto range = Range(Trim(part.substr(at + 1)), '/');
    if (!range) return Wrong(table, row, "codes", part, expected);
    code.days = *range;
    out.push_back(code);
  }
  return {};
}

}  // namespace dateline
