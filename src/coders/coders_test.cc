#include <gtest/gtest.h>

#include "base/days.h"
#include "coders/code_run.h"
#include "coders/test_world.h"

namespace dateline::coders {
namespace {

constexpr std::string_view kVerbs =
    "&TIES_\n+RELATION\n+LINK\n+TRADE_ROUTE_\n\n&WEAPON\n+ROCKET\n+ARTILLERY SHELL\n\n"
    "--- ATTACK [190] ---\nATTACK\nRAID\n- * (WITH &WEAPON) [194]\n- * PLAN [111]\n\n"
    "--- MEET [040:041] ---\nMEET {MEETS MET MEETING}\n- % * [042]\n\n"
    "--- CUT [160] ---\nCUT {CUTS CUTTING}\n+BREAK_OFF {+BREAKS_OFF +BROKE_OFF}\n- * {OLD &TIES_} [161]\n- + * (BY $) [162]\n\n"
    "--- SAY [010] ---\nSAY {SAYS SAID}\n\n--- GO [---] ---\nGO {GOES WENT}\nVISIT [042]\n- * HOME [---]\n\n"
    "~ a (b . ATTACK) SAY = a b 112\n";

TEST(Coders, VerbGivesItsBlocksCode) { EXPECT_EQ(Coded(kVerbs, "Avalor/PROPN/nsubj/2 attacked/VERB/root/0 Brenmark/PROPN/obj/2"), "AVL 190 BRN"); }

TEST(Coders, PassiveTurnsRound) {
  EXPECT_EQ(Coded(kVerbs, "Avalor/PROPN/nsubj:pass/3 was/AUX/aux:pass/3 attacked/VERB/root/0/VBN by/ADP/case/5 Brenmark/PROPN/obl/3"), "BRN 190 AVL");
}

TEST(Coders, NamesOfVersionOneOfUniversalDependenciesAreKnown) {
  EXPECT_EQ(Coded(kVerbs, "Avalor/PROPN/nsubjpass/3 was/AUX/auxpass/3 raided/VERB/root/0/VBN by/ADP/case/5 Brenmark/PROPN/nmod/3"), "BRN 190 AVL");
}

TEST(Coders, PrepositionWithSynonymSharpensTheCode) {
  const std::string_view sentence = "Avalor/PROPN/nsubj/2 attacked/VERB/root/0 Brenmark/PROPN/obj/2 with/ADP/case/6 artillery/NOUN/compound/6 shells/NOUN/obl/2";
  EXPECT_EQ(Coded(kVerbs, sentence), "AVL 194 BRN");
  EXPECT_EQ(Coded(kVerbs, "Avalor/PROPN/nsubj/2 attacked/VERB/root/0 Brenmark/PROPN/obj/2 with/ADP/case/5 joy/NOUN/obl/2"), "AVL 190 BRN");
}

TEST(Coders, NounPhraseTakesWordsBetweenButNotBeforeItsHead) {
  const std::string tail = " Brenmark/PROPN/nmod/5";
  EXPECT_EQ(Coded(kVerbs, "Avalor/PROPN/nsubj/2 cuts/VERB/root/0 old/ADJ/amod/5 close/ADJ/amod/5 relation/NOUN/obj/2 with/ADP/case/7 Brenmark/PROPN/nmod/5"), "AVL 160 BRN");
  EXPECT_EQ(Coded(kVerbs, "Avalor/PROPN/nsubj/2 cuts/VERB/root/0 old/ADJ/amod/4 link/NOUN/obj/2 with/ADP/case/6 Brenmark/PROPN/nmod/4"), "AVL 161 BRN");
}

TEST(Coders, WordsOfAVerbBesideEachOther) {
  EXPECT_EQ(Coded(kVerbs, "Avalor/PROPN/nsubj/2 broke/VERB/root/0 off/ADP/compound:prt/2 talks/NOUN/obj/2 with/ADP/case/6 Celdor/PROPN/nmod/4"), "AVL 160 CEL");
  EXPECT_EQ(Coded(kVerbs, "Avalor/PROPN/nsubj/2 broke/VERB/root/0 talks/NOUN/obj/2 with/ADP/case/5 Celdor/PROPN/nmod/3"), "");
}

TEST(Coders, MirroredCodeAndCompoundOfTwo) {
  EXPECT_EQ(Coded(kVerbs, "Avalor/PROPN/nsubj/2 met/VERB/root/0 Brenmark/PROPN/obj/2"), "AVL 040 BRN; BRN 041 AVL");
  EXPECT_EQ(Coded(kVerbs, "Avalor/PROPN/nsubj/4 and/CCONJ/cc/3 Celdor/PROPN/conj/1 met/VERB/root/0"), "AVL 042 CEL; CEL 042 AVL");
}

TEST(Coders, AgentsStandWithTheirActors) {
  EXPECT_EQ(Coded(kVerbs, "Soldiers/NOUN/nsubj/4 from/ADP/case/3 Avalor/PROPN/nmod/1 attacked/VERB/root/0 Brenmark/PROPN/compound/6 policemen/NOUN/obj/4"), "AVLMIL 190 BRNCOP");
  EXPECT_EQ(Coded(kVerbs, "Avalorian/ADJ/amod/3 aid/NOUN/compound/3 workers/NOUN/nsubj/4 attacked/VERB/root/0 soldiers/NOUN/obj/4"), "NGOAVL 190 ---MIL");
}

TEST(Coders, EnvoysOfBothMeet) {
  EXPECT_EQ(Coded(kVerbs, "Envoys/NOUN/nsubj/6 of/ADP/case/3 Avalor/PROPN/nmod/1 and/CCONJ/cc/5 Celdor/PROPN/conj/3 met/VERB/root/0"), "AVLGOV 042 CELGOV; CELGOV 042 AVLGOV");
}

TEST(Coders, EachOfTwoSharesWhatIsSaidOfBoth) {
  EXPECT_EQ(Coded(kVerbs, "Envoys/NOUN/nsubj/6 of/ADP/case/3 Avalor/PROPN/nmod/1 and/CCONJ/cc/5 Celdor/PROPN/conj/3 attacked/VERB/root/0 Brenmark/PROPN/obj/6"),
            "AVLGOV 190 BRN; CELGOV 190 BRN");
}

TEST(Coders, CodeOfTheDay) {
  const std::string_view sentence = "Avalor/PROPN/nsubj/2 attacked/VERB/root/0 King/PROPN/obj/2 of/ADP/case/5 Dorn/PROPN/nmod/3";
  EXPECT_EQ(Coded(kVerbs, sentence, DayNumber({1995, 5, 1})), "AVL 190 DRNGOV");
  EXPECT_EQ(Coded(kVerbs, sentence, DayNumber({2010, 5, 1})), "AVL 190 DRNELI");
  EXPECT_EQ(Coded(kVerbs, sentence), "");  // no day, no code that holds always
}

TEST(Coders, NullCodesMakeNoEvent) {
  EXPECT_EQ(Coded(kVerbs, "Avalor/PROPN/nsubj/2 went/VERB/root/0 to/ADP/case/4 Brenmark/PROPN/obl/2"), "");
  EXPECT_EQ(Coded(kVerbs, "Avalor/PROPN/nsubj/2 attacked/VERB/root/0 Old/PROPN/compound/4 Empire/PROPN/obj/2"), "");
  EXPECT_EQ(Coded(kVerbs, "Avalor/PROPN/nsubj/2 visits/VERB/root/0 Brenmark/PROPN/obj/2"), "AVL 042 BRN");  // a verb with a code of its own
}

TEST(Coders, NegationTurnsTheCode) {
  EXPECT_EQ(Coded(kVerbs, "Avalor/PROPN/nsubj/4 did/AUX/aux/4 not/PART/advmod/4 attack/VERB/root/0 Brenmark/PROPN/obj/4"), "AVL 050 BRN");
}

TEST(Coders, TransformationSaysWhatSayingComesTo) {
  EXPECT_EQ(Coded(kVerbs, "Avalor/PROPN/nsubj/2 said/VERB/root/0 Brenmark/PROPN/nsubj/4 attacked/VERB/ccomp/2 Celdor/PROPN/obj/4"), "AVL 112 BRN");
  EXPECT_EQ(Coded(kVerbs, "Avalor/PROPN/nsubj/2 said/VERB/root/0 Brenmark/PROPN/nsubj/4 attacked/VERB/ccomp/2 villages/NOUN/obj/4"), "AVL 112 BRN");
}

TEST(Coders, ComplementsAreNotCodedTwice) {
  EXPECT_EQ(Coded(kVerbs, "Avalor/PROPN/nsubj/2 visits/VERB/root/0 Brenmark/PROPN/obj/2 to/PART/mark/5 meet/VERB/advcl/2/VB Celdor/PROPN/obj/5"), "AVL 042 BRN");
}

TEST(Coders, LoneActorsOnlyWhereAskedFor) {
  const std::string_view sentence = "Avalor/PROPN/nsubj/2 said/VERB/root/0 nothing/PRON/obj/2";
  EXPECT_EQ(Coded(kVerbs, sentence), "");
  EXPECT_EQ(Coded(kVerbs, sentence, TimeMention::kNoDay, {true}), "AVL 010 ---");
}

TEST(Coders, CompoundCodesByTheDialect) {
  const std::string_view sentence = "Northern/PROPN/compound/2 League/PROPN/nsubj/3 attacked/VERB/root/0 Celdor/PROPN/obj/3";
  EXPECT_EQ(Coded(kVerbs, sentence), "AVL/BRN 190 CEL");
  EXPECT_EQ(Coded("--- ATTACK [190] ---\nATTACK\n- * PLAN [111]\n", sentence), "AVL 190 CEL; BRN 190 CEL");
}

TEST(Coders, FlatPatternsGoByTheOrderOfWords) {
  const std::string_view verbs = "--- CALL [010] ---\nCALL\n- *_ON [095]\n- * FOR TALKS [036]\n- + WAS * NAMES BY $ [111]\n- HAS &X * [1]\n";
  EXPECT_EQ(Coded(verbs, "Avalor/PROPN/nsubj/2 called/VERB/root/0 on/ADP/case/4 Brenmark/PROPN/obl/2"), "AVL 095 BRN");
  EXPECT_EQ(Coded(verbs, "Avalor/PROPN/nsubj/2 called/VERB/root/0 again/ADV/advmod/2 for/ADP/case/6 new/ADJ/amod/6 talks/NOUN/obl/2 with/ADP/case/8 Brenmark/PROPN/nmod/6"), "AVL 036 BRN");
  EXPECT_EQ(Coded(verbs, "Avalor/PROPN/nsubj:pass/3 was/AUX/aux:pass/3 called/VERB/root/0 names/NOUN/obj/3 by/ADP/case/6 Brenmark/PROPN/obl/3"), "BRN 111 AVL");
}

TEST(Coders, TabariStemsAndRanks) {
  const std::string_view verbs = "<SYNSETS>\n&ARMS\n+gun\n</SYNSETS>\nATTACK [190]\n- * &ARMS [194]\n- * { raid | storm } [195]\nREPORT [010?]\nSPARE [---]\n~FINISH\nIGNORED [999]\n";
  EXPECT_EQ(Coded(verbs, "Avalor/PROPN/nsubj/2 attacked/VERB/root/0 Brenmark/PROPN/obj/2 gunners/NOUN/dep/2"), "AVL 194 BRN");
  EXPECT_EQ(Coded(verbs, "Avalor/PROPN/nsubj/2 attacked/VERB/root/0 Brenmark/PROPN/obj/2 storms/NOUN/dep/2"), "AVL 195 BRN");
  EXPECT_EQ(Coded(verbs, "Avalor/PROPN/nsubj/2 reported/VERB/root/0 Brenmark/PROPN/obj/2 and/CCONJ/cc/5 attacked/VERB/conj/2 Celdor/PROPN/obj/5"), "AVL 190 CEL");
}

TEST(Coders, FaultsAreToldAndLeftOut) {
  const auto book = CoderBook::FromText("--- RAID [190] ---\nRAID\n- RAID [1]\n- * X * [2]\n- * (WITH [3]\n- * Y\n- * &NONE [4]\n* Z [5]\n- * OK [O!54]\n--- BARE ---\n~ a b\n", kActors, kAgents,
                                        Dialect::kDetect, Knowledge());
  ASSERT_TRUE(book);
  std::vector<std::string> where;
  for (const Error& warning : book->warnings()) where.push_back(warning.where);
  EXPECT_EQ(where, (std::vector<std::string>{"verbs:3", "verbs:4", "verbs:5", "verbs:6", "verbs:7", "verbs:8", "verbs:9", "verbs:10", "verbs:11"}));
  EXPECT_EQ(book->verbs().patterns(), 1u);  // "* Z [5]", read as if - stood before it
}

TEST(Coders, RegularForms) {
  EXPECT_EQ(RegularForms("CRUSH"), (std::vector<std::string>{"CRUSH", "CRUSHES", "CRUSHED", "CRUSHING"}));
  EXPECT_EQ(RegularForms("DENY"), (std::vector<std::string>{"DENY", "DENIES", "DENIED", "DENYING"}));
  EXPECT_EQ(RegularForms("RAGE"), (std::vector<std::string>{"RAGE", "RAGES", "RAGED", "RAGING"}));
  EXPECT_EQ(RegularForms("PLAY"), (std::vector<std::string>{"PLAY", "PLAYS", "PLAYED", "PLAYING"}));
}

TEST(Coders, IssuesAreCountedAndCancelled) {
  Words words;
  std::vector<Error> warnings;
  IssueBook issues;
  issues.Add("issues", "<ISSUE CATEGORY=\"X\" TYPE=\"ALL\">\nn:school [SCHOOLS]\nv:teach [TEACHING]\npre+n:school [EARLY]\n~school of thought\nno code\n</ISSUE>\n", words, warnings);
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_EQ(warnings[0].where, "issues:6");
  const auto of = [&](std::string_view sentence) {
    Document doc;
    FromConllu(Trees(sentence), true, doc);
    Units units;
    units.Read(doc, doc.sentences[0].tokens, words);
    return issues.Of(units);
  };
  EXPECT_EQ(of("Schools/NOUN/nsubj/2 teach/VERB/root/0 in/ADP/case/5 every/DET/det/5 school/NOUN/obl/2"), "SCHOOLS,2;TEACHING,1");
  EXPECT_EQ(of("Pre-schools/NOUN/nsubj/2 teach/VERB/root/0"), "EARLY,1;TEACHING,1");
  EXPECT_EQ(of("Schools/NOUN/nsubj/2 teach/VERB/root/0 a/DET/det/4 school/NOUN/obj/2 of/ADP/case/6 thought/NOUN/nmod/4"), "");
}

TEST(Coders, LinesOfEachKind) {
  const auto book = CoderBook::FromText(kVerbs, kActors, kAgents, Dialect::kDetect, Knowledge());
  ASSERT_TRUE(book);
  Document doc;
  FromConllu(Trees("Avalor/PROPN/nsubj/2 attacked/VERB/root/0 Brenmark/PROPN/obj/2"), true, doc);
  doc.report.source_id = "r1";
  doc.report.published = "2018-01-15";
  CodedReport coded;
  Coder(*book, {}).Code(doc, DayNumber({2018, 1, 15}), coded);
  std::string out;
  AppendEvents(doc, coded, EventFormat::kPetrarch, out);
  AppendEvents(doc, coded, EventFormat::kTabari, out);
  AppendEvents(doc, coded, EventFormat::kJsonl, out);
  EXPECT_EQ(out,
            "20180115\tAVL\tBRN\t190\t\tr1_1\t\t\n180115\tAVL\tBRN\t190\t(ATTACK)\tr1_1\n"
            "{\"source_id\":\"r1\",\"date\":\"2018-01-15\",\"sentence\":1,\"source\":{\"code\":\"AVL\",\"text\":\"Avalor\"},\"target\":{\"code\":\"BRN\",\"text\":\"Brenmark\"},"
            "\"code\":\"190\",\"label\":\"ATTACK\",\"verb\":\"attacked\",\"text\":\"Avalor attacked Brenmark\"}\n");
}

}  // namespace
}  // namespace dateline::coders
