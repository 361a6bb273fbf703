// The corpora that the shipped model is learned from, read from one folder laid out as docs/language.md says, with the hash and licence of every file for the manifest.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dateline/document.h"
#include "dateline/result.h"
#include "language/conllu.h"
#include "text/splitter.h"
#include "train/examples.h"

namespace dateline::train {

/// One file that was read.
struct Source {
  std::string file, sha256, licence, used_for;
};

/// A document with names given by place (re3d), cut into the program's own sentences and words.
struct SpanDocument {
  struct Entity {
    uint32_t begin = 0, end = 0;  ///< bytes of doc.clean
    std::string type;
  };
  std::string id;
  std::unique_ptr<Document> doc;
  std::vector<Entity> entities;
};

struct Corpora {
  std::vector<ConlluSentence> ewt, gum, ewt_dev, gum_dev, silver;
  std::vector<Example> politics, politics_dev;
  std::vector<SpanDocument> re3d, re3d_dev;
  std::vector<Source> sources;
  size_t held_out = 0;  ///< training sentences left out because a report that records are measured on has them
};

/// Reads all of `folder`; `silver` lists more files of the teacher's besides silver/*.conllu.gz. `knowledge`: the folder of tables that splitting needs.
Result<Corpora> ReadCorpora(const std::string& folder, const std::string& knowledge, bool with_silver, const std::vector<std::string>& silver);

Result<Splitter> LoadSplitter(const std::string& knowledge);

/// Sentences of a document as examples of the re3d head.
std::vector<Example> FromSpans(const SpanDocument& document);
/// The other way round: spans of predicted labels, sentence by sentence as FromSpans gives them.
std::vector<SpanDocument::Entity> ToSpans(const SpanDocument& document, const std::vector<std::vector<int>>& labels);

}  // namespace dateline::train
