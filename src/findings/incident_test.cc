#include "findings/incident.h"

#include <gtest/gtest.h>

#include "findings/origins.h"
#include "findings/test_claims.h"

namespace dateline {
namespace {

/// An occurrence of one claim: its first toll figures are the report's.
Occurrence One(const ClaimSet& set, uint32_t row) {
  const Claim& claim = set.claims[row];
  Occurrence out;
  out.report = claim.report;
  out.claims = {row};
  out.main = row;
  out.type = claim.type;
  out.mode = claim.mode;
  out.time = out.window = claim.time;
  out.figures.fill(kNoRow);
  for (uint32_t i = 0; i < claim.figures.count; ++i) {
    const uint32_t figure = claim.figures.begin + i;
    out.figures[static_cast<size_t>(set.figures[figure].slot)] = figure;
  }
  const auto rows = [&](Slice s, std::vector<uint32_t>& to) {
    for (uint32_t i = 0; i < s.count; ++i) to.push_back(s.begin + i);
  };
  rows(claim.places[0], out.places);
  rows(claim.parties[static_cast<size_t>(PartySlot::kActors)], out.actors);
  rows(claim.parties[static_cast<size_t>(PartySlot::kRecipients)], out.recipients);
  return out;
}

Finding Fuse(const ClaimSet& set, const Corrections& corrections = {}, FigureRule rule = FigureRule::kDateline) {
  std::vector<Occurrence> occurrences;
  for (uint32_t row = 0; row < set.claims.size(); ++row) occurrences.push_back(One(set, row));
  std::vector<const Occurrence*> pointers;
  for (const Occurrence& o : occurrences) pointers.push_back(&o);
  return MakeIncident(TestTools(set, corrections, rule), pointers);
}

const std::string kAttack = R"("type":"ASSAULT","mode":"explosives",)" + Place("place", "Dar Amin", 11, 36.2, 37.1) + "," + Day("2018-01-15");

TEST(Incident, KeepsTheBestOfEachReportAndNamesTheQuarrel) {
  TestClaims claims;
  claims.Report("a", "Northgate Wire", "2018-01-15");
  claims.Record("event", kAttack + "," + Figure("killed", 12));
  claims.Report("b", "The Ostermoor Tribune", "2018-01-15");
  claims.Record("event", kAttack + R"(,"actors":[{"text":"gunmen"}],)" + Figure("killed", 30));
  const Finding incident = Fuse(claims.set);
  EXPECT_EQ(incident.type, "ASSAULT");
  EXPECT_EQ(IsoDay(incident.time.start), "2018-01-15");
  EXPECT_EQ(incident.actors.size(), 1u);
  EXPECT_EQ(incident.clarity, 1);
  EXPECT_EQ(incident.origins, 2u);
  const FindingFigure* killed = incident.Figure(FigureSlot::kKilled);
  ASSERT_NE(killed, nullptr);
  EXPECT_LE(killed->figure.low, 12);
  EXPECT_GE(killed->figure.high, 30);
  ASSERT_EQ(incident.contradictions.size(), 1u);
  EXPECT_EQ(incident.contradictions[0].what, "killed");
}

TEST(Incident, ACopyIsNoSecondVote) {
  TestClaims claims;
  claims.Report("a", "Northgate Wire", "2018-01-15");
  claims.Record("event", kAttack + "," + Figure("killed", 12));
  claims.Report("b", "The Ostermoor Tribune", "2018-01-16");
  claims.set.reports.back().origin = 0;
  claims.Record("event", kAttack + "," + Figure("killed", 12));
  const Finding incident = Fuse(claims.set);
  EXPECT_EQ(incident.origins, 1u);
  EXPECT_TRUE(incident.claims[1].copy);
  EXPECT_EQ(incident.credibility, 3);  // one source
}

TEST(Incident, OneMinistryQuotedByTwoPapersIsOneVote) {
  TestClaims claims;
  const std::string ministry = "," + Says("the interior ministry", "official", "interior ministry");
  claims.Report("a", "Northgate Wire", "2018-01-15");
  claims.Record("event", kAttack + "," + Figure("killed", 12) + ministry);
  claims.Report("b", "The Ostermoor Tribune", "2018-01-15");
  claims.Record("event", kAttack + "," + Figure("killed", 12) + ministry);
  EXPECT_EQ(Fuse(claims.set).origins, 1u);
}

TEST(Incident, IsDoubtfulWhereItIsDenied) {
  TestClaims claims;
  claims.Report("a", "Northgate Wire", "2018-01-15");
  claims.Record("event", kAttack + "," + Figure("killed", 12));
  claims.Report("b", "The Ostermoor Tribune", "2018-01-16");
  claims.Record("event", kAttack + R"(,"stance":{"polarity":"denied","certainty":"asserted","time":"past"},)" + Says("the army", "official", "army"));
  const Finding incident = Fuse(claims.set);
  EXPECT_EQ(incident.credibility, 4);
  ASSERT_FALSE(incident.contradictions.empty());
  EXPECT_EQ(incident.contradictions.back().what, "happened");
}

TEST(Incident, PartsAddUpToBest) {
  TestClaims claims;
  claims.Report("a", "Northgate Wire", "2018-01-15");
  claims.Record("event", kAttack + "," + Figure("killed", 12));
  claims.Report("b", "The Ostermoor Tribune", "2018-01-15");
  claims.Record("event", kAttack + R"(,"killed":{"low":8,"best":8,"high":8,"hedge":"exact","unit":"people","text":"eight","who":"eight civilians"})");
  std::vector<Occurrence> occurrences = {One(claims.set, 0), One(claims.set, 1)};
  occurrences[1].figures.fill(kNoRow);  // the second report gives no figure for the whole
  const std::vector<const Occurrence*> pointers = {&occurrences[0], &occurrences[1]};
  const Corrections none;
  const Finding incident = MakeIncident(TestTools(claims.set, none), pointers);
  const FindingFigure* killed = incident.Figure(FigureSlot::kKilled);
  ASSERT_NE(killed, nullptr);
  ASSERT_EQ(killed->parts.size(), 2u);
  EXPECT_EQ(killed->parts[0], (std::pair<std::string, double>{"civilians", 8}));
  EXPECT_EQ(killed->parts[0].second + killed->parts[1].second, killed->figure.best);
}

TEST(Incident, LossesOfTwoSidesAreAddedNeverChosenBetween) {
  TestClaims claims;
  claims.Report("a", "Northgate Wire", "2018-01-15");
  claims.Record("event", kAttack + R"(,"recipients":[{"text":"soldiers","role":"soldiers"}],)" + Figure("killed", 30));
  claims.Report("b", "The Ostermoor Tribune", "2018-01-15");
  claims.Record("event", kAttack + R"(,"recipients":[{"text":"militants","role":"fighters"}],)" + Figure("killed", 200, "at_least"));
  const Finding incident = Fuse(claims.set);
  const FindingFigure* killed = incident.Figure(FigureSlot::kKilled);
  ASSERT_NE(killed, nullptr);
  EXPECT_EQ(killed->figure.best, 230);
  EXPECT_EQ(killed->parts, (std::vector<std::pair<std::string, double>>{{"soldiers", 30}, {"fighters", 200}}));
  EXPECT_EQ(killed->figure.claims.size(), 2u);
}

TEST(Incident, ADigitSetByAPersonStands) {
  TestClaims claims;
  claims.Report("a", "Northgate Wire", "2018-01-15");
  claims.Record("event", kAttack);
  Corrections corrections;
  corrections.credibility[0] = '5';
  EXPECT_EQ(Fuse(claims.set, corrections).credibility, 5);
}

TEST(Origins, SpeakersWhoCouldBeAnybodyStandForTheReport) {
  TestClaims claims;
  claims.Report("a", "Northgate Wire", "2018-01-15");
  claims.Record("event", kAttack + "," + Says("officials", "official"));
  claims.Record("event", kAttack);
  EXPECT_EQ(OriginOf(claims.set, claims.set.claims[0]).key, OriginOf(claims.set, claims.set.claims[1]).key);
  for (const char* nobody : {"a hospital doctor", "Analysts", "rescue workers"}) {
    const uint32_t row = claims.Record("event", kAttack + "," + Says(nobody, "organization"));
    EXPECT_EQ(OriginOf(claims.set, claims.set.claims[row]).key, OriginOfReport(claims.set, 0).key) << nobody;
  }
  for (const char* somebody : {"the interior ministry", "Norwegian Refugee Council", "UNHCR"}) {
    const uint32_t row = claims.Record("event", kAttack + "," + Says(somebody, "official"));
    EXPECT_NE(OriginOf(claims.set, claims.set.claims[row]).key, OriginOfReport(claims.set, 0).key) << somebody;
  }
  EXPECT_EQ(PlainName("The Interior Ministry's  Press Office"), "interior ministry press office");
}

}  // namespace
}  // namespace dateline
