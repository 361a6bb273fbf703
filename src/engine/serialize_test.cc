#include "engine/serialize.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "base/container.h"
#include "base/days.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "engine/blocks.h"
#include "engine/test_codes.h"

namespace dateline {
namespace {

/// A document of one text, taken over byte for byte; spans are found by their words.
struct Fixture {
  Document doc;

  explicit Fixture(std::string_view text) {
    doc.clean = text;
    doc.report.original = text;
    doc.report.source_id = "a/b.txt";
    doc.report.title = "Two bombers";
    doc.offsets.AddCopy(0, static_cast<uint32_t>(text.size()));
    Sentence sentence;
    sentence.span = {0, static_cast<uint32_t>(text.size())};
    doc.sentences.push_back(sentence);
  }

  Span At(std::string_view words) const {
    const size_t at = doc.clean.find(words);
    EXPECT_NE(at, std::string::npos) << words;
    return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())};
  }

  PartyId Party(std::string_view words) {
    PartyMention party;
    party.span = party.head = At(words);
    party.is_people = true;
    doc.parties.push_back(party);
    return {static_cast<uint32_t>(doc.parties.size() - 1)};
  }

  PlaceId Place(std::string_view words) {
    PlaceMention place;
    place.span = place.name_span = At(words);
    doc.places.push_back(place);
    return {static_cast<uint32_t>(doc.places.size() - 1)};
  }

  Record& Add(RecordKind kind, std::string_view quote, std::string_view trigger) {
    Record record;
    record.kind = kind;
    record.sentence = SentenceId{0};
    record.quote = At(quote);
    record.trigger = At(trigger);
    record.confidence = 0.875F;
    record.rule = "test.rule";
    doc.records.push_back(record);
    return doc.records.back();
  }

  StoredReport Stored() const { return Serialize(doc, nullptr); }
  std::string Json() const { return Stored().records.at(0).json; }
};

Estimate Exactly(double value, Span span) {
  Estimate out;
  out.low = out.best = out.high = value;
  out.span = span;
  return out;
}

bool Has(std::string_view json, std::string_view part) { return json.find(part) != std::string_view::npos; }

constexpr std::string_view kBombers = "Two “bombers” struck the square in Tal Zahr on Monday, killing 19 civilians, the ministry said.";

Fixture Bombers() {
  Fixture f(kBombers);
  const PartyId actor = f.Party("Two “bombers”");
  const PartyId source = f.Party("the ministry");
  const PlaceId place = f.Place("Tal Zahr");
  f.doc.places[0].name = "Tall Zahr";
  f.doc.places[0].geonameid = 77;
  f.doc.places[0].country = "SYR";
  f.doc.places[0].has_point = true;
  f.doc.places[0].lat = 36.2000001;
  f.doc.places[0].lon = 37.123456789;
  f.doc.places[0].precision = 1;
  TimeMention time;
  time.span = f.At("on Monday");
  time.start = time.end = DayNumber({2018, 1, 15});
  time.precision = 1;
  time.timex = "2018-01-15";
  f.doc.times.push_back(time);
  AttributionMention says;
  says.source = source;
  says.source_span = f.At("the ministry");
  says.cue = f.At("said");
  says.source_type = SourceType::kOfficial;
  f.doc.attributions.push_back(says);
  Record& record = f.Add(RecordKind::kEvent, "Two “bombers” struck the square in Tal Zahr on Monday", "struck");
  record.type = "ASSAULT";
  record.mode = "explosives";
  record.actors = {actor};
  record.places = {place};
  record.times = {TimeId{0}};
  record.attribution = AttributionId{0};
  TollEstimate& killed = record.toll[static_cast<size_t>(Toll::kKilled)];
  killed.given = true;
  killed.estimate = Exactly(19, f.At("19"));
  killed.who = f.At("civilians");
  return f;
}

TEST(Serialize, WritesAnEventFieldByField) {
  const std::string json = Bombers().Json();
  EXPECT_TRUE(json.starts_with("{\"kind\":\"event\",\"id\":\"")) << json;
  EXPECT_TRUE(Has(json, R"("sentence":1,"quote":{"begin":0,"end":53,"text":"Two “bombers” struck the square in Tal Zahr on Monday"})")) << json;
  EXPECT_TRUE(Has(json, R"("trigger":{"begin":14,"end":20,"text":"struck"},"type":"ASSAULT","mode":"explosives")")) << json;
  EXPECT_TRUE(Has(json, R"("actors":[{"text":"Two “bombers”","span":{"begin":0,"end":13,"text":"Two “bombers”"}}])")) << json;
  EXPECT_TRUE(Has(json, R"("place":{"text":"Tal Zahr","name":"Tall Zahr","geonameid":77,"country":"SYR","lat":36.2,"lon":37.12346,"precision":1)")) << json;
  EXPECT_TRUE(Has(json, R"("time":{"text":"on Monday","start":"2018-01-15","end":"2018-01-15","precision":1,"timex":"2018-01-15")")) << json;
  EXPECT_TRUE(Has(json, R"("killed":{"low":19,"best":19,"high":19,"hedge":"exact","text":"19","who":"civilians"})")) << json;
  EXPECT_TRUE(Has(json, R"("source_type":"official","cue":{"begin":)")) << json;
  EXPECT_TRUE(Has(json, R"("quoted":"indirect"},"confidence":0.875,"rule":"test.rule"})")) << json;
  for (const std::string_view absent : {"stance", "recipients", "injured", "weapons", "unit", "adm1", "acled"}) EXPECT_FALSE(Has(json, absent)) << absent;
}

TEST(Serialize, AddsCodesOfOtherSystems) {
  const Container knowledge = CodeTables();
  const auto codes = RecordCodes::Load(knowledge);
  ASSERT_TRUE(codes.has_value()) << codes.error().Message();
  const StoredReport report = Serialize(Bombers().doc, &*codes);
  EXPECT_TRUE(Has(report.records[0].json, R"("cameo":"183","acled":{"event_type":"Explosions/Remote violence","sub_event_type":"Remote explosive/landmine/IED"})"));
}

TEST(Serialize, FillsTheRowsOfTheStore) {
  const StoredReport report = Bombers().Stored();
  ASSERT_EQ(report.records.size(), 1U);
  const StoredRecord& row = report.records[0];
  EXPECT_EQ(row.kind, "event");
  EXPECT_EQ(row.type, "ASSAULT");
  EXPECT_EQ(row.how_many, "19 killed");
  EXPECT_EQ(row.source, "the ministry");
  EXPECT_EQ(row.start, "2018-01-15");
  EXPECT_EQ(row.sentence, 0U);
  ASSERT_EQ(row.places.size(), 1U);
  EXPECT_EQ(row.places[0].slot, "place");
  EXPECT_DOUBLE_EQ(row.places[0].point.lat, 36.2000001);
  ASSERT_EQ(row.parties.size(), 2U);
  EXPECT_EQ(row.parties[0].slot, "actors.0");
  EXPECT_EQ(row.parties[1].slot, "attribution.source");
  bool trigger = false;
  for (const StoredSpan& span : row.spans) {
    if (span.slot != "trigger") continue;
    trigger = true;
    EXPECT_EQ(span.begin, 14U);
    EXPECT_EQ(span.original_begin, 18U);  // two quotation marks of three bytes stand before
    EXPECT_EQ(span.original_end, 24U);
  }
  EXPECT_TRUE(trigger);
  ASSERT_EQ(report.sentences.size(), 1U);
  EXPECT_EQ(report.sentences[0].role, "body");
  EXPECT_EQ(report.sentences[0].end, utf8::CountCodePoints(kBombers));
  EXPECT_EQ(report.sha256, Sha256Hex(kBombers));
}

TEST(Serialize, EverySpanIsFoundAgainInTheText) {
  const Fixture f = Bombers();
  const StoredReport report = f.Stored();
  for (const StoredSpan& span : report.records[0].spans) {
    EXPECT_EQ(f.doc.report.original.substr(span.original_begin, span.original_end - span.original_begin), span.text) << span.slot;
    EXPECT_EQ(span.end - span.begin, utf8::CountCodePoints(span.text)) << span.slot;
  }
}

TEST(Serialize, ReportLineHasWhatIsKnown) {
  Fixture f("A line.");
  f.doc.report.authors = {"A. Writer"};
  f.doc.report.published = "2018-01-16";
  f.doc.report.dateline = "TAL ZAHR, Jan 16";
  f.doc.cleaning.ligatures = 2;
  const std::string json = f.Stored().json;
  EXPECT_TRUE(json.starts_with("{\"kind\":\"report\",\"id\":\""));
  EXPECT_TRUE(Has(json, R"("source_id":"a/b.txt","title":"Two bombers","authors":["A. Writer"],"dateline":{"text":"TAL ZAHR, Jan 16"},"published":"2018-01-16")")) << json;
  EXPECT_TRUE(Has(json, R"("sentences":1,"words":0,"cleaning":{"ligatures":2}})")) << json;
  EXPECT_FALSE(Has(json, "uri"));
}

TEST(Serialize, IdsHashContentAndNotPlace) {
  Fixture a = Bombers(), b = Bombers();
  b.doc.report.source_id = "elsewhere/c.txt";
  b.doc.report.file = "/tmp/elsewhere/c.txt";
  EXPECT_EQ(a.Stored().id, b.Stored().id);
  EXPECT_EQ(a.Stored().records[0].id, b.Stored().records[0].id);
  EXPECT_EQ(a.Stored().id, ReportId(a.doc.report));
  EXPECT_EQ(a.Stored().id.size(), 32U);
  b.doc.report.published = "2018-01-16";
  EXPECT_NE(a.Stored().id, b.Stored().id);
  EXPECT_NE(a.Stored().records[0].id, b.Stored().records[0].id);
}

TEST(Serialize, AnIdFromAJsonLineCounts) {
  Fixture a("Same."), b("Same."), c("Same.");
  for (Fixture* f : {&a, &b, &c}) f->doc.report.file = "in/x.jsonl";
  a.doc.report.line = b.doc.report.line = c.doc.report.line = 4;
  a.doc.report.source_id = "x.jsonl#4";
  b.doc.report.source_id = "story-17";
  c.doc.report.source_id = "x.jsonl#5";
  EXPECT_EQ(a.Stored().id, c.Stored().id);
  EXPECT_NE(a.Stored().id, b.Stored().id);
}

TEST(Serialize, DropsARecordSaidTwice) {
  Fixture f = Bombers();
  f.doc.records.push_back(f.doc.records[0]);
  EXPECT_EQ(f.Stored().records.size(), 1U);
}

TEST(Serialize, APronounIsGivenTheNameItStandsFor) {
  Fixture f("The brigade left. They fled to Dar Amin.");
  const PartyId named = f.Party("The brigade");
  f.doc.parties[0].actor = "brigade-x";
  const PartyId they = f.Party("They");
  f.doc.parties[1].is_pronoun = true;
  f.doc.parties[1].antecedent = named;
  f.doc.parties[0].antecedent = they;  // a broken table: a cycle must end
  Record& record = f.Add(RecordKind::kMovement, "They fled to Dar Amin", "fled");
  record.type = "fled";
  record.people = they;
  f.doc.parties[0].antecedent = PartyId{};
  record.destination = {f.Place("Dar Amin")};
  const std::string json = f.Json();
  EXPECT_TRUE(Has(json, R"("people":{"text":"The brigade","actor":"brigade-x","span":{"begin":18,"end":22,"text":"They"}})")) << json;
  EXPECT_TRUE(Has(json, R"("destination":[{"text":"Dar Amin",)")) << json;
  EXPECT_TRUE(Has(json, R"("manner":"fled")")) << json;
  EXPECT_EQ(f.Stored().records[0].parties[0].text, "The brigade");
  f.doc.parties[0].antecedent = they;
  EXPECT_FALSE(f.Json().empty());
}

TEST(Serialize, JoinedHasAPartyForDestination) {
  Fixture f("More than 5,000 Europeans joined the Red Column for up to $300 each.");
  Record& record = f.Add(RecordKind::kMovement, "More than 5,000 Europeans joined the Red Column", "joined");
  record.type = "joined";
  record.people = f.Party("Europeans");
  record.joined = f.Party("the Red Column");
  record.has_count = true;
  record.count = {5000, 5000, Estimate::kOpen, Hedge::kAtLeast, Change::kNone, "people", f.At("More than 5,000")};
  record.has_price = true;
  record.price = {Estimate::kOpen, 300, 300, Hedge::kAtMost, Change::kNone, "USD", f.At("up to $300")};
  record.per = "person";
  const std::string json = f.Json();
  EXPECT_TRUE(Has(json, R"("destination":{"text":"the Red Column","span":)")) << json;
  EXPECT_TRUE(Has(json, R"("count":{"low":5000,"best":5000,"high":null,"hedge":"at_least","unit":"people","text":"More than 5,000"})")) << json;
  EXPECT_TRUE(Has(json, R"("price":{"low":null,"best":300,"high":300,"hedge":"at_most","unit":"USD","text":"up to $300"},"per":"person")")) << json;
  EXPECT_EQ(f.Stored().records[0].how_many, "at least 5,000");
}

TEST(Serialize, WritesStockControlAndStatement) {
  Fixture f("The council may still hold Dar Amin, which 300 families call home.");
  {
    Record& record = f.Add(RecordKind::kStock, "300 families call home", "call home");
    record.type = "sheltering";
    record.idmc_term = "Sheltered";
    record.has_count = true;
    record.count = Exactly(300, f.At("300"));
    record.count.unit = "families";
  }
  {
    Record& record = f.Add(RecordKind::kControl, "The council may still hold Dar Amin", "hold");
    record.type = "held";
    record.holder = f.Party("The council");
    record.places = {f.Place("Dar Amin")};
    record.stance.certainty = Certainty::kPossible;
    record.stance.hedge = f.At("may");
  }
  f.Add(RecordKind::kStatement, "The council may still hold Dar Amin", "may").content = f.At("still hold Dar Amin");
  const StoredReport report = f.Stored();
  ASSERT_EQ(report.records.size(), 3U);
  EXPECT_TRUE(Has(report.records[0].json, R"("idmc_term":"Sheltered","state":"sheltering")"));
  EXPECT_EQ(report.records[0].how_many, "300 families");
  EXPECT_TRUE(Has(report.records[1].json, R"("change":"held","holder":{"text":"The council")"));
  EXPECT_TRUE(Has(report.records[1].json, R"("stance":{"polarity":"affirmed","certainty":"possible","time":"past","hedge":{"begin":12,"end":15,"text":"may"}})"));
  EXPECT_TRUE(Has(report.records[2].json, R"("content":{"begin":16,"end":35,"text":"still hold Dar Amin"})"));
}

TEST(Serialize, SurvivesRowsAndSpansOutOfRange) {
  Fixture f("Short.");
  Record& record = f.Add(RecordKind::kEvent, "Short", "Short");
  record.type = "ASSAULT";
  record.actors = {PartyId{9}};
  record.places = {PlaceId{9}};
  record.times = {TimeId{3}};
  record.attribution = AttributionId{7};
  record.sentence = SentenceId{5};
  record.stance.hedge = {2, 900};
  record.quote = {3, 800};
  f.doc.records.push_back(Record{});
  const StoredReport report = f.Stored();
  EXPECT_EQ(report.records.size(), 2U);
  for (const std::string_view absent : {"actors", "place", "time", "attribution", "stance", "quote", "sentence"}) {
    EXPECT_FALSE(Has(report.records[0].json, "\"" + std::string(absent) + "\"")) << absent;
  }
  EXPECT_EQ(MentionsJson(f.doc), "");
}

TEST(Blocks, CountsCodePointsAcrossBlocks) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += i % 3 == 0 ? "é" : i % 7 == 0 ? "–" : "a";
  const CodePoints points(text);
  uint32_t count = 0;
  for (uint32_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) continue;
    EXPECT_EQ(points.At(at), count++);
  }
  EXPECT_EQ(points.At(static_cast<uint32_t>(text.size())), 300U);
  EXPECT_EQ(points.At(1U << 30), 300U);
  EXPECT_EQ(CodePoints("").At(3), 0U);
  const std::string exact(128, 'a');
  EXPECT_EQ(CodePoints(exact + "é").At(130), 129U);
}

TEST(Mentions, WritesALineAMention) {
  Fixture f = Bombers();
  QuantityMention quantity;
  quantity.estimate = Exactly(19, f.At("19"));
  f.doc.quantities.push_back(quantity);
  ThingMention thing;
  thing.span = f.At("“bombers”");
  thing.name = "bomber";
  thing.category = "aerial";
  f.doc.things.push_back(thing);
  f.doc.attributions[0].content = f.At("Two “bombers” struck");
  const std::string lines = MentionsJson(f.doc);
  EXPECT_TRUE(lines.starts_with("{\"kind\":\"mention\",\"report\":\"" + ReportId(f.doc.report) + "\",\"source_id\":\"a/b.txt\",\"class\":\"place\",\"span\":{\"begin\":35,")) << lines;
  for (const std::string_view part : {R"("class":"time","span":{)", R"("class":"quantity")", R"("quantity":{"low":19,"best":19,"high":19)", R"("class":"party")",
                                      R"("party":{"text":"the ministry")", R"("weapon":{"text":"“bombers”","name":"bomber","category":"aerial"})", R"("name":{"type":"place"})",
                                      R"("content":{"begin":0,"end":20,"text":"Two “bombers” struck"})"}) {
    EXPECT_TRUE(Has(lines, part)) << part << "\n" << lines;
  }
  EXPECT_EQ(lines.back(), '\n');
}

}  // namespace
}  // namespace dateline
