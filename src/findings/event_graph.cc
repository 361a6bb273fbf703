#include "findings/event_graph.h"

#include <algorithm>
#include <atomic>
#include <numeric>

#include "base/hash.h"
#include "findings/threads.h"
#include "findings/union_find.h"

namespace dateline {
namespace {

constexpr int32_t kKeptEdge = -3000;       ///< weaker pairs are as good as never scored
constexpr size_t kBuffer = size_t{1} << 20;  ///< edges of a thread that are sorted together
constexpr double kSameWords = 0.6;         ///< share of words that an occurrence in a copy has in common with what it repeats

bool Before(const EventEdge& x, const EventEdge& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; }

void SortUnique(std::vector<EventEdge>& edges) {
  std::sort(edges.begin(), edges.end(), Before);
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
}

double SharedWords(std::span<const uint32_t> a, std::span<const uint32_t> b) {
  if (a.empty() && b.empty()) return 1;
  std::vector<uint32_t> shared;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(shared));
  return static_cast<double>(shared.size()) / static_cast<double>(a.size() + b.size() - shared.size());
}

/// The bytes that scores rest on.
class Prints {
 public:
  explicit Prints(const EventSketches& sketches) : s_(sketches) {
    reports_.reserve(s_.reports.size());
    for (const ReportSketch& report : s_.reports) reports_.push_back(OfReport(report));
  }

  ContentId Of(const EventSketch& event) {
    bytes_.clear();
    Put(event.id);
    Put(reports_[event.report]);
    Put(event.kind);
    Put(uint64_t{event.type.type} << 48 | uint64_t{event.type.mode} << 32 | event.type.families);
    Put(event.type.group);
    Put(event.plain_type);
    Put(static_cast<uint8_t>(event.background | event.total << 1 | event.unreal << 2 | event.told << 3));
    Put(event.start);
    Put(event.end);
    Place(event.place);
    for (const SketchFigure* figure : {&event.killed, &event.injured, &event.count}) {
      Put(figure->low);
      Put(figure->best);
      Put(figure->high);
      Put(static_cast<uint8_t>(figure->given | figure->exact << 1));
    }
    Put(event.actors);
    for (const SketchParty& party : std::span(s_.parties).subspan(event.parties.begin, event.parties.count)) {
      for (const uint32_t hash : {party.actor, party.name, party.person, party.country, party.role, party.full}) Put(hash);
    }
    for (const Slice slice : {event.names, event.words, event.weapons}) List(slice);
    return Hash();
  }

 private:
  template <class T>
  void Put(const T& value) {
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void List(Slice slice) {
    Put(slice.count);
    for (const uint32_t hash : s_.Hashes(slice)) Put(hash);
  }
  void Place(const SketchPlace& place) {
    for (const float number : {place.lat, place.lon, place.radius}) Put(number);
    for (const uint32_t number : {place.geonameid, place.name, place.country, place.adm1, place.adm2}) Put(number);
    Put(place.precision);
    Put(place.has_point);
  }
  ContentId Hash() const {
    const Hash128 hash = HashId(bytes_);
    return {hash.high, hash.low};
  }
  ContentId OfReport(const ReportSketch& report) {
    bytes_.clear();
    Put(report.id);
    Put(report.published);
    Put(report.publisher);
    Place(report.dateline);
    for (const Slice slice : {report.persons, report.names, report.words, report.places, report.title}) List(slice);
    return Hash();
  }

  const EventSketches& s_;
  std::vector<ContentId> reports_;
  std::string bytes_;
};

struct IdHash {
  size_t operator()(const ContentId& id) const { return id.low; }
};

}  // namespace

/// An occurrence in a copy that says what one in the original says is no voice of its own: it goes where the original goes.
std::vector<uint32_t> EventGraph::Anchors() const {
  std::vector<uint32_t> out(sketches_.events.size());
  std::iota(out.begin(), out.end(), 0u);
  std::vector<std::vector<uint32_t>> of_origin(sketches_.reports.size());
  for (uint32_t row = 0; row < out.size(); ++row) of_origin[sketches_.events[row].report].push_back(row);
  for (uint32_t row = 0; row < out.size(); ++row) {
    const EventSketch& event = sketches_.events[row];
    const uint32_t origin = sketches_.reports[event.report].origin;
    if (origin == event.report) continue;
    double best = 0;
    for (const uint32_t other : of_origin[origin]) {
      const EventSketch& original = sketches_.events[other];
      if (original.kind != event.kind || original.plain_type != event.plain_type || original.killed.best != event.killed.best || original.injured.best != event.injured.best) continue;
      const double shared = SharedWords(sketches_.Hashes(event.words), sketches_.Hashes(original.words));
      const bool better = shared > best || (shared == best && out[row] != row && original.id < sketches_.events[out[row]].id);
      if (shared < kSameWords || !better) continue;
      best = shared;
      out[row] = other;
    }
  }
  return out;
}

void EventGraph::Print() {
  Prints prints(sketches_);
  prints_.resize(sketches_.events.size());
  for (size_t row = 0; row < prints_.size(); ++row) prints_[row] = prints.Of(sketches_.events[row]);
}

SavedGraph EventGraph::Save() const {
  SavedGraph out;
  std::vector<uint32_t> number(prints_.size(), kNoRow);
  for (uint32_t row = 0; row < prints_.size(); ++row) {
    if (anchor_[row] != row) continue;
    number[row] = static_cast<uint32_t>(out.prints.size());
    out.prints.push_back(prints_[row]);
  }
  out.edges.reserve(edges_.size());
  for (const EventEdge& edge : edges_) out.edges.push_back({number[edge.a], number[edge.b], edge.log_odds});
  out.full.assign(full_.begin(), full_.end());
  std::sort(out.full.begin(), out.full.end());
  return out;
}

void EventGraph::Restore(const SavedGraph& saved) {
  prints_ = saved.prints;
  anchor_.resize(prints_.size());
  std::iota(anchor_.begin(), anchor_.end(), 0u);
  edges_.clear();
  for (const SavedGraph::Edge& edge : saved.edges) {
    if (std::max(edge.a, edge.b) < prints_.size()) edges_.push_back({std::min(edge.a, edge.b), std::max(edge.a, edge.b), edge.log_odds});
  }
  full_ = {saved.full.begin(), saved.full.end()};
  components_.clear();
}

const EventClusters& EventGraph::Update(const ClaimSet& claims, std::span<const Occurrence> occurrences, const Corrections& corrections) {
  out_ = {};
  // What was there before, by what its scores rest on.
  std::unordered_map<ContentId, uint32_t, IdHash> before;
  before.reserve(prints_.size());
  for (uint32_t row = 0; row < prints_.size(); ++row) {
    if (anchor_[row] == row) before.emplace(prints_[row], row);
  }
  const size_t rows_before = prints_.size();
  sketches_ = model_.Sketch(claims, occurrences);
  anchor_ = Anchors();
  Print();

  std::vector<uint32_t> rows, row_of(rows_before, kNoRow);
  std::vector<uint8_t> fresh(prints_.size(), 0);
  for (uint32_t row = 0; row < prints_.size(); ++row) {
    if (anchor_[row] != row) continue;
    rows.push_back(row);
    const auto known = before.find(prints_[row]);
    if (known != before.end() && row_of[known->second] == kNoRow) row_of[known->second] = row;
    else fresh[row] = 1;
  }
  before.clear();
  std::vector<EventEdge> kept;
  for (const EventEdge& edge : edges_) {
    const uint32_t a = row_of[edge.a], b = row_of[edge.b];
    if (a != kNoRow && b != kNoRow) kept.push_back({std::min(a, b), std::max(a, b), edge.log_odds});
  }
  edges_ = std::move(kept);
  const EventBlocks blocks(sketches_, rows);
  ScorePairs(blocks, fresh);
  Cluster(Decisions(claims, occurrences, corrections));
  return out_;
}

/// Marks the blocks whose pairs all come anew: those that are or were too full, since what they pair depends on all that is in them. Edges that no other block vouches
/// for are dropped, to be found again.
std::vector<uint8_t> EventGraph::CarryOver(const EventBlocks& blocks) {
  std::vector<uint8_t> anew(blocks.size(), 0), touched(sketches_.events.size(), 0);
  std::unordered_set<uint32_t> full;
  for (size_t block = 0; block < blocks.size(); ++block) {
    if (blocks.Full(block)) full.insert(blocks.Key(block));
    if (!blocks.Full(block) && !full_.contains(blocks.Key(block))) continue;
    anew[block] = 1;
    blocks.Members(block, [&](uint32_t row) { touched[row] = 1; });
  }
  full_ = std::move(full);
  std::erase_if(edges_, [&](const EventEdge& edge) { return touched[edge.a] != 0 && touched[edge.b] != 0 && !SharePlainKey(sketches_, edge.a, edge.b, full_); });
  return anew;
}

void EventGraph::ScorePairs(const EventBlocks& blocks, const std::vector<uint8_t>& fresh) {
  const std::vector<uint8_t> anew = CarryOver(blocks);
  std::atomic<size_t> next{0};
  std::atomic<uint64_t> scored{0};
  std::vector<std::vector<EventEdge>> found(static_cast<size_t>(threads_));
  const auto work = [&](size_t thread) {
    constexpr size_t kChunk = 256;
    std::vector<EventEdge>& edges = found[thread];
    size_t sorted = 0;
    uint64_t pairs = 0;
    for (size_t begin = next.fetch_add(kChunk); begin < blocks.size(); begin = next.fetch_add(kChunk)) {
      for (size_t block = begin; block < std::min(blocks.size(), begin + kChunk); ++block) {
        blocks.Pairs(block, anew[block] != 0 ? nullptr : &fresh, [&](uint32_t a, uint32_t b) {
          ++pairs;
          if (model_.Contradiction(sketches_, a, b) != Gate::kNone) return;
          const int32_t log_odds = model_.LogOdds(sketches_, a, b);
          if (log_odds >= kKeptEdge) edges.push_back({a, b, log_odds});
        });
        if (edges.size() - sorted < kBuffer + sorted) continue;  // pairs come again in other blocks: fold them before they fill the memory
        SortUnique(edges);
        sorted = edges.size();
      }
    }
    SortUnique(edges);
    scored += pairs;
  };
  OnThreads(found.size(), work);
  for (std::vector<EventEdge>& edges : found) {
    edges_.insert(edges_.end(), edges.begin(), edges.end());
    std::vector<EventEdge>().swap(edges);
  }
  SortUnique(edges_);
  out_.scored = scored;
}

EventDecisions EventGraph::Decisions(const ClaimSet& claims, std::span<const Occurrence> occurrences, const Corrections& corrections) const {
  EventDecisions out;
  if (corrections.same.empty() && corrections.apart.empty()) return out;
  std::vector<uint32_t> row_of(claims.claims.size(), kNoRow);
  for (uint32_t row = 0; row < occurrences.size(); ++row) {
    for (const uint32_t claim : occurrences[row].claims) row_of[claim] = anchor_[row];
  }
  const auto rows = [&](const std::vector<std::pair<uint32_t, uint32_t>>& pairs, std::vector<std::pair<uint32_t, uint32_t>>& to) {
    for (const auto& [a, b] : pairs) {
      if (std::max(a, b) >= row_of.size()) continue;
      const uint32_t x = row_of[a], y = row_of[b];
      if (x != kNoRow && y != kNoRow && x != y) to.emplace_back(std::min(x, y), std::max(x, y));
    }
  };
  rows(corrections.same, out.same);
  rows(corrections.apart, out.apart);
  return out;
}

namespace {

/// Components of a graph; the rows of each by content id.
class Components {
 public:
  Components(const EventSketches& sketches, const std::vector<uint32_t>& anchor, int32_t least, const std::vector<EventEdge>& edges, const EventDecisions& decisions)
      : component_(sketches.events.size(), kNoRow) {
    UnionFind joined(sketches.events.size());
    for (const EventEdge& edge : edges) {
      if (edge.log_odds >= least) joined.Join(edge.a, edge.b);
    }
    for (const auto& [a, b] : decisions.same) joined.Join(a, b);
    std::vector<uint32_t> rows;
    for (uint32_t row = 0; row < joined.size(); ++row) {
      if (anchor[row] == row) rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end(), [&](uint32_t a, uint32_t b) { return sketches.events[a].id < sketches.events[b].id; });
    // By component, in the order of their first row; within one by id.
    std::vector<uint32_t> number(joined.size(), kNoRow);
    for (const uint32_t row : rows) {
      uint32_t& component = number[joined.Find(row)];
      if (component == kNoRow) {
        component = static_cast<uint32_t>(sizes_.size());
        sizes_.push_back(0);
      }
      ++sizes_[component];
    }
    starts_.assign(sizes_.size() + 1, 0);
    for (size_t i = 0; i < sizes_.size(); ++i) starts_[i + 1] = starts_[i] + sizes_[i];
    rows_.resize(rows.size());
    std::vector<uint32_t> at(starts_.begin(), starts_.end() - 1);
    for (const uint32_t row : rows) {
      const uint32_t component = number[joined.Find(row)];
      component_[row] = component;
      rows_[at[component]++] = row;
    }
  }

  size_t size() const { return sizes_.size(); }
  std::span<const uint32_t> Rows(size_t component) const { return std::span(rows_).subspan(starts_[component], sizes_[component]); }
  uint32_t Of(uint32_t row) const { return component_[row]; }

 private:
  std::vector<uint32_t> component_, rows_, sizes_, starts_;
};

/// Numbers of edges that lie within a component, sorted by component; walked along with the components.
class ComponentEdges {
 public:
  ComponentEdges(const Components& components, const std::vector<EventEdge>& edges) : components_(components), edges_(edges) {
    order_.reserve(edges.size());
    for (uint32_t e = 0; e < edges.size(); ++e) {
      if (components.Of(edges[e].a) == components.Of(edges[e].b)) order_.push_back(e);
    }
    std::stable_sort(order_.begin(), order_.end(), [&](uint32_t x, uint32_t y) { return components.Of(edges[x].a) < components.Of(edges[y].a); });
  }
  /// Those of the next component, in turn.
  void Next(size_t component, std::vector<EventEdge>& out) {
    out.clear();
    for (; at_ < order_.size() && components_.Of(edges_[order_[at_]].a) == component; ++at_) out.push_back(edges_[order_[at_]]);
  }

 private:
  const Components& components_;
  const std::vector<EventEdge>& edges_;
  std::vector<uint32_t> order_;
  size_t at_ = 0;
};

/// A hash of what a component's clusters rest on: its occurrences, the edges between them, a person's word. `place`: of each row, its place in the component.
uint64_t ComponentHash(std::span<const uint32_t> rows, const std::vector<ContentId>& prints, const std::vector<uint32_t>& place, const std::vector<EventEdge>& edges, const EventDecisions& own) {
  std::vector<uint64_t> parts;
  std::string bytes;
  const auto put = [&](uint64_t value) { bytes.append(reinterpret_cast<const char*>(&value), sizeof value); };
  const auto pair = [&](uint32_t a, uint32_t b) { parts.push_back(uint64_t{std::min(place[a], place[b])} << 32 | std::max(place[a], place[b])); };
  const auto put_parts = [&] {
    std::sort(parts.begin(), parts.end());
    put(parts.size());
    for (const uint64_t part : parts) put(part);
    parts.clear();
  };
  for (const uint32_t row : rows) {
    put(prints[row].high);
    put(prints[row].low);
  }
  for (const EventEdge& edge : edges) pair(edge.a, edge.b);
  put_parts();
  for (const auto* decided : {&own.same, &own.apart}) {
    for (const auto& [a, b] : *decided) pair(a, b);
    put_parts();
  }
  return Hash64(bytes);
}

/// What a person decided, by component.
class DecisionsByComponent {
 public:
  DecisionsByComponent(const Components& components, const EventDecisions& decisions) {
    for (const auto& pair : decisions.same) by_component_[components.Of(pair.first)].same.push_back(pair);
    for (const auto& pair : decisions.apart) {
      if (components.Of(pair.first) == components.Of(pair.second)) by_component_[components.Of(pair.first)].apart.push_back(pair);
    }
  }
  const EventDecisions& Of(size_t component) const {
    static const EventDecisions kNothing;
    const auto it = by_component_.find(static_cast<uint32_t>(component));
    return it == by_component_.end() ? kNothing : it->second;
  }

 private:
  std::unordered_map<uint32_t, EventDecisions> by_component_;
};

}  // namespace

const EventGraph::Known& EventGraph::Component(std::span<const uint32_t> rows, const std::vector<EventEdge>& edges, const EventDecisions& decisions, std::vector<uint32_t>& place) {
  for (uint32_t i = 0; i < rows.size(); ++i) place[rows[i]] = i;
  const auto [it, anew] = components_.try_emplace(ComponentHash(rows, prints_, place, edges, decisions));
  Known& known = it->second;
  known.used = true;
  if (!anew) return known;
  ComponentGroups groups = ClusterComponent(model_, sketches_, rows, edges, decisions);
  for (const auto& group : groups.groups) {
    auto& places = known.groups.emplace_back();
    for (const uint32_t row : group) places.push_back(place[row]);
  }
  known.links = std::move(groups.links);
  ++out_.clustered;
  return known;
}

void EventGraph::Cluster(const EventDecisions& decisions) {
  // An average is as strong as the merging asks only where one of its pairs is: clusters never reach over weaker edges.
  std::vector<EventEdge> edges;
  const Components components(sketches_, anchor_, model_.merge(), edges_, decisions);
  ComponentEdges component_edges(components, edges_);
  const DecisionsByComponent decided(components, decisions);
  for (auto& [key, known] : components_) known.used = false;
  std::vector<uint32_t> place(sketches_.events.size(), 0);
  for (size_t c = 0; c < components.size(); ++c) {
    const std::span<const uint32_t> rows = components.Rows(c);
    component_edges.Next(c, edges);
    if (rows.size() == 1) {
      out_.clusters.push_back({rows[0]});
      continue;
    }
    const Known& known = Component(rows, edges, decided.Of(c), place);
    const auto first = static_cast<uint32_t>(out_.clusters.size());
    for (const auto& group : known.groups) {
      auto& cluster = out_.clusters.emplace_back();
      for (const uint32_t i : group) cluster.push_back(rows[i]);
    }
    for (const GroupLink& link : known.links) out_.possibly.push_back({first + link.first, first + link.second, link.probability, link.vetoed});
  }
  std::erase_if(components_, [](const auto& entry) { return !entry.second.used; });
  LinkOver([&](uint32_t row) { return components.Of(row); }, decisions);
  AddRepeats();
  Order();
}

/// Clusters of different components that may be one event.
template <class ComponentOf>
void EventGraph::LinkOver(ComponentOf component_of, const EventDecisions& decisions) {
  const std::vector<uint32_t> cluster_of = ClusterOf();
  std::unordered_set<uint64_t> apart;
  for (const auto& [x, y] : decisions.apart) apart.insert(uint64_t{std::min(cluster_of[x], cluster_of[y])} << 32 | std::max(cluster_of[x], cluster_of[y]));
  std::vector<std::pair<uint64_t, int32_t>> between;
  for (const EventEdge& edge : edges_) {
    if (component_of(edge.a) == component_of(edge.b)) continue;
    const uint32_t a = cluster_of[edge.a], b = cluster_of[edge.b];
    between.emplace_back(uint64_t{std::min(a, b)} << 32 | std::max(a, b), edge.log_odds);
  }
  std::sort(between.begin(), between.end());
  for (size_t begin = 0, end = 0; begin < between.size(); begin = end) {
    int64_t sum = 0;
    for (end = begin; end < between.size() && between[end].first == between[begin].first; ++end) sum += ClampedLogOdds(between[end].second);
    const auto a = static_cast<uint32_t>(between[begin].first >> 32), b = static_cast<uint32_t>(between[begin].first);
    const auto all = static_cast<int64_t>(out_.clusters[a].size() * out_.clusters[b].size());
    const double average = static_cast<double>(sum + (all - static_cast<int64_t>(end - begin)) * kUnscoredPair) / static_cast<double>(all);
    if (average >= model_.possibly() && !apart.contains(between[begin].first)) out_.possibly.push_back({a, b, SameEventModel::Probability(average), false});
  }
}

std::vector<uint32_t> EventGraph::ClusterOf() const {
  std::vector<uint32_t> out(anchor_.size(), kNoRow);
  for (uint32_t c = 0; c < out_.clusters.size(); ++c) {
    for (const uint32_t row : out_.clusters[c]) out[row] = c;
  }
  return out;
}

/// What a copy repeats goes where the original went.
void EventGraph::AddRepeats() {
  const std::vector<uint32_t> cluster_of = ClusterOf();
  for (uint32_t row = 0; row < anchor_.size(); ++row) {
    if (anchor_[row] != row) out_.clusters[cluster_of[anchor_[row]]].push_back(row);
  }
}

void EventGraph::Order() {
  const auto by_id = [&](uint32_t a, uint32_t b) { return sketches_.events[a].id < sketches_.events[b].id; };
  for (auto& cluster : out_.clusters) std::sort(cluster.begin(), cluster.end(), by_id);
  std::vector<uint32_t> order(out_.clusters.size()), rank(out_.clusters.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return by_id(out_.clusters[a].front(), out_.clusters[b].front()); });
  std::vector<std::vector<uint32_t>> clusters(order.size());
  for (uint32_t i = 0; i < order.size(); ++i) {
    clusters[i] = std::move(out_.clusters[order[i]]);
    rank[order[i]] = i;
  }
  out_.clusters = std::move(clusters);
  for (ClusterLink& link : out_.possibly) {
    const uint32_t a = rank[link.first], b = rank[link.second];
    link.first = std::min(a, b);
    link.second = std::max(a, b);
  }
  std::sort(out_.possibly.begin(), out_.possibly.end(), [](const ClusterLink& a, const ClusterLink& b) { return a.first != b.first ? a.first < b.first : a.second < b.second; });
}

}  // namespace dateline
