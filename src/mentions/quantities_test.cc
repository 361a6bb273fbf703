#include "mentions/quantities.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "mentions/describe.h"
#include "mentions/times_test_world.h"

namespace dateline {
namespace {

/// All quantities of a text, "; " between; "none" where there are none.
std::string Quantities(const std::string& text, bool with_times = false) {
  static Document doc;
  TheNumbersWorld().Read(text, "2018-01-15", with_times, doc);
  return DescribeQuantities(doc);
}

std::string Texts(const std::string& text) {
  static Document doc;
  TheNumbersWorld().Read(text, "", false, doc);
  std::string out;
  for (const QuantityMention& q : doc.quantities) out += (out.empty() ? "" : "; ") + std::string(doc.text(q.estimate.span));
  return out;
}

TEST(Quantities, EveryExampleOfTheTablesHolds) {
  for (const char* name : {"quantities.tsv", "units.tsv", "currencies.tsv"}) {
    const Table table = TheNumbersWorld().container->OpenTable(name).value();
    const size_t example = *table.Column("example"), expect = *table.Column("expect");
    for (const Table::Row& row : table.rows()) {
      if (row.cells[example].empty()) continue;
      EXPECT_EQ(Quantities(std::string(row.cells[example])), row.cells[expect]) << table.Where(row) << ": " << row.cells[example];
    }
  }
}

TEST(Quantities, EndlessDecimalsAreCutNotLost) {
  EXPECT_EQ(Quantities("It took 1." + std::string(400, '0') + " days."), "1/1/1 exact days");
  EXPECT_EQ(Quantities("It took 2.5" + std::string(400, '3') + " days.").find("2.5333"), 0u);
}

struct Case {
  const char* text;
  const char* quantities;
};

TEST(Quantities, ReadsFiguresAsWritten) {
  const Case cases[] = {
      {"The camp holds 5,000 people.", "5000/5000/5000 exact people"},
      {"The camp holds 5 000 people.", "5000/5000/5000 exact people"},
      {"The camp holds 12 345 678 people.", "12345678/12345678/12345678 exact people"},
      {"They lost 1.2 million head of cattle.", "1200000/1200000/1200000 exact head"},
      {"Some two and a half million people left.", "2250000/2500000/2750000 about people"},
      {"Two hundred and fifty villagers and thirty-six soldiers died.", "250/250/250 exact villagers; 36/36/36 exact soldiers"},
      {"One hundred twenty thousand five hundred people fled.", "120500/120500/120500 exact people"},
      {"A hundred thousand refugees crossed.", "100000/100000/100000 exact refugees"},
      {"A child died.", "none"},
      {"He drove a car.", "none"},
      {"Three dozen men and a dozen women died.", "36/36/36 exact men; 12/12/12 exact women"},
      {"Half a million people fled.", "500000/500000/500000 exact people"},
      {"Half of 800 men came home.", "400/400/400 exact men"},
      {"Over three-and-a-half million people and two and a half years.", "3500000/3500000/- at_least people; 2.5/2.5/2.5 exact years"},
      {"Three million three hundred thousand.", "3300000/3300000/3300000 exact"},
  };
  for (const Case& c : cases) EXPECT_EQ(Quantities(c.text), c.quantities) << c.text;
}

TEST(Quantities, ReadsHedgesAndRanges) {
  const Case cases[] = {
      {"About 25 people died.", "23/25/28 about people"},
      {"Roughly 647 families fled.", "582/647/712 about households"},
      {"More than a dozen people were killed.", "12/12/- at_least people"},
      {"At least several hundred people fled.", "300/500/- at_least people"},
      {"At least some 300 people fled.", "300/300/- at_least people"},
      {"Dozens more were hurt.", "24/36/99 vague more"},
      {"Several thousand people left.", "3000/5000/9999 vague people"},
      {"A few hundred stayed.", "200/400/999 vague"},
      {"No fewer than 70 were held.", "70/70/- at_least"},
      {"Between 20 and 30 people died.", "20/25/30 range people"},
      {"From 300 to 400 fighters came.", "300/350/400 range fighters"},
      {"Up to 20 or 30 men came.", "-/25/30 at_most men"},
      {"Some 2 to 3 million people are at risk.", "2000000/2500000/3000000 range people"},
      {"They paid between $20,000 and $30,000 each.", "20000/25000/30000 range USD money"},
      {"It cost $3bn.", "3000000000/3000000000/3000000000 exact USD money"},
      {"It cost US$ 1.5 million.", "1500000/1500000/1500000 exact USD money"},
      {"They paid 20,000 dollars.", "20000/20000/20000 exact USD money"},
      {"About 30 percent of 900 families left.", "27/30/33 about percent; 900/900/900 exact households"},
      {"The number rose from 20 to 30.", "20/30/30 range up"},
      {"The number rose to 40.", "40/40/40 exact"},
      {"Prices went up 19 per cent.", "19/19/19 exact percent up"},
      {"Some people came and many left.", "none"},
  };
  for (const Case& c : cases) EXPECT_EQ(Quantities(c.text), c.quantities) << c.text;
}

TEST(Quantities, KnowsWhatCountsNothing) {
  const Case cases[] = {
      {"The 26-year-old man died.", "26/26/26 exact years old age"},
      {"Omar Saleh, 26, was there.", "26/26/26 exact age"},
      {"Children aged 5 to 12 were there.", "5/8.5/12 range age"},
      {"In 2014 people fled.", "2014/2014/2014 exact year"},
      {"They killed 1950 civilians.", "1950/1950/1950 exact civilians"},
      {"They have fought since 2011.", "2011/2011/2011 exact year"},
      {"Security Council Resolution 2254 says so.", "none"},
      {"He carried an AK-47 and saw an F-16.", "none"},
      {"Covid-19 spread.", "none"},
      {"The 21st attack.", "21/21/21 exact ordinal"},
      {"The 1st Division left.", "1/1/1 exact ordinal"},
      {"They won 3-2.", "none"},
      {"Call 555-1234 or 020 7946 0958.", "none"},
      {"It came at 10:30.", "none"},
      {"It came at 9 a.m. and left at 5pm.", "none"},
      {"No one was there.", "none"},
      {"Route 66 was closed.", "none"},
      {"In the second half of the war they fled.", "2/2/2 exact ordinal"},
      {"The war of 1914-18 was long.", "1914/1914/1914 exact year; 18/18/18 exact year"},
  };
  for (const Case& c : cases) EXPECT_EQ(Quantities(c.text), c.quantities) << c.text;
}

TEST(Quantities, ReadsNumbersInWordsAndInManyScripts) {
  const Case cases[] = {
      {"A hundred or so men came.", "90/100/110 about"},
      {"Twenty-odd men came.", "18/20/22 about"},
      {"Nearly two million people fled.", "1800000/2000000/2000000 about people"},
      {"About 1.5m people fled.", "1350000/1500000/1650000 about people"},
      {"Some 50k people fled.", "45000/50000/55000 about people"},
      {"It cost 1,20,000 rupees.", "120000/120000/120000 exact INR money"},
      {"About 1 200 000 people fled.", "1080000/1200000/1320000 about people"},
      {"About 61, 000 people fled.", "54900/61000/67100 about people"},
      {"More than 2.000 miners fled.", "2000/2000/- at_least miners"},
      {"They have 2.14 lakh people in camps.", "214000/214000/214000 exact people"},
      {"A handful of men stayed.", "2/4/9 vague men"},
      {"Tens of thousands of people fled.", "10000/30000/99999 vague people"},
      {"Upwards of 70 men were taken.", "70/70/- at_least men"},
      {"Between 5 and 7 thousand people fled.", "5000/6000/7000 range people"},
      {"Some 5,000-6,000 people fled.", "5000/5500/6000 range people"},
      {"Two or three hundred men came.", "200/250/300 range men"},
      {"He waited half an hour and walked half a mile.", "0.5/0.5/0.5 exact hours; 0.5/0.5/0.5 exact miles"},
      {"2/3 of the 900 families left.", "600/600/600 exact households"},
      {"A quarter of a tonne of flour was one and two thirds metres high.", "0.25/0.25/0.25 exact tonnes; 1.666666667/1.666666667/1.666666667 exact m"},
      {"The price fell from 240 to 200 dollars.", "200/200/240 range USD down money"},
      {"Growth slowed from 4.8 to 4.7 percent.", "4.7/4.7/4.8 range percent down"},
      {"The number of the displaced rose from 20,000 to 30,000.", "20000/30000/30000 range up"},
  };
  for (const Case& c : cases) EXPECT_EQ(Quantities(c.text), c.quantities) << c.text;
}

TEST(Quantities, NamesWhatIsCountedOrMeasured) {
  const Case cases[] = {
      {"He shot at 30 mosques and three different bosses.", "30/30/30 exact mosques; 3/3/3 exact bosses"},
      {"They sold 14 first-team players and a 12-page document.", "14/14/14 exact players; 1/1/1 exact ordinal; 12/12/12 exact page"},
      {"The shares cost between $62 and $68 per share.", "62/65/68 range USD per share money"},
      {"They earn $5 an hour and 40 people a day come.", "5/5/5 exact USD per hour money; 40/40/40 exact people per day"},
      {"About 40 people a week later had fled.", "36/40/44 about people"},
      {"The car went 80km/h on 30 miles per gallon with 300 hp at 3000 rpm.", "80/80/80 exact km/h; 30/30/30 exact mpg; 300/300/300 exact hp; 3000/3000/3000 exact rpm"},
      {"A 5G network with 60GB at 2.4GHz and 30Mbps.", "5/5/5 exact G; 60/60/60 exact GB; 2.4/2.4/2.4 exact GHz; 30/30/30 exact Mbps"},
      {"They hold 50 km2 and 20 sq km of land.", "50/50/50 exact km2; 20/20/20 exact km2"},
      {"It was 40°C, then 30 degrees Celsius.", "40/40/40 exact degrees C; 30/30/30 exact degrees C"},
      {"It has a 7- or 8-inch screen and costs 8 or $9.", "7/7/7 exact inches; 8/8/8 exact inches; 8/8/8 exact USD money; 9/9/9 exact USD money"},
      {"It flew more than 100 kilometres (60 miles).", "100/100/- at_least km; 60/60/- at_least miles"},
      {"The index lost 190 points, or 0.6%, and the other gained by 1.2%.", "190/190/190 exact points down; 0.6/0.6/0.6 exact percent down; 1.2/1.2/1.2 exact percent up"},
      {"One of the women and 35m of its devices left.", "1/1/1 exact women; 35000000/35000000/35000000 exact devices"},
      {"The 15 year-old students met a six-month-old child.", "15/15/15 exact years old age; 6/6/6 exact months old age"},
      {"They met 460 Kia and Hyundai drivers.", "460/460/460 exact drivers"},
      {"The army fired a 155 mm shell.", "155/155/155 exact mm"},
  };
  for (const Case& c : cases) EXPECT_EQ(Quantities(c.text), c.quantities) << c.text;
}

TEST(Quantities, SaysWhatFiguresAreToOneAnother) {
  const Case cases[] = {
      {"At least 36 people, including 4 children and 3 women, were killed.", "36/36/- at_least people; 4/4/4 exact children of 36; 3/3/3 exact women of 36"},
      {"More than 350,000 people fled, of whom 76,000 returned.", "350000/350000/- at_least people; 76000/76000/76000 exact of 350000"},
      {"They took 36 men. Four of them were released.", "36/36/36 exact men; 4/4/4 exact of 36"},
      {"He killed 20 people and wounded dozens.", "20/20/20 exact people; 24/36/99 vague people"},
      {"Not 12 but 15 people died.", "12/12/12 exact denied; 15/15/15 exact people"},
      {"Fifteen people died, not 12.", "15/15/15 exact people; 12/12/12 exact denied"},
      {"Another 90 were hurt and 20 more died.", "90/90/90 exact more; 20/20/20 exact more"},
      {"A further 300 people fled.", "300/300/300 exact people more"},
      {"They are 40 more than last year.", "40/40/40 exact"},
      {"About 300 families (about 1,500 people) fled.", "270/300/330 about households; 1350/1500/1650 about people"},
      {"The 500 soldiers include 12 officers.", "500/500/500 exact soldiers; 12/12/12 exact officers"},
  };
  for (const Case& c : cases) EXPECT_EQ(Quantities(c.text), c.quantities) << c.text;
}

TEST(Quantities, KnowsNamesScoresAndAgesFromCounts) {
  const Case cases[] = {
      {"Ahmad Saleh, 26, drove on Highway 4 and the M4 with a T-72 and an F-16.", "26/26/26 exact age"},
      {"Brigade 47 and the 4th Division met in Room 12.", "4/4/4 exact ordinal"},
      {"They lost 1-2 and won 3-1.", "none"},
      {"The S&P 500 fell while they met at 10 Downing Street.", "none"},
      {"He was 34 and she is 71.", "34/34/34 exact age; 71/71/71 exact age"},
      {"Children aged nine, ten and 13 died.", "9/9/9 exact age; 10/10/10 exact age; 13/13/13 exact age"},
      {"Voters between the ages of 17 and 29 stayed away.", "17/23/29 range age"},
      {"He was born around 1970 and worked from roughly 1948 to 1951.", "1970/1970/1970 exact year; 1948/1948/1948 exact year; 1951/1951/1951 exact year"},
      {"The 2016 elections were held by No. 4.", "2016/2016/2016 exact year"},
      {"No-one came, and one's own house is one's own.", "none"},
      {"A category 4 hurricane and Game 2 are told on page 7 of Section 427.", "none"},
      {"A $5m deal and a $30 fee.", "5000000/5000000/5000000 exact USD money; 30/30/30 exact USD money"},
  };
  for (const Case& c : cases) EXPECT_EQ(Quantities(c.text), c.quantities) << c.text;
}

/// What is worked out of the figures of a text in which the words of `people` head parties.
std::string WorkedOut(const std::string& text, const std::vector<std::string>& people) {
  Document doc;
  TheNumbersWorld().Read(text, "2018-01-15", false, doc);
  for (uint32_t t = 0; t < doc.tokens.size(); ++t) {
    if (std::find(people.begin(), people.end(), doc.token(t)) == people.end()) continue;
    PartyMention party;
    party.tokens = {t, t + 1};
    party.head_token = t;
    party.is_people = true;
    doc.parties.push_back(party);
  }
  TheNumbersWorld().quantities->Relate(doc);
  std::string out;
  for (const QuantityMention& q : doc.worked_out) out += (out.empty() ? "" : "; ") + std::string(doc.text(q.estimate.span)) + " = " + Describe(doc, q);
  return out.empty() ? "none" : out;
}

TEST(Quantities, WorksOutListsAndShares) {
  const std::vector<std::string> people = {"child", "women", "soldiers", "policemen", "civilian", "men"};
  EXPECT_EQ(WorkedOut("A child and two women were killed.", people), "A child and two women = 3/3/3 exact people");
  EXPECT_EQ(WorkedOut("They killed three soldiers, about 20 policemen and a civilian.", people), "three soldiers, about 20 policemen and a civilian = 22/24/26 about people");
  EXPECT_EQ(WorkedOut("They killed three soldiers and women.", people), "none");
  EXPECT_EQ(WorkedOut("Two women met a child.", people), "none");
  EXPECT_EQ(WorkedOut("Some 40 per cent of the 2,000 displaced men returned.", people), "Some 40 per cent of the 2,000 = 720/800/880 about men of 2000");
  EXPECT_EQ(WorkedOut("They held 900 men. Two thirds of them were freed.", people), "Two thirds of them = 600/600/600 exact men of 900");
  EXPECT_EQ(WorkedOut("They held 900 men and 30 women. Half of them were freed.", people), "900 men and 30 women = 930/930/930 exact people");
}

TEST(Quantities, SpanHoldsHedgeNumberAndMoney) {
  EXPECT_EQ(Texts("More than 5,000 people paid about 200 euros, up to $30."), "More than 5,000; about 200 euros; up to $30");
  EXPECT_EQ(Texts("30 or more died between 2 and 3 a.m."), "30 or more");
  EXPECT_EQ(Texts("another 40 people"), "40");
}

/// What holds for every figure, whatever the text.
void ExpectSound(const Document& doc, const QuantityMention& q, const std::string& text) {
  const Estimate& e = q.estimate;
  ASSERT_TRUE(std::isfinite(e.best) && e.best >= 0) << text;
  ASSERT_TRUE(e.low_open() || e.low <= e.best) << text << " | " << Describe(doc, q);
  ASSERT_TRUE(e.high_open() || e.best <= e.high) << text << " | " << Describe(doc, q);
  ASSERT_TRUE(e.span.begin < e.span.end && e.span.end <= doc.clean.size()) << text;
  ASSERT_TRUE(q.tokens.begin < q.tokens.end && q.tokens.end <= doc.tokens.size()) << text;
  ASSERT_TRUE(q.noun == QuantityMention::kNoNoun || q.noun < doc.tokens.size()) << text;
  ASSERT_TRUE(!q.part_of.valid() || q.part_of.value < doc.quantities.size()) << text;
  ASSERT_TRUE(q.confidence > 0 && q.confidence < 1) << text;
}

/// The examples of the tables, cut and glued at random, with people in them.
TEST(Quantities, MutatedExamplesStaySound) {
  std::vector<std::string> words;
  for (const char* name : {"quantities.tsv", "units.tsv", "currencies.tsv"}) {
    const Table table = TheNumbersWorld().container->OpenTable(name).value();
    for (const Table::Row& row : table.rows()) {
      for (const std::string_view word : SplitList(row.cells[*table.Column("example")], ' ')) words.emplace_back(word);
    }
  }
  ASSERT_GT(words.size(), 300u);
  std::mt19937 random(11);
  static Document doc;
  for (int round = 0; round < 3000; ++round) {
    const size_t from = random() % words.size();
    std::string text;
    for (size_t n = 0; n < 24; ++n) {
      const std::string& word = words[random() % 4 ? (from + n) % words.size() : random() % words.size()];
      text += word;
      if (random() % 16) text += ' ';
      if (random() % 12 == 0) text.insert(random() % text.size(), 1, "(),.-/%$9 "[random() % 10]);
    }
    TheNumbersWorld().Read(text, round % 2 ? "2018-01-15" : "", true, doc);
    for (uint32_t t = 0; t < doc.tokens.size(); ++t) {
      if (doc.tokens.upos[t] != Upos::kNoun) continue;
      PartyMention party;
      party.tokens = {t, t + 1};
      party.head_token = t;
      party.is_people = true;
      doc.parties.push_back(party);
    }
    TheNumbersWorld().quantities->Relate(doc);
    for (const QuantityMention& q : doc.quantities) ExpectSound(doc, q, text);
    for (const QuantityMention& q : doc.worked_out) ExpectSound(doc, q, text);
  }
}

/// Random text: no crash, rows ordered and inside the text, low <= best <= high.
TEST(Quantities, AnyTextGivesOrderedRowsInBounds) {
  const char* kWords[] = {"about", "five", "hundred", "million", "a", "an", "half", "of", "the", "$", "20", "-", "30", "to", "and", "between", "2014", "1,000", "1,00", "3.5.6", "third", "quarter", "%",
                          "percent", "dollars", "years", "old", ",", ".", "up", "more", "than", "dozens", "tens", "thousands", "k", "m", "5m", "€3bn", "10:30", "9/11", "007", "+", "no", "one", "Resolution",
                          "99999999999999999999", "trillion", "21st", "in", "May", "Jan", "1990s", "last", "week", "ago", "every", "Monday", "summer", "from", "til", "’s", "é", "–", "15", "000", "several", "few"};
  std::mt19937 random(7);
  static Document doc;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (auto n = random() % 30; n > 0; --n) {
      text += kWords[random() % std::size(kWords)];
      if (random() % 4) text += ' ';
    }
    TheNumbersWorld().Read(text, round % 2 ? "2018-01-15" : "", true, doc);
    for (const QuantityMention& q : doc.worked_out) ExpectSound(doc, q, text);
    uint32_t at = 0;
    for (const QuantityMention& q : doc.quantities) {
      ExpectSound(doc, q, text);
      ASSERT_LE(at, q.tokens.begin) << text;
      ASSERT_LT(q.tokens.begin, q.tokens.end) << text;
      ASSERT_LE(q.tokens.end, doc.tokens.size()) << text << " | " << Describe(doc, q) << " " << q.tokens.begin << " " << doc.sentences.size();
      ASSERT_TRUE(q.tokens.Contains(q.number.begin) && q.number.end <= q.tokens.end && !q.number.empty()) << text;
      ASSERT_LE(q.estimate.span.end, doc.clean.size()) << text;
      const Estimate& e = q.estimate;
      ASSERT_TRUE(std::isfinite(e.best) && e.best >= 0) << text;
      ASSERT_TRUE(e.low_open() || e.low <= e.best) << text;
      ASSERT_TRUE(e.high_open() || e.best <= e.high) << text;
      at = q.tokens.begin;  // two figures may share a token ("1914-18")
    }
    uint32_t time_at = 0;
    for (const TimeMention& t : doc.times) {
      ASSERT_LE(time_at, t.span.begin) << text;
      ASSERT_LT(t.span.begin, t.span.end) << text;
      ASSERT_LE(t.span.end, doc.clean.size()) << text;
      ASSERT_LE(t.tokens.end, doc.tokens.size()) << text;
      ASSERT_TRUE(t.start == TimeMention::kNoDay || t.start <= t.end) << text;
      time_at = t.span.end;
    }
  }
}

}  // namespace
}  // namespace dateline
