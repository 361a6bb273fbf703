// Bytes as a report: every mention lies within the text and means something possible, whatever comes. The first byte chooses whether a day of publication is known.
#include <cmath>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "engine/serialize.h"
#include "whole_world.h"

namespace {

using namespace dateline;  // NOLINT(google-build-using-namespace)

void CheckSpan(const Document& doc, Span span) {
  DATELINE_CHECK(span.begin < span.end && span.end <= doc.clean.size());
  const auto continues = [&](uint32_t at) { return at < doc.clean.size() && (static_cast<unsigned char>(doc.clean[at]) & 0xC0) == 0x80; };
  DATELINE_CHECK(!continues(span.begin) && !continues(span.end));
}

void CheckEstimate(const Estimate& e) {
  DATELINE_CHECK(!std::isinf(e.low) && !std::isinf(e.best) && !std::isinf(e.high));
  DATELINE_CHECK(e.low_open() || std::isnan(e.best) || e.low <= e.best);
  DATELINE_CHECK(e.high_open() || std::isnan(e.best) || e.best <= e.high);
}

void CheckProbability(float p) { DATELINE_CHECK(p >= 0 && p <= 1); }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static WholeWorld world;
  const Document& doc = world.Read({reinterpret_cast<const char*>(data), size}, size > 0 && data[0] % 4 == 0 ? "" : "2018-01-15");
  for (const QuantityMention& q : doc.quantities) {
    CheckSpan(doc, q.estimate.span);
    CheckEstimate(q.estimate);
    CheckProbability(q.confidence);
    DATELINE_CHECK(!q.part_of.valid() || q.part_of.value < doc.quantities.size());
  }
  for (const TimeMention& t : doc.times) {
    CheckSpan(doc, t.span);
    CheckProbability(t.confidence);
    DATELINE_CHECK(t.precision <= 5 && (t.start == TimeMention::kNoDay || t.end == TimeMention::kNoDay || t.start <= t.end));
  }
  for (const PlaceMention& p : doc.places) {
    CheckSpan(doc, p.span);
    CheckProbability(p.confidence);
    DATELINE_CHECK(p.precision <= 7 && p.distance_km >= 0);
    DATELINE_CHECK(!p.has_point || (std::abs(p.lat) <= 90 && std::abs(p.lon) <= 180));
  }
  for (const PartyMention& p : doc.parties) {
    CheckSpan(doc, p.span);
    CheckProbability(p.confidence);
    DATELINE_CHECK(!p.antecedent.valid() || p.antecedent.value < doc.parties.size());
    DATELINE_CHECK(!p.count.valid() || p.count.value < doc.quantities.size());
  }
  for (const ThingMention& t : doc.things) {
    CheckSpan(doc, t.span);
    CheckProbability(t.confidence);
  }
  DATELINE_CHECK(MentionsJson(doc).empty() || MentionsJson(doc).back() == '\n');
  return 0;
}
