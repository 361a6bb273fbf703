#include "text/cleaner.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>

#include "base/charset.h"
#include "base/utf8.h"
#include "text/test_knowledge.h"

namespace dateline {
namespace {

using std::operator""sv;

const Cleaner& TestCleaner() {
  static const Cleaner cleaner = Cleaner::Load(TextTables(), TestVocabulary()).value();
  return cleaner;
}

Document Cleaned(std::string_view original, std::vector<Part> parts = {}) {
  Document doc;
  doc.report.original = original;
  doc.report.parts = std::move(parts);
  TestCleaner().Clean(doc);
  return doc;
}

std::string Clean(std::string_view original) { return Cleaned(original).clean; }

TEST(Cleaner, LeavesSoundTextAlone) {
  const std::string text = "The long-term truce held, a well-known envoy said. It's half of five- to ten-day plans.\n\n“Don't,” he said — in no hurry… café, naïve, Erdoğan; Ã, Â and «CAFÉ» stay.\nA new line.";
  const Document doc = Cleaned(text);
  EXPECT_EQ(doc.clean, text);
  ASSERT_EQ(doc.offsets.runs().size(), 1u);
  ASSERT_EQ(doc.clean_parts.size(), 1u);
  EXPECT_EQ(doc.clean_parts[0].role, PartRole::kBody);
  EXPECT_EQ(doc.clean_parts[0].bytes, (Span{0, static_cast<uint32_t>(text.size())}));
  EXPECT_EQ(doc.cleaning.spaces + doc.cleaning.ligatures + doc.cleaning.hyphens + doc.cleaning.mojibake + doc.cleaning.encoding, 0u);
}

TEST(Cleaner, JoinsWordsBrokenAtLigatures) {
  EXPECT_EQ(Clean("Villagers f led the con f lict, of f icials said."), "Villagers fled the conflict, officials said.");
  EXPECT_EQ(Clean("Troops were fend ing off raids; the govern ment agreed."), "Troops were fending off raids; the government agreed.");
  const Document doc = Cleaned("The f ighting near the town was heavy.");
  EXPECT_EQ(doc.clean, "The fighting near the town was heavy.");
  EXPECT_EQ(doc.cleaning.ligatures, 1u);
  EXPECT_EQ(doc.offsets.ToOriginal({4, 12}), (Span{4, 13}));
}

TEST(Cleaner, JoinsDoubtfulWordsOnlyInBrokenText) {
  EXPECT_EQ(Clean("The f ighting reached the off ice of the mayor."), "The fighting reached the office of the mayor.");
  EXPECT_EQ(Clean("He turned the heat off ice was everywhere."), "He turned the heat off ice was everywhere.");
  EXPECT_EQ(Clean("He came in to tally votes and to bridge a gap, half a day late."), "He came in to tally votes and to bridge a gap, half a day late.");
}

TEST(Cleaner, KnowsNamesOfTheSameReport) {
  EXPECT_EQ(Clean("Zarqanif ists met. f ighters of Zor iflan fled; Zoriflan was empty."), "Zarqanif ists met. fighters of Zoriflan fled; Zoriflan was empty.");
}

TEST(Cleaner, MendsHyphens) {
  EXPECT_EQ(Clean("east of the Euphra- tes River"), "east of the Euphrates River");
  EXPECT_EQ(Clean("the govern-\nment of a rebel- held, American- backed area"), "the government of a rebel-held, American-backed area");
  EXPECT_EQ(Clean("two- and three-year terms, short- or long-term"), "two- and three-year terms, short- or long-term");
  EXPECT_EQ(Clean("near al- Qaim, an anti- American march"), "near al-Qaim, an anti-American march");
  EXPECT_EQ(Clean("He left the talks- the other side stayed."), "He left the talks- the other side stayed.");
  EXPECT_EQ(Clean("BAGHDAD- Three men were held."), "BAGHDAD- Three men were held.");
  EXPECT_EQ(Cleaned("a 26- year-old man").clean, "a 26-year-old man");
  EXPECT_EQ(Cleaned("some- thing strange").cleaning.hyphens, 1u);
}

TEST(Cleaner, MendsCharacters) {
  EXPECT_EQ(Clean("The \xEF\xAC\x81ghters \xEF\xAC\x82" "ed the o\xEF\xAC\x83" "ce"), "The fighters fled the office");
  EXPECT_EQ(Clean("demon\xC2\xADstrators and soft\xC2\xAD\nware"), "demonstrators and software");
  EXPECT_EQ(Clean("a\xC2\xA0" "b  c\xE2\x80\x89" "d\xE2\x80\x8B" "e\tg"), "a b c de g");
  EXPECT_EQ(Clean("paid $ 30,000 or US$ 5 or € 7, 10 $ 5"), "paid $30,000 or US$5 or €7, 10 $5");
  EXPECT_EQ(Clean("a\x01" "b\0c \x7F"sv), "abc");
  EXPECT_EQ(Clean("one\r\n\r\ntwo\r\n"), "one\n\ntwo");
}

TEST(Cleaner, ReadsMojibakeBack) {
  EXPECT_EQ(Clean("â€œNo,â€\xC2\x9D he saidâ€”itâ€™s FranÃ§ois"), "“No,” he said—it’s François");
  EXPECT_EQ(Clean("Ã¢â‚¬Å“NoÃ¢â‚¬â„¢ FranÃƒÂ§ois"), "“No’ François");
  EXPECT_EQ(Clean("he said \xC2\x93yes\xC2\x94"), "he said “yes”");
  EXPECT_EQ(Clean("â€œNo,â€ he said"), "“No,” he said");
  EXPECT_EQ(Cleaned("naÃ¯ve").cleaning.mojibake, 1u);
}

TEST(Cleaner, DecodesOtherEncodings) {
  const Document doc = Cleaned("\x93No,\x94 said Fran\xE7ois");
  EXPECT_EQ(doc.clean, "“No,” said François");
  EXPECT_EQ(doc.cleaning.encoding, 1u);
  EXPECT_EQ(doc.offsets.ToOriginal({3, 5}), (Span{1, 3}));
  EXPECT_EQ(Clean("\xFF\xFEI\0d\0l\0i\0b\0"sv), "Idlib");
  EXPECT_EQ(Clean("\xEF\xBB\xBFIdlib"), "Idlib");
}

TEST(Cleaner, TakesMarksOfKiosks) {
  const Document doc = Cleaned("Text here.\n\n ?? JANE DOE ?? A fighter waits.");
  EXPECT_EQ(doc.clean, "Text here.\n\nJANE DOE A fighter waits.");
  EXPECT_EQ(doc.cleaning.marks, 2u);
  EXPECT_EQ(Clean("What ?? No ?? Yes"), "What ?? No ?? Yes");
}

TEST(Cleaner, JoinsHardWrappedLines) {
  EXPECT_EQ(Clean("The rebels took the town on the river after a long\nfight that left many of its houses in ruins, the\nmayor said. Thousands of people left for the south\nand the coast, where camps were set up for them by\nthe government.\n\nA new paragraph."),
            "The rebels took the town on the river after a long fight that left many of its houses in ruins, the mayor said. Thousands of people left for the south and the coast, where camps were set up for them by the government.\n\nA new paragraph.");
  EXPECT_EQ(Clean("Rebels Take Town\nThe rebels took it on Monday.\nThe mayor fled."), "Rebels Take Town\nThe rebels took it on Monday.\nThe mayor fled.");
  EXPECT_EQ(Clean("They went to the\nriver."), "They went to the river.");
}

TEST(Cleaner, KeepsTheRolesOfParts) {
  const std::string original = "Town falls| By A. B.|Rebels took it. |A caption.|A caption.";
  const Document doc = Cleaned(original, {{PartRole::kTitle, {0, 10}}, {PartRole::kByline, {11, 20}}, {PartRole::kBody, {21, 37}}, {PartRole::kCaption, {38, 48}}, {PartRole::kCaption, {49, 59}}});
  EXPECT_EQ(doc.clean, "Town falls\n\nRebels took it.\n\nA caption.");
  ASSERT_EQ(doc.clean_parts.size(), 3u);
  EXPECT_EQ(doc.clean_parts[1].role, PartRole::kBody);
  EXPECT_EQ(doc.text(doc.clean_parts[1].bytes), "Rebels took it.");
  EXPECT_EQ(doc.cleaning.duplicate_captions, 1u);
  EXPECT_EQ(doc.offsets.ToOriginal({10, 12}), (Span{10, 21}));
}

TEST(Cleaner, EveryRowOfTheFragmentsIsAnExample) {
  const Container tables = TextTables();
  const Table table = tables.OpenTable("fragments.tsv").value();
  for (const Table::Row& row : table.rows()) EXPECT_EQ(Clean(row.cells[2]), row.cells[3]) << table.Where(row);
}

TEST(Cleaner, CutsWhatIsTooLong) {
  std::string long_text;
  while (long_text.size() < (17u << 20)) long_text += "Many words follow each other here. ";
  const Document doc = Cleaned(long_text);
  EXPECT_LE(doc.clean.size(), 16u << 20);
  EXPECT_EQ(doc.cleaning.truncated, 1u);
}

constexpr std::string_view kSeed =
    "Rebels f led â€œal- Qaimâ€\x9d on Jan. 5,  the govern-\nment said.\r\n\r\n ?? JANE DOE ?? $ 30,000 was\xC2\xA0paid; of f icials didn’t know. \xEF\xAC\x81" "fteen caf\xC3\xA9s\xC2\xAD "
    "Euphra- tes — off ice … FranÃ§ois naÃ ̄ve \xE9 fend ing two- and three-year\n";

std::string Mutated(std::mt19937& random) {
  std::string text;
  for (auto copies = random() % 3 + 1; copies-- > 0;) text += kSeed;
  for (auto edits = random() % 30; edits-- > 0 && !text.empty();) {
    const size_t at = random() % text.size();
    switch (random() % 4) {
      case 0: text[at] = static_cast<char>(random()); break;
      case 1: text.insert(at, 1, " \n-f?'\xC3\xE2\0"[random() % 9]); break;
      case 2: text.erase(at, random() % 5); break;
      default: text.insert(at, text.substr(random() % text.size(), random() % 20)); break;
    }
  }
  return text;
}

/// The blank line between two parts that touch stands for nothing.
bool IsInserted(const Document& doc, uint32_t at) {
  for (const OffsetMap::Run& run : doc.offsets.runs()) {
    if (run.clean <= at && at < run.clean + run.clean_size) return run.original_size == 0;
  }
  return true;
}

void CheckMap(const Document& doc, std::mt19937& random) {
  ASSERT_TRUE(utf8::IsValid(doc.clean));
  ASSERT_EQ(doc.offsets.clean_size(), doc.clean.size());
  uint32_t last = 0;
  for (const OffsetMap::Run& run : doc.offsets.runs()) {
    ASSERT_GE(run.original, last);
    last = run.original + run.original_size;
    ASSERT_LE(last, doc.report.original.size());
    if (run.copied) {
      ASSERT_EQ(doc.clean.substr(run.clean, run.clean_size), doc.report.original.substr(run.original, run.original_size));
    }
  }
  for (int i = 0; i < 20 && !doc.clean.empty(); ++i) {
    const auto begin = static_cast<uint32_t>(random() % doc.clean.size());
    const Span span = {begin, static_cast<uint32_t>(begin + 1 + random() % (doc.clean.size() - begin))};
    if (IsInserted(doc, span.begin) || IsInserted(doc, span.end - 1)) continue;
    ASSERT_TRUE(doc.offsets.ToClean(doc.offsets.ToOriginal(span)).Contains(span));
  }
  uint32_t end = 0;
  for (const Part& part : doc.clean_parts) {
    ASSERT_LE(end, part.bytes.begin);
    ASSERT_LT(part.bytes.begin, part.bytes.end);
    end = part.bytes.end;
  }
  ASSERT_LE(end, doc.clean.size());
}

TEST(CleanerProperty, AnyBytesGiveValidTextAndATrueMap) {
  std::mt19937 random(11);
  Document doc;
  for (int round = 0; round < 3000; ++round) {
    doc.Clear();
    doc.report.original = Mutated(random);
    const auto size = static_cast<uint32_t>(doc.report.original.size());
    for (auto parts = random() % 5; parts-- > 0;) {
      const auto a = static_cast<uint32_t>(random() % (size + 2)), b = static_cast<uint32_t>(random() % (size + 9));
      doc.report.parts.push_back({static_cast<PartRole>(random() % 8), {a, b}});
    }
    TestCleaner().Clean(doc);
    CheckMap(doc, random);
    if (HasFatalFailure()) FAIL() << doc.report.original;
  }
}

TEST(CleanerProperty, CopiedRunsCleanToThemselves) {
  std::mt19937 random(12);
  for (int round = 0; round < 300; ++round) {
    const Document doc = Cleaned(Mutated(random));
    for (const OffsetMap::Run& run : doc.offsets.runs()) {
      if (!run.copied || run.clean_size < 4) continue;
      const std::string_view text = TextOf(doc.clean, {run.clean, run.clean + run.clean_size});
      const size_t begin = text.find_first_not_of(" \n"), end = text.find_last_not_of(" \n");
      if (begin == std::string_view::npos || text.find_first_of("-?\n\xC3") != std::string_view::npos) continue;  // read by what follows
      const Document again = Cleaned(text.substr(begin, end + 1 - begin));
      std::string squeezed;
      for (const char c : again.clean) if (c != ' ') squeezed += c;
      std::string expected;
      for (const char c : text) if (c != ' ') expected += c;
      EXPECT_EQ(squeezed, expected);
    }
  }
}

TEST(CleanerProperty, TimeIsLinear) {
  for (const std::string_view unit : {"a- b"sv, "?? "sv, "f "sv, "- "sv, "\n"sv, "Ã"sv, "â€"sv, "\xC2\xAD "sv, "xq zv "sv, "A- Bcd"sv, "$ 5"sv, "a\n"sv, "'"sv, "\xE2\x80\x8B"sv, "off i"sv}) {
    const auto seconds = [&](size_t size) {
      std::string text;
      while (text.size() < size) text += unit;
      const auto start = std::chrono::steady_clock::now();
      Cleaned(text);
      return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    EXPECT_LT(seconds(400'000), 2.0) << unit;
  }
}

}  // namespace
}  // namespace dateline
