#include "engine/analyzer.h"

#include "base/days.h"

namespace dateline {

void Analyzer::Begin(Report report) {
  const Knowledge& k = *knowledge_;
  document_.Clear();
  document_.report = std::move(report);
  if (const auto day = ParseIsoDay(document_.report.published)) document_.published_day = *day;
  k.cleaner().Clean(document_);
  k.splitter().Split(document_);
  k.language().Analyze(document_, language_);
  k.quantities().Find(document_);
  k.times().Find(document_);
  k.places().Find(document_);
  k.parties().Find(document_);
  k.attributions().Find(document_);
}

const Document& Analyzer::AnalyzeMentions(Report report) {
  Begin(std::move(report));
  return document_;
}

const Document& Analyzer::Analyze(Report report) {
  Begin(std::move(report));
  knowledge_->records().Find(document_, workspace_);
  return document_;
}

}  // namespace dateline
