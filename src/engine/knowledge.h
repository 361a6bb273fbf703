// Everything the engine knows, loaded once and shared by all threads: the knowledge file (base/container.h), the language model, and the finders made from them.
#pragma once

#include <memory>
#include <string>

#include "base/container.h"
#include "claims/attribution.h"
#include "dateline/result.h"
#include "engine/model_paths.h"
#include "engine/persons.h"
#include "engine/record_codes.h"
#include "language/analyzer.h"
#include "language/model.h"
#include "mentions/dictionaries.h"
#include "mentions/gazetteer_own.h"
#include "mentions/parties.h"
#include "mentions/places.h"
#include "mentions/quantities.h"
#include "mentions/things.h"
#include "mentions/times.h"
#include "records/record_finder.h"
#include "text/cleaner.h"
#include "text/lexicon.h"
#include "text/splitter.h"

namespace dateline {

/// What a user has beside the knowledge file.
struct KnowledgeExtras {
  std::string own_places;  ///< the table of own places; empty: none
  DictionaryFiles dictionaries;
};

/// Immutable after Open; never moves, since its parts point at each other.
class Knowledge {
 public:
  /// Opens a file made by Build, or builds a folder of tables in memory (some seconds), and opens the model. Errors name the table and row.
  static Result<std::unique_ptr<const Knowledge>> Open(const std::string& path, const ModelPaths& model, const KnowledgeExtras& extras = {});
  static Result<std::unique_ptr<const Knowledge>> FromContainer(Container container, Model model, std::unique_ptr<Model> second = nullptr, const KnowledgeExtras& extras = {});

  /// The tables alone, for what needs no language model: a file that is mapped, or a folder that is built in memory.
  static Result<Container> OpenContainer(const std::string& path);
  /// Compiles a folder of tables (knowledge/) to the bytes of one knowledge file; the same tables give the same bytes.
  static Result<std::string> Build(const std::string& folder);

  const Container& container() const { return container_; }
  const Model& model() const { return model_; }
  /// 16 hexadecimal digits that name this state of knowledge, model, own places and dictionaries.
  std::string version() const;

  /// Null: none were given.
  const Dictionaries* dictionaries() const { return dictionaries_.get(); }
  const Vocabulary& vocabulary() const { return vocabulary_; }
  const Cleaner& cleaner() const { return *cleaner_; }
  const Splitter& splitter() const { return *splitter_; }
  const LanguageAnalyzer& language() const { return *language_; }
  const QuantityFinder& quantities() const { return *quantities_; }
  const TimeFinder& times() const { return *times_; }
  const PlaceFinder& places() const { return *places_; }
  const PartyFinder& parties() const { return *parties_; }
  const ThingFinder& things() const { return *things_; }
  const AttributionFinder& attributions() const { return *attributions_; }
  const RecordFinder& records() const { return *records_; }
  const RecordCodes& codes() const { return *codes_; }
  const PersonFinder& persons() const { return *persons_; }

 private:
  Knowledge() = default;

  Container container_;
  Model model_;
  std::unique_ptr<Model> second_;
  OwnGazetteer own_places_;
  std::unique_ptr<const Dictionaries> dictionaries_;  ///< null: none
  Vocabulary vocabulary_;
  std::unique_ptr<Cleaner> cleaner_;
  std::unique_ptr<Splitter> splitter_;
  std::unique_ptr<LanguageAnalyzer> language_;
  std::unique_ptr<QuantityFinder> quantities_;
  std::unique_ptr<TimeFinder> times_;
  std::unique_ptr<PlaceFinder> places_;
  std::unique_ptr<PartyFinder> parties_;
  std::unique_ptr<ThingFinder> things_;
  std::unique_ptr<AttributionFinder> attributions_;
  std::unique_ptr<RecordFinder> records_;
  std::unique_ptr<RecordCodes> codes_;
  std::unique_ptr<PersonFinder> persons_;
};

}  // namespace dateline
