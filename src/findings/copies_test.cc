#include "findings/copies.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>

namespace dateline {
namespace {

// Invented reports.
const std::string kMarket =
    "Two bombs went off in a crowded market in Tal Zahr on Monday morning, killing 19 people and wounding dozens of others, the interior ministry said. "
    "The first device had been hidden in a handcart near the gate where labourers wait for work. The second exploded minutes later as neighbours carried the "
    "injured towards the main road.\n\nHospital director Samir Qadouri told reporters that most of the dead were women who sell vegetables there. Soldiers closed "
    "both bridges over the river and searched vehicles until the evening.\n\nNobody has claimed the attack. Officials blamed the Red Column, which took the hills "
    "north of Dar Amin last summer and has since fired mortars at the power station. A truce that elders from both valleys had negotiated ended in March.\n";
const std::string kReturn =
    "Families began to come home to Wadi Nasra this week after engineers cleared the last mines from the school road, the town council announced. About four "
    "hundred households crossed the repaired bridge on Wednesday with mattresses, goats and cooking pots. Council member Leyla Barzan said water would be pumped "
    "again before winter.\n\nThe refugee agency warned that half of the houses have neither roofs nor doors. Farmers who tried to reach their olive groves were "
    "turned back by guards of the Eastern Brigade, whose commander wants the harvest shared. Teachers hope to open two classrooms in October.\n";

uint32_t Add(CopyIndex& index, std::string_view body) {
  Sketcher sketcher;
  return index.Add(sketcher.Make(body));
}

float ShareOf(std::string_view a, std::string_view b) {
  CopyIndex index;
  Add(index, a);
  Add(index, b);
  return index.links().empty() ? 0 : index.links().front().share;
}

std::string Upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return text;
}

TEST(Sketch, DoesNotSeeHouseStyle) {
  EXPECT_EQ(ShareOf(kMarket, kMarket), 1);
  EXPECT_GT(ShareOf(kMarket, Upper(kMarket)), 0.9f);
  Sketcher a, b;
  EXPECT_EQ(a.Make("The army’s 12 tanks reached Deir ez-Zōr, residents said.").shingles, b.Make("Army tanks (30) reached Deir ez Zor; the residents said:").shingles);
}

TEST(Sketch, ShinglesStayWithinASentence) {
  Sketcher sketcher;
  EXPECT_TRUE(sketcher.Make("Soldiers withdrew. Residents returned. Shops opened.").shingles.empty());
  EXPECT_EQ(sketcher.Make("Soldiers withdrew before residents returned.").shingles.size(), 3u);
}

TEST(CopyIndex, FindsAReportCutAddedToOrEmbedded) {
  const std::string lead = kMarket.substr(0, kMarket.find("\n\n"));
  EXPECT_GT(ShareOf(kMarket, lead), 0.95f);
  EXPECT_GT(ShareOf(lead, kMarket), 0.95f);
  EXPECT_GT(ShareOf(kMarket, kReturn + kMarket + kReturn), 0.95f);
}

TEST(CopyIndex, AFollowUpWithAnotherTollIsACopyInText) {
  std::string later = kMarket;
  later.replace(later.find("killing 19"), 10, "killing 36");
  EXPECT_EQ(ShareOf(kMarket, later), 1);
}

TEST(CopyIndex, DifferentStoriesAreNotLinked) {
  EXPECT_EQ(ShareOf(kMarket, kReturn), 0);
  // The same background behind another story.
  const std::string background = kMarket.substr(kMarket.find("Officials blamed"));
  EXPECT_EQ(ShareOf(kMarket, kReturn + background), 0);
  // The same notice under two short stories that differ.
  const std::string notice = "Sign up for the morning letter and never miss stories from correspondents around the world. Material published here may not be reproduced "
                             "without written permission. Readers can complain about articles through the council office every weekday.";
  EXPECT_EQ(ShareOf("Engineers cleared mines from the school road in Wadi Nasra, the council announced.\n" + notice,
                    "Dockers in the port of Marsa stopped work over unpaid wages, their union declared.\n" + notice), 0);
}

TEST(CopyIndex, BriefsByOnePatternAreNotLinked) {
  const auto brief = [](std::string_view town, std::string_view what, std::string_view day) {
    return "At least 12 people were killed and 30 wounded when a car bomb exploded near a " + std::string(what) + " in " + std::string(town) + " on " + std::string(day) +
           ", police said. No group claimed responsibility for the attack.";
  };
  EXPECT_EQ(ShareOf(brief("Tal Zahr", "market", "Monday"), brief("Marsa", "courthouse", "Friday")), 0);
  EXPECT_GT(ShareOf(brief("Tal Zahr", "market", "Monday"), brief("Tal Zahr", "market", "Monday") + " The wounded were taken to hospital by taxi drivers."), 0.9f);
}

TEST(CopyIndex, OddTextsAreNoCopies) {
  std::string same;
  for (int i = 0; i < 5000; ++i) same += "attack ";
  CopyIndex index;
  for (const std::string& text : {std::string(), std::string("\xff\xfe\x80"), same, same, std::string("Yes."), std::string("Yes."), std::string(100, '\n')}) Add(index, text);
  EXPECT_TRUE(index.links().empty());
  EXPECT_EQ(index.size(), 7u);
}

TEST(CopyIndex, ManyCopiesCostNoMoreThanOthers) {
  CopyIndex index;
  for (int i = 0; i < 3000; ++i) Add(index, kMarket + "Edition " + std::string(1 + i % 40, 'x') + " of this newspaper appeared yesterday.");
  EXPECT_LE(index.links().size(), 3000u * CopyIndex::kMostLinks);
  std::vector<std::string> ids;
  for (int i = 0; i < 3000; ++i) ids.push_back(std::to_string(100000 + i));
  std::vector<CopyReport> reports;
  for (const std::string& id : ids) reports.push_back({id, 17000, {}, {}});
  const std::vector<CopyOf> copies = FindOrigins(index, reports);
  ASSERT_EQ(copies.size(), 2999u);
  EXPECT_TRUE(std::all_of(copies.begin(), copies.end(), [&](const CopyOf& copy) { return copy.origin == copies.front().origin; }));
}

/// Ids of reports with the ids of their origins, found with the reports in the order given.
using Told = std::map<std::string, std::vector<std::string>>;
struct Given {
  std::string id, body = {};
  int32_t published = kNoDay;
  std::string agency = {}, credited = {};
};
Told Find(const std::vector<Given>& given) {
  CopyIndex index;
  std::vector<CopyReport> reports;
  for (const Given& g : given) {
    Add(index, g.body);
    reports.push_back({g.id, g.published, g.agency, g.credited});
  }
  Told out;
  for (const CopyOf& copy : FindOrigins(index, reports)) out[given[copy.report].id].push_back(given[copy.origin].id);
  for (auto& [id, origins] : out) std::sort(origins.begin(), origins.end());
  return out;
}

TEST(Origins, AreChosenByRule) {
  const std::string longer = kMarket + "Shops stayed shut the next day while council workers swept broken glass.\n", lead = kMarket.substr(0, kMarket.find("\n\n"));
  EXPECT_EQ(Find({{"a", longer, 11}, {"b", kMarket, 10}, {"c", lead, 11}}), (Told{{"a", {"b"}}, {"c", {"b"}}}));              // the earliest
  EXPECT_EQ(Find({{"a", longer, 10, "", "reuters"}, {"b", kMarket, 10, "reuters", ""}}), (Told{{"a", {"b"}}}));                 // the agency credited
  EXPECT_EQ(Find({{"a", lead, 10}, {"b", longer, 10}, {"c", kMarket}}), (Told{{"a", {"b"}}, {"c", {"b"}}}));                    // the longest; no day is no early day
  EXPECT_EQ(Find({{"b", kMarket, 10}, {"a", kMarket, 10}}), (Told{{"b", {"a"}}}));                                             // the smallest id
  EXPECT_EQ(Find({{"a", kMarket, 10}, {"b", kReturn, 10}}), Told{});
}

TEST(Origins, AReportJoinedFromTwoBindsThemNot) {
  const std::vector<Given> given = {{"a", kMarket, 10}, {"b", kReturn, 10}, {"ab", kMarket + kReturn, 10}, {"ab2", kMarket + kReturn, 11}, {"a2", kMarket, 12}, {"b2", kReturn, 12}};
  EXPECT_EQ(Find(given), (Told{{"ab", {"a", "b"}}, {"ab2", {"a", "b"}}, {"a2", {"a"}}, {"b2", {"b"}}}));
  // Published first, it is what the others were cut from.
  EXPECT_EQ(Find({{"a", kMarket, 12}, {"b", kReturn, 12}, {"ab", kMarket + kReturn, 10}}), (Told{{"a", {"ab"}}, {"b", {"ab"}}}));
}

TEST(Origins, TheOrderOfReportsChangesNothing) {
  std::vector<Given> given = {{"a", kMarket, 10}, {"b", kReturn, 11}, {"ab", kMarket + kReturn, 12}, {"c", Upper(kMarket), 11}, {"d", kMarket.substr(0, 420), kNoDay},
                              {"e", kReturn + "Shepherds heard shots at night.\n", 11}, {"f", "Dockers in the port of Marsa stopped work over unpaid wages.", 10}};
  const Told expected = Find(given);
  EXPECT_EQ(expected.size(), 4u);
  std::mt19937 random(7);
  for (int i = 0; i < 30; ++i) {
    std::shuffle(given.begin(), given.end(), random);
    EXPECT_EQ(Find(given), expected);
  }
}

TEST(BodyOf, LeavesTheTitleOut) {
  StoredReport report;
  report.text = "Café bombed\nTwo bombs went off. Nobody came.";
  report.sentences = {{0, 11, "title"}, {12, 31, "body"}, {32, 44, "body"}};
  EXPECT_EQ(BodyOf(report), "Two bombs went off. Nobody came.");
  report.sentences = {{0, 11, "title"}};
  EXPECT_EQ(BodyOf(report), "");
}

std::string Id(int n) { return Hash128{static_cast<uint64_t>(n), 1}.Hex(); }

TEST(RecentCopies, TellsTheEarliestThatHasTheText) {
  RecentCopies copies;
  EXPECT_FALSE(copies.Add(Id(1), kMarket));
  EXPECT_FALSE(copies.Add(Id(2), kReturn));
  const auto third = copies.Add(Id(3), kMarket + "Shops stayed shut the next day while council workers swept broken glass.\n");
  ASSERT_TRUE(third);
  EXPECT_EQ(third->earlier, Id(1));
  EXPECT_GT(third->share, 0.95f);
  EXPECT_FALSE(copies.Add(Id(1), kMarket));  // the same report at another place of the input
  const auto again = copies.Add(Id(3), kMarket + "Shops stayed shut the next day while council workers swept broken glass.\n");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->earlier, Id(1));
}

TEST(RecentCopies, ForgetsWhatLiesFarBack) {
  RecentCopies copies(10);
  copies.Add(Id(1), kMarket);
  for (int i = 2; i <= 12; ++i) EXPECT_FALSE(copies.Add(Id(i), "Report " + std::string(static_cast<size_t>(i + 4), 'x') + " about nothing much."));
  EXPECT_TRUE(copies.Add(Id(50), kMarket));  // within 20
  for (int i = 13; i <= 60; ++i) copies.Add(Id(100 + i), "Report " + std::string(static_cast<size_t>(i + 4), 'x') + " about nothing much.");
  EXPECT_FALSE(copies.Add(Id(51), kMarket));
}

TEST(Postings, KeepTheFirstHoldersOfAKey) {
  Postings postings;
  std::map<uint32_t, std::vector<uint32_t>> expected;
  std::mt19937 random(3);
  for (uint32_t row = 0; row < 20000; ++row) {
    const uint32_t key = random() % 2 == 0 ? static_cast<uint32_t>(random() % 200) * 70001u : static_cast<uint32_t>(random());
    postings.Put(key, row);
    if (auto& rows = expected[key]; rows.size() < Postings::kMost) rows.push_back(row);
  }
  for (const auto& [key, rows] : expected) {
    const auto found = postings.Find(key);
    EXPECT_EQ(std::vector<uint32_t>(found.begin(), found.end()), rows) << key;
  }
  EXPECT_TRUE(Postings().Find(5).empty());
}

}  // namespace
}  // namespace dateline
