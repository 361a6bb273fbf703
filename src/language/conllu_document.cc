#include "language/conllu_document.h"

#include <algorithm>

#include "base/utf8.h"
#include "language/morphology.h"

namespace dateline {
namespace {

uint8_t ShapeOf(std::string_view form, bool space_before, bool first) {
  uint32_t letters = 0, upper = 0;
  uint8_t shape = 0;
  for (size_t at = 0; at < form.size();) {
    const utf8::Decoded d = utf8::Decode(form, at);
    if (at == 0 && utf8::IsUpper(d.code)) shape |= kCapitalized;
    letters += utf8::IsLetter(d.code);
    upper += utf8::IsUpper(d.code);
    if (utf8::IsDigit(d.code)) shape |= kHasDigit;
    if (d.code == '-' && form.size() > 1) shape |= kHyphenated;
    at += d.size;
  }
  if (letters > 1 && letters == upper) shape |= kAllCaps;
  if (space_before) shape |= kSpaceBefore;
  if (first) shape |= kSentenceStart;
  return shape;
}

void Annotate(const ConlluSentence& sentence, uint32_t first, Document& doc) {
  for (uint32_t w = 0; w < sentence.words.size(); ++w) {
    const ConlluWord& word = sentence.words[w];
    doc.tokens.upos.push_back(UposFrom(word.upos));
    doc.tokens.xpos.push_back(XposFrom(word.xpos));
    doc.tokens.morph.push_back(word.xpos == "_" ? MorphFromFeatures(word.feats) : MorphOf(XposFrom(word.xpos)));
    doc.tokens.lemma_form.push_back(doc.arena.Copy(word.lemma == "_" ? word.form : word.lemma));
    doc.tokens.head.push_back(word.head == 0 || !word.has_head ? first + w : first + word.head - 1);
    doc.tokens.deprel.push_back(DeprelFrom(word.deprel));
  }
}

}  // namespace

void FromConllu(const std::vector<ConlluSentence>& sentences, bool annotations, Document& doc) {
  doc.Clear();
  uint32_t paragraph = 0;
  for (const ConlluSentence& sentence : sentences) {
    const bool new_paragraph = sentence.new_paragraph || sentence.new_document;
    if (!doc.clean.empty()) doc.clean += new_paragraph ? '\n' : ' ';
    if (new_paragraph && !doc.sentences.empty()) ++paragraph;
    const uint32_t first = doc.tokens.size();
    Sentence row;
    row.paragraph = paragraph;
    row.span.begin = static_cast<uint32_t>(doc.clean.size());
    bool space = true;
    for (const ConlluWord& word : sentence.words) {
      if (doc.tokens.size() > first && space) doc.clean += ' ';
      doc.tokens.begin.push_back(static_cast<uint32_t>(doc.clean.size()));
      doc.clean += word.form;
      doc.tokens.end.push_back(static_cast<uint32_t>(doc.clean.size()));
      doc.tokens.shape.push_back(ShapeOf(word.form, space, doc.tokens.size() == first + 1));
      space = word.space_after;
    }
    row.tokens = {first, doc.tokens.size()};
    row.span.end = static_cast<uint32_t>(doc.clean.size());
    doc.sentences.push_back(row);
    if (annotations) Annotate(sentence, first, doc);
  }
  doc.clean_parts.push_back({PartRole::kBody, {0, static_cast<uint32_t>(doc.clean.size())}});
}

void ToConllu(const Document& doc, uint32_t s, ConlluSentence& out) {
  const Sentence& sentence = doc.sentences[s];
  out.comments.clear();
  out.ranges.clear();
  out.words.resize(sentence.tokens.size());
  auto name = std::lower_bound(doc.names.begin(), doc.names.end(), sentence.tokens.begin, [](const NameMention& n, uint32_t t) { return n.tokens.end <= t; });
  for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
    ConlluWord& word = out.words[t - sentence.tokens.begin];
    word.form = doc.token(t);
    word.lemma = doc.tokens.lemma_form[t];
    word.upos = UposName(doc.tokens.upos[t]);
    word.xpos = XposName(doc.tokens.xpos[t]);
    word.feats = FeaturesOf(doc.tokens.upos[t], doc.tokens.xpos[t]);
    word.has_head = doc.tokens.deprel[t] != Deprel::kNone;
    word.head = doc.tokens.head[t] == t ? 0 : doc.tokens.head[t] - sentence.tokens.begin + 1;
    word.deprel = DeprelName(doc.tokens.deprel[t]);
    word.misc.clear();
    while (name != doc.names.end() && name->tokens.end <= t) ++name;
    if (name != doc.names.end() && name->tokens.begin <= t) {
      word.misc = t == name->tokens.begin ? "Name=B-" : "Name=I-";
      word.misc += NameTypeName(name->type);
    }
    const bool glued = t + 1 < sentence.tokens.end && doc.tokens.begin[t + 1] == doc.tokens.end[t];
    word.space_after = !glued;
    if (glued) word.misc += word.misc.empty() ? "SpaceAfter=No" : "|SpaceAfter=No";
  }
}

}  // namespace dateline
