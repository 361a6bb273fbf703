#include "findings/flows.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "findings/test_claims.h"

namespace dateline {
namespace {

const std::string kOrigin = Place("origin", "Dar Amin", 11, 36.20, 37.10);
const std::string kElsewhere = Place("origin", "Tal Zahr", 12, 35.10, 40.20);
const std::string kDestination = Place("destination", "Kilis", 21, 36.71, 37.11, "TUR");

std::string Fled(const std::string& rest) { return R"("manner":"fled","people":{"text":"families"},)" + rest; }

TEST(Flows, TwoSourcesOnOneMovementAreOneFlowWithBothCounts) {
  TestClaims claims;
  claims.Report("a", "Northgate Wire", "2018-02-10");
  claims.Record("movement", Fled(kOrigin + "," + kDestination + "," + Figure("count", 3000) + "," + Day("2018-02-08")));
  claims.Report("b", "The Ostermoor Tribune", "2018-02-12");
  claims.Record("movement", Fled(kOrigin + "," + Figure("count", 4500) + "," + Day("2018-02-10")));
  const Corrections none;
  const auto flows = MakeFlows(TestTools(claims.set, none));
  ASSERT_EQ(flows.size(), 1u);
  EXPECT_EQ(flows[0].origins, 2u);
  EXPECT_EQ(flows[0].reports.size(), 2u);
  ASSERT_EQ(flows[0].destination.size(), 1u);
  const FindingFigure* count = flows[0].Figure(FigureSlot::kCount);
  ASSERT_NE(count, nullptr);
  EXPECT_LE(count->figure.low, 3000);
  EXPECT_GE(count->figure.high, 4500);
}

TEST(Flows, OtherPlacesMannersCrowdsAndMonthsAreOtherFlows) {
  TestClaims claims;
  claims.Report("a", "Northgate Wire", "2018-02-10");
  claims.Record("movement", Fled(kOrigin + "," + Day("2018-02-08")));
  claims.Record("movement", Fled(kElsewhere + "," + Day("2018-02-08")));
  claims.Record("movement", R"("manner":"returned","people":{"text":"families"},)" + kOrigin + "," + Day("2018-02-08"));
  claims.Record("movement", R"("manner":"fled","people":{"text":"fighters"},)" + kOrigin + "," + Day("2018-02-08"));
  claims.Record("movement", Fled(kOrigin + "," + Day("2018-09-08")));
  const Corrections none;
  EXPECT_EQ(MakeFlows(TestTools(claims.set, none)).size(), 5u);
}

TEST(Flows, PlannedAndRejectedMovementsAreNone) {
  TestClaims claims;
  claims.Report("a", "Northgate Wire", "2018-02-10");
  claims.Record("movement", Fled(kOrigin + R"(,"stance":{"polarity":"affirmed","certainty":"asserted","time":"future"})"));
  const uint32_t wrong = claims.Record("movement", Fled(kElsewhere));
  Corrections corrections;
  corrections.rejected.assign(claims.set.claims.size(), 0);
  corrections.rejected[wrong] = 1;
  EXPECT_TRUE(MakeFlows(TestTools(claims.set, corrections)).empty());
}

TEST(Flows, TheWayOfOnePersonIsNone) {
  TestClaims claims;
  claims.Report("a", "Northgate Wire", "2018-02-10");
  claims.Record("movement", R"("manner":"fled","people":{"text":"Salma Haddad","person":"Salma Haddad"},)" + kOrigin);
  const Corrections none;
  EXPECT_TRUE(MakeFlows(TestTools(claims.set, none)).empty());
}

TEST(Flows, PricesStandByCurrencyAndYear) {
  TestClaims claims;
  claims.Report("a", "Northgate Wire", "2018-02-10");
  const std::string price = R"("price":{"low":300,"best":300,"high":300,"hedge":"exact","unit":"USD","text":"$300"},"per":"person")";
  claims.Record("movement", R"("manner":"smuggled","people":{"text":"families"},)" + kOrigin + "," + kDestination + "," + price);
  const Corrections none;
  const auto flows = MakeFlows(TestTools(claims.set, none));
  ASSERT_EQ(flows.size(), 1u);
  const FindingFigure* found = flows[0].Figure(FigureSlot::kPrice);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->unit, "USD");
  EXPECT_EQ(found->per, "person");
  EXPECT_EQ(found->year, "2018");
  EXPECT_EQ(found->figure.best, 300);
}

TEST(Series, OnePlaceOverTimeIsOneSeriesAndItsFigureIsTheLatest) {
  TestClaims claims;
  const std::string camp = R"("state":"displaced","people":{"text":"people"},)" + Place("place", "Camp One", 31, 36.0, 40.0);
  claims.Report("a", "Northgate Wire", "2019-01-10");
  claims.Record("stock", camp + "," + Figure("count", 40000) + "," + Day("2019-01-09"));
  claims.Report("b", "The Ostermoor Tribune", "2019-03-10");
  claims.Record("stock", camp + "," + Figure("count", 62000) + "," + Day("2019-03-08"));
  const Corrections none;
  const auto series = MakeSeries(TestTools(claims.set, none), {});
  ASSERT_EQ(series.size(), 1u);
  ASSERT_EQ(series[0].series.size(), 2u);
  EXPECT_EQ(series[0].series[0].figure.best, 40000);
  EXPECT_EQ(series[0].Figure(FigureSlot::kCount)->figure.best, 62000);
}

TEST(Series, ARunningTotalIsAFigureOfItsOwn) {
  TestClaims claims;
  claims.Report("a", "Northgate Wire", "2019-01-10");
  claims.Record("event", R"("type":"ASSAULT",)" + Place("place", "Dar Amin", 11, 36.2, 37.1) + "," + Figure("killed", 400));
  Occurrence total;
  total.claims = {0};
  total.total = true;
  total.places = {0};
  total.time = {17000, 17900, 5};
  total.figures.fill(kNoRow);
  total.figures[0] = 0;
  const Corrections none;
  const auto series = MakeSeries(TestTools(claims.set, none), std::span(&total, 1));
  ASSERT_EQ(series.size(), 1u);
  EXPECT_EQ(series[0].type, "killed total");
  EXPECT_EQ(series[0].Figure(FigureSlot::kKilled)->figure.best, 400);
  EXPECT_EQ(series[0].time.start, 17000);
}

TEST(ControlLines, AChangeOfHandsEndsTheStretchBefore) {
  TestClaims claims;
  const std::string town = Place("place", "Dar Amin", 11, 36.2, 37.1);
  claims.Report("a", "Northgate Wire", "2018-03-02");
  claims.Record("control", R"("change":"held","holder":{"text":"the Red Column"},)" + town + "," + Day("2018-03-01"));
  claims.Report("b", "The Ostermoor Tribune", "2018-03-19");
  claims.Record("control", R"("change":"captured","holder":{"text":"the army"},)" + town + "," + Day("2018-03-18"));
  const Corrections none;
  const auto lines = MakeControlLines(TestTools(claims.set, none));
  ASSERT_EQ(lines.size(), 1u);
  ASSERT_EQ(lines[0].series.size(), 2u);
  EXPECT_EQ(IsoDay(lines[0].series[0].end), "2018-03-18");
  EXPECT_EQ(lines[0].series[1].holder, "the army");
  EXPECT_FALSE(lines[0].series[0].contested);
}

TEST(ControlLines, TwoHoldersAtOnceByTwoSourcesStayContested) {
  TestClaims claims;
  const std::string town = Place("place", "Dar Amin", 11, 36.2, 37.1);
  claims.Report("a", "Northgate Wire", "2018-03-19");
  claims.Record("control", R"("change":"held","holder":{"text":"the Red Column"},)" + town + "," + Day("2018-03-18"));
  claims.Report("b", "The Ostermoor Tribune", "2018-03-19");
  claims.Record("control", R"("change":"held","holder":{"text":"the army"},)" + town + "," + Day("2018-03-18"));
  const Corrections none;
  const auto lines = MakeControlLines(TestTools(claims.set, none));
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].type, "contested");
  EXPECT_TRUE(lines[0].series[0].contested && lines[0].series[1].contested);
  ASSERT_EQ(lines[0].contradictions.size(), 1u);
}

/// The order in which reports are read must not show in what comes out.
TEST(Flows, DoNotDependOnTheOrderOfReports) {
  const auto ids = [](bool backwards) {
    TestClaims claims;
    for (int i = 0; i < 12; ++i) {
      const int n = backwards ? 11 - i : i;
      claims.Report(fmt::format("r{}", n), n % 2 == 0 ? "Northgate Wire" : "The Ostermoor Tribune", fmt::format("2018-02-{:02}", 10 + n));
      claims.Record("movement", Fled((n % 3 == 0 ? kElsewhere : kOrigin) + "," + Figure("count", 1000 + 700 * n) + "," + Day(fmt::format("2018-02-{:02}", 2 + 2 * n))));
    }
    const Corrections none;
    std::vector<std::string> out;
    for (const Finding& f : MakeFlows(TestTools(claims.set, none))) {
      const FusedFigure& figure = f.Figure(FigureSlot::kCount)->figure;
      out.push_back(fmt::format("{} {} {} {} {} {}", f.id.Hex(), f.time.start, f.time.end, figure.low, figure.best, figure.high));
    }
    std::sort(out.begin(), out.end());
    return out;
  };
  EXPECT_EQ(ids(false), ids(true));
}

}  // namespace
}  // namespace dateline
