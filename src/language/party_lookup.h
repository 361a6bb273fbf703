// Which party a stretch of tokens names: a question that attribution and records both ask.
#pragma once

#include <algorithm>

#include "dateline/document.h"

namespace dateline {

/// The party whose head stands in `tokens`; of several the last (the head of the phrase). The first `ordered` rows are in token order, the rest were appended.
inline PartyId PartyHeadedIn(const Document& doc, TokenRange tokens, uint32_t ordered) {
  const auto end = doc.parties.begin() + std::min<std::ptrdiff_t>(ordered, static_cast<std::ptrdiff_t>(doc.parties.size()));
  auto it = std::lower_bound(doc.parties.begin(), end, tokens.begin, [](const PartyMention& p, uint32_t t) { return p.tokens.end <= t; });
  PartyId found;
  for (; it != end && it->tokens.begin < tokens.end; ++it) {
    if (tokens.Contains(it->head_token)) found = PartyId{static_cast<uint32_t>(it - doc.parties.begin())};
  }
  for (size_t i = ordered; i < doc.parties.size() && !found.valid(); ++i) {
    if (tokens.Contains(doc.parties[i].head_token)) found = PartyId{static_cast<uint32_t>(i)};
  }
  return found;
}

}  // namespace dateline
