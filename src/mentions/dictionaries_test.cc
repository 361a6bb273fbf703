#include "mentions/dictionaries.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>

#include "base/days.h"
#include "base/mapped_file.h"
#include "base/test_tables.h"
#include "base/utf8.h"
#include "mentions/dictionaries_lines.h"
#include "mentions/parties_names.h"

namespace dateline {
namespace {

const Container& Knowledge() {
  static const Container container = TestTables({"cameo-codes.tsv", "places/countries.tsv", "given-names.tsv"});
  return container;
}

Dictionaries Actors(std::string_view text, Dialect dialect = Dialect::kPetrarch2) {
  Dictionaries out;
  EXPECT_TRUE(out.AddActors("test.actors.txt", text, dialect, Knowledge()));
  return out;
}

std::string Warnings(const Dictionaries& dictionaries) {
  std::string out;
  for (const Error& warning : dictionaries.warnings()) out += warning.Message() + "\n";
  return out;
}

/// "COUNTRY SECTORS" of the actor with this name on a day.
std::string On(const Dictionaries& dictionaries, std::string_view name, std::string_view day) {
  for (const DictionaryActor& actor : dictionaries.actors()) {
    if (std::find(actor.names.begin(), actor.names.end(), name) == actor.names.end()) continue;
    for (const DatedCode& code : actor.dated) {
      if (code.days.Contains(*ParseIsoDay(day))) return std::string(code.country) + " " + std::string(code.sectors);
    }
    return std::string(actor.usual.country) + " " + std::string(actor.usual.sectors);
  }
  return "none";
}

std::string Means(std::string_view code) {
  static const CameoCodes codes = *CameoCodes::Load(Knowledge());
  std::deque<std::string> pool;
  std::string fault;
  const CodeMeaning meaning = codes.Read(code, pool, fault);
  return std::string(meaning.country) + " " + std::string(meaning.sectors) + (fault.empty() ? "" : " !");
}

TEST(CameoCodes, GiveCountryAndSectors) {
  EXPECT_EQ(Means("AFGGOV"), "AFG GOV");
  EXPECT_EQ(Means("ROMGOVBUS"), "ROU GOV,BUS");
  EXPECT_EQ(Means("ZARREBSEP"), "COD REB");
  EXPECT_EQ(Means("IGOUNO"), " IGO,UNO");
  EXPECT_EQ(Means("IMGMUSXQQ"), " IMG");
  EXPECT_EQ(Means("MNCUSABUS"), "USA MNC,BUS");
  EXPECT_EQ(Means("ISRMED"), "ISR JRN");
  EXPECT_EQ(Means("CHNHLH"), "CHN MED");
  EXPECT_EQ(Means("NGOHRI"), " NGO");
  EXPECT_EQ(Means("SUNMIL"), "SUN MIL");
  EXPECT_EQ(Means("MARGOV"), "MAR GOV");
  EXPECT_EQ(Means("CHRMAR"), " ");  // Maronites, not Morocco
  EXPECT_EQ(Means("USA/GBR"), "USA ");
  EXPECT_EQ(Means("---"), " ");
  EXPECT_EQ(Means("QQQGOV"), " GOV !");
  EXPECT_EQ(Means("USALREB"), "USA  !");
}

constexpr std::string_view kBlocks =
    "# head\n"
    "OLD_LEADER_OF_ATLANTIS_ ; by hand\r\n"
    "+LEADER_OF_ATLANTIS\r\n"
    "\t[FRAGOV <920101]\n"
    "\t[FRAELI 920101-20001231] [FRABUS >010101]\n"
    "\t[FRAOPP]\n"
    "\n"
    "NORTHERN_LIGHT_BRIGADE_ [SYRREB] # note\n"
    "+KATAIB_AL-SHIMAL_\n";

TEST(Dictionaries, BlocksWithDatesByTheDialect) {
  const Dictionaries petrarch = Actors(kBlocks), tabari = Actors(kBlocks, Dialect::kTabari);
  EXPECT_EQ(Warnings(petrarch), "");
  EXPECT_EQ(On(petrarch, "Leader of atlantis", "1991-12-31"), "FRA GOV");
  EXPECT_EQ(On(petrarch, "Old leader of atlantis", "1992-01-01"), "FRA ELI");  // < is before the day
  EXPECT_EQ(On(tabari, "Old leader of atlantis", "1992-01-01"), "FRA GOV");    // and up to it
  EXPECT_EQ(On(petrarch, "Leader of atlantis", "2000-12-31"), "FRA OPP");      // a range ends before its end
  EXPECT_EQ(On(tabari, "Leader of atlantis", "2000-12-31"), "FRA ELI");
  EXPECT_EQ(On(petrarch, "Leader of atlantis", "2001-01-01"), "FRA BUS");
  EXPECT_EQ(On(petrarch, "Kataib al-shimal", "2015-01-01"), "SYR REB");
  EXPECT_EQ(On(tabari, "Kataib al shimal", "2015-01-01"), "SYR REB");  // hyphens are blanks
  const DictionaryActor& brigade = petrarch.actors().back();
  EXPECT_EQ(brigade.id, "SYRREB:NORTHERN_LIGHT_BRIGADE");
  EXPECT_EQ(brigade.name, "Northern Light Brigade");
  EXPECT_EQ(brigade.kind, DictionaryActor::Kind::kGroup);
}

TEST(Dictionaries, TheCodeWithoutADateEndsTheListInPetrarch2) {
  constexpr std::string_view kText = "JOHN_EXAMPLE_\n\t[USAELI]\n\t[USAGOV 19930120-20010120]\n";
  EXPECT_EQ(On(Actors(kText), "John example", "1995-01-01"), "USA ELI");
  EXPECT_EQ(On(Actors(kText, Dialect::kTabari), "John example", "1995-01-01"), "USA GOV");
  EXPECT_EQ(Actors(kText).actors()[0].kind, DictionaryActor::Kind::kPerson);
  EXPECT_EQ(On(Actors("JOHN_EXAMPLE_ [USAGOV >930101]\n"), "John example", "1980-01-01"), " ");  // not coded
}

TEST(Dictionaries, ANameInSeveralBlocks) {
  constexpr std::string_view kText = "TWO_NAMES_A [FRAGOV <900101]\n+TWO_NAMES_B\nTWO_NAMES_C [DEUGOV]\n+TWO_NAMES_B\n";
  const Dictionaries joined = Actors(kText), first = Actors(kText, Dialect::kTabari);
  EXPECT_EQ(On(joined, "Two names b", "1980-01-01"), "FRA GOV");
  EXPECT_EQ(On(joined, "Two names b", "1995-01-01"), "DEU GOV");
  EXPECT_EQ(On(joined, "Two names a", "1995-01-01"), " ");
  EXPECT_EQ(On(first, "Two names b", "1995-01-01"), " ");
  EXPECT_NE(Warnings(first).find("test.actors.txt:3: \"TWO NAMES B\" a second time"), std::string::npos) << Warnings(first);
}

TEST(Dictionaries, FaultsOfRealFilesAreToldOnceAndSurvived) {
  const Dictionaries d = Actors(
      "FAULT_ONE_ [ARMUNR 9008223-911221] [ARMGOV]\n"  // 1: seven digits
      "FAULT_TWO_ [MNEGOV 20121204]\n"                 // 2: no operator
      "FAULT_THREE_ [FRAGOV\n"                         // 3: not closed
      "FAULT_FOUR_\n\tFRAGOV 900101-950101]\n"         // 5: not opened
      "\tFAULT_FIVE_ [FRAREB]\n"                       // 6: indented
      "FAULT_SIX_ [pse]\n"                             // 7: small letters
      "FAULT_SEVEN_ [FRAGOV < 900101] [FRAELI > 900101]\n"
      "SAMOA_(AMERICAN)_ [ASM]\nBAHA'I_FRIENDS_ [NGOBAH]\n"
      "FAULT_EIGHT_\n"                                 // 11: no code
      "FAULT_NINE_ [FRAGOV 950101-900101] [FRALREB]\n" // 12: backwards; no triplets
      "FAULT_TEN_ [###]\nFAULT_\xC9LEVEN_ [FRAGOV]\n"  // 14: Latin-1
      "FAULT_TWELVE_ [XQZGOV]\n[FRAGOV]\n");
  EXPECT_EQ(On(d, "Fault one", "1990-09-01"), "ARM GOV");
  EXPECT_EQ(On(d, "Fault two", "2013-01-01"), "MNE GOV");
  EXPECT_EQ(On(d, "Fault three", "2013-01-01"), "FRA GOV");
  EXPECT_EQ(On(d, "Fault four", "1992-01-01"), "FRA GOV");
  EXPECT_EQ(On(d, "Fault five", "1992-01-01"), "FRA REB");
  EXPECT_EQ(On(d, "Fault six", "1992-01-01"), "PSE ");
  EXPECT_EQ(On(d, "Fault seven", "1992-01-01"), "FRA ELI");
  EXPECT_EQ(On(d, "Samoa (american)", "1992-01-01"), "ASM ");
  EXPECT_EQ(On(d, "Baha'i friends", "1992-01-01"), " NGO");
  EXPECT_EQ(On(d, "Fault eight", "1992-01-01"), "none");
  EXPECT_EQ(On(d, "Fault ten", "1992-01-01"), " ");
  EXPECT_EQ(On(d, "Fault \xC3\x89leven", "1992-01-01"), "none");  // a capital inside a word is put small
  const std::string warnings = Warnings(d);
  for (const int line : {1, 2, 3, 5, 6, 7, 11, 12, 14, 15}) {
    EXPECT_NE(warnings.find("test.actors.txt:" + std::to_string(line) + ": "), std::string::npos) << line << "\n" << warnings;
  }
  EXPECT_EQ(warnings.find("txt:8:"), std::string::npos) << warnings;
  EXPECT_EQ(std::count(warnings.begin(), warnings.end(), '\n'), static_cast<std::ptrdiff_t>(d.warnings().size()));
}

TEST(Dictionaries, ALineOfPlusSignsIsOneFault) {
  const Dictionaries read = Actors("NORTH_ARMY" + std::string(300000, '+') + " [USAGOV]\n");
  const std::string warnings = Warnings(read);
  EXPECT_EQ(warnings.find("a + within a name"), warnings.rfind("a + within a name"));
  EXPECT_EQ(On(read, "North army", "2018-01-15"), "USA GOV");
}

TEST(Dictionaries, TheOrderOfFilesBelongsToTheStateOfKnowledge) {
  const auto version = [](std::initializer_list<const char*> files) {
    Dictionaries out;
    for (const char* text : files) EXPECT_TRUE(out.AddActors("x", text, Dialect::kPetrarch2, Knowledge()));
    return out.version();
  };
  const char* one = "NORTH_ARMY [SYRREB]\n";
  const char* two = "NORTH_ARMY [IRQREB]\n";
  EXPECT_NE(version({one, two}), version({two, one}));
  EXPECT_NE(version({one, one}), 0u);
}

TEST(Dictionaries, LinesWithoutComments) {
  DictionaryLines lines("# all\n<!-- one -->A [X]<!-- two\nthree\n-->\nB [###] # four\nC ; five\n/ six\n<NOUN>\nD\n</NOUN>\nE\n~FINISH\nF\n", Dialect::kTabari);
  std::string read;
  std::string_view line;
  while (lines.Next(line)) read += std::string(line) + "|" + std::to_string(lines.number()) + " ";
  EXPECT_EQ(read, "A [X]|2 B [###]|5 C|6 E|11 ");
}

TEST(Dictionaries, AcronymsAndShortNames) {
  const Dictionaries d = Actors("UNDP_ [IGOUNO]\nZANU_ [ZWEPTY]\nTHE_XYZ_ [FRAREB]\nIS_ [IMG]\n");
  EXPECT_EQ(On(d, "UNDP", "2000-01-01"), " IGO,UNO");
  EXPECT_EQ(On(d, "ZANU", "2000-01-01"), "ZWE PTY");
  EXPECT_EQ(On(d, "Zanu", "2000-01-01"), "ZWE PTY");
  EXPECT_EQ(On(d, "XYZ", "2000-01-01"), "FRA REB");
  EXPECT_EQ(On(d, "Is", "2000-01-01"), "none");  // the verb
}

TEST(Dictionaries, Agents) {
  Dictionaries d;
  ASSERT_TRUE(d.AddAgents("a.agents.txt",
                          "!PERSON! = MAN, WOMEN\n!MINIST! = MINISTER, MINISTRY\nFARMER [~AGR]\nCHIEF_OF_POLICE {CHIEFS_OF_POLICE} [ ~COP]\nLIVESTOCK_ {} [~AGR]\nCATTLE!PERSON! [~AGR]\n"
                          "!MINST! FOR_FISHERIES [~GOVAGR]\nAID_GROUP [NGO~]\nBROKEN [GOV]\nWORSE\n!NONE!X [~GOV]\nPLAIN_CLOTHES_OFFICER {PLAIN_CLOTHES_PEOPLE} [~COP]\n",
                          Dialect::kPetrarch2, Knowledge()));
  const auto find = [&](std::string_view lemma) -> const DictionaryAgent* {
    for (const DictionaryAgent& agent : d.agents()) {
      if (agent.lemma == lemma) return &agent;
    }
    return nullptr;
  };
  ASSERT_NE(find("farmer"), nullptr);
  EXPECT_EQ(find("farmer")->code.sectors, "AGR");
  EXPECT_EQ(find("farmer")->code.role, "workers");
  EXPECT_TRUE(find("farmer")->regular);
  EXPECT_FALSE(find("livestock")->regular);
  EXPECT_TRUE(find("livestock")->plurals.empty());
  EXPECT_NE(find("cattleman"), nullptr);
  EXPECT_NE(find("cattlewomen"), nullptr);
  EXPECT_EQ(find("aid group")->code.sectors, "NGO");
  EXPECT_EQ(find("broken")->code.sectors, "GOV");
  EXPECT_EQ(find("plain clothes officer")->plurals[0], "plain clothes people");
  EXPECT_EQ(On(d, "chiefs of police", "2000-01-01"), " COP");  // its head is not its last word
  EXPECT_EQ(On(d, "ministry for fisheries", "2000-01-01"), " GOV,AGR");
  EXPECT_EQ(d.warnings().size(), 3u) << Warnings(d);
}

Document Words(const std::string& text) {
  Document doc;
  doc.clean = text;
  uint32_t first = 0;
  for (uint32_t at = 0; at < text.size();) {
    const auto end = static_cast<uint32_t>(std::min(text.find(' ', at), text.size()));
    doc.tokens.begin.push_back(at);
    doc.tokens.end.push_back(end);
    doc.tokens.shape.push_back(0);
    if (text[at] == '.') {
      doc.sentences.push_back({{doc.tokens.begin[first], end}, {first, doc.tokens.size()}, PartRole::kBody, 0});
      first = doc.tokens.size();
    }
    at = end + 1;
  }
  return doc;
}

TEST(Discards, LeaveSentencesOrReportsOut) {
  Dictionaries d;
  d.AddDiscards("d.txt", "# head\nFIRST SEED\nWORLD_CUP_ # note\n+ ANDRE EXAMPLE\n1914\n", Dialect::kPetrarch2);
  EXPECT_EQ(d.discards().size(), 4u);
  Document doc = Words("The first seed won . Troops took the town . He spoke of 1914 . They left .");
  d.discards().Apply(doc);
  EXPECT_EQ(doc.sentences_discarded, 2u);
  ASSERT_EQ(doc.sentences.size(), 2u);
  EXPECT_EQ(doc.tokens.size(), 8u);
  EXPECT_EQ(doc.token(doc.sentences[0].tokens.begin), "Troops");
  EXPECT_EQ(doc.token(doc.sentences[1].tokens.begin), "They");
  EXPECT_FALSE(doc.story_discarded);
  doc = Words("Troops took the town . Andre Example played .");
  d.discards().Apply(doc);
  EXPECT_TRUE(doc.story_discarded);
  EXPECT_EQ(doc.sentences.size(), 0u);
  EXPECT_EQ(doc.tokens.size(), 0u);
  doc = Words("First seedlings came . Worlds of cups .");
  d.discards().Apply(doc);
  EXPECT_EQ(doc.sentences_discarded, 0u);
}

TEST(Discards, StemsInTabari) {
  Dictionaries d;
  d.AddDiscards("d.discards", "CHAMPION\nSEED_\nTENNIS MATCH\n", Dialect::kTabari);
  Document doc = Words("The championship began . Seeds grew . The seed grew . Tennis matches went on . Tennis matters .");
  d.discards().Apply(doc);
  EXPECT_EQ(doc.sentences_discarded, 3u);
}

TEST(Dictionaries, AnyBytesAndAHundredThousandRows) {
  std::mt19937 random(11);
  const std::string_view pieces = "AB_ +[]<>-#;~!{}=/ \t\n\r0129\xE9<!--~FINISH";
  for (int round = 0; round < 2000; ++round) {
    std::string text(round < 1000 ? std::string(kBlocks) : std::string());
    for (int i = 0; i < 60; ++i) text.insert(text.begin() + static_cast<std::ptrdiff_t>(random() % (text.size() + 1)), pieces[random() % pieces.size()]);
    for (const Dialect dialect : {Dialect::kTabari, Dialect::kPetrarch2}) {
      Dictionaries d = Actors(text, dialect);
      ASSERT_TRUE(d.AddAgents("a", text, dialect, Knowledge()));
      d.AddDiscards("d", text, dialect);
      for (const DictionaryActor& actor : d.actors()) ASSERT_TRUE(utf8::IsValid(actor.name) && !actor.names.empty());
    }
  }
  std::string large;
  for (int i = 0; i < 100'000; ++i) large += "NAME_OF_" + std::to_string(i) + "_ [SYRGOV 900101-20101231] [SYRELI]\n";
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(Actors(large).actors().size(), 100'000u);
#if defined(NDEBUG) && !defined(__SANITIZE_ADDRESS__)
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(1));
#else
  (void)begin;
#endif
}

}  // namespace
}  // namespace dateline
