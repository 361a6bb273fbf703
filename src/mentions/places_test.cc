#include "mentions/places.h"

#include <gtest/gtest.h>

#include <random>

#include "base/geo.h"
#include "base/mapped_file.h"
#include "base/table.h"
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

TEST(Places, EveryRowOfRelationsHolds) {
  const auto text = ReadFile(std::string(DATELINE_SOURCE_DIR) + "/knowledge/places/relations.tsv");
  ASSERT_TRUE(text);
  const auto table = Table::Parse("places/relations.tsv", *text);
  ASSERT_TRUE(table);
  ASSERT_GT(table->rows().size(), 40u);
  for (const Table::Row& row : table->rows()) {
    const Document doc = Read(std::string(row.cells[3]));
    const PlaceMention place = In(doc, row.cells[4]);
    EXPECT_EQ(place.relation, row.cells[1]) << row.cells[3] << ": " << List(doc);
    if (row.cells[2].empty()) continue;
    const uint8_t precision = static_cast<uint8_t>(row.cells[2][0] - '0');
    if (row.cells[2].ends_with('+')) EXPECT_GE(place.precision, precision) << row.cells[3];
    else if (row.cells[2].ends_with('-')) EXPECT_LE(place.precision, precision) << row.cells[3];
    else EXPECT_EQ(place.precision, precision) << row.cells[3];
  }
}

TEST(Places, DistancesMoveThePoint) {
  // (distance in km, bearing) of the point from Aleppo, 36.2012 N, 37.1612 E.
  struct Case { const char* text; double km; double north, east; std::string_view relation; uint8_t precision; };
  const Case cases[] = {
      {"The convoy was hit 12 km north of Aleppo.", 12, 12, 0, "north_of", 2},
      {"It fell about 40 miles (64 km) south-east of Aleppo.", 64, -45.25, 45.25, "southeast_of", 5},
      {"Planes struck a village 20 kilometres to the west of Aleppo.", 20, 0, -20, "west_of", 2},
      {"They fled to a camp some 30 km (19 miles) northeast of Aleppo.", 30.58, 21.6, 21.6, "northeast_of", 5},
      {"The base lies two kilometers east of Aleppo.", 2, 0, 2, "east_of", 2},
      {"A drone crashed 15 km from Aleppo.", 15, 0, 0, "near", 2},
      {"The front is 40 km outside Aleppo.", 40, 0, 0, "near", 5},
  };
  for (const Case& c : cases) {
    const Document doc = Read(c.text);
    const PlaceMention place = In(doc, "Aleppo");
    EXPECT_EQ(place.relation, c.relation) << c.text;
    EXPECT_EQ(place.precision, c.precision) << c.text;
    EXPECT_NEAR(place.distance_km, c.km, 0.05) << c.text;
    EXPECT_EQ(place.geonameid, 170063u) << c.text;
    const double lat = 36.2012 + c.north / 111.195, lon = 37.1612 + c.east / (111.195 * 0.8069);
    EXPECT_LT(PlaceDistance(place.lat, place.lon, lat, lon), 0.6) << c.text << " " << place.lat << " " << place.lon;
  }
  EXPECT_EQ(In(Read("He drove 12 km and then met friends from north of Aleppo."), "Aleppo").distance_km, 0);
  EXPECT_EQ(In(Read("The hills are several kilometres north of Aleppo."), "Aleppo").distance_km, 0);
  EXPECT_EQ(In(Read("Troops moved 300 km north of Syria."), "Syria").distance_km, 0);
}

TEST(Places, TwoPlacesShareTheirRelation) {
  Document doc = Read("Gunmen ambushed a bus between Homs and Hama.");
  EXPECT_EQ(In(doc, "Homs").relation, "between") << List(doc);
  EXPECT_EQ(In(doc, "Hama").relation, "between");
  EXPECT_EQ(In(doc, "Homs").precision, 5);
  EXPECT_NEAR(In(doc, "Homs").lat, (34.7268 + 35.1318) / 2, 0.05);
  EXPECT_EQ(In(doc, "Homs").lat, In(doc, "Hama").lat);
  doc = Read("The army cut the Aleppo-Damascus highway.");
  EXPECT_EQ(In(doc, "Aleppo").relation, "along") << List(doc);
  EXPECT_EQ(In(doc, "Damascus").relation, "along");
  EXPECT_EQ(In(doc, "Damascus").precision, 5);
  doc = Read("Smugglers cross the Syria-Turkey border at night.");
  EXPECT_EQ(In(doc, "Syria").relation, "border_of") << List(doc);
  EXPECT_EQ(In(doc, "Turkey border").relation, "border_of");
  EXPECT_EQ(In(doc, "Syria").precision, 5);
  doc = Read("Shells fell near Homs and Hama, and at the border with Syria and Iraq.");
  EXPECT_EQ(In(doc, "Hama").relation, "near");
  EXPECT_EQ(In(doc, "Iraq").relation, "border_of");
  EXPECT_EQ(In(doc, "Iraq").precision, 5);
  doc = Read("The quarrel between Damascus and the rebels went on.");
  EXPECT_EQ(In(doc, "Damascus").relation, "");
}

TEST(Places, RulersAreNoPlaces) {
  for (const char* text : {"Washington said it would withdraw its troops.", "Ankara accuses the group of treason.", "They spoke of Moscow's decision to leave.",
                           "The Damascus government denied it.", "Rebels broke off talks with Damascus.", "The plan was rejected by Tehran.",
                           "According to Damascus, nobody was hurt.", "The minister urged Baghdad to act.", "Turkey and Russia agreed on a truce."}) {
    const Document doc = Read(text);
    ASSERT_FALSE(doc.places.empty()) << text;
    for (const PlaceMention& place : doc.places) {
      EXPECT_TRUE(place.is_metonym) << text << ": " << List(doc);
      EXPECT_TRUE(place.has_point);
    }
  }
  for (const char* text : {"A bomb exploded in Baghdad.", "They left Damascus at dawn.", "Planes bombed Aleppo.", "Fighters from Turkey entered the town.",
                           "Aleppo's hospitals were hit.", "Kabul is the largest city.", "The talks in Geneva failed.", "People in Moscow said they were afraid."}) {
    const Document doc = Read(text);
    ASSERT_FALSE(doc.places.empty()) << text;
    for (const PlaceMention& place : doc.places) EXPECT_FALSE(place.is_metonym) << text << ": " << List(doc);
  }
}

TEST(Places, ThingsNamedForPlacesAreNone) {
  for (const char* text : {"The USS Cole was hit.", "Fighters of the Aleppo Brigade withdrew.", "The Dayton accords ended the war.", "Hurricane Paris killed six people.",
                           "She reads the Baghdad Post.", "He plays for Manchester United."}) {
    const Document doc = Read(text);
    EXPECT_TRUE(doc.places.empty()) << text << ": " << List(doc);
  }
}

TEST(Places, CutDatelinesAreMentions) {
  Document doc;
  doc.report.dateline = "GOMA, Democratic Republic of Congo";
  doc.clean = "Rebels take a town\n\nGOMA, Democratic Republic of Congo (AP) -\n\nA bomb killed three people.";
  const auto begin = static_cast<uint32_t>(doc.clean.find("GOMA")), body = static_cast<uint32_t>(doc.clean.find("A bomb"));
  doc.clean_parts = {{PartRole::kTitle, {0, 18}}, {PartRole::kDateline, {begin, body - 2}}, {PartRole::kBody, {body, static_cast<uint32_t>(doc.clean.size())}}};
  PlacesWorld::Get().Find(doc);
  ASSERT_EQ(doc.places.size(), 2u) << List(doc);
  EXPECT_EQ(doc.text(doc.places[0].span), "GOMA");
  EXPECT_EQ(doc.places[0].country, "COD");
  EXPECT_EQ(doc.text(doc.places[1].span), "Democratic Republic of Congo");
  for (const PlaceMention& place : doc.places) {
    EXPECT_TRUE(place.is_dateline);
    EXPECT_TRUE(place.tokens.empty());
  }
}

TEST(Places, CutDatelinesNeverLeaveWhatHoldsThem) {
  Document doc;
  doc.report.dateline = "Xyzzyville, Mo.";
  doc.clean = "Xyzzyville, Mo. (AP) -\n\nA bomb killed three people.";
  doc.clean_parts = {{PartRole::kDateline, {0, 22}}, {PartRole::kBody, {24, static_cast<uint32_t>(doc.clean.size())}}};
  PlacesWorld::Get().Find(doc);
  ASSERT_EQ(doc.places.size(), 2u) << List(doc);
  EXPECT_EQ(doc.places[0].adm1, "Missouri");
  EXPECT_EQ(doc.places[0].precision, 4);
  EXPECT_TRUE(doc.places[0].name.empty());
  EXPECT_EQ(doc.places[1].name, "Missouri");
  EXPECT_FALSE(PlacesWorld::Get().places().ResolveName("Baghdad, Missouri").has_value());
}

TEST(Places, NeighboursAndListsDecide) {
  Document doc = Read("Pupils from Edmonton met pupils from Enfield at the school.");
  EXPECT_EQ(In(doc, "Edmonton").country, "GBR") << List(doc);
  EXPECT_EQ(In(doc, "Enfield").country, "GBR");
  doc = Read("Cases were found in Arizona, Oregon, Utah, Washington and Wisconsin.");
  EXPECT_EQ(In(doc, "Washington").feature, "A.ADM1") << List(doc);
  doc = Read("She moved from Washington state to the state of New York.");
  EXPECT_EQ(In(doc, "Washington state").adm1, "Washington") << List(doc);
  EXPECT_EQ(In(doc, "Washington state").name, "Washington");
  EXPECT_EQ(In(doc, "state of New York").feature, "A.ADM1");
}

TEST(Places, ExplanationsAddUp) {
  Document doc;
  doc.clean = "Lebanon's army left Beirut. Clashes in Tripoli and Sidon followed. Tripoli burned.";
  PlacesWorld::Get().Prepare(doc, true);
  const auto found = PlacesWorld::Get().places().Explain(doc, "tripoli");
  ASSERT_EQ(found.size(), 2u);
  for (const PlaceExplanation& e : found) {
    EXPECT_EQ(doc.text(e.span), "Tripoli");
    EXPECT_TRUE(e.mention);
    ASSERT_GE(e.candidates.size(), 3u);
    EXPECT_EQ(e.candidates[0].place.country, "LBN");
    float shares = 0, last = 1e9F;
    for (const PlaceCandidate& c : e.candidates) {
      EXPECT_LE(c.score.Total(), last);
      last = c.score.Total();
      shares += c.share;
    }
    EXPECT_NEAR(shares, 1, 0.001);
    EXPECT_GT(e.candidates[0].score.country, e.candidates[1].score.country);
  }
  EXPECT_TRUE(PlacesWorld::Get().places().Explain(doc, "Xyzzyville").empty());
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
      "\n", "\xff", "—", "Mr.", "in", "Ky.", "Border", "and", "between", "road", "off", "coast", "South", "Pacific", "Fiji", "300", "miles", "from", "New", "Zealand", "said", "Washington"};
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
      ASSERT_LE(place.precision, 7);
      ASSERT_TRUE(place.lat >= -90 && place.lat <= 90 && place.lon >= -180 && place.lon <= 180) << text;
      ASSERT_LE(place.span.end, doc.clean.size());
      last = place.tokens.end;
    }
  }
}

}  // namespace
}  // namespace dateline
