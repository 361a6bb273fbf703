// From clean text back to the original. Cleaning is a list of copies and replacements; the map keeps one row per break in the copying.
#pragma once

#include <cstdint>
#include <vector>

#include "dateline/span.h"

namespace dateline {

/// Maps bytes of the clean text to bytes of the original. Monotone: later clean bytes never map before earlier ones.
///
/// The clean text is cut into runs. A copied run has the same length on both sides (byte for byte); a replaced run (a repair: "f l" -> "fl",
/// cp1252 byte -> UTF-8) maps as a whole: its inside maps to the whole stretch it stands for. Original bytes between runs were dropped.
class OffsetMap {
 public:
  void Clear() { runs_.clear(); clean_size_ = 0; }
  /// Appends `size` clean bytes copied from original byte `original` on.
  void AddCopy(uint32_t original, uint32_t size);
  /// Appends `size` clean bytes that stand for the original bytes `from`.
  void AddReplacement(Span from, uint32_t size);

  uint32_t clean_size() const { return clean_size_; }
  /// The smallest stretch of the original that holds all that `clean` stands for. O(log runs). An empty or out-of-range span gives an empty span.
  Span ToOriginal(Span clean) const;
  /// The smallest clean span that covers what is kept of original bytes `original`; empty if all of it was dropped. O(log runs).
  Span ToClean(Span original) const;

  struct Run {
    uint32_t clean = 0;
    uint32_t original = 0;
    uint32_t clean_size = 0;
    uint32_t original_size = 0;
    bool copied = true;
  };
  const std::vector<Run>& runs() const { return runs_; }

 private:
  std::vector<Run> runs_;
  uint32_t clean_size_ = 0;
};

}  // namespace dateline
