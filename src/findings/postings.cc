#include "findings/postings.h"

#include <algorithm>

namespace dateline {
namespace {

/// Room for one more, growing by a quarter: shelves are many, so that doubling would leave a third of the memory idle.
template <class T>
void MakeRoom(std::vector<T>& values) {
  if (values.size() == values.capacity()) values.reserve(values.size() + values.size() / 4 + 4);
}

}  // namespace

std::span<uint32_t> Postings::Block(uint32_t value) {
  const uint32_t of_class = value >> kClassShift & 7;
  const size_t block = value & ((uint32_t{1} << kClassShift) - 1);
  return std::span(blocks_[of_class]).subspan(block << of_class, size_t{1} << of_class);
}

std::span<const uint32_t> Postings::Find(uint32_t key) const {
  const Shelf& shelf = shelves_[key >> 16];
  const auto tag = static_cast<uint16_t>(key);
  const auto found = std::lower_bound(shelf.tags.begin(), shelf.tags.end(), tag);
  if (found == shelf.tags.end() || *found != tag) return {};
  const uint32_t& value = shelf.values[static_cast<size_t>(found - shelf.tags.begin())];
  if ((value & kList) == 0) return {&value, 1};
  const std::span<const uint32_t> block = const_cast<Postings*>(this)->Block(value);
  return block.first(static_cast<size_t>(std::find(block.begin(), block.end(), kNone) - block.begin()));
}

uint32_t Postings::NewBlock(uint32_t of_class) {
  std::vector<uint32_t>& free = free_[of_class];
  uint32_t block;
  if (!free.empty()) {
    block = free.back();
    free.pop_back();
  } else {
    block = static_cast<uint32_t>(blocks_[of_class].size() >> of_class);
    blocks_[of_class].resize(blocks_[of_class].size() + (size_t{1} << of_class), kNone);
  }
  return kList | of_class << kClassShift | block;
}

uint32_t Postings::Append(uint32_t value, uint32_t row) {
  if ((value & kList) == 0) {
    const uint32_t list = NewBlock(1);
    const std::span<uint32_t> block = Block(list);
    block[0] = value;
    block[1] = row;
    return list;
  }
  const std::span<uint32_t> block = Block(value);
  if (const auto end = std::find(block.begin(), block.end(), kNone); end != block.end()) {
    *end = row;
    return value;
  }
  if (block.size() >= kMost) return value;
  const uint32_t of_class = value >> kClassShift & 7;
  const uint32_t list = NewBlock(of_class + 1);
  const std::span<uint32_t> from = Block(value), to = Block(list);
  std::copy(from.begin(), from.end(), to.begin());
  to[from.size()] = row;
  std::fill(from.begin(), from.end(), kNone);
  free_[of_class].push_back(value & ((uint32_t{1} << kClassShift) - 1));
  return list;
}

void Postings::Put(uint32_t key, uint32_t row) {
  Shelf& shelf = shelves_[key >> 16];
  const auto tag = static_cast<uint16_t>(key);
  const auto at = std::lower_bound(shelf.tags.begin(), shelf.tags.end(), tag) - shelf.tags.begin();
  if (static_cast<size_t>(at) < shelf.tags.size() && shelf.tags[static_cast<size_t>(at)] == tag) {
    uint32_t& value = shelf.values[static_cast<size_t>(at)];
    value = Append(value, row);
    return;
  }
  MakeRoom(shelf.tags);
  MakeRoom(shelf.values);
  shelf.tags.insert(shelf.tags.begin() + at, tag);
  shelf.values.insert(shelf.values.begin() + at, row);
}

size_t Postings::Bytes() const {
  size_t out = shelves_.capacity() * sizeof(Shelf);
  for (const Shelf& shelf : shelves_) out += shelf.tags.capacity() * sizeof(uint16_t) + shelf.values.capacity() * sizeof(uint32_t);
  for (const auto& pool : {&blocks_, &free_}) {
    for (const std::vector<uint32_t>& of_class : *pool) out += of_class.capacity() * sizeof(uint32_t);
  }
  return out;
}

}  // namespace dateline
