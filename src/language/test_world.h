// The real lexicon and model, with tables that a test asks for, for the tests of this folder and of those that stand on it.
#pragma once

#include <string>
#include <utility>

#include "base/container.h"
#include "language/analyzer.h"
#include "language/test_model.h"

namespace dateline {

struct LanguageWorld {
  /// `tables`: names below knowledge/.
  explicit LanguageWorld(std::initializer_list<const char*> tables = {}) {
    const std::string folder = std::string(DATELINE_SOURCE_DIR) + "/knowledge/";
    const std::string tags = *ReadFile(folder + "tags.tsv"), lexicon = *ReadFile(folder + "lexicon.tsv");
    Sections sections = {{"lexicon", *Lexicon::Compile(*Table::Parse("lexicon.tsv", lexicon), *Table::Parse("tags.tsv", tags))}};
    for (const char* table : tables) sections.emplace_back(std::string("table:") + table, *ReadFile(folder + table));
    container = Container::FromBytes(BuildContainer(sections));
    vocabulary = Vocabulary(*Lexicon::Open((*container).Section("lexicon")));
    analyzer = *LanguageAnalyzer::Load(TestModel(), vocabulary);
  }
  Result<Container> container = Error{};
  Vocabulary vocabulary;
  LanguageAnalyzer analyzer;
};

}  // namespace dateline
