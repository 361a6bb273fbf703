// From scores of arcs to the best projective tree with one root: each word's best head where these make such a tree, else Eisner's dynamic program (1996).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dateline {

class TreeDecoder {
 public:
  /// Longer stretches are for the caller to cut: the search takes n^3 steps.
  static constexpr uint32_t kLongest = 160;

  /// `scores[w * stride + h]`: of head `h` for word `w` + 1, heads counted from 1, 0 the root; the entry of a word with itself is not read; each within
  /// +-2^22. Fills `heads[w]`.
  /// `n` at most kLongest. Allocates only while growing. True where the best heads made a tree by themselves.
  bool Decode(const int32_t* scores, size_t stride, uint32_t n, uint16_t* heads);

 private:
  static bool IsProjectiveTree(const uint16_t* heads, uint32_t n);
  void Search(const int32_t* scores, size_t stride, uint32_t n, uint16_t* heads);

  /// Spans with their best scores: `right` heads at the left end, `left` heads at the right end; each by its left end first, and by its right end first, so that
  /// every loop of the search runs through memory in order.
  std::vector<int32_t> right_, right_by_end_, left_, left_by_end_, inner_right_, inner_left_by_end_;
  std::vector<uint8_t> right_split_, left_split_, inner_split_;
  std::vector<uint32_t> stack_;
};

}  // namespace dateline
