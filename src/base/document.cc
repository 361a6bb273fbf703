#include "dateline/document.h"

namespace dateline {

void Document::Clear() {
  report = Report{};
  clean.clear();
  offsets.Clear();
  clean_parts.clear();
  cleaning = CleaningCounts{};
  published_day = TimeMention::kNoDay;
  dateline_place = PlaceMention{};
  sentences.clear();
  tokens.begin.clear();
  tokens.end.clear();
  tokens.shape.clear();
  tokens.word.clear();
  tokens.lemma.clear();
  tokens.upos.clear();
  tokens.morph.clear();
  chunks.clear();
  first_chunk.clear();
  quantities.clear();
  times.clear();
  places.clear();
  parties.clear();
  attributions.clear();
  records.clear();
  arena.Reset();
}

}  // namespace dateline
