#include "findings/same_event.h"

#include <gtest/gtest.h>

#include "findings/event_graph.h"
#include "findings/test_events.h"

namespace dateline {
namespace {

constexpr std::string_view kHoms = R"("place":{"text":"Homs","name":"Homs","geonameid":169577,"country":"SYR","adm1":"Homs","adm2":"Homs District","lat":34.73,"lon":36.72,"feature":"P.PPLA","precision":1})";

/// Two reports of 15 and 16 January 2018 with a record each.
class Pair {
 public:
  Pair(const std::string& first, const std::string& second, std::string_view second_day = "2018-01-16") {
    claims_.Report("a", "Northgate Wire", "2018-01-15");
    claims_.Record("event", first);
    claims_.Report("b", "Evening Post", second_day);
    claims_.Record("event", second);
    occurrences_ = OneEach(claims_.set);
  }
  Gate Why() {
    const EventSketches sketches = TestModel().Sketch(claims_.set, occurrences_);
    const Gate gate = TestModel().Contradiction(sketches, 0, 1);
    EXPECT_EQ(gate, TestModel().Contradiction(sketches, 1, 0));
    return gate;
  }
  EventPairExplanation Explain() { return TestModel().Explain(TestModel().Sketch(claims_.set, occurrences_), 0, 1); }
  std::vector<Occurrence>& occurrences() { return occurrences_; }

 private:
  TestClaims claims_;
  std::vector<Occurrence> occurrences_;
};

std::string At(std::string_view name, int id, double lat, double lon, int precision = 1, std::string_view adm1 = "", std::string_view country = "SYR") {
  return fmt::format(R"("place":{{"text":"{}","name":"{}","geonameid":{},"country":"{}","adm1":"{}","lat":{},"lon":{},"precision":{}}})", name, name, id, country, adm1, lat, lon, precision);
}
std::string Named(std::string_view slot, std::string_view person) { return fmt::format(R"("{}":[{{"text":"{}","person":"{}"}}])", slot, person, person); }
std::string Known(std::string_view slot, std::string_view actor) { return fmt::format(R"("{}":[{{"text":"{}","name":"{}","actor":"{}"}}])", slot, actor, actor, actor); }

TEST(SameEventGates, ToldDaysMustMeetWithinADay) {
  const std::string there = std::string(kHoms);
  EXPECT_EQ(Pair(Assault("", Day("2018-01-14") + "," + there), Assault("", Day("2018-01-14") + "," + there)).Why(), Gate::kNone);
  EXPECT_EQ(Pair(Assault("", Day("2018-01-14") + "," + there), Assault("", Day("2018-01-15") + "," + there)).Why(), Gate::kNone);
  EXPECT_EQ(Pair(Assault("", Day("2018-01-13") + "," + there), Assault("", Day("2018-01-15") + "," + there)).Why(), Gate::kTime);
}

TEST(SameEventGates, AMonthHoldsItsDays) {
  const std::string month = R"("time":{"text":"in January","start":"2018-01-01","end":"2018-01-31","precision":4})";
  EXPECT_EQ(Pair(Assault("", month), Assault("", Day("2018-01-20")), "2018-01-21").Why(), Gate::kNone);
  EXPECT_EQ(Pair(Assault("", month), Assault("", Day("2018-02-03")), "2018-02-04").Why(), Gate::kTime);
}

TEST(SameEventGates, WithoutADayPublicationSaysWhen) {
  EXPECT_EQ(Pair(Assault("", ""), Assault("", Day("2018-01-15"))).Why(), Gate::kNone);
  EXPECT_EQ(Pair(Assault("", Day("2018-01-15")), Assault("", ""), "2018-03-20").Why(), Gate::kTime);
  // It cannot have been told before it happened, whoever is named.
  EXPECT_EQ(Pair(Assault("", Named("recipients", "Adel Karim")), Assault("", Named("recipients", "Adel Karim") + "," + Day("2018-02-20")), "2018-02-21").Why(), Gate::kTime);
}

TEST(SameEventGates, ANamedPersonReachesOverWeeks) {
  EXPECT_EQ(Pair(Assault("", Day("2018-01-14") + "," + Named("recipients", "Adel Karim")), Assault("", Named("recipients", "Adel Karim")), "2018-03-20").Why(), Gate::kNone);
  EXPECT_EQ(Pair(Assault("", Day("2018-01-14") + "," + Named("recipients", "Adel Karim")), Assault("", Named("recipients", "Omar Hadid")), "2018-03-20").Why(), Gate::kTime);
}

TEST(SameEventGates, TownsMustBeNear) {
  EXPECT_EQ(Pair(Assault("", At("A", 1, 35.0, 37.0)), Assault("", At("B", 2, 35.05, 37.0))).Why(), Gate::kNone);   // 6 km
  EXPECT_EQ(Pair(Assault("", At("A", 1, 35.0, 37.0)), Assault("", At("B", 2, 35.2, 37.0))).Why(), Gate::kPlace);   // 22 km
  EXPECT_EQ(Pair(Assault("", At("A", 1, 35.0, 37.0)), Assault("", At("B", 2, 35.2, 37.0, 2))).Why(), Gate::kNone); // "near B"
}

TEST(SameEventGates, ADivisionHoldsItsTownsAndACountryItsOwn) {
  const std::string town = At("Talbiseh", 5, 34.84, 36.73, 1, "Homs");
  EXPECT_EQ(Pair(Assault("", town), Assault("", At("Homs", 6, 34.5, 38.0, 4, "Homs"))).Why(), Gate::kNone);
  EXPECT_EQ(Pair(Assault("", town), Assault("", At("Hama", 7, 35.1, 36.8, 4, "Hama"))).Why(), Gate::kPlace);
  EXPECT_EQ(Pair(Assault("", town), Assault("", At("Syria", 8, 35, 38, 6))).Why(), Gate::kNone);
  EXPECT_EQ(Pair(Assault("", town), Assault("", At("Iraq", 9, 33, 44, 6, "", "IRQ"))).Why(), Gate::kPlace);
}

TEST(SameEventGates, TypesMustAgreeAtSomeLevel) {
  EXPECT_EQ(Pair(Assault("firearms", ""), Assault("", "")).Why(), Gate::kNone);
  EXPECT_EQ(Pair(Assault("firearms", ""), Assault("explosives", "")).Why(), Gate::kNone);
  EXPECT_EQ(Pair(Assault("sexual", ""), Assault("aerial", "")).Why(), Gate::kType);
  EXPECT_EQ(Pair(Assault("abduct", ""), R"("type":"COERCE","mode":"arrest")").Why(), Gate::kNone);
  EXPECT_EQ(Pair(Assault("", ""), R"("type":"CONSULT")").Why(), Gate::kType);
}

TEST(SameEventGates, OneDeadOfAnotherNameIsAnotherEvent) {
  EXPECT_EQ(Pair(Assault("", Named("recipients", "Adel Karim") + "," + Figure("killed", 1)), Assault("", Named("recipients", "Omar Hadid") + "," + Figure("killed", 1))).Why(), Gate::kVictim);
  EXPECT_EQ(Pair(Assault("", Named("recipients", "Adel Karim") + "," + Figure("killed", 1)), Assault("", Named("recipients", "Mr Karim") + "," + Figure("killed", 1))).Why(), Gate::kNone);
  EXPECT_EQ(Pair(Assault("", Named("recipients", "Adel Karim") + "," + Figure("killed", 2)), Assault("", Named("recipients", "Omar Hadid") + "," + Figure("killed", 2))).Why(), Gate::kNone);
}

TEST(SameEventGates, WhoDidItHereDidNotSufferItThere) {
  EXPECT_EQ(Pair(Assault("", Known("actors", "red") + "," + Known("recipients", "blue")), Assault("", Known("actors", "blue") + "," + Known("recipients", "red"))).Why(), Gate::kSides);
  EXPECT_EQ(Pair(Assault("", Known("actors", "red") + "," + Known("recipients", "blue")), Assault("", Known("actors", "red"))).Why(), Gate::kNone);
}

TEST(SameEventGates, SumsAnniversariesAndFearsJoinNoEventOfNow) {
  Pair total(Assault("", std::string(kHoms)), Assault("", std::string(kHoms)));
  total.occurrences()[1].total = true;
  EXPECT_EQ(total.Why(), Gate::kTotal);
  Pair background(Assault("", std::string(kHoms)), Assault("", std::string(kHoms)));
  background.occurrences()[1].background = true;
  EXPECT_EQ(background.Why(), Gate::kBackground);
  Pair feared(Assault("", std::string(kHoms)), Assault("", std::string(kHoms) + R"(,"stance":{"polarity":"affirmed","certainty":"asserted","time":"future"})"));
  EXPECT_EQ(feared.Why(), Gate::kUnreal);
}

TEST(SameEvent, MoreInCommonIsMoreProbableAndTold) {
  const std::string day = Day("2018-01-14"), place(kHoms);
  const auto near = Pair(Assault("firearms", day + "," + place + "," + Figure("killed", 12)), Assault("firearms", day + "," + place + "," + Figure("killed", 12))).Explain();
  const auto far = Pair(Assault("firearms", day + "," + place + "," + Figure("killed", 12)), Assault("explosives", place + "," + Figure("killed", 60))).Explain();
  EXPECT_EQ(near.gate, Gate::kNone);
  EXPECT_GT(near.probability, far.probability);
  const auto has = [&](std::string_view name) { return std::any_of(near.features.begin(), near.features.end(), [&](const auto& f) { return f.first == name; }); };
  EXPECT_TRUE(has("killed=equal-large"));
  EXPECT_TRUE(has("time=same-day"));
  EXPECT_TRUE(has("place=same"));
}

TEST(SameEvent, TablesThatSayNothingKnownAreRefused) {
  const auto load = [](const std::string& row) {
    Sections sections;
    for (const char* name : {"findings/types.tsv", "findings/gates.tsv", "findings/plain-names.tsv"}) {
      sections.emplace_back(std::string("table:") + name, ReadFile(std::string(DATELINE_SOURCE_DIR "/knowledge/") + name).value());
    }
    sections.emplace_back("table:findings/same-event-weights.tsv", "# columns: feature, weight\n" + row + "\n");
    const Container container = Container::FromBytes(BuildContainer(sections)).value();
    return static_cast<bool>(SameEventModel::Load(container));
  };
  EXPECT_TRUE(load("time=same-day\t1.5"));
  EXPECT_FALSE(load("time=same-minute\t1.5"));
  EXPECT_FALSE(load("time=same-day\tmuch"));
  EXPECT_FALSE(load("(merge)\t2"));
}

}  // namespace
}  // namespace dateline
