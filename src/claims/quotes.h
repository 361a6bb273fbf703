// Quotations: stretches between quotation marks, curly, straight or doubled, over sentence ends within a paragraph.
#pragma once

#include <cstdint>
#include <vector>

#include "dateline/document.h"

namespace dateline {

struct Quotation {
  TokenRange tokens;            ///< marks included
  uint32_t paragraph = 0;
  uint32_t first_sentence = 0;
  uint32_t last_sentence = 0;
  bool closed = true;           ///< false: the paragraph ended first (long quotations open every paragraph anew and close the last)
  bool speech = false;          ///< four words at least and a verb: somebody's sentence, not a name in quotation marks
};

/// Appends the quotations of `doc`, outermost only, in token order. O(tokens).
void FindQuotations(const Document& doc, std::vector<Quotation>& out);

bool IsOpeningQuote(const Document& doc, uint32_t token);
bool IsClosingQuote(const Document& doc, uint32_t token);

}  // namespace dateline
