// How long fusion takes and how much memory, by the number of records: merging within reports, then sameness over reports (sketches, blocks, scores, clusters).
//
//   findings_bench KNOWLEDGE-FILE [RECORDS...]      by default 10,000, 100,000 and 1,000,000 records on two threads, each in a process of its own
//
// The records are drawn, always the same ones: places and days with heavy tails, events told by one report or by fifty, reprints, places known only by their division or
// country, times not told, follow-ups weeks later, round-ups of several events, persons by name. Nothing in them is real.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "base/container.h"
#include "findings/event_graph.h"
#include "findings/within.h"

namespace dateline {
namespace {

constexpr int kThreads = 2;

struct TrueEvent {
  uint32_t place = 0, actor = 0, victim = 0, type = 0, person = 0;  ///< person 0: nobody is named
  int32_t day = 0;
  uint32_t killed = 0, injured = 0;
  std::array<uint32_t, 8> words{};
};

class World {
 public:
  World(size_t records, ClaimSet& out) : records_(records), out_(out), random_(20180115) {
    places_ = 200 + records / 40;
    days_ = 3650;
    for (uint32_t i = 0; i < 6000; ++i) words_.push_back(Name(i, 5));
  }

  void Fill() {
    while (out_.claims.size() < records_) Tell(Draw());
  }

 private:
  uint32_t Below(size_t n) { return static_cast<uint32_t>(random_() % n); }
  bool Chance(double p) { return static_cast<double>(random_() >> 11) * 0x1.0p-53 < p; }
  /// Heavy-tailed: a few of n take most.
  uint32_t Tail(size_t n) {
    const double u = static_cast<double>(random_() >> 11) * 0x1.0p-53;
    return static_cast<uint32_t>(std::min(static_cast<double>(n - 1), std::pow(static_cast<double>(n), u) - 1));
  }
  static std::string Name(uint32_t number, size_t syllables) {
    static constexpr std::array<const char*, 16> kSyllables = {"ba", "ri", "ko", "mu", "sha", "le", "tor", "en", "di", "wa", "zu", "har", "im", "pe", "ga", "os"};
    std::string out;
    uint64_t state = number * 0x9e3779b97f4a7c15u + 1;
    for (size_t i = 0; i < syllables - 2 + (state >> 61) % 3; ++i) {
      out += kSyllables[state % 16];
      state = state / 16 + (state << 7);
    }
    return out + std::to_string(number % 7);
  }
  static std::string Capital(std::string name) {
    name.front() = static_cast<char>(name.front() - 'a' + 'A');
    name.pop_back();
    return name;
  }

  TrueEvent Draw() {
    TrueEvent out;
    out.place = Tail(places_);
    out.day = 14600 + static_cast<int32_t>(Chance(0.3) ? Tail(static_cast<size_t>(days_)) : Below(static_cast<size_t>(days_)));
    out.actor = Tail(300);
    out.victim = Tail(300);
    out.type = Below(6);
    out.person = Chance(0.2) ? 1 + Below(1 + records_ / 10) : 0;
    out.killed = Chance(0.7) ? 1 + Tail(80) : 0;
    out.injured = Chance(0.5) ? 1 + Tail(150) : 0;
    for (uint32_t& word : out.words) word = Tail(words_.size());
    return out;
  }

  /// All reports of an event.
  void Tell(const TrueEvent& event) {
    const size_t reports = 1 + (Chance(0.05) ? Tail(60) : Tail(10));
    const auto first = static_cast<uint32_t>(out_.reports.size());
    for (size_t i = 0; i < reports && out_.claims.size() < records_; ++i) {
      const auto row = static_cast<uint32_t>(out_.reports.size());
      const bool copy = i > 0 && Chance(0.2);
      Begin(event);
      if (copy) {
        Copy(first, row);
        continue;
      }
      const size_t claims = 2 + Below(4);
      for (size_t c = 0; c < claims; ++c) Add(event, c);
      if (Chance(0.3)) {
        const TrueEvent other = recent_.empty() ? Draw() : recent_[Below(recent_.size())];
        for (size_t c = 0; c < 2; ++c) Add(other, c);
      }
      out_.reports[row].claims.count = static_cast<uint32_t>(out_.claims.size()) - out_.reports[row].claims.begin;
    }
    if (recent_.size() < 500) recent_.push_back(event);
    else recent_[Below(recent_.size())] = event;
  }

  void Begin(const TrueEvent& event) {
    ClaimReport& report = out_.reports.emplace_back();
    report.id = {random_(), random_()};
    report.publisher = "Paper " + std::to_string(Tail(400));
    report.published = event.day + static_cast<int32_t>(Chance(0.9) ? Below(3) : Below(90));
    if (Chance(0.5)) report.dateline = Place(event.place, 1);
    report.title = words_[event.words[0]] + " " + words_[event.words[1]] + " " + words_[Tail(words_.size())] + " in " + Capital(Name(event.place, 4));
    report.claims.begin = static_cast<uint32_t>(out_.claims.size());
  }

  void Copy(uint32_t from, uint32_t row) {
    out_.reports[row].origin = from;
    out_.reports[row].copy_share = 0.95f;
    const Slice claims = out_.reports[from].claims;
    for (uint32_t c = claims.begin; c < claims.begin + claims.count; ++c) {
      Claim claim = out_.claims[c];
      claim.id = {random_(), random_()};
      claim.report = row;
      out_.claims.push_back(claim);
    }
    out_.reports[row].claims.count = claims.count;
  }

  ClaimPlace Place(uint32_t number, uint8_t precision) {
    ClaimPlace out;
    const uint32_t country = number % 30, division = number % 300, district = number % 3000;
    out.country = out_.texts.Put("C" + std::to_string(country));
    out.precision = precision;
    if (precision < 6) out.adm1 = out_.texts.Put("Division " + std::to_string(division));
    if (precision < 4) out.adm2 = out_.texts.Put("District " + std::to_string(district));
    out.name = out_.texts.Put(precision == 6 ? "C" + std::to_string(country) : precision == 4 ? "Division " + std::to_string(division) : Capital(Name(number, 4)));
    out.text = out.name;
    out.geonameid = precision == 6 ? 1 + country : precision == 4 ? 1000 + division : 10000 + number;
    out.has_point = true;
    // A country is some 10 degrees wide, a division 3, a district half a one.
    const auto spread = [&](uint32_t seed, double width) { return width * (static_cast<double>((seed * 2654435761u) >> 16) / 65536 - 0.5); };
    out.lat = static_cast<float>(-25 + 10.0 * (country / 6) + spread(division, 7) + spread(district, 1.5) + spread(number, 0.4));
    out.lon = static_cast<float>(-20 + 12.0 * (country % 6) + spread(division + 7, 7) + spread(district + 7, 1.5) + spread(number + 7, 0.4));
    return out;
  }

  TextId Word(std::string text) { return out_.texts.Put(text); }

  void Party(Claim& claim, PartySlot slot, uint32_t number, uint32_t person) {
    ClaimParty party;
    const std::string name = Capital(Name(number + 90000, 4));
    party.text = Word(name + " forces");
    if (number < 100) party.actor = Word("actor-" + std::to_string(number)), party.name = Word(name);
    party.country = Word("C" + std::to_string(number % 30));
    party.role = Word(number % 3 == 0 ? "civilians" : "fighters");
    if (person != 0) party.person = Word(Capital(Name(person, 4)) + " " + Capital(Name(person / 3 + 500000, 5)));
    claim.parties[static_cast<size_t>(slot)] = {static_cast<uint32_t>(out_.parties.size()), 1};
    out_.parties.push_back(party);
  }

  void Figure(Claim& claim, FigureSlot slot, uint32_t value) {
    ClaimFigure figure;
    figure.slot = slot;
    const double told = Chance(0.7) ? value : std::max(1.0, std::round(value * (0.6 + 0.8 * static_cast<double>(Below(100)) / 100)));
    figure.low = figure.best = figure.high = told;
    if (Chance(0.3)) figure.hedge = Hedge::kAtLeast, figure.high = Estimate::kOpen;
    figure.unit = Word("people");
    figure.text = Word(std::to_string(static_cast<int>(told)));
    if (claim.figures.count == 0) claim.figures.begin = static_cast<uint32_t>(out_.figures.size());
    ++claim.figures.count;
    out_.figures.push_back(figure);
  }

  void Add(const TrueEvent& event, size_t number) {
    static constexpr std::array<std::pair<const char*, const char*>, 6> kTypes = {{{"ASSAULT", "firearms"}, {"ASSAULT", "explosives"}, {"ASSAULT", "aerial"}, {"ASSAULT", "heavy-weapons"}, {"COERCE", "arrest"}, {"PROTEST", "demo"}}};
    Claim claim;
    claim.id = {random_(), random_()};
    claim.report = static_cast<uint32_t>(out_.reports.size() - 1);
    claim.sentence = static_cast<uint32_t>(1 + 2 * number);
    claim.confidence = 0.7f;
    claim.type = Word(kTypes[event.type].first);
    if (Chance(0.7)) claim.mode = Word(kTypes[event.type].second);
    claim.trigger = Word(event.type == 4 ? "arrested" : event.type == 5 ? "marched" : "attacked");
    if (Chance(number == 0 ? 0.7 : 0.2)) claim.time = {event.day, event.day, 1};
    else if (Chance(0.05)) claim.time = {event.day - 10, event.day + 18, 4};
    const double u = static_cast<double>(Below(100)) / 100;
    if (number == 0 ? u < 0.9 : u < 0.3) {
      claim.places[0] = {static_cast<uint32_t>(out_.places.size()), 1};
      out_.places.push_back(Place(event.place, Chance(0.75) ? 1 : Chance(0.7) ? 4 : 6));
    }
    if (Chance(0.6)) Party(claim, PartySlot::kActors, event.actor, 0);
    if (Chance(0.6)) Party(claim, PartySlot::kRecipients, event.victim, Chance(0.5) ? event.person : 0);
    if (event.killed > 0 && Chance(0.6)) Figure(claim, FigureSlot::kKilled, event.killed);
    if (event.injured > 0 && Chance(0.4)) Figure(claim, FigureSlot::kInjured, event.injured);
    std::string quote = "The";
    for (size_t w = 0; w < 9; ++w) quote.append(" ").append(words_[Chance(0.4) ? event.words[Below(8)] : Tail(words_.size())]);
    quote.append(" in ").append(Capital(Name(event.place, 4)));
    claim.quote = Word(quote);
    claim.quote_begin = static_cast<uint32_t>(100 * number);
    claim.quote_end = claim.quote_begin + 90;
    out_.claims.push_back(claim);
  }

  size_t records_, places_ = 0;
  int32_t days_ = 0;
  ClaimSet& out_;
  std::mt19937_64 random_;
  std::vector<std::string> words_;
  std::vector<TrueEvent> recent_;
};

double Seconds(std::chrono::steady_clock::time_point since) { return std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count(); }

double PeakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// Merges the reports of a case in two halves at once, as fusion does.
std::vector<Occurrence> Merge(const MentionMerger& merger, const ClaimSet& claims) {
  std::vector<std::vector<Occurrence>> found(kThreads);
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      const size_t n = claims.reports.size();
      for (size_t r = n * static_cast<size_t>(t) / kThreads; r < n * static_cast<size_t>(t + 1) / kThreads; ++r) {
        std::vector<Occurrence> of_report = merger.Merge(claims, static_cast<uint32_t>(r), {});
        std::move(of_report.begin(), of_report.end(), std::back_inserter(found[static_cast<size_t>(t)]));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::vector<Occurrence> out = std::move(found[0]);
  for (size_t t = 1; t < found.size(); ++t) std::move(found[t].begin(), found[t].end(), std::back_inserter(out));
  return out;
}

int Row(const Container& knowledge, size_t records) {
  auto merger = MentionMerger::Load(knowledge);
  auto model = SameEventModel::Load(knowledge);
  if (!merger || !model) {
    std::fprintf(stderr, "findings_bench: %s\n", (merger ? model.error() : merger.error()).Message().c_str());
    return 1;
  }
  ClaimSet claims;
  World(records, claims).Fill();
  const double before = PeakMegabytes();
  auto start = std::chrono::steady_clock::now();
  const std::vector<Occurrence> occurrences = Merge(*merger, claims);
  const double merge = Seconds(start);
  start = std::chrono::steady_clock::now();
  EventGraph graph(*model, kThreads);
  const EventClusters& events = graph.Update(claims, occurrences);
  const double across = Seconds(start);
  start = std::chrono::steady_clock::now();
  const uint64_t scored = events.scored;
  const size_t clusters = events.clusters.size(), possibly = events.possibly.size();
  graph.Update(claims, occurrences);
  std::printf("%9zu  %8zu  %11zu  %9.1f  %10.1f  %11.1f  %12.1f  %9zu  %8zu  %8.0f  %8.0f\n", records, claims.reports.size(), occurrences.size(), merge, static_cast<double>(scored) / 1e6, across, Seconds(start), clusters, possibly,
              before, PeakMegabytes());
  std::fflush(stdout);
  return 0;
}

}  // namespace
}  // namespace dateline

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: findings_bench KNOWLEDGE-FILE [RECORDS...]\n");
    return 2;
  }
  const std::string path = argv[1];
  std::vector<size_t> sizes;
  for (int i = 2; i < argc; ++i) sizes.push_back(static_cast<size_t>(std::atoll(argv[i])));
  if (sizes.empty()) sizes = {10000, 100000, 1000000};
  std::printf("  records   reports  occurrences  within, s  M pairs     over reports, s  again, s  clusters  possibly  claims MB  peak MB\n");
  std::fflush(stdout);
  for (const size_t records : sizes) {
    const pid_t child = fork();
    if (child == 0) {
      auto knowledge = dateline::Container::Open(path);
      if (!knowledge) {
        std::fprintf(stderr, "findings_bench: %s\n", knowledge.error().Message().c_str());
        return 1;
      }
      return dateline::Row(*knowledge, records);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0) return 1;
  }
  return 0;
}
