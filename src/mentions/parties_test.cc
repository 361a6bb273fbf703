#include <gtest/gtest.h>

#include <random>

#include "mentions/parties_names.h"
#include "mentions/parties_test_world.h"

namespace dateline {
namespace {

class PartiesTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { world_ = new PartyTestWorld; }
  static void TearDownTestSuite() {
    delete world_;
    world_ = nullptr;
  }

  void Read(const std::string& text) { world_->Analyze(text, doc_); }
  const PartyMention* Party(std::string_view span) const {
    for (const PartyMention& party : doc_.parties) {
      if (doc_.text(party.span) == span) return &party;
    }
    return nullptr;
  }
  std::string_view Antecedent(std::string_view span) const {
    const PartyMention* party = Party(span);
    return party && party->antecedent.valid() ? doc_.text(doc_.parties[party->antecedent.value].span) : std::string_view();
  }
  std::string All() const {
    std::string out;
    for (const PartyMention& party : doc_.parties) out += "[" + std::string(doc_.text(party.span)) + "]";
    return out;
  }

  static PartyTestWorld* world_;
  Document doc_;
};
PartyTestWorld* PartiesTest::world_ = nullptr;

TEST_F(PartiesTest, NamesGetTheirActorInEveryFashion) {
  for (const char* name : {"Islamic State", "ISIS", "Isis", "ISIL", "Daesh"}) {
    Read("Soldiers fought " + std::string(name) + " near the river.");
    ASSERT_NE(Party(name), nullptr) << name << " " << All();
    EXPECT_EQ(Party(name)->actor, "islamic-state") << name;
  }
  Read("The S.D.F. and al Qaeda agreed on nothing.");
  ASSERT_NE(Party("S.D.F."), nullptr) << All();
  EXPECT_EQ(Party("S.D.F.")->actor, "syrian-democratic-forces");
  EXPECT_EQ(Party("al Qaeda")->actor, "al-qaeda");
}

TEST(ActorTables, KindComesFromColumnsAndName) {
  const auto kind = [](std::string_view name, std::string_view columns) { return KindOfTable(Table::Parse(name, columns).value()); };
  EXPECT_EQ(kind("actors/groups_asia.tsv", "# columns: id, name, aliases, country, sectors, active, codes, note\n"), ActorKind::kArmedGroup);
  EXPECT_EQ(kind("actors/organizations.tsv", "# columns: id, name, aliases, country, sectors\n"), ActorKind::kOrganization);
  EXPECT_EQ(kind("actors/organizations_aid.tsv", "# columns: id, name, aliases, country, sectors\n"), ActorKind::kOrganization);
  EXPECT_EQ(kind("actors/states_old.tsv", "# columns: id, name, aliases, country, sectors\n"), ActorKind::kOrganization);
  EXPECT_EQ(kind("actors/heads.tsv", "# columns: id, name, aliases, country, sectors, office\n"), ActorKind::kLeader);
  EXPECT_EQ(kind("media.tsv", "# columns: id, name, aliases, country\n"), ActorKind::kMedia);
}

TEST_F(PartiesTest, VerbsAreNoAcronyms) {
  Read("This is what it said, and who said it.");
  for (const PartyMention& party : doc_.parties) EXPECT_TRUE(party.actor.empty()) << doc_.text(party.span);
}

TEST_F(PartiesTest, NameAndRoleAreOneParty) {
  Read("Islamic State fighters left the valley.");
  ASSERT_EQ(All(), "[Islamic State fighters]");
  EXPECT_EQ(doc_.parties[0].actor, "islamic-state");
  EXPECT_EQ(doc_.parties[0].role, "fighters");
  EXPECT_TRUE(doc_.parties[0].is_plural);
}

TEST_F(PartiesTest, DemonymGivesTheCountry) {
  Read("Turkish troops met Iraqi police and Syrian rebels.");
  ASSERT_NE(Party("Turkish troops"), nullptr) << All();
  EXPECT_EQ(Party("Turkish troops")->country, "TUR");
  EXPECT_EQ(Party("Turkish troops")->sectors, "MIL");
  EXPECT_EQ(Party("Iraqi police")->sectors, "COP");
  EXPECT_EQ(Party("Syrian rebels")->country, "SYR");
  EXPECT_EQ(Party("Syrian rebels")->sectors, "REB");
}

TEST_F(PartiesTest, PossessorJoinsItsForce) {
  Read("Chad's army shelled a convoy.");
  ASSERT_NE(Party("Chad's army"), nullptr) << All();
  EXPECT_EQ(Party("Chad's army")->country, "TCD");
  ASSERT_NE(Party("convoy"), nullptr);
  EXPECT_FALSE(Party("convoy")->is_people);
}

TEST_F(PartiesTest, StateInsideAPlacePhraseIsNoParty) {
  Read("Families in Turkey waited. Turkey closed the border.");
  int states = 0;
  for (const PartyMention& party : doc_.parties) states += doc_.text(party.span) == "Turkey";
  EXPECT_EQ(states, 1) << All();
}

TEST_F(PartiesTest, BackedByNamesNoParty) {
  Read("US-backed rebels took the hill.");
  EXPECT_EQ(All(), "[US-backed rebels]");
  EXPECT_TRUE(doc_.parties[0].country.empty());
}

TEST_F(PartiesTest, OfPhraseGivesActor) {
  Read("Members of Hezbollah met the spokesman for the Taliban.");
  ASSERT_NE(Party("Members of Hezbollah"), nullptr) << All();
  EXPECT_EQ(Party("Members of Hezbollah")->actor, "hezbollah");
  ASSERT_NE(Party("spokesman"), nullptr) << All();
  EXPECT_EQ(Party("spokesman")->actor, "taliban");
}

TEST_F(PartiesTest, PersonsKeepOfficeAndCountry) {
  Read("Iraqi Defense Minister Karim Haddad spoke first. Mr. Haddad was tired, and he left.");
  ASSERT_NE(Party("Karim Haddad"), nullptr) << All();
  EXPECT_EQ(Party("Karim Haddad")->person, "Karim Haddad");
  EXPECT_EQ(Party("Karim Haddad")->country, "IRQ");
  EXPECT_EQ(Party("Karim Haddad")->sectors, "GOV");
  ASSERT_NE(Party("Mr. Haddad"), nullptr) << All();
  EXPECT_EQ(Party("Mr. Haddad")->person, "Karim Haddad");
  EXPECT_EQ(Antecedent("Mr. Haddad"), "Karim Haddad");
  EXPECT_EQ(Antecedent("he"), "Karim Haddad");
}

TEST_F(PartiesTest, AppositionTellsWhoAPersonIs) {
  Read("Abu Salim, a smuggler from the coast, was arrested.");
  ASSERT_NE(Party("Abu Salim"), nullptr) << All();
  EXPECT_EQ(Party("Abu Salim")->role, "criminals");
}

TEST_F(PartiesTest, AcronymOfTheDocumentStandsForItsName) {
  Read("The Northern Orchard Brigade (NOB) took the bridge. Two NOB fighters died. Later the NOB left.");
  ASSERT_NE(Party("Northern Orchard Brigade"), nullptr) << All();
  ASSERT_NE(Party("NOB"), nullptr) << All();
  EXPECT_EQ(Antecedent("NOB"), "Northern Orchard Brigade");
  ASSERT_NE(Party("Two NOB fighters"), nullptr) << All();
  EXPECT_EQ(Party("Two NOB fighters")->name, "Northern Orchard Brigade");
}

TEST_F(PartiesTest, TheGroupIsTheLastGroup) {
  Read("Boko Haram attacked the village at dawn. Soldiers came late. The group said nothing.");
  EXPECT_EQ(Antecedent("group"), "Boko Haram") << All();
}

TEST_F(PartiesTest, GenderKeepsPronounsApart) {
  Read("Maria Lopez met Ahmed Rashid. She gave him a letter.");
  EXPECT_EQ(Antecedent("She"), "Maria Lopez") << All();
  EXPECT_EQ(Antecedent("him"), "Ahmed Rashid") << All();
}

TEST_F(PartiesTest, CapitalsThroughoutAreRead) {
  Read("GUERRILLAS OF THE FMLN ATTACKED A BRIDGE.");
  ASSERT_NE(Party("GUERRILLAS OF THE FMLN"), nullptr) << All();
  EXPECT_EQ(Party("GUERRILLAS OF THE FMLN")->actor, "fmln");
}

TEST_F(PartiesTest, RandomTextGivesRowsInBounds) {
  const char* words[] = {"the", "Islamic", "State", "'s", "of", "(", ")", "Mr.", "ISIS", ",", "fighters", "Turkey", "and", "said", "\"", "-", "al", "who", "it", "U.S.", ".", "\n", "Ahmed", "two", "\xE2\x80\x9C", "\xC3\xA9"};
  std::mt19937 random(7);
  for (int run = 0; run < 300; ++run) {
    std::string text;
    for (int i = 0; i < 60; ++i) text += std::string(words[random() % std::size(words)]) + (random() % 4 ? " " : "");
    Read(text);
    for (uint32_t i = 0; i < doc_.parties.size(); ++i) {
      const PartyMention& party = doc_.parties[i];
      ASSERT_LE(party.span.end, doc_.clean.size());
      ASSERT_LT(party.span.begin, party.span.end);
      ASSERT_LE(party.tokens.end, doc_.tokens.size());
      if (party.antecedent.valid()) {
        ASSERT_LT(party.antecedent.value, i);
      }
    }
  }
}

}  // namespace
}  // namespace dateline
