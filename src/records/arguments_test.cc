// Arguments by the real model. The rows of knowledge/arguments.tsv are tests too: each has an example with its trigger in brackets.
#include "records/arguments.h"

#include <gtest/gtest.h>

#include <memory>
#include <sstream>

#include "language/test_world.h"

namespace dateline {
namespace {

struct World : LanguageWorld {
  World() : LanguageWorld({"arguments.tsv"}), words(vocabulary) {
    auto loaded = ArgumentRules::Load(*container, vocabulary);
    if (!loaded) throw std::runtime_error(loaded.error().Message());
    rules = std::move(*loaded);
  }
  GrammarWords words;
  ArgumentRules rules;
};

World& TheWorld() {
  static World world;
  return world;
}

/// The arguments of the words in brackets, as "subj=Gunmen obj=soldiers in=Mosul", each once, in the order found. `text`: tokens separated by blanks or before marks.
std::string ArgumentsOf(std::string text) {
  World& world = TheWorld();
  const size_t open = text.find('[');
  text.erase(open, 1);
  const size_t close = text.find(']');
  text.erase(close, 1);
  Document doc;
  doc.clean = text;
  for (size_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    size_t end = at;
    if (text[at] == ',' || text[at] == '.') ++end;
    else if (text.compare(at, 2, "'s") == 0) end += 2;
    else while (end < text.size() && text[end] != ' ' && text[end] != ',' && text[end] != '.' && text.compare(end, 2, "'s") != 0) ++end;
    doc.tokens.begin.push_back(static_cast<uint32_t>(at));
    doc.tokens.end.push_back(static_cast<uint32_t>(end));
    uint8_t shape = at > 0 && text[at - 1] == ' ' ? kSpaceBefore : 0;
    if (text[at] >= 'A' && text[at] <= 'Z') shape |= kCapitalized;
    if (text[at] >= '0' && text[at] <= '9') shape |= kHasDigit;
    doc.tokens.shape.push_back(shape);
    at = end;
  }
  Sentence sentence;
  sentence.span = {0, static_cast<uint32_t>(text.size())};
  sentence.tokens = {0, doc.tokens.size()};
  doc.sentences.push_back(sentence);
  LanguageAnalyzer::Workspace workspace(world.analyzer);
  world.analyzer.AnalyzeGiven(doc, workspace);
  TokenRange trigger{doc.tokens.size(), 0};
  for (uint32_t t = 0; t < doc.tokens.size(); ++t) {
    if (doc.tokens.begin[t] < open || doc.tokens.end[t] > close) continue;
    trigger = {std::min(trigger.begin, t), t + 1};
  }
  SyntaxTree tree;
  tree.Read(doc, sentence.tokens);
  std::vector<Argument> found;
  world.rules.Find({doc, tree, world.words}, trigger, found);
  std::string out;
  for (const Argument& a : found) {
    std::string role;
    switch (a.role) {
      case ArgumentRole::kSubject: role = "subj"; break;
      case ArgumentRole::kObject: role = "obj"; break;
      case ArgumentRole::kIndirect: role = "iobj"; break;
      case ArgumentRole::kPossessor: role = "poss"; break;
      case ArgumentRole::kModifier: role = "mod"; break;
      case ArgumentRole::kDoer: role = "doer"; break;
      case ArgumentRole::kReached: role = "reached"; break;
      case ArgumentRole::kAim: role = "aim"; break;
      case ArgumentRole::kPreposition: role = a.preposition.valid() ? std::string(world.vocabulary.Text(a.preposition)) : "-"; break;
    }
    const std::string item = role + "=" + std::string(doc.token(a.head));
    if ((" " + out + " ").find(" " + item + " ") == std::string::npos) out += (out.empty() ? "" : " ") + item;
  }
  return out;
}

/// Expects every item of `wanted`, and none that begins with "!".
void ExpectArguments(const std::string& text, const std::string& wanted, const std::string& where = {}) {
  const std::string found = " " + ArgumentsOf(text) + " ";
  std::istringstream in(wanted);
  for (std::string item; in >> item;) {
    const bool absent = item[0] == '!';
    const bool has = found.find(" " + item.substr(absent ? 1 : 0) + " ") != std::string::npos;
    EXPECT_EQ(has, !absent) << where << " " << text << "\n  " << item << " in" << found;
  }
}

TEST(Arguments, EveryRowsExampleHolds) {
  const auto table = TheWorld().container->OpenTable("arguments.tsv");
  ASSERT_TRUE(table);
  ASSERT_GT(table->rows().size(), 40u);
  for (const Table::Row& row : table->rows()) {
    ASSERT_NE(row.cells[3].find('['), std::string_view::npos) << table->Where(row);
    ASSERT_FALSE(row.cells[4].empty()) << table->Where(row);
    ExpectArguments(std::string(row.cells[3]), std::string(row.cells[4]), table->Where(row));
  }
}

TEST(Arguments, ActiveAndPassive) {
  ExpectArguments("Gunmen [killed] two soldiers in Mosul.", "subj=Gunmen obj=soldiers in=Mosul");
  ExpectArguments("Two soldiers were [killed] by gunmen in Mosul.", "subj=gunmen obj=soldiers in=Mosul !subj=soldiers");
  ExpectArguments("The town was [shelled].", "obj=town !subj=town");
  ExpectArguments("He was [shot] and wounded near the mosque.", "obj=He !subj=He");
}

TEST(Arguments, HeadlinesLeaveOutTheAuxiliary) {
  ExpectArguments("Seven fighters [killed] in blasts in Afghanistan", "obj=fighters !subj=fighters");
  ExpectArguments("Rebels [killed] and wounded 30 soldiers in Homs.", "subj=Rebels !obj=Rebels");
  ExpectArguments("The army [killed] in the north.", "subj=army !obj=army");
  ExpectArguments("They [killed] in Homs.", "subj=They !obj=They");
}

TEST(Arguments, RelativeAndReducedClauses) {
  ExpectArguments("Police arrested the men who [attacked] the church.", "subj=men obj=church !subj=who");
  ExpectArguments("The town that the rebels [captured] lies in the north.", "subj=rebels obj=town");
  ExpectArguments("Fighters [trained] by Iran crossed the border.", "obj=Fighters subj=Iran");
  ExpectArguments("Troops [patrolling] the border arrested him.", "subj=Troops obj=border");
  ExpectArguments("The fighters, dozens of whom were [killed], retreated.", "obj=fighters");
}

TEST(Arguments, WhatIsAskedOrPromised) {
  ExpectArguments("Mali [demanded] that Chad withdraw its troops.", "subj=Mali doer=Chad");
  ExpectArguments("Mali [demanded] that the rebels be freed.", "!doer=rebels");
  ExpectArguments("The general [threatened] to shell the town.", "reached=town !doer=town");
  ExpectArguments("Ghana [threatened] to start cutting ties with Togo.", "reached=Togo");
  ExpectArguments("Ghana [met] the envoy in Lome.", "!reached=envoy !doer=envoy");
  ExpectArguments("Ghana [promised] to withdraw its troops.", "!reached=troops");
  ExpectArguments("The union [threatened] to strike unless the company paid.", "reached=company");
  ExpectArguments("Farmers [marched] to protest against the government.", "aim=government");
  ExpectArguments("Ghana [gave Togo a grant].", "iobj=Togo");
}

TEST(Arguments, ControlAndRaising) {
  ExpectArguments("The families tried to [flee] to Turkey.", "subj=families to=Turkey");
  ExpectArguments("Soldiers forced the villagers to [leave] their homes.", "subj=villagers obj=homes !subj=Soldiers");
  ExpectArguments("The residents were forced to [leave].", "subj=residents");
  ExpectArguments("The rebels were able to [escape].", "subj=rebels");
  ExpectArguments("The army stopped them from [leaving].", "subj=them !subj=army");
}

TEST(Arguments, Coordination) {
  ExpectArguments("Gunmen stormed the hotel and [killed] three guests.", "subj=Gunmen obj=guests");
  ExpectArguments("Turkey and Russia [signed] the deal.", "subj=Turkey subj=Russia");
  ExpectArguments("The bomb [killed] a child and two women.", "obj=child obj=women");
  ExpectArguments("They [fled] to Kenya, Uganda and Ethiopia.", "to=Kenya to=Uganda to=Ethiopia");
  ExpectArguments("The commandos [tracked] and killed the commander.", "subj=commandos obj=commander");
}

TEST(Arguments, NounsForHappenings) {
  ExpectArguments("The [capture] of Raqqa by the militia was welcomed.", "of=Raqqa by=militia");
  ExpectArguments("Turkey's [bombing] of Afrin continued.", "poss=Turkey of=Afrin");
  ExpectArguments("The Turkish [offensive] against the Kurds began.", "mod=Turkish against=Kurds");
  ExpectArguments("He died in a [raid] conducted by the army.", "subj=army");
  ExpectArguments("An [attack] targeting a mosque wounded 12 people.", "obj=mosque");
}

TEST(Arguments, PastTensesTakenForParticiples) {
  ExpectArguments("More than 600 families [crossed] into Iraq from Hasakah.", "subj=families into=Iraq from=Hasakah !obj=families");
  ExpectArguments("Fighters [trained] by Iran crossed the border.", "obj=Fighters subj=Iran");
}

TEST(Arguments, Quantities) {
  ExpectArguments("Dozens of fighters [surrendered].", "subj=fighters !subj=Dozens");
  ExpectArguments("The army [detained] hundreds of villagers.", "obj=villagers");
}

TEST(Arguments, ParticiplesThatGoAlong) {
  ExpectArguments("A bomb exploded in the market, [killing] 12 shoppers.", "subj=bomb obj=shoppers");
  ExpectArguments("The bus was hit by a rocket, [killing] two passengers.", "subj=rocket obj=passengers !subj=bus");
  ExpectArguments("They reached Jordan after [fleeing] Daraa.", "subj=They obj=Daraa");
}

TEST(Arguments, WhoStandsForWhom) {
  ExpectArguments("The minister allowed the army to [attack] the town.", "subj=army obj=town !subj=minister");
  ExpectArguments("The general sent his troops to [seize] the bridge.", "obj=bridge");
  ExpectArguments("One soldier died and five more were [wounded].", "obj=five !obj=soldier");
  ExpectArguments("The rebels are on the brink of [launching] an offensive.", "subj=rebels obj=offensive");
}

TEST(Arguments, PhrasesOnTheWrongNeighbour) {
  ExpectArguments("The army [deported] hundreds of people from the town of Ain Issa to Turkey.", "obj=people from=town to=Turkey");
}

TEST(Arguments, ANounStandsForPlacesOfItsKindOnly) {
  World& world = TheWorld();
  const auto word = [&](const char* text) { return world.vocabulary.Intern(text); };
  EXPECT_TRUE(world.rules.MayBeCalled(word("town"), "P.PPL"));
  EXPECT_FALSE(world.rules.MayBeCalled(word("town"), "A.PCLI"));
  EXPECT_TRUE(world.rules.MayBeCalled(word("country"), "A.PCLI"));
  EXPECT_TRUE(world.rules.MayBeCalled(word("region"), "L.RGN"));  // one of several kinds
  EXPECT_TRUE(world.rules.PointsBack(word("province")));
  EXPECT_TRUE(world.rules.IsSite(word("courtyard")));
  EXPECT_FALSE(world.rules.PointsBack(word("courtyard")));  // somewhere, but never a name
}

TEST(Arguments, AWrongRowIsNamed) {
  for (const char* row : {"ally\tcarry out\t\tX.\tY", "agent\tcarry out on\t\tX.\tY", "agent\tcarry\tby\tX.\tY", "pair\tout of\t\tX.\tY", "relay\tbehalf\tfor\tX.\tY"}) {
    Vocabulary vocabulary;
    const auto container = Container::FromBytes(BuildContainer({{"table:arguments.tsv", std::string("# columns: kind, words, reading, example, gives\n") + row + "\n"}}));
    const auto rules = ArgumentRules::Load(*container, vocabulary);
    ASSERT_FALSE(rules) << row;
    EXPECT_NE(rules.error().Message().find("knowledge/arguments.tsv:2"), std::string::npos);
  }
}

TEST(SyntaxTree, ReachDepthAndCommonAncestor) {
  Document doc;
  doc.tokens.begin = {0, 1, 2, 3, 4};
  doc.tokens.end = {1, 2, 3, 4, 5};
  doc.tokens.head = {1, 1, 4, 4, 1};
  doc.tokens.deprel.assign(5, Deprel::kDep);
  SyntaxTree tree;
  tree.Read(doc, {0, 5});
  EXPECT_EQ(tree.Parent(1), SyntaxTree::kNone);
  EXPECT_EQ(tree.Reach(4), (TokenRange{2, 5}));
  EXPECT_EQ(tree.Reach(1), (TokenRange{0, 5}));
  EXPECT_EQ(tree.Depth(3), 2u);
  EXPECT_EQ(tree.Common(2, 3), 4u);
  EXPECT_EQ(tree.Common(0, 3), 1u);
  EXPECT_TRUE(tree.Under(2, 4));
  EXPECT_FALSE(tree.Under(0, 4));
  std::vector<uint32_t> children;
  for (const uint32_t c : ChildrenOf(tree, 1)) children.push_back(c);
  EXPECT_EQ(children, (std::vector<uint32_t>{0, 4}));
  doc.tokens.head = {1, 0, 4, 4, 2};  // circles
  tree.Read(doc, {0, 5});
  EXPECT_EQ(tree.FirstChild(4), SyntaxTree::kNone);
  EXPECT_EQ(tree.Common(0, 3), SyntaxTree::kNone);
}

}  // namespace
}  // namespace dateline
