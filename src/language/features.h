// What the network sees of a word: its form, its ending, its beginning and how it is written, each as a row of one embedding table.
//
// Rows are found by hash in a table of the model; what training never saw has the row of "unknown" of its kind. All of it follows from the form alone, so that
// the sum of a word's rows can be kept with the word.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dateline/result.h"

namespace dateline {

/// kClass: what the knowledge tables say of a capitalised word (a given name, a place, a demonym, part of an armed group's name ...). kFine, kCoarse: classes of like words,
/// from a larger model's eyes (train/teacher/clusters.py). Words of one class share a row.
enum class FeatureKind : uint8_t { kWord, kCased, kSuffix2, kSuffix3, kSuffix4, kPrefix2, kPrefix3, kShape, kClass, kFine, kCoarse };
inline constexpr size_t kFeatureCount = 11;

/// One hash a kind; 0: the word has no such feature (too short, or the cased form is the plain one).
using FeatureHashes = std::array<uint64_t, kFeatureCount>;
/// One row a kind; kNoFeatureRow: none.
using FeatureRows = std::array<uint32_t, kFeatureCount>;
inline constexpr uint32_t kNoFeatureRow = UINT32_MAX;

/// Hashes of `form` (UTF-8, any length; only the first and last bytes of very long words count). Does not allocate.
FeatureHashes HashFeatures(std::string_view form);

/// The hash under which a class of `kind` (kClass, kFine, kCoarse) is kept for `word`, which is given in any case.
uint64_t HashClass(FeatureKind kind, std::string_view word);

/// The section "features": hash -> row.
class FeatureTable {
 public:
  /// Bytes of the section. Rows 0 to kFeatureCount - 1 are the unknown ones; `rows` gives the others, each row below `count`.
  static std::string Build(const std::vector<std::pair<uint64_t, uint32_t>>& rows, uint32_t count);
  /// Views `section`, which must outlive the table.
  static Result<FeatureTable> Load(std::string_view section);

  uint32_t row_count() const { return rows_; }
  /// Row of one hash of kind `kind`.
  uint32_t Row(FeatureKind kind, uint64_t hash) const;
  FeatureRows Rows(std::string_view form) const;

 private:
  struct Slot {
    uint32_t print;  ///< upper half of the hash
    uint32_t row;    ///< kNoFeatureRow: empty
  };
  struct Header {
    uint32_t magic, slots, rows, kinds;
  };

  const Slot* slots_ = nullptr;
  uint32_t mask_ = 0;
  uint32_t rows_ = 0;
};

}  // namespace dateline
