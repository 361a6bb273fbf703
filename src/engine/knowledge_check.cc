#include "engine/knowledge_check.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/utf8.h"

namespace dateline {
namespace {

/// What makes two rows of a table the same row. Tables not listed: their `id`, which no other table of the same folder may use either.
constexpr std::pair<std::string_view, std::string_view> kKeys[] = {
    {"abbreviations.tsv", "form"},          {"attribution.tsv", "cue,kind,takes"},
    {"codes/party-kinds.tsv", "sector"},
    {"contractions.tsv", "word"},           {"currencies.tsv", "words,code,where"},
    {"damage.tsv", "words,kind"},           {"fragments.tsv", "fragment,broken"},
    {"given-names.tsv", "name"},            {"hyphen-prefixes.tsv", "prefix"},
    {"infrastructure.tsv", "words"},        {"lexicon.tsv", "word"},
    {"places/countries.tsv", "alpha3"},     {"places/divisions.tsv", "code"},
    {"places/regions.tsv", "name,feature,country"},{"places/spellings.tsv", "target"},
    {"places/words.tsv", "word,class"},     {"quantities.tsv", "kind,words"},
    {"roles.tsv", "lemma,sector,number,capital"},{"sectors.tsv", "code"},
    {"sentence-words.tsv", "word,kind"},    {"tags.tsv", "tag"},
    {"times.tsv", "kind,words,value"},      {"units.tsv", "words,kind"},
    {"weapons.tsv", "words,category"},
};

constexpr size_t kNoColumn = SIZE_MAX;

size_t ColumnOf(const Table& table, std::string_view name) {
  const auto& columns = table.columns();
  const auto it = std::find(columns.begin(), columns.end(), name);
  return it == columns.end() ? kNoColumn : static_cast<size_t>(it - columns.begin());
}

class TableChecker {
 public:
  explicit TableChecker(const Container& knowledge) : knowledge_(knowledge) {}

  std::vector<Error> Run() {
    sectors_ = Codes("sectors.tsv", "code");
    countries_ = Codes("places/countries.tsv", "alpha3");
    types_ = Codes("plover.tsv", "type", "mode");
    for (const std::string_view name : knowledge_.Tables("")) {
      auto table = knowledge_.OpenTable(name);
      if (!table) {
        problems_.push_back(table.error());
        continue;
      }
      Keys(*table);
      DeadCodes(*table);
      if (name == "places/spellings.tsv") Circles(*table);
    }
    return std::move(problems_);
  }

 private:
  using Set = std::unordered_set<std::string>;

  /// The values of one column, or of two joined by a blank.
  Set Codes(std::string_view name, std::string_view first, std::string_view second = {}) const {
    Set out;
    const auto table = knowledge_.OpenTable(name);
    if (!table) return out;
    const size_t one = ColumnOf(*table, first), two = ColumnOf(*table, second);
    if (one == kNoColumn) return out;
    for (const Table::Row& row : table->rows()) {
      std::string code(row.cells[one]);
      if (two != kNoColumn) code += " " + std::string(row.cells[two]);
      out.insert(std::move(code));
    }
    return out;
  }

  void Say(const Table& table, const Table::Row& row, std::string what, std::string expected) {
    problems_.push_back({table.Where(row), std::move(what), std::move(expected)});
  }

  void Keys(const Table& table) {
    const auto listed = std::find_if(std::begin(kKeys), std::end(kKeys), [&](const auto& k) { return k.first == table.name(); });
    std::vector<size_t> columns;
    std::string space = table.name();
    if (listed != std::end(kKeys)) {
      for (const std::string_view column : SplitList(listed->second, ',')) columns.push_back(ColumnOf(table, column));
    } else if (const size_t id = ColumnOf(table, "id"); id != kNoColumn) {
      columns.push_back(id);
      space = space.substr(0, space.find('/') + 1);  // ids of all actors, of all frames
    }
    if (columns.empty() || std::count(columns.begin(), columns.end(), kNoColumn) > 0) return;
    for (const Table::Row& row : table.rows()) {
      std::string key = space, shown;
      for (const size_t column : columns) {
        key += '\t' + std::string(row.cells[column]);
        shown += (shown.empty() ? "\"" : ", \"") + std::string(row.cells[column]) + "\"";
      }
      const auto [it, fresh] = rows_.try_emplace(std::move(key), table.Where(row));
      if (!fresh) Say(table, row, shown + " stands in " + it->second + " too", "one row");
    }
  }

  /// Every code of a column's list is one that the code table holds.
  void DeadCodes(const Table& table, std::string_view column, char separator, const Set& known, std::string_view expected) {
    const size_t at = ColumnOf(table, column);
    if (at == kNoColumn || known.empty()) return;
    for (const Table::Row& row : table.rows()) {
      for (const std::string_view code : SplitList(row.cells[at], separator)) {
        if (!known.contains(std::string(code))) Say(table, row, std::string(column) + " \"" + std::string(code) + "\"", std::string(expected));
      }
    }
  }

  void DeadCodes(const Table& table) {
    DeadCodes(table, "sectors", ',', sectors_, "codes of knowledge/sectors.tsv");
    DeadCodes(table, "sector", ',', sectors_, "a code of knowledge/sectors.tsv");
    DeadCodes(table, "country", '|', countries_, "ISO 3166-1 alpha-3 codes of knowledge/places/countries.tsv");
    const size_t kind = ColumnOf(table, "kind"), type = ColumnOf(table, "type"), mode = ColumnOf(table, "mode");
    if (!table.name().starts_with("frames/") || kind == kNoColumn || type == kNoColumn || mode == kNoColumn) return;
    for (const Table::Row& row : table.rows()) {
      const std::string code = std::string(row.cells[type]) + " " + std::string(row.cells[mode]);
      if (row.cells[kind] == "event" && !types_.contains(code)) Say(table, row, "type and mode \"" + code + "\"", "a pair of knowledge/plover.tsv");
    }
  }

  /// A spelling leads to a place by a name that is not itself a spelling of some other place that leads back.
  void Circles(const Table& table) {
    const size_t target = ColumnOf(table, "target"), others = ColumnOf(table, "alternatives");
    if (target == kNoColumn || others == kNoColumn) return;
    std::unordered_map<std::string, std::string> leads;  // spelling -> name it stands for, folded, both with the country
    const auto parts = [](std::string_view cell) { return std::pair(cell.substr(0, cell.rfind(',')), cell.rfind(',') == cell.npos ? std::string_view{} : cell.substr(cell.rfind(','))); };
    for (const Table::Row& row : table.rows()) {
      const auto [name, country] = parts(row.cells[target]);
      const std::string to = utf8::Fold(name) + std::string(country);
      for (std::string_view other : SplitList(row.cells[others], '|')) {
        if (other.starts_with('*')) other.remove_prefix(1);
        std::string from = utf8::Fold(other) + std::string(country);
        if (from != to) leads.try_emplace(std::move(from), to);
      }
    }
    for (const Table::Row& row : table.rows()) {
      const auto [name, country] = parts(row.cells[target]);
      const std::string start = utf8::Fold(name) + std::string(country);
      auto it = leads.find(start);
      for (size_t steps = 0; it != leads.end() && it->second != start && steps < leads.size(); ++steps) it = leads.find(it->second);
      if (it != leads.end() && it->second == start) Say(table, row, "\"" + std::string(row.cells[target]) + "\" is a spelling of a place that is a spelling of it", "targets that are no spellings themselves");
    }
  }

  const Container& knowledge_;
  Set sectors_, countries_, types_;
  std::unordered_map<std::string, std::string> rows_;  ///< table and key -> where it stands
  std::vector<Error> problems_;
};

}  // namespace

std::vector<Error> CheckTables(const Container& knowledge) { return TableChecker(knowledge).Run(); }

}  // namespace dateline
