// Dictionary forms of regular English inflections, for words that the lexicon does not hold.
#pragma once

#include <string_view>

#include "dateline/document.h"
#include "text/lexicon.h"

namespace dateline {

/// The known word that `lower` is a plural (nouns) or an -s, -ed, -ing form (verbs) of; invalid when there is none.
WordId LemmaByRule(const Vocabulary& vocabulary, std::string_view lower, Upos upos);

}  // namespace dateline
