#include "findings/agencies.h"

#include <gtest/gtest.h>

#include "base/test_tables.h"

namespace dateline {
namespace {

class AgenciesTest : public testing::Test {
 protected:
  const Container knowledge_ = TestTables({"media.tsv", "credits.tsv"});
  const Agencies agencies_ = Agencies::Load(knowledge_).value();
};

TEST_F(AgenciesTest, AreNamedInCreditsOfAllKinds) {
  for (const auto& [credit, id] : std::vector<std::pair<const char*, const char*>>{
           {"Reuters", "reuters"}, {"By Ann Bell, Associated Press", "ap"}, {"Ann Bell and Joe Ray, The Associated Press", "ap"}, {"AFP/dpa", "afp"}, {"(Xinhua)", "xinhua"},
           {"By REUTERS", "reuters"}, {"Jonas Halvert | AP", "ap"}, {"Kuwait News Agency (KUNA)", "kuna"}, {"Agencia EFE", "efe"}, {"Ann Bell for Reuters", "reuters"}}) {
    EXPECT_EQ(agencies_.Named(credit), id) << credit;
  }
}

TEST_F(AgenciesTest, APersonOrAPaperIsNone) {
  for (const char* credit : {"", "By Petra Schmidt", "The Meridian Courier", "Ansa Khan", "By ANN BELL", "Beta Test", "aap", "The New York Times", "AP-style desk"}) EXPECT_EQ(agencies_.Named(credit), "") << credit;
}

TEST_F(AgenciesTest, AReportCreditsOneInDatelineLastLineSignatureOrByline) {
  EXPECT_EQ(agencies_.Credited("AFP", "By Ann Bell, Reuters", "Shops were shut."), "afp");
  EXPECT_EQ(agencies_.Credited("", "", "Shops were shut.\n\nAFP\n"), "afp");
  EXPECT_EQ(agencies_.Credited("", "", "Shops were shut.\n\n(Reporting by Ann Bell; Editing by Joe Ray)"), "reuters");
  EXPECT_EQ(agencies_.Credited("", "By Ann Bell, Reuters", "Shops were shut."), "reuters");
  EXPECT_EQ(agencies_.Credited("", "By Ann Bell", "Shops were shut, Reuters reported."), "");
  EXPECT_EQ(agencies_.Credited("", "", ""), "");
}

TEST_F(AgenciesTest, KnowActorsThatAreAgencies) {
  EXPECT_TRUE(agencies_.Has("sana"));
  EXPECT_FALSE(agencies_.Has("new-york-times"));
  EXPECT_FALSE(agencies_.Has(""));
}

TEST(AgenciesTables, ASignOfNobodyIsAnError) {
  Sections sections = {{"table:media.tsv", "# columns: id, name, aliases, country, kind\nafp\tAFP\t\tFRA\tagency\n"}, {"table:credits.tsv", "# columns: agency, sign\nupi\t(By\n"}};
  const auto loaded = Agencies::Load(Container::FromBytes(BuildContainer(sections)).value());
  ASSERT_FALSE(loaded);
  EXPECT_NE(loaded.error().Message().find("credits.tsv:2"), std::string::npos);
}

}  // namespace
}  // namespace dateline
