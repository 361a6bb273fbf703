// Learning: batches, two threads, the schedule, and what is measured on the way.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "language/features.h"
#include "train/examples.h"
#include "train/network.h"
#include "train/word_classes.h"

namespace dateline::train {

struct Plan {
  Shape shape;
  int epochs = 13;
  int quantized_epochs = 2;    ///< of these, at the end, on the 8-bit grid
  size_t batch_words = 1000;
  float rate = 3e-3f;
  int gold_times = 2;          ///< how often an epoch shows each gold sentence
  int gold_epochs = 4;         ///< at the end, in which gold counts more: shown twice as often, and half of the silver left out
  int name_times = 10;         ///< and each sentence with gold names
  LossWeights weights;
  Dropout dropout{0.1f, 0.2f, 0.2f};
  float word_dropout = 0.3f;   ///< a / (a + count): unseen in this share of its uses
  uint64_t seed = 20180120;
  uint32_t threads = 2;
};

/// The rows that training needs, by count of their hashes; and how often each is met.
struct Rows {
  std::string section;             ///< of the model file
  std::vector<uint32_t> counts;    ///< by row
  static Rows Count(const std::vector<const Example*>& examples, const WordClasses& classes);
};

struct Scores {
  double fast_upos = 0, upos = 0, xpos = 0, uas = 0, las = 0;
  size_t words = 0;
};

class Trainer {
 public:
  Trainer(const Plan& plan, const std::vector<Example>& examples, const WordClasses& classes);

  /// Runs all epochs; `report` is called after each.
  void Run(const std::function<void(int epoch)>& report);
  /// Gold words, plain accuracy; relations with subtypes left out.
  Scores Evaluate(const std::vector<Example>& dev);
  /// Predicted names of one head, for sentences given.
  std::vector<std::vector<int>> Names(const std::vector<Example>& sentences, NameHead head);

  const Network& network() const { return network_; }
  const Rows& rows() const { return known_rows_; }

 private:
  Batch MakeBatch(const std::vector<const Example*>& sentences, std::mt19937_64* random) const;
  void Learn(const std::vector<std::vector<const Example*>>& parts, std::vector<Pass>& passes, std::vector<std::mt19937_64>& randoms, const Step& step, Losses& losses);
  void UpdateWords(const std::vector<Batch>& batches, std::vector<Pass>& passes, const Step& step);

  Plan plan_;
  const std::vector<Example>* examples_;
  Rows known_rows_;
  FeatureTable table_;
  Network network_;
  Matrix row_gradient_;
  std::vector<uint32_t> row_slot_, rows_;
  Linear input_bias_;  ///< of the sums of rows, as a Linear without weights
};

/// Strict F1 of labels against labels, spans by BIO.
struct NameScore {
  size_t right = 0, gold = 0, found = 0;
  double f1() const { return gold + found == 0 ? 0 : 2.0 * static_cast<double>(right) / static_cast<double>(gold + found); }
};
void ScoreNames(const std::vector<int>& gold, const std::vector<int>& found, NameScore& score);

}  // namespace dateline::train
