#include <gtest/gtest.h>

#include <random>

#include "base/days.h"
#include "mentions/parties_dates.h"
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

  void Read(const std::string& text, int32_t day = TimeMention::kNoDay) { world_->Analyze(text, doc_, day); }
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

TEST_F(PartiesTest, LongerNameBehindTheArticleWins) {
  Read("The National Security Agency said on Monday that it had heard nothing.");
  ASSERT_NE(Party("National Security Agency"), nullptr) << All();
  EXPECT_EQ(Party("National Security Agency")->actor, "nsa");
  Read("The UN refugee agency said on Monday that many had fled.");
  ASSERT_NE(Party("UN refugee agency"), nullptr) << All();
  EXPECT_EQ(Party("UN refugee agency")->actor, "unhcr");
  Read("The National said on Monday that many had fled.");
  ASSERT_NE(Party("The National"), nullptr) << All();
  EXPECT_EQ(Party("The National")->actor, "the-national");
}

TEST_F(PartiesTest, CodesOfActorsFollowTheDay) {
  const std::string text = "Hemedti said on Monday that his men had taken the town.";
  const std::pair<CivilDate, const char*> days[] = {{{2018, 5, 4}, "PRM"}, {{2020, 5, 4}, "GOV"}, {{2024, 5, 4}, "REB"}};
  for (const auto& [day, sectors] : days) {
    Read(text, DayNumber(day));
    ASSERT_NE(Party("Hemedti"), nullptr) << All();
    EXPECT_EQ(Party("Hemedti")->sectors, sectors);
  }
}

TEST_F(PartiesTest, HyphensPartNoNames) {
  const std::pair<const char*, const char*> names[] = {{"Lashkar-e-Taiba", "lashkar-e-taiba"}, {"Lashkar e Taiba", "lashkar-e-taiba"}, {"Anti-Balaka", "anti-balaka"},
                                                       {"Popular Front for the Liberation of Palestine - General Command", "pflp-gc"}};
  for (const auto& [name, actor] : names) {
    Read("Soldiers fought " + std::string(name) + " near the river.");
    ASSERT_NE(Party(name), nullptr) << name << " " << All();
    EXPECT_EQ(Party(name)->actor, actor) << name;
  }
}

TEST_F(PartiesTest, PapersAreNotTheNamesThatBeginAsTheyDo) {
  const std::pair<const char*, const char*> texts[] = {{"The Australian government said that it would stay.", ""},
                                                       {"The National Liberation Front of Tripura struck a convoy.", "nlft"},
                                                       {"The Independent newspaper reported the attack.", "independent"},
                                                       {"The Guardian reported the attack.", "guardian"}};
  for (const auto& [text, actor] : texts) {
    Read(text);
    ASSERT_FALSE(doc_.parties.empty()) << text;
    EXPECT_EQ(doc_.parties[0].actor, actor) << text << " " << All();
  }
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

TEST_F(PartiesTest, CodesFollowTheDayOfTheReport) {
  Read("The Taliban took the valley.", 10000);  // 1997-05-19
  ASSERT_NE(Party("Taliban"), nullptr) << All();
  const std::string usual = [&] { Read("The Taliban took the valley."); return std::string(Party("Taliban")->sectors); }();
  EXPECT_EQ(usual, "REB");
  Read("Ronald Reagan spoke in Simi Valley.", 17600);  // 2018-03-10
  ASSERT_NE(Party("Ronald Reagan"), nullptr) << All();
  EXPECT_EQ(Party("Ronald Reagan")->sectors, "ELI");
  Read("President Ronald Reagan spoke in Simi Valley.", 17600);
  EXPECT_EQ(Party("Ronald Reagan")->sectors, "GOV") << "the title in the text comes first";
  Read("Former President Ronald Reagan spoke in Simi Valley.");
  EXPECT_EQ(Party("Ronald Reagan")->sectors, "ELI");
}

TEST_F(PartiesTest, PlacesAreNoParties) {
  Read("Troops crossed the border and reached the village in that area.");
  EXPECT_EQ(All(), "[Troops]");
}

TEST_F(PartiesTest, TheGroupsFightersAreOfTheGroup) {
  Read("Boko Haram attacked the town at dawn. The group's fighters burned houses.");
  ASSERT_NE(Party("group's fighters"), nullptr) << All();
  EXPECT_EQ(Party("group's fighters")->actor, "boko-haram");
}

TEST_F(PartiesTest, AppositionIsOneReferent) {
  Read("Ahmad Ramadan, the head of the Euphrates Center, said that fighters fled.");
  ASSERT_NE(Party("Ahmad Ramadan"), nullptr) << All();
  EXPECT_EQ(Party("Ahmad Ramadan")->role, "leaders");
  ASSERT_NE(Party("head of the Euphrates Center"), nullptr) << All();
  EXPECT_TRUE(Party("head of the Euphrates Center")->is_appositive);
  EXPECT_EQ(Antecedent("head of the Euphrates Center"), "Ahmad Ramadan");

  Read("Germany's interior minister, Horst Seehofer, said that he would resign.");
  ASSERT_NE(Party("Germany's interior minister"), nullptr) << All();
  EXPECT_EQ(Party("Germany's interior minister")->country, "DEU");
  EXPECT_EQ(Party("Germany's interior minister")->person, "Horst Seehofer");
  EXPECT_TRUE(Party("Horst Seehofer")->is_appositive);

  Read("Rami Abdel Rahman, who heads the Syrian Observatory for Human Rights, counted the dead.");
  ASSERT_NE(Party("Rami Abdel Rahman"), nullptr) << All();
  EXPECT_EQ(Antecedent("who"), "Rami Abdel Rahman");
}

TEST_F(PartiesTest, NationalityBeforeADeedIsAParty) {
  Read("Yemen rejected a Russian offer. The Turkish border is long.");
  ASSERT_NE(Party("Russian"), nullptr) << All();
  EXPECT_EQ(Party("Russian")->country, "RUS");
  EXPECT_EQ(Party("Turkish"), nullptr);
}

TEST_F(PartiesTest, TwoLandsShareANoun) {
  Read("French and British forces landed.");
  ASSERT_NE(Party("French"), nullptr) << All();
  EXPECT_EQ(Party("French")->country, "FRA");
  EXPECT_EQ(Party("French")->sectors, "MIL");
  ASSERT_NE(Party("British forces"), nullptr) << All();
  EXPECT_EQ(Party("British forces")->country, "GBR");
}

TEST_F(PartiesTest, NationalityOfMinoritiesIsThatOfTheLand) {
  Read("Bosnian Serbs met ethnic Albanians.");
  ASSERT_NE(Party("Bosnian Serbs"), nullptr) << All();
  EXPECT_EQ(Party("Bosnian Serbs")->country, "BIH");
  ASSERT_NE(Party("ethnic Albanians"), nullptr) << All();
  EXPECT_EQ(Party("ethnic Albanians")->country, "");
}

TEST_F(PartiesTest, CapitalThatActsIsItsState) {
  Read("Moscow rejected the plan. Bombs fell on Moscow. Kabul was bombed.");
  ASSERT_NE(Party("Moscow"), nullptr) << All();
  EXPECT_EQ(Party("Moscow")->country, "RUS");
  EXPECT_EQ(Party("Kabul"), nullptr) << All();
}

TEST_F(PartiesTest, GrammarForbidsAntecedents) {
  Read("Omar Khalil said that Karim Haddad hit him.");
  EXPECT_NE(Antecedent("him"), "Karim Haddad") << All();
  Read("He said that Karim Haddad had left.");
  EXPECT_EQ(Antecedent("He"), "");
}

TEST_F(PartiesTest, TwoMenLeaveHeOpen) {
  Read("Omar Khalil met Karim Haddad near the bridge. The bridge was closed. He was tired.");
  EXPECT_NE(Antecedent("He"), "Karim Haddad") << All();
}

TEST_F(PartiesTest, NounsFindTheirName) {
  Read("Iraqi Defense Minister Karim Haddad spoke first. Later the minister left.");
  EXPECT_EQ(Antecedent("minister"), "Karim Haddad") << All();
  Read("The Sudanese government said nothing. Later the government denied it.");
  EXPECT_EQ(Antecedent("government"), "Sudanese government") << All();
}

TEST_F(PartiesTest, ActorsThatShareANameAreToldApart) {
  const Container tables = PartyTestWorld::Need(Container::FromBytes(BuildContainer({
      {"table:actors/groups.tsv", "# columns: id, name, aliases, country, sectors, active, codes\n"
                                  "fdd-burundi\tForces for the Defence of Democracy\tFDD\tBDI\tREB\t1994-2003\tGOV@2005/\n"
                                  "fdd-chad\tFront of the Dry Desert\tFDD\tTCD\tREB\t2010-\t\n"},
      {"table:media.tsv", "# columns: id, name, aliases, country, kind\n"},
      {"table:hyphen-prefixes.tsv", "# columns: prefix\n"},
      {"table:places/countries.tsv", "# columns: alpha3, name, alternatives, demonyms, capital\n"}})));
  const ActorIndex index = PartyTestWorld::Need(ActorIndex::Load(tables, world_->vocabulary()));
  Read("The FDD attacked.");
  NameHit hit;
  ASSERT_TRUE(index.Match(doc_, 1, doc_.tokens.size(), false, hit));
  const auto chosen = [&](int32_t day, std::string_view country) {
    ActorContext context;
    context.day = day;
    context.Note(country);
    return index.actor(index.Choose(doc_, hit, false, context)).id;
  };
  EXPECT_EQ(chosen(TimeMention::kNoDay, ""), "fdd-burundi") << "the first where nothing tells them apart";
  EXPECT_EQ(chosen(DayNumber({2015, 1, 1}), ""), "fdd-chad");
  EXPECT_EQ(chosen(DayNumber({1999, 1, 1}), ""), "fdd-burundi");
  EXPECT_EQ(chosen(TimeMention::kNoDay, "TCD"), "fdd-chad");
  EXPECT_EQ(index.CodesAt(index.actor(hit.actor), DayNumber({2006, 1, 1})).sectors, "GOV");
  EXPECT_EQ(index.CodesAt(index.actor(hit.actor), DayNumber({2000, 1, 1})).sectors, "REB");
}

TEST_F(PartiesTest, PartiesBeforeAHeadThatIsNone) {
  Read("A prisoner died in Israeli police custody.");
  ASSERT_NE(Party("Israeli police"), nullptr) << All();
  EXPECT_EQ(Party("Israeli police")->country, "ISR");
  EXPECT_EQ(Party("Israeli police")->sectors, "COP");
}

TEST(ActorDates, BadCellsSayWhereAndWhat) {
  const auto table = Table::Parse("actors/x.tsv", "# columns: active, codes\n2014-2010\tGOV\n").value();
  const Table::Row& row = table.rows()[0];
  std::vector<DatedCode> codes;
  EXPECT_NE(ReadActive(table, row, "2014-2010").error().Message().find("x.tsv:2"), std::string::npos);
  for (const char* bad : {"GOV", "GOV@", "XXX@1996/2001", "GOV@1996-13-01/", "Yem GOV@2015/", "GOV@2001/1996", "GOV@/"}) EXPECT_FALSE(ReadCodes(table, row, bad, codes)) << bad;
  for (const char* bad : {"soon", "20x4-", "2014/2010-01", "-", "1994-02-30/"}) EXPECT_FALSE(ReadActive(table, row, bad)) << bad;
  ASSERT_TRUE(ReadCodes(table, row, "GOV@1996-09-27/2001-11-13;YEM MIL,GOV@2015/", codes));
  ASSERT_EQ(codes.size(), 2U);
  EXPECT_EQ(codes[1].country, "YEM");
  EXPECT_EQ(codes[1].sectors, "MIL,GOV");
  EXPECT_TRUE(codes[0].days.Contains(DayNumber({2001, 11, 13})));
  EXPECT_FALSE(codes[0].days.Contains(DayNumber({2001, 11, 14})));
  const DayRange year = ReadActive(table, row, "-1994").value();
  EXPECT_TRUE(year.Contains(DayNumber({1994, 12, 31})));
  EXPECT_TRUE(year.Before(DayNumber({1995, 1, 1})));
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
