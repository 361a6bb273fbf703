// One report from bytes to records. Cheap to make; one a thread; the Knowledge is shared.
#pragma once

#include <string_view>
#include <vector>

#include "dateline/document.h"
#include "engine/knowledge.h"
#include "dateline/place_explanation.h"

namespace dateline {

class Analyzer {
 public:
  /// `knowledge` must outlive the analyzer.
  explicit Analyzer(const Knowledge& knowledge) : knowledge_(&knowledge), language_(knowledge.language()) {}

  /// Records less likely are left out; below 0 (the default): where the record model says.
  void set_min_confidence(float least) { workspace_.min_confidence = least; }
  /// Lets the frames decide alone and keeps whatever they find: what a frame's example is to show.
  void set_frames_only() { workspace_.model.frames_only = true, workspace_.min_confidence = 0; }
  /// Whether violence between private persons, accidents and the like are kept too.
  void set_all_violence(bool keep) { workspace_.all_violence = keep; }
  /// Whether the record stage writes down all that it weighs (Document::candidates), in this and all later reports. Slower; off at first.
  void set_keep_candidates(bool keep) { document_.keep_candidates = keep; }

  /// Runs every stage; the document is valid until the next call. Memory is kept between calls.
  const Document& Analyze(Report report);
  /// The same without the record stage (`dateline mentions`).
  const Document& AnalyzeMentions(Report report);
  /// The places that these spans (bytes of the clean text of the document analysed last) are: for each span, in their order, one, with neither name nor point where
  /// it is not known.
  std::vector<PlaceMention> ResolvePlaces(const std::vector<Span>& spans);
  /// What a place name could mean wherever the report has it, and what was weighed (`dateline explain --place`); `doc` becomes the document.
  std::vector<PlaceExplanation> ExplainPlaces(Report report, std::string_view name, const Document*& doc);
  /// The same as Analyze for a report whose `original` is CoNLL-U: its words, sentences, tags, lemmas and heads are taken as they are. Names are not tagged.
  Result<const Document*> AnalyzeTrees(Report report);

 private:
  void Begin(Report report);
  void FindMentions();

  const Knowledge* knowledge_;
  Document document_;
  LanguageAnalyzer::Workspace language_;
  RecordFinder::Workspace workspace_;
};

}  // namespace dateline
