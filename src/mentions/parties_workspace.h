// Scratch of PartyFinder: one a thread, kept warm between documents.
#pragma once

#include <cstdint>
#include <vector>

#include "mentions/parties.h"

namespace dateline {

struct PartyFinder::Workspace {
  static constexpr uint32_t kAlias = 1u << 30;  ///< NameHit::actor of a name introduced in the document: kAlias + row

  struct Alias {
    Span text;         ///< the short form where it was introduced
    uint32_t row = 0;  ///< row of doc.parties
  };
  struct Person {
    uint32_t row = 0;
    uint32_t last = 0;  ///< token of the last name
    Gender gender = Gender::kUnknown;
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

/// One noun phrase: a chunk, or several that a name ties together.
struct PartyFinder::Unit {
  TokenRange tokens;
  uint32_t begin = 0;  ///< without article
  uint32_t head = 0;
  uint32_t first_chunk = UINT32_MAX, last_chunk = UINT32_MAX;
  uint32_t first_hit = 0, last_hit = 0;  ///< of Workspace::hits, half open
  bool definite = false;
  bool modifier = false;  ///< a name before another noun: never a subject
};

}  // namespace dateline
