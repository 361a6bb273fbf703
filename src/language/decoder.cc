#include "language/decoder.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace dateline {

bool TreeDecoder::IsProjectiveTree(const uint16_t* heads, uint32_t n) {
  uint32_t roots = 0;
  for (uint32_t w = 0; w < n; ++w) roots += heads[w] == 0;
  if (roots != 1) return false;
  // Arcs that do not cross, the root's apart from nothing it spans: a stack of open spans, as with brackets. reach[w]: the farthest right end that covers w.
  std::array<uint16_t, kLongest + 2> state{};  // 0 unseen, 1 on the way, 2 done
  for (uint32_t w = 1; w <= n; ++w) {
    uint32_t at = w;
    while (at != 0 && state[at] == 0) state[at] = 1, at = heads[at - 1];
    if (at != 0 && state[at] == 1) return false;  // a cycle
    for (at = w; at != 0 && state[at] == 1; at = heads[at - 1]) state[at] = 2;
  }
  // In a tree, an arc is projective where every word under it descends from its head; equally, no two arcs cross (the root's arc counts from the left edge).
  for (uint32_t w = 1; w <= n; ++w) {
    const uint32_t h = heads[w - 1], low = std::min(w, h), high = std::max(w, h);
    for (uint32_t k = low + 1; k < high; ++k) {
      const uint32_t g = heads[k - 1];
      if (g < low || g > high) return false;
    }
  }
  return true;
}

bool TreeDecoder::Decode(const int32_t* scores, size_t stride, uint32_t n, uint16_t* heads) {
  DATELINE_CHECK(n <= kLongest);
  if (n == 0) return true;
  for (uint32_t w = 0; w < n; ++w) {
    const int32_t* row = scores + w * stride;
    uint32_t best = 0;
    for (uint32_t h = 1; h <= n; ++h) {
      if (h != w + 1 && row[h] > row[best]) best = h;
    }
    heads[w] = static_cast<uint16_t>(best);
  }
  if (IsProjectiveTree(heads, n)) return true;
  Search(scores, stride, n, heads);
  return false;
}

void TreeDecoder::Search(const int32_t* scores, size_t stride, uint32_t n, uint16_t* heads) {
  const size_t cells = static_cast<size_t>(n) * n;
  if (right_.size() < cells) {
    for (auto* spans : {&right_, &right_by_end_, &left_, &left_by_end_, &inner_right_, &inner_left_by_end_}) spans->resize(cells);
    right_split_.resize(cells), left_split_.resize(cells), inner_split_.resize(cells);
  }
  // Words are 0 .. n-1 here. right(s,t): s heads all of s..t; left(s,t): t heads all of s..t; the inner spans with their arc are kept apart.
  const auto at = [n](uint32_t row, uint32_t column) { return static_cast<size_t>(row) * n + column; };
  const auto score = [&](uint32_t word, uint32_t head) { return scores[word * stride + head + 1]; };
  for (uint32_t w = 0; w < n; ++w) right_[at(w, w)] = right_by_end_[at(w, w)] = left_[at(w, w)] = left_by_end_[at(w, w)] = 0;
  for (uint32_t width = 1; width < n; ++width) {
    for (uint32_t s = 0; s + width < n; ++s) {
      const uint32_t t = s + width;
      const int32_t* a = &right_[at(s, s)];     // right(s, q), q = s .. t-1
      const int32_t* b = &left_by_end_[at(t, s + 1)];  // left(q + 1, t)
      int32_t best = a[0] + b[0];
      for (uint32_t q = 1; q < width; ++q) best = std::max(best, a[q] + b[q]);
      uint32_t split = 0;
      while (a[split] + b[split] != best) ++split;
      inner_split_[at(s, t)] = static_cast<uint8_t>(split);
      inner_right_[at(s, t)] = best + score(t, s);
      inner_left_by_end_[at(t, s)] = best + score(s, t);

      const int32_t *c = &inner_right_[at(s, s + 1)], *d = &right_by_end_[at(t, s + 1)];  // inner(s, q), right(q, t), q = s+1 .. t
      int32_t most = c[0] + d[0];
      for (uint32_t q = 1; q < width; ++q) most = std::max(most, c[q] + d[q]);
      split = 0;
      while (c[split] + d[split] != most) ++split;
      right_[at(s, t)] = right_by_end_[at(t, s)] = most;
      right_split_[at(s, t)] = static_cast<uint8_t>(split);

      const int32_t *e = &left_[at(s, s)], *f = &inner_left_by_end_[at(t, s)];  // left(s, q), inner(q, t), q = s .. t-1
      most = e[0] + f[0];
      for (uint32_t q = 1; q < width; ++q) most = std::max(most, e[q] + f[q]);
      split = 0;
      while (e[split] + f[split] != most) ++split;
      left_[at(s, t)] = left_by_end_[at(t, s)] = most;
      left_split_[at(s, t)] = static_cast<uint8_t>(split);
    }
  }
  uint32_t root = 0;
  int32_t best = INT32_MIN;
  for (uint32_t r = 0; r < n; ++r) {
    const int32_t sum = left_[at(0, r)] + right_[at(r, n - 1)] + scores[r * stride];
    if (sum > best) best = sum, root = r;
  }
  heads[root] = 0;
  // What is left to take apart: kind (0 right, 1 left), s, t.
  stack_.clear();
  const auto push = [&](uint32_t kind, uint32_t s, uint32_t t) {
    if (s < t) stack_.push_back(kind << 16 | s << 8 | t);
  };
  push(1, 0, root);
  push(0, root, n - 1);
  while (!stack_.empty()) {
    const uint32_t span = stack_.back();
    stack_.pop_back();
    const uint32_t kind = span >> 16, s = span >> 8 & 255, t = span & 255;
    uint32_t from = s, to = t;
    if (kind == 0) {
      to = s + 1 + right_split_[at(s, t)];
      heads[to] = static_cast<uint16_t>(s + 1);
      push(0, to, t);
    } else {
      from = s + left_split_[at(s, t)];
      heads[from] = static_cast<uint16_t>(t + 1);
      push(1, s, from);
    }
    const uint32_t split = inner_split_[at(from, to)];
    push(0, from, from + split);
    push(1, from + split + 1, to);
  }
}

}  // namespace dateline
