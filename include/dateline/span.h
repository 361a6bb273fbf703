// Positions and ids. A position inside the engine is a byte offset into the clean text of one document; rows point at rows by id, never by pointer.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace dateline {

/// Half-open range of bytes [begin, end) of a document's clean text.
struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;

  constexpr bool empty() const { return begin >= end; }
  constexpr uint32_t size() const { return end - begin; }
  constexpr bool Contains(Span other) const { return begin <= other.begin && other.end <= end; }
  constexpr bool Overlaps(Span other) const { return begin < other.end && other.begin < end; }
  friend constexpr bool operator==(Span, Span) = default;
};

/// The bytes of `text` under `span`; `span` must lie inside it.
inline std::string_view TextOf(std::string_view text, Span span) { return text.substr(span.begin, span.end - span.begin); }

/// An index into one table of a document. Default: no row.
template <class Table>
struct Id {
  uint32_t value = UINT32_MAX;

  constexpr bool valid() const { return value != UINT32_MAX; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

using TokenId = Id<struct TokenTag>;
using SentenceId = Id<struct SentenceTag>;
using WordId = Id<struct WordTag>;          ///< a known word (lower case) of the Vocabulary
using PlaceId = Id<struct PlaceTag>;        ///< row of Document::places
using TimeId = Id<struct TimeTag>;          ///< row of Document::times
using QuantityId = Id<struct QuantityTag>;  ///< row of Document::quantities
using PartyId = Id<struct PartyTag>;        ///< row of Document::parties
using AttributionId = Id<struct AttributionTag>;

/// Half-open range of tokens.
struct TokenRange {
  uint32_t begin = 0;
  uint32_t end = 0;

  constexpr bool empty() const { return begin >= end; }
  constexpr uint32_t size() const { return end - begin; }
  constexpr bool Contains(uint32_t token) const { return begin <= token && token < end; }
  constexpr bool Overlaps(TokenRange other) const { return begin < other.end && other.begin < end; }
  friend constexpr bool operator==(TokenRange, TokenRange) = default;
};

}  // namespace dateline
