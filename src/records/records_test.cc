// Frames that do not load say which row is wrong; confidence stays a probability. What the rows find is tested by their own examples (dateline knowledge check).
#include <gtest/gtest.h>

#include "base/container.h"
#include "records/confidence.h"
#include "records/frames.h"
#include "records/stance.h"

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

TEST(Confidence, IsAProbabilityAndGrowsWithThePrior) {
  const auto text = ReadFile(std::string(DATELINE_SOURCE_DIR) + "/knowledge/confidence.tsv");
  ASSERT_TRUE(text);
  const auto container = Container::FromBytes(BuildContainer({{"table:confidence.tsv", *text}}));
  const auto model = ConfidenceModel::Load(*container);
  ASSERT_TRUE(model) << model.error().Message();
  Record record;
  float before = 0;
  for (const float prior : {0.3f, 0.5f, 0.7f, 0.9f, 0.95f}) {
    const float p = model->Probability(record, prior);
    EXPECT_GE(p, 0.02f);
    EXPECT_LE(p, 0.98f);
    EXPECT_GE(p, before);
    before = p;
  }
  record.stance.time = Tense::kFuture;
  EXPECT_LT(model->Probability(record, 0.7f), model->Probability(Record{}, 0.7f));
  const auto wrong = Container::FromBytes(BuildContainer({{"table:confidence.tsv", "# columns: feature, weight\nluck\t1\n"}}));
  EXPECT_FALSE(ConfidenceModel::Load(*wrong));
}

}  // namespace
}  // namespace dateline
