#include "mentions/places_words.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/utf8.h"

namespace dateline {
namespace {

constexpr std::pair<std::string_view, PlaceWordClass> kClasses[] = {
    {"before", kBeforePlace}, {"after", kAfterPlace},   {"ground", kGround},      {"site", kSite},         {"org", kOrgWord},      {"title", kTitleWord},
    {"person", kPersonWord},  {"street", kStreetWord},  {"speech", kSpeechWord},  {"in", kInWord},          {"to", kToWord},        {"compass", kCompass},
    {"never", kNeverPlace},   {"distance", kDistanceWord}, {"thing", kThingWord}, {"pact", kPactWord},      {"line", kLineWord},    {"spot", kSpot},
    {"will", kWill},          {"address", kAddress},    {"dealing", kDealing},    {"organ", kOrgan},
    {"way", kWay}, {"deed", kDeed}};

constexpr std::string_view kWords = "places/words.tsv", kRelations = "places/relations.tsv";

template <class T>
T Number(std::string_view text) {
  T value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// "2+", "5-", "5" or nothing.
bool ReadPrecision(std::string_view text, PlaceRelation& out) {
  if (text.empty()) return true;
  out.at_least = text.ends_with('+');
  out.at_most = text.ends_with('-');
  if (out.at_least || out.at_most) text.remove_suffix(1);
  out.precision = Number<uint8_t>(text);
  return text.size() == 1 && out.precision >= 1 && out.precision <= 7;
}

/// The words of "off the coast of X" from the name outwards, without articles; false where X does not stand at an end or the phrase is too long.
bool ReadPhrase(std::string_view phrase, Vocabulary& vocabulary, PlaceRelation& out) {
  std::vector<std::string_view> words = SplitList(phrase, ' ');
  if (words.size() < 2 || (words.front() == "X") == (words.back() == "X")) return false;
  out.before = words.back() == "X";
  if (out.before) std::reverse(words.begin(), words.end());
  for (const std::string_view word : words) {
    if (word == "X" || word == "the") continue;
    if (out.size == PlaceRelation::kLongest) return false;
    out.words[out.size++] = vocabulary.Intern(utf8::Lower(word));
  }
  return out.size > 0;
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

std::span<const PlaceRelation> PlaceWords::Relations(WordId next) const {
  const PlaceWord& word = At(next);
  return {relations_.data() + word.first_relation, word.relations};
}

Result<void> PlaceWords::ReadRelations(const Container& knowledge, Vocabulary& vocabulary) {
  auto table = knowledge.OpenTable(kRelations);
  if (!table) return table.error();
  if (table->columns().size() != 5) {
    return Error{"knowledge/" + std::string(kRelations), std::to_string(table->columns().size()) + " columns", "5: phrase, relation, precision, example, place"};
  }
  for (const Table::Row& row : table->rows()) {
    PlaceRelation relation;
    if (!ReadPhrase(row.cells[0], vocabulary, relation)) {
      return Error{table->Where(row), "phrase \"" + std::string(row.cells[0]) + "\"", "one to six words before or after X"};
    }
    if (!ReadPrecision(row.cells[2], relation)) return Error{table->Where(row), "precision \"" + std::string(row.cells[2]) + "\"", "1 to 7, with + or -, or nothing"};
    relation.relation = row.cells[1];
    // What may stand between a place and what holds it, or before "of X".
    if (relation.before && relation.size == 1) Row(relation.words[0]).relation = relation.relation;
    if (relation.before && (relation.size == 1 || relation.words[0] == of)) Row(relation.words[relation.size == 1 ? 0 : 1]).classes |= kRelationWord;
    relations_.push_back(relation);
  }
  std::stable_sort(relations_.begin(), relations_.end(), [](const PlaceRelation& a, const PlaceRelation& b) {
    return a.words[0].value != b.words[0].value ? a.words[0].value < b.words[0].value : a.size > b.size;
  });
  for (uint32_t i = 0; i < relations_.size(); ++i) {
    PlaceWord& word = Row(relations_[i].words[0]);
    if (word.relations++ == 0) word.first_relation = i;
  }
  return {};
}

Result<PlaceWords> PlaceWords::Load(const Container& knowledge, Vocabulary& vocabulary) {
  PlaceWords out;
  auto table = knowledge.OpenTable(kWords);
  if (!table) return table.error();
  if (table->columns().size() != 5) {
    return Error{"knowledge/" + std::string(kWords), std::to_string(table->columns().size()) + " columns", "5: word, class, feature, precision, case"};
  }
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
    if (kind == kCompass) word.compass = row.cells[2];
    if (kind == kDistanceWord) word.kilometres = Number<double>(row.cells[2]);
  }
  auto names = knowledge.OpenTable("given-names.tsv");
  if (!names) return names.error();
  for (const Table::Row& row : names->rows()) out.Row(vocabulary.Intern(utf8::Lower(row.cells[0]))).classes |= kGivenNameWord;
  const std::pair<WordId*, const char*> ids[] = {{&out.of, "of"}, {&out.the, "the"}, {&out.and_, "and"}, {&out.or_, "or"}, {&out.with, "with"}, {&out.by, "by"},
                                                 {&out.from, "from"}, {&out.according, "according"}};
  for (const auto& [id, text] : ids) *id = vocabulary.Intern(text);
  if (const auto read = out.ReadRelations(knowledge, vocabulary); !read) return read.error();
  return out;
}

}  // namespace dateline
