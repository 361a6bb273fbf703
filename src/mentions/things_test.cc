#include "mentions/things.h"

#include <gtest/gtest.h>

#include <random>

#include "mentions/describe.h"
#include "mentions/parties_test_world.h"

namespace dateline {
namespace {

PartyTestWorld& TheWorld() {
  static PartyTestWorld* const world = new PartyTestWorld;
  return *world;
}

const Document& Read(const std::string& text) {
  static ThingFinder* const finder = new ThingFinder(PartyTestWorld::Need(ThingFinder::Load(TheWorld().container(), TheWorld().vocabulary())));
  static Document doc;
  TheWorld().Analyze(text, doc);
  finder->Find(doc);
  return doc;
}

std::string Things(const std::string& text, ThingKind kind) { return DescribeThings(Read(text), kind); }

/// "what is said of what".
std::string Damage(const std::string& text) {
  const Document& doc = Read(text);
  std::string out;
  for (const ThingMention& thing : doc.things) {
    if (thing.kind == ThingKind::kDamage) out += (out.empty() ? "" : "; ") + std::string(doc.text(thing.of)) + " " + std::string(thing.name);
  }
  return out;
}

TEST(Things, EveryExampleOfTheTablesHolds) {
  const std::pair<const char*, ThingKind> tables[] = {{"weapons.tsv", ThingKind::kWeapon}, {"damage.tsv", ThingKind::kDamage}, {"infrastructure.tsv", ThingKind::kInfrastructure}};
  for (const auto& [name, kind] : tables) {
    const Table table = TheWorld().container().OpenTable(name).value();
    const size_t example = *table.Column("example"), expect = *table.Column("expect");
    size_t examples = 0;
    for (const Table::Row& row : table.rows()) {
      if (row.cells[example].empty()) continue;
      ++examples;
      EXPECT_EQ(Things(std::string(row.cells[example]), kind), row.cells[expect]) << table.Where(row) << ": " << row.cells[example];
    }
    EXPECT_GT(examples, 20u) << name;
  }
}

TEST(Things, WordsThatAreOtherThingsTooNeedEvidence) {
  for (const char* text : {"Water tanks stood on the roof.", "Shell reported a loss of 2 billion dollars.", "The gold mine closed.", "He held the child in his arms.", "The stock market fell.",
                           "The Small Arms Survey counted them.", "The House of Commons voted.", "They bought the company's shell and a private jet."}) {
    EXPECT_EQ(Things(text, ThingKind::kWeapon), "none") << text;
  }
  EXPECT_EQ(Things("The stock market fell and the House voted.", ThingKind::kInfrastructure), "none");
  EXPECT_EQ(Things("He spent prison terms of ten years in prison after he had left school.", ThingKind::kInfrastructure), "none");
}

TEST(Things, AMakeAndItsKindAreOneThing) {
  EXPECT_EQ(Things("Two T-72 tanks crossed the bridge.", ThingKind::kWeapon), "Two T-72 tanks = T-72");
  EXPECT_EQ(Things("Men with AK-47s and rocket-propelled grenades stopped the bus.", ThingKind::kWeapon), "AK-47s = AK-47; rocket-propelled grenades = rocket-propelled grenade");
}

TEST(Things, DamageNamesWhatWasDamaged) {
  const std::pair<const char*, const char*> cases[] = {
      {"Bombs destroyed three houses.", "three houses destroyed"},
      {"Three houses were destroyed by bombs.", "Three houses destroyed"},
      {"The hospital, which was badly damaged, closed.", "hospital damaged"},
      {"A school destroyed by shelling was rebuilt.", "school destroyed"},
      {"Fighters looted and burned the shops.", "shops looted; shops burned"},
      {"The strike damaged or destroyed 40 homes.", "40 homes damaged; 40 homes destroyed"},
      {"The looting of shops began.", "shops looted"},
      {"A mob set the embassy on fire.", "embassy burned"},
      {"The bridge collapsed.", "bridge collapsed"},
      {"The scandal damaged his reputation.", ""},
      {"They destroyed the enemy.", ""},
  };
  for (const auto& [text, want] : cases) EXPECT_EQ(Damage(text), want) << text;
}

TEST(Things, BadTablesAreNamedByLine) {
  const auto problem = [](const char* weapons, const char* damage) {
    const Container knowledge = Container::FromBytes(BuildContainer({{"table:weapons.tsv", weapons},
                                                                     {"table:infrastructure.tsv", "# columns: words, name, category, only, not\n"},
                                                                     {"table:damage.tsv", damage}})).value();
    Vocabulary vocabulary;
    const auto finder = ThingFinder::Load(knowledge, vocabulary);
    return finder ? std::string("none") : finder.error().Message();
  };
  const char* head = "# columns: words, kind, name, grade\n";
  EXPECT_EQ(problem("# columns: words, name, category, mode, only, not\nbow\tbow\tedged\t\tsometimes\n", head), "knowledge/weapons.tsv:2: only \"sometimes\"; expected cap, lower, plural, weak or hit");
  EXPECT_EQ(problem("# columns: words, name, category, mode, only, not\nbow\tbow\nlong-bow|long bow\tbow\n", head),
            "knowledge/weapons.tsv:3: \"long bow\" stands in weapons.tsv or infrastructure.tsv before; expected each name once");
  EXPECT_EQ(problem("# columns: words, name, category, mode\n", head), "knowledge/weapons.tsv: no column \"only\"; expected it beside words, name, category, mode");
  EXPECT_EQ(problem("# columns: words, name, category, mode, only, not\n", "# columns: words, kind, name, grade\nburn\tverbs\n"), "knowledge/damage.tsv:2: kind \"verbs\"; expected verb, happens, noun or attack");
}

TEST(Things, SpansStayInBoundsOnMutatedText) {
  const std::string seed = "Two improvised explosive devices hit the health centre, burned down forty huts and set fire to the mosque; T-72 tanks fired shells. ";
  std::mt19937 random(5);
  for (int round = 0; round < 300; ++round) {
    std::string text = seed + seed;
    for (int k = 0; k < 8; ++k) text.erase(random() % text.size(), random() % 12);
    const Document& doc = Read(text);
    for (const ThingMention& thing : doc.things) {
      ASSERT_LT(thing.span.begin, thing.span.end);
      ASSERT_LE(thing.span.end, doc.clean.size());
      ASSERT_LE(thing.of.end, doc.clean.size());
      ASSERT_EQ(thing.of.empty(), thing.kind != ThingKind::kDamage);
    }
  }
}

}  // namespace
}  // namespace dateline
