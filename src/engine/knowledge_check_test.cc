#include "engine/knowledge_check.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/mapped_file.h"
#include "engine/knowledge.h"

namespace dateline {
namespace {

std::string Problems(const std::vector<std::pair<std::string, std::string>>& tables) {
  Sections sections = {{"table:sectors.tsv", "# columns: code, meaning\nGOV\tgovernment\nREB\trebels\n"},
                       {"table:places/countries.tsv", "# columns: alpha2, alpha3\nSY\tSYR\nCO\tCOL\n"},
                       {"table:plover.tsv", "# columns: type, mode\nASSAULT\t\nASSAULT\taerial\n"}};
  for (const auto& [name, text] : tables) sections.emplace_back("table:" + name, text);
  const Container knowledge = Container::FromBytes(BuildContainer(sections)).value();
  std::string out;
  for (const Error& problem : CheckTables(knowledge)) out += problem.Message() + "\n";
  return out;
}

constexpr const char* kActorHead = "# columns: id, name, aliases, country, sectors\n";

TEST(KnowledgeCheck, SoundTablesHaveNoProblems) {
  EXPECT_EQ(Problems({{"actors/a.tsv", std::string(kActorHead) + "one\tOne\t\tSYR\tREB,GOV\ntwo\tTwo\t\t\t\n"}, {"places/spellings.tsv", "# columns: target, alternatives\nRaqqa, SY\t*Raqqa|Rakka\n"}}), "");
}

TEST(KnowledgeCheck, AnIdStandsOnceInAllTablesOfAFolder) {
  EXPECT_EQ(Problems({{"actors/a.tsv", std::string(kActorHead) + "one\tOne\n"}, {"actors/b.tsv", std::string(kActorHead) + "\n# note\none\tUno\n"}}),
            "knowledge/actors/b.tsv:4: \"one\" stands in knowledge/actors/a.tsv:2 too; expected one row\n");
}

TEST(KnowledgeCheck, RowsAreTheSameByTheirKey) {
  EXPECT_EQ(Problems({{"units.tsv", "# columns: words, unit, kind\nkm\tkm\tsign\nkm\tkm\tgroup\nkm\tmiles\tsign\n"}}),
            "knowledge/units.tsv:4: \"km\", \"sign\" stands in knowledge/units.tsv:2 too; expected one row\n");
}

TEST(KnowledgeCheck, NamesDeadCodes) {
  EXPECT_EQ(Problems({{"actors/a.tsv", std::string(kActorHead) + "one\tOne\t\tSYR\tREB,INS\ntwo\tTwo\t\tSYX\tGOV\n"}}),
            "knowledge/actors/a.tsv:2: sectors \"INS\"; expected codes of knowledge/sectors.tsv\n"
            "knowledge/actors/a.tsv:3: country \"SYX\"; expected ISO 3166-1 alpha-3 codes of knowledge/places/countries.tsv\n");
  EXPECT_EQ(Problems({{"frames/a.tsv", "# columns: id, kind, type, mode\na\tevent\tASSAULT\taerial\nb\tevent\tASSAULT\tarial\nc\tmovement\tfled\t\n"}}),
            "knowledge/frames/a.tsv:3: type and mode \"ASSAULT arial\"; expected a pair of knowledge/plover.tsv\n");
}

TEST(KnowledgeCheck, SpellingsDoNotLeadInACircle) {
  EXPECT_EQ(Problems({{"places/spellings.tsv", "# columns: target, alternatives\nRaqqa, SY\tRakka\nRakka, SY\tRaqqa\nRaqqa, CO\tRakka\n"}}),
            "knowledge/places/spellings.tsv:2: \"Raqqa, SY\" is a spelling of a place that is a spelling of it; expected targets that are no spellings themselves\n"
            "knowledge/places/spellings.tsv:3: \"Rakka, SY\" is a spelling of a place that is a spelling of it; expected targets that are no spellings themselves\n");
}

/// A folder with the one table given.
std::string FolderWith(const std::string& text) {
  const std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) / "dateline-knowledge-check";
  std::filesystem::create_directories(folder);
  EXPECT_TRUE(WriteFile((folder / "mine.tsv").string(), text).has_value());
  return folder.string();
}

TEST(KnowledgeCheck, ABadLineIsNamedAndNothingIsBuilt) {
  EXPECT_EQ(Knowledge::Build(FolderWith("# columns: a, b\none\ttwo\nthr\xE9\te\n")).error().Message(), "knowledge/mine.tsv:3: bytes that are not UTF-8; expected UTF-8 text");
  EXPECT_EQ(Knowledge::Build(FolderWith("# columns: a, b\n\n1\t2\t3\n")).error().Message(), "knowledge/mine.tsv:3: 3 cells; expected at most 2 (tab-separated)");
  EXPECT_EQ(Knowledge::Build(FolderWith("one\ttwo\n")).error().Message(), "knowledge/mine.tsv:1: a row before the column names; expected a line \"# columns: a, b, c\" first");
}

TEST(KnowledgeCheck, AMillionRowsAreLookedThroughToTheLast) {
  std::string text = "# columns: a, b\n";
  for (int i = 1; i <= 1000000; ++i) text += std::to_string(i) + "\tx\n";
  text += "last\tx\ty\n";
  EXPECT_EQ(Knowledge::Build(FolderWith(text)).error().Message(), "knowledge/mine.tsv:1000002: 3 cells; expected at most 2 (tab-separated)");
}

}  // namespace
}  // namespace dateline
