// Scratch of AttributionFinder: one a thread, kept warm between documents.
#pragma once

#include <vector>

#include "claims/attribution.h"

namespace dateline {

struct AttributionFinder::Workspace {
  std::vector<Quotation> quotations;
  std::vector<TokenRange> contents;   ///< parallel to the rows found
  std::vector<PartyId> speakers;      ///< persons who spoke, latest last
  size_t first_row = 0;               ///< rows before it were there already
  size_t sentence_row = 0;            ///< first row of the sentence

  void Clear(const Document& doc) {
    quotations.clear();
    contents.clear();
    speakers.clear();
    first_row = sentence_row = doc.attributions.size();
  }
};

}  // namespace dateline
