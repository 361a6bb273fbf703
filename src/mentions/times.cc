#include "mentions/times.h"

#include <array>
#include <charconv>
#include <string>

#include "base/days.h"
#include "mentions/times_anchor.h"
#include "mentions/times_calendar.h"
#include "mentions/times_parser.h"
#include "mentions/times_resolver.h"

namespace dateline {
namespace {

constexpr std::array<std::string_view, 25> kTimeWordNames = {"month", "weekday", "season", "feast", "part",  "unit", "day", "ref",   "shift", "portion", "prep",
                                                             "link",  "tail",    "approx", "many",  "every", "set",  "era", "clock", "zone",  "future", "known",
                                                             "stretch", "never", "named"};
constexpr std::array<std::string_view, 23> kTimeFlagNames = {"",     "weak",  "short", "plural", "publication", "context", "context end", "period", "recent",
                                                             "span", "since", "until", "for",    "between",     "from",    "and",         "zone",
                                                             "adjective", "same", "half", "event", "earlier", "later"};
constexpr std::array<std::string_view, 12> kTimeUnitNames = {"S", "TM", "TH", "D", "WE", "W", "F", "M", "Q", "Y", "DE", "CE"};
constexpr std::array<std::string_view, 18> kPortionNames = {"NONE", "START", "MID", "END", "H1", "H2", "Q1", "Q2", "Q3", "Q4", "FIRST", "LAST", "EARLY",
                                                            "SECOND", "THIRD", "DAY1", "DAYN", "EVE"};

template <size_t N>
size_t IndexOf(const std::array<std::string_view, N>& names, std::string_view name) {
  size_t i = 0;
  while (i < N && names[i] != name) ++i;
  return i;
}

Error Wrong(const Table& table, const Table::Row& row, std::string_view cell, std::string_view expected) {
  return Error{table.Where(row), "\"" + std::string(cell) + "\"", std::string(expected)};
}

/// Reads `value` as its kind wants it.
Result<void> ReadValue(const Table& table, const Table::Row& row, TimeWord kind, std::string_view value, TimeTables::Row& out) {
  out.text = value;
  const auto number = [&](std::string_view text, int32_t& result) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
    return error == std::errc() && end == text.data() + text.size();
  };
  switch (kind) {
    case TimeWord::kMonth:
      if (!number(value, out.value) || out.value < 1 || out.value > 12) return Wrong(table, row, value, "a month, 1-12");
      return {};
    case TimeWord::kWeekday:
      if (!number(value, out.value) || out.value < 0 || out.value > 6) return Wrong(table, row, value, "a weekday, 0 (Monday) to 6");
      return {};
    case TimeWord::kDay:
    case TimeWord::kShift:
    case TimeWord::kTail:
      if (!number(value, out.value) || out.value < -366 || out.value > 366) return Wrong(table, row, value, "a number of units, -1 back");
      return {};
    case TimeWord::kFeast: {
      const auto feast = ParseFeast(value);
      if (!feast) return Wrong(table, row, value, "month-day, such as 12-25, or a rule, such as easter-2, hijri:10-01~1, hebrew:01-15*7");
      out.feast = *feast;
      return {};
    }
    case TimeWord::kKnown: {
      const auto day = ParseIsoDay(value);
      if (!day || value.size() != 10) return Wrong(table, row, value, "a day, such as 2001-09-11");
      const CivilDate date = DateOf(*day);
      out.value = date.year * 10000 + date.month * 100 + date.day;
      return {};
    }
    case TimeWord::kUnit: {
      const size_t unit = IndexOf(kTimeUnitNames, value);
      if (unit == kTimeUnitNames.size()) return Wrong(table, row, value, "a unit: S TM TH D WE W F M Q Y DE CE");
      out.unit = static_cast<TimeUnit>(unit);
      return {};
    }
    case TimeWord::kPortion: {
      const size_t portion = IndexOf(kPortionNames, value);
      if (portion == kPortionNames.size()) {
        return Wrong(table, row, value, "a portion: START MID END H1 H2 Q1-Q4 FIRST SECOND THIRD LAST DAY1 DAYN EVE EARLY NONE");
      }
      out.portion = static_cast<Portion>(portion);
      return {};
    }
    default: return {};
  }
}

/// Words without which a sentence holds no time; of a phrase its last word.
void MarkTelling(std::string_view phrase, Vocabulary& vocabulary, TimeTables& tables) {
  const std::vector<std::string_view> words = SplitList(phrase, ' ');
  if (words.empty()) return;
  const uint32_t word = vocabulary.Intern(words.back()).value;
  if (word >= tables.telling.size()) tables.telling.resize(word + 1);
  tables.telling[word] = 1;
}

/// A date known by its figures, "9/11", or by the word behind month and day.
Result<void> AddKnown(const Table& table, const Table::Row& row, std::string_view words, const TimeTables::Row& read_row, Vocabulary& vocabulary,
                      TimeTables& tables) {
  TimeTables::Known known;
  known.year = read_row.value / 10000;
  known.month = read_row.value / 100 % 100;
  known.day = read_row.value % 100;
  if (read_row.flag == TimeFlag::kEvent) {
    known.word = vocabulary.Intern(words).value;
    tables.events.push_back(known);
    return {};
  }
  const size_t slash = words.find('/');
  const auto read = [](std::string_view text, int32_t& out) { return std::from_chars(text.data(), text.data() + text.size(), out).ec == std::errc(); };
  if (slash == std::string_view::npos || !read(words.substr(0, slash), known.first) || !read(words.substr(slash + 1), known.second)) {
    return Wrong(table, row, words, "figures, such as 9/11");
  }
  tables.figures.push_back(known);
  return {};
}

bool IsTelling(TimeWord kind) {
  switch (kind) {
    case TimeWord::kMonth:
    case TimeWord::kWeekday:
    case TimeWord::kSeason:
    case TimeWord::kFeast:
    case TimeWord::kPart:
    case TimeWord::kUnit:
    case TimeWord::kDay:
    case TimeWord::kRef:
    case TimeWord::kSet: return true;
    default: return false;
  }
}

}  // namespace

Result<TimeFinder> TimeFinder::Load(const Container& knowledge, Vocabulary& vocabulary) {
  TimeFinder finder;
  finder.vocabulary_ = &vocabulary;
  TimeTables& tables = finder.tables_;
  Result<Table> table = knowledge.OpenTable("times.tsv");
  if (!table) return table.error();
  std::array<size_t, 4> at{};
  constexpr std::array<std::string_view, 4> kColumns = {"kind", "words", "value", "flags"};
  for (size_t i = 0; i < at.size(); ++i) {
    Result<size_t> column = table->Column(kColumns[i]);
    if (!column) return column.error();
    at[i] = *column;
  }
  for (const Table::Row& row : table->rows()) {
    const size_t kind = IndexOf(kTimeWordNames, row.cells[at[0]]);
    if (kind == kTimeWordNames.size()) return Wrong(*table, row, row.cells[at[0]], "a kind: month, weekday, unit... (see the head of the table)");
    const auto word = static_cast<TimeWord>(kind);
    TimeTables::Row out;
    const std::string_view flags = row.cells[at[3]];
    if (auto read = ReadValue(*table, row, word, row.cells[at[2]], out); !read) return read.error();
    if (word == TimeWord::kDay) {
      out.text = flags;  // the part of the day
    } else {
      const size_t flag = IndexOf(kTimeFlagNames, flags);
      if (flag == kTimeFlagNames.size()) return Wrong(*table, row, flags, "a flag such as weak, short, plural, publication, context");
      out.flag = static_cast<TimeFlag>(flag);
    }
    if (word == TimeWord::kKnown) {
      if (auto added = AddKnown(*table, row, row.cells[at[1]], out, vocabulary, tables); !added) return added.error();
      continue;
    }
    tables.index.Add(row.cells[at[1]], static_cast<uint32_t>(kind), static_cast<uint32_t>(tables.rows.size()), vocabulary);
    tables.rows.push_back(out);
    if (IsTelling(word)) MarkTelling(row.cells[at[1]], vocabulary, tables);
  }
  const std::pair<uint32_t*, const char*> keys[] = {{&tables.the, "the"}, {&tables.a, "a"}, {&tables.an, "an"}, {&tables.one, "one"}, {&tables.of, "of"},
                                                    {&tables.in, "in"}, {&tables.on, "on"},
                                                    {&tables.at, "at"}, {&tables.s, "s"}, {&tables.apostrophe_s, "'s"}, {&tables.old, "old"},
                                                    {&tables.other, "other"},
                                                    {&tables.st, "st"}, {&tables.nd, "nd"}, {&tables.rd, "rd"}, {&tables.th, "th"},
                                                    {&tables.had, "had"}, {&tables.long_, "long"}, {&tables.half, "half"},
                                                    {&tables.and_, "and"}, {&tables.time, "time"}, {&tables.by, "by"}, {&tables.war, "war"},
                                                    {&tables.group, "group"}};
  for (const auto& [key, word] : keys) *key = vocabulary.Intern(word).value;
  tables.index.Finish();
  return finder;
}

void TimeFinder::Find(Document& doc) const {
  thread_local std::vector<Piece> pieces;  // scratch: both keep their memory from document to document
  thread_local std::vector<TimeItem> items;
  items.clear();
  size_t quantity = 0;
  bool before_christ = false;
  for (const Sentence& sentence : doc.sentences) {
    while (quantity < doc.quantities.size() && doc.quantities[quantity].tokens.end <= sentence.tokens.begin) ++quantity;
    bool any = false;
    for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end && !any; ++t) {
      const uint32_t word = doc.tokens.word[t].value;
      any = (doc.tokens.shape[t] & (kHasDigit | kHyphenated)) || (word < tables_.telling.size() && tables_.telling[word]);
    }
    if (!any) continue;
    CutPieces(doc, sentence.tokens, *vocabulary_, pieces);
    const size_t first = items.size();
    TimeParser(doc, tables_, pieces, sentence, quantity, before_christ).Run(items);
    for (size_t i = first; i < items.size(); ++i) {
      items[i].sentence = static_cast<uint32_t>(&sentence - doc.sentences.data());
      before_christ = before_christ || items[i].from.before_christ;
    }
  }
  const TimeAnchor anchor = FindAnchor(doc, tables_, *vocabulary_);
  const bool history = IsNarrative(items);
  TimeResolver resolver(doc, anchor, history || !anchor.known(), history);
  for (const TimeItem& item : items) resolver.Add(item);
  SettleQuantities(doc, items);
}

/// History rather than news: several dates with their year and nothing that counts from the day of publication.
bool TimeFinder::IsNarrative(const std::vector<TimeItem>& items) {
  uint32_t years = 0, deictic = 0;
  for (const TimeItem& item : items) {
    const TimePoint& p = item.from;
    years += p.kind == TimePoint::Kind::kDate && p.year > 0 && p.month > 0;
    deictic += p.kind == TimePoint::Kind::kWeekday || ((p.kind == TimePoint::Kind::kUnit || p.kind == TimePoint::Kind::kPeriod) && !p.context);
  }
  return years >= 4 && years > 4 * deictic;
}

/// Numbers inside a time are no counts: years are marked, days and hours taken out.
void TimeFinder::SettleQuantities(Document& doc, const std::vector<TimeItem>& items) {
  size_t kept = 0, item = 0;
  for (size_t i = 0; i < doc.quantities.size(); ++i) {
    QuantityMention quantity = doc.quantities[i];
    const Span span = quantity.estimate.span;
    while (item < items.size() && items[item].span.end <= span.begin) ++item;
    const bool inside = item < items.size() && items[item].span.Overlaps(span) && !quantity.is_money;
    if (inside && !quantity.is_ordinal && !quantity.is_year) {
      const TimePoint& p = items[item].from;
      const bool length = !quantity.estimate.unit.empty();
      using Kind = TimePoint::Kind;
      const bool counted = p.kind == Kind::kLength || p.kind == Kind::kAnchored || p.kind == Kind::kPeriod;
      const bool set_or_length = counted || p.kind == Kind::kSet || p.kind == Kind::kUnit;
      if (!(length && set_or_length)) continue;
    }
    doc.quantities[kept++] = quantity;
  }
  doc.quantities.resize(kept);
}

}  // namespace dateline
