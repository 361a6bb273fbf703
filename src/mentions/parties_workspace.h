// Scratch of PartyReader: one a thread, kept warm between documents.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "mentions/parties_reader.h"

namespace dateline {

struct PartyReader::Workspace {
  static constexpr uint32_t kAlias = 1u << 30;  ///< NameHit::actor of a name introduced in the document: kAlias + row

  static constexpr uint32_t kNobody = UINT32_MAX;

  struct Alias {
    Span text;         ///< the short form where it was introduced
    uint32_t row = 0;  ///< row of doc.parties
  };
  struct Person {
    uint32_t row = 0;
    uint32_t last = 0;  ///< token of the last name
    Gender gender = Gender::kUnknown;
    uint32_t times = 1;  ///< named so far
    uint32_t older = kNobody;  ///< the person before in the same bucket of last names
    uint32_t older_actor = kNobody;  ///< and of actors
  };
  static constexpr size_t kBuckets = 1024;

  void Clear() {
    hits.clear();
    aliases.clear();
    if (!persons.empty()) newest.fill(kNobody), newest_actor.fill(kNobody);
    persons.clear();
    facts.clear();
    context.countries.clear();
    sentence = paragraph = skip_until = country_taken = done = 0;
    shouted = false;
  }

  std::vector<NameHit> hits;  ///< of the sentence
  std::vector<Alias> aliases;
  std::vector<Person> persons;
  using Buckets = std::array<uint32_t, kBuckets>;
  Buckets newest = Nobody();        ///< of those whose last name falls into the bucket, the person met last
  Buckets newest_actor = Nobody();  ///< of the known actors among them, by id

  static Buckets Nobody() {
    Buckets out;
    out.fill(kNobody);
    return out;
  }
  static size_t Bucket(std::string_view text) { return Hash64(text) % kBuckets; }
  uint32_t Newest(std::string_view last_name) const { return newest[Bucket(last_name)]; }
  void Meet(std::string_view last_name, std::string_view actor, Person person) {
    const auto chain = [&](uint32_t& bucket, uint32_t& older) { older = std::exchange(bucket, static_cast<uint32_t>(persons.size())); };
    chain(newest[Bucket(last_name)], person.older);
    if (!actor.empty()) chain(newest_actor[Bucket(actor)], person.older_actor);
    persons.push_back(person);
  }
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
