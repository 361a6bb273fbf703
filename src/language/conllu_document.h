// Between CoNLL-U and the document's tables.
#pragma once

#include <string>
#include <vector>

#include "dateline/document.h"
#include "language/conllu.h"

namespace dateline {

/// Fills `doc` (cleared before) with the words of `sentences` as its tokens: text, tokens with shape, sentences with paragraphs. Words of a multiword token stand side
/// by side. With `annotations`, also upos, xpos, morph, lemma_form, head and deprel where the file gives them; what it lacks stays X, none, the form, or the root.
void FromConllu(const std::vector<ConlluSentence>& sentences, bool annotations, Document& doc);

/// One sentence of an analysed document as CoNLL-U: FORM as written, LEMMA, UPOS, XPOS, the features that follow from XPOS, HEAD, DEPREL; MISC has SpaceAfter=No and
/// Name=B-..., Name=I-... for names.
void ToConllu(const Document& doc, uint32_t sentence, ConlluSentence& out);

/// The rows that ToConllu and AppendConllu(ConlluSentence) give, blank line included, straight from the tables: no allocation once `out` is large enough.
void AppendConllu(const Document& doc, uint32_t sentence, std::string& out);

/// The text of a sentence, with one blank wherever its tokens stand apart: what the rows above put together.
void AppendText(const Document& doc, uint32_t sentence, std::string& out);

/// The analysis of sentence `s` of `doc`, which FromConllu made from `sentence`, in the place of the columns it had; comments, words, multiword tokens and all
/// of MISC but Name= stay.
void Reannotate(const Document& doc, uint32_t s, ConlluSentence& sentence);

/// doc.offsets for a document that FromConllu made from `sentences`: each word maps to its FORM in the bytes that were read.
void MapToForms(const std::vector<ConlluSentence>& sentences, Document& doc);

}  // namespace dateline
