// Learns the lemma section from trees: endings and what they turn into, whole words that obey no ending, how lemmas are capitalised, and which base forms
// exist.
#pragma once

#include <string>
#include <vector>

#include "language/conllu.h"

namespace dateline {

/// The section LemmaModel::Load takes. Words whose lemma is "_" (silver trees) only say which base forms exist. Deterministic; seconds for a million words.
std::string TrainLemmas(const std::vector<ConlluSentence>& training);

}  // namespace dateline
