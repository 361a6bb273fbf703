// Places: names of the gazetteer in the text, decided over the whole report, with the words around them ("northern Syria", "12 km north of Aleppo").
#pragma once

#include <memory>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/container.h"
#include "dateline/document.h"
#include "dateline/result.h"
#include "mentions/gazetteer.h"
#include "text/lexicon.h"

namespace dateline {

class PlaceFinder {
 public:
  /// Section "gazetteer", tables places/words.tsv and given-names.tsv. The container must outlive the finder.
  static Result<PlaceFinder> Load(const Container& knowledge, Vocabulary& vocabulary);

  /// Appends places and demonyms in token order, none overlapping. A name that several places share is decided once a report, by how many people live there, by the countries
  /// the report names and by the distance to its other places; one that stays below even odds is left out. O(tokens).
  void Find(Document& doc) const;

 private:
  struct Candidate;
  struct Workspace;
  enum class WordClass : uint8_t { kBefore, kAfter, kSite, kOrg, kTitle, kStreet, kPerson };
  struct Word {
    WordClass kind = WordClass::kBefore;
    bool capital_only = false;
    uint8_t precision = 0;
    std::string_view feature;
  };

  uint32_t MatchAt(const Document& doc, uint32_t token, uint32_t end, Workspace& work) const;
  bool Plausible(const Document& doc, const Sentence& sentence, const Candidate& candidate, Workspace& work) const;
  void Resolve(Document& doc, Workspace& work) const;
  void Choose(Candidate& candidate, const Workspace& work) const;
  void ReadDateline(Document& doc, Workspace& work) const;
  PlaceMention Describe(const Candidate& candidate) const;
  void Emit(Document& doc, const Sentence& sentence, const Candidate& candidate) const;
  void Widen(Document& doc, const Sentence& sentence, PlaceMention& place) const;
  void Relate(Document& doc, const Sentence& sentence, PlaceMention& place) const;
  const Word* WordAt(const Document& doc, uint32_t token) const;
  bool Is(const Document& doc, uint32_t token, WordId word) const { return doc.tokens.word[token] == word && word.valid(); }

  Gazetteer gazetteer_;
  std::unordered_map<uint32_t, Word> words_;
  std::unordered_set<uint32_t> given_names_, locative_, particles_;
  WordId of_, the_, near_, between_, along_, border_, outskirts_, suburbs_, north_, south_, east_, west_, in_, at_, km_, kilometres_, kilometers_, miles_, mile_, and_, comma_, hyphen_, from_, with_;
  const Vocabulary* vocabulary_ = nullptr;
};

}  // namespace dateline
