#include "dateline/document.h"

namespace dateline {

void Document::Clear() {
  report = Report{};
  clean.clear();
  offsets.Clear();
  clean_parts.clear();
  cleaning = CleaningCounts{};
  sentences_discarded = 0;
  story_discarded = false;
  published_day = TimeMention::kNoDay;
  dateline_place = PlaceMention{};
  sentences.clear();
  tokens.begin.clear();
  tokens.end.clear();
  tokens.shape.clear();
  tokens.word.clear();
  tokens.lemma.clear();
  tokens.lemma_form.clear();
  tokens.upos.clear();
  tokens.xpos.clear();
  tokens.morph.clear();
  tokens.head.clear();
  tokens.deprel.clear();
  names.clear();
  chunks.clear();
  first_chunk.clear();
  quantities.clear();
  worked_out.clear();
  times.clear();
  places.clear();
  parties.clear();
  things.clear();
  attributions.clear();
  records.clear();
  candidates.clear();
  arena.Reset();
}

}  // namespace dateline
