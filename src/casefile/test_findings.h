// For the tests of this folder: reports with records that can be fused, and a plain way of fusing that needs no knowledge.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "base/days.h"
#include "casefile/findings_store.h"
#include "casefile/test_reports.h"

namespace dateline {

/// Report `number` of a made-up case: one event at one of three towns on one of four days, with its own toll, told by one of three outlets.
inline StoredReport EventReport(uint32_t number) {
  static constexpr std::array kTowns = {"Tal Zahr", "Wadi Nur", "Qasr Bahr"};
  StoredReport report = TestReport(number, 2, 0);
  const uint32_t event = number % 12;
  report.publisher = fmt::format("Outlet {}", number % 3);
  StoredRecord record = TestRecord(number, 0, 0);
  record.id = HashId(fmt::format("event record {}", number)).Hex();
  record.start = record.end = fmt::format("2018-01-{:02}", event / 3 + 10);
  record.places = {TestPlace("place", kTowns[event % 3], "SYR", 36.0 + event % 3, 33.5)};
  record.json = fmt::format(
      R"({{"kind":"event","id":"{}","report":"{}","sentence":1,"quote":{{"begin":0,"end":40,"text":"{}"}},"type":"ASSAULT","actors":[{{"text":"rebels","role":"fighters"}}],)"
      R"("place":{{"text":"{}","country":"SYR","lat":33.5,"lon":{},"precision":1}},"time":{{"text":"then","start":"{}","end":"{}","precision":1}},)"
      R"("killed":{{"low":{},"best":{},"high":{},"hedge":"exact","unit":"people","text":"some"}},"confidence":0.8,"rule":"assault.kill.v"}})",
      record.id, report.id, record.quote, kTowns[event % 3], 36 + event % 3, record.start, record.end, number % 7 + 10, number % 7 + 10, number % 7 + 10);
  report.records = {record};
  return report;
}

/// One incident for each town and day, with the lowest and highest toll; `corrections` are followed. Enough for what the store promises, and no more.
inline Findings PlainFuse(ClaimSet& claims, const Corrections& corrections) {
  std::map<std::tuple<int32_t, std::string, uint32_t>, std::vector<uint32_t>> groups;
  for (uint32_t i = 0; i < claims.claims.size(); ++i) {
    const Claim& claim = claims.claims[i];
    if (corrections.IsRejected(i) || claim.kind != RecordKind::kEvent) continue;
    const auto places = claims.Places(claim, PlaceSlot::kPlace);
    uint32_t apart = 0;
    for (const auto& [first, second] : corrections.apart) apart = second == i ? 1 : apart;
    groups[{claim.time.start, places.empty() ? "" : std::string(claims.text(places[0].text)), apart}].push_back(i);
  }
  for (const auto& [first, second] : corrections.same) {
    std::vector<uint32_t>* one = nullptr, *other = nullptr;
    for (auto& [key, group] : groups) {
      if (std::find(group.begin(), group.end(), first) != group.end()) one = &group;
      if (std::find(group.begin(), group.end(), second) != group.end()) other = &group;
    }
    if (one == nullptr || other == nullptr || one == other) continue;
    one->insert(one->end(), other->begin(), other->end());
    other->clear();
  }
  Findings out;
  for (auto& [key, group] : groups) {
    if (group.empty()) continue;
    std::sort(group.begin(), group.end(), [&](uint32_t a, uint32_t b) { return claims.claims[a].id < claims.claims[b].id; });
    Finding& finding = out.findings.emplace_back();
    const Claim& first = claims.claims[group.front()];
    finding.id = first.id;
    finding.type = claims.text(first.type);
    finding.time = first.time;
    if (const auto places = claims.Places(first, PlaceSlot::kPlace); !places.empty()) finding.place = places[0];
    for (const ClaimParty& party : claims.Parties(first, PartySlot::kActors)) finding.actors.push_back(party);
    FindingFigure killed;
    for (const uint32_t claim : group) {
      const std::string& publisher = claims.reports[claims.claims[claim].report].publisher;
      finding.claims.push_back({claim, publisher, claims.claims[claim].report, false, false, 1, "counted"});
      finding.reports.push_back(claims.claims[claim].report);
      const ClaimFigure* figure = claims.Figure(claims.claims[claim], FigureSlot::kKilled);
      if (figure == nullptr) continue;
      killed.figure.low = killed.figure.given ? std::min(killed.figure.low, figure->low) : figure->low;
      killed.figure.high = killed.figure.given ? std::max(killed.figure.high, figure->high) : figure->high;
      killed.figure.best = killed.figure.low;
      killed.figure.given = true;
    }
    killed.unit = "people";
    killed.figure.logic = "lowest and highest";
    killed.figure.origins = static_cast<uint32_t>(group.size());
    if (killed.figure.given) finding.figures.push_back(killed);
    if (group.size() > 1) finding.contradictions.push_back({"killed", "figures differ", group[0], group[1]});
    finding.origins = static_cast<uint32_t>(group.size());
    finding.clarity = 1;
    finding.credibility = 2;
    finding.credibility_why = "because the test says so";
    finding.confidence = 0.75F;
  }
  if (out.findings.size() > 1) out.possibly.push_back({0, 1, 0.4F});
  return out;
}

/// Writes reports [first, last) of EventReport, brings findings up to date, and seals.
inline Result<FindingsChange> WriteEvents(const std::string& path, uint32_t first, uint32_t last, const UpdateOptions& options = {.stamp = "test"}) {
  Result<CaseFile> file = CaseFile::OpenForWriting(path, TestRun());
  if (!file) return file.error();
  for (uint32_t i = first; i < last; ++i) {
    if (Result<void> added = file->Add(EventReport(i)); !added) return added.error();
  }
  if (Result<void> flushed = file->Flush(); !flushed) return flushed.error();
  Result<FindingsStore> store = FindingsStore::Open(path);
  if (!store) return store.error();
  Result<FindingsChange> change = store->Update(PlainFuse, options);
  if (!change) return change;
  if (Result<void> sealed = file->Seal(); !sealed) return sealed.error();
  return change;
}

}  // namespace dateline
