// Bytes as a dictionary of the field. The first byte says which kind and by whose rules; what comes out must be whole, whatever goes in.
#include <cstdint>
#include <string>

#include "base/check.h"
#include "base/test_tables.h"
#include "base/utf8.h"
#include "mentions/dictionaries.h"

namespace {

using namespace dateline;  // NOLINT(google-build-using-namespace): one function

const Container& Knowledge() {
  static const Container container = TestTables({"cameo-codes.tsv", "places/countries.tsv", "given-names.tsv"});
  return container;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Dialect dialect = data[0] % 3 == 0 ? Dialect::kTabari : data[0] % 3 == 1 ? Dialect::kPetrarch1 : Dialect::kPetrarch2;
  Dictionaries dictionaries;
  DATELINE_CHECK(dictionaries.AddActors("fuzz", text, dialect, Knowledge()).has_value());
  DATELINE_CHECK(dictionaries.AddAgents("fuzz", text, dialect, Knowledge()).has_value());
  dictionaries.AddDiscards("fuzz", text, dialect);
  for (const DictionaryActor& actor : dictionaries.actors()) {
    DATELINE_CHECK(!actor.names.empty() && utf8::IsValid(actor.name));
    for (const std::string_view name : actor.names) DATELINE_CHECK(!name.empty() && utf8::IsValid(name));
    for (const DatedCode& code : actor.dated) DATELINE_CHECK(code.days.from == TimeMention::kNoDay || code.days.to == TimeMention::kNoDay || code.days.from <= code.days.to);
  }
  for (const DictionaryAgent& agent : dictionaries.agents()) DATELINE_CHECK(!agent.lemma.empty() && utf8::IsValid(agent.lemma));
  return 0;
}
