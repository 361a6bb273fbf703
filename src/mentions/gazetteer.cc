#include "mentions/gazetteer.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"
#include "mentions/gazetteer_format.h"

namespace dateline {
namespace {

/// The node of a hash in one table of slots; its link counts from `links_before`.
Gazetteer::Node Probe(const GazetteerSlot* slots, uint32_t mask, uint64_t hash, uint32_t links_before) {
  const auto check = static_cast<uint32_t>(hash >> 32);
  uint32_t at = static_cast<uint32_t>(hash) & mask;
  for (uint32_t probes = 0; probes <= mask; ++probes) {
    const GazetteerSlot& slot = slots[at];
    if (slot.value == 0) return {};
    if (slot.check == check) {
      const uint32_t link = (slot.value - 1) >> 1;
      return {link == 0 ? 0 : link + links_before, ((slot.value - 1) & 1) != 0};
    }
    at = (at + 1) & mask;
  }
  return {};
}

}  // namespace

Result<Gazetteer> Gazetteer::Open(std::string_view bytes) {
  const Error broken = {"section \"gazetteer\"", bytes.empty() ? "missing" : "damaged", "a file made by `dateline knowledge build`"};
  GazetteerHeader header;
  if (bytes.size() < sizeof header) return broken;
  std::memcpy(&header, bytes.data(), sizeof header);
  const uint64_t need = sizeof header + uint64_t{header.slots} * sizeof(GazetteerSlot) + uint64_t{header.links} * sizeof(Link) + 
      uint64_t{header.entries} * sizeof(Entry) + header.pool;
  if (header.magic != kGazetteerMagic || bytes.size() != need || header.entries == 0 || header.links == 0 || header.pool == 0 || bytes.back() != '\0') {
    return broken;
  }
  if (header.slots == 0 || (header.slots & (header.slots - 1)) != 0) return broken;
  Gazetteer out;
  out.slot_mask_ = header.slots - 1;
  out.entry_count_ = header.entries;
  out.link_count_ = header.links;
  out.pool_size_ = header.pool;
  out.countries_ = header.countries;
  out.slots_ = reinterpret_cast<const GazetteerSlot*>(bytes.data() + sizeof header);
  out.links_ = reinterpret_cast<const Link*>(out.slots_ + header.slots);
  out.entries_ = reinterpret_cast<const Entry*>(out.links_ + header.links);
  out.pool_ = reinterpret_cast<const char*>(out.entries_ + header.entries);
  return out;
}

Result<void> Gazetteer::Attach(std::string_view own) {
  const Error broken = {"own places", "damaged, or compiled over another gazetteer", "a file made by `dateline gazetteer add`"};
  OwnHeader header;
  if (own.size() < sizeof header) return broken;
  std::memcpy(&header, own.data(), sizeof header);
  const uint64_t need = sizeof header + uint64_t{header.slots} * sizeof(GazetteerSlot) + uint64_t{header.links} * sizeof(Link) +
                        uint64_t{header.entries} * (sizeof(Entry) + sizeof(uint32_t)) + header.pool;
  const bool fits = header.base_links == link_count_ && header.base_entries == entry_count_ && header.base_pool == pool_size_;
  if (header.magic != kOwnMagic || own.size() != need || !fits || header.pool == 0 || own.back() != '\0') return broken;
  if (header.slots == 0 || (header.slots & (header.slots - 1)) != 0) return broken;
  own_slot_mask_ = header.slots - 1;
  own_entry_count_ = header.entries;
  own_link_count_ = header.links;
  own_pool_size_ = header.pool;
  own_slots_ = reinterpret_cast<const GazetteerSlot*>(own.data() + sizeof header);
  own_links_ = reinterpret_cast<const Link*>(own_slots_ + header.slots);
  own_entries_ = reinterpret_cast<const Entry*>(own_links_ + header.links);
  own_ids_ = reinterpret_cast<const uint32_t*>(own_entries_ + header.entries);
  own_pool_ = reinterpret_cast<const char*>(own_ids_ + header.entries);
  return {};
}

Gazetteer::Node Gazetteer::At(uint64_t hash) const {
  Node node = Probe(slots_, slot_mask_, hash, 0);
  if (own_slots_ == nullptr) return node;
  const Node own = Probe(own_slots_, own_slot_mask_, hash, link_count_);
  return {own.link != 0 ? own.link : node.link, own.longer || node.longer};
}

Gazetteer::Node Gazetteer::Step(uint64_t& hash, std::string_view folded_word) const {
  hash = NextNameHash(hash, folded_word);
  return At(hash);
}

std::span<const Gazetteer::Link> Gazetteer::Links(Node node) const {
  if (node.link == 0) return {};
  const bool shipped = node.link <= link_count_;
  const Link* links = shipped ? links_ : own_links_;
  const uint32_t count = shipped ? link_count_ : own_link_count_, first = node.link - 1 - (shipped ? 0 : link_count_);
  if (first >= count) return {};
  uint32_t last = first;
  while (last + 1 < count && !links[last].Is(kLast)) ++last;
  return {links + first, last - first + 1};
}

std::span<const Gazetteer::Link> Gazetteer::Find(std::string_view folded) const {
  uint64_t hash = kStart;
  Node node;
  for (size_t at = 0; at < folded.size();) {
    const size_t end = std::min(folded.find(' ', at), folded.size());
    node = Step(hash, folded.substr(at, end - at));
    if (!node) return {};
    at = end + 1;
  }
  return Links(node);
}

std::string_view Gazetteer::Text(uint32_t offset) const {
  if (offset < pool_size_) return pool_ + offset;
  return offset - pool_size_ < own_pool_size_ ? std::string_view(own_pool_ + (offset - pool_size_)) : std::string_view{};
}

std::string_view Gazetteer::OwnId(uint32_t index) const {
  return index < entry_count_ || index - entry_count_ >= own_entry_count_ ? std::string_view{} : Text(own_ids_[index - entry_count_]);
}

void Gazetteer::AppendLoose(std::string_view word, std::string& out) {
  static constexpr std::string_view kArticles = " al el ad ar as ash at ath az an ed es ez et er en ur ";
  for (size_t at = 0; at + word.size() + 2 <= kArticles.size(); ++at) {
    if (kArticles[at] == ' ' && kArticles[at + word.size() + 1] == ' ' && kArticles.substr(at + 1, word.size()) == word) return;
  }
  const size_t start = out.size();
  const auto vowel = [](char c) { return c == 'a' || c == 'i' || c == 'u'; };
  for (const char c : word) {
    char l = c;
    if (c == 'e' || c == 'y') l = 'i';
    if (c == 'o' || c == 'w') l = 'u';
    if (c == 'q') l = 'k';
    if (out.size() > start) {
      char& last = out.back();
      if (last == l) continue;
      if (vowel(last) && vowel(l)) {  // ay, ei, ai -> i; aw, ou -> u; ia stays
        if (last == 'a' || (last == 'i' && l == 'u')) last = l;
        else if (l != 'i' && l != 'u') out += l;
        continue;
      }
    }
    out += l;
  }
  if (out.size() > start + 2 && out.back() == 'h') out.pop_back();
  if (out.size() > start + 2 && out.back() == 'i' && !word.ends_with("y") && !word.ends_with("i")) out.back() = 'a';  // -eh, -e
  if (out.size() > start + 3 && word.ends_with("et")) out[out.size() - 2] = 'a';  // Khirbet, Khirbat
  const std::string_view whole = std::string_view(out).substr(start);
  if (whole == "til") out[start + 1] = 'a';  // Tell, Tall
  if (whole == "jibil" || whole == "gibil") out.replace(start, 5, "jabal");
}

}  // namespace dateline
