#include "engine/analyzer.h"

#include <algorithm>
#include <utility>

#include "base/days.h"
#include "language/conllu.h"
#include "language/conllu_document.h"

namespace dateline {
namespace {

void ReadDay(Document& doc) {
  if (const auto day = ParseIsoDay(doc.report.published)) doc.published_day = *day;
}

}  // namespace

void Analyzer::Begin(Report report) {
  const Knowledge& k = *knowledge_;
  document_.Clear();
  document_.report = std::move(report);
  ReadDay(document_);
  k.cleaner().Clean(document_);
  k.splitter().Split(document_);
  if (k.dictionaries() != nullptr && !k.dictionaries()->discards().empty()) {
    k.model().sentences().Resplit(document_);
    k.dictionaries()->discards().Apply(document_);
    k.language().AnalyzeGiven(document_, language_);
  } else {
    k.language().Analyze(document_, language_);
  }
  FindMentions();
}

void Analyzer::FindMentions() {
  const Knowledge& k = *knowledge_;
  k.quantities().Find(document_);
  k.times().Find(document_);
  k.places().Find(document_);
  k.parties().Find(document_);
  k.quantities().Relate(document_);
  k.things().Find(document_);
  k.attributions().Find(document_);
}

const Document& Analyzer::AnalyzeMentions(Report report) {
  Begin(std::move(report));
  return document_;
}

std::vector<PlaceMention> Analyzer::ResolvePlaces(const std::vector<Span>& spans) {
  std::vector<PlaceMention> found;
  found.swap(document_.places);
  const PlaceMention dateline = document_.dateline_place;
  knowledge_->places().FindGiven(document_, spans);
  found.swap(document_.places);
  document_.dateline_place = dateline;
  const auto key = [](Span span) { return std::pair(span.begin, span.end); };
  std::vector<PlaceMention> out(spans.size());
  for (size_t i = 0; i < spans.size(); ++i) {
    out[i].span = spans[i];
    const auto it = std::lower_bound(found.begin(), found.end(), spans[i], [&](const PlaceMention& place, Span span) { return key(place.span) < key(span); });
    if (it != found.end() && key(it->span) == key(spans[i])) out[i] = *it;
  }
  return out;
}

std::vector<PlaceExplanation> Analyzer::ExplainPlaces(Report report, std::string_view name, const Document*& doc) {
  Begin(std::move(report));
  doc = &document_;
  return knowledge_->places().Explain(document_, name);
}

Result<const Document*> Analyzer::AnalyzeTrees(Report report) {
  const auto sentences = ReadConllu(report.original, report.file, report.line);
  if (!sentences) return sentences.error();
  if (const auto sound = CheckTrees(*sentences, report.file); !sound) return sound.error();
  FromConllu(*sentences, true, document_);
  MapToForms(*sentences, document_);
  document_.report = std::move(report);
  ReadDay(document_);
  knowledge_->language().Finish(document_, language_);
  FindMentions();
  knowledge_->records().Find(document_, workspace_);
  return &document_;
}

const Document& Analyzer::Analyze(Report report) {
  Begin(std::move(report));
  knowledge_->records().Find(document_, workspace_);
  return document_;
}

}  // namespace dateline
