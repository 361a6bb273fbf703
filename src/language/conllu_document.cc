#include "language/conllu_document.h"

#include <algorithm>
#include <array>
#include <charconv>

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

namespace {

/// Walks along the names of a document, token by token.
class NameCursor {
 public:
  NameCursor(const Document& doc, uint32_t token)
      : at_(std::lower_bound(doc.names.begin(), doc.names.end(), token, [](const NameMention& n, uint32_t t) { return n.tokens.end <= t; })),
        end_(doc.names.end()) {}

  /// The name that holds `token`; tokens must come in order. Null: none.
  const NameMention* At(uint32_t token) {
    while (at_ != end_ && at_->tokens.end <= token) ++at_;
    return at_ != end_ && at_->tokens.begin <= token ? &*at_ : nullptr;
  }

 private:
  std::vector<NameMention>::const_iterator at_, end_;
};

/// The next token follows without a blank, in this sentence or as the first of the next.
bool IsGlued(const Document& doc, uint32_t token) { return token + 1 < doc.tokens.size() && doc.tokens.begin[token + 1] == doc.tokens.end[token]; }

bool HasTree(const Document& doc, uint32_t token) { return doc.tokens.deprel[token] != Deprel::kNone; }

/// 1-based word of the sentence; 0 for its root.
uint32_t HeadNumber(const Document& doc, const Sentence& sentence, uint32_t token) {
  return doc.tokens.head[token] == token ? 0 : doc.tokens.head[token] - sentence.tokens.begin + 1;
}

void AppendNumber(uint32_t number, std::string& out) {
  std::array<char, 10> digits;
  out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

/// The columns of token `t` that the analysis gives.
void Fill(const Document& doc, const Sentence& sentence, uint32_t t, ConlluWord& word) {
  word.lemma = doc.tokens.lemma_form[t];
  word.upos = UposName(doc.tokens.upos[t]);
  word.xpos = XposName(doc.tokens.xpos[t]);
  word.feats = FeaturesOf(doc.tokens.upos[t], doc.tokens.xpos[t]);
  word.has_head = HasTree(doc, t);
  word.head = word.has_head ? HeadNumber(doc, sentence, t) : 0;
  word.deprel = DeprelName(doc.tokens.deprel[t]);
}

std::string NameItem(const NameMention& name, uint32_t token) {
  return (token == name.tokens.begin ? "Name=B-" : "Name=I-") + std::string(NameTypeName(name.type));
}

/// `misc` without its items Name=..., behind `first`.
std::string WithName(std::string first, std::string_view misc) {
  for (size_t at = 0; at < misc.size();) {
    const size_t end = std::min(misc.find('|', at), misc.size());
    const std::string_view item = misc.substr(at, end - at);
    at = end + 1;
    if (item.starts_with("Name=")) continue;
    if (!first.empty()) first += '|';
    first += item;
  }
  return first;
}

}  // namespace

void ToConllu(const Document& doc, uint32_t s, ConlluSentence& out) {
  const Sentence& sentence = doc.sentences[s];
  out.comments.clear();
  out.ranges.clear();
  out.words.resize(sentence.tokens.size());
  NameCursor names(doc, sentence.tokens.begin);
  for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
    ConlluWord& word = out.words[t - sentence.tokens.begin];
    word.form = doc.token(t);
    Fill(doc, sentence, t, word);
    word.misc.clear();
    if (const NameMention* name = names.At(t)) word.misc = NameItem(*name, t);
    word.space_after = !IsGlued(doc, t);
    if (!word.space_after) word.misc += word.misc.empty() ? "SpaceAfter=No" : "|SpaceAfter=No";
  }
}

void AppendConllu(const Document& doc, uint32_t s, std::string& out) {
  const Sentence& sentence = doc.sentences[s];
  const auto cell = [&out](std::string_view text) {
    out += '\t';
    out += text.empty() ? std::string_view("_") : text;
  };
  NameCursor names(doc, sentence.tokens.begin);
  for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
    AppendNumber(t - sentence.tokens.begin + 1, out);
    cell(doc.token(t));
    cell(doc.tokens.lemma_form[t]);
    cell(UposName(doc.tokens.upos[t]));
    cell(XposName(doc.tokens.xpos[t]));
    cell(FeaturesOf(doc.tokens.upos[t], doc.tokens.xpos[t]));
    out += '\t';
    if (HasTree(doc, t)) AppendNumber(HeadNumber(doc, sentence, t), out);
    else out += '_';
    cell(DeprelName(doc.tokens.deprel[t]));
    out += "\t_\t";
    const NameMention* name = names.At(t);
    if (name != nullptr) {
      out += t == name->tokens.begin ? "Name=B-" : "Name=I-";
      out += NameTypeName(name->type);
    }
    if (IsGlued(doc, t)) out += name == nullptr ? "SpaceAfter=No\n" : "|SpaceAfter=No\n";
    else out += name == nullptr ? "_\n" : "\n";
  }
  out += '\n';
}

void AppendText(const Document& doc, uint32_t s, std::string& out) {
  const TokenRange tokens = doc.sentences[s].tokens;
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    out += doc.token(t);
    if (t + 1 < tokens.end && !IsGlued(doc, t)) out += ' ';
  }
}

void Reannotate(const Document& doc, uint32_t s, ConlluSentence& sentence) {
  const Sentence& row = doc.sentences[s];
  NameCursor names(doc, row.tokens.begin);
  for (uint32_t t = row.tokens.begin; t < row.tokens.end; ++t) {
    ConlluWord& word = sentence.words[t - row.tokens.begin];
    Fill(doc, row, t, word);
    const NameMention* name = names.At(t);
    word.misc = WithName(name == nullptr ? std::string() : NameItem(*name, t), word.misc);
  }
}

void MapToForms(const std::vector<ConlluSentence>& sentences, Document& doc) {
  doc.offsets.Clear();
  uint32_t t = 0, end = 0;
  for (const ConlluSentence& sentence : sentences) {
    for (const ConlluWord& word : sentence.words) {
      doc.offsets.AddReplacement({end, word.form_at}, doc.tokens.begin[t] - doc.offsets.clean_size());
      doc.offsets.AddCopy(word.form_at, doc.tokens.end[t] - doc.tokens.begin[t]);
      end = word.form_at + static_cast<uint32_t>(word.form.size());
      ++t;
    }
  }
}

}  // namespace dateline
