#include "dateline/place_explanation.h"

#include <algorithm>
#include <cmath>

#include "base/utf8.h"
#include "mentions/places_workspace.h"

namespace dateline {
namespace {

std::string_view KindName(const Gazetteer::Entry& e) {
  switch (e.kind) {
    case Gazetteer::Kind::kCountry: return "country";
    case Gazetteer::Kind::kRegion: return "region";
    case Gazetteer::Kind::kDivision: return "province";
    case Gazetteer::Kind::kDistrict: return "district";
    case Gazetteer::Kind::kPopulated: break;
  }
  return "town";
}

}  // namespace

std::vector<PlaceExplanation> PlaceFinder::Explain(Document& doc, std::string_view name) const {
  doc.places.clear();
  Find(doc);
  Workspace& work = Begin(doc);
  Decide(doc, work);
  const std::string wanted = utf8::Fold(name);
  std::vector<PlaceExplanation> out;
  for (const Spot& spot : work.spots) {
    const Span span = doc.tokens.span(spot.tokens);
    if (utf8::Fold(doc.text(span)) != wanted) continue;
    const Name& of = work.names[spot.name];
    PlaceExplanation explanation;
    explanation.span = span;
    explanation.sentence = doc.sentences[spot.sentence].span;
    explanation.is_place = 1 / (1 + std::exp(-spot.evidence));
    explanation.mention = std::any_of(doc.places.begin(), doc.places.end(), [&](const PlaceMention& p) { return p.name_span == span; });
    for (uint32_t c = of.first; c < of.first + of.count; ++c) {
      const Candidate& candidate = work.candidates[c];
      const Gazetteer::Entry& e = gazetteer_.entry(candidate.link);
      explanation.candidates.push_back({Describe(candidate.link.entry(), candidate.share), KindName(e), e.population, candidate.score, candidate.share});
    }
    const uint32_t chosen = ChosenFor(work, spot);
    if (chosen != of.best && chosen != UINT32_MAX) {  // asked for by "province", "city"
      PlaceCandidate& asked = explanation.candidates[chosen - of.first];
      asked.score.kind = work.candidates[of.best].score.Total() - asked.score.Total() + 1;
    }
    std::stable_sort(explanation.candidates.begin(), explanation.candidates.end(),
                     [](const PlaceCandidate& a, const PlaceCandidate& b) { return a.score.Total() > b.score.Total(); });
    out.push_back(std::move(explanation));
  }
  return out;
}

}  // namespace dateline
