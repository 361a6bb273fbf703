#include "mentions/quantities.h"

#include <array>
#include <charconv>
#include <string>
#include <utility>

#include "mentions/quantities_parser.h"
#include "mentions/quantities_relations.h"

namespace dateline {
namespace {

constexpr std::array<std::string_view, 28> kQuantityKindNames = {
    "number", "multiplier", "group", "vague", "part", "ordinal", "ordinal_mark", "hedge", "hedge_after", "filler", "range", "between", "from", "change",
    "change_by", "name", "none", "clock", "age_before", "age_after", "year_before",
    "more", "denied", "part_before", "part_after", "per", "per_not", "street"};
constexpr std::array<std::string_view, 14> kEffectNames = {"",     "about",   "almost",   "at_least", "at_most", "just_under", "up",
                                                           "down", "between", "attached", "of",       "more",    "capital",    "old"};
constexpr std::array<std::string_view, 15> kUnitKindNames = {"group", "dwelling", "time", "sign", "capital", "length", "area", "mass", "volume", "speed", "angle", "energy", "data",
                                                              "score", "other"};
constexpr size_t kCapitalUnit = 4;

template <size_t N>
size_t IndexOf(const std::array<std::string_view, N>& names, std::string_view name) {
  size_t i = 0;
  while (i < N && names[i] != name) ++i;
  return i;
}

bool ParseCell(std::string_view cell, double& value) {
  if (cell.empty()) return true;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  return error == std::errc() && end == cell.data() + cell.size() && value >= 0;
}

template <size_t N>
Result<std::array<size_t, N>> Columns(const Table& table, const std::array<std::string_view, N>& names) {
  std::array<size_t, N> at{};
  for (size_t i = 0; i < N; ++i) {
    Result<size_t> column = table.Column(names[i]);
    if (!column) return column.error();
    at[i] = *column;
  }
  return at;
}

/// The first word of a phrase tells of a number, or the second where the first is "a".
void MarkTelling(std::string_view phrase, Vocabulary& vocabulary, QuantityTables& tables) {
  const std::vector<std::string_view> words = SplitList(phrase, ' ');
  if (words.empty()) return;
  const uint32_t word = vocabulary.Intern(words[words.size() > 1 && words[0] == "a" ? 1 : 0]).value;
  if (word >= tables.telling.size()) tables.telling.resize(word + 1);
  tables.telling[word] = 1;
}

Result<void> LoadWords(const Container& knowledge, Vocabulary& vocabulary, QuantityTables& tables) {
  Result<Table> table = knowledge.OpenTable("quantities.tsv");
  if (!table) return table.error();
  const auto columns = Columns<6>(*table, {"kind", "words", "low", "best", "high", "effect"});
  if (!columns) return columns.error();
  const auto [kind_at, words_at, low_at, best_at, high_at, effect_at] = *columns;
  for (const Table::Row& row : table->rows()) {
    const size_t kind = IndexOf(kQuantityKindNames, row.cells[kind_at]), effect = IndexOf(kEffectNames, row.cells[effect_at]);
    if (kind == kQuantityKindNames.size()) return Error{table->Where(row), "kind \"" + std::string(row.cells[kind_at]) + "\"", "number, hedge, vague... (see the head of the table)"};
    if (effect == kEffectNames.size()) return Error{table->Where(row), "effect \"" + std::string(row.cells[effect_at]) + "\"", "about, almost, at_least, at_most..."};
    QuantityTables::Row out;
    out.effect = static_cast<QuantityEffect>(effect);
    if (!ParseCell(row.cells[low_at], out.low) || !ParseCell(row.cells[best_at], out.best) || !ParseCell(row.cells[high_at], out.high)) return Error{table->Where(row), "low, best or high is no number", "digits"};
    if (kind == static_cast<size_t>(QuantityKind::kVague) && !(out.low <= out.best && out.best <= out.high)) return Error{table->Where(row), "low, best, high out of order", "low <= best <= high"};
    tables.index.Add(row.cells[words_at], static_cast<uint32_t>(kind), static_cast<uint32_t>(tables.rows.size()), vocabulary);
    tables.rows.push_back(out);
    if (kind <= static_cast<size_t>(QuantityKind::kOrdinal)) MarkTelling(row.cells[words_at], vocabulary, tables);
  }
  return {};
}

Result<void> LoadUnits(const Container& knowledge, Vocabulary& vocabulary, QuantityTables& tables) {
  Result<Table> table = knowledge.OpenTable("units.tsv");
  if (!table) return table.error();
  const auto columns = Columns<3>(*table, {"words", "unit", "kind"});
  if (!columns) return columns.error();
  const auto [words_at, unit_at, kind_at] = *columns;
  for (const Table::Row& row : table->rows()) {
    QuantityTables::Row out;
    const size_t kind = IndexOf(kUnitKindNames, row.cells[kind_at]);
    if (kind == kUnitKindNames.size()) return Error{table->Where(row), "kind \"" + std::string(row.cells[kind_at]) + "\"", "group, dwelling, time, sign, capital, length..."};
    if (kind < kCapitalUnit) out.effect = static_cast<QuantityEffect>(static_cast<size_t>(QuantityEffect::kGroupUnit) + kind);
    out.unit = row.cells[unit_at];
    const QuantityKind into = kind == kCapitalUnit ? QuantityKind::kUnitCapital : QuantityKind::kUnit;
    tables.index.Add(row.cells[words_at], static_cast<uint32_t>(into), static_cast<uint32_t>(tables.rows.size()), vocabulary);
    tables.rows.push_back(out);
  }
  return {};
}

Result<void> LoadCurrencies(const Container& knowledge, Vocabulary& vocabulary, QuantityTables& tables) {
  Result<Table> table = knowledge.OpenTable("currencies.tsv");
  if (!table) return table.error();
  const auto columns = Columns<3>(*table, {"words", "code", "where"});
  if (!columns) return columns.error();
  const auto [words_at, code_at, where_at] = *columns;
  for (const Table::Row& row : table->rows()) {
    const std::string_view where = row.cells[where_at];
    if (where != "before" && where != "after" && where != "both") return Error{table->Where(row), "where \"" + std::string(where) + "\"", "before, after or both"};
    QuantityTables::Row out;
    out.unit = row.cells[code_at];
    const auto id = static_cast<uint32_t>(tables.rows.size());
    if (where != "after") tables.index.Add(row.cells[words_at], static_cast<uint32_t>(QuantityKind::kCurrencyBefore), id, vocabulary);
    if (where != "before") tables.index.Add(row.cells[words_at], static_cast<uint32_t>(QuantityKind::kCurrencyAfter), id, vocabulary);
    tables.rows.push_back(out);
  }
  return {};
}

}  // namespace

Result<QuantityFinder> QuantityFinder::Load(const Container& knowledge, Vocabulary& vocabulary) {
  QuantityFinder finder;
  finder.vocabulary_ = &vocabulary;
  if (auto loaded = LoadWords(knowledge, vocabulary, finder.tables_); !loaded) return loaded.error();
  if (auto loaded = LoadUnits(knowledge, vocabulary, finder.tables_); !loaded) return loaded.error();
  if (auto loaded = LoadCurrencies(knowledge, vocabulary, finder.tables_); !loaded) return loaded.error();
  finder.tables_.a = vocabulary.Intern("a").value;
  finder.tables_.an = vocabulary.Intern("an").value;
  finder.tables_.and_word = vocabulary.Intern("and").value;
  finder.tables_.or_word = vocabulary.Intern("or").value;
  finder.tables_.but = vocabulary.Intern("but").value;
  finder.tables_.he = vocabulary.Intern("he").value;
  finder.tables_.she = vocabulary.Intern("she").value;
  finder.tables_.of = vocabulary.Intern("of").value;
  finder.tables_.index.Finish();
  return finder;
}

void QuantityFinder::Find(Document& doc) const {
  thread_local std::vector<Piece> pieces;  // scratch: keeps its memory from sentence to sentence
  for (const Sentence& sentence : doc.sentences) {
    bool any = false;
    for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end && !any; ++t) {
      const uint32_t word = doc.tokens.word[t].value;
      any = (doc.tokens.shape[t] & (kHasDigit | kHyphenated)) || (word < tables_.telling.size() && tables_.telling[word]);
    }
    if (!any) continue;
    CutPieces(doc, sentence.tokens, *vocabulary_, pieces);
    QuantityParser(doc, tables_, pieces).Run();
  }
}

void QuantityFinder::Relate(Document& doc) const {
  thread_local std::vector<Piece> pieces;
  doc.worked_out.clear();
  const auto size = static_cast<uint32_t>(doc.quantities.size());
  uint32_t before = 0, first = 0;
  for (const Sentence& sentence : doc.sentences) {
    uint32_t last = first;
    while (last < size && doc.quantities[last].tokens.begin < sentence.tokens.end) ++last;
    if (last > first) {
      CutPieces(doc, sentence.tokens, *vocabulary_, pieces);
      QuantityRelations(doc, tables_, pieces, before, first, last).Run();
    }
    before = first;
    first = last;
  }
}

}  // namespace dateline
