#include "train/trainer.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <set>
#include <thread>

#include "base/check.h"
#include "dateline/syntax.h"

namespace dateline::train {
namespace {

/// How often a feature must be met to have a row of its own, by kind.
constexpr std::array<uint32_t, kFeatureCount> kLeast = {2, 4, 3, 4, 5, 3, 5, 3, UINT32_MAX, UINT32_MAX, UINT32_MAX};  // classes come from tables

std::string_view Universal(int16_t deprel) {
  const std::string_view name = DeprelName(static_cast<Deprel>(deprel));
  return name.substr(0, name.find(':'));
}

}  // namespace

Rows Rows::Count(const std::vector<const Example*>& examples, const WordClasses& classes) {
  std::array<std::unordered_map<uint64_t, uint32_t>, kFeatureCount> seen;
  for (const Example* e : examples) {
    for (const std::string& form : e->forms) {
      const FeatureHashes hashes = HashFeatures(form);
      for (size_t k = 0; k < kFeatureCount; ++k) {
        if (hashes[k] != 0) ++seen[k][hashes[k]];
      }
    }
  }
  Rows out;
  out.counts.assign(kFeatureCount, 1000);
  std::vector<std::pair<uint64_t, uint32_t>> rows;
  for (size_t k = 0; k < kFeatureCount; ++k) {
    std::vector<std::pair<uint32_t, uint64_t>> order;
    for (const auto& [hash, count] : seen[k]) {
      if (count >= kLeast[k]) order.emplace_back(count, hash);
    }
    std::sort(order.rbegin(), order.rend());
    for (const auto& [count, hash] : order) {
      rows.emplace_back(hash, static_cast<uint32_t>(out.counts.size()));
      out.counts.push_back(count);
    }
  }
  std::map<std::pair<FeatureKind, uint32_t>, uint32_t> class_rows;
  const auto add = [&](FeatureKind kind, const std::string& word, uint32_t id) {
    const auto [row, fresh] = class_rows.emplace(std::pair{kind, id}, static_cast<uint32_t>(out.counts.size()));
    if (fresh) out.counts.push_back(1000);
    rows.emplace_back(HashClass(kind, word), row->second);
  };
  for (const auto& [word, mask] : classes.words()) add(FeatureKind::kClass, word, mask);
  for (const WordClasses::Cluster& c : classes.clusters()) add(FeatureKind::kFine, c.word, c.fine), add(FeatureKind::kCoarse, c.word, c.coarse);
  out.section = FeatureTable::Build(rows, static_cast<uint32_t>(out.counts.size()));
  return out;
}

Trainer::Trainer(const Plan& plan, const std::vector<Example>& examples, const WordClasses& classes) : plan_(plan), examples_(&examples) {
  std::vector<const Example*> all;
  for (const Example& e : examples) all.push_back(&e);
  known_rows_ = Rows::Count(all, classes);
  auto table = FeatureTable::Load(known_rows_.section);
  DATELINE_CHECK(table.has_value());
  table_ = *table;
  network_.Init(plan.shape, table_.row_count(), plan.seed);
  row_slot_.assign(table_.row_count(), UINT32_MAX);
  std::mt19937_64 none(0);
  input_bias_.Init(plan.shape.embedding, 1, 0, none);
  input_bias_.bias = network_.words_bias;
}

Batch Trainer::MakeBatch(const std::vector<const Example*>& sentences, std::mt19937_64* random) const {
  Batch batch;
  batch.sentences = sentences;
  batch.begin.push_back(0);
  for (const Example* e : sentences) {
    for (const std::string& form : e->forms) {
      FeatureRows rows = table_.Rows(form);
      if (random != nullptr) {
        // A rare word is now and then not known, so that its ending and its context learn to speak for it.
        const uint32_t word = rows[0], count = known_rows_.counts[word];
        const float draw = static_cast<float>((*random)() >> 40) / static_cast<float>(1 << 24);
        if (draw < plan_.word_dropout / (plan_.word_dropout + static_cast<float>(count)) || draw < 0.01f) {
          rows[0] = 0;
          if (rows[1] != kNoFeatureRow) rows[1] = 1;
          for (size_t k = 2; k < static_cast<size_t>(FeatureKind::kClass); ++k) {
            if (rows[k] != kNoFeatureRow && known_rows_.counts[rows[k]] <= count) rows[k] = static_cast<uint32_t>(k);
          }
        }
      }
      batch.rows.push_back(rows);
    }
    batch.begin.push_back(static_cast<Eigen::Index>(batch.rows.size()));
  }
  return batch;
}

void Trainer::UpdateWords(const std::vector<Batch>& batches, std::vector<Pass>& passes, const Step& step) {
  rows_.clear();
  for (const Batch& batch : batches) {
    for (const FeatureRows& rows : batch.rows) {
      for (const uint32_t row : rows) {
        if (row == kNoFeatureRow || row_slot_[row] != UINT32_MAX) continue;
        row_slot_[row] = static_cast<uint32_t>(rows_.size());
        rows_.push_back(row);
      }
    }
  }
  row_gradient_.setZero(plan_.shape.embedding, static_cast<Eigen::Index>(rows_.size()));
  for (size_t p = 0; p < batches.size(); ++p) {
    for (size_t t = 0; t < batches[p].rows.size(); ++t) {
      for (const uint32_t row : batches[p].rows[t]) {
        if (row != kNoFeatureRow) row_gradient_.col(row_slot_[row]) += passes[p].input_gradient.col(static_cast<Eigen::Index>(t));
      }
    }
  }
  network_.words.Update(rows_, row_gradient_, step);
  for (const uint32_t row : rows_) row_slot_[row] = UINT32_MAX;
  Vector bias = Vector::Zero(plan_.shape.embedding);
  for (size_t p = 0; p < batches.size(); ++p) bias += passes[p].input_bias_gradient;
  input_bias_.Update(Matrix::Zero(plan_.shape.embedding, 1), bias, step);
  network_.words_bias = input_bias_.bias;
}

void Trainer::Learn(const std::vector<std::vector<const Example*>>& parts, std::vector<Pass>& passes, std::vector<std::mt19937_64>& randoms, const Step& step, Losses& losses) {
  size_t words = 0;
  for (const auto& part : parts) {
    for (const Example* e : part) words += e->forms.size();
  }
  network_.Prepare(network_.quantized);
  std::vector<Batch> batches(parts.size());
  std::vector<Losses> found(parts.size());
  const auto work = [&](size_t p) {
    if (parts[p].empty()) return;
    batches[p] = MakeBatch(parts[p], &randoms[p]);
    passes[p].Forward(batches[p], plan_.dropout, randoms[p]);
    found[p] = passes[p].Backward(batches[p], 1.0f / static_cast<float>(words));
  };
  std::vector<std::thread> threads;
  for (size_t p = 1; p < parts.size(); ++p) threads.emplace_back(work, p);
  work(0);
  for (std::thread& t : threads) t.join();
  size_t used = 0;
  while (used < parts.size() && !parts[used].empty()) ++used;
  batches.resize(used);
  const std::vector<Linear*> all = network_.All();
  for (size_t p = 1; p < used; ++p) {
    for (size_t i = 0; i < all.size(); ++i) passes[0].gradients[i].Add(passes[p].gradients[i]);
  }
  for (size_t i = 0; i < all.size(); ++i) all[i]->Update(passes[0].gradients[i].weight, passes[0].gradients[i].bias, step);
  UpdateWords(batches, passes, step);
  for (const Losses& l : found) losses.Add(l);
}

void Trainer::Run(const std::function<void(int epoch)>& report) {
  std::mt19937_64 random(plan_.seed ^ 0x5eed);
  std::vector<uint32_t> order;
  // Gold sentences are shown several times; in the last epochs twice as often, with every other silver sentence.
  const auto fill = [&](int epoch) {
    const bool late = epoch >= plan_.epochs - plan_.gold_epochs;
    size_t words = 0;
    order.clear();
    for (uint32_t i = 0; i < examples_->size(); ++i) {
      const Example& e = (*examples_)[i];
      if (e.forms.empty() || (late && !e.gold && i % 2 == static_cast<uint32_t>(epoch) % 2)) continue;
      const int times = !e.gold ? 1 : (e.has_tree() ? plan_.gold_times * (late ? 2 : 1) : plan_.name_times);
      for (int k = 0; k < times; ++k) order.push_back(i), words += e.forms.size();
    }
    return words;
  };
  int64_t steps = 0;
  for (int epoch = 0; epoch < plan_.epochs; ++epoch) steps += static_cast<int64_t>(fill(epoch) / plan_.batch_words) + 1;
  std::printf("%lld steps, %u rows\n", static_cast<long long>(steps), table_.row_count());
  std::vector<Pass> passes;
  std::vector<std::mt19937_64> randoms;
  for (uint32_t t = 0; t < plan_.threads; ++t) passes.emplace_back(network_, plan_.weights), randoms.emplace_back(plan_.seed + 1 + t);
  int64_t number = 0;
  for (int epoch = 0; epoch < plan_.epochs; ++epoch) {
    const auto start = std::chrono::steady_clock::now();
    network_.quantized = epoch >= plan_.epochs - plan_.quantized_epochs;
    fill(epoch);
    std::shuffle(order.begin(), order.end(), random);
    Losses losses;
    std::vector<Example> mannered;  // copies that live for one batch
    mannered.reserve(plan_.batch_words);
    std::vector<std::vector<const Example*>> parts(plan_.threads);
    size_t words = 0;
    const auto flush = [&] {
      ++number;
      const float warm = std::min(1.0f, static_cast<float>(number) / 400.0f);
      const float left = std::max(0.02f, 1.0f - static_cast<float>(number) / static_cast<float>(steps));
      Learn(parts, passes, randoms, {plan_.rate * warm * left, number}, losses);
      for (auto& part : parts) part.clear();
      mannered.clear();
      words = 0;
    };
    size_t turn = 0;
    for (const uint32_t i : order) {
      const Example* e = &(*examples_)[i];
      const uint64_t draw = random() % 100;
      const Manner manner = draw < 5 ? Manner::kCapitals : draw < 15 ? Manner::kCurly : draw < 20 ? Manner::kDashes : draw < 24 ? Manner::kNoStop : draw < 26 ? Manner::kTitle : Manner::kPlain;
      if (manner != Manner::kPlain && mannered.size() < mannered.capacity()) {
        mannered.push_back(*e);
        Apply(manner, mannered.back());
        e = &mannered.back();
      }
      parts[turn++ % parts.size()].push_back(e);
      words += e->forms.size();
      if (words >= plan_.batch_words) flush();
    }
    if (words > 0) flush();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const auto per = [](double loss, size_t n) { return loss / static_cast<double>(std::max<size_t>(n, 1)); };
    std::printf("epoch %2d  %.0f s  loss upos %.4f xpos %.4f arc %.4f label %.4f names %.4f\n", epoch + 1, seconds, per(losses.upos, losses.tagged), per(losses.xpos, losses.tagged),
                per(losses.arc, losses.parsed), per(losses.label, losses.parsed), per(losses.name, losses.named));
    network_.Prepare(network_.quantized);
    report(epoch + 1);
    std::fflush(stdout);
  }
}

Scores Trainer::Evaluate(const std::vector<Example>& dev) {
  Pass pass(network_);
  std::mt19937_64 none(0);
  Scores s;
  for (const Example& e : dev) {
    const Batch batch = MakeBatch({&e}, nullptr);
    pass.Forward(batch, {}, none);
    const Pass::Prediction p = pass.Predict(batch, 0);
    for (size_t w = 0; w < e.forms.size(); ++w) {
      ++s.words;
      s.fast_upos += p.fast_upos[w] == e.upos[w];
      s.upos += p.upos[w] == e.upos[w];
      s.xpos += p.xpos[w] == e.xpos[w];
      const bool head = p.head[w] == e.head[w];
      s.uas += head;
      s.las += head && Universal(static_cast<int16_t>(p.deprel[w])) == Universal(e.deprel[w]);
    }
  }
  for (double* x : {&s.fast_upos, &s.upos, &s.xpos, &s.uas, &s.las}) *x *= 100.0 / static_cast<double>(std::max<size_t>(1, s.words));
  return s;
}

std::vector<std::vector<int>> Trainer::Names(const std::vector<Example>& sentences, NameHead head) {
  Pass pass(network_);
  std::mt19937_64 none(0);
  std::vector<std::vector<int>> out;
  for (const Example& e : sentences) {
    const Batch batch = MakeBatch({&e}, nullptr);
    pass.Forward(batch, {}, none);
    out.push_back(pass.PredictNames(batch, 0, head));
  }
  return out;
}

void ScoreNames(const std::vector<int>& gold, const std::vector<int>& found, NameScore& score) {
  using Spans = std::set<std::array<size_t, 3>>;
  const auto spans = [](const std::vector<int>& labels) {
    Spans out;
    for (size_t w = 0; w < labels.size(); ++w) {
      if (labels[w] <= 0 || (labels[w] % 2 == 0 && w > 0 && (labels[w - 1] + 1) / 2 == labels[w] / 2)) continue;
      size_t end = w + 1;
      while (end < labels.size() && labels[end] > 0 && labels[end] % 2 == 0 && labels[end] / 2 == (labels[w] + 1) / 2) ++end;
      out.insert({w, end, static_cast<size_t>((labels[w] + 1) / 2)});
    }
    return out;
  };
  const Spans g = spans(gold), f = spans(found);
  score.gold += g.size();
  score.found += f.size();
  for (const auto& span : f) score.right += g.contains(span);
}

}  // namespace dateline::train
