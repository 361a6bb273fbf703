#include "findings/sources.h"

#include <gtest/gtest.h>

#include "findings/claim_reader.h"
#include "findings/origins.h"

namespace dateline {
namespace {

/// A report of an outlet with one claim on a toll; `source`: the JSON of an attribution, or empty.
void AddClaim(ClaimSet& set, ClaimReader& reader, uint32_t number, std::string_view publisher, int killed, std::string_view source = {}) {
  char id[33];
  std::snprintf(id, sizeof id, "%032x", number + 1);
  reader.Report(id, "r").publisher = std::string(publisher);
  std::string json = R"({"kind":"event","id":")" + std::string(id) + R"(","type":"ASSAULT","killed":{"low":)" + std::to_string(killed) + R"(,"best":)" +
                     std::to_string(killed) + R"(,"high":)" + std::to_string(killed) + R"(,"hedge":"exact"})";
  if (!source.empty()) json += R"(,"attribution":)" + std::string(source);
  ASSERT_TRUE(reader.Record(json + R"(,"confidence":0.9})"));
  ASSERT_EQ(set.claims.size(), set.reports.size());
}

/// One finding on all claims, each an origin of its own, each counted.
Findings OneFinding(const ClaimSet& set) {
  Findings out;
  Finding& finding = out.findings.emplace_back();
  for (uint32_t i = 0; i < set.claims.size(); ++i) finding.claims.push_back({i, OriginOf(set, set.claims[i]).label, i, false, false, 1, ""});
  FindingFigure killed;
  killed.figure.given = true;
  finding.figures.push_back(killed);
  return out;
}

const SourceFacts* Find(const SourceTable& table, std::string_view name) {
  for (const SourceFacts& source : table.sources) {
    if (source.name == name) return &source;
  }
  return nullptr;
}

TEST(Sources, LearnsFromFiguresOfThreeOriginsAndSetsNoLetterByItself) {
  ClaimSet set;
  ClaimReader reader(set);
  AddClaim(set, reader, 0, "Alpha", 10);
  AddClaim(set, reader, 1, "Beta", 12);
  AddClaim(set, reader, 2, "Gamma", 14);
  const SourceTable table = SourcesOf(set, {}, OneFinding(set));
  ASSERT_EQ(table.sources.size(), 3u);
  const SourceFacts* beta = Find(table, "Beta");
  ASSERT_NE(beta, nullptr);
  EXPECT_EQ(beta->kind, "publisher");
  EXPECT_EQ(beta->reliability, 0);
  EXPECT_EQ(beta->inside, 1u);
  EXPECT_DOUBLE_EQ(beta->learned, 2.0 / 3);
  EXPECT_EQ(beta->Evidence(), "1 of 1 figure lies within those of two or more other origins");
  EXPECT_DOUBLE_EQ(Find(table, "Alpha")->learned, 1.0 / 3) << "below both others";
}

TEST(Sources, TwoOriginsTeachNothing) {
  ClaimSet set;
  ClaimReader reader(set);
  AddClaim(set, reader, 0, "Alpha", 10);
  AddClaim(set, reader, 1, "Beta", 90);
  const SourceTable table = SourcesOf(set, {}, OneFinding(set));
  for (const SourceFacts& source : table.sources) {
    EXPECT_NE(source.learned, source.learned) << source.name;
    EXPECT_EQ(source.Evidence(), "");
  }
}

TEST(Sources, NamesOfOneSourceAreOneAndItsLetterHolds) {
  ClaimSet set;
  ClaimReader reader(set);
  const auto ministry = R"({"source":{"text":"the interior ministry"},"organization":"interior ministry","source_type":"official"})";
  const auto again = R"({"source":{"text":"The Interior Ministry"},"organization":"Interior Ministry","source_type":"official"})";
  AddClaim(set, reader, 0, "Alpha", 10, ministry);
  AddClaim(set, reader, 1, "Beta", 12, again);
  AddClaim(set, reader, 2, "Beta", 12, ministry);
  Corrections corrections;
  corrections.reliability = {{"interior ministry", 'B'}, {"elsewhere gazette", 'D'}};
  const SourceTable table = SourcesOf(set, corrections, OneFinding(set));
  ASSERT_EQ(table.sources.size(), 2u);
  const SourceFacts* source = Find(table, "the interior ministry");
  ASSERT_NE(source, nullptr);
  EXPECT_EQ(source->records, 3u);
  EXPECT_EQ(source->reports, 3u);
  EXPECT_EQ(source->reliability, 'B');
  EXPECT_EQ(Find(table, "elsewhere gazette")->reliability, 'D') << "set before any report of it was read";
}

TEST(Sources, TellsWhoRepeatsWhom) {
  ClaimSet set;
  ClaimReader reader(set);
  AddClaim(set, reader, 0, "Alpha", 10);
  AddClaim(set, reader, 1, "Beta", 10);
  AddClaim(set, reader, 2, "Gamma", 10, R"({"source":{"text":"Radio Delta"},"organization":"Radio Delta","source_type":"media"})");
  set.reports[1].origin = 0;
  const SourceTable table = SourcesOf(set, {}, OneFinding(set));
  ASSERT_EQ(table.repeats.size(), 2u);
  EXPECT_EQ(table.repeats[0].source, "Beta");
  EXPECT_EQ(table.repeats[0].repeats, "Alpha");
  EXPECT_EQ(table.repeats[0].reports, 1u);
  EXPECT_EQ(table.repeats[1].source, "Gamma");
  EXPECT_EQ(table.repeats[1].repeats, "Radio Delta");
  EXPECT_EQ(Find(table, "Alpha")->copies, 1u) << "a copy's word is its original's";
}

}  // namespace
}  // namespace dateline
