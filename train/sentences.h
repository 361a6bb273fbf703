// Trains the sentence model: logistic regression over the hashed features of src/language/sentence_features.h, one decision a gap between tokens.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "language/conllu.h"
#include "text/splitter.h"

namespace dateline {

struct SentenceTraining {
  uint32_t seed = 1;
  uint32_t epochs = 8;
  uint32_t weight_bits = 17;  ///< buckets of two weights
  uint32_t slot_bits = 15;
  uint32_t suffix_bits = 12;
  uint32_t fewest = 4;  ///< a feature is used when seen so often
  float rate = 0.1f;
  float decay = 1e-3f;        ///< of each weight, a time it is looked at
  float margin = -0.2f;       ///< added to what a boundary must reach (log odds)
  uint32_t capitals_every = 4;  ///< of so many paragraphs one is also read in capitals
  uint32_t news_every = 8;      ///< of so many rows of three sentences of `words` one is read where the rules cut it right; 0: none
};

/// The section of SentenceModel. `training` gives the sentences, in the order of their texts; paragraphs and documents as its comments say. `words` are more
/// sentences, of news: words and their classes are learned from them, and not to cut where the rules agree with them. The same input gives the same bytes.
std::string TrainSentences(const std::vector<ConlluSentence>& training, const std::vector<ConlluSentence>& words, const Splitter& splitter,
    const SentenceTraining& options = {});

}  // namespace dateline
