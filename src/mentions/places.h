// Places: names of the gazetteer in the text, decided over the whole report, with the words around them ("northern Syria", "12 km north of Aleppo").
//
// Four steps: names are spotted (longest match at capitalised words); each spot is weighed as place, person or organisation by its neighbours; each name is
// resolved once a report, by population, by the countries, divisions and places the report names and by what is said to hold it ("Paris, Texas"); spots that
// are likely enough become mentions, with their phrase, relation and precision.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/container.h"
#include "dateline/document.h"
#include "dateline/result.h"
#include "mentions/gazetteer.h"
#include "dateline/place_explanation.h"
#include "mentions/places_words.h"
#include "text/lexicon.h"

namespace dateline {

class PlaceFinder {
 public:
  /// Section "gazetteer", tables places/words.tsv and given-names.tsv. The container and the vocabulary must outlive the finder.
  /// `own`: the user's own places, compiled (OwnGazetteer), which must outlive the finder too; empty: none.
  static Result<PlaceFinder> Load(const Container& knowledge, Vocabulary& vocabulary, std::string_view own = {});

  /// Appends places and demonyms to doc.places, in token order, none overlapping, and sets doc.dateline_place from the report's dateline. A name that several
  /// places share means one of them throughout the report. `confidence` is the probability that a place is meant and this one (calibrated);
  /// what stays below even odds as a place is left out; where only the country is clear the mention has no point and precision 6. Needs tokens and
  /// sentences; uses word ids and tags where they are. O(tokens); does not allocate once warm.
  void Find(Document& doc) const;

  /// The same with recognition switched off: one mention for each of `spans` (bytes of doc.clean) that is not empty, in the order of their beginnings, and
  /// no others. The names that Find would see still count as context. A name that is not known as it stands is tried without "the", "'s", "province", "city
  /// of" and the like; one that stays unknown has neither name nor point, and confidence 0. The likeliest place is given however unlikely; `confidence` is its
  /// probability, given that a place is meant. `span` is the one given.
  void FindGiven(Document& doc, std::span<const Span> spans) const;

  /// For every place in the report where `name` stands (compared folded), what it could be and what was weighed. Fills doc.places as Find does.
  std::vector<PlaceExplanation> Explain(Document& doc, std::string_view name) const;

  /// The place a name means by itself ("WASHINGTON", "BAGHDAD, Iraq"); spans are empty.
  std::optional<PlaceMention> ResolveName(std::string_view name) const;

 private:
  struct Spot;
  struct Name;
  struct Candidate;
  struct SentenceInfo;
  struct Workspace;
  struct Around;

  // places.cc
  Workspace& Begin(const Document& doc) const;
  void Decide(Document& doc, Workspace& work) const;
  void Dress(const Document& doc, const Workspace& work, Spot& spot) const;
  void ReadSentence(const Document& doc, uint32_t sentence, Workspace& work) const;
  bool MatchAt(const Document& doc, uint32_t token, uint32_t end, Workspace& work, Spot& spot) const;
  bool MatchLoosely(const Document& doc, uint32_t token, uint32_t end, Workspace& work, Spot& spot) const;
  bool MayBegin(const Document& doc, uint32_t token, uint32_t end) const;
  bool Usable(const Document& doc, const Spot& spot, Gazetteer::Link link) const;
  float Confidence(float evidence, float choice, float known) const;
  PlaceMention Describe(uint32_t entry, float confidence) const;
  void Emit(Document& doc, const Workspace& work, const Spot& spot) const;
  void AddUnknown(Document& doc, const Workspace& work) const;
  bool IsUnknownPlace(const Document& doc, const Workspace& work, TokenRange tokens) const;
  // places_dateline.cc
  bool StandsInDateline(const Document& doc, const Workspace& work, const Spot& spot) const;
  void ReadDateline(const Document& doc, Workspace& work) const;
  void KeepDateline(Document& doc, Workspace& work) const;
  uint32_t ResolveAlone(std::string_view name, float town_bonus, bool in_whole, std::string& folded) const;
  void ReadDatelinePart(const Document& doc, Span part, uint32_t entry, Workspace& work) const;
  // places_given.cc
  Gazetteer::Node Look(std::string_view text, bool loosely, Workspace& work) const;
  Gazetteer::Node LookTrimmed(std::string_view& text, bool& loose, Workspace& work) const;
  bool Trim(std::string_view& text, Workspace& work) const;
  void AddGiven(const Document& doc, Span span, uint32_t index, Workspace& work) const;
  void EmitGiven(Document& doc, const Workspace& work, const Spot* spot, Span span) const;
  // places_evidence.cc
  void WeighSpots(const Document& doc, Workspace& work) const;
  float Evidence(const Document& doc, Workspace& work, size_t spot) const;
  float EvidenceOfTagger(const Document& doc, const Workspace& work, const Spot& spot, size_t& next_name) const;
  float EvidenceOfName(const Document& doc, const Workspace& work, const Spot& spot) const;
  float EvidenceBefore(const Document& doc, Workspace& work, size_t spot) const;
  float EvidenceAfter(const Document& doc, Workspace& work, size_t spot) const;
  void FindHolders(const Document& doc, Workspace& work) const;
  bool Holds(const Workspace& work, const Spot& inner, const Spot& outer) const;
  // places_resolve.cc
  void GatherNames(const Document& doc, Workspace& work) const;
  uint32_t NameOf(const Document& doc, Workspace& work, const Spot& spot) const;
  float Prior(Gazetteer::Link link) const;
  void Resolve(Workspace& work) const;
  void CountContext(Workspace& work) const;
  void ScoreName(Workspace& work, uint32_t name, bool use_context) const;
  void ScoreContext(const Workspace& work, const Name& name, Candidate& candidate) const;
  uint32_t ChosenFor(const Workspace& work, const Spot& spot) const;
  void ScoreClusters(Workspace& work) const;
  void CountLists(Workspace& work) const;
  float NearnessScore(const Workspace& work, uint32_t name, const Gazetteer::Entry& entry) const;
  // places_phrases.cc
  void Widen(const Document& doc, const Workspace& work, const Sentence& sentence, PlaceMention& place) const;
  const PlaceRelation* RelationAt(const Document& doc, const Workspace& work, const Sentence& sentence, bool before, uint32_t& next) const;
  double DistanceBefore(const Document& doc, const Workspace& work, const Sentence& sentence, uint32_t end) const;
  void Move(const Document& doc, const Workspace& work, const Sentence& sentence, uint32_t compass, PlaceMention& place) const;
  void Join(Document& doc, const Workspace& work, uint32_t name_end, bool dash, PlaceMention& place) const;
  void Relate(Document& doc, const Workspace& work, const Spot& spot, PlaceMention& place) const;
  // places_metonyms.cc
  bool IsMetonym(const Document& doc, const Workspace& work, const Spot& spot, const PlaceMention& place) const;
  bool Governs(const Document& doc, uint32_t token, uint32_t classes) const;

  Gazetteer gazetteer_;
  PlaceWords words_;
  const Vocabulary* vocabulary_ = nullptr;
};

}  // namespace dateline
