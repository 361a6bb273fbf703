// train_findings: what teaches Dateline which claims speak of one happening.
//
//   train_findings labels [FILE.jsonl...] [--knowledge FOLDER] [--model FILE]     shows the claims of train/incidents with their happenings
//   train_findings across [FILE.jsonl...] [--out FILE] [--l2 X] [--crowd X]       learns which occurrences of different reports are one event, measured by story
//   train_findings events RECORDS.jsonl                                           clusters the records of `dateline read --jsonl`, as lines of findings
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "engine/knowledge.h"
#include "train/across.h"
#include "train/incident_set.h"

namespace dateline::train {
namespace {

struct Options {
  std::string mode, knowledge = "knowledge", model = "models/english.model", incidents = "train/incidents";
  std::vector<std::string> files;
  AcrossOptions across;
};

Result<IncidentSet> Read(const Options& options) {
  const auto knowledge = Knowledge::Open(options.knowledge, {options.model, {}});
  if (!knowledge) return knowledge.error();
  return ReadIncidents(options.files.empty() ? LinesIn(options.incidents) : options.files, **knowledge);
}

Result<void> ShowLabels(const Options& options) {
  const auto set = Read(options);
  if (!set) return set.error();
  const ClaimSet& claims = set->claims;
  size_t labelled = 0, mentions = 0;
  for (uint32_t c = 0; c < claims.claims.size(); ++c) {
    const Claim& claim = claims.claims[c];
    const auto text = [&](TextId id) { return std::string(claims.text(id)); };
    const uint32_t event = set->event[c];
    labelled += event != kNoRow;
    std::printf("%s\t%s\t%s\t%s\t%s\n", claims.reports[claim.report].source_id.c_str(), event == kNoRow ? "-" : set->events[event].c_str(), text(claim.type).c_str(), text(claim.trigger).c_str(), text(claim.quote).c_str());
  }
  for (const auto& of_report : set->mentions) mentions += of_report.size();
  std::fprintf(stderr, "%zu reports, %zu stories, %zu happenings, %zu mentions (%zu not found in the text), %zu claims, %zu labelled\n", claims.reports.size(), set->stories.size(), set->events.size(), mentions, set->lost,
               claims.claims.size(), labelled);
  return {};
}

Result<Container> OpenTables(const std::string& folder) {
  auto bytes = Knowledge::Build(folder);
  if (!bytes) return bytes.error();
  return Container::FromBytes(std::move(*bytes));
}

Result<void> Across(const Options& options) {
  auto set = Read(options);
  if (!set) return set.error();
  const auto container = OpenTables(options.knowledge);
  if (!container) return container.error();
  return LearnAcross(std::move(*set), *container, options.across);
}

Result<void> Events(const Options& options) {
  if (options.files.size() != 1) return Error{"events", std::to_string(options.files.size()) + " files", "one"};
  const auto claims = ReadRecordLines(options.files.front());
  if (!claims) return claims.error();
  const auto container = OpenTables(options.knowledge);
  if (!container) return container.error();
  return PrintEvents(*claims, *container, 2);
}

bool Parse(const std::vector<std::string>& args, Options& out) {
  for (size_t i = 0; i < args.size(); ++i) {
    const std::string& a = args[i];
    if (!a.starts_with("--")) {
      (out.mode.empty() ? out.mode : out.files.emplace_back()) = a;
      continue;
    }
    if (i + 1 >= args.size()) return false;
    const std::string& value = args[++i];
    if (a == "--knowledge") out.knowledge = value;
    else if (a == "--model") out.model = value;
    else if (a == "--out") out.across.out = value;
    else if (a == "--l2") out.across.l2 = std::stod(value);
    else if (a == "--crowd") out.across.crowd_weight = std::stof(value);
    else return false;
  }
  return out.mode == "labels" || out.mode == "across" || out.mode == "events";
}

}  // namespace
}  // namespace dateline::train

int main(int argc, char** argv) {
  dateline::train::Options options;
  if (!dateline::train::Parse({argv + 1, argv + argc}, options)) {
    std::fprintf(stderr, "usage: train_findings labels|across|events [FILE.jsonl...] [--knowledge FOLDER] [--model FILE] [--out FILE] [--l2 X] [--crowd X]\n");
    return 2;
  }
  using namespace dateline::train;
  if (const auto done = options.mode == "labels" ? ShowLabels(options) : options.mode == "across" ? Across(options) : Events(options); !done) {
    std::fprintf(stderr, "train_findings: %s\n", done.error().Message().c_str());
    return 1;
  }
  return 0;
}
