#include "language/analyzer.h"

#include <string>

#include "base/utf8.h"

namespace dateline {

Result<LanguageAnalyzer> LanguageAnalyzer::Load(const Model& model, Vocabulary& vocabulary, const Model* second) {
  auto chunker = Chunker::Load(vocabulary);
  if (!chunker) return chunker.error();
  LanguageAnalyzer out;
  out.model_ = &model;
  out.second_ = second;
  out.vocabulary_ = &vocabulary;
  out.chunker_ = *chunker;
  return out;
}

void LanguageAnalyzer::Analyze(Document& doc, Workspace& workspace) const {
  Parse(doc, workspace);
  Finish(doc, workspace);
}

void LanguageAnalyzer::AnalyzeGiven(Document& doc, Workspace& workspace, Depth depth) const {
  ParseGiven(doc, workspace, depth);
  Finish(doc, workspace);
}

void LanguageAnalyzer::Parse(Document& doc, Workspace& workspace, Depth depth) const {
  model_->sentences().Resplit(doc);
  ParseGiven(doc, workspace, depth);
}

void LanguageAnalyzer::ParseGiven(Document& doc, Workspace& workspace, Depth depth) const {
  const size_t n = doc.tokens.size();
  doc.tokens.upos.assign(n, Upos::kX);
  doc.tokens.xpos.assign(n, Xpos::kNone);
  doc.tokens.morph.assign(n, 0);
  doc.tokens.head.resize(n);
  doc.tokens.deprel.assign(n, Deprel::kNone);
  doc.names.clear();
  NetworkRun& run = workspace.run_;
  for (size_t s = 0; s < doc.sentences.size();) {
    run.Begin();
    do {
      run.Add(doc, doc.sentences[s].tokens);
      ++s;
    } while (s < doc.sentences.size() && run.words() + doc.sentences[s].tokens.size() <= NetworkRun::kBatchWords);
    if (depth == Depth::kTags) run.Tag(doc);
    else run.Parse(doc);
    if (depth >= Depth::kNames) run.Name(doc);
  }
  Lemmatize(doc, workspace);
}

void LanguageAnalyzer::Lemmatize(Document& doc, Workspace& workspace) const {
  doc.tokens.lemma_form.resize(doc.tokens.size());
  for (const Sentence& sentence : doc.sentences) {
    workspace.forms_.clear();
    for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) workspace.forms_.push_back(doc.token(t));
    workspace.weak_.resize(workspace.forms_.size());
    MarkWeakCapitals(workspace.forms_, workspace.weak_);
    for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
      const uint32_t w = t - sentence.tokens.begin;
      doc.tokens.lemma_form[t] = model_->lemmas().Lemma(workspace.forms_[w], doc.tokens.upos[t], doc.tokens.xpos[t], workspace.weak_[w] != 0, doc.arena);
    }
  }
}

/// "Fighting broke out": where the tree has a bare gerund in the place of a noun, the rules may read it as one.
void LanguageAnalyzer::ReadNominals(Document& doc) {
  if (doc.tokens.head.size() != doc.tokens.size()) return;
  for (const Sentence& sentence : doc.sentences) {
    for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
      const Deprel deprel = doc.tokens.deprel[t];
      const bool place = deprel == Deprel::kNsubj || deprel == Deprel::kNsubjPass || deprel == Deprel::kObj || deprel == Deprel::kObl || deprel == Deprel::kNmod;
      if (!place || doc.tokens.upos[t] != Upos::kVerb || (doc.tokens.morph[t] & kGerund) == 0) continue;
      bool bare = true;  // nothing that only a verb governs
      for (uint32_t k = sentence.tokens.begin; k < sentence.tokens.end && bare; ++k) {
        const Deprel below = doc.tokens.deprel[k];
        bare = doc.tokens.head[k] != t || k == t || below == Deprel::kCase || below == Deprel::kPunct || below == Deprel::kAmod || below == Deprel::kNmod || below == Deprel::kCompound || below == Deprel::kConj || below == Deprel::kCc;
      }
      if (!bare) continue;
      doc.tokens.upos[t] = Upos::kNoun;
      doc.tokens.morph[t] = 0;
    }
  }
}

void LanguageAnalyzer::Finish(Document& doc, Workspace& workspace) const {
  const size_t n = doc.tokens.size();
  doc.tokens.word.resize(n);
  doc.tokens.lemma.resize(n);
  std::string& lower = workspace.lower_;
  // Treebanks tag the words of a name by what they are elsewhere ("United" in "United Nations" a verb form); to the rules they are parts of a name, as Penn has it.
  for (uint32_t t = 0; t < n; ++t) {
    const Upos upos = doc.tokens.upos[t];
    const bool inflected = upos == Upos::kAdj || upos == Upos::kVerb || upos == Upos::kNoun || upos == Upos::kNum;
    if (inflected && (doc.tokens.xpos[t] == Xpos::kNnp || doc.tokens.xpos[t] == Xpos::kNnps)) doc.tokens.upos[t] = Upos::kPropn;
    if (upos == Upos::kAdv && doc.tokens.xpos[t] == Xpos::kIn) doc.tokens.upos[t] = Upos::kAdp;  // the second "as" of "as many as"
  }
  ReadNominals(doc);
  for (uint32_t t = 0; t < n; ++t) {
    lower.clear();
    utf8::AppendLower(doc.token(t), lower);
    const WordId word = doc.tokens.word[t] = vocabulary_->Find(lower);
    doc.tokens.lemma[t] = word;
    const std::string_view form = doc.tokens.lemma_form[t];
    if (form == lower) {
      // Treebanks leave some plurals as they are ("troops"); rules ask for the singular where the lexicon has one.
      if ((doc.tokens.morph[t] & kPlural) == 0 || !word.valid()) continue;
      for (const Reading& reading : vocabulary_->lexicon().Readings(word)) {
        if (reading.lemma.valid() && reading.lemma != word) doc.tokens.lemma[t] = reading.lemma;
      }
      continue;
    }
    const size_t size = lower.size();
    utf8::AppendLower(form, lower);
    if (std::string_view(lower).substr(0, size) == std::string_view(lower).substr(size)) continue;
    if (const WordId lemma = vocabulary_->Find(std::string_view(lower).substr(size)); lemma.valid()) doc.tokens.lemma[t] = lemma;
  }
  chunker_.Chunk(doc);
}

}  // namespace dateline
