// A report's text as a set of shingles, small enough to keep for a million reports: what the search for copies compares (docs/fusion.md, Copies).
//
// A shingle is a run of three words of one sentence that have four letters or more, folded to lower case without accents. Short words, numbers and marks do not
// count, since house style, retyping and a changed toll alter these and leave the story the same.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

struct Sketch {
  std::vector<uint64_t> shingles;  ///< hashes, ascending, each once; the lowest bit says that it stands in the first half of the text
  std::vector<uint16_t> names;     ///< hashes of words with a capital, ascending; the lowest bit says: not only at the begin of a sentence
};

/// Makes sketches; keeps its memory between calls. About 8 microseconds for 300 words.
class Sketcher {
 public:
  /// Of the body of a report, without its title and dateline. The view is good until the next call. At most 12,000 shingles are kept, the first of the text.
  const Sketch& Make(std::string_view body);

 private:
  struct Scanned {
    uint64_t hash = 0;   ///< of the folded word
    size_t letters = 0;  ///< bytes of it
    size_t lower = 0, upper = 0;  ///< ASCII letters, digits counted as lower
    bool capital = false, digit = false;
  };
  Scanned Scan(std::string_view body, size_t& at);
  void Word(const Scanned& word);
  void EndSentence();

  Sketch sketch_;
  std::string folded_;
  uint64_t last_[2] = {0, 0};
  uint32_t in_sentence_ = 0;  ///< long words of the sentence so far
  bool sentence_begins_ = true;
};

}  // namespace dateline
