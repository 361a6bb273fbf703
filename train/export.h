// From the network in training to the sections of the model file.
#pragma once

#include <string>

#include "train/network.h"

namespace dateline::train {

/// Section "words": bias and rows of the embedding.
std::string WordsSection(const Network& network);
/// Section "network": all else, as src/language/network_format.h says.
std::string NetworkSection(const Network& network);

}  // namespace dateline::train
