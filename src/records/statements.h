// Statements: what somebody says on the conflict that is none of the other four kinds (codebook, section "What becomes a record").
#pragma once

#include <unordered_set>
#include <vector>

#include "base/container.h"
#include "records/draft.h"

namespace dateline {

class StatementRules {
 public:
  static Result<StatementRules> Load(const Container& knowledge, Vocabulary& vocabulary);
  /// Appends a draft for each attribution of the sentence whose content holds none of `drafts` and is on the conflict.
  void Find(const SentenceContext& context, std::vector<Draft>& drafts) const;

 private:
  static bool CanSpeak(const Document& doc, const AttributionMention& attribution);
  bool OnTopic(const Document& doc, Span content) const;

  std::unordered_set<uint32_t> topic_;  ///< lemmas of knowledge/topics.tsv
};

}  // namespace dateline
