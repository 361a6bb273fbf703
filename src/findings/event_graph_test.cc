#include "findings/event_graph.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "findings/test_events.h"

namespace dateline {
namespace {

/// Clusters as sets of the ids of claims, and the links between them by their first ids: what must not depend on rows.
struct Told {
  std::set<std::vector<std::string>> clusters;
  std::map<std::pair<std::string, std::string>, float> links;
  friend bool operator==(const Told&, const Told&) = default;
};

Told Read(const ClaimSet& claims, const std::vector<Occurrence>& occurrences, const EventClusters& events) {
  Told out;
  std::vector<std::string> names;
  for (const auto& cluster : events.clusters) {
    std::vector<std::string> ids;
    for (const uint32_t row : cluster) {
      for (const uint32_t claim : occurrences[row].claims) ids.push_back(claims.reports[claims.claims[claim].report].source_id + claims.claims[claim].id.Hex());
    }
    std::sort(ids.begin(), ids.end());
    names.push_back(ids.front());
    out.clusters.insert(ids);
  }
  for (const ClusterLink& link : events.possibly) out.links[{std::min(names[link.first], names[link.second]), std::max(names[link.first], names[link.second])}] = link.probability;
  return out;
}

Told Batch(const std::vector<ToldReport>& reports, const std::vector<int>& order, int threads = 1) {
  const ClaimSet claims = Tell(reports, order);
  const std::vector<Occurrence> occurrences = OneEach(claims);
  EventGraph graph(TestModel(), threads);
  return Read(claims, occurrences, graph.Update(claims, occurrences));
}

std::vector<int> Numbers(size_t n) {
  std::vector<int> out(n);
  std::iota(out.begin(), out.end(), 0);
  return out;
}

TEST(EventGraph, FindsEventsAtAll) {
  const auto reports = RandomReports(1, 60);
  const Told told = Batch(reports, Numbers(reports.size()));
  const size_t largest = std::max_element(told.clusters.begin(), told.clusters.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); })->size();
  EXPECT_GT(largest, 2u);
  EXPECT_GT(told.clusters.size(), 4u);  // towns in that world: days part what happened in one of them
  EXPECT_FALSE(told.links.empty());
}

TEST(EventGraph, OrderAndThreadsChangeNothing) {
  for (uint32_t seed = 1; seed <= 8; ++seed) {
    const auto reports = RandomReports(seed, 80);
    std::vector<int> order = Numbers(reports.size());
    const Told told = Batch(reports, order);
    std::mt19937 random(seed);
    std::shuffle(order.begin(), order.end(), random);
    EXPECT_EQ(Batch(reports, order), told);
    EXPECT_EQ(Batch(reports, order, 3), told);
  }
}

TEST(EventGraph, AddingInPartsIsAddingAtOnce) {
  for (uint32_t seed = 1; seed <= 8; ++seed) {
    const auto reports = RandomReports(seed, 80);
    std::vector<int> order = Numbers(reports.size());
    std::mt19937 random(seed + 100);
    std::shuffle(order.begin(), order.end(), random);
    EventGraph graph(TestModel());
    std::vector<int> sofar;
    for (size_t done = 0; done < order.size();) {
      const size_t next = std::min(order.size(), done + 1 + random() % 25);
      for (; done < next; ++done) sofar.push_back(order[done]);
      std::shuffle(sofar.begin(), sofar.end(), random);
      const ClaimSet claims = Tell(reports, sofar);
      const std::vector<Occurrence> occurrences = OneEach(claims);
      const Told told = Read(claims, occurrences, graph.Update(claims, occurrences));
      ASSERT_EQ(told, Batch(reports, sofar)) << "seed " << seed << ", " << sofar.size() << " reports";
    }
  }
}

TEST(EventGraph, AReportTakenOutWasNeverThere) {
  for (uint32_t seed = 1; seed <= 6; ++seed) {
    const auto reports = RandomReports(seed, 60);
    std::vector<int> order = Numbers(reports.size());
    EventGraph graph(TestModel());
    std::mt19937 random(seed);
    while (order.size() > 20) {
      const ClaimSet claims = Tell(reports, order);
      const std::vector<Occurrence> occurrences = OneEach(claims);
      ASSERT_EQ(Read(claims, occurrences, graph.Update(claims, occurrences)), Batch(reports, order));
      for (int k = 0; k < 7; ++k) order.erase(order.begin() + static_cast<std::ptrdiff_t>(random() % order.size()));
    }
  }
}

/// Reports of one day in one country without towns: blocks run full and empty again.
std::vector<ToldReport> CrowdedReports(int count) {
  std::vector<ToldReport> out;
  for (int r = 0; r < count; ++r) {
    ToldReport report{fmt::format("crowd-{}", r), "2018-01-15", {}, -1};
    report.records.push_back(Assault("firearms", fmt::format(R"("place":{{"text":"Syria","name":"Syria","geonameid":1,"country":"SYR","lat":35,"lon":38,"precision":6}},{},{})", Day("2018-01-14"), Figure("killed", 2 + r % 23)) +
                                                     fmt::format(R"(,"quote":{{"begin":0,"end":40,"text":"Gunmen shot people near quarter{} of Alpha{}"}})", r % 17, r % 31)));
    out.push_back(report);
  }
  return out;
}

TEST(EventGraph, FullBlocksAreSplitAndComeOutTheSameInParts) {
  const auto reports = CrowdedReports(400);
  const std::vector<int> all = Numbers(reports.size());
  EventGraph graph(TestModel());
  uint64_t scored = 0;
  for (const size_t size : {90u, 200u, 400u, 180u, 60u}) {
    const std::vector<int> part(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(size));
    const ClaimSet claims = Tell(reports, part);
    const std::vector<Occurrence> occurrences = OneEach(claims);
    const EventClusters& events = graph.Update(claims, occurrences);
    scored = std::max(scored, events.scored);
    ASSERT_EQ(Read(claims, occurrences, events), Batch(reports, part)) << size;
  }
  EXPECT_LT(scored, 400u * 399u * 3u);  // three keys pair all of them; splitting leaves less
}

TEST(EventGraph, WhatIsKnownIsNotScoredAgain) {
  const auto reports = RandomReports(3, 80);
  const ClaimSet claims = Tell(reports, Numbers(79)), more = Tell(reports, Numbers(80));
  const std::vector<Occurrence> occurrences = OneEach(claims), with = OneEach(more);
  EventGraph graph(TestModel());
  const uint64_t first = graph.Update(claims, occurrences).scored;
  const SavedGraph saved = graph.Save();
  EXPECT_EQ(graph.Update(claims, occurrences).scored, 0u);
  EXPECT_EQ(graph.Update(claims, occurrences).clustered, 0u);
  EXPECT_LT(graph.Update(more, with).scored, first / 4);
  EventGraph later(TestModel());
  later.Restore(saved);
  const EventClusters& events = later.Update(more, with);
  EXPECT_LT(events.scored, first / 4);
  EXPECT_EQ(Read(more, with, events), Batch(reports, Numbers(80)));
}

TEST(EventGraph, ACopyAddedChangesNothing) {
  for (uint32_t seed = 1; seed <= 6; ++seed) {
    auto reports = RandomReports(seed, 50);
    const Told before = Batch(reports, Numbers(50));
    int original = 0;
    while (reports[static_cast<size_t>(original)].copy_of >= 0) ++original;
    ToldReport copy = reports[static_cast<size_t>(original)];
    copy.id = "reprint";
    copy.copy_of = original;
    reports.push_back(copy);
    const Told after = Batch(reports, Numbers(51));
    std::set<std::vector<std::string>> without;
    for (std::vector<std::string> cluster : after.clusters) {
      std::erase_if(cluster, [](const std::string& id) { return id.starts_with("reprint"); });
      if (!cluster.empty()) without.insert(cluster);
    }
    EXPECT_EQ(without, before.clusters);
    EXPECT_EQ(after.clusters.size(), before.clusters.size());
  }
}

TEST(EventGraph, APersonsWordStands) {
  const auto reports = RandomReports(5, 60);
  const ClaimSet claims = Tell(reports, Numbers(60));
  const std::vector<Occurrence> occurrences = OneEach(claims);
  EventGraph graph(TestModel());
  const EventClusters plain = graph.Update(claims, occurrences);
  const auto cluster_of = [](const EventClusters& events, uint32_t row) {
    return std::find_if(events.clusters.begin(), events.clusters.end(), [&](const auto& c) { return std::find(c.begin(), c.end(), row) != c.end(); }) - events.clusters.begin();
  };
  // Two of one cluster, from reports that are no copies, put apart; two of different ones put together.
  Corrections corrections;
  uint32_t a = kNoRow, b = kNoRow;
  for (const auto& cluster : plain.clusters) {
    std::vector<uint32_t> voices;
    for (const uint32_t row : cluster) {
      if (claims.reports[occurrences[row].report].origin == kNoRow) voices.push_back(row);
    }
    if (voices.size() >= 2 && a == kNoRow) a = voices[0], b = voices[1];
  }
  ASSERT_NE(a, kNoRow);
  corrections.apart.emplace_back(a, b);
  const EventClusters apart = graph.Update(claims, occurrences, corrections);
  EXPECT_NE(cluster_of(apart, a), cluster_of(apart, b));
  uint32_t other = 0;
  while (cluster_of(plain, other) == cluster_of(plain, a)) ++other;
  corrections = {};
  corrections.same.emplace_back(a, other);
  const EventClusters together = graph.Update(claims, occurrences, corrections);
  EXPECT_EQ(cluster_of(together, a), cluster_of(together, other));
  // Taken back, all is as it was.
  EXPECT_EQ(Read(claims, occurrences, graph.Update(claims, occurrences)), Read(claims, occurrences, plain));
}

TEST(EventGraph, ContradictionsAreNotChainedTogether) {
  // A and C are days apart; B tells no day and fits both. No chain may join the three.
  TestClaims claims;
  const std::string where = Place("place", "Homs", 169577, 34.73, 36.72), killed = Figure("killed", 12);
  for (const auto& [id, day] : {std::pair("a", Day("2018-01-11") + ","), std::pair("b", std::string()), std::pair("c", Day("2018-01-14") + ",")}) {
    claims.Report(id, "Paper", "2018-01-15");
    claims.Record("event", Assault("firearms", day + where + "," + killed));
  }
  const std::vector<Occurrence> occurrences = OneEach(claims.set);
  EventGraph graph(TestModel());
  const EventClusters& events = graph.Update(claims.set, occurrences);
  EXPECT_EQ(TestModel().Contradiction(graph.sketches(), 0, 2), Gate::kTime);
  for (const auto& cluster : events.clusters) EXPECT_LE(cluster.size(), 2u);
}

TEST(EventBlocks, BringTogetherWhatScores) {
  size_t scoring = 0, paired = 0;
  for (uint32_t seed = 1; seed <= 6; ++seed) {
    const auto reports = RandomReports(seed, 60);
    const ClaimSet claims = Tell(reports, Numbers(60));
    const EventSketches sketches = TestModel().Sketch(claims, OneEach(claims));
    std::vector<uint32_t> rows(sketches.events.size());
    std::iota(rows.begin(), rows.end(), 0u);
    const EventBlocks blocks(sketches, rows);
    std::set<std::pair<uint32_t, uint32_t>> pairs;
    for (size_t block = 0; block < blocks.size(); ++block) blocks.Pairs(block, nullptr, [&](uint32_t a, uint32_t b) { pairs.emplace(a, b); });
    for (uint32_t a = 0; a < rows.size(); ++a) {
      for (uint32_t b = a + 1; b < rows.size(); ++b) {
        if (TestModel().Contradiction(sketches, a, b) != Gate::kNone || TestModel().LogOdds(sketches, a, b) < TestModel().merge()) continue;
        ++scoring;
        paired += pairs.contains({a, b});
      }
    }
  }
  EXPECT_GT(scoring, 100u);
  EXPECT_GE(static_cast<double>(paired), 0.995 * static_cast<double>(scoring));
}

}  // namespace
}  // namespace dateline
