#include "train/lemmas.h"

#include <gtest/gtest.h>

#include <cstring>

#include "language/lemmas.h"

namespace dateline {
namespace {

struct Row {
  const char *form, *lemma, *upos, *xpos;
};

ConlluSentence Sentence(const std::vector<Row>& rows) {
  ConlluSentence sentence;
  for (const Row& row : rows) {
    ConlluWord word;
    word.form = row.form;
    word.lemma = row.lemma;
    word.upos = row.upos;
    word.xpos = row.xpos;
    word.feats = "_";
    sentence.words.push_back(word);
  }
  return sentence;
}

std::vector<ConlluSentence> SmallTreebank() {
  return {Sentence({{"He", "he", "PRON", "PRP"}, {"walked", "walk", "VERB", "VBD"}, {"and", "and", "CCONJ", "CC"}, {"talked", "talk", "VERB", "VBD"}}),
          Sentence({{"They", "they", "PRON", "PRP"}, {"moved", "move", "VERB", "VBD"}, {"tanks", "tank", "NOUN", "NNS"}, {"and", "and", "CCONJ", "CC"}}),
          Sentence({{"She", "she", "PRON", "PRP"}, {"saved", "save", "VERB", "VBD"}, {"guns", "gun", "NOUN", "NNS"}, {"and", "and", "CCONJ", "CC"}}),
          Sentence({{"It", "it", "PRON", "PRP"}, {"was", "be", "AUX", "VBD"}, {"an", "a", "DET", "DT"},
                    {"Iraqi", "Iraqi", "ADJ", "JJ"}, {"town", "town", "NOUN", "NN"}}),
          Sentence({{"she", "_", "PRON", "PRP"}, {"will", "_", "AUX", "MD"}, {"zove", "_", "VERB", "VB"}}),
          Sentence({{"she", "_", "PRON", "PRP"}, {"will", "_", "AUX", "MD"}, {"zove", "_", "VERB", "VB"}}),
          Sentence({{"she", "_", "PRON", "PRP"}, {"will", "_", "AUX", "MD"}, {"zove", "_", "VERB", "VB"}})};
}

TEST(TrainLemmas, LearnsRulesExceptionsCapitalsAndBaseForms) {
  const std::string section = TrainLemmas(SmallTreebank());
  EXPECT_EQ(section, TrainLemmas(SmallTreebank())) << "the same bytes every time";
  std::vector<uint64_t> aligned((section.size() + 7) / 8);
  std::memcpy(aligned.data(), section.data(), section.size());
  const auto model = LemmaModel::Load({reinterpret_cast<const char*>(aligned.data()), section.size()});
  ASSERT_TRUE(model.has_value()) << model.error().Message();
  Arena arena;
  const auto lemma = [&](std::string_view form, Upos upos, Xpos xpos, bool weak = false) { return std::string(model->Lemma(form, upos, xpos, weak, arena)); };
  EXPECT_EQ(lemma("walked", Upos::kVerb, Xpos::kVbn), "walk");
  EXPECT_EQ(lemma("moved", Upos::kVerb, Xpos::kVbd), "move");
  EXPECT_EQ(lemma("Tanks", Upos::kNoun, Xpos::kNns, true), "tank");
  EXPECT_EQ(lemma("was", Upos::kAux, Xpos::kVbd), "be");
  EXPECT_EQ(lemma("an", Upos::kDet, Xpos::kDt), "a");
  EXPECT_EQ(lemma("Iraqi", Upos::kAdj, Xpos::kJj, true), "Iraqi");
  EXPECT_EQ(lemma("IRAQI", Upos::kAdj, Xpos::kJj, true), "Iraqi");
  EXPECT_EQ(lemma("zoved", Upos::kVerb, Xpos::kVbd), "zove") << "a base form that only silver knows";
  EXPECT_EQ(lemma("fled", Upos::kVerb, Xpos::kVbd), "flee") << "from the list of irregular verbs";
}

TEST(TrainLemmas, TakesNothing) {
  const std::string section = TrainLemmas({});
  std::vector<uint64_t> aligned((section.size() + 7) / 8);
  std::memcpy(aligned.data(), section.data(), section.size());
  EXPECT_TRUE(LemmaModel::Load({reinterpret_cast<const char*>(aligned.data()), section.size()}).has_value());
}

}  // namespace
}  // namespace dateline
