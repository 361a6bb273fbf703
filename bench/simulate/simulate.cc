// How the rules for figures do in an invented world: simulate [--seed N] [--events N] [--json FILE] [--figures FILE]. The same seed gives the same bytes.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/container.h"
#include "base/mapped_file.h"
#include "bench/simulate/cases.h"
#include "bench/simulate/score.h"
#include "engine/json_writer.h"

namespace simulate {
namespace {

struct Options {
  uint64_t seed = 1;
  uint32_t events = 20000;
  std::string json, figures = DATELINE_SOURCE_DIR "/knowledge/figures.tsv";
};

int Wrong(const std::string& message) {
  fmt::print(stderr, "simulate: {}\nUsage: simulate [--seed N] [--events N] [--json FILE] [--figures FILE]\n", message);
  return 2;
}

dateline::Result<Options> ReadOptions(int argc, char** argv) {
  Options out;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (i + 1 == argc) return dateline::Error{name, "no value", "one value behind each option"};
    const std::string value = argv[++i];
    char* end = nullptr;
    if (name == "--json")
      out.json = value;
    else if (name == "--figures")
      out.figures = value;
    else if (name == "--seed")
      out.seed = std::strtoull(value.c_str(), &end, 10);
    else if (name == "--events")
      out.events = static_cast<uint32_t>(std::strtoul(value.c_str(), &end, 10));
    else
      return dateline::Error{name, "no such option", "--seed, --events, --json or --figures"};
    if (end != nullptr && (*end != 0 || value.empty())) return dateline::Error{name, "\"" + value + "\"", "a whole number"};
  }
  if (out.events == 0) return dateline::Error{"--events", "0", "at least 1"};
  return out;
}

/// The tables that fusion reads: those of the folder findings, and the settings of figures from a file of their own.
dateline::Result<dateline::Container> LoadTables(const Options& options) {
  namespace fs = std::filesystem;
  std::vector<std::pair<std::string, fs::path>> files = {{"figures.tsv", options.figures}};
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(DATELINE_SOURCE_DIR "/knowledge/findings", error)) {
    if (entry.path().extension() == ".tsv") files.emplace_back("findings/" + entry.path().filename().string(), entry.path());
  }
  if (error) return dateline::Error{DATELINE_SOURCE_DIR "/knowledge/findings", error.message(), "a folder of tables"};
  std::sort(files.begin(), files.end());
  dateline::Sections sections;
  for (const auto& [name, path] : files) {
    auto text = dateline::ReadFile(path.string());
    if (!text) return text.error();
    sections.emplace_back("table:" + name, std::move(*text));
  }
  return dateline::Container::FromBytes(dateline::BuildContainer(sections));
}

void WriteScore(dateline::JsonWriter& json, std::string_view key, const Score& score) {
  json.Key(key);
  json.BeginObject();
  const std::pair<std::string_view, double> kValues[] = {{"incidents", static_cast<double>(score.incidents)},
                                                         {"given", score.Given()},
                                                         {"coverage", score.Coverage()},
                                                         {"truth_below", score.Below()},
                                                         {"truth_above", score.Above()},
                                                         {"error", score.Error()},
                                                         {"exact", score.Exact()},
                                                         {"width", score.Width()},
                                                         {"open", score.Open()},
                                                         {"point", score.Point()}};
  for (const auto& [name, value] : kValues) {
    json.Key(name);
    json.Rounded(value, 4);
  }
  json.EndObject();
}

void WriteScenario(dateline::JsonWriter& json, std::string_view name, std::string_view about, const ScenarioScores& scores) {
  json.BeginObject();
  json.Field("name", name);
  json.Field("about", about);
  json.Key("methods");
  json.BeginArray();
  for (size_t m = 0; m < Methods().size(); ++m) {
    json.BeginObject();
    json.Field("name", Methods()[m].name);
    WriteScore(json, "all", scores.all[m]);
    for (size_t c = 0; c < 4; ++c) {
      if (scores.by_size[m][c].incidents > 0) WriteScore(json, fmt::format("size {}", kSizeClasses[c]), scores.by_size[m][c]);
    }
    for (size_t c = 0; c < 4; ++c) {
      if (scores.by_origins[m][c].incidents > 0) WriteScore(json, fmt::format("origins {}", kOriginClasses[c]), scores.by_origins[m][c]);
    }
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
}

void PrintTable(std::string_view title, const ScenarioScores& scores) {
  fmt::print("\n{}\n{:<10}{:>9}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}  {:>25}  {:>25}\n", title, "", "coverage", "below", "above", "error", "exact", "width",
             "open", "given", "coverage by size", "coverage by origins");
  for (size_t m = 0; m < Methods().size(); ++m) {
    const Score& s = scores.all[m];
    fmt::print("{:<10}{:>9.3f}{:>8.3f}{:>8.3f}{:>8.3f}{:>8.3f}{:>8.3f}{:>8.3f}{:>8.3f}  ", Methods()[m].name, s.Coverage(), s.Below(), s.Above(), s.Error(),
               s.Exact(), s.Width(), s.Open(), s.Given());
    for (const auto& group : {scores.by_size[m], scores.by_origins[m]}) {
      for (const Score& part : group) fmt::print(" {:>5}", part.given > 0 ? fmt::format("{:.3f}", part.Coverage()) : "-");
      fmt::print("   ");
    }
    fmt::print("\n");
  }
}

void Pool(const ScenarioScores& part, ScenarioScores& all) {
  if (all.all.empty()) {
    all = part;
    return;
  }
  for (size_t m = 0; m < Methods().size(); ++m) {
    all.all[m].Add(part.all[m]);
    for (size_t c = 0; c < 4; ++c) {
      all.by_size[m][c].Add(part.by_size[m][c]);
      all.by_origins[m][c].Add(part.by_origins[m][c]);
    }
  }
}

void WriteMoments(dateline::JsonWriter& json, const Moments& moments) {
  json.Key("coders");
  json.BeginObject();
  const std::pair<std::string_view, double> kValues[] = {{"ranged_1", moments.ranged[0]},      {"ranged_2", moments.ranged[1]},
                                                         {"ranged_3", moments.ranged[2]},      {"point", moments.point},
                                                         {"best_is_low", moments.best_is_low}, {"best_is_high", moments.best_is_high}};
  for (const auto& [name, value] : kValues) {
    json.Key(name);
    json.Rounded(value, 4);
  }
  json.EndObject();
}

void WriteNumber(dateline::JsonWriter& json, std::string_view key, double value) {
  json.Key(key);
  json.Rounded(value, 4);
}

void RunCases(const dateline::Fuser& fuser, const Options& options, dateline::JsonWriter& json) {
  json.Key("cases");
  json.BeginArray();
  fmt::print("\n{:<10}{:>10}{:>9}{:>7}{:>13}{:>13}{:>9}  coverage, error by rule\n", "case", "incidents", "reports", "found", "merges/100", "splits/100",
             "B-cubed");
  for (const CaseSetting& setting : CaseSettings()) {
    const CaseScores scores = RunCase(fuser, setting, options.seed);
    json.BeginObject();
    json.Field("name", setting.name);
    json.Field("about", setting.about);
    json.Field("incidents", static_cast<int64_t>(scores.incidents));
    json.Field("reports", static_cast<int64_t>(scores.reports));
    json.Field("found", static_cast<int64_t>(scores.found));
    WriteNumber(json, "merges", scores.merges);
    WriteNumber(json, "splits", scores.splits);
    WriteNumber(json, "b_cubed", scores.b_cubed);
    json.Key("rules");
    json.BeginObject();
    fmt::print("{:<10}{:>10}{:>9}{:>7}{:>13.1f}{:>13.1f}{:>9.3f} ", setting.name, scores.incidents, scores.reports, scores.found, scores.merges, scores.splits,
               scores.b_cubed);
    for (size_t r = 0; r < scores.rules.size(); ++r) {
      const auto rule = static_cast<dateline::FigureRule>(r);
      WriteScore(json, Name(rule), scores.rules[r]);
      fmt::print(" {} {:.3f} {:.3f}", Name(rule), scores.rules[r].Coverage(), scores.rules[r].Error());
    }
    fmt::print("\n");
    json.EndObject();
    json.EndObject();
  }
  json.EndArray();
}

int Main(const Options& options) {
  const auto tables = LoadTables(options);
  if (!tables) return Wrong(tables.error().Message());
  const auto rules = dateline::FigureRules::Load(*tables);
  if (!rules) return Wrong(rules.error().Message());
  const auto fuser = dateline::Fuser::Load(*tables);
  if (!fuser) return Wrong(fuser.error().Message());
  std::string text;
  dateline::JsonWriter json(text);
  json.BeginObject();
  json.Key("seed");
  json.Number(static_cast<double>(options.seed));
  json.Field("incidents", static_cast<int64_t>(options.events));
  const Moments moments = CodersMoments(*rules, options.seed, options.events);
  fmt::print(
      "read with perfect care: ranged {:.3f} {:.3f} {:.3f} of 1, 2, 3+ sources; low = best = high {:.3f}; of the ranged best = low {:.3f}, best = high "
      "{:.3f}\n",
      moments.ranged[0], moments.ranged[1], moments.ranged[2], moments.point, moments.best_is_low, moments.best_is_high);
  WriteMoments(json, moments);
  json.Key("scenarios");
  json.BeginArray();
  ScenarioScores all;
  for (const Scenario& scenario : Scenarios()) {
    const ScenarioScores scores = Run(*rules, scenario, options.seed, options.events);
    PrintTable(fmt::format("{}: {}", scenario.name, scenario.about), scores);
    WriteScenario(json, scenario.name, scenario.about, scores);
    Pool(scores, all);
  }
  PrintTable("all scenarios", all);
  WriteScenario(json, "all", "all scenarios, with equal shares", all);
  json.EndArray();
  RunCases(*fuser, options, json);
  json.EndObject();
  if (options.json.empty()) return 0;
  const auto written = dateline::WriteFile(options.json, text + "\n");
  return written ? 0 : Wrong(written.error().Message());
}

}  // namespace
}  // namespace simulate

int main(int argc, char** argv) {
  const auto options = simulate::ReadOptions(argc, argv);
  return options ? simulate::Main(*options) : simulate::Wrong(options.error().Message());
}
