// Weights of named features, looked up by hash: the tables knowledge/record-weights.tsv and slot-weights.tsv, compiled to a section used in place.
//
// A feature is called TEMPLATE, TEMPLATE=A or TEMPLATE=A|B. The engine never builds these names while it reads: it combines the hashes of their pieces. Weights are
// thousandths, so that sums are the same on every machine.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/table.h"
#include "dateline/candidate.h"
#include "dateline/result.h"

namespace dateline {

/// A piece of a feature's name with its hash (FNV-1a).
struct NamePart {
  std::string_view text;
  uint64_t hash = 0xcbf29ce484222325u;

  constexpr NamePart() = default;
  constexpr explicit NamePart(std::string_view piece) : text(piece) {
    for (const char c : piece) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3u;
  }
};
consteval NamePart operator""_part(const char* text, size_t size) { return NamePart(std::string_view(text, size)); }

constexpr uint64_t CombineHash(uint64_t hash, uint64_t piece) { return (((hash << 23) | (hash >> 41)) ^ piece) * 0x9e3779b97f4a7c15u; }

class FeatureWeights {
 public:
  static constexpr int32_t kScale = 1000;  ///< weight 1.0

  FeatureWeights() = default;
  /// Bytes of the section. Columns: feature, weights; for several `classes` the weights are CLASS:WEIGHT, separated by blanks.
  static Result<std::string> Compile(const Table& table, std::span<const std::string_view> classes);
  /// Views `section`, which must outlive the table. Empty bytes: a table without weights.
  static Result<FeatureWeights> Open(std::string_view section, size_t classes);

  bool empty() const { return rows_ == 0; }
  size_t classes() const { return classes_; }
  /// The weights of a feature, one a class; null: it has none.
  const int16_t* Find(uint64_t hash) const {
    if (rows_ == 0) return nullptr;
    const auto print = static_cast<uint32_t>(hash >> 32);
    for (uint32_t at = static_cast<uint32_t>(hash) & mask_;; at = (at + 1) & mask_) {
      if (slots_[at].row == 0) return nullptr;
      if (slots_[at].print == print) return weights_ + (slots_[at].row - 1) * classes_;
    }
  }
  /// Weight of a feature by its name.
  float Weight(std::string_view name, size_t which = 0) const;
  bool Has(std::string_view name) const { return Find(HashName(name)) != nullptr; }
  static uint64_t HashName(std::string_view name);

 private:
  struct Slot {
    uint32_t print, row;  ///< row 0: empty
  };
  const Slot* slots_ = nullptr;
  const int16_t* weights_ = nullptr;
  uint32_t mask_ = 0, rows_ = 0;
  size_t classes_ = 1;
};

/// Adds up the weights of the features of one decision; with a trace it also writes them down by name.
class FeatureSum {
 public:
  static constexpr int32_t kOne = 64;  ///< a feature that simply holds

  /// `sums`: one a class, set by the caller; in units of 1 / (kScale * kOne).
  FeatureSum(const FeatureWeights& table, int32_t* sums, std::vector<WeighedFeature>* trace) : table_(table), sums_(sums), trace_(trace) {}

  void Add(const NamePart& name, int32_t value = kOne) { Put(name.hash, value, name, nullptr, nullptr); }
  void Add(const NamePart& name, const NamePart& a, int32_t value = kOne) { Put(CombineHash(name.hash, a.hash), value, name, &a, nullptr); }
  void Add(const NamePart& name, const NamePart& a, const NamePart& b, int32_t value = kOne) {
    Put(CombineHash(CombineHash(name.hash, a.hash), b.hash), value, name, &a, &b);
  }

 private:
  void Put(uint64_t hash, int32_t value, const NamePart& name, const NamePart* a, const NamePart* b) {
    if (const int16_t* weights = table_.Find(hash)) {
      for (size_t k = 0; k < table_.classes(); ++k) sums_[k] += weights[k] * value;
    }
    if (trace_ != nullptr) Trace(value, name, a, b);
  }
  void Trace(int32_t value, const NamePart& name, const NamePart* a, const NamePart* b);

  const FeatureWeights& table_;
  int32_t* sums_;
  std::vector<WeighedFeature>* trace_;
};

/// "0", "1", ... up to `cap` and beyond it "cap+", as pieces.
NamePart Bucket(uint32_t number, uint32_t cap);

}  // namespace dateline
