#include "findings/claim_reader.h"

#include <gtest/gtest.h>

#include "base/days.h"

namespace dateline {
namespace {

constexpr std::string_view kEvent =
    R"({"kind":"event","id":"4249cac8dc06a2600cdc3ffa337f9d05","report":"4bcd9b650ee2006fe7afc4495322e3ea","sentence":2,"quote":{"begin":3,"end":88,"text":"Two bombers struck"},)"
    R"("type":"ASSAULT","mode":"suicide-attack","actors":[{"text":"Two bombers","role":"fighters","count":{"low":2,"best":2,"high":2,"hedge":"exact"}}],)"
    R"("place":{"text":"Tal Zahr","country":"SYR","lat":36.2,"lon":37.1,"precision":1},"time":{"text":"on Monday","start":"2018-01-15","end":"2018-01-15","precision":1},)"
    R"("killed":{"low":19,"best":19,"high":null,"hedge":"at_least","unit":"people","text":"at least 19","who":"civilians"},)"
    R"("attribution":{"source":{"text":"the ministry","country":"SYR"},"source_type":"official"},"confidence":0.87,"rule":"assault.strike"})";

TEST(ClaimReader, KeepsWhatARecordSays) {
  ClaimSet set;
  ClaimReader reader(set);
  reader.Report("4bcd9b650ee2006fe7afc4495322e3ea", "a.txt");
  ASSERT_TRUE(reader.Record(kEvent));
  ASSERT_EQ(set.claims.size(), 1u);
  const Claim& claim = set.claims.front();
  EXPECT_EQ(claim.id.Hex(), "4249cac8dc06a2600cdc3ffa337f9d05");
  EXPECT_EQ(set.text(claim.type), "ASSAULT");
  EXPECT_EQ(IsoDay(claim.time.start), "2018-01-15");
  ASSERT_EQ(set.Parties(claim, PartySlot::kActors).size(), 1u);
  EXPECT_EQ(set.Parties(claim, PartySlot::kActors)[0].count_best, 2);
  ASSERT_EQ(set.Places(claim, PlaceSlot::kPlace).size(), 1u);
  EXPECT_FLOAT_EQ(set.Places(claim, PlaceSlot::kPlace)[0].lat, 36.2f);
  const ClaimFigure* killed = set.Figure(claim, FigureSlot::kKilled);
  ASSERT_NE(killed, nullptr);
  EXPECT_EQ(killed->best, 19);
  EXPECT_NE(killed->high, killed->high);  // open
  EXPECT_EQ(killed->hedge, Hedge::kAtLeast);
  EXPECT_EQ(set.text(killed->who), "civilians");
  EXPECT_EQ(set.text(claim.source.type), "official");
  EXPECT_EQ(set.Figure(claim, FigureSlot::kInjured), nullptr);
  EXPECT_EQ(set.reports.front().claims.count, 1u);
}

TEST(ClaimReader, RefusesWhatIsNoRecordAndGoesOn) {
  ClaimSet set;
  ClaimReader reader(set);
  reader.Report("4bcd9b650ee2006fe7afc4495322e3ea", "a.txt");
  EXPECT_FALSE(reader.Record("{"));
  EXPECT_FALSE(reader.Record(R"({"id":"x"})"));
  EXPECT_TRUE(set.claims.empty());
  EXPECT_TRUE(reader.Record(kEvent));
}

TEST(ContentId, IsZeroForWhatIsNoId) {
  EXPECT_EQ(ContentId::FromHex("12"), ContentId{});
  EXPECT_EQ(ContentId::FromHex("zz49cac8dc06a2600cdc3ffa337f9d05"), ContentId{});
}

}  // namespace
}  // namespace dateline
