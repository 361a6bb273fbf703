#include "exports/export_codes.h"

#include <charconv>
#include <tuple>
#include <vector>

#include "base/table.h"

namespace dateline {
namespace {

/// The cells of the columns named, row by row.
Result<std::vector<std::vector<std::string>>> ReadColumns(const Container& knowledge, std::string_view name, std::initializer_list<std::string_view> wanted) {
  const auto table = knowledge.OpenTable(name);
  if (!table) return table.error();
  std::vector<size_t> columns;
  for (const std::string_view column : wanted) {
    const auto at = table->Column(column);
    if (!at) return at.error();
    columns.push_back(*at);
  }
  std::vector<std::vector<std::string>> out;
  for (const Table::Row& row : table->rows()) {
    std::vector<std::string>& cells = out.emplace_back();
    for (const size_t column : columns) cells.emplace_back(row.cells[column]);
  }
  return out;
}

template <class T>
std::optional<T> ToNumber(std::string_view text) {
  T out{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

std::string PloverKey(std::string_view type, std::string_view mode) { return std::string(type).append(" ").append(mode); }

}  // namespace

Result<ExportCodes> ExportCodes::Load(const Container& knowledge) {
  ExportCodes out;
  const auto names = ReadColumns(knowledge, "places/countries.tsv", {"alpha3", "name"});
  if (!names) return names.error();
  for (const auto& row : *names) out.countries_[row[0]].name = row[1];
  const auto codes = ReadColumns(knowledge, "codes/countries.tsv", {"alpha3", "iso", "gw", "cow", "ucdp_region", "acled_region"});
  if (!codes) return codes.error();
  for (const auto& row : *codes) {
    CountryCodes& country = out.countries_[row[0]];
    std::tie(country.iso, country.gw, country.cow, country.ucdp_region, country.acled_region) = std::tie(row[1], row[2], row[3], row[4], row[5]);
  }
  const auto sectors = ReadColumns(knowledge, "codes/party-kinds.tsv", {"sector", "kind", "cameo", "acled"});
  if (!sectors) return sectors.error();
  for (const auto& row : *sectors) out.sectors_[row[0]] = {row[1], row[2], ToNumber<int>(row[3]).value_or(0)};
  const auto plover = ReadColumns(knowledge, "plover.tsv", {"type", "mode", "quad", "score"});
  if (!plover) return plover.error();
  for (const auto& row : *plover) out.plover_[PloverKey(row[0], row[1])] = {ToNumber<int>(row[2]).value_or(0), ToNumber<double>(row[3])};
  return out;
}

const CountryCodes& ExportCodes::Country(std::string_view alpha3) const {
  static const CountryCodes kNone;
  const auto it = countries_.find(std::string(alpha3));
  return it == countries_.end() ? kNone : it->second;
}

const PloverScore* ExportCodes::Plover(std::string_view type, std::string_view mode) const {
  const auto it = plover_.find(PloverKey(type, mode));
  return it == plover_.end() ? nullptr : &it->second;
}

const ExportCodes::Sector* ExportCodes::SectorOf(const PartyView& party) const {
  for (const std::string_view sector : SplitList(party.sectors, ',')) {
    if (const auto it = sectors_.find(std::string(sector)); it != sectors_.end()) return &it->second;
  }
  return nullptr;
}

std::string ExportCodes::CameoActor(const PartyView& party) const {
  const Sector* sector = SectorOf(party);
  return party.country + (sector != nullptr ? sector->cameo : std::string());
}

int ExportCodes::AcledInter(const PartyView& party, std::string_view country) const {
  const Sector* sector = SectorOf(party);
  if (sector == nullptr) return 0;
  const bool abroad = sector->kind == "state" && !party.country.empty() && !country.empty() && party.country != country;
  return abroad ? 8 : sector->acled;
}

std::string_view ExportCodes::KindOf(const PartyView& party) const {
  const Sector* sector = SectorOf(party);
  return sector == nullptr ? std::string_view() : sector->kind;
}

std::string_view KnownName(const PartyView& party) { return party.name.empty() ? party.text : party.name; }
std::string_view KnownName(const PlaceView& place) { return place.name.empty() ? place.text : place.name; }

std::string KnownNames(const std::vector<PartyView>& parties, std::string_view between) {
  std::string out;
  for (const PartyView& party : parties) {
    const std::string_view name = KnownName(party);
    if (!name.empty()) out.append(out.empty() ? "" : between).append(name);
  }
  return out;
}

bool ToldAsDone(const RecordView& record) {
  return record.polarity.empty() && record.certainty != "doubtful" && (record.tense.empty() || record.tense == "ongoing");
}

std::string_view DayOf(const RecordView& record, std::string_view published) {
  return record.time.precision == 1 && !record.time.start.empty() ? std::string_view(record.time.start) : published.substr(0, 10);
}

}  // namespace dateline
