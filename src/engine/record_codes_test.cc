#include "engine/record_codes.h"

#include <gtest/gtest.h>

#include "engine/test_codes.h"

namespace dateline {
namespace {

using Parties = std::vector<std::string_view>;

const RecordCodes& Codes() {
  static const Container knowledge = CodeTables();
  static const RecordCodes codes = RecordCodes::Load(knowledge).value();
  return codes;
}

RecordFacts Assault(std::string_view mode, Parties actors, Parties recipients) { return {"event", "ASSAULT", mode, std::move(actors), std::move(recipients), {}, {}}; }

TEST(RecordCodes, EveryRowDecidesItsExample) {
  for (const Error& problem : Codes().CheckExamples()) ADD_FAILURE() << problem.Message();
}

TEST(RecordCodes, WhoFightsWhomDecidesTheTypeOfViolence) {
  EXPECT_EQ(Codes().Of(Assault("firearms", {"MIL"}, {"REB"})).ucdp, "state-based");
  EXPECT_EQ(Codes().Of(Assault("firearms", {"REB"}, {"PRM"})).ucdp, "non-state");
  EXPECT_EQ(Codes().Of(Assault("firearms", {"REB"}, {"CVL"})).ucdp, "one-sided");
  EXPECT_EQ(Codes().Of(Assault("firearms", {"REB", "GOV,MIL"}, {})).ucdp, "state-based");  // fighting of two sides
  EXPECT_EQ(Codes().Of(Assault("firearms", {"REB"}, {})).ucdp, "");
  EXPECT_EQ(Codes().Of(Assault("firearms", {"CVL"}, {"CVL"})).ucdp, "");
}

TEST(RecordCodes, AcledTellsBattlesFromAttacksByTheVictim) {
  EXPECT_EQ(Codes().Of(Assault("firearms", {"REB"}, {"COP"})).acled_sub, "Armed clash");
  EXPECT_EQ(Codes().Of(Assault("firearms", {"REB"}, {"JRN"})).acled_sub, "Attack");
  EXPECT_EQ(Codes().Of(Assault("firearms", {"REB"}, {})).acled_event, "");
  EXPECT_EQ(Codes().Of(Assault("abduct", {"REB"}, {"MIL"})).acled_event, "");
  EXPECT_EQ(Codes().Of({"control", "recaptured", {}, {"MIL"}, {"REB"}, {}, {}}).acled_sub, "Government regains territory");
}

TEST(RecordCodes, CameoByTypeModeAndContext) {
  EXPECT_EQ(Codes().Of(Assault("firearms", {}, {})).cameo, "193");
  EXPECT_EQ(Codes().Of(Assault("", {}, {})).cameo, "");
  EXPECT_EQ(Codes().Of({"event", "AID", "no-such-mode", {}, {}, {}, {}}).cameo, "070");
  EXPECT_EQ(Codes().Of({"event", "AID", "", {}, {}, {}, {"grant", "loan"}}).cameo, "071");
  EXPECT_EQ(Codes().Of({"event", "NONE", "", {}, {}, {}, {}}).cameo, "");
}

TEST(RecordCodes, ContextsByWordsAndParties) {
  EXPECT_EQ(Codes().Of({"event", "AID", "", {}, {}, {}, {"human", "right", "and", "election"}}).contexts, (Parties{"election", "human_rights"}));
  EXPECT_EQ(Codes().Of({"event", "AID", "", {}, {}, {}, {"human", "and", "right"}}).contexts, Parties{});
  EXPECT_EQ(Codes().Of({"statement", "", "", {}, {}, {}, {"election"}}).contexts, Parties{});
}

TEST(RecordCodes, TermOfIdmc) {
  EXPECT_EQ(Codes().Of({"movement", "fled", {}, {}, {"CVL"}, {}, {}}).idmc, "Forced to flee");
  EXPECT_EQ(Codes().Of({"movement", "transferred", {}, {}, {"REB"}, {}, {}}).idmc, "");  // fighters are not displaced
  EXPECT_EQ(Codes().Of({"movement", "transferred", {}, {}, {"REF"}, {}, {}}).idmc, "Relocated");
}

}  // namespace
}  // namespace dateline
