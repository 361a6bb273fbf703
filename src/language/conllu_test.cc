// CoNLL-U in and out: the fast writer against the plain one, words and comments that stay, offsets, trees that are none.
#include "language/conllu.h"

#include <gtest/gtest.h>

#include <random>

#include "language/conllu_document.h"

namespace dateline {
namespace {

/// Sentences with every kind of column: tags, heads or none, names over and beside each other, glued words, empty lemmas.
Document RandomDocument(uint32_t seed) {
  std::mt19937 random(seed);
  const auto below = [&](size_t n) { return static_cast<uint32_t>(random() % n); };
  Document doc;
  for (uint32_t s = 0, sentences = 1 + below(4); s < sentences; ++s) {
    const uint32_t first = doc.tokens.size(), n = 1 + below(40);
    const bool tree = below(4) > 0;
    for (uint32_t w = 0; w < n; ++w) {
      if (!doc.clean.empty() && below(3) > 0) doc.clean += below(5) == 0 ? "  " : " ";
      doc.tokens.begin.push_back(static_cast<uint32_t>(doc.clean.size()));
      doc.clean += std::string(1 + below(9), static_cast<char>('a' + below(26)));
      doc.tokens.end.push_back(static_cast<uint32_t>(doc.clean.size()));
      doc.tokens.lemma_form.push_back(below(9) == 0 ? std::string_view() : std::string_view("lemma"));
      doc.tokens.upos.push_back(static_cast<Upos>(below(kUposCount)));
      doc.tokens.xpos.push_back(static_cast<Xpos>(below(kXposCount)));
      doc.tokens.head.push_back(first + below(n));
      doc.tokens.deprel.push_back(tree ? static_cast<Deprel>(1 + below(kDeprelCount - 1)) : Deprel::kNone);
    }
    for (uint32_t w = 0; w < n;) {
      const uint32_t size = std::min(1 + below(4), n - w);
      if (below(3) == 0) doc.names.push_back({static_cast<NameType>(1 + below(kNameTypeCount - 1)), {first + w, first + w + size}, 1});
      w += size;
    }
    doc.sentences.push_back({{doc.tokens.begin[first], doc.tokens.end.back()}, {first, first + n}, PartRole::kBody, 0});
  }
  return doc;
}

TEST(Conllu, FastWriterGivesWhatThePlainOneGives) {
  for (uint32_t seed = 0; seed < 300; ++seed) {
    const Document doc = RandomDocument(seed);
    ConlluSentence sentence;
    for (uint32_t s = 0; s < doc.sentences.size(); ++s) {
      std::string plain, fast, text;
      ToConllu(doc, s, sentence);
      AppendConllu(sentence, plain);
      AppendConllu(doc, s, fast);
      ASSERT_EQ(plain, fast) << seed;
      AppendText(doc, s, text);
      ASSERT_EQ(sentence.Text(), text) << seed;
    }
  }
}

constexpr const char* kGiven =
    "# newdoc id = x\n"
    "# sent_id = own\n"
    "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\tTwo=2\n"
    "1\tdo\tdo\tAUX\tVBP\t_\t3\taux\t_\tA=1|Name=B-place|Z=2\n"
    "2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_\n"
    "3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n"
    "4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n"
    "\n";

TEST(Conllu, ReadAndWrittenAgainIsTheSame) {
  const auto sentences = ReadConllu(kGiven, "test");
  ASSERT_TRUE(sentences) << sentences.error().Message();
  std::string out;
  for (const ConlluSentence& sentence : *sentences) AppendConllu(sentence, out);
  EXPECT_EQ(out, kGiven);
}

TEST(Conllu, ReannotatedKeepsWordsCommentsAndMisc) {
  auto sentences = *ReadConllu(kGiven, "test");
  Document doc;
  FromConllu(sentences, true, doc);
  doc.tokens.upos[2] = Upos::kNoun;
  doc.tokens.head[0] = 0;
  doc.names.push_back({NameType::kPerson, {2, 4}, 1});
  Reannotate(doc, 0, sentences[0]);
  std::string out;
  AppendConllu(sentences[0], out);
  EXPECT_EQ(out,
            "# newdoc id = x\n"
            "# sent_id = own\n"
            "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\tTwo=2\n"
            "1\tdo\tdo\tAUX\tVBP\tMood=Ind|Tense=Pres|VerbForm=Fin\t0\taux\t_\tA=1|Z=2\n"
            "2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_\n"
            "3\tgo\tgo\tNOUN\tVB\tVerbForm=Inf\t0\troot\t_\tName=B-person|SpaceAfter=No\n"
            "4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\tName=I-person\n"
            "\n");
}

TEST(Conllu, WordsMapToTheirForms) {
  const std::string bytes = std::string(kGiven) + kGiven;
  const auto sentences = *ReadConllu(bytes, "test");
  Document doc;
  FromConllu(sentences, true, doc);
  MapToForms(sentences, doc);
  EXPECT_EQ(doc.clean, "don't go.\ndon't go.");
  EXPECT_EQ(doc.offsets.clean_size(), doc.clean.size());
  for (uint32_t t = 0; t < doc.tokens.size(); ++t) EXPECT_EQ(TextOf(bytes, doc.offsets.ToOriginal(doc.tokens.span(t))), doc.token(t));
}

TEST(Conllu, ErrorsNameTheLine) {
  const auto message = [](std::string_view bytes) {
    const auto read = ReadConllu(bytes, "file", 10);
    return read ? std::string() : read.error().Message();
  };
  EXPECT_EQ(message(kGiven), "");
  EXPECT_TRUE(message(std::string(kGiven) + "1\tx\n").starts_with("file:18: 2 columns")) << message(std::string(kGiven) + "1\tx\n");
  EXPECT_TRUE(message(std::string(kGiven) + "# \xff\n").starts_with("file:18: bytes that are no UTF-8"));
  auto sentences = *ReadConllu(kGiven, "file", 10);
  EXPECT_TRUE(CheckTrees(sentences, "file"));
  sentences[0].words[2].head = 4;
  const auto circle = CheckTrees(sentences, "file");
  ASSERT_FALSE(circle);
  EXPECT_TRUE(circle.error().Message().starts_with("file:12: the heads")) << circle.error().Message();
}

}  // namespace
}  // namespace dateline
