// Bytes as every kind of dictionary of a coder, run over given trees; and, where they are CoNLL-U, as trees under a given dictionary. The first byte says by whose rules.
#include <cstdint>
#include <string>

#include "base/check.h"
#include "base/test_tables.h"
#include "base/utf8.h"
#include "coders/code_run.h"
#include "language/conllu_document.h"

namespace {

using namespace dateline;  // NOLINT(google-build-using-namespace): one function

const Container& Knowledge() {
  static const Container container = TestTables({"codes/coder.tsv"});
  return container;
}

std::string Sample(const char* name) { return ReadFile(std::string(DATELINE_SOURCE_DIR "/examples/dictionary/") + name).value(); }

void Code(const coders::CoderBook& book, const std::vector<ConlluSentence>& trees) {
  Document doc;
  FromConllu(trees, true, doc);
  coders::CodedReport coded;
  coders::Coder(book, {true}).Code(doc, 14000, coded);
  std::string out;
  for (const auto format : {coders::EventFormat::kPetrarch, coders::EventFormat::kTabari, coders::EventFormat::kJsonl}) AppendEvents(doc, coded, format, out);
  DATELINE_CHECK(utf8::IsValid(out) || !utf8::IsValid(doc.clean));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Dialect dialect = data[0] % 3 == 0 ? Dialect::kTabari : data[0] % 3 == 1 ? Dialect::kPetrarch1 : Dialect::kDetect;
  static const std::string verbs = Sample("harbour.verbs.txt"), actors = Sample("harbour.actors.txt"), agents = Sample("harbour.agents.txt");
  static const auto trees = ReadConllu(Sample("harbour.conllu"), "harbour");
  static const auto known = coders::CoderBook::FromText(verbs, actors, agents, Dialect::kDetect, Knowledge());
  const auto book = coders::CoderBook::FromText(text + "\n" + verbs, text + "\n" + actors, text + "\n" + agents, dialect, Knowledge());
  DATELINE_CHECK(book && known && trees);
  Code(*book, *trees);
  coders::Words words;
  std::vector<Error> warnings;
  coders::IssueBook().Add("fuzz", text, words, warnings);
  const auto given = ReadConllu(text, "fuzz");
  if (given && CheckTrees(*given, "fuzz")) Code(*known, *given);
  return 0;
}
