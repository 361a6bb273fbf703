#include "findings/clusters.h"

#include <algorithm>
#include <numeric>
#include <queue>
#include <unordered_map>
#include <unordered_set>

#include "findings/union_find.h"

namespace dateline {
namespace {

constexpr int64_t kVeto = -6000;      ///< what a contradictory pair counts
constexpr int32_t kCutStep = 500;     ///< by how much the edges at which giants are cut grow stronger
constexpr size_t kMostExact = 4096;   ///< pairs of two clusters that are looked at one by one before they are merged

/// What is known of the pairs between two clusters.
struct Pairs {
  int64_t sum = 0;
  uint32_t count = 0, vetoes = 0;
  void Add(const Pairs& other) {
    sum += other.sum;
    count += other.count;
    vetoes += other.vetoes;
  }
};

struct Offer {
  double average = 0;
  uint32_t a = 0, b = 0;  ///< a < b
  uint32_t version_a = 0, version_b = 0;
  bool operator<(const Offer& other) const {
    if (average != other.average) return average < other.average;
    return a != other.a ? a > other.a : b > other.b;
  }
};

/// An edge between places in the list of rows.
struct LocalEdge {
  uint32_t a = 0, b = 0;
  int32_t log_odds = 0;
};

/// Clusters one list of rows; a cluster is called by its first row's place in the list.
class Clusterer {
 public:
  Clusterer(const SameEventModel& model, const EventSketches& sketches, std::span<const uint32_t> rows, double veto_share)
      : model_(model), sketches_(sketches), rows_(rows), veto_share_(veto_share), members_(rows.size()), near_(rows.size()), version_(rows.size(), 0) {
    for (uint32_t i = 0; i < rows.size(); ++i) members_[i] = {i};
  }

  void Run(std::span<const LocalEdge> edges, std::span<const std::pair<uint32_t, uint32_t>> same, std::span<const std::pair<uint32_t, uint32_t>> apart) {
    if (rows_.size() <= kDenseComponent) ScoreAll();
    else for (const LocalEdge& edge : edges) Put(edge.a, edge.b, {ClampedLogOdds(edge.log_odds), 1, 0});
    UnionFind at(rows_.size());
    for (const auto& [a, b] : same) {
      const uint32_t x = at.Find(a), y = at.Find(b);
      if (x == y) continue;
      Merge(std::min(x, y), std::max(x, y));
      at.Join(x, y);
    }
    for (const auto& [a, b] : apart) {
      const uint32_t x = at.Find(a), y = at.Find(b);
      if (x == y) continue;  // put together by a person as well: the pairs say so
      apart_.insert(Key(x, y));
    }
    for (uint32_t a = 0; a < near_.size(); ++a) {
      for (const auto& [b, pairs] : near_[a]) {
        if (a < b) OfferPair(a, b);
      }
    }
    while (!offers_.empty()) {
      const Offer offer = offers_.top();
      offers_.pop();
      if (offer.version_a != version_[offer.a] || offer.version_b != version_[offer.b]) continue;
      if (offer.average < model_.merge()) break;
      if (Allowed(offer)) Merge(offer.a, offer.b);
    }
  }

  /// Adds the clusters to `out` and says in `group_of`, by `places` of the rows in their component, where each went.
  void Collect(std::span<const uint32_t> places, ComponentGroups& out, std::vector<uint32_t>& group_of) const {
    for (const std::vector<uint32_t>& members : members_) {
      if (members.empty()) continue;
      auto& group = out.groups.emplace_back();
      for (const uint32_t i : members) group.push_back(rows_[i]);
      for (const uint32_t i : members) group_of[places[i]] = static_cast<uint32_t>(out.groups.size() - 1);
    }
  }

  void Links(std::span<const uint32_t> places, const std::vector<uint32_t>& group_of, std::vector<GroupLink>& out) const {
    for (uint32_t a = 0; a < near_.size(); ++a) {
      for (const auto& [b, pairs] : near_[a]) {
        if (a > b || apart_.contains(Key(a, b))) continue;
        const double average = Average(a, b, pairs);
        if (average < model_.possibly()) continue;
        const uint32_t first = group_of[places[a]], second = group_of[places[b]];
        out.push_back({std::min(first, second), std::max(first, second), SameEventModel::Probability(average), average >= model_.merge()});
      }
    }
  }

 private:
  static uint64_t Key(uint32_t a, uint32_t b) { return uint64_t{std::min(a, b)} << 32 | std::max(a, b); }

  Pairs Score(uint32_t i, uint32_t k) const {
    if (model_.Contradiction(sketches_, rows_[i], rows_[k]) != Gate::kNone) return {kVeto, 1, 1};
    return {ClampedLogOdds(model_.LogOdds(sketches_, rows_[i], rows_[k])), 1, 0};
  }

  void ScoreAll() {
    for (uint32_t i = 0; i < rows_.size(); ++i) {
      for (uint32_t k = i + 1; k < rows_.size(); ++k) Put(i, k, Score(i, k));
    }
  }

  void Put(uint32_t a, uint32_t b, const Pairs& pairs) {
    near_[a][b].Add(pairs);
    near_[b][a].Add(pairs);
  }

  double Average(uint32_t a, uint32_t b, const Pairs& pairs) const {
    const auto all = static_cast<int64_t>(members_[a].size()) * static_cast<int64_t>(members_[b].size());
    return static_cast<double>(pairs.sum + (all - pairs.count) * kUnscoredPair) / static_cast<double>(all);
  }

  void OfferPair(uint32_t a, uint32_t b) {
    if (a > b) std::swap(a, b);
    const double average = Average(a, b, near_[a][b]);
    if (average >= model_.merge()) offers_.push({average, a, b, version_[a], version_[b]});
  }

  /// Looks at the pairs that no block brought together. False: they contradict, or make the offer a worse one, which then comes again.
  bool Allowed(const Offer& offer) {
    const uint32_t a = offer.a, b = offer.b;
    if (apart_.contains(Key(a, b))) return false;
    Pairs& pairs = near_[a][b];
    const size_t all = members_[a].size() * members_[b].size();
    if (pairs.count < all && all <= kMostExact) {
      pairs = {};
      for (const uint32_t i : members_[a]) {
        for (const uint32_t k : members_[b]) pairs.Add(Score(std::min(i, k), std::max(i, k)));
      }
      near_[b][a] = pairs;
      if (Average(a, b, pairs) < offer.average) {
        OfferPair(a, b);
        return false;
      }
    }
    return static_cast<double>(pairs.vetoes) <= veto_share_ * static_cast<double>(all);
  }

  /// b goes into a.
  void Merge(uint32_t a, uint32_t b) {
    near_[a].erase(b);
    near_[b].erase(a);
    for (const auto& [other, pairs] : near_[b]) {
      near_[a][other].Add(pairs);
      auto& back = near_[other];
      back.erase(b);
      back[a].Add(pairs);
    }
    for (uint32_t other = 0; !apart_.empty() && other < members_.size(); ++other) {
      if (apart_.contains(Key(b, other))) apart_.insert(Key(a, other));
    }
    near_[b].clear();
    std::vector<uint32_t> joined(members_[a].size() + members_[b].size());
    std::merge(members_[a].begin(), members_[a].end(), members_[b].begin(), members_[b].end(), joined.begin());
    members_[a] = std::move(joined);
    members_[b].clear();
    ++version_[a];
    ++version_[b];
    for (const auto& [other, pairs] : near_[a]) OfferPair(a, other);
  }

  const SameEventModel& model_;
  const EventSketches& sketches_;
  std::span<const uint32_t> rows_;
  double veto_share_;
  std::vector<std::vector<uint32_t>> members_;
  std::vector<std::unordered_map<uint32_t, Pairs>> near_;
  std::vector<uint32_t> version_;
  std::unordered_set<uint64_t> apart_;
  std::priority_queue<Offer> offers_;
};

using PlacePairs = std::vector<std::pair<uint32_t, uint32_t>>;

/// A part of a component: places of rows, ascending, and what lies between them by their place in the part.
struct Piece {
  std::vector<uint32_t> places;
  std::vector<LocalEdge> edges;
  PlacePairs same, apart;
};

/// Parts of a piece that hang together by edges of `least` or more, giants cut further at stronger ones. Each edge is looked at once a step.
void CutGiants(Piece piece, int32_t least, std::vector<Piece>& out) {
  if (piece.places.size() <= kGiantComponent || least > kStrongPair) {
    out.push_back(std::move(piece));
    return;
  }
  UnionFind at(piece.places.size());
  for (const LocalEdge& edge : piece.edges) {
    if (edge.log_odds >= least) at.Join(edge.a, edge.b);
  }
  for (const auto& [a, b] : piece.same) at.Join(a, b);
  std::vector<uint32_t> part_of(piece.places.size(), kNoRow), number(piece.places.size());
  std::vector<Piece> parts;
  for (uint32_t i = 0; i < piece.places.size(); ++i) {
    const uint32_t root = at.Find(i);
    if (root == i) {
      part_of[i] = static_cast<uint32_t>(parts.size());
      parts.emplace_back();
    }
    part_of[i] = part_of[root];
    number[i] = static_cast<uint32_t>(parts[part_of[i]].places.size());
    parts[part_of[i]].places.push_back(piece.places[i]);
  }
  for (const LocalEdge& edge : piece.edges) {
    if (part_of[edge.a] == part_of[edge.b]) parts[part_of[edge.a]].edges.push_back({number[edge.a], number[edge.b], edge.log_odds});
  }
  for (PlacePairs Piece::*pairs : {&Piece::same, &Piece::apart}) {
    for (const auto& [a, b] : piece.*pairs) {
      if (part_of[a] == part_of[b]) (parts[part_of[a]].*pairs).emplace_back(number[a], number[b]);
    }
  }
  piece = {};
  for (Piece& part : parts) CutGiants(std::move(part), least + kCutStep, out);
}

/// A component with its rows numbered by their place.
class Component {
 public:
  Component(std::span<const uint32_t> rows, std::span<const EventEdge> edges, const EventDecisions& decisions) : rows_(rows) {
    for (uint32_t i = 0; i < rows.size(); ++i) place_[rows[i]] = i;
    for (const EventEdge& edge : edges) edges_.push_back({place_.at(edge.a), place_.at(edge.b), edge.log_odds});
    same_ = Local(decisions.same);
    apart_ = Local(decisions.apart);
  }

  ComponentGroups Cluster(const SameEventModel& model, const EventSketches& sketches) const {
    Piece all;
    all.places.resize(rows_.size());
    std::iota(all.places.begin(), all.places.end(), 0u);
    all.edges = edges_;
    all.same = same_;
    all.apart = apart_;
    std::vector<Piece> pieces;
    CutGiants(std::move(all), model.merge(), pieces);
    ComponentGroups out;
    std::vector<uint32_t> group_of(rows_.size(), kNoRow);  // by place
    for (const Piece& piece : pieces) ClusterPiece(model, sketches, piece, group_of, out);
    if (pieces.size() > 1) CutLinks(model, pieces, group_of, out);
    Order(sketches, out);
    return out;
  }

 private:
  PlacePairs Local(const PlacePairs& pairs) const {
    PlacePairs out;
    for (const auto& [a, b] : pairs) {
      const auto x = place_.find(a), y = place_.find(b);
      if (x != place_.end() && y != place_.end() && x->second != y->second) out.emplace_back(std::min(x->second, y->second), std::max(x->second, y->second));
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  void ClusterPiece(const SameEventModel& model, const EventSketches& sketches, const Piece& piece, std::vector<uint32_t>& group_of, ComponentGroups& out) const {
    std::vector<uint32_t> rows;
    for (const uint32_t place : piece.places) rows.push_back(rows_[place]);
    Clusterer clusterer(model, sketches, rows, model.sketcher().Gate("veto-share"));
    clusterer.Run(piece.edges, piece.same, piece.apart);
    clusterer.Collect(piece.places, out, group_of);
    clusterer.Links(piece.places, group_of, out.links);
  }

  /// Edges at which a giant was cut still ask for a person, by the groups they lie between.
  void CutLinks(const SameEventModel& model, const std::vector<Piece>& pieces, const std::vector<uint32_t>& group_of, ComponentGroups& out) const {
    std::vector<uint32_t> piece_of(rows_.size());
    for (uint32_t p = 0; p < pieces.size(); ++p) {
      for (const uint32_t place : pieces[p].places) piece_of[place] = p;
    }
    std::unordered_map<uint64_t, Pairs> between;
    for (const LocalEdge& edge : edges_) {
      if (piece_of[edge.a] == piece_of[edge.b]) continue;
      const uint32_t a = group_of[edge.a], b = group_of[edge.b];
      between[uint64_t{std::min(a, b)} << 32 | std::max(a, b)].Add({ClampedLogOdds(edge.log_odds), 1, 0});
    }
    for (const auto& [key, pairs] : between) {
      const auto a = static_cast<uint32_t>(key >> 32), b = static_cast<uint32_t>(key);
      const auto all = static_cast<int64_t>(out.groups[a].size() * out.groups[b].size());
      const double average = static_cast<double>(pairs.sum + (all - pairs.count) * kUnscoredPair) / static_cast<double>(all);
      if (average >= model.possibly()) out.links.push_back({a, b, SameEventModel::Probability(average), false});
    }
  }

  /// Groups by the content id of their first row, links by their groups.
  static void Order(const EventSketches& sketches, ComponentGroups& out) {
    std::vector<uint32_t> order(out.groups.size()), rank(out.groups.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return sketches.events[out.groups[a].front()].id < sketches.events[out.groups[b].front()].id; });
    std::vector<std::vector<uint32_t>> groups;
    for (uint32_t i = 0; i < order.size(); ++i) {
      rank[order[i]] = i;
      groups.push_back(std::move(out.groups[order[i]]));
    }
    out.groups = std::move(groups);
    for (GroupLink& link : out.links) {
      const uint32_t a = rank[link.first], b = rank[link.second];
      link.first = std::min(a, b);
      link.second = std::max(a, b);
    }
    std::sort(out.links.begin(), out.links.end(), [](const GroupLink& a, const GroupLink& b) { return a.first != b.first ? a.first < b.first : a.second < b.second; });
  }

  std::span<const uint32_t> rows_;
  std::unordered_map<uint32_t, uint32_t> place_;
  std::vector<LocalEdge> edges_;
  PlacePairs same_, apart_;
};

}  // namespace

ComponentGroups ClusterComponent(const SameEventModel& model, const EventSketches& sketches, std::span<const uint32_t> rows, std::span<const EventEdge> edges,
                                 const EventDecisions& decisions) {
  if (rows.size() == 1) return {{{rows[0]}}, {}};
  return Component(rows, edges, decisions).Cluster(model, sketches);
}

}  // namespace dateline
