#include <gtest/gtest.h>

#include <random>
#include <sstream>

#include "language/pattern.h"
#include "language/test_world.h"

namespace dateline {
namespace {

/// The real lexicon and model, opened once.
LanguageWorld& TheWorld() {
  static LanguageWorld world;
  return world;
}

/// A document of one sentence whose tokens are separated by blanks.
Document Tagged(const std::string& text) {
  Document doc;
  doc.clean = text;
  std::istringstream in(text);
  std::string word;
  uint32_t at = 0;
  while (in >> word) {
    at = static_cast<uint32_t>(text.find(word, at));
    doc.tokens.begin.push_back(at);
    at += static_cast<uint32_t>(word.size());
    doc.tokens.end.push_back(at);
    uint8_t shape = kSpaceBefore;
    if (word[0] >= 'A' && word[0] <= 'Z') shape |= kCapitalized;
    if (word.find_first_of("0123456789") != std::string::npos) shape |= kHasDigit;
    doc.tokens.shape.push_back(shape);
  }
  Sentence sentence;
  sentence.span = {0, static_cast<uint32_t>(text.size())};
  sentence.tokens = {0, doc.tokens.size()};
  doc.sentences.push_back(sentence);
  LanguageAnalyzer::Workspace workspace(TheWorld().analyzer);
  TheWorld().analyzer.AnalyzeGiven(doc, workspace);
  return doc;
}

std::string Chunks(const Document& doc) {
  std::string out;
  for (const Chunk& chunk : doc.chunks) {
    out += chunk.kind == ChunkKind::kNoun ? "[" : chunk.passive ? "{passive " : "{";
    out += std::string(doc.text(doc.tokens.span(chunk.tokens))) + (chunk.kind == ChunkKind::kNoun ? "]" : "}");
  }
  return out;
}

TEST(Tagger, TagsAndLemmas) {
  const Document doc = Tagged("Turkish troops killed five civilians in Afrin .");
  EXPECT_EQ(doc.tokens.upos[2], Upos::kVerb);
  EXPECT_EQ(TheWorld().vocabulary.Text(doc.tokens.lemma[2]), "kill");
  EXPECT_EQ(TheWorld().vocabulary.Text(doc.tokens.lemma[1]), "troop");
  EXPECT_EQ(doc.tokens.upos[6], Upos::kPropn);
  EXPECT_TRUE(doc.tokens.morph[4] & kPlural);
}

TEST(Tagger, SurvivesAnything) {
  std::mt19937 generator(5);
  for (int round = 0; round < 5; ++round) {
    std::string text;
    for (int word = 0; word < 700; ++word) {
      for (size_t i = 0, n = 1 + generator() % 9; i < n; ++i) text += static_cast<char>(33 + generator() % 94);
      text += ' ';
    }
    const Document doc = Tagged(text);
    for (uint32_t c = 0; c < doc.chunks.size(); ++c) {
      ASSERT_LT(doc.chunks[c].tokens.begin, doc.chunks[c].tokens.end);
      ASSERT_TRUE(doc.chunks[c].tokens.Contains(doc.chunks[c].head));
      if (c > 0) {
        ASSERT_LE(doc.chunks[c - 1].tokens.end, doc.chunks[c].tokens.begin);
      }
    }
  }
}

TEST(Chunker, NounChunksAndVerbGroups) {
  EXPECT_EQ(Chunks(Tagged("The three wounded soldiers have not been killed .")), "[The three wounded soldiers]{passive have not been killed}");
  EXPECT_EQ(Chunks(Tagged("Turkey 's army wants to attack the town .")), "[Turkey][army]{wants}{to attack}[the town]");
  const Document doc = Tagged("Rebels will not withdraw from the city .");
  ASSERT_GE(doc.chunks.size(), 2u);
  EXPECT_TRUE(doc.chunks[1].future);
  EXPECT_TRUE(doc.chunks[1].negated);
}

struct Match {
  std::string trigger, captured;
};

std::vector<Match> RunPattern(const std::string& pattern, const Document& doc) {
  PatternSet set;
  const auto added = set.Add(pattern, TheWorld().vocabulary);
  EXPECT_TRUE(added) << added.error().Message();
  MentionIndex index;
  index.Build(doc);
  PatternSet::Workspace workspace;
  std::vector<PatternMatch> found;
  set.Match(doc, index, doc.sentences[0].tokens, workspace, found);
  std::vector<Match> out;
  for (const PatternMatch& m : found) out.push_back({std::string(doc.text(doc.tokens.span(m.trigger))), std::string(doc.text(doc.tokens.span(m.captures[0])))});
  return out;
}

TEST(Pattern, WordsLemmasTagsGapsAndCaptures) {
  const Document doc = Tagged("The army has taken full control of the old town and lost two tanks .");
  const auto control = RunPattern("![take|seize] ...2 !control of place=@noun", doc);
  ASSERT_EQ(control.size(), 1u);
  EXPECT_EQ(control[0].trigger, "taken full control");
  EXPECT_EQ(control[0].captured, "the old town");
  EXPECT_EQ(RunPattern("[lose]/VERB count=#NUM", doc).size(), 1u);
  EXPECT_EQ(RunPattern("[lose]/NOUN", doc).size(), 0u);
  EXPECT_EQ(RunPattern("control (of|over) the? old", doc).size(), 1u);
  EXPECT_EQ(RunPattern("control (of|over) the? new? old town", doc).size(), 1u);
  EXPECT_EQ(RunPattern("taken of", doc).size(), 0u);
}

TEST(Pattern, GapStopsAtAMark) {
  EXPECT_EQ(RunPattern("took ...9 town", Tagged("They took arms . The town slept .")).size(), 0u);
}

TEST(Pattern, WrongPatternsSayWhy) {
  PatternSet set;
  Vocabulary& v = TheWorld().vocabulary;
  for (const char* bad : {"", "...", "@party", "@nobody x", "[take", "[take]/NOUM", "a=b=", "x=a y=b z=c w=d v=e"}) EXPECT_FALSE(set.Add(bad, v)) << bad;
  EXPECT_EQ(set.size(), 0u);
}

TEST(Pattern, LinearInTheText) {
  // Optional words and gaps in a row are where a backtracking matcher explodes.
  PatternSet set;
  ASSERT_TRUE(set.Add("a? a? a? a? a? a? a? a? a? a? ...9 ...9 ...9 a a a a a a a a a a b", TheWorld().vocabulary));
  std::string text;
  for (int i = 0; i < 4000; ++i) text += "a ";
  const Document doc = Tagged(text);
  MentionIndex index;
  index.Build(doc);
  PatternSet::Workspace workspace;
  std::vector<PatternMatch> found;
  set.Match(doc, index, doc.sentences[0].tokens, workspace, found);
  EXPECT_TRUE(found.empty());
}

}  // namespace
}  // namespace dateline
