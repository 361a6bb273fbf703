#include "mentions/quantities.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <sstream>
#include <string>

#include "mentions/times_test_world.h"

namespace dateline {
namespace {

std::string Show(double value) {
  if (std::isnan(value)) return "-";
  std::ostringstream out;
  out.precision(15);
  out << value;
  return out.str();
}

std::string Show(const QuantityMention& q) {
  static constexpr const char* kHedges[] = {"exact", "about", "at_least", "at_most", "range", "vague"};
  const Estimate& e = q.estimate;
  std::string out = Show(e.low) + "/" + Show(e.best) + "/" + Show(e.high) + " " + kHedges[static_cast<size_t>(e.hedge)];
  if (const std::string_view unit = q.unit.empty() ? e.unit : q.unit; !unit.empty()) out += " " + std::string(unit);
  if (e.change != Change::kNone) out += e.change == Change::kUp ? " up" : " down";
  if (q.is_money) out += " money";
  if (q.is_ordinal) out += " ordinal";
  if (q.is_age) out += " age";
  if (q.is_year) out += " year";
  if (q.is_label) out += " label";
  if (q.is_more) out += " more";
  if (q.is_denied) out += " denied";
  return out;
}

/// With the whole that it is a part of.
std::string Show(const Document& doc, const QuantityMention& q) {
  return Show(q) + (q.part_of.valid() ? " of " + Show(doc.quantities[q.part_of.value].estimate.best) : "");
}

/// All quantities of a text, "; " between; "none" where there are none.
std::string Quantities(const std::string& text, bool with_times = false) {
  static Document doc;
  TheNumbersWorld().Read(text, "2018-01-15", with_times, doc);
  std::string out;
  for (const QuantityMention& q : doc.quantities) out += (out.empty() ? "" : "; ") + Show(doc, q);
  return out.empty() ? "none" : out;
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

TEST(Quantities, SpanHoldsHedgeNumberAndMoney) {
  EXPECT_EQ(Texts("More than 5,000 people paid about 200 euros, up to $30."), "More than 5,000; about 200 euros; up to $30");
  EXPECT_EQ(Texts("30 or more died between 2 and 3 a.m."), "30 or more");
  EXPECT_EQ(Texts("another 40 people"), "40");
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
    uint32_t at = 0;
    for (const QuantityMention& q : doc.quantities) {
      ASSERT_LE(at, q.tokens.begin) << text;
      ASSERT_LT(q.tokens.begin, q.tokens.end) << text;
      ASSERT_LE(q.tokens.end, doc.tokens.size()) << text << " | " << Show(q) << " " << q.tokens.begin << " " << doc.sentences.size();
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
