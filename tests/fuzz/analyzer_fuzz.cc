// Bytes as text: words, sentences, tags, trees and names, all within bounds whatever comes.
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "text_world.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static dateline::TextWorld world;
  const dateline::Document& doc = world.Read({reinterpret_cast<const char*>(data), size});
  uint32_t at = 0;
  for (const dateline::Sentence& sentence : doc.sentences) {
    DATELINE_CHECK(sentence.tokens.begin == at && sentence.tokens.end > at && sentence.tokens.size() <= 512);
    uint32_t roots = 0;
    for (at = sentence.tokens.begin; at < sentence.tokens.end; ++at) {
      DATELINE_CHECK(sentence.tokens.Contains(doc.tokens.head[at]));
      roots += doc.tokens.head[at] == at;
      uint32_t up = at;
      for (uint32_t steps = 0; doc.tokens.head[up] != up; ++steps) {
        DATELINE_CHECK(steps < sentence.tokens.size());
        up = doc.tokens.head[up];
      }
    }
    DATELINE_CHECK(roots == 1);
  }
  DATELINE_CHECK(at == doc.tokens.size());
  for (const dateline::NameMention& name : doc.names) DATELINE_CHECK(name.tokens.begin < name.tokens.end && name.tokens.end <= doc.tokens.size());
  return 0;
}
