#include "mentions/gazetteer.h"

#include <cstring>

#include "base/hash.h"
#include "mentions/gazetteer_format.h"

namespace dateline {

Result<Gazetteer> Gazetteer::Open(std::string_view bytes) {
  const Error broken = {"section \"gazetteer\"", bytes.empty() ? "missing" : "damaged", "a file made by `dateline knowledge build`"};
  GazetteerHeader header;
  if (bytes.size() < sizeof header) return broken;
  std::memcpy(&header, bytes.data(), sizeof header);
  const uint64_t need = sizeof header + uint64_t{header.slots} * sizeof(Slot) + uint64_t{header.links} * sizeof(Link) + 
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
  out.slots_ = reinterpret_cast<const Slot*>(bytes.data() + sizeof header);
  out.links_ = reinterpret_cast<const Link*>(out.slots_ + header.slots);
  out.entries_ = reinterpret_cast<const Entry*>(out.links_ + header.links);
  out.pool_ = reinterpret_cast<const char*>(out.entries_ + header.entries);
  return out;
}

Gazetteer::Node Gazetteer::Step(uint64_t& hash, std::string_view folded_word) const {
  hash = NextNameHash(hash, folded_word);
  const auto check = static_cast<uint32_t>(hash >> 32);
  uint32_t at = static_cast<uint32_t>(hash) & slot_mask_;
  for (uint32_t probes = 0; probes <= slot_mask_; ++probes) {
    const Slot& slot = slots_[at];
    if (slot.value == 0) return {};
    if (slot.check == check) return {(slot.value - 1) >> 1, ((slot.value - 1) & 1) != 0};
    at = (at + 1) & slot_mask_;
  }
  return {};
}

std::span<const Gazetteer::Link> Gazetteer::Links(Node node) const {
  if (node.link == 0 || node.link > link_count_) return {};
  const uint32_t first = node.link - 1;
  uint32_t last = first;
  while (last + 1 < link_count_ && !links_[last].Is(kLast)) ++last;
  return {links_ + first, last - first + 1};
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

std::string_view Gazetteer::Text(uint32_t offset) const { return offset < pool_size_ ? std::string_view(pool_ + offset) : std::string_view{}; }

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
}

}  // namespace dateline
