// The model file: everything that was learned from treebanks, mapped read-only, checked as it is opened and used in place by all threads. A file of sections
// (base/container.h): "features", "words", "network", "lemmas", "sentences", and "manifest", the text that says what it was learned from.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/container.h"
#include "dateline/result.h"
#include "language/lemmas.h"
#include "language/network.h"
#include "language/sentences.h"

namespace dateline {

/// Immutable; its parts view the file, which lives as long as the model.
class Model {
 public:
  /// Maps the file and checks every section: all of it is used for the first sentence, so that nothing is saved by looking later.
  static Result<Model> Open(const std::string& path);
  static Result<Model> FromBytes(std::string bytes);

  const Network& network() const { return network_; }
  const LemmaModel& lemmas() const { return lemmas_; }
  const SentenceModel& sentences() const { return sentences_; }
  /// Data, licences, command and scores, as JSON.
  std::string_view manifest() const { return container_.Section("manifest"); }
  /// Names the state of the model: a hash over all sections.
  uint64_t version() const { return container_.version(); }

 private:
  static Result<Model> Check(Container container);

  Container container_;
  Network network_;
  LemmaModel lemmas_;
  SentenceModel sentences_;
};

}  // namespace dateline
