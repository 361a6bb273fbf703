// The blocks that records and mentions are built from - span, estimate, place, time, party, attribution - as JSON (docs/records.md).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dateline/document.h"
#include "engine/json_writer.h"

namespace dateline {

/// Byte offsets to code points of one text: a count every 64 bytes, so a look-up reads at most 63 bytes. O(text) to make, no cost for ASCII after that.
class CodePoints {
 public:
  explicit CodePoints(std::string_view text);
  /// Code points before byte `at` (capped to the text).
  uint32_t At(uint32_t at) const;
  Span Of(Span bytes) const { return {At(bytes.begin), At(bytes.end)}; }

 private:
  static constexpr uint32_t kBlock = 64;
  std::string_view text_;
  std::vector<uint32_t> before_;  ///< per block; empty: all ASCII
};

std::string_view Name(RecordKind kind);
std::string_view Name(Hedge hedge);
std::string_view Name(Polarity polarity);
std::string_view Name(Certainty certainty);
std::string_view Name(Tense tense);
std::string_view Name(Toll toll);
std::string_view Name(SourceType type);  ///< empty for kUnknown
std::string_view Name(Quoted quoted);
std::string_view Name(PartRole role);

/// Writes blocks of one document. Spans are cut to the text and rows out of range are left out, so no document can break the output.
class BlockWriter {
 public:
  BlockWriter(const Document& doc, const CodePoints& points, JsonWriter& json) : doc_(doc), points_(points), json_(json) {}

  /// The bytes under `span`; empty where it reaches outside.
  std::string_view Text(Span span) const;
  /// Where `view` stands in the clean text; empty when it lies elsewhere.
  Span Locate(std::string_view view) const;
  /// The party that a pronoun or "the group" stands for, else the party itself. Null for no row.
  const PartyMention* Named(PartyId id) const;
  const PartyMention* Party(PartyId id) const { return Row(doc_.parties, id); }
  const PlaceMention* Place(PlaceId id) const { return Row(doc_.places, id); }
  const TimeMention* Time(TimeId id) const { return Row(doc_.times, id); }
  const AttributionMention* Attribution(AttributionId id) const { return Row(doc_.attributions, id); }
  /// Who says it, as written (a pronoun resolved); empty: nobody is named.
  std::string_view SourceText(const AttributionMention& attribution) const;

  // Each writes a value; the Field forms write `"key":value`, or nothing where there is no value.
  void WriteSpan(Span span);
  void SpanField(std::string_view key, Span span);
  /// `who`: whose figure it is ("civilians"); empty: not said.
  void WriteEstimate(const Estimate& estimate, Span who = {});
  void WritePlace(const PlaceMention& place);
  void PlacesField(std::string_view key, const std::vector<PlaceId>& ids);
  void WriteTime(const TimeMention& time);
  /// `text`: how it is called; empty: as the row that it stands for is written.
  void WriteParty(PartyId id, std::string_view text = {});
  void PartyField(std::string_view key, PartyId id);
  void PartiesField(std::string_view key, const std::vector<PartyId>& ids);
  /// `content`: with the span of what is said.
  void WriteAttribution(const AttributionMention& attribution, bool content);

 private:
  template <class T, class Tag>
  static const T* Row(const std::vector<T>& table, Id<Tag> id) {
    return id.value < table.size() ? &table[id.value] : nullptr;
  }

  const Document& doc_;
  const CodePoints& points_;
  JsonWriter& json_;
};

}  // namespace dateline
