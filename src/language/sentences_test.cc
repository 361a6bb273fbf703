#include "language/sentences.h"

#include <gtest/gtest.h>

#include <random>

#include "language/sentence_writer.h"

namespace dateline {
namespace {

constexpr uint32_t kSlotBits = 6, kSuffixBits = 5, kWeightBits = 12;

/// Tokens between blanks, paragraphs between line ends; every "." ends a sentence, as the rules would have it.
Document Read(std::string text) {
  Document doc;
  doc.clean = std::move(text);
  uint32_t paragraph = 0, first = 0;
  const auto close = [&] {
    const TokenRange tokens = {first, doc.tokens.size()};
    if (tokens.empty()) return;
    doc.tokens.shape[first] |= kSentenceStart;
    doc.sentences.push_back({doc.tokens.span(tokens), tokens, PartRole::kBody, paragraph});
    first = tokens.end;
  };
  for (uint32_t at = 0; at <= doc.clean.size(); ++at) {
    if (at == doc.clean.size() || doc.clean[at] == '\n') close(), ++paragraph;
    if (at == doc.clean.size() || doc.clean[at] == '\n' || doc.clean[at] == ' ') continue;
    uint32_t end = at;
    while (end < doc.clean.size() && doc.clean[end] != ' ' && doc.clean[end] != '\n') ++end;
    doc.tokens.begin.push_back(at);
    doc.tokens.end.push_back(end);
    doc.tokens.shape.push_back(static_cast<uint8_t>(kSpaceBefore | (doc.clean[at] >= 'A' && doc.clean[at] <= 'Z' ? kCapitalized : 0)));
    if (end - at == 1 && doc.clean[at] == '.') close();
    at = end - 1;
  }
  return doc;
}

std::string Written(const Document& doc) {
  std::string out;
  for (const Sentence& sentence : doc.sentences) out += (out.empty() ? "" : " | ") + std::string(doc.text(sentence.span));
  return out;
}

/// The features of the gap before token `t` of a paragraph.
GapReader::Features FeaturesAt(const Document& doc, const HabitTable& habits, uint32_t t) {
  GapReader reader(doc, habits, {0, doc.tokens.size()}, false);
  while (reader.at() < t) reader.Next(false);
  GapReader::Features out;
  reader.Read(out);
  return out;
}

/// A model that has seen "Regards Anna" and the like to begin a sentence, and "St . Ives" not to.
std::string SmallSection() {
  SentenceWriter writer(kSlotBits, kSuffixBits, kWeightBits);
  EXPECT_TRUE(writer.AddWord(SentenceWordHash("regards"), {static_cast<uint16_t>(1 + static_cast<uint32_t>(Upos::kNoun))}));
  const std::string slots = writer.slots(), suffixes = writer.suffixes();
  const HabitTable habits(slots, kSlotBits, suffixes, kSuffixBits);
  const GapReader::Features begins = FeaturesAt(Read("They left Regards Anna"), habits, 3), goes_on = FeaturesAt(Read("They left St . Ives"), habits, 4);
  for (const uint32_t feature : begins) writer.AddWeight(feature, 40);
  for (const uint32_t feature : goes_on) writer.AddWeight(feature, -40);
  return writer.Section(500);
}

TEST(Sentences, CutAndJoinWhatTheModelSays) {
  const std::string section = SmallSection();
  const SentenceModel model = SentenceModel::Load(section).value();
  Document doc = Read("They left Regards Anna\nThey left St . Ives");
  EXPECT_EQ(Written(doc), "They left Regards Anna | They left St . | Ives");
  model.Resplit(doc);
  EXPECT_EQ(Written(doc), "They left Regards | Anna | They left St . Ives");
  EXPECT_EQ(doc.sentences[1].tokens, (TokenRange{3, 4}));
  EXPECT_EQ(doc.sentences[2].paragraph, 1u);
  EXPECT_NE(doc.tokens.shape[3] & kSentenceStart, 0);
  EXPECT_EQ(doc.tokens.shape[8] & kSentenceStart, 0);
}

TEST(Sentences, AnEmptyDocumentStaysEmpty) {
  const std::string section = SmallSection();
  Document doc;
  SentenceModel::Load(section).value().Resplit(doc);
  EXPECT_TRUE(doc.sentences.empty());
}

TEST(Sentences, RefuseAHostileSection) {
  const std::string good = SmallSection();
  EXPECT_TRUE(SentenceModel::Load(good));
  EXPECT_FALSE(SentenceModel::Load(""));
  EXPECT_FALSE(SentenceModel::Load(std::string_view(good).substr(0, good.size() - 1)));
  EXPECT_FALSE(SentenceModel::Load(good + '\0'));
  for (size_t cut = 0; cut < kSentenceHeader + 8; ++cut) EXPECT_FALSE(SentenceModel::Load(std::string_view(good).substr(0, cut)));
  for (size_t i = 0; i < kSentenceHeader; ++i) {
    if (i >= 20 && i < 24) continue;  // any threshold will do
    for (const int flip : {1, 0x80, 0xFF}) {
      std::string bad = good;
      bad[i] = static_cast<char>(bad[i] ^ flip);
      EXPECT_FALSE(SentenceModel::Load(bad)) << "byte " << i;
    }
  }
}

TEST(Sentences, AnyTablesGiveSentencesThatHold) {
  std::mt19937 random(3);
  const std::string good = SmallSection();
  constexpr std::string_view kWords[] = {"They", "left", ".", ",", "\"", "“", "”", "(", ")", "é", "--", "UN", "10:30", "it", "'s", "\n", "...", "?",
      "http://a.b", "$", "5", "\xFF", "’"};
  for (int round = 0; round < 300; ++round) {
    std::string section = good;
    for (size_t i = kSentenceHeader; i < section.size(); ++i) section[i] = static_cast<char>(random());
    if (round % 3 == 0) section[22] = section[23] = '\x7F';  // a threshold that nothing reaches
    const Result<SentenceModel> model = SentenceModel::Load(section);
    ASSERT_TRUE(model);
    std::string text;
    for (auto count = random() % 3000; count-- > 0;) (text += kWords[random() % (round % 2 == 0 ? std::size(kWords) : 2)]) += ' ';
    Document doc = Read(text);
    const Document before = Read(text);
    model->Resplit(doc);
    uint32_t next = 0, paragraph = 0;
    for (const Sentence& sentence : doc.sentences) {
      ASSERT_EQ(sentence.tokens.begin, next);
      ASSERT_FALSE(sentence.tokens.empty());
      ASSERT_LE(sentence.tokens.size(), SentenceModel::kLongest);
      ASSERT_EQ(sentence.span, doc.tokens.span(sentence.tokens));
      ASSERT_GE(sentence.paragraph, paragraph);
      ASSERT_EQ(doc.text(sentence.span).find('\n'), std::string_view::npos) << "crosses a paragraph";
      for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) ASSERT_EQ((doc.tokens.shape[t] & kSentenceStart) != 0, t == sentence.tokens.begin);
      next = sentence.tokens.end;
      paragraph = sentence.paragraph;
    }
    ASSERT_EQ(next, doc.tokens.size());
    ASSERT_EQ(doc.sentences.empty(), before.sentences.empty());
  }
}

TEST(Sentences, NoAllocationOnceWarm) {
  const std::string section = SmallSection();
  const SentenceModel model = SentenceModel::Load(section).value();
  Document doc = Read("They left Regards Anna\nThey left St . Ives\nThey left . Then");
  model.Resplit(doc);
  const Sentence* data = doc.sentences.data();
  const size_t room = doc.sentences.capacity();
  model.Resplit(doc);
  EXPECT_EQ(doc.sentences.data(), data);
  EXPECT_EQ(doc.sentences.capacity(), room);
}

}  // namespace
}  // namespace dateline
