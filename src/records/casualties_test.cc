// Who was hit is hurt unless the report tells that he died. The texts are invented.
#include "records/casualties.h"

#include <gtest/gtest.h>

#include <string>

namespace dateline {
namespace {

constexpr size_t kKilled = static_cast<size_t>(Toll::kKilled), kInjured = static_cast<size_t>(Toll::kInjured);

/// A report of attacks on parties that stand in its text one after the other.
class Casualties : public ::testing::Test {
 protected:
  uint32_t Party(std::string_view text, std::string_view person = {}) {
    PartyMention party;
    party.span = {static_cast<uint32_t>(doc_.clean.size()), static_cast<uint32_t>(doc_.clean.size() + text.size())};
    party.person = person;
    party.is_people = true;
    doc_.clean += std::string(text) + " ";
    doc_.parties.push_back(party);
    return static_cast<uint32_t>(doc_.parties.size() - 1);
  }
  TollEstimate Of(uint32_t party, double n) {
    TollEstimate toll;
    toll.given = true;
    toll.estimate.low = toll.estimate.best = toll.estimate.high = n;
    toll.who = doc_.parties[party].span;
    return toll;
  }
  uint32_t Attack() {
    Record r;
    r.kind = RecordKind::kEvent;
    r.type = "ASSAULT";
    doc_.records.push_back(r);
    return static_cast<uint32_t>(doc_.records.size() - 1);
  }
  void Killed(uint32_t party, double n) { doc_.records[Attack()].toll[kKilled] = Of(party, n); }
  void IsHit(uint32_t party, double n) { hits_.push_back({Attack(), Of(party, n)}); }
  /// The injured of the first hit; below 0: none are given.
  double Injured() {
    SettleHits(doc_, hits_, static_cast<uint32_t>(doc_.parties.size()));
    const TollEstimate& toll = doc_.records[hits_.front().record].toll[kInjured];
    return toll.given ? toll.estimate.best : -1;
  }

  Document doc_;
  std::vector<Hit> hits_;
};

TEST_F(Casualties, WhoWasHitIsHurt) {
  IsHit(Party("Two guards"), 2);
  EXPECT_EQ(Injured(), 2);
}

TEST_F(Casualties, WhoDiedIsNotHurt) {
  IsHit(Party("A man"), 1);
  Killed(Party("the victim"), 1);
  EXPECT_EQ(Injured(), -1);
}

TEST_F(Casualties, TheDeadAreTakenOffThoseHit) {
  IsHit(Party("Four people"), 4);
  Killed(Party("one"), 1);
  EXPECT_EQ(Injured(), 3);
}

TEST_F(Casualties, ADeathOfAnotherPersonSaysNothing) {
  IsHit(Party("Nadia Haddad", "Nadia Haddad"), 1);
  Killed(Party("Omar Saleh", "Omar Saleh"), 1);
  EXPECT_EQ(Injured(), 1);
}

TEST_F(Casualties, OtherAgesAreOtherPersons) {
  IsHit(Party("a 24-year-old man"), 1);
  Killed(Party("a 51-year-old man"), 1);
  EXPECT_EQ(Injured(), 1);
}

TEST_F(Casualties, AmongManyDeadNobodyKnows) {
  IsHit(Party("a teacher"), 1);
  Killed(Party("Nine people"), 9);
  EXPECT_EQ(Injured(), -1);
}

TEST_F(Casualties, WhatIsToldFarOffIsAnotherHappening) {
  IsHit(Party("Four people"), 4);
  Killed(Party("one"), 1);
  doc_.records.back().sentence = SentenceId{30};
  EXPECT_EQ(Injured(), 4);
}

TEST_F(Casualties, ADeathThatIsDeniedIsNone) {
  IsHit(Party("A man"), 1);
  Killed(Party("the man"), 1);
  doc_.records.back().stance.polarity = Polarity::kDenied;
  EXPECT_EQ(Injured(), 1);
}

TEST_F(Casualties, ATollOfItsOwnStays) {
  IsHit(Party("Three men"), 3);
  doc_.records[hits_.front().record].toll[kKilled] = Of(0, 3);
  EXPECT_EQ(Injured(), -1);
}

}  // namespace
}  // namespace dateline
