// The best labels of a sentence around a cue: a chain over its words with a score for each word's label and for each beginning and end (Viterbi; the trainer
// learns the scores by the sums over all labellings).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "claims/attribution_model.h"

namespace dateline {

/// Scores of one sentence seen from one cue: label[t] of token t, begin[t] and end[t] of the gap before token t; those of kOutside are 0.
template <class T>
struct LabelScores {
  using Row = std::array<T, 4>;
  std::vector<Row> label, begin, end;
  uint32_t head = 0;  ///< a part of the cue whatever happens

  void Reset(uint32_t size, uint32_t cue_head) {
    label.assign(size, Row{});
    begin.assign(size + 1, Row{});
    end.assign(size + 1, Row{});
    head = cue_head;
  }
  uint32_t size() const { return static_cast<uint32_t>(label.size()); }
  /// The cue is one stretch around its head: left of it nothing ends the cue, right of it nothing begins one.
  bool Allows(uint32_t gap, uint32_t from, uint32_t to) const {
    if (gap <= head) return from != kInCue || to == kInCue;
    return to != kInCue || from == kInCue;
  }
  bool AllowsAt(uint32_t token, uint32_t to) const { return token != head || to == kInCue; }
  T Step(uint32_t gap, uint32_t from, uint32_t to) const { return from == to ? T{} : static_cast<T>(end[gap][from] + begin[gap][to]); }
};

/// Labels of the best path into `out`. `back` is scratch.
template <class T>
void BestLabels(const LabelScores<T>& s, std::vector<uint8_t>& out, std::vector<std::array<uint8_t, 4>>& back) {
  constexpr T kNever = static_cast<T>(-1000000000);
  const uint32_t n = s.size();
  out.assign(n, kOutside);
  back.resize(n);
  std::array<T, 4> score{}, next{};
  for (uint32_t t = 0; t < n; ++t) {
    for (uint32_t to = 0; to < 4; ++to) {
      next[to] = kNever;
      back[t][to] = 0;
      if (!s.AllowsAt(t, to)) continue;
      for (uint32_t from = 0; from < (t == 0 ? 1u : 4u); ++from) {
        if (!s.Allows(t, from, to) || (t > 0 && score[from] <= kNever)) continue;
        const T value = static_cast<T>(score[from] + s.Step(t, from, to));
        if (value > next[to]) next[to] = value, back[t][to] = static_cast<uint8_t>(from);
      }
      if (next[to] > kNever) next[to] = static_cast<T>(next[to] + s.label[t][to]);
    }
    score = next;
  }
  uint32_t best = 0;
  T most = kNever;
  for (uint32_t from = 0; from < 4; ++from) {
    if (score[from] <= kNever) continue;
    const T value = static_cast<T>(score[from] + s.Step(n, from, kOutside));
    if (value > most) most = value, best = from;
  }
  for (uint32_t t = n; t-- > 0;) {
    out[t] = static_cast<uint8_t>(best);
    best = back[t][best];
  }
}

}  // namespace dateline
