#include "bench/simulate/cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/days.h"
#include "base/hash.h"
#include "engine/json_writer.h"
#include "findings/claim_reader.h"

namespace simulate {
namespace {

using dateline::FigureClaim;
using dateline::Hedge;
using dateline::JsonWriter;

constexpr std::string_view kOnsets[] = {"Bar", "Kel", "Tam", "Dor", "Sha", "Mir", "Zan", "Gol", "Ras", "Hab", "Nur", "Yas", "Fer", "Lak", "Wad", "Jez"};
constexpr std::string_view kRests[] = {"kan",  "amin", "ost",  "ura",  "ebil", "ighan", "dara", "ovat",
                                       "ilan", "eshk", "ubra", "enit", "atli", "ozek",  "irma", "onda"};
constexpr std::string_view kHedgeNames[] = {"exact", "about", "at_least", "at_most", "range", "vague"};

// How often records of an event give what: general experience with agency reports, the same for every rule.
constexpr double kActorNamed = 0.6, kModeGiven = 0.85, kModeWrong = 0.05, kProvinceOnly = 0.12, kWrongTown = 0.04, kNoPlace = 0.04;
constexpr double kDayTold = 0.75, kDayWrong = 0.03, kWeekTold = 0.05, kInjuredGiven = 0.5, kQuarterNamed = 0.35;
constexpr uint32_t kOutlets = 40;

std::string Name(uint32_t n) {
  return std::string(kOnsets[n % std::size(kOnsets)]) + std::string(kRests[n / std::size(kOnsets) % std::size(kRests)]) + (n >= 256 ? "a" : "");
}

struct Weapon {
  std::string_view mode, words[2];
};
constexpr Weapon kWeapons[] = {{"explosives", {"A bomb went off in", "An explosion hit"}},
                               {"aerial", {"An air raid struck", "Warplanes bombed"}},
                               {"heavy-weapons", {"Shells fell on", "Artillery fire hit"}},
                               {"firearms", {"Gunmen opened fire in", "Attackers shot people in"}}};
constexpr std::string_view kGroups[] = {"Northern Column", "Harvest Brigade", "Second Corps", "River Guard"};

struct Town {
  std::string name, province;
  double lat = 0, lon = 0;
};

/// What is true of an incident beyond its toll.
struct Scene {
  uint32_t town = 0, weapon = 0, group = 0, quarter = 0, destination = 0;
  int32_t day = 0;
  double injured = 0;
};

class CaseMaker {
 public:
  CaseMaker(const CaseSetting& setting, uint64_t seed) : setting_(setting), random_(seed), reader_(set) {}

  void Make() {
    for (uint32_t i = 0; i < setting_.towns; ++i) {
      Town town{Name(i), "", 34 + 1.8 * random_.Uniform(), 36 + 2.2 * random_.Uniform()};
      town.province = Name(200 + (town.lat > 34.9 ? 1 : 0) + (town.lon > 37.1 ? 2 : 0));
      towns_.push_back(town);
    }
    for (uint32_t i = 0; i < setting_.incidents; ++i) Tell(i);
  }

  dateline::ClaimSet set;
  std::vector<uint32_t> incident_of;  ///< by claim
  std::vector<double> truths;         ///< by incident

 private:
  void Tell(uint32_t number) {
    const Incident incident = MakeIncident(setting_.flows ? Scenarios().back() : Scenarios().front(), random_);
    truths.push_back(incident.truth);
    Scene scene{random_.Below(setting_.towns), random_.Below(4), random_.Below(4), 260 + random_.Below(200), random_.Below(setting_.towns), 0, 0};
    scene.day = 17500 + static_cast<int32_t>(random_.Below(static_cast<uint32_t>(setting_.days)));
    scene.injured = std::round(incident.truth * std::exp(0.6 + 0.6 * random_.Normal()));
    std::vector<uint32_t> rows(incident.claims.size());
    std::map<uint32_t, uint32_t> outlets;  // of an origin
    const int32_t first = incident.claims.front().day;
    for (size_t i = 0; i < incident.claims.size(); ++i) {
      const FigureClaim& claim = incident.claims[i];
      const uint32_t outlet = outlets.emplace(claim.origin, random_.Below(kOutlets)).first->second;
      rows[i] = static_cast<uint32_t>(set.reports.size());
      dateline::ClaimReport& report = reader_.Report(dateline::HashId(fmt::format("{} {}", number, i)).Hex(), fmt::format("{}-{}", number, i));
      report.publisher = fmt::format("Outlet {}", outlet);
      report.published = scene.day + (claim.day - first);
      const uint32_t original = incident.original[i];
      if (original != Incident::kNone && original < i && incident.claims[original].origin == claim.origin) {
        report.origin = rows[original];
        report.copy_share = 0.9f;
        report.publisher = fmt::format("Outlet {}", random_.Below(kOutlets));
      }
      const bool late = report.published - scene.day > 4;
      if (reader_.Record(setting_.flows ? Movement(scene, claim, late) : Line(scene, claim, late))) incident_of.push_back(number);
    }
  }

  /// A record of the scene as the engine writes it.
  std::string Line(const Scene& scene, const FigureClaim& claim, bool late) {
    std::string out;
    JsonWriter json(out);
    json.BeginObject();
    json.Field("kind", "event");
    json.Field("id", dateline::HashId(fmt::format("record {}", records_++)).Hex());
    json.Field("type", "ASSAULT");
    const uint32_t weapon = random_.Happens(kModeWrong) ? random_.Below(4) : scene.weapon;
    if (random_.Happens(kModeGiven)) json.Field("mode", kWeapons[weapon].mode);
    if (random_.Happens(kActorNamed)) WriteActor(json, kGroups[scene.group]);
    std::string place;
    if (!random_.Happens(kNoPlace)) {
      json.Key("place");
      place = WritePlace(json, scene.town);
    }
    WriteTime(json, scene, late);
    WriteFigure(json, "killed", claim.low, claim.best, claim.high, kHedgeNames[static_cast<size_t>(claim.hedge)], claim.words);
    if (random_.Happens(kInjuredGiven)) {
      const double injured = std::round(scene.injured * std::exp(0.2 * random_.Normal()));
      WriteFigure(json, "injured", injured, injured, injured, "exact", {});
    }
    std::string quote = fmt::format("{} {}", kWeapons[weapon].words[random_.Below(2)], place.empty() ? "the area" : place);
    if (random_.Happens(kQuarterNamed)) quote += fmt::format(" near the {} mosque", Name(scene.quarter));
    WriteSpan(json, "quote", quote);
    json.Key("confidence");
    json.Number(claim.confidence);
    json.EndObject();
    return out;
  }

  /// The same of people who left their town. Half of the reports say where they went.
  std::string Movement(const Scene& scene, const FigureClaim& claim, bool late) {
    std::string out;
    JsonWriter json(out);
    json.BeginObject();
    json.Field("kind", "movement");
    json.Field("id", dateline::HashId(fmt::format("record {}", records_++)).Hex());
    json.Field("manner", random_.Happens(0.5) ? "fled" : "displaced");
    json.Key("people");
    json.BeginObject();
    json.Field("text", random_.Happens(0.5) ? "people" : "residents");
    json.EndObject();
    json.Key("origin");
    json.BeginArray();
    WritePlace(json, scene.town);
    json.EndArray();
    if (random_.Happens(0.5)) {
      json.Key("destination");
      json.BeginArray();
      WritePlace(json, scene.destination);
      json.EndArray();
    }
    WriteTime(json, scene, late);
    WriteFigure(json, "count", claim.low, claim.best, claim.high, kHedgeNames[static_cast<size_t>(claim.hedge)], claim.words);
    WriteSpan(json, "quote", "people left the town");
    json.Key("confidence");
    json.Number(claim.confidence);
    json.EndObject();
    return out;
  }

  void WriteSpan(JsonWriter& json, std::string_view key, const std::string& text) {
    json.Key(key);
    json.BeginObject();
    json.Field("begin", int64_t{0});
    json.Field("end", static_cast<int64_t>(text.size()));
    json.Field("text", text);
    json.EndObject();
  }

  void WriteActor(JsonWriter& json, std::string_view name) {
    json.Key("actors");
    json.BeginArray();
    json.BeginObject();
    json.Field("text", name);
    json.Field("name", name);
    json.Field("role", "fighters");
    json.EndObject();
    json.EndArray();
  }

  std::string WritePlace(JsonWriter& json, uint32_t number) {
    const Town* town = &towns_[random_.Happens(kWrongTown) ? random_.Below(setting_.towns) : number];
    const bool province = random_.Happens(kProvinceOnly);
    const std::string& name = province ? town->province : town->name;
    json.BeginObject();
    json.Field("text", name);
    json.Field("name", name);
    json.Field("geonameid", static_cast<int64_t>(dateline::HashId(name).low % 100000000 + 1));
    json.Field("country", "SYR");
    json.Field("adm1", town->province);
    json.Key("lat");
    json.Number(province ? 34.9 : town->lat);
    json.Key("lon");
    json.Number(province ? 37.1 : town->lon);
    json.Field("feature", province ? "A.ADM1" : "P.PPL");
    json.Field("precision", int64_t{province ? 4 : 1});
    json.EndObject();
    return name;
  }

  void WriteTime(JsonWriter& json, const Scene& scene, bool late) {
    int32_t start = scene.day, end = scene.day, precision = 1;
    if (!late && !random_.Happens(kDayTold)) return;
    if (random_.Happens(kDayWrong))
      start = end = scene.day + (random_.Happens(0.5) ? 1 : -1);
    else if (random_.Happens(kWeekTold))
      start = scene.day - 3, end = scene.day + 3, precision = 3;
    json.Key("time");
    json.BeginObject();
    json.Field("text", "then");
    json.Field("start", dateline::IsoDay(start));
    json.Field("end", dateline::IsoDay(end));
    json.Field("precision", int64_t{precision});
    json.EndObject();
  }

  void WriteFigure(JsonWriter& json, std::string_view key, double low, double best, double high, std::string_view hedge, std::string_view words) {
    json.Key(key);
    json.BeginObject();
    const std::pair<std::string_view, double> kEnds[] = {{"low", low}, {"best", best}, {"high", high}};
    for (const auto& [name, value] : kEnds) {
      json.Key(name);
      json.Number(value);
    }
    json.Field("hedge", hedge);
    json.Field("unit", "people");
    json.Field("text", words.empty() ? fmt::format("{}", best) : std::string(words));
    json.EndObject();
  }

  const CaseSetting& setting_;
  Random random_;
  dateline::ClaimReader reader_;
  std::vector<Town> towns_;
  uint64_t records_ = 0;
};

/// The row of the incident found that holds each claim; a claim in none stands alone.
std::vector<uint32_t> FoundOf(const dateline::Findings& findings, size_t claims, dateline::FindingKind kind) {
  std::vector<uint32_t> out(claims, UINT32_MAX);
  for (uint32_t f = 0; f < findings.findings.size(); ++f) {
    if (findings.findings[f].kind != kind) continue;
    for (const dateline::FindingClaim& claim : findings.findings[f].claims) out[claim.claim] = f;
  }
  uint32_t alone = static_cast<uint32_t>(findings.findings.size());
  for (uint32_t& found : out) {
    if (found == UINT32_MAX) found = alone++;
  }
  return out;
}

using Counts = std::map<std::pair<uint32_t, uint32_t>, double>;  ///< (true incident, incident found) -> claims

void ScoreClusters(const Counts& both, size_t claims, CaseScores& out) {
  std::map<uint32_t, double> truths, founds, parts, holds;
  for (const auto& [pair, n] : both) {
    truths[pair.first] += n, founds[pair.second] += n;
    parts[pair.first] += 1, holds[pair.second] += 1;
  }
  double precision = 0, recall = 0;
  for (const auto& [pair, n] : both) {
    precision += n * n / founds[pair.second] / static_cast<double>(claims);
    recall += n * n / truths[pair.first] / static_cast<double>(claims);
  }
  out.b_cubed = 2 * precision * recall / (precision + recall);
  for (const auto& [truth, n] : parts) out.splits += 100 * (n - 1) / out.incidents;
  for (const auto& [found, n] : holds) out.merges += 100 * (n - 1) / out.incidents;
  out.found = static_cast<uint32_t>(founds.size());
}

}  // namespace

const std::vector<CaseSetting>& CaseSettings() {
  static const std::vector<CaseSetting> kSettings = {
      {"sparse", "400 incidents in 60 towns over a year", 400, 60, 365},
      {"usual", "400 incidents in 60 towns over two months", 400, 60, 60},
      {"dense", "400 incidents in 30 towns over three weeks", 400, 30, 21},
      {"flows", "400 movements from 60 towns over a year", 400, 60, 365, true},
  };
  return kSettings;
}

CaseScores RunCase(const dateline::Fuser& fuser, const CaseSetting& setting, uint64_t seed) {
  CaseMaker made(setting, seed);
  made.Make();
  CaseScores out;
  out.incidents = setting.incidents;
  out.reports = static_cast<uint32_t>(made.set.reports.size());
  for (size_t r = 0; r < dateline::kFigureRules; ++r) {
    dateline::FusionOptions options;
    options.rule = static_cast<dateline::FigureRule>(r);
    const dateline::Findings findings = fuser.Fuse(made.set, {}, options);
    const std::vector<uint32_t> found =
        FoundOf(findings, made.set.claims.size(), setting.flows ? dateline::FindingKind::kFlow : dateline::FindingKind::kIncident);
    Counts both;
    for (size_t claim = 0; claim < found.size(); ++claim) both[{made.incident_of[claim], found[claim]}] += 1;
    if (r == 0) ScoreClusters(both, found.size(), out);
    std::map<uint32_t, std::pair<double, uint32_t>> most;  // of each incident: claims, row found
    for (const auto& [pair, n] : both) {
      auto& best = most[pair.first];
      if (n > best.first) best = {n, pair.second};
    }
    const auto slot = setting.flows ? dateline::FigureSlot::kCount : dateline::FigureSlot::kKilled;
    Score score;
    for (uint32_t i = 0; i < made.truths.size(); ++i) {
      const uint32_t row = most[i].second;
      const dateline::FindingFigure* killed = row < findings.findings.size() ? findings.findings[row].Figure(slot) : nullptr;
      Count(killed != nullptr ? killed->figure : dateline::FusedFigure{}, made.truths[i], score);
    }
    out.rules.push_back(score);
  }
  return out;
}

}  // namespace simulate
