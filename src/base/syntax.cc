#include "dateline/syntax.h"

#include <array>
#include <utility>

namespace dateline {
namespace {

constexpr std::array<std::string_view, 17> kUposNames = {
  "X", "NOUN", "PROPN", "VERB", "AUX", "ADJ", "ADV", "PRON", "DET", "ADP", "NUM", "CCONJ", "SCONJ", "PART", "PUNCT", "SYM", "INTJ"};
constexpr std::array<std::string_view, 50> kXposNames = {
  "_", "NN", "IN", "DT", "NNP", "PRP", "JJ", ".", "RB", ",", "NNS", "VB", "CC", "VBP", "VBD", "VBZ", "CD", "VBN", "VBG", "TO", "MD", "PRP$", "UH",
  ":", "-RRB-", "WDT", "-LRB-", "WRB", "WP", "``", "''", "RP", "HYPH", "POS", "NNPS", "JJR", "JJS", "EX", "RBR", "NFP", "ADD", "SYM", "GW", "$",
  "FW", "PDT", "RBS", "LS", "AFX", "WP$"};
constexpr std::array<std::string_view, 52> kDeprelNames = {
  "_", "punct", "case", "nsubj", "det", "root", "advmod", "amod", "obj", "obl", "conj", "nmod", "compound", "cc", "mark", "aux", "cop", "nmod:poss",
  "advcl", "xcomp", "flat", "acl:relcl", "ccomp", "parataxis", "acl", "appos", "nummod", "aux:pass", "nsubj:pass", "discourse", "obl:unmarked",
  "nmod:unmarked", "compound:prt", "expl", "fixed", "iobj", "list", "obl:agent", "reparandum", "nmod:desc", "csubj", "dep", "nsubj:outer",
  "det:predet", "advcl:relcl", "vocative", "goeswith", "cc:preconj", "orphan", "dislocated", "csubj:pass", "csubj:outer"};
constexpr std::array<std::string_view, 15> kNameTypeNames = {
  "_", "person", "organization", "armed_group", "place", "facility", "norp", "event", "document", "weapon", "vehicle", "money", "time", "quantity",
  "frequency"};

static_assert(kUposNames.size() == kUposCount && kXposNames.size() == kXposCount && kDeprelNames.size() == kDeprelCount && kNameTypeNames.size() == kNameTypeCount);

/// What the first version of Universal Dependencies called them; trees of that age are still about.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kOldDeprels = {{{"dobj", "obj"}, {"nsubjpass", "nsubj:pass"}, {"csubjpass", "csubj:pass"},
  {"auxpass", "aux:pass"}, {"neg", "advmod"}, {"mwe", "fixed"}, {"name", "flat"}, {"nmod:agent", "obl:agent"}}};

template <size_t N>
size_t IndexOf(const std::array<std::string_view, N>& names, std::string_view name) {
  for (size_t i = 0; i < N; ++i) {
    if (names[i] == name) return i;
  }
  return 0;
}

template <size_t N>
std::string_view NameAt(const std::array<std::string_view, N>& names, size_t i) {
  return i < N ? names[i] : names[0];
}

}  // namespace

std::string_view UposName(Upos upos) { return NameAt(kUposNames, static_cast<size_t>(upos)); }
std::string_view XposName(Xpos xpos) { return NameAt(kXposNames, static_cast<size_t>(xpos)); }
std::string_view DeprelName(Deprel deprel) { return NameAt(kDeprelNames, static_cast<size_t>(deprel)); }
std::string_view NameTypeName(NameType type) { return NameAt(kNameTypeNames, static_cast<size_t>(type)); }

Upos UposFrom(std::string_view name) { return name == "CONJ" ? Upos::kCconj : static_cast<Upos>(IndexOf(kUposNames, name)); }
Xpos XposFrom(std::string_view name) { return static_cast<Xpos>(IndexOf(kXposNames, name)); }
Deprel DeprelFrom(std::string_view name) {
  for (const auto& [old, now] : kOldDeprels) {
    if (name == old) name = now;
  }
  const size_t whole = IndexOf(kDeprelNames, name);
  return static_cast<Deprel>(whole != 0 ? whole : IndexOf(kDeprelNames, name.substr(0, name.find(':'))));
}

}  // namespace dateline
