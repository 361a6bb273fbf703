#include "engine/blocks.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "base/days.h"
#include "base/table.h"
#include "base/utf8.h"

namespace dateline {
namespace {

template <class Enum, size_t size>
std::string_view At(const std::string_view (&names)[size], Enum value) {
  const auto index = static_cast<size_t>(value);
  return index < size ? names[index] : std::string_view{};
}

}  // namespace

CodePoints::CodePoints(std::string_view text) : text_(text) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return;
  before_.reserve(text.size() / kBlock + 1);
  uint32_t count = 0;
  for (size_t at = 0; at <= text.size(); at += kBlock) {
    before_.push_back(count);
    count += static_cast<uint32_t>(utf8::CountCodePoints(text.substr(at, kBlock)));
  }
}

uint32_t CodePoints::At(uint32_t at) const {
  at = std::min(at, static_cast<uint32_t>(text_.size()));
  if (before_.empty()) return at;
  const uint32_t block = at / kBlock;
  return before_[block] + static_cast<uint32_t>(utf8::CountCodePoints(text_.substr(size_t{block} * kBlock, at % kBlock)));
}

std::string_view Name(RecordKind kind) {
  static constexpr std::string_view kNames[] = {"event", "movement", "stock", "control", "statement"};
  return At(kNames, kind);
}

std::string_view Name(Hedge hedge) {
  static constexpr std::string_view kNames[] = {"exact", "about", "at_least", "at_most", "range", "vague"};
  return At(kNames, hedge);
}

std::string_view Name(Polarity polarity) { return polarity == Polarity::kDenied ? "denied" : "affirmed"; }

std::string_view Name(Certainty certainty) {
  static constexpr std::string_view kNames[] = {"asserted", "probable", "possible", "doubtful"};
  return At(kNames, certainty);
}

std::string_view Name(Tense tense) {
  static constexpr std::string_view kNames[] = {"past", "ongoing", "future", "hypothetical"};
  return At(kNames, tense);
}

std::string_view Name(Toll toll) {
  static constexpr std::string_view kNames[] = {"killed", "injured", "missing", "detained", "abducted"};
  return At(kNames, toll);
}

std::string_view Name(SourceType type) {
  static constexpr std::string_view kNames[] = {"",      "named_person", "official",         "organization", "document",
                                                "media", "witness",      "party_to_conflict", "anonymous"};
  return At(kNames, type);
}

std::string_view Name(Quoted quoted) { return quoted == Quoted::kDirect ? "direct" : "indirect"; }

std::string_view Name(PartRole role) {
  static constexpr std::string_view kNames[] = {"title", "byline", "dateline", "body", "caption", "credit", "publisher", "navigation"};
  return At(kNames, role);
}

std::string_view BlockWriter::Text(Span span) const {
  if (span.empty() || span.end > doc_.clean.size()) return {};
  return TextOf(doc_.clean, span);
}

Span BlockWriter::Locate(std::string_view view) const {
  const char* first = doc_.clean.data();
  const char* last = first + doc_.clean.size();
  const std::less_equal<const char*> not_after;
  if (view.empty() || !not_after(first, view.data()) || !not_after(view.data() + view.size(), last)) return {};
  const auto begin = static_cast<uint32_t>(view.data() - first);
  return {begin, begin + static_cast<uint32_t>(view.size())};
}

const PartyMention* BlockWriter::Named(PartyId id) const {
  const PartyMention* party = Party(id);
  for (int hops = 0; party != nullptr && hops < 8; ++hops) {
    const PartyMention* next = Party(party->antecedent);
    if (next == nullptr) break;
    party = next;
  }
  return party;
}

std::string_view BlockWriter::SourceText(const AttributionMention& attribution) const {
  if (const std::string_view named = Text(attribution.named); !named.empty()) return named;
  if (const PartyMention* party = Party(attribution.source); party != nullptr && party->is_pronoun) {
    if (const std::string_view name = Text(Named(attribution.source)->span); !name.empty()) return name;
  } else if (party != nullptr && !Text(party->span).empty()) {
    return Text(party->span);
  }
  if (const std::string_view written = Text(attribution.source_span); !written.empty()) return written;
  return attribution.organization;
}

void BlockWriter::WriteSpan(Span span) {
  const Span points = points_.Of(span);
  json_.BeginObject();
  json_.Field("begin", points.begin);
  json_.Field("end", points.end);
  json_.Field("text", Text(span));
  json_.EndObject();
}

void BlockWriter::SpanField(std::string_view key, Span span) {
  if (Text(span).empty()) return;
  json_.Key(key);
  WriteSpan(span);
}

void BlockWriter::WriteEstimate(const Estimate& estimate, Span who) {
  const double best = !std::isnan(estimate.best) ? estimate.best : estimate.low_open() ? estimate.high : estimate.low;
  json_.BeginObject();
  json_.Key("low");
  json_.Number(estimate.low_open() ? estimate.low : std::fmin(estimate.low, best));
  json_.Key("best");
  json_.Number(best);
  json_.Key("high");
  json_.Number(estimate.high_open() ? estimate.high : std::fmax(estimate.high, best));
  if (estimate.change != Change::kNone) json_.Field("change", estimate.change == Change::kUp ? "up" : "down");
  json_.Field("hedge", Name(estimate.hedge));
  json_.Field("unit", estimate.unit);
  json_.Field("text", Text(estimate.span));
  json_.Field("who", Text(who));
  json_.EndObject();
}

void BlockWriter::WritePlace(const PlaceMention& place) {
  json_.BeginObject();
  json_.Field("text", Text(place.span));
  json_.Field("name", place.name);
  if (place.geonameid != 0) json_.Field("geonameid", place.geonameid);
  json_.Field("own_id", place.own_id);
  json_.Field("country", place.country);
  json_.Field("adm1", place.adm1);
  json_.Field("adm2", place.adm2);
  if (place.has_point) {
    json_.Key("lat");
    json_.Rounded(place.lat, 5);
    json_.Key("lon");
    json_.Rounded(place.lon, 5);
  }
  json_.Field("feature", place.feature);
  if (place.precision != 0) json_.Field("precision", place.precision);
  json_.Field("relation", place.relation);
  if (place.distance_km > 0) {
    json_.Key("distance_km");
    json_.Rounded(place.distance_km, 3);
  }
  if (place.is_metonym) {
    json_.Key("metonym");
    json_.Bool(true);
  }
  SpanField("span", place.span);
  json_.EndObject();
}

void BlockWriter::PlacesField(std::string_view key, const std::vector<PlaceId>& ids) {
  if (std::none_of(ids.begin(), ids.end(), [&](PlaceId id) { return Place(id) != nullptr; })) return;
  json_.Key(key);
  json_.BeginArray();
  for (const PlaceId id : ids) {
    if (const PlaceMention* place = Place(id)) WritePlace(*place);
  }
  json_.EndArray();
}

void BlockWriter::WriteTime(const TimeMention& time) {
  json_.BeginObject();
  json_.Field("text", Text(time.span));
  if (time.start != TimeMention::kNoDay) json_.Field("start", IsoDay(time.start));
  if (time.end != TimeMention::kNoDay) json_.Field("end", IsoDay(time.end));
  if (time.precision != 0) json_.Field("precision", time.precision);
  json_.Field("timex", time.timex);
  SpanField("span", time.span);
  json_.EndObject();
}

void BlockWriter::WriteParty(PartyId id, std::string_view text) {
  const PartyMention* here = Party(id);
  const PartyMention* named = Named(id);
  json_.BeginObject();
  if (here != nullptr) {
    const auto pick = [&](std::string_view PartyMention::*field) { return (named->*field).empty() ? here->*field : named->*field; };
    json_.Field("text", text.empty() ? Text(named->span) : text);
    json_.Field("actor", pick(&PartyMention::actor));
    json_.Field("name", pick(&PartyMention::name));
    json_.Field("country", pick(&PartyMention::country));
    if (const std::string_view sectors = pick(&PartyMention::sectors); !sectors.empty()) {
      json_.Key("sectors");
      json_.BeginArray();
      for (const std::string_view sector : SplitList(sectors, ',')) json_.String(sector);
      json_.EndArray();
    }
    json_.Field("role", pick(&PartyMention::role));
    json_.Field("person", pick(&PartyMention::person));
    if (const QuantityMention* count = Row(doc_.quantities, here->count)) {
      json_.Key("count");
      WriteEstimate(count->estimate);
    }
    SpanField("span", here->span);
  }
  json_.EndObject();
}

void BlockWriter::PartyField(std::string_view key, PartyId id) {
  if (Party(id) == nullptr) return;
  json_.Key(key);
  WriteParty(id);
}

void BlockWriter::PartiesField(std::string_view key, const std::vector<PartyId>& ids) {
  if (std::none_of(ids.begin(), ids.end(), [&](PartyId id) { return Party(id) != nullptr; })) return;
  json_.Key(key);
  json_.BeginArray();
  for (const PartyId id : ids) {
    if (Party(id) != nullptr) WriteParty(id);
  }
  json_.EndArray();
}

void BlockWriter::WriteAttribution(const AttributionMention& attribution, bool content) {
  json_.BeginObject();
  if (Party(attribution.source) != nullptr) {
    json_.Key("source");
    WriteParty(attribution.source, SourceText(attribution));
  } else if (!Text(attribution.source_span).empty()) {
    const Span span = attribution.named.empty() ? attribution.source_span : attribution.named;
    json_.Key("source");
    json_.BeginObject();
    json_.Field("text", Text(span));
    SpanField("span", span);
    json_.EndObject();
  }
  if (content) SpanField("written", attribution.source_span);
  json_.Field("source_type", Name(attribution.source_type));
  json_.Field("role", attribution.role);
  json_.Field("organization", attribution.organization);
  if (const PlaceMention* place = Place(attribution.place)) {
    json_.Key("place");
    WritePlace(*place);
  }
  SpanField("cue", attribution.cue);
  json_.Field("medium", attribution.medium);
  json_.Field("quoted", Name(attribution.quoted));
  json_.Field("via", attribution.via);
  if (content) {
    SpanField("content", attribution.content);
    json_.Key("speech");
    json_.Bool(attribution.speech);
  }
  json_.EndObject();
}

}  // namespace dateline
