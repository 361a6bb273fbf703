#include "claims/attribution.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "mentions/parties_test_world.h"

namespace dateline {
namespace {

class AttributionTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    world_ = new PartyTestWorld;
    finder_ = new AttributionFinder(PartyTestWorld::Need(AttributionFinder::Load(world_->container(), world_->vocabulary())));
  }
  static void TearDownTestSuite() {
    delete finder_;
    delete world_;
    finder_ = nullptr;
    world_ = nullptr;
  }

  void Read(const std::string& text) {
    world_->Analyze(text, doc_);
    finder_->Find(doc_);
  }
  const AttributionMention& Row(size_t i) const { return doc_.attributions.at(i); }
  std::string_view Source(size_t i) const { return doc_.text(Row(i).source_span); }
  std::string_view Content(size_t i) const { return doc_.text(Row(i).content); }
  std::string_view Cue(size_t i) const { return doc_.text(Row(i).cue); }
  Span At(std::string_view words) const {
    const size_t at = doc_.clean.find(words);
    return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())};
  }
  /// Source of the words given, as AttributionAt finds it.
  std::string_view SourceOf(std::string_view words) const {
    const AttributionId id = AttributionAt(doc_, At(words));
    return id.valid() ? doc_.text(doc_.attributions[id.value].source_span) : std::string_view();
  }

  static PartyTestWorld* world_;
  static AttributionFinder* finder_;
  Document doc_;
};
PartyTestWorld* AttributionTest::world_ = nullptr;
AttributionFinder* AttributionTest::finder_ = nullptr;

TEST_F(AttributionTest, SpeakerBefore) {
  Read("The army said on Monday that it had lost three trucks.");
  ASSERT_EQ(doc_.attributions.size(), 1u);
  EXPECT_EQ(Source(0), "The army");
  EXPECT_EQ(Cue(0), "said");
  EXPECT_EQ(Content(0), "that it had lost three trucks");
  EXPECT_EQ(Row(0).quoted, Quoted::kIndirect);
  EXPECT_EQ(Row(0).source_type, SourceType::kOfficial);
}

TEST_F(AttributionTest, SpeakerBehindWithApposition) {
  Read("“The road is closed,” said Omar Hamdan, a senior analyst at the Harbour Institute, in a WhatsApp message.");
  ASSERT_EQ(doc_.attributions.size(), 1u);
  EXPECT_EQ(Source(0), "Omar Hamdan, a senior analyst at the Harbour Institute");
  EXPECT_EQ(Content(0), "“The road is closed,”");
  EXPECT_EQ(Row(0).quoted, Quoted::kDirect);
  EXPECT_EQ(Row(0).role, "a senior analyst");
  EXPECT_EQ(Row(0).organization, "Harbour Institute");
  EXPECT_EQ(Row(0).medium, "WhatsApp message");
  ASSERT_TRUE(Row(0).source.valid());
  EXPECT_EQ(doc_.parties[Row(0).source.value].person, "Omar Hamdan");
}

TEST_F(AttributionTest, WordsBeforeTheSpeaker) {
  Read("The town has fallen, residents said.");
  ASSERT_EQ(doc_.attributions.size(), 1u);
  EXPECT_EQ(Content(0), "The town has fallen");
  EXPECT_EQ(Row(0).source_type, SourceType::kWitness);
}

TEST_F(AttributionTest, AccordingTo) {
  Read("According to Hamas, the talks failed. The bridge was hit, according to the police.");
  ASSERT_EQ(doc_.attributions.size(), 2u);
  EXPECT_EQ(Source(0), "Hamas");
  EXPECT_EQ(Content(0), "the talks failed");
  EXPECT_EQ(Row(0).source_type, SourceType::kParty);
  EXPECT_EQ(Source(1), "the police");
  EXPECT_EQ(Content(1), "The bridge was hit");
}

TEST_F(AttributionTest, QuotationGoesOnWithoutCue) {
  Read("“We ran,” said Leila Nasser, a teacher. “My house was hit. Nobody came.”\n“I lost my shop,” she added.");
  EXPECT_EQ(SourceOf("Nobody came"), "Leila Nasser, a teacher");
  EXPECT_EQ(SourceOf("I lost my shop"), "she");
  const AttributionId id = AttributionAt(doc_, doc_.attributions.back().content);
  ASSERT_TRUE(id.valid());
  for (const PartyMention& party : doc_.parties) {
    if (doc_.text(party.span) != "I" && doc_.text(party.span) != "We") continue;
    ASSERT_TRUE(party.antecedent.valid()) << doc_.text(party.span);
    EXPECT_EQ(doc_.parties[party.antecedent.value].person, "Leila Nasser");
  }
}

TEST_F(AttributionTest, HeSaidIsTheLastSpeaker) {
  Read("Karim Haddad, the governor, spoke on Sunday. The gates, he said, were open.");
  ASSERT_FALSE(doc_.attributions.empty());
  ASSERT_TRUE(Row(0).source.valid());
  EXPECT_EQ(doc_.parties[Row(0).source.value].person, "Karim Haddad");
}

TEST_F(AttributionTest, EachSpeakerHasHisClause) {
  Read("The ministry said that it had won, but the rebels denied that they had left.");
  EXPECT_EQ(SourceOf("had won"), "The ministry");
  EXPECT_EQ(SourceOf("they had left"), "the rebels");
}

TEST_F(AttributionTest, ToldSomebodyThat) {
  Read("Defense Minister Ana Lopez told reporters in Kabul that the troops would leave.");
  ASSERT_EQ(doc_.attributions.size(), 1u);
  EXPECT_EQ(Content(0), "that the troops would leave");
  EXPECT_EQ(doc_.parties[Row(0).source.value].person, "Ana Lopez");
  EXPECT_EQ(Row(0).source_type, SourceType::kOfficial);
}

TEST_F(AttributionTest, NewspaperRelaysOfficial) {
  Read("The Guardian reported that the base was empty, citing an unnamed diplomat.");
  ASSERT_EQ(doc_.attributions.size(), 2u);
  EXPECT_EQ(SourceOf("the base was empty"), "The Guardian");
  EXPECT_EQ(Row(1).source_type, SourceType::kMedia);
  EXPECT_EQ(Source(0), "an unnamed diplomat");
  EXPECT_EQ(Row(0).source_type, SourceType::kAnonymous);
  EXPECT_EQ(Row(0).via, "The Guardian");
}

TEST_F(AttributionTest, AttitudesAreWeak) {
  Read("The president praised the soldiers who took the hill.");
  EXPECT_TRUE(SourceOf("took the hill").empty());
}

TEST_F(AttributionTest, EveryAttributionIsFoundAndSpeechIsMarked) {
  Read("The president praised the soldiers who took the hill.");
  ASSERT_FALSE(doc_.attributions.empty());
  EXPECT_EQ(Cue(0), "praised");
  EXPECT_FALSE(Row(0).speech);
  Read("The army said on Monday that it had lost three trucks.");
  EXPECT_TRUE(Row(0).speech);
}

TEST_F(AttributionTest, QuotedSentenceIsSpeechWhateverTheCue) {
  Read("The governor justified the raid: “The men had killed our soldiers on the road.”");
  EXPECT_EQ(SourceOf("had killed our soldiers"), "The governor");
}

TEST_F(AttributionTest, AccuserAndClaimant) {
  Read("The coalition accused the rebels of shelling a hospital. The attack was claimed by Hamas. Hamas claimed responsibility for the bombing.");
  EXPECT_EQ(SourceOf("shelling a hospital"), "The coalition");
  EXPECT_EQ(SourceOf("The attack"), "Hamas");
  EXPECT_EQ(SourceOf("bombing"), "Hamas");
}

TEST_F(AttributionTest, TelevisionQuotesTheMinistry) {
  Read("State television quoted the ministry as saying that two soldiers were killed.");
  EXPECT_EQ(SourceOf("two soldiers were killed"), "the ministry");
  const AttributionId id = AttributionAt(doc_, doc_.attributions.back().content);
  ASSERT_TRUE(id.valid());
  EXPECT_EQ(doc_.attributions[id.value].via, "State television");
}

TEST_F(AttributionTest, CitedInAnAside) {
  Read("Reuters, citing anonymous sources, reported that the base had been hit.");
  EXPECT_EQ(SourceOf("the base had been hit"), "Reuters");
  const auto cited = std::find_if(doc_.attributions.begin(), doc_.attributions.end(), [](const AttributionMention& a) { return !a.via.empty(); });
  ASSERT_NE(cited, doc_.attributions.end());
  EXPECT_EQ(doc_.text(cited->source_span), "anonymous sources");
  EXPECT_EQ(cited->source_type, SourceType::kAnonymous);
  EXPECT_EQ(cited->via, "Reuters");
  EXPECT_EQ(doc_.text(cited->content), "that the base had been hit");
}

TEST_F(AttributionTest, DocumentsSpeak) {
  Read("A report by Human Rights Watch found that the air force bombed two markets.");
  ASSERT_FALSE(doc_.attributions.empty());
  EXPECT_EQ(Row(0).source_type, SourceType::kDocument);
  EXPECT_EQ(SourceOf("bombed two markets"), "A report by Human Rights Watch");
  Read("A statement after a long meeting said that ten people were killed.");
  EXPECT_EQ(doc_.text(Row(0).named), "A statement");
}

TEST_F(AttributionTest, RelativePronounIsItsNoun) {
  Read("The police found a letter that said the bombing was revenge.");
  const AttributionId id = AttributionAt(doc_, At("the bombing was revenge"));
  ASSERT_TRUE(id.valid());
  EXPECT_EQ(doc_.text(doc_.attributions[id.value].named), "a letter");
}

TEST_F(AttributionTest, OfficeAndName) {
  Read("The head of the police, Neil Barrow, said that the attacker was alone.");
  ASSERT_FALSE(doc_.attributions.empty());
  ASSERT_TRUE(Row(0).source.valid());
  EXPECT_EQ(doc_.parties[Row(0).source.value].person, "Neil Barrow");
}

TEST_F(AttributionTest, StatementWithoutMarksRunsOn) {
  Read("Foreign Minister Ana Lopez said:\nWe condemn the attack.\nThe regime killed ten people.");
  EXPECT_EQ(SourceOf("The regime killed ten people"), "Foreign Minister Ana Lopez");
  EXPECT_EQ(doc_.attributions[AttributionAt(doc_, At("The regime killed ten people")).value].quoted, Quoted::kDirect);
}

TEST_F(AttributionTest, TopicOfTalkIsNoClaim) {
  Read("The minister commented on the strikes in Aleppo.");
  EXPECT_TRUE(SourceOf("the strikes").empty());
}

TEST_F(AttributionTest, ReportInItsOwnVoice) {
  Read("Two trucks burned on the road.");
  EXPECT_TRUE(doc_.attributions.empty());
}

TEST_F(AttributionTest, RandomTextGivesRowsInBounds) {
  const char* words[] = {"said", "“", "”", "\"", "'", "according", "to", "he", "The", "army", ",", ".", "that", "told", "reporters", "who", "Ahmed", "citing", "\n", "in", "a", "statement", "adding", "but", ":", "''", "I", "fled", "of"};
  std::mt19937 random(11);
  for (int run = 0; run < 400; ++run) {
    std::string text;
    for (int i = 0; i < 70; ++i) text += std::string(words[random() % std::size(words)]) + (random() % 5 ? " " : "");
    Read(text);
    for (const AttributionMention& a : doc_.attributions) {
      ASSERT_LE(a.content.end, doc_.clean.size());
      ASSERT_LE(a.content.begin, a.content.end);
      ASSERT_LE(a.source_span.end, doc_.clean.size());
      ASSERT_LT(a.cue.begin, a.cue.end);
      if (a.source.valid()) {
        ASSERT_LT(a.source.value, doc_.parties.size());
      }
    }
  }
}

}  // namespace
}  // namespace dateline
