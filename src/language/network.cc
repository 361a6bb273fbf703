#include "language/network.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "base/check.h"
#include "base/hash.h"
#include "language/morphology.h"

namespace dateline {
namespace {

constexpr size_t kCacheEntries = 8192;
constexpr int32_t kScoreLimit = 1 << 20;   // 32 in the fixed point of scores: no sum over a sentence overflows
constexpr int32_t kArcLimit = 1 << 22;

bool IsMultiple(uint32_t value, uint32_t of, uint32_t most) { return value > 0 && value % of == 0 && value <= most; }

Result<NetworkHeader> ReadHeader(std::string_view section) {
  NetworkHeader h;
  if (section.size() < sizeof h) return Error{"section \"network\"", section.empty() ? "missing" : "damaged", "a model made by dateline-train"};
  std::memcpy(&h, section.data(), sizeof h);
  bool sound = h.magic == NetworkHeader::kMagic && IsMultiple(h.embedding, 32, 512) && h.layers >= 1 && h.layers <= kMostLayers && h.tag_layer < h.layers && h.name_layer < h.layers &&
               IsMultiple(h.arc, 32, 512) && IsMultiple(h.label, 32, 512);
  for (uint32_t l = 0; sound && l < h.layers; ++l) sound = IsMultiple(h.units[l], 32, 512);
  if (!sound) return Error{"section \"network\"", "a shape that makes no sense", "a model made by dateline-train"};
  if (h.upos != kUposCount || h.xpos != kXposCount || h.deprels != kDeprelCount || h.name_types != kNameTypeCount - 1) {
    return Error{"section \"network\"", "other lists of tags, relations or names than this program has", "a model made for this version"};
  }
  return h;
}

uint32_t ArgMax(const int32_t* scores, uint32_t begin, uint32_t end) {
  int32_t top = scores[begin];
  for (uint32_t i = begin + 1; i < end; ++i) top = std::max(top, scores[i]);
  uint32_t best = begin;
  while (scores[best] != top) ++best;
  return best;
}

/// The best part of speech and the best Penn tag; where these do not go together, the best two that do.
std::pair<Upos, Xpos> BestTags(const int32_t* scores, uint32_t upos_count, uint32_t xpos_count) {
  const int32_t* penn = scores + upos_count;
  std::pair<Upos, Xpos> best = {static_cast<Upos>(ArgMax(scores, 0, upos_count)), static_cast<Xpos>(ArgMax(penn, 1, xpos_count))};
  if (GoTogether(best.first, best.second)) return best;
  int64_t top = INT64_MIN;
  for (uint32_t u = 0; u < upos_count; ++u) {
    for (uint32_t x = 1; x < xpos_count; ++x) {
      const int64_t sum = int64_t{scores[u]} + penn[x];
      if (sum > top && GoTogether(static_cast<Upos>(u), static_cast<Xpos>(x))) top = sum, best = {static_cast<Upos>(u), static_cast<Xpos>(x)};
    }
  }
  return best;
}

/// Sums as in unsigned numbers: damaged weights may overflow, and must not be undefined.
void AddScores(const std::vector<int32_t>& more, size_t count, std::vector<int32_t>& scores) {
  for (size_t i = 0; i < count; ++i) scores[i] = static_cast<int32_t>(static_cast<uint32_t>(scores[i]) + static_cast<uint32_t>(more[i]));
}

template <class T>
void GrowTo(std::vector<T>& v, size_t size) {
  if (v.size() < size) v.resize(size);
}

}  // namespace

Result<Network> Network::Load(std::string_view features, std::string_view words, std::string_view network) {
  auto header = ReadHeader(network);
  if (!header) return header.error();
  auto table = FeatureTable::Load(features);
  if (!table) return table.error();
  Network out;
  out.header_ = *header;
  out.features_ = *table;
  const NetworkHeader& h = out.header_;
  const Error short_words = {"section \"words\"", std::to_string(words.size()) + " bytes", "bias and one row of the embedding for each feature"};
  SectionCursor in_words(words, 0);
  out.words_bias_ = in_words.Take<int16_t>(h.embedding);
  out.rows_ = in_words.Take<int8_t>(size_t{table->row_count()} * h.embedding);
  if (out.rows_ == nullptr || !in_words.AtEnd()) return short_words;
  SectionCursor cursor(network, sizeof h);
  bool sound = true;
  uint32_t in = 3 * h.embedding;
  for (uint32_t l = 0; l < h.layers; ++l) {
    sound = sound && cursor.TakeAffine(in, 4 * h.units[l], out.layers_[l]);
    in = 2 * h.units[l] + (l == 0 && h.layers > 1 ? h.embedding : 0);
  }
  sound = sound && cursor.TakeAffine(2 * h.units[h.tag_layer], h.upos + h.xpos, out.tags_) && cursor.TakeAffine(in, h.upos + h.xpos, out.top_tags_) &&
          cursor.TakeAffine(2 * h.units[h.name_layer], 2 * h.name_types + 1, out.names_) &&
          cursor.TakeAffine(in, 2 * h.arc + 2 * h.label + 1, out.heads_) && cursor.TakeAffine(h.label, h.deprels, out.label_out_);
  out.root_arc_ = cursor.Take<int8_t>(h.arc);
  out.root_label_ = cursor.Take<int16_t>(h.label);
  out.distances_ = cursor.Take<int32_t>(kHeadDistances + 1);
  out.label_buckets_ = cursor.Take<int16_t>(size_t{kLabelBuckets} * h.label);
  if (!sound || out.label_buckets_ == nullptr || !cursor.AtEnd()) return Error{"section \"network\"", std::to_string(network.size()) + " bytes", "as many as its header asks for"};
  return out;
}

NetworkRun::NetworkRun(const Network& network, const Kernels& kernels, const Network* second) : network_(&network), kernels_(&kernels) {
  if (second != nullptr) second_ = std::make_unique<NetworkRun>(*second, kernels);
  cache_.resize(kCacheEntries);
  cache_vectors_.resize(kCacheEntries * network.header_.embedding);
  for (size_t i = 0; i < decay_.size(); ++i) decay_[i] = static_cast<uint16_t>(std::lround(std::exp(-static_cast<double>(i) / 32) * 32768));
}

void NetworkRun::Begin() {
  if (second_) second_->Begin();
  sentences_.clear();
  words_ = layers_done_ = 0;
  rows_ = 1;
  GrowTo(vectors_, network_->header_.embedding);
  std::fill_n(vectors_.begin(), network_->header_.embedding, uint8_t{0});
}

void NetworkRun::WordVector(std::string_view form, uint8_t* out) {
  const size_t dim = network_->header_.embedding;
  const uint64_t hash = Hash64(form) | 1;
  const size_t slot = (hash >> 16) % kCacheEntries;
  uint8_t* kept = cache_vectors_.data() + slot * dim;
  if (cache_[slot].hash != hash) {
    std::array<int16_t, 512> sums;
    for (size_t i = 0; i < dim; ++i) sums[i] = 0;
    for (const uint32_t row : network_->features_.Rows(form)) {
      if (row == kNoFeatureRow) continue;
      const int8_t* values = network_->rows_ + size_t{row} * dim;
      for (size_t i = 0; i < dim; ++i) sums[i] = static_cast<int16_t>(sums[i] + values[i]);
    }
    for (size_t i = 0; i < dim; ++i) kept[i] = static_cast<uint8_t>(std::clamp(2 * sums[i] + network_->words_bias_[i], 0, 127));
    cache_[slot].hash = hash;
  }
  std::memcpy(out, kept, dim);
}

void NetworkRun::Add(const Document& doc, TokenRange tokens) {
  if (second_) second_->Add(doc, tokens);
  const size_t dim = network_->header_.embedding, n = tokens.size();
  sentences_.push_back({tokens, rows_});
  GrowTo(vectors_, (rows_ + n + 1) * dim);
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) WordVector(doc.token(t), vectors_.data() + size_t{rows_ + (t - tokens.begin)} * dim);
  std::memset(vectors_.data() + (rows_ + n) * dim, 0, dim);
  words_ += static_cast<uint32_t>(n);
  rows_ += static_cast<uint32_t>(n) + 1;
}

void NetworkRun::Layer(uint32_t l) {
  const size_t units = network_->header_.units[l], width = 4 * units, rows = rows_;
  GrowTo(gates_, rows * width);
  const size_t stride = Stride(l);
  GrowTo(states_[l], rows * stride);
  if (rows <= 2) return;
  if (l == 0) {
    kernels_->to_int16(network_->layers_[0], vectors_.data(), network_->header_.embedding, rows - 2, gates_.data() + width, width);
  } else {
    kernels_->to_int16(network_->layers_[l], states_[l - 1].data() + Stride(l - 1), Stride(l - 1), rows - 2, gates_.data() + width, width);
  }
  for (const Range& sentence : sentences_) {
    const int16_t* gates = gates_.data() + sentence.row * width;
    uint8_t* out = states_[l].data() + sentence.row * stride;
    kernels_->scan(gates, width, sentence.tokens.size(), units, false, out, stride);
    kernels_->scan(gates + 2 * units, width, sentence.tokens.size(), units, true, out + units, stride);
  }
  if (stride == 2 * units) return;
  const size_t dim = network_->header_.embedding;
  for (size_t row = 1; row + 1 < rows; ++row) std::memcpy(states_[l].data() + row * stride + 2 * units, vectors_.data() + row * dim, dim);
}

void NetworkRun::LayersTo(uint32_t end) {
  while (layers_done_ < end) Layer(layers_done_++);
}

void NetworkRun::TagScores(bool top) {
  const uint32_t layer = top ? network_->header_.layers - 1 : network_->header_.tag_layer, state = Stride(layer);
  const Affine& map = top ? network_->top_tags_ : network_->tags_;
  LayersTo(layer + 1);
  GrowTo(scores_, size_t{rows_} * map.out);
  kernels_->to_int32(map, states_[layer].data() + state, state, rows_ - 2, scores_.data() + map.out, map.out);
  if (!second_) return;
  second_->TagScores(top);
  AddScores(second_->scores_, size_t{rows_} * map.out, scores_);
}

void NetworkRun::ReadTags(bool top, Document& doc) {
  const NetworkHeader& h = network_->header_;
  const uint32_t width = network_->tags_.out;
  TagScores(top);
  for (const Range& sentence : sentences_) {
    const int32_t* scores = scores_.data() + size_t{sentence.row} * width;
    for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t, scores += width) {
      const auto [upos, xpos] = BestTags(scores, h.upos, h.xpos);
      doc.tokens.upos[t] = upos;
      doc.tokens.xpos[t] = xpos;
      doc.tokens.morph[t] = MorphOf(doc.tokens.xpos[t]);
    }
  }
}

void NetworkRun::Tag(Document& doc) {
  if (words_ > 0) ReadTags(false, doc);
}

void NetworkRun::HeadVectors() {
  const uint32_t layer = network_->header_.layers - 1, width = network_->heads_.out, state = Stride(layer);
  LayersTo(layer + 1);
  GrowTo(heads_, size_t{rows_} * width);
  kernels_->to_int16(network_->heads_, states_[layer].data() + state, state, rows_ - 2, heads_.data() + width, width);
  if (second_) second_->HeadVectors();
}

void NetworkRun::Parse(Document& doc) {
  if (words_ == 0) return;
  ReadTags(true, doc);
  HeadVectors();
  for (const Range& sentence : sentences_) {
    const uint32_t n = sentence.tokens.size();
    uint32_t root = sentence.tokens.begin;
    for (uint32_t first = 0; first < n;) {
      // A very long "sentence", a list or a table, is read in stretches whose roots hang on the first one's.
      const uint32_t left = n - first, count = left <= TreeDecoder::kLongest ? left : std::min(left / 2, TreeDecoder::kLongest);
      ParseStretch(doc, sentence, first, count);
      for (uint32_t t = sentence.tokens.begin + first; t < sentence.tokens.begin + first + count; ++t) {
        if (doc.tokens.head[t] != t) continue;
        if (first == 0) root = t;
        doc.tokens.head[t] = root;
      }
      first += count;
    }
    Label(doc, sentence);
  }
}

void NetworkRun::ArcScores(const Range& range, uint32_t first, uint32_t count) {
  const NetworkHeader& h = network_->header_;
  const size_t width = network_->heads_.out, arc = h.arc, candidates = PaddedOut(count + 1);
  const int16_t* rows = heads_.data() + size_t{range.row + first} * width;
  GrowTo(arc_words_, count * arc);
  GrowTo(arc_heads_, candidates * arc);
  GrowTo(arc_bias_, candidates);
  GrowTo(arc_shift_, candidates);  // stays zero
  GrowTo(arc_scores_, count * candidates);
  const auto place = [&](size_t candidate, size_t i) { return (candidate / 16 * (arc / 4) + i / 4) * 64 + candidate % 16 * 4; };
  for (size_t i = 0; i < arc; i += 4) std::memcpy(arc_heads_.data() + place(0, i), network_->root_arc_ + i, 4);
  arc_bias_[0] = std::clamp(network_->distances_[kHeadDistances], -kArcLimit / 4, kArcLimit / 4);
  for (size_t w = 0; w < count; ++w) {
    const int16_t* row = rows + w * width;
    uint8_t* word = arc_words_.data() + w * arc;
    for (size_t i = 0; i < arc; ++i) word[i] = static_cast<uint8_t>(std::max<int16_t>(row[i], 0) >> 8);
    std::array<int8_t, 512> head;
    for (size_t i = 0; i < arc; ++i) head[i] = static_cast<int8_t>(std::clamp<int16_t>(row[arc + i], -127, 127));
    for (size_t i = 0; i < arc; i += 4) std::memcpy(arc_heads_.data() + place(w + 1, i), head.data() + i, 4);
    arc_bias_[w + 1] = row[2 * arc + 2 * h.label] * (1 << (kArcScoreBits - kArcBiasBits));
  }
  const Affine map = {static_cast<uint32_t>(arc), static_cast<uint32_t>(candidates), arc_heads_.data(), arc_bias_.data(), arc_shift_.data(), arc_shift_.data()};
  kernels_->to_int32(map, arc_words_.data(), arc, count, arc_scores_.data(), candidates);
  for (uint32_t w = 0; w < count; ++w) {
    int32_t* scores = arc_scores_.data() + w * candidates;
    scores[0] = std::clamp(scores[0] + std::clamp(network_->distances_[kHeadDistances - 1], -kArcLimit / 4, kArcLimit / 4), -kArcLimit, kArcLimit);
    for (uint32_t head = 0; head < count; ++head) {
      const int away = std::clamp(static_cast<int>(head) - static_cast<int>(w), -kFarthestHead, kFarthestHead) + kFarthestHead;
      scores[head + 1] = std::clamp(scores[head + 1] + std::clamp(network_->distances_[away], -kArcLimit / 4, kArcLimit / 4), -kArcLimit, kArcLimit);
    }
  }
  if (!second_) return;
  second_->ArcScores(range, first, count);
  AddScores(second_->arc_scores_, count * candidates, arc_scores_);
}

void NetworkRun::ParseStretch(Document& doc, const Range& range, uint32_t first, uint32_t count) {
  ArcScores(range, first, count);
  GrowTo(tree_, count);
  decoder_.Decode(arc_scores_.data(), PaddedOut(count + 1), count, tree_.data());
  const uint32_t begin = range.tokens.begin + first;
  for (uint32_t w = 0; w < count; ++w) doc.tokens.head[begin + w] = tree_[w] == 0 ? begin + w : begin + tree_[w] - 1;
}

void NetworkRun::LabelScores(const Document& doc, const Range& range) {
  const NetworkHeader& h = network_->header_;
  const size_t width = network_->heads_.out, label = h.label, n = range.tokens.size();
  const int16_t *word_part = heads_.data() + range.row * width + 2 * h.arc, *head_part = word_part + label;
  GrowTo(label_hidden_, n * label);
  GrowTo(scores_, n * network_->label_out_.out);
  for (size_t w = 0; w < n; ++w) {
    const uint32_t token = range.tokens.begin + static_cast<uint32_t>(w), governor = doc.tokens.head[token];
    const bool is_root = governor == token;
    const size_t head = governor - range.tokens.begin;
    const int16_t *a = word_part + w * width, *b = is_root ? network_->root_label_ : head_part + head * width;
    const int16_t* c = network_->label_buckets_ + label * static_cast<size_t>(LabelBucket(static_cast<int>(w), is_root ? -1 : static_cast<int>(head)));
    uint8_t* out = label_hidden_.data() + w * label;
    for (size_t i = 0; i < label; ++i) out[i] = static_cast<uint8_t>(std::clamp(a[i] + b[i] + c[i], 0, (1 << kLabelSumBits) - 1) >> (kLabelSumBits - kActivationBits));
  }
  kernels_->to_int32(network_->label_out_, label_hidden_.data(), label, n, scores_.data(), network_->label_out_.out);
  if (!second_) return;
  second_->LabelScores(doc, range);
  AddScores(second_->scores_, n * network_->label_out_.out, scores_);
}

void NetworkRun::Label(Document& doc, const Range& range) {
  LabelScores(doc, range);
  constexpr auto kRootRow = static_cast<uint32_t>(Deprel::kRoot);
  for (uint32_t t = range.tokens.begin; t < range.tokens.end; ++t) {
    int32_t* scores = scores_.data() + size_t{t - range.tokens.begin} * network_->label_out_.out;
    scores[kRootRow] = INT32_MIN;
    doc.tokens.deprel[t] = doc.tokens.head[t] == t ? Deprel::kRoot : static_cast<Deprel>(ArgMax(scores, 1, network_->header_.deprels));
  }
}

void NetworkRun::NameScores() {
  const uint32_t layer = network_->header_.name_layer, width = network_->names_.out, state = Stride(layer);
  LayersTo(layer + 1);
  GrowTo(scores_, size_t{rows_} * width);
  kernels_->to_int32(network_->names_, states_[layer].data() + state, state, rows_ - 2, scores_.data() + width, width);
  if (!second_) return;
  second_->NameScores();
  AddScores(second_->scores_, size_t{rows_} * width, scores_);
}

void NetworkRun::Name(Document& doc) {
  if (words_ == 0) return;
  const uint32_t width = network_->names_.out, labels = 2 * network_->header_.name_types + 1;
  NameScores();
  for (const Range& sentence : sentences_) {
    const uint32_t n = sentence.tokens.size();
    if (n == 0) continue;
    int32_t* scores = scores_.data() + size_t{sentence.row} * width;
    GrowTo(path_, size_t{n} * labels);
    GrowTo(back_, size_t{n} * labels);
    GrowTo(tree_, n);
    for (uint32_t w = 0; w < n; ++w) {
      int32_t *row = scores + size_t{w} * width, *to = path_.data() + size_t{w} * labels;
      for (uint32_t k = 0; k < labels; ++k) row[k] = to[k] = std::clamp(row[k], -kScoreLimit, kScoreLimit);
      uint8_t* back = back_.data() + size_t{w} * labels;
      if (w == 0) {
        for (uint32_t k = 2; k < labels; k += 2) to[k] -= 2 * kScoreLimit;
        continue;
      }
      const int32_t* from = to - labels;
      const uint32_t best = ArgMax(from, 0, labels);
      for (uint32_t k = 0; k < labels; ++k) {
        uint32_t source = best;
        if (k > 0 && k % 2 == 0) source = from[k] > from[k - 1] ? k : k - 1;
        back[k] = static_cast<uint8_t>(source);
        to[k] += from[source];
      }
    }
    uint32_t at = ArgMax(path_.data() + size_t{n - 1} * labels, 0, labels);
    for (uint32_t w = n; w-- > 0;) {
      tree_[w] = static_cast<uint16_t>(at);
      at = back_[size_t{w} * labels + at];
    }
    AddNames(doc, sentence, scores);
  }
}

void NetworkRun::AddNames(Document& doc, const Range& range, const int32_t* scores) const {
  const uint32_t width = network_->names_.out, labels = 2 * network_->header_.name_types + 1, n = range.tokens.size();
  for (uint32_t w = 0; w < n; ++w) {
    if (tree_[w] == 0) continue;
    uint32_t end = w + 1;
    while (end < n && tree_[end] == tree_[w] + 1) ++end;
    // As sure as its least sure word.
    float sure = 1;
    for (uint32_t k = w; k < end; ++k) {
      const int32_t* row = scores + size_t{k} * width;
      uint32_t sum = 0;
      for (uint32_t l = 0; l < labels; ++l) {
        const int64_t below = (int64_t{row[tree_[k]]} - row[l]) >> (kScoreBits - 5 + (second_ ? 1 : 0));  // two networks: their mean
        sum += decay_[static_cast<size_t>(std::clamp<int64_t>(below, 0, 512))];
      }
      sure = std::min(sure, 32768.0f / static_cast<float>(sum));
    }
    doc.names.push_back({static_cast<NameType>((tree_[w] - 1) / 2 + 1), {range.tokens.begin + w, range.tokens.begin + end}, sure});
    w = end - 1;
  }
}

}  // namespace dateline
