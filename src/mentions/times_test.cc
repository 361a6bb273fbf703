#include "mentions/times.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "mentions/times_test_world.h"

namespace dateline {
namespace {

/// The times of a text as "text = timex", "; " between; the day of publication is Monday, 15 January 2018.
std::string Times(const std::string& text, std::string_view day = "2018-01-15", std::string_view dateline = {}) {
  static Document doc;
  TheNumbersWorld().Read(text, day, true, doc, dateline);
  std::string out;
  for (const TimeMention& t : doc.times) out += (out.empty() ? "" : "; ") + std::string(doc.text(t.span)) + " = " + std::string(t.timex);
  return out.empty() ? "none" : out;
}

/// Start, end and precision of the only time of a text.
std::string Days(const std::string& text, std::string_view day = "2018-01-15", std::string_view dateline = {}) {
  static Document doc;
  TheNumbersWorld().Read(text, day, true, doc, dateline);
  if (doc.times.size() != 1) return Times(text, day, dateline);
  const TimeMention& t = doc.times[0];
  if (t.start == TimeMention::kNoDay) return "-";
  return IsoDay(t.start) + " " + (t.end == TimeMention::kNoDay ? "open" : IsoDay(t.end)) + " " + std::to_string(t.precision);
}

TEST(Times, EveryExampleOfTheTableHolds) {
  static Document doc;
  const Table table = TheNumbersWorld().container->OpenTable("times.tsv").value();
  const size_t example = *table.Column("example"), expect = *table.Column("expect");
  for (const Table::Row& row : table.rows()) {
    if (row.cells[example].empty()) continue;
    TheNumbersWorld().Read(std::string(row.cells[example]), "2018-01-15", true, doc);
    ASSERT_EQ(doc.times.size(), 1u) << table.Where(row) << ": " << Times(std::string(row.cells[example]));
    EXPECT_EQ(doc.times[0].timex, row.cells[expect]) << table.Where(row) << ": " << row.cells[example];
  }
}

struct Case {
  const char* text;
  const char* times;
};

TEST(Times, ReadsDatesWithTheirPreposition) {
  const Case cases[] = {
      {"The raid came on 15 January 2018.", "on 15 January 2018 = 2018-01-15"},
      {"The raid came on January 9, 2018, at dusk.", "on January 9, 2018 = 2018-01-09; at dusk = 2018-01-09TEV"},
      {"The raid came on Jan. 9.", "on Jan. 9 = 2018-01-09"},
      {"It was signed on 2017-11-03.", "on 2017-11-03 = 2017-11-03"},
      {"It was signed on 25/12/2017.", "on 25/12/2017 = 2017-12-25"},
      {"It was signed on December 25.", "on December 25 = 2017-12-25"},
      {"They arrived between 15 and 21 January 2017.", "between 15 and 21 January 2017 = 2017-01-15/2017-01-21"},
      {"They fled from April to September 1957.", "from April to September 1957 = 1957-04/1957-09"},
      {"They fled between 25 January and 3 February 2016.", "between 25 January and 3 February 2016 = 2016-01-25/2016-02-03"},
      {"The war of 2011-2014 ended.", "2011-2014 = 2011/2014"},
      {"It began in the summer of 2016.", "in the summer of 2016 = 2016-SU"},
      {"It began in early January.", "in early January = 2018-01"},
      {"It was founded in the 1990s.", "in the 1990s = 199"},
      {"He has been there since 2011.", "since 2011 = 2011"},
      {"He died on the night of 3 March 2017.", "on the night of 3 March 2017 = 2017-03-03TNI"},
      {"He died on Saturday, 6 January.", "on Saturday, 6 January = 2018-01-06"},
      {"At 9:30 a.m. on Saturday he left.", "At 9:30 a.m. on Saturday = 2018-01-13T09:30"},
      {"At the end of 2016 they left.", "At the end of 2016 = 2016"},
  };
  for (const Case& c : cases) EXPECT_EQ(Times(c.text), c.times) << c.text;
}

TEST(Times, AYearThatNobodyTellsStaysOpen) {
  static Document doc;
  TheNumbersWorld().Read("They fled in December. Last year they left. Two months ago it fell. On Dec. 28 it rained. In 2001 it began. They met on Tuesday during Ramadan.", "", true, doc,
                         "BEIRUT, Jan. 3 (Reuters)");
  ASSERT_EQ(doc.times.size(), 7u);
  for (const TimeMention& time : doc.times) {
    const bool told = doc.text(time.span) == "In 2001";
    EXPECT_EQ(time.start != TimeMention::kNoDay, told) << doc.text(time.span) << " " << time.timex;
    EXPECT_EQ(time.timex.starts_with("XXXX"), !told) << doc.text(time.span) << " " << time.timex;
  }
}

TEST(Times, CountsFromTheDayOfPublication) {
  const Case cases[] = {
      {"They left on Saturday.", "on Saturday = 2018-01-13"},
      {"They lost 460 men against 63 last year.", "last year = 2017"},
      {"They left on Monday.", "on Monday = 2018-01-15"},
      {"They left last Monday.", "last Monday = 2018-01-08"},
      {"They will leave next Tuesday.", "next Tuesday = 2018-01-16"},
      {"The council will meet on Thursday.", "on Thursday = 2018-01-18"},
      {"They left last month.", "last month = 2017-12"},
      {"They left earlier this week.", "earlier this week = 2018-W03"},
      {"They left two days ago.", "two days ago = 2018-01-13"},
      {"They left more than two years ago.", "more than two years ago = 2016"},
      {"They left over the past two years.", "over the past two years = P2Y"},
      {"They left in recent weeks.", "in recent weeks = PXW"},
      {"They left at the weekend.", "at the weekend = 2018-W02-WE"},
      {"They left yesterday morning.", "yesterday morning = 2018-01-14TMO"},
      {"They fought for nearly two years.", "for nearly two years = P2Y"},
      {"They have fought for six years.", "for six years = P6Y"},
      {"A six-year siege ended.", "six-year = P6Y"},
      {"They come every two weeks.", "every two weeks = P2W"},
      {"They are now in Turkey.", "now = PRESENT_REF"},
      {"It came after last week's attack.", "last week = 2018-W02"},
      {"Later in the day they left.", "Later in the day = 2018-01-15"},
      {"The vote is set for Friday.", "Friday = 2018-01-19"},
      {"They left last January.", "last January = 2017-01"},
      {"In January 2017 a strike killed nine. The next month they left.", "In January 2017 = 2017-01; The next month = 2017-02"},
      {"On 3 May 2017 a strike killed nine. The next day they left. A week later they were back.", "On 3 May 2017 = 2017-05-03; The next day = 2017-05-04; A week later = 2017-W19"},
  };
  for (const Case& c : cases) EXPECT_EQ(Times(c.text), c.times) << c.text;
}

TEST(Times, LeavesOtherWordsAlone) {
  for (const char* text : {"They may leave.", "May they rest.", "A second man may sit in the sun.", "They march to the sea.", "The March was peaceful, the mon amour was not.", "The fall of the city was near.", "A 26-year-old man died.",
                           "He carried 15 bags.", "Resolution 2254 stands.", "The spring water is cold.", "He is 30 years old."}) {
    EXPECT_EQ(Times(text), "none") << text;
  }
}

TEST(Times, GivesDaysAndPrecision) {
  EXPECT_EQ(Days("They left on Saturday."), "2018-01-13 2018-01-13 1");
  EXPECT_EQ(Days("They left last week."), "2018-01-08 2018-01-14 3");
  EXPECT_EQ(Days("They left last month."), "2017-12-01 2017-12-31 4");
  EXPECT_EQ(Days("They left in 2014."), "2014-01-01 2014-12-31 5");
  EXPECT_EQ(Days("They left at the weekend."), "2018-01-13 2018-01-14 2");
  EXPECT_EQ(Days("They have been there since 10 January."), "2018-01-10 2018-01-15 2");
  EXPECT_EQ(Days("They left in late December."), "2017-12-21 2017-12-31 4");
  EXPECT_EQ(Days("They left in mid-2016."), "2016-05-01 2016-08-31 5");
  EXPECT_EQ(Days("They left in late 2014."), "2014-09-01 2014-12-31 5");
  EXPECT_EQ(Days("They left in the first quarter of 2017."), "2017-01-01 2017-03-31 5");
  EXPECT_EQ(Days("They left on the eve of Ramadan 2017."), "2017-05-26 2017-05-26 1");
  EXPECT_EQ(Days("They will leave in the next two days."), "2018-01-15 2018-01-17 2");
  EXPECT_EQ(Days("They left on Saturday.", ""), "-");
  EXPECT_EQ(Days("They left last month.", ""), "-");
  EXPECT_EQ(Days("They left on 3 May 2017.", ""), "2017-05-03 2017-05-03 1");
  EXPECT_EQ(Times("They left two days ago.", ""), "two days ago = XXXX-XX-XX");
}

TEST(Times, FollowsANarrative) {
  const std::string text = "On 3 September 1939 the war began. In October the army left. In January it was back. On 9 April it struck. The following year it lost.";
  EXPECT_EQ(Times(text, ""), "On 3 September 1939 = 1939-09-03; In October = 1939-10; In January = 1940-01; On 9 April = 1940-04-09; The following year = 1941");
}

TEST(Times, TheStoryKeepsItsYear) {
  const Case cases[] = {
      // A date in a side clause, a bracket or an earlier past does not move the story; the year turns where the months do.
      {"In May 1944 the army attacked. It met troops that had come in late 1943. By June it had won.", "In May 1944 = 1944-05; in late 1943 = 1943; By June = 1944-06"},
      {"In March 1965 the town fell. A paper declassified in 2005 revealed this. On 4 August it burned.", "In March 1965 = 1965-03; in 2005 = 2005; On 4 August = 1965-08-04"},
      {"In December 1941 the war began. In January the army left. In November it was back.", "In December 1941 = 1941-12; In January = 1942-01; In November = 1942-11"},
      {"In April and June 1955 he won.", "In April = 1955-04; June 1955 = 1955-06"},
      {"In 480 BC the king came. The following year he left. By spring he was home.", "In 480 BC = BC0480; The following year = BC0479; By spring = BC0479-SP"},
      {"The war (264-241 BC) was long.", "264-241 BC = BC0264/BC0241"},
      {"It lasted into the 5th century BC and the 470s BC.", "the 5th century BC = BC04; the 470s BC = BC047"},
  };
  for (const Case& c : cases) EXPECT_EQ(Times(c.text, ""), c.times) << c.text;
}

TEST(Times, KeepsFeastsOfFiveCalendars) {
  EXPECT_EQ(Days("They fled during Ramadan 2017."), "2017-05-27 2017-06-25 4");
  EXPECT_EQ(Days("They fled on Eid al-Fitr 2018."), "2018-06-14 2018-06-16 2");  // a day either way
  EXPECT_EQ(Days("They fled on Good Friday 2018."), "2018-03-30 2018-03-30 1");
  EXPECT_EQ(Days("They fled on Orthodox Easter 2021."), "2021-05-02 2021-05-02 1");
  EXPECT_EQ(Days("They fled during Passover 2018."), "2018-03-31 2018-04-06 3");
  EXPECT_EQ(Days("They fled on the first day of Ramadan 2017."), "2017-05-27 2017-05-27 1");
  EXPECT_EQ(Times("They fled during Ramadan."), "during Ramadan = 2017-05-27/2017-06-25");
  EXPECT_EQ(Times("The truce will hold during Ramadan."), "during Ramadan = 2018-05-16/2018-06-14");
  EXPECT_EQ(Times("The Yom Kippur War and the Tet Offensive failed."), "none");
}

TEST(Times, CountsFromEvents) {
  const Case cases[] = {
      {"The town fell on 3 March 2017. Two days after the fall they left.", "on 3 March 2017 = 2017-03-03; Two days after the fall = 2017-03-05"},
      {"They left two days after the fall of Baghouz.", "two days after the fall of Baghouz = P2D"},
      {"They left two days after 3 March 2017.", "two days after 3 March 2017 = 2017-03-05"},
      {"They left the day after the attack.", "the day after the attack = P1D"},
      {"The town fell on 3 March 2017. A week after the town fell, they left.", "on 3 March 2017 = 2017-03-03; A week after the town fell = 2017-W10"},
      {"They left in the first two years of the war.", "in the first two years of the war = P2Y"},
      {"They fled after 9/11.", "after 9/11 = 2001-09-11"},
      {"Since the September 11 attacks they have fled.", "Since the September 11 = 2001-09-11"},
  };
  for (const Case& c : cases) EXPECT_EQ(Times(c.text), c.times) << c.text;
}

TEST(Times, CountsFromTheDateline) {
  // Written on Sunday the 14th, published on Tuesday the 16th.
  EXPECT_EQ(Days("They left yesterday.", "2018-10-16", "BEIRUT, Oct. 14 (Reuters)"), "2018-10-13 2018-10-13 1");
  EXPECT_EQ(Days("They left on Sunday.", "2018-10-16", "BEIRUT, Oct. 14"), "2018-10-14 2018-10-14 1");
  EXPECT_EQ(Days("They left yesterday.", "2018-01-02", "KABUL, 31 December (AP)"), "2017-12-30 2017-12-30 1");
  EXPECT_EQ(Days("They left yesterday.", "", "KABUL, 3 March 2017"), "2017-03-02 2017-03-02 1");
  EXPECT_EQ(Days("They left yesterday.", "", "SAN SALVADOR, 3 JAN 90"), "1990-01-02 1990-01-02 1");
  // A date far from the publication is not when it was written; a town with a figure is no date.
  EXPECT_EQ(Days("They left yesterday.", "2018-10-16", "BEIRUT, March 3"), "2018-10-15 2018-10-15 1");
  EXPECT_EQ(Days("They left yesterday.", "2018-10-16", "CAMP 16"), "2018-10-15 2018-10-15 1");
  // Without a year the values keep it open, and nothing has a day.
  EXPECT_EQ(Times("They left yesterday, on Oct. 12, last month and on Sunday.", "", "BEIRUT, Oct. 14"),
            "yesterday = XXXX-10-13; on Oct. 12 = XXXX-10-12; last month = XXXX-09; on Sunday = XXXX-WXX-7");
  EXPECT_EQ(Days("They left yesterday.", "", "BEIRUT, Oct. 14"), "-");
}

TEST(Times, KnowsWhatIsOver) {
  EXPECT_EQ(Days("They left earlier this week.", "2018-01-18"), "2018-01-15 2018-01-18 2");
  EXPECT_EQ(Days("They will leave later this month."), "2018-01-15 2018-01-31 4");
  EXPECT_EQ(Days("They left this year.", "2018-03-02"), "2018-01-01 2018-03-02 5");
  EXPECT_EQ(Days("They were killed overnight."), "2018-01-14 2018-01-15 2");
  EXPECT_EQ(Days("They have been there since 2011."), "2011-01-01 2018-01-15 5");
  EXPECT_EQ(Days("They have been there since 2011.", ""), "2011-01-01 open 5");
  EXPECT_EQ(Days("They left a year and a half ago."), "2016-07-01 2016-07-31 4");
  EXPECT_EQ(Days("The curfew was extended until May 1.", "2020-04-05"), "2020-05-01 2020-05-01 1");
  EXPECT_EQ(Days("They left this weekend.", "2019-06-24"), "2019-06-22 2019-06-23 2");
}

TEST(Times, LeavesNamesAlone) {
  for (const char* text : {"The Sunday Times reported it.", "The March 23 Movement attacked.", "Members of the 17 November group fled.", "Black September attacked.", "The Six-Day War was short.",
                           "The Daily Star reported it.", "The Arab Spring failed."}) {
    EXPECT_EQ(Times(text), "none") << text;
  }
}

/// Words of time thrown together at random, with and without a day to count from.
TEST(Times, AlwaysStartsBeforeItEnds) {
  const Table table = TheNumbersWorld().container->OpenTable("times.tsv").value();
  const size_t words = *table.Column("words");
  std::vector<std::string> parts = {"3", "31", "2018", "1999", "480", "29 February", "2018-13-45", "30/02/2017", "9/11", "0", "99999999999", "Ramadan", "the", "a", "of", "two", "half", ",", ".", "-", "(", ")", "\"",
                                    "attack", "the fall of the town", "they fled", "will", "May", "BC", "s", "'s", "Friday", "century", "million"};
  for (const Table::Row& row : table.rows()) parts.emplace_back(row.cells[words]);
  static Document doc;
  uint32_t seed = 12345;
  const auto next = [&](size_t size) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % size;
  };
  for (int n = 0; n < 1500; ++n) {
    std::string text = "They left";
    for (size_t i = 3 + next(14); i > 0; --i) {
      std::string part = parts[next(parts.size())];
      if (next(3) == 0 && part[0] >= 'a' && part[0] <= 'z') part[0] = static_cast<char>(part[0] - 32);
      text += (next(6) == 0 ? "" : " ") + part;
    }
    const char* days[] = {"2018-01-15", "", "2020-02-29", "0001-01-01", "9999-12-31"};
    const char* lines[] = {"", "BEIRUT, Oct. 14", "KABUL, 29 February", "X, 31 Feb. 2017"};
    TheNumbersWorld().Read(text, days[next(5)], true, doc, lines[next(4)]);
    uint32_t at = 0;
    for (const TimeMention& t : doc.times) {
      ASSERT_LE(at, t.span.begin) << text;
      ASSERT_LT(t.span.begin, t.span.end) << text;
      ASSERT_LE(t.span.end, doc.clean.size()) << text;
      at = t.span.end;
      ASSERT_FALSE(t.start == TimeMention::kNoDay && t.end != TimeMention::kNoDay) << text;
      const int32_t end = t.end == TimeMention::kNoDay ? t.start : t.end;  // "since" may be open
      ASSERT_LE(t.start, end) << text << ": " << t.timex;
      ASSERT_EQ(t.start == TimeMention::kNoDay, t.precision == 0) << text << ": " << t.timex;
      ASSERT_LE(t.precision, 5) << text;
      ASSERT_GE(t.confidence, 0) << text;
      ASSERT_LE(t.confidence, 1) << text;
    }
  }
}

TEST(Times, TakesDaysAndHoursOutOfTheQuantities) {
  static Document doc;
  TheNumbersWorld().Read("On 15 January 2018 at 10:30 about 40 people fled 6 km in 2 days; in May 20 people died.", "2018-01-15", true, doc);
  std::string out;
  for (const QuantityMention& q : doc.quantities) out += std::string(doc.text(q.estimate.span)) + (q.is_year ? " year" : "") + " " + std::string(q.estimate.unit) + "; ";
  EXPECT_EQ(out, "2018 year ; about 40 ; 6 km; 2 days; 20 ; ");
}

}  // namespace
}  // namespace dateline
