// Sentences to learn from: forms with what is known of them. Where a corpus is silent the entry is kUnknown and counts for nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "language/conllu.h"

namespace dateline::train {

inline constexpr int16_t kUnknown = -1;

/// Heads for names, in the order of the network's name heads.
enum class NameHead : uint8_t { kShipped, kRe3d, kPolitics };
inline constexpr size_t kNameHeads = 3;

/// The BIO labels of one name head: 0 is O, 2k+1 is B of type k, 2k+2 is I.
struct NameLabels {
  std::vector<std::string> types;
  int16_t Label(std::string_view bio) const;  ///< "O", "B-Person"; kUnknown where the type is not listed
  size_t count() const { return 2 * types.size() + 1; }
};
const NameLabels& LabelsOf(NameHead head);

struct Example {
  std::vector<std::string> forms;
  std::vector<int16_t> upos, xpos, head, deprel;  ///< head: 0 root, else 1-based word
  std::vector<int16_t> names[kNameHeads];
  bool gold = true;
  float weight = 1;
  bool has_tree() const { return !head.empty(); }
};

/// Trees and tags of a treebank. Entities of the MISC column are not read.
std::vector<Example> FromTreebank(const std::vector<ConlluSentence>& sentences);
/// The teacher's sentences; those surer than `least`, weighted by `weight`.
std::vector<Example> FromSilver(const std::vector<ConlluSentence>& sentences, double least, float weight);
/// Tab-separated BIO (CrossNER politics).
std::vector<Example> FromBio(std::string_view text);

/// Copies in the manners of newspapers that treebanks lack: all capitals, curly quotes, long dashes, no final stop. `kind` picks.
enum class Manner : uint8_t { kPlain, kCapitals, kCurly, kDashes, kNoStop, kTitle };
void Apply(Manner manner, Example& example);

}  // namespace dateline::train
