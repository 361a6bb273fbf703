#include "language/analyzer.h"

#include <string>

#include "base/utf8.h"
#include "language/lemma.h"

namespace dateline {

Result<LanguageAnalyzer> LanguageAnalyzer::Load(const Container& knowledge, Vocabulary& vocabulary) {
  auto tagger = Tagger::Load(knowledge);
  if (!tagger) return tagger.error();
  auto chunker = Chunker::Load(vocabulary);
  if (!chunker) return chunker.error();
  LanguageAnalyzer out;
  out.vocabulary_ = &vocabulary;
  out.tagger_ = *tagger;
  out.chunker_ = *chunker;
  return out;
}

void LanguageAnalyzer::Analyze(Document& doc) const {
  tagger_.Tag(*vocabulary_, doc);
  static thread_local std::string lower;
  for (uint32_t t = 0; t < doc.tokens.size(); ++t) {
    const Upos u = doc.tokens.upos[t];
    if ((u != Upos::kNoun && u != Upos::kVerb) || !vocabulary_->lexicon().Readings(doc.tokens.word[t]).empty()) continue;
    lower.clear();
    utf8::AppendLower(doc.token(t), lower);
    if (const WordId lemma = LemmaByRule(*vocabulary_, lower, u); lemma.valid()) doc.tokens.lemma[t] = lemma;
  }
  chunker_.Chunk(doc);
}

}  // namespace dateline
