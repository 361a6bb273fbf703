#include "train/corpora.h"

#include <simdjson.h>
#include <zlib.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "base/hash.h"
#include "base/mapped_file.h"

namespace dateline::train {
namespace {

constexpr std::string_view kEwtLicence = "CC BY-SA 4.0", kGumLicence = "CC BY 4.0, CC BY-SA 4.0 and public domain, by document", kCrossNerLicence = "MIT; Wikipedia text CC BY-SA 3.0",
                           kRe3dLicence = "open licences, given in each row", kSilverLicence = "labels by our teacher; texts as their sources, weights only";

Result<std::string> Unpack(const std::string& path) {
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return Error{path, "cannot be opened", "a readable file"};
  std::string text;
  std::vector<char> buffer(size_t{1} << 20);
  int size = 0;
  while ((size = gzread(file, buffer.data(), static_cast<unsigned>(buffer.size()))) > 0) text.append(buffer.data(), static_cast<size_t>(size));
  gzclose(file);
  if (size < 0) return Error{path, "cannot be unpacked", "text, packed by gzip or not"};
  return text;
}

class Reader {
 public:
  Reader(const std::string& folder, const Splitter& splitter, Corpora& out) : folder_(folder), splitter_(splitter), out_(out) {}

  Result<void> Trees(const std::string& file, std::string_view licence, std::string_view used_for, std::vector<ConlluSentence>& into) {
    auto text = Open(file, licence, used_for);
    if (!text) return text.error();
    auto sentences = ReadConllu(*text, file);
    if (!sentences) return sentences.error();
    if (!sentences->empty()) sentences->front().new_document = true;
    std::move(sentences->begin(), sentences->end(), std::back_inserter(into));
    return {};
  }

  Result<void> Bio(const std::string& file, std::string_view used_for, std::vector<Example>& into) {
    auto text = Open(file, kCrossNerLicence, used_for);
    if (!text) return text.error();
    into = FromBio(*text);
    return {};
  }

  Result<void> Spans(const std::string& file, std::string_view used_for, std::vector<SpanDocument>& into) {
    auto text = Open(file, kRe3dLicence, used_for);
    if (!text) return text.error();
    simdjson::dom::parser parser;
    simdjson::dom::document_stream rows;
    const simdjson::padded_string padded(*text);
    if (parser.parse_many(padded).get(rows) != simdjson::SUCCESS) return Error{file, "no JSON lines", "one object a line"};
    for (const simdjson::simdjson_result<simdjson::dom::element> row : rows) {
      SpanDocument document;
      if (!Row(row, document)) return Error{file, "a row without id, text or entities", "id, text and entities (begin, end, type) in each row"};
      into.push_back(std::move(document));
    }
    return {};
  }

 private:
  Result<std::string> Open(const std::string& file, std::string_view licence, std::string_view used_for) {
    const std::string path = std::filesystem::path(file).is_absolute() ? file : folder_ + "/" + file;
    auto bytes = ReadFile(path);
    if (!bytes) return bytes.error();
    out_.sources.push_back({std::filesystem::path(file).is_absolute() ? std::filesystem::path(file).filename().string() : file, Sha256Hex(*bytes), std::string(licence), std::string(used_for)});
    return Unpack(path);
  }

  bool Row(const simdjson::simdjson_result<simdjson::dom::element>& row, SpanDocument& document) const {
    std::string_view id, text;
    simdjson::dom::array entities;
    if (row["id"].get(id) != simdjson::SUCCESS || row["text"].get(text) != simdjson::SUCCESS || row["entities"].get(entities) != simdjson::SUCCESS) return false;
    document.id = id;
    document.doc = std::make_unique<Document>();
    document.doc->clean = text;
    std::vector<uint32_t> bytes;  // of each code point
    for (uint32_t i = 0; i < text.size(); ++i) {
      if ((static_cast<uint8_t>(text[i]) & 0xC0) != 0x80) bytes.push_back(i);
    }
    bytes.push_back(static_cast<uint32_t>(text.size()));
    for (const simdjson::dom::element entity : entities) {
      uint64_t begin = 0, end = 0;
      std::string_view type;
      if (entity["begin"].get(begin) != simdjson::SUCCESS || entity["end"].get(end) != simdjson::SUCCESS || entity["type"].get(type) != simdjson::SUCCESS || end >= bytes.size() || begin > end) return false;
      document.entities.push_back({bytes[begin], bytes[end], std::string(type)});
    }
    splitter_.Split(*document.doc);
    return true;
  }

  const std::string& folder_;
  const Splitter& splitter_;
  Corpora& out_;
};

/// Letters and digits of a text, small: what two editions of a sentence share.
void AppendKey(std::string_view text, std::string& out) {
  for (const char c : text) {
    const auto u = static_cast<uint8_t>(c);
    if (u >= 0x80 || std::isalnum(u)) out += static_cast<char>(std::tolower(u));
  }
}

/// Drops the training sentences that stand in the coded reports that records are measured on.
class HeldOut {
 public:
  explicit HeldOut(const std::string& path) {
    const auto bytes = ReadFile(path);
    simdjson::dom::parser parser;
    simdjson::dom::document_stream rows;
    if (!bytes) return;
    const simdjson::padded_string padded(*bytes);
    if (parser.parse_many(padded).get(rows) != simdjson::SUCCESS) return;
    for (const simdjson::simdjson_result<simdjson::dom::element> row : rows) {
      std::string_view text;
      if (row["text"].get(text) == simdjson::SUCCESS) AppendKey(text, keys_), keys_ += '\n';
    }
  }

  template <class T, class Words>
  size_t Drop(std::vector<T>& sentences, const Words& words) const {
    return std::erase_if(sentences, [&](const T& sentence) {
      std::string key;
      words(sentence, key);
      return key.size() >= 24 && keys_.find(key) != std::string::npos;
    });
  }

 private:
  std::string keys_;
};

void DropHeldOut(const HeldOut& held, Corpora& corpora) {
  const auto trees = [](const ConlluSentence& s, std::string& key) {
    for (const ConlluWord& w : s.words) AppendKey(w.form, key);
  };
  for (auto* sentences : {&corpora.ewt, &corpora.gum, &corpora.silver}) corpora.held_out += held.Drop(*sentences, trees);
  corpora.held_out += held.Drop(corpora.re3d, [](const SpanDocument& d, std::string& key) { AppendKey(std::string_view(d.doc->clean).substr(0, 120), key); });
}

}  // namespace

Result<Splitter> LoadSplitter(const std::string& knowledge) {
  Sections sections;
  for (const char* name : {"abbreviations.tsv", "contractions.tsv", "hyphen-prefixes.tsv", "sentence-words.tsv"}) {
    Result<std::string> text = ReadFile(knowledge + "/" + name);
    if (!text) return text.error();
    sections.emplace_back(std::string("table:") + name, std::move(*text));
  }
  const Result<Container> container = Container::FromBytes(BuildContainer(sections));
  if (!container) return container.error();
  Vocabulary vocabulary;
  return Splitter::Load(*container, vocabulary);
}

Result<Corpora> ReadCorpora(const std::string& folder, const std::string& knowledge, bool with_silver, const std::vector<std::string>& silver) {
  auto splitter = LoadSplitter(knowledge);
  if (!splitter) return splitter.error();
  Corpora out;
  Reader reader(folder, *splitter, out);
  std::vector<Result<void>> steps;
  steps.push_back(reader.Trees("ud/ewt-train.conllu", kEwtLicence, "training", out.ewt));
  steps.push_back(reader.Trees("ud/gum-train.conllu", kGumLicence, "training", out.gum));
  steps.push_back(reader.Trees("ud/ewt-dev.conllu", kEwtLicence, "measuring", out.ewt_dev));
  steps.push_back(reader.Trees("ud/gum-dev.conllu", kGumLicence, "measuring", out.gum_dev));
  steps.push_back(reader.Bio("entities/crossner-politics-train.txt", "training", out.politics));
  steps.push_back(reader.Bio("entities/crossner-politics-dev.txt", "measuring", out.politics_dev));
  steps.push_back(reader.Spans("re3d/train.jsonl", "training", out.re3d));
  steps.push_back(reader.Spans("re3d/dev.jsonl", "measuring", out.re3d_dev));
  std::vector<std::string> files;
  if (with_silver) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder + "/silver", error)) {
      if (entry.path().string().ends_with(".conllu.gz")) files.push_back("silver/" + entry.path().filename().string());
    }
    std::sort(files.begin(), files.end());
    for (const std::string& file : silver) files.push_back(std::filesystem::absolute(file).string());
  }
  for (const std::string& file : files) steps.push_back(reader.Trees(file, kSilverLicence, "training", out.silver));
  for (const Result<void>& step : steps) {
    if (!step) return step.error();
  }
  DropHeldOut(HeldOut(folder + "/books/dev.jsonl"), out);
  return out;
}

std::vector<Example> FromSpans(const SpanDocument& document) {
  const Document& doc = *document.doc;
  const NameLabels& labels = LabelsOf(NameHead::kRe3d);
  std::vector<Example> out;
  for (const Sentence& sentence : doc.sentences) {
    Example e;
    auto& names = e.names[static_cast<size_t>(NameHead::kRe3d)];
    const SpanDocument::Entity* before = nullptr;
    for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
      e.forms.emplace_back(doc.token(t));
      const auto entity = std::find_if(document.entities.begin(), document.entities.end(),
                                       [&](const SpanDocument::Entity& x) { return x.begin < doc.tokens.end[t] && doc.tokens.begin[t] < x.end; });
      const SpanDocument::Entity* here = entity == document.entities.end() ? nullptr : &*entity;
      names.push_back(here == nullptr ? int16_t{0} : labels.Label((here == before ? "I-" : "B-") + here->type));
      before = here;
    }
    out.push_back(std::move(e));
  }
  return out;
}

std::vector<SpanDocument::Entity> ToSpans(const SpanDocument& document, const std::vector<std::vector<int>>& labels) {
  const Document& doc = *document.doc;
  const NameLabels& types = LabelsOf(NameHead::kRe3d);
  std::vector<SpanDocument::Entity> out;
  for (size_t s = 0; s < doc.sentences.size(); ++s) {
    const std::vector<int>& row = labels[s];
    const uint32_t first = doc.sentences[s].tokens.begin;
    for (uint32_t w = 0; w < row.size(); ++w) {
      if (row[w] == 0) continue;
      uint32_t end = w + 1;
      while (end < row.size() && row[end] > 0 && row[end] % 2 == 0 && row[end] / 2 == (row[w] + 1) / 2) ++end;
      out.push_back({doc.tokens.begin[first + w], doc.tokens.end[first + end - 1], types.types[static_cast<size_t>(row[w] - 1) / 2]});
      w = end - 1;
    }
  }
  return out;
}

}  // namespace dateline::train
