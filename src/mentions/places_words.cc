#include "mentions/places_words.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/utf8.h"

namespace dateline {
namespace {

constexpr std::pair<std::string_view, PlaceWordClass> kClasses[] = {
    {"before", kBeforePlace}, {"after", kAfterPlace}, {"ground", kGround},     {"site", kSite},         {"org", kOrgWord},       {"title", kTitleWord},
        {"person", kPersonWord},
    {"street", kStreetWord},  {"speech", kSpeechWord}, {"in", kInWord},        {"to", kToWord},         {"relation", kRelationWord}, {"compass", kCompass},
        {"distance", kDistanceWord},
    {"never", kNeverPlace}};

template <class T>
T Number(std::string_view text) {
  T value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

PlaceWord& PlaceWords::Row(WordId word) {
  if (word.value >= row_of_.size()) row_of_.resize(word.value + 1, 0);
  uint16_t& row = row_of_[word.value];
  if (row == 0) {
    row = static_cast<uint16_t>(rows_.size());
    rows_.emplace_back();
  }
  return rows_[row];
}

Result<PlaceWords> PlaceWords::Load(const Container& knowledge, Vocabulary& vocabulary) {
  PlaceWords out;
  auto table = knowledge.OpenTable("places/words.tsv");
  if (!table) return table.error();
  if (table->columns().size() != 5) return Error{"knowledge/places/words.tsv", std::to_string(table->columns().size()) + " columns",
      "5: word, class, feature, precision, case"};
  for (const Table::Row& row : table->rows()) {
    const auto known = std::find_if(std::begin(kClasses), std::end(kClasses), [&](const auto& c) { return c.first == row.cells[1]; });
    if (known == std::end(kClasses)) return Error{table->Where(row), "class \"" + std::string(row.cells[1]) + "\"", "one of those the head of the table names"};
    PlaceWord& word = out.Row(vocabulary.Intern(utf8::Lower(row.cells[0])));
    const PlaceWordClass kind = known->second;
    const auto precision = Number<uint8_t>(row.cells[3]);
    word.classes |= kind;
    if (row.cells[4] == "cap") word.capital_only |= kind;
    if (kind == kBeforePlace) word.before_precision = precision;
    if (kind == kAfterPlace) word.after_precision = precision, word.after_feature = row.cells[2];
    if (kind == kGround) word.ground_precision = precision, word.ground_feature = row.cells[2];
    if (kind == kRelationWord) word.relation = row.cells[2];
    if (kind == kCompass) word.compass = row.cells[2];
    if (kind == kDistanceWord) word.kilometres = Number<double>(row.cells[2]);
  }
  auto names = knowledge.OpenTable("given-names.tsv");
  if (!names) return names.error();
  for (const Table::Row& row : names->rows()) out.Row(vocabulary.Intern(utf8::Lower(row.cells[0]))).classes |= kGivenNameWord;
  const std::pair<WordId*, const char*> ids[] = {{&out.of, "of"}, {&out.the, "the"}, {&out.and_, "and"}, {&out.or_, "or"}, {&out.with, "with"}, {&out.comma,
      ","}, {&out.hyphen, "-"},
                                                 {&out.from, "from"}, {&out.a, "a"}};
  for (const auto& [id, text] : ids) *id = vocabulary.Intern(text);
  return out;
}

}  // namespace dateline
