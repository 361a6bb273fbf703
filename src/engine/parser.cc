#include "engine/parser.h"

#include "base/utf8.h"
#include "language/conllu_document.h"

namespace dateline {
namespace {

template <class T>
Result<void> Load(std::unique_ptr<T>& out, Result<T> loaded) {
  if (!loaded) return loaded.error();
  out = std::make_unique<T>(std::move(*loaded));
  return {};
}

/// Blanks that are more than one byte. Zero-width ones stay: they are no white space, and belong to a word.
bool IsWideBlank(char32_t code) { return utf8::IsSpace(code) && code != 0x200B && code != 0xFEFF; }

/// Appends `text` in valid UTF-8 and with ASCII white space.
void AppendMended(std::string_view text, std::string& out) {
  size_t kept = 0;
  for (size_t at = 0; at < text.size();) {
    if (static_cast<uint8_t>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const utf8::Decoded d = utf8::Decode(text, at);
    const bool invalid = d.code == utf8::kReplacement && d.size == 1;
    if (invalid || IsWideBlank(d.code)) {
      out += text.substr(kept, at - kept);
      if (invalid) utf8::Append(out, utf8::kReplacement);
      else out += ' ';
      kept = at + d.size;
    }
    at += d.size;
  }
  out += text.substr(kept);
}

}  // namespace

Result<std::unique_ptr<const TextParser>> TextParser::Open(const std::string& knowledge, const ModelPaths& model, bool cleaning) {
  std::unique_ptr<TextParser> out(new TextParser);
  auto container = Container::Open(knowledge);
  if (!container) return container.error();
  out->container_ = std::move(*container);
  auto opened = Model::Open(model.first);
  if (!opened) return opened.error();
  out->model_ = std::move(*opened);
  if (!model.second.empty()) {
    if (auto r = Load(out->second_, Model::Open(model.second)); !r) return r.error();
  }
  auto lexicon = Lexicon::Open(out->container_.Section("lexicon"));
  if (!lexicon) return lexicon.error();
  out->vocabulary_ = Vocabulary(*lexicon);
  if (cleaning) {
    if (auto r = Load(out->cleaner_, Cleaner::Load(out->container_, out->vocabulary_)); !r) return r.error();
  }
  if (auto r = Load(out->splitter_, Splitter::Load(out->container_, out->vocabulary_)); !r) return r.error();
  if (auto r = Load(out->language_, LanguageAnalyzer::Load(out->model_, out->vocabulary_, out->second_.get())); !r) return r.error();
  return std::unique_ptr<const TextParser>(std::move(out));
}

const Document& TextParser::Text(std::string_view text, Depth depth, Workspace& workspace) const {
  Document& doc = workspace.doc_;
  doc.Clear();
  AppendMended(text, doc.clean);
  splitter_->Split(doc);
  language_->Parse(doc, workspace.language_, depth);
  return doc;
}

const Document& TextParser::Clean(Report report, Depth depth, Workspace& workspace) const {
  Document& doc = workspace.doc_;
  doc.Clear();
  doc.report = std::move(report);
  cleaner_->Clean(doc);
  splitter_->Split(doc);
  language_->Parse(doc, workspace.language_, depth);
  return doc;
}

const Document& TextParser::Given(const std::vector<ConlluSentence>& sentences, Depth depth, Workspace& workspace) const {
  Document& doc = workspace.doc_;
  FromConllu(sentences, false, doc);
  language_->ParseGiven(doc, workspace.language_, depth);
  return doc;
}

}  // namespace dateline
