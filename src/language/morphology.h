// What a Penn tag says about a word's form: as flags for the rules, as UD features for files.
#pragma once

#include <cstdint>
#include <string_view>

#include "dateline/syntax.h"

namespace dateline {

/// Whether UD English writes a word of this part of speech with this Penn tag, rare and mistaken uses apart (universaldependencies.org/en).
bool GoTogether(Upos upos, Xpos xpos);

/// MorphFlag bits (dateline/document.h).
uint16_t MorphOf(Xpos xpos);
/// The same from a FEATS column, for trees that have no Penn tags.
uint16_t MorphFromFeatures(std::string_view feats);
/// FEATS: number, tense, verb form and degree as UD English writes them; "_" where the tag says nothing.
std::string_view FeaturesOf(Upos upos, Xpos xpos);

}  // namespace dateline
