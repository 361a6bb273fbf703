// train_records: learns knowledge/record-weights.tsv, slot-weights.tsv and stance-weights.tsv from hand-coded reports.
//
//   train_records GOLD.jsonl... [--knowledge FOLDER] [--model FILE] [--out FOLDER] [--l2 X] [--threshold 'all:P KIND:P...'] [--rounds N]
//                [--silver FILE.jsonl --silver-weight X]      reports labelled by train/teacher/records.py, learned from beside the gold; records only, not slots
//                [--stance-examples FILE.tsv --stance-weight X]     sentences that teach the time of a record, and what they and those of stance.tsv weigh
//                [--example-weight X]                         what the examples of the frames weigh beside them
//                [--silence-weight X]                         what a candidate weighs in a report that holds no record: such reports are few beside the world's
//                [--widen]                                    learn only what --scope all-violence adds, from the reports coded so; all other weights stay
//   train_records GOLD.jsonl... --cross-validate RECORDS.jsonl [--folds 5] [--test GOLD.jsonl RECORDS.jsonl]
//
// The first writes the tables to --out (by default the knowledge folder). The second writes the records of every report by a model that has not seen it, which the
// measure can score; a direct run on these reports would be a run on training data. Seconds to a minute; the same input gives the same files.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "base/mapped_file.h"
#include "engine/analyzer.h"
#include "engine/knowledge.h"
#include "engine/serialize.h"
#include "readers/json_fields.h"
#include "train/gold_records.h"
#include "train/log_linear.h"
#include "train/stance.h"

namespace dateline::train {
namespace {

struct Options {
  std::vector<std::string> gold;
  std::string knowledge = "knowledge", model = "models/english.model", out, cross;
  std::string silver;
  float silver_weight = 0.05f, example_weight = 0.3f, silence_weight = 1.5f;
  double l2 = 6, slot_l2 = 6, stance_l2 = 5;
  std::string slot_least = "actor:1.6 recipient:1.6 people:0.45 place:0.4 time:0.5 holder:0.5 destination:2 facilitator:2 via:2 previous:2 origin:2", slot_least_carried = "place:0.7", slot_doubt = "actor:0.15 recipient:0.2";
  std::string thresholds = "all:0.51 movement:0.42 statement:0.41 stock:0.43 near-scope:0.6 all-violence:0.3";  ///< the probability that a record must reach; where a kind has its own; out of scope in a report near to it
  std::string stance_least = "future:0.42 hypothetical:0.42 said:0.45";
  std::string stance_examples = "train/stance-examples.tsv";
  float stance_weight = 3;
  bool widen = false;
  double widen_l2 = 2;
  float least = -1;
  size_t folds = 5, rounds = 2;
};

/// The tables that are learned, as their texts.
struct Tables {
  std::string records, slots, stance;
};

/// The engine with other weights.
class Engines {
 public:
  static Result<Engines> Open(const Options& options) {
    auto bytes = Knowledge::Build(options.knowledge);
    if (!bytes) return bytes.error();
    auto container = Container::FromBytes(std::move(*bytes));
    if (!container) return container.error();
    Engines out;
    out.model_ = options.model;
    out.base_ = std::make_unique<Container>(std::move(*container));
    return out;
  }
  Result<std::unique_ptr<const Knowledge>> With(const Tables& tables) const {
    Sections sections;
    for (const auto& entry : base_->entries()) {
      if (entry.name != RecordModel::kSection && entry.name != SlotModel::kSection && entry.name != StanceModel::kSection) sections.emplace_back(entry.name, entry.bytes);
    }
    if (auto r = Add(RecordModel::kTable, RecordModel::kSection, tables.records, {}, sections); !r) return r.error();
    if (auto r = Add(SlotModel::kTable, SlotModel::kSection, tables.slots, SlotModel::kNames, sections); !r) return r.error();
    if (auto r = Add(StanceModel::kTable, StanceModel::kSection, tables.stance, StanceModel::kNames, sections); !r) return r.error();
    auto container = Container::FromBytes(BuildContainer(sections));
    if (!container) return container.error();
    auto model = Model::Open(model_);
    if (!model) return model.error();
    return Knowledge::FromContainer(std::move(*container), std::move(*model));
  }

 private:
  static Result<void> Add(std::string_view name, std::string_view section, const std::string& text, std::span<const std::string_view> classes, Sections& out) {
    if (text.empty()) return {};
    auto table = Table::Parse(name, text);
    if (!table) return table.error();
    auto weights = FeatureWeights::Compile(*table, classes);
    if (!weights) return weights.error();
    out.emplace_back(section, std::move(*weights));
    return {};
  }

  std::unique_ptr<Container> base_;
  std::string model_;
};

/// Runs the engine over one coded report.
Result<const Document*> Analyze(const GoldReport& gold, JsonReports& reader, Analyzer& analyzer) {
  Report report;
  std::string padded = gold.line;
  padded.resize(padded.size() + 64, '\0');
  if (auto read = reader.Read(std::string_view(padded).substr(0, gold.line.size()), report); !read) return read.error();
  report.source_id = gold.id;
  analyzer.set_all_violence(gold.all_violence);
  return &analyzer.Analyze(std::move(report));
}

/// The slot that a filler has in a coded record; -1: it counts neither way, since the same words stand there twice.
int SlotOf(const Document& doc, const Candidate& candidate, const FillerCandidate& filler, const GoldRecord& gold) {
  const std::vector<std::string_view> forms = filler.table == FillerTable::kParty   ? FormsOf(doc, PartyId{filler.row})
                                              : filler.table == FillerTable::kPlace ? FormsOf(doc, PlaceId{filler.row})
                                                                                    : std::vector<std::string_view>{doc.text(filler.span)};
  int found = 0;
  for (size_t k = 1; k < SlotModel::kClasses; ++k) {
    const auto coded = gold.texts.find(std::string(SlotModel::kNames[k]));
    if (coded == gold.texts.end()) continue;
    const bool place = k == SlotModel::kOrigin || k == SlotModel::kVia || k == SlotModel::kPlace || (k == SlotModel::kDestination && gold.type != "joined");
    if ((filler.table == FillerTable::kTime) != (k == SlotModel::kTime) || (filler.table == FillerTable::kPlace) != place) continue;
    const bool same = std::any_of(forms.begin(), forms.end(), [&](std::string_view form) { return std::any_of(coded->second.begin(), coded->second.end(), [&](const std::string& c) { return SameText(form, c); }); });
    if (!same) continue;
    // Of two that name the same the one that the rules took is meant, else the first.
    for (const FillerCandidate& other : candidate.fillers) {
      if (&other == &filler || other.table != filler.table) continue;
      const bool twin = SameText(doc.text(other.span), doc.text(filler.span));
      if (twin && other.by_rule == SlotModel::kNames[k] && filler.by_rule != SlotModel::kNames[k]) return -1;
      if (twin && filler.by_rule.empty() && other.by_rule.empty() && other.span.begin < filler.span.begin && other.row != filler.row) return -1;
    }
    if (found == 0 || filler.by_rule == SlotModel::kNames[k]) found = static_cast<int>(k);
  }
  return found;
}

struct Examples {
  FeatureIndex index, slot_index;
  std::vector<Example> slots;
  StanceExamples stance;
  std::vector<Example> records;
  std::vector<int> paired;  ///< of each example: what the measure says (-1: no final candidate)
};

/// Candidates of a report that a teacher labelled: each stands for as much of a record as the teacher thinks.
void CollectSilver(const Document& doc, const GoldReport& silver, uint32_t report, float weight, Examples& out) {
  const std::vector<float> labels = AlignSilver(doc, silver);
  for (size_t k = 0; k < labels.size(); ++k) {
    if (labels[k] < 0) continue;
    const bool rival = doc.candidates[k].outcome == Outcome::kRival;
    for (const uint32_t label : {0u, 1u}) {
      Example example = MakeExample(doc.candidates[k].features, out.index);
      example.label = label;
      example.report = report;
      example.weight = weight * (rival ? 0.5f : 1.0f) * (label == 1 ? labels[k] : 1 - labels[k]);
      if (example.weight < 0.02f * weight) continue;
      out.records.push_back(std::move(example));
      out.paired.push_back(-1);
    }
  }
}

/// True when the coder of a report gave some record a place that its sentence does not name. Where none was carried on, silence says little of whether one might have been.
bool CarriesPlaces(const GoldReport& gold) {
  return std::any_of(gold.records.begin(), gold.records.end(), [&](const GoldRecord& r) {
    const auto place = r.texts.find("place");
    return place != r.texts.end() && !place->second.empty() && TextOf(gold.text, r.sentence).find(place->second.front()) == std::string_view::npos;
  });
}

Result<void> Collect(const std::vector<GoldReport>& gold, const std::vector<uint32_t>& which, const Knowledge& knowledge, const Options& options, Examples& out) {
  Analyzer analyzer(knowledge);
  analyzer.set_keep_candidates(true);
  JsonReports reader({});
  for (const uint32_t i : which) {
    const auto doc = Analyze(gold[i], reader, analyzer);
    if (!doc) return doc.error();
    if (gold[i].silver) {
      CollectSilver(**doc, gold[i], i, options.silver_weight, out);
      continue;
    }
    const Labels labels = Align(**doc, gold[i]);
    const bool carries = CarriesPlaces(gold[i]);
    for (size_t k = 0; k < labels.right.size(); ++k) {
      const Candidate& candidate = (*doc)->candidates[k];
      if (labels.gold[k] != UINT32_MAX) out.stance.Add(**doc, candidate, gold[i].records[labels.gold[k]], i);
      if (labels.right[k] < 0) continue;
      for (const FillerCandidate& filler : candidate.fillers) {
        if (labels.right[k] != 1 || labels.gold[k] == UINT32_MAX) break;
        const int slot = SlotOf(**doc, candidate, filler, gold[i].records[labels.gold[k]]);
        if (slot < 0) continue;
        Example example = MakeExample(filler.features, out.slot_index);
        example.label = static_cast<uint32_t>(slot);
        example.report = i;
        const Span sentence = (*doc)->sentences[candidate.record.sentence.value].span;
        constexpr float kSilent = 0.2f;
        if (slot == 0 && filler.table == FillerTable::kPlace && !sentence.Overlaps(filler.span) && !carries) example.weight = kSilent;
        out.slots.push_back(std::move(example));
      }
      Example example = MakeExample(candidate.features, out.index);
      example.label = static_cast<uint32_t>(labels.right[k]);
      example.report = i;
      if (candidate.outcome == Outcome::kRival) example.weight = 0.5f;
      if (gold[i].records.empty()) example.weight *= options.silence_weight;
      out.records.push_back(std::move(example));
      out.paired.push_back(candidate.outcome == Outcome::kRival ? -1 : labels.paired[k]);
    }
  }
  return {};
}

/// The example of each frame: what its row reads there is a record. What else the sentence may hold is not said, so nothing else counts.
void CollectExamples(const Knowledge& knowledge, float weight, uint32_t report, Examples& out) {
  Analyzer analyzer(knowledge);
  analyzer.set_keep_candidates(true);
  for (const Frame& frame : knowledge.records().frames().frames()) {
    if (frame.example.empty()) continue;
    Report text;
    text.original = frame.example;
    for (const Candidate& candidate : analyzer.Analyze(std::move(text)).candidates) {
      if (candidate.record.rule != frame.id || candidate.outcome == Outcome::kMerged) continue;
      Example example = MakeExample(candidate.features, out.index);
      example.label = 1;
      example.report = report;
      example.weight = weight;
      out.records.push_back(std::move(example));
      out.paired.push_back(-1);
    }
  }
}

std::string RecordTable(const FeatureIndex& index, const std::vector<float>& weights, double slope, double shift, const std::string& thresholds) {
  std::vector<std::string> rows;
  char line[64];
  for (size_t i = 0; i < weights.size(); ++i) {
    const std::string& name = index.names()[i];
    if (std::abs(weights[i]) < 0.02f || !IsPlainName(name)) continue;
    std::snprintf(line, sizeof line, "\t%.3f", static_cast<double>(weights[i]));
    rows.push_back(name + line);
  }
  std::sort(rows.begin(), rows.end());
  std::string out =
      "# What speaks for a record and what against it: the log-odds that each feature of a candidate adds (docs/records.md). Learned from hand-coded reports by train/run records;\n"
      "# a weight may be edited. (threshold): the probability that a record must reach, with a kind where it has its own; (slope) and (shift): calibration.\n# columns: feature, weight\n";
  std::istringstream each(thresholds);
  for (std::string part; each >> part;) {
    const size_t colon = part.find(':');
    const std::string kind = part.substr(0, colon), least = colon == std::string::npos ? part : part.substr(colon + 1);
    out += (kind == "all" || colon == std::string::npos ? std::string("(threshold)") : "(threshold=" + kind + ")") + "\t" + least + "\n";
  }
  std::snprintf(line, sizeof line, "(slope)\t%.3f\n(shift)\t%.3f\n", slope, shift);
  out += line;
  for (const std::string& row : rows) out += row + "\n";
  return out;
}

std::string SlotTable(const FeatureIndex& index, const std::vector<float>& weights, const Options& options) {
  std::string out =
      "# What speaks for a mention as the filler of a slot, and for none (docs/records.md): the log-odds that each of its features adds. Learned from hand-coded reports by train/run records;\n"
      "# a weight may be edited. (least): the probability that a filler must reach; 1 more: only where the frame's positions left the slot empty (2: never).\n"
      "# (least-carried): the same for a mention of the sentences before. (doubt): the probability below which an actor or recipient that the frame's positions gave is taken out.\n# columns: feature, weights\n";
  out += "(least)\t" + options.slot_least + "\n(least-carried)\t" + options.slot_least_carried + "\n(doubt)\t" + options.slot_doubt + "\n";
  return out + WeightRows(index, weights, SlotModel::kNames);
}

/// Sentences written to show what a word does to the time of a record.
Result<void> AddStanceTables(const Knowledge& knowledge, const Options& options, StanceExamples& out) {
  const auto rows = knowledge.container().OpenTable("stance.tsv");
  if (!rows) return rows.error();
  auto text = ReadFile(options.stance_examples);
  if (!text) return text.error();
  const auto written = Table::Parse(options.stance_examples, *text);
  if (!written) return written.error();
  out.AddTable(*rows, knowledge, options.stance_weight);
  out.AddTable(*written, knowledge, options.stance_weight);
  return {};
}

/// What the model is worth on reports it has not seen: log-loss, and precision and recall among the candidates.
void Report(const std::vector<std::pair<double, bool>>& scored, std::pair<double, double> calibration) {
  double loss = 0;
  std::vector<std::pair<double, bool>> sorted;
  size_t all = 0;
  for (const auto& [score, right] : scored) {
    const double p = 1 / (1 + std::exp(-(calibration.first * score + calibration.second)));
    loss -= std::log(right ? p : 1 - p);
    sorted.emplace_back(p, right);
    all += right;
  }
  std::sort(sorted.rbegin(), sorted.rend());
  std::fprintf(stderr, "held out: log-loss %.4f;", loss / static_cast<double>(scored.size()));
  for (const double least : {0.5, 0.4, 0.3}) {
    size_t kept = 0, right = 0;
    for (const auto& [p, is_right] : sorted) kept += p >= least, right += p >= least && is_right;
    std::fprintf(stderr, " at %.1f P %.3f R %.3f", least, static_cast<double>(right) / static_cast<double>(std::max<size_t>(kept, 1)), static_cast<double>(right) / static_cast<double>(std::max<size_t>(all, 1)));
  }
  std::fprintf(stderr, "\n");
}

/// What --scope all-violence adds to a table of record weights: learned from the reports that were coded so, upon the log-odds that the other weights give. Returns the table with its rows.
Result<std::string> Widen(const std::vector<GoldReport>& gold, const std::vector<uint32_t>& which, const Engines& engines, const Options& options, const std::string& table) {
  constexpr std::string_view kOwn = "all-violence";
  std::vector<std::string> head, rows;
  std::istringstream lines(table);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(kOwn)) (line.starts_with('#') || line.starts_with('(') ? head : rows).push_back(line);
  }
  std::string plain;
  for (const auto* part : {&head, &rows}) {
    for (const std::string& line : *part) plain += line + "\n";
  }
  auto knowledge = engines.With({plain, {}, {}});
  if (!knowledge) return knowledge.error();
  std::vector<uint32_t> wide;
  std::copy_if(which.begin(), which.end(), std::back_inserter(wide), [&](uint32_t i) { return gold[i].all_violence; });
  if (wide.empty()) return plain;
  Examples examples;
  if (auto collected = Collect(gold, wide, **knowledge, options, examples); !collected) return collected.error();
  const auto number = [&](std::string_view name, double otherwise) {
    for (const std::string& line : head) {
      if (line.starts_with(name)) return std::atof(line.c_str() + name.size());
    }
    return otherwise;
  };
  const double slope = number("(slope)\t", 1), shift = number("(shift)\t", 0);
  std::vector<float> known(examples.index.names().size(), 0);
  for (const std::string& row : rows) {
    const size_t tab = row.find('\t');
    if (const uint32_t i = examples.index.Of(row.substr(0, tab)); i < known.size()) known[i] = static_cast<float>(std::atof(row.c_str() + tab));
  }
  for (Example& example : examples.records) {
    example.offset = static_cast<float>(slope * Scores(example, known, 1)[0] + shift);
    std::erase_if(example.features, [&](const auto& feature) { return !examples.index.names()[feature.first].starts_with(kOwn); });
  }
  LearnOptions learn;
  learn.l2 = options.widen_l2;
  const std::vector<float> weights = Learn(examples.records, examples.index.names().size(), 1, learn);
  char line[64];
  for (size_t i = 0; i < weights.size(); ++i) {
    const std::string& name = examples.index.names()[i];
    const double weight = static_cast<double>(weights[i]) / slope;
    if (std::abs(weight) < 0.02 || !IsPlainName(name)) continue;
    std::snprintf(line, sizeof line, "\t%.3f", weight);
    rows.push_back(name + line);
  }
  std::sort(rows.begin(), rows.end());
  std::fprintf(stderr, "all-violence: %zu reports, %zu candidates\n", wide.size(), examples.records.size());
  std::string out;
  for (const auto* part : {&head, &rows}) {
    for (const std::string& row : *part) out += row + "\n";
  }
  return out;
}

/// Learns from the reports `which`, calibrated by folds of them. Those coded for --scope all-violence teach only what it adds.
Result<Tables> Train(const std::vector<GoldReport>& gold, const std::vector<uint32_t>& reports, const Engines& engines, const Options& options) {
  Tables tables;
  std::vector<uint32_t> which;
  std::copy_if(reports.begin(), reports.end(), std::back_inserter(which), [&](uint32_t i) { return !gold[i].all_violence; });
  LearnOptions learn;
  learn.l2 = options.l2;
  for (size_t round = 0; round < options.rounds; ++round) {
    auto knowledge = engines.With(tables);
    if (!knowledge) return knowledge.error();
    Examples examples;
    if (auto collected = Collect(gold, which, **knowledge, options, examples); !collected) return collected.error();
    if (options.example_weight > 0 && !which.empty()) CollectExamples(**knowledge, options.example_weight, which.front(), examples);
    if (auto added = AddStanceTables(**knowledge, options, examples.stance); !added) return added.error();
    const std::vector<float> weights = Learn(examples.records, examples.index.names().size(), 1, learn);
    std::pair<double, double> calibration = {1, 0};
    if (round + 1 == options.rounds) {
      // What the model says of reports it has not seen makes its log-odds honest.
      std::vector<std::pair<double, bool>> scored;
      for (size_t fold = 0; fold < options.folds; ++fold) {
        std::vector<Example> others;
        for (const Example& e : examples.records) {
          if (gold[e.report].silver || e.report % options.folds != fold) others.push_back(e);
        }
        const std::vector<float> held_out = Learn(others, examples.index.names().size(), 1, learn);
        for (size_t k = 0; k < examples.records.size(); ++k) {
          if (examples.records[k].report % options.folds == fold && examples.paired[k] >= 0) scored.emplace_back(Scores(examples.records[k], held_out, 1)[0], examples.paired[k] == 1);
        }
      }
      calibration = Calibrate(scored);
      Report(scored, calibration);
      const auto right = std::count_if(examples.records.begin(), examples.records.end(), [](const Example& e) { return e.label == 1; });
      std::fprintf(stderr, "%zu reports, %zu candidates (%td right), %zu features, calibration %.3f %.3f\n", which.size(), examples.records.size(), right, examples.index.names().size(), calibration.first, calibration.second);
    }
    if (round + 1 == options.rounds || round + 2 == options.rounds) {
      LearnOptions slots = learn;
      slots.l2 = options.slot_l2;
      slots.iterations = 60;
      tables.slots = SlotTable(examples.slot_index, Learn(examples.slots, examples.slot_index.names().size(), SlotModel::kClasses, slots), options);
      if (round + 1 == options.rounds) examples.stance.Report(options.stance_l2, options.folds);
      tables.stance = examples.stance.Learned(options.stance_l2, options.stance_least);
      std::fprintf(stderr, "%zu fillers, %zu features\n", examples.slots.size(), examples.slot_index.names().size());
    }
    tables.records = RecordTable(examples.index, weights, calibration.first, calibration.second, options.thresholds);
  }
  auto wide = Widen(gold, reports, engines, options, tables.records);
  if (!wide) return wide.error();
  tables.records = std::move(*wide);
  return tables;
}

/// Writes report and record lines of the reports `which`.
Result<void> WriteRecords(const std::vector<GoldReport>& gold, const std::vector<uint32_t>& which, const Knowledge& knowledge, float least, std::string& out) {
  Analyzer analyzer(knowledge);
  analyzer.set_min_confidence(least);
  JsonReports reader({});
  for (const uint32_t i : which) {
    const auto doc = Analyze(gold[i], reader, analyzer);
    if (!doc) return doc.error();
    const StoredReport stored = Serialize(**doc, &knowledge.codes());
    out += stored.json + "\n";
    for (const StoredRecord& record : stored.records) out += record.json + "\n";
  }
  return {};
}

/// True when a coded sentence of one stands in the other too: the same news by another way.
bool Share(const GoldReport& a, const GoldReport& b) {
  constexpr uint32_t kLong = 40;
  return std::any_of(a.records.begin(), a.records.end(), [&](const GoldRecord& r) { return r.sentence.size() >= kLong && b.text.find(TextOf(a.text, r.sentence)) != std::string::npos; });
}

Result<void> CrossValidate(const std::vector<GoldReport>& gold, const Engines& engines, const Options& options) {
  std::string lines;
  for (size_t fold = 0; fold < options.folds; ++fold) {
    std::vector<uint32_t> seen, unseen;
    for (uint32_t i = 0; i < gold.size(); ++i) (!gold[i].silver && i % options.folds == fold ? unseen : seen).push_back(i);
    std::erase_if(seen, [&](uint32_t i) { return std::any_of(unseen.begin(), unseen.end(), [&](uint32_t u) { return Share(gold[i], gold[u]) || Share(gold[u], gold[i]); }); });
    auto tables = Train(gold, seen, engines, options);
    if (!tables) return tables.error();
    auto knowledge = engines.With(*tables);
    if (!knowledge) return knowledge.error();
    if (auto written = WriteRecords(gold, unseen, **knowledge, options.least, lines); !written) return written.error();
  }
  return WriteFile(options.cross, lines);
}

Result<void> Run(const Options& options) {
  std::vector<GoldReport> gold;
  for (const std::string& path : options.gold) {
    auto reports = ReadGold(path);
    if (!reports) return reports.error();
    for (GoldReport& report : *reports) gold.push_back(std::move(report));
  }
  if (!options.silver.empty()) {
    auto reports = ReadGold(options.silver);
    if (!reports) return reports.error();
    for (GoldReport& report : *reports) report.silver = true, gold.push_back(std::move(report));
  }
  auto engines = Engines::Open(options);
  if (!engines) return engines.error();
  if (!options.cross.empty()) return CrossValidate(gold, *engines, options);
  std::vector<uint32_t> all(gold.size());
  for (uint32_t i = 0; i < all.size(); ++i) all[i] = i;
  const std::string folder = options.out.empty() ? options.knowledge : options.out;
  if (options.widen) {
    auto table = ReadFile(options.knowledge + "/" + std::string(RecordModel::kTable));
    if (!table) return table.error();
    auto wide = Widen(gold, all, *engines, options, std::string(*table));
    if (!wide) return wide.error();
    return WriteFile(folder + "/" + std::string(RecordModel::kTable), *wide);
  }
  auto tables = Train(gold, all, *engines, options);
  if (!tables) return tables.error();
  if (auto written = WriteFile(folder + "/" + std::string(RecordModel::kTable), tables->records); !written) return written;
  if (auto written = WriteFile(folder + "/" + std::string(SlotModel::kTable), tables->slots); !written) return written;
  return WriteFile(folder + "/" + std::string(StanceModel::kTable), tables->stance);
}

bool Parse(const std::vector<std::string>& args, Options& out) {
  for (size_t i = 0; i < args.size(); ++i) {
    const std::string& a = args[i];
    if (!a.starts_with("--")) {
      out.gold.push_back(a);
      continue;
    }
    if (a == "--widen") {
      out.widen = true;
      continue;
    }
    if (i + 1 >= args.size()) return false;
    const std::string& value = args[++i];
    if (a == "--knowledge") out.knowledge = value;
    else if (a == "--model") out.model = value;
    else if (a == "--out") out.out = value;
    else if (a == "--cross-validate") out.cross = value;
    else if (a == "--silver") out.silver = value;
    else if (a == "--silver-weight") out.silver_weight = static_cast<float>(std::atof(value.c_str()));
    else if (a == "--example-weight") out.example_weight = static_cast<float>(std::atof(value.c_str()));
    else if (a == "--silence-weight") out.silence_weight = static_cast<float>(std::atof(value.c_str()));
    else if (a == "--l2") out.l2 = std::atof(value.c_str());
    else if (a == "--slot-l2") out.slot_l2 = std::atof(value.c_str());
    else if (a == "--widen-l2") out.widen_l2 = std::atof(value.c_str());
    else if (a == "--stance-l2") out.stance_l2 = std::atof(value.c_str());
    else if (a == "--stance-examples") out.stance_examples = value;
    else if (a == "--stance-weight") out.stance_weight = static_cast<float>(std::atof(value.c_str()));
    else if (a == "--stance-least") out.stance_least = value;
    else if (a == "--slot-least") out.slot_least = value;
    else if (a == "--threshold") out.thresholds = value;
    else if (a == "--slot-least-carried") out.slot_least_carried = value;
    else if (a == "--slot-doubt") out.slot_doubt = value;
    else if (a == "--min-confidence") out.least = static_cast<float>(std::atof(value.c_str()));
    else if (a == "--folds") out.folds = static_cast<size_t>(std::max(2, std::atoi(value.c_str())));
    else if (a == "--rounds") out.rounds = static_cast<size_t>(std::max(1, std::atoi(value.c_str())));
    else return false;
  }
  return !out.gold.empty();
}

}  // namespace
}  // namespace dateline::train

int main(int argc, char** argv) {
  dateline::train::Options options;
  if (!dateline::train::Parse({argv + 1, argv + argc}, options)) {
    std::fprintf(stderr, "usage: train_records GOLD.jsonl... [--knowledge FOLDER] [--model FILE] [--out FOLDER] [--cross-validate RECORDS.jsonl] [--folds N] [--rounds N] [--l2 X] [--threshold 'all:P KIND:P...'] [--min-confidence P]\n");
    return 2;
  }
  if (const auto done = dateline::train::Run(options); !done) {
    std::fprintf(stderr, "train_records: %s\n", done.error().Message().c_str());
    return 1;
  }
  return 0;
}
