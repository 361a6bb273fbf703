// Frames and weights that do not load say which row is wrong; weights are found by name. What the rows find is tested by their own examples (dateline knowledge check).
#include <gtest/gtest.h>

#include <array>
#include <span>

#include "base/container.h"
#include "records/frames.h"
#include "records/record_model.h"
#include "records/slot_model.h"
#include "records/stance.h"
#include "records/stance_model.h"

namespace dateline {
namespace {

constexpr const char* kColumns = "# columns: id, pattern, kind, type, mode, slots, needs, sure, example, gives\n";

Result<FrameSet> LoadRow(const std::string& row) {
  Vocabulary vocabulary;
  const auto container = Container::FromBytes(BuildContainer({{"table:frames/x.tsv", kColumns + row + "\n"}}));
  EXPECT_TRUE(container);
  return FrameSet::Load(*container, vocabulary);
}

TEST(Frames, ARowBecomesAFrame) {
  const auto frames = LoadRow("a.kill\t[kill]/VERB\tevent\tASSAULT\ttargeted\tsubj=actor obj=recipient,killed on,at=recipient\tobj:people|on:any\t0.8\tX.\tY.");
  ASSERT_TRUE(frames) << frames.error().Message();
  ASSERT_EQ(frames->frames().size(), 1u);
  const Frame& frame = frames->frame(0);
  EXPECT_EQ(frame.type, "ASSAULT");
  EXPECT_EQ(frame.line, 2u);
  EXPECT_EQ(frame.fillers.size(), 4u);
  EXPECT_EQ(frame.fillers[1].slots.size(), 2u);
  ASSERT_EQ(frame.needs.size(), 1u);
  EXPECT_EQ(frame.needs[0].size(), 2u);
  EXPECT_FLOAT_EQ(frame.sure, 0.8f);
}

TEST(Frames, AWrongRowIsNamed) {
  const std::pair<const char*, const char*> rows[] = {
      {"a\t[kill\tevent\tASSAULT", "[kill"},
      {"a\tkill\tdeed\tASSAULT", "deed"},
      {"a\tkill\tevent\tMURDER", "MURDER"},
      {"a\tkill\tmovement\tASSAULT", "ASSAULT"},
      {"a\tkill\tevent\tASSAULT\t\tsubj=hero", "hero"},
      {"a\tkill\tevent\tASSAULT\t\tsubj", "subj"},
      {"a\tkill\tevent\tASSAULT\t\t9=actor", "9"},
      {"a\tkill\tevent\tASSAULT\t\t\tobj:men", "obj:men"},
      {"a\tkill\tevent\tASSAULT\t\t\t\thigh", "high"},
      {"a\thero=@party kill\tevent\tASSAULT", "hero"},
      {"a\t...\tevent\tASSAULT", "..."},
  };
  for (const auto& [row, word] : rows) {
    const auto frames = LoadRow(row);
    ASSERT_FALSE(frames) << row;
    EXPECT_NE(frames.error().Message().find("knowledge/frames/x.tsv:2"), std::string::npos) << frames.error().Message();
    EXPECT_NE(frames.error().Message().find(word), std::string::npos) << frames.error().Message();
    EXPECT_NE(frames.error().Message().find("expected"), std::string::npos) << frames.error().Message();
  }
}

TEST(Stance, AWrongEffectIsNamed) {
  Vocabulary vocabulary;
  for (const char* row : {"a\tmaybe\tnear\tcertainty=possible", "a\tmaybe\tadverb\tcertainty=certain", "a\tmaybe\tadverb\tmood=bad", "a\tmaybe\tadverb\t", "a\t[maybe\tadverb\tcertainty=possible"}) {
    const auto container = Container::FromBytes(BuildContainer({{"table:stance.tsv", std::string("# columns: id, pattern, scope, effect, example\n") + row + "\n"}}));
    const auto rules = StanceRules::Load(*container, vocabulary);
    ASSERT_FALSE(rules) << row;
    EXPECT_NE(rules.error().Message().find("knowledge/stance.tsv:2"), std::string::npos);
  }
}

constexpr const char* kWeights = "# columns: feature, weights\n";

TEST(Weights, AreFoundByTheNamesOfTheirFeatures) {
  const std::array<std::string_view, 2> classes = {"none", "actor"};
  const auto table = Table::Parse("w.tsv", "# columns: feature, weights\nbias\tnone:0.5\nrule=actor|event\tactor:1.25 none:-0.75\nlemma=go\tactor:-2\n");
  ASSERT_TRUE(table);
  const auto bytes = FeatureWeights::Compile(*table, classes);
  ASSERT_TRUE(bytes) << bytes.error().Message();
  const auto weights = FeatureWeights::Open(*bytes, classes.size());
  ASSERT_TRUE(weights);
  EXPECT_FLOAT_EQ(weights->Weight("rule=actor|event", 1), 1.25f);
  EXPECT_FLOAT_EQ(weights->Weight("rule=actor", 1), 0);
  // The engine adds the same weights without ever making a name.
  std::array<int32_t, 2> sums{};
  std::vector<WeighedFeature> trace;
  FeatureSum sum(*weights, sums.data(), &trace);
  sum.Add("bias"_part);
  sum.Add("rule"_part, NamePart(std::string("actor")), "event"_part);
  sum.Add("lemma"_part, NamePart("go"), FeatureSum::kOne / 2);
  sum.Add("lemma"_part, NamePart("went"));
  EXPECT_EQ(sums[0], (500 - 750) * FeatureSum::kOne);
  EXPECT_EQ(sums[1], (1250 - 1000) * FeatureSum::kOne);
  ASSERT_EQ(trace.size(), 4u);
  EXPECT_EQ(trace[1].name, "rule=actor|event");
  EXPECT_FLOAT_EQ(trace[2].value, 0.5f);
}

TEST(Weights, AWrongRowIsNamed) {
  const std::array<std::string_view, 1> classes = {"actor"};
  for (const char* row : {"a\tactor:high", "a\thero:1", "a\tactor", "a\tactor:99", "a\tactor:1\na\tactor:2"}) {
    const std::string text = std::string(kWeights) + row + "\n";
    const auto table = Table::Parse("w.tsv", text);
    ASSERT_TRUE(table);
    const auto bytes = FeatureWeights::Compile(*table, classes);
    ASSERT_FALSE(bytes) << row;
    EXPECT_NE(bytes.error().Message().find("knowledge/w.tsv:"), std::string::npos);
  }
  EXPECT_FALSE(FeatureWeights::Open("no weights at all", 1));
  const auto none = FeatureWeights::Open({}, 1);
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->empty());
  EXPECT_EQ(none->Find(FeatureWeights::HashName("bias")), nullptr);
}

TEST(Weights, TheShippedTablesCompile) {
  const std::pair<std::string_view, std::span<const std::string_view>> tables[] = {{RecordModel::kTable, {}}, {SlotModel::kTable, SlotModel::kNames}, {StanceModel::kTable, StanceModel::kNames}};
  for (const auto& [name, classes] : tables) {
    const auto text = ReadFile(std::string(DATELINE_SOURCE_DIR) + "/knowledge/" + std::string(name));
    ASSERT_TRUE(text);
    const auto table = Table::Parse(name, *text);
    ASSERT_TRUE(table);
    const auto bytes = FeatureWeights::Compile(*table, classes);
    ASSERT_TRUE(bytes) << bytes.error().Message();
    EXPECT_TRUE(FeatureWeights::Open(*bytes, std::max<size_t>(1, classes.size()))->Has(classes.empty() ? "(threshold)" : "(least)"));
  }
}

}  // namespace
}  // namespace dateline
