// train_findings: what teaches Dateline which claims speak of one happening.
//
//   train_findings labels [FILE.jsonl...]              shows the claims of train/incidents with their happenings
//   train_findings within [FILE.jsonl...] [--out FILE]  learns knowledge/findings/within-weights.tsv; tells what it is worth on stories it has not seen
//   train_findings across [FILE.jsonl...] [--out FILE]  learns knowledge/findings/same-event-weights.tsv from them and from train/same-event-prior.tsv
//   train_findings events RECORDS.jsonl                clusters the occurrences of records over all reports, as lines of findings
//   train_findings occurrences RECORDS.jsonl           prints the occurrences of records, one JSON line each, for measuring
//   options: --knowledge FOLDER, --model FILE, --l2 X, --folds N, --errors 1
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "base/mapped_file.h"
#include "engine/json_writer.h"
#include "engine/knowledge.h"
#include "train/across_model.h"
#include "train/incident_set.h"
#include "train/within_model.h"

namespace dateline::train {
namespace {

struct Options {
  std::string mode, knowledge = "knowledge", model = "models/english.model", incidents = "train/incidents";
  std::string out, prior = "train/same-event-prior.tsv";
  double l2 = 0;  ///< 0: the model's own
  size_t folds = 10;
  bool errors = false;
  std::vector<std::string> files;
};

Result<IncidentSet> Read(const Options& options, const Knowledge& knowledge) {
  return ReadIncidents(options.files.empty() ? LinesIn(options.incidents) : options.files, knowledge);
}

Result<void> ShowLabels(const Options& options, const Knowledge& knowledge) {
  const auto set = Read(options, knowledge);
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

Result<void> Within(const Options& options, const Knowledge& knowledge) {
  const auto set = Read(options, knowledge);
  if (!set) return set.error();
  auto merger = MentionMerger::Load(knowledge.container());
  if (!merger) return merger.error();
  const WithinReport report = LearnWithin(*set, std::move(*merger), options.l2 > 0 ? options.l2 : 1, options.folds, options.errors);
  std::fprintf(stderr, "unseen stories: B-cubed P %.3f R %.3f F1 %.3f; calibration error of pairs %.3f\n", report.precision, report.recall, report.f1, report.calibration_error);
  return options.out.empty() ? Result<void>() : WriteFile(options.out, report.table);
}

/// {"source_id": ..., "records": [...], "background": true}
Result<void> Occurrences(const Options& options, const Knowledge& knowledge) {
  const auto merger = MentionMerger::Load(knowledge.container());
  if (!merger) return merger.error();
  for (const std::string& file : options.files) {
    const auto claims = ReadRecordLines(file);
    if (!claims) return claims.error();
    for (const Occurrence& occurrence : merger->MergeAll(*claims, {})) {
      std::string line;
      JsonWriter json(line);
      json.BeginObject();
      json.Field("source_id", claims->reports[occurrence.report].source_id);
      json.Key("records");
      json.BeginArray();
      for (const uint32_t claim : occurrence.claims) json.String(claims->claims[claim].id.Hex());
      json.EndArray();
      json.Field("main", claims->claims[occurrence.main].id.Hex());
      if (occurrence.background) json.Key("background"), json.Bool(true);
      if (occurrence.total) json.Key("total"), json.Bool(true);
      for (size_t slot = 0; slot < kFigureSlots; ++slot) {
        const uint32_t row = occurrence.figures[slot];
        if (row != kNoRow && claims->figures[row].best == claims->figures[row].best) json.Key(Name(static_cast<FigureSlot>(slot))), json.Number(claims->figures[row].best);
      }
      json.EndObject();
      std::printf("%s\n", line.c_str());
    }
  }
  return {};
}

Result<void> Across(const Options& options, const Knowledge& knowledge) {
  auto set = Read(options, knowledge);
  if (!set) return set.error();
  auto prior = ReadFile(options.prior);
  if (!prior) return prior.error();
  const auto report = LearnAcross(std::move(*set), knowledge.container(), *prior, AcrossOptions{.l2 = options.l2 > 0 ? options.l2 : 4, .folds = options.folds});
  if (!report) return report.error();
  std::fprintf(stderr, "%s", report->told.c_str());
  return options.out.empty() ? Result<void>() : WriteFile(options.out, report->table);
}

Result<void> Events(const Options& options, const Knowledge& knowledge) {
  for (const std::string& file : options.files) {
    const auto claims = ReadRecordLines(file);
    if (!claims) return claims.error();
    std::string told;
    const auto lines = EventLines(*claims, knowledge.container(), options.errors ? &told : nullptr);
    if (!lines) return lines.error();
    std::printf("%s", lines->c_str());
    std::fprintf(stderr, "%s", told.c_str());
  }
  return {};
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
    else if (a == "--out") out.out = value;
    else if (a == "--l2") out.l2 = std::atof(value.c_str());
    else if (a == "--folds") out.folds = static_cast<size_t>(std::max(2, std::atoi(value.c_str())));
    else if (a == "--errors") out.errors = value != "0";
    else return false;
  }
  const bool records = out.mode == "occurrences" || out.mode == "events";
  return out.mode == "labels" || out.mode == "within" || out.mode == "across" || (records && !out.files.empty());
}

Result<void> Run(const Options& options) {
  const auto knowledge = Knowledge::Open(options.knowledge, {options.model, {}});
  if (!knowledge) return knowledge.error();
  if (options.mode == "labels") return ShowLabels(options, **knowledge);
  if (options.mode == "within") return Within(options, **knowledge);
  if (options.mode == "across") return Across(options, **knowledge);
  return options.mode == "events" ? Events(options, **knowledge) : Occurrences(options, **knowledge);
}

}  // namespace
}  // namespace dateline::train

int main(int argc, char** argv) {
  dateline::train::Options options;
  if (!dateline::train::Parse({argv + 1, argv + argc}, options)) {
    std::fprintf(stderr, "usage: train_findings labels|within|across [FILE.jsonl...] | occurrences|events RECORDS.jsonl [--knowledge FOLDER] [--model FILE] [--out FILE] [--l2 X] [--folds N] [--errors 1]\n");
    return 2;
  }
  if (const auto done = dateline::train::Run(options); !done) {
    std::fprintf(stderr, "train_findings: %s\n", done.error().Message().c_str());
    return 1;
  }
  return 0;
}
