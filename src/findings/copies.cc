#include "findings/copies.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

namespace dateline {
namespace {

// Of what a report shares with a further group: a larger part that it also shares with the first means that both groups are one story.
constexpr double kSameStory = 0.5;
// A link that has this part of the best link's share may lead to the origin as well.
constexpr float kNearlyBest = 0.8f;

class OriginFinder {
 public:
  OriginFinder(const CopyIndex& index, std::span<const CopyReport> reports)
      : index_(index), reports_(reports), parents_(index.size()), places_(index.size()), first_days_(index.size()), done_(index.size()), joined_(index.size()) {}

  std::vector<CopyOf> Find() {
    Neighbours();
    std::vector<uint32_t> order(index_.size());
    std::iota(order.begin(), order.end(), 0u);
    std::iota(parents_.begin(), parents_.end(), 0u);
    // The shorter first: a text joined from two others comes after both.
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
      return std::tuple(index_.Shingles(a), Day(a), reports_[a].id) < std::tuple(index_.Shingles(b), Day(b), reports_[b].id);
    });
    for (uint32_t row = 0; row < index_.size(); ++row) first_days_[row] = reports_[row].published;
    for (uint32_t i = 0; i < order.size(); ++i) places_[order[i]] = i;
    for (const uint32_t row : order) {
      Place(row);
      done_[row] = true;
    }
    return Copies(Origins());
  }

 private:
  /// What a report shares with the members of one group.
  struct Part {
    uint32_t root = 0;
    std::vector<bool> covered;
    int64_t count = 0;
  };

  /// Reports without a day come last.
  int64_t Day(uint32_t row) const { return reports_[row].published == kNoDay ? INT64_MAX : reports_[row].published; }

  uint32_t Root(uint32_t row) {
    while (parents_[row] != row) row = parents_[row] = parents_[parents_[row]];
    return row;
  }
  /// The root of a group is its member that comes first.
  void Unite(uint32_t a, uint32_t b) {
    a = Root(a), b = Root(b);
    if (places_[b] < places_[a]) std::swap(a, b);
    parents_[b] = a;
    // A member without a day may be the earliest: then nothing is known of the group's first day.
    first_days_[a] = first_days_[a] == kNoDay || first_days_[b] == kNoDay ? kNoDay : std::min(first_days_[a], first_days_[b]);
  }

  void Neighbours() {
    begins_.assign(index_.size() + 1, 0);
    for (const CopyLink& link : index_.links()) ++begins_[link.first + 1], ++begins_[link.second + 1];
    std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
    neighbours_.resize(begins_.back());
    std::vector<size_t> at(begins_.begin(), begins_.end() - 1);
    for (const CopyLink& link : index_.links()) {
      neighbours_[at[link.first]++] = {link.second, link.share};
      neighbours_[at[link.second]++] = {link.first, link.share};
    }
  }

  std::vector<Part> Parts(uint32_t row) {
    std::map<uint32_t, std::vector<bool>> by_root;
    for (size_t i = begins_[row]; i < begins_[row + 1]; ++i) {
      const uint32_t other = neighbours_[i].first;
      if (done_[other] && joined_[other].empty()) index_.Cover(row, other, by_root[Root(other)]);
    }
    std::vector<Part> out;
    for (auto& [root, covered] : by_root) {
      const auto count = std::count(covered.begin(), covered.end(), true);
      out.push_back({root, std::move(covered), count});
    }
    std::sort(out.begin(), out.end(), [&](const Part& a, const Part& b) { return a.count != b.count ? a.count > b.count : places_[a.root] < places_[b.root]; });
    return out;
  }

  void Place(uint32_t row) {
    const std::vector<Part> parts = Parts(row);
    if (parts.empty()) {
      LikeJoined(row);
      return;
    }
    std::vector<const Part*> taken;
    for (const Part& part : parts) {
      const auto same = std::find_if(taken.begin(), taken.end(), [&](const Part* other) { return Overlap(part, *other) >= kSameStory; });
      if (same == taken.end()) taken.push_back(&part);
      else Unite((*same)->root, part.root);
    }
    // Groups that are all later are excerpts of this report, not what it was joined from.
    if (taken.size() == 1 || std::all_of(taken.begin(), taken.end(), [&](const Part* part) { return IsLater(part->root, row); })) {
      for (const Part* part : taken) Unite(row, part->root);
      return;
    }
    for (const Part* part : taken) joined_[row].push_back(part->root);
  }

  /// True where the group's first report is known to be later than `row`.
  bool IsLater(uint32_t root, uint32_t row) {
    const int32_t first = first_days_[Root(root)];
    return first != kNoDay && reports_[row].published != kNoDay && first > reports_[row].published;
  }

  /// Share of what `part` covers that `other` covers too.
  static double Overlap(const Part& part, const Part& other) {
    int64_t both = 0;
    for (size_t i = 0; i < part.covered.size(); ++i) both += part.covered[i] && other.covered[i] ? 1 : 0;
    return part.count == 0 ? 0 : static_cast<double>(both) / static_cast<double>(part.count);
  }

  /// A report that is linked only with one joined from several has the same origins; without any link it begins a group.
  void LikeJoined(uint32_t row) {
    const std::pair<uint32_t, float>* best = nullptr;
    for (size_t i = begins_[row]; i < begins_[row + 1]; ++i) {
      const auto& near = neighbours_[i];
      if (!done_[near.first]) continue;
      if (best == nullptr || near.second > best->second || (near.second == best->second && places_[near.first] < places_[best->first])) best = &near;
    }
    if (best != nullptr) joined_[row] = joined_[best->first];
  }

  /// By root, the origin of its group.
  std::map<uint32_t, uint32_t> Origins() {
    std::map<uint32_t, std::map<std::string_view, uint32_t>> credited;  // by root and agency
    std::vector<uint32_t> members;
    for (uint32_t row = 0; row < index_.size(); ++row) {
      if (begins_[row] == begins_[row + 1]) continue;  // alone
      const std::string_view agency = reports_[row].credited;
      if (joined_[row].empty()) members.push_back(row);
      if (agency.empty() || reports_[row].publisher_agency == agency) continue;
      if (joined_[row].empty()) ++credited[Root(row)][agency];
    }
    const auto rank = [&](uint32_t root, uint32_t row) {
      const auto& votes = credited[root];
      const auto found = votes.find(reports_[row].publisher_agency);
      const int64_t voices = found == votes.end() ? 0 : found->second;
      return std::tuple(Day(row), -voices, -static_cast<int64_t>(index_.Shingles(row)), reports_[row].id);
    };
    std::map<uint32_t, uint32_t> out;
    for (const uint32_t row : members) {
      const uint32_t root = Root(row);
      const auto [at, added] = out.emplace(root, row);
      if (!added && rank(root, row) < rank(root, at->second)) at->second = row;
    }
    return out;
  }

  std::vector<CopyOf> Copies(const std::map<uint32_t, uint32_t>& origins) {
    std::vector<CopyOf> out;
    const auto add = [&](uint32_t row, uint32_t root) {
      const auto found = origins.find(Root(root));
      const uint32_t origin = found == origins.end() ? root : found->second;
      if (origin == row) return;
      // Two groups that became one after this report was placed have one origin.
      for (auto other = out.rbegin(); other != out.rend() && other->report == row; ++other) {
        if (other->origin == origin) return;
      }
      out.push_back({row, origin, index_.Compare(row, origin).share});
    };
    for (uint32_t row = 0; row < index_.size(); ++row) {
      if (joined_[row].empty()) {
        if (begins_[row] != begins_[row + 1]) add(row, row);
      } else {
        for (const uint32_t root : joined_[row]) add(row, root);
      }
    }
    return out;
  }

  const CopyIndex& index_;
  std::span<const CopyReport> reports_;
  std::vector<uint32_t> parents_, places_;  // places: in the order of placing
  std::vector<int32_t> first_days_;  // by root
  std::vector<bool> done_;
  std::vector<std::vector<uint32_t>> joined_;  // a member of each group a report was joined from; empty: it stands in one group itself
  std::vector<size_t> begins_;
  std::vector<std::pair<uint32_t, float>> neighbours_;
};

}  // namespace

std::vector<CopyOf> FindOrigins(const CopyIndex& index, std::span<const CopyReport> reports) { return OriginFinder(index, reports).Find(); }

std::string_view BodyOf(const StoredReport& report) {
  const auto first = std::find_if(report.sentences.begin(), report.sentences.end(), [](const StoredSentence& sentence) { return sentence.role != "title"; });
  uint32_t points = first == report.sentences.end() ? UINT32_MAX : first->begin;
  size_t at = 0;
  while (at < report.text.size() && points > 0) {
    ++at;
    while (at < report.text.size() && (report.text[at] & 0xC0) == 0x80) ++at;
    --points;
  }
  return std::string_view(report.text).substr(at);
}

RecentCopies::Answer RecentCopies::AddTo(Generation& generation, ContentId id, const Sketch& sketch) {
  Answer out{id, {}, 0};
  generation.index.Add(sketch);
  const std::span<const CopyLink> links = generation.index.last_links();
  const CopyLink* earliest = nullptr;
  for (const CopyLink& link : links) {
    const Answer& other = generation.answers[link.first];
    if (other.id == id) {
      earliest = nullptr;
      out = other;
      break;
    }
    if (link.share >= kNearlyBest * links.front().share && (earliest == nullptr || link.first < earliest->first)) earliest = &link;
  }
  if (earliest != nullptr) out = {id, generation.answers[earliest->first].id, earliest->share};
  generation.answers.push_back(out);
  return out;
}

std::optional<RecentCopies::Found> RecentCopies::Add(std::string_view id, std::string_view body) {
  if (now_->index.size() >= 2 * size_t{window_}) now_ = std::exchange(next_, nullptr);
  const Sketch& sketch = sketcher_.Make(body);
  const ContentId content = ContentId::FromHex(id);
  const Answer answer = AddTo(*now_, content, sketch);
  if (now_->index.size() > window_) {
    if (next_ == nullptr) next_ = std::make_unique<Generation>();
    AddTo(*next_, content, sketch);
  }
  if (answer.earlier == ContentId{}) return std::nullopt;
  return Found{answer.earlier.Hex(), answer.share};
}

}  // namespace dateline
