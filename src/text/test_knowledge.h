// The tables of this folder and a small lexicon, for its tests.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "base/mapped_file.h"
#include "base/test_tables.h"
#include "text/lexicon.h"

namespace dateline {

/// The real tables of the folder.
inline Container TextTables() { return TestTables({"fragments.tsv", "abbreviations.tsv", "contractions.tsv", "hyphen-prefixes.tsv", "sentence-words.tsv"}); }

/// The real lexicon, in a vocabulary; compiled once a program.
inline Vocabulary& TestVocabulary() {
  static const std::string lexicon_text = ReadFile(DATELINE_SOURCE_DIR "/knowledge/lexicon.tsv").value(), tag_text = ReadFile(DATELINE_SOURCE_DIR "/knowledge/tags.tsv").value();
  static const std::string bytes = Lexicon::Compile(Table::Parse("lexicon.tsv", lexicon_text).value(), Table::Parse("tags.tsv", tag_text).value()).value();
  static Vocabulary vocabulary(Lexicon::Open(bytes).value());
  return vocabulary;
}

}  // namespace dateline
