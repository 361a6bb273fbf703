// Learns knowledge/stance-weights.tsv: what hand-coded records say of time and speaker, against what the engine saw of their candidates.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/table.h"
#include "dateline/candidate.h"
#include "engine/knowledge.h"
#include "records/stance_model.h"
#include "train/gold_records.h"
#include "train/log_linear.h"

namespace dateline::train {

class StanceExamples {
 public:
  /// A candidate that pairs with a coded record; those that the engine did not weigh add nothing.
  void Add(const Document& doc, const Candidate& candidate, const GoldRecord& gold, uint32_t report);
  /// What the columns `example` and `expect` of a table (knowledge/stance.tsv, train/stance-examples.tsv) say of time.
  void AddTable(const Table& table, const Knowledge& knowledge, float weight);
  size_t size() const { return examples_[0].size(); }
  /// The learned table. `least`: what the shares of a class must reach, as its row says it.
  std::string Learned(double l2, const std::string& least) const;
  /// Says on stderr what the choices are worth on reports that they have not seen, and what the rules alone are.
  void Report(double l2, size_t folds) const;

 private:
  Example& AddExample(size_t choice, const Candidate& candidate, uint32_t label, uint32_t report);
  std::vector<float> LearnChoice(size_t choice, const std::vector<Example>& examples, double l2) const;

  FeatureIndex index_;
  std::array<std::vector<Example>, StanceModel::kChoices.size()> examples_;
};

}  // namespace dateline::train
