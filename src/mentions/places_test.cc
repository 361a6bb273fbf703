#include "mentions/places.h"

#include <gtest/gtest.h>

#include <random>

#include "mentions/places_test_world.h"

namespace dateline {
namespace {

/// The mention of `text` in a report; an empty one where there is none.
PlaceMention In(const Document& doc, std::string_view text) {
  for (const PlaceMention& place : doc.places) {
    if (doc.text(place.span) == text) return place;
  }
  return {};
}

/// Every mention as "span=country/name", for reading differences.
std::string List(const Document& doc) {
  std::string out;
  for (const PlaceMention& place : doc.places)
    out += std::string(doc.text(place.span)) + "=" + std::string(place.country) + "/" + std::string(place.name) + " ";
  return out;
}

Document Read(const std::string& text) { return PlacesWorld::Get().Read(text); }

TEST(Places, OneTownInThreeSpellings) {
  const Document doc = Read("They left Deir al-Zour at dawn. Shells fell on Deir ez-Zor again. The road to Dayr az Zawr is closed.");
  for (const char* name : {"Deir al-Zour", "Deir ez-Zor", "Dayr az Zawr"}) {
    EXPECT_EQ(In(doc, name).geonameid, 170794u) << name << ": " << List(doc);
    EXPECT_EQ(In(doc, name).country, "SYR");
  }
}

TEST(Places, TownsOfTheNews) {
  const Document doc = Read("The army entered Raqqa. Families fled from Afrin to Aleppo. A bomb went off in Baghdad, and the town of al-Bab was shelled.");
  EXPECT_EQ(In(doc, "Raqqa").name, "Raqqa");
  EXPECT_EQ(In(doc, "Raqqa").precision, 1);
  EXPECT_EQ(In(doc, "Afrin").country, "SYR");
  EXPECT_EQ(In(doc, "Baghdad").geonameid, 98182u);
  EXPECT_EQ(In(doc, "Baghdad").feature, "P.PPLC");
  EXPECT_EQ(In(doc, "town of al-Bab").country, "SYR") << List(doc);
  EXPECT_EQ(doc.text(In(doc, "town of al-Bab").name_span), "al-Bab");
}

TEST(Places, RegionsAndDirections) {
  const Document doc = Read("Fighters hid in the Euphrates River Valley. Clashes in northern Syria went on. Idlib province was calm.");
  EXPECT_EQ(In(doc, "Euphrates River Valley").precision, 5);
  EXPECT_EQ(In(doc, "Euphrates River Valley").feature, "T.VAL");
  const PlaceMention north = In(doc, "northern Syria");
  EXPECT_EQ(north.country, "SYR");
  EXPECT_EQ(north.precision, 5);
  EXPECT_EQ(doc.text(north.name_span), "Syria");
  EXPECT_EQ(In(doc, "Idlib province").precision, 4);
  EXPECT_EQ(In(doc, "Idlib province").feature, "A.ADM1");
}

TEST(Places, Relations) {
  const Document doc = Read(
      "The convoy was hit 12 km north of Aleppo. The outskirts of Homs burned. People waited between Syria and Turkey. "
      "Troops stood near Kobani and at the border with Iraq.");
  const PlaceMention aleppo = In(doc, "Aleppo");
  EXPECT_EQ(aleppo.relation, "north_of");
  EXPECT_NEAR(aleppo.lat, 36.2012 + 12 / 111.2, 0.002);
  EXPECT_EQ(aleppo.precision, 2);
  EXPECT_EQ(In(doc, "Homs").relation, "outskirts_of");
  EXPECT_EQ(In(doc, "Homs").precision, 2);
  EXPECT_EQ(In(doc, "Syria").relation, "between");
  EXPECT_EQ(In(doc, "Turkey").relation, "between");
  EXPECT_EQ(In(doc, "Kobani").relation, "near");
  EXPECT_EQ(In(doc, "Iraq").relation, "border_of");
  EXPECT_EQ(In(doc, "Iraq").precision, 5);
}

TEST(Places, DemonymsNameTheCountry) {
  const Document doc = Read("Turkish troops crossed the Iraqi border. Two Syrians were held in the Lebanese capital.");
  EXPECT_TRUE(In(doc, "Turkish").is_demonym) << List(doc);
  EXPECT_EQ(In(doc, "Turkish").country, "TUR");
  EXPECT_TRUE(In(doc, "Syrians").is_demonym);
  EXPECT_FALSE(In(doc, "Iraqi border").is_demonym);
  EXPECT_EQ(In(doc, "Iraqi border").country, "IRQ");
  EXPECT_EQ(In(doc, "Lebanese capital").name, "Beirut");
}

TEST(Places, NamesOfPersonsAndHousesAreNone) {
  for (const char* text : {"The Washington Post wrote about it.", "Paris Hilton flew home.", "She studied at the University of Texas.",
      "Mr. Lincoln agreed.", "They met George Washington there.",
                           "Many went home early.", "Reading is fun.", "Of the rest nobody spoke.", "He went home on Sunday in March.", "Tell us more."}) {
    const Document doc = Read(text);
    EXPECT_TRUE(doc.places.empty()) << text << ": " << List(doc);
  }
}

TEST(Places, TheHolderDecides) {
  Document doc = Read("He came from Paris, Texas, last year.");
  EXPECT_EQ(In(doc, "Paris").country, "USA") << List(doc);
  EXPECT_EQ(In(doc, "Paris").adm1, "Texas");
  EXPECT_EQ(In(doc, "Texas").feature, "A.ADM1");
  doc = Read("He came from Paris last year.");
  EXPECT_EQ(In(doc, "Paris").country, "FRA");
  doc = Read("Police in Glasgow, Ky., said so.");
  EXPECT_EQ(In(doc, "Glasgow").adm1, "Kentucky") << List(doc);
}

TEST(Places, TheReportDecides) {
  const Document syria = Read("Syrian planes struck Tripoli road near Homs. Hama and Aleppo were hit as well.");
  for (const PlaceMention& place : syria.places) EXPECT_NE(place.country, "USA") << List(syria);
  const Document libya = Read("Libya's army left Benghazi. Clashes in Tripoli and Misrata followed.");
  EXPECT_EQ(In(libya, "Tripoli").country, "LBY") << List(libya);
  const Document lebanon = Read("Lebanon's army left Beirut. Clashes in Tripoli and Sidon followed.");
  EXPECT_EQ(In(lebanon, "Tripoli").country, "LBN") << List(lebanon);
}

TEST(Places, LongNamesAndGenitives) {
  const Document doc = Read("Talks with the Donetsk People's Republic failed. The People's Republic of China and Côte d'Ivoire abstained. Syria's war goes on.");
  EXPECT_EQ(In(doc, "Donetsk People's Republic").country, "UKR") << List(doc);
  EXPECT_EQ(In(doc, "People's Republic of China").country, "CHN");
  EXPECT_EQ(In(doc, "Côte d'Ivoire").country, "CIV");
  EXPECT_EQ(In(doc, "Syria").country, "SYR");
}

TEST(Places, CapitalsThroughout) {
  const Document doc = Read("GUERRILLAS ATTACKED THE TOWN OF SAN MIGUEL IN EL SALVADOR ON MONDAY. MANY PEOPLE FLED TO CHALATENANGO.");
  EXPECT_EQ(In(doc, "EL SALVADOR").country, "SLV") << List(doc);
  EXPECT_EQ(In(doc, "CHALATENANGO").country, "SLV");
  EXPECT_EQ(In(doc, "TOWN OF SAN MIGUEL").country, "SLV");
  EXPECT_EQ(doc.places.size(), 3u) << List(doc);
}

TEST(Places, Datelines) {
  const Document inside = Read("BAGHDAD, Iraq (AP) — A bomb killed three people in Mosul.");
  EXPECT_TRUE(In(inside, "BAGHDAD").is_dateline) << List(inside);
  EXPECT_FALSE(In(inside, "Mosul").is_dateline);
  const Document given = PlacesWorld::Get().Read("A bomb killed three people.", true, "WASHINGTON");
  EXPECT_EQ(given.dateline_place.geonameid, 4140963u);
  EXPECT_TRUE(given.dateline_place.is_dateline);
  const auto paris = PlacesWorld::Get().places().ResolveName("Paris, Texas");
  ASSERT_TRUE(paris.has_value());
  EXPECT_EQ(paris->adm1, "Texas");
  EXPECT_FALSE(PlacesWorld::Get().places().ResolveName("Xyzzyville").has_value());
}

TEST(Places, WorksWithoutTags) {
  const Document doc = PlacesWorld::Get().Read("Families fled from Afrin to Aleppo in northern Syria, Turkish officials said.", false);
  EXPECT_EQ(In(doc, "Afrin").country, "SYR") << List(doc);
  EXPECT_EQ(In(doc, "northern Syria").precision, 5);
  EXPECT_TRUE(In(doc, "Turkish").is_demonym);
}

/// The report with nothing but the given names as places.
Document ReadGiven(const std::string& text, std::initializer_list<std::string_view> names) {
  std::vector<Span> spans;
  for (const std::string_view name : names) {
    const size_t at = text.find(name);
    if (at != std::string::npos) spans.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(at + name.size())});
  }
  return PlacesWorld::Get().ReadGiven(text, spans);
}

TEST(Places, GivenSpansAreResolvedAndNoOthers) {
  const Document doc = ReadGiven("Lebanon's army left Beirut. The Post said that clashes in the port of Tripoli and in Xyzzyville went on in Md. and the Bekaa's hills.",
                                 {"Tripoli", "Xyzzyville", "Md.", "the Bekaa's"});
  ASSERT_EQ(doc.places.size(), 4u) << List(doc);
  EXPECT_EQ(doc.places[0].country, "LBN") << List(doc);  // Lebanon and Beirut are context, not mentions
  EXPECT_FALSE(doc.places[1].has_point);
  EXPECT_TRUE(doc.places[1].name.empty());
  EXPECT_EQ(doc.places[1].confidence, 0);
  EXPECT_EQ(doc.places[2].adm1, "Maryland");
  EXPECT_EQ(doc.places[3].country, "LBN") << List(doc);
  EXPECT_EQ(doc.text(doc.places[3].span), "the Bekaa's");
  EXPECT_EQ(doc.text(doc.places[3].name_span), "Bekaa");
}

TEST(Places, GivenSpansMayOverlapOrBeNonsense) {
  const std::string text = "Fighting in Idlib province, Syria.";
  const auto at = static_cast<uint32_t>(text.find("Idlib"));
  const std::vector<Span> spans = {{at, at + 14}, {at, at + 5}, {at + 2, at + 3}, {5, 5}, {7, 4000}, {3, 2}, {8, 9}};
  const Document doc = PlacesWorld::Get().ReadGiven(text, spans);
  ASSERT_EQ(doc.places.size(), 4u) << List(doc);  // the blank, "Idlib", "Idlib province", "l"
  EXPECT_FALSE(doc.places[0].has_point);
  EXPECT_EQ(doc.text(doc.places[1].span), "Idlib");
  EXPECT_EQ(doc.places[1].country, "SYR");
  EXPECT_EQ(doc.places[2].country, "SYR") << List(doc);
  EXPECT_FALSE(doc.places[3].has_point);
}

TEST(Places, AnyTextGivesOrderedSpans) {
  std::mt19937 random(7);
  const std::vector<std::string> pieces = {"Syria", "al", "-", "Bab", "the", "of", ",", "north", "12", "km", "Paris", "Texas", "'s", "’", "United", "States",
      "\n", "\xff", "—", "Mr.", "in", "Ky.", "Border", "and"};
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (int n = 0; n < 40; ++n) text += pieces[random() % pieces.size()] + (random() % 4 ? " " : "");
    const Document doc = PlacesWorld::Get().Read(text, round % 2 == 0);
    uint32_t last = 0;
    for (const PlaceMention& place : doc.places) {
      ASSERT_LE(last, place.tokens.begin) << text;
      ASSERT_LE(place.tokens.end, doc.tokens.size());
      ASSERT_TRUE(place.span.Contains(place.name_span)) << text;
      ASSERT_FALSE(place.span.empty());
      ASSERT_GE(place.confidence, 0);
      ASSERT_LE(place.confidence, 1);
      last = place.tokens.end;
    }
  }
}

}  // namespace
}  // namespace dateline
