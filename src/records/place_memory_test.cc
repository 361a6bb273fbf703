// What a report has said of places: which is named most, where the last record of a type was, and how much of the report is about one place.
#include "records/place_memory.h"

#include <gtest/gtest.h>

namespace dateline {
namespace {

/// A report that names these places, one a token, in this order; a country is written with a star.
Document Naming(std::initializer_list<std::string_view> names) {
  Document doc;
  for (const std::string_view name : names) {
    PlaceMention place;
    const bool country = name.ends_with("*");
    place.name = country ? name.substr(0, name.size() - 1) : name;
    place.feature = country ? "A.PCLI" : "P.PPL";
    const auto at = static_cast<uint32_t>(doc.places.size());
    place.tokens = {at, at + 1};
    doc.places.push_back(place);
  }
  return doc;
}

Record At(std::string_view type, uint32_t place) {
  Record r;
  r.kind = RecordKind::kEvent;
  r.type = type;
  if (place != UINT32_MAX) r.places.push_back(PlaceId{place});
  return r;
}

TEST(PlaceMemory, KnowsWhatTheReportNamesFirstAndMost) {
  Document doc = Naming({"Homs", "Syria*", "Hajin", "Iraq*", "Hajin", "Syria*"});
  doc.places[0].is_demonym = true;
  PlaceMemory memory;
  memory.Begin(doc);
  EXPECT_EQ(memory.lead(), PlaceId{1});
  EXPECT_EQ(memory.main(), PlaceId{2});
  EXPECT_EQ(memory.country(), PlaceId{1});
  EXPECT_EQ(memory.ShareNamed(doc.places[0]), 0u);
  EXPECT_EQ(memory.ShareNamed(doc.places[3]), 1u);  // one of five
  EXPECT_EQ(memory.ShareNamed(doc.places[4]), 2u);  // two of five
}

TEST(PlaceMemory, KeepsTheLastPlaceOfEachType) {
  const Document doc = Naming({"Hajin", "Homs"});
  PlaceMemory memory;
  memory.Begin(doc);
  EXPECT_FALSE(memory.last().valid());
  memory.Keep(doc, At("ASSAULT", 0), 1);
  memory.Keep(doc, At("COERCE", 1), 2);
  memory.Keep(doc, At("ASSAULT", UINT32_MAX), 3);  // a record without a place leaves the others standing
  EXPECT_EQ(memory.last(), PlaceId{1});
  EXPECT_EQ(memory.OfType("ASSAULT"), PlaceId{0});
  EXPECT_FALSE(memory.OfType("PROTEST").valid());
  EXPECT_EQ(memory.last_type(), "ASSAULT");
  EXPECT_EQ(memory.last_sentence(), 3u);
  EXPECT_EQ(memory.ShareKept(doc.places[0]), 2u);
  memory.Begin(doc);
  EXPECT_FALSE(memory.OfType("ASSAULT").valid());
  EXPECT_EQ(memory.ShareKept(doc.places[0]), 0u);
}

TEST(PlaceMemory, FindsThePlaceNamedLast) {
  Document doc = Naming({"Hajin", "Homs", "Aleppo"});
  doc.places[1].is_metonym = true;
  PlaceMemory memory;
  memory.Begin(doc);
  EXPECT_EQ(memory.Recent(doc, 2, UINT32_MAX), PlaceId{0});
  EXPECT_EQ(memory.Recent(doc, 3, UINT32_MAX), PlaceId{2});
  EXPECT_EQ(memory.Recent(doc, 3, 1), PlaceId{0});  // rows behind are not in order
  EXPECT_FALSE(memory.Recent(doc, 0, UINT32_MAX).valid());
}

}  // namespace
}  // namespace dateline
