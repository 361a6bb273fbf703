#include "exports/present.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "exports/columns.h"
#include "exports/explain.h"

namespace dateline {
namespace {

FigureView Figure(double low, double best, double high, std::string hedge, std::string unit = "") { return {true, low, best, high, std::move(hedge), std::move(unit)}; }

PlaceView Place(std::string text) {
  PlaceView out;
  out.text = std::move(text);
  return out;
}

RecordView Smuggled() {
  RecordView r;
  r.kind = "movement";
  r.id = "7f3a99b2c0ffee00";
  r.type = "smuggled";
  r.people = {"Column fighters", "", ""};
  r.count = Figure(45, 50, 55, "about", "people");
  r.origin = {Place("Dar Amin")};
  r.destination = {Place("Turkey")};
  r.destination[0].country = "TUR";
  r.destination[0].geonameid = 298795;
  r.time = {"last winter", "2018-01-01", "2018-01-31", "2018-01", 4};
  r.price = Figure(20000, 25000, 30000, "range", "USD");
  r.source = "Abu Omar";
  r.source_role = "a smuggler";
  r.quoted = "direct";
  r.confidence = 0.884;
  r.rule = "smuggle.v";
  r.rule_at = "frames/movement.tsv:12";
  r.sentence = 2;
  return r;
}

TEST(Columns, MeasuresWhatIsShown) {
  EXPECT_EQ(DisplayWidth("abc"), 3U);
  EXPECT_EQ(DisplayWidth("é–…→"), 4U);
  EXPECT_EQ(DisplayWidth("e\xCC\x81"), 1U);  // with a combining acute
  EXPECT_EQ(DisplayWidth("日本"), 4U);
  EXPECT_EQ(DisplayWidth("\xE2\x80\x8B"), 0U);  // zero-width space
  EXPECT_EQ(DisplayWidth(""), 0U);
}

TEST(Columns, CutsAndPads) {
  EXPECT_EQ(Cut("Deir al-Zour", 12), "Deir al-Zour");
  EXPECT_EQ(Cut("Deir al-Zour", 6), "Deir…");
  EXPECT_EQ(Cut("日本語", 4), "日…");
  EXPECT_EQ(Cut("a\n b\tc ", 9), "a b c");
  EXPECT_EQ(Cut("abc", 0), "");
  EXPECT_EQ(Fit("ab", 4), "ab  ");
  EXPECT_EQ(DisplayWidth(Fit("日本語", 4)), 4U);
}

TEST(Columns, Wraps) {
  EXPECT_EQ(Wrap("one two three", 7), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(Wrap("abcdefgh", 3), (std::vector<std::string>{"abc", "def", "gh"}));
  EXPECT_EQ(Wrap("", 10), (std::vector<std::string>{""}));
}

TEST(Present, SaysWhen) {
  EXPECT_EQ(When({"", "2018-01-15", "2018-01-15", "", 1}), "2018-01-15");
  EXPECT_EQ(When({"", "2018-01-01", "2018-01-31", "", 4}), "2018-01-..");
  EXPECT_EQ(When({"", "2018-01-01", "2018-12-31", "", 5}), "2018-..-..");
  EXPECT_EQ(When({"", "2011-01-01", "2018-12-31", "", 5}), "2011–2018");
  EXPECT_EQ(When({"", "2018-03-01", "2018-05-31", "", 5}), "2018-03–05-..");
  EXPECT_EQ(When({"", "2018-01-03", "2018-01-09", "", 3}), "2018-01-03–09");
  EXPECT_EQ(When({"", "2018-01-28", "2018-02-03", "", 3}), "2018-01-28–02-03");
  EXPECT_EQ(When({"", "2017-12-28", "2018-01-03", "", 3}), "2017-12-28–2018-01-03");
  EXPECT_EQ(When({"last month", "", "", "", 0}), "last month");
  EXPECT_EQ(When({}), "–");
}

TEST(Present, SaysWhoWhereAndHowMany) {
  const RecordView smuggled = Smuggled();
  EXPECT_EQ(WhereOf(smuggled), "Dar Amin → Turkey");
  EXPECT_EQ(HowManyOf(smuggled), "about 50");
  EXPECT_EQ(PriceOf(smuggled), "$20,000–30,000");
  RecordView event;
  event.kind = "event";
  event.recipients = {{"civilians", "", ""}};
  event.toll[0] = Figure(19, 19, 19, "exact");
  event.toll[1] = Figure(90, 90, FigureView::kOpen, "at_least");
  event.place = Place("Tal Zahr");
  EXPECT_EQ(WhoOf(event), "→ civilians");
  EXPECT_EQ(HowManyOf(event), "19 killed, at least 90 injured");
  EXPECT_EQ(WhereOf(event), "Tal Zahr");
  RecordView out;
  out.kind = "movement";
  out.origin = {Place("Dar Amin")};
  EXPECT_EQ(WhereOf(out), "Dar Amin →");
  out.origin.clear();
  out.joined = {"the Red Column", "", ""};
  EXPECT_EQ(WhereOf(out), "→ the Red Column");
}

TEST(Present, TableAlignsItsColumns) {
  RecordView plain;
  plain.kind = "event";
  plain.id = "0123456789";
  plain.type = "ASSAULT";
  plain.tense = "future";
  plain.confidence = 0.3;
  const std::string table = RecordTable({Smuggled(), plain}, {160, false});
  EXPECT_EQ(table,
            " id        when        what              who              how many  from → to, where   says                           sure  paid\n"
            " 7f3a99b2  2018-01-..  smuggled          Column fighters  about 50  Dar Amin → Turkey  Abu Omar, a smuggler, direct   88 %  $20,000–30,000\n"
            " 01234567  –           assault (future)  –                –         –                  –                              30 %  –\n");
}

TEST(Present, TableFitsANarrowTerminal) {
  const std::string table = RecordTable({Smuggled(), Smuggled()}, {90, false});
  size_t begin = 0;
  for (size_t end = table.find('\n'); end != std::string::npos; begin = end + 1, end = table.find('\n', begin)) {
    EXPECT_LE(DisplayWidth(table.substr(begin, end - begin)), 90U) << table;
  }
  EXPECT_NE(table.find("…"), std::string::npos);
}

TEST(Present, ColorsOnlyWhenAsked) {
  RecordView unsure = Smuggled();
  unsure.confidence = 0.2;
  EXPECT_EQ(RecordTable({unsure}, {120, false}).find('\x1b'), std::string::npos);
  const std::string table = RecordTable({unsure}, {120, true});
  EXPECT_NE(table.find("\x1b[1m"), std::string::npos);
  EXPECT_NE(table.find("\x1b[2m"), std::string::npos);
  EXPECT_EQ(RecordTable({}, {120, true}), "no records\n");
}

TEST(Present, SummarySaysWhatHappened) {
  ReadSummary s;
  s.read = 1201;
  s.copies = 2;
  s.failed = 1;
  s.records = {2190, 771, 144, 163, 214};
  s.unsure = 412;
  s.failures = {"a.txt: not text"};
  s.out = "case.gpkg";
  s.out_bytes = 14300000;
  s.seconds = 8.1;
  EXPECT_EQ(SummaryText(s),
            "read      1,201 reports (2 copies of other reports, 1 unreadable)\n"
            "found     3,482 records: 2,190 events, 771 movements, 144 stocks, 163 control, 214 statements\n"
            "unsure    412 below 50 % (see them: dateline show case.gpkg --unsure)\n"
            "failed    a.txt: not text\n"
            "wrote     case.gpkg (14 MB) in 8.1 s\n");
  EXPECT_EQ(SummaryText({}), "read      0 reports\nfound     0 records\n");
  for (int i = 0; i < 8; ++i) s.failures.push_back("x");
  EXPECT_NE(SummaryText(s).find("and 4 more"), std::string::npos);
}

TEST(Present, ProgressSaysHowLong) {
  EXPECT_EQ(ProgressLine(50, 100, 300, 10), "[############------------] 50 %   1,800 reports/min   10.0 s left");
  EXPECT_EQ(ProgressLine(0, 100, 0, 0), "[------------------------] 0 %");
  EXPECT_EQ(ProgressLine(10, 0, 60, 60), "60 reports   60 reports/min");
  EXPECT_EQ(FileSize(12), "12 bytes");
  EXPECT_EQ(FileSize(812345), "812 kB");
  EXPECT_EQ(FileSize(2512345), "2.5 MB");
}

StoredSpan At(const std::string& sentence, uint32_t before, std::string slot, std::string text) {
  const auto count = [](std::string_view s) { return static_cast<uint32_t>(std::count_if(s.begin(), s.end(), [](char c) { return (c & 0xC0) != 0x80; })); };
  const size_t at = sentence.find(text);
  const uint32_t begin = before + count(std::string_view(sentence).substr(0, at));
  StoredSpan out{std::move(slot), text, begin, begin + count(text), 3012, 3133};
  return out;
}

TEST(Explain, UnderlinesEverySlot) {
  Explanation e;
  e.record = Smuggled();
  e.sentence = "“I smuggled about 50 Column fighters into Turkey,” said Abu Omar, a smuggler.";
  e.sentence_begin = 100;
  e.spans = {At(e.sentence, 100, "quote", "I smuggled"), At(e.sentence, 100, "trigger", "smuggled"), At(e.sentence, 100, "count", "about 50"),
             At(e.sentence, 100, "people", "about 50 Column fighters"), At(e.sentence, 100, "destination.0", "Turkey"),
             At(e.sentence, 100, "attribution.source", "Abu Omar"), {"origin.0", "Dar Amin", 10, 18, 0, 0}};
  e.file = "reports/a.txt";
  e.title = "On the road";
  EXPECT_EQ(Explain(e, {100, false}),
            " “I smuggled about 50 Column fighters into Turkey,” said Abu Omar, a smuggler.\n"
            "    ──────── ~~~~~~~~════════════════      ┄┄┄┄┄┄        ········\n"
            " ── trigger, ~~ count, ══ people, ┄┄ destination, ·· source\n"
            " origin, from another sentence: “Dar Amin”\n"
            "\n"
            " movement · smuggled · people Column fighters · count 45/50/55 (about) · origin Dar Amin ·\n"
            " destination Turkey [TUR, 298795] · paid $20,000–30,000 · when 2018-01-..\n"
            " by smuggle.v (knowledge/frames/movement.tsv:12)\n"
            " says Abu Omar, a smuggler (direct speech)\n"
            " sure 88 %\n"
            " reports/a.txt, bytes 3,012–3,133, sentence 2\n"
            " On the road\n");
}

TEST(Explain, WrapsMarksWithTheWords) {
  Explanation e;
  e.record = Smuggled();
  e.sentence = "日本 fighters crossed\nthe river at night with their families";
  e.spans = {At(e.sentence, 0, "trigger", "crossed")};
  const std::string text = Explain(e, {24, false});
  EXPECT_TRUE(text.starts_with(" 日本 fighters crossed\n               ───────\n the river at night\n with their families\n")) << text;
}

TEST(Explain, SurvivesSpansOutsideAndNoSentence) {
  Explanation e;
  e.record.kind = "event";
  e.spans = {{"trigger", "x", 5, 3, 0, 0}, {"actors.0", "y", 0, 4000000000U, 0, 0}, {"unknown", "z", 0, 1, 0, 0}};
  const std::string text = Explain(e, {1, true});
  EXPECT_NE(text.find("the report, in"), std::string::npos) << text;
}

}  // namespace
}  // namespace dateline
