// CAMEO actor codes: three-letter units to a country and PLOVER sectors.
#include <algorithm>

#include "base/table.h"
#include "base/utf8.h"
#include "mentions/dictionaries.h"

namespace dateline {

Result<CameoCodes> CameoCodes::Load(const Container& knowledge) {
  CameoCodes out;
  const auto table = knowledge.OpenTable("cameo-codes.tsv");
  if (!table) return table.error();
  const auto unit = table->Column("unit"), is = table->Column("is"), to = table->Column("to"), role = table->Column("role");
  for (const auto* column : {&unit, &is, &to, &role}) {
    if (!*column) return column->error();
  }
  constexpr std::string_view kNames[] = {"country", "region", "sector", "field", "other"};
  for (const Table::Row& row : table->rows()) {
    const auto kind = std::find(std::begin(kNames), std::end(kNames), row.cells[*is]);
    if (kind == std::end(kNames)) return Error{table->Where(row), "is \"" + std::string(row.cells[*is]) + "\"", "country, region, sector, field or other"};
    const bool sector = *kind == "sector" || *kind == "field";
    if (sector && !IsSector(row.cells[*to])) return Error{table->Where(row), "sector \"" + std::string(row.cells[*to]) + "\"", "a PLOVER sector"};
    const Unit value = {static_cast<Is>(kind - std::begin(kNames)), row.cells[*to], row.cells[*role]};
    if (row.cells[*unit].size() != 3 || !out.units_.emplace(row.cells[*unit], value).second) return Error{table->Where(row), "unit \"" + std::string(row.cells[*unit]) + "\"", "three letters, each once"};
  }
  const auto countries = knowledge.OpenTable("places/countries.tsv");
  if (!countries) return countries.error();
  const auto alpha3 = countries->Column("alpha3");
  if (!alpha3) return alpha3.error();
  for (const Table::Row& row : countries->rows()) out.countries_.emplace(row.cells[*alpha3], row.cells[*alpha3]);
  return out;
}

CodeMeaning CameoCodes::Read(std::string_view code, std::deque<std::string>& pool, std::string& fault) const {
  fault.clear();
  CodeMeaning out;
  code = code.substr(0, code.find('/'));
  if (code == "---" || code == "###" || code == "+++") return out;
  std::string sectors, fields;
  const auto add = [](std::string& list, std::string_view sector) {
    for (const std::string_view known : SplitList(list, ',')) {
      if (known == sector) return;
    }
    list += (list.empty() ? "" : ",") + std::string(sector);
  };
  bool igo = false;
  for (size_t at = 0; at < code.size(); at += 3) {
    const std::string_view unit = code.substr(at, 3);
    const bool first = at == 0;
    if (unit.size() < 3 || std::any_of(unit.begin(), unit.end(), [](char c) { return c < 'A' || c > 'Z'; })) {
      if (fault.empty()) fault = "code \"" + std::string(code) + "\"";
      continue;
    }
    const auto row = units_.find(unit);
    const auto country = countries_.find(unit);
    const bool row_counts = row != units_.end() && !(first && row->second.is == Is::kOther && country != countries_.end());
    if (!row_counts) {
      if (country != countries_.end() && (out.country.empty() || first)) out.country = country->second;
      else if (country == countries_.end() && first) fault = "code \"" + std::string(code) + "\", which begins with no country or kind of actor that is known";
      continue;
    }
    const Unit& known = row->second;
    switch (known.is) {
      case Is::kCountry:
        if (out.country.empty()) out.country = known.to;
        break;
      case Is::kRegion:
        if (igo && !known.to.empty()) add(sectors, known.to);
        break;
      case Is::kSector:
        add(sectors, known.to);
        igo = igo || known.to == "IGO";
        if (out.role.empty()) out.role = known.role;
        break;
      case Is::kField: add(fields, known.to); break;
      case Is::kOther: break;
    }
  }
  if (sectors.empty()) sectors = std::move(fields);
  if (!sectors.empty()) out.sectors = pool.emplace_back(std::move(sectors));
  return out;
}

}  // namespace dateline
