#include "text/splitter.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>

#include "text/char_class.h"
#include "text/test_knowledge.h"

namespace dateline {
namespace {

using std::operator""sv;

const Splitter& TestSplitter() {
  static const Splitter splitter = Splitter::Load(TextTables(), TestVocabulary()).value();
  return splitter;
}

Document Split(std::string_view text) {
  Document doc;
  doc.clean = text;
  TestSplitter().Split(doc);
  return doc;
}

/// Tokens with blanks between, sentences with bars.
std::string Written(std::string_view text) {
  const Document doc = Split(text);
  std::string out;
  for (const Sentence& sentence : doc.sentences) {
    if (!out.empty()) out += " | ";
    for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
      if (t > sentence.tokens.begin) out += ' ';
      out += doc.token(t);
    }
  }
  return out;
}

TEST(Splitter, CutsWordsAndMarks) {
  EXPECT_EQ(Written("Rebels, it said, left (for good)."), "Rebels , it said , left ( for good ) .");
  EXPECT_EQ(Written("“Stop!” he said—twice…"), "“ Stop ! ” he said — twice …");
  EXPECT_EQ(Written("no -- never... what?!"), "no -- never ... what ?!");
  EXPECT_EQ(Written("so.? yes!. $$$ --== ^_^ [...] (:"), "so .? | yes !. | $$$ --== ^_^ [ ... ] (:");
  EXPECT_EQ(Written("and/or [sic]"), "and / or [ sic ]");
}

TEST(Splitter, CutsClitics) {
  EXPECT_EQ(Written("didn't can’t won't cannot gonna"), "did n't ca n’t wo n't can not gon na");
  EXPECT_EQ(Written("Turkey's Syria’s they'd've rebels' we're I'm"), "Turkey 's Syria ’s they 'd 've rebels ' we 're I 'm");
  EXPECT_EQ(Written("O'Brien Sha'lan L'Enfant o'clock the 1960's"), "O'Brien Sha'lan L'Enfant o'clock the 1960's");
}

TEST(Splitter, CutsContractionsByWhatFollows) {
  EXPECT_EQ(Written("its not its town, your going to your home, lets go, he lets them"), "it s not its town , you r going to your home , let s go , he lets them");
  EXPECT_EQ(Written("THEY CANNOT AND DONT, IM SAID outta, y'all"), "THEY CAN NOT AND DO NT , IM SAID out ta , y' all");
}

TEST(Splitter, CutsHyphensButForPrefixes) {
  EXPECT_EQ(Written("a 26-year-old well-armed ex-soldier of al-Shabab"), "a 26 - year - old well - armed ex-soldier of al - Shabab");
  EXPECT_EQ(Written("non-state anti-tank pre-war mid-July co-founder e-mail"), "non-state anti-tank pre-war mid-July co-founder e-mail");
  EXPECT_EQ(Written("UN-backed un-American over-priced UN-BACKED"), "UN - backed un-American over-priced UN-BACKED");
  EXPECT_EQ(Written("the U.S.-led coalition, a U.N.-backed plan"), "the U.S. - led coalition , a U.N. - backed plan");
  EXPECT_EQ(Written("94720-1900, 1.5-2.0 and 200-300"), "94720-1900 , 1.5 - 2.0 and 200 - 300");
  EXPECT_EQ(Written("the th- the f- well- known"), "the th- the f- well - known");
  EXPECT_EQ(Written("w/o, w/it, b/c s/he and/or P&L p&l"), "w/o , w/ it , b/c s/he and / or P&L p&l");
  EXPECT_EQ(Written("from 2014-2016 call 555-0142 or 202-555-0142"), "from 2014 - 2016 call 555-0142 or 202-555-0142");
}

TEST(Splitter, CutsNumbersFromUnits) {
  EXPECT_EQ(Written("$5m, £5bn, US$20,000, 20% of 5,000.50"), "$ 5 m , £ 5 bn , US$ 20,000 , 20 % of 5,000.50");
  EXPECT_EQ(Written("10km at 5pm, the 4th, 1990s, 10:30, 9/11, F16, G7"), "10 km at 5 pm , the 4th , 1990s , 10:30 , 9/11 , F16 , G7");
}

TEST(Splitter, KeepsAddressesWhole) {
  EXPECT_EQ(Written("See http://example.org/a?b=1, www.example.org."), "See http://example.org/a?b=1 , www.example.org .");
  EXPECT_EQ(Written("mail (a.b@example.org) or @handle #tag #1"), "mail ( a.b@example.org ) or @handle #tag # 1");
  EXPECT_EQ(Written("at Example.com today"), "at Example.com today");
  EXPECT_EQ(Written("<<12-20_rev.DOC>> (a.txt) .doc comp.sources.unix. mailto:a@b.org @b.org"), "<< 12-20_rev.DOC >> ( a.txt ) .doc comp.sources.unix . | mailto:a@b.org @b.org");
}

TEST(Splitter, EndsSentences) {
  EXPECT_EQ(Written("They left. We stayed! Why? Nobody knows."), "They left . | We stayed ! | Why ? | Nobody knows .");
  EXPECT_EQ(Written("“We left.” They stayed. “Go!” he said. He went (he said.) She"), "“ We left . ” | They stayed . | “ Go ! ” he said . | He went ( he said . ) | She");
  EXPECT_EQ(Written("“Why?” Smith asked. “No.” Then"), "“ Why ? ” Smith asked . | “ No . ” | Then");
  EXPECT_EQ(Written("A heading\nThe text.\n\nMore"), "A heading | The text . | More");
  EXPECT_EQ(Written("It fell.[12] Then it rose."), "It fell . [ 12 ] | Then it rose .");
  EXPECT_EQ(Written("1. First point"), "1 . First point");
  EXPECT_EQ(Written("He waited... Then he left... quietly."), "He waited ... | Then he left ... quietly .");
}

TEST(Splitter, KnowsAbbreviations) {
  EXPECT_EQ(Written("Gen. J. R. Smith met Mr. Doe on Jan. 5."), "Gen. J. R. Smith met Mr. Doe on Jan. 5 .");
  EXPECT_EQ(Written("The U.S. Army left the U.S. The town fell."), "The U.S. Army left the U.S. | The town fell .");
  EXPECT_EQ(Written("At 10.30 a.m. Monday, by 5 p.m. He left."), "At 10.30 a.m. Monday , by 5 p.m. | He left .");
  EXPECT_EQ(Written("Acme Inc. said no. Acme Corp. agreed, etc."), "Acme Inc. said no . | Acme Corp. agreed , etc .");
  EXPECT_EQ(Written("Tanks, guns, etc. were left, etc. They fled the U.S.."), "Tanks , guns , etc. were left , etc . | They fled the U.S. .");
  EXPECT_EQ(Written("It is No. 5 of St. Ives vs. the rest."), "It is No. 5 of St. Ives vs. the rest .");
  EXPECT_EQ(Written("Plan B. The army left. No. It stayed."), "Plan B . | The army left . | No . | It stayed .");
}

TEST(Splitter, KnowsDatelines) {
  EXPECT_EQ(Written("KABUL, Afghanistan (AP) — Troops left."), "KABUL , Afghanistan ( AP ) — Troops left .");
  EXPECT_EQ(Written("BEIRUT, Jan. 5 - Rebels left."), "BEIRUT , Jan. 5 - Rebels left .");
}

TEST(Splitter, DescribesShapes) {
  const Document doc = Split("The UN sent 4th-hand Émigrés, anti-tank.");
  EXPECT_EQ(doc.tokens.shape[0], kCapitalized | kSentenceStart | kSpaceBefore);
  EXPECT_EQ(doc.tokens.shape[1], kCapitalized | kAllCaps | kSpaceBefore);
  EXPECT_EQ(doc.tokens.shape[3], kHasDigit | kSpaceBefore);
  EXPECT_EQ(doc.tokens.shape[4], 0);
  EXPECT_EQ(doc.tokens.shape[6], kCapitalized | kSpaceBefore);
  EXPECT_EQ(doc.tokens.shape[8], kHyphenated | kSpaceBefore);
}

TEST(Splitter, CarriesRolesAndParagraphs) {
  Document doc;
  doc.clean = "Town falls\n\nIt fell. They left.\nMore.";
  doc.clean_parts = {{PartRole::kTitle, {0, 10}}, {PartRole::kBody, {12, 37}}};
  TestSplitter().Split(doc);
  ASSERT_EQ(doc.sentences.size(), 4u);
  EXPECT_EQ(doc.sentences[0].role, PartRole::kTitle);
  EXPECT_EQ(doc.sentences[1].role, PartRole::kBody);
  EXPECT_EQ(doc.sentences[2].paragraph, 1u);
  EXPECT_EQ(doc.sentences[3].paragraph, 2u);
  EXPECT_EQ(doc.text(doc.sentences[2].span), "They left.");
}

TEST(SplitterProperty, TokensCoverAllThatIsPrinted) {
  std::mt19937 random(5);
  constexpr std::string_view kSeed = "“Gen. J. R. Smith’s (ex-U.S.) men didn't,” he said... US$5m—10km at http://a.b/c?d, x@y.com #tag @me [12] 555-0142 :-) 'tis é \xF0\x9F\x98\x80.\nNo. 5!";
  for (int round = 0; round < 5000; ++round) {
    std::string text(kSeed);
    for (auto edits = random() % 12; edits-- > 0;) {
      const size_t at = random() % text.size();
      if ((static_cast<uint8_t>(text[at]) & 0xC0) == 0x80) continue;
      switch (random() % 3) {
        case 0: text.insert(at, 1, " .-'@#:/?!$\"5aA\n["[random() % 17]); break;
        case 1: if (static_cast<uint8_t>(text[at]) < 0x80) text.erase(at, 1); break;
        default: if (static_cast<uint8_t>(text[at]) < 0x80) text[at] = static_cast<char>(0x20 + random() % 95);
      }
    }
    const Document doc = Split(text);
    uint32_t at = 0;
    for (uint32_t t = 0; t < doc.tokens.size(); ++t) {
      ASSERT_LT(doc.tokens.begin[t], doc.tokens.end[t]) << text;
      ASSERT_GE(doc.tokens.begin[t], at) << text;
      for (; at < doc.tokens.begin[t]; ++at) ASSERT_TRUE((ClassOf(text[at]) & kCharBlank) != 0) << text;
      at = doc.tokens.end[t];
      ASSERT_EQ(doc.token(t).find_first_of(" \n"), std::string_view::npos) << text;
    }
    for (; at < text.size(); ++at) ASSERT_TRUE((ClassOf(text[at]) & kCharBlank) != 0) << text;
    uint32_t next = 0;
    for (const Sentence& sentence : doc.sentences) {
      ASSERT_EQ(sentence.tokens.begin, next);
      ASSERT_FALSE(sentence.tokens.empty());
      next = sentence.tokens.end;
    }
    ASSERT_EQ(next, doc.tokens.size());
  }
}

TEST(SplitterProperty, TimeIsLinear) {
  for (const std::string_view unit : {"a"sv, "."sv, "a."sv, "'"sv, "a'"sv, "\" "sv, "-1"sv, "1-"sv, "1/"sv, "@a"sv, "://"sv, "#"sv, "A. "sv, "’s"sv, "'s"sv, "(("sv, "a@"sv, "x. \" "sv, "é"sv, "[1]"sv, ".[1]"sv, "www."sv, "Mr. "sv, ". \" a "sv, "a@ "sv, "'s "sv, "-=."sv, "a-.b"sv, "a/"sv, "its "sv}) {
    std::string text;
    while (text.size() < 400'000) text += unit;
    text += ".doc";
    const auto start = std::chrono::steady_clock::now();
    Split(text);
    EXPECT_LT(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), 2.0) << unit;
  }
}

}  // namespace
}  // namespace dateline
