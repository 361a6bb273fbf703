// Sentences through splitting, tagging, numbers and times, with the real tables: for the tests of quantities and times.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "base/container.h"
#include "base/days.h"
#include "base/mapped_file.h"
#include "language/analyzer.h"
#include "language/test_model.h"
#include "mentions/quantities.h"
#include "mentions/times.h"
#include "text/lexicon.h"
#include "text/splitter.h"

namespace dateline {

struct NumbersWorld {
  NumbersWorld() {
    const std::string folder = std::string(DATELINE_SOURCE_DIR) + "/knowledge/";
    const auto read = [&](const std::string& name) { return ReadFile(folder + name).value(); };
    const std::string tags = read("tags.tsv"), lexicon = read("lexicon.tsv");
    const Table tag_table = Table::Parse("tags.tsv", tags).value();
    Sections sections = {{"lexicon", Lexicon::Compile(Table::Parse("lexicon.tsv", lexicon).value(), tag_table).value()}};
    for (const char* name : {"fragments.tsv", "abbreviations.tsv", "contractions.tsv", "hyphen-prefixes.tsv", "sentence-words.tsv", "quantities.tsv", "units.tsv",
                             "currencies.tsv", "times.tsv"}) {
      sections.emplace_back(std::string("table:") + name, read(name));
    }
    container = std::make_unique<Container>(Container::FromBytes(BuildContainer(sections)).value());
    vocabulary = Vocabulary(Lexicon::Open(container->Section("lexicon")).value());
    splitter = std::make_unique<Splitter>(Splitter::Load(*container, vocabulary).value());
    language = std::make_unique<LanguageAnalyzer>(LanguageAnalyzer::Load(TestModel(), vocabulary).value());
    quantities = std::make_unique<QuantityFinder>(QuantityFinder::Load(*container, vocabulary).value());
    times = std::make_unique<TimeFinder>(TimeFinder::Load(*container, vocabulary).value());
  }

  /// `day`: "2018-01-15", or empty: no publication date.
  void Read(std::string text, std::string_view day, bool with_times, Document& doc, std::string_view dateline = {}) const {
    doc.Clear();
    doc.report.dateline = dateline;
    doc.clean = std::move(text);
    doc.published_day = ParseIsoDay(day).value_or(TimeMention::kNoDay);
    splitter->Split(doc);
    LanguageAnalyzer::Workspace workspace(*language);
    language->Analyze(doc, workspace);
    quantities->Find(doc);
    if (with_times) times->Find(doc);
    quantities->Relate(doc);
  }

  std::unique_ptr<Container> container;
  Vocabulary vocabulary;
  std::unique_ptr<Splitter> splitter;
  std::unique_ptr<LanguageAnalyzer> language;
  std::unique_ptr<QuantityFinder> quantities;
  std::unique_ptr<TimeFinder> times;
};

inline const NumbersWorld& TheNumbersWorld() {
  static const NumbersWorld world;
  return world;
}

}  // namespace dateline
