// A bump allocator for strings that must live as long as a document. Reset keeps the memory, so a warm document costs no allocation.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace dateline {

class Arena {
 public:
  /// Copies `text`; the view stays valid until Reset().
  std::string_view Copy(std::string_view text) {
    if (text.empty()) return {};
    char* out = Allocate(text.size());
    std::memcpy(out, text.data(), text.size());
    return {out, text.size()};
  }

  /// `size` bytes of uninitialised memory, unaligned; valid until Reset().
  char* Allocate(size_t size) {
    while (block_ < blocks_.size() && blocks_[block_].size - used_ < size) {
      ++block_;
      used_ = 0;
    }
    if (block_ == blocks_.size()) {
      const size_t capacity = size > kBlock ? size : kBlock;
      blocks_.push_back({std::make_unique<char[]>(capacity), capacity});
    }
    char* out = blocks_[block_].data.get() + used_;
    used_ += size;
    return out;
  }

  void Reset() {
    block_ = 0;
    used_ = 0;
  }

 private:
  static constexpr size_t kBlock = 16 * 1024;
  struct Block {
    std::unique_ptr<char[]> data;
    size_t size;
  };
  std::vector<Block> blocks_;
  size_t block_ = 0;
  size_t used_ = 0;
};

}  // namespace dateline
