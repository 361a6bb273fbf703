// An invented world for the tests of the coders: dictionaries as their users write them, and sentences as trees.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/test_tables.h"
#include "coders/coder.h"
#include "language/conllu_document.h"

namespace dateline::coders {

inline const Container& Knowledge() {
  static const Container container = TestTables({"codes/coder.tsv"});
  return container;
}

inline constexpr std::string_view kActors =
    "AVALOR [AVL]\n+AVALORIAN\nBRENMARK [BRN]\n+PORT_BREN\nCELDOR [CEL]\nKING_OF_DORN [DRN <19900101] [DRNGOV 19900101-20051231] [DRNELI >20060101]\nNORTHERN_LEAGUE [AVL/BRN]\nOLD_EMPIRE [---]\n";
inline constexpr std::string_view kAgents = "!PERSON! = MAN, MEN\nGOVERNMENT [~GOV]\nSOLDIER [~MIL]\nENVOY [~GOV]\nAID_WORKER [NGO~]\nPOLICE {} [~COP]\nPOLICE!PERSON! [~COP]\n";

/// "Avalor/PROPN/nsubj/2 attacked/VERB/root/0 ...": words with tag, relation and head (1-based).
inline std::vector<ConlluSentence> Trees(std::string_view text) {
  ConlluSentence sentence;
  for (const std::string_view word : SplitList(text, ' ')) {
    const std::vector<std::string_view> parts = SplitList(word, '/');
    ConlluWord row;
    row.form = row.lemma = parts.at(0);
    row.upos = parts.at(1);
    row.deprel = parts.at(2);
    row.head = static_cast<uint32_t>(std::stoul(std::string(parts.at(3))));
    row.xpos = parts.size() > 4 ? std::string(parts[4]) : "_";
    sentence.words.push_back(std::move(row));
  }
  return {sentence};
}

/// "AVL 190 BRN; ..." for one sentence.
inline std::string Coded(std::string_view verbs, std::string_view sentence, int32_t day = TimeMention::kNoDay, CoderOptions options = {}, Dialect dialect = Dialect::kDetect) {
  const auto book = CoderBook::FromText(verbs, kActors, kAgents, dialect, Knowledge());
  if (!book) return book.error().Message();
  Document doc;
  FromConllu(Trees(sentence), true, doc);
  CodedReport coded;
  Coder(*book, options).Code(doc, day, coded);
  std::string out;
  for (const CodedEvent& event : coded.events) out += (out.empty() ? "" : "; ") + event.source + " " + event.code + " " + event.target;
  return out;
}

}  // namespace dateline::coders
