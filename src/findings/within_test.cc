#include "findings/within.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/test_tables.h"
#include "findings/test_claims.h"

// All texts are invented.
namespace dateline {
namespace {

const MentionMerger& Merger() {
  static const MentionMerger merger = [] {
    const Container knowledge = TestTables({"findings/types.tsv", "findings/manners.tsv", "findings/trigger-classes.tsv", "findings/cues.tsv", "findings/within-weights.tsv"});
    return MentionMerger::Load(knowledge).value();
  }();
  return merger;
}

std::string Event(std::string_view trigger, std::string_view quote, int sentence, const std::string& more = "", std::string_view type = "ASSAULT") {
  return fmt::format(R"("type":"{}","sentence":{},"trigger":{{"begin":0,"end":1,"text":"{}"}},"quote":{{"begin":{},"end":{},"text":"{}"}}{}{})", type, sentence, trigger, 100 * sentence, 100 * sentence + static_cast<int>(quote.size()),
                     quote, more.empty() ? "" : ",", more);
}
std::string Actor(std::string_view text, std::string_view actor = "") {
  return fmt::format(R"("actors":[{{"text":"{}","actor":"{}"}}])", text, actor);
}
std::string Recipient(std::string_view text, std::string_view actor = "") {
  return fmt::format(R"("recipients":[{{"text":"{}","actor":"{}"}}])", text, actor);
}

class Within : public ::testing::Test {
 protected:
  Within() { claims.Report("a", "Halden Wire", "2019-07-16"); }
  uint32_t Add(const std::string& fields, std::string_view kind = "event") { return claims.Record(kind, fields); }
  std::vector<Occurrence> Merge(const Corrections& corrections = {}) { return Merger().Merge(claims.set, 0, corrections); }
  MentionGate Gate() {
    std::vector<MentionView> views;
    const std::vector<uint32_t> rows = {0, 1};
    Merger().pairs().Read(claims.set, 0, rows, views);
    return Merger().pairs().Gate(claims.set, views[0], views[1]);
  }
  TestClaims claims;
};

const std::string kDamra = Place("place", "Tal Damra", 1, 36.0, 37.0), kHalen = Place("place", "Halen", 2, 34.0, 38.5);

TEST_F(Within, TakesWhatCameOfADeedToIt) {
  Add(Event("bombed", "Warplanes bombed a market in Tal Damra on Tuesday, killing 19 people", 1, kDamra + "," + Figure("killed", 19)));
  Add(Event("dead", "Five of the dead were children", 2, Figure("killed", 5)));
  const auto found = Merge();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].claims, (std::vector<uint32_t>{0, 1}));
  ASSERT_NE(found[0].figures[0], kNoRow);
  EXPECT_EQ(claims.set.figures[found[0].figures[0]].best, 19);
}

TEST_F(Within, KeepsTwoDaysApart) {
  Add(Event("bombed", "Warplanes bombed a market on Tuesday", 1, Day("2019-07-16")));
  Add(Event("bombed", "Warplanes bombed a market on Saturday", 1, Day("2019-07-13")));
  EXPECT_EQ(Gate(), MentionGate::kDay);
  EXPECT_EQ(Merge().size(), 2u);
}

TEST_F(Within, LetsANightHaveTwoDays) {
  Add(Event("attacked", "Gunmen attacked the post on Monday night", 1, Day("2019-07-15")));
  Add(Event("attack", "the attack was over before dawn on Tuesday", 2, Day("2019-07-16")));
  EXPECT_EQ(Gate(), MentionGate::kNone);
}

TEST_F(Within, KeepsTwoPlacesApart) {
  Add(Event("bombed", "Warplanes bombed a market in Tal Damra", 1, kDamra));
  Add(Event("bombed", "Warplanes bombed a market in Halen", 1, kHalen));
  EXPECT_EQ(Gate(), MentionGate::kPlace);
  EXPECT_EQ(Merge().size(), 2u);
}

TEST_F(Within, HoldsATownForAPlaceOfItsCountry) {
  Add(Event("bombed", "Warplanes bombed a market in Tal Damra", 1, kDamra));
  Add(Event("raid", "the raid was the worst in Syria", 2, R"("place":{"text":"Syria","name":"Syria","country":"SYR","precision":6})"));
  EXPECT_EQ(Gate(), MentionGate::kNone);
}

TEST_F(Within, KeepsABlowAndItsAnswerApart) {
  Add(Event("attacked", "The Red Column attacked the army", 1, Actor("The Red Column", "red") + "," + Recipient("the army", "army")));
  Add(Event("attacked", "The army attacked the Red Column", 1, Actor("The army", "army") + "," + Recipient("the Red Column", "red")));
  EXPECT_EQ(Gate(), MentionGate::kRoles);
  EXPECT_EQ(Merge().size(), 2u);
}

TEST_F(Within, LetsEachSideOfAClashStandFirst) {
  Add(Event("clashed", "The Red Column clashed with the army", 1, Actor("The Red Column", "red") + "," + Recipient("the army", "army")));
  Add(Event("fought", "The army fought the Red Column", 1, Actor("The army", "army") + "," + Recipient("the Red Column", "red")));
  EXPECT_EQ(Gate(), MentionGate::kNone);
}

TEST_F(Within, KeepsKindsAndTypesApart) {
  Add(Event("attacked", "Gunmen attacked the village", 1));
  Add(R"("manner":"fled","sentence":1,"trigger":{"begin":0,"end":1,"text":"fled"},"quote":{"begin":100,"end":120,"text":"the villagers fled"})", "movement");
  EXPECT_EQ(Gate(), MentionGate::kKind);
  EXPECT_EQ(Merge().size(), 2u);
}

TEST_F(Within, KeepsWhatIsAskedFromWhatIsDone) {
  Add(Event("attacked", "Gunmen attacked the village", 1));
  Add(Event("asked", "the mayor asked for help", 1, "", "REQUEST"));
  EXPECT_EQ(Gate(), MentionGate::kType);
}

TEST_F(Within, KeepsFlightAndReturnApart) {
  const auto movement = [](std::string_view manner) {
    return fmt::format(R"("manner":"{}","sentence":1,"trigger":{{"begin":0,"end":1,"text":"{}"}},"quote":{{"begin":100,"end":120,"text":"villagers {}"}})", manner, manner, manner);
  };
  Add(movement("fled"), "movement");
  Add(movement("returned"), "movement");
  EXPECT_EQ(Gate(), MentionGate::kType);
}

TEST_F(Within, KeepsARunningTotalOutOfTheEventBesideIt) {
  Add(Event("bombed", "Warplanes bombed a market in Tal Damra, killing 19 people", 1, Figure("killed", 19)));
  Add(Event("killed", "214 civilians were killed so far this year", 2, Figure("killed", 214)));
  EXPECT_EQ(Gate(), MentionGate::kPeriod);
  const auto found = Merge();
  ASSERT_EQ(found.size(), 2u);
  EXPECT_FALSE(found[0].total);
  EXPECT_TRUE(found[1].total);
}

TEST_F(Within, FlagsWhatTheReportLooksBackOn) {
  Add(Event("bombed", "Warplanes bombed a market in Tal Damra", 1, Day("2019-07-15")));
  Add(Event("massacre", "the massacre of 1982 in the same town", 2, R"("time":{"text":"1982","start":"1982-01-01","end":"1982-12-31","precision":5})"));
  const auto found = Merge();
  ASSERT_EQ(found.size(), 2u);
  EXPECT_FALSE(found[0].background);
  EXPECT_TRUE(found[1].background);
}

TEST_F(Within, KeepsADenialWithWhatItDenies) {
  const uint32_t told = Add(Event("bombed", "Warplanes bombed a market in Tal Damra on Tuesday", 1, kDamra + "," + Actor("Warplanes", "airforce")));
  const uint32_t denied = Add(Event("bombed", "the army denied that its warplanes bombed the market in Tal Damra", 2, kDamra + "," + Actor("warplanes", "airforce") + R"(,"stance":{"polarity":"denied"})"));
  EXPECT_EQ(Gate(), MentionGate::kNone);
  const auto found = Merge();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].claims, (std::vector<uint32_t>{told, denied}));
  EXPECT_EQ(found[0].main, told);
}

TEST_F(Within, DoesWhatAPersonDecided) {
  const uint32_t first = Add(Event("bombed", "Warplanes bombed a market on Tuesday", 1, Day("2019-07-16")));
  const uint32_t second = Add(Event("bombed", "Warplanes bombed a market on Saturday", 1, Day("2019-07-13")));
  Corrections joined;
  joined.same.emplace_back(first, second);
  EXPECT_EQ(Merge(joined).size(), 1u);
  Corrections rejected;
  rejected.rejected = {0, 1};
  const auto found = Merge(rejected);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].claims, (std::vector<uint32_t>{first}));
}

TEST_F(Within, PartsWhatAPersonParted) {
  const uint32_t first = Add(Event("bombed", "Warplanes bombed a market in Tal Damra on Tuesday, killing 19 people", 1, kDamra + "," + Figure("killed", 19)));
  const uint32_t second = Add(Event("dead", "Five of the dead were children", 2, Figure("killed", 5)));
  ASSERT_EQ(Merge().size(), 1u);
  Corrections apart;
  apart.apart.emplace_back(second, first);
  EXPECT_EQ(Merge(apart).size(), 2u);
}

TEST_F(Within, LeavesStatementsOut) {
  Add(R"("sentence":1,"quote":{"begin":0,"end":5,"text":"peace"})", "statement");
  EXPECT_TRUE(Merge().empty());
}

TEST_F(Within, PutsEveryClaimOfALongReportIntoOneOccurrence) {
  constexpr uint32_t kMany = 2 * MentionMerger::kWindow + 17;
  for (uint32_t i = 0; i < kMany; ++i) Add(Event("shelled", fmt::format("the army shelled post {}", i), static_cast<int>(i), i % 2 == 0 ? kDamra : kHalen));
  std::vector<uint32_t> all;
  for (const Occurrence& occurrence : Merge()) {
    EXPECT_TRUE(std::is_sorted(occurrence.claims.begin(), occurrence.claims.end()));
    for (const uint32_t claim : occurrence.claims) {
      all.push_back(claim);
      EXPECT_EQ(claim % 2, occurrence.claims.front() % 2) << "two places in one occurrence";
    }
  }
  std::sort(all.begin(), all.end());
  ASSERT_EQ(all.size(), kMany);
  for (uint32_t i = 0; i < kMany; ++i) EXPECT_EQ(all[i], i);
}

TEST_F(Within, PoolsSlotsWithTheBestNameFirst) {
  const uint32_t a = Add(Event("attacked", "Rebels attacked Halen", 1, Actor("rebels") + R"(,"weapons":["rifles"],)" + kHalen));
  const uint32_t b = Add(Event("attack", "the attack by the Red Column", 2, Actor("the Red Column", "red") + R"(,"weapons":["rifles"])"));
  const Occurrence pooled = MakeOccurrence(claims.set, {a, b}, false, false);
  ASSERT_EQ(pooled.actors.size(), 2u);
  EXPECT_EQ(claims.set.text(claims.set.parties[pooled.actors[0]].text), "the Red Column");
  EXPECT_EQ(pooled.weapons.size(), 1u);
  ASSERT_EQ(pooled.places.size(), 1u);
  EXPECT_FALSE(pooled.time.known());
  EXPECT_EQ(IsoDay(pooled.window.end), "2019-07-16");
}

TEST_F(Within, OfAPersonKeepsTheWholeName) {
  const auto person = [](std::string_view name) { return fmt::format(R"("recipients":[{{"text":"{}","person":"{}"}}])", name, name); };
  const uint32_t a = Add(Event("killed", "Galen was killed", 1, person("Galen")));
  const uint32_t b = Add(Event("shot", "Luis Galen was shot", 2, person("Luis Galen")));
  const Occurrence pooled = MakeOccurrence(claims.set, {a, b}, false, false);
  ASSERT_EQ(pooled.recipients.size(), 1u);
  EXPECT_EQ(claims.set.text(claims.set.parties[pooled.recipients[0]].person), "Luis Galen");
}

double Killed(TestClaims& claims, std::vector<uint32_t> rows) {
  const Occurrence pooled = MakeOccurrence(claims.set, std::move(rows), false, false);
  return pooled.figures[0] == kNoRow ? -1 : claims.set.figures[pooled.figures[0]].best;
}

TEST_F(Within, StandsByTheFigureToldFirst) {
  const uint32_t a = Add(Event("killed", "19 were killed", 1, Figure("killed", 19)));
  const uint32_t b = Add(Event("killed", "on Monday the toll was 12", 2, Figure("killed", 12)));
  EXPECT_EQ(Killed(claims, {a, b}), 19);
}

TEST_F(Within, PrefersAFigureToAVagueWord) {
  const uint32_t a = Add(Event("killed", "dozens were killed", 1, Figure("killed", 36, "vague")));
  const uint32_t b = Add(Event("killed", "41 were killed", 2, Figure("killed", 41)));
  EXPECT_EQ(Killed(claims, {a, b}), 41);
}

TEST_F(Within, PrefersAllToSome) {
  const uint32_t a = Add(Event("killed", "five children were killed", 1, R"("killed":{"low":5,"best":5,"high":5,"hedge":"exact","who":"children"})"));
  const uint32_t b = Add(Event("killed", "19 were killed", 2, Figure("killed", 19)));
  EXPECT_EQ(Killed(claims, {a, b}), 19);
}

TEST_F(Within, DoesNotStandByWhatIsDeniedWhereAnotherFigureIsTold) {
  const uint32_t a = Add(Event("killed", "the army denied that 40 were killed", 1, Figure("killed", 40) + R"(,"stance":{"polarity":"denied"})"));
  const uint32_t b = Add(Event("killed", "six were killed", 2, Figure("killed", 6)));
  EXPECT_EQ(Killed(claims, {a, b}), 6);
  EXPECT_EQ(Killed(claims, {a}), 40);
}

TEST(ClaimWords, ReadsArticlesAndCues) {
  const Container knowledge = TestTables({"findings/trigger-classes.tsv", "findings/cues.tsv"});
  const ClaimWordReader reader = ClaimWordReader::Load(knowledge).value();
  ClaimWords words;
  reader.Read("the deadly car bombing in Halen", "bombing", words);
  EXPECT_EQ(words.article, Definiteness::kDefinite);
  reader.Read("the mayor was killed", "killed", words);
  EXPECT_EQ(words.article, Definiteness::kBare);
  EXPECT_TRUE(reader.IsEffect(words.trigger_class));
  reader.Read("a second bomb exploded", "bomb", words);
  EXPECT_TRUE(words.fresh);
  reader.Read("214 deaths so far this year", "deaths", words);
  EXPECT_TRUE(words.period);
  EXPECT_TRUE(words.plural);
}

TEST(Stem, IsOneForTheFormsOfAWord) {
  EXPECT_EQ(Stem("bombings"), Stem("bombed"));
  EXPECT_EQ(Stem("attacked"), Stem("attacks"));
  EXPECT_NE(Stem("attack"), Stem("arrest"));
}

}  // namespace
}  // namespace dateline
