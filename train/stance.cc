#include "train/stance.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "engine/analyzer.h"

namespace dateline::train {
namespace {

/// 1: a source is coded, and it is the one that the engine would name; 0: none is; -1: another one.
int VoiceOf(const Document& doc, const Candidate& candidate, const GoldRecord& gold) {
  const auto coded = gold.texts.find("source");
  if (coded == gold.texts.end()) return 0;
  const AttributionMention& said = doc.attributions[SpeakerOf(doc, candidate.record.trigger, false).value];
  std::vector<std::string_view> forms = FormsOf(doc, said.source);
  forms.push_back(doc.text(said.source_span));
  return std::any_of(forms.begin(), forms.end(), [&](std::string_view form) { return SameText(form, coded->second.front()); }) ? 1 : -1;
}

uint32_t ClassOf(const StanceModel::Choice& choice, const std::string& coded) {
  for (size_t k = choice.first; k < choice.last; ++k) {
    if (StanceModel::kNames[k] == coded) return static_cast<uint32_t>(k - choice.first);
  }
  return 0;
}

}  // namespace

Example& StanceExamples::AddExample(size_t choice, const Candidate& candidate, uint32_t label, uint32_t report) {
  Example& example = examples_[choice].emplace_back(MakeExample(candidate.stance_features, index_));
  example.label = label;
  example.report = report;
  return example;
}

void StanceExamples::Add(const Document& doc, const Candidate& candidate, const GoldRecord& gold, uint32_t report) {
  if (candidate.stance_features.empty()) return;
  AddExample(0, candidate, ClassOf(StanceModel::kChoices[0], gold.tense), report);
  if (!SpeakerOf(doc, candidate.record.trigger, false).valid()) return;
  if (const int voice = VoiceOf(doc, candidate, gold); voice >= 0) AddExample(1, candidate, static_cast<uint32_t>(voice), report);
}

void StanceExamples::AddTable(const Table& table, const Knowledge& knowledge, float weight) {
  const auto example = table.Column("example"), expect = table.Column("expect");
  if (!example || !expect) return;
  Analyzer analyzer(knowledge);
  analyzer.set_keep_candidates(true);
  for (const Table::Row& row : table.rows()) {
    if (row.cells[*example].empty()) continue;
    dateline::Report report;
    report.original = row.cells[*example];
    report.published = "2018-01-15";
    const Document& doc = analyzer.Analyze(std::move(report));
    for (const std::string_view wanted : SplitList(row.cells[*expect], ';')) {
      const std::vector<std::string_view> words = SplitList(Trim(wanted), ' ');
      for (const Candidate& candidate : doc.candidates) {
        if (candidate.stance_features.empty() || candidate.record.type != words.front()) continue;
        AddExample(0, candidate, ClassOf(StanceModel::kChoices[0], std::string(words.back())), row.line).weight = weight;
      }
    }
  }
}

std::vector<float> StanceExamples::LearnChoice(size_t choice, const std::vector<Example>& examples, double l2) const {
  LearnOptions options;
  options.l2 = l2;
  options.iterations = 80;
  return Learn(examples, index_.names().size(), StanceModel::kChoices[choice].last - StanceModel::kChoices[choice].first, options);
}

void StanceExamples::Report(double l2, size_t folds) const {
  for (size_t c = 0; c < StanceModel::kChoices.size(); ++c) {
    const size_t classes = StanceModel::kChoices[c].last - StanceModel::kChoices[c].first;
    size_t coded = 0;
    std::array<size_t, 3> said{}, right{};  // at .6, .5 and .4
    for (size_t fold = 0; fold < folds; ++fold) {
      std::vector<Example> others;
      for (const Example& e : examples_[c]) {
        if (e.report % folds != fold) others.push_back(e);
      }
      const std::vector<float> weights = LearnChoice(c, others, l2);
      for (const Example& e : examples_[c]) {
        if (e.report % folds != fold) continue;
        const std::vector<double> scores = Scores(e, weights, classes);
        double total = 0;
        for (const double score : scores) total += std::exp(score);
        const auto best = static_cast<uint32_t>(std::max_element(scores.begin() + 1, scores.end()) - scores.begin());
        const double share = 1 - std::exp(scores[0]) / total;
        coded += e.label != 0;
        for (size_t t = 0; t < said.size(); ++t) {
          if (share < 0.6 - 0.1 * static_cast<double>(t)) continue;
          ++said[t];
          right[t] += e.label == best;
        }
      }
    }
    std::fprintf(stderr, "%-10s %zu of %zu coded; held out", std::string(StanceModel::kChoices[c].name).c_str(), coded, examples_[c].size());
    for (size_t t = 0; t < said.size(); ++t) {
      std::fprintf(stderr, "  at .%zu P %.3f R %.3f", 6 - t, static_cast<double>(right[t]) / static_cast<double>(std::max<size_t>(said[t], 1)), static_cast<double>(right[t]) / static_cast<double>(std::max<size_t>(coded, 1)));
    }
    std::fprintf(stderr, "\n");
  }
}

std::string StanceExamples::Learned(double l2, const std::string& least) const {
  constexpr size_t kClasses = StanceModel::kClasses;
  const size_t features = index_.names().size();
  std::vector<float> weights(features * kClasses, 0);
  for (size_t c = 0; c < StanceModel::kChoices.size(); ++c) {
    const auto [name, first, last] = StanceModel::kChoices[c];
    const std::vector<float> learned = LearnChoice(c, examples_[c], l2);
    for (size_t i = 0; i < features; ++i) {
      for (size_t k = first; k < last; ++k) weights[i * kClasses + k] = learned[i * (last - first) + k - first];
    }
  }
  std::string out =
      "# What speaks for each time of a record, and for its being said by the report itself or by who speaks (docs/records.md, \"Stance\"): the log-odds that each feature adds. Learned from hand-coded reports by\n"
      "# train/run records; a weight may be edited. (least): the share that what is not past, or not the report's own, must reach.\n# columns: feature, weights\n";
  out += "(least)\t" + least + "\n";
  return out + WeightRows(index_, weights, StanceModel::kNames);
}

}  // namespace dateline::train
