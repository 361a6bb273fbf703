#include "readers/plain_text.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "base/mapped_file.h"
#include "readers/line_roles.h"

namespace dateline {
namespace {

Report Cut(std::string text) {
  Report report;
  report.original = std::move(text);
  CutPlainText(report, DetectEncoding(report.original));
  return report;
}

Report CutExtracted(std::string text, std::string title = "") {
  Report report;
  report.original = std::move(text);
  report.title = std::move(title);
  CutExtractedText(report);
  return report;
}

std::vector<std::string> Texts(const Report& report, PartRole role) {
  std::vector<std::string> out;
  for (const Part& part : report.parts) {
    if (part.role == role) out.emplace_back(TextOf(report.original, part.bytes));
  }
  return out;
}
using Strings = std::vector<std::string>;

constexpr char kKiosk[] =
    "The Northgate Ledger\n\n"
    "Last Fighters Leave The Valley of Harun\n\n"
    "- By MARA ELDON\n\n"
    "AMMAN, Jordan — Several hundred fighters left the valley on Sunday under a deal with the army, residents said.\n\n"
    "“We saw forty buses,” said a baker who lives beside the road.\n\n"
    " ?? TAREK LOUN/ GREYFELL PRESS — PICTURE DESK ?? A fighter waits beside the last bus out of the val ley.\n"
    "TAREK LOUN/ GREYFELL PRESS — PICTURE DESK A fighter waits beside the last bus out of the val ley.\n\n"
    "Newspapers in English\n\n"
    "Newspapers from Malta";

TEST(PlainText, CutsAKioskDump) {
  const Report r = Cut(kKiosk);
  EXPECT_EQ(r.publisher, "The Northgate Ledger");
  EXPECT_EQ(r.title, "Last Fighters Leave The Valley of Harun");
  EXPECT_EQ(r.byline, "By Mara Eldon");
  EXPECT_EQ(r.authors, Strings{"Mara Eldon"});
  EXPECT_EQ(r.dateline, "AMMAN, Jordan");
  EXPECT_EQ(r.published, "");
  EXPECT_EQ(Texts(r, PartRole::kDateline), Strings{"AMMAN, Jordan — "});
  EXPECT_EQ(Texts(r, PartRole::kBody), (Strings{"Several hundred fighters left the valley on Sunday under a deal with the army, residents said.",
                                                "“We saw forty buses,” said a baker who lives beside the road."}));
  EXPECT_EQ(Texts(r, PartRole::kCaption), Strings{"A fighter waits beside the last bus out of the val ley."});
  EXPECT_EQ(r.duplicate_captions, 1u);
  EXPECT_EQ(Texts(r, PartRole::kNavigation), (Strings{"Newspapers in English", "Newspapers from Malta"}));
}

TEST(PlainText, CutsAWebCopyWithDateAndCredits) {
  const Report r = Cut(
      "Home\nWorld\nOpinion\n\nRefugees reach the coast after three nights at sea\n\nBy Jane Doe and John Roe in Tripoli\n\nPublished: 15 January 2018 10.30 GMT\n\n"
      "More than 300 people came ashore near the port on Monday, the coastguard said.\n\n"
      "The boats reach the harbour of Tripoli. Photograph: Ann Example/Northgate\n\n"
      "Advertisement\n\n"
      "Another 40 were still missing.\n\n"
      "Related articles\nA second boat is found\nShare this\n© 2018 Northgate. All rights reserved.\n");
  EXPECT_EQ(r.title, "Refugees reach the coast after three nights at sea");
  EXPECT_EQ(r.authors, (Strings{"Jane Doe", "John Roe"}));
  EXPECT_EQ(r.published, "2018-01-15");
  EXPECT_EQ(r.published_from, "text");
  EXPECT_EQ(Texts(r, PartRole::kBody), (Strings{"More than 300 people came ashore near the port on Monday, the coastguard said.",
      "Another 40 were still missing."}));
  EXPECT_EQ(Texts(r, PartRole::kCaption), Strings{"The boats reach the harbour of Tripoli."});
  EXPECT_EQ(Texts(r, PartRole::kCredit), Strings{"Photograph: Ann Example/Northgate"});
}

TEST(PlainText, LeavesTextWithoutHeadAsBody) {
  for (const char* text : {"Two people were killed in the shelling.", "Two killed in shelling",
      "The army withdrew on Monday.\n\nIt left its guns behind.",
                           "We counted the following:\n\nfirst item\n\nsecond item"}) {
    const Report r = Cut(text);
    EXPECT_EQ(r.title, "") << text;
    EXPECT_EQ(Texts(r, PartRole::kBody).size(), r.parts.size()) << text;
    EXPECT_FALSE(r.parts.empty());
  }
}

TEST(PlainText, KeepsAWrappedParagraphWhole) {
  const std::string wrapped =
      "The army said on Monday that its forces had entered the northern part\nof the city after two weeks of fighting, and that the rebels there had\n"
      "agreed to leave for the province of Harun in the coming days. Several\nhundred families remained in the cellars of the old town.\n";
  Report r = Cut("Army Enters the North of the City\n\n" + wrapped + "\n" + wrapped);
  EXPECT_EQ(r.title, "Army Enters the North of the City");
  EXPECT_EQ(Texts(r, PartRole::kBody).size(), 2u);
  r = Cut(wrapped + wrapped);  // no blank line at all
  ASSERT_FALSE(Texts(r, PartRole::kBody).empty());
  EXPECT_NE(Texts(r, PartRole::kBody)[0].find("northern part\nof the city"), std::string::npos);
  r = Cut("By Jane Doe\n" + wrapped);
  EXPECT_EQ(r.authors, Strings{"Jane Doe"});
}

TEST(PlainText, ReadsExportedHeadFields) {
  const Report r = Cut("Headline: Bridge Falls After Raid\nSource: Northgate Ledger\nDate: 2018-03-04\nAuthor: Jane Doe\n\nThe bridge over the river fell on Sunday after an air raid.\n");
  EXPECT_EQ(r.title, "Bridge Falls After Raid");
  EXPECT_EQ(r.publisher, "Northgate Ledger");
  EXPECT_EQ(r.published, "2018-03-04");
  EXPECT_EQ(r.authors, Strings{"Jane Doe"});
  EXPECT_EQ(Texts(r, PartRole::kBody), Strings{"The bridge over the river fell on Sunday after an air raid."});
}

TEST(PlainText, MapsPartsToBytesOfOtherEncodings) {
  const Report r = Cut("Fighters \x93Leave\x94 The Valley at Dawn\r\n\r\nBEIRUT \x97 The \x93last\x94 fighters left on Sunday.\r\n");
  EXPECT_EQ(r.title, "Fighters “Leave” The Valley at Dawn");
  EXPECT_EQ(r.dateline, "BEIRUT");
  EXPECT_EQ(Texts(r, PartRole::kBody), Strings{"The \x93last\x94 fighters left on Sunday."});
  EXPECT_EQ(Texts(r, PartRole::kDateline), Strings{"BEIRUT \x97 "});
}

TEST(PlainText, CutsOnlyTheOpeningOfExtractedText) {
  Report r = CutExtracted("BAGHDAD (Northgate) - Two bombs went off on Monday.\n\nRead more\n\nThe end");
  EXPECT_EQ(r.dateline, "BAGHDAD");
  EXPECT_EQ(r.publisher, "Northgate");
  EXPECT_EQ(Texts(r, PartRole::kBody), Strings{"Two bombs went off on Monday.\n\nRead more\n\nThe end"});
  r = CutExtracted("Bombs in the Capital\n\nTwo bombs went off on Monday.", "Bombs in the capital");
  EXPECT_EQ(Texts(r, PartRole::kTitle), Strings{"Bombs in the Capital"});
  r = CutExtracted("Two bombs went off on Monday.\n\nNobody was hurt", "Bombs");
  EXPECT_TRUE(r.parts.empty());
  EXPECT_EQ(CutExtracted(kKiosk).duplicate_captions, 1u);
}

TEST(LineRoles, Datelines) {
  const auto text = [](const char* paragraph) {
    const auto cut = ParseDateline(paragraph);
    return cut ? std::string(cut->text) + "|" + std::string(cut->agency) : std::string();
  };
  EXPECT_EQ(text("WASHINGTON — Thousands of people fled."), "WASHINGTON|");
  EXPECT_EQ(text("BAGHDAD (Northgate) - Two bombs went off."), "BAGHDAD|Northgate");
  EXPECT_EQ(text("AMMAN, Jordan (NG) — “We left,” he said."), "AMMAN, Jordan|NG");
  EXPECT_EQ(text("Beirut, March 3 — The army withdrew."), "Beirut, March 3|");
  EXPECT_EQ(text("DEIR AL-ZOUR, Syria -- The army withdrew."), "DEIR AL-ZOUR, Syria|");
  EXPECT_EQ(text("BEIRUT/AMMAN (Northgate) – The army withdrew."), "BEIRUT/AMMAN|Northgate");
  EXPECT_EQ(text("KABUL: The army withdrew on Sunday."), "KABUL|");
  EXPECT_EQ(text("Geneva — The agency said on Sunday that nobody had crossed."), "Geneva|");
  EXPECT_EQ(text("WASHINGTON, D.C., Jan. 15, 2018 — The army withdrew."), "WASHINGTON, D.C., Jan. 15, 2018|");
  EXPECT_EQ(text("Mosul — Iraq's second city — fell to the group in a week."), "");
  EXPECT_EQ(text("BREAKING: The army withdrew on Sunday."), "");
  EXPECT_EQ(text("The army withdrew on Sunday — a week late."), "");
  EXPECT_EQ(text("He said - and he knew - that it was over."), "");
  EXPECT_EQ(text("“No,” he said — The End."), "");
  EXPECT_EQ(Cut("Troops Leave the Old City\n\nBEIRUT, March 3, 2018 — The army withdrew.").published, "2018-03-03");
}

TEST(LineRoles, Bylines) {
  const auto names = [](const char* line) {
    const auto byline = ParseByline(line);
    std::string out;
    for (const std::string& name : byline ? byline->authors : Strings{}) out += (out.empty() ? "" : "; ") + name;
    return out;
  };
  EXPECT_EQ(names("- By ERIC EXAMPLE"), "Eric Example");
  EXPECT_EQ(names("By Jane Doe, Northgate News"), "Jane Doe");
  EXPECT_EQ(names("By Jane Doe, John Roe and Ann Poe"), "Jane Doe; John Roe; Ann Poe");
  EXPECT_EQ(names("By LEILA AL-HASSAN and SEAN O'BRIEN"), "Leila Al-Hassan; Sean O'Brien");
  EXPECT_EQ(names("By Jane Doe in Beirut"), "Jane Doe");
  EXPECT_EQ(names("By Monday the army had taken the town and its two bridges."), "");
  EXPECT_EQ(names("By land and sea, refugees flee"), "");
  EXPECT_EQ(SplitAuthors("A. Example; B. Sample"), (Strings{"A. Example", "B. Sample"}));
  EXPECT_EQ(SplitAuthors("Jane Doe, John Roe and Ann Poe"), (Strings{"Jane Doe", "John Roe", "Ann Poe"}));
}

TEST(PlainText, ReadsTheSamples) {
  size_t seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(DATELINE_SOURCE_DIR "/sample/kiosk")) {
    Result<std::string> text = ReadFile(entry.path());
    ASSERT_TRUE(text.has_value());
    const Report r = Cut(*text);
    EXPECT_FALSE(r.title.empty()) << entry.path();
    EXPECT_FALSE(r.publisher.empty()) << entry.path();
    EXPECT_FALSE(r.dateline.empty()) << entry.path();
    EXPECT_EQ(r.authors.size(), 1u) << entry.path();
    EXPECT_EQ(Texts(r, PartRole::kCaption).size(), 1u) << entry.path();
    EXPECT_EQ(r.duplicate_captions, 1u) << entry.path();
    EXPECT_EQ(Texts(r, PartRole::kNavigation).size(), 2u) << entry.path();
    ++seen;
  }
  EXPECT_GT(seen, 0u);
}

TEST(PlainTextProperty, PartsOfAnyBytesAreOrderedAndInBounds) {
  std::mt19937 random(11);
  const std::string pieces[] = {kKiosk, "\n", "\n\n", "??", "By ", "—", "\xe2\x80", "PHOTO/ AFP ", "(", ")", ":", "2018-01-01",
      "WASHINGTON — ", "\r", "\0", "[A/B]", "Photograph: "};
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = random() % 2 == 0 ? kKiosk : "";
    for (auto edits = random() % 30; edits-- > 0;) {
      const size_t at = bytes.empty() ? 0 : random() % bytes.size();
      const std::string& piece = pieces[random() % std::size(pieces)];
      if (random() % 3 == 0) bytes.insert(at, piece);
      else if (random() % 2 == 0) bytes.insert(at, 1, static_cast<char>(random()));
      else bytes.erase(at, random() % 20);
    }
    for (const bool extracted : {false, true}) {
      Report r;
      r.original = bytes;
      if (extracted) {
        std::string utf8;
        OffsetMap map;
        Decode(bytes, Encoding::kUtf8, utf8, map);
        r.original = utf8;
        CutExtractedText(r);
      } else {
        CutPlainText(r, DetectEncoding(bytes));
      }
      uint32_t last = 0;
      for (const Part& part : r.parts) {
        ASSERT_LE(last, part.bytes.begin);
        ASSERT_LT(part.bytes.begin, part.bytes.end);
        last = part.bytes.end;
        ASSERT_LE(last, r.original.size());
      }
    }
  }
}

}  // namespace
}  // namespace dateline
