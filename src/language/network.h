// The network that reads a sentence: tags, tree and names from one encoder, in integers.
//
//   word      sum of embedding rows of its features (features.h), clipped                          u8
//   layer 1   word and its two neighbours -> gates and candidates -> gated means from both sides    u8   (minimal GRU: no product along the sentence)
//   layer 2.. the same over the layer below, the second over the word as well
//   tags      linear from the lowest layers where tags alone are wanted, from the top where the tree is read too
//   names     linear from a layer, best path over B, I, O
//   arcs      word vector x head vector + how likely the head is a head + distance                  (biaffine attention, Dozat & Manning 2017)
//   labels    one hidden layer over word and head
//
// The best projective tree over the arc scores is found in decoder.h. All numbers are fixed points (network_format.h); a sum is the same on every machine.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "dateline/document.h"
#include "dateline/result.h"
#include "language/decoder.h"
#include "language/features.h"
#include "language/kernels.h"
#include "language/network_format.h"

namespace dateline {

/// The weights: views of the mapped model; shared by all threads.
class Network {
 public:
  static Result<Network> Load(std::string_view features, std::string_view words, std::string_view network);

  const NetworkHeader& header() const { return header_; }

 private:
  friend class NetworkRun;

  NetworkHeader header_;
  FeatureTable features_;
  const int8_t* rows_ = nullptr;
  const int16_t* words_bias_ = nullptr;
  std::array<Affine, kMostLayers> layers_;
  Affine tags_, top_tags_, names_, heads_, label_out_;
  const int8_t* root_arc_ = nullptr;
  const int16_t* root_label_ = nullptr;
  const int32_t* distances_ = nullptr;  ///< kHeadDistances, then the bias of the root
  const int16_t* label_buckets_ = nullptr;
};

/// What one thread needs to run it; keeps its memory. A run takes sentences in batches: Begin, Add..., then what is asked for.
///
/// With a second network, which learned the same from another start, both read every sentence and their scores are added: slower by half, and better, since two
/// readers seldom make the same mistake. (The search for trees is exact, so that a wider beam would find nothing more.)
class NetworkRun {
 public:
  /// Words a batch is meant to hold; a longer sentence is a batch of its own.
  static constexpr uint32_t kBatchWords = 256;

  explicit NetworkRun(const Network& network, const Kernels& kernels = BestKernels(), const Network* second = nullptr);

  void Begin();
  /// Adds a sentence: the forms of `tokens` of `doc`.
  void Add(const Document& doc, TokenRange tokens);
  uint32_t words() const { return words_; }

  /// The layers up to the tags', and tags of all words added: quick, and a little less right than those that Parse gives.
  void Tag(Document& doc);
  /// All other layers, the tags from the top and the trees; after Tag or instead of it.
  void Parse(Document& doc);
  /// Names; after Parse.
  void Name(Document& doc);

 private:
  struct Range {
    TokenRange tokens;
    uint32_t row;  ///< of its first word; the row before it is empty
  };
  /// What is kept of a word form.
  struct Cached {
    uint64_t hash = 0;
  };

  void WordVector(std::string_view form, uint8_t* out);
  void Layer(uint32_t l);
  void LayersTo(uint32_t end);
  // Scores of this network, plus the second one's where there is one; each fills the buffer of its name.
  void TagScores(bool top);
  void HeadVectors();
  void ArcScores(const Range& range, uint32_t first, uint32_t count);
  void LabelScores(const Document& doc, const Range& range);
  void NameScores();
  void ReadTags(bool top, Document& doc);
  /// Bytes of a row of states_[l]; behind the first layer's stands the word vector, if a second layer reads it.
  uint32_t Stride(uint32_t l) const { return 2 * network_->header_.units[l] + (l == 0 && network_->header_.layers > 1 ? network_->header_.embedding : 0); }
  void ParseStretch(Document& doc, const Range& range, uint32_t first, uint32_t count);
  void Label(Document& doc, const Range& range);
  /// Names from the labels in tree_.
  void AddNames(Document& doc, const Range& range, const int32_t* scores) const;

  const Network* network_;
  const Kernels* kernels_;
  std::unique_ptr<NetworkRun> second_;
  std::vector<Range> sentences_;
  uint32_t layers_done_ = 0;
  uint32_t words_ = 0, rows_ = 1;  ///< rows: words and the empty ones around sentences
  std::vector<uint8_t> vectors_;                       ///< rows x embedding
  std::array<std::vector<uint8_t>, kMostLayers> states_;  ///< rows x Stride
  std::vector<int16_t> gates_;                         ///< rows x 4 units
  std::vector<int32_t> scores_;                        ///< rows x outputs of the map at hand
  std::vector<int16_t> heads_;                         ///< rows x (arc word, arc head, label word, label head, arc bias)
  std::vector<uint8_t> arc_words_, label_hidden_;
  std::vector<int8_t> arc_heads_;                      ///< laid out as the weights of a map
  std::vector<int32_t> arc_bias_, arc_shift_, arc_scores_;
  std::vector<int32_t> path_;
  std::vector<uint8_t> back_;
  std::vector<uint16_t> tree_;
  TreeDecoder decoder_;
  std::vector<Cached> cache_;
  std::vector<uint8_t> cache_vectors_;
  std::array<uint16_t, 513> decay_;                    ///< exp(-n / 32) in steps of 2^-15
};

}  // namespace dateline
