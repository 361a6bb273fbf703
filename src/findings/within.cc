#include "findings/within.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/table.h"

namespace dateline {
namespace {

constexpr float kVeto = -1e6f, kForced = 1e6f;

/// Average-link clustering of n things with the score of each pair in `scores` (n * n, symmetric): the two groups whose pairs score most on average are joined as long as
/// that is above 0. A pair at kVeto keeps its groups apart.
class AverageLink {
 public:
  AverageLink(std::vector<float> scores, size_t n) : scores_(std::move(scores)), n_(n), size_(n, 1), best_(n, kNoRow), of_(n) {
    for (uint32_t i = 0; i < n; ++i) of_[i] = {i};
  }

  std::vector<std::vector<uint32_t>> Run() {
    for (uint32_t i = 0; i < n_; ++i) Look(i);
    while (true) {
      uint32_t top = kNoRow;
      for (uint32_t i = 0; i < n_; ++i) {
        if (size_[i] > 0 && best_[i] != kNoRow && (top == kNoRow || At(i, best_[i]) > At(top, best_[top]))) top = i;
      }
      if (top == kNoRow || At(top, best_[top]) <= 0) break;
      Join(top, best_[top]);
    }
    std::vector<std::vector<uint32_t>> out;
    for (uint32_t i = 0; i < n_; ++i) {
      if (size_[i] == 0) continue;
      std::sort(of_[i].begin(), of_[i].end());
      out.push_back(std::move(of_[i]));
    }
    return out;
  }

 private:
  float& At(size_t i, size_t k) { return scores_[i * n_ + k]; }

  /// The group behind `i` that it fits best.
  void Look(uint32_t i) {
    best_[i] = kNoRow;
    for (uint32_t k = i + 1; k < n_; ++k) {
      if (size_[k] > 0 && (best_[i] == kNoRow || At(i, k) > At(i, best_[i]))) best_[i] = k;
    }
  }

  /// `i` takes `k` in, i < k.
  void Join(uint32_t i, uint32_t k) {
    const auto wi = static_cast<float>(size_[i]), wk = static_cast<float>(size_[k]);
    for (uint32_t m = 0; m < n_; ++m) {
      if (size_[m] == 0 || m == i || m == k) continue;
      const bool veto = At(i, m) <= kVeto || At(k, m) <= kVeto;
      At(i, m) = At(m, i) = veto ? kVeto : (wi * At(i, m) + wk * At(k, m)) / (wi + wk);
    }
    size_[i] += size_[k];
    size_[k] = 0;
    of_[i].insert(of_[i].end(), of_[k].begin(), of_[k].end());
    for (uint32_t m = 0; m < k; ++m) {
      if (size_[m] == 0) continue;
      if (m == i || best_[m] == i || best_[m] == k) Look(m);
      else if (m < i && At(m, i) > At(m, best_[m])) best_[m] = i;
    }
    if (size_[i] > 0) Look(i);
  }

  std::vector<float> scores_;
  size_t n_;
  std::vector<size_t> size_;
  std::vector<uint32_t> best_;
  std::vector<std::vector<uint32_t>> of_;
};

bool Holds(const std::vector<std::pair<uint32_t, uint32_t>>& pairs, uint32_t a, uint32_t b) {
  return std::any_of(pairs.begin(), pairs.end(), [&](const auto& pair) { return (pair.first == a && pair.second == b) || (pair.first == b && pair.second == a); });
}

/// What a person decided about the claims begin .. begin + count - 1.
Corrections OfReport(const Corrections& all, Slice claims) {
  Corrections out;
  const auto inside = [&](uint32_t claim) { return claim >= claims.begin && claim < claims.begin + claims.count; };
  for (const auto& pair : all.same) {
    if (inside(pair.first) && inside(pair.second)) out.same.push_back(pair);
  }
  for (const auto& pair : all.apart) {
    if (inside(pair.first) && inside(pair.second)) out.apart.push_back(pair);
  }
  return out;
}

}  // namespace

Result<MentionMerger> MentionMerger::Load(const Container& knowledge) {
  MentionMerger out;
  auto pairs = MentionPairs::Load(knowledge);
  if (!pairs) return pairs.error();
  out.pairs_ = std::move(*pairs);
  const auto table = knowledge.OpenTable(kWeights);
  if (!table) return table.error();
  const auto names = MentionPairs::Names();
  out.weights_.assign(names.size(), 0);
  for (const Table::Row& row : table->rows()) {
    const auto name = std::find(names.begin(), names.end(), row.cells[0]);
    if (name == names.end()) return Error{table->Where(row), "feature \"" + std::string(row.cells[0]) + "\"", "one that docs/fusion.md lists"};
    float& weight = out.weights_[static_cast<size_t>(name - names.begin())];
    const std::string_view text = row.cells[1];
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), weight);
    if (error != std::errc{} || end != text.data() + text.size()) return Error{table->Where(row), "weight \"" + std::string(text) + "\"", "a number"};
  }
  return out;
}

float MentionMerger::Score(const MentionFeatures& features) const {
  float sum = 0;
  for (size_t i = 0; i < features.count; ++i) sum += weights_[features.of[i]];
  return sum;
}

MentionMerger::Groups MentionMerger::GroupWindow(const ClaimSet& claims, std::span<const MentionView> views, std::span<const uint32_t> rows, const Corrections& corrections) const {
  const size_t n = rows.size();
  std::vector<float> scores(n * n, kVeto);
  MentionFeatures features;
  for (size_t i = 0; i < n; ++i) {
    for (size_t k = i + 1; k < n; ++k) {
      const MentionView& a = views[rows[i]];
      const MentionView& b = views[rows[k]];
      float score = kVeto;
      if (Holds(corrections.apart, a.claim, b.claim)) {
        score = kVeto;
      } else if (Holds(corrections.same, a.claim, b.claim)) {
        score = kForced;
      } else if (pairs_.Gate(claims, a, b) == MentionGate::kNone) {
        pairs_.Features(claims, a, b, features);
        score = Score(features);
      }
      scores[i * n + k] = scores[k * n + i] = score;
    }
  }
  Groups groups = AverageLink(std::move(scores), n).Run();
  for (auto& group : groups) {
    for (uint32_t& member : group) member = rows[member];
  }
  return groups;
}

/// Beyond kWindow claims: window by window, then the first claims of the groups found, until none are joined any more.
MentionMerger::Groups MentionMerger::Group(const ClaimSet& claims, std::span<const MentionView> views, const Corrections& corrections) const {
  Groups groups(views.size());
  for (uint32_t i = 0; i < views.size(); ++i) groups[i] = {i};
  std::vector<uint32_t> heads;
  while (true) {
    const size_t before = groups.size();
    Groups joined;
    for (size_t begin = 0; begin < before; begin += kWindow) {
      const size_t end = std::min(before, begin + kWindow);
      heads.clear();
      for (size_t i = begin; i < end; ++i) heads.push_back(groups[i].front());
      for (const auto& of_heads : GroupWindow(claims, views, heads, corrections)) {
        auto& group = joined.emplace_back();
        for (const uint32_t head : of_heads) {
          const auto at = std::find_if(groups.begin() + static_cast<ptrdiff_t>(begin), groups.begin() + static_cast<ptrdiff_t>(end), [&](const auto& g) { return g.front() == head; });
          group.insert(group.end(), at->begin(), at->end());
        }
        std::sort(group.begin(), group.end());
      }
    }
    std::sort(joined.begin(), joined.end());
    groups = std::move(joined);
    if (before <= kWindow || groups.size() == before) return groups;
  }
}

std::vector<Occurrence> MentionMerger::Merge(const ClaimSet& claims, uint32_t report, const Corrections& corrections) const {
  const Slice own = claims.reports[report].claims;
  std::vector<uint32_t> rows;
  for (uint32_t claim = own.begin; claim < own.begin + own.count; ++claim) {
    if (claims.claims[claim].kind != RecordKind::kStatement && !corrections.IsRejected(claim)) rows.push_back(claim);
  }
  std::vector<MentionView> views;
  pairs_.Read(claims, report, rows, views);
  std::vector<Occurrence> out;
  for (const auto& group : Group(claims, views, OfReport(corrections, own))) {
    std::vector<uint32_t> members;
    size_t background = 0, period = 0;
    for (const uint32_t i : group) {
      members.push_back(views[i].claim);
      background += views[i].background;
      period += views[i].period;
    }
    out.push_back(MakeOccurrence(claims, std::move(members), 2 * period > group.size(), 2 * background > group.size()));
  }
  return out;
}

std::vector<Occurrence> MentionMerger::MergeAll(const ClaimSet& claims, const Corrections& corrections) const {
  std::vector<Occurrence> out;
  for (uint32_t report = 0; report < claims.reports.size(); ++report) {
    for (Occurrence& occurrence : Merge(claims, report, corrections)) out.push_back(std::move(occurrence));
  }
  return out;
}

}  // namespace dateline
