// Scratch of PartyReader: one a thread, kept warm between documents.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "mentions/parties_reader.h"

namespace dateline {

struct PartyReader::Workspace {
  static constexpr uint32_t kAlias = 1u << 30;  ///< NameHit::actor of a name introduced in the document: kAlias + row

  struct Alias {
    Span text;         ///< the short form where it was introduced
    uint32_t row = 0;  ///< row of doc.parties
  };
  struct Person {
    uint32_t row = 0;
    uint32_t last = 0;  ///< token of the last name
    Gender gender = Gender::kUnknown;
    uint32_t times = 1;  ///< named so far
  };

  void Clear() {
    hits.clear();
    aliases.clear();
    persons.clear();
    facts.clear();
    context.countries.clear();
    sentence = paragraph = skip_until = country_taken = done = 0;
    shouted = false;
  }

  std::vector<NameHit> hits;  ///< of the sentence
  std::vector<Alias> aliases;
  std::vector<Person> persons;
  std::vector<PartyFacts> facts;  ///< parallel to doc.parties
  ActorContext context;
  uint32_t sentence = 0;
  uint32_t paragraph = 0;
  uint32_t skip_until = 0;     ///< tokens before this one stand in brackets after their name
  uint32_t country_taken = 0;  ///< states before this token belong to the of-phrase of a party
  uint32_t done = 0;           ///< tokens read
  bool shouted = false;
};

/// From here on the name tagger is believed, and from here on when it says that a run of capitalised words is no person.
inline constexpr float kSureName = 0.65F, kDoubt = 0.5F;

/// The name of the tagger that covers `token`; null: none. O(log names).
inline const NameMention* NameAt(const Document& doc, uint32_t token) {
  const auto it = std::upper_bound(doc.names.begin(), doc.names.end(), token, [](uint32_t t, const NameMention& n) { return t < n.tokens.end; });
  return it != doc.names.end() && it->tokens.Contains(token) ? &*it : nullptr;
}

/// The place that covers `token`; null: none. O(log places).
inline const PlaceMention* PlaceAt(const Document& doc, uint32_t token) {
  const auto it = std::upper_bound(doc.places.begin(), doc.places.end(), token, [](uint32_t t, const PlaceMention& p) { return t < p.tokens.end; });
  return it != doc.places.end() && it->tokens.Contains(token) ? &*it : nullptr;
}

/// One noun phrase: a chunk, or several that a name ties together.
struct PartyReader::Unit {
  TokenRange tokens;
  uint32_t begin = 0;  ///< without article
  uint32_t head = 0;
  uint32_t first_chunk = UINT32_MAX, last_chunk = UINT32_MAX;
  uint32_t first_hit = 0, last_hit = 0;  ///< of Workspace::hits, half open
  bool definite = false;
  bool modifier = false;  ///< a name before another noun: never a subject
};

}  // namespace dateline
