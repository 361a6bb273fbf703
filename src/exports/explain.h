// The text of `dateline explain`: a record's sentence with every slot underlined, and where each thing comes from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/stored.h"
#include "exports/present.h"
#include "engine/record_view.h"

namespace dateline {

struct Explanation {
  RecordView record;
  std::string sentence;           ///< its words
  uint32_t sentence_begin = 0;    ///< code points of the clean text
  std::vector<StoredSpan> spans;  ///< of the record
  std::string file;               ///< read from; may be empty
  uint64_t unit_begin = 0;        ///< where the report begins in it
  uint32_t line = 0;              ///< of a JSON-lines file; 0: plain text
  std::string title, publisher, published;
};

/// Sentence wrapped to the width, under each line the marks of its slots, then a legend, the values, the rule, the speaker, the confidence and the source.
std::string Explain(const Explanation& explanation, const Layout& layout);

}  // namespace dateline
