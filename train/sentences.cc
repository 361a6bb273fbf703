#include "sentences.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "language/sentence_features.h"
#include "language/sentence_writer.h"
#include "language/sentences.h"

namespace dateline {
namespace {

constexpr float kScale = 48;  ///< of a weight of 1 in the model

/// splitmix64: the same numbers everywhere.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t Next() {
    uint64_t z = state_ += 0x9E3779B97F4A7C15ull;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
  }
  uint32_t Below(uint32_t n) { return static_cast<uint32_t>(((Next() >> 32) * n) >> 32); }

 private:
  uint64_t state_;
};

/// A text with the tokens of the rules and, for each token, whether a gold sentence begins with it.
struct Lesson {
  Document doc;
  std::vector<uint8_t> begins;
  struct Paragraph {
    TokenRange tokens;
    bool sloppy = false;
  };
  std::vector<Paragraph> paragraphs;
};

void ReadLesson(std::string text, const std::unordered_set<uint32_t>& starts, const Splitter& splitter, Lesson& out) {
  out.doc.clean = std::move(text);
  splitter.Split(out.doc);
  out.begins.resize(out.doc.tokens.size());
  for (uint32_t t = 0; t < out.doc.tokens.size(); ++t) out.begins[t] = starts.contains(out.doc.tokens.begin[t]);
  const auto& sentences = out.doc.sentences;
  for (uint32_t s = 0, last = 0; s < sentences.size(); s = last) {
    while (last < sentences.size() && sentences[last].paragraph == sentences[s].paragraph) ++last;
    const TokenRange tokens = {sentences[s].tokens.begin, sentences[last - 1].tokens.end};
    if (tokens.size() > 1) out.paragraphs.push_back({tokens, IsSloppy(out.doc, s, last)});
  }
}

/// News, of which no sentence ends are known for sure: three sentences in a row are a paragraph, and one is kept where the rules cut it just so. It keeps the
/// model from cutting names and datelines as it learns to cut signatures.
void ReadNews(const std::vector<ConlluSentence>& sentences, uint32_t every, const Splitter& splitter, Lesson& out) {
  constexpr size_t kRow = 3;
  std::string text;
  std::unordered_set<uint32_t> starts;
  for (size_t i = 0; i + kRow <= sentences.size(); i += kRow * every) {
    for (size_t k = 0; k < kRow; ++k) {
      if (!text.empty()) text += k == 0 || sentences[i + k].new_document ? "\n\n" : " ";
      starts.insert(static_cast<uint32_t>(text.size()));
      text += sentences[i + k].Text();
    }
  }
  ReadLesson(std::move(text), starts, splitter, out);
  std::erase_if(out.paragraphs, [&](const Lesson::Paragraph& paragraph) {
    for (uint32_t t = paragraph.tokens.begin; t < paragraph.tokens.end; ++t) {
      if (out.begins[t] != ((out.doc.tokens.shape[t] & kSentenceStart) != 0)) return true;
    }
    return false;
  });
}

char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c ^ 0x20) : c; }

/// What is known of a word: how often in each class, and how it is written inside sentences that are not in capitals.
struct Count {
  std::array<uint32_t, kUposCount + 1> classes{};
  uint32_t small = 0, capital = 0, all = 0;
};

bool IsWord(std::string_view form) {
  return std::any_of(form.begin(), form.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
      static_cast<uint8_t>(c) >= 0x80; });
}

void CountWords(const std::vector<ConlluSentence>& sentences, uint32_t weight, std::unordered_map<uint32_t, Count>& words, std::unordered_map<uint32_t,
    Count>& suffixes) {
  for (const ConlluSentence& sentence : sentences) {
    bool capitals = true;
    for (const ConlluWord& word : sentence.words) capitals = capitals && std::none_of(word.form.begin(), word.form.end(), [](char c) {
        return c >= 'a' && c <= 'z'; });
    for (size_t i = 0; i < sentence.words.size(); ++i) {
      const ConlluWord& word = sentence.words[i];
      if (!IsWord(word.form)) continue;
      const Upos upos = UposFrom(word.upos);
      Count& count = words[SentenceWordHash(word.form)];
      count.classes[static_cast<size_t>(upos) + 1] += weight;
      count.all += weight;
      if (!capitals && i > 0) (word.form[0] >= 'A' && word.form[0] <= 'Z' ? count.capital : count.small) += weight;
    }
  }
  // Suffixes speak for words that are rare.
  constexpr uint32_t kRare = 12;
  for (const ConlluSentence& sentence : sentences) {
    for (const ConlluWord& word : sentence.words) {
      if (!IsWord(word.form) || words[SentenceWordHash(word.form)].all > kRare) continue;
      Count& count = suffixes[SentenceSuffixHash(word.form)];
      ++count.classes[static_cast<size_t>(UposFrom(word.upos)) + 1];
      ++count.all;
    }
  }
}

WordHabit HabitOf(const Count& count) {
  size_t first = 0, second = 0;
  for (size_t c = 1; c < count.classes.size(); ++c) {
    if (count.classes[c] > count.classes[first]) second = first, first = c;
    else if (count.classes[c] > count.classes[second]) second = c;
  }
  if (count.classes[second] * 6 < count.all) second = 0;
  const uint32_t seen = count.small + count.capital;
  const uint32_t letters = seen < 2 ? 0 : count.capital * 10 < seen * 2 ? 1 : count.capital * 10 < seen * 8 ? 2 : 3;
  return {static_cast<uint16_t>(first | second << 5 | letters << 10)};
}

/// Adds the words that occur most, and what the suffixes of rare ones say.
void AddHabits(const std::vector<ConlluSentence>& training, const std::vector<ConlluSentence>& words, const SentenceTraining& options, SentenceWriter& out) {
  std::unordered_map<uint32_t, Count> counts, suffixes;
  CountWords(words, 1, counts, suffixes);
  CountWords(training, 3, counts, suffixes);
  std::vector<std::pair<uint32_t, uint32_t>> order;  // how often, hash
  constexpr uint32_t kFewest = 5;
  for (const auto& [hash, count] : counts) {
    if (count.all >= kFewest) order.emplace_back(count.all, hash);
  }
  std::sort(order.begin(), order.end(), std::greater<>());
  order.resize(std::min<size_t>(order.size(), (size_t{1} << options.slot_bits) * 5 / 8));
  for (const auto& [often, hash] : order) out.AddWord(hash, HabitOf(counts.at(hash)));

  std::unordered_map<uint32_t, Count> merged;  // by slot
  for (const auto& [hash, count] : suffixes) {
    Count& into = merged[out.suffix_slot(hash)];
    for (size_t c = 0; c < count.classes.size(); ++c) into.classes[c] += count.classes[c];
    into.all += count.all;
  }
  for (const auto& [slot, count] : merged) out.SetSuffix(slot, HabitOf(count));
}

/// The features that occur often enough to be learned from, with an index each.
class FeatureIndex {
 public:
  static constexpr uint32_t kNone = 0xFFFFFFFF;

  FeatureIndex(std::vector<uint32_t> seen, uint32_t fewest) {
    std::sort(seen.begin(), seen.end());
    for (size_t i = 0, last = 0; i < seen.size(); i = last) {
      while (last < seen.size() && seen[last] == seen[i]) ++last;
      if (last - i >= fewest) hashes_.push_back(seen[i]);
    }
    while (slots_.size() < hashes_.size() * 2) slots_.resize(slots_.size() * 2, kNone);
    for (uint32_t i = 0; i < hashes_.size(); ++i) {
      size_t at = hashes_[i] & (slots_.size() - 1);
      while (slots_[at] != kNone) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = i;
    }
  }

  uint32_t Find(uint32_t hash) const {
    size_t at = hash & (slots_.size() - 1);
    while (slots_[at] != kNone && hashes_[slots_[at]] != hash) at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
  }
  const std::vector<uint32_t>& hashes() const { return hashes_; }

 private:
  std::vector<uint32_t> hashes_;
  std::vector<uint32_t> slots_ = std::vector<uint32_t>(1024, kNone);
};

std::vector<uint32_t> AllFeatures(const Lesson& lesson, const HabitTable& habits) {
  std::vector<uint32_t> out;
  GapReader::Features features;
  for (const Lesson::Paragraph& paragraph : lesson.paragraphs) {
    for (GapReader reader(lesson.doc, habits, paragraph.tokens, paragraph.sloppy); !reader.done(); reader.Next(lesson.begins[reader.at()] != 0)) {
      if (reader.plain()) continue;
      reader.Read(features);
      out.insert(out.end(), features.begin(), features.end());
    }
  }
  return out;
}

/// Logistic regression by AdaGrad; what counts are the means of the weights over the second half of the training.
class Learner {
 public:
  Learner(const SentenceTraining& options, const HabitTable& habits, const FeatureIndex& index)
      : options_(options), habits_(habits), index_(index), weights_(index.hashes().size()), squares_(weights_.size(), 1e-6f), sums_(weights_.size()),
          random_(options.seed) {}

  /// Goes through one paragraph. Half of the time the history is what the model says, so that it learns to go on after a mistake.
  void Learn(const Lesson& lesson, const Lesson::Paragraph& paragraph) {
    GapReader::Features features;
    for (GapReader reader(lesson.doc, habits_, paragraph.tokens, paragraph.sloppy); !reader.done();) {
      const bool gold = lesson.begins[reader.at()] != 0;
      float sum = -1;
      if (!reader.plain()) {
        reader.Read(features);
        const uint64_t drop = random_.Next() & random_.Next();  // one feature in four is left out
        uint32_t count = 0;
        sum = 0;
        for (size_t i = 0; i < features.size(); ++i) {
          const uint32_t at = index_.Find(features[i]);
          if ((drop >> i & 1) != 0 || at == FeatureIndex::kNone) continue;
          features[count++] = at;
          sum += weights_[at];
        }
        const float error = 1 / (1 + std::exp(-sum)) - (gold ? 1.0f : 0.0f);
        constexpr float kSmall = 0.002f;
        for (uint32_t i = 0; i < count && std::fabs(error) > kSmall; ++i) Step(features[i], error);
      }
      reader.Next(random_.Below(2) == 0 ? sum > 0 : gold);
    }
  }

  void AddToMean() {
    for (size_t i = 0; i < weights_.size(); ++i) sums_[i] += weights_[i];
    ++means_;
  }

  uint32_t Below(uint32_t n) { return random_.Below(n); }

  /// Adds the weights, the heaviest first, the rest where there is room.
  void AddWeights(SentenceWriter& out) const {
    std::vector<std::pair<int, uint32_t>> order;  // minus the size of the weight, index
    for (uint32_t i = 0; i < sums_.size(); ++i) {
      if (const int weight = Quantized(i); weight != 0) order.emplace_back(-std::abs(weight), i);
    }
    std::sort(order.begin(), order.end());
    for (const auto& [size, i] : order) out.AddWeight(index_.hashes()[i], static_cast<int8_t>(Quantized(i)));
  }

 private:
  int Quantized(uint32_t i) const {
    return static_cast<int>(std::clamp(std::lround(sums_[i] / static_cast<float>(std::max(1u, means_)) * kScale), -127l, 127l));
  }

  void Step(uint32_t at, float error) {
    float& weight = weights_[at];
    const float gradient = error + options_.decay * weight;
    squares_[at] += gradient * gradient;
    weight -= options_.rate * gradient / std::sqrt(squares_[at]);
  }

  const SentenceTraining& options_;
  const HabitTable& habits_;
  const FeatureIndex& index_;
  std::vector<float> weights_, squares_, sums_;
  uint32_t means_ = 0;
  Random random_;
};

}  // namespace

std::string TrainSentences(const std::vector<ConlluSentence>& training, const std::vector<ConlluSentence>& words, const Splitter& splitter,
    const SentenceTraining& options) {
  std::string text;
  std::unordered_set<uint32_t> starts;
  for (const ConlluSentence& sentence : training) {
    if (!text.empty()) text += sentence.new_document || sentence.new_paragraph ? "\n\n" : " ";
    starts.insert(static_cast<uint32_t>(text.size()));
    text += sentence.Text();
  }
  std::string capitals = text;
  std::transform(capitals.begin(), capitals.end(), capitals.begin(), Upper);
  Lesson plain, shouted, news;
  if (options.news_every > 0) ReadNews(words, options.news_every, splitter, news);
  ReadLesson(std::move(text), starts, splitter, plain);
  ReadLesson(std::move(capitals), starts, splitter, shouted);

  SentenceWriter writer(options.slot_bits, options.suffix_bits, options.weight_bits);
  AddHabits(training, words, options, writer);
  const std::string slots = writer.slots(), suffixes = writer.suffixes();
  const HabitTable habits(slots, options.slot_bits, suffixes, options.suffix_bits);
  const FeatureIndex index(AllFeatures(plain, habits), options.fewest);
  Learner learner(options, habits, index);
  std::vector<std::pair<const Lesson*, uint32_t>> order;
  for (uint32_t p = 0; p < plain.paragraphs.size(); ++p) order.emplace_back(&plain, p);
  for (uint32_t p = 0; p < shouted.paragraphs.size(); p += options.capitals_every) order.emplace_back(&shouted, p);
  for (uint32_t p = 0; p < news.paragraphs.size(); ++p) order.emplace_back(&news, p);
  for (uint32_t epoch = 0; epoch < options.epochs; ++epoch) {
    for (uint32_t i = static_cast<uint32_t>(order.size()); i-- > 1;) std::swap(order[i], order[learner.Below(i + 1)]);
    for (const auto& [lesson, p] : order) learner.Learn(*lesson, lesson->paragraphs[p]);
    if (epoch >= options.epochs / 2) learner.AddToMean();
  }

  learner.AddWeights(writer);
  return writer.Section(static_cast<int32_t>(std::lround(options.margin * kScale)));
}

}  // namespace dateline
