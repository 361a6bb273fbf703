#include "findings/figures.h"

#include <gtest/gtest.h>

#include "findings/test_figures.h"

namespace dateline {
namespace {

FigureClaim With(FigureClaim claim, auto change) {
  change(claim);
  return claim;
}
FigureClaim By(ClaimSide side, FigureClaim claim) {
  claim.side = side;
  return claim;
}
FigureClaim Letter(char letter, FigureClaim claim) {
  claim.letter = letter;
  return claim;
}
FigureClaim Origin(uint32_t origin, FigureClaim claim) {
  claim.origin = origin;
  return claim;
}
FigureClaim Part(FigureWho who, FigureClaim claim, uint32_t of = 0) {
  claim.key.who = who;
  claim.key.of = of;
  return claim;
}

// The example of the issue: twenty outlets say 12, "dozens", 30 and "at least 36, the ministry said".
std::vector<FigureClaim> FourWords() { return {Claim(1, 12), Dozens(2), Claim(3, 30), AtLeast(4, 36)}; }

TEST(FigureNames, AreFoundAndListed) {
  for (size_t i = 0; i < kFigureRules; ++i) {
    const auto rule = static_cast<FigureRule>(i);
    ASSERT_TRUE(FigureRuleByName(Name(rule)));
    EXPECT_EQ(*FigureRuleByName(Name(rule)), rule);
  }
  const auto wrong = FigureRuleByName("median");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().expected, "one of dateline, ucdp, acled, gtd, airwars, ibc, idmc");
}

TEST(FigureNames, EveryUseHasItsOwnNameAndLine) {
  std::vector<std::string_view> names;
  for (size_t i = 0; i < kClaimUses; ++i) {
    names.push_back(Name(static_cast<ClaimUse>(i)));
    EXPECT_FALSE(Describe(static_cast<ClaimUse>(i)).empty());
  }
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::unique(names.begin(), names.end()), names.end());
}

TEST(Figures, EveryRuleGivesWhatAllSay) {
  for (size_t i = 0; i < kFigureRules; ++i) {
    const auto figure = Fused(static_cast<FigureRule>(i), {Claim(1, 7), Claim(2, 7), Claim(3, 7)});
    EXPECT_EQ(Numbers(figure), "7/7/7") << Name(static_cast<FigureRule>(i));
    EXPECT_FALSE(figure.contested);
    EXPECT_FALSE(figure.logic.empty());
  }
}

TEST(Figures, NothingIsGivenWithoutAClaim) {
  for (size_t i = 0; i < kFigureRules; ++i) {
    const auto rule = static_cast<FigureRule>(i);
    EXPECT_EQ(Numbers(Fused(rule, {})), "none");
    EXPECT_EQ(Numbers(Fused(rule, {With(Claim(1, 7), [](FigureClaim& c) { c.denied = true; })})), "none");
    EXPECT_EQ(Numbers(Fused(rule, {Letter('E', Claim(1, 7))})), "none");
    EXPECT_EQ(Numbers(Fused(rule, {With(Claim(1, 7), [](FigureClaim& c) { c.confidence = 0.05f; })})), "none");
  }
}

TEST(Ucdp, TakesTheLowestUnlessOneSourceIsMoreReliable) {
  EXPECT_EQ(Numbers(Fused(FigureRule::kUcdp, FourWords())), "12/12/36");
  EXPECT_EQ(Numbers(Fused(FigureRule::kUcdp, {Claim(1, 12), Letter('B', Claim(2, 30)), Letter('C', Claim(3, 20))})), "12/30/30");
  EXPECT_EQ(Numbers(Fused(FigureRule::kUcdp, {Dozens(1)})), "24/24/24");
  EXPECT_EQ(Numbers(Fused(FigureRule::kUcdp, {Stretch(1, 20, 25, 30, Hedge::kRange)})), "20/20/30");
}

TEST(Ucdp, PutsAPartysWordOnItsEnemyInHighOnly) {
  const auto figure = Fused(FigureRule::kUcdp, {Claim(1, 5), By(ClaimSide::kEnemy, Claim(2, 40))});
  EXPECT_EQ(Numbers(figure), "5/5/40");
  EXPECT_EQ(Uses(figure), "1 counted, 2 high_only");
  EXPECT_EQ(Numbers(Fused(FigureRule::kUcdp, {By(ClaimSide::kEnemy, Claim(2, 40))})), "0/0/40");
}

TEST(Acled, TakesTheMostConservativeAndItsOwnWords) {
  const auto figure = Fused(FigureRule::kAcled, {Claim(1, 13), Dozens(2), Claim(3, 30)});
  EXPECT_EQ(Numbers(figure), "12/12/12");
  EXPECT_EQ(Uses(figure), "1 noted, 2 counted, 3 noted");
  EXPECT_EQ(Numbers(Fused(FigureRule::kAcled, {Stretch(1, 10, 30, 99, Hedge::kVague, "tens of civilians")})), "10/10/10");
  EXPECT_EQ(Numbers(Fused(FigureRule::kAcled, {Stretch(1, 200, 300, 999, Hedge::kVague, "hundreds")})), "100/100/100");
  EXPECT_EQ(Numbers(Fused(FigureRule::kAcled, {Stretch(1, 3, 5, 9, Hedge::kVague, "several people")})), "3/3/3");
  EXPECT_EQ(Numbers(Fused(FigureRule::kAcled, {Stretch(1, 24000, 36000, 99000, Hedge::kVague, "dozens of thousands")})), "24000/24000/24000");
  EXPECT_EQ(Numbers(Fused(FigureRule::kAcled, {AtMost(1, 9), Claim(2, 11)})), "11/11/11");
}

TEST(Acled, ReadsAPluralWithoutANumberByTheZone) {
  const FigureClaim people = Stretch(1, kOpenEnd, kOpenEnd, kOpenEnd, Hedge::kVague, "people");
  EXPECT_EQ(Numbers(TestRules().Fuse(FigureRule::kAcled, {}, {{people}}, {.active_war = true})), "10/10/10");
  EXPECT_EQ(Numbers(TestRules().Fuse(FigureRule::kAcled, {}, {{people}}, {.active_war = false})), "3/3/3");
}

TEST(Gtd, TakesTheLatestThenTheMajorityThenTheLowest) {
  EXPECT_EQ(Numbers(Fused(FigureRule::kGtd, {Claim(1, 12, 100), Claim(2, 30, 101)})), "30/30/30");
  EXPECT_EQ(Numbers(Fused(FigureRule::kGtd, {Claim(1, 12), Claim(2, 30), Claim(3, 30)})), "30/30/30");
  EXPECT_EQ(Numbers(Fused(FigureRule::kGtd, {Claim(1, 12), Claim(2, 30), Claim(3, 14)})), "12/12/12");
  const auto figure = Fused(FigureRule::kGtd, {Claim(1, 12, 100), By(ClaimSide::kEnemy, Claim(2, 50, 105)), Claim(3, 14, 101)});
  EXPECT_EQ(Numbers(figure), "14/14/14");
  EXPECT_EQ(Uses(figure), "1 not_latest, 2 perpetrator, 3 counted");
  EXPECT_EQ(Numbers(Fused(FigureRule::kGtd, {By(ClaimSide::kEnemy, Claim(2, 50))})), "none");
}

TEST(Airwars, GivesSmallestToLargestAndAGrade) {
  const auto figure = Fused(FigureRule::kAirwars, {Claim(1, 12), Claim(2, 30)});
  EXPECT_EQ(Numbers(figure), "12/12/30");
  EXPECT_FALSE(figure.provisional);
  EXPECT_NE(figure.logic.find("graded fair"), std::string::npos);
  EXPECT_TRUE(Fused(FigureRule::kAirwars, {Claim(1, 12)}).provisional);
  EXPECT_NE(Fused(FigureRule::kAirwars, {By(ClaimSide::kEnemy, Claim(1, 12))}).logic.find("graded confirmed"), std::string::npos);
}

TEST(Ibc, AsksForTwoSources) {
  EXPECT_TRUE(Fused(FigureRule::kIbc, {Claim(1, 12), Origin(1, Claim(2, 12))}).provisional);
  const auto figure = Fused(FigureRule::kIbc, {Claim(1, 12), Claim(2, 14), Claim(3, 14)});
  EXPECT_EQ(Numbers(figure), "12/14/14");
  EXPECT_FALSE(figure.provisional);
  EXPECT_EQ(Numbers(Fused(FigureRule::kIbc, {Claim(1, 12), Claim(2, 14)})), "12/12/14");
}

TEST(Idmc, RecommendsOneAndKeepsTheOthersBeside) {
  FigureKey key;
  key.kind = FigureKind::kMovement;
  std::vector<FigureClaim> claims = {Claim(1, 5000, 100), AtLeast(2, 7000, 103), Letter('B', AtLeast(3, 4200, 101))};
  for (FigureClaim& claim : claims) claim.key = key;
  const auto figure = Fused(FigureRule::kIdmc, claims, key);
  EXPECT_EQ(Numbers(figure), "4200/4200/-");
  EXPECT_EQ(Uses(figure), "1 triangulation, 2 triangulation, 3 counted");
  EXPECT_NE(figure.logic.find("recommended: at least 4,200"), std::string::npos);
  EXPECT_NE(figure.logic.find("triangulation: 2 claims (5,000, at least 7,000)"), std::string::npos);
}

TEST(DatelineRule, FusesWordsAndBounds) {
  const auto figure = Fused(FigureRule::kDateline, FourWords());
  EXPECT_EQ(Numbers(figure), "12/30/-");  // nobody says more than "at least 36"
  EXPECT_TRUE(figure.contested);
  EXPECT_EQ(figure.origins, 4u);
  EXPECT_EQ(Uses(figure), "1 counted, 2 counted, 3 counted, 4 floor");
  EXPECT_TRUE(figure.claims.size() == 4 && !figure.claims[0].outside);
}

TEST(DatelineRule, OneClaimIsTakenAsItStands) {
  EXPECT_EQ(Numbers(Fused(FigureRule::kDateline, {Claim(1, 7)})), "7/7/7");
  EXPECT_EQ(Numbers(Fused(FigureRule::kDateline, {Claim(1, 20)})), "20/20/20");
  EXPECT_EQ(Numbers(Fused(FigureRule::kDateline, {Claim(1, 40)})), "36/40/44");  // most likely rounded
  EXPECT_EQ(Numbers(Fused(FigureRule::kDateline, {Claim(1, 1200)})), "1150/1200/1250");
  EXPECT_EQ(Numbers(Fused(FigureRule::kDateline, {Claim(1, 5000)})), "4500/5000/5500");
  EXPECT_EQ(Numbers(Fused(FigureRule::kDateline, {AtLeast(1, 36)})), "36/36/-");
  EXPECT_EQ(Numbers(Fused(FigureRule::kDateline, {AtMost(1, 36)})), "0/36/36");
  EXPECT_EQ(Numbers(Fused(FigureRule::kDateline, {Dozens(1)})), "24/36/99");
}

TEST(DatelineRule, BoundsThatAgreeAddNoDoubt) {
  EXPECT_EQ(Numbers(Fused(FigureRule::kDateline, {Claim(1, 36), AtLeast(2, 36)})), "36/36/36");
  EXPECT_EQ(Numbers(Fused(FigureRule::kDateline, {Claim(1, 31), Dozens(2)})), "31/31/31");
  EXPECT_EQ(Numbers(Fused(FigureRule::kDateline, {AtMost(1, 36), Claim(2, 36)})), "36/36/36");
}

TEST(DatelineRule, APartyIsAFloorOnItsOwnAndACeilingOnItsEnemy) {
  const auto figure = Fused(FigureRule::kDateline, {By(ClaimSide::kOwn, Claim(1, 5)), By(ClaimSide::kEnemy, Claim(2, 31))});
  EXPECT_EQ(Numbers(figure), "5/5/31");
  EXPECT_EQ(Uses(figure), "1 floor, 2 ceiling");
  EXPECT_TRUE(figure.contested);
  EXPECT_EQ(Numbers(Fused(FigureRule::kDateline, {By(ClaimSide::kEnemy, Claim(1, 31))})), "0/31/31");
  EXPECT_EQ(Numbers(Fused(FigureRule::kDateline, {By(ClaimSide::kOwn, Claim(1, 5))})), "5/5/-");
  EXPECT_EQ(Numbers(Fused(FigureRule::kDateline, {By(ClaimSide::kOwn, Claim(1, 5)), Claim(2, 12), By(ClaimSide::kEnemy, Claim(3, 31))})), "5/12/31");
}

TEST(DatelineRule, KilledOrWoundedBoundsTheKilled) {
  EXPECT_EQ(Numbers(Fused(FigureRule::kDateline, {With(Claim(1, 31), [](FigureClaim& c) { c.with_wounded = true; })})), "0/31/31");
  EXPECT_EQ(Numbers(Fused(FigureRule::kAcled, {With(Claim(1, 3), [](FigureClaim& c) { c.with_wounded = true; }), Claim(2, 4)})), "4/4/4");
}

TEST(DatelineRule, TheNewerTollOutweighsTheOlder) {
  EXPECT_EQ(Fused(FigureRule::kDateline, {Claim(1, 12, 100), Claim(2, 36, 103)}).best, 36);
  EXPECT_EQ(Fused(FigureRule::kDateline, {Claim(1, 12, 100), Claim(2, 14, 100), Claim(3, 36, 106)}).best, 36);
  EXPECT_EQ(Numbers(Fused(FigureRule::kDateline, {Claim(1, 12, 100), Claim(2, 36, 110)})), "36/36/36");
}

TEST(DatelineRule, ATollDoesNotFallWithoutAWordOfRevision) {
  EXPECT_EQ(Fused(FigureRule::kDateline, {Claim(1, 36, 100), Claim(2, 12, 110)}).best, 36);
  EXPECT_EQ(Fused(FigureRule::kDateline, {Claim(1, 36, 100), With(Claim(2, 12, 110), [](FigureClaim& c) { c.correction = true; })}).best, 12);
  const auto same = Fused(FigureRule::kDateline, {Claim(1, 36, 100), Origin(1, Claim(2, 12, 103))});
  EXPECT_EQ(Numbers(same), "36/36/36");
  EXPECT_EQ(Uses(same), "1 counted, 2 fell");
  FigureKey stock;
  stock.kind = FigureKind::kStock;
  std::vector<FigureClaim> level = {Claim(1, 36, 100), Claim(2, 12, 190)};
  for (FigureClaim& claim : level) claim.key = stock;
  EXPECT_EQ(Fused(FigureRule::kDateline, level, stock).best, 12);
}

TEST(DatelineRule, ALetterWeighsAndIsNeverGuessed) {
  EXPECT_EQ(Fused(FigureRule::kDateline, {Letter('D', Claim(1, 12)), Letter('A', Claim(2, 30))}).best, 30);
  EXPECT_EQ(Fused(FigureRule::kDateline, {Letter('F', Claim(1, 12)), Letter('F', Claim(2, 30))}).best, 12);
  EXPECT_EQ(Numbers(Fused(FigureRule::kDateline, {Claim(1, 12), Claim(2, 12), Claim(3, 12), Letter('B', AtLeast(4, 20))})), "20/20/-");
}

TEST(Claims, ACopyHasNoVote) {
  const auto figure = Fused(FigureRule::kDateline, {Claim(1, 12), Claim(2, 31), Origin(2, Claim(3, 31, 102)), Origin(2, Claim(4, 31, 103))});
  EXPECT_EQ(Numbers(figure), "12/12/31");
  EXPECT_EQ(Uses(figure), "1 counted, 2 counted, 3 copy, 4 copy");
  EXPECT_EQ(figure.origins, 2u);
}

TEST(Claims, AnOriginsNewerFigureReplacesItsOlder) {
  const auto figure = Fused(FigureRule::kUcdp, {Claim(1, 12, 100), Origin(1, Claim(2, 15, 101)), Origin(1, AtLeast(3, 12, 102))});
  EXPECT_EQ(Numbers(figure), "15/15/15");
  EXPECT_EQ(Uses(figure), "1 superseded, 2 counted, 3 vaguer");
}

TEST(Claims, ACorrectionReplacesWhatItTakesBack) {
  const FigureClaim correction = With(Claim(3, 12, 102), [](FigureClaim& c) { c.correction = true, c.corrects = 15; });
  for (const FigureRule rule : {FigureRule::kDateline, FigureRule::kUcdp, FigureRule::kAirwars}) {
    const auto figure = Fused(rule, {Claim(1, 15, 100), Claim(2, 15, 101), correction});
    EXPECT_EQ(Numbers(figure), "12/12/12") << Name(rule);
    EXPECT_EQ(Uses(figure), "1 corrected, 2 corrected, 3 counted");
    EXPECT_EQ(Fused(rule, {Claim(1, 15, 103), correction}).high, 15) << "a claim after the correction stands";
  }
}

TEST(Claims, PartsAreFloorsUnderTheWhole) {
  EXPECT_EQ(Numbers(Fused(FigureRule::kDateline, {Part(FigureWho::kCivilians, Claim(1, 4)), Origin(1, Part(FigureWho::kSoldiers, Claim(2, 12)))})), "16/16/-");
  EXPECT_EQ(Numbers(Fused(FigureRule::kUcdp, {Part(FigureWho::kCivilians, Claim(1, 4)), Origin(1, Part(FigureWho::kSoldiers, Claim(2, 12)))})), "16/16/16");
  EXPECT_EQ(Numbers(Fused(FigureRule::kAcled, {Part(FigureWho::kCivilians, Claim(1, 4)), Claim(2, 12)})), "12/12/12");
  EXPECT_EQ(Numbers(Fused(FigureRule::kDateline, {Part(FigureWho::kCivilians, Claim(1, 4)), Origin(1, Claim(2, 12))})), "12/12/12");
  // Children are among the civilians, never on top of them; of two parties the losses add up.
  EXPECT_EQ(Numbers(Fused(FigureRule::kUcdp, {Part(FigureWho::kCivilians, Claim(1, 4)), Origin(1, Part(FigureWho::kChildren, Claim(2, 3)))})), "4/4/4");
  EXPECT_EQ(Numbers(Fused(FigureRule::kUcdp, {Part(FigureWho::kTotal, Claim(1, 4), 7), Origin(1, Part(FigureWho::kTotal, Claim(2, 3), 8))})), "7/7/7");
}

TEST(Claims, DifferentQuantitiesNeverMeet) {
  const std::vector<FigureClaim> claims = {Claim(1, 12),
                                           With(Claim(2, 90), [](FigureClaim& c) { c.key.kind = FigureKind::kInjured; }),
                                           With(Claim(3, 4000), [](FigureClaim& c) { c.key.scope = FigureScope::kRunning; }),
                                           With(Claim(4, 3), [](FigureClaim& c) { c.key.scope = FigureScope::kDaily; }),
                                           With(Claim(5, 700), [](FigureClaim& c) { c.key.kind = FigureKind::kStock; }),
                                           With(Claim(6, 900), [](FigureClaim& c) { c.key.kind = FigureKind::kMovement; })};
  for (size_t i = 0; i < kFigureRules; ++i) {
    EXPECT_EQ(Numbers(Fused(static_cast<FigureRule>(i), claims)), "12/12/12");
    EXPECT_EQ(Fused(static_cast<FigureRule>(i), claims).claims.size(), 1u);
    const auto all = TestRules().FuseAll(static_cast<FigureRule>(i), claims);
    ASSERT_EQ(all.size(), 6u);
    for (const FusedFigure& figure : all) EXPECT_EQ(figure.claims.size(), 1u);
  }
}

TEST(Claims, LossesOfTwoSidesAreTwoFigures) {
  const std::vector<FigureClaim> claims = {Part(FigureWho::kTotal, By(ClaimSide::kOwn, Claim(1, 5)), 7),
                                           Part(FigureWho::kTotal, By(ClaimSide::kEnemy, Origin(1, Claim(2, 30))), 8)};
  const auto all = TestRules().FuseAll(FigureRule::kUcdp, claims);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(Numbers(all[0]), "5/5/5");
  EXPECT_EQ(Numbers(all[1]), "0/0/30");
}

TEST(Parts, AddUpExactly) {
  const auto expect = [](FigureParts parts, double a, double b, double civilians, double unknown) {
    EXPECT_EQ(parts.deaths_a, a);
    EXPECT_EQ(parts.deaths_b, b);
    EXPECT_EQ(parts.civilians, civilians);
    EXPECT_EQ(parts.unknown, unknown);
  };
  expect(SplitParts(36, 10, FigureClaim::kNone, 4), 10, 0, 4, 22);
  expect(SplitParts(10, 7, 7, 7), 4, 3, 3, 0);
  expect(SplitParts(0, 3, 2, 1), 0, 0, 0, 0);
  expect(SplitParts(2, 1, 1, 1), 1, 1, 0, 0);
}

TEST(FigureTables, AnErrorNamesFileAndLine) {
  const auto error = [](const std::string& row) {
    const std::string text = ReadFile(DATELINE_SOURCE_DIR "/knowledge/figures.tsv").value() + row + "\n";
    const Container tables = std::move(Container::FromBytes(BuildContainer({{"table:figures.tsv", text}})).value());
    const auto rules = FigureRules::Load(tables);
    return rules ? std::string("none") : rules.error().Message();
  };
  EXPECT_EQ(error("acled\tword\tscores\t20"), "none");
  EXPECT_NE(error("acled\tword\tscores\tmany").find("a number that is not negative"), std::string::npos);
  EXPECT_NE(error("ucdq\tword\tscores\t20").find("dateline, ucdp"), std::string::npos);
  EXPECT_NE(error("dateline\tnumber\ttau\t2").find("a setting that the rule has"), std::string::npos);
  EXPECT_NE(error("dateline\treading\tvague\tlow best").find("three ends"), std::string::npos);
  EXPECT_NE(error("dateline\treading\tvague\tlow open high").find("knowledge/figures.tsv:"), std::string::npos);
}

}  // namespace
}  // namespace dateline
