// The whole engine on invented reports: same results whatever the threads, spans in bounds on mutated text, no state carried between reports.
#include "engine/pipeline.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <random>

#include "engine/analyzer.h"
#include "engine/serialize.h"

namespace dateline {
namespace {

/// Compiled from knowledge/ once; the tests need no built program.
const Knowledge& World() {
  static const std::unique_ptr<const Knowledge> knowledge = [] {
    auto bytes = Knowledge::Build(std::string(DATELINE_SOURCE_DIR) + "/knowledge");
    EXPECT_TRUE(bytes) << bytes.error().Message();
    auto container = Container::FromBytes(std::move(*bytes));
    auto opened = Knowledge::FromContainer(std::move(*container), Model::Open(DATELINE_SOURCE_DIR "/models/english.model").value());
    EXPECT_TRUE(opened) << opened.error().Message();
    return std::move(*opened);
  }();
  return *knowledge;
}

constexpr const char* kStory =
    "Two suicide bombers killed 36 people and wounded 90 more in Baghdad on Monday, the Interior Ministry said. About 5,000 civilians fled the town of Hawija to "
    "Kirkuk last week, according to the United Nations.\n\n“We left with nothing,” said Umm Salim, a teacher from Hawija. “They shelled the school.” The army denied that it "
    "had captured the town. Turkey plans to attack Manbij.";

class Collector : public PipelineSink {
 public:
  bool IsDone(const InputFile&) override { return false; }
  Result<void> Take(StoredReport report) override {
    text += report.id + report.reason + report.json + "\n";
    for (const StoredRecord& record : report.records) text += record.json + "\n";
    ++reports;
    if (reports == fail_at) return Error{"test", "stop", ""};
    return {};
  }
  Result<void> FileDone(const InputFile&) override {
    ++files;
    return {};
  }
  std::string text;
  int reports = 0, files = 0, fail_at = -1;
};

class Pipeline : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("dateline-pipeline-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
    for (int i = 0; i < 40; ++i) {
      std::ofstream out(folder_ / ("r" + std::to_string(100 + i) + ".txt"));
      for (int k = 0; k <= i % 5; ++k) out << kStory << " Rebels captured " << i + k + 2 << " soldiers near Aleppo.\n\n";
    }
    std::ofstream(folder_ / "empty.txt");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_;
};

TEST_F(Pipeline, SameResultsWhateverTheThreads) {
  const Inputs inputs = ListInputs({folder_.string()});
  std::string first;
  for (const uint32_t threads : {1u, 2u, 4u, 7u}) {
    Collector sink;
    PipelineOptions options;
    options.threads = threads;
    ASSERT_TRUE(RunPipeline(inputs, World(), options, sink));
    EXPECT_EQ(sink.reports, 41);
    EXPECT_GE(sink.files, 40);
    if (first.empty()) first = sink.text;
    EXPECT_EQ(sink.text, first) << threads << " threads";
  }
  EXPECT_GT(first.size(), 20000u);
}

TEST_F(Pipeline, AnErrorOfTheSinkEndsTheRun) {
  const Inputs inputs = ListInputs({folder_.string()});
  for (const uint32_t threads : {1u, 3u}) {
    Collector sink;
    sink.fail_at = 5;
    PipelineOptions options;
    options.threads = threads;
    const Result<void> result = RunPipeline(inputs, World(), options, sink);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().what, "stop");
    EXPECT_EQ(sink.reports, 5);
  }
}

Report Story(std::string text) {
  Report report;
  report.original = std::move(text);
  report.published = "2018-01-16";
  report.source_id = "x";
  return report;
}

TEST(Analyzer, FindsTheRecordsOfAStory) {
  Analyzer analyzer(World());
  const Document& doc = analyzer.Analyze(Story(kStory));
  bool toll = false, flight = false;
  for (const Record& r : doc.records) {
    toll = toll || (r.type == "ASSAULT" && r.toll[0].given && r.toll[0].estimate.best == 36 && r.toll[1].given && r.toll[1].estimate.best == 90);
    flight = flight || (r.kind == RecordKind::kMovement && r.type == "fled" && r.has_count && r.count.best == 5000);
  }
  EXPECT_TRUE(toll);
  EXPECT_TRUE(flight);
}

TEST(Persons, ArePublicByTheirOfficeOnly) {
  Analyzer analyzer(World());
  const Document& doc = analyzer.Analyze(Story(
      "Ahmed Khalil, a baker from Hawija, was killed on Monday, Interior Minister Adel Karim said. His wife Salma Khalil and the minister's driver, Tarek Haddad, were wounded. "
      "Layla Mansour, a spokeswoman for the council, said Karim had called President Bashar al-Assad."));
  std::map<std::string, bool> found;
  for (const StoredPerson& person : World().persons().Of(doc)) found[person.name] = person.is_public;
  const auto is = [&](const char* name, bool is_public) {
    const auto it = found.find(name);
    return it != found.end() && it->second == is_public;
  };
  EXPECT_TRUE(is("Ahmed Khalil", false));
  EXPECT_TRUE(is("Salma Khalil", false));
  EXPECT_TRUE(is("Tarek Haddad", false));
  EXPECT_TRUE(is("Adel Karim", true));
  EXPECT_TRUE(is("Layla Mansour", true));
  for (const auto& [name, is_public] : found) {
    if (name.find("Assad") != std::string::npos || name == "Karim") {
      EXPECT_TRUE(is_public) << name;
    }
  }
}

TEST(Analyzer, KeepsNothingOfTheReportBefore) {
  Analyzer fresh(World()), used(World());
  used.Analyze(Story("Gunmen abducted three priests in Mosul. The government blamed the militia."));
  used.Analyze(Story(""));
  EXPECT_EQ(Serialize(used.Analyze(Story(kStory)), nullptr).json, Serialize(fresh.Analyze(Story(kStory)), nullptr).json);
}

void ExpectSound(const Document& doc) {
  const auto sound = [&](Span span) { return span.begin <= span.end && span.end <= doc.clean.size(); };
  for (const Record& r : doc.records) {
    ASSERT_LT(r.sentence.value, doc.sentences.size());
    const Span sentence = doc.sentences[r.sentence.value].span;
    ASSERT_TRUE(sound(r.quote) && sound(r.trigger) && sentence.Contains(r.trigger) && r.quote.Contains(r.trigger));
    ASSERT_GT(r.confidence, 0);
    ASSERT_LE(r.confidence, 1);
    for (const TollEstimate& toll : r.toll) {
      if (!toll.given) continue;
      const Estimate& e = toll.estimate;
      ASSERT_TRUE(e.low_open() || e.low <= e.best);
      ASSERT_TRUE(e.high_open() || e.best <= e.high);
    }
    for (const PartyId id : r.actors) ASSERT_LT(id.value, doc.parties.size());
    for (const PlaceId id : r.places) ASSERT_LT(id.value, doc.places.size());
  }
  for (const PartyMention& party : doc.parties) ASSERT_TRUE(sound(party.span));
  for (const PlaceMention& place : doc.places) ASSERT_TRUE(sound(place.span));
  for (const TimeMention& time : doc.times) ASSERT_TRUE(sound(time.span));
}

TEST(Analyzer, SpansAreSoundOnMutatedText) {
  Analyzer analyzer(World());
  std::mt19937 random(17);
  const std::string story = kStory;
  for (int round = 0; round < 300; ++round) {
    std::string text = story;
    for (int edit = 0; edit < 1 + round % 24; ++edit) {
      const size_t at = random() % text.size(), size = std::min<size_t>(random() % 30, text.size() - at);
      switch (random() % 4) {
        case 0: text[at] = static_cast<char>(random()); break;
        case 1: text.erase(at, size); break;
        case 2: text.insert(at, text.substr(random() % text.size(), size)); break;
        default: text.insert(at, 1, "\"().,;-\n 0A"[random() % 11]); break;
      }
      if (text.empty()) text = "a";
    }
    const Document& doc = analyzer.Analyze(Story(text));
    ExpectSound(doc);
    const StoredReport stored = Serialize(doc, nullptr);
    ASSERT_EQ(stored.json.find('\n'), std::string::npos);
  }
}

TEST(Records, AnAttackHasTheWeaponsAndTheDamageOfItsClause) {
  const auto things = [](std::string text) {
    Analyzer analyzer(World());
    Report report;
    report.original = std::move(text);
    const Document& doc = analyzer.Analyze(std::move(report));
    std::string out;
    for (const Record& record : doc.records) {
      out += std::string(record.mode) + ":";
      for (const uint32_t row : record.weapons) out += " " + std::string(doc.text(doc.things[row].span));
      for (const uint32_t row : record.damage) out += " " + std::string(doc.things[row].category) + "=" + std::string(doc.text(doc.things[row].of));
      out += ";";
    }
    return out;
  };
  EXPECT_EQ(things("Men with rifles attacked the clinic."), "firearms: rifles;");
  EXPECT_EQ(things("Two suicide bombers killed 36 people with car bombs in Baghdad."), "suicide-attack: car bombs;");
  EXPECT_EQ(things("Militants killed 36 people with guns and machetes in Baghdad."), ": guns machetes;");
}

TEST(Records, APartPointsToItsWhole) {
  Analyzer analyzer(World());
  Report report;
  report.original = "Some 2,000 people fled Hajin, of whom 800 returned to Hajin. In all 90 soldiers fled Afrin.";
  const StoredReport stored = Serialize(analyzer.Analyze(std::move(report)), nullptr);
  ASSERT_GE(stored.records.size(), 2u);
  EXPECT_EQ(stored.records[0].json.find("part_of"), std::string::npos);
  EXPECT_NE(stored.records[1].json.find("\"part_of\":\"" + stored.records[0].id + "\""), std::string::npos) << stored.records[1].json;
  for (size_t i = 2; i < stored.records.size(); ++i) EXPECT_EQ(stored.records[i].json.find("part_of"), std::string::npos);
}

}  // namespace
}  // namespace dateline
