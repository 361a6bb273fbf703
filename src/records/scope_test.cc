// What a text is about is told by its words: of conflict, of the domains left out, of both.
#include "records/scope.h"

#include <gtest/gtest.h>

#include <string>

#include "base/container.h"
#include "base/table.h"

namespace dateline {
namespace {

class Scope : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto container = Container::FromBytes(BuildContainer({
        {"table:topics.tsv", "# columns: topic, words\narmed\tattack bomb soldier\npeople\trefugee\n"},
        {"table:scope.tsv", "# columns: domain, words\nconflict\tsoldier rebel\nsport\tgoalkeeper cup\nweak\tguest price\ncause\tearthquake crash\n"},
    }));
    ASSERT_TRUE(container);
    auto scope = ScopeRules::Load(*container, vocabulary_);
    ASSERT_TRUE(scope) << scope.error().Message();
    scope_ = std::move(*scope);
  }

  /// A text of these dictionary forms, filled up to `size` words with one that says nothing.
  Document Text(std::string_view words, size_t size = 0) {
    Document doc;
    for (const std::string_view word : SplitList(words, ' ')) doc.tokens.lemma.push_back(vocabulary_.Intern(word));
    while (doc.tokens.lemma.size() < size) doc.tokens.lemma.push_back(vocabulary_.Intern("thing"));
    doc.tokens.begin.resize(doc.tokens.lemma.size());
    return doc;
  }

  Vocabulary vocabulary_;
  ScopeRules scope_;
};

TEST_F(Scope, AnExcerptNeedsAWordOfConflictAndNotMoreOfSomethingElse) {
  EXPECT_TRUE(scope_.ReportOnTopic(Text("soldier attack")));
  EXPECT_FALSE(scope_.ReportOnTopic(Text("attack")));
  EXPECT_FALSE(scope_.ReportOnTopic(Text("soldier attack goalkeeper cup")));
  EXPECT_TRUE(scope_.ReportOnTopic(Text("soldier attack goalkeeper")));
  EXPECT_FALSE(scope_.ReportOnTopic(Text("soldier guest price guest price")));
}

TEST_F(Scope, ALongReportMayHoldAFewWordsFromAnywhere) {
  EXPECT_TRUE(scope_.ReportOnTopic(Text("soldier attack goalkeeper cup", 100)));
  EXPECT_FALSE(scope_.ReportOnTopic(Text("soldier attack goalkeeper cup goalkeeper cup", 100)));
  EXPECT_FALSE(scope_.ReportOnTopic(Text("attack attack", 100)));
  EXPECT_FALSE(scope_.ReportOnTopic(Text("soldier attack", 400)));
}

TEST_F(Scope, AReportIsNearByItsWordsAndThePartiesThatItNames) {
  const auto near = [&](std::string_view words, std::string_view sector) {
    Document doc = Text(words, 100);
    PartyMention party;
    party.sectors = sector;
    doc.parties.push_back(party);
    return scope_.NearTopic(doc, scope_.HomesOf(doc, {0, doc.tokens.size()}));
  };
  EXPECT_TRUE(near("rebel soldier rebel", "REB"));
  EXPECT_FALSE(near("rebel soldier rebel", "COP"));
  EXPECT_FALSE(near("rebel soldier rebel", "GOV"));
  EXPECT_FALSE(near("rebel soldier", "REB"));
  EXPECT_FALSE(near("rebel soldier rebel goalkeeper", "REB"));
  EXPECT_FALSE(near("rebel soldier rebel guest guest guest guest", "REB"));
}

TEST_F(Scope, WhatNatureDoesHasNoAttackerUnlessSomethingIsArmed) {
  const auto without = [&](std::string_view words) {
    const Document doc = Text(words);
    return scope_.WithoutAttacker(doc, {0, static_cast<uint32_t>(doc.tokens.lemma.size())});
  };
  EXPECT_TRUE(without("earthquake kill people"));
  EXPECT_FALSE(without("bomb kill people"));
  EXPECT_FALSE(without("crash bomb kill people"));
}

}  // namespace
}  // namespace dateline
